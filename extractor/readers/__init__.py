"""Readers: bytes of a file to a :class:`extractor.document.Document`, chosen by content, not by file name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from extractor.document import Document
from extractor.readers.bounds import keep_within_bounds
from extractor.readers.detect import MAIL_FORMATS, OFFICE_FORMATS, PICTURE_FORMATS, detect_format
from extractor.readers.options import ReadOptions


def read_document(
    data: bytes, name: str = "", format_name: str | None = None, options: ReadOptions | None = None
) -> Document:
    """Read a document. ``format_name`` (one of detect's ``FORMATS``) overrides what the content says it is.

    Raises DocumentError where the bytes are no document of that format.
    """
    return keep_within_bounds(_reader(format_name or detect_format(data), options or ReadOptions())(data, name))


def read_scanned_page(data: bytes, name: str, format_name: str | None, options: ReadOptions, page: int) -> None:
    """Read one page (from 0) by character recognition and give it to the keeper that is in force: see ``ocr_keeping``.

    Raises DocumentError where the document cannot be opened, and UsageError for a language that is not installed.
    """
    if (format_name or detect_format(data)) in PICTURE_FORMATS:
        from extractor.readers.image import read_picture_page

        read_picture_page(data, name, options, page)
        return
    from extractor.readers.pdf import read_pdf_page

    read_pdf_page(data, name, options, page)


def _reader(format_name: str, options: ReadOptions) -> Callable[[bytes, str], Document]:
    """Heavy imports wait until a format is met."""
    if format_name == "pdf":
        from extractor.readers.pdf import read_pdf

        return partial(read_pdf, options=options)
    if format_name in PICTURE_FORMATS:
        from extractor.readers.image import read_image

        return partial(read_image, options=options)
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
