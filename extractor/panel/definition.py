"""What a figure measures, as far as two papers can be held against each other: the indicator, and what the words add.

A catalogued indicator is its entry, and what the paper's wording says beyond the entry's names narrows it: "children
looked after who are placed at home" are not all "children looked after". An uncatalogued one is its wording, which must
be specific. Time limits and ages ("within 35 working days", "aged 16 to 18") are always part of a definition.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import regex

from extractor.catalogue import Entry
from extractor.panel.figures import Figure

Words = Callable[[str], tuple[str, ...]]
"""A phrase to its normalised words, as the catalogue does it."""

_UNIT = r"(?:minutes?|hours?|days?|weeks?|months?|years?)"
_NUMBER = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)"
_LIMIT = regex.compile(
    rf"\b(?:within|in|under|over|after|before|at\sleast|more\sthan|less\sthan|fewer\sthan|up\sto|for)\s(?:the\s|a\s)?{_NUMBER}\+?\s?"
    rf"(?:(?:working|calendar|school)\s)?{_UNIT}\b(?:\sor\s(?:more|less|longer|over|fewer))?"
    rf"|\b{_NUMBER}\+?\s{_UNIT}\sor\s(?:more|less|longer|over|older|younger)\b"
    r"|\bage[ds]?\s(?:between\s|from\s|under\s|over\s)?\d+\+?(?:\s?(?:-|–|to|and)\s?\d+)?"
    r"(?:\s(?:or|and)\s(?:over|under|above))?"
    r"|\b\d+\s?(?:-|–|to)\s?\d+[\s-]year[\s-]olds?\b|\b\d+[\s-]year[\s-]olds?\b|\bunder[\s-]\d+s\b|\bover[\s-]\d+s\b"
    r"|\bkey\sstage\s\w+\b|\bks\s?\d\b|\byear\s\d+\b",
    regex.I,
)
_CODE = regex.compile(r"\b(?!KS|CO2|PM)[A-Z]{2,6}\s?\d+(?:\.\d+)*[a-z]?(?:\([ivx]+\))?(?!\w)")
"""A scheme's code before a name, "BV 78a": it names the indicator and narrows nothing."""

_HARMLESS = frozenset(
    "number rate percentage proportion percent per cent total overall current currently figure share level "
    "being there this that also now local authority council county borough city district only just its all % "
    "year end over past executive summary introduction background provisional unvalidated unaudited revised "
    "restated final validated latest cumulative 000".split()
)
"""Words that change nothing of what is measured; in an uncatalogued wording they are left out of the comparison."""

_GENERAL = frozenset(
    "child young people person pupil student family adult resident patient user service case care leaver looked after"
    " school primary secondary area member staff home household plan target performance result data other new change"
    " average position increase decrease reduction rise fall value cost spend budget variance score population".split()
)
"""Words that by themselves are no indicator: "children", "care leavers", "secondary schools"."""


@dataclass(frozen=True, slots=True)
class Definition:
    """``key`` is equal for figures of one indicator; ``cohort`` is what the wording adds to it, empty where nothing."""

    key: str
    name: str
    cohort: str = ""
    catalogued: bool = False
    specific: bool = True
    valid_from: int | None = None
    valid_to: int | None = None

    def outside(self, start: date | None, end: date | None) -> str:
        """Why the catalogue's entry does not hold for the period; empty where it does. Years are financial ones."""
        if start is not None and self.valid_to is not None and _financial_year(start) > self.valid_to:
            return f"the catalogue's entry ended with {_year(self.valid_to)}"
        if end is not None and self.valid_from is not None and _financial_year(end) < self.valid_from:
            return f"the catalogue's entry changed in {self.valid_from}: this figure is from before"
        return ""


def define(
    figure: Figure, entries: Mapping[str, Entry], words: Words, place: frozenset[str] = frozenset()
) -> Definition:
    """The definition of a figure; ``place`` are the words of its authority's name, which narrow nothing."""
    wording = _CODE.sub(" ", figure.wording)
    limits = _limits(wording)
    rest = words(_LIMIT.sub(" ", wording))
    if figure.indicator_id:
        entry = entries.get(figure.indicator_id)
        names = (entry.name, *entry.aliases) if entry else (figure.indicator_name,)
        known = {word for name in names for word in words(name)}
        stated = {limit for name in names for limit in _limits(name)}
        added = [limit for limit in limits if limit not in stated and not set(words(limit)) <= known]
        narrower = " ".join(dict.fromkeys(word for word in rest if word not in known | _HARMLESS | place))
        cohort = "; ".join(filter(None, (*added, narrower)))
        name = entry.name if entry else figure.indicator_name
        return Definition(
            figure.indicator_id,
            name,
            cohort,
            True,
            True,
            entry.valid_from if entry else None,
            entry.valid_to if entry else None,
        )
    content = [word for word in rest if word not in _HARMLESS | place]
    specific = len({word for word in content if word not in _GENERAL and not word.isdigit()}) >= 2
    return Definition(f"words: {' '.join(content)}", figure.wording, "; ".join(limits), specific=specific)


def _limits(wording: str) -> tuple[str, ...]:
    found = (" ".join(match.group().lower().replace("–", "-").split()) for match in _LIMIT.finditer(wording))
    return tuple(dict.fromkeys(found))


def _financial_year(day: date) -> int:
    return day.year if day.month >= 4 else day.year - 1


def _year(first: int) -> str:
    return f"{first}/{(first + 1) % 100:02d}"
