"""A rate against its count and population, and the populations that counts and rates imply."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import regex

from extractor.mentions import Mention
from extractor.reconcile.case import Case, content_words
from extractor.reconcile.finding import Finding, or_cut_off, places_of, printed
from extractor.values.interval import Interval
from extractor.values.quantity import base_of

_POPULATION = regex.compile(
    r"^\W*+(?:[\w’'-]+\s){0,3}?(?:population|residents|inhabitants|dwellings|employees|households|people\saged"
    r"|(?:children|adults|women|men|people|pupils|staff)\s(?:and\s\w+\s\w+\s)?(?:in\s(?:this|the)|aged|live|living))\b",
    regex.I,
)
_POPULATION_OF = regex.compile(
    r"\bpopulation\s?(?:(?:of|is|was|are|estimated\sat|stands\sat)\s)*(?:\w+\s)?\(?$", regex.I
)
_LINK = regex.compile(
    r"(?:\bgiving\b|\bequivalent\sto\b|\bequates?\sto\b|\bequal\sto\b|\bor\b|\bwhich\s(?:is|was)\b|\bthis\s(?:is|was)\b|\brate\sof\b|\bthat\sis\b|\bworks?\sout\sat\b|\brate\s(?:is|was|therefore)\b|\brepresent\w*\b|\(|,)\s*(?:an?\s(?:\w+\s)?rate\sof\s|equivalent\sto\s|about\s|around\s)?$",
    regex.I,
)
_LABELS = frozenset(("per", "rate", "period", "end"))
_CHILDREN = regex.compile(r"child|young|pupil", regex.I)
_PER_WHOM = regex.compile(r"\bper\s(?:head\sof\s)?[\d,]*\d\s([A-Za-z]+)", regex.I)
_YOUNG = regex.compile(r"\bunder[\s-]?18|\bchild|\byoung\speople|\baged\s0|\b0-1[78]\b", regex.I)
_SAID_POPULATION = regex.compile(
    r"\b(?:0-1[78]|under[\s-]?18|child|adult|resident|total|65\+)\s(?:\w+\s)?population\b"
    r"|\b(?:borough|county|city|district|area|authority|town|island)(?:[’\x27]s)?\s(?:\w+\s){0,2}population\b"
    r"|\bpopulation\sof\s(?:the\s)?(?:borough|county|city|district|area|authority|town|island)\b",
    regex.I,
)
_NOT_OF_THE_AREA = regex.compile(r"\b(?:school|prison|sample|survey\w*)\spopulation\b", regex.I)
_APART = Decimal("0.05")
_SAME = Decimal("0.03")
"""Populations that two pairs imply may differ by this share: a year's growth, and mid-year estimates."""
_MOST_PAIRS = 400
"""Of one base, that each pair is held against: the first of the document."""


@dataclass(frozen=True, slots=True)
class Implied:
    """A count, its rate, and the population that the two imply."""

    count: Mention
    rate: Mention
    population: Interval
    binding: str

    @property
    def middle(self) -> Decimal:
        return self.count.value / self.rate.value * _base(self.rate)


def check_rates(case: Case) -> Iterator[Finding]:
    """Every rate of the document whose count stands beside it."""
    implied: list[Implied] = []
    populations = _Populations(case)
    settled: set[str] = set()
    for rate in case.findings.mentions:
        if rate.measure != "rate" or rate.role != "actual" or rate.value <= 0 or not rate.unit.startswith("per "):
            continue
        if rate.source == "narrative":
            found = _stated(case, rate)
            if found is not None:
                settled.add(rate.id)
                yield found
            elif (pair := _beside(case, rate)) is not None:
                known = populations.of(pair)
                if known is None:
                    implied.append(pair)
                else:
                    yield from _of_known(pair, known)
    implied += [pair for pair in _in_rows(case) if pair.rate.id not in settled]
    yield from _compare(implied)


def _base(rate: Mention) -> Decimal:
    if rate.quantity.base is not None:
        return rate.quantity.base
    return base_of(rate.unit)


def _counts(case: Case, rate: Mention, back: int) -> list[Mention]:
    return [
        m
        for m in case.neighbours.sentence(rate, back)
        if m.measure == "count" and m.role == "actual" and m.value > 0 and m.denominator is None
    ]


def _stated(case: Case, rate: Mention) -> Finding | None:
    """ "512 admissions. There are 83,400 residents, giving a rate of 655.3 per 100,000": all three are stated."""
    here = _counts(case, rate, 0)
    before = _counts(case, rate, 1)
    children = _CHILDREN.search(f"{rate.text} {rate.indicator} {rate.context}") is not None
    populations = [
        m
        for m in (*here, *before)
        if _is_population(m)
        and (m in here or m.period == rate.period)
        and bool(_YOUNG.search(f"{m.left[-60:]} {m.right[:60]}")) == children
        and _same_people(rate, m)
    ]
    # "held by 2,240 residents, which is 10.8 per 1,000 of our 222,200 population": the population is the greater
    largest = max((m.value for m in populations), default=None)
    populations = [m for m in populations if m.value == largest]
    if len(populations) != 1:
        return None
    population = populations[0]
    counts = [m for m in (*reversed(here), *reversed(before)) if m.id != population.id and m.value < population.value]
    for count in counts:
        if count.comparison:
            continue
        worked_out = _rate_of(count, population, rate)
        if worked_out.meets(or_cut_off(rate)):
            return _finding("consistent", "rounding", rate, count, population)
    tied = len(counts) == 1 or (here and counts and counts[0] in here and sum(m in here for m in counts) == 1)
    plain = (
        rate.quantity.qualifier == population.quantity.qualifier == "eq" and not counts[0].comparison
        if counts
        else False
    )
    if tied and plain and population in here and _LINK.search(rate.left):
        return _finding("inconsistent", "the rate is not that of its count and population", rate, counts[0], population)
    return None


def _same_people(rate: Mention, population: Mention) -> bool:
    """ "312 per 1,000 employees" is not of residents."""
    return _are(_people(rate), population)


def _people(rate: Mention) -> str:
    """The beginning of the word for those that a rate is of; empty for everybody."""
    named = _PER_WHOM.search(rate.text + rate.right[:24])
    if named is None or named.group(1).lower() in ("population", "people", "of", "residents", "head"):
        return ""
    return named.group(1).lower()[:5]


def _are(people: str, population: Mention) -> bool:
    return people in f"{population.left[-60:]} {population.right[:60]}".lower()


def _is_population(mention: Mention) -> bool:
    named = _POPULATION.search(mention.right) or _POPULATION_OF.search(mention.left)
    return mention.value >= 1000 and named is not None


def _rate_of(count: Mention, population: Mention, rate: Mention) -> Interval:
    """What the rate works out to; a population printed in round numbers may be rounded."""
    low, high = count.interval.low, count.interval.high
    size = _rounded(population)
    if low is None or high is None or not size.low or not size.high:
        return Interval(None, None)
    base = _base(rate)
    return Interval(low / size.high * base, high / size.low * base)


def _rounded(population: Mention) -> Interval:
    """ "83,400 residents" is to the nearest hundred."""
    step = Decimal(1)
    value = population.value
    while value and value % (step * 10) == 0 and step * 10 <= value / 20:
        step *= 10
    half = step / 2 if step >= 100 else Decimal(0)
    if population.interval.low is None or population.interval.high is None:
        return population.interval
    return Interval(population.interval.low - half, population.interval.high + half)


def _finding(verdict: str, reason: str, rate: Mention, count: Mention, population: Mention) -> Finding:
    base = _base(rate)
    worked_out = count.value / population.value * base
    places = places_of(rate)
    shown = f"{printed(worked_out, places)} per {base:,}"
    if verdict == "consistent":
        statement = f"{rate.text} agrees: {count.text} in {population.text} is {shown}."
    else:
        repaired = (rate.value * population.value / base).quantize(Decimal(1))
        statement = (
            f"The text gives {rate.text}. {count.text} in {population.text} is {shown}: the figures "
            f"disagree. {repaired:,} in {population.text} would be {rate.text}."
        )
    return Finding(
        "rate",
        verdict,
        reason,
        statement,
        (rate.id, count.id, population.id),
        expected=worked_out.quantize(Decimal("0.0001")),
        observed=rate.value,
        tolerance=rate.quantity.step / 2,
        binding="same_sentence" if count.sentence == rate.sentence else "same_paragraph",
        context=" ".join(dict.fromkeys(m.context for m in sorted((rate, count, population), key=lambda m: m.start))),
    )


def _beside(case: Case, rate: Mention) -> Implied | None:
    """The count that a rate restates: "163 children. This is equivalent to 38.8 per 10,000"."""
    if rate.comparison:
        return None
    for back, binding in ((0, "same_sentence"), (1, "same_paragraph")):
        counts = [m for m in _counts(case, rate, back) if m.start < rate.start and not m.comparison and m.value >= 10]
        if counts and _LINK.search(rate.left):
            count = counts[-1]
            if back and len(counts) > 1:
                return None
            return _imply(count, rate, binding)
    return None


def _imply(count: Mention, rate: Mention, binding: str) -> Implied | None:
    low, high = count.interval.low, count.interval.high
    if low is None or high is None or not rate.interval.low or not rate.interval.high:
        return None
    base = _base(rate)
    return Implied(count, rate, Interval(low / rate.interval.high * base, high / rate.interval.low * base), binding)


class _Populations:
    """The populations that a document states, and which of them is that of a rate's people."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._known: dict[tuple[bool, str], Mention | None] = {}

    @cached_property
    def _stated(self) -> list[Mention]:
        return [
            m
            for m in self._case.findings.mentions
            if m.measure == "count"
            and m.role == "actual"
            and m.value >= 1000
            and _SAID_POPULATION.search(f"{m.left} | {m.right[:30]}")
            and not _NOT_OF_THE_AREA.search(m.context)
        ]

    def of(self, pair: Implied) -> Mention | None:
        """The one population that the document states for the people of a rate."""
        children = _CHILDREN.search(f"{pair.rate.indicator} {pair.count.indicator} {pair.rate.context}") is not None
        key = children, _people(pair.rate)
        if key not in self._known:
            found = [m for m in self._stated if bool(_YOUNG.search(m.context)) == children and _are(key[1], m)]
            self._known[key] = found[0] if len({m.value for m in found}) == 1 else None
        return self._known[key]


def _of_known(pair: Implied, population: Mention) -> Iterator[Finding]:
    """Populations are estimated anew each year: only what is more than a twentieth off is held wrong."""
    gap = abs(pair.middle - population.value) / population.value
    if gap <= _SAME:
        yield _finding("consistent", "rounding", pair.rate, pair.count, population)
    elif gap > _APART and pair.rate.quantity.qualifier == "eq":
        yield _finding(
            "inconsistent", "the rate is not that of its count and population", pair.rate, pair.count, population
        )


def _in_rows(case: Case) -> Iterator[Implied]:
    """Rows of a count and of its rate, column by column; and cells that hold both ("616 (93.4)")."""
    rows = list(case.rows.values())
    pairs: list[Implied | None] = []
    for row in rows:
        for first, second in itertools.pairwise(row):
            if first.column == second.column and first.measure == "count" and second.measure == "rate":
                pairs.append(_imply(first, second, "same_row"))
    counted: dict[tuple[int | None, frozenset[str]], list[list[Mention]]] = defaultdict(list)
    for row in rows:
        if row[0].measure == "count" and (words := content_words(row[0].row_label) - _LABELS):
            counted[row[0].table, words].append(row)
    for rates in rows:
        if rates[0].measure != "rate":
            continue
        for counts in counted.get((rates[0].table, content_words(rates[0].row_label) - _LABELS), ()):
            by_column = {m.column: m for m in counts if m.role == "actual"}
            pairs += [
                _imply(by_column[rate.column], rate, "same_row")
                for rate in rates
                if rate.role == "actual" and rate.column in by_column and rate.value > 0
            ]
    yield from (pair for pair in pairs if pair is not None)


def _compare(implied: list[Implied]) -> Iterator[Finding]:
    """One authority's populations of one base are alike: pairs confirm each other, and one against two is put up."""
    by_base: dict[tuple[Decimal, str], list[Implied]] = {}
    for pair in implied:
        about = f"{pair.rate.indicator} {pair.rate.row_label} {pair.count.indicator}"
        group = "children" if _CHILDREN.search(about) else ""
        by_base.setdefault((_base(pair.rate), group), []).append(pair)
    for pairs in by_base.values():
        if len(pairs) < 2:
            continue
        for pair in pairs:
            others = [other for other in pairs[:_MOST_PAIRS] if other is not pair]
            fellow = next((other for other in others if _same(pair, other)), None)
            if fellow is not None:
                yield _agrees(pair, fellow)
            elif len(others) >= 2 and all(_same(a, b) for a, b in itertools.combinations(others, 2)):
                yield _differs(pair, others[0])


def _same(first: Implied, second: Implied) -> bool:
    if first.population.meets(second.population):
        return True
    return abs(first.middle - second.middle) <= max(first.middle, second.middle) * _SAME


def _agrees(pair: Implied, other: Implied) -> Finding:
    statement = (
        f"{pair.count.text} at {pair.rate.text} and {other.count.text} at {other.rate.text} agree: both are of a "
        f"population of about {printed(pair.middle)}."
    )
    return _implied_finding("consistent", "rounding", statement, pair, other)


def _differs(pair: Implied, other: Implied) -> Finding:
    statement = (
        f"{pair.count.text} at {pair.rate.text} are of a population of about {printed(pair.middle)}; the other counts "
        f"and rates here ({other.count.text} at {other.rate.text}) are of one of about {printed(other.middle)}: "
        "the figures disagree."
    )
    verdict = "inconsistent" if pair.binding in ("same_sentence", "same_row") else "review"
    return _implied_finding(verdict, "the rates are of different populations", statement, pair, other)


def _implied_finding(verdict: str, reason: str, statement: str, pair: Implied, other: Implied) -> Finding:
    return Finding(
        "rate",
        verdict,
        reason,
        statement,
        tuple(dict.fromkeys((pair.rate.id, pair.count.id, other.rate.id, other.count.id))),
        expected=other.middle.quantize(Decimal(1)),
        observed=pair.middle.quantize(Decimal(1)),
        binding=pair.binding,
        context=" ".join(dict.fromkeys((pair.count.context, pair.rate.context))),
    )
