"""Ratio, granularity and sums: what is found, what is said of it, and what is never accused."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from extractor.reconcile.finding import Finding
from extractor.run import Extractor

EXTRACTOR = Extractor()


def check(text: str, name: str = "x.txt") -> list[Finding]:
    return list(EXTRACTOR.read_bytes(text.encode(), name).checks)


def verdicts(text: str) -> list[tuple[str, str, str]]:
    return [(finding.kind, finding.verdict, finding.reason) for finding in check(text)]


def test_the_percentage_that_its_parts_do_not_give_is_explained_with_the_smallest_repairs() -> None:
    (finding,) = check("In the quarter 8.6% of children looked after (16/244 children) had a missing incident.")
    assert (finding.kind, finding.verdict, finding.binding) == ("ratio", "inconsistent", "same_brackets")
    assert finding.statement == (
        "The text says 8.6% (16 of 244). 16 of 244 is 6.6%, not 8.6%: the figures disagree. "
        "21 of 244 would be 8.6%; 16 of 185 to 187 would be 8.6%."
    )
    assert (finding.observed, finding.expected, finding.tolerance) == (
        Decimal("8.6"),
        Decimal("6.5574"),
        Decimal("0.05"),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("83.3% of children had a check (90/108).", ("ratio", "consistent", "rounding")),
        ("90% of children had a check (90/100).", ("ratio", "consistent", "exact")),
        (
            "83.3% of cases (54 of 65) were closed.",
            ("ratio", "inconsistent", "the percentage is not that of its parts"),
        ),
        ("83% of cases (54 of 65) were closed.", ("ratio", "consistent", "rounding")),
        ("16.6% of cases (1 of 6) were closed.", ("ratio", "consistent", "truncation")),
        ("Nearly 20% of cases (19 of 97) were closed.", ("ratio", "consistent", "rounding")),
        ("About 20% of cases (19 of 50) were closed.", ("ratio", "review", "outside the qualified range")),
        ("In all 19 of 31 staff (61.3%) had been appraised.", ("ratio", "consistent", "rounding")),
        (
            "In all 19 of 31 staff (63.1%) had been appraised.",
            ("ratio", "inconsistent", "the percentage is not that of its parts"),
        ),
    ],
)
def test_ratios(text: str, expected: tuple[str, str, str]) -> None:
    assert verdicts(text) == [expected]


def test_a_percentage_that_no_whole_number_of_its_cohort_gives() -> None:
    (finding,) = check("There are 24 care leavers in this group, of whom 64% are in education.")
    assert (finding.kind, finding.verdict) == ("granularity", "inconsistent")
    assert finding.statement == (
        "The text gives 64% of a cohort of 24, and no whole number out of 24 is 64%: "
        "15 of 24 is 62.5%, 16 of 24 is 66.7%. The figures disagree."
    )


def test_a_cohort_too_large_for_the_decimals_is_said_to_tell_nothing() -> None:
    assert verdicts("There are 240 care leavers, of whom 64% are in education.") == [
        ("granularity", "unverifiable", "the cohort is too large for the decimals printed")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "There were 146 empty homes. Ninety-two of these were standard voids, 41 needed major works and 13 were awaiting disposal.",
            [("sum", "consistent", "exact")],
        ),
        (
            "There are 15 measures. At year end nine were green, four were amber and three were red.",
            [("sum", "inconsistent", "the parts come to more than the whole")],
        ),
        (
            "There were 50 children. Of these, 30 had a health check and 25 had a dental check.",
            [],
        ),
        (
            "Debt was £3.21m. Of this, £1.94m was new, £0.83m was older and £0.64m was oldest.",
            [("sum", "inconsistent", "the parts come to more than the whole")],
        ),
        (  # 120 of the 150 are told apart again: they are no third part
            "There were 180 moves in the year. Of these, 150 were planned, with 20 of these within the county; 15 others were not.",
            [],
        ),
        ("It was noted that 85% were long term and only 15% were short term.", [("sum", "consistent", "exact")]),
    ],
)
def test_sums_in_sentences(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert verdicts(text) == expected


TABLE = "Measure\tApr\tMay\tJun\tTotal\nMissed bins\t41\t38\t44\t{first}\nFly-tips\t212\t198\t231\t641\n"


@pytest.mark.parametrize(("total", "verdict"), [("123", "consistent"), ("132", "inconsistent")])
def test_a_row_total_is_held_against_its_row_where_another_row_confirms_the_table(total: str, verdict: str) -> None:
    findings = check(TABLE.format(first=total))
    assert [(finding.kind, finding.verdict) for finding in findings] == [("sum", "consistent"), ("sum", verdict)][
        :: 1 if verdict == "inconsistent" else -1
    ]


def test_a_table_whose_totals_never_fit_is_not_accused() -> None:
    table = "Area\tFirst\tSecond\tTotal\nNorth\t4\t5\t90\nSouth\t7\t8\t80\n"
    assert [finding.verdict for finding in check(table)] == []


@st.composite
def rounded_ratios(draw: st.DrawFn) -> tuple[int, int, str]:
    n = draw(st.integers(min_value=1, max_value=20_000))
    k = draw(st.integers(min_value=1, max_value=n))
    places = draw(st.integers(min_value=0, max_value=3))
    rounding = draw(st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN]))
    share = (Decimal(100 * k) / n).quantize(Decimal(1).scaleb(-places), rounding)
    return k, n, str(share)


@settings(max_examples=400, deadline=None)
@given(
    rounded_ratios(),
    st.sampled_from(
        [
            "{p}% of cases ({k}/{n}) were closed.",
            "{p}% of cases ({k} of {n}) were closed.",
            "In all {k:,} of the {n:,} cases ({p} per cent) were closed.",
        ]
    ),
)
def test_a_rounded_ratio_is_never_inconsistent(ratio: tuple[int, int, str], template: str) -> None:
    k, n, share = ratio
    # "16/17" and "2015/16" are years; "24/7" is round the clock
    assume(not (n < 100 and (k + 1) % 100 == n % 100) and not 1900 <= n <= 2099 and (k, n) != (7, 24))
    assert {f.verdict for f in check(template.format(p=share, k=k, n=n))} <= {"consistent", "unverifiable"}


@settings(max_examples=200, deadline=None)
@given(rounded_ratios(), st.integers(min_value=2, max_value=60))
def test_a_ratio_out_of_tolerance_is_always_found(ratio: tuple[int, int, str], steps: int) -> None:
    k, n, share = ratio
    places = len(share.split(".")[1]) if "." in share else 0
    wrong = Decimal(share) + steps * Decimal(1).scaleb(-places)
    assume(wrong <= 100 and not (n < 100 and (k + 1) % 100 == n % 100) and not 1900 <= n <= 2099)
    assert [f.verdict for f in check(f"{wrong}% of cases ({k} of {n}) were closed.")] == ["inconsistent"]


def test_the_statement_of_a_sum_is_written_in_the_figures_own_scale() -> None:
    table = "Savings £m\tPeople\tPlace\tCorporate\tTotal\nMade\t1.2\t0.4\t0.1\t1.7\nAt risk\t1.3\t0.3\t0.2\t2.4\n"
    findings = [finding for finding in check(f"Savings in 2019/20\n\n{table}") if finding.kind == "sum"]
    assert [(finding.verdict, finding.statement, finding.context) for finding in findings] == [
        (
            "consistent",
            "The parts add up to the total of Made: 1.2 + 0.4 + 0.1 = 1.7.",
            "Made: People 1.2; Place 0.4; Corporate 0.1; Total 1.7",
        ),
        (
            "inconsistent",
            "The total of At risk is given as 2.4, and its parts come to 1.8 (1.3 + 0.3 + 0.2): the figures disagree by 0.6.",
            "At risk: People 1.3; Place 0.3; Corporate 0.2; Total 2.4",
        ),
    ]


def test_a_row_of_one_part_and_noughts_is_no_sum() -> None:
    table = "£000\tPeople\tPlace\tTotal\nMade\t0\t400\t400\n"
    assert [finding for finding in check(f"Savings in 2019/20\n\n{table}") if finding.kind == "sum"] == []


def test_a_sum_over_two_sentences_quotes_both() -> None:
    (finding,) = check(
        "There were 146 empty homes. Ninety were standard voids, 43 needed works and 13 awaited disposal."
    )
    assert finding.context == (
        "There were 146 empty homes. Ninety were standard voids, 43 needed works and 13 awaited disposal."
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Of the 25 complaints, 19 were upheld, 5 were not upheld and 2 were withdrawn.",
            "25, and its parts come to 26",
        ),
        (
            "Nine of the 14 measures are green, three are amber and three are red.",
            "Nine of the 14, and its parts come to 15",
        ),
        (
            "Of the 30 audits, 19 were rated good, 6 required improvement and 9 were inadequate.",
            "30, and its parts come to 34",
        ),
        ("Of the 40 pupils, 22 were boys and 19 girls.", "40, and its parts come to 41"),
    ],
)
def test_outcomes_of_which_each_has_one_cannot_come_to_more_than_the_whole(text: str, said: str) -> None:
    (finding,) = check(text)
    assert (finding.kind, finding.verdict) == ("sum", "inconsistent")
    assert said in finding.statement


@pytest.mark.parametrize(
    "text",
    [
        "Of the 25 complaints, 19 were upheld, 5 were not upheld and 1 was withdrawn.",
        "Of the 25 complaints, 19 were upheld, 5 were not upheld.",
        "Of the 25 complaints, 19 were upheld, 15 were about housing and 2 were withdrawn.",
        "Of the 25 complaints, 19 were upheld and 12 upheld on appeal.",
        "Of the 25 complaints, about 20 were upheld and nearly 8 were withdrawn.",
    ],
)
def test_parts_that_may_overlap_or_leave_some_out_accuse_nobody(text: str) -> None:
    assert [finding for finding in check(text) if finding.verdict in ("inconsistent", "review")] == []
