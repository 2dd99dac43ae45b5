"""The reading of a page as bytes that are kept, and the key that they are kept by."""

from __future__ import annotations

import hashlib
import json
import zlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from extractor.readers.ocr_engine import engine_version
from extractor.readers.ocr_reading import ReadPicture
from extractor.readers.ocr_words import SeenLine, SeenWord
from extractor.readers.options import ReadOptions
from extractor.readers.pdf_paths import Edge, Fill

_LIBRARIES = ("opencv-python-headless", "pillow", "pypdfium2")
_LENGTH = 40


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


def dump_failure(why: str) -> bytes:
    """Kept of a page that cannot be read, so that it is not tried again."""
    return zlib.compress(json.dumps({"failure": why}).encode("utf-8"), 4)


def load_page(data: bytes) -> ReadPicture | str:
    """Undoes ``dump_page`` or ``dump_failure``. Raises ValueError for bytes that are damaged."""
    try:
        content = json.loads(zlib.decompress(data))
        if "failure" in content:
            return str(content["failure"])
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
