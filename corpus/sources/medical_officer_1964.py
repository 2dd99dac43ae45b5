"""A Medical Officer of Health's report for 1964: print, with rows of dots from each label to its figures; fax bands.

One total has two of its digits swapped (all of it is invented).
"""

from __future__ import annotations

from .page import paragraph
from .scanner import Scanner, bind_tiff, scan_pages
from .typescript import SERIF, SERIF_BOLD, Leaders, print_paper, styles

VISITS = (
    ("", "1963", "1964"),
    ("Visits paid by health visitors:", "", ""),
    ("   to children under one year", "4,312", "4,187"),
    ("   to children of one to five years", "6,905", "7,240"),
    ("   to expectant mothers", "688", "702"),
    ("   to old persons", "1,154", "1,396"),
    ("   other visits", "421", "388"),
    ("Total visits", "13,480", "13,913"),
)
INSPECTIONS = (
    ("Dwelling-houses, under the Housing Acts", "1,284"),
    ("        do.        , under the Public Health Acts", "2,067"),
    ("Food premises", "943"),
    ("Factories", "118"),
    ("Drainage works", "655"),
    ("Noise and smoke", "176"),
    ("Total inspections", "5,423"),
)
DISEASES = (
    ("Measles", "337"),
    ("Whooping cough", "127"),
    ("Scarlet fever", "109"),
    ("Diphtheria", "Nil"),
    ("All notifications", "573"),
)


def paper() -> bytes:
    style = styles(SERIF, SERIF_BOLD, 11.5)
    body, heading = style["body"], style["heading"]
    return print_paper(
        [
            paragraph("URBAN DISTRICT OF PENNABY", style["title"]),
            paragraph("ANNUAL REPORT OF THE MEDICAL OFFICER OF HEALTH FOR THE YEAR 1964", heading),
            paragraph("To the Chairman and Members of the Council.", body),
            paragraph(
                "Mr. Chairman, Ladies and Gentlemen, I have the honour to present my Report for the year ended 31st "
                "December, 1964. The Registrar General’s estimate of the population at mid-year was 23,850, an "
                "increase of 310 on the figure for 1963.",
                body,
            ),
            paragraph(
                "Live births numbered 419, giving a birth rate of 17.6 per 1,000 of the population. There were 282 "
                "deaths, as against 301 in the preceding year. The health of the District has on the whole been good.",
                body,
            ),
            paragraph("TABLE III. – HEALTH VISITING", heading),
            Leaders(VISITS, SERIF, 11.5),
            paragraph("TABLE IV. – INFECTIOUS DISEASES NOTIFIED IN 1964", heading),
            Leaders(DISEASES, SERIF, 11.5),
            paragraph("TABLE V. – INSPECTIONS BY THE PUBLIC HEALTH INSPECTORS, 1964", heading),
            Leaders(INSPECTIONS, SERIF, 11.5),
            paragraph("MILK AND FOOD", heading),
            paragraph(
                "Of 214 samples of milk taken during the year, 209 (97.7 per cent.) were found to be satisfactory. The "
                "remaining five were reported to the producers. Unsound food to the weight of 3,460 lbs. was "
                "surrendered. Seventeen notices were served under Section 39 of the Public Health Act, 1936; fourteen "
                "of them had been complied with by the end of the year.",
                body,
            ),
            paragraph("HOUSING", heading),
            paragraph(
                "The number of houses represented as unfit for human habitation was 64, fewer by 12 than in 1963, when "
                "it was 76. The Council’s programme provides for 80 such houses to be dealt with in 1965.",
                body,
            ),
            paragraph("I am, your obedient Servant, J. R. WAVENEY, M.B., Ch.B., D.P.H.", body),
        ],
        "Annual report of the Medical Officer of Health, 1964",
    )


SCANNER = Scanner(
    seed=1964, dpi=200, skew_degrees=-0.8, blur_px=0.7, noise=10, speckles=25, shade=40, edge=90, faded=1, threshold=140
)


def make() -> bytes:
    return bind_tiff(scan_pages(paper(), SCANNER), SCANNER.dpi)
