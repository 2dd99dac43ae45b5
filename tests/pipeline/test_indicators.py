"""What figures measure and for when, as sentences word it."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.values.period import Period
from pipeline.reading import read

Q2 = Period(date(2019, 7, 1), date(2019, 9, 30))
YEAR = Period(date(2018, 4, 1), date(2019, 3, 31))

INDICATORS = [
    ("83.3% of children had up to date dental checks.", ["children had up to date dental checks"]),
    ("Suitable accommodation had dipped from 93.1% to 89.7%.", ["Suitable accommodation"] * 2),
    ("There were 187 child protection plans.", ["child protection plans"]),
    ("Turnover was 13.1%. It had been 12.0% the year before.", ["Turnover", "Turnover"]),
    ("Members were told that vacancies stood at 71.", ["vacancies"]),
    ("Some 734 officers (36.4%) were women.", ["officers were women", "officers were women"]),
    (
        "There were 742 alcohol-related admissions per 100,000 population.",
        ["alcohol-related admissions"],
    ),
]


@pytest.mark.parametrize(("text", "phrases"), INDICATORS)
def test_indicator_phrases(text: str, phrases: list[str]) -> None:
    assert [mention.indicator for mention in read(text).mentions] == phrases


PERIODS = [
    (
        "At 30 September 2019 there were 214 children, against 226 a year earlier.",
        Q2,
        [("2019-09-30", "2019-09-30"), ("2018-09-30", "2018-09-30")],
    ),
    (
        "Episodes rose to 47 in Quarter 2, compared with 58 in the previous quarter.",
        Q2,
        [("2019-07-01", "2019-09-30"), ("2019-04-01", "2019-06-30")],
    ),
    (
        "It stands at 88% at the end of Q1, and 80% at the end of Q2.",
        Q2,
        [("2019-06-30", "2019-06-30"), ("2019-09-30", "2019-09-30")],
    ),
    ("In quarter 2, 90% of reviews were on time.", None, [None]),
    (
        "There were 113 entrants in the year to 30 September 2018. The previous year's total was 131.",
        YEAR,
        [("2017-10-01", "2018-09-30"), ("2016-10-01", "2017-09-30")],
    ),
    ("Six households were approved against an annual target of 15.", Q2, [None, ("2019-04-01", "2020-03-31")]),
    ("In 2020/21 it was £2.25m.", None, [("2020-04-01", "2021-03-31")]),
]


@pytest.mark.parametrize(("text", "reporting", "expected"), PERIODS)
def test_periods(text: str, reporting: Period | None, expected: list[tuple[str, str] | None]) -> None:
    found = [
        (m.period.start.isoformat(), m.period.end.isoformat()) if m.period is not None else None
        for m in read(text, reporting).mentions
    ]
    assert found == expected


CLAIMS = [
    ("Placement stability is below target.", [("target", "below")]),
    ("Performance has improved to above target.", [("target", "above"), ("trend", "improved")]),
    ("The target of 28% was narrowly missed.", [("target", "not_met")]),
    (
        "It remained static at 79.4% and was in line with the England average.",
        [("benchmark", "similar"), ("trend", "stable")],
    ),
    ("The indicator was rated amber.", [("rag", "amber")]),
    ("The scheme has gone from strength to strength.", []),
    ("A new plan to reduce delay and improve outcomes was agreed.", []),
]


@pytest.mark.parametrize(("text", "expected"), CLAIMS)
def test_claims(text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted((claim.kind, claim.value) for claim in read(text).claims) == expected
