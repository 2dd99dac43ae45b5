"""A county's Children's Officer in 1967: one typed page with a ruled table, copied in black and white.

One number in the text is not the one in the table (all of it is invented).
"""

from __future__ import annotations

from reportlab.lib.colors import black

from .page import at_right, grid, paragraph
from .scanner import Scanner, save_png, scan_pages
from .typescript import TYPEWRITER, print_paper, styles

ROWS = (
    ("Manner of accommodation", "1965", "1966", "1967"),
    ("Boarded out", "214", "231", "246"),
    ("Children’s Homes", "98", "91", "87"),
    ("Residential nurseries", "17", "15", "12"),
    ("Hostels", "9", "11", "14"),
    ("With parents or relatives", "41", "46", "52"),
    ("Total", "379", "394", "411"),
)


def paper() -> bytes:
    style = styles(TYPEWRITER, TYPEWRITER, 11)
    body, cell = style["body"], style["cell"]
    ruled = [("GRID", (0, 0), (-1, -1), 0.9, black)]
    return print_paper(
        [
            paragraph("FENMARSH COUNTY COUNCIL", style["title"]),
            paragraph("CHILDREN’S COMMITTEE - 8th June, 1967", style["heading"]),
            paragraph("Minute No. 62. REPORT OF THE CHILDREN’S OFFICER", style["heading"]),
            paragraph("The Children’s Officer reported on the children in the care of the County Council.", body),
            paragraph(
                "(i) The number of children in care at 31st March, 1967, was 411, as against 394 a year before, an "
                "increase of 17, or 4.3 per cent. Of these, 246, or 59.9 per cent., were boarded out, the average for "
                "County Councils being 53 per cent.",
                body,
            ),
            paragraph("(ii) Children in care at 31st March:-", body),
            grid(at_right(ROWS, 1, 3), [200, 75, 75, 75], ruled, 1, cell),
            paragraph("&nbsp;", body),
            paragraph(
                "(iii) The number of children in Children’s Homes had fallen from 91 to 78. In the year 163 children "
                "were received into care and 146 were discharged from it.",
                body,
            ),
            paragraph(
                "(iv) Applications to adopt numbered 58; 45 adoption orders were made. One-half of the 30 foster "
                "parents approved in the year lived in rural districts.",
                body,
            ),
            paragraph(
                "RESOLVED - (a) That the report be received; (b) That the boarding-out allowance for a child aged 5 "
                "to 10 be increased by 3/6d. a week under Regulation 17.",
                body,
            ),
        ],
        "Children's Committee, June 1967",
    )


SCANNER = Scanner(seed=1967, dpi=200, skew_degrees=2.1, blur_px=0.7, noise=10, speckles=30, shade=50, threshold=150)


def make() -> bytes:
    (page,) = scan_pages(paper(), SCANNER)
    return save_png(page, SCANNER.dpi)
