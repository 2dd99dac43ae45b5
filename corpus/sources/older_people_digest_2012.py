"""A digest of adult services in two tables without a rule: groups, indented rows, subtotals, footnote marks (invented).

Labels and headers run over two and three lines. One percentage in the text has its digits swapped.
"""

from __future__ import annotations

from typing import Any

from reportlab.lib.pagesizes import A4

from .page import HEADING, SMALL, TITLE, Flowables, bullet, grid, pack, paragraph

ACTIVITY = (
    ("", "Number at 31 March 2011", "Number at 31 March 2012", "Change in the year", "Change (per cent)"),
    ("<b>Residential and nursing care</b>", "", "", "", ""),
    ("Council homes", "412", "371", "–41", "–10.0%"),
    ("Independent residential homes", "1,286<super>1</super>", "1,301", "15", "1.2%"),
    ("Independent nursing homes", "604", "638", "34", "5.6%"),
    ("<b>All care homes</b>", "<b>2,302</b>", "<b>2,310</b>", "<b>8</b>", "<b>0.3%</b>"),
    ("<b>Community services</b>", "", "", "", ""),
    ("Home care", "3,418", "3,207", "–211", "–6.2%"),
    ("Day care", "866", "798", "–68", "–7.9%"),
    ("Meals at home", "742", "655", "–87", "–11.7%"),
    ("Direct payments", "958", "1,264<super>2</super>", "306", "31.9%"),
    ("<b>All community services</b>", "<b>5,984</b>", "<b>5,924</b>", "<b>–60</b>", "<b>–1.0%</b>"),
    ("<b>Total</b>", "<b>8,286</b>", "<b>8,234</b>", "<b>–52</b>", "<b>–0.6%</b>"),
)
INDENTED = (2, 3, 4, 7, 8, 9, 10)
QUALITY = (
    ("Measure", "Result 2010/11", "Result 2011/12", "Target for 2012/13", "England average 2010/11"),
    (
        "Adults who say that they are satisfied with the care and support that they receive",
        "61.8%",
        "63.0%",
        "65%",
        "62.1%",
    ),
    (
        "Carers who had an assessment and then a service or advice",
        "24.6%",
        "27.9%",
        "30%",
        "Not collected nationally",
    ),
    (
        "People whose move out of hospital was delayed, per 100,000 adults",
        "13.7",
        "12.4<super>3</super>",
        "11.0",
        "10.8",
    ),
    ("Adults with a learning disability who live in their own home", "n/a", "68.5%", "TBC", "59.0%"),
    ("Safeguarding referrals that led to action", "-", "41%", "-", "-"),
)
OPENING = (
    "Adult Care Overview Committee, 28 June 2012. At 31 March 2012 the Council supported 8,234 adults, 52 fewer than a "
    "year earlier (8,286).",
)
NOTES = (
    "<super>1</super> Leaves out 12 people placed by other councils. <super>2</super> Provisional. "
    "<super>3</super> Average of monthly snapshots.",
)
COMMENTARY = (
    "Direct payments rose by 306 to 1,264, an increase of 13.9%.",
    "Meals fell from 742 to 655, as two kitchens closed.",
    "At 63.0% satisfaction is above the England average of 62.1%.",
)


def make() -> bytes:
    indents: list[tuple[Any, ...]] = [("LEFTPADDING", (0, row), (0, row), 20) for row in INDENTED]
    story: Flowables = [
        paragraph("Harrowmere County Council", HEADING),
        paragraph("Adult services digest 2011/12", TITLE),
        *(paragraph(text) for text in OPENING),
        paragraph("Table 1. People supported", HEADING),
        grid(ACTIVITY, (178, 72, 72, 72, 72), indents, headers=1),
        *(paragraph(text, SMALL) for text in NOTES),
        paragraph("Table 2. Quality and outcomes", HEADING),
        grid(QUALITY, (178, 66, 66, 72, 80), [], headers=1),
        paragraph("Commentary", HEADING),
        *(bullet(text) for text in COMMENTARY),
    ]
    frame = (60, 50, A4[0] - 120, A4[1] - 100)
    return pack(story, title="Adult services digest", size=A4, frames=[frame])
