"""Paragraphs that show each check: docs/checks.md prints what the program says of them."""

from __future__ import annotations

from typing import NamedTuple


class Shown(NamedTuple):
    """One kind of check: what it holds against what, and paragraphs in which it speaks."""

    kind: str
    rule: str
    paragraphs: tuple[str, ...]


SHOWN = (
    Shown(
        "ratio",
        "A percentage against its numerator and denominator: 100 k / n must lie in what the printed percentage stands "
        "for. Shares of one set must have one number that they all can be shares of.",
        (
            "8.6% of children looked after (16/244) had been missing.",
            "83.3% of children had up-to-date dental checks (90/108).",
        ),
    ),
    Shown(
        "granularity",
        "Whether any whole number out of the stated cohort gives the percentage (the GRIM test: Brown and Heathers, "
        "2017).",
        ("Of the 65 care leavers who replied, 83.3% were satisfied.",),
    ),
    Shown(
        "sum",
        "Parts against their whole, in a sentence or a table, and shares against 100%; only where the words say that "
        "the parts are all, or where they cannot overlap.",
        (
            "Of the 25 complaints, 19 were upheld, 5 were not upheld and 2 were withdrawn.",
            "19 children were adopted, 5 went to relatives and 1 returned home. This resulted in 25 leaving care.",
        ),
    ),
    Shown(
        "change",
        "A stated difference against the two figures. Percentage points and per cent are two different tests.",
        (
            "Referrals rose from 412 to 487, an increase of 12%.",
            "Attendance rose from 91.2% to 93.4%, an improvement of 2.2 percentage points.",
        ),
    ),
    Shown(
        "rate",
        "A rate against its count and population, or two rates that imply different populations.",
        ("The 312 offences are a rate of 41.8 per 1,000 for the population of 7,460.",),
    ),
    Shown(
        "trend",
        "“Rose”, “improved”, “unchanged” against the figures in the order of time; “improved” also needs to know "
        "whether higher is better.",
        (
            "The average wait has fallen from 34 days in quarter 1 to 41 days in quarter 2.",
            "Sickness absence worsened: it was 8.9 days in 2015/16 and 9.8 days in 2016/17.",
        ),
    ),
    Shown(
        "target",
        "“Below target”, “met”, “exceeded” against the figure and its target.",
        (
            "Performance was 83.3%, which is below the target of 80%.",
            "Performance in quarter 2 was 66.7%, slightly below the target of 70%.",
        ),
    ),
    Shown(
        "benchmark",
        "“Above the England average” against both figures.",
        ("At 71.4% the authority is above the England average of 74.9%.",),
    ),
    Shown(
        "rag",
        "A colour against the figure, its target and the tolerance that the paper declares; colours counted again.",
        (
            "Key: green is on or above target, red is below target.\n\n"
            "Indicator\tTarget\tActual\tStatus\nReviews on time (%)\t95\t91\tGreen\nPlans on time (%)\t90\t93\tGreen\n"
            "Visits on time (%)\t80\t72\tRed\n",
        ),
    ),
    Shown(
        "agreement",
        "The same figure stated twice: in words and in a table, or in two places.",
        (
            "Reviews held on time stood at 89.2%.\n\n"
            "Indicator\tTarget\tActual\nReviews held on time (%)\t95\t82.9\nPlans agreed on time (%)\t90\t93.1\n",
        ),
    ),
)
