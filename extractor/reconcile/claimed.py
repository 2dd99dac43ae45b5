"""From a claim and the figures that it speaks of to a finding, and how that is said to a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

import regex

from extractor.mentions import Claim, Mention
from extractor.reconcile.finding import Finding, amount
from extractor.reconcile.relation import Judgement
from extractor.reconcile.scene import Scene

_LONG = 90
MULTIPLE = regex.compile(r"\b(?:doubled|trebled|tripled|halved)\b", regex.I)
_NEGATED = regex.compile(
    r"\b(?:not|never|no\slonger|neither|nor|without|n[’']t)\s(?:\w+\s){0,2}$|\b(?:no|none)\s(?:\w+\s){0,3}$", regex.I
)
_AT_LEAST = ("met", "within", "on")

Judge = Callable[[Mention, Mention], Judgement | None]
"""Whether the claim holds of a subject and what it is held against; None where it cannot be said."""


def settle(kind: str, claim: Claim, scenes: Iterable[Scene], judge: Judge) -> Finding | None:
    """The finding of a claim: the surest scene decides, and another one may still bear the claim out."""
    refuted: Scene | None = None
    borderline: tuple[Scene, str] | None = None
    doubtful = False
    for scene in scenes:
        judged = [judge(scene.subject, other) for other in scene.others]
        if any(judgement is None for judgement in judged):
            continue
        verdicts = [judgement.verdict for judgement in judged if judgement is not None]
        if all(verdict == "consistent" for verdict in verdicts):
            reasons = {judgement.reason for judgement in judged if judgement is not None}
            reason = "rounding" if "rounding" in reasons else "exact"
            return _finding(kind, "consistent", reason, claim, scene, _bears_out(kind, claim, scene))
        if "refuted" in verdicts:
            against_it = [j for j in judged if j is not None and j.verdict == "refuted"]
            if refuted is None and all(j.sure for j in against_it):
                refuted, doubtful = scene, any(j.doubtful for j in against_it)
        elif borderline is None:
            borderline = scene, next(j.reason for j in judged if j is not None and j.verdict == "borderline")
    if refuted is not None and claim.certainty == "stated":
        if not refuted.strong:
            return None
        verdict = "review" if doubtful else "inconsistent"
        statement = _disagrees(kind, claim, refuted)
        return _finding(kind, verdict, "the words and the figures disagree", claim, refuted, statement)
    if borderline is not None:
        scene, reason = borderline
        said = f"{_quoted(claim)}. {_figures(kind, scene)}: too close to tell at the precision printed."
        return _finding(kind, "unverifiable", reason, claim, scene, said)
    return None


def negated(claim: Claim) -> bool:
    """True for "not above target", "no school has slipped": what the words of a claim say is said not to be."""
    return _NEGATED.search(claim.left) is not None


def missing(kind: str, claim: Claim, what: str) -> Finding:
    """A claim whose figures the document does not give."""
    return Finding(
        kind,
        "unverifiable",
        what,
        f"{_quoted(claim)}: {what}.",
        claim.mention_ids,
        (claim.id,),
        binding="",
        context=claim.context,
    )


def _quoted(claim: Claim) -> str:
    # words that a figure or a date was taken out of read as a slip: "collected of council tax in /"
    whole = " ".join(claim.indicator.lower().split()) in " ".join(f"{claim.row_label} {claim.context}".lower().split())
    about = f" ({claim.indicator})" if claim.indicator and whole and len(claim.indicator) < _LONG else ""
    return f"The text says “{' '.join(claim.text.split())}”{about}"


def named(mention: Mention) -> str:
    """A figure with where it stands: its own words, or row and column."""
    if mention.source == "table":
        return f"{mention.text} ({mention.column_label})" if mention.column_label else mention.text
    return mention.text


def _figures(kind: str, scene: Scene) -> str:
    """Where the figure stands: "93.8% is 1.2 below the target of 95%", "From 120 to 96 is down 24"."""
    subject = scene.subject
    if kind == "trend":
        old = scene.others[0]
        gap = subject.value - old.value
        way = f"{'up' if gap > 0 else 'down'} {_gap(abs(gap), subject)}" if gap else "no change"
        return f"From {named(old)} to {named(subject)} is {way}"
    places = [_place(kind, subject, other) for other in scene.others]
    return f"{named(subject)} is {' and '.join(places)}"


def _place(kind: str, subject: Mention, other: Mention) -> str:
    gap = subject.value - other.value
    whose = f" ({other.comparator})" if other.comparator else ""
    what = f"the target of {named(other)}" if kind == "target" else f"{named(other)}{whose}"
    if not gap:
        return f"the same as {what}"
    return f"{_gap(abs(gap), subject)} {'above' if gap > 0 else 'below'} {what}"


def _bears_out(kind: str, claim: Claim, scene: Scene) -> str:
    return f"{_quoted(claim)}. {_figures(kind, scene)}: they agree."


def _disagrees(kind: str, claim: Claim, scene: Scene) -> str:
    return (
        f"{_quoted(claim)}. {_figures(kind, scene)}: the words and the figures disagree.{_repair(kind, claim, scene)}"
    )


def _repair(kind: str, claim: Claim, scene: Scene) -> str:
    """The smallest change that would make them agree: the figure on the other side of what it is held against."""
    subject, other = scene.subject, scene.others[0]
    if len(scene.others) > 1 or subject.value == other.value or MULTIPLE.search(claim.text):
        return ""
    way = "below" if subject.value > other.value else "above"
    if kind == "trend":
        return f" A second figure {way} {other.text} would agree."
    if claim.value in _AT_LEAST:
        return f" A figure of {other.text} or {'less' if way == 'below' else 'more'} would agree."
    return f" A figure {way} {other.text} would agree."


def _gap(gap: Decimal, like: Mention) -> str:
    return amount(gap, like) if like.measure == "money" else f"{gap.normalize():,f}"


def _finding(kind: str, verdict: str, reason: str, claim: Claim, scene: Scene, statement: str) -> Finding:
    figures = (scene.subject, *scene.others)
    return Finding(
        kind,
        verdict,
        reason,
        statement,
        tuple(dict.fromkeys(m.id for m in figures)),
        (claim.id,),
        expected=scene.others[0].value,
        observed=scene.subject.value,
        binding="same_paragraph" if scene.binding == "pointed_back" else scene.binding,
        context=" ".join(dict.fromkeys([*(m.context for m in figures if m.source == "narrative"), claim.context])),
    )
