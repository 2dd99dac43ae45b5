"""Texts that a careless pattern tries in every way, and whether a pattern gets through them in time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import regex

LENGTH = 2_000
"""A pattern whose time grows with the square of the text is still through in time; with the cube, or worse, it is not."""
TIMEOUT_S = 1.0
_PIECES = (
    *("a", "1", " ", ".", ",", "(", "£", "%", "-", "\t", "\n"),
    *("a ", "1 ", "1,", "1.", "(a) ", "a-", "a\n", "of the ", "Q3 2018/19 ", "31 March 2019 ", "8.6% (16/244) "),
)
_EXAMPLES = 4
_WORD = regex.compile(r"\w+|\W")


def attack_texts(examples: Iterable[str], length: int = LENGTH) -> Iterator[str]:
    """Long runs of what papers hold and of what a rule's own ``examples`` are made of, each with an end that fits nothing."""
    for piece in (*_PIECES, *_pieces_of(examples)):
        yield _run(piece, length)


def _pieces_of(examples: Iterable[str]) -> list[str]:
    pieces: list[str] = []
    for example in tuple(examples)[:_EXAMPLES]:
        words = _WORD.findall(example)
        pieces += [f"{example} ", *words, *(f"{word} " for word in words if word.strip())]
    return list(dict.fromkeys(piece for piece in pieces if piece and piece not in _PIECES))


def _run(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length] + "¬"


@lru_cache(maxsize=4096)
def find_runaway(pattern: regex.Pattern[str], examples: tuple[str, ...]) -> str:
    """The piece whose repetition the pattern does not get through in time, or empty."""
    for text in attack_texts(examples):
        try:
            for _ in pattern.finditer(text, timeout=TIMEOUT_S):
                pass
        except TimeoutError:
            return text[:20]
    return ""
