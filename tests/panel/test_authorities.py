"""Names of one body, and of two of one place."""

from __future__ import annotations

import pytest

from extractor.panel.authorities import merge_authorities, place_of, sort_of


@pytest.mark.parametrize(
    ("name", "place", "sort"),
    [
        ("Whitmoor Council", ("whitmoor",), ""),
        ("Whitmoor Metropolitan Borough Council", ("whitmoor",), "borough"),
        ("Metropolitan Borough of Whitmoor", ("whitmoor",), "borough"),
        ("LONDON BOROUGH OF WHITMOOR", ("whitmoor",), "borough"),
        ("Royal Borough of Whitmoor and Redmoor", ("whitmoor", "redmoor"), "borough"),
        ("Whitmoor County Borough Council", ("whitmoor",), "county borough"),
        ("Whitmoor Fire and Rescue Authority", ("whitmoor", "fire", "rescue"), ""),
    ],
)
def test_a_name_is_a_place_and_a_sort(name: str, place: tuple[str, ...], sort: str) -> None:
    assert (place_of(name), sort_of(name)) == (place, sort)


@pytest.mark.parametrize(
    ("names", "merged"),
    [
        (["Whitmoor", "Whitmoor Council", "Whitmoor Borough Council"], ["Whitmoor Borough Council"] * 3),
        (["Whitmoor & Redmoor Council", "Whitmoor and Redmoor"], ["Whitmoor & Redmoor Council"] * 2),
        # a city in a county of its name: three bodies at the most
        (
            ["Whitmoor City Council", "Whitmoor County Council", "Whitmoor Council"],
            ["Whitmoor City Council", "Whitmoor County Council", "Whitmoor Council"],
        ),
        (
            ["Whitmoor Council", "Whitmoor Fire and Rescue Authority"],
            ["Whitmoor Council", "Whitmoor Fire and Rescue Authority"],
        ),
        (["Derby City Council", "Derbyshire County Council"], ["Derby City Council", "Derbyshire County Council"]),
    ],
)
def test_names_of_one_body_are_merged(names: list[str], merged: list[str]) -> None:
    assert [merge_authorities(names)[name] for name in names] == merged
    assert merge_authorities(reversed(names)) == merge_authorities(names)


def test_no_name_is_nobodys() -> None:
    assert merge_authorities([""]) == {}
