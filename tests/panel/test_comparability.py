"""Which rows may stand side by side."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from extractor.panel.comparability import (
    Candidate,
    Comparison,
    Series,
    comparator_of,
    compare,
    is_own_comparator,
    period_in_words,
    span_of,
)

MARCH = date(2014, 3, 31)
DAY = Series("count", "", "", "snapshot", "day", "")
YEAR = replace(DAY, basis="in_period", span="year")
WHITMOOR = Candidate("Whitmoor", "cla", DAY, "actual", "", MARCH, MARCH)
REDMOOR = replace(WHITMOOR, authority="Redmoor")


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({}, ""),
        (
            {"start": date(2015, 3, 31), "end": date(2015, 3, 31)},
            "period differs: no other authority's figure is for 31 March 2015",
        ),
        ({"role": "target"}, "period differs: no other authority's target is for 31 March 2014"),
        ({"start": None, "end": None, "placed": False}, "period not stated"),
        ({"series": YEAR, "start": date(2013, 4, 1)}, "basis differs: in period and on a day"),
        ({"series": replace(DAY, measure="rate", unit="per 10,000")}, "measure differs: rate and count"),
        ({"series": replace(DAY, unit="weeks")}, "unit differs: weeks and none"),
        (
            {"series": replace(DAY, cohort="aged 16 to 18")},
            "definition differs: aged 16 to 18 / no limit or group named",
        ),
        ({"series": replace(DAY, area="North")}, "area differs: North, not the whole authority"),
        ({"obstacles": ("the authority is not known",)}, "the authority is not known"),
    ],
)
def test_one_row_beside_two_others(changed: dict[str, object], reason: str) -> None:
    others = [WHITMOOR, REDMOOR]
    odd = replace(WHITMOOR, authority="Blackmoor", **changed)  # type: ignore[arg-type]
    first, second, found = compare([*others, odd])
    assert found.reason == reason
    assert found.comparable is (not reason)
    beside = 1 if reason else 2
    assert (first, second) == (Comparison(1, beside, ""), Comparison(1, beside, ""))


def test_what_has_one_authority_has_no_other() -> None:
    later = replace(WHITMOOR, start=date(2015, 3, 31), end=date(2015, 3, 31))
    assert [found.reason for found in compare([WHITMOOR, later])] == ["no other authority has it"] * 2


def test_a_lesser_series_is_comparable_within_itself() -> None:
    year = {"series": YEAR, "start": date(2013, 4, 1)}
    rows = [WHITMOOR, REDMOOR, replace(WHITMOOR, authority="Blackmoor")]
    rows += [replace(row, **year) for row in (WHITMOOR, REDMOOR)]  # type: ignore[arg-type]
    found = compare(rows)
    assert [row.series for row in found] == [1, 1, 1, 2, 2]
    assert [row.beside for row in found] == [2, 2, 2, 1, 1]


def test_financial_academic_and_calendar_years_are_three_periods() -> None:
    years = [(date(2013, 4, 1), MARCH), (date(2013, 9, 1), date(2014, 8, 31)), (date(2014, 1, 1), date(2014, 12, 31))]
    rows = [
        replace(WHITMOOR, authority=name, series=YEAR, start=start, end=end)
        for name, (start, end) in zip(("A", "B", "C"), years, strict=True)
    ]
    assert [found.comparable for found in compare(rows)] == [False, False, False]


@pytest.mark.parametrize(
    ("start", "end", "span"),
    [
        (MARCH, MARCH, "day"),
        (date(2014, 3, 1), MARCH, "month"),
        (date(2014, 1, 1), MARCH, "quarter"),
        (date(2013, 10, 1), MARCH, "half year"),
        (date(2013, 4, 1), MARCH, "year"),
        (date(2013, 9, 1), date(2014, 8, 31), "year"),
        (date(2013, 4, 1), date(2013, 12, 31), "9 months"),
        (date(2014, 3, 1), date(2014, 3, 14), "14 days"),
        (None, None, ""),
    ],
)
def test_a_period_has_a_length(start: date | None, end: date | None, span: str) -> None:
    assert span_of(start, end) == span


@pytest.mark.parametrize(
    ("comparator", "name", "own"),
    [
        ("the England average", "england", False),
        ("Eng", "england", False),
        ("nationally", "national", False),
        ("country as a whole", "national", False),
        ("statistical neighbours", "statistical neighbours", True),
        ("CIPFA group", "cipfa group", True),
        ("regional", "regional", True),
        ("average", "average", True),
    ],
)
def test_a_comparator_is_everyones_or_each_authoritys_own(comparator: str, name: str, own: bool) -> None:
    assert (comparator_of(comparator), is_own_comparator(comparator)) == (name, own)


def test_periods_in_words() -> None:
    assert period_in_words(MARCH, MARCH) == "31 March 2014"
    assert period_in_words(date(2013, 4, 1), MARCH) == "1 April 2013 to 31 March 2014"
