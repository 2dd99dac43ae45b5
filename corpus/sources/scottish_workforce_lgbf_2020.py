"""A Scottish council's workforce and benchmarking report in Word: merged headers with dates and quarters (invented).

Services down with a total row; indicators with three years, Scotland, a family group and ranks. One total is ten too
high, and one difference in points is wrong.
"""

from __future__ import annotations

from datetime import datetime

from . import word
from .rows import read_rows

WORKFORCE = read_rows(
    (
        "Service|Headcount||Average days lost per FTE||Long-term absence as % of all absence||Agency spend (£000)|",
        "|30 Sept 2018|30 Sept 2019|Q2 2018/19|Q2 2019/20|Q2 2018/19|Q2 2019/20|Q2 2018/19|Q2 2019/20",
        "Education|2,410|2,432|1.92|1.78|54.1|52.6|112|96",
        "Health and Social Care Partnership|1,685|1,701|3.46|3.61|61.8|63.0|418|462",
        "Environment|902|884|3.12|2.95|58.3|57.7|205|188",
        "Housing and Property|640|651|2.71|2.71|55.0|56.2|61|74",
        "Corporate|512|498|2.05|2.20|49.6|50.9|9|12",
        "Council total|6,149|6,176|2.61|2.58|57.6|58.0|805|832",
    )
)
HEADER_CELLS = ((0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 0, 4), (0, 5, 0, 6), (0, 7, 0, 8))
BENCHMARKS = read_rows(
    (
        "Code|Indicator|2016/17|2017/18|2018/19|Scotland 2018/19|Family Group 2018/19|Rank 2017/18|Rank 2018/19|"
        "Since last year",
        "CORP 3b|Highest paid 5% of employees who are women|51.9%|53.3%|54.6%|55.8%|54.9%|19|20|Better",
        "CORP 3c|Gender pay gap|3.9%|3.7%|3.5%|4.0%|3.8%|13|13|Better",
        "CORP 4|Cost per dwelling of collecting council tax|£8.12|£7.45|£6.90|£6.92|£7.31|17|15|Better",
        "CORP 6a|Sickness absence days per teacher|6.10|5.92|6.31|6.21|6.02|14|18|Worse",
        "CORP 6b|Sickness absence days per employee (non-teacher)|11.40|11.72|11.91|11.49|11.80|17|19|Worse",
        "CORP 7|Income due from council tax received by the end of the year|95.8%|96.0%|96.2%|96.1%|95.7%|18|16|Better",
        "CORP 8|Invoices sampled that were paid within 30 days|92.3%|93.6%|94.8%|92.7%|93.9%|15|9|Better",
        "HSN 1b|Gross rent arrears as a percentage of rent due|6.4%|6.9%|7.8%|7.3%|7.0%|16|20|Worse",
        "ENV 6|Household waste arising that is recycled|45.1%|46.6%|44.9%|44.7%|47.2%|18|17|Worse",
    )
)
OPENING = (
    "Corporate Services Committee, 6 February 2020. Workforce report Quarter 2 2019/20 and Local Government "
    "Benchmarking Framework 2018/19. Report by the Executive Director (Corporate). Contact: 01632 960420."
)
STAFF = (
    "3.1 Headcount rose by 17, from 6,149 to 6,166, in the year to 30 September 2019.",
    "3.2 Sickness absence in Quarter 2 was 2.58 days per FTE employee. This is down from 2.61 a year earlier but "
    "remains above the target of 2.25 days.",
    "3.3 Agency spend in the quarter was £832,000, an increase of 3.4% on the £805,000 spent in the same quarter of "
    "2018/19. The Health and Social Care Partnership accounts for 56% of it.",
)
COMPARISON = (
    "4.1 In 2018/19 94.8% of invoices sampled were paid within 30 days. This was better than both the Scottish average "
    "(92.7%) and the family group average (93.9%), and we rank 9th of the 32 councils.",
    "4.2 The collection of council tax rose by 0.4 percentage points, from 96.0% to 96.2%. The gender pay gap narrowed "
    "from 3.7% to 3.5%, but rent arrears worsened to 7.8% of rent due.",
)


def make() -> bytes:
    document = word.start("Workforce and LGBF report", datetime(2020, 1, 27, 9, 0))
    document.add_heading("Strathlennox Council", level=2)
    document.add_paragraph(OPENING)
    document.add_heading("Workforce", level=2)
    for text in STAFF:
        document.add_paragraph(text)
    document.add_paragraph("Table 1: Workforce by service", style="Caption")
    word.add_table(document, WORKFORCE, merges=HEADER_CELLS, headers=2)
    document.add_heading("Benchmarking", level=2)
    for text in COMPARISON:
        document.add_paragraph(text)
    document.add_paragraph("Table 2: LGBF indicators (rank 1 is best of 32)", style="Caption")
    word.add_table(document, BENCHMARKS)
    return word.pack(document)
