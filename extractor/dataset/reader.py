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
from extractor.dataset.schema import SCHEMA, TABLES, TableSchema
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

    return {table.name: make_frame(table, _typed_rows(Path(path), table)) for table in SCHEMA}


def read_stored(path: Path, table: str) -> list[tuple[Value, ...]]:
    """The rows of one table as stored values, in the order of the schema's columns. Raises as ``read_records``."""
    return _typed_rows(path, TABLES[table])


def read_records(path: Path, table: str) -> list[dict[str, Value]]:
    """The rows of one table, column name to stored value: text, ``int``, exact ``Decimal``, ``date`` or None.

    Raises UsageError where the folder holds no dataset, or a cell does not fit its column.
    """
    names = [column.name for column in TABLES[table].columns]
    return [dict(zip(names, row, strict=True)) for row in _typed_rows(path, TABLES[table])]


def read_rows(path: Path, table: str) -> list[dict[str, str]]:
    """The rows of one table as text, column name to cell; an empty cell is the empty string.

    Raises UsageError where the folder holds no dataset or the file is damaged.
    """
    if not is_dataset(path):
        raise UsageError("this folder holds no finished dataset", where=str(path), remedy=_REMEDY)
    schema = TABLES[table]
    parts = path / f"{table}.parquet"
    if parts.is_dir():
        return _read_parts(parts, schema)
    file = path / f"{table}.csv"
    # utf-8-sig: a spreadsheet that has saved the file may have put a byte order mark before it.
    try:
        with _long_cells(), file.open(newline="", encoding="utf-8-sig") as lines:
            header, *rows = csv.reader(lines, strict=True)
    except (OSError, ValueError, csv.Error) as error:
        raise UsageError(f"the table cannot be read ({error})", where=str(file), remedy=_REMEDY) from error
    missing = [column.name for column in schema.columns if column.name not in header]
    if missing:
        raise UsageError(f"columns are missing: {', '.join(missing)}", where=str(file), remedy=_REMEDY)
    if any(len(row) != len(header) for row in rows):
        raise UsageError("rows are longer or shorter than the header", where=str(file), remedy=_REMEDY)
    text_columns = {column.name for column in schema.columns if holds_text(column)}
    return [
        {name: unguard(cell) if name in text_columns else cell for name, cell in zip(header, row, strict=True)}
        for row in rows
    ]


def _read_parts(folder: Path, schema: TableSchema) -> list[dict[str, str]]:
    """The same cells from the parts that a cluster wrote."""
    import pyarrow.parquet as pq

    rows = []
    try:
        for part in sorted(folder.glob("part-*.parquet")):
            content = pq.read_table(part, partitioning=None).to_pylist()
            rows += [
                {column.name: plain_cell(store(column, row[column.name])) for column in schema.columns}
                for row in content
            ]
    except (OSError, ValueError, KeyError) as error:
        raise UsageError(f"the table cannot be read ({error})", where=str(folder), remedy=_REMEDY) from error
    return rows


def read_text(path: Path, doc_id: str) -> str:
    """A document's plain text with its own line ends, so that offsets fit."""
    file = path / TEXT_FOLDER / f"{doc_id}.txt"
    try:
        return file.read_bytes().decode("utf-8")
    except (OSError, ValueError) as error:
        raise UsageError(f"the text cannot be read ({error})", where=str(file), remedy=_REMEDY) from error


def _typed_rows(path: Path, table: TableSchema) -> list[tuple[Value, ...]]:
    typed = []
    for number, row in enumerate(read_rows(path, table.name), start=1):
        values = []
        for column in table.columns:
            try:
                values.append(read_cell(column, row[column.name]))
            except ValueError as error:
                place = f"{path / table.name}.csv: row {number}, column {column.name}"
                remedy = "Mend the cell: dates are YYYY-MM-DD, numbers plain decimals"
                raise UsageError(str(error), where=place, remedy=remedy) from error
        typed.append(tuple(values))
    return typed


@contextmanager
def _long_cells() -> Iterator[None]:
    """Lift the csv module's limit on a cell's length for a while: a table cell can hold a whole paper."""
    limit = csv.field_size_limit(_LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(limit)
