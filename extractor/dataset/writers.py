"""Writes a dataset: five tables as CSV and Parquet, the documents' texts, and the descriptor last.

The same records give the same bytes, however they come in. All is written beside what stands there and moved into
place at the end, file by file; a folder in which that was cut short holds ``.unfinished`` and no ``datapackage.json``,
and may be written again.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from extractor.dataset.cells import Value, encodable
from extractor.dataset.descriptor import FILE_NAME, describe_dataset, is_dataset
from extractor.dataset.records import Records, store_rows
from extractor.dataset.schema import SCHEMA
from extractor.dataset.streams import TableStream
from extractor.errors import UsageError

TEXT_FOLDER = "text"
MARKER = ".unfinished"

_TEMPORARY = ".tmp"
_OTHER_FOLDER = "Give --out a folder that you may write to"
_SAFE_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.-]*")


class DatasetWriter:
    """Writes a dataset as its rows come, in place of one that stands in ``out``; nothing is held but a few rows.

    Leaving it without an error moves all files into place. Raises UsageError where ``out`` cannot be used.
    """

    def __init__(self, out: Path) -> None:
        self.out = out
        self._texts: set[str] = set()
        self._open = ExitStack()

    def __enter__(self) -> Self:
        check_output(self.out)
        try:
            self._begin()
        except OSError as error:
            self._open.close()
            raise unwritable(self.out, error) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._open.__exit__(kind, error, trace)
            if error is None:
                self._move()
        except OSError as problem:
            raise unwritable(self.out, problem) from problem
        finally:
            self._sweep()
        if isinstance(error, OSError):
            raise unwritable(self.out, error) from error

    def add(self, table: str, rows: Iterable[tuple[Value, ...]]) -> None:
        """Append stored rows to the table of that name."""
        self._streams[table].add(rows)

    def add_text(self, doc_id: str, text: str) -> None:
        """Write a document's text, its line ends as they are. ValueError where no file can have that name."""
        check_name(doc_id)
        self._texts.add(f"{doc_id}.txt")
        _temporary(self.out / TEXT_FOLDER / f"{doc_id}.txt").write_bytes(encodable(text).encode("utf-8"))

    def files(self) -> list[Path]:
        """Every file of the dataset, in an order that is always the same."""
        tables = [self.out / f"{table.name}{kind}" for table in SCHEMA for kind in (".csv", ".parquet")]
        return [*tables, *(self.out / TEXT_FOLDER / name for name in sorted(self._texts)), self.out / FILE_NAME]

    def _begin(self) -> None:
        (self.out / TEXT_FOLDER).mkdir(parents=True, exist_ok=True)
        self._sweep()
        if not is_dataset(self.out):
            mark_unfinished(self.out)
        self._streams = {
            table.name: self._open.enter_context(
                TableStream(
                    table,
                    _temporary(self.out / f"{table.name}.csv"),
                    _temporary(self.out / f"{table.name}.parquet"),
                )
            )
            for table in SCHEMA
        }

    def _move(self) -> None:
        """From here until the end what stands in the folder is no dataset."""
        mark_unfinished(self.out)
        *files, descriptor = self.files()
        descriptor.unlink(missing_ok=True)
        for file in files:
            _temporary(file).replace(file)
        for path in (self.out / TEXT_FOLDER).glob("*.txt"):
            if path.name not in self._texts:
                path.unlink()
        replace_file(descriptor, describe_dataset().encode("utf-8"))
        (self.out / MARKER).unlink()

    def _sweep(self) -> None:
        """Remove what a run that was cut short has left; only names that this program gives."""
        tables = {_temporary(self.out / f"{table.name}{kind}") for table in SCHEMA for kind in (".csv", ".parquet")}
        for path in (*tables, *(self.out / TEXT_FOLDER).glob(f".*{_TEMPORARY}")):
            path.unlink(missing_ok=True)


def write_dataset(records: Records, out: Path) -> None:
    """Write ``records`` to the folder ``out``, in place of a dataset that stands there.

    Raises UsageError where ``out`` cannot be used, and ValueError or TypeError, before anything is written, where a
    record does not fit the schema.
    """
    check_output(out)
    tables = {table.name: store_rows(table, records.rows(table)) for table in SCHEMA}
    for doc_id in records.texts:
        check_name(doc_id)
    with DatasetWriter(out) as writer:
        for doc_id, text in records.texts.items():
            writer.add_text(doc_id, text)
        for name, rows in tables.items():
            writer.add(name, rows)


def check_output(out: Path, *, in_parts: bool = False) -> None:
    """Raise UsageError unless ``out`` is new, empty, or holds a dataset, finished or not, and can be written to.

    ``in_parts``: each table is to be a folder of Parquet files; a dataset of the other form is left alone.
    """
    try:
        usable = _is_usable(out)
        if usable and _has_other_form(out, in_parts):
            by = "a run without --scheduler" if in_parts else "a run with --scheduler"
            raise UsageError(f"this folder holds a dataset of {by}", where=str(out), remedy="Give --out a new folder")
    except OSError as error:
        raise unwritable(out, error) from error
    if usable:
        return
    raise UsageError(
        "this folder holds files that are no dataset",
        where=str(out),
        remedy="Give --out a new or empty folder, or one that holds an earlier dataset",
    )


def _is_usable(out: Path) -> bool:
    if out.is_symlink() and not out.exists():
        raise UsageError("this is a link to a folder that is not there", where=str(out), remedy="Give --out a folder")
    standing = out if out.exists() else next(parent for parent in out.absolute().parents if parent.exists())
    if not standing.is_dir():
        problem = "this is a file, not a folder" if standing == out else f"cannot be written ({standing} is a file)"
        raise UsageError(problem, where=str(out), remedy="Give --out a folder")
    if not os.access(standing, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    if standing == out and (linked := next((path.name for path in out.iterdir() if path.is_symlink()), None)):
        remedy = "Remove the link, or give --out a new folder"
        raise UsageError(
            f"{linked!r} in it is a link, and nothing is written through one", where=str(out), remedy=remedy
        )
    return standing != out or is_dataset(out) or (out / MARKER).is_file() or not any(out.iterdir())


def _has_other_form(out: Path, in_parts: bool) -> bool:
    return any(
        (out / f"{table.name}.parquet").is_file() if in_parts else (out / f"{table.name}.parquet").is_dir()
        for table in SCHEMA
    )


def mark_unfinished(out: Path) -> None:
    """Make the folder, and mark it as one that this program may write a dataset to."""
    out.mkdir(parents=True, exist_ok=True)
    replace_file(out / MARKER, b"")


def unwritable(out: Path, error: OSError) -> UsageError:
    """What to tell a user whose folder cannot be written to."""
    return UsageError(
        f"the dataset cannot be written ({error.strerror or error})", where=str(out), remedy=_OTHER_FOLDER
    )


def check_name(doc_id: str) -> None:
    """Raise ValueError where no file can be named after the document."""
    if not _SAFE_NAME.fullmatch(doc_id):
        raise ValueError(f"no file can be named after the doc_id {doc_id!r}")


def replace_file(path: Path, content: bytes) -> None:
    """Write ``content`` beside ``path`` and move it there in one step."""
    temporary = _temporary(path)
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _temporary(path: Path) -> Path:
    return path.with_name(f".{path.name}{_TEMPORARY}")
