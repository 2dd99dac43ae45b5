"""Tables on a PDF page that have rules across and none upright: rows by their rules, columns by white space."""

from __future__ import annotations

from itertools import pairwise

from extractor.document import Box
from extractor.readers.pdf_glyphs import Edge, Fill
from extractor.readers.pdf_words import PrintedWord, make_rows, split_lines

MIN_RULES = 4
MAX_BAND_PT = 220.0
_SAME_PT = 4.0


def rule_groups(edges: list[Edge], taken: list[Box]) -> list[tuple[float, float, list[float]]]:
    """``(x0, x1, tops)`` of rules of one length below each other, outside the tables that were found already."""
    across = [edge for edge in edges if edge.top == edge.bottom and edge.x1 - edge.x0 > 100]
    groups: list[tuple[float, float, list[float]]] = []
    for edge in sorted(_joined(across), key=lambda item: item.top):
        if any(
            box[0] - 2 <= edge.x0 and edge.x1 <= box[2] + 2 and box[1] - 2 <= edge.top <= box[3] + 2 for box in taken
        ):
            continue
        for x0, x1, tops in groups:
            near = abs(x0 - edge.x0) < _SAME_PT and abs(x1 - edge.x1) < _SAME_PT
            if near and edge.top - tops[-1] < MAX_BAND_PT:
                if edge.top - tops[-1] > 2:
                    tops.append(edge.top)
                break
        else:
            groups.append((edge.x0, edge.x1, [edge.top]))
    return [group for group in groups if len(group[2]) >= MIN_RULES]


def _joined(edges: list[Edge]) -> list[Edge]:
    """Rules drawn cell by cell put together."""
    joined: list[Edge] = []
    for edge in sorted(edges, key=lambda item: (round(item.top), item.x0)):
        last = joined[-1] if joined else None
        if last is not None and abs(last.top - edge.top) < 1.5 and edge.x0 <= last.x1 + 3:
            joined[-1] = Edge(last.x0, last.top, max(last.x1, edge.x1), last.bottom)
        else:
            joined.append(edge)
    return joined


def words_between(words: list[PrintedWord], x0: float, x1: float, top: float, bottom: float) -> list[PrintedWord]:
    """The words whose middles lie in a box."""
    return [
        word
        for word in words
        if x0 - 2 <= (word.x0 + word.x1) / 2 <= x1 + 2 and top - 1 <= (word.top + word.bottom) / 2 < bottom + 1
    ]


def band_cells(
    words: list[PrintedWord], gutters: list[float], group: tuple[float, float, list[float]], fills: list[Fill]
) -> list[list[tuple[tuple[tuple[PrintedWord, ...], ...], Box]]]:
    """For each band between two rules its cells: their words, row by row, and their boxes."""
    x0, x1, tops = group
    bounds = [x0, *gutters, x1]
    bands = []
    for number, (top, bottom) in enumerate(pairwise(tops)):
        inside = make_rows(words_between(words, x0, x1, top, bottom))
        boxes = [(left, top, right, bottom) for left, right in pairwise(bounds)]
        for rows in _heading_rows(inside) if number == 0 else _body_rows(inside):
            cells: list[list[PrintedWord]] = [[] for _ in range(len(gutters) + 1)]
            for row in rows:
                for column, held in place_row(row, gutters, number > 0):
                    cells[column] += held
            bands.append(
                [(tuple(tuple(row) for row in make_rows(held)), box) for held, box in zip(cells, boxes, strict=True)]
            )
    return bands


def _body_rows(rows: list[list[PrintedWord]]) -> list[list[list[PrintedWord]]]:
    """A band is one row, its words wrapped, unless several of its lines reach across the columns."""
    full = [len(split_lines(row, 0.8)) >= 3 for row in rows]
    return [[row] for row in rows] if sum(full) >= 2 and 2 * sum(full) >= len(rows) else [rows]


def _heading_rows(rows: list[list[PrintedWord]]) -> list[list[list[PrintedWord]]]:
    """The rows of a heading: pieces of the last line that begin under none of the first stand below one that spans."""
    if len(rows) < 2:
        return [rows]
    starts = [line.x0 for line in split_lines(rows[0], 0.8)]
    below = [line for line in split_lines(rows[-1], 0.8) if not any(abs(line.x0 - start) < 6 for start in starts)]
    return [rows[:-1], rows[-1:]] if len(below) >= 2 else [rows]


def place_row(row: list[PrintedWord], gutters: list[float], figures: bool) -> list[tuple[int, list[PrintedWord]]]:
    """The words of a row by column: each by its middle in a row of figures; otherwise piece by piece.

    A piece of a heading may be wider than its column; it stands in the first column that it covers well.
    """
    if figures:
        return [(sum(1 for gutter in gutters if (word.x0 + word.x1) / 2 > gutter), [word]) for word in row]
    bounds = [float("-inf"), *gutters, float("inf")]
    placed = []
    for line in split_lines(row, 0.8):
        shares = [max(0.0, min(line.x1, right) - max(line.x0, left)) for left, right in pairwise(bounds)]
        best = max(shares)
        column = next(number for number, share in enumerate(shares) if share >= 0.45 * best)
        placed.append((column, list(line.words)))
    return placed
