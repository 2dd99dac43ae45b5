"""Whether a pattern can match at all, asked of its alternatives one by one.

``regex`` finds a single alternative by the letters that it must hold, and tries a pattern of many at every character:
``a|b|c`` takes five to fifty times as long as ``a``, ``b`` and ``c`` apart. Most texts hold none.
"""

from __future__ import annotations

from functools import lru_cache

import regex

from extractor.literals import Clause, holds, required_pieces

_TIED = regex.compile(r"\(\?(?:&|\(|P=|P>|R\)|\|)|\\[1-9]|\\g<|^\(\?[a-zA-Z]+\)")
"""What ties a pattern's alternatives together: references to groups, calls of them, flags for all."""


def can_match(pattern: regex.Pattern[str], text: str, start: int, end: int, timeout_s: float | None = None) -> bool:
    """False where no alternative of ``pattern`` matches in ``text[start:end]``. Raises TimeoutError, if it is timed."""
    lowered = text[start:end].lower()
    alternatives = _compiled(pattern)
    for clauses, alternative in alternatives:
        if not holds(clauses, lowered):
            continue
        if len(alternatives) == 1:
            return True
        if timeout_s is None:
            found = alternative.search(text, start, end)
        else:
            found = alternative.search(text, start, end, timeout=timeout_s)
        if found is not None:
            return True
    return False


@lru_cache(maxsize=2048)
def _compiled(pattern: regex.Pattern[str]) -> tuple[tuple[tuple[Clause, ...], regex.Pattern[str]], ...]:
    """The alternatives of a pattern, each with what a text must hold for it."""
    pieces = split_alternatives(pattern.pattern)
    if len(pieces) == 1:
        return ((required_pieces(pattern.pattern), pattern),)
    return tuple((required_pieces(piece), regex.compile(piece, pattern.flags)) for piece in pieces)


def split_alternatives(pattern: str) -> tuple[str, ...]:
    """The alternatives of a pattern outside its groups; the pattern itself where they depend on each other."""
    if _TIED.search(pattern):
        return (pattern,)
    pieces = [""]
    depth = 0
    position = 0
    while position < len(pattern):
        token = _token(pattern, position)
        position += len(token)
        depth += (token == "(") - (token == ")")
        if token == "|" and depth == 0:
            pieces.append("")
        else:
            pieces[-1] += token
    return tuple(pieces)


def _token(pattern: str, position: int) -> str:
    """An escaped character, a whole set of characters, or one character."""
    if pattern[position] == "\\":
        return pattern[position : position + 2]
    if pattern[position] != "[":
        return pattern[position]
    end = position + 1
    end += pattern.startswith("^", end)
    end += pattern.startswith("]", end)
    while pattern[end] != "]":
        end += 2 if pattern[end] == "\\" else 1
    return pattern[position : end + 1]
