"""A best value report of 2003: two pages as the word processor made them, with a scanned appendix between them.

One number in the text has two digits swapped against the table (all of it is invented).
"""

from __future__ import annotations

import io

from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.platypus import BaseDocTemplate, Frame, NextPageTemplate, PageBreak, PageTemplate

from .page import Flowables, at_right, grid, paragraph
from .scanner import Scanner, save_jpeg, scan_pages
from .typescript import SANS, SANS_BOLD, print_paper, styles

ROWS = (
    ("BVPI", "Indicator", "2000/01", "2001/02", "2002/03", "Target 2002/03"),
    ("BV 8", "Invoices paid within 30 days (%)", "81.4", "86.2", "91.7", "95.0"),
    ("BV 9", "Council tax collected (%)", "95.1", "95.8", "96.4", "96.5"),
    ("BV 12", "Days lost to sickness for each employee", "10.9", "10.2", "9.6", "9.5"),
    ("BV 82a", "Household waste recycled (%)", "7.3", "9.9", "12.6", "12.0"),
    ("BV 106", "New homes on previously developed land (%)", "58", "63", "71", "65"),
    ("BV 117", "Visits to libraries per 1,000 people", "5,020", "4,870", "4,195", "5,000"),
)


def _before() -> Flowables:
    style = styles(SANS, SANS_BOLD, 11)
    body, heading = style["body"], style["heading"]
    return [
        paragraph("ASHMOOR BOROUGH COUNCIL", style["title"]),
        paragraph("CABINET, 10 JULY 2003: BEST VALUE PERFORMANCE PLAN", heading),
        paragraph("Report of the Assistant Chief Executive", body),
        paragraph("1. Background", heading),
        paragraph(
            "1.1 In December 2002 the Audit Commission judged the Council to be ‘fair’ in the Comprehensive "
            "Performance Assessment (CPA). The Council scored 3 out of 4 for its use of resources.",
            body,
        ),
        paragraph("1.2 Appendix A, which was signed by the auditor, follows as a copy.", body),
        paragraph("2. Results for 2002/03", heading),
        paragraph(
            "2.1 Recycling rose from 9.9% to 12.6% of household waste, above the target of 12%. Council tax collection "
            "improved by 0.6 percentage points to 96.4%.",
            body,
        ),
        paragraph("2.2 Visits to libraries fell to 4,915 per 1,000 people in 2002/03.", body),
        paragraph(
            "2.3 The Council paid 91.7% of its invoices within 30 days, short of its target of 95%. Of 24,600 "
            "invoices, 22,558 were paid in that time.",
            body,
        ),
    ]


def _appendix() -> Flowables:
    style = styles(SANS, SANS_BOLD, 11)
    ruled = [("GRID", (0, 0), (-1, -1), 0.8, black)]
    return [
        paragraph("APPENDIX A", style["title"]),
        paragraph("Audited best value performance indicators", style["heading"]),
        grid(at_right(ROWS, 2, 5), [48, 190, 55, 55, 55, 62], ruled, 1, style["cell"]),
        paragraph("&nbsp;", style["body"]),
        paragraph("Signed for the auditor on 30 June 2003.", style["body"]),
    ]


def _after() -> Flowables:
    style = styles(SANS, SANS_BOLD, 11)
    return [
        paragraph("3. Conclusion", style["heading"]),
        paragraph(
            "3.1 Two of the six targets were met and four were missed. The average district recycled 11.4% of its "
            "waste in the same year, so that Ashmoor did better than the average.",
            style["body"],
        ),
        paragraph("3.2 The target for recycling in 2003/04 is 18%.", style["body"]),
        paragraph("RECOMMENDATION: that the plan be approved.", style["body"]),
    ]


TITLE = "Best value performance plan 2003"
SCANNER = Scanner(seed=2003, dpi=200, skew_degrees=1.4, blur_px=0.8, noise=4, speckles=15, shade=40, edge=140)


def paper() -> bytes:
    return print_paper([*_before(), PageBreak(), *_appendix(), PageBreak(), *_after()], TITLE)


def make() -> bytes:
    (page,) = scan_pages(print_paper(_appendix(), TITLE), SCANNER)
    picture = ImageReader(io.BytesIO(save_jpeg(page, SCANNER.dpi, quality=35)))

    def draw(canvas: object, _document: object) -> None:
        canvas.drawImage(picture, 0, 0, *A4)  # type: ignore[attr-defined]

    margin = 62
    frame = Frame(margin, margin, A4[0] - 2 * margin, A4[1] - 2 * margin, 0, 0, 0, 0)
    written = io.BytesIO()
    document = BaseDocTemplate(written, pagesize=A4, title=TITLE, author="Corpus", invariant=1, pageCompression=0)
    document.addPageTemplates(
        [PageTemplate("typed", [frame], pagesize=A4), PageTemplate("copied", [frame], onPage=draw, pagesize=A4)]
    )
    blank = paragraph("", styles(SANS, SANS_BOLD)["body"])
    pages = [*_before(), NextPageTemplate("copied"), PageBreak(), blank, NextPageTemplate("typed"), PageBreak()]
    document.build([*pages, *_after()])
    return written.getvalue()
