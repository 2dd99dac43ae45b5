"""A budget report on one page: subtotals and brackets in £000, two tables side by side, one below (invented).

One column of the savings table does not add up to its total.
"""

from __future__ import annotations

from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.platypus import Table

from .page import HEADING, SMALL, TITLE, Flowables, grid, pack, paragraph

REVENUE = (
    ("Service", "Net budget", "Actual to 31 December 2019", "Forecast outturn", "Variance", "Variance at Quarter 2"),
    ("", "£000", "£000", "£000", "£000", "£000"),
    ("<b>People</b>", "", "", "", "", ""),
    ("Adult social care", "62,140", "47,905", "64,310", "2,170", "1,850"),
    ("Children’s services", "41,275", "31,018", "42,060", "785", "910"),
    ("Public health", "8,400", "6,120", "8,275", "(125)", "(80)"),
    ("<b>Subtotal People</b>", "111,815", "85,043", "114,645", "2,830", "2,680"),
    ("<b>Place</b>", "", "", "", "", ""),
    ("Highways and transport", "17,630", "12,480", "17,105", "(525)", "(310)"),
    ("Waste and street cleaning", "14,905", "11,290", "15,140", "235", "260"),
    ("Culture and leisure", "6,720", "5,015", "6,640", "(80)", "-"),
    ("<b>Subtotal Place</b>", "39,255", "28,785", "38,885", "(370)", "(50)"),
    ("Corporate services", "13,480", "10,110", "13,125", "(355)", "(240)"),
    ("Capital financing", "9,950", "6,330", "8,700", "(1,250)", "(1,000)"),
    ("<b>Total</b>", "174,500", "130,268", "175,355", "855", "1,390"),
)
SAVINGS = (
    ("Savings (£m)", "Target", "Achieved", "At risk"),
    ("People", "3.2", "1.9", "1.3"),
    ("Place", "1.4", "1.1", "0.3"),
    ("Corporate", "0.9", "0.9", "0.0"),
    ("Total", "5.5", "3.9", "1.9"),
)
DEBT = (
    ("Debt over 90 days (£000)", "Dec 2018", "Dec 2019"),
    ("Housing benefit", "1,842", "1,765"),
    ("Care charges", "1,120", "1,308"),
    ("Commercial rents", "214", "187"),
    ("Total", "3,176", "3,260"),
)
CAPITAL = (
    ("Capital programme", "Budget £m", "Spend to date £m", "Forecast £m", "Slippage £m"),
    ("Schools", "12.4", "6.8", "10.9", "(1.5)"),
    ("Roads and bridges", "9.6", "7.1", "9.6", "0.0"),
    ("Housing", "15.0", "6.2", "11.3", "(3.7)"),
    ("Total", "37.0", "20.1", "31.8", "(5.2)"),
)
OPENING = (
    "Finance Panel, 4 February 2020. The Council forecasts an overspend of £855,000 (0.5%) on a net budget of "
    "£174.5m. At Quarter 2 the forecast was £1.39m.",
)
CLOSING = (
    "The overspend in Adult social care has grown by £320,000 since Quarter 2. Savings of £3.9m have been achieved, "
    "71% of the target. Slippage of £5.2m on the capital programme is mostly in Housing.",
)


def make() -> bytes:
    lines: list[tuple[Any, ...]] = [
        ("LINEABOVE", (0, 0), (-1, 0), 0.8, colors.black),
        ("LINEBELOW", (0, 1), (-1, 1), 0.8, colors.black),
        *(("LINEABOVE", (0, row), (-1, row), 0.4, colors.black) for row in (6, 11, 14)),
        ("LINEBELOW", (0, -1), (-1, -1), 0.8, colors.black),
        ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
    ]
    ruled = [("GRID", (0, 0), (-1, -1), 0.4, colors.black)]
    pair = Table(
        [[grid(SAVINGS, (78, 50, 54, 50), ruled, 1), grid(DEBT, (108, 58, 58), ruled, 1)]], colWidths=(250, 240)
    )
    story: Flowables = [
        paragraph("Eastmoor City Council", HEADING),
        paragraph("Budget monitoring, Quarter 3 2019/20", TITLE),
        *(paragraph(text) for text in OPENING),
        grid(REVENUE, (150, 62, 78, 66, 62, 70), lines, 2),
        paragraph("Savings and debt", HEADING),
        pair,
        paragraph("Capital", HEADING),
        grid(CAPITAL, (150, 70, 90, 80, 80), ruled, 1),
        paragraph("", SMALL),
        *(paragraph(text) for text in CLOSING),
    ]
    frame = (52, 40, A4[0] - 104, A4[1] - 80)
    return pack(story, title="Budget monitoring", size=A4, frames=[frame])
