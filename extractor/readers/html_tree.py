"""HTML as a light tree, parsed by libxml2 through events: no limit on nesting, and no walk that recurses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

_CHARSET = re.compile(
    rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]+encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE
)
_HEAD_BYTES = 8192
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
    """Receives the parser's events. Comments and processing instructions have no handler and are dropped."""

    def __init__(self) -> None:
        self.root = Node("")
        self._open = [self.root]

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        node = Node(tag.lower(), {name.lower(): value or "" for name, value in attributes.items()})
        self._open[-1].children.append(node)
        self._open.append(node)

    def end(self, tag: str) -> None:
        if len(self._open) > 1:
            self._open.pop()

    def data(self, text: str) -> None:
        self._open[-1].children.append(text.translate(_CLEANED))

    def close(self) -> Node:
        return self.root


def declared_encoding(data: bytes) -> str | None:
    """The encoding that the page names for itself, in a meta element or an XML declaration."""
    found = _CHARSET.search(data[:_HEAD_BYTES])
    return None if found is None else (found[1] or found[2]).decode("ascii", errors="ignore") or None


def parse_html(markup: str) -> Node:
    """The tree of a page; its root has no tag. Broken markup is mended as the parser sees fit."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, target=_Target())  # type: ignore[arg-type]
    clean = markup.replace("\0", " ").encode("utf-8", errors="replace")
    tree: Node | None = etree.fromstring(clean, parser) if clean.strip() else None  # type: ignore[assignment]
    return tree if tree is not None else Node("")


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
