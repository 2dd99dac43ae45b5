"""A table of a page as a grid of cells, and the fills behind them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.document import Box
from extractor.readers.pdf_paths import Fill
from extractor.readers.pdf_words import PrintedWord


@dataclass(frozen=True, slots=True)
class PageCell:
    """A cell by its place in the grid and the words in it, row by row."""

    row: int
    column: int
    row_span: int
    column_span: int
    rows: tuple[tuple[PrintedWord, ...], ...]
    fill: str | None = None


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table found on a page. ``edges`` are the left sides of its columns, in points."""

    box: Box
    rows: int
    columns: int
    cells: tuple[PageCell, ...]
    ruled: bool
    heads: int = 0
    edges: tuple[float, ...] = ()


def fill_of(box: Box, fills: Iterable[Fill]) -> str | None:
    """The colour of the smallest rectangle that covers a cell and is not the whole page's ground."""
    area = (box[2] - box[0]) * (box[3] - box[1])
    best: tuple[float, str] | None = None
    for fill in fills:
        width = min(box[2], fill.box[2]) - max(box[0], fill.box[0])
        height = min(box[3], fill.box[3]) - max(box[1], fill.box[1])
        if width > 0 and height > 0 and width * height > 0.5 * area:
            size = (fill.box[2] - fill.box[0]) * (fill.box[3] - fill.box[1])
            if best is None or size <= best[0]:
                best = (size, fill.colour)
    return best[1] if best and best[1] not in ("#ffffff", "#000000") else None


def box_of(words: Iterable[PrintedWord]) -> Box:
    """The smallest box round some words, of which there is one at least."""
    held = list(words)
    return (
        min(word.x0 for word in held),
        min(word.top for word in held),
        max(word.x1 for word in held),
        max(word.bottom for word in held),
    )


def words_outside(words: list[PrintedWord], tables: Sequence[PageTable]) -> list[PrintedWord]:
    """The words that stand in none of the tables."""
    if not tables:
        return words
    return [word for word in words if not any(stands_in(word, table.box) for table in tables)]


def stands_in(word: PrintedWord, box: Box) -> bool:
    """True where the middle of a word lies in a box."""
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1
