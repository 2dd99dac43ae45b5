"""Tables on a PDF page: by their rules (pdfplumber's cell finder on edges that PDFium read), or by white space.

A table is a grid of cells, each a list of words; what stands in no table goes back to the text of the page.
"""

from __future__ import annotations

from bisect import bisect_right

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from extractor.document import Box
from extractor.readers.pdf_grid import PageCell, PageTable, fill_of, stands_in, words_outside
from extractor.readers.pdf_lined import find_lined
from extractor.readers.pdf_paths import Edge, Fill
from extractor.readers.pdf_pieces import cut_line
from extractor.readers.pdf_ruled import split_rows
from extractor.readers.pdf_spaced import find_spaced
from extractor.readers.pdf_words import PrintedWord, make_rows

SNAP_PT = 3.0
MAX_EDGES = 4000
_BOXED = 4  # so many lines with several figures each in single cells
_GAP = 0.8


def find_tables(
    words: list[PrintedWord], edges: list[Edge], fills: list[Fill]
) -> tuple[list[PageTable], list[list[PrintedWord]]]:
    """The tables of a page, and the rows of the words that stand in none."""
    tables = _ruled(words, edges, fills)
    rest = words_outside(words, tables)
    lined, rest = find_lined(rest, edges, fills, [table.box for table in tables])
    spaced, rows = find_spaced(rest, edges, fills)
    return sorted([*tables, *lined, *spaced], key=lambda table: table.box[1]), rows


def _ruled(words: list[PrintedWord], edges: list[Edge], fills: list[Fill]) -> list[PageTable]:
    found = []
    for group in ruled_cells(edges):
        table = _grid(group, words, fills)
        if table is not None:
            found.append(table)
    return [t for t in found if not any(o is not t and _within(t.box, o.box) for o in found)]


def ruled_cells(edges: list[Edge]) -> list[list[Box]]:
    """The cells that ruled lines make, each group of those that touch by itself."""
    if len(edges) < 4 or len(edges) > MAX_EDGES:
        return []
    merged = merge_edges([_as_dict(edge) for edge in edges], SNAP_PT, SNAP_PT, SNAP_PT, SNAP_PT)
    cells = intersections_to_cells(edges_to_intersections(merged, SNAP_PT, SNAP_PT))
    return list(cells_to_tables(cells))


def _as_dict(edge: Edge) -> dict[str, object]:
    horizontal = edge.top == edge.bottom
    return {
        "x0": edge.x0,
        "x1": edge.x1,
        "top": edge.top,
        "bottom": edge.bottom,
        "width": edge.x1 - edge.x0,
        "height": edge.bottom - edge.top,
        "orientation": "h" if horizontal else "v",
        "object_type": "line",
    }


def _grid(group: list[Box], words: list[PrintedWord], fills: list[Fill]) -> PageTable | None:
    """A group of touching cells as a grid; None where it frames no table (one cell, or one row or column of prose)."""
    tops = _levels([box[1] for box in group] + [box[3] for box in group])
    lefts = _levels([box[0] for box in group] + [box[2] for box in group])
    rows, columns = len(tops) - 1, len(lefts) - 1
    if rows < 1 or columns < 2 or len(group) < 4:
        return None
    places = []
    owner: dict[tuple[int, int], int] = {}
    for number, box in enumerate(sorted(group, key=lambda item: (item[1], item[0]))):
        row, column = _level(tops, box[1]), _level(lefts, box[0])
        row_span, column_span = max(1, _level(tops, box[3]) - row), max(1, _level(lefts, box[2]) - column)
        places.append((row, column, row_span, column_span, box))
        for covered in range(row, row + row_span):
            owner |= {(covered, place): number for place in range(column, column + column_span)}
    held: list[list[PrintedWord]] = [[] for _ in places]
    for word in words:
        if stands_in(word, (lefts[0], tops[0], lefts[-1], tops[-1])):
            row = _interval(tops, (word.top + word.bottom) / 2)
            owned = owner.get((row, _interval(lefts, (word.x0 + word.x1) / 2)))
            if owned is not None:
                held[owned].append(word)
    cells = [
        PageCell(row, column, row_span, column_span, tuple(tuple(r) for r in make_rows(inside)), fill_of(box, fills))
        for (row, column, row_span, column_span, box), inside in zip(places, held, strict=True)
    ]
    filled = [cell for cell in cells if cell.rows]
    inner = [line for cell in filled for line in cell.rows if cut_line(list(line), _GAP).figures >= 2]
    if len(inner) >= _BOXED:
        return None  # the rules box groups of rows in, whose columns only white space makes
    if len({cell.column for cell in filled}) < 2 or len({cell.row for cell in filled}) < 2:
        return None
    cells, rows = split_rows(cells, rows)
    box = (lefts[0], tops[0], lefts[-1], tops[-1])
    return PageTable(box, rows, columns, tuple(cells), True, edges=tuple(lefts[:-1]))


def _levels(values: list[float]) -> list[float]:
    levels: list[float] = []
    for value in sorted(values):
        if not levels or value - levels[-1] > SNAP_PT:
            levels.append(value)
    return levels


def _level(levels: list[float], value: float) -> int:
    return min(range(len(levels)), key=lambda index: abs(levels[index] - value))


def _interval(levels: list[float], value: float) -> int:
    """Between which two levels a value lies, counted from 0."""
    return min(max(bisect_right(levels, value) - 1, 0), len(levels) - 2)


def _within(inner: Box, outer: Box) -> bool:
    return (
        outer[0] - 1 <= inner[0] and outer[1] - 1 <= inner[1] and inner[2] <= outer[2] + 1 and inner[3] <= outer[3] + 1
    )
