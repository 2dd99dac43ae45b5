"""What is counted: shares, and the counts of a document, which add up to those of many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from math import nan

ATTRIBUTES = ("measure", "role", "period", "indicator", "numerator", "denominator", "qualifier", "comparator")
BANDS = 10
"""Confidence 0 to 1 is cut into so many bands; one more, the last, is for rows without a confidence."""


@dataclass(frozen=True, slots=True)
class Share:
    """``good`` out of ``all``."""

    good: int = 0
    all: int = 0

    @property
    def value(self) -> float:
        """From 0 to 1; not a number where there was nothing to judge."""
        return self.good / self.all if self.all else nan

    def __add__(self, other: Share) -> Share:
        return Share(self.good + other.good, self.all + other.all)

    def __str__(self) -> str:
        return f"{self.good}/{self.all}"


@dataclass(frozen=True, slots=True)
class Found:
    """Retrieval: ``hit`` were found, ``missed`` were not, ``spurious`` were found and are none."""

    hit: int = 0
    missed: int = 0
    spurious: int = 0

    @property
    def precision(self) -> float:
        return Share(self.hit, self.hit + self.spurious).value

    @property
    def recall(self) -> float:
        return Share(self.hit, self.hit + self.missed).value

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return self.f1_of(self.hit)

    def f1_of(self, right: int) -> float:
        """F1 where only ``right`` of the hits are good enough."""
        return Share(2 * right, 2 * self.hit + self.missed + self.spurious).value

    def __add__(self, other: Found) -> Found:
        return Found(self.hit + other.hit, self.missed + other.missed, self.spurious + other.spurious)


def no_shares(count: int) -> tuple[Share, ...]:
    return (Share(),) * count


@dataclass(frozen=True, slots=True)
class Counts:
    """All that is counted.

    ``figures``: span and value; ``attributes``: of the figures found, in the order of :data:`ATTRIBUTES`; ``right``: of
    those, with every attribute right. ``bands``: by confidence, mentions with everything right out of all mentions.
    ``caught`` and ``confirmed``: inconsistent and consistent checks found; ``to_review``: inconsistent ones that were
    called so or at least put up for review; ``false_alarms`` and ``reviews``: verdicts without cause.
    """

    figures: Found = field(default_factory=Found)
    right: int = 0
    attributes: tuple[Share, ...] = no_shares(len(ATTRIBUTES))
    bands: tuple[Share, ...] = no_shares(BANDS + 1)
    claims: Found = field(default_factory=Found)
    claim_indicator: Share = field(default_factory=Share)
    caught: Share = field(default_factory=Share)
    to_review: Share = field(default_factory=Share)
    confirmed: Share = field(default_factory=Share)
    false_alarms: int = 0
    reviews: int = 0

    @property
    def tuple_f1(self) -> float:
        """F1 of figures where a hit counts only with everything right at once."""
        return self.figures.f1_of(self.right)

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.figures + other.figures,
            self.right + other.right,
            _add_each(self.attributes, other.attributes),
            _add_each(self.bands, other.bands),
            self.claims + other.claims,
            self.claim_indicator + other.claim_indicator,
            self.caught + other.caught,
            self.to_review + other.to_review,
            self.confirmed + other.confirmed,
            self.false_alarms + other.false_alarms,
            self.reviews + other.reviews,
        )

    def summary(self) -> dict[str, float | int | str]:
        """Name to number, or to "caught/all" for the checks."""
        values: dict[str, float | int | str] = {
            "figure_precision": self.figures.precision,
            "figure_recall": self.figures.recall,
            "figure_f1": self.figures.f1,
            "tuple_f1": self.tuple_f1,
        }
        values |= {name: share.value for name, share in zip(ATTRIBUTES, self.attributes, strict=True)}
        values |= {
            "claim_precision": self.claims.precision,
            "claim_recall": self.claims.recall,
            "claim_f1": self.claims.f1,
            "claim_indicator": self.claim_indicator.value,
        }
        values |= {name: str(getattr(self, name)) for name in ("caught", "to_review", "confirmed")}
        return values | {"false_alarms": self.false_alarms, "reviews": self.reviews}


def _add_each(first: tuple[Share, ...], second: tuple[Share, ...]) -> tuple[Share, ...]:
    return tuple(one + two for one, two in zip(first, second, strict=True))


def total(counts: Iterable[Counts]) -> Counts:
    return reduce(lambda first, second: first + second, counts, Counts())


def band_of(confidence: float | None) -> int:
    """The index of a confidence's band; 1 is in the band from 0.9."""
    if confidence is None or confidence != confidence:
        return BANDS
    # Ten times 0.7 is 7.000000000000001 and 0.29 times 100 is 28.999...: rounding keeps printed tenths in their band.
    return min(max(int(round(confidence * BANDS, 6)), 0), BANDS - 1)
