"""PDF files: PDFium reads characters, rules and fills; tables are found; the rest is put in reading order.

Page headers and footers (lines that stand on several pages, page numbers) are set aside as furniture.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from statistics import median

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import regex

from extractor.document import Document
from extractor.errors import DocumentError
from extractor.readers.limits import MAX_CHARACTERS
from extractor.readers.pdf_assembly import Page, assemble_document
from extractor.readers.pdf_attached import find_attached, with_attached
from extractor.readers.pdf_characters import is_nameless, page_turn, read_codes, read_glyphs
from extractor.readers.pdf_glyphs import Turn, read_paths
from extractor.readers.pdf_grid import PageTable
from extractor.readers.pdf_guard import refuse_bombs
from extractor.readers.pdf_layout import Paragraph, arrange
from extractor.readers.pdf_tables import find_tables
from extractor.readers.pdf_words import Line, PrintedWord, make_rows, make_words
from extractor.stopwatch import stage

MAX_PAGES = 5_000
_MARGIN = 0.18  # of the page's height: headers and footers stand within it
_PAGE_NUMBER = regex.compile(r"^(?:page\s)?\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?$|^-\s?\d{1,4}\s?-$", regex.I)
_DIGITS = regex.compile(r"\d+")
_ENTRY = regex.compile(r"^\d{1,3}$")


def read_pdf(data: bytes, name: str = "", max_pages: int = MAX_PAGES) -> Document:
    """Read a PDF, at most ``max_pages`` of it. Raises DocumentError where it is encrypted, damaged or empty."""
    refuse_bombs(data, name)
    document = _open(data, name)
    try:
        count = len(document)
        if count == 0:
            raise DocumentError("the PDF has no pages", where=name, remedy="Ask for the file again")
        notes: list[str] = []
        if count > max_pages:
            notes.append(f"only the first {max_pages} of {count} pages were read: split the file")
        raw_pages, unread, nameless = _read_pages(document, min(count, max_pages))
        notes += _describe(unread, nameless, len(raw_pages), min(count, max_pages))
        repeated = _repeated([(rows, turn.height) for rows, _, turn in raw_pages])
        pages = [_lay_out(number, *content, repeated) for number, content in enumerate(raw_pages, 1)]
        pictured = {n for n, (rows, _, _) in enumerate(raw_pages, 1) if not rows and _has_picture(document, n - 1)}
        raw_pages.clear()
        properties = _read_properties(document)
        attached = find_attached(document, data)
    finally:
        document.close()
    if blank := [page.number for page in pages if not page.items and not page.furniture and page.number in pictured]:
        notes.append(f"no text on page {_listed(blank)}: a picture, perhaps a scan, which needs character recognition")
    elif all(not page.items and not page.furniture for page in pages):
        notes.append("no page has text: print it to a new PDF, or save it as text")
    return with_attached(assemble_document(pages, count, notes, properties), attached)


def _open(data: bytes, name: str) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        # where a file has no pages, the library leaves the error of the file before
        if error.err_code == raw.FPDF_ERR_PASSWORD and b"/Encrypt" in data:
            raise DocumentError("the PDF is encrypted", where=name, remedy="Save a copy without a password") from None
        raise DocumentError("the PDF is damaged or cut short", where=name, remedy="Ask for the file again") from None


Content = tuple[list[list[PrintedWord]], list[PageTable], Turn]
"""What stands on a page: the rows of its text, its tables, and how it is turned."""


def _read_pages(document: pdfium.PdfDocument, count: int) -> tuple[list[Content], list[int], list[int]]:
    """The first ``count`` pages, as far as the text stays within bounds; the numbers of those that are damaged, and of
    those whose fonts do not say which letters they draw."""
    pages: list[Content] = []
    unread: list[int] = []
    nameless: list[int] = []
    characters = 0
    for number in range(count):
        content = _read_page(document, number, nameless)
        if content is None:
            unread.append(number + 1)
            content = [], [], Turn((0.0, 0.0, 0.0, 0.0), 0)
        rows, tables, _ = content
        held = (row for table in tables for cell in table.cells for row in cell.rows)
        characters += sum(len(word.text) + 1 for row in (*rows, *held) for word in row)
        if characters > MAX_CHARACTERS:
            break
        pages.append(content)
    return pages, unread, nameless


def _listed(numbers: list[int]) -> str:
    return ", ".join(str(number) for number in numbers[:12]) + (" ..." if len(numbers) > 12 else "")


def _describe(unread: list[int], nameless: list[int], read: int, count: int) -> list[str]:
    """What to say of pages that are damaged or without letters, and of those after the last that was read."""
    notes = []
    if unread:
        notes.append(f"page {_listed(unread)} cannot be read: ask for the file again")
    if nameless:
        notes.append(f"the fonts on page {_listed(nameless)} do not name their letters: ask for the paper as Word file")
    if read < count:
        notes.append(f"only the first {read} of {count} pages were read, which hold more than is read: split the file")
    return notes


def _read_properties(document: pdfium.PdfDocument) -> dict[str, str]:
    """Title, author and the like, as far as they are text."""
    properties: dict[str, str] = {}
    for key in document.METADATA_KEYS:
        with suppress(UnicodeDecodeError):
            if value := document.get_metadata_value(key):
                properties[key.lower()] = value
    return properties


def _read_page(document: pdfium.PdfDocument, number: int, nameless: list[int]) -> Content | None:
    """None where a page is damaged; one whose fonts do not name their letters is added to ``nameless``."""
    try:
        page = document[number]
        text_page = page.get_textpage()
    except pdfium.PdfiumError:
        return None
    try:
        if is_nameless(text_page):
            nameless.append(number + 1)
        codes = read_codes(text_page)
        turn = page_turn(page, text_page, codes)
        words = make_words(read_glyphs(text_page, codes, turn))
        edges, fills = read_paths(page, turn)
        words = [word for word in words if -5 <= word.x0 <= turn.width + 5 and -5 <= word.top <= turn.height + 5]
        with stage("tables"):
            tables, rest = find_tables(words, edges, fills)
        return make_rows(rest), tables, turn
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
    return _DIGITS.sub("#", " ".join(word.text for word in words)).strip().lower()


def _edge(rows: list[list[PrintedWord]], height: float) -> dict[int, list[PrintedWord]]:
    """By index: the rows that may be a page's header or footer, near its upper and lower edge."""
    near = [*range(len(rows))[:3], *range(len(rows))[-3:]]
    margin = _MARGIN * height
    return {n: rows[n] for n in near if rows[n][0].top < margin or rows[n][0].bottom > height - margin}


def _repeated(pages: list[tuple[list[list[PrintedWord]], float]]) -> set[str]:
    """Lines that stand at the top or bottom of several pages, numbers aside."""
    seen: Counter[str] = Counter()
    for rows, height in pages:
        seen.update({_key(row) for row in _edge(rows, height).values()})
    needed = max(2, min(3, len(pages) // 2))
    return {key for key, times in seen.items() if times >= needed and len(pages) > 1}


def _lay_out(
    number: int, rows: list[list[PrintedWord]], tables: list[PageTable], turn: Turn, repeated: set[str]
) -> Page:
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
    body = _body_size(free, tables)
    for band in _bands(free, tables):
        items += arrange(band, turn.width, body) if isinstance(band, list) else [band]
    return Page(number, tuple(items), tuple(furniture))


def _body_size(free: list[PrintedWord], tables: list[PageTable]) -> float | None:
    """The middle font size of a page, its tables included: a page may be a heading and a table, and nothing else."""
    cells = [word.size for table in tables for cell in table.cells for row in cell.rows for word in row]
    if len(free) > len(cells):
        cells = []  # small print in a table does not make the text a heading
    sizes = [word.size for word in free] + cells
    return median(sizes) if sizes else None


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
        if above:
            placed = {id(word) for word in above}
            rest = [word for word in rest if id(word) not in placed]
            bands.append(above)
        bands.append(table)
    if rest:
        bands.append(rest)
    return bands
