"""The axes of a table: which rows are headings, which column names the rows, and what each column or row is about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

import regex

from extractor.document import Cell, Document, Table
from extractor.tables.cells import CellFigures, read_cell
from extractor.tables.headers import HeaderWords, Heading
from extractor.values.period import PeriodGrammar
from extractor.values.quantity import QuantityGrammar

_YEARISH = regex.compile(
    r"^(?:(?:19|20)\d\d(?:\s?[/–-]\s?(?:\d\d|(?:19|20)\d\d))?|\d\d/\d\d|(?:19|20)\d\d\s?/\s?\d\d\s[A-Za-z][\w\s-]*"
    r"|(?:19|20)\d\d\s(?:year|outturn|out-turn|actual|target|budget|result|total|average|figure|data|value|rate|rank)s?|Q[1-4]|\d{1,2}(?:st|nd|rd|th)?\s[A-Z][a-z]+.*)$"
)
_MAX_HEADER_ROWS = 5
_CELLS_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Axes:
    """``columns`` has one heading a grid column; ``labels`` one label a grid row (empty where it has none).

    ``first_row`` is the first row below the headings; ``label_columns`` name the rows and hold no figures.
    ``turned`` is True where rows are periods or bodies and columns are indicators. ``group`` rows head the rows below.
    """

    columns: tuple[Heading, ...]
    labels: tuple[str, ...]
    row_headings: tuple[Heading, ...]
    first_row: int
    label_columns: frozenset[int]
    turned: bool
    groups: tuple[str, ...]


class AxisReader:
    """Reads the axes of tables with the words of headers.toml."""

    def __init__(self, words: HeaderWords, grammar: QuantityGrammar, periods: PeriodGrammar) -> None:
        self.words = words
        self._grammar = grammar
        self._periods = periods
        self._read = lru_cache(maxsize=_CELLS_KEPT)(self._read_text)

    def cell(self, document: Document, cell: Cell | None) -> CellFigures:
        """What stands in a cell; a year, quarter or date alone is words."""
        if cell is None:
            return CellFigures("empty")
        return self._read(document.content(cell))

    def _read_text(self, text: str) -> CellFigures:
        if _YEARISH.match(text.strip()):
            return CellFigures("words")
        return read_cell(text, self._grammar, self.words)

    def read(self, document: Document, table: Table) -> Axes:
        """The axes of a table."""
        grid = table.grid()
        kinds = [[self.cell(document, cell).kind for cell in row] for row in grid]
        first = self._first_data_row(document, table, grid, kinds)
        columns = tuple(self._heading(document, grid, first, column) for column in range(table.columns))
        columns = tuple(self._sober(heading, [row[n] for row in kinds[first:]]) for n, heading in enumerate(columns))
        labels = self._label_columns(document, grid, columns, kinds, first)
        row_labels, groups = self._row_labels(document, grid, kinds, first, labels)
        headings = tuple(self.words.read(label, self._periods) for label in row_labels)
        return Axes(
            columns, row_labels, headings, first, labels, self._is_turned(columns, headings, labels, first), groups
        )

    def _first_data_row(
        self, document: Document, table: Table, grid: list[list[Cell | None]], kinds: list[list[str]]
    ) -> int:
        marked = 0
        while marked < len(grid) and all(cell is None or cell.header for cell in grid[marked]) and any(grid[marked]):
            marked += 1
        if marked and marked < len(grid):
            return marked
        for number, row in enumerate(kinds[: _MAX_HEADER_ROWS + 1]):
            if any(kind in ("figures", "suppressed") for kind in row[1:]):
                return self._first_group(document, grid, number) if number else 0
        if len(kinds) > 1 and all(kind in ("words", "empty") for kind in kinds[0]) and self._knows(document, grid[0]):
            return 1
        return 0

    def _first_group(self, document: Document, grid: list[list[Cell | None]], number: int) -> int:
        """A row of one cell just above the first figures heads a group; it is no heading of columns."""
        while (
            number > 1
            and len({cell for cell in grid[number - 1] if cell is not None and document.content(cell).strip()}) == 1
        ):
            number -= 1
        return number

    def _knows(self, document: Document, row: list[Cell | None]) -> bool:
        headings = [self.words.read(document.content(cell), self._periods) for cell in row if cell is not None]
        return sum(1 for heading in headings if heading.kind or heading.printed_period) >= 2

    def _heading(self, document: Document, grid: list[list[Cell | None]], first: int, column: int) -> Heading:
        parts: list[str] = []
        for row in range(first):
            cell = grid[row][column]
            text = " ".join(document.content(cell).split()) if cell is not None else ""
            if not text and row < first - 1 and column and self._text(document, grid, first - 1, column):
                text = self._left_of(document, grid, row, column)
            spans_all = cell is not None and cell.column_span >= len(grid[row]) > 1
            if text and not spans_all and (not parts or parts[-1] != text):
                parts.append(text)
        return self.words.read(" ".join(parts), self._periods)

    def _sober(self, heading: Heading, body: list[str]) -> Heading:
        """A column of figures is no column of colours or comments, whatever its heading could mean ("Achieved")."""
        filled = [kind for kind in body if kind not in ("empty", "missing")]
        if heading.numeric or heading.kind in ("reference", "unit") or 2 * filled.count("figures") <= len(filled):
            return heading
        return replace(heading, kind="actual")

    def _text(self, document: Document, grid: list[list[Cell | None]], row: int, column: int) -> str:
        cell = grid[row][column]
        return " ".join(document.content(cell).split()) if cell is not None else ""

    def _left_of(self, document: Document, grid: list[list[Cell | None]], row: int, column: int) -> str:
        """A heading over several columns, written once: an empty cell beside it is under it too."""
        words = (self._text(document, grid, row, place) for place in range(column - 1, 0, -1))
        return next((text for text in words if text), "")

    def _is_numbering(
        self, document: Document, grid: list[list[Cell | None]], first: int, column: int, heading: Heading
    ) -> bool:
        """A column that counts its rows (1, 2, 3, ...) names them."""
        texts = [document.content(cell).strip() for row in grid[first:] if (cell := row[column]) is not None]
        numbers = [int(text) for text in texts if text.isdigit()]
        if len(numbers) < 3 or 2 * len(numbers) < len([text for text in texts if text]):
            return False
        return all(after - before == 1 for before, after in pairwise(numbers)) and (
            numbers[0] in (0, 1) or len(numbers) > 3
        )

    def _label_columns(
        self,
        document: Document,
        grid: list[list[Cell | None]],
        columns: tuple[Heading, ...],
        kinds: list[list[str]],
        first: int,
    ) -> frozenset[int]:
        """The leading columns of words: references and the name of what is measured."""
        found: set[int] = set()
        for column, heading in enumerate(columns):
            body = [row[column] for row in kinds[first:]]
            figures = sum(kind in ("figures", "suppressed") for kind in body)
            if self._is_numbering(document, grid, first, column, heading) or (
                heading.kind in ("reference", "label") and (heading.kind == "reference" or figures * 2 <= len(body))
            ):
                found.add(column)
            elif heading.kind in ("commentary", "unit", "polarity", "rag", "direction", "text"):
                continue
            elif not found & {column - 1} and column and found:
                break
            elif (
                figures * 4 <= len(body)
                and column <= 2
                and not heading.printed_period
                and heading.kind in ("", "actual", "total", "target")
            ):
                found.add(column)
            elif found or column > 1:
                break
        return frozenset(found or {0})

    def _row_labels(
        self,
        document: Document,
        grid: list[list[Cell | None]],
        kinds: list[list[str]],
        first: int,
        labels: frozenset[int],
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        names: list[str] = []
        groups: list[str] = []
        group = ""
        for number, row in enumerate(grid):
            parts: list[str] = []
            for column in sorted(labels):
                cell = row[column]
                text = " ".join(document.content(cell).split()) if cell is not None else ""
                if text and text not in parts:
                    parts.append(text)
            label = " ".join(parts)
            others = {cell for cell in row if cell is not None and document.content(cell).strip()}
            if number >= first and label and len(others) == 1 and "figures" not in kinds[number]:
                group = label
            elif number >= first and not label and names and others:
                label = names[-1]
            names.append(label)
            groups.append(group if label != group else "")
        return tuple(names), tuple(groups)

    def _is_turned(
        self, columns: tuple[Heading, ...], rows: tuple[Heading, ...], labels: frozenset[int], first: int
    ) -> bool:
        """True where the rows are periods or bodies and no column is."""
        body = [row for row in rows[first:] if row.text]
        if len(body) < 2:
            return False
        across = [heading for number, heading in enumerate(columns) if number not in labels and heading.text]
        down = sum(1 for row in body if _is_axis(row))
        sideways = sum(1 for heading in across if _is_axis(heading))
        return down * 2 > len(body) and sideways * 2 <= len(across)


def _is_axis(heading: Heading) -> bool:
    """True for a heading that says when, whose or in which role, and not what."""
    short = len(heading.text.split()) <= 6
    return short and (
        heading.printed_period is not None or heading.kind in ("benchmark", "target", "actual", "forecast", "change")
    )
