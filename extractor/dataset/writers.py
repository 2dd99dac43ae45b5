"""Writes a dataset: five tables as CSV and Parquet, the documents' texts, and the descriptor last.

The same records give the same bytes. Each file appears whole or not at all; a folder whose writing was cut short
holds ``.unfinished`` and no ``datapackage.json``, and may be written again.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from extractor.dataset.cells import Value, encodable, write_cell
from extractor.dataset.descriptor import FILE_NAME, describe_dataset, is_dataset
from extractor.dataset.records import Records, store_rows
from extractor.dataset.schema import SCHEMA, Column, TableSchema
from extractor.errors import UsageError

TEXT_FOLDER = "text"
MARKER = ".unfinished"

_TEMPORARY = ".tmp"
_OTHER_FOLDER = "Give --out a folder that you may write to"
_SAFE_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.-]*")
_NEEDS_QUOTES = re.compile('[",\r\n]')


def write_dataset(records: Records, out: Path) -> None:
    """Write ``records`` to the folder ``out``, in place of a dataset that stands there.

    Raises UsageError where ``out`` cannot be used, and ValueError or TypeError, before anything is written, where a
    record does not fit the schema.
    """
    check_output(out)
    tables = {table.name: store_rows(table, records.rows(table)) for table in SCHEMA}
    _check_names(records.texts)
    try:
        (out / TEXT_FOLDER).mkdir(parents=True, exist_ok=True)
        _replace(out / MARKER, b"")
        (out / FILE_NAME).unlink(missing_ok=True)
        _write_texts(records.texts, out / TEXT_FOLDER)
        for table in SCHEMA:
            _replace(out / f"{table.name}.csv", csv_bytes(table, tables[table.name]))
            _replace(out / f"{table.name}.parquet", parquet_bytes(table, tables[table.name]))
        _replace(out / FILE_NAME, describe_dataset().encode("utf-8"))
        (out / MARKER).unlink()
    except OSError as error:
        problem = f"the dataset cannot be written ({error.strerror or error})"
        raise UsageError(problem, where=str(out), remedy=_OTHER_FOLDER) from error


def check_output(out: Path) -> None:
    """Raise UsageError unless ``out`` is new, empty, or holds a dataset, finished or not, and can be written to."""
    try:
        usable = _is_usable(out)
    except OSError as error:
        problem = f"the dataset cannot be written ({error.strerror or error})"
        raise UsageError(problem, where=str(out), remedy=_OTHER_FOLDER) from error
    if usable:
        return
    raise UsageError(
        "this folder holds files that are no dataset",
        where=str(out),
        remedy="Give --out a new or empty folder, or one that holds an earlier dataset",
    )


def _is_usable(out: Path) -> bool:
    standing = out if out.exists() else next(parent for parent in out.absolute().parents if parent.exists())
    if not standing.is_dir():
        problem = "this is a file, not a folder" if standing == out else f"cannot be written ({standing} is a file)"
        raise UsageError(problem, where=str(out), remedy="Give --out a folder")
    if not os.access(standing, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    if standing == out and (linked := next((path.name for path in out.iterdir() if path.is_symlink()), None)):
        remedy = "Remove the link, or give --out a new folder"
        raise UsageError(f"{linked!r} in it is a link, and nothing is written through one", where=str(out), remedy=remedy)
    return standing != out or is_dataset(out) or (out / MARKER).is_file() or not any(out.iterdir())


def csv_bytes(table: TableSchema, rows: Sequence[tuple[Value, ...]]) -> bytes:
    """Stored rows as a CSV file: UTF-8, a header, line feeds, quotes where needed."""
    lines = [",".join(column.name for column in table.columns)]
    lines.extend(
        ",".join(_quote(write_cell(column, value)) for column, value in zip(table.columns, row, strict=True))
        for row in rows
    )
    return ("\n".join(lines) + "\n").encode("utf-8")


def parquet_bytes(table: TableSchema, rows: Sequence[tuple[Value, ...]]) -> bytes:
    """Stored rows as a Parquet file; each field carries its meaning and unit. A number is the float nearest to it."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {"string": pa.string(), "ids": pa.string(), "integer": pa.int64(), "number": pa.float64()}
    fields, arrays = [], []
    for place, column in enumerate(table.columns):
        kind = types.get(column.type, pa.date32())
        values = [row[place] for row in rows]
        if column.type == "number":
            values = [None if value is None else float(value) for value in values]  # type: ignore[arg-type,misc]
        arrays.append(pa.array(values, kind))
        fields.append(pa.field(column.name, kind, nullable=not column.required, metadata=_field_notes(column)))
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_arrays(arrays, schema=pa.schema(fields)), sink, compression="zstd", version="2.6")
    written: bytes = sink.getvalue().to_pybytes()
    return written


def _field_notes(column: Column) -> dict[str, str]:
    return {"description": column.meaning, **({"unit": column.unit} if column.unit else {})}


def _quote(cell: str) -> str:
    # As the csv module's QUOTE_MINIMAL, whose own treatment of a lone carriage return differs between Python versions.
    return '"' + cell.replace('"', '""') + '"' if _NEEDS_QUOTES.search(cell) else cell


def _check_names(texts: Mapping[str, str]) -> None:
    for doc_id in texts:
        if not _SAFE_NAME.fullmatch(doc_id):
            raise ValueError(f"no file can be named after the doc_id {doc_id!r}")


def _write_texts(texts: Mapping[str, str], folder: Path) -> None:
    """Write the texts, their line ends as they are, and remove those of an earlier dataset."""
    names = {f"{doc_id}.txt" for doc_id in texts}
    for doc_id, text in texts.items():
        _replace(folder / f"{doc_id}.txt", encodable(text).encode("utf-8"))
    for pattern in ("*.txt", f".*{_TEMPORARY}"):
        for path in folder.glob(pattern):
            if path.name not in names:
                path.unlink()


def _replace(path: Path, content: bytes) -> None:
    """Write ``content`` beside ``path`` and move it there in one step."""
    temporary = path.with_name(f".{path.name}{_TEMPORARY}")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
