"""An adult social care report whose table has no rules: white space alone says what stands where (invented)."""

from __future__ import annotations

from reportlab.lib.pagesizes import A4

from .page import HEADING, TITLE, Flowables, bullet, grid, pack, paragraph

ROWS = (
    ("", "Measure", "2016/17", "2017/18", "Target", "England"),
    ("1A", "Quality of life score", "19.0", "19.2", "19.3", "19.1"),
    ("1C", "Users receiving self-directed support", "84.1%", "87.5%", "90%", "89.7%"),
    ("1E", "Adults with a learning disability in paid work", "5.2%", "5.9%", "6.5%", "6.0%"),
    ("2A", "Admissions to care homes per 100,000 people aged 65 and over", "612.4", "588.1", "575.0", "585.6"),
    (
        "2B",
        "Older people still at home 91 days after they left hospital with reablement",
        "79.8%",
        "82.6%",
        "83%",
        "82.9%",
    ),
    ("2C", "Delayed transfers of care per 100,000 adults", "14.2", "11.6", "10.0", "12.3"),
    ("3A", "Users satisfied with their care", "63.5%", "64.7%", "66%", "65.0%"),
    ("L4", "Users reviewed in the last 12 months", "71%", "66%", "80%", ""),
)
WIDTHS = (36, 190, 60, 60, 60, 60)
OPENING = (
    "Report to the Health and Care Scrutiny Committee, 12 July 2018. All figures for 2017/18 are provisional; those "
    "for England are for 2016/17.",
    "All but one of the eight measures are better than in 2016/17, but none has reached its target.",
)
COMMENTARY = (
    "Reviews. Only 2,904 of the 4,150 people due a review had one in the year (66%). This is well below the target "
    "of 80%.",
    "Care homes. There were 247 permanent admissions of people aged 65 and over, or 588.1 per 100,000 (population "
    "42,000). The rate has come down by 4.0% from 612.4 and is close to that for England.",
    "Reablement. Of the 310 people who left hospital between October and December 2017, 256 (82.6%) were at home 91 "
    "days later.",
    "Delayed transfers fell to 11.6 per 100,000. That is better than the England average of 12.3, but the target of "
    "10.0 was not met.",
    "Employment. Forty-seven of the 797 adults with a learning disability had a paid job, a proportion of 5.9%.",
    "Carers. 1,312 carers were assessed, 107 more than the year before (1,205), an increase of 8.9%.",
    "Safeguarding. The service received 1,846 concerns and opened 612 enquiries (33%). In nine out of ten enquiries "
    "the risk was reduced or removed.",
    "Home care. At the end of March 46 people were waiting for a package. The average wait was 12 days, down from "
    "17 days in Quarter 3. We hope to bring it below ten days by September 2018.",
    "Quality. Of the 58 care homes in the county, three are rated outstanding, 44 good, ten as requiring "
    "improvement and one inadequate. Hence 81% are good or better, as against 79% in the South East.",
    "Money. Gross spending was £98.6m. Clients paid £13.9m and the Better Care Fund £10.5m, which left £74.2m net, "
    "£1.1m more than budgeted.",
)


def make() -> bytes:
    # spans no rule and no fill: only where the words stand makes the columns
    story: Flowables = [
        paragraph("Ashcombe County Council", HEADING),
        paragraph("Adult Social Care: how we did in 2017/18", TITLE),
        *(paragraph(text) for text in OPENING),
        grid(ROWS, WIDTHS, [], headers=1),
        paragraph("What lies behind the figures", HEADING),
        *(bullet(text) for text in COMMENTARY),
        paragraph("Contact: adults.performance@ashcombe.example, 01632 960841. Care Act 2014, section 42."),
    ]
    frame = (64, 50, A4[0] - 128, A4[1] - 100)
    return pack(story, title="Adult Social Care 2017/18", size=A4, frames=[frame])
