"""Repairs of what was read, where there is no doubt: letters in numbers, torn numbers, percent signs, bullets.

What could be either ("83.396" for "83.3%") is left as it was read: other figures of the paper have to decide it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.readers.ocr_words import SeenLine, SeenWord

_LIGATURES = str.maketrans(
    {
        "ﬀ": "ff",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
        "ﬅ": "st",
        "ﬆ": "st",
        "‚": ",",
        "‛": "‘",
    }
)
_DIGITS = str.maketrans({"l": "1", "I": "1", "|": "1", "O": "0", "o": "0", "S": "5", "B": "8"})
_LIKE = "lI|OoSB"
# Digits with what stands in for one, in the form of a number: 1O8, l2.5%, £2,5OO, (3O8)
_NUMBER = re.compile(
    r"([(\[]?[-–+]?£?)([\dlI|OoSB]{1,3}(?:,[\dlI|OoSB]{3})+|[\dlI|OoSB]+)(\.[\dlI|OoSB]+)?(%?[)\]]?[.,;:]?)"
)
_PERCENT = re.compile(r"([-–+(]*\d[\d,]*(?:\.\d+)?)(?:°/[oO0]|º/[oO0]|[oO0]/[oO]|%[o°])([).,;:]*)")
_SIGN_ALONE = re.compile(r"(?:°/[oO0]|º/[oO0]|[oO0]/[oO0]|%[o°])([).,;:]*)")
_NUMBER_END = re.compile(r"[-–+(]*£?\d[\d,]*(?:\.\d+)?")
_WHOLE = re.compile(r"[(£+–-]*\d{1,3}")
_OPEN_POINT = re.compile(r"[(£+–-]*\d{1,3}(?:,\d{3})*\.")
_FRACTION = re.compile(r"\d{1,2}%?[),;]*")
_POINT_FRACTION = re.compile(r"\.\d{1,2}%?[),;.]*")
_OPEN_COMMA = re.compile(r"[(£+–-]*\d{1,3}(?:,\d{3})*,")
_THOUSANDS = re.compile(r"\d{3}(?:,\d{3})*%?[).;]*")
_COMMA_THOUSANDS = re.compile(r",\d{3}(?:,\d{3})*[).;]*")
_NOISE = re.compile(r"[_|~\\¦^`'‘’.,:;·]+")
_QUARTER = re.compile(r"([(\[]?Q)([ilI|])((?:/Q?[1-4])?[)\],.;:]*)")
_BULLETS = frozenset("e«»¢©®°@*o■")
_SPECK = re.compile(r"[_|:;.,'‘’~*=•«»°]{1,3}|[A-Za-z](?<![ccxznkCXZNKmMk])")
_GLUED = re.compile(r"[™®©¥€§¢«»{}<>\\~^¬¦](?=\d)|(?<=\d)[™®¥€§¢{}\\~^¬¦]")
"""A sign that no figure has beside it: part of a digit that was misread."""
_FRAME = "_|:;.,'‘’~*=»«•"
_IN_FRAME = re.compile(r"[-–+(]?£?\d[\d,.:]*(?:%|m|k|bn|pp)?\)?")
_COLON = re.compile(r"(\d{2,3}):(\d%?)")
_UNSURE = 0.6
_TORN_GAP = 0.22  # times the size: the parts of one number stand no further apart; words do by 0.28 and more
_BULLET_GAP = 0.5


def mend_token(text: str) -> str:
    """A word as it must have been printed; the same word where nothing is certain."""
    text = text.translate(_LIGATURES)
    found = _PERCENT.fullmatch(text)
    if found:
        text = f"{found[1]}%{found[2]}"
    if quarter := _QUARTER.fullmatch(text):
        return f"{quarter[1]}1{quarter[3]}"
    number = _NUMBER.fullmatch(text)
    if number is None:
        return text
    body = number[2] + (number[3] or "")
    digits = sum(character.isdigit() for character in body)
    letters = sum(character in _LIKE for character in body)
    amount = "%" in number[4] or "£" in number[1] or "," in body or "." in body
    # "S106" and "12B" are names; a letter between digits is none, nor is one in an amount
    inner = body[0].isdigit() and (body[-1].isdigit() or body[-1] in "Oo") and digits + letters >= 3
    if not letters or digits < letters or not (amount or inner):
        return text
    return number[1] + body.translate(_DIGITS) + number[4]


def mend_line(line: SeenLine) -> SeenLine:
    """The line with its words mended, without those that are mere specks, and with the parts of torn numbers joined.

    It may have no words left.
    """
    words: list[SeenWord] = []
    for word in line.words:
        if _NOISE.fullmatch(word.text):
            continue
        if _GLUED.search(word.text):
            word = word._replace(confidence=min(word.confidence, _UNSURE - 0.1))
        text = mend_token(word.text)
        word = word if text == word.text else word._replace(text=text, read=word.read or word.text)
        before = words[-1] if words else None
        joined = _join(before, word) if before is not None else None
        if joined is not None:
            words[-1] = joined
        else:
            words.append(word)
    return SeenLine(tuple(_mend_bullet(words)))


def mend_cell(line: SeenLine) -> SeenLine:
    """The only line of a cell: specks and pieces of its frame beside the one figure that stands there are left out."""
    figures = [word for word in line.words if any(character.isdigit() for character in word.text)]
    others = [word for word in line.words if word not in figures]
    if len(figures) != 1 or not all(_SPECK.fullmatch(word.text) for word in others):
        return line
    word = figures[0]
    text, sure = word.text.strip(_FRAME), word.confidence
    if _IN_FRAME.fullmatch(text) is None:
        return line
    text = text if "(" in text else text.rstrip(")")
    if colon := _COLON.fullmatch(text):  # a worn point: what else it may be, other figures have to say
        text, sure = f"{colon[1]}.{colon[2]}", min(sure, _UNSURE)
    if text == word.text and len(line.words) == 1:
        return line
    read = " ".join(other.read or other.text for other in line.words)
    return SeenLine((word._replace(text=text, confidence=sure, read=read),))


def _join(before: SeenWord, word: SeenWord) -> SeenWord | None:
    """Both as one word, where they are parts of a number; None otherwise."""
    gap = word.x0 - before.x1
    if gap > _TORN_GAP * before.size:
        return None
    text = _joined(before.text, word.text)
    if text is None:
        return None
    read = f"{before.read or before.text} {word.read or word.text}"
    sure = min(before.confidence, word.confidence)
    top, bottom = min(before.top, word.top), max(before.bottom, word.bottom)
    return before._replace(text=text, x1=word.x1, top=top, bottom=bottom, confidence=sure, read=read)


def _joined(first: str, second: str) -> str | None:
    """``83.`` and ``3%``, ``83`` and ``.3%``, ``2,`` and ``500``, ``83.3`` and ``%``; None for what is no number."""
    whole = (
        (_OPEN_POINT.fullmatch(first) and _FRACTION.fullmatch(second))
        or (_WHOLE.fullmatch(first) and _POINT_FRACTION.fullmatch(second))
        or (_OPEN_COMMA.fullmatch(first) and _THOUSANDS.fullmatch(second))
        or (_WHOLE.fullmatch(first) and _COMMA_THOUSANDS.fullmatch(second))
    )
    if whole:
        return first + second
    sign = _SIGN_ALONE.fullmatch(second)
    if sign and _NUMBER_END.fullmatch(first):
        return f"{first}%{sign[1]}"
    return None


def _mend_bullet(words: Sequence[SeenWord]) -> Sequence[SeenWord]:
    """A bullet at a line's start is read as a letter or a sign that is round."""
    if len(words) < 2 or words[0].text not in _BULLETS:
        return words
    first = words[0]
    if words[1].x0 - first.x1 < _BULLET_GAP * first.size:
        return words
    return [first._replace(text="•", read=first.read or first.text), *words[1:]]
