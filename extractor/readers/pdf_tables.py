"""Tables on a PDF page: by their rules (pdfplumber's cell finder on edges that PDFium read), or by white space.

A table is a grid of cells, each a list of words; what stands in no table goes back to the text of the page.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex
from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from extractor.document import Box
from extractor.readers.pdf_glyphs import Edge, Fill
from extractor.readers.pdf_lined import band_cells, place_row, rule_groups, words_between
from extractor.readers.pdf_words import Line, PrintedWord, make_rows, split_lines

SNAP_PT = 3.0
MAX_EDGES = 4000
_NUMERIC = regex.compile(
    r"^[(<>≤≥~+−–-]?\s?£?\s?[\d,]*\.?\d+\s?(?:%|m|k|bn|pp)?\)?[*†]?(?:\s?/\s?[\d,]+)?(?:\s?\([\d.,]+\s?%?\))?$"
    r"|^(?:n/?a|n/?k|c|\*|-|–|—|tbc|\.\.|↑|↓|→|↔|▲|▼|►|green|amber|red|r|a|g|not collected.*|not available|no target)$"
    r"|^(?:Q[1-4]\s)?(?:(?:19|20)\d\d(?:[/–-]\d\d(?:\d\d)?)?|\d\d/\d\d)$",
    regex.I,
)


@dataclass(frozen=True, slots=True)
class PageCell:
    """A cell by its place in the grid and the words in it, row by row."""

    row: int
    column: int
    row_span: int
    column_span: int
    rows: tuple[tuple[PrintedWord, ...], ...]
    fill: str | None = None


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table found on a page."""

    box: Box
    rows: int
    columns: int
    cells: tuple[PageCell, ...]
    ruled: bool


def find_tables(
    words: list[PrintedWord], edges: list[Edge], fills: list[Fill]
) -> tuple[list[PageTable], list[PrintedWord]]:
    """The tables of a page, and the words that stand in none."""
    tables = _ruled(words, edges, fills)
    rest = [word for word in words if not any(_inside(word, table.box) for table in tables)]
    lined, rest = find_lined(rest, edges, fills, [table.box for table in tables])
    borderless, rest = _borderless(rest)
    return sorted([*tables, *lined, *borderless], key=lambda table: table.box[1]), rest


def _ruled(words: list[PrintedWord], edges: list[Edge], fills: list[Fill]) -> list[PageTable]:
    if len(edges) < 4 or len(edges) > MAX_EDGES:
        return []
    merged = merge_edges([_as_dict(edge) for edge in edges], SNAP_PT, SNAP_PT, SNAP_PT, SNAP_PT)
    cells = intersections_to_cells(edges_to_intersections(merged, SNAP_PT, SNAP_PT))
    found = []
    for group in cells_to_tables(cells):
        table = _grid(group, words, fills)
        if table is not None:
            found.append(table)
    return [t for t in found if not any(o is not t and _within(t.box, o.box) for o in found)]


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
    inside = [word for word in words if _inside(word, (lefts[0], tops[0], lefts[-1], tops[-1]))]
    cells = []
    for box in sorted(group, key=lambda item: (item[1], item[0])):
        row, column = _level(tops, box[1]), _level(lefts, box[0])
        row_span, column_span = max(1, _level(tops, box[3]) - row), max(1, _level(lefts, box[2]) - column)
        held = [word for word in inside if _inside(word, box)]
        fill = _fill_of(box, fills)
        cells.append(PageCell(row, column, row_span, column_span, tuple(tuple(r) for r in make_rows(held)), fill))
    filled = [cell for cell in cells if cell.rows]
    if len({cell.column for cell in filled}) < 2 or len({cell.row for cell in filled}) < 2:
        return None
    return PageTable((lefts[0], tops[0], lefts[-1], tops[-1]), rows, columns, tuple(cells), True)


def _levels(values: list[float]) -> list[float]:
    levels: list[float] = []
    for value in sorted(values):
        if not levels or value - levels[-1] > SNAP_PT:
            levels.append(value)
    return levels


def _level(levels: list[float], value: float) -> int:
    return min(range(len(levels)), key=lambda index: abs(levels[index] - value))


def _fill_of(box: Box, fills: list[Fill]) -> str | None:
    """The colour of the smallest rectangle that covers a cell and is not the whole page's ground."""
    area = (box[2] - box[0]) * (box[3] - box[1])
    best: tuple[float, str] | None = None
    for fill in fills:
        width = min(box[2], fill.box[2]) - max(box[0], fill.box[0])
        height = min(box[3], fill.box[3]) - max(box[1], fill.box[1])
        if width > 0 and height > 0 and width * height > 0.5 * area:
            size = (fill.box[2] - fill.box[0]) * (fill.box[3] - fill.box[1])
            if best is None or size <= best[0]:
                best = (size, fill.colour)
    return best[1] if best and best[1] not in ("#ffffff", "#000000") else None


def _inside(word: PrintedWord, box: Box) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1


def _within(inner: Box, outer: Box) -> bool:
    return (
        outer[0] - 1 <= inner[0] and outer[1] - 1 <= inner[1] and inner[2] <= outer[2] + 1 and inner[3] <= outer[3] + 1
    )


def find_lined(
    words: list[PrintedWord], edges: list[Edge], fills: list[Fill], taken: list[Box]
) -> tuple[list[PageTable], list[PrintedWord]]:
    """Tables with rules across only; what they hold is taken out of the words."""
    tables: list[PageTable] = []
    for group in rule_groups(edges, taken):
        x0, x1, tops = group
        inside = words_between(words, x0, x1, tops[0], tops[-1])
        rows = make_rows(inside)
        full = [row for row in rows if len(split_lines(row, 0.8)) >= 3]
        gutters = _gutters(rows) if len(full) >= 2 else []
        if len(gutters) < 2:
            continue
        top = _heading_top(words, fills, group)
        if top < tops[0]:
            tops.insert(0, top)
            inside = words_between(words, x0, x1, top, tops[-1])
        cells = [
            PageCell(row, column, 1, 1, held, _fill_of(box, fills))
            for row, band in enumerate(band_cells(inside, gutters, group, fills))
            for column, (held, box) in enumerate(band)
        ]
        count = 1 + max(cell.row for cell in cells)
        tables.append(PageTable((x0, tops[0], x1, tops[-1]), count, len(gutters) + 1, tuple(cells), True))
    return tables, [word for word in words if not any(_inside(word, table.box) for table in tables)]


def _heading_top(words: list[PrintedWord], fills: list[Fill], group: tuple[float, float, list[float]]) -> float:
    """Where the heading above the first rule begins: at the top of its ground, or of the rows of it; else the rule."""
    x0, x1, tops = group
    for fill in fills:
        level = abs(fill.box[3] - tops[0]) < 4 and fill.box[0] < x0 + 6 and fill.box[2] > x0 + (x1 - x0) / 3
        if level and tops[0] - fill.box[1] < 90:
            return fill.box[1]
    top = tops[0]
    rows = make_rows(words_between(words, x0, x1, tops[0] - 80, tops[0]))
    below = tops[0]
    for row in reversed(rows):
        size = max(word.size for word in row)
        if len(split_lines(row, 0.8)) < 2 or below - row[0].baseline > 2.0 * size:
            break
        top, below = min(word.top for word in row) - 1, row[0].baseline
    return top


def _borderless(words: list[PrintedWord]) -> tuple[list[PageTable], list[PrintedWord]]:
    """Tables that only white space makes: runs of rows whose words leave the same upright gaps."""
    rows = make_rows(words)
    split = [split_lines(row, 0.8) for row in rows]
    numeric = [sum(1 for line in lines[1:] if _is_numeric(line)) for lines in split]
    tables: list[PageTable] = []
    taken: set[int] = set()
    index = 0
    while index < len(rows):
        if numeric[index] < 2:
            index += 1
            continue
        last = _run_end(rows, split, numeric, index)
        members = [number for number in range(index, last + 1) if numeric[number] >= 2]
        if len(members) >= 3:
            table, used = _align(rows, split, index, last, members, taken)
            if table is not None:
                tables.append(table)
                taken |= used
        index = last + 1
    rest = [word for number, row in enumerate(rows) if number not in taken for word in row]
    return tables, rest


def _is_numeric(line: Line) -> bool:
    return bool(_NUMERIC.match(line.text.strip()))


def _run_end(rows: list[list[PrintedWord]], split: list[list[Line]], numeric: list[int], start: int) -> int:
    """The last row of a run of numeric rows; wrapped labels and headings of groups may stand between them."""
    last = start
    between = 0
    for number in range(start + 1, len(rows)):
        if rows[number][0].baseline - rows[number - 1][0].baseline > 3.2 * rows[number][0].size:
            break
        if numeric[number] >= 2:
            last, between = number, 0
        elif len(split[number]) <= 2 and between < 3:
            between += 1
        else:
            break
    return last


def _align(
    rows: list[list[PrintedWord]], split: list[list[Line]], first: int, last: int, members: list[int], taken: set[int]
) -> tuple[PageTable | None, set[int]]:
    gutters = _gutters([rows[number] for number in members])
    if len(gutters) < 2:
        return None, set()
    top = first
    for above in range(first - 1, max(-1, first - 6), -1):
        if above in taken or rows[above + 1][0].baseline - rows[above][0].baseline > 3.2 * rows[above + 1][0].size:
            break
        if _heads(rows, split, above, above + 1, gutters):
            top = above
        elif len(split[above]) > 1 or len(split[above][0].words) > 8 or split[above][0].x0 > gutters[0]:
            break  # a group's name may stand between the heading and the first figures; prose may not
    used = set(range(top, last + 1))
    grid: list[list[list[PrintedWord]]] = []
    heights: list[int] = []
    for number in range(top, last + 1):
        across: list[list[PrintedWord]] = [[] for _ in range(len(gutters) + 1)]
        for column, held in place_row(rows[number], gutters, number in members):
            across[column] += held
        grid.append(across)
        heights.append(number)
    merged = _merge_wrapped(grid, [number in members for number in heights], first - top)
    cells = [
        PageCell(row, column, 1, 1, tuple(tuple(line) for line in make_rows(content)))
        for row, line_cells in enumerate(merged)
        for column, content in enumerate(line_cells)
    ]
    everything = [word for number in used for word in rows[number]]
    box = (
        min(word.x0 for word in everything),
        min(word.top for word in everything),
        max(word.x1 for word in everything),
        max(word.bottom for word in everything),
    )
    return PageTable(box, len(merged), len(gutters) + 1, tuple(cells), False), used


def _gutters(rows: list[list[PrintedWord]]) -> list[float]:
    """Middles of the upright strips that (nearly) no row of a table has a word in."""
    size = max(word.size for word in rows[0])
    left, right = min(row[0].x0 for row in rows), max(max(word.x1 for word in row) for row in rows)
    steps = max(1, int(right - left) + 1)
    cover = [0] * (steps + 2)
    for row in rows:
        marked: set[int] = set()
        for before, word in zip([None, *row], row, strict=False):
            begin = word.x0 if before is None or word.x0 - before.x1 > 0.8 * size else before.x1
            marked |= set(range(int(begin - left), int(word.x1 - left) + 1))
        for place in marked:
            if 0 <= place < len(cover):
                cover[place] += 1
    limit = max(0, len(rows) // 12)
    gutters: list[float] = []
    start: int | None = None
    for place in range(steps + 1):
        if cover[place] <= limit:
            start = place if start is None else start
        elif start is not None:
            if start > 0 and place - start >= 0.45 * size:
                gutters.append(left + (start + place) / 2)
            start = None
    return gutters


def _heads(
    rows: list[list[PrintedWord]], split: list[list[Line]], number: int, below: int, gutters: list[float]
) -> bool:
    """True where a row just above a table is part of its heading."""
    if rows[below][0].baseline - rows[number][0].baseline > 3.2 * rows[below][0].size:
        return False
    lines = split[number]
    if len(lines) == 1:
        start = sum(1 for gutter in gutters if lines[0].x0 > gutter)
        return start > 0 and len(lines[0].words) <= 4
    words = sum(len(line.words) for line in lines)
    return words <= 5 * (len(gutters) + 1) and not regex.search(r"[.;]$", lines[-1].text)


def _merge_wrapped(grid: list[list[list[PrintedWord]]], full: list[bool], heads: int) -> list[list[list[PrintedWord]]]:
    """Rows of a wrapped label or heading joined: to the row below in headings, to the nearer full row in the body."""
    merged: list[list[list[PrintedWord]]] = []
    if heads:
        merged.append([[word for row in grid[:heads] for word in row[column]] for column in range(len(grid[0]))])
    body = grid[heads:]
    flags = full[heads:]
    for number, row in enumerate(body):
        if flags[number] or number == 0:
            merged.append(row)
            continue
        filled = [column for column, words in enumerate(row) if words]
        above, below = body[number - 1], body[number + 1] if number + 1 < len(body) else None
        if filled == [0] and below is not None and _gap(above, row) > 1.25 * _gap(row, below) + 0.5:
            body[number + 1] = [row[column] + below[column] for column in range(len(row))]
            continue
        if filled and (filled != [0] or _gap(above, row) <= 1.35 * row[filled[0]][0].size) and merged:
            merged[-1] = [merged[-1][column] + row[column] for column in range(len(row))]
            body[number] = merged[-1]
        else:
            merged.append(row)
    return merged


def _gap(above: list[list[PrintedWord]], below: list[list[PrintedWord]]) -> float:
    upper = max((word.baseline for words in above for word in words), default=0.0)
    lower = min((word.baseline for words in below for word in words), default=0.0)
    return lower - upper
