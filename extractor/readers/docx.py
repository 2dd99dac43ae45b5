"""A Word file to a Document, read from its XML: what a reader of the final version sees, in document order."""

from __future__ import annotations

from docx.oxml.ns import qn
from lxml import etree

from extractor.document import BlockKind, Document
from extractor.errors import DocumentError
from extractor.readers.assembly import Assembly
from extractor.readers.docx_numbering import Numbering
from extractor.readers.docx_package import Package, W, attribute
from extractor.readers.docx_paragraphs import Paragraph, ParagraphReader, iter_blocks
from extractor.readers.docx_runs import RunReader
from extractor.readers.docx_styles import Styles
from extractor.readers.docx_tables import cell_elements, is_layout, read_table

_CORE = "docProps/core.xml"
_PROPERTIES = {
    "title": qn("dc:title"),
    "subject": qn("dc:subject"),
    "created": qn("dcterms:created"),
}
DAYS_LEFT_OUT = "a date that is always the day of reading was left out"
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})


def read_docx(data: bytes, name: str = "", *, opened: bool = False) -> Document:
    """Read a Word file (.docx, .docm). Raises DocumentError where it is damaged, encrypted or a bomb.

    ``opened``: another program has written it just now: see ``RunReader``.
    """
    package = Package(data, name)
    body = package.read_required(package.main).find(f"{W}body")
    if body is None:
        raise DocumentError(
            "this Word file has no text body", where=name, remedy="Open it in Word and save it again, or save it as PDF"
        )
    reader = _Reader(package, opened)
    reader.read_furniture("header")
    reader.read_blocks(body)
    reader.read_notes("footnote")
    reader.read_notes("endnote")
    reader.read_furniture("footer")
    notes = [f"the part {part} is damaged and was not read" for part in package.unreadable]
    return reader.assembly.document("docx", _read_properties(package), notes, reader.remarks())


def _read_properties(package: Package) -> dict[str, str]:
    core = package.read_optional(_CORE)
    found = {name: core.findtext(tag) for name, tag in _PROPERTIES.items()} if core is not None else {}
    return {name: text.strip() for name, text in found.items() if text and text.strip()}


class _Reader:
    """Adds the parts of the package to one text."""

    def __init__(self, package: Package, opened: bool) -> None:
        self._package = package
        self.assembly = Assembly()
        styles = Styles(self._first("styles"))
        self._runs = RunReader(styles, self.assembly.add_note, opened=opened)
        self._paragraphs = ParagraphReader(styles, Numbering(self._first("numbering"), styles), self._runs)
        self._carried = ""  # text of a paragraph whose mark was deleted

    def remarks(self) -> list[str]:
        """What was left out on purpose."""
        return [DAYS_LEFT_OUT] * self._runs.days_left_out

    def read_blocks(self, container: etree._Element) -> None:
        """Add everything in a body, text box or layout cell, in order."""
        if container.find(f"{W}altChunk") is not None:
            self.assembly.add_note("an inserted file was not read")
        for element in iter_blocks(container):
            if element.tag == f"{W}tbl":
                self._read_table(element)
            else:
                self._add(self._paragraphs.read(element))

    def read_furniture(self, kind: str) -> None:
        """Add each distinct text of the page headers or footers once."""
        seen: set[str] = set()
        for part in self._package.parts_of(kind):
            root = self._package.read_optional(part)
            for element in root.iter(f"{W}p") if root is not None else ():
                text = self._paragraphs.text(element)
                if text and text not in seen:
                    seen.add(text)
                    self.assembly.add_block(BlockKind.FURNITURE, text)

    def read_notes(self, kind: str) -> None:
        """Add the texts of footnotes or endnotes."""
        root = self._first(f"{kind}s")
        for note in root.iterfind(f"{W}{kind}") if root is not None else ():
            if attribute(note, "type") not in _SEPARATORS:
                texts = (self._paragraphs.text(element) for element in note.iter(f"{W}p"))
                self.assembly.add_block(BlockKind.PARAGRAPH, " ".join(text for text in texts if text))

    def _first(self, kind: str) -> etree._Element | None:
        parts = self._package.parts_of(kind)
        return self._package.read_optional(parts[0]) if parts else None

    def _add(self, paragraph: Paragraph) -> None:
        inline = paragraph.inline
        text, self._carried = self._carried + inline.text, ""
        if paragraph.joined:
            self._carried = text
        elif paragraph.contents:
            self.assembly.add_block(BlockKind.FURNITURE, text)
        else:
            self.assembly.add_paragraph(
                text.replace("\n", " ") if paragraph.heading else text,
                heading=paragraph.heading,
                item=paragraph.item,
                label=paragraph.label,
                emphasised=inline.bold,
            )
        for box in inline.boxes:
            self.read_blocks(box)

    def _read_table(self, table: etree._Element) -> None:
        if is_layout(table):
            for cell in cell_elements(table):
                self.read_blocks(cell)
            return
        content = read_table(table, self._paragraphs)
        self.assembly.add_table(content.drafts)
        for nested in content.nested:
            self._read_table(nested)
        for box in content.boxes:
            self.read_blocks(box)
