"""Paragraphs of a Word file: their text, their rank or place in a list, and the label that Word prints before them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from extractor.readers.docx_numbering import Numbering
from extractor.readers.docx_package import W, attribute, is_on, whole
from extractor.readers.docx_runs import Inline, RunReader, choose_alternate
from extractor.readers.docx_styles import Styles

_BLOCKS = frozenset({f"{W}p", f"{W}tbl"})
_DROPPED = frozenset(f"{W}{name}" for name in ("del", "moveFrom", "sectPr", "sdtPr", "sdtEndPr", "tcPr", "altChunk"))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``heading`` and ``item`` are 0 where it is none; ``joined``: its mark is deleted, so that the next one goes on
    where it ends."""

    inline: Inline
    heading: int = 0
    item: int = 0
    label: str = ""
    contents: bool = False
    joined: bool = False


class ParagraphReader:
    """Reads paragraphs in document order (automatic numbers are counted as they come)."""

    def __init__(self, styles: Styles, numbering: Numbering, runs: RunReader) -> None:
        self._styles = styles
        self._numbering = numbering
        self._runs = runs

    def read(self, element: etree._Element) -> Paragraph:
        properties = element.find(f"{W}pPr")
        style = self._find(properties, "pStyle") or self._styles.default
        inline = self._runs.read(element, style)
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            return Paragraph(inline, joined=True)
        label, item = self._count(properties, style)
        return Paragraph(inline, self._rank(properties, style), item, label, contents=self._styles.is_contents(style))

    def text(self, element: etree._Element) -> str:
        """The text of a paragraph outside the body (a page header, a footnote)."""
        style = self._find(element.find(f"{W}pPr"), "pStyle") or self._styles.default
        return self._runs.read(element, style).text.strip()

    def _rank(self, properties: etree._Element | None, style: str | None) -> int:
        if (written := self._find(properties, "outlineLvl")) is not None and written.isdigit():
            return int(written) + 1 if int(written) < 9 else 0
        return self._styles.heading_level(style)

    def _count(self, properties: etree._Element | None, style: str | None) -> tuple[str, int]:
        number, level = self._styles.numbering(style)
        if number is not None and level is None and style is not None:
            level = self._numbering.level_of_style(number, style)
        direct = properties.find(f"{W}numPr") if properties is not None else None
        if direct is not None:
            number = attribute(direct.find(f"{W}numId")) or number
            level = whole(direct.find(f"{W}ilvl"), level or 0)
        if number is None or not self._numbering.knows(number):
            return "", 0
        return self._numbering.count(number, level or 0), (level or 0) + 1

    def _find(self, properties: etree._Element | None, name: str) -> str | None:
        return attribute(properties.find(f"{W}{name}")) if properties is not None else None


def iter_blocks(container: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables directly in a body, cell or text box, through content controls and kept insertions."""
    for child in container.iterchildren(tag=etree.Element):
        tag = str(child.tag)
        if tag in _BLOCKS:
            yield child
        elif tag not in _DROPPED and (inside := choose_alternate(child)) is not None:
            if tag == f"{W}sdt" and is_on(child.find(f"{W}sdtPr/{W}showingPlcHdr")):
                continue
            yield from iter_blocks(inside)
