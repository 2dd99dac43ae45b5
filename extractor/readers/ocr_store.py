"""Where the readings of single pages are kept while a long scan is read, so that a run that was killed goes on there.

Whoever runs the readers says where (:func:`keeping`); without that nothing is kept.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Protocol

from extractor.readers.ocr_engine import engine_version
from extractor.readers.ocr_reading import ReadPicture
from extractor.readers.ocr_words import SeenLine, SeenWord
from extractor.readers.options import ReadOptions
from extractor.readers.pdf_glyphs import Edge, Fill

_LIBRARIES = ("opencv-python-headless", "pillow", "pypdfium2")
_LENGTH = 40


class PageKeeper(Protocol):
    """Keeps bytes by document (its SHA-256) and key."""

    def find(self, sha256: str, key: str) -> bytes | None:
        """What was kept; None where nothing was."""

    def keep(self, sha256: str, key: str, data: bytes) -> None:
        """Keep it for as long as its document is read."""


class PagesWanted(Exception):
    """No failure: these pages (from 0) are to be read first, each by whoever is free, and then the document again."""

    def __init__(self, pages: tuple[int, ...]) -> None:
        super().__init__(pages)
        self.pages = pages


@dataclass(frozen=True, slots=True)
class Keeping:
    """``most``: a document with more pages that have not been read raises PagesWanted; None: it never does."""

    keeper: PageKeeper
    most: int | None = None


_KEEPING: ContextVar[Keeping | None] = ContextVar("keeping", default=None)


@contextmanager
def keeping(keeper: PageKeeper | None, most: int | None = None) -> Iterator[None]:
    """Within, the readings of pages are taken from ``keeper`` and given to it."""
    token = _KEEPING.set(Keeping(keeper, most) if keeper is not None else None)
    try:
        yield
    finally:
        _KEEPING.reset(token)


def current_keeping() -> Keeping | None:
    """What is in force here."""
    return _KEEPING.get()


def page_key(number: int, options: ReadOptions) -> str:
    """Everything, beside the document's bytes, that the reading of its page ``number`` follows from."""
    given = (number, options.language, options.dpi, engine_version(), _program())
    return hashlib.sha256(json.dumps(given).encode()).hexdigest()[:_LENGTH]


@cache
def _program() -> str:
    """Digest of the modules that read pictures and of the libraries beneath them."""
    total = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("ocr_*.py")):
        total.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n"))
    for name in _LIBRARIES:
        try:
            total.update(f"{name} {version(name)}".encode())
        except PackageNotFoundError:
            total.update(f"{name} none".encode())
    return total.hexdigest()


def dump_page(page: ReadPicture) -> bytes:
    """A reading as it is kept."""
    content = {
        "size": [page.width, page.height, page.quarters, page.skew],
        "lines": [[list(word) for word in line.words] for line in page.lines],
        "edges": [[edge.x0, edge.top, edge.x1, edge.bottom] for edge in page.edges],
        "fills": [[*fill.box, fill.colour] for fill in page.fills],
    }
    return zlib.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8"), 4)


def load_page(data: bytes) -> ReadPicture:
    """Undoes ``dump_page``. Raises ValueError for bytes that are damaged."""
    try:
        content = json.loads(zlib.decompress(data))
        width, height, quarters, skew = content["size"]
        return ReadPicture(
            float(width),
            float(height),
            int(quarters),
            float(skew),
            tuple(SeenLine(tuple(SeenWord(*word) for word in line)) for line in content["lines"]),
            tuple(Edge(*edge) for edge in content["edges"]),
            tuple(Fill((x0, top, x1, bottom), colour) for x0, top, x1, bottom, colour in content["fills"]),
        )
    except (zlib.error, KeyError, TypeError) as error:
        raise ValueError(f"no reading of a page: {error!r}") from error
