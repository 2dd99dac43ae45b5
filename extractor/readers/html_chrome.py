"""What on a web page is not the paper: scripts, hidden elements, navigation, and the site's header and footer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from extractor.readers.html_tree import Node, brief_text, walk

_SILENT_TAGS = (
    "script style noscript template head title select option optgroup datalist button textarea svg math canvas audio "
    "video iframe object embed map area input"
)
_SILENT = frozenset(_SILENT_TAGS.split())
_SECTIONS = frozenset({"main", "article", "section", "table", "blockquote"})
_NAVIGATION_NAMES = (
    "nav navbar navigation menu breadcrumb breadcrumbs breadcrumbtrail cookie cookies skip skiplink skiplinks "
    "pagination toolbar share social login"
)
_NAVIGATION = frozenset(_NAVIGATION_NAMES.split())
_EDGE = frozenset({"footer", "sidebar", "banner", "masthead"})
_EDGE_NAMES = frozenset({"header", "site-header", "siteheader", "page-header", "pageheader", "global-header", "topbar"})
_NEGATED = re.compile(r"\b(?:has|with|no|is|without|not)[-_]", re.IGNORECASE)
_TOKEN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_EDGE_ROLES = frozenset({"banner", "contentinfo", "complementary"})
_DROPPED_ROLES = frozenset({"navigation", "menu", "menubar", "search", "dialog", "alertdialog"})


class Chrome(StrEnum):
    """What becomes of a part of the page that is not the paper."""

    DROPPED = "dropped"
    FURNITURE = "furniture"


def is_silent(node: Node) -> bool:
    """Whether an element shows no text on the page: a script, a form control, something hidden, a skip link."""
    if node.tag in _SILENT or "hidden" in node.attributes or node.get("aria-hidden").lower() == "true":
        return True
    if (style := node.get("style")) and _HIDDEN_STYLE.search(style):
        return True
    if node.tag != "a" or not node.get("href").startswith("#"):
        return False
    return (brief_text(node) or "").strip().lower().startswith("skip ")


class _Survey:
    """One pass over the page: how much text each suspect holds, and whether the paper itself is inside it."""

    def __init__(self) -> None:
        self.found: list[tuple[Node, Chrome, bool, int]] = []
        self._open: list[tuple[Node, Chrome, bool, int, int]] = []
        self._characters = self._bodies = self._sections = 0

    @property
    def total(self) -> int:
        return self._characters

    def enter(self, node: Node) -> Sequence[Node | str]:
        if node.tag in _SILENT:
            return ()
        self._bodies += node.tag in {"main", "article", "h1"}
        self._sections += node.tag in _SECTIONS
        if (suspect := _suspect(node, self._sections > 0)) is not None:
            self._open.append((node, *suspect, self._characters, self._bodies))
        return node.children

    def text(self, text: str) -> None:
        self._characters += len(text.strip())

    def leave(self, node: Node) -> None:
        self._sections -= node.tag in _SECTIONS
        if self._open and self._open[-1][0] is node:
            _, chrome, sure, characters, bodies = self._open.pop()
            if self._bodies == bodies:
                self.found.append((node, chrome, sure, self._characters - characters))


def find_chrome(root: Node) -> dict[int, Chrome]:
    """By ``id`` of the element, the parts that are not the paper. A name such as ``menu`` alone does not take away
    what holds most of the page's text, or its main heading."""
    survey = _Survey()
    walk(root, survey.enter, survey.text, survey.leave)
    return {id(node): chrome for node, chrome, sure, size in survey.found if sure or size * 2 <= survey.total}


def _suspect(node: Node, in_section: bool) -> tuple[Chrome, bool] | None:
    """What the element may be, and whether its tag or role says so rather than its name alone."""
    if node.tag in {"html", "body", "main", "article", "a", "li", "td", "th", "tr", "h1", "h2", "h3"}:
        return None
    role = node.get("role").lower()
    if node.tag == "nav" or role in _DROPPED_ROLES:
        return Chrome.DROPPED, True
    if (node.tag in {"header", "footer", "aside"} and not in_section) or role in _EDGE_ROLES:
        return Chrome.FURNITURE, False
    names = [*node.get("class").split(), *node.get("id").split()]
    tokens = {token.lower() for name in names if not _NEGATED.search(name) for token in _TOKEN.findall(name)}
    if tokens & _NAVIGATION:
        return Chrome.DROPPED, False
    if tokens & _EDGE or (not in_section and any(name.lower() in _EDGE_NAMES for name in names)):
        return Chrome.FURNITURE, False
    return None
