"""PDF files: PDFium reads characters, rules and fills; tables are found; the rest is put in reading order.

Page headers and footers (lines that stand on several pages, page numbers) are set aside as furniture.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import regex

from extractor.document import Block, BlockKind, Cell, Document, Table, TextBuilder, Word
from extractor.errors import DocumentError
from extractor.readers.pdf_glyphs import Turn, page_turn, read_glyphs, read_paths
from extractor.readers.pdf_layout import Paragraph, arrange
from extractor.readers.pdf_tables import PageTable, find_tables
from extractor.readers.pdf_words import HYPHEN, Line, PrintedWord, make_rows, make_words

MAX_PAGES = 5_000
_MARGIN = 0.18  # of the page's height: headers and footers stand within it
_PAGE_NUMBER = regex.compile(r"^(?:page\s)?\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?$|^-\s?\d{1,4}\s?-$", regex.I)
_ENTRY = regex.compile(r"^\d{1,3}$")
_KEEP_HYPHEN = frozenset(
    [
        "well",
        "re",
        "non",
        "long",
        "short",
        "self",
        "co",
        "multi",
        "in",
        "out",
        "off",
        "on",
        "full",
        "part",
        "two",
        "three",
        "four",
        "five",
        "one",
        "high",
        "low",
        "cross",
        "pre",
        "post",
        "sub",
        "anti",
        "mid",
        "year",
        "up",
        "under",
        "over",
        "semi",
        "ex",
        "so",
        "day",
        "face",
        "cost",
        "council",
        "user",
        "child",
        "school",
        "home",
        "third",
        "first",
        "half",
    ]
)


@dataclass(frozen=True, slots=True)
class _Page:
    number: int
    items: tuple[Paragraph | PageTable, ...]
    furniture: tuple[Line, ...]


def read_pdf(data: bytes, name: str = "") -> Document:
    """Read a PDF. Raises DocumentError where it is encrypted, damaged or empty."""
    document = _open(data, name)
    try:
        count = len(document)
        if count == 0:
            raise DocumentError("the PDF has no pages", where=name, remedy="Ask for the file again")
        notes: list[str] = []
        if count > MAX_PAGES:
            notes.append(f"only the first {MAX_PAGES} of {count} pages were read")
        raw_pages = [_read_page(document, number, notes) for number in range(min(count, MAX_PAGES))]
        repeated = _repeated([(words, turn.height) for words, _, turn in raw_pages])
        pages = [_lay_out(number, *content, repeated) for number, content in enumerate(raw_pages, 1)]
        pictured = {
            number
            for number in range(1, len(pages) + 1)
            if not raw_pages[number - 1][0] and _has_picture(document, number - 1)
        }
        properties = {key.lower(): value for key, value in document.get_metadata_dict(skip_empty=True).items()}
    finally:
        document.close()
    if blank := [page.number for page in pages if not page.items and not page.furniture and page.number in pictured]:
        listed = ", ".join(str(number) for number in blank[:12]) + (" ..." if len(blank) > 12 else "")
        notes.append(f"no text on page {listed}: a picture, perhaps a scan, which needs character recognition")
    elif all(not page.items and not page.furniture for page in pages):
        notes.append("no page has text")
    return _assemble(pages, count, notes, properties)


def _open(data: bytes, name: str) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise DocumentError("the PDF is encrypted", where=name, remedy="Save a copy without a password") from None
        raise DocumentError("the PDF is damaged or cut short", where=name, remedy="Ask for the file again") from None


def _read_page(
    document: pdfium.PdfDocument, number: int, notes: list[str]
) -> tuple[list[PrintedWord], list[PageTable], Turn]:
    try:
        page = document[number]
        text_page = page.get_textpage()
    except pdfium.PdfiumError:
        notes.append(f"page {number + 1} cannot be read")
        return [], [], Turn((0.0, 0.0, 0.0, 0.0), 0)
    try:
        turn = page_turn(page, text_page)
        words = make_words(read_glyphs(text_page, turn))
        edges, fills = read_paths(page, turn)
        words = [word for word in words if -5 <= word.x0 <= turn.width + 5 and -5 <= word.top <= turn.height + 5]
        tables, rest = find_tables(words, edges, fills)
        return rest, tables, turn
    finally:
        text_page.close()
        page.close()


def _has_picture(document: pdfium.PdfDocument, number: int) -> bool:
    """True where a page shows an image."""
    try:
        page = document[number]
    except pdfium.PdfiumError:
        return False
    try:
        count = min(raw.FPDFPage_CountObjects(page.raw), 200)
        kinds = (raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page.raw, index)) for index in range(count))
        return any(kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM) for kind in kinds)
    finally:
        page.close()


def _key(words: list[PrintedWord]) -> str:
    return regex.sub(r"\d+", "#", " ".join(word.text for word in words)).strip().lower()


def _edge(rows: list[list[PrintedWord]], height: float) -> dict[int, list[PrintedWord]]:
    """By index: the rows that may be a page's header or footer, near its upper and lower edge."""
    near = [*range(len(rows))[:3], *range(len(rows))[-3:]]
    margin = _MARGIN * height
    return {n: rows[n] for n in near if rows[n][0].top < margin or rows[n][0].bottom > height - margin}


def _repeated(pages: list[tuple[list[PrintedWord], float]]) -> set[str]:
    """Lines that stand at the top or bottom of several pages, numbers aside."""
    seen: Counter[str] = Counter()
    for words, height in pages:
        seen.update({_key(row) for row in _edge(make_rows(words), height).values()})
    needed = max(2, min(3, len(pages) // 2))
    return {key for key, times in seen.items() if times >= needed and len(pages) > 1}


def _lay_out(number: int, words: list[PrintedWord], tables: list[PageTable], turn: Turn, repeated: set[str]) -> _Page:
    rows = make_rows(words)
    furniture: list[Line] = []
    free: list[PrintedWord] = []
    edge = _edge(rows, turn.height)
    contents = _contents(rows)
    for index, row in enumerate(rows):
        text = " ".join(word.text for word in row)
        if index in contents or (index in edge and (_key(row) in repeated or _PAGE_NUMBER.match(text))):
            furniture.append(Line(tuple(row)))
        else:
            free += row
    items: list[Paragraph | PageTable] = []
    for band in _bands(free, tables):
        items += arrange(band, turn.width) if isinstance(band, list) else [band]
    return _Page(number, tuple(items), tuple(furniture))


def _contents(rows: list[list[PrintedWord]]) -> set[int]:
    """Rows of a table of contents: five or more that end in page numbers which never fall, no sentence among them."""
    ending = [
        (index, int(row[-1].text))
        for index, row in enumerate(rows)
        if len(row) > 1
        and _ENTRY.match(row[-1].text)
        and not row[-2].text.endswith((",", "of", "to", "and", "than", "by", "is", "was"))
    ]
    best: list[int] = []
    run: list[tuple[int, int]] = []
    for index, number in ending:
        if run and (number < run[-1][1] or index - run[-1][0] > 3):
            run = []
        run.append((index, number))
        if len(run) > len(best):
            best = [place for place, _ in run]
    if len(best) < 5 or 2 * len(best) < best[-1] - best[0]:
        return set()
    return set(range(best[0], best[-1] + 1))


def _bands(words: list[PrintedWord], tables: list[PageTable]) -> list[list[PrintedWord] | PageTable]:
    """Free words above, between and below the tables of a page."""
    bands: list[list[PrintedWord] | PageTable] = []
    rest = words
    for table in tables:
        middle = (table.box[1] + table.box[3]) / 2
        above = [
            word
            for word in rest
            if (word.top + word.bottom) / 2 < table.box[1] + 2
            or ((word.top + word.bottom) / 2 < middle and word.bottom < table.box[1] + 4)
        ]
        rest = [word for word in rest if word not in above] if above else rest
        if above:
            bands.append(above)
        bands.append(table)
    if rest:
        bands.append(rest)
    return bands


class _Assembler:
    """Builds the text, the blocks and the places of the words."""

    def __init__(self, pages: list[_Page]) -> None:
        self.builder = TextBuilder()
        self.blocks: list[Block] = []
        self.words: list[Word] = []
        self.vocabulary = Counter(
            word.text.lower().strip(".,;:()")
            for page in pages
            for item in page.items
            if isinstance(item, Paragraph)
            for line in item.lines
            for word in line.words
        )

    def page(self, page: _Page) -> None:
        for line in page.furniture:
            if line.baseline < 200:
                self._furniture(page.number, line)
        for item in page.items:
            if isinstance(item, Paragraph):
                self._paragraph(page.number, item)
            else:
                self._table(page.number, item)
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
        return item.lines[0].text[:1].islower() and not regex.search(r"[.!?:;]$", self.builder.tail(last.end))

    def _text(self, number: int, item: Paragraph) -> None:
        words = [word for line in item.lines for word in line.words][item.skip :]
        ends = {id(line.words[-1]) for line in item.lines}
        position = 0
        while position < len(words):
            word = words[position]
            following = words[position + 1] if position + 1 < len(words) else None
            if following is not None and id(word) in ends and self._splits(word.text):
                text = self._join(word.text, following.text)
                self._word(number, word, text)
                position += 2
            else:
                self._word(number, word, word.text.replace(HYPHEN, "-"))
                position += 1
            if position < len(words):
                self.builder.add(" ")

    def _splits(self, text: str) -> bool:
        return text.endswith(HYPHEN) or (text.endswith("-") and len(text) > 2 and text[-2].isalpha())

    def _join(self, first: str, second: str) -> str:
        """A word split at a line's end: with its hyphen where the parts are known to keep it."""
        stem = first.removesuffix(HYPHEN).removesuffix("-")
        bare = second.lower().strip(".,;:()")
        if not second[:1].islower():
            return f"{stem}-{second}"
        joined = (stem + bare).lower().lstrip("(“‘\"'")
        if self.vocabulary[joined]:
            return stem + second
        if self.vocabulary[f"{stem.lower()}-{bare}"] or stem.lower().rsplit("-", 1)[-1] in _KEEP_HYPHEN:
            return f"{stem}-{second}"
        return stem + second

    def _line(self, number: int, words: list[PrintedWord]) -> None:
        for position, word in enumerate(words):
            if position:
                self.builder.add(" ")
            self._word(number, word, word.text.replace(HYPHEN, "-"))

    def _word(self, number: int, word: PrintedWord, text: str) -> None:
        start, end = self.builder.add(text)
        self.words.append(Word(start, end, number, word.box))

    def _table(self, number: int, item: PageTable) -> None:
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
            self._cell(number, cell.rows)
            cells.append(
                Cell(cell.row, cell.column, begin, self.builder.length, cell.row_span, cell.column_span, cell.fill)
            )
        table = Table(item.rows, item.columns, tuple(cells))
        self.blocks.append(Block(BlockKind.TABLE, start, self.builder.length, number, table=table))
        self.builder.add("\n\n")

    def _cell(self, number: int, rows: tuple[tuple[PrintedWord, ...], ...]) -> None:
        words = [word for row in rows for word in row]
        last = {id(row[-1]) for row in rows}
        position = 0
        while position < len(words):
            word = words[position]
            following = words[position + 1] if position + 1 < len(words) else None
            if (
                following is not None
                and id(word) in last
                and self._splits(word.text)
                and not regex.search(r"\d-?$", word.text)
            ):
                self._word(number, word, self._join(word.text, following.text))
                position += 2
            else:
                self._word(number, word, word.text.replace(HYPHEN, "-"))
                position += 1
            if position < len(words):
                self.builder.add(" ")


def _assemble(pages: list[_Page], count: int, notes: list[str], properties: dict[str, str]) -> Document:
    assembler = _Assembler(pages)
    for page in pages:
        assembler.page(page)
    return Document(
        "pdf",
        assembler.builder.text(),
        tuple(assembler.blocks),
        count,
        tuple(assembler.words),
        tuple(notes),
        properties,
    )
