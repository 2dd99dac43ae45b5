"""Findings that rest on characters read from an image: what is doubtful there accuses nobody.

Each figure of a finding is read the other ways that its characters allow, one at a time, and the checks are run again:
where one of them makes the figures agree, or an engine was unsure, a person is asked to look at the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice

import regex

from extractor.document import Reading
from extractor.mentions import Findings, Mention
from extractor.misreading import SURE, digits_like, least_sure, other_readings
from extractor.reconcile.engine import reconcile
from extractor.reconcile.finding import Finding
from extractor.reconcile.polarity import PolarityWords
from extractor.values.quantity import Quantity, QuantityGrammar

_MOST_VARIANTS = 80
_MOST_FINDINGS = 300
_AROUND = 40  # characters beside a figure: its bracket, its sign
_BROKEN = regex.compile(r"[ \t]*(?:[\w’'-]+[ \t]*)?\n")
"""A figure that ends its paragraph without a stop: the rest of its sentence ("12 per | cent.") is elsewhere."""
_ACCUSES = ("inconsistent", "review")


def weigh_readings(
    checks: Sequence[Finding],
    findings: Findings,
    readings: Sequence[Reading],
    grammar: QuantityGrammar,
    text: str = "",
    polarity: PolarityWords | None = None,
    names: Mapping[str, str] | None = None,
) -> list[Finding]:
    """The findings; those that rest on doubtful readings are ``review``, those of printed characters as they were."""
    if not readings:
        return list(checks)
    figures = {mention.id: mention for mention in findings.mentions}
    weighed: list[Finding] = []
    accusing = 0
    for finding in checks:
        mentions = [figures[identity] for identity in finding.mention_ids if identity in figures]
        if not any(mention.read_confidence is not None for mention in mentions):
            weighed.append(finding)
        elif finding.verdict == "consistent":
            weighed.append(_repaired(finding, mentions))
        elif finding.verdict in _ACCUSES:
            accusing += 1
            spans = [(max(0, mention.start - _AROUND), mention.end + _AROUND) for mention in mentions]
            broken = any(mention.source == "narrative" and _BROKEN.match(text, mention.end) for mention in mentions)
            unsure = broken or least_sure(readings, spans) < SURE
            other = ""
            if accusing <= _MOST_FINDINGS:
                variants = islice(_variants(mentions, grammar, unsure=unsure), _MOST_VARIANTS)
                near = _near(findings, finding, mentions)
                other = next((said for new, said in variants if _agrees(finding, near, new, text, polarity, names)), "")
            weighed.append(_softened(finding, other, unsure=unsure))
        else:
            weighed.append(finding)
    return weighed


def _repaired(finding: Finding, mentions: Sequence[Mention]) -> Finding:
    """A check that holds because a reading was repaired says so, and asks for a look at the page."""
    repaired = next(
        (m for m in mentions if m.as_read and m.read_confidence is not None and m.read_confidence < SURE), None
    )
    if repaired is None:
        return finding
    said = f"The scan was read as “{repaired.as_read}”; taken as {repaired.text} it agrees: look at the page."
    return replace(finding, verdict="review", reason="misread", statement=f"{finding.statement} {said}")


def _softened(finding: Finding, other: str, *, unsure: bool) -> Finding:
    if other:
        said = f"The page is a scan, and {other} the figures would agree: look at the page."
        return replace(finding, verdict="review", reason="misread", statement=f"{finding.statement} {said}")
    if unsure:
        said = "The page is a scan, and its characters are not certain: look at the page."
        return replace(finding, verdict="review", reason="doubtful reading", statement=f"{finding.statement} {said}")
    return finding


def _variants(mentions: Sequence[Mention], grammar: QuantityGrammar, *, unsure: bool) -> Iterator[tuple[Mention, str]]:
    """Each figure read another way, with how to say so."""
    for mention in mentions:
        if mention.read_confidence is None:
            continue
        doubted = replace(mention, read_confidence=Decimal(0)) if unsure else mention
        for quantity in other_readings(doubted, grammar):
            changed = replace(
                mention, quantity=quantity, text=quantity.text, measure=quantity.measure, unit=quantity.unit
            )
            yield changed, f"read as {quantity.text} in place of {mention.text}"
        if not unsure:
            continue
        for other in digits_like(f"{mention.numerator:f}") if mention.numerator is not None else ():
            changed = replace(mention, numerator=Decimal(other), quantity=_of(mention, numerator=Decimal(other)))
            yield changed, f"read as {other} in place of {mention.numerator:,f}"
        for other in digits_like(f"{mention.denominator:f}") if mention.denominator is not None else ():
            changed = replace(mention, denominator=Decimal(other), quantity=_of(mention, denominator=Decimal(other)))
            yield changed, f"read as {other} in place of {mention.denominator:,f}"


def _of(mention: Mention, numerator: Decimal | None = None, denominator: Decimal | None = None) -> Quantity:
    """A figure's quantity with another part, where it has parts of its own ("16/244")."""
    quantity = mention.quantity
    return replace(
        quantity,
        numerator=numerator if numerator is not None and quantity.numerator is not None else quantity.numerator,
        denominator=denominator
        if denominator is not None and quantity.denominator is not None
        else quantity.denominator,
    )


def _near(findings: Findings, finding: Finding, mentions: Sequence[Mention]) -> Findings:
    """What stands in the blocks of a finding's figures: all that its check looked at."""
    blocks = {mention.block for mention in mentions}
    blocks |= {claim.block for claim in findings.claims if claim.id in finding.claim_ids}
    return Findings(
        tuple(mention for mention in findings.mentions if mention.block in blocks),
        tuple(claim for claim in findings.claims if claim.block in blocks),
    )


def _agrees(
    finding: Finding,
    near: Findings,
    new: Mention,
    text: str,
    polarity: PolarityWords | None,
    names: Mapping[str, str] | None,
) -> bool:
    """True where the check holds with ``new`` in its figure's place."""
    changed = replace(near, mentions=tuple(new if mention.id == new.id else mention for mention in near.mentions))
    again = [
        other
        for other in reconcile(changed, text, polarity, names)
        if other.kind == finding.kind and new.id in other.mention_ids and set(other.claim_ids) == set(finding.claim_ids)
    ]
    return bool(again) and all(other.verdict == "consistent" for other in again)
