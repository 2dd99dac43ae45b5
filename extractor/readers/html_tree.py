"""HTML as a light tree, parsed by libxml2 through events: no limit on nesting, and no walk that recurses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from extractor.readers.limits import MAX_CHARACTERS, MAX_DEPTH, MAX_ELEMENTS

_CHARSET = re.compile(
    rb"<meta[^>]{1,1000}charset\s*=\s*(?:[\"']\s*)?([\w.:-]+)|<\?xml[^>]{1,1000}encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
_HEAD_BYTES = 8192
_PIECE_BYTES = 2**20
# Elements that hold nothing; the parser takes what follows a lone <embed> for its content.
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# Character references 128 to 159 mean Windows-1252 in practice: &#150; is an en dash.
_WINDOWS = {code: bytes([code]).decode("cp1252", errors="ignore") or None for code in range(0x80, 0xA0)}
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_CLEANED = _WINDOWS | _INVISIBLE


@dataclass(slots=True, eq=False)
class Node:
    """An element: its tag in lower case, its attributes, and its children and text in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")


class _Target:
    """Receives the parser's events. Comments and processing instructions have no handler and are dropped.

    ``cut``: something of the page was left out, because it is larger than what is read. What is nested too deeply
    stands in the last element that is not.
    """

    def __init__(self) -> None:
        self.root = Node("")
        self.cut = False
        self._open = [self.root]
        self._deeper = 0  # elements open below the deepest that is kept
        self._elements = self._characters = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._deeper or len(self._open) > MAX_DEPTH:
            self._deeper += tag not in _VOID
            return
        if self._elements > MAX_ELEMENTS:
            self.cut = True
            self._deeper += tag not in _VOID
            return
        node = Node(tag.lower(), {name.lower(): value or "" for name, value in attributes.items()})
        self._open[-1].children.append(node)
        if node.tag not in _VOID:
            self._open.append(node)

    def end(self, tag: str) -> None:
        if tag.lower() in _VOID:
            return
        if self._deeper:
            self._deeper -= 1
        elif len(self._open) > 1:
            self._open.pop()

    def data(self, text: str) -> None:
        self._characters += len(text)
        if self._elements > MAX_ELEMENTS or self._characters > MAX_CHARACTERS:
            self.cut = True
        else:
            self._open[-1].children.append(text.translate(_CLEANED))

    def close(self) -> Node:
        return self.root


def declared_encoding(data: bytes) -> str | None:
    """The encoding that the page names for itself, in a meta element or an XML declaration."""
    found = _CHARSET.search(data[:_HEAD_BYTES])
    return None if found is None else (found[1] or found[2]).decode("ascii", errors="ignore") or None


def parse_html(markup: str) -> tuple[Node, bool]:
    """The tree of a page, and whether something of it was left out for its size; the root has no tag.

    Broken markup is mended as the parser sees fit. The parser is fed in pieces, since it drops a text of more than ten
    million characters without a word.
    """
    target = _Target()
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, target=target)  # type: ignore[arg-type]
    clean = markup.replace("\0", " ").encode("utf-8", errors="replace")
    if not clean.strip():
        return Node(""), False
    for start in range(0, len(clean), _PIECE_BYTES):
        parser.feed(clean[start : start + _PIECE_BYTES])
    root: Node = parser.close()  # type: ignore[assignment]
    return root, target.cut


def walk(
    root: Node,
    enter: Callable[[Node], Sequence[Node | str]],
    text: Callable[[str], None],
    leave: Callable[[Node], None],
) -> None:
    """Visit everything below ``root`` in order. ``enter`` returns what to visit inside an element (nothing: skip it);
    ``leave`` follows each element that was entered with something inside."""
    stack: list[tuple[Node, Iterator[Node | str]]] = [(root, iter(root.children))]
    while stack:
        node, children = stack[-1]
        for child in children:
            if isinstance(child, str):
                text(child)
            elif inside := enter(child):
                stack.append((child, iter(inside)))
                break
        else:
            stack.pop()
            if stack:
                leave(node)


def brief_text(root: Node, limit: int = 80) -> str | None:
    """The characters inside an element, or None where it holds more than ``limit`` of them or of elements: for
    questions about short elements that must not cost a walk through a deep one."""
    waiting: list[Node | str] = [root]
    pieces: list[str] = []
    length = visited = 0
    while waiting:
        item = waiting.pop()
        visited += 1
        if isinstance(item, str):
            pieces.append(item)
            length += len(item)
        else:
            waiting.extend(reversed(item.children[: limit + 1]))
        if length > limit or visited > limit:
            return None
    return "".join(pieces)


def text_of(root: Node) -> str:
    """All characters inside an element, white space as written."""
    pieces: list[str] = []
    walk(root, lambda node: node.children, pieces.append, lambda node: None)
    return "".join(pieces)
