"""Writes Word documents that come out the same, byte for byte, on every run."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import _Cell

Rows = Sequence[Sequence[str]]
Merge = tuple[int, int, int, int]
"""``row, column, last row, last column`` of a merged cell; its text stands in its first cell."""
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
UNUSED_PARTS = ("/stylesWithEffects", "/thumbnail", "/customXml")
UP, DOWN, LEVEL = "\ue0e9", "\ue0ea", "\ue0e8"
"""Arrows, for :func:`mark_up`: the low byte is the letter that the font Wingdings draws as an arrow."""
TABLE_STYLES = ("TableNormal", "TableGrid")


def start(title: str, written: datetime) -> WordDocument:
    """An empty document whose properties name no person and no moment but ``written``."""
    document = Document()
    properties = document.core_properties
    properties.title = title
    properties.author = properties.last_modified_by = "Corpus"
    properties.comments = ""
    properties.created = properties.modified = written.replace(tzinfo=UTC)
    properties.revision = 1
    return document


def add_table(document: WordDocument, rows: Rows, *, merges: Sequence[Merge] = (), headers: int = 1) -> None:
    """A ruled table; its first ``headers`` rows are marked as repeated header rows."""
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    for row in table.rows[:headers]:
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:tblHeader"))
    for top, left, bottom, right in merges:
        _merge(table.cell(top, left), table.cell(bottom, right), rows[top][left])


def _merge(first: _Cell, last: _Cell, text: str) -> None:
    merged = first.merge(last)
    # python-docx strings the merged cells' paragraphs together: leave the first cell's text alone
    for paragraph in merged.paragraphs[1:]:
        paragraph._p.getparent().remove(paragraph._p)
    merged.paragraphs[0].text = text


def mark_up(document: WordDocument, table: int) -> None:
    """In the ``table``-th table set arrows as letters in Wingdings, and what follows a ``^`` as a superscript."""
    for row in document.tables[table].rows:
        for cell in row.cells:
            paragraph = cell.paragraphs[0]
            text = paragraph.text
            if text in (UP, DOWN, LEVEL):
                paragraph.text = ""
                run = paragraph.add_run(chr(ord(text) & 0xFF))
                fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
                for name in ("w:ascii", "w:hAnsi", "w:cs"):
                    fonts.set(qn(name), "Wingdings")
            elif "^" in text:
                figure, mark = text.split("^")
                paragraph.text = figure
                paragraph.add_run(mark).font.superscript = True


def shade(document: WordDocument, table: int, row: int, column: int, colour: str) -> None:
    """Fill a cell of the ``table``-th table with ``colour``, six hexadecimal digits."""
    properties = document.tables[table].cell(row, column)._tc.get_or_add_tcPr()
    shading = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour)):
        shading.set(qn(name), value)
    properties.append(shading)


def pack(document: WordDocument) -> bytes:
    """The document's bytes, its parts uncompressed and undated: compressors and clocks differ between machines."""
    _prune(document)
    written = io.BytesIO()
    document.save(written)
    packed = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, ZIP_EPOCH)
            entry.create_system = 0
            target.writestr(entry, source.read(name))
    return packed.getvalue()


def _prune(document: WordDocument) -> None:
    """Take out what the template brings and nothing here uses: a thumbnail, a second set of styles, table styles."""
    for relations in (document.part.rels, document.part.package.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(UNUSED_PARTS)]:
            del relations[key]
    styles = document.styles.element
    for style in list(styles):
        unused = style.get(qn("w:type")) == "table" and style.get(qn("w:styleId")) not in TABLE_STYLES
        if unused or style.tag == qn("w:latentStyles"):
            styles.remove(style)
