"""A percentage against its numerator and denominator: 100 k / n must lie in what the printed percentage stands for."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

import regex

from extractor.mentions import Mention
from extractor.reconcile.case import OF_THESE, OF_WHICH, Case
from extractor.reconcile.finding import Finding, agreement, places_of, printed
from extractor.reconcile.neighbours import Neighbours
from extractor.reconcile.stated import stated_rounding
from extractor.values.interval import Interval

_ASIDE = regex.compile(r"[,:;]|\b(?:including|such\sas|with|while|but)\b", regex.I)
_OF_THESE_OPENS = regex.compile(r"^\W*of\s(?:these|those|them)(?:\s[a-z]+)?,?\s$", regex.I)
_OPENS_OF = regex.compile(r"^\W*(?:out\s)?of\s(?:the\s|our\s|all\s|these\s)*$", regex.I)
_OUT_OF = regex.compile(r"\bout\sof\s(?:a\stotal\sof\s|the\s|our\s)?$", regex.I)
_SAID_AGAIN = regex.compile(
    r"(?:,|\s[–-])\s(?:or|i\.e\.|that\sis|which\s(?:is|was|represents|equates\sto)(?:\san?\s(?:[\w-]+\s){0,2}rate\sof)?|representing|equivalent\sto|equal\sto|giving"
    r"|(?:or\s|giving\s)?an?\s(?:[\w-]+\s){0,3}(?:rate|percentage|share|proportion)\sof)\s$",
    regex.I,
)
""" "..., or 87.4%", "..., an answer rate of 94.6%": the share of what was just counted."""
_REPLIES = regex.compile(r"\b(?:response|return|reply|completion|take-?up|uptake)\srate\sof\s$", regex.I)
""" "6,050 were asked and 5,142 answered, a response rate of 85%": the first is the whole."""
_HUNDRED = Decimal(100)


def check_ratios(case: Case) -> Iterator[Finding]:
    """Every percentage whose parts are stated in its bracket, in the count beside it, or in the sentence before."""
    findings, neighbours = case.findings, case.neighbours
    base = stated_rounding(case.text).get("count")
    for mention in findings.mentions:
        if mention.measure != "percentage" or mention.unit != "%" or mention.role not in ("actual", "benchmark"):
            continue
        if mention.quantity.rule.startswith("fraction"):
            continue
        if mention.numerator is not None and mention.denominator is not None:
            yield _tied(mention, neighbours, base)
        elif mention.role == "actual":
            yield from _looser(mention, neighbours)


def _tied(mention: Mention, neighbours: Neighbours, base: Decimal | None) -> Finding:
    numerator, denominator = mention.numerator, mention.denominator
    assert numerator is not None
    assert denominator is not None
    partner = neighbours.ratio_of(mention)
    identities = (mention.id, partner.id) if partner is not None else (mention.id,)
    binding = "same_row" if mention.source == "table" else "same_brackets"
    worked_out = _HUNDRED * numerator / denominator
    agrees = agreement(worked_out, mention)
    if agrees is None and base is not None and not numerator % base and not denominator % base:
        # both may be off by half of what the paper says that it rounds to
        low, high = (numerator - base / 2) / (denominator + base / 2), (numerator + base / 2) / (denominator - base / 2)
        agrees = "rounding" if Interval(low * _HUNDRED, high * _HUNDRED).meets(mention.interval) else None
    places = max(1, places_of(mention))
    said = f"{mention.text} ({numerator:,f} of {denominator:,f})"
    if agrees is not None:
        statement = f"{said} agrees: {numerator:,f} of {denominator:,f} is {printed(worked_out, places)}%."
        return _finding("consistent", agrees, statement, mention, identities, worked_out, binding)
    if mention.quantity.qualifier != "eq":
        statement = (
            f"The text says {mention.quantity.qualifier_text} {said}, and {numerator:,f} of {denominator:,f} is "
            f"{printed(worked_out, places)}%: a person should look."
        )
        return _finding("review", "outside the qualified range", statement, mention, identities, worked_out, binding)
    statement = (
        f"The text says {said}. {numerator:,f} of {denominator:,f} is {printed(worked_out, places)}%, "
        f"not {mention.text}: the figures disagree.{_repairs(mention, numerator, denominator)}"
    )
    return _finding(
        "inconsistent", "the percentage is not that of its parts", statement, mention, identities, worked_out, binding
    )


def _repairs(mention: Mention, numerator: Decimal, denominator: Decimal) -> str:
    """The smallest changes that would make the figures agree."""
    low, high = mention.interval.low, mention.interval.high
    if low is None or high is None or low <= 0:
        return ""
    options: list[str] = []
    first = (low * denominator / _HUNDRED).to_integral_value(ROUND_CEILING)
    last = (high * denominator / _HUNDRED).to_integral_value(ROUND_FLOOR)
    if first <= last <= denominator:
        nearest = min(max(numerator, first), last)
        options.append(f"{nearest:,f} of {denominator:,f} would be {mention.text}")
    smallest = (_HUNDRED * numerator / high).to_integral_value(ROUND_CEILING)
    largest = (_HUNDRED * numerator / low).to_integral_value(ROUND_FLOOR)
    if numerator <= smallest <= largest:
        span = f"{smallest:,f}" if smallest == largest else f"{smallest:,f} to {largest:,f}"
        options.append(f"{numerator:,f} of {span} would be {mention.text}")
    return f" {'; '.join(options)}." if options else ""


def _finding(
    verdict: str,
    reason: str,
    statement: str,
    mention: Mention,
    identities: tuple[str, ...],
    worked_out: Decimal,
    binding: str,
) -> Finding:
    return Finding(
        "ratio",
        verdict,
        reason,
        statement,
        identities,
        expected=worked_out.quantize(Decimal("0.0001")),
        observed=mention.value,
        tolerance=mention.quantity.step / 2,
        binding=binding,
        context=_where(mention),
    )


_Tied = tuple[Decimal, Decimal, str, tuple[str, ...]]
"""Numerator, denominator, how the text puts them, and the mentions that they come from."""


def _only_ratio(mention: Mention, neighbours: Neighbours) -> _Tied | None:
    """ "17 of 23 were answered in time (76%)": the one ratio of a sentence and its one share, alone in its bracket."""
    here = neighbours.sentence(mention)
    ratios = [m for m in here if m.measure == "count" and m.denominator is not None and m.numerator is not None]
    shares = [m for m in here if m.unit == "%"]
    alone = mention.bracket and mention.right.lstrip().startswith(")") and mention.quantity.qualifier == "eq"
    if not alone or len(ratios) != 1 or len(shares) != 1 or ratios[0].end > mention.start or mention.period_text:
        return None
    between = [m for m in here if ratios[0].end <= m.start and m.end <= mention.start]
    ratio = ratios[0]
    if between or _ASIDE.search(mention.left) or ratio.numerator is None or ratio.denominator is None:
        return None
    return ratio.numerator, ratio.denominator, ratio.text, (ratio.id,)


def _of_whole(mention: Mention, neighbours: Neighbours) -> _Tied | None:
    """ "Of 52 calls 47 were answered (94%)": the whole opens the sentence, and the part is no part of a part."""
    here = neighbours.sentence(mention)
    counts = [m for m in here if m.measure == "count" and m.role == "actual" and m.denominator is None]
    part = next((m for m in reversed(counts) if m.value == mention.numerator and m.end <= mention.start), None)
    if part is not None and counts[0] is part and mention.quantity.qualifier == "eq":
        return _of_the_one_before(mention, part, neighbours)
    if part is None or not counts or mention.quantity.qualifier != "eq" or counts[0] is part:
        return None
    place = counts.index(part)
    of_which = OF_WHICH.search(part.left) is not None
    whole = counts[place - 1] if of_which else counts[0]
    plain = whole.quantity.exact and part.quantity.exact and whole.quantity.qualifier == part.quantity.qualifier == "eq"
    nested = OF_THESE.search(f"{part.left} {part.right}") is not None and not (of_which and place == 1)
    opens = _OPENS_OF.search(whole.left) is not None or (of_which and place == 1)
    elsewhen = mention.period_text not in ("", part.period_text, whole.period_text)
    if not plain or nested or part.value > whole.value or not whole.value or not opens or elsewhen:
        return None
    return part.value, whole.value, f"{part.text} of the {whole.text}", (part.id, whole.id)


def _of_the_one_before(mention: Mention, part: Mention, neighbours: Neighbours) -> _Tied | None:
    """ "There were 1,248 complaints. Of these, 987 (81%) were answered in time." """
    before = [m for m in neighbours.sentence(mention, 1) if m.role == "actual"]
    if len(before) != 1 or not _OF_THESE_OPENS.match(part.left) or mention.period_text not in ("", part.period_text):
        return None
    whole = before[0]
    plain = whole.measure == "count" and whole.denominator is None and whole.quantity.exact and part.quantity.exact
    if not plain or whole.quantity.qualifier != "eq" or part.quantity.qualifier != "eq" or part.value > whole.value:
        return None
    return part.value, whole.value, f"{part.text} of the {whole.text}", (part.id, whole.id)


def _said_again(mention: Mention, neighbours: Neighbours) -> _Tied | None:
    """ "Of 412 cases, 371 were in time, or 87.4%", "1,840 calls out of 2,015 offered, an answer rate of 91%"."""
    here = neighbours.sentence(mention)
    before = [m for m in here if m.end <= mention.start]
    if len(before) == 1 and _SAID_AGAIN.search(mention.left) and mention.quantity.qualifier == "eq":
        ratio = before[0]
        whole_said = ratio.numerator is not None and ratio.denominator is not None and ratio.measure == "count"
        if whole_said and mention.period_text in ("", ratio.period_text) and not ratio.comparison:
            assert ratio.numerator is not None
            assert ratio.denominator is not None
            return ratio.numerator, ratio.denominator, ratio.text, (ratio.id,)
    if len(before) != 2 or mention.quantity.qualifier != "eq" or _SAID_AGAIN.search(mention.left) is None:
        return None
    first, second = before
    if any(m.measure != "count" or m.role != "actual" or not m.quantity.exact or m.comparison for m in before):
        return None
    out_of = _OUT_OF.search(second.left) is not None
    part, whole = (first, second) if out_of else (second, first)
    opens = out_of or _REPLIES.search(mention.left) is not None or _OPENS_OF.search(whole.left) is not None
    plain = first.quantity.qualifier == second.quantity.qualifier == "eq" and first.denominator is second.denominator
    elsewhen = mention.period_text not in ("", part.period_text, whole.period_text)
    if not opens or not plain or elsewhen or not 0 < part.value <= whole.value:
        return None
    return part.value, whole.value, f"{part.text} of the {whole.text}", (part.id, whole.id)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():,f}"


def _looser(mention: Mention, neighbours: Neighbours) -> Iterator[Finding]:
    """Parts that stand near a percentage: they confirm it, but never accuse it."""
    for numerator, denominator, identities, binding in neighbours.parts_near(mention):
        worked_out = _HUNDRED * numerator / denominator
        agrees = agreement(worked_out, mention)
        if agrees is not None:
            places = max(1, places_of(mention))
            share = printed(worked_out, places)
            statement = f"{mention.text} agrees with {_plain(numerator)} of {_plain(denominator)} beside it ({share}%)."
            yield _finding("consistent", agrees, statement, mention, (mention.id, *identities), worked_out, binding)
            return
    tied = _only_ratio(mention, neighbours) or _of_whole(mention, neighbours) or _said_again(mention, neighbours)
    if tied is not None:
        numerator, denominator, said, identities = tied
        worked_out = _HUNDRED * numerator / denominator
        places = max(1, places_of(mention))
        statement = (
            f"The text gives {mention.text} for {said}. {numerator:,f} of {denominator:,f} is "
            f"{printed(worked_out, places)}%, not {mention.text}: the figures disagree."
            f"{_repairs(mention, numerator, denominator)}"
        )
        reason = "the percentage is not that of its parts"
        yield _finding(
            "inconsistent", reason, statement, mention, (mention.id, *identities), worked_out, "same_sentence"
        )
        return
    if mention.numerator is not None:
        statement = f"{mention.text} is said of {mention.numerator:,f}; what they are out of is not stated nearby."
        yield Finding(
            "ratio",
            "unverifiable",
            "the total is not stated",
            statement,
            (mention.id,),
            observed=mention.value,
            binding="same_brackets",
            context=mention.context,
        )


def _where(mention: Mention) -> str:
    """The sentence of a percentage; of a cell, the label of its row and what it is of."""
    if mention.source != "table" or mention.numerator is None or mention.denominator is None:
        return mention.context
    return f"{mention.row_label}: {mention.numerator:,f} of {mention.denominator:,f}; {mention.context}"
