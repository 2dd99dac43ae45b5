"""Printed figures of a column: all of one kind, as a service would give them."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

Figure = Callable[[Random], str]


def percent(rng: Random) -> str:
    return f"{rng.uniform(3, 99):.1f}%"


def whole_percent(rng: Random) -> str:
    return f"{rng.randint(2, 100)}%"


def count(rng: Random) -> str:
    return f"{rng.choice([rng.randint(0, 99), rng.randint(100, 999), rng.randint(1000, 98000)]):,}"


def decimal(rng: Random) -> str:
    return f"{rng.choice([rng.uniform(0, 9), rng.uniform(10, 99), rng.uniform(100, 999)]):.{rng.choice([1, 1, 2])}f}"


def money(rng: Random) -> str:
    return rng.choice([f"£{rng.uniform(0.1, 9):.1f}m", f"£{rng.randint(1, 900):,}k", f"£{rng.randint(1000, 99000):,}"])


def change(rng: Random) -> str:
    value = rng.randint(1, 2400)
    return rng.choice([f"({value:,})", f"{value:,}", f"-{rng.uniform(0, 9):.1f}", f"+{rng.uniform(0, 9):.1f}"])


def share(rng: Random) -> str:
    whole = rng.randint(20, 900)
    part = rng.randint(5, whole)
    return rng.choice([f"{part}/{whole} ({100 * part / whole:.1f}%)", f"{part} ({100 * part / whole:.1f})"])


def bounded(rng: Random) -> str:
    return rng.choice([f"<{rng.randint(3, 9)}", f"{rng.randint(6, 80)}", f">{rng.randint(90, 99)}%"])


def missing(rng: Random) -> str:
    return rng.choice(["n/a", "-", "c", "*", "TBC", ""])


KINDS: tuple[Figure, ...] = (percent, whole_percent, count, decimal, money, change)
ODD: tuple[Figure, ...] = (share, bounded, money, change)

QUARTERS = ("Q1", "Q2", "Q3", "Q4")
MONTHS = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")
YEARS = ("2012/13", "2013/14", "2014/15", "2015/16", "2016/17", "2017/18", "2018/19", "2019/20")
SINGLE = (
    "Target", "Actual", "Outturn", "Target 2016/17", "Actual 2015/16", "Year to date", "England average", "Variance",
    "Statistical neighbours", "Previous quarter", "Budget", "Forecast", "Number of cases", "Rate per 10,000",
)  # fmt: skip


def headings(rng: Random, columns: int) -> list[str]:
    """Headings of ``columns`` columns of figures."""
    sets: list[tuple[str, ...]] = [SINGLE]
    if columns <= len(YEARS):
        sets.append(YEARS)
    if columns <= 4:
        sets.append(QUARTERS)
    if columns > 4:
        sets.append((*MONTHS, "Total", "Target"))
    chosen = rng.choice(sets)
    if chosen is SINGLE:
        return rng.sample(SINGLE, columns)
    begin = rng.randint(0, len(chosen) - columns) if chosen is YEARS else 0
    return list(chosen[begin : begin + columns])
