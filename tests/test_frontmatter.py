"""What a paper says about itself, from its first lines."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.frontmatter import FrontMatter, read_front_matter
from extractor.readers import read_document
from extractor.resources import folder
from extractor.values.period import load_periods


def front(text: str) -> FrontMatter:
    return read_front_matter(
        read_document(text.encode(), "paper.txt"), load_periods(folder("patterns") / "periods.toml")
    )


MINUTES = """BLACKMOOR COUNTY COUNCIL

MINUTES of a meeting of the County Council held in the Council Chamber, Blackmoor on Thursday, 13 March 2025.

PRESENT: Mr A Baker (Chairman), Mrs C Booth, Mr D Carter and Ms E Dean

Apologies were received from Mr Ford, who was at a meeting of Whitmoor Council. Whitmoor Council and Redmoor Council
had been asked for their views, and Whitmoor Council had given them.

Minutes of the meeting held on 13 February 2025

RESOLVED that the minutes be approved.
"""


def test_minutes_have_the_date_of_their_own_meeting() -> None:
    found = front(MINUTES)
    assert (found.kind, found.date, found.authority) == ("minutes", date(2025, 3, 13), "Blackmoor County Council")


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        (
            "Corporate Parenting Panel - 29 October 2024\n\nMinutes of the meeting held on 30 July 2024",
            date(2024, 10, 29),
        ),
        ("Report to the Audit Committee\n\nDate: 5 June 2014\n\nAt 31 March 2014 there were 40.", date(2014, 6, 5)),
        ("At 30 September 2019 there were 214 children in care.", None),
        ("Performance in the year to 31 March 2014", None),
    ],
)
def test_a_day_that_figures_are_for_is_not_the_day_of_the_paper(opening: str, day: date | None) -> None:
    assert front(opening).date == day


@pytest.mark.parametrize(
    ("opening", "committee"),
    [
        ("Report to the Children and Families Scrutiny Panel", "Children and Families Scrutiny Panel"),
        ("Blackmoor Council Audit Committee", "Audit Committee"),
        ("The Panel received the report of the Housing Board.", "Housing Board"),
        ("From: Ann Dean, Chief Executive", ""),
        ("Outcome: Good\n\nExecutive summary", ""),
        ("From: Rory Dean, Cabinet Member", ""),
    ],
)
def test_a_committee_has_a_name(opening: str, committee: str) -> None:
    assert front(f"{opening}\n\nThere were 40 homes.").committee == committee


@pytest.mark.parametrize(
    ("opening", "authority"),
    [
        ("Grants to Blackmoor District Councils", ""),
        ("Report of the Audit Committee of Blackmoor Borough Council", "Blackmoor Borough Council"),
        ("The Children and Young People's Council met.", ""),
        ("LONDON BOROUGH OF WHITMOOR COUNCIL", "London Borough of Whitmoor Council"),
    ],
)
def test_an_authority_is_a_council_with_a_name(opening: str, authority: str) -> None:
    assert front(f"{opening}\n\nThere were 40 homes.").authority == authority


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Performance Report Quarter 2 2016/17", (date(2016, 7, 1), date(2016, 9, 30))),
        ("Annual Performance Report 2021-22", (date(2021, 4, 1), date(2022, 3, 31))),
        ("Corporate plan", None),
    ],
)
def test_the_reporting_period_stands_in_the_title(title: str, period: tuple[date, date] | None) -> None:
    reporting = front(f"{title}\n\nThere were 40 homes.").reporting
    assert (reporting and (reporting.start, reporting.end)) == period


@pytest.mark.parametrize(
    ("text", "authority"),
    [
        ("Metropolitan Borough of Whitmoor\n\nReport on homes", "Metropolitan Borough of Whitmoor"),
        # the fuller of two names of the same council, but no second council
        (
            "Whitmoor Council\n\nfor Whitmoor Metropolitan Borough Council. There are 40 homes.",
            "Whitmoor Metropolitan Borough Council",
        ),
        ("Whitmoor Council\n\nWhitmoor Council wrote to Redmoor County Council", "Whitmoor Council"),
        # a place alone, where the paper speaks of those who live there
        (
            "Whitmoor and Redmoor\n\nInspection\n\nThere are 40 children living in Whitmoor and Redmoor.",
            "Whitmoor and Redmoor",
        ),
        ("Adult Social Care\n\nInspection\n\nThere are 40 people in Adult Social Care.", ""),
        ("Whitmoor\n\nInspection\n\nThere are 40 children.", ""),
        # a council that is named once, deep in the paper, may be a neighbour
        ("Finance report" + "\n\nMore was spent on homes." * 40 + "\n\nA place at Redmoor Council was bought.", ""),
        ("Finance report" + "\n\nRedmoor Council spent more." * 40, "Redmoor Council"),
    ],
)
def test_who_a_paper_is_of(text: str, authority: str) -> None:
    assert front(text).authority == authority
