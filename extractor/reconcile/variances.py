"""A column of differences against the figures of its rows, where most rows show how it is worked out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import regex

from extractor.mentions import Mention
from extractor.reconcile.case import Case, latest, target_in
from extractor.reconcile.finding import Finding
from extractor.reconcile.relation import fixed
from extractor.values.interval import Interval

_VARIANCE = regex.compile(
    r"\b(?:variance|difference|diff|gap|over\W{0,3}under|\+\W?/\W?-|against\starget|from\starget)\b", regex.I
)
_MOST_ROWS = 3
"""So many rows, and three in four, must show how a column of differences is worked out before one is held to it."""


def check_variances(case: Case) -> Iterator[Finding]:
    """A column of differences against actual and target of each row, where most rows show how it is worked out."""
    tables: dict[tuple[int, int], list[tuple[Mention, Mention, Mention]]] = defaultdict(list)
    for row in case.rows.values():
        for cell in row:
            if cell.role != "change" or not _VARIANCE.search(cell.column_label) or cell.table is None:
                continue
            actual = latest([m for m in row if m.role in ("actual", "forecast") and _compares(m, cell)])
            target = target_in(row, actual) if actual is not None else None
            if actual is not None and target is not None:
                tables[cell.table, cell.column or 0].append((cell, actual, target))
    for triples in tables.values():
        for sign in (1, -1):
            fits = [(c, a, t) for c, a, t in triples if _difference(a, t, sign).meets(c.interval)]
            if len(fits) < _MOST_ROWS or len(fits) * 4 < len(triples) * 3:
                continue
            for cell, actual, target in triples:
                agrees = (cell, actual, target) in fits
                worked_out = sign * (actual.value - target.value)
                first, second = (actual, target) if sign > 0 else (target, actual)
                said = (
                    f"{cell.row_label}: {first.text} less {second.text} is {worked_out:,f}, and {cell.text} is printed"
                )
                yield Finding(
                    "change",
                    "consistent" if agrees else "inconsistent",
                    "rounding" if agrees else "the difference is not that of its row",
                    f"{said}: {'they agree' if agrees else 'the figures disagree'}.",
                    (cell.id, actual.id, target.id),
                    expected=worked_out,
                    observed=cell.value,
                    tolerance=cell.quantity.step / 2,
                    binding="same_row",
                    context=f"{cell.row_label}: {actual.text}; {target.text}; {cell.text}",
                )
            break


def _compares(mention: Mention, difference: Mention) -> bool:
    """True where a difference can be of a figure: in its unit, or in points for a share."""
    return mention.measure == difference.measure or difference.measure == "count"


def _difference(actual: Mention, target: Mention, sign: int) -> Interval:
    return actual.interval - fixed(target) if sign > 0 else fixed(target) - actual.interval
