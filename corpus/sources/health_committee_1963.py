"""A county borough's health committee in 1963: typed minutes, photocopied in black and white.

One percentage is contradicted by the two numbers before it (all of it is invented).
"""

from __future__ import annotations

from .scanner import Scanner, bind_pdf, scan_pages
from .typescript import type_paper

FIRST = """
              COUNTY BOROUGH OF HARROWMERE

                    HEALTH COMMITTEE


MINUTES of a Meeting of the Committee held in the Council
House on Tuesday, 16th July, 1963, at 3 p.m.

Present: Alderman Mrs. Thackaberry (in the Chair);
Councillors Ollerton, Pym, Miss Quill and Dr. Sandys.

213.  MINUTES.  The Minutes of the Meeting held on the 18th
      June, 1963, were taken as read and signed.

214.  ANNUAL REPORT FOR 1962.  The Medical Officer of
      Health presented his Report for the year 1962 and
      drew attention to the following matters:-

(i)   Births.  There were 1,874 live births in 1962, as
      against 1,842 in the preceding year, an increase of
      32.  The birth rate was 17.3 per 1,000 of the
      population, that for England and Wales being 18.0.

(ii)  Infant mortality.  Forty-one infants had died before
      reaching the age of one year, a rate of 21.9 per
      1,000 live births.

(iii) Health visiting.  The health visitors had paid 24,316
      visits, a decrease of 437 on the figure for 1961,
      which was 24,753.

(iv)  Vaccination.  Of 1,540 children due to be vaccinated
      against smallpox 1,186 were so vaccinated, or 77 per
      centum.

(v)   Immunisation.  Of 1,612 children due to be immunised
      against diphtheria 1,302 had been immunised, being
      87.8 per cent.

(vi)  Tuberculosis.  New cases of pulmonary tuberculosis
      numbered 38; do., non-pulmonary, 15.  Deaths from the
      latter: Nil.
"""
SECOND = """
(vii) Ambulances.  The ambulances had carried 31,204
      patients over 142,880 miles, an average of 4.6 miles
      a patient.

      RESOLVED - That the Report be received and that the
      Medical Officer of Health be thanked for it.

215.  HOME HELP SERVICE.  The Committee considered a letter
      dated 2nd July from the National Union of Public
      Employees.  In the quarter ended 30th June, 1963, help
      had been given to 612 households; one-third of these
      were the households of old persons living alone.

      RESOLVED - That the charge for a home help be raised
      from 2/6d. to 3/- an hour from 1st October, 1963.

216.  HEALTH VISITORS.  It was reported that the
      establishment of health visitors was 22, of whom 19
      were in post, leaving three posts vacant.  Minute
      No. 187 of the 14th May refers.

      RESOLVED - That the three posts be advertised at once
      under Circular 12/62 of the Ministry.

217.  ACCOUNTS.  RESOLVED - That the account of Messrs.
      Tranter and Company for £4 7s. 6d. be paid.

218.  CLINIC AT SALLOW LANE.  The attendances of mothers
      and infants at the Sallow Lane clinic had risen from
      3,150 in 1961 to 3,528 in 1962, that is by 12 per
      cent.  Deputations were received from two Wards.

      RESOLVED - That the Clinic be opened on a further
      half-day in each week as from Monday, 2nd September.

The meeting closed at 4.25 p.m.

                            M. THACKABERRY,
                                      Chairman.
"""
SCANNER = Scanner(
    seed=1963, dpi=200, skew_degrees=1.1, blur_px=0.9, noise=12, speckles=40, shade=70, faded=2, threshold=150
)


def paper() -> bytes:
    return type_paper([FIRST, SECOND])


def make() -> bytes:
    return bind_pdf(scan_pages(paper(), SCANNER), SCANNER.dpi)
