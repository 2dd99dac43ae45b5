"""Fractions in words against the percentage in the bracket behind them: "two thirds (48%)", "the majority (43%)"."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import regex

from extractor.letters import lowered
from extractor.reconcile.case import Case
from extractor.reconcile.finding import Finding
from extractor.values.interval import Interval

_FRACTION = regex.compile(
    r"(?P<qualifier>\b(?:more\sthan|over|at\sleast|just\sover|less\sthan|under|fewer\sthan|nearly|almost|just\sunder)\s)?"
    r"\b(?P<words>half|a\sthird|one\sthird|two[\s-]thirds|a\squarter|one\squarter|three[\s-]quarters|a\sfifth|four[\s-]fifths"
    r"|(?:the\s|a\s)(?:\w+\s)?majority)\b(?:\sof\s(?:them|these|those|all))?\s?$",
    regex.I,
)
_VALUES = {
    "half": Decimal(50),
    "third": Decimal(100) / 3,
    "thirds": Decimal(200) / 3,
    "quarter": Decimal(25),
    "quarters": Decimal(75),
    "fifth": Decimal(20),
    "fifths": Decimal(80),
}
_MORE = ("more than", "over", "at least", "just over")
_ROUGH = Decimal(6)
"""A fraction in words is a round number: two thirds may be 61% to 72%."""


def check_fractions(case: Case) -> Iterator[Finding]:
    """Every fraction, or "majority", with a percentage in a bracket right behind it."""
    for share in case.findings.mentions:
        if share.source != "narrative" or share.unit != "%" or not share.bracket or share.role != "actual":
            continue
        place = share.context.find(f"({share.text})")
        found = _FRACTION.search(share.context[:place]) if place > 0 else None
        if found is None or share.quantity.qualifier != "eq":
            continue
        agrees = _said(found).meets(share.interval)
        words = " ".join(found.group().split())
        yield Finding(
            "ratio",
            "consistent" if agrees else "inconsistent",
            "rounding" if agrees else "the fraction in words is not the percentage",
            f"The text says “{words}” and gives {share.text}: {'they agree' if agrees else 'the figures disagree'}.",
            (share.id,),
            observed=share.value,
            binding="same_brackets",
            context=share.context,
        )


def _said(found: regex.Match[str]) -> Interval:
    """What a fraction stands for: "more than half" is above 50%, "nearly a fifth" a little below 20%."""
    last = regex.split(r"[\s-]", lowered(found.group("words")))[-1]
    if last == "majority":
        return Interval(Decimal(50), None)
    value = _VALUES[last]
    qualifier = lowered((found.group("qualifier") or "").strip())
    if qualifier in _MORE:
        return Interval(value, None)
    if qualifier:
        return Interval(value - 2 * _ROUGH if qualifier in ("nearly", "almost", "just under") else None, value)
    return Interval(value - _ROUGH, value + _ROUGH)
