"""The number of things that shares are of: implied by those left over, by the shares of one set, or by a rise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from extractor.mentions import Mention
from extractor.reconcile.case import Case
from extractor.reconcile.finding import Finding, printed
from extractor.reconcile.pairs import in_sentence
from extractor.values.interval import Interval

_HUNDRED = Decimal(100)
_LEFT_OVER = regex.compile(
    r"^\W*(?:\w+\W+){0,2}?(?:late|overdue|missed|outstanding|out\sof\stime|not\s(?:on\stime|in\stime|completed|seen|met)|failed|unanswered|exceptions?)\b",
    regex.I,
)
_ON_TIME = regex.compile(r"\b(?:on\stime|in\stime|within|completed|met|up\sto\sdate|answered|seen)\b", regex.I)
_OF_ALL = regex.compile(r"\b(?:of\s(?:the|all|our)?\s?|there\swere\s|total\sof\s)$", regex.I)
_COMPARED = regex.compile(
    r"\b(?:compared|against|previous\w*|last\syear|up\sfrom|down\sfrom|a\syear\searlier)\b", regex.I
)
_COHORT = regex.compile(r"\bcohort\s(?:of|was|is)\s$|\bof\s(?:the|all)\s$|\bout\sof\s$", regex.I)


def check_bases(case: Case) -> Iterator[Finding]:
    """The bases that the sentences of a document imply, against the one that is stated."""
    for sentence in case.neighbours.sentences():
        yield from _left_over(case, sentence)
        yield from _shared(sentence)
        yield from _increment(sentence)


def _left_over(case: Case, sentence: Sequence[Mention]) -> Iterator[Finding]:
    """ "90% were on time, with 18 late": 172 to 189 of them, which must hold the number stated."""
    shares = [
        m for m in sentence if m.unit == "%" and m.role == "actual" and m.numerator is None and _ON_TIME.search(m.right)
    ]
    late = [m for m in sentence if m.measure == "count" and m.role == "actual" and _LEFT_OVER.search(m.right)]
    if len(shares) != 1 or len(late) != 1 or shares[0].quantity.qualifier != "eq" or not late[0].quantity.exact:
        return
    share, rest = shares[0], late[0]
    low, high = share.interval.low, share.interval.high
    if low is None or high is None or high >= _HUNDRED or rest.value <= 0:
        return
    implied = Interval(rest.value / (_HUNDRED - low) * _HUNDRED, rest.value / (_HUNDRED - high) * _HUNDRED)
    wholes = [
        m
        for m in (*sentence, *case.neighbours.sentence(share, 1))
        if m.measure == "count"
        and m.id != rest.id
        and m.role == "actual"
        and _OF_ALL.search(m.left)
        and m.quantity.exact
    ]
    if len(wholes) != 1:
        return
    whole = wholes[0]
    agrees = implied.meets(whole.interval)
    span = f"{printed(implied.low or Decimal(0))} to {printed(implied.high or Decimal(0))}"
    said = f"{share.text} on time with {rest.text} left over is of {span}"
    verdict = "consistent" if agrees else "inconsistent" if whole in sentence else "review"
    reason = "rounding" if agrees else "the number left over does not go with the share and the whole"
    statement = f"{said}, and {whole.text} are stated: {'they agree' if agrees else 'the figures disagree'}."
    yield _finding("ratio", verdict, reason, statement, (share, rest, whole))


def _shared(sentence: Sequence[Mention]) -> Iterator[Finding]:
    """ "six (43%) ... eight (57%)": shares of one set have one base."""
    pairs = [
        m
        for m in sentence
        if m.unit == "%"
        and m.role == "actual"
        and m.bracket
        and m.numerator is not None
        and m.denominator is None
        and m.quantity.qualifier == "eq"
        and m.value > 0
    ]
    if len(pairs) < 2 or len({m.period for m in pairs}) > 1 or _COMPARED.search(pairs[0].context):
        return
    lows, highs = [], []
    for pair in pairs:
        low, high = pair.interval.low, pair.interval.high
        if low is None or high is None or low <= 0 or pair.numerator is None:
            return
        lows.append(pair.numerator / high * _HUNDRED)
        highs.append(pair.numerator / low * _HUNDRED)
    least, most = max(lows), min(highs)
    whole = least.to_integral_value("ROUND_CEILING")
    listed = ", ".join(f"{m.numerator} ({m.text})" for m in pairs)
    if whole <= most:
        statement = f"{listed} can all be of one number, {whole:,}: they agree."
        yield _finding("ratio", "consistent", "rounding", statement, pairs)
    elif sum(m.value for m in pairs) > 90 and sum(m.value for m in pairs) < 110:
        statement = (
            f"{listed} are given as shares of one set, and there is no number of which they all can be shares: "
            "a person should look."
        )
        yield _finding("ratio", "review", "the shares have no base in common", statement, pairs)


def _increment(sentence: Sequence[Mention]) -> Iterator[Finding]:
    """ "38 more, from 56% to 65%": 380 to 475 in all, which must hold the cohort stated."""
    more = [m for m in sentence if m.role == "change" and m.measure == "count" and m.quantity.exact]
    pairs = [pair for pair in in_sentence(sentence) if pair.tied and pair.old.unit == "%"]
    cohorts = [m for m in sentence if m.measure == "count" and m.role == "actual" and _COHORT.search(m.left)]
    if len(more) != 1 or len(pairs) != 1 or len(cohorts) != 1 or more[0].value <= 0:
        return
    rise = pairs[0].new.interval - pairs[0].old.interval
    if rise.low is None or rise.high is None or rise.low <= 0:
        return
    implied = Interval(more[0].value / rise.high * _HUNDRED, more[0].value / rise.low * _HUNDRED)
    cohort = cohorts[0]
    agrees = implied.meets(cohort.interval)
    span = f"{printed(implied.low or Decimal(0))} to {printed(implied.high or Decimal(0))}"
    statement = (
        f"{more[0].text} more, from {pairs[0].old.text} to {pairs[0].new.text}, is of {span}, and the cohort is "
        f"{cohort.text}: {'they agree' if agrees else 'a person should look'}."
    )
    reason = "rounding" if agrees else "the rise does not go with the cohort"
    figures = (more[0], pairs[0].new, pairs[0].old, cohort)
    yield _finding("ratio", "consistent" if agrees else "review", reason, statement, figures)


def _finding(kind: str, verdict: str, reason: str, statement: str, figures: Sequence[Mention]) -> Finding:
    return Finding(
        kind,
        verdict,
        reason,
        statement,
        tuple(m.id for m in figures),
        observed=figures[0].value,
        binding="same_sentence",
        context=" ".join(dict.fromkeys(m.context for m in figures)),
    )
