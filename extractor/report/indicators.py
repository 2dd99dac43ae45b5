"""Figures by what they measure: the catalogue's indicators, and those that papers word in their own ways."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extractor.report.data import Contents, Figure, Statement

MOST_FIGURES = 20_000
"""That the page has in its tables; the rest is left to the dataset's own files."""

MOST_WORDINGS = 200
"""Of indicators that are not in the catalogue."""

_EDGES = " .,:;-–—*•·|/\"'“”‘’()[]"


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of an indicator that can stand on one axis."""

    measure: str
    unit: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """``key`` is the same for all that measures the same; ``series`` has one entry a measure and unit."""

    key: str
    name: str
    in_catalogue: bool
    series: tuple[Series, ...]

    @property
    def count(self) -> int:
        return sum(len(series.figures) for series in self.series)


@dataclass(frozen=True, slots=True)
class Indicators:
    """What is shown, and how many figures are not: ``left_out`` of indicators with a single figure or too many."""

    shown: tuple[Indicator, ...]
    left_out: int


def key_of(item: Figure | Statement) -> str:
    """What it measures, as a key; empty where nothing is known of that."""
    if item.indicator_id:
        return f"id:{item.indicator_id}"
    wording = " ".join(item.indicator.casefold().split()).strip(_EDGES)
    return f"as:{wording}" if wording else ""


def group_figures(contents: Contents) -> Indicators:
    """The catalogue's indicators by name, then wordings of two figures or more, as many as the page holds."""
    by_key: dict[str, list[Figure]] = {}
    for figure in contents.figures.values():
        if key := key_of(figure):
            by_key.setdefault(key, []).append(figure)
    known = [(key, figures) for key, figures in by_key.items() if key.startswith("id:")]
    worded = [(key, figures) for key, figures in by_key.items() if not key.startswith("id:") and len(figures) > 1]
    worded.sort(key=lambda entry: (-len(entry[1]), entry[0]))
    known.sort(key=lambda entry: (-len(entry[1]), entry[0]))
    chosen = _fitting([*known, *worded[:MOST_WORDINGS]])
    groups = sorted(
        (_indicator(key, figures, contents) for key, figures in chosen),
        key=lambda indicator: (not indicator.in_catalogue, indicator.name.casefold()),
    )
    return Indicators(tuple(groups), len(contents.figures) - sum(group.count for group in groups))


def _fitting(groups: Iterable[tuple[str, list[Figure]]]) -> list[tuple[str, list[Figure]]]:
    left = MOST_FIGURES
    chosen = []
    for key, figures in groups:
        if len(figures) <= left:
            chosen.append((key, figures))
            left -= len(figures)
    return chosen


def _indicator(key: str, figures: list[Figure], contents: Contents) -> Indicator:
    first = figures[0]
    known = key.startswith("id:")
    name = (first.indicator_name if known else first.indicator) or first.indicator_id
    by_axis: dict[tuple[str, str], list[Figure]] = {}
    for figure in figures:
        by_axis.setdefault((figure.measure, figure.unit), []).append(figure)
    series = (
        Series(measure, unit, tuple(sorted(found, key=lambda figure: _order(figure, contents))))
        for (measure, unit), found in by_axis.items()
    )
    return Indicator(key, name, known, tuple(sorted(series, key=lambda entry: -len(entry.figures))))


def _order(figure: Figure, contents: Contents) -> tuple[str, str, int, int]:
    paper = contents.papers.get(figure.doc_id)
    return (paper.authority if paper else "", figure.period_end or "9999", paper.place if paper else 0, figure.start)
