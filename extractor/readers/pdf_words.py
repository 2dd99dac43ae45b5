"""From characters to printed words and lines: gaps, superscript marks, and words split at a line's end."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from sys import intern
from typing import NamedTuple

import numpy as np
import regex
from numpy.typing import NDArray

from extractor.document import Box
from extractor.readers.pdf_characters import HYPHEN_CODE, Floats, Glyphs

HYPHEN = "-\u00ad"
"""How PDFium's hyphen at a line's end is carried until the line is joined to the next."""

_HYPHEN_MARK = chr(HYPHEN_CODE)
_RAISED_SIZE = 0.82  # of the word's own: what is smaller and raised is a mark
_MARK = regex.compile(r"^[\d*†‡§,]{1,4}$")
_LONGEST_MARK = 4
_BY_LINE = attrgetter("baseline", "x0")
_ACROSS = attrgetter("x0")
_ORDINAL = regex.compile(r"^(?:st|nd|rd|th)$", regex.I)


class PrintedWord(NamedTuple):
    """A word on the page; a tuple, as they are made by the hundred thousand and that takes a third of the time."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float

    @property
    def box(self) -> Box:
        return (self.x0, self.top, self.x1, self.bottom)


@dataclass(frozen=True)
class Line:
    """Words on one baseline, left to right, with no wide gap between them.

    What is read off the words is kept, which slots have no room for: each line is asked by those beside it.
    """

    words: tuple[PrintedWord, ...]

    @cached_property
    def x0(self) -> float:
        return self.words[0].x0

    @cached_property
    def x1(self) -> float:
        return max([word.x1 for word in self.words])

    @property
    def top(self) -> float:
        return min([word.top for word in self.words])

    @property
    def bottom(self) -> float:
        return max([word.bottom for word in self.words])

    @cached_property
    def baseline(self) -> float:
        return self.words[0].baseline

    @cached_property
    def size(self) -> float:
        return max([word.size for word in self.words])

    @cached_property
    def text(self) -> str:
        return " ".join([word.text for word in self.words])


def make_words(glyphs: Glyphs) -> list[PrintedWord]:
    """Words in PDFium's order; superscript footnote marks are left out, raised ordinals joined to their number."""
    if not glyphs.text:
        return []
    starts = np.flatnonzero(_begins(glyphs))
    sizes = np.maximum.reduceat(glyphs.size, starts)
    uneven = np.minimum.reduceat(glyphs.size, starts) < _RAISED_SIZE * sizes
    share = _Shared().share
    columns = (
        np.minimum.reduceat(glyphs.x0, starts).tolist(),
        share(np.minimum.reduceat(glyphs.top, starts)),
        np.maximum.reduceat(glyphs.x1, starts).tolist(),
        share(np.maximum.reduceat(glyphs.bottom, starts)),
        share(glyphs.baseline[starts]),
        share(sizes),
    )
    text = glyphs.text
    texts = [intern(text[start:end]) for start, end in itertools.pairwise([*starts.tolist(), len(text)])]
    words = list(map(PrintedWord._make, zip(texts, *columns, strict=True)))
    for number in np.flatnonzero(uneven).tolist():
        words[number] = _without_marks(glyphs, words[number], int(starts[number]))
    if _HYPHEN_MARK in text:
        words = [word._replace(text=word.text.replace(_HYPHEN_MARK, HYPHEN)) for word in words]
    return words


class _Shared:
    """One object for each number of a page: the words of a line have their levels in common, and take half the room."""

    def __init__(self) -> None:
        self._kept: dict[float, float] = {}

    def share(self, column: Floats) -> list[float]:
        values = column.tolist()
        return list(map(self._kept.setdefault, values, values))


def _begins(glyphs: Glyphs) -> NDArray[np.bool_]:
    """True at the first character of each word: behind white space, a gap, or a step off the line."""
    size = np.maximum(glyphs.size[:-1], glyphs.size[1:])
    begins = glyphs.spaced.copy()
    begins[0] = True
    begins[1:] |= np.abs(glyphs.baseline[1:] - glyphs.baseline[:-1]) > 0.6 * size
    begins[1:] |= glyphs.x0[1:] - glyphs.x1[:-1] > 0.25 * size
    begins[1:] |= glyphs.x1[1:] < glyphs.x0[:-1] - 0.5 * size
    return begins


def _without_marks(glyphs: Glyphs, word: PrintedWord, start: int) -> PrintedWord:
    """A word without what is raised and small behind a letter or figure."""
    places = range(start, start + len(word.text))
    level = next(glyphs.baseline[place] for place in places if glyphs.size[place] == word.size)
    raised = {place for place in places if _raised(glyphs.size[place], glyphs.baseline[place], level, word.size)}
    body = [place for place in places if place not in raised]
    marks = "".join(glyphs.text[place] for place in sorted(raised))
    if not marks or not body or not _MARK.match(marks):
        return word
    if len(body) <= 2 and glyphs.text[body[-1]] in "mM²":
        return word
    return PrintedWord(
        "".join(glyphs.text[place] for place in body),
        float(glyphs.x0[body].min()),
        float(glyphs.top[body].min()),
        float(glyphs.x1[body].max()),
        float(glyphs.bottom[body].max()),
        float(glyphs.baseline[body[0]]),
        float(glyphs.size[body].max()),
    )


def _raised(size: float, baseline: float, level: float, largest: float) -> bool:
    return size < _RAISED_SIZE * largest and level - baseline > 0.12 * largest


def make_rows(words: list[PrintedWord]) -> list[list[PrintedWord]]:
    """Words by baseline, from the top of the page down, each row left to right; lone raised marks are dropped."""
    rows: list[list[PrintedWord]] = []
    row: list[PrintedWord] = []
    level = size = 0.0
    mixed = False  # where all words of a row stand on one level, they are in order
    for word in sorted(words, key=_BY_LINE):
        baseline = word.baseline
        if baseline == level and row:
            row.append(word)
        elif row and abs(level - baseline) <= 0.35 * max(1.0, min(size, word.size)):
            row.append(word)
            mixed = True
        else:
            if mixed:
                row.sort(key=_ACROSS)
            row = [word]
            rows.append(row)
            level, size, mixed = baseline, word.size, False
    if mixed:
        row.sort(key=_ACROSS)
    return _without_raised_rows(rows)


def _without_raised_rows(rows: list[list[PrintedWord]]) -> list[list[PrintedWord]]:
    """A row of nothing but small raised marks just above a line is its footnote marks or ordinals."""
    kept: list[list[PrintedWord]] = []
    for number, row in enumerate(rows):
        marked = len(row[0].text) <= _LONGEST_MARK and number + 1 < len(rows)
        below = rows[number + 1] if marked else None
        if below is not None and all(_marks_of(word, below) for word in row):
            for word in row:
                if _ORDINAL.match(word.text):
                    _join_ordinal(below, word)
            continue
        kept.append(row)
    return kept


def _marks_of(word: PrintedWord, below: list[PrintedWord]) -> bool:
    if len(word.text) > _LONGEST_MARK or not (_MARK.match(word.text) or _ORDINAL.match(word.text)):
        return False
    hosts = [host for host in below if host.x1 - 0.2 * host.size <= word.x0 <= host.x1 + 0.35 * host.size]
    if not hosts and below and word.x1 <= below[0].x0 + 1:
        hosts = below[:1]
    return any(word.size < 0.82 * host.size and 0 < host.baseline - word.baseline < 0.7 * host.size for host in hosts)


def _join_ordinal(row: list[PrintedWord], mark: PrintedWord) -> None:
    for number, host in enumerate(row):
        if host.x1 - 0.2 * host.size <= mark.x0 <= host.x1 + 0.35 * host.size and host.text[-1:].isdigit():
            row[number] = PrintedWord(
                host.text + mark.text, host.x0, host.top, mark.x1, host.bottom, host.baseline, host.size
            )
            return


def split_lines(row: list[PrintedWord], gap: float) -> list[Line]:
    """A row cut wherever white space is wider than ``gap`` times the font size."""
    lines: list[list[PrintedWord]] = [[row[0]]]
    for before, word in itertools.pairwise(row):
        if word.x0 - before.x1 > gap * max(before.size, word.size):
            lines.append([word])
        else:
            lines[-1].append(word)
    return [Line(tuple(words)) for words in lines]
