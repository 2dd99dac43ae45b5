"""What figures of several papers are to each other."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from extractor.panel.agreement import agree, by_paper, meet, relate
from extractor.panel.figures import status_of
from panel.samples import figure, paper

MAY, JULY = date(2014, 5, 1), date(2014, 7, 1)


@pytest.mark.parametrize(
    ("first", "second", "days", "expected"),
    [
        ((214, ""), (214, ""), (MAY, JULY), "same"),
        ((214, "provisional"), (214, "final"), (MAY, JULY), "same"),
        ((214, "provisional"), (219, ""), (MAY, JULY), "provisional_then_final"),
        ((214, "provisional"), (219, "revised"), (MAY, JULY), "provisional_then_final"),
        ((214, "provisional"), (219, ""), (None, None), "provisional_then_final"),
        ((214, ""), (219, "provisional"), (None, None), "provisional_then_final"),
        ((214, ""), (219, "provisional"), (MAY, JULY), "conflict"),
        ((214, "provisional"), (219, "provisional"), (MAY, JULY), "restated"),
        ((214, ""), (219, "revised"), (MAY, JULY), "restated"),
        ((214, ""), (219, "revised"), (MAY, MAY), "conflict"),
        ((214, ""), (219, "revised"), (None, JULY), "conflict"),
        ((214, "revised"), (219, ""), (MAY, JULY), "conflict"),
        ((214, ""), (219, ""), (MAY, JULY), "conflict"),
        ((214, "final"), (219, "final"), (MAY, JULY), "conflict"),
    ],
)
def test_two_papers(
    first: tuple[int, str], second: tuple[int, str], days: tuple[date | None, date | None], expected: str
) -> None:
    figures = [
        figure(value, paper(name, day), status=status)
        for name, day, (value, status) in zip("ab", days, (first, second), strict=True)
    ]
    earlier, later = (by_paper([each])[0] for each in figures)
    assert relate(earlier, later) == expected


@pytest.mark.parametrize(
    ("one", "other", "met"),
    [
        (("83.25", "83.35"), ("83.25", "83.25"), True),
        (("83.25", "83.35"), ("83.35", "83.45"), True),
        (("83.25", "83.35"), ("82.5", "83.2"), False),
        (("200", None), ("213", "213"), True),
        (("200", None), ("199", "199"), False),
        ((None, None), ("1", "1"), True),
    ],
)
def test_figures_meet_where_their_intervals_do(
    one: tuple[str | None, str | None], other: tuple[str | None, str | None], met: bool
) -> None:
    made = [figure(1, paper("a"), low=low and Decimal(low), high=high and Decimal(high)) for low, high in (one, other)]
    assert meet(made[0], made[1]) is meet(made[1], made[0]) is met


@pytest.mark.parametrize(
    ("figures", "kind", "value", "agreeing"),
    [
        ([(214, "", MAY)], "single", 214, 1),
        ([(214, "", MAY), (214, "", JULY)], "same", 214, 2),
        ([(214, "provisional", MAY), (219, "", JULY)], "provisional_then_final", 219, 1),
        # the latest that is not provisional, whatever comes after it
        ([(214, "", MAY), (219, "provisional", JULY)], "conflict", 214, 1),
        ([(214, "", MAY), (219, "revised", JULY), (219, "", date(2014, 9, 1))], "restated", 219, 2),
        ([(214, "", MAY), (219, "", JULY), (219, "", date(2014, 9, 1))], "conflict", 219, 2),
        ([(219, "", JULY), (214, "", None)], "conflict", 219, 1),
    ],
)
def test_the_value_is_that_of_the_latest_paper(
    figures: list[tuple[int, str, date | None]], kind: str, value: int, agreeing: int
) -> None:
    made = [figure(value, paper(f"p{n}", day), status=status) for n, (value, status, day) in enumerate(figures)]
    found = agree(made)
    assert (found.kind, int(found.chosen.value), len(found.papers), found.n_agreeing) == (
        kind,
        value,
        len(figures),
        agreeing,
    )
    assert agree(made[::-1]).chosen == found.chosen


def test_a_paper_that_contradicts_itself_is_in_conflict() -> None:
    one = paper("a")
    found = agree([figure(474, one), figure(477, one, page=14)])
    assert (found.kind, len(found.papers), found.papers[0].at_odds) == ("conflict", 1, True)


def test_the_most_exact_of_a_papers_figures_stands_for_it() -> None:
    one = paper("a")
    rough = figure(200, one, qualifier="approx", low=Decimal(180), high=Decimal(220))
    found = agree([rough, figure(213, one)])
    assert (found.kind, int(found.chosen.value)) == ("single", 213)


@pytest.mark.parametrize(
    ("labels", "context", "text", "status"),
    [
        ("2013/14 (provisional)", "64.2", "64.2", "provisional"),
        ("", "Provisional results show 64% for 2014.", "64%", "provisional"),
        ("", "Provisional results are out. Last year 64% did so.", "64%", ""),
        ("", "The provisional figure of 61% became 64% in the final data.", "64%", ""),
        ("", "The revised figure is 64%.", "64%", "revised"),
        ("", "Under the revised plan 64% did so.", "64%", ""),
        ("", "The rate, restated, is 64%.", "64%", "revised"),
        ("", "It was 64% (provisional) in 2014.", "64%", "provisional"),
        ("", "Final outturn was 64%.", "64%", "final"),
        ("", "The final school year: 64%.", "64%", ""),
    ],
)
def test_the_words_beside_a_figure_say_how_settled_it_is(labels: str, context: str, text: str, status: str) -> None:
    assert status_of("", labels, context, text) == status


def test_what_the_table_states_goes_before_words_and_words_before_the_title() -> None:
    assert status_of("final", "provisional", "", "64%", "Provisional outturn") == "final"
    assert status_of("", "revised figure", "", "64%", "Provisional outturn") == "revised"
    assert status_of("", "", "It was 64%.", "64%", "Provisional outturn 2013/14") == "provisional"
