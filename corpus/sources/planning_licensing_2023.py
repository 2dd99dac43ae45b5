"""A planning and licensing scorecard on a landscape page, whose ratings are the fills of its cells (invented)."""

from __future__ import annotations

from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape

from .page import DOWN, HEADING, TITLE, UP, Flowables, bullet, grid, pack, paragraph

ROWS = (
    ("Ref", "Measure", "Good is", "2022/23", "", "", "", "", "Target", "RAG", "Trend"),
    ("", "", "", "Q1", "Q2", "Q3", "Q4", "Year", "", "", ""),
    ("PL1", "Major applications decided in time", "High", "88.9%", "91.7%", "93.3%", "90.0%", "91.2%", "85%", "", DOWN),
    ("PL2", "Minor applications decided in time", "High", "84.1%", "82.6%", "79.8%", "77.5%", "81.0%", "80%", "", DOWN),
    ("PL3", "Other applications decided in time", "High", "90.4%", "91.1%", "92.0%", "92.6%", "91.5%", "90%", "", UP),
    ("PL4", "Planning appeals allowed", "Low", "33.3%", "25.0%", "40.0%", "28.6%", "31.6%", "30%", "", UP),
    ("PL5", "Enforcement sites visited within 10 days", "High", "71%", "74%", "68%", "65%", "69.5%", "80%", "", DOWN),
    ("PL6", "Average days to answer a land search", "Low", "9.8", "10.4", "12.1", "13.6", "11.5", "10", "", DOWN),
    ("LI1", "Licence applications decided in time", "High", "97%", "98%", "96%", "99%", "97.5%", "95%", "", UP),
    ("LI2", "Licensed premises inspected", "High", "41", "38", "44", "57", "180", "175", "", UP),
    ("LI3", "Taxis that failed their test", "Low", "14.2%", "13.1%", "15.5%", "12.8%", "13.9%", "15%", "", UP),
    ("LI4", "Licence fee income (£000)", "High", "62", "55", "71", "84", "272", "280", "", UP),
    ("LI5", "Licence reviews heard", "-", "3", "c", "4", "c", "11", "-", "", "-"),
)
WIDTHS = (34, 206, 48, 50, 50, 50, 50, 50, 50, 40, 40)
GREEN, AMBER, RED = (colors.HexColor(code) for code in ("#00b050", "#ffc000", "#ff0000"))
RATINGS = (GREEN, GREEN, GREEN, AMBER, RED, GREEN, GREEN, GREEN, GREEN, AMBER)
COMMENTARY = (
    "PL1: 62 of the 68 major applications (91.2%) were decided in time, well above the target of 85%.",
    "PL2: performance has fallen in every quarter, from 84.1% to 77.5%, that is by 6.6 percentage points. The "
    "result for the year (81.0%) is just above target, but we expect no more than 78% in the first quarter of "
    "2023/24.",
    "PL4: 12 of the 38 appeals decided in the year were allowed. The national average is 29%.",
    "PL5: at 69.5% visits are 10.5 percentage points below target. Two of the five officer posts are vacant.",
    "LI2: 57 premises were inspected in Quarter 4, 19 (50%) more than in Quarter 2.",
    "LI4: fee income for the year was £272,000, which exceeded the target of £280,000. One in eight renewals was "
    "paid late.",
)


def make() -> bytes:
    fills: list[tuple[Any, ...]] = [
        ("BACKGROUND", (9, row), (9, row), fill) for row, fill in enumerate(RATINGS, start=2)
    ]
    style: list[tuple[Any, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.4, colors.grey),
        ("SPAN", (3, 0), (7, 0)),
        *(("SPAN", (column, 0), (column, 1)) for column in (0, 1, 2, 8, 9, 10)),
        *fills,
    ]
    size = landscape(A4)
    story: Flowables = [
        paragraph("Tarnmouth District Council: Planning and Licensing scorecard 2022/23", TITLE),
        paragraph(
            "Planning Policy Committee, 25 May 2023. Green: target met. Amber: missed by no more than 10% of the "
            "target. Red: missed by more than 10%. The triangle shows whether Quarter 4 was better "
            f"({UP}) or worse ({DOWN}) than Quarter 3; c stands for "
            "fewer than three."
        ),
        grid(ROWS, WIDTHS, style, headers=2),
        paragraph("Commentary", HEADING),
        *(bullet(text) for text in COMMENTARY),
    ]
    frame = (54, 40, size[0] - 108, size[1] - 80)
    return pack(story, title="Planning and Licensing scorecard 2022/23", size=size, frames=[frame])
