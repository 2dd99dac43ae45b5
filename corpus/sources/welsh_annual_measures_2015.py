"""A Welsh county's national measures for a year in one long table over two pages: ranks, quartiles, trends (invented).

One benchmark is the wrong way round, and one percentage is contradicted by its numerator and denominator.
"""

from __future__ import annotations

from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import Spacer

from .page import HEADING, SMALL, Flowables, at_right, grid, pack, paragraph
from .rows import groups_of, read_rows

MEASURES = read_rows(
    (
        "Ref|Measure|2012/13 Actual|2013/14 Actual|2014/15 Target|2014/15 Actual|Wales average 2014/15|"
        "Rank 2014/15 (of 22)|Quartile|Trend",
        "Education and children",
        "EDU/002i|Pupils leaving compulsory education without an approved qualification|"
        "0.3%|0.2%|0.2%|0.1%|0.3%|3|Upper|Improved",
        "EDU/003|Pupils achieving the Core Subject Indicator at Key Stage 2|"
        "84.6%|85.9%|87.0%|87.8%|86.8%|8|Upper middle|Improved",
        "EDU/016a|Attendance in primary schools|93.4%|93.2%|94.5%|94.6%|94.8%|15|Lower middle|Improved",
        "EDU/016b|Attendance in secondary schools|92.1%|92.4%|92.9%|93.9%|93.6%|6|Upper middle|Improved",
        "SCC/004|Looked after children with three or more placements during the year|"
        "9.9%|8.8%|8.5%|10.3%|9.0%|17|Lower|Declined",
        "SCC/011b|Initial assessments where the child was seen alone by the social worker|"
        "38.4%|41.2%|45.0%|47.5%|44.8%|9|Upper middle|Improved",
        "Adults and housing",
        "SCA/001|Delayed transfers of care per 1,000 population aged 75 and over|"
        "3.91|4.12|3.80|5.04|4.83|14|Lower middle|Declined",
        "SCA/002b|Older people supported in care homes per 1,000 population aged 65 and over|"
        "21.3|20.8|20.0|19.7|18.8|13|Lower middle|Improved",
        "PSR/002|Average number of calendar days taken to deliver a Disabled Facilities Grant|"
        "271|248|240|221|231|11|Upper middle|Improved",
        "PSR/004|Private sector dwellings vacant for more than six months returned to occupation|"
        "4.9%|6.2%|7.0%|9.1%|11.8%|12|Lower middle|Improved",
        "HHA/013|Potentially homeless households for whom homelessness was prevented for at least six months|"
        "58.4%|61.7%|65.0%|66.2%|65.4%|10|Upper middle|Improved",
        "BEN/001|Average days to process a new benefit claim|23.1|20.4|20.0|18.6|n/a|n/a|n/a|Improved",
        "Waste, streets and leisure",
        "WMT/009b|Municipal waste prepared for reuse, recycled or composted|"
        "52.4%|54.3%|56.0%|58.1%|56.3%|5|Upper|Improved",
        "WMT/004b|Municipal waste sent to landfill|41.0%|37.9%|35.0%|27.8%|29.4%|9|Upper middle|Improved",
        "STS/006|Fly tipping incidents cleared within five working days|"
        "96.2%|95.8%|96.0%|95.8%|93.1%|7|Upper middle|Maintained",
        "THS/012|Principal (A), B and C roads in overall poor condition|"
        "13.2%|12.4%|12.0%|11.7%|11.9%|12|Lower middle|Improved",
        "LCS/002b|Visits to leisure centres per 1,000 population|"
        "8,214|8,377|8,500|8,604|8,662|10|Upper middle|Improved",
        "LCL/001b|Visits to public libraries per 1,000 population|5,016|4,870|5,000|4,731|5,526|16|Lower|Declined",
    )
)
WIDTHS = (56, 232, 56, 56, 56, 56, 62, 60, 66, 60)
OPENING = (
    "Report to: Corporate Scrutiny Committee, 14 July 2015, 10.00am. Wards affected: all. Lead officer: Head of "
    "Policy.",
    "1. Appendix A sets out 18 measures. Fourteen met their target for 2014/15 and four did not.",
    "2. Ten of the 17 measures that have a Wales average were better than it (58.8%).",
    "3. Attendance in primary schools rose from 93.2% to 94.6%, which is above the Wales average of 94.8%. Attendance "
    "in secondary schools also improved and is now sixth in Wales.",
    "4. Delayed transfers of care increased again, to 5.04 per 1,000, and the target of 3.80 was missed. Performance "
    "is worse than the Wales average.",
    "5. The average time to deliver a Disabled Facilities Grant fell by 27 days, from 248 days to 221 days, well "
    "within the target of 240 days.",
    "6. Of the 175 looked after children, 21 had three or more placements in the year (10.3%). This is a decline on "
    "2013/14.",
    "7. We recycled 58.1% of municipal waste. This beats the target of 56% and already exceeds the Welsh Government's "
    "statutory target of 58% for 2015/16. Library visits fell by 2.9% to 4,731 per 1,000 people.",
)
CLOSING = "Data are published by the Local Government Data Unit. Enquiries: Policy Unit, 01632 960318."


def _decorate(canvas: Any, document: Any) -> None:
    canvas.setFont("Helvetica", 7)
    canvas.drawString(
        40, 20, f"Dyffrynarth County Council / Cyngor Sir Dyffrynarth  Ref CSC/15/042 Page {document.page}"
    )


def make() -> bytes:
    ruled: list[tuple[Any, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.4, colors.grey),
        ("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey),
        *(("SPAN", (0, row), (-1, row)) for row in groups_of(MEASURES)),
    ]
    rows = [MEASURES[0], *at_right(MEASURES[1:], 2, 7)]
    story: Flowables = [
        paragraph(
            "Dyffrynarth County Council: national strategic indicators and public accountability measures 2014/15",
            HEADING,
        ),
        *(paragraph(text) for text in OPENING),
        paragraph("<b>Appendix A: Performance measures 2014/15</b>", SMALL),
        grid(rows, WIDTHS, ruled, headers=1),
        Spacer(1, 8),
        paragraph(CLOSING),
    ]
    wide = landscape(A4)
    frame = (40, 36, wide[0] - 80, wide[1] - 66)
    return pack(story, title="Annual performance 2014/15", size=wide, frames=[frame], decorate=_decorate)
