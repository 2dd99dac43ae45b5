"""What a cell of a table is about: the headings of its row and its column put together."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extractor.tables.axes import Axes
from extractor.tables.headers import Heading
from extractor.values.period import Period, PrintedPeriod, Setting, financial_year_of, settle

_ROLES = {"target": "target", "benchmark": "benchmark", "change": "change", "forecast": "forecast"}
_QUARTER_DAYS = 92
_STANDS_ALONE = 3  # words: a shorter label is told apart by its group
_YEARS = ("financial", "calendar", "academic")
PARTS = ("month", "months", "quarter", "date")


@dataclass(frozen=True, slots=True)
class Meaning:
    """Indicator, role, whose, where and when; ``period`` is None where the table does not settle it."""

    indicator: str
    role: str
    comparator: str = ""
    area: str = ""
    period_text: str = ""
    period: Period | None = None


def mean(axes: Axes, number: int, column: Heading, setting: Setting, to_date: Period | None = None) -> Meaning:
    """The meaning of a cell in row ``number`` under ``column``; a year to date ends with ``to_date``, where given."""
    row, sort, group = axes.rows[number], axes.sorts[number], axes.groups[number]
    said = [column, sort, *([row] if axes.turned or row.pure else []), *([group] if group.pure else [])]
    role = next((_ROLES[heading.kind] for heading in said if heading.kind in _ROLES), "actual")
    body = next((heading.body for heading in said if heading.body), "") if role == "benchmark" else ""
    area = next((heading.area for heading in (row, column) if heading.area), "") if not body else ""
    printed, year = _printed(said if axes.turned else [*said, row], [group, axes.corner, axes.title], role, axes.turned)
    if row.kind == "period" and printed is None:  # "Year" below "Quarter 4"
        printed = next((h.printed_period for h in (axes.corner, group, axes.title) if _is_year(h)), None)
    if to_date is not None and printed is not None and printed.form == "year_to_date":
        setting, year = replace(setting, reporting=to_date), None
    period = _settled(printed, year, setting)
    if period is not None and period.days <= _QUARTER_DAYS and any(heading.cumulative for heading in (column, sort)):
        period = Period(financial_year_of(period.end).start, period.end, "year_to_date")
    text = printed.text if printed is not None else ""
    return Meaning(_indicator(axes, row, column, group), role, body, area, text, period)


def _printed(
    said: list[Heading], above: list[Heading], role: str, turned: bool
) -> tuple[PrintedPeriod | None, PrintedPeriod | None]:
    """The period that the headings give, and the year that dates it where it is a month or a quarter.

    What stands above the table or the rows dates outturns and targets; a benchmark's year may lag, unless authorities
    stand below each other.
    """
    dated = [heading for heading in said if heading.printed_period is not None]
    above = [heading for heading in above if heading.printed_period is not None]
    if not dated:
        if above and (role in ("actual", "target") or (turned and role == "benchmark")):
            return above[0].printed_period, above[0].year
        return None, None
    printed, year = dated[0].printed_period, dated[0].year
    if printed is not None and printed.form in PARTS and year is None:
        others = [heading.printed_period for heading in (*dated[1:], *above)]
        year = next((other for other in others if other is not None and other.form in _YEARS), None)
    return printed, year


def _is_year(heading: Heading) -> bool:
    return heading.printed_period is not None and heading.printed_period.form in _YEARS


def settle_heading(heading: Heading, setting: Setting) -> Period | None:
    """The dates of a heading's own period."""
    return _settled(heading.printed_period, heading.year, setting)


def _settled(printed: PrintedPeriod | None, year: PrintedPeriod | None, setting: Setting) -> Period | None:
    """A month or quarter is of the year that a heading names, or else of the report's."""
    if printed is None:
        return None
    whole = settle(year, Setting(academic=setting.academic)) if year is not None else None
    if whole is not None:
        return settle(printed, Setting(reporting=whole, latest=whole.end, academic=setting.academic))
    return settle(printed, replace(setting, anchor=None))


def _indicator(axes: Axes, row: Heading, column: Heading, group: Heading) -> str:
    """What is measured: the row's name and what the column adds to it; of a table turned round, the column's."""
    title = axes.title.text
    if axes.turned:
        # a whole heading reads better than what is left of it, unless it names only when or whose
        words = _words(column) if column.left or not column.pure else ""
        return _grouped(words, group) or group.text or axes.topic or title
    overall = row.pure and row.kind == "actual" and row.printed_period is None and not group.text  # "Overall position"
    words = "" if (row.pure and not overall) or row.area else row.text
    if (row.kind == "total" or overall) and title:
        words = f"{title} {words}"
    if not words:
        words = group.text or axes.topic or (title if not column.left else "")
    elif (head := (group.text if not group.pure else "") or axes.topic) and len(words.split()) <= _STANDS_ALONE:
        words = f"{head}: {words}"
    added = _words(column) if column.left and column.kind in ("", "total") else ""
    if added and added.lower() not in words.lower():
        words = f"{words} {added}".strip()
    return words or row.text or title


def _words(heading: Heading) -> str:
    return heading.rest or heading.text


def _grouped(words: str, group: Heading) -> str:
    short = words and group.text and not group.pure and len(words.split()) <= _STANDS_ALONE
    return f"{group.text}: {words}" if short else words
