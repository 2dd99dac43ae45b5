"""A web page to a Document: the paper's own text, without the site's navigation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from extractor.document import BlockKind, Document
from extractor.errors import DocumentError
from extractor.readers.assembly import Assembly
from extractor.readers.encoding import cut_bytes, decode
from extractor.readers.html_chrome import Chrome, find_chrome, is_silent
from extractor.readers.html_inline import InlineText
from extractor.readers.html_tables import BLOCKS, read_table
from extractor.readers.html_tree import Node, declared_encoding, parse_html, text_of, walk
from extractor.readers.limits import MAX_MARKUP_BYTES
from extractor.readers.markers import find_marker

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_BLANK_LINE = re.compile(r"\n(?:[^\S\n]*\n)+")


def read_html(data: bytes, name: str = "") -> Document:
    """Read a web page. Raises DocumentError where the parser gives up."""
    decoded = decode(cut_bytes(data, MAX_MARKUP_BYTES), declared_encoding(data))
    try:
        root, cut = parse_html(decoded.text)
    except (etree.LxmlError, ValueError) as error:
        raise DocumentError(
            "this web page cannot be parsed", where=name, remedy="Open it in a browser and save it as PDF or text"
        ) from error
    reader = _Reader(find_chrome(root))
    walk(root, reader.enter, reader.add_text, reader.leave)
    reader.flush()
    title = _find_title(root)
    notes = decoded.notes
    if cut or len(data) > MAX_MARKUP_BYTES:
        notes = (*notes, "the page is too long and its end was not read: split it")
    return reader.assembly.document("html", {"title": title} if title else {}, notes)


def _find_title(root: Node) -> str:
    """The page's ``title``; the one in the head, not a drawing's."""
    titles: list[str] = []

    def enter(node: Node) -> Sequence[Node | str]:
        if node.tag == "title":
            titles.append(" ".join(text_of(node).split()))
        return () if node.tag in {"title", "svg", "body"} or titles else node.children

    walk(root, enter, lambda text: None, lambda node: None)
    return titles[0] if titles else ""


class _Reader:
    """Walks the page and flushes a block at each boundary."""

    def __init__(self, chrome: dict[int, Chrome]) -> None:
        self.assembly = Assembly()
        self._chrome = chrome
        self._inline = InlineText()
        self._kinds: list[tuple[BlockKind, int]] = [(BlockKind.PARAGRAPH, 0)]
        self._list_depth = 0

    def enter(self, node: Node) -> Sequence[Node | str]:
        chrome = self._chrome.get(id(node))
        if is_silent(node) or chrome is Chrome.DROPPED or self._inline.drops(node):
            return ()
        if node.tag == "br":
            self._inline.add_break()
            return ()
        if node.tag in BLOCKS or chrome is not None:
            self.flush()
        if node.tag == "table" and (inside := self._read_table(node)) is not None:
            return inside
        if node.children:
            self._open(node, chrome)
        return node.children

    def add_text(self, text: str) -> None:
        self._inline.add(text)

    def leave(self, node: Node) -> None:
        chrome = self._chrome.get(id(node))
        if node.tag in BLOCKS or chrome is not None:
            self.flush()
        if self._kind_of(node, chrome) is not None:
            self._kinds.pop()
        self._list_depth -= node.tag in _LISTS
        self._inline.leave(node)

    def _open(self, node: Node, chrome: Chrome | None) -> None:
        self._list_depth += node.tag in _LISTS
        self._inline.enter(node)
        if (kind := self._kind_of(node, chrome)) is not None:
            # Whatever stands inside furniture is furniture.
            self._kinds.append(self._kinds[-1] if self._kinds[-1][0] is BlockKind.FURNITURE else kind)

    def _kind_of(self, node: Node, chrome: Chrome | None) -> tuple[BlockKind, int] | None:
        """What the text directly inside the element is; None where its parent decides."""
        if chrome is not None:
            return BlockKind.FURNITURE, 0
        if node.tag in _HEADINGS:
            return BlockKind.HEADING, _HEADINGS[node.tag]
        if node.tag == "li":
            return BlockKind.LIST_ITEM, max(self._list_depth, 1)
        if node.tag in {"td", "th", "dt", "dd", "caption"}:
            return BlockKind.PARAGRAPH, 0
        return None

    def _read_table(self, node: Node) -> Sequence[Node | str] | None:
        """Emit a table; returns the nested tables to visit next, or None where the table is mere layout."""
        if self._kinds[-1][0] is BlockKind.FURNITURE:
            return None
        content = read_table(node)
        if content.layout:
            return None
        for caption in content.captions:
            self.assembly.add_paragraph(caption)
        self.assembly.add_table(content.drafts)
        # Entering a table opens its context; leave() closes it again.
        if content.nested:
            self._open(node, None)
        return content.nested

    def flush(self) -> None:
        """End the current block and emit what was collected."""
        text, bold = self._inline.take()
        for paragraph in _BLANK_LINE.split(text):
            self._emit(paragraph, bold)

    def _emit(self, text: str, bold: bool) -> None:
        kind, level = self._kinds[-1]
        if kind is BlockKind.FURNITURE:
            self.assembly.add_block(kind, text)
        elif kind is BlockKind.HEADING:
            self.assembly.add_paragraph(text.replace("\n", " "), heading=level)
        elif kind is BlockKind.LIST_ITEM:
            self.assembly.add_paragraph(text, item=level)
        else:
            for part in _split_items(text):
                self.assembly.add_paragraph(part, emphasised=bold)


def _split_items(text: str) -> list[str]:
    """Lines that open with a list marker are items of their own: lists typed with line breaks."""
    parts: list[str] = []
    for line in text.split("\n"):
        if parts and find_marker(line) is None:
            parts[-1] += "\n" + line
        else:
            parts.append(line)
    return parts
