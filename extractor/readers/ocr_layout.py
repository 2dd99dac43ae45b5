"""Recognised pages in the shape of printed ones: rows and tables of words, and the document's readings."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from extractor.document import Box, Document, Reading, Word, Words
from extractor.readers.ocr_reading import ReadPicture
from extractor.readers.ocr_words import SeenWord
from extractor.readers.pdf_grid import PageTable
from extractor.readers.pdf_paths import Turn
from extractor.readers.pdf_tables import find_tables
from extractor.readers.pdf_words import PrintedWord
from extractor.stopwatch import stage

Content = tuple[list[list[PrintedWord]], list[PageTable], Turn]
"""What stands on a page: the rows of its text, its tables, and how it is turned."""

_DOUBTED = 0.8
_FIGURE = re.compile(r"[\d%£]")
_SPELT = frozenset(
    "no none nil zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
    " hundred thousand million billion half"
    " third thirds quarter quarters fifth fifths tenth tenths dozen once twice double doubled halved".split()
)


def as_content(page: ReadPicture) -> Content:
    """The rows and tables of a recognised page."""
    words = [PrintedWord(*word[:7]) for line in page.lines for word in line.words]
    with stage("tables"):
        tables, rows = find_tables(words, list(page.edges), list(page.fills))
    return rows, tables, Turn((0.0, 0.0, page.width, page.height), 0)


def with_readings(document: Document, scans: Mapping[int, ReadPicture]) -> Document:
    """The document with what is to be known of the words on pages (from 1) that were recognised."""
    if not scans:
        return document
    seen = {number: [word for line in page.lines for word in line.words] for number, page in scans.items()}
    exact = {(number, word.x0, word.top): word for number, words in seen.items() for word in words}
    readings = []
    for word in document.words:
        if word.page in scans:
            found = exact.get((word.page, word.box[0], word.box[1]))
            sources = [found] if found else list(_within(word, seen[word.page]))
            text = document.text[word.start : word.end]
            readings += list(_reading(word, text, sources))
    words = _as_they_lie(document.words, scans)
    return replace(document, words=words, scanned=tuple(sorted(scans)), readings=tuple(readings))


def _as_they_lie(words: Words, scans: Mapping[int, ReadPicture]) -> Words:
    """The words with their boxes on the page as it lies, where it was read straightened."""
    if not any(page.skew for page in scans.values()):
        return words
    moved = Words()
    for word in words:
        page = scans.get(word.page)
        moved.add(word.start, word.end, word.page, _tilted(word.box, page) if page and page.skew else word.box)
    return moved


def _tilted(box: Box, page: ReadPicture) -> Box:
    """The box moved to where its middle lies on the tilted page."""
    x0, top, x1, bottom = box
    across, down = (x0 + x1 - page.width) / 2, (top + bottom - page.height) / 2
    sine, cosine = math.sin(math.radians(page.skew)), math.cos(math.radians(page.skew))
    right, below = cosine * across + sine * down - across, cosine * down - sine * across - down
    return (x0 + right, top + below, x1 + right, bottom + below)


def _within(word: Word, seen: Sequence[SeenWord]) -> Iterator[SeenWord]:
    """What was read where a word stands that was put together of several."""
    x0, top, x1, bottom = word.box
    for item in seen:
        if x0 - 1 <= (item.x0 + item.x1) / 2 <= x1 + 1 and top - 1 <= (item.top + item.bottom) / 2 <= bottom + 1:
            yield item


def _reading(word: Word, text: str, sources: Sequence[SeenWord]) -> Iterator[Reading]:
    sure = min((source.confidence for source in sources), default=0.0)
    bare = text.strip(".,;:()'\"“”‘’").lower()
    if sure < _DOUBTED or _FIGURE.search(text) or not _SPELT.isdisjoint(bare.split("-")):
        read = " ".join(source.read or source.text for source in sources) if any(s.read for s in sources) else ""
        yield Reading(word.start, word.end, sure, read)
