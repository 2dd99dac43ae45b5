"""A children's services scorecard: three header rows, twelve months across, ratings as fills, a page turned round.

The authority and its figures are invented. One rating contradicts its figure and target.
"""

from __future__ import annotations

from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import NextPageTemplate, PageBreak

from .page import HEADING, SMALL, TINY, TITLE, Flowables, bullet, grid, pack_sheets, paragraph, sheet

MONTHS = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")
BLANK = ("",) * 2
HEADERS = (
    ("Ref", "Indicator", "2020/21 outturn", "2021/22", *("",) * 12, "Target 2021/22", "RAG"),
    ("", "", "", "Quarter 1", *BLANK, "Quarter 2", *BLANK, "Quarter 3", *BLANK, "Quarter 4", *BLANK, "YTD", "", ""),
    ("", "", "", *MONTHS, "", "", ""),
)
FIGURES = (
    "CS1|Referrals received|2,914|248 231 262 257 203 241 266 270 198 252 239 268|2,935|-",
    "CS2|Re-referrals within 12 months (%)|21.4|20.2 19.8 22.1 21.7 20.5 19.9 18.8 19.2 20.1 18.5 17.9 18.2|19.7|20.0",
    "CS3|Assessments finished within 45 days (%)|84.6|86.1 85.3 83.9 82.7 81.4 80.2 79.8 81.1 82.5 83.6 84.0 84.9|"
    "83.0|90.0",
    "CS4|Children in care at month end|518|521 519 524 530 533 531 528 535 541 540 538 536|n/a|TBC",
    "CS5|Children who went missing from care|37|c 6 c 7 5 c 8 6 c 5 7 c|57|40",
    "CS6|Care leavers in suitable homes|91%|90% 91% 91% 92% 92% 93% 93% 92% 94% 94% 95% 95%|95%|95%",
    "CS7|Average caseload of social workers|17.2|17.4 17.6 17.9 18.3 18.6 18.8 18.4 18.1 17.7 17.3 16.9 16.4|17.8|17.0",
)
RATINGS = (None, colors.limegreen, colors.red, None, colors.red, colors.limegreen, colors.limegreen)
WIDTHS = (26, 134, 42, *(35,) * 12, 38, 42, 30)
QUARTERS = (
    ("Quarter", "Adoption", "", "Fostering", ""),
    (
        "",
        "Children placed for adoption",
        "Average days from entering care to placement",
        "Households approved as foster carers",
        "Children placed within 20 miles of home (%)",
    ),
    ("Q1 2021/22", "9", "412", "4", "78.4"),
    ("Q2 2021/22", "7", "398", "6", "77.9"),
    ("Q3 2021/22", "11", "405", "5", "79.6"),
    ("Q4 2021/22", "8", "377", "9", "80.3"),
    ("Year 2021/22", "35", "399", "24", "79.1"),
    ("Target 2021/22", "40", "380", "20", "80.0"),
)
KEY = (
    "Children and Families Scrutiny Panel, 16 June 2022. The last column is green where the target is met, amber "
    "where it is missed by no more than 5% of the target, and red where it is missed by more; c: fewer than five."
)
COMMENTARY = (
    "Referrals rose to 2,935 in the year, 21 more than in 2020/21 (2,914).",
    "At 31 March 2022 there were 536 children in care, which is 83.9 per 10,000 (63,900 children under 18).",
    "In March 84.9% of assessments were finished on time, well below the target of 90%.",
)
FAMILIES = (
    "Twenty-four households were approved to foster, against a target of 20.",
    "Only 35 children were placed for adoption, so the target of 40 was not met.",
)


def _scorecard_rows() -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = list(HEADERS)
    for figures in FIGURES:
        reference, name, before, months, year, target = figures.split("|")
        rows.append((reference, name, before, *months.split(), year, target, ""))
    return rows


def _scorecard() -> Any:
    fills = [("BACKGROUND", (17, row), (17, row), fill) for row, fill in enumerate(RATINGS, start=3) if fill]
    spans = [
        *(("SPAN", (column, 0), (column, 2)) for column in (0, 1, 2, 16, 17)),
        ("SPAN", (3, 0), (15, 0)),
        *(("SPAN", (column, 1), (column + 2, 1)) for column in (3, 6, 9, 12)),
        ("SPAN", (15, 1), (15, 2)),
    ]
    ruled = [("GRID", (0, 0), (-1, -1), 0.4, colors.black), ("BACKGROUND", (0, 0), (-1, 2), colors.lightgrey)]
    close = [("LEFTPADDING", (0, 0), (-1, -1), 3), ("RIGHTPADDING", (0, 0), (-1, -1), 3)]
    return grid(_scorecard_rows(), WIDTHS, [*ruled, *close, *spans, *fills], 3, TINY)


def _turn(canvas: Any, document: Any) -> None:
    """An upright sheet, filled sideways and shown turned by 90 degrees: it reads as a landscape page."""
    canvas.translate(A4[0], 0)
    canvas.rotate(90)


def make() -> bytes:
    wide = landscape(A4)
    ruled = [
        ("GRID", (0, 0), (-1, -1), 0.4, colors.black),
        ("SPAN", (0, 0), (0, 1)),
        ("SPAN", (1, 0), (2, 0)),
        ("SPAN", (3, 0), (4, 0)),
    ]
    story: Flowables = [
        paragraph("Stourdale Metropolitan Borough Council: Children’s scorecard at 31 March 2022", TITLE),
        paragraph(KEY, SMALL),
        _scorecard(),
        paragraph("Commentary", HEADING),
        *(bullet(text) for text in COMMENTARY),
        NextPageTemplate("turned"),
        PageBreak(),
        paragraph("Adoption and fostering by quarter", HEADING),
        grid(QUARTERS, (110, 120, 130, 120, 130), ruled, 2),
        paragraph("Commentary", HEADING),
        *(bullet(text) for text in FAMILIES),
    ]
    frame = (36, 36, wide[0] - 72, wide[1] - 72)
    sheets = [sheet("plain", wide, [frame]), sheet("turned", A4, [frame], _turn, turned=90)]
    return pack_sheets(story, title="Children’s scorecard 2021/22", sheets=sheets)
