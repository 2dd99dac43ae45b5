"""Parts against their whole in a sentence, and shares against 100%.

A sum is only held against a text that says, by its words, that the parts make up the whole; and else only where the
parts come to more than the whole but nearly to it: a list need not be complete.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from extractor.mentions import Mention
from extractor.reconcile.adding import how_they_add, sum_finding, total_of
from extractor.reconcile.case import OF_THESE, OF_WHICH, Case
from extractor.reconcile.finding import Finding
from extractor.reconcile.neighbours import Neighbours
from extractor.values.interval import Interval

_RESULT = regex.compile(
    r"\b(?:result(?:ed|ing)\sin|in\stotal|a\stotal\sof|altogether|in\sall|making|bringing\sthe\stotal)\b", regex.I
)
_MADE_UP = regex.compile(
    r"\b(?:made\sup\sof|comprising|consisting\sof|consists?\sof|comprises|split\sbetween|broken\sdown\sas)\b", regex.I
)
_REST = regex.compile(
    r"\b(?:the\s(?:other|remaining|rest|balance\sof)|remaining|the\sremainder)\s(?:\w+\s){0,2}$|\bleaving\s$", regex.I
)
_IN_TOTAL = regex.compile(r"\b(?:in\s(?:total|all)|altogether|a\stotal\sof),?\s(?:of\s)?$", regex.I)
_LEAVES = regex.compile(r"\b(?:leaves|leaving|left)\s(?:only\s|just\s|some\s|a\sfurther\s)?$", regex.I)
_OF_THE = regex.compile(r"\b(?:of|from|among)\s(?:the|our|its|these|those|all)?\s?$", regex.I)
_QUARTER = regex.compile(r"\b(?:Q[1-4]|quarter)\b", regex.I)
_STATUS = regex.compile(
    r"\b(?:green|amber|red|on\starget|off\starget|near\starget|met|below|close\sto|above|rated|missed|implemented|in\sprogress|started|awaiting|outstanding|closed|pending|completed|approved|refused|withdrawn|deferred)\b",
    regex.I,
)
_OUTCOMES = tuple(
    regex.compile(rf"\b(?:{words})\b", regex.I)
    for words in (
        r"(?:not|partly|partially|part)[\s-]upheld|upheld|withdrawn|dismissed|rejected|granted|refused|approved|allowed|deferred|pending|declined",
        r"green|amber|red|grey|blue",
        r"(?:on|off|near|above|below|close\sto|within)\starget|no\sdata",
        r"outstanding|good|satisfactory|requir\w+\simprovement|inadequate",
        r"completed?|in\sprogress|not\s(?:yet\s)?started|overdue|delayed|implemented",
        r"improved|improving|worsened|declined|deteriorated|unchanged|no\schange|the\ssame|stable",
        r"boys|girls|men|women|male|female",
    )
)
"""Outcomes of which each thing has one: they cannot overlap."""
_PERCENT_100 = Decimal(100)
_NEARLY = Decimal("0.12")
_SHARES = 3
_MANY = 3
_APART, _OVERLAP = Decimal("2.5"), Decimal(15)
"""Shares with a rest are accused where they miss 100% by more than rounding, and by less than a share left out."""


def check_sums(case: Case) -> Iterator[Finding]:
    """Every sum that a sentence invites one to check."""
    yield from _in_sentences(case.neighbours)


def _in_sentences(neighbours: Neighbours) -> Iterator[Finding]:
    for mentions in neighbours.sentences():
        first = mentions[0]
        actual = [m for m in mentions if m.role == "actual" and m.denominator is None]
        yield from _shares(mentions, neighbours)
        yield from _left_over(actual, [m for m in neighbours.sentence(first, 1) if m.role == "actual"])
        before = neighbours.sentence(first, 1)
        for measure in ("count", "money", "quantity"):
            parts = [m for m in actual if m.measure == measure and m.value > 0]
            if len(parts) >= 2:
                same = [m for m in mentions if m.measure == measure == "count"]
                yield from _parts_of_whole(parts, before, same, measure)
                yield from _result_after(parts, neighbours, first, measure)


def _parts_of_whole(
    parts: list[Mention], before: list[Mention], same: list[Mention], measure: str
) -> Iterator[Finding]:
    """The whole stands first in the sentence, or at the end of the sentence before."""
    inner = [
        (parts[n], parts[n + 1 :])
        for n in range(len(parts) - 2)
        if parts[n].value > max(p.value for p in parts[n + 1 :])
        # "the three centres had 902 visits: 402, 318 and 181": behind another count, only what a colon introduces
        and (n == 0 or ":" in parts[n + 1].left or _MADE_UP.search(parts[n + 1].left))
    ]
    if len(parts) > _MANY and parts[-1].value > max(p.value for p in parts[:-1]):
        inner.append((parts[-1], parts[:-1]))  # "281 in foster care, 52 in homes and 36 elsewhere, total 402"
    outer = [
        (m, parts)
        for m in before[-2:]
        if m.measure == measure
        and m.role == "actual"
        and not m.comparison
        and m.denominator is None
        and m.value >= max(p.value for p in parts)
    ]
    ratio = [(m, parts) for m in before[-2:] if m.measure == "count" == measure and m.denominator is not None]
    ratio += [(m, parts) for m in same if m.denominator is not None and m.end <= parts[0].start]
    for whole, pieces in [*inner, *outer]:
        how = how_they_add(whole.interval, pieces, whole.value)
        if how is not None and len(pieces) >= 2:
            yield sum_finding("consistent", how, whole, whole.value, pieces)
            return
    for whole, pieces in ratio:
        assert whole.denominator is not None
        if sum((p.value for p in pieces), Decimal(0)) + whole.value == whole.denominator:
            yield sum_finding("consistent", "exact", whole, whole.denominator, [whole, *pieces])
            return
    for whole, pieces in ratio:
        if _one_outcome_each([whole, *pieces]) and whole.denominator is not None:
            total = whole.value + sum((p.value for p in pieces), Decimal(0))
            if total > whole.denominator:
                reason = "the parts come to more than the whole"
                words = f"The whole of {whole.denominator:f}"
                yield sum_finding("inconsistent", reason, whole, whole.denominator, [whole, *pieces], words=words)
                return
    for whole, pieces in [*inner, *outer]:
        if _exhaust(whole, pieces):
            yield sum_finding("inconsistent", "the parts come to more than the whole", whole, whole.value, pieces)
            return
        if _made_up(whole, pieces):
            yield sum_finding("inconsistent", "the parts do not come to the whole", whole, whole.value, pieces)
            return


def _left_over(here: list[Mention], before: list[Mention]) -> Iterator[Finding]:
    """ "3,640 fell due, of which 2,366 were done. This leaves 1,274": what a part leaves of its whole."""
    for place, rest in enumerate(here):
        if rest.measure != "count" or not _LEAVES.search(rest.left) or rest.quantity.qualifier != "eq":
            continue
        counts = [m for m in (*before, *here[:place]) if m.measure == "count" and m.value > 0]
        if len(counts) != 2 or not counts[1].value < counts[0].value:
            continue
        whole, part = counts
        exact = all(m.quantity.exact and m.quantity.qualifier == "eq" and not m.comparison for m in (whole, part, rest))
        total = part.value + rest.value
        if total == whole.value:
            yield sum_finding("consistent", "exact", whole, whole.value, [part, rest])
        elif exact and OF_WHICH.search(part.left) and abs(total - whole.value) <= whole.value / 4:
            yield sum_finding("inconsistent", "the parts do not come to the whole", whole, whole.value, [part, rest])


def _made_up(whole: Mention, parts: Sequence[Mention]) -> bool:
    """True where the words say that the parts are all: "made up of", "the other 143", "(1,207 in Q1 and ...)"."""
    if whole.sentence != parts[0].sentence or whole.quantity.qualifier != "eq" or total_of(parts).meets(whole.interval):
        return False
    if any(part.quantity.qualifier != "eq" or part.denominator is not None or part.comparison for part in parts):
        return False
    if any(OF_THESE.match(part.right.lstrip(" ,(")) for part in parts):
        return False
    total = sum((part.value for part in parts), Decimal(0))
    # "leaving 40 posts to be advertised" may be of something else: what is left is only held to it where it is near
    if abs(total - whole.value) > abs(whole.value) / (8 if _LEAVES.search(parts[-1].left) else 4):
        return False
    totalled = (
        _IN_TOTAL.search(whole.left) is not None
        and len(parts) >= _MANY
        and ":" in parts[0].left
        and "includ" not in parts[0].left
        and all(not part.bracket for part in parts)
        and parts[-1].left.rstrip().endswith("and")
    )
    listed = _OF_THE.search(whole.left) is not None or (":" in parts[0].left and "includ" not in parts[0].left)
    rest = _REST.search(parts[-1].left) is not None and listed
    bracketed = (
        parts[0].bracket
        and parts[-1].right.lstrip().endswith(")") is False
        and all(_QUARTER.search(f"{part.left} {part.right} {part.period_text}") for part in parts)
        and len({part.period for part in parts}) == len(parts)
    )
    return _MADE_UP.search(parts[0].left) is not None or rest or bracketed or totalled


def _exhaust(whole: Mention, parts: Sequence[Mention]) -> bool:
    """True where parts that cannot overlap, or three that are said to make up a whole, come to more than it."""
    total = sum((part.value for part in parts), Decimal(0))
    here = whole.sentence == parts[0].sentence and _OF_THE.search(whole.left) is not None
    # "Eight of the measures have a target. Five are green, ..."
    if (here or (whole.sentence == parts[0].sentence - 1 and len(parts) >= _MANY)) and _one_outcome_each(parts):
        return whole.quantity.qualifier == "eq" and whole.value < total
    if len(parts) < 3 or whole.quantity.qualifier not in ("eq", "le", "lt"):
        return False
    cue = (
        any(OF_THESE.search(f"{part.left} {part.right}") for part in parts[:1])
        or sum(bool(_STATUS.search(part.right)) for part in parts) >= 2
    )
    # "235 were out of the city, with 197 of these nearby": the later figure is a part of a part
    nested = any(OF_THESE.match(part.right.lstrip(" ,(")) for part in parts[1:])
    return (
        cue
        and not nested
        and whole.value < total <= whole.value * (1 + _NEARLY)
        and all(part.sentence == parts[0].sentence for part in parts)
    )


def _one_outcome_each(parts: Sequence[Mention]) -> bool:
    """True where each part is of another outcome of one kind: "19 were upheld, 5 not upheld and 2 withdrawn"."""
    exact = all(part.quantity.qualifier == "eq" and not part.comparison for part in parts)
    for outcomes in _OUTCOMES if exact else ():
        named = [outcomes.findall(part.right) for part in parts]
        if all(len(names) == 1 for names in named) and len({names[0].lower() for names in named}) == len(parts):
            return True
    return False


def _result_after(parts: list[Mention], neighbours: Neighbours, first: Mention, measure: str) -> Iterator[Finding]:
    """ "19 were adopted, 5 ... and 1 ... This resulted in 25": the whole stands in the sentence behind."""
    for whole in neighbours.sentence(first, -1):
        if (
            whole.measure == measure
            and _RESULT.search(whole.left)
            and (how := how_they_add(whole.interval, parts, whole.value))
        ):
            yield sum_finding("consistent", how, whole, whole.value, parts)


def _shares(mentions: list[Mention], neighbours: Neighbours) -> Iterator[Finding]:
    """Shares of one thing that add up to 100%, with "the remaining" of the next sentence where there is one."""
    shares = [
        m
        for m in mentions
        if m.unit == "%"
        and m.role == "actual"
        and m.numerator is None
        and not m.comparison
        and m.quantity.value_max is None
    ]
    after = [
        m
        for m in neighbours.sentence(mentions[0], -1)
        if m.unit == "%" and regex.search(r"\b(?:remain\w*|rest|others?)\b", m.left, regex.I)
    ]
    shares += after
    if len(shares) < 2 or len({m.period for m in shares}) > 1:
        return
    total = total_of(shares)
    value = sum((m.value for m in shares), Decimal(0))
    if Interval(_PERCENT_100, _PERCENT_100).meets(total) and abs(value - 100) <= 1:
        listed = " + ".join(m.text for m in shares)
        how = "exact" if value == 100 else "rounding"
        yield Finding(
            "sum",
            "consistent",
            how,
            f"The shares add up to 100%: {listed}.",
            tuple(m.id for m in shares),
            expected=value,
            observed=_PERCENT_100,
            binding="same_sentence",
            context=mentions[0].context,
        )
    elif _with_rest(shares) and _APART < abs(value - 100) <= _OVERLAP:
        listed = " + ".join(m.text for m in shares)
        yield Finding(
            "sum",
            "inconsistent",
            "the shares and the rest do not make up 100%",
            f"{listed} = {value.normalize():f}%, and with {shares[-1].text} for the rest they should make up 100%: "
            "the figures disagree.",
            tuple(m.id for m in shares),
            expected=_PERCENT_100,
            observed=value,
            binding="same_sentence" if not after else "same_paragraph",
            context=" ".join(dict.fromkeys(m.context for m in shares)),
        )


def _with_rest(shares: Sequence[Mention]) -> bool:
    """True for at least two plain shares and "the remaining" one."""
    vague = any(m.quantity.qualifier != "eq" or m.quantity.rule.startswith("fraction") for m in shares)
    return not vague and len(shares) >= _SHARES and _REST.search(shares[-1].left) is not None
