"""Whether the figure that a finding works out would turn a target met into one missed, or the other way round."""

from __future__ import annotations

from dataclasses import replace

from extractor.mentions import Mention
from extractor.reconcile.case import Case, alike, target_in
from extractor.reconcile.finding import Finding
from extractor.reconcile.relation import fixed

_KINDS = ("ratio", "rate", "agreement")
"""Checks whose ``expected`` stands in the unit of the first figure, in its place."""


def with_flip(case: Case, finding: Finding) -> Finding:
    """The finding, its statement carried on where the figures on either side of it stand on two sides of a target."""
    if finding.verdict != "inconsistent" or finding.kind not in _KINDS or finding.expected is None:
        return finding
    mention = case.mentions[finding.mention_ids[0]]
    target = _target(case, mention)
    goal = fixed(target).low if target is not None else None
    if target is None or goal is None:
        return finding
    polarity = case.polarity.against(None, mention, target)
    if not polarity.sure:
        return finding
    higher = polarity.way == "higher"
    as_printed, as_worked_out = (
        value >= goal if higher else value <= goal for value in (mention.value, finding.expected)
    )
    if as_printed == as_worked_out:
        return finding
    said, would = ("met", "missed") if as_printed else ("missed", "met")
    words = f" As printed the target of {target.text} is {said}; as it works out it is {would}."
    return replace(finding, statement=finding.statement + words, flips=True)


def _target(case: Case, mention: Mention) -> Mention | None:
    """The target of a figure: of its sentence, of the next one, or of its row."""
    if mention.source == "table":
        row = case.rows.get((mention.table or 0, mention.row or 0), [])
        return target_in(row, mention)
    for back in (0, -1):
        targets = [m for m in case.neighbours.sentence(mention, back) if m.role == "target" and alike(m, mention)]
        if len(targets) == 1:
            return targets[0]
    return None
