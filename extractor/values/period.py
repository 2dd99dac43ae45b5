"""Printed periods: from "Q3 2018/19" or "a year earlier" to dates.

Finding (:class:`PeriodGrammar`) and settling (:func:`settle`) are two steps, because what "Q2" or "the previous year"
means depends on the document's reporting period and on what the sentence spoke of before. A quarter, "the year" or
"16/17" is a financial year from 1 April to 31 March unless it is called academic or calendar. Nothing is guessed: a
quarter of no known year has no dates.
"""

from __future__ import annotations

import calendar
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import regex

from extractor.letters import lowered
from extractor.rules import compile_rules, read_toml, tears_word

SECTIONS = ("macros", "core", "prefix", "relative")
_MONTHS = {name.lower()[:3]: number for number, name in enumerate(calendar.month_name) if name}
_WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "nine": 9,
    "seven": 7,
    "eight": 8,
    "ten": 10,
    "twenty": 20,
    "twelve": 12,
    "eighteen": 18,
    "thirty": 30,
}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_LOOKBACK = 60
_YEARS = range(1900, 2101)
"""Years that a paper can speak of; 31/12/9999 is how some systems write that there is no date."""
_FIGURES = (
    regex.compile(r"(?<![A-Za-z0-9£.,])(?:\d|[’\x27]\d\d)"),
    regex.compile(r"(?<=\b(?:in|for|of|since))(?=\d\d(?:\d\d)?[/-]\d\d)", regex.I),
)
_NAMES = [
    (piece, regex.compile(rf"(?<![A-Za-z])(?:{pattern})", regex.I))
    for piece, pattern in (
        ("q", "F?Q[1-4]"),
        ("same", r"(?:the\s)?same"),
        *((word, word) for word in "fy qtr quarter corresponding equivalent first second third fourth final".split()),
        *((word, word) for word in "financial municipal academic school calendar".split()),
        *((f"{day}day", f"{day}day") for day in "mon tues wednes thurs fri satur sun".split()),
        *((month, month) for month in _MONTHS),
    )
]
"""What a period begins with, other than figures, and how it stands in a text in lower case: one pattern for all would
be tried at every character."""
_BEFORE_MONTH = regex.compile(
    r"(?:\b(?:in|of|by|to|since|from|at|and|for|during|until|last|this|next|mid|early|late|the)[\s-]|[-–/(]\s?|\d\s)$"
)
_YEAR_DIGITS = regex.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, and how the figures of it are meant: snapshot, in_period, year_to_date or rolling."""

    start: date
    end: date
    basis: str = "in_period"

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1


@dataclass(frozen=True, slots=True)
class PrintedPeriod:
    """A period as printed at ``text[start:end]``; ``form`` and ``parts`` are what the grammar read.

    ``operation`` is what its prefix asks for (end, at, by, since, year_to, ...). ``core_start`` is where the period
    itself begins, after the prefix.
    """

    start: int
    end: int
    text: str
    form: str
    rule: str
    parts: tuple[tuple[str, str], ...] = ()
    operation: str = ""
    core_start: int = -1

    def part(self, name: str) -> str | None:
        return next((value for key, value in self.parts if key == name), None)


@dataclass(frozen=True, slots=True)
class Setting:
    """What periods are settled against.

    ``reporting`` is the document's period; ``anchor`` the period that the sentence, or the text before it, speaks of;
    ``latest`` the newest date that the document itself can know (its own date, or the latest one it names);
    ``forward`` is True in a clause about the future; ``academic`` where the document says that its years are academic.
    """

    reporting: Period | None = None
    anchor: Period | None = None
    latest: date | None = None
    forward: bool = False
    academic: bool = False


class PeriodGrammar:
    """The compiled rules of periods.toml. Make one with :func:`load_periods`."""

    def __init__(self, path: Path) -> None:
        data = read_toml(path, SECTIONS)
        macros = data["macros"]
        self.core = compile_rules(data["core"], macros, ("form", "condition"), path)
        self.prefixes = compile_rules(data["prefix"], macros, ("operation",), path)
        self.relative = compile_rules(data["relative"], macros, ("form",), path)
        self.relative_trigger = regex.compile(
            r"year|quarter|qtr|month|week|term|period|to date|YTD|annual|summer|autumn|spring|currently|present"
            r"|inspection|half|days",
            regex.I,
        )

    def scan(self, text: str) -> list[PrintedPeriod]:
        """Every printed period of ``text``, in order, not overlapping."""
        found: list[PrintedPeriod] = []
        position = 0
        for start in _find_triggers(text):
            if start < position:
                continue
            core = self._core_at(text, start)
            if core is not None:
                core = self._extend(text, core, position)
                position = core.end
                found.append(core)
        if self.relative_trigger.search(text):
            found = _merge(found, self._relative(text))
        return found

    def _core_at(self, text: str, start: int) -> PrintedPeriod | None:
        for rule in self.core:
            match = rule.pattern.match(text, start)
            if (
                match is not None
                and not tears_word(text, start, match.end())
                and _sane(rule.get("form"), rule.get("condition"), match)
            ):
                parts = tuple((key, value) for key, value in match.groupdict().items() if value)
                return PrintedPeriod(
                    start, match.end(), match.group(), rule.get("form"), rule.id, parts, core_start=start
                )
        return None

    def _extend(self, text: str, core: PrintedPeriod, floor: int) -> PrintedPeriod:
        for rule in self.prefixes:
            match = rule.pattern.search(text, max(floor, core.start - _LOOKBACK), core.start)
            if match is not None and match.end() == core.start and not tears_word(text, match.start(), core.start):
                parts = core.parts
                if match.groupdict().get("count"):
                    parts = (*parts, ("count", match.group("count")))
                return replace(
                    core,
                    start=match.start(),
                    text=text[match.start() : core.end],
                    operation=rule.get("operation"),
                    parts=parts,
                )
        return core

    def _relative(self, text: str) -> list[PrintedPeriod]:
        found = []
        lowered = text.lower()
        for rule in self.relative:
            if not rule.may_match(lowered):
                continue
            for match in rule.pattern.find_all(text, in_lower_case=lowered):
                words = match.group().rstrip()
                if words and not tears_word(text, match.start(), match.start() + len(words)):
                    parts = tuple((key, value) for key, value in match.groupdict().items() if value)
                    end = match.start() + len(words)
                    found.append(
                        PrintedPeriod(
                            match.start(), end, words, rule.get("form"), rule.id, parts, core_start=match.start()
                        )
                    )
        return found


def _find_triggers(text: str) -> list[int]:
    """Where a period may begin, in order."""
    lowered = text.lower()
    spans = [found.span() for pattern in _FIGURES for found in pattern.finditer(text)]
    for piece, pattern in _NAMES:
        if piece in lowered:
            spans += [found.span() for found in pattern.finditer(text)]
    starts = []
    reached = 0
    for start, end in sorted(spans):
        if start >= reached:
            starts.append(start)
            reached = end
    return starts


def _merge(first: list[PrintedPeriod], second: list[PrintedPeriod]) -> list[PrintedPeriod]:
    """Longest first where two overlap; in order of the text."""
    kept: list[PrintedPeriod] = []
    for period in sorted([*first, *second], key=lambda item: (-(item.end - item.start), item.start)):
        # What is kept does not overlap, so that only the neighbours on either side can.
        place = bisect_left(kept, period.start, key=_start)
        before, after = kept[place - 1 : place], kept[place : place + 1]
        if all(other.end <= period.start for other in before) and all(other.start >= period.end for other in after):
            kept.insert(place, period)
    return kept


def _start(period: PrintedPeriod) -> int:
    return period.start


def _sane(form: str, condition: str | None, match: regex.Match[str]) -> bool:
    """Rules out what only looks like a period: "May" the verb, "16/18", day 45."""
    groups = match.groupdict()
    if any(_month(groups[key]) is None for key in ("m", "m2", "qm") if groups.get(key)):
        return False
    if form in ("month", "months") and match.group()[0].islower():
        return False
    if years := [groups[key] for key in ("fy", "fy2") if groups.get(key)]:
        return all(_consecutive(year) for year in years)
    if condition == "not_consecutive":
        first, second = int(groups["y"]), _full_year(groups["y2"])
        return 0 < second - first <= 10 and second - first != 1
    if form == "date" and groups.get("d"):
        return 1 <= _day(groups["d"]) <= 31
    if form == "month" and _month(groups["m"]) in (3, 5):
        return _clearly_a_month(match)
    return True


def _clearly_a_month(match: regex.Match[str]) -> bool:
    """ "May" and "March" are words too: a preposition, an adjective of time, or a mark must stand before them."""
    before = match.string[max(0, match.start() - 14) : match.start()].lower()
    return _BEFORE_MONTH.search(before) is not None or match.start() == 0


def _consecutive(fy: str) -> bool:
    years = _YEAR_DIGITS.findall(fy)
    return len(years) == 2 and (_full_year(years[0]) + 1) % 100 == int(years[1][-2:])


def _full_year(printed: str) -> int:
    digits = printed.strip("’' ")
    if len(digits) == 4:
        return int(digits)
    return 1900 + int(digits) if int(digits) >= 70 else 2000 + int(digits)


def _month(printed: str) -> int | None:
    if printed[0].isdigit():
        return int(printed) if 1 <= int(printed) <= 12 else None
    return _MONTHS.get(lowered(printed)[:3])


def _day(printed: str) -> int:
    return int(regex.match(r"\d+", printed).group())  # type: ignore[union-attr]


def last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def shift_years(day: date, years: int) -> date:
    """The same day in another year; the last day of February stays the last day of February."""
    year = day.year + years
    if day.month == 2 and day == last_day(day.year, 2):
        return last_day(year, 2)
    return day.replace(year=year)


def shift_months(day: date, months: int) -> date:
    """The same day of the month ``months`` later; a month's last day stays one."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if day == last_day(day.year, day.month):
        return last_day(year, month + 1)
    return date(year, month + 1, min(day.day, last_day(year, month + 1).day))


def financial_year(first: int) -> Period:
    """1 April of ``first`` to 31 March of the year after."""
    return Period(date(first, 4, 1), date(first + 1, 3, 31))


def financial_year_of(day: date) -> Period:
    return financial_year(day.year if day.month >= 4 else day.year - 1)


def quarter(number: int, first: int) -> Period:
    """Quarter 1 to 4 of the financial year that begins in April of ``first``."""
    year, month = (first, 4 + 3 * (number - 1)) if number < 4 else (first + 1, 1)
    return Period(date(year, month, 1), last_day(year, month + 2))


def quarter_of(day: date) -> tuple[int, int]:
    """``(number, first year)`` of the financial quarter that ``day`` lies in."""
    return ((day.month - 4) % 12) // 3 + 1, financial_year_of(day).start.year


def _quarter_number(printed: str) -> int:
    words = lowered(printed)
    digit = regex.search(r"[1-4]", words)
    if digit:
        return int(digit.group())
    for word, number in {**_ORDINALS, **_WORDS}.items():
        if word in words:
            return number
    raise ValueError(printed)


def _known(setting: Setting) -> date | None:
    """The day that yearless periods are placed by: the latest occurrence that is not after it is meant."""
    if setting.anchor is not None and setting.reporting is None and setting.latest is None:
        return setting.anchor.end
    if setting.reporting is not None and setting.latest is not None:
        return (
            max(setting.reporting.end, setting.latest)
            if (setting.latest - setting.reporting.end).days < 366
            else setting.reporting.end
        )
    return setting.reporting.end if setting.reporting is not None else setting.latest


def _latest(candidates: Callable[[int], Period | None], setting: Setting) -> Period | None:
    """Of the yearly occurrences ``candidates(year)``, the one that a paper of this setting means.

    The latest that has begun by the end of the period reported on; in a clause about the future the first that ends
    after it.
    """
    known = _known(setting)
    if known is None:
        return None
    years = [year for year in range(known.year - 2, known.year + 3) if year in _YEARS]
    options = [period for year in years if (period := candidates(year)) is not None]
    limit = setting.reporting.end if setting.reporting is not None else known
    if setting.forward:
        return next((period for period in options if period.end > limit), None)
    past = [period for period in options if period.end <= known]
    return past[-1] if past else None


def settle(printed: PrintedPeriod, setting: Setting) -> Period | None:
    """The dates of a printed period in its setting, or None where the text does not settle them."""
    base = _SETTLERS[printed.form](printed, setting)
    if base is None:
        return None
    period = _operate(base, printed, setting)
    # "the last 0 months" would end before it begins
    return period if period is not None and period.start <= period.end else None


def _operate(base: Period, printed: PrintedPeriod, setting: Setting) -> Period | None:
    operation = printed.operation
    if operation == "end":
        return Period(base.end, base.end, "snapshot")
    if operation in ("at", "by"):
        return replace(base, basis="snapshot") if base.start == base.end or operation == "at" else base
    if operation == "year_to":
        return Period(
            shift_years(base.end, -1) + timedelta(days=1), base.end, "rolling" if base.end.month != 3 else "in_period"
        )
    if operation == "years_to":
        count = _number(printed.part("count") or "2")
        return Period(shift_years(base.end, -count) + timedelta(days=1), base.end, "rolling")
    if operation in ("quarter_to", "months_to"):
        count = 3 if operation == "quarter_to" else _number(printed.part("count") or "6")
        return Period(shift_months(base.end, -count) + timedelta(days=1), base.end)
    if operation == "since":
        end = setting.reporting.end if setting.reporting is not None else None
        start = base.end if printed.text.lower().startswith("since the end") else base.start
        return Period(start, end) if end is not None and start <= end else None
    return base


def _number(printed: str) -> int:
    return int(printed) if printed.isdigit() else _WORDS[lowered(printed)]


def _settle_date(printed: PrintedPeriod, setting: Setting) -> Period | None:
    month, day, year = (
        _month(printed.part("m") or ""),
        _day(printed.part("d") or ""),
        printed.part("y") or printed.part("yy"),
    )
    if month is None:
        return None

    def on(which: int) -> Period | None:
        if which not in _YEARS:
            return None
        try:
            return Period(date(which, month, day), date(which, month, day), "snapshot")
        except ValueError:
            return None

    return on(_full_year(year)) if year else _latest(on, setting)


def _settle_dates(printed: PrintedPeriod, setting: Setting) -> Period | None:
    end_year = _full_year(printed.part("y2") or "")
    first, last = _month(printed.part("m") or ""), _month(printed.part("m2") or "")
    if first is None or last is None:
        return None
    start_year = _full_year(printed.part("y") or "") if printed.part("y") else end_year - (first > last)
    try:
        start, end = (
            date(start_year, first, _day(printed.part("d") or "")),
            date(end_year, last, _day(printed.part("d2") or "")),
        )
    except ValueError:
        return None
    return Period(start, end) if start <= end else None


def _settle_month(printed: PrintedPeriod, setting: Setting) -> Period | None:
    month, year = _month(printed.part("m") or ""), printed.part("y")
    if month is None:
        return None

    def of(which: int) -> Period:
        return Period(date(which, month, 1), last_day(which, month))

    return of(_full_year(year)) if year else _latest(of, setting)


def _settle_months(printed: PrintedPeriod, setting: Setting) -> Period | None:
    first, last = _month(printed.part("m") or ""), _month(printed.part("m2") or "")
    if first is None or last is None:
        return None

    def ending(year: int) -> Period:
        start_year = _full_year(printed.part("y") or "") if printed.part("y") else year - (first > last)
        return Period(date(start_year, first, 1), last_day(year, last))

    if printed.part("y2"):
        period = ending(_full_year(printed.part("y2") or ""))
    elif printed.part("y"):
        start_year = _full_year(printed.part("y") or "")
        period = ending(start_year + (first > last))
    else:
        return _latest(ending, setting)
    return period if period.start <= period.end else None


def _settle_quarter(printed: PrintedPeriod, setting: Setting) -> Period | None:
    first = _quarter_number(printed.part("q") or printed.part("qa") or "")
    second_text = printed.part("q2") or printed.part("qb")
    last = _quarter_number(second_text) if second_text else first
    if last < first:
        return None

    def of(year: int) -> Period:
        return Period(quarter(first, year).start, quarter(last, year).end)

    if fy := printed.part("fy"):
        return of(_full_year(_YEAR_DIGITS.findall(fy)[0]))
    if printed.part("qm"):
        month, year = _month(printed.part("qm") or "") or 1, _full_year(printed.part("qy") or "")
        number, first_year = quarter_of(date(year, month, 1))
        return of(first_year) if number == last else None
    return _latest(of, setting)


def _settle_same_in(printed: PrintedPeriod, setting: Setting) -> Period | None:
    """ "the same quarter of 2014/15": the period spoken of, in that year."""
    base = _base(setting)
    if base is None:
        return None
    if fy := printed.part("fy"):
        first = _full_year(_YEAR_DIGITS.findall(fy)[0])
        return _back_years(base, financial_year_of(base.end).start.year - first)
    return _back_years(base, base.end.year - int(printed.part("y") or "0"))


def _settle_financial(printed: PrintedPeriod, setting: Setting) -> Period | None:
    if setting.academic and "financial" not in printed.text.lower():
        return _settle_academic(printed, setting)
    return financial_year(_full_year(_YEAR_DIGITS.findall(printed.part("fy") or "")[0]))


def _settle_financial_span(printed: PrintedPeriod, setting: Setting) -> Period | None:
    first, last = (
        financial_year(_full_year(_YEAR_DIGITS.findall(printed.part(key) or "")[0])) for key in ("fy", "fy2")
    )
    return Period(first.start, last.end, "rolling") if first.start < last.start else None


def _settle_financial_single(printed: PrintedPeriod, setting: Setting) -> Period | None:
    return financial_year(_full_year(printed.part("y") or "") - 1)


def _settle_academic(printed: PrintedPeriod, setting: Setting) -> Period | None:
    first = _full_year(_YEAR_DIGITS.findall(printed.part("fy") or printed.part("fy2") or "")[0])
    return Period(date(first, 9, 1), date(first + 1, 8, 31))


def _settle_calendar(printed: PrintedPeriod, setting: Setting) -> Period | None:
    year = int(printed.part("y") or "0")
    return Period(date(year, 1, 1), date(year, 12, 31))


def _settle_years(printed: PrintedPeriod, setting: Setting) -> Period | None:
    return Period(
        date(int(printed.part("y") or "0"), 1, 1), date(_full_year(printed.part("y2") or ""), 12, 31), "rolling"
    )


def _base(setting: Setting) -> Period | None:
    return setting.anchor or setting.reporting


def _settle_earlier_year(printed: PrintedPeriod, setting: Setting) -> Period | None:
    return _back_years(_base(setting), 1)


def _settle_years_ago(printed: PrintedPeriod, setting: Setting) -> Period | None:
    return _back_years(_base(setting), _number(printed.part("count") or "2"))


def _back_years(base: Period | None, years: int) -> Period | None:
    if base is None:
        return None
    return Period(shift_years(base.start, -years), shift_years(base.end, -years), base.basis)


def _settle_previous_quarter(printed: PrintedPeriod, setting: Setting) -> Period | None:
    base = _base(setting)
    if base is None or base.days > 100:
        return None
    number, year = quarter_of(base.end)
    return quarter(4, year - 1) if number == 1 else quarter(number - 1, year)


def _settle_previous_month(printed: PrintedPeriod, setting: Setting) -> Period | None:
    base = _base(setting)
    if base is None or base.days > 31:
        return None
    end = base.end.replace(day=1) - timedelta(days=1)
    return Period(end.replace(day=1), end)


def _settle_previous_months(printed: PrintedPeriod, setting: Setting) -> Period | None:
    base = _base(setting)
    if base is None:
        return None
    end = base.start - timedelta(days=1)
    return Period(shift_months(end, -_number(printed.part("count") or "12")) + timedelta(days=1), end, base.basis)


def _settle_months_ago(printed: PrintedPeriod, setting: Setting) -> Period | None:
    base = _base(setting)
    if base is None:
        return None
    count = -_number(printed.part("count") or "3")
    return Period(shift_months(base.start, count), shift_months(base.end, count), base.basis)


def _settle_these_months(printed: PrintedPeriod, setting: Setting) -> Period | None:
    """ "the six months" of a report are the months that it reports on, where it reports on so many."""
    if setting.reporting is None:
        return None
    count = _number(printed.part("count") or "6")
    start = shift_months(setting.reporting.end, -count) + timedelta(days=1)
    return Period(start, setting.reporting.end) if start == setting.reporting.start else None


def _settle_rolling(printed: PrintedPeriod, setting: Setting) -> Period | None:
    if setting.reporting is None:
        return None
    count = _number(printed.part("count") or printed.part("count2") or "12")
    end = setting.reporting.end
    return Period(shift_months(end, -count) + timedelta(days=1), end, "rolling")


def _settle_year_to_date(printed: PrintedPeriod, setting: Setting) -> Period | None:
    if setting.reporting is None:
        return None
    end = setting.reporting.end
    return Period(financial_year_of(end).start, end, "year_to_date")


def _settle_academic_to_date(printed: PrintedPeriod, setting: Setting) -> Period | None:
    if setting.reporting is None:
        return None
    end = setting.reporting.end
    return Period(date(end.year if end.month >= 9 else end.year - 1, 9, 1), end, "year_to_date")


def _settle_end_of_year(printed: PrintedPeriod, setting: Setting) -> Period | None:
    base = setting.reporting
    if base is None:
        return None
    end = financial_year_of(base.end).end
    return Period(end, end, "snapshot")


def _settle_end_of_period(printed: PrintedPeriod, setting: Setting) -> Period | None:
    base = setting.reporting
    return Period(base.end, base.end, "snapshot") if base is not None else None


def _settle_this_period(printed: PrintedPeriod, setting: Setting) -> Period | None:
    base = setting.reporting
    if base is None or ("quarter" in printed.text.lower() and base.days > 100):
        return None
    return replace(base, basis="in_period")


def _settle_this_year(printed: PrintedPeriod, setting: Setting) -> Period | None:
    if setting.reporting is None:
        return None
    if setting.reporting.days > 300:
        return replace(setting.reporting, basis="in_period")
    return financial_year_of(setting.reporting.end) if setting.reporting.end.month == 3 else None


def _settle_half_year(printed: PrintedPeriod, setting: Setting) -> Period | None:
    if setting.reporting is None:
        return None
    year = financial_year_of(setting.reporting.end)
    return Period(year.start, date(year.start.year, 9, 30))


def _settle_annual(printed: PrintedPeriod, setting: Setting) -> Period | None:
    base = _base(setting) if setting.reporting is None else setting.reporting
    return financial_year_of(base.end) if base is not None else None


def _unsettled(printed: PrintedPeriod, setting: Setting) -> Period | None:
    return None


_SETTLERS: dict[str, Callable[[PrintedPeriod, Setting], Period | None]] = {
    "date": _settle_date,
    "dates": _settle_dates,
    "month": _settle_month,
    "months": _settle_months,
    "quarter": _settle_quarter,
    "financial": _settle_financial,
    "financial_span": _settle_financial_span,
    "financial_single": _settle_financial_single,
    "academic": _settle_academic,
    "calendar": _settle_calendar,
    "years": _settle_years,
    "earlier_year": _settle_earlier_year,
    "years_ago": _settle_years_ago,
    "previous_quarter": _settle_previous_quarter,
    "previous_month": _settle_previous_month,
    "previous_months": _settle_previous_months,
    "same_in": _settle_same_in,
    "months_ago": _settle_months_ago,
    "these_months": _settle_these_months,
    "rolling": _settle_rolling,
    "year_to_date": _settle_year_to_date,
    "academic_to_date": _settle_academic_to_date,
    "end_of_year": _settle_end_of_year,
    "end_of_period": _settle_end_of_period,
    "this_period": _settle_this_period,
    "this_year": _settle_this_year,
    "half_year": _settle_half_year,
    "annual": _settle_annual,
    "unsettled": _unsettled,
}
FORMS: Sequence[str] = tuple(_SETTLERS)


@lru_cache(maxsize=4)
def load_periods(path: Path) -> PeriodGrammar:
    """The grammar of a periods.toml; kept, as compiling takes a tenth of a second."""
    return PeriodGrammar(path)
