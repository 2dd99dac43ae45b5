"""Reads a dataset back from its CSV files and texts; what the writer puts before dangerous cells is taken away.

A dataset that a cluster wrote is read from the parts of its Parquet tables.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.dataset.cells import Value, holds_text, plain_cell, read_cell, store, unguard
from extractor.dataset.descriptor import is_dataset
from extractor.dataset.schema import SCHEMA, TABLES, Column, TableSchema
from extractor.dataset.writers import TEXT_FOLDER
from extractor.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

_LONGEST_CELL = 2**31 - 1
_REMEDY = "Run the extraction again"


def read_dataset(path: Path | str) -> dict[str, pd.DataFrame]:
    """Table name to typed DataFrame, for every table of the dataset in the folder ``path``.

    Columns that this version does not know are left out. Raises UsageError where the folder holds no dataset, or a
    cell does not fit its column.
    """
    from extractor.dataset.frames import make_frame

    return {table.name: make_frame(table, list(iterate_values(Path(path), table.name))) for table in SCHEMA}


def read_stored(path: Path, table: str) -> list[tuple[Value, ...]]:
    """The rows of one table as stored values, in the order of the schema's columns. Raises as ``read_records``."""
    return list(iterate_values(path, table))


def read_records(path: Path, table: str) -> list[dict[str, Value]]:
    """The rows of one table, column name to stored value: text, ``int``, exact ``Decimal``, ``date`` or None.

    Raises UsageError where the folder holds no dataset, or a cell does not fit its column.
    """
    names = [column.name for column in TABLES[table].columns]
    return [dict(zip(names, row, strict=True)) for row in iterate_values(path, table)]


def read_rows(path: Path, table: str) -> list[dict[str, str]]:
    """The rows of one table as text, column name to cell; an empty cell is the empty string.

    Raises UsageError where the folder holds no dataset or the file is damaged.
    """
    return list(iterate_rows(path, table))


def iterate_rows(path: Path, table: str) -> Iterator[dict[str, str]]:
    """As ``read_rows``, one row after the other, for tables that are larger than memory."""
    if not is_dataset(path):
        raise UsageError("this folder holds no finished dataset", where=str(path), remedy=_REMEDY)
    schema = TABLES[table]
    parts = path / f"{table}.parquet"
    yield from _read_parts(parts, schema) if parts.is_dir() else _read_csv(path / f"{table}.csv", schema)


def iterate_values(path: Path, table: str) -> Iterator[tuple[Value, ...]]:
    """The rows of one table as stored values, in schema order. Raises UsageError where a cell does not fit."""
    schema = TABLES[table]
    for number, row in enumerate(iterate_rows(path, table), start=1):
        yield tuple(_read_value(path, schema, column, row, number) for column in schema.columns)


def _read_csv(file: Path, schema: TableSchema) -> Iterator[dict[str, str]]:
    text_columns = {column.name for column in schema.columns if holds_text(column)}
    # utf-8-sig: a spreadsheet that has saved the file may have put a byte order mark before it.
    try:
        with file.open(newline="", encoding="utf-8-sig") as lines:
            rows = csv.reader(lines, strict=True)
            header = _next_row(rows)
            if header is None:
                raise UsageError("the table cannot be read (it is empty)", where=str(file), remedy=_REMEDY)
            missing = [column.name for column in schema.columns if column.name not in header]
            if missing:
                raise UsageError(f"columns are missing: {', '.join(missing)}", where=str(file), remedy=_REMEDY)
            while (row := _next_row(rows)) is not None:
                if len(row) != len(header):
                    raise UsageError("rows are longer or shorter than the header", where=str(file), remedy=_REMEDY)
                yield {
                    name: unguard(cell) if name in text_columns else cell
                    for name, cell in zip(header, row, strict=True)
                }
    except (OSError, ValueError, csv.Error) as error:
        raise UsageError(f"the table cannot be read ({error})", where=str(file), remedy=_REMEDY) from error


def _next_row(rows: Iterator[list[str]]) -> list[str] | None:
    """The limit on a cell's length is lifted for this row alone: it is the csv module's own, for the whole process."""
    with _long_cells():
        return next(rows, None)


def _read_parts(folder: Path, schema: TableSchema) -> Iterator[dict[str, str]]:
    """The same cells from the parts that a cluster wrote."""
    import pyarrow.parquet as pq

    try:
        for part in sorted(folder.glob("part-*.parquet")):
            with pq.ParquetFile(part) as file:
                for batch in file.iter_batches(columns=[column.name for column in schema.columns]):
                    for row in batch.to_pylist():
                        yield {column.name: plain_cell(store(column, row[column.name])) for column in schema.columns}
    except (OSError, ValueError, KeyError) as error:
        raise UsageError(f"the table cannot be read ({error})", where=str(folder), remedy=_REMEDY) from error


def read_text(path: Path, doc_id: str) -> str:
    """A document's plain text with its own line ends, so that offsets fit."""
    file = path / TEXT_FOLDER / f"{doc_id}.txt"
    try:
        return file.read_bytes().decode("utf-8")
    except (OSError, ValueError) as error:
        raise UsageError(f"the text cannot be read ({error})", where=str(file), remedy=_REMEDY) from error


def _read_value(path: Path, table: TableSchema, column: Column, row: dict[str, str], number: int) -> Value:
    try:
        return read_cell(column, row[column.name])
    except ValueError as error:
        place = f"{path / table.name}.csv: row {number}, column {column.name}"
        remedy = "Mend the cell: dates are YYYY-MM-DD, numbers plain decimals"
        raise UsageError(str(error), where=place, remedy=remedy) from error


@contextmanager
def _long_cells() -> Iterator[None]:
    """Lift the csv module's limit on a cell's length for a while: a table cell can hold a whole paper."""
    limit = csv.field_size_limit(_LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(limit)
