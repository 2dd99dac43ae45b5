"""Tables in plain text: lines with tabs between their cells.

Where a row has fewer cells than the header row, nothing may say which column its cells belong to; the table is then
not ``placed``. In such a table the cells of a row that is certain reach the last column (empty cells included), and
those of an uncertain row stop at its last words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.document import Block, BlockKind, Cell, Table
from extractor.readers.markers import find_marker
from extractor.readers.text_lines import Line

Span = tuple[int, int]
_PROSE_WORDS = 6


@dataclass(slots=True)
class _Row:
    spans: list[Span]
    whole: bool = False  # a line without tabs between rows: it heads a group of rows
    end: int = 0
    filled: int = field(init=False)

    def __post_init__(self) -> None:
        self.filled = _count_filled(self.spans)


def find_table(text: str, lines: Sequence[Line], first: int) -> tuple[Block, int] | None:
    """The table that begins at line ``first`` and the index of the line after it; None where there is none."""
    if _shape(lines[first]) != "row":
        return None
    stop = _find_end(lines, first)
    members = [line for line in lines[first:stop] if line.text]
    tabs = [_count_tabs(line) for line in members]
    if len(members) < 2 or (max(tabs) < 2 and any(_shape(line) != "row" for line in members)):
        return None
    rows = _read_rows(text, members)
    block = Block(BlockKind.TABLE, lines[first].raw_start, members[-1].raw_end, table=_build(text, rows))
    return block, stop


def _shape(line: Line) -> str:
    """``row``, ``marked`` (a numbered or bulleted paragraph), ``label`` (``Date:<tab>3 May``), ``indented`` or
    ``plain``."""
    marker = find_marker(line.text)
    if marker is not None and "\t" not in line.text[marker.end :]:
        return "marked"
    if "\t" in line.text:
        return "label" if line.text.split("\t", 1)[0].rstrip().endswith(":") else "row"
    return "indented" if _count_tabs(line) else "plain"


def _count_tabs(line: Line) -> int:
    """Tabs of the line with those at its ends, where they mean empty cells (spaces may stand around them)."""
    return line.text.count("\t") + line.lead_tabs + line.trail_tabs


def _find_end(lines: Sequence[Line], first: int) -> int:
    widest = _count_tabs(lines[first])
    index = first + 1
    while index < len(lines) and lines[index].page == lines[first].page:
        line = lines[index]
        shape = _shape(line) if line.text else "blank"
        following = _shape(lines[index + 1]) if index + 1 < len(lines) else "plain"
        if shape == "blank":
            resumed = _find_resumption(lines, first, index)
            if resumed is None:
                break
            index = resumed
        elif shape == "row" or (widest >= 2 and _count_tabs(line)):
            widest = max(widest, _count_tabs(line))
            index += 1
        elif shape == "plain" and widest >= 2 and following == "row":
            index += 1
        else:
            break
    return index


def _find_resumption(lines: Sequence[Line], first: int, blank: int) -> int | None:
    """Where the same table goes on after blank lines (double spacing, a page's end): rows of as many cells."""
    index = blank
    while index < len(lines) and lines[index].blank and index - blank < 3:
        index += 1
    if index == len(lines) or lines[index].blank or lines[index].page != lines[first].page:
        return None
    header, line = lines[first], lines[index]
    if _shape(line) != "row" or _count_tabs(line) != _count_tabs(header) or _count_tabs(line) < 2:
        return None
    # A row without figures, or the header again: another table begins.
    another = blank - first > 1 and not any(character.isdigit() for character in line.text)
    return None if another or line.text == header.text else index


def _read_rows(text: str, members: Sequence[Line]) -> list[_Row]:
    rows: list[_Row] = []
    for line in members:
        if not _count_tabs(line) and rows:
            last = rows[-1]
            if line.text[0].islower() and last.filled:
                last.spans[last.filled - 1] = (last.spans[last.filled - 1][0], line.end)
                last.end = line.raw_end
            else:
                rows.append(_Row([(line.start, line.end)], whole=True, end=line.raw_end))
            continue
        rows.append(_Row(_split_cells(text, line), end=line.raw_end))
    return rows


def _split_cells(text: str, line: Line) -> list[Span]:
    spans: list[Span] = []
    position = line.raw_start
    for piece in text[line.raw_start : line.raw_end].split("\t"):
        inner = piece.strip()
        start = position + (len(piece) - len(piece.lstrip()) if inner else 0)
        spans.append((start, start + len(inner)))
        position += len(piece) + 1
    return spans


def _count_filled(spans: Sequence[Span]) -> int:
    return max((index + 1 for index, (start, end) in enumerate(spans) if end > start), default=0)


def _build(text: str, rows: list[_Row]) -> Table:
    columns = max(row.filled for row in rows)
    certain = [_is_certain(text, row, rows) for row in rows]
    cells: list[Cell] = []
    for number, (row, sure) in enumerate(zip(rows, certain, strict=True)):
        if row.whole:
            cells.append(Cell(number, 0, *row.spans[0], column_span=columns))
            continue
        spans = row.spans[: columns if sure else row.filled]
        if sure:
            spans += [(row.end, row.end)] * (columns - len(spans))
        cells.extend(Cell(number, column, *span) for column, span in enumerate(spans))
    return Table(len(rows), columns, tuple(cells), placed=all(certain))


def _is_certain(text: str, row: _Row, rows: Sequence[_Row]) -> bool:
    """Whether each cell stands under the header of its column.

    Too few tabs leave it open; so does a row that was padded at its end: its last words are a comment that stands
    where the full rows have their figures.
    """
    expected = rows[0].filled
    if row.whole or row is rows[0]:
        return True
    if row.filled > expected or len(row.spans) < expected:
        return False
    last = row.filled - 1
    if row.filled == expected or last < 1 or not _is_prose(text, row.spans[last]):
        return True
    full = [other for other in rows[1:] if other.filled == expected and not other.whole]
    return any(_is_prose(text, other.spans[last]) for other in full)


def _is_prose(text: str, span: Span) -> bool:
    return len(text[span[0] : span[1]].split()) >= _PROSE_WORDS
