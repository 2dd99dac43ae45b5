"""What a worker needs, imported and built once in the process that workers are forked from (``forkserver``)."""

from __future__ import annotations

from contextlib import suppress

from extractor.batch.work import extractor_for
from extractor.errors import ExtractorError
from extractor.readers import docx, html, pdf, text
from extractor.settings import Settings

__all__ = ["docx", "html", "pdf", "text"]

with suppress(ExtractorError):  # rules at fault are heard of where they are asked for
    extractor_for(Settings())
