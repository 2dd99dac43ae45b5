"""Arrows that the document says mean better or worse, against the row's figures of the periods that it names."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.reconcile.case import Case, alike, latest
from extractor.reconcile.claimed import named
from extractor.reconcile.finding import Finding
from extractor.reconcile.pairs import in_row
from extractor.values.period import Period

_ARROWS = regex.compile(r"\b(?:arrows?|direction\sof\stravel|DoT)\b[^.\n]*(?:\.[^.\n]*)?", regex.I)
_BETTER = regex.compile(r"\b(?:better|improv\w+|worse\w*|deteriorat\w+)\b", regex.I)
_LAST_YEAR = regex.compile(r"\b(?:last|previous)\syear\b|\bsame\s(?:quarter|period|month)\b|\byear\searlier\b", regex.I)
_LAST_PERIOD = regex.compile(r"\b(?:last|previous|preceding)\s(?:quarter|period|month)\b", regex.I)


def check_arrows(case: Case) -> Iterator[Finding]:
    """Arrows that the document says mean better or worse, against the row's figures of the periods it names."""
    said = " ".join(
        found.group()
        for found in _ARROWS.finditer(case.text)
        if _BETTER.search(found.group()) or _LAST_YEAR.search(found.group())
    )
    last_period, last_year = _LAST_PERIOD.search(said), _LAST_YEAR.search(said)
    if not _BETTER.search(said) or bool(last_period) == bool(last_year):
        return
    for row in case.rows.values():
        new = latest(row)
        if new is None or new.direction not in ("up", "down") or new.period is None:
            continue
        polarity = case.polarity.of(None, new)
        if not polarity.sure:
            continue
        pair = next(iter(in_row(row)), None)
        if pair is None or pair.old.period is None:
            continue
        old = pair.old
        gap = (new.period.start - pair.old.period.end).days
        if last_period and not 0 <= gap <= 31:
            continue
        if last_year:
            same = [m for m in row if m.role == "actual" and _a_year_before(m.period, new.period)]
            if len(same) != 1 or not alike(same[0], new):
                continue
            old = same[0]
        better = (new.value > old.value) == (polarity.way == "higher")
        if new.value == old.value or new.interval.meets(old.interval):
            continue
        agrees = better == (new.direction == "up")
        way = "better" if better else "worse"
        arrow = "up" if new.direction == "up" else "down"
        moved = f"from {named(old)} to {named(new)} is {way}, where {polarity.way} is better"
        statement = f"{new.row_label}: the arrow points {arrow}, and {moved}"
        yield Finding(
            "trend",
            "consistent" if agrees else "inconsistent",
            "exact" if agrees else "the arrow and the figures disagree",
            f"{statement}: they agree." if agrees else f"{statement}: the arrow and the figures disagree.",
            (new.id, old.id),
            expected=old.value,
            observed=new.value,
            binding="same_row",
            context=f"{new.row_label}: {named(old)}; {named(new)}; arrow {arrow}",
        )


def _a_year_before(period: Period | None, new: Period) -> bool:
    return period is not None and abs((new.end - period.end).days - 365) <= 2
