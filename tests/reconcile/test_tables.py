"""Checks within tables: totals, months that make up a column, and columns of differences."""

from __future__ import annotations

import pytest

from extractor.run import Extractor

EXTRACTOR = Extractor()
HEAD = "Exford Council: performance 2015/16\n\n"


def verdicts(table: str, kind: str) -> list[tuple[str, str]]:
    """``(verdict, first sentence)`` of the checks of a kind."""
    checks = EXTRACTOR.read_bytes((HEAD + table).encode(), "x.txt").checks
    return [(check.verdict, check.statement.split(":")[0]) for check in checks if check.kind == kind]


CRIME = (
    "Offence\t2014/15\t2015/16\tChange\t% change\n"
    "Robbery\t402\t371\t-31\t-7.7%\nBurglary\t3,118\t2,884\t-234\t-7.5%\n"
    "Damage\t8,730\t8,512\t-218\t-2.5%\nTheft\t4,420\t4,653\t+233\t{theft}\n"
    "All other crime\t900\t950\t+50\t+5.6%\nTotal recorded crime\t17,570\t17,370\t-200\t-1.1%\n"
)


def test_changes_agree_with_the_years_beside_them() -> None:
    found = verdicts(CRIME.format(theft="+5.3%"), "change")
    assert len(found) == 12
    assert {verdict for verdict, _ in found} == {"consistent"}


def test_a_change_in_per_cent_that_is_not_that_of_its_row() -> None:
    wrong = [said for verdict, said in verdicts(CRIME.format(theft="+3.5%"), "change") if verdict == "inconsistent"]
    checks = EXTRACTOR.read_bytes((HEAD + CRIME.format(theft="+3.5%")).encode(), "x.txt").checks
    assert wrong == ["Theft"]
    assert [c.statement for c in checks if c.verdict == "inconsistent"] == [
        "Theft: from 4,420 to 4,653 is +5.3%, and 3.5% is printed: the figures disagree."
    ]


def test_all_other_is_a_part_and_no_total() -> None:
    assert verdicts(CRIME.format(theft="+5.3%"), "sum")[:2] == [
        ("consistent", "The parts add up to the total of 2014/15"),
        ("consistent", "The parts add up to the total of 2015/16"),
    ]


def test_two_rows_do_not_show_how_a_difference_is_worked_out() -> None:
    table = "Offence\t2014/15\t2015/16\tChange\nRobbery\t402\t371\t-31\nBurglary\t3,118\t2,884\t-230\n"
    assert verdicts(table, "change") == []


SPENDING = (
    "Service\tBudget (£000)\tForecast (£000)\nAdults\t69\t70\nChildren\t41\t44\nPeople subtotal\t110\t114\n"
    "Roads\t28\t27\nHousing\t6\t7\nPlace subtotal\t34\t{place}\nTotal net expenditure\t144\t{total}\n"
)


def test_subtotals_and_the_total_below_them() -> None:
    found = verdicts(SPENDING.format(place=34, total=148), "sum")
    assert [verdict for verdict, _ in found] == ["consistent"] * 6


def test_one_subtotal_that_does_not_add_up_where_the_other_columns_do() -> None:
    table = (
        "Service\tBudget\tSpent\tForecast\nAdults\t69\t30\t70\nChildren\t41\t20\t44\nPeople subtotal\t110\t50\t114\n"
        "Roads\t28\t10\t27\nHousing\t6\t3\t7\nPlace subtotal\t34\t{wrong}\t34\n"
    )
    assert {verdict for verdict, _ in verdicts(table.format(wrong=13), "sum")} == {"consistent"}
    wrong = [said for verdict, said in verdicts(table.format(wrong=18), "sum") if verdict == "inconsistent"]
    assert wrong == ["The total of Spent is given as 18, and its parts come to 13 (10 + 3)"]


@pytest.mark.parametrize(("total", "expected"), [("60", ["consistent"] * 2), ("61", [])])
def test_a_row_that_names_the_whole_bears_out_and_never_accuses(total: str, expected: list[str]) -> None:
    table = f"District\tQ1 15/16\tQ2 15/16\nHarbour\t20\t30\nValley\t40\t41\nForce\t{total}\t71\n"
    found = [verdict for verdict, _ in verdicts(table, "sum")]
    assert found == (expected or ["consistent"])


def test_quarters_that_make_up_the_months_of_another_column() -> None:
    table = (
        "District\tQ1 15/16\tQ2 15/16\tApr-Sep 2015\tApr-Sep 2014\n"
        "Harbour\t3,204\t3,377\t6,581\t6,330\nValley\t2,395\t2,440\t{valley}\t4,902\nMoor\t10\t12\t22\t20\n"
    )
    assert [v for v, _ in verdicts(table.format(valley="4,835"), "sum")] == ["consistent"] * 3
    assert sorted(v for v, _ in verdicts(table.format(valley="4,853"), "sum")) == [
        "consistent",
        "consistent",
        "inconsistent",
    ]


def test_an_outturn_of_the_year_before_is_no_part_of_the_year_to_date() -> None:
    table = (
        "Measure\t2014/15\tApr 2015\tMay 2015\tJun 2015\tYTD\n"
        "Calls\t900\t10\t12\t13\t35\nVisits\t700\t1\t2\t3\t6\nForms\t80\t7\t8\t9\t24\n"
    )
    assert [v for v, _ in verdicts(table, "sum")] == ["consistent"] * 3


def test_numerators_and_denominators_in_columns_are_held_against_the_percentage() -> None:
    table = (
        "Indicator\tNumerator\tDenominator\tQ3 2015/16\tTarget\n"
        "Reviews on time\t108\t120\t90.0%\t95%\nComplaints on time\t204\t251\t83.1%\t90%\n"
    )
    assert [verdict for verdict, _ in verdicts(table, "ratio")] == ["consistent", "inconsistent"]


def test_digits_swapped_are_of_one_size() -> None:
    table = "Measure\t2015/16\nPlacements of children (£m)\t4.5\nTransport to school (£m)\t9.1\n\n"
    told = "The shortfall for placements of children in 2015/16 is £54m.\n"
    assert [v for v, _ in verdicts(table + told, "agreement") if v == "inconsistent"] == []


COLOURS = (
    "Indicator\tTarget\tActual\tStatus\nReviews on time (%)\t95\t{reviews}\tGreen\nVisits on time (%)\t80\t72\tRed\n"
)


@pytest.mark.parametrize(
    ("key", "reviews", "expected"),
    [
        ("Key: green is on or above target, red is below target.", 91, "inconsistent"),
        ("Green: target met or exceeded.", 91, "inconsistent"),
        ("Green = performance at or above the target", 96, "consistent"),
        ("Green is within 5% of target.", 91, None),
        ("Green means on track to meet the target.", 91, None),
        ("", 91, None),
    ],
)
def test_green_is_on_target_where_the_paper_says_so(key: str, reviews: int, expected: str | None) -> None:
    found = {row: verdict for verdict, row in verdicts(f"{key}\n\n{COLOURS.format(reviews=reviews)}", "rag")}
    assert found.get("Reviews on time (%) is green") == expected
    assert found["Visits on time (%) is red"] == "consistent"
