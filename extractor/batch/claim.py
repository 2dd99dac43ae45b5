"""One run at a time writes a dataset: its folder is marked, and locked for as long as the run lives."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from extractor.dataset.descriptor import is_dataset
from extractor.dataset.writers import mark_unfinished, unwritable
from extractor.errors import UsageError


class Claim:
    """The right to write the dataset ``out``. The system itself gives it back when the process ends, killed or not."""

    def __init__(self, out: Path, place: Path) -> None:
        self._out = out
        self._place = place
        self._file: IO[bytes] | None = None

    @property
    def held(self) -> bool:
        """Whether the folder is this run's."""
        return self._file is not None

    def take(self) -> None:
        """Mark the folder as one for a dataset, and lock it. Raises UsageError where another run has it."""
        if self._file is not None:
            return
        with writing(self._out):
            if not is_dataset(self._out):
                mark_unfinished(self._out)
            self._place.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._place.open("ab")
        try:
            _lock(self._file)
        except BlockingIOError:
            self.release()
            remedy = "Wait until it has ended, or give another --out"
            raise UsageError("another run is writing this dataset", where=str(self._out), remedy=remedy) from None

    def release(self) -> None:
        """Give the folder back."""
        if self._file is not None:
            self._file.close()
            self._file = None


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """What the system refuses within becomes a UsageError."""
    try:
        yield
    except OSError as error:
        raise unwritable(out, error) from error


def _lock(file: IO[bytes]) -> None:
    """Raises BlockingIOError where another process has the lock; a drive that knows no locks is used without."""
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError(error.errno, error.strerror) from error
    else:
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise
        except OSError:
            return
