"""What all targets share: where their seeds come from, and what is no find."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from properties.papers import faults

from extractor.errors import ExtractorError
from extractor.readers import docx, html, pdf, read_document, text
from extractor.run import Extractor

__all__ = ["docx", "html", "pdf", "text"]
"""Imported here, and not when a format is first met: what comes later is not watched by the fuzzer."""

DOCUMENTS = Path(__file__).resolve().parents[2] / "corpus" / "documents"
_MOST_WORDS = 2_000
"""Longer texts make the fuzzer slow, and hold nothing that the shorter ones do not."""


def corpus(suffix: str) -> Iterator[bytes]:
    """The contents of the corpus's documents of one format, the smallest first."""
    for path in sorted(DOCUMENTS.glob(f"*{suffix}"), key=lambda path: (path.stat().st_size, path.name)):
        yield path.read_bytes()


def paragraphs() -> Iterator[str]:
    """Those of the corpus's plain texts."""
    for data in corpus(".txt"):
        for words in data.decode().split("\n\n"):
            if words.strip():
                yield words[:_MOST_WORDS]


def read(data: bytes, name: str, format_name: str) -> None:
    """Read it as that format, or have it refused; its blocks and words must lie within its text."""
    try:
        document = read_document(data, name, format_name)
    except ExtractorError as error:
        assert error.problem  # noqa: PT017 - a refusal is an answer
        return
    parts = [*document.blocks, *(cell for block in document.blocks if block.table for cell in block.table.cells)]
    for part in (*parts, *document.words):
        assert 0 <= part.start <= part.end <= len(document.text), part


def read_figures(words: str) -> None:
    """Read a text to the end; whatever it holds, what is said of it must be sound."""
    try:
        result = _extractor().read_anew(words.encode(errors="surrogatepass"), "paper.txt")
    except ExtractorError as error:
        assert error.problem  # noqa: PT017 - a refusal is an answer
        return
    wrong = faults(result)
    assert wrong == [], wrong


@cache
def _extractor() -> Extractor:
    return Extractor()
