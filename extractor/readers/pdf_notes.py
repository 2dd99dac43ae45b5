"""Comments that run across a table's columns, below the row that they speak of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.readers.pdf_grid import PageCell, PageTable
from extractor.readers.pdf_pieces import PieceLine

_LEAST_WORDS = 8
_LEAST_WIDTH = 0.45  # of the table's


def part_notes(lines: Sequence[PieceLine], width: float) -> tuple[list[PieceLine], list[list[PieceLine]]]:
    """The lines of a table's rows, and the comments between them: a long line of one piece, and its lines below."""
    kept: list[PieceLine] = []
    notes: list[list[PieceLine]] = []
    open_note = False
    for line in lines:
        whole = len(line.pieces) == 1
        begins = whole and line.x1 - line.x0 > _LEAST_WIDTH * width and len(line.pieces[0].words) >= _LEAST_WORDS
        if open_note and whole and abs(line.x0 - notes[-1][0].x0) < line.size:
            notes[-1].append(line)
        elif begins:
            notes.append([line])
            open_note = True
        else:
            kept.append(line)
            open_note = False
    return kept, notes


def with_notes(table: PageTable, notes: Sequence[Sequence[PieceLine]]) -> PageTable:
    """The table with each comment as a row of one cell, where it stands on the page."""
    if not notes:
        return table
    tops: dict[int, float] = {}
    for cell in table.cells:
        for row in cell.rows:
            top = min(word.top for word in row)
            tops[cell.row] = min(tops.get(cell.row, top), top)
    order = sorted(
        [(top, row, -1) for row, top in tops.items()] + [(_top(note), -1, n) for n, note in enumerate(notes)]
    )
    places = {row: place for place, (_, row, note) in enumerate(order) if note < 0}
    cells = [replace(cell, row=places[cell.row]) for cell in table.cells if cell.row in places]
    for place, (_, _, number) in enumerate(order):
        if number >= 0:
            words = tuple(tuple(line.words) for line in notes[number])
            cells.append(PageCell(place, 0, 1, table.columns, words))
    return replace(table, rows=len(order), cells=tuple(cells))


def _top(note: Sequence[PieceLine]) -> float:
    return min(word.top for line in note for word in line.words)
