"""Running text of a web page: white space collapsed, line breaks kept, footnote marks left out."""

from __future__ import annotations

import re

from extractor.readers.html_tree import Node, brief_text
from extractor.readers.markers import is_footnote_mark

_SPACES = re.compile(r"[\s\u00a0]+")
_AROUND_BREAK = re.compile(r"(?:(?<![ ])[ ]+)?\n[ ]*")
_RUN = re.compile(r"[ ]{2,}")
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)


class InlineText:
    """Collects the text of one block."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._bold_depth = 0
        self._pre_depth = 0
        self._plain = False

    def add(self, text: str) -> None:
        if self._pre_depth:
            self._pieces.append(re.sub(r"[^\S\n]+", " ", text))
        else:
            self._pieces.append(_SPACES.sub(" ", text))
        if not self._bold_depth and not text.isspace() and text:
            self._plain = True

    def add_break(self) -> None:
        self._pieces.append("\n")

    def enter(self, node: Node) -> None:
        self._bold_depth += is_bold(node)
        self._pre_depth += node.tag == "pre"

    def leave(self, node: Node) -> None:
        self._bold_depth -= is_bold(node)
        self._pre_depth -= node.tag == "pre"

    def drops(self, node: Node) -> bool:
        """Whether a ``sup`` element is a footnote's mark, which must not join the number before it."""
        if node.tag != "sup" or (raised := brief_text(node)) is None:
            return False
        return is_footnote_mark(raised, "".join(self._pieces[-3:]))

    def take(self) -> tuple[str, bool]:
        """The collected text and whether all of it was bold; the next block begins."""
        text = _RUN.sub(" ", _AROUND_BREAK.sub("\n", "".join(self._pieces))).strip()
        bold = bool(text) and not self._plain
        self._pieces.clear()
        self._plain = False
        return text, bold


def is_bold(node: Node) -> bool:
    return node.tag in {"b", "strong"} or _BOLD_STYLE.search(node.get("style")) is not None
