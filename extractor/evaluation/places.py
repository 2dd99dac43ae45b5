"""Where things stand in a document's text: quotes of the annotations, rows of the dataset."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from extractor.evaluation.gold import Figure
from extractor.evaluation.smudged import Span, find_smudged_figure, find_smudged_quote

Row = Mapping[str, str]
"""One row of a table of the dataset, column name to cell."""

_PIECE = re.compile(r"\w+|[^\w\s]")
_CLOSE = 1e-6
"""How far apart two numbers may be, in parts of the wanted one (of 1, where that is smaller)."""


def find_quote(quote: str, text: str, *, scanned: bool = False) -> list[Span]:
    """Every place where the words of ``quote`` stand, whatever white space a reader left between them.

    Where a scan's text holds them nowhere, the place that is most like them, if one is like them at all.
    """
    places = [found.span() for found in _loose(quote).finditer(text)]
    smudged = find_smudged_quote(quote, text) if scanned and not places else None
    return places if smudged is None else [smudged]


def find_figure(figure: Figure, text: str, *, scanned: bool = False) -> Span | None:
    """Where the figure of a quote stands; None where the text does not hold the quote, or the quote not the figure."""
    for start, end in find_quote(figure.quote, text, scanned=scanned):
        spans = [found.span() for found in _loose(figure.text).finditer(text, start, end)]
        # "9" is looked for outside "2019" first: a figure that begins within a word is no figure of that quote.
        spans = [span for span in spans if not _inside_word(text, span[0])] or spans
        if spans:
            return spans[figure.nth if figure.nth < len(spans) else 0]
        smudged = find_smudged_figure(figure.text, text, (start, end)) if scanned else None
        if smudged is not None:
            return smudged
    return None


def span_of(row: Row) -> Span:
    """The characters that a row stands on; a span that overlaps nothing where it has no offsets."""
    start, end = number_in(row, "start"), number_in(row, "end")
    return (-1, -1) if start is None or end is None else (int(start), int(end))


def overlap(first: Span, second: Span) -> bool:
    return first[0] < second[1] and second[0] < first[1]


def number_in(row: Row, column: str) -> float | None:
    """The number in a cell, None where there is none."""
    try:
        return float(row.get(column) or "")
    except ValueError:
        return None


def equals(row: Row, column: str, wanted: float) -> bool:
    """True where the cell holds the wanted number, but for what binary fractions lose."""
    found = number_in(row, column)
    return found is not None and abs(found - wanted) <= _CLOSE * max(1.0, abs(wanted))


def joined(row: Row, *columns: str) -> str:
    """The cells of several columns as one text, in which an annotation's pattern is searched for."""
    return " ".join(row.get(column) or "" for column in columns)


def indicator_words(row: Row) -> str:
    return joined(row, "indicator", "indicator_name")


def _inside_word(text: str, start: int) -> bool:
    return start > 0 and text[start - 1].isalnum() and text[start].isalnum()


@lru_cache(maxsize=4096)
def _loose(quote: str) -> re.Pattern[str]:
    return re.compile(r"\s*".join(re.escape(piece) for piece in _PIECE.findall(quote)))
