"""A sheet's XML read for what openpyxl does not tell while it streams: where values are, what is hidden and merged."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree
from openpyxl.utils.cell import range_boundaries

MAX_COLUMNS = 1_000
"""Of a sheet (Excel has 16,384): further to the right people keep what a formula needs, not what is read."""

MAX_CELLS = 500_000
"""Of a sheet down to its last value: each costs openpyxl some 10 microseconds."""

_LAST_ROW = 1_048_576
_LAST_COLUMN = 16_384
_LISTED = 5
_FLEETING = ("TODAY(", "NOW(", "RAND(", "RANDBETWEEN(")
_MOST_ROW_BYTES = 8 * 2**20
_END_OF_CELLS = re.compile(rb"</(\w{1,20}:)?sheetData>")
_EMPTY_ROW = re.compile(rb"<(?:\w{1,20}:)?row\b[^<>]*/>")


@dataclass(slots=True)
class Structure:
    """What a sheet holds. Rows and columns count from 1; a merge is its first row, first column, last row and last
    column; ``uncomputed`` are the first formulas without a stored result, and how many there are."""

    rows: set[int] = field(default_factory=set)
    """Those with a value."""
    columns: int = 0
    cells: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    uncomputed: list[str] = field(default_factory=list)
    uncomputed_count: int = 0
    fleeting: str = ""
    """The first cell whose formula comes out otherwise each time."""
    cut: bool = False
    """Values stand further to the right than is read."""
    coloured: bool = False
    """Colours depend on conditions."""


def without_empty_rows(content: bytes) -> bytes:
    """The sheet without the rows that say nothing but how high they are: there may be a million."""
    return _EMPTY_ROW.sub(b"", content)


def cells_alone(content: bytes) -> bytes:
    """The sheet without what stands behind its cells, which openpyxl takes apart and finds fault with."""
    ends = list(_END_OF_CELLS.finditer(content))
    if not ends:
        return content
    prefix = ends[-1][1] or b""
    return content[: ends[-1].end()] + b"</" + prefix + b"worksheet>"


def covered_places(structure: Structure) -> set[tuple[int, int]]:
    """The places that a merged cell covers, but its first; only where there are values. Raises TooManyCells."""
    covered: set[tuple[int, int]] = set()
    work = 0
    for top, left, bottom, right in structure.merges:
        rows = range(top, bottom + 1)
        columns = range(left, min(right, structure.columns) + 1)
        valued = rows if len(rows) < len(structure.rows) else structure.rows.intersection(rows)
        work += 1 + len(valued) * len(columns)
        if work > MAX_CELLS:
            raise TooManyCells
        covered.update((row, column) for row in valued for column in columns)
        covered.discard((top, left))
    return covered


def read_structure(content: bytes) -> Structure:
    """Raises lxml's errors, and ValueError for a sheet of other XML or of more cells than are read."""
    if any(len(piece) > _MOST_ROW_BYTES for piece in content.split(b"row ")):
        raise TooManyCells
    found = Structure()
    row = 0
    cells = 0  # since the last row with a value
    context = etree.iterparse(
        BytesIO(content),
        events=("end",),
        tag=("{*}row", "{*}col", "{*}mergeCell", "{*}conditionalFormatting"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
    )
    for _, element in context:
        name = etree.QName(element).localname
        if name == "row":
            row = _whole(element.get("r"), row + 1, _LAST_ROW)
            cells += len(element)
            if _read_row(element, row, found):
                found.cells, cells = found.cells + cells, 0
                if found.cells > MAX_CELLS:
                    raise TooManyCells
        elif name == "col" and (_is_on(element.get("hidden")) or element.get("width") == "0"):
            first = _whole(element.get("min"), 1, _LAST_COLUMN)
            found.hidden_columns.update(range(first, _whole(element.get("max"), first, _LAST_COLUMN) + 1))
        elif name == "mergeCell":
            _add_merge(element.get("ref") or "", found)
        elif name == "conditionalFormatting":
            found.coloured = True
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    return found


class TooManyCells(ValueError):
    """A sheet has more cells than are read."""


def _read_row(element: etree._Element, row: int, found: Structure) -> bool:
    """Whether the row holds a value."""
    column, last = 0, 0
    for cell in element.iterchildren("{*}c"):
        column = _column_of(cell.get("r"), column + 1)
        value = cell.find("{*}v")
        formula = cell.findtext("{*}f")
        if formula and not found.fleeting and any(name in formula.upper() for name in _FLEETING):
            found.fleeting = cell.get("r") or f"row {row}"
        if (value is not None and value.text) or cell.find("{*}is") is not None:
            last = max(last, min(column, MAX_COLUMNS)) if column <= MAX_COLUMNS else last
            found.cut = found.cut or column > MAX_COLUMNS
        elif formula is not None and cell.get("t") != "str":
            found.uncomputed_count += 1
            if len(found.uncomputed) < _LISTED:
                found.uncomputed.append(cell.get("r") or f"row {row}")
    if last:
        found.rows.add(row)
        found.columns = max(found.columns, last)
    if _is_on(element.get("hidden")) or element.get("ht") == "0":
        found.hidden_rows.add(row)
    return last > 0


def _add_merge(written: str, found: Structure) -> None:
    try:
        left, top, right, bottom = range_boundaries(written)
    except (ValueError, TypeError):
        return
    if None not in (left, top, right, bottom) and left <= MAX_COLUMNS:
        found.merges.append((top, left, bottom, min(right, MAX_COLUMNS)))


def _column_of(reference: str | None, default: int) -> int:
    """28 for ``AB7``."""
    letters = (reference or "").rstrip("0123456789")[:4].upper()
    if not (letters.isascii() and letters.isalpha()):
        return default
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def _whole(written: str | None, default: int, most: int) -> int:
    return min(int(written), most) if written is not None and written.isdecimal() and len(written) < 9 else default


def _is_on(written: str | None) -> bool:
    return written in ("1", "true")
