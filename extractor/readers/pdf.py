"""PDF files: PDFium reads characters, rules and fills; tables are found; the rest is put in reading order.

Page headers and footers (lines that stand on several pages, page numbers) are set aside as furniture.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container
from contextlib import suppress
from dataclasses import dataclass, field, replace
from statistics import median

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import regex

from extractor.document import Document
from extractor.errors import DocumentError
from extractor.readers.limits import MAX_CHARACTERS
from extractor.readers.ocr_layout import Content, as_content, with_readings
from extractor.readers.ocr_reading import ReadPicture
from extractor.readers.ocr_signs import has_rubbish, is_picture_of_text
from extractor.readers.ocr_volume import Volume, describe_failures, listed
from extractor.readers.options import ReadOptions
from extractor.readers.pdf_assembly import Page, assemble_document
from extractor.readers.pdf_attached import find_attached, with_attached
from extractor.readers.pdf_characters import is_nameless, page_turn, read_codes, read_glyphs
from extractor.readers.pdf_drawing import draw_page
from extractor.readers.pdf_grid import PageTable
from extractor.readers.pdf_guard import refuse_bombs
from extractor.readers.pdf_layout import Paragraph, arrange
from extractor.readers.pdf_paths import Turn, read_paths
from extractor.readers.pdf_tables import find_tables
from extractor.readers.pdf_words import Line, PrintedWord, make_words
from extractor.stopwatch import stage

_MARGIN = 0.18  # of the page's height: headers and footers stand within it
_PAGE_NUMBER = regex.compile(r"^(?:page\s)?\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?$|^-\s?\d{1,4}\s?-$", regex.I)
_DIGITS = regex.compile(r"\d+")
NEEDED = "a picture, perhaps a scan, which needs character recognition"
_ENTRY = regex.compile(r"^\d{1,3}$")


def read_pdf(data: bytes, name: str = "", options: ReadOptions | None = None) -> Document:
    """Read a PDF; pages that are pictures by character recognition, where that is asked for and installed.

    Raises DocumentError where it is encrypted, damaged or empty, and UsageError for a language that is not installed.
    """
    options = options or ReadOptions()
    max_pages = options.max_pages
    refuse_bombs(data, name)
    document = _open(data, name)
    try:
        count = len(document)
        if count == 0:
            raise DocumentError("the PDF has no pages", where=name, remedy="Ask for the file again")
        notes: list[str] = []
        if count > max_pages:
            notes.append(f"only the first {max_pages} of {count} pages were read: split the file")
        found = _read_pages(document, min(count, max_pages))
        volume = Volume(data, options, lambda number: draw_page(document, number, options.dpi))
        scans = _read_scans(found, volume, options)
        notes += _describe(found, scans, volume, min(count, max_pages))
        properties = _read_properties(document)
        attached = find_attached(document, data)
    finally:
        document.close()
    document_read = with_readings(assemble_pages(found.pages, count, notes, properties), scans)
    return replace(with_attached(document_read, attached), settled=volume.settled)


def read_pdf_page(data: bytes, name: str, options: ReadOptions, number: int) -> None:
    """Read a page (from 0) by its picture, for the keeper that is in force."""
    refuse_bombs(data, name)
    document = _open(data, name)
    try:
        Volume(data, options, lambda page: draw_page(document, page, options.dpi)).read([number])
    finally:
        document.close()


def assemble_pages(
    contents: list[Content], count: int, notes: list[str], properties: dict[str, str], format_name: str = "pdf"
) -> Document:
    """The Document of pages as they were read; ``count`` is how many the file has. ``contents`` is emptied."""
    repeated = _repeated([(rows, turn.height) for rows, _, turn in contents])
    pages = [_lay_out(number, *content, repeated) for number, content in enumerate(contents, 1)]
    contents.clear()
    return replace(assemble_document(pages, count, notes, properties), format=format_name)


def _open(data: bytes, name: str) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        # where a file has no pages, the library leaves the error of the file before
        if error.err_code == raw.FPDF_ERR_PASSWORD and b"/Encrypt" in data:
            raise DocumentError("the PDF is encrypted", where=name, remedy="Save a copy without a password") from None
        raise DocumentError("the PDF is damaged or cut short", where=name, remedy="Ask for the file again") from None


@dataclass(slots=True)
class _Pages:
    """Pages as they were read, and the numbers (from 1) of those that are damaged, whose fonts do not say which letters
    they draw, whose text is no text, that show nothing but pictures, and all that recognition may read better."""

    pages: list[Content] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    nameless: list[int] = field(default_factory=list)
    rubbish: list[int] = field(default_factory=list)
    pictured: list[int] = field(default_factory=list)
    printed: list[int] = field(default_factory=list)


def _read_pages(document: pdfium.PdfDocument, count: int) -> _Pages:
    """The first ``count`` pages, as far as the text stays within bounds."""
    found = _Pages()
    characters = 0
    for number in range(count):
        content = _read_page(document, number, found)
        if content is None:
            found.unread.append(number + 1)
            content = [], [], Turn((0.0, 0.0, 0.0, 0.0), 0)
        rows, tables, _ = content
        held = (row for table in tables for cell in table.cells for row in cell.rows)
        characters += sum(len(word.text) + 1 for row in (*rows, *held) for word in row)
        if characters > MAX_CHARACTERS:
            break
        found.pages.append(content)
    return found


def _read_scans(found: _Pages, volume: Volume, options: ReadOptions) -> dict[int, ReadPicture]:
    """The pages (from 1) that are read from their pictures, which then stand in ``found`` so."""
    if options.ocr == "off":
        return {}
    wanted = {*found.nameless, *found.rubbish, *found.printed}
    if options.ocr == "force":
        wanted = set(range(1, len(found.pages) + 1)).difference(found.unread)
    wanted.intersection_update(range(1, len(found.pages) + 1))
    if not wanted:
        return {}
    pictures = volume.read([number - 1 for number in sorted(wanted)])
    # a page of drawings that look like no letters keeps its text, if that says nothing
    scans = {number + 1: page for number, page in pictures.items() if page.lines or not found.pages[number][0]}
    for number, page in scans.items():
        found.pages[number - 1] = as_content(page)
    return scans


def _describe(found: _Pages, scans: Container[int], volume: Volume, count: int) -> list[str]:
    """What to say of pages that are damaged or without letters, and of those after the last that was read."""
    notes = []
    read = len(found.pages)
    if found.unread:
        notes.append(f"page {listed(found.unread)} cannot be read: ask for the file again")
    if nameless := [number for number in found.nameless if number not in scans]:
        notes.append(f"the fonts on page {listed(nameless)} do not name their letters: ask for the paper as Word file")
    if rubbish := [number for number in found.rubbish if number not in scans and number not in nameless]:
        notes.append(f"the text of page {listed(rubbish)} cannot be made out: ask for the paper as Word file")
    if read < count:
        notes.append(f"only the first {read} of {count} pages were read, which hold more than is read: split the file")
    empty = [number for number, (rows, tables, _) in enumerate(found.pages, 1) if not rows and not tables]
    blank = {number for number in empty if number in found.pictured and number not in scans} | {
        number for number in found.printed if number <= read and number not in scans
    }
    failures = describe_failures({number: why for number, why in volume.failures.items() if number + 1 in blank})
    blank.difference_update(number + 1 for number in volume.failures)
    notes += failures
    if blank:
        notes.append(f"no text on page {listed(sorted(blank))}: {NEEDED}")
    elif not failures and len(empty) == read:
        notes.append("no page has text: print it to a new PDF, or save it as text")
    return notes


def _read_properties(document: pdfium.PdfDocument) -> dict[str, str]:
    """Title, author and the like, as far as they are text."""
    properties: dict[str, str] = {}
    for key in document.METADATA_KEYS:
        with suppress(UnicodeDecodeError):
            if value := document.get_metadata_value(key):
                properties[key.lower()] = value
    return properties


def _read_page(document: pdfium.PdfDocument, number: int, found: _Pages) -> Content | None:
    """None where a page is damaged; what is to be said of it is added to ``found``."""
    try:
        page = document[number]
        text_page = page.get_textpage()
    except pdfium.PdfiumError:
        return None
    try:
        if is_nameless(text_page):
            found.nameless.append(number + 1)
        codes = read_codes(text_page)
        turn = page_turn(page, text_page, codes)
        words = make_words(read_glyphs(text_page, codes, turn))
        edges, fills = read_paths(page, turn)
        words = [word for word in words if -5 <= word.x0 <= turn.width + 5 and -5 <= word.top <= turn.height + 5]
        if has_rubbish(page, words):
            found.rubbish.append(number + 1)
        if is_picture_of_text(page, words):
            found.printed.append(number + 1)
        elif not words and _has_picture(page):
            found.pictured.append(number + 1)
        with stage("tables"):
            tables, rows = find_tables(words, edges, fills)
        return rows, tables, turn
    finally:
        text_page.close()
        page.close()


def _has_picture(page: pdfium.PdfPage) -> bool:
    """True where a page shows an image."""
    count = min(raw.FPDFPage_CountObjects(page.raw), 200)
    kinds = (raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page.raw, index)) for index in range(count))
    return any(kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM) for kind in kinds)


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
