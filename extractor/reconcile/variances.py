"""A column of differences against the figures of its rows, where most rows show how it is worked out."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import regex

from extractor.mentions import Mention
from extractor.reconcile.case import Case, latest, target_in
from extractor.reconcile.finding import Finding, amount
from extractor.reconcile.relation import fixed
from extractor.values.interval import Interval

_VARIANCE = regex.compile(
    r"\b(?:variance|difference|diff|gap|over\W{0,3}under|\+\W?/\W?-|against\starget|from\starget)\b", regex.I
)
_MOST_ROWS = 3
"""So many rows, and three in four, must show how a column of differences is worked out before one is held to it."""


@dataclass(frozen=True, slots=True)
class Worked:
    """One row's difference ``cell`` as ``later`` less ``earlier``, or as that in per cent of ``earlier``."""

    cell: Mention
    later: Mention
    earlier: Mention
    relative: bool = False
    sign: int = 1

    @property
    def interval(self) -> Interval:
        """All that the difference may be, by what the printed figures stand for."""
        first, second = _meant(self.later), _meant(self.earlier)
        if not self.relative:
            return first - second if self.sign > 0 else second - first
        ends = [
            self.sign * 100 * (new - old) / abs(old)
            for new in (first.low, first.high)
            for old in (second.low, second.high)
            if new is not None and old
        ]
        return Interval(min(ends), max(ends)) if len(ends) == 4 else Interval(None, None)

    @property
    def fits(self) -> bool:
        return self.interval.meets(self.cell.interval)

    @property
    def value(self) -> Decimal:
        """The difference of the printed values."""
        change = self.sign * (self.later.value - self.earlier.value)
        return round(100 * change / abs(self.earlier.value), 1) if self.relative else change


def _meant(figure: Mention) -> Interval:
    """What a figure stands for; a target in per cent is exact, a budget in millions is rounded as all sums are."""
    return fixed(figure) if figure.role == "target" and figure.unit == "%" else figure.interval


def check_variances(case: Case) -> Iterator[Finding]:
    """Every column of differences of every table: variances from target, changes between periods, also in per cent."""
    ways: dict[tuple[int, int], dict[tuple[int, int, bool, int], list[Worked]]] = defaultdict(lambda: defaultdict(list))
    for row in case.rows.values():
        for cell in row:
            if cell.role == "change" and cell.table is not None:
                for way, worked in _ways(cell, row):
                    ways[cell.table, cell.column or 0][way].append(worked)
    for column in ways.values():
        best = max(column.values(), key=lambda rows: sum(worked.fits for worked in rows))
        right = sum(worked.fits for worked in best)
        if right >= _MOST_ROWS and right * 4 >= len(best) * 3:
            yield from map(_finding, best)


def _ways(cell: Mention, row: Sequence[Mention]) -> Iterator[tuple[tuple[int, int, bool, int], Worked]]:
    """How a difference may have been worked out: from the target, or between two outturns of its row."""
    pairs: list[tuple[Mention, Mention]] = []
    held = [m for m in row if _compares(m, cell)]
    actual = latest(held, "forecast") or latest(held)  # budget, forecast and variance; or actual, target and variance
    target = target_in(row, actual) if actual is not None else None
    if actual is not None and target is not None and (cell.unit == "%" or _VARIANCE.search(cell.column_label)):
        pairs.append((actual, target))
    outturns = [m for m in row if m.role == "actual" and not m.part and _compares(m, cell)]
    pairs += [(later, earlier) for earlier, later in itertools.combinations(outturns, 2) if _same(later, earlier)]
    for (later, earlier), sign in itertools.product(pairs, (1, -1)):
        # the sign of a column of falls may be left out, so both ways round are tried
        for relative in (False, True):
            if _suits(cell, later, relative) and (not relative or earlier.value > 0):
                key = (later.column or 0, earlier.column or 0, relative, sign)
                yield key, Worked(cell, later, earlier, relative, sign)


def _same(first: Mention, second: Mention) -> bool:
    return first.measure == second.measure and first.unit == second.unit


def _suits(cell: Mention, figure: Mention, relative: bool) -> bool:
    """Whether a difference can be of a figure in that way: per cent of what is no share, or in its own unit."""
    if relative:
        return cell.unit == "%" and figure.unit != "%"
    return cell.unit != "%" or figure.unit == "%"


def _compares(mention: Mention, difference: Mention) -> bool:
    """True where a difference can be of a figure: in its unit, in points for a share, or in per cent."""
    return mention.measure == difference.measure or difference.measure == "count" or difference.unit == "%"


def _finding(worked: Worked) -> Finding:
    cell, agrees = worked.cell, worked.fits
    first, second = (worked.later, worked.earlier) if worked.sign > 0 else (worked.earlier, worked.later)
    if worked.relative:
        way = f"from {worked.earlier.text} to {worked.later.text} is {worked.value:+f}%"
    else:
        way = f"{first.text} less {second.text} is {amount(worked.value, worked.later)}"
    return Finding(
        "change",
        "consistent" if agrees else "inconsistent",
        "rounding" if agrees else "the difference is not that of its row",
        f"{cell.row_label}: {way}, and {cell.text} is printed: {'they agree' if agrees else 'the figures disagree'}.",
        (cell.id, worked.later.id, worked.earlier.id),
        expected=worked.value,
        observed=cell.value,
        tolerance=cell.quantity.step / 2,
        binding="same_row",
        context=f"{cell.row_label}: {worked.later.text}; {worked.earlier.text}; {cell.text}",
    )
