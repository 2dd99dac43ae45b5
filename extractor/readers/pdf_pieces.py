"""Printed lines cut into pieces at white space wider than a word space, and what each piece looks like."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import regex

from extractor.readers.pdf_words import PrintedWord

_FIGURE = regex.compile(
    r"^(?!\(?£?0{3}s?\)?$)[(<>≤≥~+−–-]*\s?£?\s?[−–+-]?(?:[\d,]*\.\d+|[\d,]*\d)\s?(?:%|m|k|bn|pp|p|x|st|nd|rd|th|days?|weeks?)?\)?[*†‡]?"
    r"(?:\s?(?:/|of|out\sof|to|[–-])\s?£?[\d,.]+%?)?(?:\s?\([\d.,]+\s?%?\))?$"
    r"|^(?:n/?a|n/?k|nil|c|x|\*+|-+|–|—|\.\.+|tbc|tbd|[↑↓→↔▲▼►◄↗↘➔✓✔✗✘●■]+|green|amber|red|r|a|g"
    r"|not collected.*|not available|no target)$",
    regex.I,
)
_YEAR = regex.compile(r"^(?:(?:19|20)\d\d(?:\s?[/–-]\s?\d\d(?:\d\d)?)?|(\d\d)/(\d\d))$")
_NARROW, _WIDE = 0.42, 0.8  # times the font size: between these lies the least gap between two columns


@dataclass(frozen=True, slots=True)
class Piece:
    """Words with no wide gap between them; ``figure`` where :func:`is_figure` says so of their text."""

    words: tuple[PrintedWord, ...]
    text: str
    x0: float
    x1: float
    top: float
    baseline: float
    size: float
    figure: bool


@dataclass(frozen=True, slots=True)
class PieceLine:
    """A printed line: its pieces from left to right; ``figures`` of them, not counting the first, are figures."""

    pieces: tuple[Piece, ...]
    figures: int
    baseline: float
    size: float
    x0: float
    x1: float

    @property
    def words(self) -> list[PrintedWord]:
        return [word for piece in self.pieces for word in piece.words]


def cut_line(row: list[PrintedWord], gap: float) -> PieceLine:
    """A row as pieces. Two words need a wide gap between them (justified text has such), a figure only ``gap``."""
    groups: list[list[PrintedWord]] = [[row[0]]]
    for before, word in itertools.pairwise(row):
        lettered = before.text[-1:].isalpha() and word.text[:1].isalpha()
        leader = word.text == "."  # dots that lead from a label to its figures
        if not leader and word.x0 - before.x1 > (_WIDE if lettered else gap) * max(before.size, word.size):
            groups.append([word])
        else:
            groups[-1].append(word)
    return line_of([piece_of(group) for group in groups])


def count_gaps(row: list[PrintedWord], gap: float) -> int:
    """How many gaps :func:`cut_line` cuts a row at, or more where dots lead over one; at no cost for a row of prose."""
    count = 0
    before = row[0]
    for word in row:
        space = word.x0 - before.x1
        if space > gap * max(before.size, word.size):
            lettered = before.text[-1:].isalpha() and word.text[:1].isalpha()
            count += not lettered or space > _WIDE * max(before.size, word.size)
        before = word
    return count


def piece_of(words: list[PrintedWord]) -> Piece:
    text = " ".join([word.text for word in words])
    return Piece(
        tuple(words),
        text,
        words[0].x0,
        max([word.x1 for word in words]),
        min([word.top for word in words]),
        words[0].baseline,
        max([word.size for word in words]),
        is_figure(text),
    )


def line_of(pieces: list[Piece]) -> PieceLine:
    years = sum([is_year(piece.text) for piece in pieces[1:]])
    figures = sum([piece.figure and not is_year(piece.text) for piece in pieces[1:]])
    return PieceLine(
        tuple(pieces),
        figures + years if figures else 0,  # years alone are headings
        pieces[0].baseline,
        max([piece.size for piece in pieces]),
        pieces[0].x0,
        max([piece.x1 for piece in pieces]),
    )


def cut_at(line: PieceLine, strips: list[tuple[float, float]]) -> PieceLine:
    """A line cut once more, where the words before and behind a gap stand over different ``strips`` (columns)."""

    def over(words: list[PrintedWord]) -> set[int]:
        x0, x1 = words[0].x0, words[-1].x1
        return {number for number, (left, right) in enumerate(strips) if min(x1, right) > max(x0, left)}

    pieces: list[Piece] = []
    for piece in line.pieces:
        groups: list[list[PrintedWord]] = [[piece.words[0]]]
        for before, word in itertools.pairwise(piece.words):
            wide = word.x0 - before.x1 > _NARROW * max(before.size, word.size)
            if wide and over(groups[-1]) != over([word]) and not over(groups[-1]) & over([word]):
                groups.append([word])
            else:
                groups[-1].append(word)
        pieces += [piece_of(group) for group in groups]
    return line if len(pieces) == len(line.pieces) else line_of(pieces)


def is_year(text: str) -> bool:
    """True of a printed year or financial year: a heading more often than a figure."""
    match = _YEAR.match(text)
    return match is not None and (match[1] is None or (int(match[1]) + 1) % 100 == int(match[2]))


def is_figure(text: str) -> bool:
    """True of a figure, a mark that stands for one (n/a, *), an arrow or a colour's name."""
    return bool(_FIGURE.match(text.strip()))


def piece_gap(rows: list[list[PrintedWord]]) -> float:
    """The least white space, times the font size, that parts two pieces: half as much again as a space of the page."""
    gaps = sorted(
        (after.x0 - before.x1) / max(before.size, after.size, 1.0)
        for row in rows
        for before, after in itertools.pairwise(row)
        if after.x0 > before.x1 and before.text[-1:].isalpha() and after.text[:1].isalpha()
    )
    return min(_WIDE, max(_NARROW, 1.5 * gaps[len(gaps) // 2])) if gaps else _NARROW
