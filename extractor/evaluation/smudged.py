"""Where a quote stands in a scan's text, in which single letters may have been misread.

White space counts for nothing, as in ``places``. A figure's digits are never guessed: a misread figure stands nowhere.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.fuzz import partial_ratio_alignment

Span = tuple[int, int]

_ALIKE = 80.0
"""Of 100: a letter in five may be wrong. Lower, and a sentence that is merely worded alike is taken for the quote."""
_SHORTEST = 5
"""Letters of a quote; fewer are alike by chance."""
_SLACK = 4
"""Characters that a place may lie too far left or right: it is as long as its quote, whatever was read for a letter."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def find_smudged_quote(quote: str, text: str) -> Span | None:
    """The stretch of the text most like the quote; None where none is like it."""
    wanted = "".join(quote.split())
    letters, places = _letters_of(text)
    if len(wanted) < _SHORTEST or len(wanted) > len(letters):
        return None
    found = partial_ratio_alignment(wanted, letters, score_cutoff=_ALIKE)
    if found is None or found.dest_start >= found.dest_end:
        return None
    return places[found.dest_start], places[found.dest_end - 1] + 1


def find_smudged_figure(figure: str, text: str, within: Span) -> Span | None:
    """A figure within a stretch of the text: by its number as printed, or by its words where it has none."""
    start, end = max(0, within[0] - _SLACK), min(len(text), within[1] + _SLACK)
    number = _NUMBER.search(figure)
    if number is None:
        found = find_smudged_quote(figure, text[start:end])
        return None if found is None else (start + found[0], start + found[1])
    # of the whole text, so that a number at an edge of the stretch is whole
    read = (other for other in _NUMBER.finditer(text) if other.end() > start and other.start() < end)
    return next((other.span() for other in read if other[0] == number[0]), None)


@lru_cache(maxsize=8)
def _letters_of(text: str) -> tuple[str, tuple[int, ...]]:
    """The text without white space, and where each of its letters stands in the text."""
    places = tuple(place for place, letter in enumerate(text) if not letter.isspace())
    return "".join(text[place] for place in places), places
