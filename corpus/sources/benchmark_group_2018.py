"""A benchmarking paper whose tables are turned round: authorities and quarters down, years and indicators across.

One table is fully ruled, one has horizontal rules and two header rows, one has nothing but bands of grey (invented).
The text claims a place above the group's average that the table denies.
"""

from __future__ import annotations

from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4

from .page import HEADING, TITLE, Flowables, grid, pack, paragraph

YEARS = (
    ("Council tax collected in the year (%)", "2014/15", "2015/16", "2016/17", "2017/18"),
    ("Kelderdale", "97.1", "97.3", "97.6", "97.4"),
    ("Ormsby", "96.8", "96.9", "97.0", "97.2"),
    ("Pellingham", "98.2", "98.3", "98.1", "98.4"),
    ("Southmere", "95.9", "96.4", "96.7", "96.9"),
    ("Thrale", "97.7", "97.5", "97.8", "98.0"),
    ("Group average", "97.1", "97.3", "97.4", "97.6"),
    ("All English districts", "97.9", "98.0", "98.0", "98.0"),
)
COSTS = (
    ("Authority", "Benefits", "", "", "Costs and staff", ""),
    (
        "",
        "New claims (days)",
        "Changes (days)",
        "Claims paid accurately",
        "Cost of a claim",
        "Sickness (days per employee)",
    ),
    ("Kelderdale", "21.4", "6.2", "96.3%", "£38.20", "8.8"),
    ("Ormsby", "19.8", "5.1", "95.1%", "£41.75", "9.4"),
    ("Pellingham", "17.3", "4.4", "97.8%", "£36.10", "7.1"),
    ("Southmere", "25.6", "7.9", "94.0%", "£44.90", "–"),
    ("Thrale", "22.0", "5.8", "95.6%", "£39.35", "10.2"),
    ("Group average", "21.2", "5.9", "95.8%", "£40.06", "8.9"),
)
CLAIMS = (
    ("Quarter", "New claims received", "Average days to decide", "Decided on time", "Decided on time (%)"),
    ("Q1 2017/18", "1,204", "22.6", "1,096", "91.0"),
    ("Q2 2017/18", "1,158", "21.9", "1,065", "92.0"),
    ("Q3 2017/18", "1,090", "20.8", "1,014", "93.0"),
    ("Q4 2017/18", "1,248", "20.3", "1,173", "94.0"),
    ("2017/18", "4,700", "21.4", "4,348", "92.5"),
)
OPENING = (
    "Report to the Audit and Performance Committee of Kelderdale District Council, 12 September 2018. Five "
    "neighbouring districts compare their revenues and benefits services every year.",
)
CLOSING = (
    "Kelderdale collected 97.4% of council tax in 2017/18, above the group average of 97.6%. New claims took 21.4 "
    "days, slightly worse than the group average of 21.2 days. A claim costs £38.20, £1.86 less than the average.",
)


def make() -> bytes:
    ruled = [("GRID", (0, 0), (-1, -1), 0.4, colors.black)]
    lines: list[tuple[Any, ...]] = [
        ("SPAN", (0, 0), (0, 1)),
        ("SPAN", (1, 0), (3, 0)),
        ("SPAN", (4, 0), (5, 0)),
        ("LINEBELOW", (1, 0), (3, 0), 0.4, colors.black),
        ("LINEBELOW", (4, 0), (5, 0), 0.4, colors.black),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, colors.black),
    ]
    banded = [("ROWBACKGROUNDS", (0, 0), (-1, -1), [colors.lightgrey, colors.white])]
    story: Flowables = [
        paragraph("Revenues and benefits: how we compare, 2017/18", TITLE),
        *(paragraph(text) for text in OPENING),
        paragraph("1. Council tax", HEADING),
        grid(YEARS, (160, 70, 70, 70, 70), ruled, 1),
        paragraph("2. The group in 2017/18", HEADING),
        grid(COSTS, (100, 70, 70, 80, 70, 90), lines, 2),
        paragraph("3. Kelderdale’s claims by quarter", HEADING),
        grid(CLAIMS, (80, 90, 100, 90, 100), banded, 1),
        paragraph("4. What the figures say", HEADING),
        *(paragraph(text) for text in CLOSING),
    ]
    frame = (56, 50, A4[0] - 112, A4[1] - 100)
    return pack(story, title="Benchmarking 2017/18", size=A4, frames=[frame])
