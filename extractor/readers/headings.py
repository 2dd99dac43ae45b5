"""Which short paragraphs are headings, where the format does not say so."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.document import BlockKind
from extractor.readers.markers import Marker, MarkerKind, find_marker

_MAX_WORDS = 14
_MAX_CHARACTERS = 110
_LETTER = re.compile(r"[^\W\d_]")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|shall|should|been|may|can|could|must|does|did|do|stands?|rose|fell|remains?)\b"
)
# "The Panel noted the following": a statement, unlike "A great start in life".
_STATEMENT = re.compile(
    r"(?:The|This|These|There|It|We|Members|Officers|Councillors?|Cllr|He|She|They|See|That)\b.*\b(?:\w{2,}ed|attachment|That)\b|That\b|See\b"
)
_LABELLED = re.compile(
    r"(?:appendix|annex|section|part|chapter|item|agenda item|theme|priority|table|figure|objective|outcome|goal|"
    r"schedule|domain|pillar|aim|ambition)\s+[\dA-Z][\w.]*\s*:\s*\S",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"(?:not applicable|none|nil|n/?a|yes|no|all|to follow|tbc)", re.IGNORECASE)
_DATE = re.compile(
    r"(?:\w+day,?\s+)?\d{1,2}(?:\s*(?:st|nd|rd|th))?\s+(?:of\s+)?[A-Z][a-z]{2,8},?\s+(?:19|20)\d\d|[A-Z][a-z]{2,8}\s+(?:19|20)\d\d"
)
_CONTACT = re.compile(
    r"@|\bwww\.|https?:|\b(?:\d[ -]?){7,}|\b(?:PDF|DOCX?|XLSX?)\b.{0,200}\b[KM]B\b|^Report (?:of|by)\b|^Agenda Item\b.*\d$"
)
_QUESTION = re.compile(r"\?\s+\S")
_ENDINGS = (".", ";", ",", "!", "-", "–", "—", "…")


@dataclass(frozen=True, slots=True)
class Prose:
    """What one paragraph is. ``start`` is where its words begin, after a marker."""

    kind: BlockKind
    start: int
    level: int
    marker: Marker | None = None


def is_heading(text: str, *, numbered: bool = False) -> bool:
    """Whether a line that stands alone reads as a heading: short, opens with a capital, makes no statement."""
    text = text.strip()
    words = text.split()
    if not text or len(words) > _MAX_WORDS or len(text) > _MAX_CHARACTERS or text.endswith(_ENDINGS):
        return False
    if len(_LETTER.findall(text)) < 3 or not (text[0].isupper() or (text[0].isdigit() and is_capitals(text))):
        return False
    if _ANSWER.fullmatch(text) or _DATE.fullmatch(text) or _CONTACT.search(text) or _QUESTION.search(text):
        return False
    if "\t" in text or text.count(",") > 1:
        return False
    if is_capitals(text) or _LABELLED.match(text):
        return True
    return _reads_as_title(text, words, numbered)


def _reads_as_title(text: str, words: list[str], numbered: bool) -> bool:
    label, colon, rest = text.partition(":")
    if colon:
        return not rest.strip() and len(words) <= 6 and not _FINITE.search(label) and not _STATEMENT.match(label)
    return not (_FINITE.search(text) or (_STATEMENT.match(text) and not numbered))


def is_capitals(text: str) -> bool:
    """Whether a line is set in capitals (a lone abbreviation such as ``NI 63`` is not)."""
    letters = _LETTER.findall(text)
    upper = sum(letter.isupper() for letter in letters)
    return len(letters) >= 4 and upper >= 0.85 * len(letters)


def level_of(text: str, marker: Marker | None) -> int:
    """The rank of a heading that carries no style: its number's depth; capitals above the rest."""
    if marker is not None and marker.kind is MarkerKind.NUMBER:
        parts = [part for part in marker.text.rstrip(".)").split(".") if part]
        return max(1, len(parts) - (parts[-1] == "0"))
    return 1 if is_capitals(text) else 2


def classify(text: str, *, emphasised: bool = False, styled: bool = False) -> Prose:
    """One paragraph of a formatted document. ``emphasised``: wholly bold, as many papers set their headings;
    ``styled``: the document itself says that it is a heading."""
    marker = find_marker(text)
    start = marker.end if marker is not None else 0
    numbered = marker is not None and marker.kind is MarkerKind.NUMBER
    body = text[start:]
    if styled:
        # A dash or an asterisk in a heading is its own; a number is not.
        return Prose(BlockKind.HEADING, start, 0, marker) if numbered else Prose(BlockKind.HEADING, 0, 0)
    shouted = is_capitals(body) and len(body.split()) > 1
    if (marker is None or numbered) and (emphasised or shouted) and is_heading(body, numbered=numbered):
        return Prose(BlockKind.HEADING, start, level_of(body, marker), marker)
    if marker is not None and start < len(text):
        return Prose(BlockKind.LIST_ITEM, start, marker.level, marker)
    return Prose(BlockKind.PARAGRAPH, 0, 0)
