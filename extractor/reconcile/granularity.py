"""GRIM (Brown and Heathers 2017): a percentage that no whole number out of the stated cohort can give."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

import regex

from extractor.mentions import Mention
from extractor.reconcile.case import Case
from extractor.reconcile.finding import Finding, places_of, printed
from extractor.reconcile.neighbours import Neighbours

_OF_COHORT_RIGHT = regex.compile(
    r"^\s(?:of|out of)\s(?:them|these|those|this\s(?:group|cohort))(?!\w)(?!\s\w+s\b)", regex.I
)
_OF_COHORT_LEFT = regex.compile(r"\b(?:of\s(?:whom|these|them|those|which)),?\s(?:only\s|just\s)?$", regex.I)
_COHORT = regex.compile(r"\bcohort\b(?:\s[\w’'-]+){0,3}\s(?:of|is|was|=)\s*(?:only\s|just\s)?$", regex.I)
_OF_THE = regex.compile(r"\bof\s(?:the|our|these|those)\s$", regex.I)
_MAIN_CLAUSE = regex.compile(r",\s(?:only\s|just\s)?$", regex.I)
_FEW = 10
_HUNDRED = Decimal(100)


def whole_numbers(percentage: Mention, cohort: Decimal) -> tuple[Decimal, Decimal] | None:
    """The least and the largest k that give the printed percentage out of ``cohort``, or None where none does.

    Truncation is allowed for as well as rounding.
    """
    interval = percentage.interval
    if interval.low is None or interval.high is None:
        return None
    high = max(interval.high, percentage.value + percentage.quantity.step * Decimal("0.999999"))
    first = (interval.low * cohort / _HUNDRED).to_integral_value(ROUND_CEILING)
    last = (high * cohort / _HUNDRED).to_integral_value(ROUND_FLOOR)
    return (first, last) if first <= last else None


def can_tell(percentage: Mention, cohort: Decimal) -> bool:
    """True where a percentage of d decimals out of n things can be caught at all: n < 10^(d+2)."""
    return cohort < Decimal(10) ** (places_of(percentage) + 2)


def check_granularity(case: Case) -> Iterator[Finding]:
    """Percentages of a stated cohort, in one sentence or in one table row."""
    findings, neighbours = case.findings, case.neighbours
    for mention in findings.mentions:
        if mention.unit != "%" or mention.role != "actual" or mention.denominator is not None:
            continue
        if (
            mention.quantity.qualifier != "eq"
            or mention.quantity.value_max is not None
            or mention.quantity.rule.startswith("fraction")
        ):
            continue
        found = _cohort(mention, neighbours)
        if found is not None and found[0].value > 0:
            yield from _check(mention, *found)


def _cohort(mention: Mention, neighbours: Neighbours) -> tuple[Mention, str] | None:
    if mention.source == "narrative" and (
        _OF_COHORT_RIGHT.search(mention.right) or _OF_COHORT_LEFT.search(mention.left)
    ):
        before = [m for m in neighbours.sentence(mention) if m.end <= mention.start]
        binding = "same_sentence"
        if not before and mention.sentence:
            before, binding = neighbours.sentence(mention, 1), "same_paragraph"
        counts = [m for m in before if m.measure == "count" and m.quantity.exact and m.role == "actual" and m.value > 1]
        large = [m for m in counts if m.value >= _FEW]  # "in two operations 23 vehicles were stopped, and 84% of them"
        counts = large if len(large) == 1 and large[0] is counts[-1] else counts
        if len(counts) == 1 and counts[0].denominator is None and counts[0].quantity.qualifier == "eq":
            return counts[0], binding
    if mention.source == "narrative" and _MAIN_CLAUSE.search(mention.left):
        before = [m for m in neighbours.sentence(mention) if m.end <= mention.start]
        if (
            len(before) == 1
            and before[0].measure == "count"
            and before[0].quantity.exact
            and before[0].quantity.qualifier == "eq"
            and before[0].denominator is None
            and _OF_THE.search(before[0].left)
        ):
            return before[0], "same_sentence"
    if mention.source == "table":
        for other in neighbours.row(mention):
            if (
                other.source == "narrative"
                and other.measure == "count"
                and _COHORT.search(other.left)
                and _is_last(mention, neighbours)
            ):
                return other, "same_row"
    return None


def _is_last(mention: Mention, neighbours: Neighbours) -> bool:
    """A cohort in a row's comment is that of its newest figure."""
    fellows = [m for m in neighbours.row(mention) if m.source == "table" and m.unit == "%" and m.role == "actual"]
    dated = [m for m in fellows if m.period is not None]
    newest = max(dated, key=lambda m: m.period.end if m.period else 0) if dated else (fellows[-1] if fellows else None)
    return newest is not None and newest.id == mention.id


def _check(mention: Mention, cohort: Mention, binding: str) -> Iterator[Finding]:
    size = cohort.value
    places = max(1, places_of(mention))
    identities = (mention.id, cohort.id)
    if not can_tell(mention, size):
        statement = f"{mention.text} of {size:,} could be any of several whole numbers: nothing can be told from it."
        yield Finding(
            "granularity",
            "unverifiable",
            "the cohort is too large for the decimals printed",
            statement,
            identities,
            observed=mention.value,
            binding=binding,
            context=mention.context,
        )
        return
    numbers = whole_numbers(mention, size)
    if numbers is not None:
        share = printed(_HUNDRED * numbers[0] / size, places)
        statement = f"{mention.text} of {size:,} agrees: {numbers[0]:,} of {size:,} is {share}%."
        yield Finding(
            "granularity",
            "consistent",
            "rounding",
            statement,
            identities,
            expected=numbers[0],
            observed=mention.value,
            binding=binding,
            context=mention.context,
        )
        return
    below = (mention.value * size / _HUNDRED).to_integral_value(ROUND_FLOOR)
    options = [f"{k:,} of {size:,} is {printed(_HUNDRED * k / size, places)}%" for k in (below, below + 1) if k <= size]
    verdict = "inconsistent" if binding in ("same_row", "same_sentence") else "review"
    statement = (
        f"The text gives {mention.text} of a cohort of {size:,}, and no whole number out of {size:,} is "
        f"{mention.text}: {', '.join(options)}. The figures disagree."
    )
    yield Finding(
        "granularity",
        verdict,
        "no whole number gives the percentage",
        statement,
        identities,
        expected=_HUNDRED * below / size,
        observed=mention.value,
        tolerance=mention.quantity.step / 2,
        binding=binding,
        context=f"{mention.row_label} {mention.context}".strip(),
    )
