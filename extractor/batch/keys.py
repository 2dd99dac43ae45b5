"""The key of a part: everything that a document's rows follow from, and nothing else."""

from __future__ import annotations

import hashlib
import json
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import extractor
from extractor.files import Override
from extractor.readers.ocr_engine import engine_version
from extractor.readers.office_program import office_version
from extractor.resources import folder
from extractor.settings import Settings

_LIBRARIES = (
    "charset-normalizer",
    "lxml",
    "opencv-python-headless",
    "olefile",
    "openpyxl",
    "pdfminer.six",
    "pdfplumber",
    "pillow",
    "pypdfium2",
    "python-docx",
    "python-oxmsg",
    "rapidfuzz",
    "regex",
    "spacy",
)
"""What reads the documents: another version of one may read another text."""

_LENGTH = 40  # of a key: paths on Windows may be short of room


@cache
def program_digest() -> str:
    """Digest of this program as it runs: its version, its own source, the libraries that read, and Python.

    The version alone would not do: who changes a line of the source wants to see what comes of it.
    """
    total = hashlib.sha256(f"{extractor.__version__} {sys.version_info[:2]}".encode())
    total.update(" ".join(f"{name}={_version(name)}" for name in _LIBRARIES).encode())
    package = Path(extractor.__file__).resolve().parent
    for path in (*sorted(package.rglob("*.py")), *sorted(folder("models").glob("*.cfg"))):
        total.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return total.hexdigest()


def program_versions() -> dict[str, str]:
    """What ``program_digest`` stands for, by name, so that two machines can be told apart."""
    named = {name: _version(name) for name in _LIBRARIES}
    own = {"extractor": extractor.__version__, "Python": f"{sys.version_info[0]}.{sys.version_info[1]}"}
    own["Tesseract"] = engine_version()
    own["LibreOffice"] = office_version()
    return own | named | {"digest of the program": program_digest()[:12]}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def part_key(sha256: str, patterns_digest: str, settings: Settings, override: Override) -> str:
    """The key of a content's part, in hexadecimal. ``patterns_digest`` stands for the rules and the catalogue."""
    given = (
        sha256,
        patterns_digest,
        program_digest(),
        settings.format,
        settings.authority,
        str(settings.date or ""),
        settings.max_pages,
        (settings.ocr, settings.language, settings.dpi, engine_version()) if settings.ocr != "off" else "off",
        office_version(),
        sorted(override.items()),
    )
    return hashlib.sha256(json.dumps(given).encode()).hexdigest()[:_LENGTH]
