"""Tables that go on over a page break, put together: repeated headings dropped, a row broken by the page made whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.readers.pdf_grid import PageCell, PageTable
from extractor.readers.pdf_pieces import is_figure, is_year
from extractor.readers.pdf_words import PrintedWord

Rows = tuple[tuple[PrintedWord, ...], ...]
_SAME_PT = 4.0
_LOOSE = 0.35  # of a column's width: how far the edges of one column, found by white space on two pages, may differ


@dataclass(frozen=True, slots=True)
class LongCell:
    """A cell by its place in the whole table; ``parts`` are its words with the page that they stand on."""

    row: int
    column: int
    row_span: int
    column_span: int
    fill: str | None
    parts: tuple[tuple[int, Rows], ...]


@dataclass(frozen=True, slots=True)
class LongTable:
    """A table of one page or more."""

    rows: int
    columns: int
    cells: tuple[LongCell, ...]


def join_tables(parts: Sequence[tuple[int, PageTable]]) -> list[LongTable | None]:
    """The tables of a document, each with its page, as they go on over pages; None for one that an earlier one holds.

    ``parts`` are in reading order; a table that may go on is followed by a page's number below zero where anything but
    page headers and footers stands between it and the next.
    """
    joined: list[LongTable | None] = []
    open_at = -1
    last: PageTable | None = None
    for number, (page, table) in enumerate(parts):
        previous = joined[open_at] if open_at >= 0 else None
        heads = _repeated(parts[open_at][1], table) if open_at >= 0 else 0
        if previous is not None and last is not None and page < 0 and goes_on(last, table, heads):
            joined[open_at] = _append(previous, last, table, -page, heads)
            joined.append(None)
        else:
            joined.append(_alone(abs(page), table))
            open_at = number
        last = table
    return joined


def goes_on(table: PageTable, after: PageTable, heads: int) -> bool:
    """True where ``after`` has the columns of ``table`` and begins with its headings (``heads`` rows) or with none."""
    if table.columns != after.columns or table.ruled != after.ruled or not _same_edges(table, after):
        return False
    return heads > 0 or not (after.heads or _has_heading(table, after))


def _same_edges(table: PageTable, after: PageTable) -> bool:
    if len(table.edges) != len(after.edges) or not table.edges:
        return False
    for number, (first, second) in enumerate(zip(table.edges, after.edges, strict=True)):
        around = [*table.edges[max(0, number - 1) : number + 2], table.box[2]][:3]
        width = min((right - left for left, right in pairwise(around)), default=0.0)
        if abs(first - second) > (_SAME_PT if table.ruled else max(_SAME_PT, _LOOSE * width)):
            return False
    return True


def _repeated(table: PageTable, after: PageTable) -> int:
    """How many heading rows at the start of ``after`` repeat those of ``table``; rows of figures may be alike too."""
    count = 0
    while count < min(table.rows, after.rows) - 1 and _texts(table, count) == _texts(after, count) != {}:
        row = [cell for cell in after.cells if cell.row == count and cell.column and cell.rows]
        if any(is_figure(_text(cell)) and not is_year(_text(cell)) for cell in row):
            break
        count += 1
    return count


def _texts(table: PageTable, row: int) -> dict[int, str]:
    return {
        cell.column: "".join(word.text for line in cell.rows for word in line)
        for cell in table.cells
        if cell.row == row and cell.rows
    }


def _has_heading(table: PageTable, after: PageTable) -> bool:
    """True where the first row of ``after`` is words over columns that hold figures in ``table``."""
    figures = {cell.column for cell in table.cells if is_figure(_text(cell)) and cell.rows}
    first = [cell for cell in after.cells if cell.row == 0 and cell.rows and cell.column in figures]
    worded = [cell for cell in first if not is_figure(_text(cell))]
    return len(worded) > 1 and 2 * len(worded) > len(first)


def _text(cell: PageCell) -> str:
    return " ".join(word.text for line in cell.rows for word in line)


def _alone(page: int, table: PageTable) -> LongTable:
    return LongTable(table.rows, table.columns, tuple(_long_cell(page, cell, 0) for cell in table.cells))


def _long_cell(page: int, cell: PageCell, shift: int) -> LongCell:
    parts = ((page, cell.rows),) if cell.rows else ()
    return LongCell(cell.row + shift, cell.column, cell.row_span, cell.column_span, cell.fill, parts)


def _append(whole: LongTable, last: PageTable, table: PageTable, page: int, heads: int) -> LongTable:
    body = [cell for cell in table.cells if cell.row >= heads]
    broken = _breaks_row(last, [cell for cell in body if cell.row == heads])
    shift = whole.rows - heads - broken
    added = [_long_cell(page, cell, shift) for cell in body]
    cells = list(whole.cells)
    if broken:
        rest = {cell.column: cell.parts for cell in added if cell.row == whole.rows - 1}
        added = [cell for cell in added if cell.row >= whole.rows]
        cells = [
            replace(cell, parts=cell.parts + rest.pop(cell.column, ()))
            if cell.row + cell.row_span == whole.rows and cell.column in rest
            else cell
            for cell in cells
        ]
    return LongTable(whole.rows + table.rows - heads - broken, whole.columns, (*cells, *added))


def _breaks_row(last: PageTable, first: list[PageCell]) -> bool:
    """True where the first row of a page is the rest of the row above: words that go on, and no figure."""
    filled = [cell for cell in first if cell.rows]
    above = {cell.column for cell in last.cells if cell.row + cell.row_span == last.rows and cell.rows}
    if not filled or any(is_figure(_text(cell)) for cell in filled) or not {c.column for c in filled} <= above:
        return False
    lead = _text(filled[0])
    return all(cell.row_span == 1 == cell.column_span for cell in filled) and (
        filled[0].column > 0 or lead[:1].islower() or not lead[:1].isalpha()
    )
