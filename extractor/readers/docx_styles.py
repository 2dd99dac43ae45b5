"""What styles say about a paragraph: headings, list numbering, bold, hidden.

Style names in the file are always English, whatever the language of the Word that wrote it; only their ids are
translated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from extractor.readers.docx_package import W, attribute, is_on, whole

_HEADING = re.compile(r"heading ([1-9])")
_CONTENTS = re.compile(r"toc \d")
_TITLES = {"title": 1, "subtitle": 2}
_NOTE_MARKS = frozenset({"footnote reference", "endnote reference", "annotation reference"})
_BODY_LEVEL = 9  # w:outlineLvl 9 is body text


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str | None
    element: etree._Element


class Styles:
    """The document's styles; each question is asked of a style and then of those that it is based on."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        self.default: str | None = None
        for element in root.iterfind(f"{W}style") if root is not None else ():
            identifier = attribute(element, "styleId") or ""
            name = (attribute(element.find(f"{W}name")) or identifier).lower()
            self._styles[identifier] = _Style(name, attribute(element.find(f"{W}basedOn")), element)
            if attribute(element, "type") == "paragraph" and attribute(element, "default") in {"1", "true", "on"}:
                self.default = identifier

    def heading_level(self, identifier: str | None) -> int:
        """1 for the highest rank; 0 for a style that is no heading."""
        for style in self._chain(identifier):
            if found := _HEADING.fullmatch(style.name):
                return int(found[1])
            if style.name in _TITLES:
                return _TITLES[style.name]
            if (outline := style.element.find(f"{W}pPr/{W}outlineLvl")) is not None:
                level = whole(outline, _BODY_LEVEL)
                return level + 1 if level < _BODY_LEVEL else 0
        return 0

    def is_contents(self, identifier: str | None) -> bool:
        """Whether the paragraph is a line of a table of contents."""
        return any(_CONTENTS.fullmatch(style.name) for style in self._chain(identifier))

    def numbering(self, identifier: str | None) -> tuple[str | None, int | None]:
        """Id of the list and level that the style brings; each None where it says nothing."""
        number, level = None, None
        for style in self._chain(identifier):
            properties = style.element.find(f"{W}pPr/{W}numPr")
            if properties is not None:
                number = number or attribute(properties.find(f"{W}numId"))
                if level is None and (found := properties.find(f"{W}ilvl")) is not None:
                    level = whole(found, 0)
        return number, level

    def switch(self, identifier: str | None, name: str) -> bool:
        """Whether a run switch (``b``, ``vanish``) is on by the style."""
        for style in self._chain(identifier):
            if (element := style.element.find(f"{W}rPr/{W}{name}")) is not None:
                return is_on(element)
        return False

    def is_note_mark(self, identifier: str | None) -> bool:
        """Whether a character style is that of footnote marks."""
        return any(style.name in _NOTE_MARKS for style in self._chain(identifier))

    def run_value(self, identifier: str | None, path: str, name: str = "val") -> str | None:
        """An attribute of the style's run properties, such as its font."""
        for style in self._chain(identifier):
            if (value := attribute(style.element.find(f"{W}rPr/{W}{path}"), name)) is not None:
                return value
        return None

    def _chain(self, identifier: str | None) -> Iterator[_Style]:
        seen: set[str] = set()
        while identifier is not None and identifier not in seen and identifier in self._styles:
            seen.add(identifier)
            yield self._styles[identifier]
            identifier = self._styles[identifier].based_on
