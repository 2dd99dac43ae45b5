"""A committee pack whose grids are mostly no tables of figures: contents, attendance, prose in two columns, signatures.

One small table has figures. All of it is invented and nothing in it is wrong.
"""

from __future__ import annotations

from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.platypus import FrameBreak, NextPageTemplate, PageBreak

from .page import HEADING, SMALL, TITLE, Flowables, grid, pack_sheets, paragraph, sheet

CONTENTS = (
    ("1", "Apologies", 1),
    ("2", "Minutes of the meeting on 14 March 2013", 1),
    ("3", "Attendance in 2012/13", 1),
    ("4", "Parks and open spaces: review of the year", 2),
    ("5", "Forward plan 2013/14", 2),
)
ATTENDANCE = (
    ("Member", "21 Jun 2012", "13 Sep 2012", "6 Dec 2012", "14 Mar 2013"),
    ("Cllr A. Bramley (Chair)", "P", "P", "P", "P"),
    ("Cllr D. Foxwell", "P", "A", "P", "P"),
    ("Cllr M. Iqbal", "P", "P", "A", "P"),
    ("Cllr S. Tranter", "A", "-", "P", "A"),
)
LEFT = (
    "Visitors came to the parks 1.3 million times in 2012/13, about 4% more than in the year before. Seven of the 18 "
    "parks hold a Green Flag. Wet weather closed the bowling greens for three weeks in June.",
    "We asked 840 people what they thought of the parks. Nearly nine in ten of them said that they felt safe, and 76% "
    "rated their park as good or very good.",
)
RIGHT = (
    "Volunteers gave 12,600 hours, worth some £140,000. Eleven friends’ groups are active, two more than in 2011/12. "
    "They planted 3,200 trees.",
    "The service spent £2.41m, which was within the budget of £2.45m. Vandalism cost £38k, down from £46k in 2011/12. "
    "Thirty-one play areas were inspected every week.",
)
PARKS = (
    ("Measure", "2011/12", "2012/13", "Target 2012/13", "England 2012/13"),
    ("Parks with a Green Flag", "5", "7", "6", "Not collected nationally"),
    ("Residents satisfied with parks", "71%", "74%", "75%", "n/a"),
    ("Allotment plots let", "96.2%", "97.8%", "97%", "Not collected nationally"),
    ("Incidents of vandalism", "214", "187", "200", "*"),
)
SIGNATURES = (
    ("Name", "Post", "Signature", "Date"),
    ("J. Ellery", "Head of Parks", "", "3 June 2013"),
    ("P. Okoro", "Monitoring Officer", "", "4 June 2013"),
)


def _entry(number: str, name: str, page: int) -> Any:
    return paragraph(f"{number} &nbsp; {name} {'.' * (92 - len(name))} {page}", SMALL)


def make() -> bytes:
    width, height = A4
    ruled = [("GRID", (0, 0), (-1, -1), 0.4, colors.black)]
    story: Flowables = [
        paragraph("Larkhill Borough Council", HEADING),
        paragraph("Community Scrutiny Committee, 20 June 2013", TITLE),
        paragraph("Contents", HEADING),
        *(_entry(*entry) for entry in CONTENTS),
        paragraph("3. Attendance in 2012/13", HEADING),
        paragraph("P: present. A: apologies. A dash: not yet a member."),
        grid(ATTENDANCE, (150, 70, 70, 70, 70), ruled, 1),
        NextPageTemplate("columns"),
        PageBreak(),
        paragraph("4. Parks and open spaces", TITLE),
        FrameBreak(),
        paragraph("People", HEADING),
        *(paragraph(text) for text in LEFT),
        FrameBreak(),
        paragraph("Work", HEADING),
        *(paragraph(text) for text in RIGHT),
        FrameBreak(),
        paragraph("Measures", HEADING),
        grid(PARKS, (150, 60, 60, 80, 120), ruled, 1),
        paragraph("Report approved by", HEADING),
        grid(SIGNATURES, (110, 120, 130, 90), ruled, 1),
    ]
    column = width / 2 - 56 - 10
    frames = [
        (56, height - 100, width - 112, 40),
        (56, height - 300, column, 195),
        (width / 2 + 10, height - 300, column, 195),
        (56, 60, width - 112, height - 370),
    ]
    sheets = [
        sheet("first", A4, [(56, 50, width - 112, height - 100)]),
        sheet("columns", A4, frames),
    ]
    return pack_sheets(story, title="Community Scrutiny Committee", sheets=sheets)
