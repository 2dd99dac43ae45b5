"""The lines of a plain text: where each stands, which are furniture, and which run on from the one before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.readers.markers import MarkerKind, find_marker

_BREAK = re.compile(r"\r\n|[\n\r\f\v\x85\u2028\u2029]")
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_RULE = re.compile(r"[\s\-_=*~#+.•·–—]+")
_PAGE = re.compile(
    r"[-–—|\s]*page\s+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[-–—|\s.]*|\d{1,4}\s*\|\s*p\s?a\s?g\s?e|[-–—]\s*\d{1,4}\s*[-–—]",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,4}")
_LABEL = re.compile(r"[A-Z][\w /()'’&-]{0,48}:(?=\s|$)")
_STATEMENT_ENDS = (".", "!", "?", ":", ";", ".”", '."', ".)", ".’")
_DANGLING = re.compile(r"(?:,|[–—]|\b(?:and|or|of|the|to|for|a|an|in|by|with|on|at|from|that|which|between|per|than))$")
_WEAK_BULLETS = frozenset("-*–—−o")
_LONGEST_WRAPPED = 160
_SHORTEST_FULL = 45


@dataclass(frozen=True, slots=True)
class Line:
    """One line: ``raw_start`` to ``raw_end`` without its line end; ``text`` is what stands from ``start`` to ``end``,
    and the tabs around it are counted."""

    raw_start: int
    raw_end: int
    start: int
    end: int
    text: str
    page: int
    lead_tabs: int = 0
    trail_tabs: int = 0

    @property
    def blank(self) -> bool:
        return not self.text


def split_lines(text: str) -> list[Line]:
    """Every line of the text; a form feed ends a line and begins a page."""
    lines: list[Line] = []
    position = page = 0
    for found in _BREAK.finditer(text):
        lines.append(_line(text, position, found.start(), page))
        position = found.end()
        page += found[0] == "\f"
    lines.append(_line(text, position, len(text), page))
    return lines


def _line(text: str, start: int, end: int, page: int) -> Line:
    raw = text[start:end]
    left = raw.lstrip().lstrip(_INVISIBLE).lstrip()
    inner = left.rstrip().rstrip(_INVISIBLE).rstrip()
    first = end - len(left)
    last = first + len(inner)
    return Line(start, end, first, last, inner, page, text.count("\t", start, first), text.count("\t", last, end))


def is_rule(line: Line) -> bool:
    """A line drawn with dashes or stars: it says nothing."""
    return len(line.text) >= 3 and _RULE.fullmatch(line.text) is not None


def find_furniture(lines: Sequence[Line]) -> frozenset[int]:
    """Indices of page numbers and running headers. A lone number counts only at the edge of a form-feed page."""
    found = {index for index, line in enumerate(lines) if line.text and _PAGE.fullmatch(line.text)}
    if not lines[-1].page:
        return frozenset(found)
    edges: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        if line.text and index not in found:
            edges.setdefault(line.page, []).append(index)
    outer = {index for page in edges.values() for index in (page[0], page[-1])}
    shapes = Counter(_shape(lines[index]) for index in outer)
    for index in outer:
        if _NUMBER.fullmatch(lines[index].text) or shapes[_shape(lines[index])] >= max(3, len(edges) // 2):
            found.add(index)
    return frozenset(found)


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


@dataclass(frozen=True, slots=True)
class Wrapping:
    """Whether the text's lines are broken at a ``width`` in characters; None where each paragraph is one line."""

    width: int | None

    def continues(self, previous: Line, line: Line, *, in_list: bool) -> bool:
        """Whether ``line``, directly below ``previous``, carries its paragraph on."""
        ended = previous.text.endswith(_STATEMENT_ENDS)
        full = self._is_full(previous, line)
        if not self._allows(previous, line, ended=ended, full=full, in_list=in_list):
            return False
        if not ended and (line.text[0].islower() or _DANGLING.search(previous.text)):
            return True
        return full

    def _allows(self, previous: Line, line: Line, *, ended: bool, full: bool, in_list: bool) -> bool:
        """Whether nothing at the start of ``line`` (a marker, a label) opens a paragraph of its own."""
        if _LABEL.match(line.text) and (ended or not full):
            return False
        marker = find_marker(line.text)
        if marker is None:
            return True
        weak = not marker.tabbed and (
            marker.kind is MarkerKind.NUMBER or marker.text in _WEAK_BULLETS or marker.text[1:-1].isdigit()
        )
        # "... rose to" / "12. The target ...": a number that ends a sentence across the line break.
        return weak and full and not ended and not in_list

    def _is_full(self, previous: Line, line: Line) -> bool:
        """Whether the next line's first word would not have fitted any more."""
        if self.width is None or len(previous.text) < _SHORTEST_FULL:
            return False
        return previous.end - previous.raw_start + 1 + len(line.text.split()[0]) > self.width


def find_wrapping(lines: Sequence[Line]) -> Wrapping:
    """Lines are hard-wrapped where sentences run over their ends and hardly any line is long."""
    prose = [line for line in lines if line.text and "\t" not in line.text]
    if sum(len(line.text) > _LONGEST_WRAPPED for line in prose) > 0.02 * len(prose):
        return Wrapping(None)
    lengths: list[int] = []
    evidence = 0
    for previous, line in pairwise(lines):
        if not line.text or len(previous.text) < _SHORTEST_FULL or len(previous.text) > _LONGEST_WRAPPED:
            continue
        lengths.append(previous.end - previous.raw_start)
        evidence += line.text[0].islower() and not previous.text.endswith(_STATEMENT_ENDS)
    if not evidence:
        return Wrapping(None)
    return Wrapping(sorted(lengths)[int(0.9 * (len(lengths) - 1))])
