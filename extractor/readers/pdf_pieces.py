"""Printed lines cut into pieces at white space wider than a word space, and what each piece looks like."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import regex

from extractor.readers.pdf_words import Line, PrintedWord, split_lines

_FIGURE = regex.compile(
    r"^[(<>≤≥~+−–-]*\s?£?\s?[−–+-]?(?:[\d,]*\.\d+|[\d,]*\d)\s?(?:%|m|k|bn|pp|p|x|st|nd|rd|th|days?|weeks?)?\)?[*†‡]?"
    r"(?:\s?(?:/|of|out\sof|to|[–-])\s?£?[\d,.]+%?)?(?:\s?\([\d.,]+\s?%?\))?$"
    r"|^(?:n/?a|n/?k|nil|c|x|\*+|-+|–|—|\.\.+|tbc|tbd|[↑↓→↔▲▼►◄↗↘➔✓✔✗✘●■]+|green|amber|red|r|a|g"
    r"|not collected.*|not available|no target)$",
    regex.I,
)
_YEAR = regex.compile(r"^(?:(?:19|20)\d\d(?:\s?[/–-]\s?\d\d(?:\d\d)?)?|(\d\d)/(\d\d))$")
_NARROW, _WIDE = 0.42, 0.8  # times the font size: between these lies the least gap between two columns


@dataclass(frozen=True, slots=True)
class PieceLine:
    """A printed line: its pieces from left to right; ``figures`` of them, not counting the first, are figures."""

    pieces: tuple[Line, ...]
    figures: int

    @property
    def words(self) -> list[PrintedWord]:
        return [word for piece in self.pieces for word in piece.words]

    @property
    def baseline(self) -> float:
        return self.pieces[0].baseline

    @property
    def size(self) -> float:
        return max(piece.size for piece in self.pieces)

    @property
    def x0(self) -> float:
        return self.pieces[0].x0

    @property
    def x1(self) -> float:
        return max(piece.x1 for piece in self.pieces)


def cut_lines(rows: list[list[PrintedWord]]) -> list[PieceLine]:
    """Every row of words as pieces; how wide a gap parts two of them follows from the page's own word spaces."""
    gap = piece_gap(rows)
    return [cut_line(row, gap) for row in rows]


def cut_line(row: list[PrintedWord], gap: float) -> PieceLine:
    pieces = tuple(split_lines(row, gap))
    texts = [piece.text.strip() for piece in pieces[1:]]
    years = sum(1 for text in texts if _is_year(text))
    figures = sum(1 for text in texts if _FIGURE.match(text) and not _is_year(text))
    return PieceLine(pieces, figures + years if figures else 0)  # years alone are headings


def _is_year(text: str) -> bool:
    match = _YEAR.match(text)
    return match is not None and (match[1] is None or (int(match[1]) + 1) % 100 == int(match[2]))


def is_figure(text: str) -> bool:
    """True of a figure, a mark that stands for one (n/a, *), an arrow or a colour's name."""
    return bool(_FIGURE.match(text.strip()))


def piece_gap(rows: list[list[PrintedWord]]) -> float:
    """The least white space, times the font size, that parts two pieces: half as much again as a word space."""
    gaps = sorted(
        (after.x0 - before.x1) / max(before.size, after.size, 1.0)
        for row in rows
        for before, after in itertools.pairwise(row)
        if after.x0 > before.x1
    )
    if not gaps:
        return _WIDE
    return min(_WIDE, max(_NARROW, 1.5 * gaps[len(gaps) // 10]))
