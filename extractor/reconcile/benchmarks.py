"""Claims against other bodies: above, below, better, worse than England, neighbours, the average."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from extractor.mentions import Claim, Mention
from extractor.reconcile.case import Case
from extractor.reconcile.claimed import missing, negated, settle
from extractor.reconcile.finding import Finding
from extractor.reconcile.polarity import PolarityWords
from extractor.reconcile.relation import ABOVE, BELOW, Judgement, better, judge, near, worse
from extractor.reconcile.scene import against_others

_QUARTILE = regex.compile(r"\bquartile\b", regex.I)


def check_benchmarks(case: Case) -> Iterator[Finding]:
    """Every stated claim about a benchmark."""
    for claim in case.findings.claims:
        if claim.kind != "benchmark" or negated(claim) or _QUARTILE.search(claim.text):
            continue

        def held(subject: Mention, other: Mention, claim: Claim = claim) -> Judgement | None:
            return judge_benchmark(claim, subject, other, case.polarity)

        found = settle("benchmark", claim, against_others(case, claim), held)
        if found is not None:
            yield found
        elif claim.certainty == "stated" and not any(True for _ in against_others(case, claim)):
            yield missing("benchmark", claim, "the figure or the one that it is held against is not in the document")


def judge_benchmark(claim: Claim, subject: Mention, other: Mention, words: PolarityWords) -> Judgement | None:
    """Whether a claim about another body's figure holds; None where figures cannot show it."""
    if subject.period and other.period and abs(subject.period.end.year - other.period.end.year) > 3:
        return None
    if claim.value == "similar":
        return Judgement("consistent", "rounding") if near(subject, other) else None
    if claim.value in ("above", "below"):
        return judge(subject, other, frozenset((ABOVE if claim.value == "above" else BELOW,)))
    polarity = words.of(claim, subject, other)
    judged = judge(subject, other, better(polarity.way) if claim.value == "better" else worse(polarity.way))
    return judged if polarity.sure else replace(judged, sure=False)
