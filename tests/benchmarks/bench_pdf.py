"""PDF pages from bytes to mentions, claims and checks, against pdfplumber's text and tables of the same pages."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pdfplumber
import pypdfium2
from bench_timing import Comparison, Work, compare

from extractor.run import Extractor


def read_with_pdfplumber(contents: Sequence[bytes]) -> int:
    """Every page's text and tables; returns how many characters and cells came out."""
    found = 0
    for data in contents:
        with pdfplumber.open(io.BytesIO(data)) as document:
            for page in document.pages:
                found += len(page.extract_text() or "")
                found += sum(len(row) for table in page.extract_tables() for row in table)
    return found


def compare_pdf(files: Sequence[Path], rounds: int) -> Comparison | None:
    """Pages a second of the whole extraction, without writing. None where there is no PDF."""
    contents = [file.read_bytes() for file in files]
    if not contents:
        return None
    pages = sum(len(pypdfium2.PdfDocument(data)) for data in contents)

    def ours() -> Work:
        extractor = Extractor()  # a fresh one each round: an Extractor does not read the same bytes twice
        return lambda: [extractor.read_bytes(data, "paper.pdf") for data in contents]

    def theirs() -> Work:
        return lambda: read_with_pdfplumber(contents)

    rival = "pdfplumber extract_text, extract_tables"
    return compare("PDF to findings", rival, "pages", pages, ours, theirs, rounds)
