"""The unit of a bare number in a table: from the row's unit cell, its column, its row, the table's corner or title."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.document import Cell, Document
from extractor.tables.axes import Axes, AxisReader
from extractor.tables.headers import Heading

_SCALES = ("GBPm", "GBPk", "%", "thousand", "million")
_OF_ALL = ("GBPm", "GBPk", "%", "percentage points", "days", "weeks", "minutes", "tonnes", "kg", "kWh")
_BOTH = regex.compile(
    r"\b(?:numbers?|no\.?|counts?|#)\s?(?:,|and|&|/|\()\s?(?:\w+\s)?(?:%|percentages?|rates?|per)", regex.I
)
_BRACKET = regex.compile(r"\(([^()]*)\)")
_MONEY_ROLES = ("target", "forecast", "change", "actual")
_COUNTED = regex.compile(r"%|\b(?:numbers?|no\.|counts?|cases|people|pupils|FTE|days|rates?)\b", regex.I)
_LARGEST_SHARE = 110
_RATE = regex.compile(r"\brates?\b", regex.I)
_LEAST_TITLE = 2  # words: "Minutes" above a table is no unit


def cell_unit(
    reader: AxisReader, document: Document, axes: Axes, number: int, row: Sequence[Cell | None], column: Heading
) -> str:
    """The unit that a bare number in row ``number`` under ``column`` takes, or empty."""
    what, when = (column, axes.rows[number]) if axes.turned else (axes.rows[number], column)
    group = axes.groups[number].unit
    for place, heading in enumerate(axes.columns):
        other = row[place]
        if heading.kind == "unit" and other is not None and (unit := reader.words.unit(document.content(other))):
            return what.unit if unit == "count" and what.unit.startswith("per ") else unit
    corner = _scale_of(reader, axes)
    percentages = not axes.turned and _siblings_percent(reader, document, axes, row)
    shared = _shared(axes, when) if not what.unit else ""
    if when.kind in ("numerator", "denominator"):
        return "count"
    for words in (when.unit, what.unit):
        if words == "GBP" and (corner or shared).startswith("GBP"):
            return corner or shared
        if words and not (words == "count" and words is what.unit and not when.unit and percentages):
            return words
    above = group if group == "%" or group.startswith("per ") else ""  # "Birth weight (%)" above "Under 2.5 kg"
    return above or ("%" if percentages else corner or shared or _rate_of(axes, when))


def _rate_of(axes: Axes, column: Heading) -> str:
    """ "MSG average rate" beside "Rate per 1,000 population" is per 1,000 too."""
    rates = {heading.unit for heading in axes.columns if heading.unit.startswith("per ")}
    return rates.pop() if len(rates) == 1 and _RATE.search(column.text) else ""


def _shared(axes: Axes, column: Heading) -> str:
    """Money where the columns are one figure in several roles and one says so: "Budget", "Forecast", "Variance"."""
    if column.kind not in _MONEY_ROLES or axes.turned or _COUNTED.search(column.text):
        return ""
    roles = [heading for heading in axes.columns if heading.kind in _MONEY_ROLES and heading.unit != "%"]
    scales = {heading.unit for heading in roles if heading.unit in ("GBPm", "GBPk")}
    if len(scales) == 1:
        return scales.pop()  # "£000s" over the first of several columns
    return "GBP" if column.pure and {heading.unit for heading in roles if heading.pure} - {""} == {"GBP"} else ""


def second_unit(reader: AxisReader, what: Heading, when: Heading) -> str:
    """ "(rate per 10,000)" in a label names the second figure of its cells."""
    for text in (what.text, when.text):
        for bracket in reversed(_BRACKET.findall(text)):
            if unit := reader.words.unit(bracket):
                return unit
    return what.unit if what.unit.startswith("per ") else ""


def _scale_of(reader: AxisReader, axes: Axes) -> str:
    """The unit that a table's corner or its title gives to all of it: "Reserves (£m)", "Offences per 1,000"."""
    labels = [heading.unit for place, heading in enumerate(axes.columns) if place in axes.label_columns]
    corner = axes.scale or next((unit for unit in labels if unit in _SCALES), "")
    title = axes.title
    corner = corner or _money_of(axes)
    if corner or _BOTH.search(title.text) or len(title.text.split()) < _LEAST_TITLE:
        return corner
    return title.unit if title.unit in (*_SCALES, *_OF_ALL) or title.unit.startswith("per ") else ""


def _money_of(axes: Axes) -> str:
    """The scale of a table of money that not all of its headings say: "£000s" stands over the first of its columns."""
    across = [heading for n, heading in enumerate(axes.columns) if n not in axes.label_columns and heading.numeric]
    units = {heading.unit for heading in across} - {"", "%", "GBP"}
    counted = any(_COUNTED.search(heading.text) and heading.unit != "%" for heading in across)
    return units.pop() if len(units) == 1 and units <= {"GBPm", "GBPk"} and not counted else ""


def _siblings_percent(reader: AxisReader, document: Document, axes: Axes, row: Sequence[Cell | None]) -> bool:
    """True where the other figures of a row are percentages."""
    cells = [
        reader.cell(document, cell).figures
        for place, cell in enumerate(row)
        if cell is not None and axes.columns[place].kind not in ("numerator", "denominator", "rank")
    ]
    figures = [quantities[0] for quantities in cells if len(quantities) == 1]
    percentages = sum(q.unit == "%" for q in figures)
    return 2 * percentages >= len(figures) > 0 and all(
        q.unit == "%" or (q.unit == "" and q.value <= _LARGEST_SHARE) for q in figures
    )
