"""Tables of a web page: cells with their spans, fills and header marks, and which tables only lay out the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.readers.assembly import CellDraft, join_lines
from extractor.readers.colours import parse_colour
from extractor.readers.html_chrome import is_silent
from extractor.readers.html_inline import InlineText
from extractor.readers.html_tree import Node, walk
from extractor.readers.limits import MAX_SPAN_COLUMNS

_BLOCK_TAGS = (
    "html body div p h1 h2 h3 h4 h5 h6 ul ol menu dir li dl dt dd blockquote pre address center article section main "
    "header footer aside figure figcaption fieldset legend form details summary table caption thead tbody tfoot tr td "
    "th hr"
)
BLOCKS = frozenset(_BLOCK_TAGS.split())
_BACKGROUND = re.compile(r"background(?:-color)?\s*:([^;]+)", re.IGNORECASE)
_COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|rgba?\([^)]{0,100}\)|\b[a-z]+\b", re.IGNORECASE)
_STATUS_CLASS = re.compile(r"(?:rag|status|bg|cell|colou?r)?[-_]?(red|amber|green)", re.IGNORECASE)
_MAX_SPANNED_PLACES = 4_000_000


@dataclass(slots=True)
class _Cell:
    node: Node
    row: int
    group_end: int = 0
    in_head: bool = False
    fill: str | None = None
    text: str = ""
    blocks: int = 0
    lists: bool = False
    nested: list[Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TableContent:
    """What a table element holds: ``layout`` where it only arranges other things on the page."""

    layout: bool
    captions: tuple[str, ...]
    drafts: tuple[CellDraft, ...]
    nested: tuple[Node, ...]


def read_table(table: Node) -> TableContent:
    """Read a table's own cells; nested tables are handed back, not read."""
    gathered = _Rows()
    walk(table, gathered.enter, lambda text: None, gathered.leave)
    gathered.close_group()
    cells = gathered.cells
    for cell in cells:
        _CellReader(cell).read()
    nested = tuple(inner for cell in cells for inner in cell.nested)
    if _is_layout(table, cells):
        return TableContent(True, (), (), ())
    return TableContent(False, tuple(gathered.captions), tuple(_place(cells)), nested)


class _Rows:
    """Finds the rows and cells of one table, passing over nested ones."""

    def __init__(self) -> None:
        self.cells: list[_Cell] = []
        self.captions: list[str] = []
        self._row = -1
        self._group: list[_Cell] = []
        self._in_head = False
        self._row_fill: str | None = None

    def enter(self, node: Node) -> Sequence[Node | str]:
        if node.tag == "table" or is_silent(node):
            return ()
        if node.tag == "caption":
            caption = _CellReader(_Cell(node, 0))
            self.captions.append(caption.read())
            return ()
        if node.tag in {"thead", "tbody", "tfoot"}:
            self.close_group()
            self._in_head = node.tag == "thead"
        if node.tag == "tr":
            self._row += 1
            self._row_fill = find_fill(node)
        if node.tag in {"td", "th"}:
            self._row = max(self._row, 0)
            cell = _Cell(node, self._row, in_head=self._in_head, fill=find_fill(node) or self._row_fill)
            self.cells.append(cell)
            self._group.append(cell)
            return ()
        return node.children

    def leave(self, node: Node) -> None:
        if node.tag in {"thead", "tbody", "tfoot"}:
            self.close_group()
            self._in_head = False

    def close_group(self) -> None:
        """A cell may not span beyond its group of rows."""
        for cell in self._group:
            cell.group_end = self._row + 1
        self._group = []


class _CellReader:
    """Reads one cell: its lines, and what speaks for it where it has no words (an icon's alternative text)."""

    def __init__(self, cell: _Cell) -> None:
        self._cell = cell
        self._inline = InlineText()
        self._lines: list[tuple[str, bool]] = []
        self._spoken: list[str] = []
        self._items = 0

    def read(self) -> str:
        walk(self._cell.node, self._enter, self._inline.add, self._leave)
        self._flush()
        self._cell.text = join_lines(self._lines) or " ".join(dict.fromkeys(self._spoken))
        self._cell.blocks = len(self._lines)
        return self._cell.text

    def _enter(self, node: Node) -> Sequence[Node | str]:
        if node.tag == "table":
            self._flush()
            self._cell.nested.append(node)
            return ()
        for name in ("alt", "aria-label", "title"):
            if spoken := " ".join(node.get(name).split()):
                self._spoken.append(spoken)
                break
        if node.tag == "br":
            self._inline.add_break()
        if is_silent(node) or self._inline.drops(node):
            return ()
        if self._cell.fill is None:
            self._cell.fill = find_fill(node)
        if node.tag in BLOCKS:
            self._flush()
            self._items += node.tag == "li"
            self._cell.lists |= node.tag in {"li", "dl", "h1", "h2", "h3", "h4", "h5", "h6"}
        self._inline.enter(node)
        return node.children

    def _leave(self, node: Node) -> None:
        if node.tag in BLOCKS:
            self._flush()
            self._items -= node.tag == "li"
        self._inline.leave(node)

    def _flush(self) -> None:
        text, _ = self._inline.take()
        self._lines.extend((line, self._items > 0) for line in text.split("\n") if line.strip())


def find_fill(node: Node) -> str | None:
    """The background colour of an element, from its style, ``bgcolor`` or a class such as ``rag-green``."""
    if found := _BACKGROUND.search(node.get("style")):
        for word in _COLOUR.findall(found[1]):
            if colour := parse_colour(word):
                return colour
    if (written := node.get("bgcolor")) and (colour := parse_colour(written)):
        return colour
    for name in node.get("class").split():
        if status := _STATUS_CLASS.fullmatch(name):
            return parse_colour(status[1])
    return None


def _is_layout(table: Node, cells: Sequence[_Cell]) -> bool:
    if not cells or table.get("role").lower() in {"presentation", "none"}:
        return True
    widths: dict[int, int] = {}
    for cell in cells:
        widths[cell.row] = widths.get(cell.row, 0) + 1
    if max(widths.values()) == 1:
        return True
    if any(cell.node.tag == "th" for cell in cells):
        return False
    nested = any(cell.nested for cell in cells)
    blocks = any(cell.lists or cell.blocks > 3 for cell in cells)
    return (nested and len(cells) <= 6) or (blocks and len(cells) <= 4)


def _place(cells: Sequence[_Cell]) -> list[CellDraft]:
    rows = max((cell.row for cell in cells), default=0) + 1
    drafts = _place_with(cells, spanning=True)
    if rows * max(draft.column for draft in drafts) > _MAX_SPANNED_PLACES:
        return _place_with(cells, spanning=False)
    return drafts


def _place_with(cells: Sequence[_Cell], *, spanning: bool) -> list[CellDraft]:
    """Put each cell in the first free column of its row; a cell that spans rows keeps its columns in the next ones."""
    busy: list[int] = []  # per column, the row from which it is free
    drafts: list[CellDraft] = []
    row = column = 0
    for cell in cells:
        if cell.row != row:
            row, column = cell.row, 0
        while column < len(busy) and busy[column] > row:
            column += 1
        across = _span(cell.node, "colspan") if spanning and column < MAX_SPAN_COLUMNS else 1
        across = min(max(across, 1), MAX_SPAN_COLUMNS)
        down = _span(cell.node, "rowspan") if spanning else 1
        down = min(down or cell.group_end, cell.group_end - row) if down != 1 else 1
        busy.extend([0] * (column + across - len(busy)))
        busy[column : column + across] = [row + max(down, 1)] * across
        header = cell.node.tag == "th" or cell.in_head
        drafts.append(CellDraft(row, column, cell.text, max(down, 1), across, cell.fill, header))
        column += across
    return drafts


def _span(node: Node, name: str) -> int:
    written = node.get(name).strip()
    return min(int(written), 100_000) if written.isascii() and written.isdigit() and len(written) < 9 else 1
