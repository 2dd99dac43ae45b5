"""Automatic numbers of Word lists: Word stores only the list and the level, the reader has to count."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from extractor.readers.docx_package import W, attribute, is_on, whole
from extractor.readers.docx_styles import Styles

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str
    legal: bool
    restart: int  # the deepest level (1-based) whose next number starts this one again; 0 for never


@dataclass(slots=True)
class _List:
    """A w:num: its levels, and the counters that it shares with the other lists of the same abstract list."""

    abstract: str
    levels: dict[int, _Level]
    restarts: dict[int, int] = field(default_factory=dict)
    used: bool = False


class Numbering:
    """Counts list paragraphs in document order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._styled_levels: dict[tuple[str, str], int] = {}
        if root is not None:
            abstracts = {attribute(item, "abstractNumId") or "": item for item in root.iterfind(f"{W}abstractNum")}
            for element in root.iterfind(f"{W}num"):
                self._read_list(element, abstracts, root, styles)

    def level_of_style(self, number: str, style: str) -> int:
        """The level that a list gives to paragraphs of a style."""
        return self._styled_levels.get((number, style), 0)

    def knows(self, number: str | None) -> bool:
        """Whether paragraphs of this list carry a number or bullet (id 0 switches numbering off)."""
        return number is not None and number in self._lists

    def count(self, number: str, level: int) -> str:
        """Count one more paragraph and return its label as printed; a bullet is ``•``, whatever its font draws."""
        item = self._lists[number]
        level = min(max(level, 0), _LEVELS - 1)
        counters = self._counters.setdefault(item.abstract, [None] * _LEVELS)
        if not item.used:
            item.used = True
            for restarted in item.restarts:
                counters[restarted:] = [None] * (_LEVELS - restarted)
        current = counters[level]
        counters[level] = self._start(item, level) if current is None else current + 1
        for upper in range(level):
            if counters[upper] is None:
                counters[upper] = self._start(item, upper)
        for lower in range(level + 1, _LEVELS):
            found = item.levels.get(lower)
            if found is None or level < found.restart:
                counters[lower] = None
        return self._label(item, level, counters)

    def _start(self, item: _List, level: int) -> int:
        found = item.levels.get(level)
        return item.restarts.get(level, found.start if found else 1)

    def _label(self, item: _List, level: int, counters: list[int | None]) -> str:
        own = item.levels.get(level)
        if own is None or own.form == "none":
            return ""
        if own.form == "bullet":
            return "•" if own.text.strip() else ""

        def place(found: re.Match[str]) -> str:
            other = int(found[1]) - 1
            form = item.levels[other].form if other in item.levels else "decimal"
            return format_number(counters[other] or 0, "decimal" if own.legal else form)

        return _PLACE.sub(place, own.text)

    def _read_list(
        self, element: etree._Element, abstracts: dict[str, etree._Element], root: etree._Element, styles: Styles
    ) -> None:
        number = attribute(element, "numId") or ""
        abstract = attribute(element.find(f"{W}abstractNumId")) or ""
        source = _resolve(abstracts.get(abstract), abstracts, root, styles)
        if source is None or number in {"", "0"}:
            return
        levels = {whole(item, 0, "ilvl"): _read_level(item) for item in source.iterfind(f"{W}lvl")}
        for item in source.iterfind(f"{W}lvl"):
            if style := attribute(item.find(f"{W}pStyle")):
                self._styled_levels[number, style] = whole(item, 0, "ilvl")
        restarts: dict[int, int] = {}
        for override in element.iterfind(f"{W}lvlOverride"):
            depth = whole(override, 0, "ilvl")
            if (own := override.find(f"{W}lvl")) is not None:
                levels[depth] = _read_level(own)
            if (start := override.find(f"{W}startOverride")) is not None and 0 <= depth < _LEVELS:
                restarts[depth] = whole(start, 1)
        self._lists[number] = _List(abstract, levels, restarts)


def _resolve(
    source: etree._Element | None, abstracts: dict[str, etree._Element], root: etree._Element, styles: Styles
) -> etree._Element | None:
    """Follow a link to a list style; the levels stand with the list that defines the style."""
    if source is None or (link := attribute(source.find(f"{W}numStyleLink"))) is None:
        return source
    for item in abstracts.values():
        if attribute(item.find(f"{W}styleLink")) == link:
            return item
    linked, _ = styles.numbering(link)
    for element in root.iterfind(f"{W}num"):
        if linked is not None and attribute(element, "numId") == linked:
            return abstracts.get(attribute(element.find(f"{W}abstractNumId")) or "")
    return source


def _read_level(element: etree._Element) -> _Level:
    depth = whole(element, 0, "ilvl")
    return _Level(
        start=whole(element.find(f"{W}start"), 1),
        form=attribute(element.find(f"{W}numFmt")) or "decimal",
        text=attribute(element.find(f"{W}lvlText")) or "",
        legal=is_on(element.find(f"{W}isLgl")),
        restart=whole(element.find(f"{W}lvlRestart"), depth),
    )


def format_number(value: int, form: str) -> str:
    """A list number in one of Word's forms; forms of other scripts are given as digits."""
    if form in {"lowerLetter", "upperLetter"} and value > 0:
        letters = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in {"lowerRoman", "upperRoman"} and 0 < value < 4000:
        roman = ""
        for size, sign in _ROMAN:
            while value >= size:
                roman, value = roman + sign, value - size
        return roman.upper() if form == "upperRoman" else roman
    if form == "decimalZero":
        return f"{value:02d}"
    if form == "ordinal":
        suffix = "th" if value % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
        return f"{value}{suffix}"
    return str(value)
