"""Whether a pattern can match at all, asked of its alternatives one by one.

``regex`` finds a single alternative by the letters that it must hold, and tries a pattern of many at every character:
``a|b|c`` takes five to fifty times as long as ``a``, ``b`` and ``c`` apart. Most texts hold none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extractor.literals import Clause, holds, required_pieces

_TIED = regex.compile(r"\(\?(?:&|\(|P=|P>|R\)|\|)|\\[1-9]|\\g<|^\(\?[a-zA-Z]+\)")
"""What ties a pattern's alternatives together: references to groups, calls of them, flags for all."""


@dataclass(slots=True, eq=False)
class Alternative:
    """One alternative of a pattern: what a text must hold for it; compiled when a text first does."""

    clauses: tuple[Clause, ...]
    pattern: str
    flags: int
    _compiled: regex.Pattern[str] | None = None

    @property
    def compiled(self) -> regex.Pattern[str]:
        if self._compiled is None:
            self._compiled = regex.compile(self.pattern, self.flags)
        return self._compiled


def can_match(
    alternatives: Sequence[Alternative], lowered: str, text: str, start: int, end: int, timeout_s: float | None = None
) -> bool:
    """False where no alternative matches in ``text[start:end]``, which in lower case is ``lowered``.

    Raises TimeoutError, if it is timed.
    """
    for alternative in alternatives:
        if not holds(alternative.clauses, lowered):
            continue
        if len(alternatives) == 1:
            return True
        if timeout_s is None:
            found = alternative.compiled.search(text, start, end)
        else:
            found = alternative.compiled.search(text, start, end, timeout=timeout_s)
        if found is not None:
            return True
    return False


def find_alternatives(pattern: str, flags: int) -> tuple[Alternative, ...]:
    """The alternatives of a pattern, each with what a text must hold for it."""
    return tuple(Alternative(required_pieces(piece), piece, flags) for piece in split_alternatives(pattern))


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
