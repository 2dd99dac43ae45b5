"""What names the rows of a table: its columns of labels, each row's label and role, and the group it stands in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from extractor.document import Cell, Document
from extractor.tables.headers import Heading

_LONGEST_GROUP = 14  # words
_NUMBERED = regex.compile(r"\d{1,5}(?:\.\d{1,2}){0,2}")
_LEADERS = regex.compile(r"(?:\s?[.…·]){3,200}$")

_DITTO = regex.compile(r"(?:do\b\.?|ditto\b\.?|(?:[\"”〃]\s?){1,9}|,,|''|-\s?do\.?\s?-)[\s.…]{0,99}", regex.I)
"""Marks that stand for what is above them."""

Grid = list[list[Cell | None]]
Kinds = list[list[str]]


@dataclass(frozen=True, slots=True)
class RowLabel:
    """``text`` is all of a row's label; ``name`` what of it is no role or period of its own ("Sickness", of "Sickness,
    Target"), ``sort`` the rest. ``group`` is the row of one cell that heads it."""

    text: str = ""
    name: str = ""
    sort: str = ""
    group: str = ""


def label_columns(
    document: Document, grid: Grid, columns: Sequence[Heading], kinds: Kinds, first: int
) -> frozenset[int]:
    """The leading columns of words: references and the name of what is measured."""
    found: set[int] = set()
    for column, heading in enumerate(columns):
        body = [row[column] for row in kinds[first:]]
        figures = sum(kind in ("figures", "suppressed") for kind in body)
        if (
            _is_numbering(document, grid, first, column)
            or (column == 0 and heading.kind == "period")
            or (heading.kind in ("reference", "label") and (heading.kind == "reference" or figures * 2 <= len(body)))
        ):
            found.add(column)
        elif heading.kind in ("commentary", "unit", "polarity", "rag", "direction", "rank", "period", "text"):
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
    opening = [row[0] for row in kinds[first:] if row]
    if not found and columns and columns[0].pure and 2 * opening.count("figures") > len(opening):
        return frozenset()  # "By 2025-26" beside "By 2027-28": the first column holds figures as the others do
    return frozenset(found or {0})


def _is_numbering(document: Document, grid: Grid, first: int, column: int) -> bool:
    """A column that counts its rows (1, 2, 3, ...) names them."""
    texts = [document.content(cell).strip() for row in grid[first:] if (cell := row[column]) is not None]
    numbers = [tuple(map(int, text.split("."))) for text in texts if _NUMBERED.fullmatch(text)]
    if len(numbers) < 3 or 2 * len(numbers) < len([text for text in texts if text]):
        return False
    rising = all(after == (*before[:-1], before[-1] + 1) for before, after in pairwise(numbers))
    return rising and (numbers[0][-1] in (0, 1) or len(numbers) > 3)


def row_labels(
    document: Document,
    grid: Grid,
    kinds: Kinds,
    first: int,
    labels: frozenset[int],
    is_sort: Callable[[str], bool],
) -> tuple[RowLabel, ...]:
    """The label of every row; ``is_sort`` tells a role or period ("Target", "Q2") from the name of a measure.

    A name that stands once above several rows ("Sickness" over Actual and Target) is the name of each of them.
    """
    found: list[RowLabel] = []
    group = name = text = ""
    above: list[str] = []
    for number, row in enumerate(grid):
        parts, above = _in_full(_parts(document, row, labels), above)
        sorts = [part for part in parts[1:] if is_sort(part)] if len(labels) > 1 else []
        label = " ".join(parts)
        others = {cell for cell in row if cell is not None and document.content(cell).strip()}
        lone = number >= first and label and len(others) == 1 and "figures" not in kinds[number]
        if lone and len(label.split()) > _LONGEST_GROUP:
            pass  # a comment below its row heads nothing
        elif lone:
            group = label.rstrip(" :")
        elif number >= first and not label and others:
            label = text
        elif number >= first and len(labels) > 1 and parts and not _leads(document, row, labels) and is_sort(label):
            sorts, label = [label], f"{name} {label}".strip()
        own = label
        for part in sorts:
            own = own.removesuffix(part).strip()
        if number >= first and own:
            name = own
        text = label
        found.append(RowLabel(label, own, " ".join(sorts), group if label.rstrip(" :") != group else ""))
    return tuple(found)


def _parts(document: Document, row: Sequence[Cell | None], labels: frozenset[int]) -> list[str]:
    """The words of a row's label cells, each once."""
    parts: list[str] = []
    for column in sorted(labels):
        cell = row[column]
        text = " ".join(document.content(cell).split()) if cell is not None else ""
        text = _LEADERS.sub("", text).strip()
        if text and text not in parts:
            parts.append(text)
    return parts


def _in_full(parts: list[str], above: list[str]) -> tuple[list[str], list[str]]:
    """A label with its dittos ("do. to infants" below "Visits by nurses") written out, and what the next repeats."""
    full, repeated = [], []
    for place, part in enumerate(parts):
        ditto = _DITTO.match(part)
        if ditto is None or place >= len(above):
            full.append(part)
            repeated.append(part)
            continue
        full.append(f"{above[place]} {part[ditto.end() :].strip()}".strip())
        repeated.append(above[place])
    return full, repeated or above


def _leads(document: Document, row: Sequence[Cell | None], labels: frozenset[int]) -> bool:
    """True where the first of a row's label cells holds words."""
    cell = row[min(labels)]
    return cell is not None and bool(document.content(cell).strip())
