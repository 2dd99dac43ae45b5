"""The wide table: one column a period, so that only figures of one definition, basis and period share a column."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from extractor.dataset.schema import TableSchema
from extractor.panel.cells import what
from extractor.panel.columns import wide_schema
from extractor.panel.figures import Row
from extractor.panel.table import PanelRow, figures_in_words


def wide_rows(rows: Sequence[PanelRow]) -> tuple[TableSchema, list[Row]]:
    """The table's columns, and its rows: those of the long table that have a series, so that their period is known.

    Where papers give different figures for a period, its cell holds the long table's value, and ``several`` says so.
    """
    placed = [row for row in rows if row.comparison.series is not None]
    periods = sorted({(row.thing.start, row.thing.end) for row in placed if row.thing.start and row.thing.end})
    lines: dict[tuple[object, ...], list[PanelRow]] = {}
    for row in placed:
        thing = row.thing
        key = (row.authority, thing.indicator, row.comparison.series, thing.role, thing.comparator)
        lines.setdefault(key, []).append(row)
    schema = wide_schema(name_period(*period) for period in periods)
    return schema, [_cells(f"w{number:06d}", line) for number, line in enumerate(lines.values(), 1)]


def name_period(start: date, end: date) -> str:
    """A period as a column's name: its day, or its first and last day (an ISO 8601 interval)."""
    return end.isoformat() if start == end else f"{start.isoformat()}/{end.isoformat()}"


def _cells(row_id: str, line: Sequence[PanelRow]) -> Row:
    first = line[0]
    several = [
        f"{_name(row)}: {figures_in_words(row.agreement)}"
        for row in line
        if row.agreement.kind not in ("single", "same")
    ]
    return {
        "row_id": row_id,
        **what(first),
        "period_basis": first.thing.basis,
        "span": first.span,
        "role": first.thing.role,
        "comparator": first.figure.comparator,
        "series": first.comparison.series,
        "several": "; ".join(several),
        **{_name(row): row.figure.value for row in line},
    }


def _name(row: PanelRow) -> str:
    assert row.thing.start is not None
    assert row.thing.end is not None
    return name_period(row.thing.start, row.thing.end)
