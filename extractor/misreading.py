"""Figures that were read from an image: how sure they are, and what else their characters may have been.

Engines take one character for another (O and 0, l and 1, S and 5, B and 8, worn 3, 6, 8 and 9), "%" for "96", and lose
a decimal point. A figure keeps how it was read; what else it may say decides whether a check may accuse anybody.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

import regex

from extractor.document import Reading
from extractor.mentions import Findings, Mention
from extractor.values.quantity import Quantity, QuantityGrammar

SURE = 0.9
"""From this confidence on an engine is hardly ever wrong about a digit; it still loses points and takes % for 96."""

_LOOKALIKES = {
    "0": "689",
    "1": "74",
    "2": "7",
    "3": "859",
    "4": "19",
    "5": "368",
    "6": "058",
    "7": "12",
    "8": "0369",
    "9": "0348",
}
_NUMBER = regex.compile(r"\d[\d,]*(?:\.\d+)?")
_SIGN_AS_DIGITS = regex.compile(r"^(\d{1,3}(?:\.\d)?)(?:96|9)$")
_NO_POINT = regex.compile(r"^(\d{2,4})(?=\s?%)")


def mark_readings(findings: Findings, readings: Sequence[Reading], grammar: QuantityGrammar) -> Findings:
    """Findings whose figures know how they were read; ``readings`` are sorted, as in the document."""
    if not readings:
        return findings
    marked = (
        _marked(mention, tuple(over(readings, mention.start, mention.end)), grammar) for mention in findings.mentions
    )
    return replace(findings, mentions=tuple(marked))


def over(readings: Sequence[Reading], start: int, end: int) -> Iterator[Reading]:
    """The readings that have characters in ``[start, end)``."""
    for place in range(bisect_right(readings, start, key=lambda reading: reading.end), len(readings)):
        if readings[place].start >= end:
            return
        yield readings[place]


def _marked(mention: Mention, readings: tuple[Reading, ...], grammar: QuantityGrammar) -> Mention:
    if not readings:
        return mention
    sure = Decimal(str(round(min(reading.confidence for reading in readings), 2)))
    as_read = " ".join(reading.read for reading in readings if reading.read)
    marked = replace(
        mention, read_confidence=sure, as_read=as_read, confidence=(mention.confidence * sure).quantize(Decimal("0.01"))
    )
    values = [quantity.value for quantity in other_readings(marked, grammar)]
    if sure >= Decimal(str(SURE)) or not values:
        return marked
    return replace(marked, doubt_low=min(*values, mention.value), doubt_high=max(*values, mention.value))


def other_readings(mention: Mention, grammar: QuantityGrammar) -> list[Quantity]:
    """What a figure's characters may have been, one misreading at a time; places as in the figure. None is as read."""
    found: dict[tuple[Decimal, str], Quantity] = {}
    for text in _spellings(
        mention.text, doubted=mention.read_confidence is None or mention.read_confidence < Decimal(str(SURE))
    ):
        quantity = grammar.read(text, 0)
        if quantity is None or quantity.end < len(text.rstrip()) or quantity.absurd:
            continue
        if quantity.measure == "count" and mention.measure != "count":
            quantity = replace(quantity, measure=mention.measure, unit=mention.unit, exact=mention.quantity.exact)
        if (quantity.value, quantity.unit) != (mention.value, mention.unit):
            found.setdefault((quantity.value, quantity.unit), quantity)
    return list(found.values())


def _spellings(text: str, *, doubted: bool) -> Iterator[str]:
    """The texts that may have been printed; single digits are only questioned where the engine was in doubt."""
    if whole := _SIGN_AS_DIGITS.match(text):
        yield f"{whole.group(1)}%"
    if bare := _NO_POINT.match(text):
        digits = bare.group(1)
        yield f"{digits[:-1]}.{digits[-1]}{text[len(digits) :]}"
        if len(digits) > 2:
            yield f"{digits[:-2]}.{digits[-2:]}{text[len(digits) :]}"
    if doubted:
        yield from digits_like(text)


def digits_like(text: str) -> Iterator[str]:
    """A text with one of its digits taken for another that looks like it."""
    for number in _NUMBER.finditer(text):
        for place in range(number.start(), number.end()):
            for other in _LOOKALIKES.get(text[place], ""):
                if not (other == "0" and place == number.start()):
                    yield f"{text[:place]}{other}{text[place + 1 :]}"


def least_sure(readings: Sequence[Reading], spans: Iterable[tuple[int, int]]) -> float:
    """The confidence of the least certain word in the spans; 1 where none was read from an image."""
    return min((reading.confidence for start, end in spans for reading in over(readings, start, end)), default=1.0)
