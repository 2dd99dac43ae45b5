"""Readers: bytes of a file to a :class:`extractor.document.Document`, chosen by content, not by file name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from extractor.document import Document
from extractor.readers.bounds import keep_within_bounds
from extractor.readers.detect import MAIL_FORMATS, OFFICE_FORMATS, detect_format


def read_document(
    data: bytes, name: str = "", format_name: str | None = None, max_pages: int | None = None
) -> Document:
    """Read a document. ``format_name`` (one of detect's ``FORMATS``) overrides what the content says it is.

    Of a PDF at most ``max_pages`` pages are read. Raises DocumentError where the bytes are no document of that format.
    """
    return keep_within_bounds(_reader(format_name or detect_format(data), max_pages)(data, name))


def _reader(format_name: str, max_pages: int | None) -> Callable[[bytes, str], Document]:
    """Heavy imports wait until a format is met."""
    if format_name == "pdf":
        from extractor.readers.pdf import read_pdf

        return read_pdf if max_pages is None else partial(read_pdf, max_pages=max_pages)
    if format_name == "docx":
        from extractor.readers.docx import read_docx

        return read_docx
    if format_name in OFFICE_FORMATS:
        from extractor.readers.office import read_office

        return partial(read_office, format_name=format_name)
    if format_name == "xlsx":
        from extractor.readers.workbook import read_workbook

        return read_workbook
    if format_name in MAIL_FORMATS:
        from extractor.readers.mail import read_mail

        return partial(read_mail, format_name=format_name)
    if format_name == "html":
        from extractor.readers.html import read_html

        return read_html
    from extractor.readers.text import read_text

    return read_text
