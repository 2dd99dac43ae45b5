"""What a drawn paper is known to hold: its tables, page by page, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TrueCell:
    """A cell by its place in the grid; ``text`` without footnote marks, lines joined by spaces."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    fill: str | None = None


@dataclass(frozen=True, slots=True)
class TrueTable:
    """The part of a table on one page. ``continues``: the table before goes on here; ``heads`` rows are repeated."""

    page: int
    rows: int
    columns: int
    cells: tuple[TrueCell, ...]
    heads: int = 1
    continues: bool = False
    splits_row: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """A drawn paper. ``prose`` are sentences that stand in no table."""

    layout: str
    seed: int
    pdf: bytes
    tables: tuple[TrueTable, ...]
    prose: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.layout}-{self.seed}"
