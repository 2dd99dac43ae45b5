"""Intervals: what a printed figure stands for, and when two figures can be the same number."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.values.interval import Interval, printed_interval

NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=6)
ENDS = st.none() | NUMBERS


def number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def interval(low: str | None, high: str | None, opened: str = "") -> Interval:
    """``opened`` names the ends that are outside: "low", "high", "low high"."""
    return Interval(number(low), number(high), "low" in opened, "high" in opened)


def holds(whole: Interval, value: Decimal) -> bool:
    return whole.meets(Interval(value, value))


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = draw(ENDS), draw(ENDS)
    if low is not None and high is not None and low > high:
        low, high = high, low
    point = low == high
    return Interval(low, high, draw(st.booleans()) and not point, draw(st.booleans()) and not point)


@pytest.mark.parametrize(
    ("value", "maximum", "step", "exact", "qualifier", "phrase", "expected"),
    [
        ("83.3", None, "0.1", False, "eq", "", interval("83.25", "83.35")),
        ("77.40", None, "0.01", False, "eq", "", interval("77.395", "77.405")),
        ("250000", None, "10000", False, "eq", "", interval("245000", "255000")),
        ("-3.1", None, "0.1", False, "eq", "", interval("-3.15", "-3.05")),
        ("187", None, "1", True, "eq", "", interval("187", "187")),
        ("12", "15", "1", True, "eq", "", interval("12", "15")),
        ("40", "45", "1", False, "eq", "", interval("39.5", "45.5")),
        ("40", "45", "1", False, "gt", "over", interval("39.5", "45.5")),
        ("200", None, "1", True, "gt", "over", interval("200", None, "low")),
        ("83.3", None, "0.1", False, "gt", "over", interval("83.3", None, "low")),
        ("200", None, "1", True, "ge", "at least", interval("200", None)),
        ("83.3", None, "0.1", False, "ge", "at least", interval("83.25", None)),
        ("10", None, "1", True, "lt", "fewer than", interval(None, "10", "high")),
        ("9.5", None, "0.1", False, "lt", "under", interval(None, "9.5", "high")),
        ("10", None, "1", True, "le", "up to", interval(None, "10")),
        ("9.5", None, "0.1", False, "le", "up to", interval(None, "9.55")),
        ("20", None, "1", False, "approx", "nearly", interval("19", "20", "high")),
        ("1000", None, "1", True, "approx", "almost", interval("950", "1000", "high")),
        ("3", None, "1", True, "approx", "close to", interval("2", "3", "high")),
        ("1000", None, "1", True, "approx", "around", interval("900", "1100")),
        ("2", None, "1", False, "approx", "about", interval("1.5", "2.5")),
        ("-10", None, "1", True, "approx", "about", interval("-11", "-9")),
    ],
)
def test_what_a_printed_figure_stands_for(
    value: str, maximum: str | None, step: str, exact: bool, qualifier: str, phrase: str, expected: Interval
) -> None:
    assert printed_interval(Decimal(value), number(maximum), Decimal(step), exact, qualifier, phrase) == expected


@pytest.mark.parametrize(
    ("first", "second", "meets"),
    [
        (interval("1", "2"), interval("2", "3"), True),
        (interval("1", "2", "high"), interval("2", "3"), False),
        (interval("1", "2"), interval("2", "3", "low"), False),
        (interval("1", "2"), interval("2.1", "3"), False),
        (interval("1", "5"), interval("2", "3"), True),
        (interval(None, "2"), interval("2", None), True),
        (interval(None, "2", "high"), interval("2", None), False),
        (interval(None, None), interval("2", "2"), True),
        (interval("200", "200"), interval("200", None, "low"), False),
        (interval("200", None, "low"), interval("201", "201"), True),
    ],
)
def test_meeting(first: Interval, second: Interval, meets: bool) -> None:
    assert first.meets(second) is meets
    assert second.meets(first) is meets
    assert first.below(second) is not meets
    assert second.below(first) is False


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (interval("1", "2") + interval("10", "20"), interval("11", "22")),
        (interval("1", "2", "low") + interval("10", "20", "high"), interval("11", "22", "low high")),
        (interval("1", None) + interval("10", "20"), interval("11", None)),
        (-interval("1", "2", "low"), interval("-2", "-1", "high")),
        (-interval(None, "2"), interval("-2", None)),
        (interval("10", "20") - interval("1", "2"), interval("8", "19")),
        (interval("10", "20") - interval(None, "2", "high"), interval("8", None, "low")),
        (interval("1", "2").shift(Decimal(-1), Decimal(1)), interval("0", "3")),
        (interval(None, "2", "high").shift(Decimal(5), Decimal(5)), interval(None, "7", "high")),
    ],
)
def test_arithmetic(found: Interval, expected: Interval) -> None:
    assert found == expected


@given(NUMBERS, st.integers(0, 4), st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN]))
def test_every_number_that_rounds_to_the_figure_is_in_its_interval(value: Decimal, places: int, way: str) -> None:
    step = Decimal(1).scaleb(-places)
    printed = value.quantize(step, rounding=way)
    assert holds(printed_interval(printed, None, step, False, "eq"), value)


@given(NUMBERS, st.integers(0, 3))
def test_what_rounds_to_another_figure_is_outside(printed: Decimal, places: int) -> None:
    step = Decimal(1).scaleb(-places)
    figure = printed.quantize(step)
    whole = printed_interval(figure, None, step, False, "eq")
    beyond = step / 2 + Decimal("0.000001")
    assert not holds(whole, figure + beyond)
    assert not holds(whole, figure - beyond)


@given(intervals(), intervals())
def test_two_intervals_meet_or_one_is_below(first: Interval, second: Interval) -> None:
    assert first.meets(second) is second.meets(first)
    assert [first.meets(second), first.below(second), second.below(first)].count(True) == 1


@given(intervals(), intervals(), NUMBERS, NUMBERS)
def test_sums_and_differences_hold_those_of_their_members(
    first: Interval, second: Interval, one: Decimal, other: Decimal
) -> None:
    if holds(first, one) and holds(second, other):
        assert holds(first + second, one + other)
        assert holds(first - second, one - other)
    back = -first
    assert -back == first
