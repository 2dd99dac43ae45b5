"""The Document that every reader returns: plain text, blocks over it, and where each word stands on the page.

Offsets count Unicode characters of ``Document.text``; lengths on a page are points (1/72 inch) from its top left.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from operator import eq
from typing import NamedTuple, overload

Box = tuple[float, float, float, float]
"""``x0, top, x1, bottom`` in points from the page's top left."""


class BlockKind(StrEnum):
    """What a block of text is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE = "table"
    FURNITURE = "furniture"  # page headers, footers, page numbers, footnotes' separators, navigation


@dataclass(frozen=True, slots=True)
class Locator:
    """A place on a page: 1-based page and the box in points; both None where the format has no pages."""

    page: int | None = None
    box: Box | None = None


class Word(NamedTuple):
    """One printed word: its characters ``[start, end)`` in the text and its box on the page."""

    start: int
    end: int
    page: int
    box: Box


class Words(Sequence[Word]):
    """Printed words in the order of the text, kept as columns of numbers: a long document has a million of them."""

    __slots__ = ("_edges", "_ends", "_pages", "_starts")

    def __init__(self, words: Iterable[Word] = ()) -> None:
        self._starts, self._ends, self._pages = array("q"), array("q"), array("l")
        self._edges = array("d")
        for word in words:
            self.add(*word)

    def add(self, start: int, end: int, page: int, box: Box) -> None:
        """Append a word; it begins no sooner than the one before."""
        self._starts.append(start)
        self._ends.append(end)
        self._pages.append(page)
        self._edges.extend(box)

    def over(self, start: int, end: int) -> Iterator[Word]:
        """The words that have characters in ``[start, end)`` of the text."""
        index = max(0, bisect_right(self._starts, start) - 1)
        while index < len(self._starts) and self._starts[index] < end:
            if self._ends[index] > start:
                yield self._word(index)
            index += 1

    def _word(self, index: int) -> Word:
        x0, top, x1, bottom = self._edges[4 * index : 4 * index + 4]
        return Word(self._starts[index], self._ends[index], self._pages[index], (x0, top, x1, bottom))

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, index: int) -> Word: ...

    @overload
    def __getitem__(self, index: slice) -> list[Word]: ...

    def __getitem__(self, index: int | slice) -> Word | list[Word]:
        if isinstance(index, slice):
            return [self._word(place) for place in range(*index.indices(len(self)))]
        place = index + len(self) if index < 0 else index
        if not 0 <= place < len(self):
            raise IndexError(f"no word {index} of {len(self)}")
        return self._word(place)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(eq, self, other))

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; a merged cell stands once, at its top left, with its spans.

    ``start`` and ``end`` are offsets into the document's text (equal for an empty cell).
    ``fill`` is the background as ``#rrggbb`` where the document colours it.
    ``header`` is True where the document itself marks the cell as a header (th, repeated header row).
    """

    row: int
    column: int
    start: int
    end: int
    row_span: int = 1
    column_span: int = 1
    fill: str | None = None
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Cells in reading order, on a grid of ``rows`` by ``columns``.

    ``placed`` is False where rows have fewer cells than the grid has columns and nothing (rules, alignment,
    trailing tabs) says which column a cell belongs to: see ``certain_columns`` of the readers.
    """

    rows: int
    columns: int
    cells: tuple[Cell, ...]
    placed: bool = True

    def grid(self) -> list[list[Cell | None]]:
        """``rows`` lists of ``columns`` cells; a merged cell fills every place it covers; None where there is none."""
        places: list[list[Cell | None]] = [[None] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, min(cell.row + cell.row_span, self.rows)):
                for column in range(cell.column, min(cell.column + cell.column_span, self.columns)):
                    places[row][column] = cell
        return places


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch ``[start, end)`` of the text. ``level`` is a heading's rank (1 is highest) or a list item's depth."""

    kind: BlockKind
    start: int
    end: int
    page: int | None = None
    level: int = 0
    table: Table | None = None


class Reading(NamedTuple):
    """A word ``[start, end)`` of the text that was read from an image, with what the reader was sure of.

    ``confidence`` is 0 to 1, of its least certain character. ``read`` is what was read where the text holds another
    form of it ("83.396" for "83.3%"); empty where the text holds it as it was read.
    """

    start: int
    end: int
    confidence: float
    read: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One document as read: ``blocks`` in reading order, not overlapping, over ``text``.

    ``words`` is sorted by ``start`` and empty where the format has no pages; ``pages`` is None there.
    ``notes`` says in words what could not be read; a document with notes is ``partial``. ``remarks`` says what a reader
    should know of a document that was read whole: what is attached to it, what is hidden in it.
    ``scanned`` are the pages (1-based) that were read from an image, ``readings`` their words that hold a figure or
    that the reader doubted, sorted by ``start``. ``settled`` is False where what could not be read may be another time,
    as a program failed or took too long.
    """

    format: str
    text: str
    blocks: tuple[Block, ...]
    pages: int | None = None
    words: Words = field(default_factory=Words)
    notes: tuple[str, ...] = ()
    properties: dict[str, str] = field(default_factory=dict)
    scanned: tuple[int, ...] = ()
    readings: tuple[Reading, ...] = ()
    settled: bool = True
    remarks: tuple[str, ...] = ()

    def content(self, item: Block | Cell) -> str:
        """The characters of a block or cell."""
        return self.text[item.start : item.end]

    def locate(self, start: int, end: int) -> Locator:
        """Page and box of the characters ``[start, end)``: the union of their words on the first word's page."""
        words = list(self.words.over(start, end))
        if not words:
            return Locator()
        page = words[0].page
        boxes = [word.box for word in words if word.page == page]
        return Locator(
            page,
            (
                min(box[0] for box in boxes),
                min(box[1] for box in boxes),
                max(box[2] for box in boxes),
                max(box[3] for box in boxes),
            ),
        )


class TextBuilder:
    """Collects the pieces of a document's text and hands out their offsets; used by every reader that makes text."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self.length = 0

    def add(self, piece: str, gap: str = "") -> tuple[int, int]:
        """Append ``piece``, behind ``gap``; returns its ``(start, end)``."""
        start = self.length + len(gap)
        self._pieces.append(gap + piece)
        self.length = start + len(piece)
        return start, self.length

    def trim(self, length: int) -> None:
        """Take back what was added after ``length`` characters."""
        while self._pieces and self.length > length:
            piece = self._pieces.pop()
            self.length -= len(piece)
            if self.length < length:
                keep = piece[: length - self.length]
                self._pieces.append(keep)
                self.length += len(keep)

    def tail(self, end: int, characters: int = 8) -> str:
        """The last characters before the offset ``end``."""
        taken = ""
        for piece in reversed(self._pieces):
            taken = piece + taken
            if len(taken) - (self.length - end) >= characters:
                break
        return taken[: len(taken) - (self.length - end)] if self.length > end else taken

    def text(self) -> str:
        return "".join(self._pieces)
