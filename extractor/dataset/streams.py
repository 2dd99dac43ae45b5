"""One table written row by row: as CSV and as Parquet. However the rows come in, the same rows give the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, Self

from extractor.dataset.cells import Value, guard, plain_cell
from extractor.dataset.schema import Column, TableSchema

if TYPE_CHECKING:
    import pyarrow as pa

GROUP_ROWS = 16_384
"""Rows of a Parquet row group: fixed, so that the bytes do not depend on how many rows come at a time."""

_BATCH_ROWS = 1_024  # are made into columns at a time: few calls, and few rows held as Python's objects
_NEEDS_QUOTES = re.compile('[",\r\n]')


class TableStream:
    """Writes the stored rows of one table to two files; closes both, also where writing fails."""

    def __init__(self, table: TableSchema, csv_path: Path, parquet_path: Path) -> None:
        self._table = table
        self._csv = _CsvFile(table, csv_path)
        try:
            self._parquet = ParquetFile(table, parquet_path)
        except BaseException:
            self._csv.file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        try:
            if error is None:
                self._parquet.finish()
        finally:
            self._parquet.close()
            self._csv.file.close()

    def add(self, rows: Iterable[tuple[Value, ...]]) -> None:
        """Append stored rows."""
        rows = list(rows)
        if rows:
            self._csv.add(rows)
            self._parquet.add(rows)


class _CsvFile:
    """UTF-8, a header, line feeds, quotes where needed."""

    def __init__(self, table: TableSchema, path: Path) -> None:
        self.file: IO[bytes] = path.open("wb")
        self.file.write((",".join(column.name for column in table.columns) + "\n").encode("utf-8"))

    def add(self, rows: list[tuple[Value, ...]]) -> None:
        lines = (",".join(map(_cell, row)) for row in rows)
        self.file.write(("\n".join(lines) + "\n").encode("utf-8"))


class ParquetFile:
    """Each field carries its meaning and unit; a number is the float nearest to it; row groups of ``GROUP_ROWS``.

    ``sink`` is a path, or a file that is open for writing.
    """

    def __init__(self, table: TableSchema, sink: Path | IO[bytes]) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        kinds = {"string": pa.string(), "ids": pa.string(), "integer": pa.int64(), "number": pa.float64()}
        self._columns = [(column, kinds.get(column.type, pa.date32())) for column in table.columns]
        self._schema = pa.schema(
            pa.field(column.name, kind, nullable=not column.required, metadata=_notes(column))
            for column, kind in self._columns
        )
        self._new: list[tuple[Value, ...]] = []
        self._waiting: list[pa.Table] = []
        self._rows = self._groups = 0
        self._writer: Any = pq.ParquetWriter(sink, self._schema, compression="zstd", version="2.6")

    def add(self, rows: list[tuple[Value, ...]]) -> None:
        """Append stored rows."""
        self._new += rows
        if len(self._new) >= _BATCH_ROWS:
            self._make_columns()

    def finish(self) -> None:
        """Write what waits; a table without rows has one group without rows."""
        self._make_columns()
        if self._rows or not self._groups:
            self._write(self._rows)

    def close(self) -> None:
        """Write the end of the file; an open file that was given stays open."""
        self._writer.close()

    def _make_columns(self) -> None:
        self._waiting.append(self._make_table(self._new))
        self._rows += len(self._new)
        self._new = []
        while self._rows >= GROUP_ROWS:
            self._write(GROUP_ROWS)

    def _write(self, rows: int) -> None:
        import pyarrow as pa

        waiting = pa.concat_tables(self._waiting)
        self._writer.write_table(waiting.slice(0, rows).combine_chunks(), row_group_size=GROUP_ROWS)
        self._waiting = [waiting.slice(rows)] if waiting.num_rows > rows else []
        self._rows -= rows
        self._groups += 1

    def _make_table(self, rows: list[tuple[Value, ...]]) -> pa.Table:
        import pyarrow as pa

        arrays = []
        for place, (column, kind) in enumerate(self._columns):
            values = [row[place] for row in rows]
            if column.type == "number":
                values = [None if value is None else float(value) for value in values]  # type: ignore[arg-type,misc]
            arrays.append(pa.array(values, kind))
        return pa.Table.from_arrays(arrays, schema=self._schema)


def _notes(column: Column) -> dict[str, str]:
    return {"description": column.meaning, **({"unit": column.unit} if column.unit else {})}


def _cell(value: Value) -> str:
    """As ``write_cell``, and quoted; numbers and dates need neither guard nor quotes."""
    return _quote(guard(value)) if isinstance(value, str) else plain_cell(value)


def _quote(cell: str) -> str:
    # As the csv module's QUOTE_MINIMAL, whose own treatment of a lone carriage return differs between Python versions.
    return '"' + cell.replace('"', '""') + '"' if _NEEDS_QUOTES.search(cell) else cell
