"""What the last finished run was made from and wrote, so that a dataset of which nothing has changed is left alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import astuple, dataclass
from pathlib import Path

from extractor.batch.keys import program_digest
from extractor.batch.totals import Totals
from extractor.dataset.writers import replace_file


@dataclass(frozen=True, slots=True)
class Report:
    """What is told of a document when it is done; ``trace`` is the traceback of a fault of this program.

    While its scanned pages are read, ``status`` is READING, and ``pages`` of the ``wanted`` are done.
    """

    path: str
    status: str
    error: str = ""
    pages: int | None = None
    seconds: float = 0.0
    cached: bool = False
    trace: str = ""
    wanted: int = 0


READING = "reading"


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file of the dataset as it was written."""

    name: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class RunRecord:
    """``digest`` stands for all that the dataset follows from; ``documents`` say what was told of each, in order."""

    digest: str
    files: tuple[WrittenFile, ...]
    documents: tuple[tuple[str, str, int | None], ...]
    totals: Totals

    def stands(self, out: Path) -> bool:
        """Whether every file of the dataset is as it was written."""
        try:
            return all(_written(out, file.name) == file for file in self.files)
        except OSError:
            return False

    def reports(self, paths: Iterable[str]) -> Iterable[Report]:
        """What is told of each document, without reading it again."""
        for path, (status, error, pages) in zip(paths, self.documents, strict=True):
            yield Report(path, status, error, pages, cached=True)

    def save(self, place: Path) -> None:
        """Write it, where it is not what stands there."""
        content = {
            "digest": self.digest,
            "documents": self.documents,
            "files": [astuple(file) for file in self.files],
            "totals": self.totals.as_json(),
        }
        place.parent.mkdir(parents=True, exist_ok=True)
        replace_file(place, json.dumps(content).encode())


def load_record(place: Path) -> RunRecord | None:
    """The record of the last finished run; None where there is none, or a damaged one."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        content = json.loads(place.read_bytes())
        files = tuple(WrittenFile(*file) for file in content["files"])
        documents = tuple((status, error, pages) for status, error, pages in content["documents"])
        return RunRecord(content["digest"], files, documents, Totals.from_json(content["totals"]))
    return None


def digest_of(sources: Iterable[tuple[str, str]], patterns_digest: str) -> str:
    """Stands for a dataset: each path with its key, or with why it has none, in order, and the program."""
    total = hashlib.sha256(f"{program_digest()} {patterns_digest}".encode())
    for source in sources:
        total.update(json.dumps(source).encode() + b"\n")
    return total.hexdigest()


def written_files(out: Path, files: Iterable[Path]) -> tuple[WrittenFile, ...]:
    """The dataset's files as they stand."""
    return tuple(_written(out, file.relative_to(out).as_posix()) for file in files)


def _written(out: Path, name: str) -> WrittenFile:
    status = (out / name).stat()
    return WrittenFile(name, status.st_size, status.st_mtime_ns)
