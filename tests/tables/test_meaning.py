"""What a cell is about: bodies and areas along an axis, roles beside names, scales written once, years and dates."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.mentions import Mention
from extractor.run import Extractor

EXTRACTOR = Extractor()
PAPER = "Exford Council: Adult social care 2016/17\nReport to the Scrutiny Committee, 12 June 2017\n\n"


def cells(table: str, paper: str = PAPER) -> list[Mention]:
    found = EXTRACTOR.read_bytes((paper + table).encode(), "x.txt").findings.mentions
    return [mention for mention in found if mention.source == "table"]


def ends(mentions: list[Mention]) -> list[str | None]:
    return [m.period.end.isoformat() if m.period is not None else None for m in mentions]


def test_authorities_down_are_benchmarks_and_the_own_one_is_the_outturn() -> None:
    table = (
        "Benchmarking of districts, 2016/17\n\n"
        "Authority\tDelayed transfers per 100,000\tSatisfied (%)\n"
        "Exford\t7.1\t62.3\nBarton\t8.4\t60.1\nEngland\t13.2\t64.7\n"
    )
    assert [(m.text, m.role, m.comparator, m.indicator, m.unit) for m in cells(table)] == [
        ("7.1", "actual", "", "Delayed transfers per 100,000", "per 100,000"),
        ("62.3", "actual", "", "Satisfied (%)", "%"),
        ("8.4", "benchmark", "Barton", "Delayed transfers per 100,000", "per 100,000"),
        ("60.1", "benchmark", "Barton", "Satisfied (%)", "%"),
        ("13.2", "benchmark", "England", "Delayed transfers per 100,000", "per 100,000"),
        ("64.7", "benchmark", "England", "Satisfied (%)", "%"),
    ]
    assert set(ends(cells(table))) == {"2017-03-31"}


def test_authorities_across_are_bodies_where_the_own_name_stands_beside_a_region() -> None:
    table = "Indicator\tExford 2016/17\tBarton 2016/17\tEngland 2015/16\nChildren in care per 10,000\t32\t38\t60\n"
    found = cells(table + "Repeat referrals (%)\t15.1\t17.2\t22.3\n")
    assert [(m.role, m.comparator) for m in found[:3]] == [
        ("actual", ""),
        ("benchmark", "Barton"),
        ("benchmark", "England"),
    ]
    assert {m.indicator for m in found} == {"Children in care per 10,000", "Repeat referrals (%)"}


def test_subjects_across_are_no_bodies_where_one_is_called_like_the_authority() -> None:
    paper = "Reading Borough Council: Key Stage 2 results 2016\n\n"
    found = cells("School type\tReading\tWriting\tMaths\nInfant\t81%\t75%\t79%\nJunior\t70%\t72%\t74%\n", paper)
    assert {(m.role, m.comparator) for m in found} == {("actual", "")}


def test_wards_down_are_areas_and_the_columns_say_what_is_measured() -> None:
    table = (
        "Ward\tIncidents Q2 2016/17\tIncidents Q1 2016/17\tCleared within 24 hours (%)\n"
        "Abbey\t34\t41\t92.1\nMilton North\t55\t60\t87.3\nTotal\t89\t101\t91.0\n"
    )
    assert [(m.text, m.area, m.indicator, m.measure) for m in cells(table)][:3] == [
        ("34", "Abbey", "Incidents", "count"),
        ("41", "Abbey", "Incidents", "count"),
        ("92.1", "Abbey", "Cleared within 24 hours (%)", "percentage"),
    ]
    assert [m.area for m in cells(table)][6:] == ["", "", ""]
    assert ends(cells(table))[:2] == ["2016-09-30", "2016-06-30"]


def test_a_caption_by_district_says_what_columns_of_periods_measure() -> None:
    table = "Table 2. Recorded crime by district\n\nDistrict\tQ1 15/16\tQ2 15/16\nHarbour\t3,204\t3,377\nValley\t2,395\t2,440\n"
    assert {(m.indicator, m.area) for m in cells(table)} == {
        ("Recorded crime by district", "Harbour"),
        ("Recorded crime by district", "Valley"),
    }


def test_a_role_beside_the_name_is_the_rows_role_and_the_name_stands_for_the_rows_below() -> None:
    table = (
        "Indicator\t\tQ1 2016/17\tQ2 2016/17\n"
        "Sickness days per FTE\tActual\t2.1\t2.3\n\tTarget\t2.0\t2.0\n"
        "Staff turnover %\tActual\t3.1\t2.9\n\tTarget\t3.5\t3.5\n"
    )
    assert [(m.text, m.role, m.indicator, m.unit) for m in cells(table)] == [
        ("2.1", "actual", "Sickness days per FTE", "days"),
        ("2.3", "actual", "Sickness days per FTE", "days"),
        ("2.0", "target", "Sickness days per FTE", "days"),
        ("2.0", "target", "Sickness days per FTE", "days"),
        ("3.1", "actual", "Staff turnover %", "%"),
        ("2.9", "actual", "Staff turnover %", "%"),
        ("3.5", "target", "Staff turnover %", "%"),
        ("3.5", "target", "Staff turnover %", "%"),
    ]


def test_numerators_and_denominators_belong_to_the_percentage_beside_them() -> None:
    table = (
        "Indicator\tNumerator\tDenominator\tQ3 2016/17\tTarget\tSame quarter last year\n"
        "Reviews held on time\t108\t120\t90.0%\t95%\t88.1%\nAssessments on time\t412\t480\t85.8%\t80%\t84.0%\n"
    )
    shares = [(m.text, m.numerator, m.denominator) for m in cells(table) if m.unit == "%"]
    assert shares == [
        ("90.0%", Decimal(108), Decimal(120)),
        ("95%", None, None),
        ("88.1%", None, None),
        ("85.8%", Decimal(412), Decimal(480)),
        ("80%", None, None),
        ("84.0%", None, None),
    ]
    assert [(m.text, m.measure, m.part) for m in cells(table)][:2] == [("108", "count", True), ("120", "count", True)]


def test_a_rank_is_no_figure() -> None:
    table = "Measure\tExford\tEngland\tRank (of 152)\tQuartile\nPupils at the standard\t54%\t53%\t66\t2\nPass rate\t9%\t8%\t7\t1\n"
    exclusions = EXTRACTOR.read_bytes((PAPER + table).encode(), "x.txt").findings.exclusions
    assert [m.text for m in cells(table)] == ["54%", "53%", "9%", "8%"]
    assert [item.text for item in exclusions if item.reason == "rank"] == ["66", "2", "7", "1"]


@pytest.mark.parametrize(
    "note", ["All figures in £m", "£m", "(All figures are shown in £ million)", "Figures in £ms"], ids=lambda note: note
)
def test_a_note_above_a_table_gives_the_scale_of_every_column(note: str) -> None:
    table = f"{note}\n\nDirectorate\tBudget\tForecast\tVariance\nPeople\t586.1\t621.6\t35.4\nPlace\t202.9\t209.2\t6.3\n"
    assert [(m.value, m.unit, m.role) for m in cells(table)][:3] == [
        (Decimal("586100000.0"), "GBP", "target"),
        (Decimal("621600000.0"), "GBP", "forecast"),
        (Decimal("35400000.0"), "GBP", "change"),
    ]


def test_money_in_one_role_is_money_in_the_others() -> None:
    table = "Service\tRevised budget\tForecast outturn\tVariance\nAdults\t45,210\t46,870\t1,660\nPlace\t22,100\t21,700\t(400)\n"
    assert {m.unit for m in cells(table)} == {"GBP"}


def test_the_caption_gives_unit_and_period_but_no_change_or_benchmark_its_period() -> None:
    table = (
        "Table 2: Recorded offences per 1,000 population, 12 months to June 2016\n\n"
        "Offence type\tExford\tMost similar forces\tChange on previous year\n"
        "Burglary\t4.1\t4.6\t-8%\nViolence\t6.2\t5.9\t+12%\n"
    )
    own, other, change = cells(table)[:3]
    assert (own.unit, own.indicator, own.period and own.period.end.isoformat()) == (
        "per 1,000",
        "Burglary",
        "2016-06-30",
    )
    assert (other.unit, other.role, other.period) == ("per 1,000", "benchmark", None)
    assert change.unit == "%"


def test_a_year_to_date_ends_with_the_last_month_that_holds_a_figure() -> None:
    table = "Measure\tApr 2016\tMay 2016\tJun 2016\tJul 2016\tYTD\nCalls\t10\t12\t13\t\t35\nVisits\t1\t2\t3\t\t6\n"
    assert ends(cells(table))[3] == "2016-06-30"


def test_months_under_a_quarter_are_of_the_year_above_it() -> None:
    table = "Measure\t2015/16\t\t\n\tQuarter 1\t\t\n\tApr\tMay\tJun\nLets\t27\t30\t33\nVoids\t4\t5\t6\n"
    assert ends(cells(table))[:3] == ["2015-04-30", "2015-05-31", "2015-06-30"]


def test_year_below_the_quarters_is_the_year_in_the_corner() -> None:
    table = "2015/16\tVisits\tLoans\nQuarter 1\t31\t9\nQuarter 2\t28\t8\nYear\t59\t17\n"
    assert ends(cells(table)) == ["2015-06-30"] * 2 + ["2015-09-30"] * 2 + ["2016-03-31"] * 2


def test_a_column_of_periods_dates_its_rows() -> None:
    table = (
        "Measure\tLatest period\tExford\tEngland\nSmoking\tQ3 2015/16\t11.8%\t10.5%\nChlamydia\t2015\t1,712\t1,975\n"
    )
    assert ends(cells(table)) == ["2015-12-31", "2015-12-31", "2015-12-31", "2015-12-31"]
    assert {m.indicator for m in cells(table)} == {"Smoking", "Chlamydia"}


@pytest.mark.parametrize("cell", ["14/10/24", "30/11/2024", "24-25", "Mar-19", "30-September-24", "2024-25"])
def test_a_date_in_a_cell_is_no_figure(cell: str) -> None:
    table = f"Project\tDate agreed\tBudget (£)\nBridge\t{cell}\t1,200\nRoad\t{cell}\t900\n"
    assert [m.text for m in cells(table)] == ["1,200", "900"]


def test_a_row_that_numbers_the_columns_holds_no_figures() -> None:
    table = "Measure\t2014/15\t2015/16\t2016/17\n(1)\t(2)\t(3)\t(4)\nVisits\t120\t130\t140\nLoans\t9\t8\t7\n"
    assert [m.text for m in cells(table)] == ["120", "130", "140", "9", "8", "7"]


def test_paragraph_numbers_down_a_column_are_no_figures() -> None:
    table = "2.2\tBudget agreed\t120\n2.3\tBudget spent\t90\n2.4\tBudget left\t30\n2.5\tReserve\t12\n"
    assert [m.text for m in cells(table)] == ["120", "90", "30", "12"]


def test_the_heading_of_the_labels_says_what_short_ones_are_of() -> None:
    table = "Disability\tRespondents\tShare\nYes\t12\t10%\nNo\t108\t90%\n"
    assert [m.indicator for m in cells(table)] == [
        "Disability: Yes Respondents",
        "Disability: Yes Share",
        "Disability: No Respondents",
        "Disability: No Share",
    ]


def test_a_status_cell_is_no_claim() -> None:
    table = "Indicator\tQ3 2016/17\tTarget\tStatus\nCalls answered\t72%\t80%\tOff target\nVisits seen\t87%\t85%\tOn target\n"
    findings = EXTRACTOR.read_bytes((PAPER + table).encode(), "x.txt").findings
    assert findings.claims == ()
    assert [m.rag for m in findings.mentions if m.source == "table"] == ["red", "red", "green", "green"]


def test_a_colour_in_a_name_is_no_status() -> None:
    table = "Scheme\t2015/16\t2016/17\nGreen Corridors\t12\t14\nRed Lodge\t3\t4\n"
    assert {m.rag for m in cells(table)} == {""}


def test_a_figure_with_its_noun_in_a_cell() -> None:
    table = "Area\tBy 2016-17\tBy 2018-19\nNorth\t440 places\t12 places\nSouth\t85 places\t0 places\n"
    assert [(m.value, m.unit, m.measure) for m in cells(table)] == [
        (Decimal(440), "places", "count"),
        (Decimal(12), "places", "count"),
        (Decimal(85), "places", "count"),
        (Decimal(0), "places", "count"),
    ]


def test_what_begins_after_the_papers_date_is_a_forecast() -> None:
    table = "Measure\t2015/16\t2018/19\nPupils\t1,200\t1,350\nTeachers\t60\t66\n"
    assert [m.role for m in cells(table)] == ["actual", "forecast", "actual", "forecast"]


def test_a_confidence_level_in_a_heading_is_no_unit() -> None:
    table = "Rates per 100,000 population\n\nArea\tDeaths (95% CI)\tSuicide\nExford\t148.2 (139.1-157.9)\t9.6\nEngland\t141.5\t8.9\n"
    assert {m.unit for m in cells(table) if m.text in ("148.2", "141.5", "9.6")} == {"per 100,000"}


def test_a_rate_beside_a_rate_is_per_as_many() -> None:
    table = "Offence\tRate per 1,000 population\tMSG average rate\nTheft\t7.3\t7.9\nFraud\t1.4\t1.6\n"
    assert [(m.unit, m.comparator) for m in cells(table)][:2] == [("per 1,000", ""), ("per 1,000", "MSG")]


def test_a_statement_in_the_labels_is_narrative_about_the_row_above() -> None:
    html = (
        "<h1>Exford Council: savings 2016/17</h1><table><tr><th>Saving</th><th>Target</th><th>Forecast</th></tr>"
        "<tr><td>Enablement</td><td>3,500</td><td>2,644</td></tr>"
        "<tr><td colspan='3'>Productivity has continued to improve when compared to last year and is now at 27% of the "
        "baseline that was agreed by the board.</td></tr>"
        "<tr><td>Therapy</td><td>2,500</td><td>0</td></tr></table>"
    )
    found = EXTRACTOR.read_bytes(html.encode(), "x.html").findings.mentions
    assert [(m.text, m.source, m.row_label) for m in found] == [
        ("3,500", "table", "Enablement"),
        ("2,644", "table", "Enablement"),
        ("27%", "narrative", "Enablement"),
        ("2,500", "table", "Therapy"),
        ("0", "table", "Therapy"),
    ]


def test_a_fill_that_the_rows_name_has_too_is_decoration() -> None:
    html = (
        "<table><tr><th>Service</th><th>2015/16</th><th>2016/17</th></tr>"
        "<tr><td bgcolor='#ffc000'>Adults</td><td bgcolor='#ffc000'>12</td><td bgcolor='#ffc000'>14</td></tr>"
        "<tr><td>Place</td><td>3</td><td bgcolor='#ff0000'>4</td></tr></table>"
    )
    found = EXTRACTOR.read_bytes(html.encode(), "x.html").findings.mentions
    assert [(m.text, m.rag) for m in found] == [("12", ""), ("14", ""), ("3", "red"), ("4", "red")]


def test_a_typed_table_keeps_the_names_of_its_groups_and_two_lines_of_headings() -> None:
    table = (
        "                                          2014/15   2015/16   2015/16\n"
        "Ref   Indicator                            Actual    Target    Actual\n"
        "----------------------------------------------------------------------\n"
        "Helping people at home\n"
        "C28   Intensive home care per 1,000           8.9      10.2      11.5\n"
        "C29   Helped to live at home per 1,000        3.9       4.1       4.4\n"
        "Quality\n"
        "D37   Admissions given a single room          91%       94%       95%\n"
    )
    assert [(m.text, m.role, m.row_label) for m in cells(table)][3:] == [
        ("3.9", "actual", "C29 Helped to live at home per 1,000"),
        ("4.1", "target", "C29 Helped to live at home per 1,000"),
        ("4.4", "actual", "C29 Helped to live at home per 1,000"),
        ("91%", "actual", "D37 Admissions given a single room"),
        ("94%", "target", "D37 Admissions given a single room"),
        ("95%", "actual", "D37 Admissions given a single room"),
    ]
