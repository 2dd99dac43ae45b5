"""What a user can ask of a run, and the digest of the rules that it uses."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from extractor.errors import PatternError, UsageError
from extractor.resources import cached_digest, folder

MAX_PAGES = 5_000
OCR_MODES = ("auto", "off", "force")
LANGUAGE = "eng"
DPI = 300
DPI_RANGE = (150, 400)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can ask of a run; ``format`` forces a reader, the rest overrides what a paper says of itself.

    Of a PDF with more than ``max_pages`` pages the rest is left unread, and the document is ``partial``. The last three
    say how pages that are pictures are read: ``ocr`` (auto, off, or force for every page), the languages by Tesseract's
    names (``eng+cym``), and how finely pages are drawn for it.
    """

    patterns: str = ""
    catalogue: str = ""
    format: str | None = None
    authority: str = ""
    date: date | None = None
    max_pages: int = MAX_PAGES
    ocr: str = "auto"
    language: str = LANGUAGE
    dpi: int = DPI


def rules_digest(settings: Settings) -> str:
    """The digest of patterns/; a catalogue from elsewhere changes it. Raises ExtractorError where they are missing."""
    digest = cached_digest(folder("patterns", Path(settings.patterns) if settings.patterns else None))
    if not settings.catalogue:
        return digest
    try:
        catalogue = Path(settings.catalogue).read_bytes().replace(b"\r\n", b"\n")
    except FileNotFoundError:
        remedy = "Give the path of a CSV file of indicators"
        raise PatternError("no such catalogue", where=settings.catalogue, remedy=remedy) from None
    except OSError as error:
        problem = f"cannot be opened ({error.strerror or error})"
        raise UsageError(problem, where=settings.catalogue, remedy="Check that you may read it") from None
    return hashlib.sha256(digest.encode() + b"\0" + catalogue).hexdigest()
