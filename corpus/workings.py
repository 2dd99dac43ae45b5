"""Works out by arithmetic what each check of the gold annotations must come to.

``workings.csv`` holds one row a check: the document's name, the check's number in its gold file (from 1), the verdict
and the working, a few words such as ``ratio 16 244 6.6%``. ``verdict_of`` works it out under the rules of printed
precision: a rounded figure stands for the interval of all values that are printed so. Run it to check every row:

    python corpus/workings.py
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor
from pathlib import Path

HERE = Path(__file__).resolve().parent
SCALES = {"": Decimal(1), "k": Decimal(1_000), "m": Decimal(1_000_000), "bn": Decimal(1_000_000_000)}
TOKEN = re.compile(r"(?P<bound>>=|<=|>|<)?£?(?P<number>-?\d[\d,]*(?:\.\d+)?)(?P<scale>k|m|bn)?(?P<rounded>[%~])?")
SLIVER = Decimal("1e-9")
"""Keeps an open end (``over 200``) off the bound itself."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as printed: its value and the closed interval of values that it stands for."""

    value: Decimal
    low: Decimal
    high: Decimal

    def meets(self, low: Decimal, high: Decimal) -> bool:
        return self.low <= high and low <= self.high


def read(token: str) -> Printed:
    """Read ``2,717`` (exact), ``83.6%``, ``£1.24m``, ``63~`` (rounded to its last digit) or ``>=50`` (a bound)."""
    match = TOKEN.fullmatch(token)
    if match is None:
        raise ValueError(f"no figure: {token!r}")
    number = Decimal(match["number"].replace(",", ""))
    scale = SCALES[match["scale"] or ""]
    value = number * scale
    places = -int(number.as_tuple().exponent)
    exact = not (places or match["scale"] or match["rounded"])
    half = Decimal(0) if exact else scale * Decimal(10) ** -places / 2
    far = Decimal("1e15")
    ends = {
        None: (value - half, value + half),
        ">": (value + SLIVER, far),
        ">=": (value, far),
        "<": (-far, value - SLIVER),
        "<=": (-far, value),
    }[match["bound"]]
    return Printed(value, *ends)


def _ratio(count: Printed, base: Printed, share: Printed) -> bool:
    return share.meets(100 * count.value / base.value, 100 * count.value / base.value)


def _granularity(base: Printed, share: Printed) -> bool:
    lowest = ceil(share.low * base.value / 100)
    return lowest <= floor(share.high * base.value / 100)


def _sum(*figures: Printed) -> bool:
    *parts, whole = figures
    return whole.meets(sum((part.low for part in parts), Decimal(0)), sum((part.high for part in parts), Decimal(0)))


def _difference(first: Printed, second: Printed, change: Printed) -> bool:
    """``change`` is without sign: the words say which way."""
    lowest, highest = second.low - first.high, second.high - first.low
    return change.meets(lowest, highest) or change.meets(-highest, -lowest)


def _relative(first: Printed, second: Printed, change: Printed) -> bool:
    """A change in per cent of ``first``, without sign."""
    ends = [100 * (new - old) / old for new in (second.low, second.high) for old in (first.low, first.high)]
    return change.meets(min(ends), max(ends)) or change.meets(-max(ends), -min(ends))


def _rate(count: Printed, population: Printed, per: Printed, rate: Printed) -> bool:
    return rate.meets(count.low * per.value / population.high, count.high * per.value / population.low)


def _populations(first: Printed, first_rate: Printed, second: Printed, second_rate: Printed) -> bool:
    """Two counts and their rates must be able to mean one population."""
    lows = (first.value / first_rate.high, second.value / second_rate.high)
    highs = (first.value / first_rate.low, second.value / second_rate.low)
    return max(lows) <= min(highs)


def _same(first: Printed, second: Printed) -> bool:
    return first.meets(second.low, second.high)


def _ordered(lower: Printed, higher: Printed) -> bool:
    """``less a b``: false only where the intervals cannot be in that order."""
    return lower.low < higher.high and lower.value < higher.value


def _at_most(lower: Printed, higher: Printed) -> bool:
    return lower.value <= higher.value


def _rated(colour: str, figure: Printed, target: Printed, tolerance: Printed, good: str) -> bool:
    """Green meets the target; amber misses it by no more than ``tolerance`` per cent of it; red by more."""
    shortfall = target.value - figure.value if good == "high" else figure.value - target.value
    right = "green" if shortfall <= 0 else "amber" if shortfall <= target.value * tolerance.value / 100 else "red"
    return colour == right


WORKINGS: dict[str, Callable[..., bool]] = {
    "ratio": _ratio,
    "granularity": _granularity,
    "sum": _sum,
    "difference": _difference,
    "relative": _relative,
    "rate": _rate,
    "populations": _populations,
    "same": _same,
    "less": _ordered,
    "at_most": _at_most,
    "rated": _rated,
}
WORDS = frozenset({"green", "amber", "red", "high", "low"})


def verdict_of(working: str) -> str:
    """``consistent`` or ``inconsistent``; several workings joined by ``and`` must all hold."""
    return "consistent" if all(_holds(part) for part in working.split(" and ")) else "inconsistent"


def _holds(working: str) -> bool:
    name, *tokens = working.split()
    return WORKINGS[name](*(token if token in WORDS else read(token) for token in tokens))


def main() -> int:
    """Print every row whose working does not come to its verdict; 1 if there is one."""
    with (HERE / "workings.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    wrong = [row for row in rows if verdict_of(row["working"]) != row["verdict"]]
    for row in wrong:
        print(f"{row['name']}, check {row['check']}: {row['working']} is not {row['verdict']}", file=sys.stderr)
    print(f"{len(rows) - len(wrong)} of {len(rows)} workings hold")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
