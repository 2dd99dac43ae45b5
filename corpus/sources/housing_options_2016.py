"""A housing options report in Word: merged headers, group rows, Wingdings arrows, footnote marks, comments (invented).

A second table has quarters down and indicators across, and a third is for signatures. One comment says that a
target was met that was missed.
"""

from __future__ import annotations

from datetime import datetime

from . import word

RESULTS = (
    ("Measure", "2014/15", "2015/16", "", "", "Target 2015/16", "Travel", "Comment"),
    ("", "Year", "Q3", "Q4", "Year", "", "", ""),
    ("Prevention", "", "", "", "", "", "", ""),
    (
        "Households helped (and rate per 10,000 households)",
        "572 (86.7)",
        "148 (22.4)",
        "171 (25.9)",
        "616 (93.4)",
        "-",
        word.UP,
        "More people asked for help; demand rose by 7.7% in the year.",
    ),
    (
        "Cases closed with the home kept",
        "482/601 (80.2%)",
        "118/146 (80.8%)",
        "131/158 (82.9%)",
        "511/616 (83.0%)",
        "80%",
        word.UP,
        "Performance is above target.",
    ),
    ("Temporary accommodation", "", "", "", "", "", "", ""),
    (
        "Households at period end",
        "214",
        "231",
        "226",
        "226",
        "200",
        word.DOWN,
        "Numbers have fallen from 231 in Quarter 3 but remain above the target of 200.",
    ),
    (
        "   of whom in bed and breakfast",
        "31",
        "38^1",
        "29",
        "29",
        "25",
        word.UP,
        "At 29 households the use of bed and breakfast is within target.",
    ),
    ("Average stay (weeks)", "17.4", "19.2", "18.8", "18.5", "16", word.DOWN, ""),
    ("Supply", "", "", "", "", "", "", ""),
    (
        "New lettings by housing associations",
        "388",
        "91",
        "102",
        "371",
        "400",
        word.DOWN,
        "Lettings fell by 17 to 371 and the target of 400 was missed.",
    ),
    ("Offers of a private tenancy", "44", "*", "12", "41", "50", word.LEVEL, "Not recorded before 2014."),
)
GROUPS = (2, 5, 9)
QUARTERS = (
    ("Quarter", "Applications", "Accepted as homeless", "Acceptance rate", "Average days to decide"),
    ("Q1 2015/16", "182", "71", "39.0%", "31"),
    ("Q2 2015/16", "196", "78", "39.8%", "33"),
    ("Q3 2015/16", "204", "86", "42.2%", "36"),
    ("Q4 2015/16", "188", "74", "39.4%", "29"),
    ("2015/16", "770", "309", "40.1%", "32"),
)
SIGNATURES = (
    ("Approved by", "Name", "Signature", "Date"),
    ("Head of Housing", "J. Marlow", "", "18 May 2016"),
    ("Section 151 Officer", "R. Achebe", "", "20 May 2016"),
)
OPENING = (
    "Housing Select Committee, 9 June 2016. The arrow shows whether 2015/16 was better than 2014/15; an asterisk "
    "stands for fewer than five."
)
NOTE = "1. Two families stayed longer than six weeks."
COMMENTARY = (
    "In 2015/16 the Council took 770 applications and accepted 309 households as homeless (40.1%).",
    "Decisions took 29 days on average in Quarter 4, seven days fewer than in Quarter 3 (36 days).",
)


def make() -> bytes:
    document = word.start("Housing options 2015/16", datetime(2016, 5, 23, 9, 0))
    document.add_heading("Marlstone Borough Council: Housing options 2015/16", level=1)
    document.add_paragraph(OPENING)
    headers = ((0, 0, 1, 0), (0, 2, 0, 4), (0, 5, 1, 5), (0, 6, 1, 6), (0, 7, 1, 7))
    groups = tuple((row, 0, row, 7) for row in GROUPS)
    word.add_table(document, RESULTS, merges=(*headers, *groups), headers=2)
    word.mark_up(document, 0)
    document.add_paragraph(NOTE)
    document.add_heading("Applications by quarter", level=2)
    word.add_table(document, QUARTERS)
    for text in COMMENTARY:
        document.add_paragraph(text, style="List Bullet")
    document.add_heading("Approval", level=2)
    word.add_table(document, SIGNATURES)
    return word.pack(document)
