"""The folder of a dataset that many machines write: who may write it, and what makes it whole.

No lock holds on an object store: each run leaves its own mark there, and the tasks of one whose mark is gone end it.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from extractor.batch.job import CACHE_FOLDER, PARTS_FOLDER
from extractor.batch.places import Folder, explain, is_url, plain
from extractor.batch.store import KEY_FOLDER, SUFFIX, TEMPORARY
from extractor.dataset.descriptor import FILE_NAME, describe_dataset, is_descriptor
from extractor.dataset.schema import SCHEMA
from extractor.dataset.writers import MARKER, TEXT_FOLDER, check_output
from extractor.errors import ExtractorError, UsageError

_MARK = f"{PARTS_FOLDER}/run"


@dataclass(frozen=True, slots=True)
class Output:
    """The folder ``root`` for one run, and where results are kept. Every machine has to see both."""

    root: Folder
    store: Folder
    mark: str
    stood: bool
    """The folder held something before, which may have to go."""

    def begin(self) -> None:
        """From here until the end what stands in the folder is no dataset."""
        with writing(self.root.root):
            self.root.write(MARKER, b"")
            self.root.remove(FILE_NAME)

    def finish(self, parts: Sequence[str], texts: Collection[str]) -> None:
        """Remove what is not of this run, and write the descriptor. ``texts`` are the names in the folder of texts."""
        wanted: dict[str, Collection[str]] = {f"{table.name}.parquet": set(parts) for table in SCHEMA}
        if self.stood or not is_url(self.root.root):
            wanted[TEXT_FOLDER] = texts
        with writing(self.root.root):
            for folder, kept in wanted.items():
                for name in self.root.names(folder):
                    if name not in kept:
                        self.root.remove(f"{folder}/{name}")
            self.root.write(FILE_NAME, describe_dataset(parts).encode("utf-8"))
            self.root.remove(MARKER)

    def prune(self, keys: Collection[str]) -> None:
        """Remove the results that are not of these keys, and what writing that was cut short has left.

        Only of a store within the dataset's folder: others serve other datasets too.
        """
        if self.store.root != self.root.place(PARTS_FOLDER):
            return
        with writing(self.root.root):
            for folder in self.store.names():
                for name in self.store.names(folder) if len(folder) == KEY_FOLDER else ():
                    if name.endswith(TEMPORARY) or (name.endswith(SUFFIX) and name.removesuffix(SUFFIX) not in keys):
                        self.store.remove(f"{folder}/{name}")

    def is_seen(self) -> bool:
        """Whether this machine sees the folder, and no other run has taken it."""
        return self.root.read(_MARK) == self.mark.encode()


def open_output(out: str, cache: str = "") -> Output:
    """Check the folder of a dataset, and leave this run's mark. Raises UsageError where it cannot be used."""
    root = Folder(_anywhere(out))
    with writing(out):
        if not is_url(root.root):
            check_output(Path(root.root), in_parts=True)
        names = root.names()
        finished = is_descriptor(root.read(FILE_NAME) or b"")
        if names and not finished and MARKER not in names:
            remedy = "Give --out a new or empty folder, or one that holds an earlier dataset"
            raise UsageError("this folder holds files that are no dataset", where=out, remedy=remedy)
        store = Folder(f"{_anywhere(cache)}/{CACHE_FOLDER}" if cache else root.place(PARTS_FOLDER))
        output = Output(root, store, secrets.token_hex(8), bool(names))
        if not finished:
            root.write(MARKER, b"")
        root.write(_MARK, output.mark.encode())
    return output


def _anywhere(place: str) -> str:
    """A path that does not depend on where a process was started."""
    place = plain(place)
    return place.rstrip("/") if is_url(place) else Path(place).absolute().as_posix()


@contextmanager
def writing(out: str) -> Iterator[None]:
    """What a file system refuses within becomes a UsageError: each has errors of its own."""
    try:
        yield
    except ExtractorError:
        raise
    except Exception as error:
        problem = f"the dataset cannot be written ({explain(error)})"
        raise UsageError(problem, where=out, remedy="Give --out a place that you may write to") from error
