"""Figures of a table: each numeric cell with its row, its column, its role, period and unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from extractor.document import Cell, Document, Table
from extractor.tables.axes import Axes, AxisReader
from extractor.tables.cells import CellFigures, in_unit
from extractor.tables.headers import Heading
from extractor.tables.meaning import PARTS, Meaning, mean, settle_heading
from extractor.tables.status import Status, nearest, row_statuses
from extractor.tables.units import cell_unit, second_unit
from extractor.values.period import Period, Setting
from extractor.values.quantity import Quantity

_CONTENTS = regex.compile(r"\bcontents\b|^\W*pages?\W*$", regex.I)
_COLUMN_NUMBER = regex.compile(r"\s*\(?(\d{1,2})\)?\s*")
_TELLS = regex.compile(
    r"\b(?:was|were|is|are|has|have|had|will|rose|fell|increased|decreased|reported|remains?|compares?)\b", regex.I
)
_AMOUNT = regex.compile(r"\d\s?%|£\s?\d")
_CHANGES = regex.compile(
    r"\b(?:fall|fallen|falling|reduc\w+|improv\w+|increas\w+|decreas\w+|rise|risen|rising|declin\w+)\b[^.;]{0,80}?\b(?:by|from|to|of)\b",
    regex.I,
)
_SHORT_LABEL = 6
_LONG_LABEL = 15  # words: a longer label that has a verb is a statement, and its figures are narrative
_PAGES = ("page", "page no", "page no.", "pages")


@dataclass(frozen=True, slots=True)
class TableFigure:
    """One figure of a cell; ``start`` and ``end`` are offsets into the document's text."""

    quantity: Quantity
    start: int
    end: int
    cell: Cell
    row_label: str
    column_label: str
    indicator: str
    role: str
    comparator: str = ""
    area: str = ""
    period_text: str = ""
    period: Period | None = None
    rag: str = ""
    direction: str = ""
    polarity: str = ""
    status: str = ""
    certain: bool = True
    total: bool = False
    part: bool = False


@dataclass(frozen=True, slots=True)
class CellNote:
    """A cell that holds no figure: words to be read as narrative, or a number with the reason why it is none."""

    cell: Cell
    row_label: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TableReading:
    """What was read of one table."""

    figures: tuple[TableFigure, ...]
    notes: tuple[CellNote, ...]
    axes: Axes


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a table on its way through."""

    number: int
    cells: Sequence[Cell | None]
    statuses: Sequence[Status]
    certain: bool


class TableReader:
    """Turns tables into figures with the words of headers.toml."""

    def __init__(self, axes: AxisReader) -> None:
        self._axes = axes

    def read(
        self, document: Document, table: Table, setting: Setting, title: str = "", authority: str = "", note: str = ""
    ) -> TableReading:
        """Every figure of a table, in reading order, and the cells that hold words.

        ``title`` stands above the table, ``note`` says in what its numbers are given ("All figures in £m").
        """
        axes = self._axes.read(document, table, title, authority, note)
        return _Pass(self._axes, document, table, axes, setting, title).reading()

    def labels(self, document: Document, table: Table) -> tuple[str, ...]:
        """The labels of a table's rows below its headings."""
        axes = self._axes.read(document, table)
        return axes.labels[axes.first_row :]


class _Pass:
    """One table on its way through."""

    def __init__(
        self, reader: AxisReader, document: Document, table: Table, axes: Axes, setting: Setting, title: str
    ) -> None:
        self._reader = reader
        self._document = document
        self._table = table
        self._axes = axes
        self._setting = setting
        self._to_date = self._latest_part()
        self._above = ""  # the label of the last row with figures: a comment over the whole width speaks of it
        self._contents = bool(_CONTENTS.search(title)) or any(h.text.lower() in _PAGES for h in axes.columns)

    def reading(self) -> TableReading:
        figures: list[TableFigure] = []
        notes: list[CellNote] = []
        for number, cells in enumerate(self._table.grid()):
            if number < self._axes.first_row:
                told = ((cell, _is_statement(self._document.content(cell))) for cell in _distinct(cells, number))
                notes += [CellNote(cell, "", "" if statement else "heading") for cell, statement in told]
                continue
            found: list[TableFigure] = []
            for item in self._row(number, cells):
                (found if isinstance(item, TableFigure) else notes).append(item)  # type: ignore[arg-type]
            figures += _with_parts(found, self._axes)
            if found:
                self._above = self._axes.labels[number]
        return TableReading(tuple(figures), tuple(notes), self._axes)

    def _latest_part(self) -> Period | None:
        """The last of the months or quarters across that hold figures: a year to date beside them ends with it."""
        body = self._table.grid()[self._axes.first_row :]
        filled = (
            heading
            for place, heading in enumerate(self._axes.columns)
            if heading.printed_period is not None
            and heading.printed_period.form in PARTS
            and any(self._reader.cell(self._document, row[place]).kind == "figures" for row in body)
        )
        settled = [settle_heading(heading, self._setting) for heading in filled]
        known = [period for period in settled if period is not None]
        return max(known, key=lambda period: period.end) if len(known) > 1 else None

    def _row(self, number: int, cells: Sequence[Cell | None]) -> Iterator[TableFigure | CellNote]:
        present = [cell for cell in cells if cell is not None]
        filled = [cell for cell in present if self._document.content(cell).strip()]
        certain = self._table.placed or len(present) == self._table.columns or self._fits(cells)
        statuses = row_statuses(self._document, self._axes, cells, self._reader.words)
        row = _Row(number, cells, statuses, certain)
        label = self._axes.labels[number]
        if _counts_across([self._document.content(cell) for cell in filled]):
            yield from (CellNote(cell, label, "numbering") for cell in _distinct(cells, number))
            return
        for cell in _distinct(cells, number):
            text = self._document.content(cell)
            reading = self._reader.cell(self._document, cell)
            if not text.strip():
                continue
            if cell.column in self._axes.label_columns:
                told = _is_statement(text)
                named = not told and (len(filled) > 1 or self._axes.first_row > 0)
                yield CellNote(cell, self._above if told else label, "label" if named else "")
                continue
            heading = self._axes.columns[cell.column] if certain else Heading("")
            if reading.kind != "figures" and any(column == cell.column for column, _, _ in statuses):
                yield CellNote(cell, label, "status")
            elif reading.kind == "figures" and certain and heading.kind == "rank":
                yield CellNote(cell, label, "rank")
            elif reading.kind == "figures" and certain and heading.kind == "direction" and len(text.strip()) == 1:
                yield CellNote(cell, label, "status")  # an arrow that a scan shows as a digit
            elif reading.kind != "figures" or (certain and not heading.numeric):
                yield CellNote(cell, label, reading.kind if reading.kind in ("suppressed", "missing", "period") else "")
            elif self._contents:
                yield CellNote(cell, label, "reference")
            else:
                yield from self._figures(row, cell, reading, heading)

    def _fits(self, cells: Sequence[Cell | None]) -> bool:
        """A short row is surely placed where every filled cell is of its column's sort."""
        commented = any(heading.kind == "commentary" for heading in self._axes.columns)
        for column, cell in enumerate(cells[: len(self._axes.columns)]):
            if cell is None or column in self._axes.label_columns:
                continue
            reading, heading = self._reader.cell(self._document, cell), self._axes.columns[column]
            words = reading.kind == "words" and len(self._document.content(cell).split()) > 3
            if words and (
                heading.kind not in ("commentary", "text", "", "label") or (heading.kind != "commentary" and commented)
            ):
                return False
        return True

    def _figures(self, row: _Row, cell: Cell, reading: CellFigures, heading: Heading) -> Iterator[TableFigure]:
        axes, number = self._axes, row.number
        if not row.certain:
            heading = self._candidates(cell, sum(other is not None for other in row.cells))
        meaning = mean(axes, number, heading, self._setting, self._to_date)
        what, when = (heading, axes.rows[number]) if axes.turned else (axes.rows[number], heading)
        unit = cell_unit(self._reader, self._document, axes, number, row.cells, heading)
        second = second_unit(self._reader, what, when)
        for place, quantity in enumerate(reading.figures):
            yield self._figure(
                row, cell, heading, meaning, reading, place, _named(reading, place, unit, second), quantity
            )

    def _figure(
        self,
        row: _Row,
        cell: Cell,
        heading: Heading,
        meaning: Meaning,
        reading: CellFigures,
        place: int,
        named: Quantity,
        quantity: Quantity,
    ) -> TableFigure:
        return TableFigure(
            named,
            cell.start + quantity.start,
            cell.start + quantity.end,
            cell,
            self._axes.labels[row.number],
            heading.text if row.certain else "",
            meaning.indicator,
            meaning.role,
            meaning.comparator,
            meaning.area,
            meaning.period_text,
            meaning.period,
            nearest(row.statuses, "rag", cell.column),
            nearest(row.statuses, "direction", cell.column),
            nearest(row.statuses, "polarity", cell.column),
            reading.status,
            row.certain,
            self._axes.rows[row.number].kind == "total" or heading.kind == "total",
            heading.kind in ("numerator", "denominator"),
        )

    def _candidates(self, cell: Cell, present: int) -> Heading:
        """A cell of a short row may stand under any of several headings: what they agree on is what is known."""
        columns = self._axes.columns
        missing = max(1, len([heading for heading in columns if heading.text]) - present)
        options = [heading for heading in columns[cell.column : cell.column + missing + 1] if heading.numeric]
        kinds = {option.kind for option in options}
        return Heading("", kinds.pop()) if len(kinds) == 1 else Heading("")


def _named(reading: CellFigures, place: int, unit: str, second: str) -> Quantity:
    """A cell's figure in its unit; of two figures ("616 (93.4)") the label's bracket names the second one's."""
    quantity, paired = reading.figures[place], len(reading.figures) == 2
    if not paired:
        return in_unit(quantity, unit)
    if place == 0 and quantity.exact and (second or reading.figures[1].unit == "%"):
        return quantity
    return in_unit(quantity, unit if place == 0 else second)


def _with_parts(figures: Sequence[TableFigure], axes: Axes) -> list[TableFigure]:
    """A row's percentages with the numerators and denominators that stand in columns of their own."""
    kinds = [axes.columns[figure.cell.column].kind if figure.certain else "" for figure in figures]
    found = list(figures)
    for place, figure in enumerate(figures):
        if not _is_share(figure, kinds[place]):
            continue
        # the pair that stands right before a percentage is its own, else the one right behind it
        near = _pair(kinds[max(0, place - 2) : place], figures[max(0, place - 2) : place]) or _pair(
            kinds[place + 1 : place + 3], figures[place + 1 : place + 3]
        )
        if near:
            found[place] = replace(figure, quantity=replace(figure.quantity, numerator=near[0], denominator=near[1]))
    return found


def _pair(kinds: Sequence[str], figures: Sequence[TableFigure]) -> tuple[Decimal, Decimal] | None:
    """Numerator and denominator of two neighbouring cells, where they are that."""
    values = {kind: figure.quantity.value for kind, figure in zip(kinds, figures, strict=True)}
    if values.keys() != {"numerator", "denominator"}:
        return None
    return values["numerator"], values["denominator"]


def _is_share(figure: TableFigure, kind: str) -> bool:
    counted = figure.quantity.numerator is not None or figure.quantity.denominator is not None
    return figure.role == "actual" and figure.quantity.unit == "%" and not counted and kind not in ("change", "target")


def _is_statement(text: str) -> bool:
    """True for words in a column of labels that say how much: a long sentence, or one of change with its figure."""
    words = len(text.split())
    if words > _LONG_LABEL and _TELLS.search(text):
        return True
    return words > _SHORT_LABEL and _AMOUNT.search(text) is not None and _CHANGES.search(text) is not None


def _counts_across(texts: Sequence[str]) -> bool:
    """True for a row that numbers the columns: (1), (2), (3)."""
    numbers = [match.group(1) for text in texts if (match := _COLUMN_NUMBER.fullmatch(text))]
    first = int(numbers[0]) if numbers else -1
    return (
        len(numbers) == len(texts) > 2
        and first in (0, 1, 2)
        and [int(n) for n in numbers] == list(range(first, first + len(numbers)))
    )


def _distinct(row: Sequence[Cell | None], number: int) -> list[Cell]:
    seen = dict.fromkeys(cell for cell in row if cell is not None and cell.row == number)
    return list(seen)
