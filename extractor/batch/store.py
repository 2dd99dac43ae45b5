"""Where parts are kept: one file a key, written beside its place and moved there.

So many processes on many machines may share the folder, on a network drive too, where a database's locks do not hold.
A file that is damaged counts as none. Its folder is hidden, so that no run reads it as documents.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from extractor.batch.parts import Head, Part, load, load_head
from extractor.errors import UsageError

SUFFIX = ".part"
TEMPORARY = ".tmp"
"""How the names end that files have while they are written."""
KEY_FOLDER = 2
"""So many letters of a key are the name of the folder that its part stands in."""


class Store:
    """Parts by key in a folder, which is made when the first is kept."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def head(self, key: str) -> Head | None:
        """What a run has to know of a part; None where there is none, or a damaged one."""
        data = self._read(key)
        with suppress(ValueError):
            return load_head(data) if data is not None else None
        return None

    def part(self, key: str) -> Part | None:
        """The part; None where there is none, or a damaged one."""
        data = self._read(key)
        with suppress(ValueError):
            return load(data) if data is not None else None
        return None

    def keep(self, key: str, data: bytes) -> None:
        """Keep a part as :func:`extractor.batch.parts.dump` wrote it. Raises UsageError where that is not possible."""
        place = self._place(key)
        temporary = place.with_name(f".{os.getpid()}-{secrets.token_hex(4)}{TEMPORARY}")
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            try:
                temporary.write_bytes(data)
                temporary.replace(place)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
        except PermissionError as error:
            # Windows: somebody is reading the same part there, which is as good
            if not place.exists():
                raise self._unusable(error) from error
        except OSError as error:
            raise self._unusable(error) from error

    def prune(self, keys: set[str]) -> None:
        """Remove all parts but those, and what writing that was cut short has left."""
        for path in self._files():
            if path.suffix == TEMPORARY or path.name.removesuffix(SUFFIX) not in keys:
                with suppress(OSError):
                    path.unlink()

    def _files(self) -> Iterator[Path]:
        for pattern in (f"??/*{SUFFIX}", f"??/.*{TEMPORARY}"):
            yield from self.root.glob(pattern)

    def _place(self, key: str) -> Path:
        return self.root / key[:KEY_FOLDER] / f"{key}{SUFFIX}"

    def _read(self, key: str) -> bytes | None:
        try:
            return self._place(key).read_bytes()
        except OSError:
            return None

    def _unusable(self, error: OSError) -> UsageError:
        problem = f"results cannot be kept ({error.strerror or error})"
        return UsageError(problem, where=str(self.root), remedy="Give --cache a folder that you may write to")
