"""Tables of a Word file: merged cells, header rows and fills, and which tables only lay out the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from extractor.readers.assembly import CellDraft, join_lines
from extractor.readers.colours import parse_colour
from extractor.readers.docx_package import W, attribute, is_on, whole
from extractor.readers.docx_paragraphs import ParagraphReader, iter_blocks
from extractor.readers.limits import MAX_SPAN_COLUMNS


@dataclass(slots=True)
class _Cell:
    element: etree._Element
    row: int
    column: int
    across: int
    header: bool
    down: int = 1


@dataclass(slots=True)
class TableContent:
    """The cells of a table, and what stands in them but is read after it: nested tables and text boxes."""

    drafts: list[CellDraft] = field(default_factory=list)
    nested: list[etree._Element] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)


def read_table(table: etree._Element, paragraphs: ParagraphReader) -> TableContent:
    """Read a table's own cells."""
    content = TableContent()
    for cell in _place(table):
        text, highlight = _read_cell(cell.element, paragraphs, content)
        fill = _find_fill(cell.element) or (parse_colour(highlight) if highlight else None)
        content.drafts.append(CellDraft(cell.row, cell.column, text, cell.down, cell.across, fill, cell.header))
    return content


def is_layout(table: etree._Element) -> bool:
    """Whether a table only arranges things on the page: one cell in every row, or a few cells with blocks in them."""
    rows = [list(_iter_inside(row, f"{W}tc")) for row in _iter_rows(table)]
    if max((len(row) for row in rows), default=0) <= 1:
        return True
    cells = [cell for row in rows for cell in row]
    nested = any(cell.find(f".//{W}tbl") is not None for cell in cells)
    if nested and len(cells) <= 6:
        return True
    return len(cells) <= 4 and any(_holds_blocks(cell) for cell in cells)


def cell_elements(table: etree._Element) -> Iterator[etree._Element]:
    """Every cell of a table, row by row."""
    for row in _iter_rows(table):
        yield from _iter_inside(row, f"{W}tc")


def _holds_blocks(cell: etree._Element) -> bool:
    written = [item for item in iter_blocks(cell) if item.find(f".//{W}t") is not None]
    return len(written) > 3 or any(item.find(f"{W}pPr/{W}numPr") is not None for item in written)


def _iter_rows(table: etree._Element) -> Iterator[etree._Element]:
    for row in _iter_inside(table, f"{W}tr"):
        if row.find(f"{W}trPr/{W}del") is None:
            yield row


def _iter_inside(container: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, through content controls and custom XML."""
    for child in container.iterchildren(tag=etree.Element):
        if child.tag == tag:
            yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo"}:
            yield from _iter_inside(child, tag)


def _place(table: etree._Element) -> list[_Cell]:
    cells: list[_Cell] = []
    above: dict[int, _Cell] = {}  # by column, the cell that a vertical merge would continue
    for number, row in enumerate(_iter_rows(table)):
        header = is_on(row.find(f"{W}trPr/{W}tblHeader"))
        column = min(max(whole(row.find(f"{W}trPr/{W}gridBefore"), 0), 0), MAX_SPAN_COLUMNS)
        last: _Cell | None = None
        for element in _iter_inside(row, f"{W}tc"):
            across = max(min(whole(element.find(f"{W}tcPr/{W}gridSpan"), 1), MAX_SPAN_COLUMNS - column), 1)
            upward, leftward = (_merge(element, name) for name in ("vMerge", "hMerge"))
            if leftward == "continue" and last is not None:
                last.across += across
            elif upward == "continue" and column in above:
                above[column].down = number - above[column].row + 1
            else:
                last = _Cell(element, number, column, across, header)
                cells.append(last)
                above.pop(column, None)
                if upward == "restart":
                    above[column] = last
            column += across
    return cells


def _merge(cell: etree._Element, name: str) -> str | None:
    """``restart``, ``continue`` (which Word writes by leaving the value out) or None."""
    element = cell.find(f"{W}tcPr/{W}{name}")
    return None if element is None else attribute(element) or "continue"


def _read_cell(cell: etree._Element, paragraphs: ParagraphReader, content: TableContent) -> tuple[str, str | None]:
    lines: list[tuple[str, bool]] = []
    spoken: list[str] = []
    highlight: str | None = None
    for element in iter_blocks(cell):
        if element.tag == f"{W}tbl":
            content.nested.append(element)
            continue
        paragraph = paragraphs.read(element)
        lines.extend((line, paragraph.item > 0) for line in paragraph.inline.text.split("\n"))
        content.boxes.extend(paragraph.inline.boxes)
        spoken.extend(paragraph.inline.spoken)
        highlight = highlight or paragraph.inline.highlight
    return join_lines(lines) or " ".join(dict.fromkeys(spoken)), highlight


def _find_fill(cell: etree._Element) -> str | None:
    """The shading of the cell, or of its first paragraph that has one."""
    shadings: Sequence[etree._Element | None] = [
        cell.find(f"{W}tcPr/{W}shd"),
        *cell.iterfind(f"{W}p/{W}pPr/{W}shd"),
    ]
    for shading in shadings:
        solid = attribute(shading) == "solid"
        if (colour := parse_colour(attribute(shading, "color" if solid else "fill") or "")) is not None:
            return colour
    return None
