"""Figures of a dataset paired with annotated ones, and which attributes of a pair are right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from re import Pattern

from extractor.evaluation.gold import Figure, Gold
from extractor.evaluation.places import (
    Row,
    equals,
    find_figure,
    indicator_words,
    joined,
    number_in,
    overlap,
    span_of,
)
from extractor.evaluation.score import ATTRIBUTES, BANDS, Counts, Found, Share, band_of
from extractor.evaluation.smudged import Span

_SHOWN = {"period": ("period_start", "period_end"), "indicator": ("indicator", "indicator_name")}


@dataclass(frozen=True, slots=True)
class Pair:
    """An annotated figure and the mention that reports it."""

    figure: Figure
    row: Row

    def verdicts(self) -> tuple[bool | None, ...]:
        """For each of the attributes whether it is right; None where the annotation is silent."""
        return tuple(_attribute(name, self.figure, self.row) for name in ATTRIBUTES)

    @property
    def right(self) -> bool:
        """Nothing is wrong."""
        return False not in self.verdicts()

    def faults(self) -> str:
        """What is wrong and what stands there: "role is 'actual'"."""
        wrong = [name for name, good in zip(ATTRIBUTES, self.verdicts(), strict=True) if good is False]
        return ", ".join(f"{name} is {joined(self.row, *_SHOWN.get(name, (name,))).strip()!r}" for name in wrong)


@dataclass(frozen=True, slots=True)
class FigureMatch:
    """Optional annotated figures stand in none of these, nor do the mentions that report one."""

    pairs: tuple[Pair, ...]
    missed: tuple[Figure, ...]
    spurious: tuple[Row, ...]
    unlocated: tuple[Figure, ...]

    def counts(self) -> Counts:
        verdicts = [pair.verdicts() for pair in self.pairs]
        judged = [[good for good in column if good is not None] for column in zip(*verdicts, strict=True)]
        return Counts(
            figures=Found(len(self.pairs), len(self.missed), len(self.spurious)),
            right=sum(pair.right for pair in self.pairs),
            attributes=tuple(Share(sum(column), len(column)) for column in judged) or (Share(),) * len(ATTRIBUTES),
            bands=self._bands(),
        )

    def _bands(self) -> tuple[Share, ...]:
        bands = [Share()] * (BANDS + 1)
        for row, right in [*((pair.row, pair.right) for pair in self.pairs), *((row, False) for row in self.spurious)]:
            bands[band_of(number_in(row, "confidence"))] += Share(int(right), 1)
        return tuple(bands)


def match_figures(gold: Gold, rows: Sequence[Row], text: str) -> FigureMatch:
    """Pair annotated figures with mentions, one to one, in the order of both; required figures choose first."""
    places = [
        None if figure.row is not None else find_figure(figure, text, scanned=gold.scanned) for figure in gold.figures
    ]
    free = list(rows)
    pairs: list[Pair] = []
    missed: list[Figure] = []
    # A stable sort: required figures first, the rest of the order kept.
    for figure, place in sorted(zip(gold.figures, places, strict=True), key=lambda item: item[0].optional):
        row = next((row for row in free if _reports(row, figure, place)), None)
        if row is not None:
            free.remove(row)
        if not figure.optional:
            if row is None:
                missed.append(figure)
            else:
                pairs.append(Pair(figure, row))
    return FigureMatch(
        tuple(pairs), tuple(missed), _spurious(gold, free, places), tuple(_unlocated(gold.figures, places))
    )


def _reports(row: Row, figure: Figure, place: Span | None) -> bool:
    if not equals(row, "value", figure.value):
        return False
    if figure.row is None or figure.column is None:
        return place is not None and overlap(span_of(row), place)
    return (
        row.get("source") == "table"
        and figure.row.search(joined(row, "row_label", "indicator", "indicator_name")) is not None
        and figure.column.search(joined(row, "column_label", "period_text", "role", "comparator")) is not None
    )


def _spurious(gold: Gold, free: Sequence[Row], places: Sequence[Span | None]) -> tuple[Row, ...]:
    if not gold.figures_complete:
        return ()
    allowed = [place for figure, place in zip(gold.figures, places, strict=True) if place and figure.optional]
    return tuple(row for row in free if not any(overlap(span_of(row), place) for place in allowed))


def _unlocated(figures: Sequence[Figure], places: Sequence[Span | None]) -> list[Figure]:
    return [
        figure
        for figure, place in zip(figures, places, strict=True)
        if place is None and figure.row is None and not figure.optional
    ]


def _attribute(name: str, figure: Figure, row: Row) -> bool | None:
    wanted: object = getattr(figure, name)
    if wanted is None:
        return None
    if name == "period":
        return (row.get("period_start", "")[:10], row.get("period_end", "")[:10]) == wanted
    if isinstance(wanted, tuple):
        return row.get(name) in wanted
    if isinstance(wanted, float):
        return equals(row, name, wanted)
    if isinstance(wanted, Pattern):
        return wanted.search(indicator_words(row) if name == "indicator" else row.get(name) or "") is not None
    return row.get(name) == wanted
