"""One document before the checks: its figures by sentence, row and indicator, and its text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

import regex

from extractor.mentions import Claim, Findings, Mention
from extractor.reconcile.neighbours import Neighbours
from extractor.reconcile.polarity import PolarityWords, load_polarity
from extractor.resources import folder

_POINTS_BACK = regex.compile(
    r"^\W*(?:(?:and|but|so|however|although|though|while|whilst|nevertheless|regrettably|unfortunately|encouragingly|disappointingly"
    r"|pleasingly|happily|sadly|overall|clearly),?\s)?(?:this|it|that|these|they|the\s(?:figure|rate|result|total|number|proportion|percentage|average|position)"
    r"|performance|at\s(?:this|that)\slevel|current\sperformance|the\s(?:council|county|borough|authority|city|force|service|district|area))\b",
    regex.I,
)
_REMAINS = regex.compile(
    r"^\W*(?:[A-Z][\w’'-]+\s){1,3}(?:(?:nonetheless|nevertheless|still|also|therefore|thus|now|however),?\s)*"
    r"(?:remains?|remained|stays?|stayed|is|was)\s(?:still\s|well\s|just\s)?$"
)
""" "Exford nonetheless remains ahead of ...": the body itself goes on about the figure before."""
_DESCRIBED = regex.compile(
    r"^[^.;,]{0,80}?\b(?:(?:described|welcomed|regarded|praised)\s(?:this|that|it)\sas"
    r"|(?:said|noted|reported|explained|added|advised|stated|pointed\sout)\sthat\s(?:this|it)\s(?:is|was|represented))\b",
    regex.I,
)
OF_THESE = regex.compile(r"\bof\s(?:these|this|those|them|which|whom|that)\b", regex.I)
""" "of these", "of whom": what follows is a part of what went before."""
OF_WHICH = regex.compile(r"\bof\s(?:which|whom|these|those|them)\s(?:only\s|just\s)?$", regex.I)
""" "of which 903": what stands behind it is a part of the figure before."""
_WORD = regex.compile(r"[a-z]{3,}")
_GENERIC = frozenset(
    "the and for with that this number percentage proportion rate total average figure level count people children "
    "cases value score all per cent percent who were was had has have been their our its from are during over under "
    "end year years quarter month months outturn performance measure indicator overall period held made".split()
)

PREVIOUS = regex.compile(
    r"\b(?:previous|prior|last\syear|same\s(?:period|quarter|month)|a\syear\s(?:ago|earlier)|baseline)\b", regex.I
)

MOST_ROWS = 1_000
"""A word that stands in the labels of more rows than that names none of them."""


class Case:
    """The figures and claims of one document, found by where they stand and by what they measure.

    ``names`` gives all that the catalogue calls an indicator: its name and its aliases, by its id.
    """

    def __init__(
        self,
        findings: Findings,
        text: str = "",
        polarity: PolarityWords | None = None,
        names: Mapping[str, str] | None = None,
    ) -> None:
        self.findings = findings
        self.polarity = polarity or load_polarity(folder("patterns") / "polarity.toml")
        self.text = text
        self.names = names or {}
        self.neighbours = Neighbours(findings)

    @cached_property
    def mentions(self) -> dict[str, Mention]:
        """Every figure by its id."""
        return {mention.id: mention for mention in self.findings.mentions}

    @cached_property
    def _claims_by_sentence(self) -> dict[tuple[int, int, int | None], list[Claim]]:
        found: dict[tuple[int, int, int | None], list[Claim]] = defaultdict(list)
        for claim in self.findings.claims:
            found[claim.block, claim.sentence, claim.row].append(claim)
        return found

    def claims_beside(self, claim: Claim) -> list[Claim]:
        """The claims of a claim's sentence, itself among them, in order."""
        return self._claims_by_sentence[claim.block, claim.sentence, claim.row]

    @cached_property
    def rows(self) -> dict[tuple[int, int], list[Mention]]:
        """(table, row) -> the figures of its cells, left to right; those of its comment are not among them."""
        found: dict[tuple[int, int], list[Mention]] = defaultdict(list)
        for mention in self.findings.mentions:
            if mention.source == "table" and mention.table is not None and mention.row is not None:
                found[mention.table, mention.row].append(mention)
        for row in found.values():
            row.sort(key=lambda mention: (mention.column or 0, mention.start))
        return found

    @cached_property
    def _rows_by_indicator(self) -> dict[str, list[list[Mention]]]:
        found: dict[str, list[list[Mention]]] = defaultdict(list)
        for row in self.rows.values():
            for identity in {mention.indicator_id for mention in row if mention.indicator_id}:
                found[identity].append(row)
        return found

    @cached_property
    def _rows_by_word(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for place, row in enumerate(self.rows.values()):
            for word in stems(row[0].row_label):
                found[word].append(place)
        return found

    @cached_property
    def _row_list(self) -> list[list[Mention]]:
        return list(self.rows.values())

    def rows_naming(self, words: Iterable[str]) -> list[list[Mention]]:
        """The table rows that have one of the words (by their beginnings) in their label, in order."""
        named = (self._rows_by_word.get(word, ()) for word in words)
        places = {place for found in named if len(found) <= MOST_ROWS for place in found}
        return [self._row_list[place] for place in sorted(places)]

    def rows_like(self, *phrases: str) -> list[list[Mention]]:
        """The table rows whose label's words all stand in one of the phrases, by the beginnings of words."""
        named = [stems(phrase) for phrase in phrases]
        found: list[list[Mention]] = []
        for row in self.rows_naming(frozenset().union(*named)):
            label = stems(row[0].row_label)
            least = max(2, len(label) - len(label) // 3)
            if len(label) >= 2 and any(len(label & words) >= least for words in named):
                found.append(row)
        return found

    def row_about(self, claim: Claim) -> list[Mention]:
        """The one table row that a claim in the narrative speaks of; empty where none is sure.

        It is the row of the catalogue's indicator, else the one whose label the sentence names, else the one that
        shares a word with it and holds the figure that it quotes.
        """
        rows = self.rows_about(claim.indicator_id)
        if len(rows) != 1:
            rows = self.rows_like(claim.indicator, claim.context)
        if len(rows) != 1:
            words = stems(claim.context)
            quoted = [m for m in self.sentence(claim) if m.role == "actual" and m.value >= 10]
            rows = [row for row in self.rows_naming(words) if quotes(row, quoted)]
        return rows[0] if len(rows) == 1 else []

    def row_of(self, claim: Claim) -> list[Mention]:
        """The cells of the row in whose comment a claim stands."""
        if claim.table is None or claim.row is None:
            return []
        return self.rows.get((claim.table, claim.row), [])

    def rows_about(self, indicator_id: str) -> list[list[Mention]]:
        """The table rows of an indicator of the catalogue."""
        return self._rows_by_indicator.get(indicator_id, []) if indicator_id else []

    def sentence(self, claim: Claim, back: int = 0) -> list[Mention]:
        """The figures of a claim's sentence, or of one before it in the same block or cell, in order."""
        return self.neighbours.at(claim.block, claim.sentence - back, claim.row)


def points_back(claim: Claim) -> bool:
    """True where the sentence of a claim opens with a word for what the sentence before spoke of."""
    said = (_REMAINS, _DESCRIBED)
    return speaks_on(claim.left + claim.text) or any(words.match(claim.left) is not None for words in said)


def speaks_on(sentence: str) -> bool:
    """True for a sentence that opens with "This was", "It is", "The rate": it goes on about the one before."""
    return _POINTS_BACK.match(sentence) is not None


def alike(first: Mention, second: Mention) -> bool:
    """True where two figures are measured in one unit, so that one can be larger than the other."""
    if first.measure != second.measure:
        # "71 per 100,000 ... the target of 60": a bare number held against a figure with a unit is in that unit
        return _bare(first, second) or _bare(second, first)
    if first.measure == "count" or plain_unit(first) == plain_unit(second):
        return True
    return first.measure in ("rate", "score", "quantity") and (not first.unit or not second.unit)


def _bare(number: Mention, other: Mention) -> bool:
    held_against = number.role in ("target", "benchmark") or number.comparison
    named = other.unit.split(" ")[-1][:3] in number.indicator if other.unit else False  # "number of days ... was 9.8"
    held_against = held_against or named
    return (
        number.measure == "count"
        and not number.unit
        and number.denominator is None
        and not number.right.lstrip().startswith("(")  # "232 (52.0 per 10,000)" has its rate beside it
        and held_against
        and other.measure in ("rate", "score", "duration")
    )


def plain_unit(mention: Mention) -> str:
    """A figure's unit without what is said of it: "working days" and "day" are days."""
    return mention.unit.lower().split(" ")[-1].removesuffix("s") if mention.measure == "duration" else mention.unit


def latest(row: Sequence[Mention], role: str = "actual") -> Mention | None:
    """The newest figure of a row in a role: by its period, else the last column."""
    cells = [m for m in row if m.role == role and not m.total and not m.part]
    cells = [m for m in cells if not PREVIOUS.search(m.column_label)] or cells
    dated = [m for m in cells if m.period is not None]
    if dated and len(dated) == len(cells):
        newest = max(m.period.end for m in dated if m.period is not None)
        return min(
            (m for m in dated if m.period and m.period.end == newest), key=lambda m: m.period.days if m.period else 0
        )
    return cells[-1] if cells else None


def newest_of(row: Sequence[Mention]) -> list[Mention]:
    """The outturns of a row that end when its newest does: a quarter, and the year to its end."""
    newest = latest(row)
    if newest is None or newest.period is None:
        return [newest] if newest is not None else []
    end = newest.period.end
    return [m for m in row if m.role == "actual" and not m.total and not m.part and m.period and m.period.end == end]


def target_in(row: Iterable[Mention], for_: Mention) -> Mention | None:
    """The target of a row that a figure is held against: the one of its period, or the only one."""
    targets = [m for m in row if m.role == "target" and alike(m, for_)]
    if len(targets) > 1 and for_.period is not None:
        held = [m for m in targets if m.period and m.period.start <= for_.period.end <= m.period.end]
        targets = held or targets
    return targets[0] if len(targets) == 1 else None


def quotes(row: Sequence[Mention], figures: Sequence[Mention]) -> bool:
    """True where a row's newest figure is one of a sentence's, to the last printed place."""
    newest = latest(row)
    return newest is not None and any(m.value == newest.value and alike(m, newest) for m in figures)


@lru_cache(maxsize=16_384)
def stems(phrase: str) -> frozenset[str]:
    return frozenset(word[:5] for word in content_words(phrase))


def content_words(phrase: str) -> frozenset[str]:
    """The words of a phrase that say what is measured, in the singular."""
    words = (word.removesuffix("s") if len(word) > 4 else word for word in _WORD.findall(phrase.lower()))
    return frozenset(word for word in words if word not in _GENERIC)
