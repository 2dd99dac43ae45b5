"""Totals of tables against the rows and columns that they are of, and years to date against their quarters."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import regex

from extractor.mentions import Mention
from extractor.reconcile.adding import how_they_add, sum_finding
from extractor.reconcile.case import Case
from extractor.reconcile.finding import Finding

_ADDITIVE = ("count", "money", "quantity")
_NEARLY = Decimal("0.12")
_TO_DATE = regex.compile(r"\bYTD\b|year\sto\sdate", regex.I)
_REFERENCE = regex.compile(r"^(?:\d{1,3}|[A-Z]{1,3}\d{1,3})[.)]?\s+")  # "15 Total finance"
_WHOLE = regex.compile(
    r"(?:the\s)?(?:whole\s)?(?:force|borough|district|county|city|council|authority|trust|year|full\syear|annual)"
    r"(?:\s(?:wide|average|as\sa\swhole))?|whole\s\w+|overall(?:\sposition)?",
    regex.I,
)
_ENOUGH = 2
"""So many rows must show that the year to date is the sum of its quarters before another row is held to it."""


def check_totals(case: Case) -> Iterator[Finding]:
    """Every total of every table."""
    tables: dict[int, list[Mention]] = defaultdict(list)
    for mention in case.findings.mentions:
        if mention.source == "table" and mention.table is not None:
            tables[mention.table].append(mention)
    for cells in tables.values():
        yield from _rows(cells)
        yield from _columns(cells)


def _is_total(label: str) -> bool:
    return bool(
        regex.search(
            r"^all(?!\sother)(?:\s\w+){0,2}$|^(?:(?:grand|overall|borough|county|council|city|net|gross|sub)[\s-]*)?totals?\b|\b(?:sub-?)?total$|\btotal\sfor\b",
            _REFERENCE.sub("", label.strip()),
            regex.I,
        )
    )


def _may_be_total(label: str) -> bool:
    """True for a last row that names the whole of what stands above it: it may bear the column out, never accuse it."""
    return _WHOLE.fullmatch(_REFERENCE.sub("", label.strip())) is not None


def _rows(cells: list[Mention]) -> Iterator[Finding]:
    """A "Total" column, and a year-to-date one where it is a sum, against the other columns of its row."""
    by_row: dict[int, list[Mention]] = defaultdict(list)
    for cell in cells:
        by_row[cell.row or 0].append(cell)
    width = max((len(row) for row in by_row.values()), default=0)
    confirmed = False
    to_date_confirmed = 0
    doubtful: list[Finding] = []
    to_date_doubtful: list[Finding] = []
    for row in by_row.values():
        whole = next((m for m in row if _is_total(m.column_label)), None)
        to_date = next((m for m in row if _TO_DATE.search(m.column_label)), None)
        spanned = next(((m, tiles) for m in row if (tiles := _tiles(m, row))), None)
        target = whole or to_date or (spanned[0] if spanned else None)
        if target is None or target.measure not in _ADDITIVE:
            continue
        parts = _tiles(target, row) or [
            m
            for m in row
            if m.column is not None
            and target.column is not None
            and m.column < target.column
            and m.role == "actual"
            and m.measure == target.measure
        ]
        if sum(bool(m.value) for m in parts) < 2 or len({m.column for m in parts}) != len(parts):
            continue
        named = f"the total of {target.row_label}"
        how = how_they_add(target.interval, parts, target.value)
        if how is not None:
            confirmed = confirmed or whole is not None
            to_date_confirmed += whole is None
            yield sum_finding("consistent", how, target, target.value, parts, "same_row", named)
        elif len(row) == width and _plain(parts):
            reason = "the row does not add up to its total"
            words = f"The total of {target.row_label}"
            found = sum_finding("inconsistent", reason, target, target.value, parts, "same_row", words)
            (doubtful if whole is not None else to_date_doubtful).append(found)
    yield from _accuse(doubtful, confirmed)
    if to_date_confirmed >= _ENOUGH and len(to_date_doubtful) == 1:
        yield from _accuse(to_date_doubtful, confirmed=True)


def _tiles(whole: Mention, row: list[Mention]) -> list[Mention]:
    """The figures of a row whose months or quarters make up the period of another, without gap or overlap."""
    if whole.period is None or whole.role != "actual" or whole.measure not in _ADDITIVE:
        return []
    inside: dict[int, list[Mention]] = defaultdict(list)
    for m in row:
        if m.role != "actual" or m.measure != whole.measure or m.period in (None, whole.period) or m.period is None:
            continue
        if whole.period.start <= m.period.start and m.period.end <= whole.period.end:
            inside[m.period.days // 29].append(m)
    for parts in inside.values():
        days = [m.period for m in parts if m.period is not None]
        ends = [whole.period.start - timedelta(days=1), *(period.end for period in days)]
        starts = [*(period.start for period in days), whole.period.end + timedelta(days=1)]
        if len(parts) > 1 and all((start - end).days == 1 for start, end in zip(starts, ends, strict=True)):
            return parts
    return []


def _accuse(doubtful: list[Finding], confirmed: bool) -> Iterator[Finding]:
    """A total is only held wrong in a table whose other totals show that these are the parts; a near miss is put up."""
    for finding in doubtful:
        assert finding.observed is not None
        assert finding.expected is not None
        if confirmed and len(doubtful) == 1 and abs(finding.expected - finding.observed) <= abs(finding.observed) / 2:
            yield finding
        elif abs(finding.expected - finding.observed) <= abs(finding.observed) * _NEARLY / 2:
            yield replace(finding, verdict="inconsistent" if confirmed else "review")


def _plain(parts: list[Mention]) -> bool:
    """True where the parts are one kind of column: all dated months or quarters, or none dated."""
    lengths = {m.period.days // 29 if m.period is not None else 0 for m in parts}
    return len(lengths) == 1


def _columns(cells: list[Mention]) -> Iterator[Finding]:
    """A "Total" row against the rows above it."""
    by_column: dict[int, list[Mention]] = defaultdict(list)
    for cell in cells:
        by_column[cell.column or 0].append(cell)
    confirmed = False
    right: Counter[int] = Counter()
    places: list[tuple[int, int]] = []
    doubtful: list[Finding] = []
    for column in by_column.values():
        column.sort(key=lambda m: m.row or 0)
        start = 0
        totals = [number for number, m in enumerate(column) if _is_total(m.row_label)]
        loose = [number for number, m in enumerate(column) if number and _may_be_total(m.row_label)][-1:]
        for number in totals or loose:
            whole = column[number]
            parts = [m for m in column[start:number] if m.measure == whole.measure]
            everything = [m for m in column[:number] if m.measure == whole.measure and not _is_total(m.row_label)]
            start = number + 1
            parts = parts if len(parts) > 1 else everything  # a grand total right below the last subtotal
            if whole.measure not in _ADDITIVE or sum(bool(m.value) for m in parts) < 2 or whole.role == "benchmark":
                continue
            how = how_they_add(whole.interval, parts, whole.value) or how_they_add(
                whole.interval, everything, whole.value
            )
            if how is not None:
                confirmed = confirmed or bool(totals)
                right[whole.row or 0] += 1
                yield sum_finding(
                    "consistent", how, whole, whole.value, parts, "same_row", f"the total of {whole.column_label}"
                )
            elif totals and _dense(parts, whole):
                places.append((whole.row or 0, whole.column or 0))
                doubtful.append(
                    sum_finding(
                        "inconsistent",
                        "the column does not add up to its total",
                        whole,
                        whole.value,
                        parts,
                        "same_row",
                        f"The total of {whole.column_label}",
                    )
                )
    # of several totals below each other, one is held wrong where the other columns show that its row adds up
    several = len({row for row, _ in places} | set(right)) > 1
    if several:
        doubtful = [found for found, (row, _) in zip(doubtful, places, strict=True) if right[row] >= _ENOUGH]
    yield from _accuse(doubtful, confirmed)


def _dense(parts: list[Mention], whole: Mention) -> bool:
    """True where the parts stand in neighbouring rows right above their total: none is missing or suppressed."""
    rows = [m.row or 0 for m in parts] + [whole.row or 0]
    return all(second - first == 1 for first, second in itertools.pairwise(rows))
