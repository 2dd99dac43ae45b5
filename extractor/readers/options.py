"""What a user can ask of the readers."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.settings import DPI, LANGUAGE, MAX_PAGES, Settings


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """``ocr``: pages that are pictures are read by character recognition (auto), none are (off), all are (force).

    ``language`` is Tesseract's name of one or several (``eng``, ``eng+cym``), ``dpi`` how finely pages are
    drawn for it. Of a document at most ``max_pages`` pages are read.
    """

    max_pages: int = MAX_PAGES
    ocr: str = "auto"
    language: str = LANGUAGE
    dpi: int = DPI


def read_options(settings: Settings) -> ReadOptions:
    """What of the settings concerns the readers."""
    return ReadOptions(settings.max_pages, settings.ocr, settings.language, settings.dpi)
