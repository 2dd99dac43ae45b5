"""A Chief Constable's report to a Watch Committee for 1962: one printed page, photographed in grey at 150 dpi.

One set of parts does not come to its total (all of it is invented).
"""

from __future__ import annotations

from .page import paragraph
from .scanner import Scanner, save_jpeg, scan_pages
from .typescript import SERIF, SERIF_BOLD, Leaders, print_paper, styles

STRENGTH = (
    ("Authorised establishment", "187"),
    ("Actual strength, 31st December, 1962", "171"),
    ("Deficiency", "16"),
    ("Special Constables", "258"),
    ("Police Cadets", "Nil"),
)


def paper() -> bytes:
    style = styles(SERIF, SERIF_BOLD, 12)
    body, heading = style["body"], style["heading"]
    return print_paper(
        [
            paragraph("COUNTY BOROUGH OF STANMOUTH", style["title"]),
            paragraph("WATCH COMMITTEE – 19th February, 1963", heading),
            paragraph("Report of the Chief Constable for the year ended 31st December, 1962", heading),
            paragraph("1. STRENGTH OF THE FORCE", heading),
            Leaders(STRENGTH, SERIF, 12),
            paragraph("2. CRIME", heading),
            paragraph(
                "Crimes known to the Police in 1962 numbered 1,264, as against 1,197 in 1961, an increase of 67 (5.6 "
                "per cent.). Of these 672 were detected, a rate of 53.2 per cent. Property to the value of £21,340 was "
                "stolen, of which £6,870 was recovered. Offences of housebreaking decreased from 148 to 131.",
                body,
            ),
            paragraph("3. ROAD ACCIDENTS", heading),
            paragraph(
                "There were 843 accidents involving injury, a decrease of 37 on the figure for 1961 (880). Twelve were "
                "fatal, 198 were serious and the remaining 633 slight. One in four of the persons injured was a "
                "pedestrian.",
                body,
            ),
            paragraph("4. PROCEEDINGS", heading),
            paragraph(
                "Proceedings for motoring offences were taken against 412 persons. Of these 366 were convicted, 29 "
                "were cautioned and 27 had the case dismissed. Fixed penalties were not in use.",
                body,
            ),
            paragraph("5. ATTENDANCE AT FIRES, ETC.", heading),
            paragraph(
                "Officers attended 94 fires, compared with 88 in the previous year. Answers to “999” calls were made "
                "within 5 minutes in nine cases out of ten.",
                body,
            ),
            paragraph(
                "RESOLVED – That the report be adopted; and that the Chief Constable be authorised to spend "
                "£18 15s. 0d. on a typewriter (Minute No. 88 of 12th February refers).",
                body,
            ),
        ],
        "Watch Committee, February 1963",
    )


SCANNER = Scanner(seed=1962, dpi=150, skew_degrees=-1.6, blur_px=0.6, noise=5, speckles=40, shade=60, edge=120, faded=1)


def make() -> bytes:
    (page,) = scan_pages(paper(), SCANNER)
    return save_jpeg(page, SCANNER.dpi, quality=38)
