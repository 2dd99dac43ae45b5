"""A council's revenue outturn and workforce report for a year, with nothing wrong in it (invented)."""

from __future__ import annotations

from datetime import datetime

from . import word

REVENUE = (
    ("Directorate", "2013/14 (£000)", "", "", "Variance"),
    ("", "Budget", "Outturn", "Variance", "%"),
    ("Adults and Communities", "48,210", "49,365", "1,155", "2.4%"),
    ("Children and Learning", "36,480", "36,912", "432", "1.2%"),
    ("Environment", "21,940", "21,315", "(625)", "(2.8%)"),
    ("Resources", "15,370", "14,986", "(384)", "(2.5%)"),
    ("Corporate items", "6,200", "5,488", "(712)", "(11.5%)"),
    ("Total", "128,200", "128,066", "(134)", "(0.1%)"),
)
RESERVES = (
    ("Reserves (£m)", "31 March 2013", "31 March 2014", "Change"),
    ("General Fund balance", "6.5", "6.6", "0.1"),
    ("Earmarked reserves", "14.2", "11.9", "(2.3)"),
    ("Schools' balances", "5.8", "6.1", "0.3"),
    ("All reserves", "26.5", "24.6", "(1.9)"),
)
WORKFORCE = (
    ("Measure", "2012/13", "Q1 2013/14", "Q2 2013/14", "Q3 2013/14", "Q4 2013/14", "2013/14", "Target 2013/14"),
    ("Sickness (days per FTE)", "9.1", "2.1", "1.9", "2.4", "2.2", "8.6", "8.0"),
    ("Staff turnover", "8.7%", "2.4%", "2.2%", "2.6%", "2.3%", "9.5%", "n/a"),
    ("Agency spend (£000)", "1,733", "412", "388", "365", "341", "1,506", "1,600"),
    ("Appraisals completed", "81%", "-", "-", "-", "88%", "88%", "90%"),
)
MONEY = (
    "1.1 The Council underspent by £134k (0.1%) on a net budget of £128.2m. At Quarter 3 an overspend of £0.4m had "
    "been forecast.",
    "1.2 Savings of £5.1m were delivered, which is 91% of the £5.6m planned. The remaining half a million pounds "
    "has been carried forward into 2014/15.",
    "1.3 Capital spending was £31.4m against a programme of £38.2m (82%), so that £6.8m has slipped.",
    "1.4 In-year collection of council tax and business rates was 97.8% and 98.1% respectively. The targets were "
    "97.5% and 98.5%: council tax was above target, and business rates 0.4 percentage points below it.",
)
PEOPLE = (
    "3.1 Headcount fell from 3,412 in June 2013 to 3,321 in March 2014, that is by 91 or 2.7%. There were 58 "
    "compulsory redundancies in the year, none of them in schools.",
    "3.2 Sickness was 8.6 days per FTE, half a day better than in 2012/13 (9.1 days) although the target of 8.0 "
    "days was missed. Stress accounted for nearly 30% of it. The average for unitary councils is 8.8 days.",
    "3.3 Spending on agency staff was down by £227,000 (13.1%) on the previous year and was within the target of "
    "£1.6m.",
    "3.4 We expect to draw up to £1.2m from reserves in 2014/15.",
)


def make() -> bytes:
    document = word.start("Revenue outturn and workforce 2013/14", datetime(2014, 6, 2, 9, 0))
    document.add_heading("Ravensholme Council", level=0)
    document.add_paragraph(
        "Corporate Scrutiny Committee, Thursday 19 June 2014, 7pm. Item 8. Report of the Section 151 Officer."
    )
    document.add_heading("1. Revenue and capital outturn 2013/14", level=1)
    for text in MONEY:
        document.add_paragraph(text)
    word.add_table(document, REVENUE, merges=((0, 0, 1, 0), (0, 1, 0, 3)), headers=2)
    document.add_heading("2. Reserves", level=1)
    document.add_paragraph("2.1 Figures in brackets are reductions. The table is in millions of pounds.")
    word.add_table(document, RESERVES)
    document.add_heading("3. Workforce", level=1)
    for text in PEOPLE:
        document.add_paragraph(text)
    word.add_table(document, WORKFORCE)
    document.add_paragraph("Contact: Chief Accountant, extension 5060.")
    return word.pack(document)
