"""What a printed figure stands for, as an interval of Decimals.

Nearest rounding to d places covers [v - u/2, v + u/2] with u = 10^-d: closed at both ends, so that half-up and
banker's rounding are both inside. Truncation covers [v, v + u).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

_NEARLY = frozenset({"nearly", "almost", "close to", "just short of"})


@dataclass(frozen=True, slots=True)
class Interval:
    """``low`` to ``high``, None where open; an end is outside the interval where its ``*_open`` is True."""

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    def meets(self, other: Interval) -> bool:
        """True where at least one number lies in both."""
        return not (self._above(other) or other._above(self))

    def _above(self, other: Interval) -> bool:
        """True where the whole of this one lies above the other."""
        if self.low is None or other.high is None:
            return False
        return self.low > other.high or (self.low == other.high and (self.low_open or other.high_open))

    def below(self, other: Interval) -> bool:
        """True where every number of this one is smaller than every number of the other."""
        return other._above(self)

    def shift(self, low: Decimal, high: Decimal) -> Interval:
        """Widened or moved: ``low`` and ``high`` are added to the ends."""
        return Interval(
            None if self.low is None else self.low + low,
            None if self.high is None else self.high + high,
            self.low_open,
            self.high_open,
        )

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
            self.low_open or other.low_open,
            self.high_open or other.high_open,
        )

    def __neg__(self) -> Interval:
        return Interval(
            None if self.high is None else -self.high,
            None if self.low is None else -self.low,
            self.high_open,
            self.low_open,
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + (-other)


def printed_interval(
    value: Decimal, maximum: Decimal | None, step: Decimal, exact: bool, qualifier: str, phrase: str = ""
) -> Interval:
    """The interval of a printed figure; ``step`` is what one unit of its last printed place is worth."""
    half = Decimal(0) if exact else step / 2
    if maximum is not None:
        return Interval(value - half, maximum + half)
    if qualifier == "gt":
        return Interval(value, None, low_open=True)
    if qualifier == "ge":
        return Interval(value - half, None)
    if qualifier == "lt":
        return Interval(None, value, high_open=True)
    if qualifier == "le":
        return Interval(None, value + half)
    if qualifier == "approx":
        if phrase in _NEARLY:
            return Interval(value - max(abs(value) / 20, step), value, high_open=True)
        return Interval(value - max(abs(value) / 10, half), value + max(abs(value) / 10, half))
    return Interval(value - half, value + half)
