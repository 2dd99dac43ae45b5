"""A fire authority's yearly performance report: two pages with headers and footers, and a ruled table (invented)."""

from __future__ import annotations

from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4

from .page import BODY, HEADING, TITLE, Flowables, bullet, grid, pack, paragraph

RUNNING_HEAD = "Penmarsh Fire and Rescue Authority, Performance and Scrutiny Committee, 15 June 2016"
ROWS = (
    ("Indicator", "Good is", "2013/14", "2014/15", "2015/16", "Target 2015/16", "RAG"),
    ("Accidental dwelling fires", "Low", "412", "398", "381", "390", "Green"),
    ("Deaths in accidental dwelling fires", "Low", "3", "5", "2", "0", "Red"),
    ("Injuries in accidental dwelling fires", "Low", "41", "36", "39", "35", "Red"),
    ("Deliberate primary fires", "Low", "188", "176", "204", "180", "Red"),
    ("Deliberate secondary fires", "Low", "1,012", "944", "987", "950", "Amber"),
    ("False alarms from automatic systems", "Low", "2,315", "2,208", "2,047", "2,100", "Green"),
    ("Road traffic collisions attended", "-", "566", "571", "604", "-", "-"),
    ("First engine at a dwelling fire within 8 minutes", "High", "84.2%", "82.9%", "81.6%", "85%", "Amber"),
    ("Average time to reach a dwelling fire (minutes)", "Low", "7.4", "7.6", "7.9", "7.5", "Amber"),
    ("Home safety visits", "High", "9,420", "10,155", "10,612", "10,500", "Green"),
    ("Days lost to sickness per firefighter", "Low", "6.9", "7.8", "8.3", "7.0", "Red"),
    ("On-call fire engines available", "High", "87%", "86%", "82%", "90%", "Amber"),
)
WIDTHS = (170, 42, 50, 50, 50, 66, 44)
BEFORE = (
    "1.1 This report sets out performance for 2015/16. Twelve indicators are reported. Eleven have a target: three are "
    "green, four are amber and four are red.",
    "1.2 Green means that the target has been met. Amber means that it was missed by no more than 10% of the "
    "target, and red that it was missed by more than that.",
)
AFTER = (
    "There were 381 accidental dwelling fires, 17 (4.3%) fewer than in 2014/15. With 412,000 dwellings in the "
    "county this is 8.2 fires per 10,000 dwellings. Two in five began in the kitchen.",
    "Two people died, compared with five the year before. Both were aged over 75 and lived alone.",
    "False alarms fell by 161, or 7.3%, and are now below the target of 2,100.",
    "Road traffic collisions rose by 33 to 604, an increase of 5.8%.",
    "The average time to reach a dwelling fire has shortened to 7.9 minutes from 7.6 minutes in 2014/15, but is still "
    "outside the target of 7.5 minutes.",
    "Crews and volunteers made 10,612 home safety visits. The target of 10,500 was exceeded by 112.",
    "Sickness was 8.3 days per firefighter, worse than the average of 7.6 days for all fire services. Four out of ten "
    "days were lost to injuries.",
)
RESOURCES = (
    "3.1 The Authority spent £26.05m against a budget of £26.4m, an underspend of £0.35m (1.3%). The forecast at "
    "Quarter 3 had been an underspend of £200k.",
    "3.2 At 31 March 2016 there were 412 wholetime and 386 on-call firefighters, 798 in all, of whom 41 (5.1%) were "
    "women.",
    "3.3 Control handled 18,240 emergency calls in the year and answered 96 per cent of them within 7 seconds. "
    "Fewer than one in 20 was a hoax.",
    "3.4 The Fire and Rescue Services Act 2004, section 21, requires the Authority to have regard to the National "
    "Framework. Questions: 01632 960112.",
)


def _decorate(canvas: Any, document: Any) -> None:
    width, height = A4
    canvas.setFont("Helvetica", 8)
    canvas.drawString(60, height - 36, RUNNING_HEAD)
    canvas.drawString(60, 30, "Agenda item 9")
    canvas.drawRightString(width - 60, 30, f"Page {document.page} of 2")


def make() -> bytes:
    ruled = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
    ]
    story: Flowables = [
        paragraph("Performance report 2015/16", TITLE),
        paragraph("1. Summary", HEADING),
        *(paragraph(text) for text in BEFORE),
        paragraph("2. Prevention, protection and response", HEADING),
        *(bullet(text) for text in AFTER),
        paragraph("3. Resources", HEADING),
        *(paragraph(text, BODY) for text in RESOURCES),
        paragraph("Appendix A. Indicators", HEADING),
        grid(ROWS, WIDTHS, ruled, headers=1),
    ]
    frame = (60, 60, A4[0] - 120, A4[1] - 130)
    return pack(story, title="Performance report 2015/16", size=A4, frames=[frame], decorate=_decorate)
