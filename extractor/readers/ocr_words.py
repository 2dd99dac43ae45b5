"""What Tesseract has read (hOCR) as words with boxes, baselines and the confidence of their least certain character."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from lxml import etree

POINTS = 72.0
_XHTML = "{http://www.w3.org/1999/xhtml}"
_BOX = re.compile(r"bbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
_BASELINE = re.compile(r"baseline (-?[\d.]+) (-?[\d.]+)")
_SIZE = re.compile(r"x_size ([\d.]+)")
_WHOLE = re.compile(r"x_wconf (\d+)")
_SURE = re.compile(r"x_conf (-?[\d.]+)")
_LINES = frozenset({"ocr_line", "ocr_caption", "ocr_header", "ocr_textfloat"})
_FONT = 1.1  # times the height from the deepest to the highest stroke: the font's size
_ASCENT, _DESCENT = 0.75, 0.22  # times the size: how far a box reaches from the baseline
_SHORT = 6  # characters
_FEW = 20
_WIDEST_SPACE, _TYPED_SPACE, _PRINTED_SPACE = 1.2, 0.45, 0.3  # times the size
_SAME = 0.15  # of a size: a line measured so near to another is set in the same


class SeenWord(NamedTuple):
    """A word that was read: lengths in points, ``confidence`` 0 to 1 of its least certain character.

    ``read`` is what was read where ``text`` is a repair of it; empty otherwise. ``whole`` is the engine's
    own confidence in the word, which falls where a page lies on its head, as that of the characters does not.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    confidence: float
    read: str = ""
    whole: float = 1.0


@dataclass(frozen=True, slots=True)
class SeenLine:
    """Words of one line, left to right."""

    words: tuple[SeenWord, ...]


def read_hocr(data: bytes, dpi: float) -> list[SeenLine]:
    """The lines of a page in the order of the engine; what it saw nothing in is left out."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(data, parser)
    if root is None:
        return []
    lines = [_read_line(element, POINTS / dpi) for element in root.iter(f"{_XHTML}span") if _is_line(element)]
    return [line for line in lines if line is not None]


def _is_line(element: etree._Element) -> bool:
    return element.get("class") in _LINES


def _read_line(element: etree._Element, scale: float) -> SeenLine | None:
    title = element.get("title", "")
    box, slope, height = _BOX.search(title), _BASELINE.search(title), _SIZE.search(title)
    if box is None or height is None:
        return None
    x0, _, x1, bottom = (float(value) for value in box.groups())
    rise, offset = (float(slope[1]), float(slope[2])) if slope else (0.0, 0.0)
    # one level for all of a straight line's words: they are put into rows by it
    level = (bottom + offset + rise * (x1 - x0) / 2) * scale
    size = max(_FONT * float(height[1]) * scale, 1.0)
    words = tuple(_read_words(element, level, size, scale))
    return SeenLine(words) if words else None


def _read_words(element: etree._Element, level: float, size: float, scale: float) -> Iterator[SeenWord]:
    for word in element.iter(f"{_XHTML}span"):
        box = _BOX.search(word.get("title", "")) if word.get("class") == "ocrx_word" else None
        if box is None:
            continue
        text = "".join(str(part) for part in word.itertext()).strip()
        text = "".join(text.split())
        if not text:
            continue
        sure = [float(found[1]) for part in word if (found := _SURE.search(part.get("title", "")))]
        x0, top, x1, bottom = (float(value) * scale for value in box.groups())
        yield SeenWord(
            text,
            x0,
            min(top, level - _ASCENT * size),
            x1,
            max(bottom, level + _DESCENT * size),
            level,
            size,
            round(min(max(min(sure, default=0.0), 0.0), 100.0) / 100, 4),
            "",
            float(whole[1]) / 100 if (whole := _WHOLE.search(word.get("title", ""))) else 0.0,
        )


def even_gaps(lines: list[SeenLine]) -> list[SeenLine]:
    """The lines with wider words where they are typewritten: the layout is told by spaces as wide as those of print."""
    gaps = [(after.x0 - word.x1) / word.size for line in lines for word, after in pairwise(line.words)]
    gaps = [gap for gap in gaps if 0 < gap < _WIDEST_SPACE]
    if len(gaps) < _FEW or median(gaps) < _TYPED_SPACE:
        return lines
    more = (median(gaps) - _PRINTED_SPACE) / 2
    return [SeenLine(tuple(_widened(word, more * word.size) for word in line.words)) for line in lines]


def _widened(word: SeenWord, more: float) -> SeenWord:
    return word._replace(x0=word.x0 - more, x1=word.x1 + more)


def even_sizes(lines: list[SeenLine]) -> list[SeenLine]:
    """The lines with sizes that are measured almost alike made one: a line without tall letters measures less."""
    lines = [_sized(line, lines) for line in lines]
    sizes = sorted(line.words[0].size for line in lines for _ in line.words)
    kept: dict[float, float] = {}
    while sizes:
        middle = _commonest(sizes)
        near = [size for size in sizes if abs(size - middle) <= _SAME * middle]
        kept |= dict.fromkeys(near, middle)
        sizes = [size for size in sizes if abs(size - middle) > _SAME * middle]
    return [SeenLine(tuple(word._replace(size=kept[word.size]) for word in line.words)) for line in lines]


def _sized(line: SeenLine, lines: list[SeenLine]) -> SeenLine:
    """A line of a mark or two in the size of the longer line that it stands beside: alone it cannot be measured."""
    if _length(line) >= _SHORT:
        return line
    first = line.words[0]
    beside = [
        other.words[0]
        for other in lines
        if _length(other) >= _SHORT and abs(other.words[0].baseline - first.baseline) < 0.5 * other.words[0].size
    ]
    if not beside:
        return line
    size = min(beside, key=lambda word: abs(word.x0 - first.x0)).size
    return SeenLine(tuple(word._replace(size=size) for word in line.words))


def _length(line: SeenLine) -> int:
    return sum(len(word.text) for word in line.words)


def _commonest(sizes: list[float]) -> float:
    """The middle of the sizes that most others are near to."""
    best = max(dict.fromkeys(sizes), key=lambda size: sum(abs(other - size) <= _SAME * size for other in sizes))
    return median(size for size in sizes if abs(size - best) <= _SAME * best)
