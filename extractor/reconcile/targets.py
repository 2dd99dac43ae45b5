"""Claims about targets: above, below, met, exceeded, within, outside, on; lower is better for many indicators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import regex

from extractor.mentions import Claim, Mention
from extractor.reconcile.case import Case
from extractor.reconcile.claimed import missing, negated, settle
from extractor.reconcile.finding import Finding
from extractor.reconcile.polarity import PolarityWords
from extractor.reconcile.relation import ABOVE, BELOW, EQUAL, Judgement, as_printed, better, judge, near, worse
from extractor.reconcile.scene import against_target

_PART_WAY = regex.compile(r"\b(?:half\s?way|half|way\sto|quarters?|thirds?|\d+(?:\.\d+)?%\sof)\b", regex.I)
_RAISED = regex.compile(
    r"\btargets?\b[^.;]{0,40}\b(?:up|down|raised|increased|reduced|lowered)\s(?:from|to)\b", regex.I
)
_WORSE = regex.compile(r"\bworse\sthan\b", regex.I)
_ON, _ABOUT = Decimal("0.025"), Decimal("0.1")
_CLOSE = regex.compile(r"\b(?:close\sto|near|in\sline\swith)\b", regex.I)
_SHORT = regex.compile(r"\bshort\sof\b", regex.I)
_STRICT = regex.compile(r"\b(?:better|quicker|faster)\sthan\b", regex.I)
_TRACK = ("on_track", "off_track")


def check_targets(case: Case) -> Iterator[Finding]:
    """Every stated claim about a target."""
    for claim in case.findings.claims:
        if claim.kind != "target" or claim.value in _TRACK or negated(claim):
            continue
        if _PART_WAY.search(claim.text) or _RAISED.search(claim.context):
            continue

        def held(subject: Mention, target: Mention, claim: Claim = claim) -> Judgement | None:
            return judge_target(claim, subject, target, case.polarity)

        found = settle("target", claim, against_target(case, claim), held)
        if found is not None:
            yield found
        elif claim.certainty == "stated" and not any(True for _ in against_target(case, claim)):
            yield missing("target", claim, "the figure or its target is not in the document")


def judge_target(claim: Claim, subject: Mention, target: Mention, words: PolarityWords) -> Judgement | None:
    """Whether a claim about a target holds of a figure; None where the claim says nothing that figures can show."""
    polarity = words.against(claim, subject, target)
    allowed = _allowed(claim, polarity.way)
    if allowed is None:
        return None
    judged = judge(subject, target, allowed, target=True)
    if (
        judged.verdict == "refuted"
        and (_CLOSE.search(claim.text) or claim.value == "on")
        and near(subject, target, _ON if claim.value == "on" else _ABOUT)
    ):
        return Judgement("consistent", "rounding")
    if judged.verdict == "refuted" and claim.value == "on":
        return replace(judged, doubtful=True)
    if _WORSE.search(claim.text):
        return judged if polarity.sure else replace(judged, sure=False)
    literal = claim.value in ("above", "below") or (
        polarity.way == "higher" and (claim.value == "exceeded" or _SHORT.search(claim.text) is not None)
    )
    literally = claim.value in ("above", "below") and not _WORSE.search(claim.text)
    if judged.verdict == "refuted" and literally and polarity.way == "lower":
        # "135 days, above the threshold of 152": better than it, in words that say the opposite
        good = as_printed(subject, target) in better("lower")
        return replace(judged, doubtful=good == (claim.value == "above"))
    return judged if literal or polarity.sure else replace(judged, sure=False)


def _allowed(claim: Claim, way: str) -> frozenset[str] | None:
    value = claim.value
    if value == "above":
        return frozenset((ABOVE,))
    if value == "below" and _WORSE.search(claim.text):
        return worse(way)
    if value == "below":
        return frozenset((BELOW, EQUAL)) if _CLOSE.search(claim.text) else frozenset((BELOW,))
    if value == "exceeded":
        # of a lower-is-better indicator both are said: the number is above the target, or the result is better
        return frozenset((ABOVE,)) if way == "higher" else frozenset((ABOVE, BELOW))
    if value in ("met", "within", "on"):
        return better(way) if _STRICT.search(claim.text) else better(way) | {EQUAL}
    if value == "not_met" and _SHORT.search(claim.text):
        return frozenset((BELOW,)) if way == "higher" else frozenset((ABOVE, BELOW))
    if value in ("not_met", "outside"):
        return worse(way)
    return None
