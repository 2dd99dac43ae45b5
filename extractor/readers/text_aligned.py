"""Tables in plain text whose columns are held apart by spaces, or by rows of dots, as they were typed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.document import Block, BlockKind, Cell, Table
from extractor.readers.text_lines import Line

_GAP = re.compile(r"(?<=\S)(?: {2,}|\s*\.{4,1000}\s*|(?:\s\.){3,500}\s*)(?=\S)")
_FIGURE = re.compile(r"^[(£<-]?[\d,.]+\s?(?:%|m|k)?\)?$|^(?:n/a|nil|-)$", re.IGNORECASE)
_RULE = re.compile(r"^(?:[-=_+|]\s*){3,}$")
_MIN_ROWS = 3
_LONGEST_GROUP = 60


def find_aligned(text: str, lines: Sequence[Line], first: int) -> tuple[Block, int] | None:
    """The table that begins at line ``first`` and the index of the line after it; None where there is none."""
    stop = first
    groups: set[int] = set()
    while stop < len(lines):
        if stop > first and _heads_group(lines, stop):
            groups.add(stop)
        elif not _is_row(lines[stop], first == stop) and not (stop > first and _is_rule(lines[stop])):
            break
        stop += 1
    kept = [number for number in range(first, stop) if not lines[number].blank and not _is_rule(lines[number])]
    members = [lines[number] for number in kept if number not in groups]
    figures = [line for line in members if sum(1 for cell in _pieces(line.text)[1:] if _FIGURE.match(cell)) >= 1]
    if len(members) < _MIN_ROWS or len(figures) < _MIN_ROWS - 1:
        return None
    columns = _columns(members)
    if len(columns) < 2:
        return None
    cells: list[Cell] = []
    for row, number in enumerate(kept):
        line = lines[number]
        cells += [Cell(row, 0, line.start, line.end)] if number in groups else _cells(text, line, row, columns)
    table = Table(len(kept), len(columns), tuple(cells))
    return Block(BlockKind.TABLE, members[0].start, members[-1].end, table=table), stop


def _is_rule(line: Line) -> bool:
    """A line drawn with the typewriter under the headings or above a total."""
    return _RULE.match(line.text.strip()) is not None


def _heads_group(lines: Sequence[Line], number: int) -> bool:
    """A short line of one piece right above a row with a figure: the name of the rows below it."""
    line, below = lines[number], lines[number + 1] if number + 1 < len(lines) else None
    if line.blank or "\t" in line.text or below is None or not _is_row(below, False):
        return False
    named = len(_pieces(line.text)) == 1 and len(line.text) <= _LONGEST_GROUP and line.text.rstrip()[-1] not in ".;,"
    return named and any(_FIGURE.match(piece) for piece in _pieces(below.text)[1:])


def _is_row(line: Line, opening: bool) -> bool:
    """A line with wide gaps; the opening one needs two of them, or a figure behind its only one."""
    if line.blank or "\t" in line.text:
        return False
    pieces = _pieces(line.text)
    if opening:
        return len(pieces) >= 3 or (len(pieces) == 2 and bool(_FIGURE.match(pieces[1])))
    return len(pieces) >= 2


def _pieces(text: str) -> list[str]:
    return _GAP.split(text.strip())


def _columns(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """``[start, end)`` of each column, in characters from the line's first: the strips where some line has print."""
    width = max(line.end - line.raw_start for line in lines)
    print_at = [False] * (width + 1)
    for line in lines:
        offset = line.start - line.raw_start
        position = 0
        for match in [*_GAP.finditer(line.text), None]:
            end = match.start() if match else len(line.text)
            for place in range(position, end):
                print_at[min(width, offset + place)] = True
            position = match.end() if match else end
    columns: list[tuple[int, int]] = []
    start: int | None = None
    for place in range(width + 1):
        if print_at[place]:
            start = place if start is None else start
        elif start is not None:
            columns.append((start, place))
            start = None
    if start is not None:
        columns.append((start, width + 1))
    return columns


def _cells(text: str, line: Line, row: int, columns: Sequence[tuple[int, int]]) -> list[Cell]:
    cells = []
    for column, (left, right) in enumerate(columns):
        start = min(line.end, line.raw_start + left)
        end = min(line.end, line.raw_start + right)
        while start < end and text[start] in " .":
            start += 1
        while end > start and (text[end - 1] == " " or text[start:end].endswith("....")):
            end -= 1
        cells.append(Cell(row, column, start, max(start, end)))
    return cells
