"""Lists below a line that ends in a colon, and names that stand behind their figure."""

from __future__ import annotations

import pytest

from pipeline.reading import read

LISTS = [
    (
        "Children with English as an additional language:\n\n"
        "- in primary schools is 26%\n- in secondary schools is 19%\n",
        [
            "Children with English as an additional language: primary schools",
            "Children with English as an additional language: secondary schools",
        ],
    ),
    ("During 2012–13:\n\n- 45 homes were built\n", ["homes were built"]),
    (
        "Attendance is 94%. Fewer pupils attend a good school. Of this number:\n\n- 61% are boys\n",
        ["Attendance", "Fewer pupils attend a good school: are boys"],
    ),
]


@pytest.mark.parametrize(("text", "phrases"), LISTS)
def test_a_list_takes_its_name_from_the_line_above(text: str, phrases: list[str]) -> None:
    assert [mention.indicator for mention in read(text).mentions] == phrases


def test_a_list_takes_its_period_from_the_line_above() -> None:
    text = "During 2012–13:\n\n- 45 homes were built\n- 12 homes were acquired\n\nThere were 9 homes empty."
    periods = [str(mention.period.end) if mention.period else "" for mention in read(text).mentions]
    assert periods == ["2013-03-31", "2013-03-31", ""]


SENTENCES = [
    ("The majority (61%) of care leavers are in training.", ["care leavers are in training"]),
    ("There is an upward trend in the share of children adopted, from 14% to 17%.", ["share of children adopted"] * 2),
    ("Members noted balances (£3m general, £2m earmarked).", ["balances: general", "balances: earmarked"]),
]


@pytest.mark.parametrize(("text", "phrases"), SENTENCES)
def test_names_behind_figures(text: str, phrases: list[str]) -> None:
    assert [mention.indicator for mention in read(text).mentions] == phrases


def test_a_second_change_shares_its_verb() -> None:
    found = read("Results improved by 18% for girls and 11% for boys.").mentions
    assert [mention.role for mention in found] == ["change", "change"]


def test_each_of_the_twelve_is_no_figure() -> None:
    assert read("A session was held in each of the 12 districts.").mentions == ()


def test_years_to_years_are_one_period() -> None:
    (money,) = read("The programme for 2025-26 to 2027-28 comes to £12.4m.").mentions
    assert money.period is not None
    assert (str(money.period.start), str(money.period.end)) == ("2025-04-01", "2028-03-31")


def test_a_list_is_not_of_the_day_that_its_figure_is_compared_with() -> None:
    before = "At 31 May 2017 there were 604 homes. This is an increase from 549 at 31 March 2016."
    text = f"{before} Of this number:\n\n- 91 are empty\n"
    assert [str(mention.period and mention.period.end) for mention in read(text).mentions] == [
        *("2017-05-31", "2016-03-31", "2017-05-31"),
    ]


@pytest.mark.parametrize("day", ["31/03/2014", "31/03/14", "31.03.2014"])
def test_a_date_in_digits_ends_a_sentence(day: str) -> None:
    (count,) = read(f"There were 755 homes at {day}. All were let.").mentions
    assert str(count.period and count.period.end) == "2014-03-31"
