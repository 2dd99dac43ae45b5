"""Claims and checks of a dataset held against annotated ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.evaluation.gold import Check, Claim, Gold
from extractor.evaluation.places import Row, equals, find_quote, indicator_words, joined, overlap, span_of
from extractor.evaluation.score import Counts, Found, Share
from extractor.evaluation.smudged import Span

_ALARM = "inconsistent"
_DOUBT = ("inconsistent", "review")


@dataclass(frozen=True, slots=True)
class ClaimMatch:
    """``named`` counts the claims found whose indicator is right."""

    found: tuple[Claim, ...]
    named: int
    missed: tuple[Claim, ...]
    spurious: tuple[Row, ...]

    def counts(self) -> Counts:
        return Counts(
            claims=Found(len(self.found), len(self.missed), len(self.spurious)),
            claim_indicator=Share(self.named, len(self.found)),
        )


def match_claims(gold: Gold, rows: Sequence[Row], text: str) -> ClaimMatch:
    """A claim is found where a row of its kind overlaps its quote and says one of the things that are right."""
    found, missed, used, named = [], [], set(), 0
    for claim in gold.claims:
        places = find_quote(claim.quote, text, scanned=gold.scanned)
        near = [
            number
            for number, row in enumerate(rows)
            if row.get("kind") == claim.kind and any(overlap(span_of(row), place) for place in places)
        ]
        used.update(near)
        good = next((rows[number] for number in near if rows[number].get("value") in claim.values), None)
        if claim.optional:
            continue
        if good is None:
            missed.append(claim)
        else:
            found.append(claim)
            named += claim.indicator is None or claim.indicator.search(indicator_words(good)) is not None
    rest = tuple(row for number, row in enumerate(rows) if number not in used) if gold.claims_complete else ()
    return ClaimMatch(tuple(found), named, tuple(missed), rest)


@dataclass(frozen=True, slots=True)
class CheckMatch:
    """``doubted`` are the inconsistencies that were called so or put up for review, ``found`` holds those that got
    their verdict. ``alarms`` and ``reviews`` are verdicts without cause.
    """

    required: tuple[Check, ...]
    found: tuple[Check, ...]
    doubted: tuple[Check, ...]
    alarms: tuple[Row, ...]
    reviews: tuple[Row, ...]

    @property
    def missed(self) -> tuple[Check, ...]:
        return tuple(check for check in self.required if not any(check is other for other in self.found))

    def counts(self) -> Counts:
        faults = _count(self.required, _ALARM)
        return Counts(
            caught=Share(_count(self.found, _ALARM), faults),
            to_review=Share(len(self.doubted), faults),
            confirmed=Share(len(self.found) - _count(self.found, _ALARM), len(self.required) - faults),
            false_alarms=len(self.alarms),
            reviews=len(self.reviews),
        )


def match_checks(gold: Gold, rows: Sequence[Row], parts: Sequence[Row], text: str) -> CheckMatch:
    """Hold the rows of reconciliations against the annotated checks; ``parts`` are the document's mentions and claims.

    A fault that is reported by another kind of check as well, or put up for review, raises no false alarm.
    """
    known = {row.get("mention_id") or row.get("claim_id") or "": row for row in parts}
    taking_part = [
        [known[key] for key in joined(row, "mention_ids", "claim_ids").split() if key in known] for row in rows
    ]
    explained: set[int] = set()
    found, doubted = [], []
    for check in gold.checks:
        places = [place for quote in check.quotes for place in find_quote(quote, text, scanned=gold.scanned)]
        near = [number for number, members in enumerate(taking_part) if _involves(members, check, places)]
        hits = [n for n in near if rows[n].get("verdict") == check.verdict and rows[n].get("kind") in check.kinds]
        doubts = [n for n in near if check.verdict == _ALARM and rows[n].get("verdict") in _DOUBT]
        explained.update(hits, doubts)
        if hits and not check.optional:
            found.append(check)
        if doubts and not check.optional:
            doubted.append(check)
    rest = [row for number, row in enumerate(rows) if number not in explained]
    return CheckMatch(
        tuple(check for check in gold.checks if not check.optional),
        tuple(found),
        tuple(doubted),
        tuple(row for row in rest if row.get("verdict") == _ALARM),
        tuple(row for row in rest if row.get("verdict") == "review"),
    )


def _involves(members: Sequence[Row], check: Check, places: Sequence[Span]) -> bool:
    if any(overlap(span_of(row), place) for row in members for place in places):
        return True
    return any(
        equals(row, "value", value) and words.search(joined(row, "row_label", "indicator", "indicator_name"))
        for row in members
        for words, value in check.cells
    )


def _count(checks: Sequence[Check], verdict: str) -> int:
    return sum(check.verdict == verdict for check in checks)
