"""The running text of one Word paragraph: what a reader of the final version sees on the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from lxml import etree

from extractor.readers.docx_package import W, attribute, is_on
from extractor.readers.docx_styles import Styles
from extractor.readers.markers import is_footnote_mark
from extractor.readers.symbols import is_symbol_font, map_symbol, map_text

_MATH = qn("m:oMath").removesuffix("oMath")
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DRAWN = qn("wp:docPr")
_CHART = qn("c:chart")
_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
_SILENT = (
    "pPr rPr sdtPr sdtEndPr del moveFrom delText instrText delInstrText footnoteReference endnoteReference "
    "commentReference footnoteRef endnoteRef annotationRef softHyphen lastRenderedPageBreak rt fldData"
)
_SKIPPED = frozenset(W + name for name in _SILENT.split())
_PRINTED = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_CLEANED = {0xA0: " ", 0xAD: None, 0x200B: None, 0xFEFF: None, 0x1F: None, 0x1E: "-"}


@dataclass(slots=True)
class Inline:
    """A paragraph's text; ``bold`` where all of it is; ``boxes`` are text boxes anchored in it; ``spoken`` are the
    alternative texts of its pictures; ``highlight`` is the first shading or highlight of its runs."""

    text: str = ""
    bold: bool = False
    boxes: list[etree._Element] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)
    highlight: str | None = None


class RunReader:
    """Reads paragraphs; ``note`` is told once what could not be read.

    ``opened``: a program has opened the file and written it anew, so that its fields for the day or the time of day
    show when that was. They are left out, and ``days_left_out`` says so.
    """

    def __init__(self, styles: Styles, note: Callable[[str], None], *, opened: bool = False) -> None:
        self._styles = styles
        self._opened = opened
        self.days_left_out = False
        self._note = note
        self._result = Inline()
        self._pieces: list[str] = []
        self._fields: list[bool | None] = []  # open fields: whether their result has begun; None where it is left out
        self._plain = False

    def read(self, paragraph: etree._Element, style: str | None) -> Inline:
        """The paragraph's text without its footnote marks, deletions, hidden text and field codes."""
        self._result, self._pieces, self._plain = Inline(), [], False
        self._fields.clear()  # a field code that is never closed ends with its paragraph
        self._visit_children(paragraph, style)
        self._result.text = "".join(self._pieces).translate(_CLEANED)
        self._result.bold = bool(self._result.text.strip()) and not self._plain
        return self._result

    # Our XML parser allows 256 levels of nesting at most, so that recursion is safe here.
    def _visit_children(self, element: etree._Element, style: str | None) -> None:
        for child in element.iterchildren(tag=etree.Element):
            if (tag := str(child.tag)) not in _SKIPPED:
                self._visit(child, tag, style)

    def _visit(self, child: etree._Element, tag: str, style: str | None) -> None:
        if tag == f"{W}r":
            self._visit_run(child, style)
        elif tag == f"{W}sdt":
            content = child.find(f"{W}sdtContent")
            if content is not None and not is_on(child.find(f"{W}sdtPr/{W}showingPlcHdr")):
                self._visit_children(content, style)
        elif tag == f"{W}txbxContent":
            self._result.boxes.append(child)
        elif tag == f"{_MATH}t":
            self._add(child.text or "", bold=False)
        elif (inside := choose_alternate(child)) is not None:
            self._look_at(child, tag)
            self._visit_children(inside, style)

    def _look_at(self, element: etree._Element, tag: str) -> None:
        if tag == _DRAWN:
            spoken = " ".join((element.get("descr") or element.get("title") or "").split())
            if spoken:
                self._result.spoken.append(spoken)
        elif tag == _CHART:
            self._note("the figures of a chart were not read")
        elif tag == _OBJECT:
            self._note("an embedded object was not read")

    def _visit_run(self, run: etree._Element, style: str | None) -> None:
        properties = run.find(f"{W}rPr")
        own = attribute(properties.find(f"{W}rStyle")) if properties is not None else None
        if self._is_switched(properties, own, style, "vanish"):
            return
        font = self._value(properties, own, style, "rFonts", "ascii") or ""
        bold = self._is_switched(properties, own, style, "b")
        raised = self._value(properties, own, None, "vertAlign") == "superscript"
        if self._result.highlight is None and properties is not None:
            self._result.highlight = _find_highlight(properties)
        if (raised or self._styles.is_note_mark(own)) and self._is_mark(run, own):
            return
        for child in run.iterchildren(tag=etree.Element):
            self._visit_content(child, str(child.tag), style, font, bold)

    def _is_mark(self, run: etree._Element, own: str | None) -> bool:
        """Whether a raised run is nothing but a footnote's mark."""
        text = "".join(child.text or "" for child in run.iterchildren(f"{W}t"))
        return bool(text) and (self._styles.is_note_mark(own) or is_footnote_mark(text, "".join(self._pieces[-2:])))

    def _visit_content(self, child: etree._Element, tag: str, style: str | None, font: str, bold: bool) -> None:
        if tag == f"{W}t":
            text, dropped = map_text(child.text or "", font)
            self._add(text, bold=bold)
            self._note_dropped(dropped, font)
        elif tag in _PRINTED:
            if attribute(child, "type") not in {"page", "column"}:
                self._add(_PRINTED[tag], bold=True)
        elif tag == f"{W}sym":
            self._add_symbol(child)
        elif tag == f"{W}fldChar":
            self._turn_field(attribute(child, "fldCharType"))
        elif tag == f"{W}instrText":
            self._read_code(child.text or "")
        elif tag not in _SKIPPED:
            self._visit(child, tag, style)

    def _read_code(self, code: str) -> None:
        if self._opened and self._fields and code.split(maxsplit=1)[:1] in (["DATE"], ["TIME"]):
            self._fields[-1] = None
            self.days_left_out = True

    def _turn_field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields and self._fields[-1] is not None:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _add_symbol(self, element: etree._Element) -> None:
        font = attribute(element, "font") or ""
        try:
            symbol = map_symbol(int(attribute(element, "char") or "", 16), font)
        except ValueError:
            symbol = None
        self._add(symbol or "", bold=True)
        self._note_dropped(symbol is None, font)

    def _note_dropped(self, dropped: bool, font: str) -> None:
        if dropped:
            owner = f"of the font {font}" if font else "for private use"
            self._note(f"a character {owner} has no counterpart and was left out")

    def _add(self, text: str, *, bold: bool) -> None:
        if not text or not all(self._fields):
            return
        self._pieces.append(text)
        if not bold and not text.isspace():
            self._plain = True

    def _is_switched(self, properties: etree._Element | None, own: str | None, style: str | None, name: str) -> bool:
        if properties is not None and (element := properties.find(f"{W}{name}")) is not None:
            return is_on(element)
        return self._styles.switch(own, name) or self._styles.switch(style, name)

    def _value(
        self, properties: etree._Element | None, own: str | None, style: str | None, path: str, name: str = "val"
    ) -> str | None:
        direct = attribute(properties.find(f"{W}{path}"), name) if properties is not None else None
        if direct is None and path == "rFonts" and properties is not None:
            high = attribute(properties.find(f"{W}rFonts"), "hAnsi")
            direct = high if high is not None and is_symbol_font(high) else None
        return direct or self._styles.run_value(own, path, name) or self._styles.run_value(style, path, name)


def choose_alternate(element: etree._Element) -> etree._Element | None:
    """What to read of an element: of alternatives for new and old programs the first, and never both."""
    if element.tag != f"{_MC}AlternateContent":
        return element
    chosen = element.find(f"{_MC}Choice")
    return chosen if chosen is not None else element.find(f"{_MC}Fallback")


def _find_highlight(properties: etree._Element) -> str | None:
    shading = attribute(properties.find(f"{W}shd"), "fill")
    return shading if shading not in {None, "auto"} else attribute(properties.find(f"{W}highlight"))
