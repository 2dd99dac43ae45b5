"""A corporate scorecard with horizontal rules alone, its header repeated, and rows broken over the page (invented).

Group rows, arrows as characters and a column of comments; one comment says the opposite of its row.
"""

from __future__ import annotations

from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4

from .page import FALL, HEADING, LEVEL, RISE, TITLE, Flowables, grid, pack, paragraph

HEADER = ("Measure", "Q2 2014/15", "Q1 2015/16", "Q2 2015/16", "Target", "DoT", "Commentary")
ROWS = (
    HEADER,
    ("A clean and safe place", *("",) * 6),
    (
        "E1 Household waste recycled",
        "44.8%",
        "46.0%",
        "45.2%",
        "46%",
        FALL,
        "Recycling has fallen since Quarter 1, because 310 tonnes of garden waste were rejected in August. Performance "
        "is below target. A new sorting line opens in the new year and should bring the rate to 47% by March 2016.",
    ),
    (
        "E2 Bins missed per 100,000 collections",
        "61",
        "57",
        "52",
        "60",
        RISE,
        "Missed bins have fallen again and the result is better than target.",
    ),
    (
        "E3 Fly-tips removed within two days",
        "93.1%",
        "94.4%",
        "95.7%",
        "95%",
        RISE,
        "Of the 230 reports, 220 were dealt with in time (95.7%). The target was met.",
    ),
    ("E4 Recorded crimes per 1,000 people", "11.2", "10.9", "11.4", "n/a", FALL, "Police figure; no target is set."),
    ("Good homes", *("",) * 6),
    (
        "H1 Affordable homes completed",
        "14",
        "22",
        "31",
        "25",
        RISE,
        "31 homes were completed, 17 more than in the same quarter last year. A further 64 are being built. We expect "
        "to hand over 110 homes in the year as a whole, which would be ten more than planned, although bad weather in "
        "the winter could hold back the two largest sites.",
    ),
    (
        "H2 Households in temporary accommodation at quarter end",
        "48",
        "55",
        "63",
        "50",
        FALL,
        "Numbers have fallen since Quarter 1 but are still above target. Eighteen of the 63 households are in bed and "
        "breakfast, nine of them with children. The Cabinet has agreed to lease more flats, and officers meet "
        "landlords every week.",
    ),
    (
        "H3 Average days to let an empty home",
        "27.4",
        "25.9",
        "23.6",
        "26",
        RISE,
        "Performance has improved and is within target.",
    ),
    (
        "H4 Homes that meet the Decent Homes Standard",
        "96.3%",
        "Not collected",
        "97.1%",
        "98%",
        RISE,
        "Measured at half year and year end.",
    ),
    ("An efficient council", *("",) * 6),
    (
        "C1 Council tax collected, year to date",
        "57.9%",
        "29.4%",
        "58.3%",
        "58%",
        RISE,
        "£31.6m of the £54.2m due has been collected, £0.9m more than at the same point last year.",
    ),
    (
        "C2 Sickness (days per employee, last 12 months)",
        "8.9",
        "8.4",
        "8.1",
        "8.0",
        RISE,
        "Sickness has improved but is just outside the target of 8.0 days. Long absences make up 61% of it.",
    ),
    (
        "C3 Calls answered within 20 seconds",
        "71.5%",
        "80.2%",
        "83.0%",
        "80%",
        RISE,
        "24,070 of 29,000 calls were answered in time, which is above target. Two thirds of callers wanted to talk "
        "about a bin or a bill; both can now be dealt with on the website, and we expect calls to go down.",
    ),
    ("C4 Complaints answered within ten days", "88%", "90%", "TBC", "90%", LEVEL, "To follow."),
    (
        "C5 Invoices paid within 30 days",
        "96.8%",
        "97.5%",
        "98.2%",
        "97%",
        RISE,
        "Performance is above target for the second quarter running.",
    ),
)
GROUPS = (1, 6, 11)
WIDTHS = (116, 46, 46, 46, 40, 28, 188)
OPENING = (
    "Policy Board, 24 November 2015. Report of the Chief Executive.",
    "1. Thirteen measures are reported. Twelve of them have a target, of which the table gives the figure for the "
    "quarter.",
    "2. The arrow shows whether the result is better or worse than in Quarter 2 of 2014/15.",
)


def _decorate(canvas: Any, document: Any) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.drawString(42, A4[1] - 30, "Wendale District Council: corporate scorecard, Quarter 2 2015/16")
    canvas.drawCentredString(A4[0] / 2, 26, f"{document.page}")


def make() -> bytes:
    ruled: list[tuple[Any, ...]] = [
        ("LINEABOVE", (0, 0), (-1, 0), 1, colors.black),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.grey),
        ("LINEBELOW", (0, 0), (-1, 0), 1, colors.black),
        *(("SPAN", (0, row), (-1, row)) for row in GROUPS),
        ("BOTTOMPADDING", (0, 1), (-1, -1), 7),
    ]
    story: Flowables = [
        paragraph("Corporate scorecard, Quarter 2 2015/16", TITLE),
        *(paragraph(text) for text in OPENING),
        paragraph("Results", HEADING),
        grid(ROWS, WIDTHS, ruled, headers=1, breaks_rows=True),
    ]
    # a short frame, so that the table runs over three pages
    frame = (42, 432, A4[0] - 84, A4[1] - 482)
    return pack(story, title="Corporate scorecard", size=A4, frames=[frame], decorate=_decorate)
