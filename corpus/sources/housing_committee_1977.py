"""A district's housing committee in 1977: a report with a ruled table, photocopied and scanned at 300 dpi.

Nothing in it is wrong (all of it is invented).
"""

from __future__ import annotations

from reportlab.lib.colors import black

from .page import at_right, grid, paragraph
from .scanner import Scanner, bind_pdf, scan_pages
from .typescript import SANS, SANS_BOLD, print_paper, styles

ROWS = (
    (
        "Area",
        "Applicants at 1 April 1976",
        "Added in the year",
        "Rehoused in the year",
        "Removed in the year",
        "Applicants at 31 March 1977",
    ),
    ("Northgate", "412", "138", "97", "41", "412"),
    ("Westhay", "286", "104", "72", "30", "288"),
    ("Cold Ash", "175", "61", "44", "19", "173"),
    ("Harbour", "523", "190", "121", "66", "526"),
    ("District", "1,396", "493", "334", "156", "1,399"),
)


def paper() -> bytes:
    style = styles(SANS, SANS_BOLD, 10.5)
    body, heading = style["body"], style["heading"]
    ruled = [("GRID", (0, 0), (-1, -1), 0.7, black), ("LINEBELOW", (0, 0), (-1, 0), 1.6, black)]
    return print_paper(
        [
            paragraph("WENDLESHAM DISTRICT COUNCIL", style["title"]),
            paragraph("HOUSING COMMITTEE, 24 MAY 1977", heading),
            paragraph("Item 5. Report of the Director of Housing: the year 1976/77", heading),
            paragraph("Waiting list", heading),
            paragraph("5.1 The table shows the applicants on the waiting list of each area.", body),
            grid(at_right(ROWS, 1, 5), [80, 78, 78, 78, 78, 78], ruled, 1, style["cell"]),
            paragraph("&nbsp;", body),
            paragraph("Building", heading),
            paragraph(
                "5.2 Contractors completed 84 of the 120 dwellings (70%) that were planned for 1976/77. A further 55 "
                "were under construction at 31 March 1977.",
                body,
            ),
            paragraph("Repairs", heading),
            paragraph(
                "5.3 Of 1,148 repairs ordered as urgent, 1,022 (89.0%) were finished within one week. The target of "
                "95% was not met. The average cost of a repair was £11.35.",
                body,
            ),
            paragraph("Rents", heading),
            paragraph(
                "5.4 Arrears of rent stood at £18,420 at 31 March 1977, which is 2.1% of the debit. A year earlier "
                "they were £15,960, so that they have risen by £2,460 or 15.4%.",
                body,
            ),
            paragraph(
                "5.5 Rent rebates were paid to 743 tenants, about one tenant in six. Forty-three notices to quit were "
                "served and nine families were evicted, two fewer than in 1975/76.",
                body,
            ),
            paragraph("RECOMMENDED: That the report be noted.", body),
        ],
        "Housing Committee, May 1977",
    )


SCANNER = Scanner(
    seed=1977, dpi=300, skew_degrees=0.6, blur_px=1.1, noise=12, speckles=20, shade=60, edge=150, threshold=140
)


def make() -> bytes:
    return bind_pdf(scan_pages(paper(), SCANNER), SCANNER.dpi)
