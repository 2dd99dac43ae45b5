"""A district's place scorecard in Word: three header rows, target, actual and rating for each quarter (invented).

Ratings as letters on fills, comments with figures; two small tables with rows and columns that add up. One
percentage is contradicted by its numerator, and one target is said to be missed that was met.
"""

from __future__ import annotations

from datetime import datetime

from . import word
from .rows import read_rows

INDICATORS = read_rows(
    (
        "Ref|Indicator|2023/24|2024/25|||||||||Commentary",
        "||Outturn|Quarter 1|||Quarter 2|||Quarter 3|||",
        "|||Target|Actual|RAG|Target|Actual|RAG|Target|Actual|RAG|",
        "PL1|Major planning applications decided in time|91.7%|80%|88.9%|G|80%|92.3%|G|80%|93.8%|G|"
        "15 of 16 decided in time.",
        "PL2|Non-major applications decided in time|86.4%|85%|87.1%|G|85%|84.2%|A|85%|80.6%|R|"
        "137 of 170 decided in time. Two officers left in October.",
        "PL3|Planning appeals allowed (low is good)|26.0%|30%|25.0%|G|30%|33.3%|R|30%|28.6%|G|"
        "4 of 14 appeals were allowed.",
        "PL4|Average days to validate an application (low is good)|6.2|5.0|5.8|R|5.0|5.1|A|5.0|4.6|G|"
        "Within target for the first time since 2022/23.",
        "BC1|Building regulation applications checked within 21 days|96%|95%|97%|G|95%|95%|G|95%|94%|A|"
        "Narrowly missed the target.",
        "WS1|Household waste reused, recycled or composted|46.8%|50.0%|51.2%|G|50.0%|49.1%|A|46.0%|45.1%|A|"
        "Slightly below the profiled target.",
        "WS2|Missed collections per 100,000 (low is good)|58|50|44|G|50|47|G|50|71|R|New rounds began on 4 November.",
        "WS3|Residual waste per household in kg (low is good)|428|105|103|G|105|107|A|105|104|G|",
        "WS4|Fly-tips cleared within two working days|93%|95%|96%|G|95%|97%|G|95%|91%|A|"
        "Of 412 fly-tips, 365 were cleared in time (91%).",
    )
)
HEADER_CELLS = (
    *((0, column, 2, column) for column in (0, 1, 12)),
    (1, 2, 2, 2),
    (0, 3, 0, 11),
    *((1, column, 1, column + 2) for column in (3, 6, 9)),
)
FILLS = {"R": "FF0000", "A": "FFC000", "G": "00B050"}
APPLICATIONS = read_rows(
    (
        "Type|Q1|Q2|Q3|Year to date",
        "Major|9|13|16|38",
        "Minor|71|66|62|199",
        "Other|112|101|108|321",
        "All applications|192|180|186|558",
        "Fee income (£000)|214|198|231|643",
    )
)
WASTE = read_rows(
    (
        "Month|Residual|Dry recycling|Garden|Food|Total|Recycling rate",
        "October 2024|1,402|611|412|268|2,693|47.9%",
        "November 2024|1,388|598|301|259|2,546|45.5%",
        "December 2024|1,456|672|118|247|2,493|41.6%",
        "Quarter 3|4,246|1,881|831|774|7,732|45.1%",
    )
)
OPENING = (
    "Place Overview Committee, Thursday 6 February 2025 at 7.00pm. Place scorecard: Quarter 3 2024/25. Report author: "
    "Business Intelligence Officer, ext. 2250.",
    "1. Nine indicators are reported. At the end of Quarter 3 four are green, three are amber and two are red. Amber "
    "means that the target was missed by 5% of it or less, red that it was missed by more.",
    "2. Planning. Performance on non-major applications has fallen for two quarters and is now 4.4 percentage points "
    "below target. Of the 186 applications determined in Quarter 3, 170 were non-major.",
    "3. Waste. Residual waste per household was 104 kg in Quarter 3 and did not meet the target of 105 kg. The "
    "recycling rate for the quarter was 45.1%, down from 46.0% in Quarter 3 of 2023/24. Missed collections rose "
    "sharply to 71 per 100,000.",
)


def make() -> bytes:
    document = word.start("Place scorecard Q3 2024/25", datetime(2025, 1, 28, 9, 0))
    document.add_heading("Wealdhurst District Council", level=2)
    for text in OPENING:
        document.add_paragraph(text)
    document.add_paragraph("Table 1: Place indicators", style="Caption")
    word.add_table(document, INDICATORS, merges=HEADER_CELLS, headers=3)
    for number, row in enumerate(INDICATORS):
        for column, rating in enumerate(row):
            if rating in FILLS:
                word.shade(document, 0, number, column, FILLS[rating])
    document.add_paragraph("Table 2: Planning applications determined, 2024/25", style="Caption")
    word.add_table(document, APPLICATIONS)
    document.add_paragraph("Table 3: Household waste collected in Quarter 3 2024/25 (tonnes)", style="Caption")
    word.add_table(document, WASTE)
    return word.pack(document)
