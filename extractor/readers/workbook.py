"""An Excel workbook to a Document: each visible sheet a heading, and its figures as tables, as printed.

openpyxl gives values, formats, fonts and fills; hidden rows, merges and the like come from the sheets' XML. What is
hidden is not what readers saw, and is left out, which is remarked. No formula is worked out: its stored result counts.
Colours that depend on conditions, charts and comments are not read.
"""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import openpyxl
from lxml import etree
from openpyxl.utils.exceptions import CellCoordinatesException, InvalidFileException

from extractor.document import BlockKind, Document
from extractor.errors import DocumentError
from extractor.readers.assembly import Assembly, CellDraft, join_lines
from extractor.readers.docx_package import Package
from extractor.readers.limits import MAX_MARKUP_BYTES
from extractor.readers.number_formats import print_value
from extractor.readers.sheet_regions import Paragraph, Placed, Region, find_regions
from extractor.readers.symbols import map_text
from extractor.readers.workbook_colours import Palette
from extractor.readers.workbook_structure import (
    MAX_CELLS,
    MAX_COLUMNS,
    Structure,
    TooManyCells,
    cells_alone,
    covered_places,
    read_structure,
    without_empty_rows,
)

_OPENPYXL_ERRORS = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, etree.LxmlError),
    *(ValueError, KeyError, IndexError, TypeError, AttributeError, ArithmeticError, SyntaxError, AssertionError),
    *(CellCoordinatesException, InvalidFileException),
)
"""What openpyxl raises for a workbook that breaks the format's rules: it checks few of them."""

_REMEDY = "Open it in Excel and save it again, or save it as PDF"
_UNREAD = (
    *("customxml/", "xl/chartsheets/", "xl/dialogsheets/", "xl/macrosheets/", "xl/drawings/", "xl/charts/"),
    *("xl/pivot", "xl/externallinks/", "xl/comments", "xl/threadedcomments/", "xl/worksheets/_rels/", "xl/calcchain"),
)
_SHEETS = "{*}sheets/{*}sheet"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MOST_STYLE_MARKS = 1_000_000  # of "<" in the styles: openpyxl makes objects of 2 KB of some of them


def read_workbook(data: bytes, name: str = "", *, opened: bool = False) -> Document:
    """Read a workbook (.xlsx, .xlsm). Raises DocumentError where it is damaged, encrypted or a bomb.

    ``opened``: another program has written it just now, and worked out what depends on the day or on chance.
    """
    package = Package(data, name, "Excel")
    _refuse_bombs(data, package)
    assembly = Assembly()
    reader = _Reader(assembly, opened)
    try:
        sheets = {title: without_empty_rows(package.unpack(part)) for title, part in _sheet_parts(package).items()}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's, of what it does not keep when it writes
            book = openpyxl.load_workbook(
                _light(data, package, sheets), read_only=True, data_only=True, keep_links=False
            )
            try:
                palette = Palette(book.loaded_theme)
                for sheet in book.worksheets:
                    reader.read_sheet(sheet, sheets.get(sheet.title, b""), palette)
                properties = _read_properties(book.properties)
            finally:
                book.close()
    except DocumentError:
        raise
    except TooManyCells as error:
        problem = f"a sheet of this Excel file has more than {MAX_CELLS:,} cells"
        remedy = "Delete the empty rows and columns around its figures, or save it as PDF"
        raise DocumentError(problem, where=name, remedy=remedy) from error
    except _OPENPYXL_ERRORS as error:
        raise DocumentError("this Excel file is damaged or incomplete", where=name, remedy=_REMEDY) from error
    return assembly.document("xlsx", properties, reader.notes(), reader.remarks())


def _refuse_bombs(data: bytes, package: Package) -> None:
    """Raise DocumentError for parts that unpack to more than is read."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = archive.infolist()
    if sum(member.file_size for member in members if _is_read(member.filename.lstrip("/"))) > MAX_MARKUP_BYTES:
        raise package.too_large()
    if package.unpack("xl/styles.xml").count(b"<") > _MOST_STYLE_MARKS:
        raise package.too_large()


def _is_read(name: str) -> bool:
    """Whether a part is of use: openpyxl passes over sheets that are not there, and all that belongs to them."""
    lower = name.lower()
    return lower.endswith((".xml", ".rels")) and not lower.startswith(_UNREAD)


def _light(data: bytes, package: Package, sheets: Mapping[str, bytes]) -> BytesIO:
    """The workbook's XML with the sheets as they are here, for openpyxl, which would go through each empty row."""
    light = {part: sheets[title] for title, part in _sheet_parts(package).items()}
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        for member in source.infolist():
            name = member.filename.lstrip("/")
            if not _is_read(name):
                continue
            content = cells_alone(light[name]) if name in light else source.read(member)
            if b"<!DOCTYPE" in content or b"\0" in content[:100]:
                raise ValueError(
                    "Excel writes UTF-8 without a document type: one can only serve to smuggle entities in"
                )
            target.writestr(name, content)
    buffer.seek(0)
    return buffer


def _sheet_parts(package: Package) -> dict[str, str]:
    """The part of each sheet, by the sheet's name."""
    root = package.read_required(package.main)
    named = ((sheet.get("name", ""), sheet.get(_RELATION, "")) for sheet in root.iterfind(_SHEETS))
    return {title: package.related[key][1] for title, key in named if key in package.related}


def _read_properties(properties: Any) -> dict[str, str]:
    given = {"title": properties.title, "subject": properties.subject}
    return {key: str(text).strip() for key, text in given.items() if text and str(text).strip()}


@dataclass(slots=True)
class _Left:
    """What was left out of the sheets."""

    sheets: int = 0
    rows: int = 0
    columns: int = 0
    coloured: bool = False


class _Reader:
    """Adds the sheets to one text."""

    def __init__(self, assembly: Assembly, opened: bool) -> None:
        self._assembly, self._opened = assembly, opened
        self._left = _Left()
        self._notes: list[str] = []

    def read_sheet(self, sheet: Any, content: bytes, palette: Palette) -> None:
        """Add a sheet, unless it is hidden."""
        if sheet.sheet_state != "visible":
            self._left.sheets += 1
            return
        structure = read_structure(content)
        self._note(sheet.title, structure)
        cells = list(_read_cells(sheet, structure, palette))
        if not any(cell.text for cell in cells):
            return
        self._assembly.add_block(BlockKind.HEADING, sheet.title, level=1)
        for item in find_regions(_visible(cells, structure)):
            if isinstance(item, Paragraph):
                self._assembly.add_paragraph(item.text, emphasised=item.bold)
            else:
                self._assembly.add_table(_drafts(item))

    def notes(self) -> list[str]:
        """What could not be read."""
        return self._notes

    def remarks(self) -> list[str]:
        """What was left out because no reader of the sheets has seen it, or sees it in the text."""
        left = self._left
        hidden = ((left.sheets, "sheet"), (left.rows, "row"), (left.columns, "column"))
        named = [f"{number:,} {what}{'s' * (number != 1)}" for number, what in hidden if number]
        said = [f"hidden and not read: {', '.join(named)}"] if named else []
        return said + ["colours that depend on conditions were not read"] * left.coloured

    def _note(self, title: str, structure: Structure) -> None:
        if structure.uncomputed_count:
            more = ", ..." if structure.uncomputed_count > len(structure.uncomputed) else ""
            places = ", ".join(structure.uncomputed) + more
            said = f"formulas of the sheet {title} have no stored result ({places}): open it in Excel and save it"
            self._notes.append(said)
        if structure.fleeting and self._opened:
            said = f"formulas of the sheet {title} depend on the day or on chance ({structure.fleeting}, ...)"
            self._notes.append(f"{said}: save it as .xlsx in Excel")
        if structure.cut:
            self._notes.append(f"of the sheet {title} only the first {MAX_COLUMNS:,} columns were read")
        used = {column for column in structure.hidden_columns if column <= structure.columns}
        self._left.rows += len(structure.hidden_rows & structure.rows)
        self._left.columns += len(used)
        self._left.coloured |= structure.coloured


def _read_cells(sheet: Any, structure: Structure, palette: Palette) -> Iterator[Placed]:
    """The cells with a value or a fill, of rows with a value and columns up to the last one."""
    if not structure.rows:
        return
    spans = {(top, left): (bottom, right) for top, left, bottom, right in structure.merges}
    covered = covered_places(structure)
    sheet.reset_dimensions()
    last = max(structure.rows)
    for number, row in enumerate(sheet.iter_rows(max_col=structure.columns, max_row=last), 1):
        if number not in structure.rows:
            continue
        for column, cell in enumerate(row, 1):
            text = _text(cell) if cell.value is not None else ""
            if (number, column) in covered or not (text or getattr(cell, "has_style", False)):
                continue
            fill = palette.fill(cell.fill) if cell.has_style else None
            if text or fill:
                bottom, right = spans.get((number, column), (number, column))
                bold = bool(cell.has_style and cell.font.bold)
                yield Placed(number, column, bottom, right, text, fill, bold)


def _text(cell: Any) -> str:
    value = cell.value
    if isinstance(value, str):
        if cell.has_style and cell.font.name:
            value = map_text(value, cell.font.name)[0]
        return join_lines((line, False) for line in value.split("\n"))
    return print_value(value, cell.number_format or "General")


def _visible(cells: list[Placed], structure: Structure) -> list[Placed]:
    """The cells that are not hidden. A merged cell whose first row or column is hidden is so too, as in Excel."""
    rows, columns = structure.hidden_rows, structure.hidden_columns
    return [cell for cell in cells if cell.row not in rows and cell.column not in columns]


def _drafts(region: Region) -> list[CellDraft]:
    """The cells on a grid of the region's own rows and columns."""
    rows = {row: place for place, row in enumerate(region.rows)}
    columns = {column: place for place, column in enumerate(region.columns)}
    drafts = []
    for cell in region.cells:
        down = sum(cell.row <= row <= cell.last_row for row in region.rows) if cell.last_row > cell.row else 1
        across = sum(cell.column <= column <= cell.last_column for column in region.columns)
        drafts.append(CellDraft(rows[cell.row], columns[cell.column], cell.text, down, max(1, across), cell.fill))
    return drafts
