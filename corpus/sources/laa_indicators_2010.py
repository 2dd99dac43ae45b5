"""A partnership's quarterly report on the national indicators of its local area agreement (invented)."""

from __future__ import annotations

from datetime import datetime

from . import word

ROWS = (
    ("NI", "Indicator", "2009/10", "", "2010/11", "", "", "Status", "DoT"),
    ("", "", "Target", "Outturn", "Q1", "Q2", "Target", "", ""),
    ("NI 16", "Serious acquisitive crime per 1,000 population", "13.5", "12.9", "3.1", "2.8", "12.4", "On track", "↑"),
    ("NI 117", "16 to 18 year olds who are NEET", "6.8%", "7.1%", "7.4%", "7.0%", "6.5%", "Slightly off track", "↑"),
    (
        "NI 130",
        "Social care clients receiving self-directed support",
        "15%",
        "13.2%",
        "18.9%",
        "24.6%",
        "30%",
        "Slightly off track",
        "↑",
    ),
    (
        "NI 148",
        "Care leavers in education, employment or training",
        "65%",
        "62.5%",
        "66.7%",
        "71.4%",
        "70%",
        "On track",
        "↑",
    ),
    ("NI 154", "Net additional homes provided", "820", "644", "131", "178", "760", "Off track", "↑"),
    ("NI 155", "Affordable homes delivered", "240", "251", "48", "73", "250", "On track", "↑"),
    (
        "NI 192",
        "Household waste reused, recycled or composted",
        "41%",
        "40.3%",
        "43.8%",
        "44.2%",
        "43%",
        "On track",
        "↑",
    ),
    ("NI 195a", "Sites with unacceptable levels of litter", "7%", "8%", "6%", "n/a", "6%", "On track", "→"),
)
HEADER_CELLS = ((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 0, 6), (0, 7, 1, 7), (0, 8, 1, 8))
INTRODUCTION = (
    "The agreement has 35 designated targets. At the end of September 2010, 21 of them were on track, nine were "
    "slightly off track and five were off track. The table shows the eight that the Board asked to see each quarter.",
    "Reward grant of £1.86m depends on the results at 31 March 2011. The Partnership now expects to earn between "
    "£1.1m and £1.3m of it.",
)
COMMENTARY = (
    "NI 16: there were 412 serious acquisitive crimes in Quarter 2, or 2.8 per 1,000 population (147,100 residents). "
    "That is fewer than in Quarter 1 (3.1 per 1,000).",
    "NI 117: the proportion of young people who are NEET fell from 7.4% to 7.0%. Our statistical neighbours and "
    "England stood at 7.2% and 6.4% respectively, so we are better than our neighbours but worse than England.",
    "NI 130: 1,033 of 4,200 clients (24.6%) now have a personal budget, against a target of 30%.",
    "NI 148: of the 32 care leavers who turned 19 in the quarter, 71.4% were in education, employment or training.",
    "NI 154: 178 homes were completed in Quarter 2, 47 (36%) more than in Quarter 1. Even so, the 309 homes "
    "completed in the half year are only 40.7% of the annual target of 760. We forecast no more than 650 by the end "
    "of the year.",
    "NI 155: 121 affordable homes were delivered in the first half of 2010/11, almost half (48%) of the target.",
    "NI 192: at 44.2% recycling is 1.2 percentage points above the target of 43%.",
)


def make() -> bytes:
    document = word.start("Local Area Agreement: Quarter 2 2010/11", datetime(2010, 11, 1, 9, 0))
    document.add_heading("Wyvern Vale Partnership", level=0)
    document.add_heading("Local Area Agreement 2008-11: progress at Quarter 2 2010/11", level=1)
    document.add_paragraph("Performance Board, 9 November 2010, 2.00pm, Room 3. Agenda item 4.")
    for text in INTRODUCTION:
        document.add_paragraph(text)
    document.add_heading("Indicators", level=2)
    word.add_table(document, ROWS, merges=HEADER_CELLS, headers=2)
    document.add_heading("Commentary", level=2)
    for text in COMMENTARY:
        document.add_paragraph(text, style="List Bullet")
    document.add_paragraph("Queries: Partnership Team, 01632 960415. The next report is due on 8 February 2011.")
    return word.pack(document)
