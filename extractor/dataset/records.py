"""What an extraction found, before it is written: rows by table, and the documents' texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from extractor.dataset.cells import Value, store
from extractor.dataset.schema import TableSchema

Row = Mapping[str, object]
"""Column name to ``str``, ``int``, ``float``, ``Decimal``, ``date``, tuple of keys or None; a missing key is empty."""


@dataclass(frozen=True, slots=True)
class Records:
    """The rows of each table, in the order in which they are to be written; ``texts`` maps ``doc_id`` to plain text."""

    documents: Sequence[Row] = field(default_factory=list)
    mentions: Sequence[Row] = field(default_factory=list)
    claims: Sequence[Row] = field(default_factory=list)
    reconciliations: Sequence[Row] = field(default_factory=list)
    exclusions: Sequence[Row] = field(default_factory=list)
    texts: Mapping[str, str] = field(default_factory=dict)

    def rows(self, table: TableSchema) -> Sequence[Row]:
        """The rows of one table."""
        rows: Sequence[Row] = getattr(self, table.name)
        return rows


def store_rows(table: TableSchema, rows: Iterable[Row]) -> list[tuple[Value, ...]]:
    """The rows as stored values, in schema order.

    Raises ValueError or TypeError, naming table, row and column, where a key is no column or a value does not fit.
    """
    return [_store_row(table, index, row) for index, row in enumerate(rows)]


def _store_row(table: TableSchema, index: int, row: Row) -> tuple[Value, ...]:
    unknown = row.keys() - {column.name for column in table.columns}
    if unknown:
        raise ValueError(f"{table.name}[{index}]: no such column: {', '.join(sorted(unknown))}")
    values = []
    for column in table.columns:
        try:
            values.append(store(column, row.get(column.name)))
        except (TypeError, ValueError) as error:
            raise type(error)(f"{table.name}[{index}].{column.name} {error}") from error
    return tuple(values)
