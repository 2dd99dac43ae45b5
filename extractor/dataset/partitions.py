"""A contiguous run of a dataset's rows as Parquet files in memory, one a table: a part of a dataset in many parts.

``pandas.read_parquet("mentions.parquet")`` reads a folder of parts as it reads a single file: in the order of names.
"""

from __future__ import annotations

import io
from collections.abc import Iterable

from extractor.dataset.cells import Value
from extractor.dataset.schema import SCHEMA
from extractor.dataset.streams import ParquetFile


def part_names(count: int) -> list[str]:
    """The files of a table in so many parts, in order."""
    width = max(5, len(str(count - 1)))
    return [f"part-{number:0{width}}.parquet" for number in range(count)]


class PartWriter:
    """Collects stored rows; ``finish`` gives the bytes of each table's part, those without a row too."""

    def __init__(self) -> None:
        self._sinks = {table.name: io.BytesIO() for table in SCHEMA}
        self._files = {table.name: ParquetFile(table, self._sinks[table.name]) for table in SCHEMA}

    def add(self, table: str, rows: Iterable[tuple[Value, ...]]) -> None:
        """Append stored rows to the table of that name."""
        if rows := list(rows):
            self._files[table].add(rows)

    def finish(self) -> dict[str, bytes]:
        """Table name to the bytes of its file. The same rows give the same bytes."""
        for file in self._files.values():
            file.finish()
            file.close()
        return {name: sink.getvalue() for name, sink in self._sinks.items()}
