"""A landlord's half-year report on safety, repairs and tenant satisfaction (invented)."""

from __future__ import annotations

from datetime import datetime

from . import word

SAFETY = (
    ("Area", "In date (%)", "Previous quarter", "Target", "RAG"),
    ("Gas safety", "6,409/6,412 (99.95%)", "99.92%", "100%", "Amber"),
    ("Electrical safety", "6,771/6,980 (97.01%)", "95.60%", "98%", "Amber"),
    ("Fire risk assessments", "214/214 (100%)", "100%", "100%", "Green"),
    ("Asbestos re-inspections", "379/386 (98.2%)", "98.7%", "100%", "Amber"),
    ("Water hygiene", "54/65 (83.1%)", "90.8%", "100%", "Red"),
    ("Lifts", "22/22 (100%)", "95.5%", "100%", "Green"),
)
MONTHS = (
    ("Measure", "2024", "", "", "", "", "", "Total"),
    ("", "Apr", "May", "Jun", "Jul", "Aug", "Sep", ""),
    ("Repairs completed", "1,842", "1,917", "1,760", "1,988", "1,803", "1,875", "11,185"),
    ("Emergency repairs on time", "98.1%", "97.6%", "98.4%", "96.9%", "97.8%", "98.2%", "97.8%"),
    ("Damp and mould reports", "61", "54", "48", "57", "66", "83", "396"),
    ("Stage 1 complaints", "22", "31", "27", "24", "29", "26", "159"),
    ("Evictions", "0", "*", "0", "*", "0", "0", "*"),
    (
        "Open damp cases (per 1,000 homes)",
        "171 (24.5)",
        "166 (23.8)",
        "158 (22.6)",
        "160 (22.9)",
        "169 (24.2)",
        "184 (26.4)",
        "-",
    ),
)
OPENING = (
    "The Council owns 6,980 homes. This report covers July to September 2024 and the year to date, and is given "
    "under the Social Housing (Regulation) Act 2023. An asterisk stands for a number below 5.",
    "Green means that the target is met. Amber means that it is missed by no more than 5 percentage points, and red "
    "by more.",
)
COMMENTARY = (
    "Gas: three homes were overdue at 30 September, two fewer than in June. All three have since been done.",
    "Water hygiene has got worse, from 90.8% to 83.1%, because a contractor failed. It is rated red.",
    "Repairs: in the half year 97.8% of emergency repairs were on time, short of the target of 98.5%. Non-emergency "
    "repairs took 19.4 days on average, compared with 23.1 days in the same period last year.",
    "Damp and mould: September was the busiest month, with 83 reports. Two in five came from flats. Under the new "
    "rules an emergency hazard must be made safe within 24 hours; all but one of the 14 were.",
    "Decency: 216 homes (3.1%) do not meet the Decent Homes Standard, down from 4.0% at 31 March 2024.",
    "Tenant perception (TP01): 68.4% of tenants were satisfied overall, up 1.5 percentage points on 2023/24 (66.9%) "
    "but below the national median of 71.3%. 1,020 tenants were interviewed.",
    "Anti-social behaviour (NM01): 218 cases were opened in the half year, which is 31.2 per 1,000 homes.",
    "Empty homes cost £212k in lost rent, or 1.4% of the £15.6m due. We expect the loss for the year to be just "
    "under £400k.",
    "The Ombudsman made three determinations in the quarter. There were no findings of severe maladministration.",
)


def make() -> bytes:
    document = word.start("Landlord compliance, Quarter 2 2024/25", datetime(2024, 11, 8, 9, 0))
    document.add_heading("Calderbeck Borough Council: Landlord compliance, Quarter 2 2024/25", level=1)
    document.add_paragraph("Housing Assurance Board, 21 November 2024, 5.30pm. Item 7.")
    for text in OPENING:
        document.add_paragraph(text)
    document.add_heading("Safety checks at 30 September 2024", level=2)
    word.add_table(document, SAFETY)
    for row, colour in enumerate(("FFC000", "FFC000", "00B050", "FFC000", "FF0000", "00B050"), start=1):
        word.shade(document, 0, row, 4, colour)
    document.add_heading("Month by month", level=2)
    word.add_table(document, MONTHS, merges=((0, 0, 1, 0), (0, 1, 0, 6), (0, 7, 1, 7)), headers=2)
    document.add_heading("Commentary", level=2)
    for text in COMMENTARY:
        document.add_paragraph(text, style="List Bullet")
    document.add_paragraph("Report author: Head of Compliance, 01632 960733.")
    return word.pack(document)
