"""Tables as text with tabs: what each cell becomes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.mentions import Mention
from extractor.run import Extractor
from extractor.tables.status import colour_name

EXTRACTOR = Extractor()


def cells(table: str) -> list[Mention]:
    return list(EXTRACTOR.read_bytes(table.encode(), "x.txt").findings.mentions)


SCORECARD = (
    "PI Ref\tIndicator\tGood is\tOut-turn 15/16\tQ1 16/17\tTarget 16/17\tEngland average\tRAG\tDoT\tCommentary\n"
    "E1\tHousehold waste recycled\tHigh\t43.1%\t44.6%\t45%\t43.5%\tAmber\t↑\tContamination fell to 9%.\n"
    "E2\tMissed bins per 100,000 collections\tLow\t68\t54\t60\tn/a\tGreen\t↑\t\n"
    "E3\tFines issued\tn/a\t(12)\t<5\tTBC\tc\t-\t↓\t\n"
)


def test_roles_periods_units_and_status_come_from_the_axes() -> None:
    found = [
        (
            m.text,
            m.role,
            m.comparator,
            m.measure,
            m.unit,
            m.period and m.period.end.isoformat(),
            m.rag,
            m.direction,
            m.polarity,
        )
        for m in cells(SCORECARD)
        if m.source == "table"
    ]
    assert found == [
        ("43.1%", "actual", "", "percentage", "%", "2016-03-31", "amber", "up", "higher"),
        ("44.6%", "actual", "", "percentage", "%", "2016-06-30", "amber", "up", "higher"),
        ("45%", "target", "", "percentage", "%", "2017-03-31", "amber", "up", "higher"),
        ("43.5%", "benchmark", "England", "percentage", "%", None, "amber", "up", "higher"),
        ("68", "actual", "", "rate", "per 100,000", "2016-03-31", "green", "up", "lower"),
        ("54", "actual", "", "rate", "per 100,000", "2016-06-30", "green", "up", "lower"),
        ("60", "target", "", "rate", "per 100,000", "2017-03-31", "green", "up", "lower"),
        ("(12)", "actual", "", "count", "", "2016-03-31", "", "down", "neutral"),
    ]


def test_a_commentary_cell_is_narrative_that_knows_its_row() -> None:
    (figure,) = [m for m in cells(SCORECARD) if m.source == "narrative"]
    assert (figure.text, figure.row_label, figure.indicator) == ("9%", "E1 Household waste recycled", "Contamination")


def test_missing_and_suppressed_cells_are_no_figures_and_say_why() -> None:
    exclusions = EXTRACTOR.read_bytes(SCORECARD.encode(), "x.txt").findings.exclusions
    assert [(item.text, item.reason) for item in exclusions if item.reason == "suppressed"] == [("5", "suppressed")]
    assert "TBC" not in {mention.text for mention in cells(SCORECARD)}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("54/65 (83.1%)", [("percentage", "83.1", "54", "65")]),
        ("83.1% (54/65)", [("percentage", "83.1", "54", "65")]),
        ("12 (8%)", [("count", "12", None, None), ("percentage", "8", "12", None)]),
    ],
)
def test_two_figures_in_one_cell(cell: str, expected: list[tuple[str, str, str | None, str | None]]) -> None:
    table = f"Measure\t2015/16\t2016/17\nChecks made\t{cell}\t{cell}\nVisits\t4\t5\n"
    found = [
        (m.measure, str(m.value), m.numerator and str(m.numerator), m.denominator and str(m.denominator))
        for m in cells(table)
        if m.row_label == "Checks made"
    ]
    assert found == expected * 2


def test_the_second_figure_takes_the_unit_in_the_labels_bracket() -> None:
    table = "Measure\t16/17\t17/18\nNumber of children in care (rate per 10,000)\t616 (93.4)\t628 (95.2)\n"
    assert [(m.text, m.measure, m.unit) for m in cells(table)] == [
        ("616", "count", ""),
        ("93.4", "rate", "per 10,000"),
        ("628", "count", ""),
        ("95.2", "rate", "per 10,000"),
    ]


def test_money_in_thousands_and_millions_is_given_in_full() -> None:
    table = "Directorate (£000)\tBudget\tOutturn\tVariance\nPeople\t1,250\t1,300.5\t50.5\nPlace\t700\t650\t(50)\n"
    found = [(m.value, m.unit, m.role) for m in cells(table) if m.row_label == "Place"]
    assert found == [
        (Decimal(700000), "GBP", "target"),
        (Decimal(650000), "GBP", "actual"),
        (Decimal(-50000), "GBP", "change"),
    ]


def test_months_are_of_the_year_above_them() -> None:
    table = "Measure\t2022/23\t\t\n\tApr\tMay\tMar\nLets\t27\t30\t33\nVoids\t4\t5\t6\n"
    assert [m.period and m.period.end.isoformat() for m in cells(table) if m.row_label == "Lets"] == [
        "2022-04-30",
        "2022-05-31",
        "2023-03-31",
    ]


def test_a_table_turned_round_takes_periods_from_its_rows() -> None:
    table = "Year\tVisits\tLoans\n2015/16\t120\t340\n2016/17\t130\t330\n2017/18\t140\t320\n"
    assert [(m.indicator, m.period and m.period.start.year) for m in cells(table)] == [
        ("Visits", 2015),
        ("Loans", 2015),
        ("Visits", 2016),
        ("Loans", 2016),
        ("Visits", 2017),
        ("Loans", 2017),
    ]


def test_a_short_row_is_placed_only_as_far_as_certain() -> None:
    table = (
        "Indicator\tOut-turn 16/17\tOutturn Q1/Q2 17/18\tCommentary\n"
        "Suitable accommodation\t89.6%\t83.3%\tThe cohort is impacted upon by small movements in and out of it.\n"
        "Pathway plans\t80.8%\tBelow our tougher annual target awaiting development of data capture.\n"
    )
    (plan,) = [m for m in cells(table) if m.row_label == "Pathway plans"]
    assert (plan.text, plan.role, plan.column_label, plan.period) == ("80.8%", "actual", "", None)


def test_a_column_that_counts_its_rows_holds_no_figures() -> None:
    table = "No\tMeasure\t2015/16\t2016/17\n1\tVisits\t120\t130\n2\tLoans\t340\t330\n3\tEvents\t12\t14\n"
    assert [m.text for m in cells(table)] == ["120", "130", "340", "330", "12", "14"]


def test_columns_held_apart_by_spaces_are_a_table() -> None:
    table = (
        "PI        Description                  2004/05   2005/06\n"
        "                                       Actual    Target\n"
        "BV 8      Invoices paid in 30 days     91.4%     95%\n"
        "BV 9      Council tax collected        96.9%     97.2%\n"
    )
    assert [(m.text, m.role, m.row_label) for m in cells(table)] == [
        ("91.4%", "actual", "BV 8 Invoices paid in 30 days"),
        ("95%", "target", "BV 8 Invoices paid in 30 days"),
        ("96.9%", "actual", "BV 9 Council tax collected"),
        ("97.2%", "target", "BV 9 Council tax collected"),
    ]


@pytest.mark.parametrize(
    ("fill", "name"),
    [
        ("#ff0000", "red"),
        ("#ffc000", "amber"),
        ("#00b050", "green"),
        ("#d9d9d9", None),
        ("#d5deec", None),
        ("#ffffff", None),
    ],
)
def test_colours_are_named_only_where_they_clearly_are_one(fill: str, name: str | None) -> None:
    assert colour_name(fill) == name
