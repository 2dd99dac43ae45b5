"""List markers at the start of a paragraph: bullets, ``(a)``, ``1.``, ``3.1``; and footnote marks after a word.

A marker is no part of what its paragraph says: readers leave it outside the block, so that a paragraph's number is
never read as a figure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class MarkerKind(StrEnum):
    BULLET = "bullet"
    LETTER = "letter"  # (a), (iv), b), ii.
    NUMBER = "number"  # 1. 3.1 12) 4<tab>


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker: ``text`` as written, ``end`` where the words begin, ``level`` its depth (3.1 is 2)."""

    kind: MarkerKind
    text: str
    end: int
    level: int = 1
    tabbed: bool = False  # a tab or two spaces follow, which no running text has


_GAP = r"[ \t\u00a0\u2002-\u200a\u202f\u3000]"
# § Ø ü are Wingdings bullets that lost their font; as letters they never stand alone before two spaces.
_BULLET = re.compile(rf"([-*•·‣▪▫◦●○■□►➢➤–—−⁃∙\uf0b7\uf0a7\uf0d8\uf0fc\uf06e]|[o§Øü](?={_GAP}))({_GAP}+|$)")
_LETTER = re.compile(
    rf"(\((?:[a-z]{{1,2}}|[A-Z]|[ivxlc]{{1,6}}|[IVXLC]{{1,5}}|\d{{1,3}})\)|(?:[a-z]|[ivx]{{2,5}}|[A-H])\)|[ivx]{{2,5}}\.|[a-z]\.)"
    rf"({_GAP}+|$)"
)
_CAPITAL = re.compile(rf"([A-H]\.)(\t|{_GAP}{{2,}})")
_NUMBER = re.compile(rf"(\d{{1,3}}(?:\.\d{{1,3}}){{0,4}}[.)]{{0,2}})({_GAP}+)(?=\S)")
_BARE_NUMBER = re.compile(r"(\d{1,3}[.)]|\d{1,3}(?:\.\d{1,3}){1,4}\.)$")
# "3.5 Million" and "12.4 FTE" begin with a figure, not with a paragraph's number.
_UNIT = re.compile(
    r"(?:million|billion|thousand|ftes?|[gmk]wh?|days?|weeks?|months?|years?|per|percent|%)\b", re.IGNORECASE
)
_OPENING = re.compile(r"[A-Z£\"'“‘(\[]|\d+(?:,\d{3})*(?:\.\d+)?%?\s")
_WORD = re.compile(r"[^\W\d_]{2,}")

_ORDINAL = re.compile(r"(?:st|nd|rd|th)", re.IGNORECASE)
_AREA_UNIT = re.compile(r"(?:^|[^A-Za-z])(?:[kcm]?m|ft|yd|in)$")
_FOOTNOTE_MARK = re.compile(r"\[?(?:\d{1,2}(?:\s*,\s*\d{1,2})*|[*†‡§#¹²³]{1,3}|[a-z])\]?[,;]?")


def find_marker(text: str) -> Marker | None:
    """The marker at the very start of ``text`` (leading spaces removed by the caller), if there is one."""
    if found := _BULLET.match(text):
        level = 2 if found[1] in "o◦○" else 1
        return Marker(MarkerKind.BULLET, found[1], found.end(), level, _is_wide(found[2]))
    for pattern in (_LETTER, _CAPITAL):
        if found := pattern.match(text):
            return Marker(MarkerKind.LETTER, found[1], found.end(), 1, _is_wide(found[2]))
    if found := _BARE_NUMBER.match(text):
        return Marker(MarkerKind.NUMBER, found[1], found.end(), _depth(found[1]))
    return _find_number(text)


def _find_number(text: str) -> Marker | None:
    found = _NUMBER.match(text)
    if found is None:
        return None
    number, gap, rest = found[1], found[2], text[found.end() :]
    parts = number.rstrip(".)").split(".")
    tabbed, closed = _is_wide(gap), number[-1] in ".)"
    if _is_date(parts) or _UNIT.match(rest):
        return None
    if len(parts) == 1 and not closed and "\t" not in gap:
        return None  # "12 people": a bare number needs a tab
    if not (_OPENING.match(rest) or (tabbed and _WORD.match(rest))):
        return None
    if "\t" in gap and len(_WORD.findall(rest)) < (1 if closed or len(parts) > 1 else 2):
        return None  # "12<tab>34<tab>56" is a row of figures
    return Marker(MarkerKind.NUMBER, number, found.end(), len(parts), tabbed)


def _is_date(parts: list[str]) -> bool:
    """Whether ``31.03.14`` or ``1.4.19`` is a date: day, month, two-digit year, as no section is numbered."""
    return len(parts) == 3 and len(parts[2]) == 2 and int(parts[0]) <= 31 and 1 <= int(parts[1]) <= 12


def _is_wide(gap: str) -> bool:
    return "\t" in gap or len(gap) >= 2


def _depth(number: str) -> int:
    return len(number.rstrip(".)").split("."))


def is_footnote_mark(raised: str, before: str) -> bool:
    """Whether superscript characters that follow ``before`` are a footnote's mark rather than part of the word.

    Ordinal endings (``31st``) and the exponents of areas and volumes (``m2``, ``km2``) belong to the word.
    """
    raised = raised.strip()
    if not raised or _ORDINAL.fullmatch(raised):
        return False
    if raised in {"2", "3"} and _AREA_UNIT.search(before[-4:]):
        return False
    return _FOOTNOTE_MARK.fullmatch(raised) is not None
