"""What is attached to the mails of an archive, remembered, so that those that have not changed are not opened again."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from pathlib import Path

from extractor.batch.keys import program_digest
from extractor.batch.memo import SETTLED_NS, full_path
from extractor.dataset.writers import replace_file
from extractor.errors import DocumentError
from extractor.files import check_file, list_attached

_Entry = tuple[int, int, int, list[str]]
"""Size, time of its content, time of its status, names of what is attached."""


class MailMemo:
    """Remembers names in the file ``place``; one that is missing, damaged or another program's holds none."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._known = _load(place)
        self._used: dict[str, _Entry] = {}

    def names(self, path: str) -> list[str]:
        """The names of what is attached to the mail at ``path``; none where it cannot be read."""
        try:
            status, begun = check_file(path), time.time_ns()
        except DocumentError:
            return []
        stamp = status.st_size, status.st_mtime_ns, status.st_ctime_ns
        full = full_path(path)
        entry = self._known.get(full)
        if entry is None or entry[:3] != stamp:
            entry = (*stamp, list_attached(path))
        if max(stamp[1:]) < begun - SETTLED_NS:
            self._used[full] = entry
        return entry[3]

    def save(self) -> None:
        """Write what was asked for, where that has changed; it only saves time, so that it need not succeed."""
        if self._used != self._known:
            content = {"program": program_digest(), "mails": dict(sorted(self._used.items()))}
            with suppress(OSError):
                self._place.parent.mkdir(parents=True, exist_ok=True)
                replace_file(self._place, json.dumps(content).encode())


def _load(place: Path) -> dict[str, _Entry]:
    with suppress(OSError, ValueError, TypeError, AttributeError, KeyError):
        content = json.loads(place.read_bytes())
        if content["program"] == program_digest():
            entries = ((path, *entry) for path, entry in content["mails"].items())
            return {
                path: (int(size), int(mtime), int(ctime), [str(name) for name in names])
                for path, size, mtime, ctime, names in entries
            }
    return {}
