"""What two figures must share to be of one indicator."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.panel.definition import define
from panel.samples import CATALOGUE, figure, paper

ENTRIES = {entry.id: entry for entry in CATALOGUE.entries}


def cohort(wording: str, identity: str, place: str = "") -> str:
    made = figure(1, paper("a"), wording=wording, indicator_id=identity)
    return define(made, ENTRIES, CATALOGUE.normalise, frozenset(place.split())).cohort


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("number of looked after children", ""),
        ("the current number of children looked after by the local authority", ""),
        ("number of looked after children in Whitmoor", ""),
        ("provisional number of looked after children", ""),
        ("NI 58a Number of looked after children (cumulative)", ""),
        ("number of looked after children at KS2", "ks2"),
        ("number of looked after children placed at home", "placed home"),
        ("number of looked after children aged 16 to 18", "aged 16 to 18"),
        ("number of looked after children aged 10-15 who go missing", "aged 10-15; go missing"),
    ],
)
def test_what_the_wording_adds_narrows_a_catalogued_indicator(wording: str, expected: str) -> None:
    assert cohort(wording, "cla.number", "whitmoor") == expected


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("assessments completed", ""),
        ("assessments completed within 35 working days", ""),
        ("assessments completed within 10 working days", "within 10 working days"),
    ],
)
def test_a_time_limit_is_part_of_the_definition(wording: str, expected: str) -> None:
    assert cohort(wording, "assess") == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("complaints answered in time", "the number of complaints that were answered in time", True),
        ("complaints answered in time", "Complaints answered in time", True),
        ("proportion of complaints answered in time", "complaints answered in time", True),
        ("complaints answered in time", "complaints answered late", False),
        ("calls answered within 20 seconds by staff", "calls answered within 20 seconds by staff", True),
    ],
)
def test_an_uncatalogued_indicator_is_its_wording(one: str, other: str, same: bool) -> None:
    keys = [
        define(figure(1, paper("a"), wording=wording, indicator_id=""), ENTRIES, CATALOGUE.normalise).key
        for wording in (one, other)
    ]
    assert (keys[0] == keys[1]) is same


def test_a_limit_is_kept_apart_from_the_words_of_an_uncatalogued_indicator() -> None:
    made = [
        define(figure(1, paper("a"), wording=wording, indicator_id=""), ENTRIES, CATALOGUE.normalise)
        for wording in ("missed bins returned within 20 days", "missed bins returned within 35 days")
    ]
    assert made[0].key == made[1].key
    assert [definition.cohort for definition in made] == ["within 20 days", "within 35 days"]


@pytest.mark.parametrize(
    ("wording", "specific"),
    [
        ("children", False),
        ("care leavers", False),
        ("secondary schools", False),
        ("care leavers in training", False),
        ("missed bins returned", True),
        ("empty homes let in the year", True),
        ("homes let", False),
    ],
)
def test_a_bare_population_is_no_indicator(wording: str, specific: bool) -> None:
    made = define(figure(1, paper("a"), wording=wording, indicator_id=""), ENTRIES, CATALOGUE.normalise)
    assert made.specific is specific


@pytest.mark.parametrize(
    ("identity", "start", "end", "reason"),
    [
        (
            "new",
            date(2008, 4, 1),
            date(2009, 3, 31),
            "the catalogue's entry changed in 2009: this figure is from before",
        ),
        ("new", date(2009, 4, 1), date(2010, 3, 31), ""),
        ("old", date(2008, 4, 1), date(2009, 3, 31), ""),
        ("old", date(2009, 4, 1), date(2009, 6, 30), "the catalogue's entry ended with 2008/09"),
        ("old", None, None, ""),
    ],
)
def test_an_entry_holds_for_its_years(identity: str, start: date | None, end: date | None, reason: str) -> None:
    made = figure(1, paper("a"), wording="homes", indicator_id=identity)
    assert define(made, ENTRIES, CATALOGUE.normalise).outside(start, end) == reason
