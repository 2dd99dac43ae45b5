"""A London borough's budget at month 8: £000 in the corner of the table, hairlines, indented rows (invented).

Budgets, spending and forecast side by side, brackets for an underspend, subtotals; below it two tables side by side,
in £m and in £000. Two digits of one subtotal are swapped.
"""

from __future__ import annotations

from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import Spacer, Table

from .page import HEADING, SMALL, Flowables, at_right, grid, pack, paragraph
from .rows import groups_of, read_rows

REVENUE = read_rows(
    (
        "Service|2017/18 budget||Month 8||Full year||Month 7",
        "£000|Original|Revised|Budget to date|Actual to date|Forecast outturn|Variance|Variance",
        "People",
        "Adult social care|68,410|69,025|46,017|46,890|70,180|1,155|980",
        "Children's social care|41,200|41,730|27,820|29,114|43,905|2,175|2,240",
        "Education and skills|12,655|12,655|8,437|8,301|12,410|(245)|(190)",
        "People subtotal|122,265|123,410|82,274|84,305|126,495|3,085|3,030",
        "Place",
        "Environment|28,340|28,115|18,743|18,602|27,960|(155)|(120)",
        "Planning and regeneration|3,910|4,050|2,700|2,815|4,230|180|95",
        "Housing general fund|6,120|6,480|4,320|4,902|7,365|885|760",
        "Place subtotal|38,370|38,645|25,763|26,391|39,555|910|735",
        "Corporate",
        "Finance and resources|19,875|19,640|13,093|12,877|19,320|(320)|(275)",
        "Chief Executive's office|4,460|4,460|2,973|2,911|4,385|(75)|(60)",
        "Capital financing|15,230|14,045|9,363|8,950|13,420|(625)|(625)",
        "Corporate subtotal|39,565|38,145|25,429|24,738|37,125|(1,020)|(960)",
        "Total net expenditure|200,200|200,200|133,466|135,362|203,175|2,975|2,805",
    )
)
INDENTED = (3, 4, 5, 8, 9, 10, 13, 14, 15)
CAPITAL = read_rows(
    (
        "Scheme|Budget|Spend to date|Forecast|Slippage",
        "Schools expansion|18.4|9.7|15.2|3.2",
        "Highways|6.2|3.9|6.2|0.0",
        "Housing investment|24.5|12.8|21.9|2.6",
        "ICT|3.3|1.1|2.4|0.9",
        "Total|52.4|27.5|45.7|6.7",
    )
)
SAVINGS = read_rows(
    (
        "Directorate|Agreed|Delivered|On track|At risk|Undeliverable",
        "People|4,150|1,870|1,410|520|350",
        "Place|1,725|980|455|290|-",
        "Corporate|1,980|1,510|470|-|-",
        "Total|7,855|4,360|2,335|810|350",
    )
)
OPENING = (
    "Cabinet, 16 January 2018. Revenue and capital budget monitoring: month 8 (to 30 November 2017). Report of the "
    "Section 151 Officer. Key decision reference KD4417.",
    "1.1 The forecast for the year is an overspend of £2.975m, which is 1.5% of the net budget of £200.2m. It is "
    "£170,000 more than was reported at month 7.",
    "1.2 Children's social care accounts for £2.175m of the overspend. External residential placements rose from 41 in "
    "April to 48 in November, at an average weekly cost of £3,950.",
    "1.3 Savings of £4.36m have been delivered, 55.5% of the £7.855m agreed. Council tax collection stood at 76.3% at "
    "the end of November, which is 0.4 percentage points below the profiled target of 76.7%.",
    "1.4 General balances are expected to be £9.1m at 31 March 2018, below the agreed minimum of £10m.",
)
CLOSING = "Background papers: none. Contact: Head of Corporate Finance, 020 7946 0991."


def _revenue() -> Any:
    lines: list[tuple[Any, ...]] = [
        ("LINEBELOW", (0, 0), (-1, -1), 0.3, colors.lightgrey),
        ("BACKGROUND", (0, 0), (-1, 1), colors.lightgrey),
        *(("SPAN", (column, 0), (column + 1, 0)) for column in (1, 3, 5)),
        *(("SPAN", (0, row), (-1, row)) for row in groups_of(REVENUE)),
        *(("LEFTPADDING", (0, row), (0, row), 16) for row in INDENTED),
    ]
    rows = [*REVENUE[:2], *at_right(REVENUE[2:], 1, 7)]
    return grid(rows, (170, 66, 66, 78, 78, 82, 66, 66), lines, 2)


def _pair() -> Any:
    ruled: list[tuple[Any, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.4, colors.grey),
        ("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey),
    ]
    capital = [CAPITAL[0], *at_right(CAPITAL[1:], 1, 4)]
    savings = [SAVINGS[0], *at_right(SAVINGS[1:], 1, 5)]
    left = [
        paragraph("<b>Table 2: Capital programme 2017/18 (£m)</b>", SMALL),
        grid(capital, (92, 46, 62, 52, 52), ruled, 1),
    ]
    right = [
        paragraph("<b>Table 3: Savings 2017/18 (£000)</b>", SMALL),
        grid(savings, (66, 50, 56, 52, 48, 74), ruled, 1),
    ]
    return Table([[left, right]], colWidths=(328, 370), hAlign="LEFT", style=[("VALIGN", (0, 0), (-1, -1), "TOP")])


def _decorate(canvas: Any, document: Any) -> None:
    canvas.setFont("Helvetica", 7)
    canvas.drawString(40, 20, f"London Borough of Wexbridge - Cabinet 16 January 2018 Page {document.page}")


def make() -> bytes:
    story: Flowables = [
        paragraph("London Borough of Wexbridge", HEADING),
        *(paragraph(text) for text in OPENING),
        paragraph("<b>Table 1: Revenue monitoring 2017/18, £000 (brackets denote an underspend)</b>", SMALL),
        _revenue(),
        Spacer(1, 8),
        _pair(),
        Spacer(1, 8),
        paragraph(CLOSING),
    ]
    wide = landscape(A4)
    frame = (40, 36, wide[0] - 80, wide[1] - 66)
    return pack(story, title="Budget monitoring month 8", size=wide, frames=[frame], decorate=_decorate)
