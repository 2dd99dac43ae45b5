"""A fire authority's quarter on landscape pages: spanned headers, group rows, a variance column (invented).

Arrows that were letters of a symbol font and came out as é, ê and è; two small tables side by side. In one of these
two digits are swapped, so that neither its row nor its column adds up.
"""

from __future__ import annotations

from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import Spacer, Table

from .page import HEADING, SMALL, Flowables, at_right, grid, pack, paragraph
from .rows import groups_of, read_rows

INDICATORS = read_rows(
    (
        "PI Ref|Description|Good to be|Quarter 2||||DoT|Status",
        "|||2012/13 Actual|2013/14 Profiled target|2013/14 Actual|Variance from target (%)||",
        "Prevention",
        "LPI 1|Home fire safety visits completed|High|2,104|2,250|2,318|+3.0%|é|G",
        "LPI 2|Percentage of home fire safety visits made to vulnerable households|High|61.2%|65.0%|66.4%|+2.2%|é|G",
        "LPI 3|Accidental dwelling fires|Low|118|110|104|-5.5%|é|G",
        "LPI 4|Accidental dwelling fires per 10,000 dwellings|Low|3.1|2.9|2.7|-6.9%|é|G",
        "LPI 5|Deaths and injuries in accidental dwelling fires|Low|9|7|8|+14.3%|é|R",
        "LPI 6|Deliberate secondary fires|Low|412|380|361|-5.0%|é|G",
        "Response",
        "LPI 7|First appliance in attendance within 10 minutes at life risk incidents|High|89.9%|90.0%|87.2%|-3.1%|ê|A",
        "LPI 8|Average turnout time of wholetime crews (seconds)|Low|78|75|72|-4.0%|é|G",
        "LPI 9|Availability of on-call appliances|High|84.3%|85.0%|79.6%|-6.4%|ê|R",
        "LPI 10|Unwanted fire signals attended|Low|655|600|588|-2.0%|é|G",
        "People and assets",
        "LPI 11|Shifts lost to sickness per person (wholetime)|Low|1.6|1.5|1.5|0.0%|é|G",
        "LPI 12|RIDDOR reportable accidents|Low|3|3|3|0.0%|è|G",
    )
)
WIDTHS = (44, 284, 48, 62, 74, 74, 90, 40, 46)
FILLS = {"G": colors.limegreen, "A": colors.orange, "R": colors.red}
AREAS = read_rows(
    (
        "Area|Fires|False alarms|Special services|All incidents",
        "North|142|301|96|539",
        "East|118|254|71|443",
        "City|203|488|133|824",
        "West|97|190|46|351",
        "Total|560|1,233|364|2,157",
    )
)
STATIONS = read_rows(
    (
        "Station|Availability||Posts|Vacant",
        "|Q1|Q2||",
        "Harby|91.2%|88.4%|14|2",
        "Stoke Marden|83.0%|76.5%|12|4",
        "Ullthorpe|79.8%|74.1%|12|5",
        "Penwick|90.4%|85.9%|16|1",
    )
)
OPENING = (
    "Performance Committee, 21 November 2013. Agenda item 6. Performance monitoring report: Quarter 2 2013/14 (July to "
    "September 2013). Report of the Deputy Chief Fire Officer."
)
SUMMARY = (
    "1.1 Twelve indicators carry a target this quarter. Nine were green, one was amber and two were red.",
    "1.2 Home fire safety visits were above the profiled target and higher than in the same quarter of last year.",
    "1.3 Crews attended 2,157 incidents in the quarter, 4.2% fewer than in Quarter 2 of 2012/13 (2,252).",
    "1.4 The first appliance arrived within 10 minutes at 87.2% of life risk incidents against a target of 90%. This "
    "is below target and 2.7 percentage points worse than a year earlier.",
    "1.5 The availability of on-call appliances fell to 79.6%. Twelve of the 54 on-call posts (22.2%) at four stations "
    "are vacant, and a recruitment campaign costing £18,500 began on 4 November.",
    "1.6 Eight people were hurt in accidental dwelling fires, one fewer than a year earlier. Smoke alarms were fitted "
    "in 1,406 homes, and 5.5% fewer accidental dwelling fires were attended than the profiled target of 110.",
)
KEY = (
    "Key to status: G = target met; A = target missed by up to 5%; R = target missed by more than 5%. Key to "
    "direction, against the same quarter of the previous year: é better, ê worse, è unchanged."
)
CLOSING = (
    "The call handling indicator is not shown because the control room moved to the Joint Control Centre on "
    "16 September. Contact: Area Manager (Performance), 01632 960144, extension 318."
)
RULED: tuple[tuple[Any, ...], ...] = (
    ("GRID", (0, 0), (-1, -1), 0.4, colors.grey),
    ("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey),
)


def _indicators() -> Any:
    header = [
        *(("SPAN", (column, 0), (column, 1)) for column in (0, 1, 2, 7, 8)),
        ("SPAN", (3, 0), (6, 0)),
        ("BACKGROUND", (0, 1), (-1, 1), colors.lightgrey),
    ]
    groups = [("SPAN", (0, row), (-1, row)) for row in groups_of(INDICATORS)]
    fills = [
        ("BACKGROUND", (8, number), (8, number), FILLS[row[8]])
        for number, row in enumerate(INDICATORS)
        if row[8] in FILLS
    ]
    rows = [*INDICATORS[:2], *at_right(INDICATORS[2:], 3, 6)]
    return grid(rows, WIDTHS, [*RULED, *header, *groups, *fills], headers=2)


def _pair() -> Any:
    spans = [
        ("SPAN", (1, 0), (2, 0)),
        *(("SPAN", (column, 0), (column, 1)) for column in (0, 3, 4)),
        ("BACKGROUND", (0, 1), (-1, 1), colors.lightgrey),
    ]
    areas = [*AREAS[:1], *at_right(AREAS[1:], 1, 4)]
    stations = [*STATIONS[:2], *at_right(STATIONS[2:], 1, 4)]
    left = [
        paragraph("<b>Table 2: Incidents attended by area, Quarter 2 2013/14</b>", SMALL),
        grid(areas, (50, 44, 60, 72, 66), RULED, 1),
    ]
    right = [
        paragraph("<b>Table 3: On-call stations, 2013/14</b>", SMALL),
        grid(stations, (80, 50, 50, 44, 46), [*RULED, *spans], 2),
    ]
    return Table([[left, right]], colWidths=(320, 300), hAlign="LEFT", style=[("VALIGN", (0, 0), (-1, -1), "TOP")])


def _decorate(canvas: Any, document: Any) -> None:
    canvas.setFont("Helvetica", 7)
    canvas.drawString(
        40, 20, f"Brackendale Fire and Rescue Authority - Performance Committee 21/11/2013 Page {document.page}"
    )


def make() -> bytes:
    story: Flowables = [
        paragraph("Brackendale Fire and Rescue Authority", HEADING),
        paragraph(OPENING),
        paragraph("1. Summary", HEADING),
        *(paragraph(text) for text in SUMMARY),
        paragraph(KEY, SMALL),
        paragraph("<b>Table 1: Local performance indicators</b>", SMALL),
        _indicators(),
        Spacer(1, 8),
        _pair(),
        Spacer(1, 8),
        paragraph(CLOSING),
    ]
    wide = landscape(A4)
    frame = (40, 30, wide[0] - 80, wide[1] - 54)
    return pack(story, title="Performance monitoring, Quarter 2 2013/14", size=wide, frames=[frame], decorate=_decorate)
