"""The pages of a PDF as one text: blocks in order, words with their places, words split at a line's end joined."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import regex

from extractor.document import Block, BlockKind, Cell, Document, Table, TextBuilder, Words
from extractor.readers.pdf_grid import PageTable
from extractor.readers.pdf_joined import LongTable, join_tables
from extractor.readers.pdf_layout import Paragraph
from extractor.readers.pdf_words import HYPHEN, Line, PrintedWord

# First parts of words that keep their hyphen: "long-term", "two-thirds".
_KEEP_HYPHEN = frozenset(
    "well re non long short self co multi in out off on full part two three"
    " four five one high low cross pre post sub anti mid year up under over semi"
    " ex so day face cost council user child school home third first half".split()
)
_CLOSED = regex.compile(r"[.!?:;]$")
_DIGIT_END = regex.compile(r"\d-?$")


_SCRAP = regex.compile(
    r"(?!(?:of|in|to|at|by|or|on|up|is|no|an|as|a|we|it|so|do|per|if|be|me|my|us|he|p|c|x|n)$)[a-z]{1,2}"
)
_SIGN = regex.compile(r"^\(?[-–−+]$")
_AMOUNT = regex.compile(r"^£?\d")


@dataclass(frozen=True, slots=True)
class Page:
    number: int
    items: tuple[Paragraph | PageTable, ...]
    furniture: tuple[Line, ...]


def assemble_document(pages: list[Page], count: int, notes: list[str], properties: dict[str, str]) -> Document:
    """The Document of laid-out pages; ``count`` is how many the file has, ``notes`` what was left unread.

    ``pages`` is emptied on the way, so that no page is held twice.
    """
    assembler = _Assembler(pages, _whole_tables(pages))
    pages.reverse()
    while pages:
        assembler.page(pages.pop())
    return Document(
        "pdf",
        assembler.builder.text(),
        tuple(assembler.blocks),
        count,
        assembler.words,
        tuple(notes),
        properties,
    )


def _whole_tables(pages: list[Page]) -> list[LongTable | None]:
    """For each table of the pages, in order: itself with the pages that it goes on over, or None if it is such a rest.

    One can go on only from the end of a page to the start of the next.
    """
    parts: list[tuple[int, PageTable]] = []
    ends = False
    for page in pages:
        for place, item in enumerate(page.items):
            if isinstance(item, PageTable):
                parts.append((-page.number if place == 0 and ends else page.number, item))
        ends = bool(page.items) and isinstance(page.items[-1], PageTable)
    return join_tables(parts)


def _whole_words(rows: tuple[tuple[PrintedWord, ...], ...]) -> tuple[tuple[PrintedWord, ...], ...]:
    """The lines of a cell with words put together that a narrow column tore without a hyphen: "Varianc", "e"."""
    whole: list[tuple[PrintedWord, ...]] = []
    for row in rows:
        before = whole[-1][-1] if whole else None
        torn = before is not None and before.text[-1:].islower() and len(before.text) > 3
        if before is not None and torn and len(row) == 1 and _SCRAP.fullmatch(row[0].text):
            joined = before._replace(text=before.text + row[0].text, bottom=row[0].bottom)
            whole[-1] = (*whole[-1][:-1], joined)
        else:
            whole.append(row)
    return tuple(whole)


class _Assembler:
    """Builds the text, the blocks and the places of the words."""

    def __init__(self, pages: list[Page], tables: list[LongTable | None]) -> None:
        self.tables = tables[::-1]
        self.builder = TextBuilder()
        self.blocks: list[Block] = []
        self.words = Words()
        printed = {
            word.text
            for page in pages
            for item in page.items
            if isinstance(item, Paragraph)
            for line in item.lines
            for word in line.words
        }
        self.vocabulary = {text.lower().strip(".,;:()") for text in printed}

    def page(self, page: Page) -> None:
        for line in page.furniture:
            if line.baseline < 200:
                self._furniture(page.number, line)
        for item in page.items:
            if isinstance(item, Paragraph):
                self._paragraph(page.number, item)
            elif (table := self.tables.pop()) is not None:
                self._table(page.number, table)
        for line in page.furniture:
            if line.baseline >= 200:
                self._furniture(page.number, line)

    def _furniture(self, number: int, line: Line) -> None:
        start = self.builder.length
        self._line(number, list(line.words))
        self.blocks.append(Block(BlockKind.FURNITURE, start, self.builder.length, number))
        self.builder.add("\n\n")

    def _paragraph(self, number: int, item: Paragraph) -> None:
        if self._continues(number, item):
            last = self.blocks.pop()
            self.builder.trim(last.end)
            self.builder.add(" ")
            start, kind, page, level = last.start, last.kind, last.page, last.level
        else:
            lead = item.lines[0].words[: item.skip]
            for word in lead:
                self._word(number, word, word.text)
                self.builder.add("\t")
            start, kind, page, level = self.builder.length, item.kind, number, item.level
        self._text(number, item)
        self.blocks.append(Block(kind, start, self.builder.length, page, level))
        self.builder.add("\n\n")

    def _continues(self, number: int, item: Paragraph) -> bool:
        """True where a paragraph goes on over the page break."""
        if not self.blocks or item.skip or self.blocks[-1].kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            return False
        last = self.blocks[-1]
        if not self.words or self.words[-1].page == number or item.kind is not BlockKind.PARAGRAPH:
            return False
        return item.lines[0].text[:1].islower() and not _CLOSED.search(self.builder.tail(last.end))

    def _text(self, number: int, item: Paragraph) -> None:
        words = [word for line in item.lines for word in line.words][item.skip :]
        self._words(number, words, {id(line.words[-1]) for line in item.lines}, self._splits)

    def _words(self, number: int, words: list[PrintedWord], ends: set[int], splits: Callable[[str], bool]) -> None:
        """The words with one space between; those at a line's end (``ends``) that ``splits`` are joined to the next."""
        position = 0
        gap = ""
        while position < len(words):
            word = words[position]
            position += 1
            if id(word) not in ends or position == len(words):
                self._word(number, word, word.text.replace(HYPHEN, "-"), gap)
                gap = " "
            elif splits(word.text):
                self._word(number, word, self._join(word.text, words[position].text), gap)
                position += 1
                gap = " "
            else:
                self._word(number, word, word.text.replace(HYPHEN, "-"), gap)
                # a minus at a line's end belongs to the figure of the next; at its start it is a bullet
                signed = _SIGN.search(word.text) is not None and _AMOUNT.match(words[position].text) is not None
                gap = "" if signed else " "

    def _splits(self, text: str) -> bool:
        return text.endswith(HYPHEN) or (text.endswith("-") and len(text) > 2 and text[-2].isalpha())

    def _join(self, first: str, second: str) -> str:
        """A word split at a line's end: with its hyphen where the parts are known to keep it."""
        stem = first.removesuffix(HYPHEN).removesuffix("-")
        bare = second.lower().strip(".,;:()")
        if not second[:1].islower():
            return f"{stem}-{second}"
        joined = (stem + bare).lower().lstrip("(“‘\"'")
        if joined in self.vocabulary:
            return stem + second
        if f"{stem.lower()}-{bare}" in self.vocabulary or stem.lower().rsplit("-", 1)[-1] in _KEEP_HYPHEN:
            return f"{stem}-{second}"
        return stem + second

    def _line(self, number: int, words: list[PrintedWord]) -> None:
        for position, word in enumerate(words):
            if position:
                self.builder.add(" ")
            self._word(number, word, word.text.replace(HYPHEN, "-"))

    def _word(self, number: int, word: PrintedWord, text: str, gap: str = "") -> None:
        start, end = self.builder.add(text, gap)
        self.words.add(start, end, number, word.box)

    def _table(self, number: int, item: LongTable) -> None:
        start = self.builder.length
        cells: list[Cell] = []
        row = 0
        for position, cell in enumerate(sorted(item.cells, key=lambda c: (c.row, c.column))):
            if position and cell.row != row:
                self.builder.add("\n")
            elif position:
                self.builder.add("\t")
            row = cell.row
            begin = self.builder.length
            for part, (page, rows) in enumerate(cell.parts):
                if part:
                    self.builder.add(" ")
                self._cell(page, rows)
            cells.append(
                Cell(cell.row, cell.column, begin, self.builder.length, cell.row_span, cell.column_span, cell.fill)
            )
        table = Table(item.rows, item.columns, tuple(cells))
        self.blocks.append(Block(BlockKind.TABLE, start, self.builder.length, number, table=table))
        self.builder.add("\n\n")

    def _cell(self, number: int, rows: tuple[tuple[PrintedWord, ...], ...]) -> None:
        # "12-" at the end of a cell's line opens a range, it splits no word
        rows = _whole_words(rows)
        self._words(
            number,
            [word for row in rows for word in row],
            {id(row[-1]) for row in rows},
            lambda text: self._splits(text) and _DIGIT_END.search(text) is None,
        )
