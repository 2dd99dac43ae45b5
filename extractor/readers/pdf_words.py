"""From characters to printed words and lines: gaps, superscript marks, and words split at a line's end."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import regex

from extractor.document import Box
from extractor.readers.pdf_glyphs import Glyph

HYPHEN = "-\u00ad"
"""How PDFium's hyphen at a line's end is carried until the line is joined to the next."""

_MARK = regex.compile(r"^[\d*†‡§,]{1,4}$")
_ORDINAL = regex.compile(r"^(?:st|nd|rd|th)$", regex.I)


@dataclass(frozen=True, slots=True)
class PrintedWord:
    """A word on the page."""

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


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline, left to right, with no wide gap between them."""

    words: tuple[PrintedWord, ...]

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @property
    def baseline(self) -> float:
        return self.words[0].baseline

    @property
    def size(self) -> float:
        return max(word.size for word in self.words)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def make_words(glyphs: list[Glyph | None]) -> list[PrintedWord]:
    """Words in PDFium's order; superscript footnote marks are left out, raised ordinals joined to their number."""
    runs: list[list[Glyph]] = []
    current: list[Glyph] = []
    for glyph in glyphs:
        if glyph is None:
            if current:
                runs.append(current)
            current = []
        elif current and _apart(current[-1], glyph):
            runs.append(current)
            current = [glyph]
        else:
            current.append(glyph)
    if current:
        runs.append(current)
    words: list[PrintedWord] = []
    for run in runs:
        words += _split_marks(run)
    return words


def _apart(before: Glyph, glyph: Glyph) -> bool:
    size = max(before.size, glyph.size)
    if abs(glyph.baseline - before.baseline) > 0.6 * size:
        return True
    return glyph.x0 - before.x1 > 0.25 * size or glyph.x1 < before.x0 - 0.5 * size


def _split_marks(run: list[Glyph]) -> list[PrintedWord]:
    """A run of characters as words, without what is raised and small behind a letter or figure."""
    size = max(glyph.size for glyph in run)
    level = next(glyph.baseline for glyph in run if glyph.size == size)
    body = [glyph for glyph in run if not _raised(glyph, level, size)]
    marks = "".join(glyph.text for glyph in run if _raised(glyph, level, size))
    if not marks or not body:
        return [_word(run)]
    if _MARK.match(marks) and not any(glyph.text in "mM²" for glyph in body[-1:] if len(body) <= 2):
        return [_word(body)]
    return [_word(run)]


def _raised(glyph: Glyph, level: float, size: float) -> bool:
    return glyph.size < 0.82 * size and level - glyph.baseline > 0.12 * size


def _word(glyphs: list[Glyph]) -> PrintedWord:
    return PrintedWord(
        "".join(glyph.text for glyph in glyphs),
        min(glyph.x0 for glyph in glyphs),
        min(glyph.top for glyph in glyphs),
        max(glyph.x1 for glyph in glyphs),
        max(glyph.bottom for glyph in glyphs),
        glyphs[0].baseline,
        max(glyph.size for glyph in glyphs),
    )


def make_rows(words: list[PrintedWord]) -> list[list[PrintedWord]]:
    """Words by baseline, from the top of the page down, each row left to right; lone raised marks are dropped."""
    rows: list[list[PrintedWord]] = []
    for word in sorted(words, key=lambda item: (item.baseline, item.x0)):
        row = rows[-1] if rows else None
        if row is not None and abs(row[0].baseline - word.baseline) <= 0.35 * max(1.0, min(row[0].size, word.size)):
            row.append(word)
        else:
            rows.append([word])
    for row in rows:
        row.sort(key=lambda item: item.x0)
    return _without_raised_rows(rows)


def _without_raised_rows(rows: list[list[PrintedWord]]) -> list[list[PrintedWord]]:
    """A row of nothing but small raised marks just above a line is its footnote marks or ordinals."""
    kept: list[list[PrintedWord]] = []
    for number, row in enumerate(rows):
        below = rows[number + 1] if number + 1 < len(rows) else None
        if below is not None and all(_marks_of(word, below) for word in row):
            for word in row:
                if _ORDINAL.match(word.text):
                    _join_ordinal(below, word)
            continue
        kept.append(row)
    return kept


def _marks_of(word: PrintedWord, below: list[PrintedWord]) -> bool:
    if not (_MARK.match(word.text) or _ORDINAL.match(word.text)):
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
