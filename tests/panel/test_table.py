"""From figures to the rows of the long and the wide table, and to checks across documents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from extractor.panel.cells import long_rows
from extractor.panel.figures import Figure, Row, read_papers
from extractor.panel.restatement import find_restatements
from extractor.panel.table import make_rows
from extractor.panel.wide import wide_rows
from panel.samples import CATALOGUE, figure, paper

MAY, JULY = date(2014, 5, 1), date(2014, 7, 1)
FIRST, SECOND = paper("first", MAY), paper("second", JULY, "Whitmoor Borough Council")
OTHER = paper("other", MAY, "Redmoor Council")


def long(figures: Sequence[Figure]) -> list[Row]:
    return long_rows(make_rows(figures, CATALOGUE))


def test_figures_of_one_thing_are_one_row() -> None:
    (row,) = long([figure(214, FIRST), figure(214, SECOND, page=9)])
    assert {key: row[key] for key in ("row_id", "authority", "indicator", "value", "n_sources", "n_agreeing")} == {
        "row_id": "p000001",
        "authority": "Whitmoor Borough Council",
        "indicator": "Children looked after",
        "value": 214,
        "n_sources": 2,
        "n_agreeing": 2,
    }
    assert (row["agreement"], row["agreement_note"]) == ("same", "")
    assert row["documents"] == "first.pdf, page 4; second.pdf, page 9"
    assert row["document_dates"] == "2014-05-01; 2014-07-01"
    assert row["sources"] == ("first-214-0", "second-214-1")


def test_rows_do_not_depend_on_the_order_of_the_papers() -> None:
    figures = [figure(214, FIRST), figure(219, SECOND), figure(301, OTHER), figure(3, OTHER, start=None, end=None)]
    assert long(figures) == long(figures[::-1])


@pytest.mark.parametrize(
    "field",
    [
        {"role": "target"},
        {"role": "benchmark", "comparator": "England"},
        {"area": "North"},
        {"start": date(2013, 4, 1), "basis": "in_period"},
        {"wording": "number of looked after children placed at home"},
        {"measure": "rate", "unit": "per 10,000"},
        {"start": None, "end": None},
    ],
)
def test_what_differs_in_one_thing_is_another_row(field: dict[str, object]) -> None:
    rows = long([figure(214, FIRST), figure(214, SECOND, **field)])
    assert [row["n_sources"] for row in rows] == [1, 1]
    assert find_restatements([figure(214, FIRST), figure(219, SECOND, **field)], CATALOGUE) == []


def test_the_authoritys_own_name_is_no_area() -> None:
    (row,) = long([figure(214, FIRST, area="Whitmoor"), figure(214, SECOND)])
    assert (row["area"], row["n_sources"]) == ("", 2)


def test_figures_without_a_period_or_an_authority_are_held_against_nothing() -> None:
    nobody = [paper("x", MAY, ""), paper("y", JULY, "")]
    figures = [figure(214, each) for each in nobody] + [
        figure(9, each, start=None, end=None) for each in (FIRST, SECOND)
    ]
    rows = long(figures)
    assert [row["reason"] for row in rows if row["authority"] == ""] == ["the authority is not known"] * 2
    assert {row["reason"] for row in rows if row["authority"]} == {"period not stated"}
    assert find_restatements(figures, CATALOGUE) == []


def test_a_paper_at_two_paths_is_one_source() -> None:
    rows: list[Row] = [
        {"path": "a.pdf", "doc_id": "x", "authority": "Whitmoor", "status": "ok", "document_date": MAY},
        {"path": "b.pdf", "doc_id": "x", "authority": "Whitmoor", "status": "ok", "document_date": MAY},
        {"path": "c.pdf", "doc_id": "", "status": "failed"},
    ]
    (found,) = read_papers(rows).values()
    assert (found.paths, found.day, found.place) == (("a.pdf", "b.pdf"), MAY, 0)
    (row,) = long([figure(214, found)])
    assert (row["n_sources"], row["documents"]) == (1, "a.pdf, page 4")


def test_a_conflict_stands_beside_nobody_and_says_so() -> None:
    rows = long([figure(214, FIRST), figure(219, SECOND), figure(301, OTHER), figure(11, paper("z", MAY, "Zedmoor"))])
    by_authority = {row["authority"]: row for row in rows}
    found = by_authority["Whitmoor Borough Council"]
    assert (found["value"], found["agreement"], found["comparable"], found["series"]) == (219, "conflict", "no", 1)
    said = "different figures are given for it: 214 (first.pdf, page 4) and 219 (second.pdf, page 4)"
    assert found["reason"] == said
    assert [by_authority[name]["beside"] for name in ("Redmoor Council", "Zedmoor")] == [1, 1]


@pytest.mark.parametrize(
    ("field", "reason"),
    [
        ({"role": "change"}, "a difference between two figures, not a figure"),
        ({"role": "benchmark"}, "whose benchmark it is, is not stated"),
        (
            {"role": "benchmark", "comparator": "statistical neighbours"},
            "each authority has other comparators: statistical neighbours",
        ),
        (
            {"indicator_id": "", "wording": "children"},
            "the wording does not say for certain what is measured",
        ),
        (
            {"indicator_id": "new", "wording": "homes"},
            "the catalogue's entry changed in 2009: this figure is from before",
        ),
    ],
)
def test_reasons_of_a_rows_own(field: dict[str, object], reason: str) -> None:
    early = {"start": date(2008, 3, 31), "end": date(2008, 3, 31)} if field.get("indicator_id") == "new" else {}
    rows = long([figure(214, each, **field, **early) for each in (FIRST, OTHER)])
    assert [(row["comparable"], row["reason"]) for row in rows] == [("no", reason)] * 2


def test_the_wide_table_has_a_column_a_period() -> None:
    year = {"start": date(2013, 4, 1), "end": date(2014, 3, 31), "basis": "in_period"}
    figures = [
        figure(214, FIRST),
        figure(219, SECOND),
        figure(230, SECOND, start=date(2014, 6, 30), end=date(2014, 6, 30)),
        figure(40, SECOND, **year),
        figure(301, OTHER),
        figure(5, OTHER, start=None, end=None),
    ]
    schema, rows = wide_rows(make_rows(figures, CATALOGUE))
    assert [column.name for column in schema.columns][-3:] == ["2013-04-01/2014-03-31", "2014-03-31", "2014-06-30"]
    cells = [(row["authority"], row["series"], *(row.get(c.name) for c in schema.columns[-3:])) for row in rows]
    assert cells == [
        ("Redmoor Council", 1, None, 301, None),
        ("Whitmoor Borough Council", 2, 40, None, None),
        ("Whitmoor Borough Council", 1, None, 219, 230),
    ]
    assert rows[2]["several"] == "2014-03-31: 214 (first.pdf, page 4) and 219 (second.pdf, page 4)"


@pytest.mark.parametrize(
    ("first", "second", "verdict", "reason", "said"),
    [
        ((214, ""), (214, ""), "consistent", "exact", "They agree."),
        (
            (214, "provisional"),
            (219, ""),
            "consistent",
            "provisional_then_final",
            "The earlier figure is marked provisional",
        ),
        ((214, ""), (219, "revised"), "consistent", "restated", "The later paper marks its figure as revised"),
        ((214, ""), (219, ""), "review", "conflict", "the figures disagree"),
    ],
)
def test_two_papers_are_a_check(
    first: tuple[int, str], second: tuple[int, str], verdict: str, reason: str, said: str
) -> None:
    figures = [figure(value, each, status=status) for each, (value, status) in ((FIRST, first), (SECOND, second))]
    (check,) = find_restatements(figures, CATALOGUE)
    assert (check["kind"], check["verdict"], check["reason"]) == ("restatement", verdict, reason)
    assert (check["doc_id"], check["binding"], check["page"]) == (("first", "second"), "same_indicator", 4)
    assert (check["expected"], check["observed"], check["tolerance"]) == (first[0], second[0], 0)
    opening = (
        "Whitmoor Borough Council, Children looked after: the figure for 31 March 2014 is "
        f"{first[0]} (first.pdf, page 4, 1 May 2014) and {second[0]} (second.pdf, page 4, 1 July 2014)."
    )
    assert str(check["statement"]).startswith(opening)
    assert said in str(check["statement"])


def test_a_rounded_figure_agrees_within_rounding() -> None:
    rough = figure(83, SECOND, low=Decimal("82.5"), high=Decimal("83.5"), text="83%")
    exact = figure(83.3, FIRST, low=Decimal("83.25"), high=Decimal("83.35"), text="83.3%")
    (check,) = find_restatements([exact, rough], CATALOGUE)
    assert (check["verdict"], check["reason"], check["tolerance"]) == ("consistent", "rounding", Decimal("0.55"))


def test_three_papers_are_two_checks() -> None:
    third = paper("third", date(2014, 9, 1))
    checks = find_restatements([figure(214, FIRST), figure(214, SECOND), figure(219, third)], CATALOGUE)
    assert [(check["check_id"], check["verdict"]) for check in checks] == [
        ("restatement-000001", "consistent"),
        ("restatement-000002", "review"),
    ]


@pytest.mark.parametrize("role", ["forecast", "change"])
def test_what_is_renewed_from_paper_to_paper_is_not_checked(role: str) -> None:
    assert find_restatements([figure(214, FIRST, role=role), figure(219, SECOND, role=role)], CATALOGUE) == []
