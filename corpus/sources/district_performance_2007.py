"""A district's year-end report of 2007: a page, a copy of a copy, scanned in grey at 150 dpi.

Nothing in it is wrong (all of it is invented).
"""

from __future__ import annotations

from reportlab.lib.colors import black

from .page import at_right, grid, paragraph
from .scanner import Scanner, bind_pdf, scan_pages
from .typescript import SANS, SANS_BOLD, print_paper, styles

ROWS = (
    ("Ref", "Indicator", "2005/06", "2006/07", "Target 2006/07", "Status"),
    ("BV 109a", "Major applications decided in 13 weeks", "58%", "67%", "60%", "Met"),
    ("BV 109b", "Minor applications decided in 8 weeks", "71%", "74%", "65%", "Met"),
    ("BV 109c", "Other applications decided in 8 weeks", "86%", "88%", "80%", "Met"),
    ("BV 204", "Planning appeals allowed", "36%", "41%", "33%", "Missed"),
    ("BV 78a", "Average days to process a new claim", "34.2", "29.8", "32.0", "Met"),
    ("BV 66a", "Rent collected", "97.1%", "97.9%", "98.0%", "Missed"),
    ("BV 84", "Kilograms of household waste per head", "431", "424", "430", "Met"),
)


def paper() -> bytes:
    style = styles(SANS, SANS_BOLD, 12)
    body, heading, cell = style["body"], style["heading"], style["cell"]
    ruled = [("GRID", (0, 0), (-1, -1), 1, black)]
    return print_paper(
        [
            paragraph("TARNWICK DISTRICT COUNCIL", style["title"]),
            paragraph("Performance and Scrutiny Panel, 19 June 2007", heading),
            paragraph("YEAR-END PERFORMANCE 2006/07", heading),
            paragraph("1. Summary", heading),
            paragraph(
                "1.1 Five of the seven Best Value Performance Indicators below met their targets in 2006/07. The two "
                "that missed were appeals allowed and rent collected.",
                body,
            ),
            paragraph(
                "1.2 In its direction of travel statement for the Comprehensive Performance Assessment the Audit "
                "Commission says that the Council is improving adequately.",
                body,
            ),
            paragraph("2. Best value indicators", heading),
            grid(at_right(ROWS, 2, 4), [60, 170, 58, 58, 62, 58], ruled, 1, cell),
            paragraph("&nbsp;", body),
            paragraph("3. Planning", heading),
            paragraph(
                "3.1 The Council decided 36 major applications, 24 of them (67%) in 13 weeks. Of 22 appeals nine were "
                "allowed, which is 41%.",
                body,
            ),
            paragraph("4. Benefits", heading),
            paragraph(
                "4.1 New claims took 29.8 days on average, 4.4 days fewer than in 2005/06. There were 3,412 claimants "
                "at 31 March 2007.",
                body,
            ),
            paragraph("5. Housing", heading),
            paragraph(
                "5.1 Rent arrears of current tenants fell by £46,000 to £214,000. Average relet times were 31 days, "
                "against a target of 28 days. Decent homes make up 83% of the stock; the national average is 76%.",
                body,
            ),
            paragraph("6. Staff", heading),
            paragraph(
                "6.1 Sickness absence was 9.4 days for each full-time equivalent employee, down from 10.1 days. Over "
                "three-quarters of staff (77%) had an appraisal.",
                body,
            ),
        ],
        "Year-end performance 2006/07",
    )


SCANNER = Scanner(
    seed=2007, dpi=150, skew_degrees=2.6, blur_px=0.5, noise=4, speckles=25, shade=60, edge=160, faded=2, fade=0.45
)


def make() -> bytes:
    return bind_pdf(scan_pages(paper(), SCANNER), SCANNER.dpi, quality=42)
