"""A public health profile: two figures in a cell, suppressed and missing cells, and a column that gives the period.

Three tables stand below each other without a word between them; header rows are filled and only rows are ruled
(invented). One cell's percentage contradicts its fraction.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.platypus import Spacer

from .page import HEADING, TITLE, Flowables, bullet, grid, pack, paragraph

VACCINES = (
    ("Children immunised", "2018/19: number (per cent)", "", "", "", "England 2018/19 (%)", "Target (%)"),
    ("", "Q1", "Q2", "Q3", "Q4", "", ""),
    ("MMR by second birthday", "616 (93.4)", "602 (92.8)", "588 (92.2)", "611 (93.1)", "90.3", "95"),
    ("Hib/MenC booster by second birthday", "609 (92.3)", "598 (92.1)", "579 (90.8)", "604 (92.1)", "90.4", "95"),
    ("Pre-school booster by fifth birthday", "571 (88.2)", "566 (87.9)", "c", "584 (89.0)", "84.8", "95"),
    ("Rotavirus by first birthday", "633 (94.1)", "640 (94.6)", "629 (93.9)", "TBC", "89.7", "-"),
)
WARDS = (
    ("Ward", "Health checks taken up, Q4", "Smokers who quit", "Alcohol admissions (per 100,000)"),
    ("Abbey", "54/65 (83.1%)", "11", "48 (612.4)"),
    ("Bridge", "71/90 (78.9%)", "<5", "31 (440.2)"),
    ("Castle", "38/52 (78.1%)", "7", "*"),
    ("Dene", "60/84 (71.4%)", "9", "52 (701.9)"),
    ("Whole borough", "223/291 (76.6%)", "31", "139 (588.3)"),
)
LATEST = (
    ("Measure", "Latest period", "Borough", "England"),
    ("Mothers who smoke at delivery", "Q3 2018/19", "11.8%", "10.5%"),
    ("Infants breastfed at six to eight weeks", "Q4 2018/19", "44.6%", "46.2%"),
    ("Chlamydia found per 100,000 young people", "2018", "1,712", "1,975"),
    ("People seen by the falls clinic", "2018/19", "318", "Not collected nationally"),
    ("New HIV diagnoses", "2018", "<5", "n/a"),
)
OPENING = (
    "Health and Wellbeing Board, 11 July 2019. c and * stand for small numbers that cannot be shown; TBC: to be "
    "confirmed.",
)
COMMENTARY = (
    "In Quarter 4, 611 children (93.1%) had the MMR vaccine by their second birthday. This is better than England "
    "(90.3%) but below the target of 95%.",
    "Of the 291 people invited to a health check 223 came, or 76.6%.",
    "At 11.8% smoking at delivery is worse than the England average of 10.5%.",
)


def _escaped(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows as reportlab's markup."""
    return [[text.replace("<", "&lt;") for text in row] for row in rows]


def make() -> bytes:
    def half_ruled(headers: int) -> list[tuple[Any, ...]]:
        return [
            ("BACKGROUND", (0, 0), (-1, headers - 1), colors.lightsteelblue),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.steelblue),
        ]

    spans = [("SPAN", (1, 0), (4, 0)), *(("SPAN", (column, 0), (column, 1)) for column in (0, 5, 6))]
    story: Flowables = [
        paragraph("Fenborough Council", HEADING),
        paragraph("Health profile 2018/19", TITLE),
        *(paragraph(text) for text in OPENING),
        grid(VACCINES, (140, 62, 62, 62, 62, 60, 42), [*half_ruled(2), *spans], 2),
        Spacer(0, 14),
        grid(_escaped(WARDS), (110, 130, 90, 140), half_ruled(1), 1),
        Spacer(0, 14),
        grid(_escaped(LATEST), (200, 80, 70, 110), half_ruled(1), 1),
        paragraph("Commentary", HEADING),
        *(bullet(text) for text in COMMENTARY),
    ]
    frame = (50, 50, A4[0] - 100, A4[1] - 100)
    return pack(story, title="Health profile 2018/19", size=A4, frames=[frame])
