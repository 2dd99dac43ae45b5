"""A county's education digest of 1993: a printed page, scanned in grey under a layer of text that is rubbish.

One rise in points is wrong (all of it is invented).
"""

from __future__ import annotations

import io

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from .page import paragraph
from .scanner import Scanner, save_jpeg, scan_pages
from .typescript import SERIF, SERIF_BOLD, print_paper, styles

TITLE = "Education digest 1992/93"
TEXTS = (
    (
        "Examinations",
        "In the summer of 1993 37.5 per cent of pupils aged 15 gained five or more GCSE passes at grades A to C, as "
        "against 34.8 per cent in 1992, a rise of 3.7 percentage points. The average for England was 41.2 per cent.",
        "The A level points score rose from 13.6 to 14.1. Pass rates were unchanged at 81 per cent.",
    ),
    (
        "Attendance",
        "Attendance in primary schools was 94.2 per cent and in secondary schools 90.6 per cent. The Authority’s "
        "target for secondary schools, 91 per cent, was therefore missed. Unauthorised absence stood at 1.3 per cent.",
        "There were 57 permanent exclusions in 1992/93, 18 more than in the year before (39).",
    ),
    (
        "Early years",
        "Nursery places were filled by 2,864 of the 6,510 children aged three and four (44.0 per cent). The Committee "
        "aims to provide places for 50 per cent of them by 1996.",
    ),
    (
        "Special needs",
        "Statements were issued for 312 children, 1.7 per cent of the school population of 18,350. Of the statements, "
        "201 (64.4 per cent) were for pupils in ordinary schools. Each took 38 weeks on average.",
    ),
    (
        "Spending",
        "Net expenditure on schools was £41.6 million, £1,240 for each primary pupil and £1,910 for each secondary "
        "pupil. The budget was overspent by £320,000, or 0.8 per cent.",
        "Surplus places numbered 3,105, a fall of one-fifth since 1990.",
    ),
)
SCANNER = Scanner(seed=1993, dpi=200, skew_degrees=-0.7, blur_px=0.9, noise=5, speckles=20, shade=45, faded=2, fade=0.5)


def paper() -> bytes:
    style = styles(SERIF, SERIF_BOLD, 12)
    story = [
        paragraph("HOLDERNE COUNTY COUNCIL", style["title"]),
        paragraph("EDUCATION COMMITTEE, 16 NOVEMBER 1993", style["heading"]),
        paragraph("Appendix 2: Digest of results, 1992/93", style["heading"]),
    ]
    for heading, *texts in TEXTS:
        story += [paragraph(heading, style["heading"]), *(paragraph(text, style["body"]) for text in texts)]
    return print_paper(story, TITLE)


def garble(text: str) -> str:
    """What a fount without a table of its characters gives away: every character so many places further down."""
    return "".join(chr(33 + (ord(letter) - 4) % 90) if letter != " " else " " for letter in text)


def make() -> bytes:
    (page,) = scan_pages(paper(), SCANNER)
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4, invariant=1, pageCompression=0)
    canvas.setTitle(TITLE)
    canvas.drawImage(ImageReader(io.BytesIO(save_jpeg(page, SCANNER.dpi, quality=32))), 0, 0, *A4)
    layer = canvas.beginText(62, A4[1] - 130)
    layer.setFont("Helvetica", 10)
    layer.setTextRenderMode(3)  # invisible: it is there to be searched and copied
    for _, *texts in TEXTS:
        for text in texts:
            for start in range(0, len(text), 80):
                layer.textLine(garble(text[start : start + 80]))
    canvas.drawText(layer)
    canvas.save()
    return written.getvalue()
