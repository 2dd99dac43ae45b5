"""The axes of a table: which rows are headings, which column names the rows, and what each column or row is about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from extractor.document import Cell, Document, Table
from extractor.tables.bodies import place_bodies
from extractor.tables.cells import CellFigures, read_cell
from extractor.tables.headers import HeaderWords, Heading, is_short_year
from extractor.tables.labels import Grid, Kinds, label_columns, row_labels
from extractor.values.period import PeriodGrammar
from extractor.values.quantity import QuantityGrammar

_YEARISH = regex.compile(
    r"^(?:(?:19|20)\d\d(?:\s?[/–-]\s?(?:\d\d|(?:19|20)\d\d))?|\d\d/\d\d|(?:19|20)\d\d\s?/\s?\d\d\s[A-Za-z][\w\s-]*"
    r"|(?:19|20)\d\d\s(?:year|outturn|out-turn|actual|target|budget|result|total|average|figure|data|value|rate|rank)s?"
    r"|(?:19|20)\d\d\s?\([A-Za-z ]+\)|Q[1-4]|\d{1,2}(?:st|nd|rd|th)?\s[A-Z][a-z].*)$"
)
_MAX_HEADER_ROWS = 5
_DATED = regex.compile(r"\d[/.-]\d|[A-Za-z]{3}")
_LONGEST_DATE = 40
_CELLS_KEPT = 4096
_LONG_CELL = 12  # words: no heading is so long
_MOST_SORT_WORDS = 5
_CAPTION = regex.compile(
    r"^(?:(?:table|figure|chart|appendix|annex)\s\w{1,4}\s?[.:–-]?\s+|\d{1,2}[a-z]?\s?[|.)]\s*)", regex.I
)
_SCALE = regex.compile(
    r"\W{0,30}(?:note:?\s)?(?:(?:all\s)?(?:figures?|amounts?|values?|sums|data)(?:\sin\s(?:this|the)\stables?)?(?:\sare)?"
    r"(?:\s(?:shown|given|quoted|stated|presented|expressed))?(?:\sin)?\s)?\(?"
    r"(?:£\s?m(?:illions?|s)?|£\s?million|millions\sof\spounds|£\s?[’']?0?00[’']?s?|£\s?k|thousands(?:\sof\spounds)?|£s?(?:\sper\s\w+)?)\)?\W{0,30}",
    regex.I,
)
""" "£m", "(£000s)", "All figures are shown in £ million". """
_MOST_AXIS_WORDS = 8


@dataclass(frozen=True, slots=True)
class Axes:
    """``columns`` has one heading a grid column; ``labels`` and ``rows`` one label and its heading a grid row.

    ``first_row`` is the first row below the headings; ``label_columns`` name the rows and hold no figures.
    ``turned`` is True where rows are periods, roles, authorities or areas, and columns say what is measured. A row's
    ``sorts`` is the role or period that stands beside its name, ``groups`` the row of one cell above that heads it.
    ``corner`` is the heading of the labels, ``topic`` what it says of them ("Religion", above "None" and "Christian").
    ``scale`` is the unit that one note gives to all of the table ("All figures in £m").
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
    corner: Heading
    scale: str = ""
    topic: str = ""


class AxisReader:
    """Reads the axes of tables with the words of headers.toml."""

    def __init__(self, words: HeaderWords, grammar: QuantityGrammar, periods: PeriodGrammar) -> None:
        self.words = words
        self._grammar = grammar
        self._periods = periods
        self._read = lru_cache(maxsize=_CELLS_KEPT)(self._read_text)
        self._head = lru_cache(maxsize=_CELLS_KEPT)(words.read)

    def cell(self, document: Document, cell: Cell | None) -> CellFigures:
        """What stands in a cell; a year, quarter or date alone is words."""
        if cell is None:
            return CellFigures("empty")
        return self._read(document.content(cell))

    def heading(self, text: str) -> Heading:
        """What a heading means."""
        return self._head(text, self._periods)

    def _read_text(self, text: str) -> CellFigures:
        stripped = text.strip()
        if is_scale_note(stripped):
            return CellFigures("words")
        if _YEARISH.match(stripped) or is_short_year(stripped) or self._is_date(stripped):
            return CellFigures("period")
        return read_cell(text, self._grammar, self.words)

    def _is_date(self, text: str) -> bool:
        """True where a period is all that stands in a cell ("01/04/24", "Mar-19"); a bare number may be a figure."""
        if not _DATED.search(text) or len(text) > _LONGEST_DATE:
            return False
        return any(period.end - period.start == len(text) for period in self._periods.scan(text))

    def read(self, document: Document, table: Table, title: str = "", authority: str = "", note: str = "") -> Axes:
        """The axes of a table under a ``title`` and a ``note`` of its scale; ``authority`` is whose paper it is."""
        grid = table.grid()
        kinds = [[self.cell(document, cell).kind for cell in row] for row in grid]
        first = self._first_data_row(document, grid, kinds)
        title = " ".join([title, *_inner_title(document, grid, first)]).strip()
        scales = _scale_cells(document, grid[:first])
        columns = tuple(self._heading(document, grid, first, column, scales) for column in range(table.columns))
        columns = tuple(
            heading
            if heading.kind == "direction" and _single(document, grid, first, n)
            else _sober(heading, [row[n] for row in kinds[first:]])
            for n, heading in enumerate(columns)
        )
        labels = label_columns(document, grid, columns, kinds, first)
        named = row_labels(document, grid, kinds, first, labels, self._is_sort)
        rows = tuple(self.heading(label.name) for label in named)
        across = [heading for place, heading in enumerate(columns) if place not in labels and heading.text]
        subjects = 2 * sum(bool(heading.left) for heading in across if heading.numeric) >= sum(
            heading.numeric for heading in across
        )
        label = next((columns[place].rest for place in sorted(labels, reverse=True) if columns[place].rest), "")
        when = [place for place, heading in enumerate(columns) if heading.kind == "period" and place not in labels]
        sorts = (
            self.heading(" ".join([label.sort, *(self._text(document, grid, number, place) for place in when)]))
            for number, label in enumerate(named)
        )
        columns = place_bodies(columns, authority, "", "", False)
        rows = place_bodies(rows, authority, label, title, subjects)
        turned = _is_turned(columns, rows, labels, first)
        rows, sorted_ = _inherited(rows, list(sorts), first) if not turned else (rows, tuple(sorts))
        return Axes(
            columns,
            tuple(label.text for label in named),
            rows,
            sorted_,
            tuple(self.heading(label.group) for label in named),
            first,
            labels,
            turned,
            self.heading(_CAPTION.sub("", title)),
            columns[max(labels)] if labels else Heading(""),
            self.words.unit(next((document.content(cell) for cell in scales), note)),
            _topic(columns, rows[first:], labels),
        )

    def _is_sort(self, text: str) -> bool:
        """True for words that say in which role or when: "Target", "Q2 actual"; not for what is measured."""
        heading = self.heading(text)
        return heading.pure and len(text.split()) <= _MOST_SORT_WORDS

    def _first_data_row(self, document: Document, grid: Grid, kinds: Kinds) -> int:
        marked = 0
        while marked < len(grid) and all(cell is None or cell.header for cell in grid[marked]) and any(grid[marked]):
            marked += 1
        if marked and marked < len(grid):
            return marked
        for number, row in enumerate(kinds[: _MAX_HEADER_ROWS + 1]):
            if number and self._is_prose(document, grid[number]):
                return number
            if any(kind in ("figures", "suppressed") for kind in row[1:]):
                return self._first_group(document, grid, number) if number else 0
        if (
            len(kinds) > 1
            and all(kind in ("words", "period", "empty") for kind in kinds[0])
            and self._knows(document, grid[0])
        ):
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

    def _is_prose(self, document: Document, row: list[Cell | None]) -> bool:
        """True for a row with a long cell, which is of the table's body; a title over the whole width may be long."""
        cells = dict.fromkeys(cell for cell in row if cell is not None)
        return len(cells) > 1 and any(len(document.content(cell).split()) > _LONG_CELL for cell in cells)

    def _knows(self, document: Document, row: list[Cell | None]) -> bool:
        headings = [self.heading(document.content(cell)) for cell in row if cell is not None]
        return sum(1 for heading in headings if heading.kind or heading.printed_period) >= 2

    def _heading(self, document: Document, grid: Grid, first: int, column: int, scales: frozenset[Cell]) -> Heading:
        parts: list[str] = []
        for row in range(first):
            cell = grid[row][column]
            text = self._text(document, grid, row, column) if cell not in scales else ""
            if not text and row < first - 1 and column and self._text(document, grid, first - 1, column):
                text = self._left_of(document, grid, row, column)
            spans_all = cell is not None and cell.column_span >= len(grid[row]) > 1
            if text and not spans_all and (not parts or parts[-1] != text):
                parts.append(text)
        return self.heading(" ".join(parts))

    def _text(self, document: Document, grid: Grid, row: int, column: int) -> str:
        cell = grid[row][column]
        return " ".join(document.content(cell).split()) if cell is not None else ""

    def _left_of(self, document: Document, grid: Grid, row: int, column: int) -> str:
        """A heading over several columns, written once: an empty cell beside it is under it too."""
        words = (self._text(document, grid, row, place) for place in range(column - 1, 0, -1))
        return next((text for text in words if text and not is_scale_note(text)), "")


def _topic(columns: tuple[Heading, ...], rows: tuple[Heading, ...], labels: frozenset[int]) -> str:
    """The heading of the labels, where it is more than "Indicator" or "Ward"."""
    corner = columns[max(labels)] if labels else Heading("")
    named = bool(corner.left) and corner.kind in ("", "actual") and len(corner.text.split()) <= _LONG_CELL
    return corner.text if named and not any(row.area for row in rows) else ""


def is_scale_note(text: str) -> bool:
    """True for words that only say in what a table's numbers are given: "£m", "All figures are in £000s"."""
    return _SCALE.fullmatch(" ".join(text.split())) is not None


def _scale_cells(document: Document, headings: Grid) -> frozenset[Cell]:
    """The one heading cell that is a note of the scale; where several columns have theirs, each is its own."""
    cells = dict.fromkeys(cell for row in headings for cell in row if cell is not None)
    found = [cell for cell in cells if is_scale_note(document.content(cell))]
    return frozenset(found) if len(found) == 1 else frozenset()


def _inner_title(document: Document, grid: Grid, first: int) -> list[str]:
    """A heading cell over the table's whole width is its title."""
    whole = [row[0] for row in grid[:first] if row[0] is not None and row[0].column_span >= len(row) > 1]
    texts = [" ".join(document.content(cell).split()) for cell in dict.fromkeys(whole)]
    return [text for text in texts if not is_scale_note(text)]


def _single(document: Document, grid: Grid, first: int, column: int) -> bool:
    """True for a column of single characters: arrows, which a scan may show as digits."""
    texts = [document.content(cell).strip() for row in grid[first:] if (cell := row[column]) is not None]
    return all(len(text) <= 1 for text in texts)


def _sober(heading: Heading, body: list[str]) -> Heading:
    """A column of figures is no column of colours or comments, whatever its heading could mean ("Achieved")."""
    filled = [kind for kind in body if kind not in ("empty", "missing")]
    if heading.numeric or heading.kind in ("reference", "rank", "unit") or 2 * filled.count("figures") <= len(filled):
        return heading
    return replace(heading, kind="actual")


def _inherited(
    rows: tuple[Heading, ...], sorts: list[Heading], first: int
) -> tuple[tuple[Heading, ...], tuple[Heading, ...]]:
    """Rows of other bodies ("England") right below an indicator's own row are of that indicator."""
    named = list(rows)
    for number in range(first + 1, len(named)):
        row, above = named[number], named[number - 1]
        if row.kind == "benchmark" and row.pure and above.left and not sorts[number].text:
            named[number], sorts[number] = above, row
    return tuple(named), tuple(sorts)


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
