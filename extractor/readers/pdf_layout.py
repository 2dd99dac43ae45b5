"""The text of a page in reading order: columns, paragraphs, headings and bullets out of lines."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from statistics import median

import regex

from extractor.document import BlockKind
from extractor.readers.pdf_words import Line, PrintedWord, make_rows, split_lines

COLUMN_GAP = 1.6
FINE_GAP = 0.7
_MIN_COLUMN_LINES = 5
_BULLET = regex.compile(r"^[•·▪■□●○◦‣–—\-*o➢✓\ue000-\uf8ff]$")
_NUMBER = regex.compile(r"^(?:\(?\d{1,3}(?:\.\d{1,3}){0,3}[.)]?|\(?[a-z]\)|\(?[ivxl]{1,5}\)|[A-Z]\d{0,2}[.)])$")
_POINTED = regex.compile(r"^\d{1,2}(?:\.\d{1,2}){1,3}\.?$|^\d{1,3}\.$")
_DIGITS = regex.compile(r"^\d+$")
_SHORT_NUMBER = regex.compile(r"^\d{1,3}$")
_OPEN_END = regex.compile(r"\b(?:of|the|and|to|in|for|a|with|by|on)$")
_FIGURE = regex.compile(r"\d{2,}|%|£")
_COPULA = regex.compile(r"\b(?:was|were|is|are|has|have)\b")
_TERMINAL = regex.compile(r"[.!?:;][\"'’”)]*$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together; ``skip`` words at its start are its bullet or number."""

    kind: BlockKind
    lines: tuple[Line, ...]
    skip: int = 0
    level: int = 0

    @property
    def top(self) -> float:
        return self.lines[0].top


def arrange(words: list[PrintedWord], width: float, body: float | None = None) -> list[Paragraph]:
    """The paragraphs of a page's free words in reading order.

    ``body`` is the font size in points of the page's text, from the words themselves where it is not given: a line
    alone above a table is a heading by the rest of its page.
    """
    rows = make_rows(words)
    if not rows:
        return []
    body = body or median(word.size for word in words)
    fine = [line for row in rows for line in split_lines(row, FINE_GAP)]
    segments = fine if _gutter(fine, width) else [line for row in rows for line in split_lines(row, COLUMN_GAP)]
    paragraphs: list[Paragraph] = []
    for column in _columns(segments, width):
        paragraphs += _paragraphs(_joined(column), body)
    return paragraphs


def _columns(segments: list[Line], width: float) -> list[list[Line]]:
    """Segments by column where two columns of prose stand side by side; full-width lines cut the page into bands."""
    split = _gutter(segments, width)
    if split is None:
        return [segments]
    bands: list[list[Line]] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in segments:
        if line.x0 < split - 4 and line.x1 > split + 4:
            bands += [left, right, [line]]
            left, right = [], []
        elif line.x1 <= split + 4:
            left.append(line)
        else:
            right.append(line)
    bands += [left, right]
    return [band for band in bands if band]


def _gutter(segments: list[Line], width: float) -> float | None:
    """Where a second column of prose begins, if there are two: many lines start there, and few cross."""
    starts = sorted(line.x0 for line in segments if width * 0.35 < line.x0 < width * 0.7 and len(line.words) >= 3)
    if len(starts) < _MIN_COLUMN_LINES:
        return None
    best = max(starts, key=lambda place: sum(1 for start in starts if abs(start - place) < 6))
    begin = [line for line in segments if abs(line.x0 - best) < 6]
    crossing = sum(1 for line in segments if line.x0 < best - 6 and line.x1 > best)
    beside = sum(1 for line in segments if line.x1 <= best and len(line.words) >= 3)
    enough = len(begin) >= _MIN_COLUMN_LINES and beside >= _MIN_COLUMN_LINES
    if enough and crossing < (0.35 if len(begin) > 8 else 0.2) * len(begin):
        return best - 3
    return None


def _joined(column: list[Line]) -> list[Line]:
    """Segments of one baseline put together again: wide gaps inside a column are tabs, not columns."""
    lines: list[Line] = []
    for line in column:
        if lines and abs(lines[-1].baseline - line.baseline) <= 0.35 * line.size and line.x0 >= lines[-1].x1:
            lines[-1] = Line(lines[-1].words + line.words)
        else:
            lines.append(line)
    return lines


def _paragraphs(lines: list[Line], body: float) -> list[Paragraph]:
    if not lines:
        return []
    right = max(line.x1 for line in lines)
    steps = [
        after.baseline - before.baseline
        for before, after in itertools.pairwise(lines)
        if 0 < after.baseline - before.baseline < 3 * body
    ]
    step = median(steps) if steps else 1.2 * body
    groups: list[list[Line]] = [[lines[0]]]
    for before, line in itertools.pairwise(lines):
        if _breaks(groups[-1], before, line, step, right):
            groups.append([line])
        else:
            groups[-1].append(line)
    return [_paragraph(group, body) for group in groups]


def _breaks(group: list[Line], before: Line, line: Line, step: float, right: float) -> bool:
    """True where a new paragraph begins with ``line``."""
    gap = line.baseline - before.baseline
    if (gap > 1.28 * step and gap > 1.35 * before.size) or gap < -0.5 * step:
        return True
    if abs(line.size - before.size) > 0.12 * before.size and len(line.text) > 2:
        return True
    if _marker(line) and (line.x0 <= group[0].x0 + 3 or _marker(group[0]) or _BULLET.match(line.words[0].text)):
        return True
    short = before.x1 < right - 0.12 * (right - before.x0)
    text_x0 = group[0].words[_marker(group[0])].x0 if len(group[0].words) > _marker(group[0]) else group[0].x0
    if _marker(group[0]) and line.x0 < text_x0 - 6 and line.x0 <= group[0].x0 + 3 and short:
        return True
    if short and _TERMINAL.search(before.text):
        return gap > 1.12 * step or (line.text[:1].isupper() and before.x1 < right - 0.25 * (right - before.x0))
    return bool(
        short
        and before.x1 < right - 0.3 * (right - before.x0)
        and line.text[:1].isupper()
        and not _OPEN_END.search(before.text)
    )


def _marker(line: Line) -> int:
    """How many words at a line's start are a bullet or a number (0 or 1)."""
    first = line.words[0]
    if len(line.words) < 2 or (len(first.text) > 1 and first.text[0].isalpha() and first.text[-1].isalpha()):
        return 0
    if _BULLET.match(first.text):
        return 1
    if _POINTED.match(first.text) and line.words[1].text[:1].isupper():
        return 1
    if _NUMBER.match(first.text) and line.words[1].x0 - first.x1 > 0.45 * first.size and not _DIGITS.match(first.text):
        return 1
    if _SHORT_NUMBER.match(first.text) and line.words[1].x0 - first.x1 > 0.9 * first.size:
        return 1
    return 0


def _paragraph(group: list[Line], body: float) -> Paragraph:
    lines = tuple(group)
    skip = _marker(lines[0])
    words = sum(len(line.words) for line in lines)
    text = " ".join(line.text for line in lines)
    larger = lines[0].size > 1.12 * body
    if (
        words <= 18
        and not text.rstrip().endswith((".", ";", ","))
        and len(lines) <= 3
        and (larger or _looks_like_heading(text, skip, words))
    ):
        return Paragraph(BlockKind.HEADING, lines, skip, 1 if lines[0].size > 1.4 * body else 2)
    return Paragraph(BlockKind.LIST_ITEM if skip else BlockKind.PARAGRAPH, lines, skip)


_SPELT = regex.compile(
    r"(?:No|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|\w+teen|(?:Twen|Thir|For|Fif|Six|Seven|Eigh|Nine)ty)(?:-\w+)?\s[a-z]"
)


def _looks_like_heading(text: str, skip: int, words: int) -> bool:
    if skip and _SPELT.match(text.split(" ", 1)[-1]):
        return False  # "- Five live in residential schools" is an item with its figure
    bare = text.split(" ", 1)[1] if skip and " " in text else text
    if not bare[:1].isupper() or words > 12 or _FIGURE.search(bare):
        return bare.isupper() and words <= 12
    return bare.isupper() or (bool(skip) and words <= 9 and not _COPULA.search(bare))
