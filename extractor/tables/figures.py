"""Figures of a table: each numeric cell with its row, its column, its role, period and unit."""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from extractor.document import Cell, Document, Table
from extractor.tables.axes import Axes, AxisReader
from extractor.tables.cells import in_unit
from extractor.tables.headers import Heading
from extractor.values.period import Period, PrintedPeriod, Setting, settle
from extractor.values.quantity import Quantity

_ROLES = {"target": "target", "benchmark": "benchmark", "change": "change", "forecast": "forecast"}
_COLOURS = {"red": (0, 20), "amber": (20, 65), "green": (70, 170)}
_CONTENTS = regex.compile(r"\b(?:contents|page|pages)\b", regex.I)


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
    period_text: str = ""
    period: Period | None = None
    rag: str = ""
    direction: str = ""
    polarity: str = ""
    status: str = ""
    certain: bool = True
    total: bool = False


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


class TableReader:
    """Turns tables into figures with the words of headers.toml."""

    def __init__(self, axes: AxisReader) -> None:
        self._axes = axes

    def read(self, document: Document, table: Table, setting: Setting, title: str = "") -> TableReading:
        """Every figure of a table, in reading order, and the cells that hold words."""
        axes = self._axes.read(document, table)
        figures: list[TableFigure] = []
        notes: list[CellNote] = []
        contents = bool(_CONTENTS.search(title)) or any(
            heading.text.lower() in ("page", "page no", "page no.", "pages") for heading in axes.columns
        )
        for number, row in enumerate(table.grid()):
            if number < axes.first_row:
                notes += [CellNote(cell, "", "heading") for cell in _distinct(row, number)]
                continue
            self._row(document, table, axes, number, row, setting, title, contents, figures, notes)
        return TableReading(tuple(figures), tuple(notes), axes)

    def labels(self, document: Document, table: Table) -> tuple[str, ...]:
        """The labels of a table's rows below its headings."""
        axes = self._axes.read(document, table)
        return axes.labels[axes.first_row :]

    def _row(
        self,
        document: Document,
        table: Table,
        axes: Axes,
        number: int,
        row: list[Cell | None],
        setting: Setting,
        title: str,
        contents: bool,
        figures: list[TableFigure],
        notes: list[CellNote],
    ) -> None:
        present = [cell for cell in row if cell is not None]
        filled = [cell for cell in present if document.content(cell).strip()]
        certain = table.placed or len(present) == table.columns or self._fits(document, axes, row)
        status = self._statuses(document, axes, row)
        for cell in _distinct(row, number):
            reading = self._axes.cell(document, cell)
            label = axes.labels[number]
            if cell.column in axes.label_columns or not document.content(cell).strip():
                if cell.column in axes.label_columns and document.content(cell).strip():
                    notes.append(CellNote(cell, label, "label" if len(filled) > 1 or axes.first_row else ""))
                continue
            heading = axes.columns[cell.column] if certain and cell.column < len(axes.columns) else Heading("")
            if reading.kind != "figures" or (certain and not heading.numeric):
                reason = {"suppressed": "suppressed", "missing": "missing"}.get(reading.kind, "")
                notes.append(CellNote(cell, label, reason))
            elif contents:
                notes.append(CellNote(cell, label, "reference"))
            else:
                figures += self._figures(
                    document,
                    table,
                    axes,
                    number,
                    cell,
                    reading.figures,
                    heading,
                    certain,
                    status,
                    setting,
                    title,
                    reading.status,
                )

    def _fits(self, document: Document, axes: Axes, row: list[Cell | None]) -> bool:
        """A short row is surely placed where every filled cell is of its column's sort."""
        for column, cell in enumerate(row):
            if cell is None or column in axes.label_columns or column >= len(axes.columns):
                continue
            reading, heading = self._axes.cell(document, cell), axes.columns[column]
            words = reading.kind == "words" and len(document.content(cell).split()) > 3
            if words and heading.kind not in ("commentary", "text", "", "label"):
                return False
            if words and heading.kind != "commentary" and any(other.kind == "commentary" for other in axes.columns):
                return False
        return (
            sum(cell is not None for cell in row) >= len([heading for heading in axes.columns if heading.text]) or True
        )

    def _statuses(self, document: Document, axes: Axes, row: list[Cell | None]) -> list[tuple[int, str, str]]:
        """``(column, "rag" or "direction" or "polarity", value)`` of a row's status cells, fills included."""
        words = self._axes.words
        found: list[tuple[int, str, str]] = []
        for column, cell in enumerate(row):
            if cell is None or column >= len(axes.columns):
                continue
            text, kind = document.content(cell), axes.columns[column].kind
            if kind == "polarity" and (value := words.polarity(text)):
                found.append((column, "polarity", value))
            elif kind == "direction" and (value := words.direction(text)):
                found.append((column, "direction", value))
            elif (
                kind != "direction"
                and (value := words.rag(text))
                and (kind == "rag" or len(text) > 1)
                and kind != "commentary"
            ):
                found.append((column, "rag", value))
            elif kind in ("rag", "") and (value := words.direction(text)):
                found.append((column, "direction", value))
            elif cell.fill is not None and column not in axes.label_columns and (value := colour_name(cell.fill)):
                found.append((column, "rag", value))
        return found

    def _figures(
        self,
        document: Document,
        table: Table,
        axes: Axes,
        number: int,
        cell: Cell,
        quantities: tuple[Quantity, ...],
        heading: Heading,
        certain: bool,
        status: list[tuple[int, str, str]],
        setting: Setting,
        title: str,
        note: str,
    ) -> list[TableFigure]:
        label = axes.labels[number]
        row_heading = axes.row_headings[number]
        if not certain:
            heading = self._candidates(axes, cell, sum(cell is not None for cell in table.grid()[number]))
        what, when = (heading, row_heading) if axes.turned else (row_heading, heading)
        role = _ROLES.get(when.kind, "actual")
        indicator = self._indicator(axes, number, what, when, title)
        unit = self._unit(document, axes, table, number, cell, what, when, title)
        printed = when.printed_period or (what.printed_period if not axes.turned else None)
        period = self._settled(printed, when if when.printed_period is not None else what, setting)
        made = []
        for position, quantity in enumerate(quantities):
            named = in_unit(quantity, unit if position == 0 or len(quantities) == 1 else self._second_unit(what, when))
            second = quantities[1].unit == "%" or self._second_unit(what, when) if len(quantities) == 2 else ""
            if position == 0 and quantity.exact and second:
                named = quantity
            made.append(
                TableFigure(
                    named,
                    cell.start + quantity.start,
                    cell.start + quantity.end,
                    cell,
                    label,
                    heading.text if certain else "",
                    indicator,
                    role,
                    when.body if role == "benchmark" else "",
                    printed.text if printed is not None else "",
                    period,
                    _nearest(status, "rag", cell.column),
                    _nearest(status, "direction", cell.column),
                    _nearest(status, "polarity", cell.column),
                    note,
                    certain,
                    row_heading.kind == "total" or heading.kind == "total",
                )
            )
        return made

    def _settled(self, printed: PrintedPeriod | None, heading: Heading, setting: Setting) -> Period | None:
        """A month or quarter is of the year that a heading above it names, or else of the report's."""
        if printed is None:
            return None
        if heading.year is not None and (year := settle(heading.year, Setting(academic=setting.academic))) is not None:
            return settle(printed, Setting(reporting=year, latest=year.end, academic=setting.academic))
        return settle(printed, replace(setting, anchor=None))

    def _candidates(self, axes: Axes, cell: Cell, present: int) -> Heading:
        """A cell of a short row may stand under any of several headings: what they agree on is what is known."""
        missing = max(1, len([heading for heading in axes.columns if heading.text]) - present)
        options = [
            axes.columns[column]
            for column in range(cell.column, min(len(axes.columns), cell.column + missing + 1))
            if axes.columns[column].numeric
        ]
        kinds = {option.kind for option in options}
        return Heading("", kinds.pop()) if len(kinds) == 1 else Heading("")

    def _indicator(self, axes: Axes, number: int, what: Heading, when: Heading, title: str) -> str:
        words = what.text
        unknown = when.text if not when.kind and when.printed_period is None else ""
        if not axes.turned and what.kind == "total" and title:
            words = f"{title} {words}"
        if unknown and unknown.lower() not in words.lower():
            words = f"{words} {unknown}".strip()
        if axes.groups[number] and len(words.split()) <= 3:
            words = f"{axes.groups[number]}: {words}"
        return words or title

    def _unit(
        self,
        document: Document,
        axes: Axes,
        table: Table,
        number: int,
        cell: Cell,
        what: Heading,
        when: Heading,
        title: str,
    ) -> str:
        row = table.grid()[number]
        for column, heading in enumerate(axes.columns):
            other = row[column]
            if heading.kind == "unit" and other is not None:
                unit = self._axes.words.unit(document.content(other))
                if unit:
                    return self._rate_base(unit, what)
        corner = self._scale_of(axes, title)
        for words in (when.unit, what.unit):
            if words == "GBP" and corner.startswith("GBP"):
                return corner
            if words and not (
                words == "count" and words is what.unit and not when.unit and self._siblings_percent(document, row)
            ):
                return words
        return "%" if self._siblings_percent(document, row) else corner

    def _scale_of(self, axes: Axes, title: str) -> str:
        """The unit that a table's corner or its title gives to all of it: "Reserves (£m)"."""
        labels = [heading for place, heading in enumerate(axes.columns) if place in axes.label_columns]
        for unit in (*(heading.unit for heading in labels), self._axes.words.unit(title)):
            if unit in ("GBPm", "GBPk", "%", "thousand", "million"):
                return unit
        return ""

    def _rate_base(self, unit: str, what: Heading) -> str:
        return what.unit if unit == "count" and what.unit.startswith("per ") else unit

    def _siblings_percent(self, document: Document, row: list[Cell | None]) -> bool:
        """True where the other figures of a row are percentages."""
        cells = [self._axes.cell(document, cell).figures for cell in row if cell is not None]
        figures = [quantities[0] for quantities in cells if len(quantities) == 1]
        percentages = sum(q.unit == "%" for q in figures)
        return 2 * percentages >= len(figures) > 0 and all(
            q.unit == "%" or (q.unit == "" and q.value <= 110) for q in figures
        )

    def _second_unit(self, what: Heading, when: Heading) -> str:
        """ "(rate per 10,000)" in a label names the second figure of its cells."""
        for text in (what.text, when.text):
            for bracket in reversed(regex.findall(r"\(([^()]*)\)", text)):
                if unit := self._axes.words.unit(bracket):
                    return unit
        return what.unit if what.unit.startswith("per ") else ""


def _distinct(row: list[Cell | None], number: int) -> list[Cell]:
    seen: list[Cell] = []
    for cell in row:
        if cell is not None and cell.row == number and cell not in seen:
            seen.append(cell)
    return seen


def _nearest(status: list[tuple[int, str, str]], kind: str, column: int) -> str:
    """The status of a row; where it has several, the first one right of the figure."""
    values = [(place, value) for place, name, value in status if name == kind]
    if len(values) > 1:
        return next((value for place, value in values if place >= column), "")
    return values[0][1] if values else ""


def colour_name(fill: str) -> str | None:
    """red, amber or green for a background colour that clearly is one, as hue and saturation say."""
    import colorsys

    red, green, blue = (int(fill[place : place + 2], 16) / 255 for place in (1, 3, 5))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    if saturation < 0.35 or not 0.15 < lightness < 0.93:
        return None
    degrees = hue * 360
    if degrees >= 345:
        return "red"
    return next((name for name, (low, high) in _COLOURS.items() if low <= degrees < high), None)
