"""The axes of a table: which rows are headings, which column names the rows, and what each column or row is about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from extractor.document import Cell, Document, Table
from extractor.tables.bodies import place_bodies
from extractor.tables.cells import CellFigures, read_cell
from extractor.tables.headers import HeaderWords, Heading
from extractor.tables.labels import Grid, Kinds, label_columns, row_labels
from extractor.values.period import PeriodGrammar
from extractor.values.quantity import QuantityGrammar

_YEARISH = regex.compile(
    r"^(?:(?:19|20)\d\d(?:\s?[/–-]\s?(?:\d\d|(?:19|20)\d\d))?|\d\d/\d\d|(?:19|20)\d\d\s?/\s?\d\d\s[A-Za-z][\w\s-]*"
    r"|(?:19|20)\d\d\s(?:year|outturn|out-turn|actual|target|budget|result|total|average|figure|data|value|rate|rank)s?|Q[1-4]|\d{1,2}(?:st|nd|rd|th)?\s[A-Z][a-z]+.*)$"
)
_MAX_HEADER_ROWS = 5
_CELLS_KEPT = 4096
_MOST_SORT_WORDS = 5
_MOST_AXIS_WORDS = 8


@dataclass(frozen=True, slots=True)
class Axes:
    """``columns`` has one heading a grid column; ``labels`` and ``rows`` one label and its heading a grid row.

    ``first_row`` is the first row below the headings; ``label_columns`` name the rows and hold no figures.
    ``turned`` is True where rows are periods, roles, authorities or areas, and columns say what is measured. A row's
    ``sorts`` is the role or period that stands beside its name, ``groups`` the row of one cell above that heads it.
    """

    columns: tuple[Heading, ...]
    labels: tuple[str, ...]
    rows: tuple[Heading, ...]
    sorts: tuple[Heading, ...]
    groups: tuple[Heading, ...]
    first_row: int
    label_columns: frozenset[int]
    turned: bool
    title: Heading


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

    def read(self, document: Document, table: Table, title: str = "", authority: str = "") -> Axes:
        """The axes of a table; ``title`` stands above it, ``authority`` is whose paper it is."""
        grid = table.grid()
        kinds = [[self.cell(document, cell).kind for cell in row] for row in grid]
        first = self._first_data_row(document, grid, kinds)
        title = " ".join([title, *_inner_title(document, grid, first)]).strip()
        columns = tuple(self._heading(document, grid, first, column) for column in range(table.columns))
        columns = tuple(_sober(heading, [row[n] for row in kinds[first:]]) for n, heading in enumerate(columns))
        labels = label_columns(document, grid, columns, kinds, first)
        named = row_labels(document, grid, kinds, first, labels, self._is_sort)
        rows = tuple(self.words.read(label.name, self._periods) for label in named)
        across = [heading for place, heading in enumerate(columns) if place not in labels and heading.text]
        subjects = 2 * sum(bool(heading.left) for heading in across if heading.numeric) >= sum(
            heading.numeric for heading in across
        )
        label = next((columns[place].rest for place in sorted(labels, reverse=True) if columns[place].rest), "")
        columns = place_bodies(columns, authority, "", "", False)
        rows = place_bodies(rows, authority, label, title, subjects)
        return Axes(
            columns,
            tuple(label.text for label in named),
            rows,
            tuple(self.words.read(label.sort, self._periods) for label in named),
            tuple(self.words.read(label.group, self._periods) for label in named),
            first,
            labels,
            _is_turned(columns, rows, labels, first),
            self.words.read(title, self._periods),
        )

    def _is_sort(self, text: str) -> bool:
        """True for words that say in which role or when: "Target", "Q2 actual"; not for what is measured."""
        heading = self.words.read(text, self._periods)
        return heading.pure and len(text.split()) <= _MOST_SORT_WORDS

    def _first_data_row(self, document: Document, grid: Grid, kinds: Kinds) -> int:
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

    def _first_group(self, document: Document, grid: Grid, number: int) -> int:
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

    def _heading(self, document: Document, grid: Grid, first: int, column: int) -> Heading:
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

    def _text(self, document: Document, grid: Grid, row: int, column: int) -> str:
        cell = grid[row][column]
        return " ".join(document.content(cell).split()) if cell is not None else ""

    def _left_of(self, document: Document, grid: Grid, row: int, column: int) -> str:
        """A heading over several columns, written once: an empty cell beside it is under it too."""
        words = (self._text(document, grid, row, place) for place in range(column - 1, 0, -1))
        return next((text for text in words if text), "")


def _inner_title(document: Document, grid: Grid, first: int) -> list[str]:
    """A heading cell over the table's whole width is its title."""
    whole = [row[0] for row in grid[:first] if row[0] is not None and row[0].column_span >= len(row) > 1]
    return [" ".join(document.content(cell).split()) for cell in dict.fromkeys(whole)]


def _sober(heading: Heading, body: list[str]) -> Heading:
    """A column of figures is no column of colours or comments, whatever its heading could mean ("Achieved")."""
    filled = [kind for kind in body if kind not in ("empty", "missing")]
    if heading.numeric or heading.kind in ("reference", "rank", "unit") or 2 * filled.count("figures") <= len(filled):
        return heading
    return replace(heading, kind="actual")


def _is_turned(columns: tuple[Heading, ...], rows: tuple[Heading, ...], labels: frozenset[int], first: int) -> bool:
    """True where the rows are periods, roles, authorities or areas and the columns are none."""
    body = [row for row in rows[first:] if row.text]
    if len(body) < 2:
        return False
    across = [heading for number, heading in enumerate(columns) if number not in labels and heading.text]
    down = sum(1 for row in body if _is_axis(row))
    sideways = sum(1 for heading in across if _is_axis(heading))
    return down * 2 > len(body) and sideways * 2 <= len(across)


def _is_axis(heading: Heading) -> bool:
    """True for a heading that says when, whose or in which role, and not what."""
    short = len(heading.text.split()) <= _MOST_AXIS_WORDS
    return short and (heading.pure or bool(heading.area))
