"""Files within a PDF, which are listed: a portfolio is a folder of them, and any PDF may have some attached."""

from __future__ import annotations

from ctypes import c_ulong, create_string_buffer
from dataclasses import dataclass, replace
from itertools import chain

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractor.document import Document
from extractor.readers.mail_letter import clean_name
from extractor.readers.pdf_guard import inner_objects

_PORTFOLIO, _PINNED = b"/Collection", b"/FileAttachment"
_LISTED = 10
_MOST_FILES = 1_000
_MOST_PAGES = 500  # that are looked at for files pinned to them
_MOST_MARKS = 200  # of one page
_ADVICE = "save them out and give them too"


@dataclass(frozen=True, slots=True)
class Attached:
    """The names of the files within a PDF; ``portfolio``: its pages are only their cover."""

    names: tuple[str, ...] = ()
    portfolio: bool = False


def find_attached(document: pdfium.PdfDocument, data: bytes) -> Attached:
    """What is attached to a PDF as a whole, or pinned to one of its pages."""
    names = _named(document)
    pinned = portfolio = False
    for objects in chain((data,), inner_objects(data)):
        pinned = pinned or _PINNED in objects
        portfolio = portfolio or _PORTFOLIO in objects
    if pinned:
        names += _pinned(document)
    cleaned = dict.fromkeys(clean_name(name, "a file without a name") for name in names)
    return Attached(tuple(cleaned), portfolio and bool(names))


def with_attached(document: Document, attached: Attached) -> Document:
    """The document, which says what is attached to it; one that is a portfolio was not read as a whole."""
    if not attached.names:
        return document
    count = len(attached.names)
    listed = ", ".join(attached.names[:_LISTED]) + (", ..." if count > _LISTED else "")
    said = f"{count:,} attached file{'s that were' if count > 1 else ' that was'} not read ({listed}): {_ADVICE}"
    if attached.portfolio:
        return replace(document, notes=(*document.notes, f"a PDF portfolio with {said}"))
    return replace(document, remarks=(*document.remarks, f"holds {said}"))


def _named(document: pdfium.PdfDocument) -> list[str]:
    try:
        count = min(document.count_attachments(), _MOST_FILES)
        return [str(document.get_attachment(number).get_name()) for number in range(count)]
    except (pdfium.PdfiumError, UnicodeDecodeError):
        return ["files of unknown names"]


def _pinned(document: pdfium.PdfDocument) -> list[str]:
    found: list[str] = []
    for number in range(min(len(document), _MOST_PAGES)):
        try:
            page = document[number]
        except pdfium.PdfiumError:
            continue
        try:
            for mark in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST_MARKS)):
                found += _read_pin(page, mark)
        finally:
            page.close()
        if len(found) >= _MOST_FILES:
            break
    return found


def _read_pin(page: pdfium.PdfPage, mark: int) -> list[str]:
    annotation = raw.FPDFPage_GetAnnot(page.raw, mark)
    if not annotation:
        return []
    try:
        if raw.FPDFAnnot_GetSubtype(annotation) != raw.FPDF_ANNOT_FILEATTACHMENT:
            return []
        file = raw.FPDFAnnot_GetFileAttachment(annotation)
        return [_name_of(file)] if file else []
    finally:
        raw.FPDFPage_CloseAnnot(annotation)


def _name_of(file: object) -> str:
    size = int(raw.FPDFAttachment_GetName(file, None, c_ulong(0)))
    buffer = create_string_buffer(size)
    raw.FPDFAttachment_GetName(file, raw.cast(buffer, raw.POINTER(raw.FPDF_WCHAR)), c_ulong(size))
    return buffer.raw[: max(0, size - 2)].decode("utf-16-le", "replace")
