"""The status of a table's row: colours, arrows and which way is good, in words, letters or fills."""

from __future__ import annotations

import colorsys
from collections.abc import Sequence

from extractor.document import Cell, Document
from extractor.tables.axes import Axes
from extractor.tables.headers import HeaderWords

Status = tuple[int, str, str]
"""Column, ``rag`` or ``direction`` or ``polarity``, and its value."""

_COLOURS = {"red": (0, 20), "amber": (20, 65), "green": (70, 170)}


def row_statuses(document: Document, axes: Axes, row: Sequence[Cell | None], words: HeaderWords) -> list[Status]:
    """What the status cells of a row say, fills included, from left to right."""
    found: list[Status] = []
    tints = {cell.fill for place, cell in enumerate(row) if cell is not None and place in axes.label_columns}
    for column, cell in enumerate(row[: len(axes.columns)]):
        if cell is None or column in axes.label_columns:
            continue
        # a fill that the row's name has too is decoration
        if (status := _status(document, axes, column, cell, words, cell.fill not in tints)) is not None:
            found.append((column, *status))
    return found


def _status(
    document: Document, axes: Axes, column: int, cell: Cell, words: HeaderWords, filled: bool
) -> tuple[str, str] | None:
    text, kind = document.content(cell), axes.columns[column].kind
    if kind == "polarity" and (value := words.polarity(text)):
        return "polarity", value
    if kind == "direction" and (value := words.direction(text)):
        return "direction", value
    colour = words.rag(text) if kind not in ("direction", "commentary") else None
    if colour and (kind == "rag" or len(text) > 1):
        return "rag", colour
    if kind in ("rag", "") and (value := words.direction(text)):
        return "direction", value
    if filled and cell.fill is not None and (value := colour_name(cell.fill)):
        return "rag", value
    return None


def nearest(statuses: Sequence[Status], kind: str, column: int) -> str:
    """The status of a row; where it has several, the first one right of the figure."""
    values = [(place, value) for place, name, value in statuses if name == kind]
    if len(values) > 1:
        return next((value for place, value in values if place >= column), "")
    return values[0][1] if values else ""


def colour_name(fill: str) -> str | None:
    """red, amber or green for a background colour that clearly is one, as hue and saturation say."""
    red, green, blue = (int(fill[place : place + 2], 16) / 255 for place in (1, 3, 5))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    if saturation < 0.35 or not 0.15 < lightness < 0.93:
        return None
    degrees = hue * 360
    if degrees >= 345:
        return "red"
    return next((name for name, (low, high) in _COLOURS.items() if low <= degrees < high), None)
