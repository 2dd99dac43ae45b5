"""Claims against figures, changes, rates, flows, colours and agreement: what is found, and what never is accused."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from extractor.reconcile.finding import Finding
from extractor.run import Extractor

EXTRACTOR = Extractor()
ROUNDINGS = st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN])
EXAMPLES = settings(max_examples=60, deadline=None)


def check(text: str, name: str = "x.txt") -> list[Finding]:
    return list(EXTRACTOR.read_bytes(text.encode(), name).checks)


def of_kind(text: str, kind: str) -> list[str]:
    return [finding.verdict for finding in check(text) if finding.kind == kind]


def doubts(text: str) -> list[tuple[str, str]]:
    return [(f.kind, f.verdict) for f in check(text) if f.verdict in ("inconsistent", "review")]


CLAIMS = [
    # targets, higher is better, lower is better, and limits
    ("Attendance was 94.1%, slightly below the target of 95%.", "target", "consistent"),
    ("Attendance was 95.6%, slightly below the target of 95%.", "target", "inconsistent"),
    ("Attendance was 94.1% against a target of 95%, so the target was met.", "target", "inconsistent"),
    ("Complaints numbered 96 against a target of 120, so the target was met.", "target", "consistent"),
    ("Complaints numbered 130 against a target of 120, so the target was met.", "target", "inconsistent"),
    ("Income was £2.86m, which exceeded the target of £2.95m.", "target", "inconsistent"),
    (
        "The average time to re-let a home was 38.4 days, which was within the target of 28 days.",
        "target",
        "inconsistent",
    ),
    ("Calls answered in time were 88.4%, which fell short of the target of 85%.", "target", "inconsistent"),
    ("Attendance was 94.1%. The target of 95% was therefore met.", "target", "inconsistent"),
    ("Re-referrals were 21.3%. This is within our target of 22%, where low is good.", "target", "consistent"),
    # benchmarks
    ("Attendance was 94.1%, above the England average of 93.0%.", "benchmark", "consistent"),
    ("Attendance was 94.1%, above the England average of 95.0%.", "benchmark", "inconsistent"),
    ("Attendance was 94.1%. This was above the England average (95.0%).", "benchmark", "inconsistent"),
    ("Sickness was 8.2 days, better than the England average of 9.0 days.", "benchmark", "consistent"),
    ("Attendance was 94.1%, in line with the England average of 93.8%.", "benchmark", "consistent"),
    # trends
    ("Complaints fell from 120 to 96.", "trend", "consistent"),
    ("Complaints fell from 96 to 120.", "trend", "inconsistent"),
    (
        "Episodes had risen to 47 in Quarter 2, compared with 58 in Quarter 1, and involved 19 people.",
        "trend",
        "inconsistent",
    ),
    ("Attendance improved to 93.4% in 2016/17 from 93.8% in 2015/16.", "trend", "inconsistent"),
    # changes: absolute, in points, relative
    ("Complaints fell from 120 to 96, a reduction of 24.", "change", "consistent"),
    ("Complaints fell from 120 to 96, a reduction of 25%.", "change", "inconsistent"),
    ("Attendance rose from 62% to 71%, an increase of 9 percentage points.", "change", "consistent"),
    ("Attendance rose from 62% to 71%, an increase of 14.5 percentage points.", "change", "inconsistent"),
    ("Attendance rose from 62% to 71%, an increase of 14.5%.", "change", "consistent"),
    ("Payments rose by 306 to 1,264, an increase of 13.9%.", "change", "inconsistent"),
    ("Payments rose by 306 to 1,264, an increase of 31.9%.", "change", "consistent"),
    ("Appointments kept: 93.4%, up 2.8 percentage points on Quarter 1 2018/19 (90.6%).", "change", "consistent"),
    ("Appointments kept: 93.4%, up 1.8 percentage points on Quarter 1 2018/19 (90.6%).", "change", "inconsistent"),
    ("Spend was £612k. It was £482k in 2017/18, so up £130k in 2018/19.", "change", "consistent"),
    ("Spending was £12.4m against a budget of £11.9m, an overspend of £0.5m.", "change", "consistent"),
    ("Spending was £12.4m against a budget of £11.9m, an underspend of £0.5m.", "change", "inconsistent"),
    ("Satisfaction doubled from 30% to 61%.", "trend", "consistent"),
    ("Satisfaction doubled from 30% to 45%.", "trend", "inconsistent"),
    ("Of 52 calls 47 were answered (90%).", "ratio", "consistent"),
    ("Of 52 calls 47 were answered (94%).", "ratio", "inconsistent"),
    ("47 of the 52 children on a plan (94%) were visited on time.", "ratio", "inconsistent"),
    ("Attendance was 94.1% against a target of 95%, target met.", "target", "inconsistent"),
    # colours in words
    ("Sickness was 11.8 days against a target of 9.0 days or fewer, so it is rated green.", "rag", "inconsistent"),
    ("Sickness was 8.8 days against a target of 9.0 days or fewer, so it is rated green.", "rag", "consistent"),
    # rates, flows and parts that are said to be all
    (
        "There were 512 admissions. The Council has 83,400 residents, giving a rate of 655.3 per 100,000.",
        "rate",
        "inconsistent",
    ),
    (
        "There were 512 admissions. The Council has 83,400 residents, giving a rate of 613.9 per 100,000.",
        "rate",
        "consistent",
    ),
    (
        "214 cases were open on 1 July. 187 more were reported and 203 were closed, leaving 198 open.",
        "sum",
        "consistent",
    ),
    (
        "214 cases were open on 1 July. 187 more were reported and 203 were closed, leaving 208 open.",
        "sum",
        "inconsistent",
    ),
    (
        "Of the 1,460 applications, 905 were approved, 402 were refused and the other 143 are pending.",
        "sum",
        "inconsistent",
    ),
    (
        "Of the 1,450 applications, 905 were approved, 402 were refused and the other 143 are pending.",
        "sum",
        "consistent",
    ),
    ("Of those in care 281 live with foster carers, 52 in homes and 36 elsewhere, total 369.", "sum", "consistent"),
    ("Crews went to 6,412 calls, made up of 1,486 fires, 2,094 floods and 2,832 false alarms.", "sum", "consistent"),
    ("Crews went to 6,512 calls, made up of 1,486 fires, 2,094 floods and 2,832 false alarms.", "sum", "inconsistent"),
    ("17 of 23 were answered within 20 working days (76%).", "ratio", "inconsistent"),
    ("Of the 240 reviews, 90% were on time, with 18 late.", "ratio", "inconsistent"),
    ("Of the 180 reviews, 90% were on time, with 18 late.", "ratio", "consistent"),
    ("In all 104% of reviews were held on time.", "ratio", "inconsistent"),
    ("Some 28% were for stress, 19% for backs and 16% for flu. The remaining 37% were minor.", "sum", "consistent"),
    ("Some 28% were for stress, 19% for backs and 16% for flu. The remaining 27% were minor.", "sum", "inconsistent"),
    ("17 of 23 were answered within 20 working days (74%).", "ratio", "consistent"),
]


@pytest.mark.parametrize(("text", "kind", "verdict"), CLAIMS)
def test_claims_and_changes(text: str, kind: str, verdict: str) -> None:
    assert verdict in of_kind(text, kind)
    assert bool(doubts(text)) == (verdict == "inconsistent")


NEVER = [
    "Attendance was 85% against a target of 85.4%, which is above target.",  # too close to tell as printed
    "Performance was 135 days, better than the national average of 217 days by 82 days.",
    "The share is much lower than comparators (53%:71%).",
    "This is better than the England average of 628 days and our own average of 652 days.",
    "Absence was 0.7% and persistent absence 4.7%, reduced from 0.8% and 7.2% respectively.",
    "The market share has fallen from 68% to 64%, six percentage points below target.",
    "Complaints fell from 91 to 84, a reduction of seven or 7.7%, but remain above the target of 75.",
    "We expect complaints to fall to 130, below the target of 120.",
    "Results have gone from 81% to 83% and no school has slipped below the floor.",
    "There were 1,127 complaints, or 312 per 1,000 employees. The county has 707,000 residents.",
    "It has fallen and was within the target of 22 days in August, although the year to date (23.1 days) is not.",
    "The rate was 12.1%. It was nearly 13% last year.",
    "There were 1,284,300 visits, equal to 5,780 per 1,000 of our 222,200 population.",
    "There are 183 children looked after, a rate of 70 per 10,000. A play was seen in a school population of 6,000.",
    "Satisfaction more than doubled from 30% to 75%.",
    "Of the 200 complaints 50 were upheld, and of these 10 (20%) were serious.",
    "About 105% of reviews were held on time.",
    "There were 1,127 complaints. The county has 707,000 residents, giving a rate of 312 per 1,000 employees.",
    "Rent collected was 101.2% of the rent due.",
    "In all 104% of the target number of reviews was reached.",
    "Of those asked, 52.3% replied. The share remains 59.6% in towns.",
]


@pytest.mark.parametrize("text", NEVER)
def test_what_is_not_accused(text: str) -> None:
    assert doubts(text) == []


def test_a_word_with_two_senses_is_put_to_a_person() -> None:
    text = "The average time was 135 days, above the threshold of 152 days."
    assert doubts(text) == [("target", "review")]


def test_one_fault_gives_one_finding() -> None:
    text = "Attendance rose from 96% to 93%, an increase of 3 percentage points, and so met the target of 95%."
    assert len(doubts(text)) == 1


def test_a_figure_on_the_other_side_of_its_target_is_said_to_be() -> None:
    text = "In all 8.6% of reviews (16/244) were missed, against a limit of 7%."
    (finding,) = [f for f in check(text) if f.verdict == "inconsistent"]
    assert finding.flips
    assert finding.statement.endswith("As printed the target of 7% is missed; as it works out it is met.")


def test_a_claim_without_figures_says_what_is_missing() -> None:
    (finding,) = check("Attendance is below target.")
    assert (finding.kind, finding.verdict) == ("target", "unverifiable")
    assert finding.reason == "the figure or its target is not in the document"


PERCENT = st.integers(400, 990).map(lambda n: (Decimal(n) / 10).quantize(Decimal("0.1")))


@given(PERCENT, PERCENT, st.booleans())
@EXAMPLES
def test_a_target_claim_is_judged_by_its_figures(value: Decimal, target: Decimal, right: bool) -> None:
    assume(abs(value - target) >= Decimal("0.2"))
    words = ["met", "missed"] if value > target else ["missed", "met"]
    text = f"Attendance was {value}% against a target of {target}%, so the target was {words[not right]}."
    assert of_kind(text, "target") == ["consistent" if right else "inconsistent"]
    side = ["above", "below"] if value > target else ["below", "above"]
    text = f"Attendance was {value}%, {side[not right]} the target of {target}%."
    assert of_kind(text, "target") == ["consistent" if right else "inconsistent"]


@given(PERCENT, PERCENT, st.booleans())
@EXAMPLES
def test_a_benchmark_claim_is_judged_by_its_figures(value: Decimal, other: Decimal, right: bool) -> None:
    assume(abs(value - other) >= Decimal("0.2"))
    words = ["above", "below"] if value > other else ["below", "above"]
    text = f"Attendance was {value}%, {words[not right]} the England average of {other}%."
    assert of_kind(text, "benchmark") == ["consistent" if right else "inconsistent"]


@given(st.integers(20, 900), st.integers(20, 900), st.booleans())
@EXAMPLES
def test_a_trend_is_judged_by_its_figures(old: int, new: int, right: bool) -> None:
    assume(old != new)
    words = ["rose", "fell"] if new > old else ["fell", "rose"]
    text = f"The number of complaints {words[not right]} from {old} to {new}."
    assert of_kind(text, "trend") == ["consistent" if right else "inconsistent"]


@given(st.integers(20, 900), st.integers(20, 900), st.integers(0, 1), ROUNDINGS)
@EXAMPLES
def test_a_rightly_rounded_change_is_never_accused(old: int, new: int, places: int, rounding: str) -> None:
    assume(old != new)
    verb, noun = ("rose", "increase") if new > old else ("fell", "reduction")
    share = (Decimal(abs(new - old)) / old * 100).quantize(Decimal(1).scaleb(-places), rounding)
    assume(share > 0)
    assert doubts(f"The number of complaints {verb} from {old} to {new}, an {noun} of {share}%.") == []
    assert doubts(f"The number of complaints {verb} from {old} to {new}, an {noun} of {abs(new - old)}.") == []


@given(st.integers(20, 900), st.integers(20, 900), st.integers(2, 30))
@EXAMPLES
def test_a_change_that_is_not_that_of_its_figures_is_found(old: int, new: int, off: int) -> None:
    assume(old != new)
    verb, noun = ("rose", "increase") if new > old else ("fell", "reduction")
    share = (Decimal(abs(new - old)) / old * 100).quantize(Decimal("0.1"), ROUND_HALF_UP) + off
    text = f"The number of complaints {verb} from {old} to {new}, an {noun} of {share}%."
    assert of_kind(text, "change") == ["inconsistent"]


@given(PERCENT, PERCENT, st.sampled_from([Decimal(0), Decimal(3), Decimal("-3")]))
@EXAMPLES
def test_percentage_points_are_no_percentage(old: Decimal, new: Decimal, off: Decimal) -> None:
    assume(abs(new - old) > 4)
    verb, noun = ("rose", "increase") if new > old else ("fell", "reduction")
    size = abs(new - old) + off
    text = f"Attendance {verb} from {old}% to {new}%, an {noun} of {size} percentage points."
    assert of_kind(text, "change") == ["inconsistent" if off else "consistent"]


@given(st.integers(50, 2000), st.integers(200, 4000), st.integers(-50, 49), ROUNDINGS)
@EXAMPLES
def test_a_rate_of_a_rounded_population_is_never_accused(count: int, hundreds: int, off: int, rounding: str) -> None:
    population = hundreds * 100
    rate = (Decimal(count) / (population + off) * 100_000).quantize(Decimal("0.1"), rounding)
    text = (
        f"There were {count:,} admissions. The Council has {population:,} residents, "
        f"giving a rate of {rate} per 100,000."
    )
    assert doubts(text) == []
    wrong = text.replace(f"{rate} per", f"{(rate * Decimal('1.3')).quantize(Decimal('0.1'))} per")
    assert doubts(wrong) == [("rate", "inconsistent")]


@given(st.integers(100, 900), st.integers(5, 90), st.integers(5, 90), st.sampled_from([0, 3, -3]))
@EXAMPLES
def test_stock_and_flow(opening: int, came: int, went: int, off: int) -> None:
    closing = opening + came - went + off
    assume(abs(off) <= max(came, went))
    text = (
        f"There were {opening} officers on 1 April. During the year {came} joined and {went} left, "
        f"so that there were {closing} at the end of the year."
    )
    assert of_kind(text, "sum") == ["inconsistent" if off else "consistent"]


@given(st.lists(st.integers(20, 400), min_size=3, max_size=3), st.sampled_from([0, 7, -7]))
@EXAMPLES
def test_parts_that_are_said_to_be_all(parts: list[int], off: int) -> None:
    first, second, third = parts
    text = (
        f"Of the {sum(parts) + off} applications, {first} were approved, {second} were refused and "
        f"the other {third} are pending."
    )
    assert of_kind(text, "sum") == ["inconsistent" if off else "consistent"]


def scorecard(rows: str, words: str = "") -> str:
    return (
        "Performance report\n\n"
        "Key: Green = target met. Amber = missed by no more than 10% of the target. Red = missed by more than that.\n\n"
        f"{words}\n\nIndicator\tGood to be\t2015/16\t2016/17\tTarget 2016/17\tRAG\n{rows}\n"
    )


@given(PERCENT, PERCENT, st.sampled_from(["Green", "Amber", "Red"]))
@EXAMPLES
def test_a_colour_is_judged_by_the_document_s_own_rule(value: Decimal, target: Decimal, colour: str) -> None:
    missed = target - value
    should = "Green" if missed <= 0 else "Amber" if missed <= target / 10 else "Red"
    near = [Decimal(0), target / 10]
    assume(all(abs(missed - edge) > Decimal("0.1") for edge in near))
    rows = (
        f"Street lights mended in time\tHigh\t50.0%\t{value}%\t{target}%\t{colour}\n"
        "Calls taken\tHigh\t812\t830\t800\tGreen"
    )
    verdicts = [f.verdict for f in check(scorecard(rows)) if f.kind == "rag" and "lights" in f.statement]
    assert verdicts == ["consistent" if should == colour else "inconsistent"]


@given(PERCENT, ROUNDINGS)
@EXAMPLES
def test_a_sentence_may_be_coarser_than_its_cell(value: Decimal, rounding: str) -> None:
    rows = f"Street lights mended in time\tHigh\t50.0%\t{value}%\t95.0%\t\nCalls taken\tHigh\t812\t830\t800\tGreen"
    words = f"Street lights mended in time stood at {value.quantize(Decimal(1), ROUND_HALF_UP)}% in 2016/17."
    assert doubts(scorecard(rows, words)) == []


@given(st.integers(1000, 8000), st.integers(30, 400))
@EXAMPLES
def test_a_sentence_that_differs_from_its_cell_is_found(value: int, off: int) -> None:
    rows = f"Street lights mended in time\tHigh\t912\t{value:,}\t9,000\t\nCalls taken\tHigh\t812\t830\t800\tGreen"
    words = f"Street lights mended in time numbered {value + off:,} in 2016/17."
    assume(off < value * 0.1)
    assert ("agreement", "inconsistent") in doubts(scorecard(rows, words))


def test_an_arrow_against_the_figures_of_the_periods_that_the_key_names() -> None:
    text = (
        "The arrow shows whether performance has become better or worse since the previous quarter.\n\n"
        "Indicator\tGood to be\tQ1 2016/17\tQ2 2016/17\tDoT\n"
        "Street lights mended in time\tHigh\t84.4%\t83.0%\t↑\n"
        "Missed bins\tLow\t62\t55\t↑\n"
    )
    found = [(f.verdict, f.kind) for f in check(text) if "arrow" in f.statement]
    assert sorted(found) == [("consistent", "trend"), ("inconsistent", "trend")]


def test_colours_are_recounted() -> None:
    rows = "\n".join(
        f"Lights in area {n}\tHigh\t50.0%\t{value}%\t90.0%\t{colour}"
        for n, (value, colour) in enumerate([(95, "Green"), (93, "Green"), (85, "Amber"), (40, "Red")], 1)
    )
    right = scorecard(rows, "Two are green, one is amber and one is red.")
    wrong = scorecard(rows, "One is green, two are amber and one is red.")
    assert [f.verdict for f in check(right) if f.reason == "exact" and "counts" in f.statement] == ["consistent"]
    assert [f.verdict for f in check(wrong) if "counts" in f.statement] == ["inconsistent"]


def test_shares_of_one_set_without_a_base_in_common_are_put_to_a_person() -> None:
    assert doubts("Of the indicators 24 (74%) are green, 3 (5%) amber and 6 (17%) red.") == [("ratio", "review")]
    assert of_kind("Of the indicators six (43%) are green while eight (57%) are red.", "ratio")[0] == "consistent"


def test_a_rise_goes_with_its_cohort() -> None:
    text = "In a cohort of {} the pass rate rose from 56% to 65%, 38 more than last year."
    assert "consistent" in of_kind(text.format(420), "ratio")
    assert ("ratio", "review") in doubts(text.format(900))


def test_a_list_is_counted() -> None:
    text = "The following three indicators are red:\n\n- missed bins\n- street lights\n{}\n\nNothing else was said."
    assert of_kind(text.format("- fly-tips"), "sum") == ["consistent"]
    assert of_kind(text.format(""), "sum") == ["review"]


def test_a_correction_is_named_and_the_figure_that_still_stands_is_put_up() -> None:
    text = "In the last minutes, attendance should read 95.8%, not 98.8%."
    assert of_kind(text, "agreement") == ["unverifiable"]
    assert of_kind(text + "\n\nAttendance was 98.8%.", "agreement") == ["review"]


def test_a_month_with_another_year_is_put_up() -> None:
    head = "Indicator\tJul 2017\tAug 2017\tSep {}\tOct 2017\nMissed bins\t12\t14\t15\t11\nFly-tips\t22\t24\t25\t21\n"
    assert [f.reason for f in check(head.format(2016)) if f.verdict == "review"] == [
        "a column is headed with another year"
    ]
    assert doubts(head.format(2017)) == []


@given(
    st.lists(st.tuples(st.integers(100, 900), st.integers(100, 900)), min_size=4, max_size=6),
    st.integers(0, 3),
    st.booleans(),
)
@EXAMPLES
def test_a_column_of_differences_is_held_to_its_rows(rows: list[tuple[int, int]], wrong: int, planted: bool) -> None:
    """Actual less target in each row; one is planted wrong, or none."""
    printed = [
        actual - target + (17 if planted and place == wrong else 0) for place, (actual, target) in enumerate(rows)
    ]
    lines = "".join(
        f"Lights mended in area {place}\t{actual}\t{target}\t{printed[place]}\n"
        for place, (actual, target) in enumerate(rows)
    )
    found = [
        f.verdict for f in check(f"Indicator\t2016/17\tTarget 2016/17\tVariance\n{lines}") if "less" in f.statement
    ]
    assume(len({*rows}) == len(rows))
    assert found.count("inconsistent") == (1 if planted else 0)
    assert found.count("consistent") == len(rows) - planted


def test_a_year_to_date_is_held_to_its_quarters_where_other_rows_show_that_it_is_their_sum() -> None:
    text = (
        "Indicator\tQ1 2016/17\tQ2 2016/17\tYear to date\n"
        "Bins missed in towns\t120\t130\t250\nBins missed in villages\t20\t35\t55\nLamps out in towns\t61\t44\t{}\n"
    )
    assert doubts(text.format(105)) == []
    assert doubts(text.format(109)) == [("sum", "inconsistent")]


SIDE_BY_SIDE = [
    "There were 322 cases, up from 283 in 2017/18 but down from 361 in 2016/17.",
    "There are 410 children in care, 12 more than in March (398) but 9 fewer than in June 2017 (419).",
    "The rate is 53.6, higher than last year (48.2) and lower than the year before (55.0).",
    "Turnover fell to 8.8%, while vacancies rose to 12.4% from 10.2%.",
    "Attainment rose to 61%, so the gap narrowed from 5 to 3 points.",
    "Numbers increased from 402 to 437 in December and have since reduced to 421.",
    "The overspend grew from £1.1m to £1.9m at Month 6, then reduced to £1.4m at Month 8.",
    "Higher vacancies (15%, up from 12%) led to lower timeliness (81%, down from 86%).",
    "Three of the five measures are green, including reviews on time (94%).",
    "One of the two indicators improved: timeliness (84%, up from 80%).",
    "Residents were less satisfied with roads (38%) than parks (74%), but both were higher than in 2014 (35% and 70%).",
    "The share of reviews on time (84.7%) has improved on last year's 81.4% and NEET is down to 9.5%, against 13.5%.",
    "Council tax collection fell to 84.3% in 2015/16. The CIPFA family average increased to 90.0% in 2015/16.",
    "Re-referrals of 24% were worse than the target of 20%.",
    "In all 83% (50 of 60) were in time, up from 79%.",
    "Indicator 1: 83% (50/60); indicator 2: 91%.",
    "Attendance of 82% exceeded target; next year's target is 85%.",
    "The target for 2018/19 is 85%, up from 80% this year, when attendance was 82%, exceeding target.",
    "Sickness was 9.4 days so far; the year-end projection is 12.3 days, above the target of 10.5 days.",
    "Numbers peaked at 641 before falling to 621, still higher than the 606 in March.",
    "Performance has gone from 91% to 88%.",
    "In all 103 (55.7%) of 185 were in time, compared to 98 (50.3%) of 195 in Q1.",
    "At 126 homes we are over half way to the target of 240.",
    "Time taken was 5.4 weeks in Q1 and 6.3 in Q2, missing the 6 week target.",
    "Sickness was 9.1 days against 10.4 in 2014/15, though it is up on the 8.9 in Q1.",
]


@pytest.mark.parametrize("text", SIDE_BY_SIDE)
def test_several_comparisons_side_by_side_are_not_mixed_up(text: str) -> None:
    assert doubts(text) == []


WORDS = [
    ("Performance remained unchanged at 88%, compared with 84% last quarter.", "trend", "inconsistent"),
    ("Performance remained stable at 88%, compared with 87% last quarter.", "trend", "consistent"),
    ("There were 201 plans in Q1 and 187 in Q2, a reduction of 7%.", "change", "consistent"),
    ("Attendance was 93.6%, 2.4 percentage points below the 95% target.", "change", "inconsistent"),
    ("Attendance was 93.6%, 1.4 percentage points below the 95% target.", "change", "consistent"),
    ("Complaints more than doubled from 45 to 71.", "trend", "inconsistent"),
    ("Out of 240 people, 120 (62%) agreed.", "ratio", "inconsistent"),
    ("In all 1,204 homes were completed, of which 312 (36%) were affordable.", "ratio", "inconsistent"),
    ("In all 1,204 homes were completed, of which 312 (26%) were affordable.", "ratio", "consistent"),
    ("More than half (47%) of those asked agreed.", "ratio", "inconsistent"),
    ("More than half (53%) of those asked agreed.", "ratio", "consistent"),
    ("Two thirds (48%) of those asked agreed.", "ratio", "inconsistent"),
    ("The majority (43%) of those asked agreed.", "ratio", "inconsistent"),
    ("The majority (61%) of those asked agreed.", "ratio", "consistent"),
]


@pytest.mark.parametrize(("text", "kind", "verdict"), WORDS)
def test_words_that_say_how_much(text: str, kind: str, verdict: str) -> None:
    assert verdict in of_kind(text, kind)
    assert bool(doubts(text)) == (verdict == "inconsistent")


def test_a_figure_of_an_earlier_year_is_not_held_against_the_newest() -> None:
    rows = "Street lights mended in time\tHigh\t912\t1,002\t1,100\t\nCalls taken\tHigh\t812\t830\t800\tGreen"
    assert doubts(scorecard(rows, "Street lights mended in time numbered 912.")) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("There were 1,204 complaints in the year, of which 903 (70%) were answered in time.", "ratio"),
        ("Of 412 applications determined, 371 were within eight weeks, or 87.4%.", "ratio"),
        ("The Council received 1,248 complaints. Of these, 987 (81%) were answered in time.", "ratio"),
        ("The service answered 18,400 calls out of 20,150 offered, an answer rate of 94.6%.", "ratio"),
        ("The target of 85% was exceeded, with 84.2% of invoices paid in time.", "target"),
        ("There were 38 deaths or serious injuries, the same as last year's 41.", "trend"),
        ("In total 250 checks were made: 120 of food premises, 85 of licensed premises and 55 of others.", "sum"),
        ("The backlog was cut by a third from 900 to 720.", "change"),
    ],
)
def test_what_papers_say_in_other_words_is_held_to(text: str, kind: str) -> None:
    assert doubts(text) == [(kind, "inconsistent")]


@pytest.mark.parametrize(
    "text",
    [
        "Of 412 applications, 371 were for minor works, a rate of 24.1 per 10,000 households.",
        "Of the 412 homes let, 371 were flats, giving an average rent of £91.20.",
        "Of 300 staff, 240 replied, or 80%, of whom 60% were satisfied.",
        "In total 250 inspections were made, including: 120 of food premises, 85 of licensed premises and 40 of shops.",
        "A total of 250 people came: 120 adults, 85 children and 60 of them by bus.",
        "The backlog was cut by a third from 900 to 610.",
        "The proportion fell by half a percentage point from 4.9% to 4.4%.",
        "There were 38 deaths, much the same as last year's 41.",
        "The target of 85% was exceeded, with 12% of invoices paid by cheque.",
        "The target of 24 visits was met, with 97% of homes visited.",
    ],
)
def test_what_sounds_like_a_contradiction_and_is_none(text: str) -> None:
    assert doubts(text) == []


def test_a_difference_of_whole_numbers_is_cut_off_before_the_next() -> None:
    found = check("With 62% the council is 5 points below the national figure of 69%.")
    assert [(finding.kind, finding.verdict) for finding in found] == [("benchmark", "consistent")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "Reablement slipped from 81.7% to 78.9%. Exford nonetheless remains ahead of the England average of 82.0%.",
            "benchmark",
        ),
        ("There were 148 appeals in 2023. This was a jump of 45% on the 96 registered in 2022.", "change"),
        ("In the six wards of the operation, offences came down from 412 to 309, a fall of 35 per cent.", "change"),
        (
            "Bins were collected on time in 96.2% of cases. Regrettably that falls a shade below the 95% required by the contract.",
            "target",
        ),
        ("In two operations 23 vehicles were stopped and 84% of them were roadworthy.", "granularity"),
        (
            "There were 41 admissions; as the county has 208,000 residents of that age, the rate works out at 17.9 per 100,000.",
            "rate",
        ),
        ("Eight of the measures have a target. Five are green, one is amber and three are red.", "sum"),
        ("In the programme, 1,377 out of 3,240 received the nasal spray, or 45.2%.", "ratio"),
        (
            "A total of 3,640 reviews fell due, of which 2,366 were done on time. This leaves 1,374 that were late.",
            "sum",
        ),
        (
            "There were 1,486 incidents: 702 of household waste, 391 of rubble and 254 of white goods, with the balance of 129 being vehicle parts.",
            "sum",
        ),
        ("False alarms had climbed year on year, from 742 in 2018/19 to 768 in 2019/20 and 735 in 2020/21.", "trend"),
        (
            "Applicants waited 16 days on average. The Manager said that this was a quicker turnaround than the 14 days of the previous year.",
            "trend",
        ),
        ("The council wrote to 6,050 households and 5,142 forms came back, which is a response rate of 80%.", "ratio"),
        (
            "In January the county maintained 4,826 education, health and care plans.\n\nAt the census there were 4,862 young people with an education, health and care plan.",
            "agreement",
        ),
    ],
)
def test_contradictions_in_the_words_of_other_authors(text: str, kind: str) -> None:
    assert doubts(text) == [(kind, "inconsistent")]


@pytest.mark.parametrize(
    "text",
    [
        "A total of 3,640 reviews fell due, of which 2,366 were done on time. This leaves 1,274 that were late.",
        "False alarms had climbed year on year, from 742 in 2018/19 to 768 in 2019/20 and 785 in 2020/21.",
        "Visits rose in the year, from 742 in spring to 768 in summer and 735 in autumn.",
        "There were 412 homes let and 371 were repaired, a vacancy rate of 2%.",
        "Of 412 staff who left 300 were replaced, leaving 40 posts to be advertised.",
        "The museum had 4,826 visitors in May.\n\nThe library lent 4,862 books in May.",
        "There are nine wards. Four are green, three are amber and one is red, and one ward has no data.",
        "In two operations 123 vehicles were stopped and 84% of them were roadworthy.",
    ],
)
def test_what_other_authors_may_say(text: str) -> None:
    assert [verdict for _, verdict in doubts(text) if verdict == "inconsistent"] == []


def test_figures_to_the_same_place_are_the_same_or_not() -> None:
    table = "Measure\tQ2\tQ3\nChanges of circumstances: days to process\t10\t11\nNew claims: days to process\t22\t19\n"
    text = "Changes of circumstances took 12 days to process in quarter 3.\n\n" + table
    assert [f.verdict for f in check(text) if f.kind == "agreement"] != ["consistent"]


def test_what_a_figure_is_to_fall_from_was_measured() -> None:
    found = EXTRACTOR.read_bytes(
        b"Absence will have fallen from 7.9% in 2021/22 to below 5%.", "x.txt"
    ).findings.mentions
    assert [(mention.text, mention.role) for mention in found] == [("7.9%", "actual"), ("5%", "forecast")]
