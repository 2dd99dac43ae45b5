"""Which cells of a sheet make a table: blank rows and columns part them, and text above or below is no row of one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

_NUMBER = re.compile(r"[-+(£$€<>≤≥~ ]{0,4}\d[\d,. ]{0,20}(?:%|pp|k|m|bn)?\)?")
_MOST_GAP = 2  # blank rows within one table; more and something else begins


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell on the sheet's rows and columns, counted from 1; a merged one goes to ``last_row``, ``last_column``."""

    row: int
    column: int
    last_row: int
    last_column: int
    text: str
    fill: str | None = None
    bold: bool = False

    @property
    def is_number(self) -> bool:
        return _NUMBER.fullmatch(self.text) is not None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A cell that stands alone in its row."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Region:
    """The cells of one table, with those of the sheet's rows and columns that it uses."""

    cells: tuple[Placed, ...]
    rows: tuple[int, ...]
    columns: tuple[int, ...]


Row = list[Placed]
Item = Paragraph | Region


def find_regions(cells: Sequence[Placed]) -> list[Item]:
    """Tables and paragraphs, in reading order: down the sheet, and from left to right."""
    rows = [list(row) for _, row in groupby(cells, key=lambda cell: cell.row)]
    items: list[Item] = []
    for band in _join(_bands(rows)):
        for block in _split_across(band):
            items += _items(block)
    return items


def _bands(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows that follow each other without a blank one; a fill without words makes no row."""
    band: list[Row] = []
    last = 0
    for row in rows:
        if not any(cell.text for cell in row):
            continue
        if band and row[0].row > last + 1:
            yield band
            band = []
        band.append(row)
        last = max(last, *(cell.last_row for cell in row))
    if band:
        yield band


def _join(bands: Iterator[list[Row]]) -> Iterator[list[Row]]:
    """A band that goes on with the table above it, after a blank row or two: figures under its columns, no header."""
    held: list[Row] = []
    for band in bands:
        if held and _goes_on(held, band):
            held = held + band
            continue
        if held:
            yield held
        held = band
    if held:
        yield held


def _goes_on(above: list[Row], below: list[Row]) -> bool:
    gap = below[0][0].row - above[-1][0].row - 1
    first = _worded(below[0])
    if gap > _MOST_GAP or len(_worded(above[-1])) < 2 or len(first) < 2:
        return False
    columns = {cell.column for row in above for cell in _worded(row)}
    return (
        not first[0].is_number
        and first[1].is_number
        and all(cell.column in columns for row in below for cell in _worded(row))
    )


def _worded(row: Row) -> Row:
    return [cell for cell in row if cell.text]


def _split_across(band: list[Row]) -> Iterator[list[Row]]:
    """The tables of a band that stand side by side: a blank column between, and labels of their own behind it."""
    used: set[int] = set()
    for row in band:
        alone = len(_worded(row)) == 1
        for cell in _worded(row):
            used.update(range(cell.column, (cell.column if alone else cell.last_column) + 1))
    starts = [column for column in sorted(used) if column - 1 not in used]
    cuts = [start for start in starts[1:] if _has_labels(band, start, used)]
    for left, right in zip([0, *cuts], [*cuts, max(used, default=0) + 1], strict=True):
        part = [[cell for cell in row if left <= cell.column < right] for row in band]
        if kept := [row for row in part if _worded(row)]:
            yield kept


def _has_labels(band: list[Row], start: int, used: set[int]) -> bool:
    """Whether the column's cells are words for the rows of a table that begins there."""
    if start + 1 not in used:
        return False
    cells = [cell for row in band for cell in row if cell.column == start and cell.text]
    beside = [cell for row in band for cell in row if cell.column == start + 1 and cell.text]
    words = sum(not cell.is_number for cell in cells)
    return len(cells) > 1 and 5 * words >= 4 * len(cells) and any(cell.is_number for cell in beside)


def _items(block: list[Row]) -> Iterator[Item]:
    """Rows of one cell before and after the others are text; a table has two columns at the least."""
    wide = [place for place, row in enumerate(block) if len(_worded(row)) > 1]
    if not wide:
        yield from _paragraphs(block)
        return
    last = wide[-1] + 1
    while last < len(block) and _covers_rows(block[: wide[-1] + 1], block[last]):
        last += 1
    yield from _paragraphs(block[: wide[0]])
    yield _region(block[wide[0] : last])
    yield from _paragraphs(block[last:])


def _covers_rows(table: list[Row], row: Row) -> bool:
    """Whether a row of one cell stands beside a cell that is merged down to it."""
    return any(cell.last_row >= row[0].row for above in table for cell in above)


def _paragraphs(rows: Sequence[Row]) -> Iterator[Item]:
    for row in rows:
        for cell in _worded(row):
            yield Paragraph(cell.text, cell.bold)


def _region(rows: list[Row]) -> Region:
    cells = [cell for row in rows for cell in row]
    columns = tuple(sorted({cell.column for cell in cells if cell.text}))
    kept = tuple(cell for cell in cells if cell.column in columns)
    return Region(kept, tuple(row[0].row for row in rows), columns)
