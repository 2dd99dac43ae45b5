"""Cells: what a column accepts, how it is printed, and that text goes through a CSV file unharmed."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.dataset.cells import _HARMLESS, DANGEROUS, guard, plain_number, read_cell, store, unguard, write_cell
from extractor.dataset.schema import Column, ColumnType

from .samples import TRICKY


class Colour(StrEnum):
    RED = "red"


def make_column(kind: ColumnType, **options: Any) -> Column:
    return Column("name", kind, "", "meaning", **options)


@pytest.mark.parametrize(
    ("kind", "value", "printed"),
    [
        ("number", Decimal("83.3"), "83.3"),
        ("number", 83.3, "83.3"),
        ("number", Decimal("77.40"), "77.4"),
        ("number", Decimal("2.5E+5"), "250000"),
        ("number", 250000.0, "250000"),
        ("number", 6, "6"),
        ("number", Decimal("6.0"), "6"),
        ("number", Decimal("100"), "100"),
        ("number", 1e22, "10000000000000000000000"),
        ("number", 1e-7, "0.0000001"),
        ("number", -0.0, "0"),
        ("number", Decimal("-0.00"), "0"),
        ("number", -5, "-5"),
        ("number", 0, "0"),
        ("integer", 0, "0"),
        ("integer", -3, "-3"),
        ("date", date(2014, 3, 31), "2014-03-31"),
        ("ids", ("a", "b"), "a b"),
        ("ids", "a b", "a b"),
        ("ids", (), ""),
        ("ids", "", ""),
        ("string", "", ""),
        ("string", "plain", "plain"),
        ("string", "-5%", "-5%"),
        ("string", "+£1,200.5 m", "+£1,200.5 m"),
        ("string", "-5%+1", "'-5%+1"),
        ("string", "-5+cmd", "'-5+cmd"),
        ("string", "'tis", "''tis"),
        ("string", "lone \ud800 half", "lone \ufffd half"),
        ("string", Colour.RED, "red"),
    ],
)
def test_printed(kind: ColumnType, value: object, printed: str) -> None:
    column = make_column(kind)
    assert write_cell(column, store(column, value)) == printed


@pytest.mark.parametrize("kind", ["string", "ids", "integer", "number", "date"])
def test_none_is_empty(kind: ColumnType) -> None:
    column = make_column(kind)
    assert write_cell(column, store(column, None)) == ""
    assert read_cell(column, "") is None


@pytest.mark.parametrize(
    ("kind", "value", "error"),
    [
        ("string", 5, TypeError),
        ("ids", 5, TypeError),
        ("ids", (5,), TypeError),
        ("ids", ("a b",), ValueError),
        ("ids", ("",), ValueError),
        ("ids", "a  b", ValueError),
        ("integer", 5.0, TypeError),
        ("integer", True, TypeError),
        ("integer", 2**63, ValueError),
        ("number", "5", TypeError),
        ("number", False, TypeError),
        ("number", float("nan"), ValueError),
        ("number", float("inf"), ValueError),
        ("number", Decimal("NaN"), ValueError),
        ("number", 10**400, ValueError),
        ("date", "2014-03-31", TypeError),
        ("date", datetime(2014, 3, 31), TypeError),
    ],
)
def test_refused(kind: ColumnType, value: object, error: type[Exception]) -> None:
    with pytest.raises(error, match="holds"):
        store(make_column(kind), value)


def test_closed_column_refuses_other_values() -> None:
    with pytest.raises(ValueError, match="holds one of red, green, not 'blue'"):
        store(make_column("string", values=("red", "green")), "blue")


@pytest.mark.parametrize("value", [None, ""])
def test_required_column_refuses_nothing(value: object) -> None:
    with pytest.raises(ValueError, match="needs a value"):
        store(make_column("string", required=True), value)


@pytest.mark.parametrize(
    ("kind", "cell"), [("number", "five"), ("number", "NaN"), ("integer", "5.5"), ("date", "31/03/2014")]
)
def test_unreadable_cell(kind: ColumnType, cell: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_cell(make_column(kind), cell)


@pytest.mark.parametrize("text", TRICKY)
def test_guard_is_undone(text: str) -> None:
    assert unguard(guard(text)) == text


@given(st.text(alphabet=st.one_of(st.sampled_from(DANGEROUS), st.characters(exclude_categories=["Cs"]))))
def test_any_text_is_guarded_and_undone(text: str) -> None:
    guarded = guard(text)
    assert unguard(guarded) == text
    assert _HARMLESS.fullmatch(text) or not guarded.startswith(tuple(set(DANGEROUS) - {"'"}))
    assert guarded in (text, "'" + text)


def test_an_apostrophe_typed_by_hand_stays() -> None:
    assert unguard("'tis") == "'tis"


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30))
def test_numbers_are_printed_exactly(number: Decimal) -> None:
    printed = plain_number(number)
    assert Decimal(printed) == number
    assert "e" not in printed.lower()
    assert not printed.endswith(".")
    assert "." not in printed or not printed.endswith("0")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_floats_read_back_the_same(number: float) -> None:
    column = make_column("number")
    stored = store(column, number)
    assert isinstance(stored, Decimal)
    assert float(write_cell(column, stored)) == number
