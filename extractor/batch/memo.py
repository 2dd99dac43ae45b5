"""The digests of files by path, so that an archive whose files have not changed is not read again to know that."""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from pathlib import Path

from extractor.dataset.writers import replace_file
from extractor.files import check_file, hash_file

SETTLED_NS = 2_000_000_000
"""A file that was written so lately may be written again without its time changing: FAT counts in steps of 2 s."""

_Entry = tuple[int, int, int, str]
"""Size, time of its content, time of its status (on Windows: when it was made), SHA-256."""


class FileMemo:
    """Remembers digests in the file ``place``; one that is missing or damaged holds none."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._known = _load(place)
        self._used: dict[str, _Entry] = {}

    def known(self, path: str) -> str | None:
        """The digest of a file that has not changed; None where it has, or is not known. Raises DocumentError."""
        status = check_file(path)
        full = full_path(path)
        entry = self._known.get(full)
        if entry is None or entry[:3] != (status.st_size, status.st_mtime_ns, status.st_ctime_ns):
            return None
        self._used[full] = entry
        return entry[3]

    def digest(self, path: str) -> str:
        """The SHA-256 of a file, from memory where it has not changed. Raises DocumentError where it cannot be read."""
        known = self.known(path)
        if known is not None:
            return known
        status, begun = check_file(path), time.time_ns()
        digest = hash_file(path)
        if max(status.st_mtime_ns, status.st_ctime_ns) < begun - SETTLED_NS:
            self._used[full_path(path)] = status.st_size, status.st_mtime_ns, status.st_ctime_ns, digest
        return digest

    def forget(self, path: str) -> None:
        """The file turned out to be another than remembered."""
        self._known.pop(full_path(path), None)
        self._used.pop(full_path(path), None)

    def save(self, *, finished: bool) -> None:
        """Write what is known, where that has changed; of a ``finished`` run only the files that it asked for."""
        kept = dict(sorted(self._used.items() if finished else (self._known | self._used).items()))
        if kept != self._known:
            self._place.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self._place, json.dumps(kept, indent=0).encode())
            self._known = kept


def full_path(path: str) -> str:
    return os.path.abspath(path)  # noqa: PTH100 - Path.absolute keeps "..", and resolve asks the disk


def _load(place: Path) -> dict[str, _Entry]:
    with suppress(OSError, ValueError, TypeError, AttributeError):
        content = json.loads(place.read_bytes())
        entries = ((path, *entry) for path, entry in content.items())
        return {path: (int(size), int(mtime), int(ctime), str(sha)) for path, size, mtime, ctime, sha in entries}
    return {}
