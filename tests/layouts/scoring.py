"""How many cells of a known table stand where they should in what was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.document import BlockKind
from extractor.readers import read_document
from layouts.truth import Case, TrueTable

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table as read: texts by row and column (merged cells once), and the page it begins on."""

    page: int
    rows: int
    columns: int
    texts: dict[Place, str]
    spans: dict[Place, Place]


@dataclass(frozen=True, slots=True)
class Score:
    """``right`` of ``wanted`` cells with text; ``surplus`` are found cells that belong to none of them."""

    right: int
    wanted: int
    surplus: int
    spans_right: int = 0
    spans: int = 0
    wrong: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """Right cells of those wanted and those found too many."""
        return self.right / max(1, self.wanted + self.surplus)

    def __add__(self, other: Score) -> Score:
        return Score(
            self.right + other.right,
            self.wanted + other.wanted,
            self.surplus + other.surplus,
            self.spans_right + other.spans_right,
            self.spans + other.spans,
            self.wrong + other.wrong,
        )


def squeeze(text: str) -> str:
    return "".join(text.split())


def read_tables(pdf: bytes) -> list[FoundTable]:
    """The tables that the project's reader finds."""
    document = read_document(pdf, "paper.pdf")
    found = []
    for block in document.blocks:
        if block.kind is BlockKind.TABLE and block.table is not None:
            texts = {(cell.row, cell.column): document.content(cell) for cell in block.table.cells}
            spans = {(cell.row, cell.column): (cell.row_span, cell.column_span) for cell in block.table.cells}
            filled = {place: text for place, text in texts.items() if text.strip()}
            found.append(FoundTable(block.page or 0, block.table.rows, block.table.columns, filled, spans))
    return found


def join_truth(tables: Sequence[TrueTable]) -> tuple[TrueTable, ...]:
    """Known tables with their parts on several pages put together: headings once, broken rows whole."""
    whole: list[TrueTable] = []
    split = False
    for table in tables:
        if not table.continues:
            whole.append(table)
            split = table.splits_row
            continue
        before = whole[-1]
        shift = before.rows - table.heads - split
        cells = {(cell.row, cell.column): cell for cell in before.cells}
        for cell in table.cells:
            place = (cell.row + shift, cell.column)
            if cell.row >= table.heads and place in cells:
                cells[place] = replace(cells[place], text=f"{cells[place].text} {cell.text}".strip())
            elif cell.row >= table.heads:
                cells[place] = replace(cell, row=place[0])
        whole[-1] = replace(before, rows=table.rows + shift, cells=tuple(cells[place] for place in sorted(cells)))
        split = table.splits_row
    return tuple(whole)


def score_case(case: Case, found: Sequence[FoundTable], joined: bool = False) -> Score:
    """Each known table against the best of the tables found that no other known table has had.

    ``joined``: a table over several pages counts as one; otherwise its part on each page does.
    """
    total, left = Score(0, 0, 0), list(found)
    for table in join_truth(case.tables) if joined else case.tables:
        scored = [(score_table(table, candidate), candidate) for candidate in left]
        best = max(scored, key=lambda pair: pair[0].right, default=None)
        if best is None or best[0].right == 0:
            texts = tuple(f"{case.name}: no table for {cell.text!r}" for cell in table.cells[:1])
            total += Score(0, sum(1 for cell in table.cells if cell.text), 0, wrong=texts)
        else:
            left.remove(best[1])
            total += best[0]
    surplus = tuple(f"{case.name}: surplus table {list(table.texts.values())[:3]}" for table in left)
    return total + Score(0, 0, sum(len(table.texts) for table in left), wrong=surplus)


def score_table(table: TrueTable, found: FoundTable) -> Score:
    """Rows, then columns, are matched in order so that most texts agree; then every cell is looked up."""
    rows = _match(*_axes(table, found, 0))
    columns = _match(*_axes(table, found, 1))
    texts = {place: squeeze(text) for place, text in found.texts.items()}
    used: set[Place] = set()
    wrong: list[str] = []
    right = spans_right = spans = 0
    for cell in table.cells:
        if not cell.text:
            continue
        spanning = cell.row_span > 1 or cell.column_span > 1
        spans += spanning
        places = [
            (rows[row], columns[column])
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
            if row in rows and column in columns
        ]
        hit = next((place for place in places if place not in used and texts.get(place) == squeeze(cell.text)), None)
        if hit is None:
            stands = [texts[place] for place in places if place in texts][:1]
            wrong.append(f"page {table.page} row {cell.row} column {cell.column}: {cell.text!r} is {stands}")
            continue
        used.add(hit)
        right += 1
        if spanning and hit == (rows.get(cell.row), columns.get(cell.column)):
            spans_right += found.spans.get(hit) == (cell.row_span, cell.column_span)
    surplus = max(0, len(texts) - sum(1 for cell in table.cells if cell.text))
    return Score(right, sum(1 for cell in table.cells if cell.text), surplus, spans_right, spans, tuple(wrong))


def _axes(table: TrueTable, found: FoundTable, axis: int) -> tuple[list[list[str]], list[list[str]]]:
    """The texts of each row (``axis`` 0) or column (1) of both tables."""
    known: list[list[str]] = [[] for _ in range((table.rows, table.columns)[axis])]
    for cell in table.cells:
        span = (cell.row_span, cell.column_span)[axis]
        for place in range((cell.row, cell.column)[axis], (cell.row, cell.column)[axis] + span):
            if cell.text and place < len(known):
                known[place].append(squeeze(cell.text))
    read: list[list[str]] = [[] for _ in range((found.rows, found.columns)[axis])]
    for place2, text in found.texts.items():
        read[place2[axis]].append(squeeze(text))
    return known, read


def _match(known: list[list[str]], read: list[list[str]]) -> dict[int, int]:
    """Lines of one table to lines of the other, in order, so that the number of equal texts is greatest."""
    likeness = [[_common(first, second) for second in read] for first in known]
    best = [[0.0] * (len(read) + 1) for _ in range(len(known) + 1)]
    for i in range(len(known) - 1, -1, -1):
        for j in range(len(read) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], likeness[i][j] + best[i + 1][j + 1])
    matched: dict[int, int] = {}
    i = j = 0
    while i < len(known) and j < len(read):
        if best[i][j] == likeness[i][j] + best[i + 1][j + 1] and likeness[i][j] > 0:
            matched[i] = j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return matched


def _common(first: list[str], second: list[str]) -> float:
    rest = list(second)
    count = 0
    for text in first:
        if text in rest:
            rest.remove(text)
            count += 1
    return float(count)
