"""The format code of a cell, taken apart: sections for positive, negative, zero and text, each with what it prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from operator import eq, ge, gt, le, lt, ne

Token = tuple[str, str]
"""What a piece of the code is, and its characters: literal, digit, point, comma, percent, exponent, general, text,
slash, or a part of a date."""

DIGITS = frozenset({"digit", "point", "comma", "percent", "exponent", "general", "text", "slash"})
_DATES = frozenset(
    {"year", "month", "day", "hour", "minute", "second", "fraction", "half", "hours", "minutes", "seconds"}
)
_LETTERS = {"y": "year", "m": "month", "d": "day", "h": "hour", "s": "second"}
_ELAPSED = {"h": "hours", "m": "minutes", "s": "seconds"}
_SIGNS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<=": le,
    ">=": ge,
    "<>": ne,
    "<": lt,
    ">": gt,
    "=": eq,
}
_MOST_CHARACTERS = 300  # of a code (Excel: 255)
_MOST_SECTIONS = 4


@dataclass(frozen=True, slots=True)
class Section:
    """One section: what stands before and after the digits, and how the digits are printed.

    ``whole`` and ``places`` are the placeholders (``0``, ``#``, ``?``) before and after the point, ``thousands`` how
    often the number is divided by 1,000, ``holds`` its condition.
    """

    tokens: tuple[Token, ...]
    before: str
    after: str
    whole: str
    places: str
    grouped: bool
    percents: int
    thousands: int
    exponent: str
    holds: Callable[[Decimal], bool] | None

    @property
    def is_date(self) -> bool:
        return any(kind in _DATES for kind, _ in self.tokens)

    @property
    def is_general(self) -> bool:
        """Also a fraction, which is printed as a decimal number."""
        kinds = {kind for kind, _ in self.tokens}
        return not kinds.isdisjoint({"general", "slash", "text"})

    @property
    def half_days(self) -> bool:
        return any(kind == "half" for kind, _ in self.tokens)

    @property
    def second_places(self) -> int:
        return next((len(text) - 1 for kind, text in self.tokens if kind == "fraction"), 0)


def read_sections(code: str) -> tuple[Section, ...]:
    """At least one section of a format code; what is no code of Excel's is taken for literal text."""
    parts: list[list[Token]] = [[]]
    conditions: list[Callable[[Decimal], bool] | None] = [None]
    for kind, text in _tokens(code[:_MOST_CHARACTERS] or "General"):
        if kind == "end":
            if len(parts) == _MOST_SECTIONS:
                break
            parts.append([])
            conditions.append(None)
        elif kind == "condition":
            conditions[-1] = _condition(text)
        else:
            parts[-1].append((kind, text))
    return tuple(_section(_settle_minutes(part), holds) for part, holds in zip(parts, conditions, strict=True))


def _tokens(code: str) -> Iterator[Token]:
    at = 0
    while at < len(code):
        kind, text, at = _next(code, at)
        if kind:
            yield kind, text


def _next(code: str, at: int) -> tuple[str, str, int]:
    """The piece that begins at ``at``, and where it ends; of an empty kind where it prints nothing."""
    letter, lower = code[at], code[at].lower()
    if letter == '"':
        end = code.find('"', at + 1)
        end = len(code) if end < 0 else end
        return "literal", code[at + 1 : end], end + 1
    if letter == "\\":
        return "literal", code[at + 1 : at + 2], at + 2
    if letter in "_*":
        return "", "", at + 2
    if letter == "[":
        end = code.find("]", at)
        end = len(code) if end < 0 else end
        return *_bracket(code[at + 1 : end]), end + 1
    if code[at : at + 7].lower() == "general":
        return "general", letter, at + 7
    for mark in ("am/pm", "a/p"):
        if code[at : at + len(mark)].lower() == mark:
            return "half", "x" * (len(mark) // 2), at + len(mark)
    if lower in _LETTERS:
        end = at
        while end < len(code) and code[end].lower() == lower:
            end += 1
        return _LETTERS[lower], code[at:end], end
    if letter in "0#?":
        return "digit", letter, at + 1
    if lower == "e" and code[at + 1 : at + 2] in ("+", "-"):
        return "exponent", code[at + 1], at + 2
    plain = {".": "point", ",": "comma", "%": "percent", "@": "text", "/": "slash", ";": "end"}
    return plain.get(letter, "literal"), letter, at + 1


def _bracket(inside: str) -> Token:
    """What stands in square brackets: a currency, a duration, a condition; a colour or a language prints nothing."""
    if inside.startswith("$"):
        return "literal", inside[1:].partition("-")[0]
    if inside and set(inside.lower()) in ({"h"}, {"m"}, {"s"}):
        return _ELAPSED[inside[0].lower()], inside
    return ("condition", inside) if inside[:1] in ("<", ">", "=") else ("", "")


def _condition(text: str) -> Callable[[Decimal], bool] | None:
    for sign, compare in _SIGNS.items():
        if text.startswith(sign):
            try:
                limit = Decimal(text.removeprefix(sign).strip())
            except InvalidOperation:
                return None
            return lambda value: compare(value, limit)
    return None


def _settle_minutes(tokens: list[Token]) -> tuple[Token, ...]:
    """``m`` is a minute behind an hour or before a second; places behind a second are its fraction."""
    settled = list(tokens)
    parts = [place for place, (kind, _) in enumerate(settled) if kind in _DATES]
    for order, place in enumerate(parts):
        kind, text = settled[place]
        before = settled[parts[order - 1]][0] if order else ""
        after = settled[parts[order + 1]][0] if order + 1 < len(parts) else ""
        if kind == "month" and len(text) <= 2 and (before in ("hour", "hours") or after in ("second", "seconds")):
            settled[place] = "minute", text
    if parts:
        settled = list(_join_fractions(settled))
        settled = [("literal", text) if kind in ("slash", "point", "comma") else (kind, text) for kind, text in settled]
    return tuple(settled)


def _join_fractions(tokens: list[Token]) -> Iterator[Token]:
    at = 0
    while at < len(tokens):
        kind, text = tokens[at]
        end = at + 1
        if kind == "point" and at and tokens[at - 1][0] in ("second", "seconds"):
            while end < len(tokens) and tokens[end][0] == "digit":
                end += 1
            kind, text = "fraction", "." + "0" * (end - at - 1)
        yield kind, text
        at = end


def _section(tokens: tuple[Token, ...], holds: Callable[[Decimal], bool] | None) -> Section:
    kinds = [kind for kind, _ in tokens]
    core = [place for place, kind in enumerate(kinds) if kind in ("digit", "point", "general", "text", "slash")]
    first, last = (core[0], core[-1]) if core else (len(tokens), len(tokens))
    power = kinds.index("exponent") if "exponent" in kinds else len(tokens)
    point = kinds.index("point") if "point" in kinds else min(power, last + 1)
    digits = [(place, text) for place, (kind, text) in enumerate(tokens) if kind == "digit" and place < power]
    whole = "".join(text for place, text in digits if place < point)
    places = "".join(text for place, text in digits if place > point)
    ends = max((place for place, _ in digits), default=-1)
    commas = [place for place, kind in enumerate(kinds) if kind == "comma"]
    scaling = sum(place > ends or _trails(kinds, place, point) for place in commas if place > first)
    literal = ("literal", "percent")
    return Section(
        tokens,
        "".join(text for kind, text in tokens[:first] if kind in literal),
        "".join(text for kind, text in tokens[last + 1 :] if kind in literal),
        whole,
        places,
        any(first < place < point and not _trails(kinds, place, point) and place < ends for place in commas),
        kinds.count("percent"),
        scaling,
        tokens[power][1] if power < len(tokens) else "",
        holds,
    )


def _trails(kinds: list[str], place: int, point: int) -> bool:
    """Whether no digit stands between a comma and the point: then it divides by 1,000."""
    return place < point and "digit" not in kinds[place:point]
