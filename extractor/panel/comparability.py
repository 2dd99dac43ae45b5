"""Which rows of the panel may stand side by side, and in words why the others may not.

Two authorities' figures are comparable where indicator, definition, measure, unit, basis and length of period are the
same (one series), they have one role and comparator, and their periods begin and end on the same days.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import regex

BASES = {"snapshot": "on a day", "in_period": "in period", "year_to_date": "year to date", "rolling": "rolling"}
"""How a basis is named to a person."""

NOUNS = {"actual": "figure", "target": "target", "benchmark": "benchmark", "forecast": "forecast", "change": "change"}
"""How a figure of each role is named to a person."""

_OWN_COMPARATOR = regex.compile(
    r"neighbour|similar|famil|group|peer|compar|nearest|region|cipfa|cluster|\bsn\b|\bmsg\b|quartile|^average$|^councils?$",
    regex.I,
)
_WHOLE = "no limit or group named"
_COMPARATORS = {
    "nationally": "national",
    "country": "national",
    "eng": "england",
    "english": "england",
    "scottish": "scotland",
}
_SPANS = {1: "month", 3: "quarter", 6: "half year", 12: "year"}


@dataclass(frozen=True, slots=True, order=True)
class Series:
    """What figures have in common that can be put in one line: all but the authority, the role and the period."""

    measure: str
    unit: str
    cohort: str
    basis: str
    span: str
    area: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row of the panel as the rules see it; ``obstacles`` are reasons of its own to stand beside none."""

    authority: str
    indicator: str
    series: Series
    role: str
    comparator: str
    start: date | None
    end: date | None
    obstacles: tuple[str, ...] = ()

    placed: bool = True
    """Whether it has a series at all: where it is not known what it measures or when, it has none."""

    @property
    def hindrances(self) -> tuple[str, ...]:
        """Why it stands beside none, whatever else there is."""
        area = (f"area differs: {self.series.area}, not the whole authority",) if self.series.area else ()
        period = () if self.start is not None and self.end is not None else ("period not stated",)
        return (*self.obstacles, *area, *period)


@dataclass(frozen=True, slots=True)
class Comparison:
    """``beside`` is how many other authorities have a row to put beside it; ``reason`` says why none has."""

    series: int | None
    beside: int
    reason: str

    @property
    def comparable(self) -> bool:
        return self.beside > 0


def compare(candidates: Sequence[Candidate]) -> list[Comparison]:
    """A comparison for each candidate, in their order."""
    indicators: defaultdict[str, list[int]] = defaultdict(list)
    for place, candidate in enumerate(candidates):
        indicators[candidate.indicator].append(place)
    found: dict[int, Comparison] = {}
    for places in indicators.values():
        found.update(zip(places, _compare([candidates[place] for place in places]), strict=True))
    return [found[place] for place in range(len(candidates))]


def _compare(candidates: Sequence[Candidate]) -> Iterator[Comparison]:
    """Those of one indicator."""
    ranked = _rank([candidate for candidate in candidates if candidate.placed])
    main = next(iter(ranked), None)
    several = len({candidate.authority for candidate in candidates}) > 1
    cells: defaultdict[tuple[object, ...], set[str]] = defaultdict(set)
    for candidate in candidates:
        if candidate.placed and not candidate.hindrances:
            cells[_cell(candidate)].add(candidate.authority)
    for candidate in candidates:
        fit = candidate.placed and not candidate.hindrances
        others = cells[_cell(candidate)] - {candidate.authority} if fit else set()
        reason = "" if others else "; ".join(_reasons(candidate, main, several=several))
        yield Comparison(ranked.get(candidate.series) if candidate.placed else None, len(others), reason)


def differences(series: Series, main: Series) -> tuple[str, ...]:
    """In words, in what a series differs from the one that most authorities have."""
    found = []
    if series.measure != main.measure:
        found.append(f"measure differs: {series.measure or 'unknown'} and {main.measure or 'unknown'}")
    elif series.unit != main.unit:
        found.append(f"unit differs: {series.unit or 'none'} and {main.unit or 'none'}")
    if series.cohort != main.cohort:
        found.append(f"definition differs: {series.cohort or _WHOLE} / {main.cohort or _WHOLE}")
    if series.basis != main.basis:
        found.append(f"basis differs: {_basis(series.basis)} and {_basis(main.basis)}")
    elif series.span != main.span:
        found.append(f"length of period differs: {series.span} and {main.span}")
    return tuple(found)


def span_of(start: date | None, end: date | None) -> str:
    """How long a period is: day, month, quarter, half year, year, or a number of months or days."""
    if start is None or end is None:
        return ""
    if start == end:
        return "day"
    after = end + timedelta(days=1)
    months = 12 * (after.year - start.year) + after.month - start.month
    if start.day == after.day and months:
        return _SPANS.get(months, f"{months} months")
    return f"{(end - start).days + 1} days"


def comparator_of(comparator: str) -> str:
    """A comparator without what makes no difference: "the England average" is "england", "nationally" "national"."""
    words = regex.sub(r"\b(?:the|averages?|figures?|rates?|as a whole|overall|all)\b", " ", comparator.lower())
    words = " ".join(words.split()) or comparator.lower()
    return _COMPARATORS.get(words, words)


def is_own_comparator(comparator: str) -> bool:
    """Whether each authority has another: its statistical neighbours, its family group, its region."""
    return bool(_OWN_COMPARATOR.search(comparator))


def _rank(candidates: Sequence[Candidate]) -> dict[Series, int]:
    """Series to its number: 1 for that of whole authorities that most of them have outturns in, then of most rows."""
    authorities: defaultdict[Series, set[str]] = defaultdict(set)
    rows: Counter[Series] = Counter()
    for candidate in candidates:
        rows[candidate.series] += 1
        if candidate.role == "actual":
            authorities[candidate.series].add(candidate.authority)
    ordered = sorted(rows, key=lambda series: (bool(series.area), -len(authorities[series]), -rows[series], series))
    return {series: number for number, series in enumerate(ordered, 1)}


def _reasons(candidate: Candidate, main: Series | None, *, several: bool) -> tuple[str, ...]:
    series, hindrances = candidate.series, candidate.hindrances
    if hindrances:
        return hindrances
    if not several:
        return ("no other authority has it",)
    if main is not None and series != main:
        return differences(series, main)
    period = period_in_words(candidate.start, candidate.end)
    return (f"period differs: no other authority's {NOUNS[candidate.role]} is for {period}",)


def period_in_words(start: date | None, end: date | None) -> str:
    """ "31 March 2014", or "1 April 2013 to 31 March 2014"."""
    if start is None or end is None:
        return "no stated period"
    last = f"{end.day} {end:%B %Y}"
    return last if start == end else f"{start.day} {start:%B %Y} to {last}"


def _cell(candidate: Candidate) -> tuple[object, ...]:
    return candidate.series, candidate.role, candidate.comparator, candidate.start, candidate.end


def _basis(basis: str) -> str:
    return BASES.get(basis, "not stated")
