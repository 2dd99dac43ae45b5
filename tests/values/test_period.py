"""Printed periods: what the grammar finds, and what its dates are in one setting or another."""

from __future__ import annotations

import time
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.resources import folder
from extractor.values.period import (
    Period,
    PrintedPeriod,
    Setting,
    financial_year,
    financial_year_of,
    last_day,
    load_periods,
    quarter,
    quarter_of,
    settle,
    shift_months,
    shift_years,
)

GRAMMAR = load_periods(folder("patterns") / "periods.toml")
YEARS = st.integers(1950, 2049)
DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))

NOTHING = Setting()
QUARTER = Setting(reporting=quarter(3, 2018), latest=date(2019, 2, 14))
YEAR = Setting(reporting=financial_year(2018), latest=date(2019, 7, 1))
MONTH = Setting(reporting=Period(date(2018, 9, 1), date(2018, 9, 30)))
DATED = Setting(latest=date(2016, 10, 5))
ANCHORED = Setting(anchor=quarter(2, 2016))
BOTH = Setting(reporting=quarter(3, 2018), anchor=quarter(2, 2016))
AHEAD = Setting(reporting=quarter(3, 2018), forward=True)


def only(text: str) -> PrintedPeriod:
    """The one period of a text."""
    (found,) = GRAMMAR.scan(text)
    assert text[found.start : found.end] == found.text
    return found


def dates(text: str, setting: Setting = NOTHING) -> tuple[str, str, str] | None:
    """First day, last day and basis of the one period of a text."""
    period = settle(only(text), setting)
    return None if period is None else (period.start.isoformat(), period.end.isoformat(), period.basis)


@pytest.mark.parametrize(
    ("text", "start", "end", "basis"),
    [
        ("at 31 March 2014", "2014-03-31", "2014-03-31", "snapshot"),
        ("31st March 2014", "2014-03-31", "2014-03-31", "snapshot"),
        ("Thursday 8 February 2024", "2024-02-08", "2024-02-08", "snapshot"),
        ("31/03/2014", "2014-03-31", "2014-03-31", "snapshot"),
        ("31.03.14", "2014-03-31", "2014-03-31", "snapshot"),
        ("2014-03-31", "2014-03-31", "2014-03-31", "snapshot"),
        ("March 31, 2014", "2014-03-31", "2014-03-31", "snapshot"),
        ("29 February 2016", "2016-02-29", "2016-02-29", "snapshot"),
        ("01/07/75", "1975-07-01", "1975-07-01", "snapshot"),
        ("1 April 2016 to 31 March 2017", "2016-04-01", "2017-03-31", "in_period"),
        ("1 April to 30 June 2018", "2018-04-01", "2018-06-30", "in_period"),
        ("1 December to 31 January 2018", "2017-12-01", "2018-01-31", "in_period"),
        ("December 2013", "2013-12-01", "2013-12-31", "in_period"),
        ("Feb 2016", "2016-02-01", "2016-02-29", "in_period"),
        ("February 2015", "2015-02-01", "2015-02-28", "in_period"),
        ("Dec-13", "2013-12-01", "2013-12-31", "in_period"),
        ("April to September 2017", "2017-04-01", "2017-09-30", "in_period"),
        ("October to March 2017", "2016-10-01", "2017-03-31", "in_period"),
        ("Oct 2021 - Mar 2022", "2021-10-01", "2022-03-31", "in_period"),
        ("in Q1 2018/19", "2018-04-01", "2018-06-30", "in_period"),
        ("in Q2 2018/19", "2018-07-01", "2018-09-30", "in_period"),
        ("Quarter 3 2018/19", "2018-10-01", "2018-12-31", "in_period"),
        ("third quarter of 2018/19", "2018-10-01", "2018-12-31", "in_period"),
        ("Q4 2012-13", "2013-01-01", "2013-03-31", "in_period"),
        ("2018/19 Q4", "2019-01-01", "2019-03-31", "in_period"),
        ("Quarter 3 (December 2013)", "2013-10-01", "2013-12-31", "in_period"),
        ("Q1-Q3 2017/18", "2017-04-01", "2017-12-31", "in_period"),
        ("in 2016/17", "2016-04-01", "2017-03-31", "in_period"),
        ("in 16/17", "2016-04-01", "2017-03-31", "in_period"),
        ("1999/00", "1999-04-01", "2000-03-31", "in_period"),
        ("1999-2000", "1999-04-01", "2000-03-31", "in_period"),
        ("FY18", "2017-04-01", "2018-03-31", "in_period"),
        ("in the academic year 2013/14", "2013-09-01", "2014-08-31", "in_period"),
        ("2016/17 academic year", "2016-09-01", "2017-08-31", "in_period"),
        ("calendar year 2016", "2016-01-01", "2016-12-31", "in_period"),
        ("2015-17", "2015-01-01", "2017-12-31", "rolling"),
        ("at the end of March 2015", "2015-03-31", "2015-03-31", "snapshot"),
        ("by the end of 2016/17", "2017-03-31", "2017-03-31", "snapshot"),
        ("at the end of Q2 2018/19", "2018-09-30", "2018-09-30", "snapshot"),
        ("in the year to March 2018", "2017-04-01", "2018-03-31", "in_period"),
        ("in the year to September 2018", "2017-10-01", "2018-09-30", "rolling"),
        ("year ended 28 February 2017", "2016-03-01", "2017-02-28", "rolling"),
        ("year ended 29 February 2016", "2015-03-01", "2016-02-29", "rolling"),
        ("the quarter ending December 2018", "2018-10-01", "2018-12-31", "in_period"),
        ("the six months to September 2018", "2018-04-01", "2018-09-30", "in_period"),
        ("the six months to 28 February 2018", "2017-09-01", "2018-02-28", "in_period"),
    ],
)
def test_periods_that_need_no_setting(text: str, start: str, end: str, basis: str) -> None:
    assert dates(text) == (start, end, basis)
    # What is printed in full means the same in every setting.
    assert {dates(text, setting) for setting in (QUARTER, YEAR, ANCHORED, AHEAD)} == {(start, end, basis)}


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Q3",
            "quarter two",
            "in September",
            "in March",
            "April to June",
            "at 31 March",
            "Q1 to Q3",
            "by the end of June",
        ),
        *("a year earlier", "last year", "the previous quarter", "the previous month", "the same quarter last year"),
        *(
            "year to date",
            "the last 12 months",
            "the previous 12 months",
            "two years ago",
            "in the quarter",
            "in the year",
        ),
        *("at year end", "at the end of the quarter", "in the half year", "since April 2013", "since 1 April"),
    ],
)
def test_nothing_is_guessed_without_a_setting(text: str) -> None:
    assert dates(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *(
            "29 February 2015",
            "31 April 2014",
            "30/02/2014",
            "2014-02-30",
            "31/12/9999",
            "01/01/0001",
            "year to 01/01/0001",
        ),
        *(
            "31 June to 5 July 2015",
            "5 July 2015 to 1 June 2015",
            "Q2 (December 2013)",
            "summer 2020",
            "the autumn term",
        ),
        *("currently", "the next three years", "the last four weeks"),
    ],
)
def test_what_no_setting_settles(text: str) -> None:
    assert {dates(text, setting) for setting in (NOTHING, QUARTER, YEAR, DATED, ANCHORED, BOTH, AHEAD)} == {None}


@pytest.mark.parametrize(
    ("text", "setting", "start", "end"),
    [
        # the latest quarter, month or day of that name which has ended
        ("Q3", QUARTER, "2018-10-01", "2018-12-31"),
        ("Q4", QUARTER, "2018-01-01", "2018-03-31"),
        ("Q4", YEAR, "2019-01-01", "2019-03-31"),
        ("Q4", DATED, "2016-01-01", "2016-03-31"),
        ("Q2", DATED, "2016-07-01", "2016-09-30"),
        ("Q3", ANCHORED, "2015-10-01", "2015-12-31"),
        ("Q1 to Q3", QUARTER, "2018-04-01", "2018-12-31"),
        ("in September", QUARTER, "2018-09-01", "2018-09-30"),
        ("in March", QUARTER, "2018-03-01", "2018-03-31"),
        ("in February", ANCHORED, "2016-02-01", "2016-02-29"),
        ("November to February", QUARTER, "2017-11-01", "2018-02-28"),
        ("November to February", ANCHORED, "2015-11-01", "2016-02-29"),
        ("at 31 March", QUARTER, "2018-03-31", "2018-03-31"),
        ("at 29 February", ANCHORED, "2016-02-29", "2016-02-29"),
        ("at the end of June", YEAR, "2019-06-30", "2019-06-30"),
        # of what is to come, the next
        ("Q3", AHEAD, "2019-10-01", "2019-12-31"),
        ("Q4", AHEAD, "2019-01-01", "2019-03-31"),
        ("by the end of March", AHEAD, "2019-03-31", "2019-03-31"),
        ("at 29 February", AHEAD, "2020-02-29", "2020-02-29"),
    ],
)
def test_periods_without_a_year(text: str, setting: Setting, start: str, end: str) -> None:
    found = dates(text, setting)
    assert found is not None
    assert found[:2] == (start, end)


@pytest.mark.parametrize(
    ("text", "setting", "expected"),
    [
        ("a year earlier", QUARTER, ("2017-10-01", "2017-12-31", "in_period")),
        ("a year earlier", BOTH, ("2015-07-01", "2015-09-30", "in_period")),
        ("this time last year", YEAR, ("2017-04-01", "2018-03-31", "in_period")),
        ("the same quarter last year", QUARTER, ("2017-10-01", "2017-12-31", "in_period")),
        ("last year", YEAR, ("2017-04-01", "2018-03-31", "in_period")),
        ("two years ago", YEAR, ("2016-04-01", "2017-03-31", "in_period")),
        ("the previous quarter", QUARTER, ("2018-07-01", "2018-09-30", "in_period")),
        ("the previous quarter", Setting(reporting=quarter(1, 2018)), ("2018-01-01", "2018-03-31", "in_period")),
        ("the previous quarter", YEAR, None),
        ("the previous month", MONTH, ("2018-08-01", "2018-08-31", "in_period")),
        ("the previous month", QUARTER, None),
        ("the previous 12 months", YEAR, ("2017-04-01", "2018-03-31", "in_period")),
        ("the preceding six months", QUARTER, ("2018-04-01", "2018-09-30", "in_period")),
        ("the last 12 months", QUARTER, ("2018-01-01", "2018-12-31", "rolling")),
        ("the last 0 months", QUARTER, None),
        ("year to date", QUARTER, ("2018-04-01", "2018-12-31", "year_to_date")),
        ("since the start of the academic year", QUARTER, ("2018-09-01", "2018-12-31", "year_to_date")),
        ("at year end", QUARTER, ("2019-03-31", "2019-03-31", "snapshot")),
        ("at the end of the quarter", QUARTER, ("2018-12-31", "2018-12-31", "snapshot")),
        ("in the quarter", QUARTER, ("2018-10-01", "2018-12-31", "in_period")),
        ("in the quarter", YEAR, None),
        ("in the year", YEAR, ("2018-04-01", "2019-03-31", "in_period")),
        ("in the year", QUARTER, None),
        ("in the year", Setting(reporting=quarter(4, 2018)), ("2018-04-01", "2019-03-31", "in_period")),
        ("the first half of the year", QUARTER, ("2018-04-01", "2018-09-30", "in_period")),
        ("since April 2013", QUARTER, ("2013-04-01", "2018-12-31", "in_period")),
        ("since 1 April", QUARTER, ("2018-04-01", "2018-12-31", "in_period")),
        ("since April 2020", QUARTER, None),
    ],
)
def test_relative_periods(text: str, setting: Setting, expected: tuple[str, str, str] | None) -> None:
    assert dates(text, setting) == expected


def test_since_the_end_of_a_month_runs_to_the_end_of_the_report() -> None:
    found = settle(only("since the end of March"), QUARTER)
    assert found is not None
    assert found.end == date(2018, 12, 31)


def test_the_annual_target_is_of_the_year_reported_on() -> None:
    text = "below the annual target"
    assert only(text).text == "annual"
    assert dates(text, QUARTER) == ("2018-04-01", "2019-03-31", "in_period")


def test_a_snapshot_a_year_earlier_is_a_snapshot() -> None:
    anchor = Period(date(2016, 2, 29), date(2016, 2, 29), "snapshot")
    assert dates("a year earlier", Setting(anchor=anchor)) == ("2015-02-28", "2015-02-28", "snapshot")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It may rise in May 2014.", ["in May 2014"]),
        ("They march on; it may.", []),
        ("Mayor Marching", []),
        ("90/108 and 16/18", []),
        ("between 2,016 and 1234", []),
        ("Q5 and quarter", []),
        ("up from 12 in Q1 2018/19 to 15 in Q2 2018/19", ["in Q1 2018/19", "in Q2 2018/19"]),
        ("from 2014/15 to 2016/17", ["from 2014/15", "2016/17"]),
        ("at 31 March 2014, and a year earlier", ["at 31 March 2014", "a year earlier"]),
        ("year to date and last year", ["year to date", "last year"]),
    ],
)
def test_what_is_found(text: str, expected: list[str]) -> None:
    assert [found.text for found in GRAMMAR.scan(text)] == expected


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2018, 3, 31), -6, date(2017, 9, 30)),
        (date(2016, 2, 29), -12, date(2015, 2, 28)),
        (date(2015, 2, 28), 12, date(2016, 2, 29)),
        (date(2018, 1, 30), 1, date(2018, 2, 28)),
        (date(2018, 12, 15), 1, date(2019, 1, 15)),
    ],
)
def test_months_later(day: date, months: int, expected: date) -> None:
    assert shift_months(day, months) == expected


@given(YEARS)
def test_a_financial_year_is_a_year(first: int) -> None:
    year = financial_year(first)
    assert year.days == (366 if last_day(first + 1, 2).day == 29 else 365)
    assert year.end + timedelta(days=1) == financial_year(first + 1).start


@given(YEARS)
def test_quarters_make_up_their_year(first: int) -> None:
    quarters = [quarter(number, first) for number in (1, 2, 3, 4)]
    assert quarters[0].start == financial_year(first).start
    assert quarters[-1].end == financial_year(first).end
    for earlier, later in pairwise(quarters):
        assert earlier.end + timedelta(days=1) == later.start
    assert {item.days for item in quarters} <= {90, 91, 92}


@given(DAYS)
def test_every_day_is_in_its_quarter_and_year(day: date) -> None:
    number, first = quarter_of(day)
    own = quarter(number, first)
    assert own.start <= day <= own.end
    assert financial_year_of(day) == financial_year(first)
    assert financial_year(first).start <= own.start <= own.end <= financial_year(first).end


@given(DAYS, st.integers(-5, 5))
def test_years_and_months_shift_alike(day: date, years: int) -> None:
    assert shift_years(day, years) == shift_months(day, 12 * years)
    assert shift_years(day, years).month == day.month


@given(
    YEARS,
    st.sampled_from(["{a}/{b}", "{a}-{b}", "{a}–{b}", "{a}/{c}", "in {a}/{b}", "Q1 {a}/{b}", "{a}/{b} academic year"]),
)
def test_printed_years_read_back(first: int, form: str) -> None:
    found = settle(only(form.format(a=first, b=f"{(first + 1) % 100:02}", c=first + 1)), NOTHING)
    assert found is not None
    assert found.start.year == first
    assert found.start.month in (4, 9)


@given(
    DAYS,
    st.sampled_from(
        ["{0.day} {0:%B} {0.year}", "{0:%d/%m/%Y}", "{0:%d.%m.%Y}", "{0:%Y-%m-%d}", "{0:%B} {0.day}, {0.year}"]
    ),
)
def test_printed_days_read_back(day: date, form: str) -> None:
    assert settle(only(form.format(day)), NOTHING) == Period(day, day, "snapshot")


PIECES = st.sampled_from(
    [
        *(
            "Q3",
            "quarter",
            "2018/19",
            "16/17",
            "2014",
            "31",
            "March",
            "May",
            "31/03/2014",
            "31/12/9999",
            "0001",
            "29 February",
        ),
        *(
            "the ",
            "in ",
            "at ",
            "end of ",
            "year to ",
            "since ",
            "last ",
            "previous ",
            "year",
            "month",
            "months",
            "12 ",
            "two ",
        ),
        *(
            " a year earlier",
            "year to date",
            "annual target",
            "FY",
            "’14",
            "(",
            ")",
            "/",
            "-",
            " to ",
            " and ",
            " ",
            ".",
            "\n",
            "٣",
        ),
    ]
)
SETTINGS = st.builds(
    Setting,
    reporting=st.none() | st.builds(quarter, st.integers(1, 4), YEARS) | st.builds(financial_year, YEARS),
    anchor=st.none() | st.builds(financial_year, YEARS) | DAYS.map(lambda day: Period(day, day, "snapshot")),
    latest=st.none() | DAYS | st.just(date(9999, 12, 31)),
    forward=st.booleans(),
)


@settings(max_examples=400)
@given(st.text() | st.lists(PIECES, max_size=12).map("".join), SETTINGS)
def test_periods_are_in_order_apart_inside_the_text_and_settle(text: str, setting: Setting) -> None:
    position = 0
    for found in GRAMMAR.scan(text):
        assert position <= found.start <= found.core_start < found.end <= len(text)
        assert found.text == text[found.start : found.end]
        position = found.end
        period = settle(found, setting)
        assert period is None or period.start <= period.end


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "in 2014 and the year, ",
        "2014/15 ",
        "April ",
        "the ",
        "the quarter ",
        "year to the end of ",
        "the a full whole ",
        "1 April to ",
        "Q1-",
    ],
)
def test_long_texts_are_read_in_bounded_time(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    begun = time.perf_counter()
    GRAMMAR.scan(text)
    assert time.perf_counter() - begun < 5  # a tenth of that on an idle machine
