"""Rounding that a document states ("rounded to the nearest 5"): its counts stand for more than they print."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import regex

from extractor.mentions import Findings, Mention

_NEAREST = regex.compile(
    r"\b(?:rounded|rounding)\b[^.;\n]{0,60}?\b(?:nearest|multiples?\sof)\s(?P<money>£)?(?P<base>\d[\d,]*(?:\.\d+)?|five|ten|hundred|thousand|million)"
    r"(?P<scale>\s?(?:k|m|thousand|million)\b)?(?!\s?(?:%|per\scent|whole|percentage))",
    regex.I,
)
_WORDS = {"five": 5, "ten": 10, "hundred": 100, "thousand": 1000, "million": 1_000_000}
_SCALES = {"k": 1000, "thousand": 1000, "m": 1_000_000, "million": 1_000_000}


def stated_rounding(text: str) -> dict[str, Decimal]:
    """Measure -> the number to which a document says that its counts, or its sums of money, are rounded."""
    found: dict[str, Decimal] = {}
    for match in _NEAREST.finditer(text):
        word = match.group("base").lower().replace(",", "")
        base = Decimal(_WORDS[word]) if word in _WORDS else Decimal(word)
        base *= _SCALES.get((match.group("scale") or "").strip().lower(), 1)
        measure = "money" if match.group("money") else "count"
        if base > 1:
            found[measure] = max(base, found.get(measure, Decimal(0)))
    return found


def as_stated(findings: Findings, text: str) -> Findings:
    """The findings, each figure that can have been rounded as the document says standing for all it may have been."""
    bases = stated_rounding(text)
    if not bases:
        return findings
    return replace(findings, mentions=tuple(_widened(mention, bases) for mention in findings.mentions))


def _widened(mention: Mention, bases: dict[str, Decimal]) -> Mention:
    base = bases.get(mention.measure)
    if base is None or mention.value % base or mention.quantity.step >= base or mention.denominator is not None:
        return mention
    return replace(mention, quantity=replace(mention.quantity, step=base, exact=False))
