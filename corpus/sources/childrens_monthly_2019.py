"""A children's scorecard in Word: seven months across, cells with a count and a rate or a fraction (invented).

Suppressed and empty cells, two comparators, group rows, and a table of teams. Nothing is wrong in it.
"""

from __future__ import annotations

from datetime import datetime

from . import word
from .rows import groups_of, read_rows

SCORECARD = read_rows(
    (
        "Measure|2018/19 out-turn|Apr-19|May-19|Jun-19|Jul-19|Aug-19|Sep-19|Oct-19|YTD|Target 2019/20|SN 2018/19|"
        "Eng 2018/19",
        "Front door",
        "Contacts received|18,940|1,602|1,655|1,588|1,701|1,322|1,648|1,733|11,249|-|-|-",
        "   of which progressed to referral|5,120|431|447|420|455|361|442|470|3,026|-|-|-",
        "   % progressed to referral|27.0%|26.9%|27.0%|26.4%|26.7%|27.3%|26.8%|27.1%|26.9%|-|-|-",
        "Assessments completed within 45 working days|84.1%|86.2%|87.0%|85.8%|88.1%|84.9%|86.6%|87.3%|86.6%|88%|83.5%|"
        "83.1%",
        "Child protection",
        "Children subject to a child protection plan (rate per 10,000)|405 (34.3)|408 (34.6)|412 (34.9)|419 (35.5)|"
        "415 (35.2)|411 (34.8)|420 (35.6)|427 (36.2)||-|41.2|43.7",
        "Plans ended after two years or more|9|*|0|*|0|0|*|0|5|-|-|-",
        "Children in care and care leavers",
        "Children in care (rate per 10,000)|652 (55.3)|655 (55.5)|661 (56.0)|660 (55.9)|668 (56.6)|671 (56.9)|"
        "675 (57.2)|681 (57.7)||-|54.0|65.0",
        "Children missing from care in the month|41|6|*|7|9|*|5|8|39|-|-|-",
        "Care leavers in suitable accommodation|149/165 (90.3%)|158/171 (92.4%)|160/172 (93.0%)|159/172 (92.4%)|"
        "161/174 (92.5%)|163/175 (93.1%)|162/176 (92.0%)|165/178 (92.7%)||93%|86%|85%",
    )
)
TEAMS = read_rows(
    (
        "Team|Social workers (FTE)|Vacancies|Agency staff|Average caseload|Open cases",
        "North|24.5|3|4|16.2|397",
        "South|22.0|5|6|18.4|405",
        "Central|27.5|2|1|15.0|413",
        "County total|74.0|10|11|16.4|1,215",
    )
)
OPENING = (
    "Corporate Parenting and Safeguarding Board, 20 November 2019, Room 4, 2.00pm. Prepared by the Performance and "
    "Information Team on 8 November 2019. An asterisk stands for a number from 1 to 4.",
    "There were 681 children in care at the end of October 2019 (57.7 per 10,000), 29 more than at 31 March 2019. The "
    "rate is above that of our statistical neighbours (54.0) but below the England rate of 65.0.",
    "In October 470 of the 1,733 contacts (27.1%) progressed to referral. In the year to date 86.6% of assessments "
    "were completed within 45 working days. This is below the target of 88%, but better than both statistical "
    "neighbours and England.",
    "In October 165 of 178 care leavers (92.7%) were in suitable accommodation. Performance has improved since 2018/19 "
    "(90.3%) and is only just below the 93% target. There were 427 children subject to a child protection plan, 22 "
    "more than in March.",
)
CLOSING = (
    "The South team has the highest caseloads, at 18.4. Agency workers cover 11 posts across the county. Queries: "
    "01632 960247."
)


def make() -> bytes:
    document = word.start("Children's services scorecard October 2019", datetime(2019, 11, 8, 9, 0))
    document.add_heading("Marlshire County Council: Children's Services monthly scorecard, October 2019", level=2)
    for text in OPENING:
        document.add_paragraph(text)
    document.add_paragraph("Table 1: Scorecard", style="Caption")
    groups = [(row, 0, row, len(SCORECARD[0]) - 1) for row in groups_of(SCORECARD)]
    word.add_table(document, SCORECARD, merges=groups)
    document.add_paragraph("Table 2: Caseloads by team at 31 October 2019", style="Caption")
    word.add_table(document, TEAMS)
    document.add_paragraph(CLOSING)
    return word.pack(document)
