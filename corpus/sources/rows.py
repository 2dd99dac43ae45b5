"""Table rows written as lines: ``Harby|91.2%|88.4%``."""

from __future__ import annotations

from collections.abc import Sequence

Rows = tuple[tuple[str, ...], ...]


def read_rows(lines: Sequence[str]) -> Rows:
    """The lines' cells, all rows as long as the longest; a line without a bar is a group's heading."""
    rows = [line.split("|") for line in lines]
    columns = max(len(row) for row in rows)
    return tuple((*row, *[""] * (columns - len(row))) for row in rows)


def groups_of(rows: Rows) -> tuple[int, ...]:
    """The rows that hold nothing but a group's heading."""
    return tuple(number for number, row in enumerate(rows) if not any(row[1:]))
