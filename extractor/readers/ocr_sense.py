"""Repairs that the paper's own figures decide: "83.396 (90/108)" is 83.3%, as 90 of 108 are 83.3%.

Such a figure keeps what was read, and counts as doubtful: whoever checks the paper is asked to look at the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.readers.ocr_words import SeenLine, SeenWord

DOUBTFUL = 0.5
"""The confidence of a repair that only other figures speak for."""

_SHARE = re.compile(r"([(\[]?)(\d{1,3}?(?:\.\d)?)(96|9|)(%?)([)\].,;:]*)")
_PARTS = r"(\d[\d,]*)\s?(?:/|\s(?:out\s)?of\s(?:the\s)?)\s?(\d[\d,]*)"
_BEHIND = re.compile(rf"(?:[a-z’'-]+\s){{0,4}}\({_PARTS}(?![\d.%])")
_BEFORE = re.compile(rf"(?<![\d.,/]){_PARTS}(?:\s[a-z’'-]+){{0,3}}$")
_AROUND = 9  # words


def mend_shares(lines: Sequence[SeenLine]) -> list[SeenLine]:
    """The lines with percentages read as they must have been printed, where their parts stand beside them."""
    words = [word for line in lines for word in line.words]
    mended = iter([_mended(words, place) for place in range(len(words))])
    return [SeenLine(tuple(next(mended) for _ in line.words)) for line in lines]


def _mended(words: Sequence[SeenWord], place: int) -> SeenWord:
    word = words[place]
    found = _SHARE.fullmatch(word.text)
    if found is None:
        return word
    parts = _parts_beside(words, place, bracketed=bool(found[1]))
    if parts is None:
        return word
    numerator, denominator = parts
    for share in _shares(found):
        half = Decimal(5).scaleb(share.as_tuple().exponent - 1)  # type: ignore[operator]
        if denominator and abs(100 * numerator / denominator - share) <= half:
            text = f"{found[1]}{share}%{found[5]}"
            if text == word.text:
                return word
            sure = min(word.confidence, DOUBTFUL)
            return word._replace(text=text, confidence=sure, read=word.read or word.text)
    return word


def _shares(found: re.Match[str]) -> Iterator[Decimal]:
    """What a word may be as a percentage: as it was read, its last digits for the sign, or without its point."""
    number, tail, sign = found[2], found[3], found[4]
    if sign:
        yield Decimal(number + tail)
    elif tail:
        yield Decimal(number)
    digits = number + tail if sign else number
    if "." not in digits and len(digits) in (3, 4) and (sign or tail):
        yield Decimal(f"{digits[:-1]}.{digits[-1]}")


def _parts_beside(words: Sequence[SeenWord], place: int, *, bracketed: bool) -> tuple[Decimal, Decimal] | None:
    """Numerator and denominator in the bracket behind a figure, or before the bracket that it stands in."""
    if bracketed:
        beside = " ".join(word.text for word in words[max(0, place - _AROUND) : place])
        found = _BEFORE.search(beside)
    else:
        found = _BEHIND.match(" ".join(word.text for word in words[place + 1 : place + 1 + _AROUND]))
    if found is None:
        return None
    numerator, denominator = (Decimal(found[number].replace(",", "")) for number in (1, 2))
    return (numerator, denominator) if numerator <= denominator else None
