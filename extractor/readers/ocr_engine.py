"""Tesseract, the program that recognises characters: found at run time, run once a picture.

It is run directly: what wraps it for Python writes the picture to the disk and imports pandas where that is installed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.errors import ExtractorError, UsageError

if TYPE_CHECKING:
    from extractor.readers.ocr_pixels import Picture

REMEDY = (
    "Install Tesseract (Debian: apt install tesseract-ocr; macOS: brew install tesseract; Windows: the installer of "
    "UB Mannheim) and the extra ocr (pip install '.[ocr]' in the program's folder), then run it again"
)
PAGE_TIMEOUT_S = 90.0
_ASK_TIMEOUT_S = 30.0
_WINDOWS = r"C:\Program Files\Tesseract-OCR\tesseract.exe"
_VERSION = re.compile(r"tesseract v?(\d[\w.]*)")
_TURN = re.compile(r"Rotate: (\d+)")
_SURE = re.compile(r"Orientation confidence: ([\d.]+)")


class EngineError(ExtractorError):
    """The engine could not read a picture, here and now."""


class PictureError(ExtractorError):
    """The picture of a page is damaged, or too large to be read."""


@dataclass(frozen=True, slots=True)
class Engine:
    """The program at ``path`` and the languages that it has been given."""

    path: str
    version: str
    languages: tuple[str, ...]

    def check_language(self, language: str) -> None:
        """Raise UsageError, with those that are installed, where a language of ``eng+cym`` is not."""
        missing = [name for name in language.split("+") if name not in self.languages]
        if missing:
            installed = ", ".join(name for name in self.languages if name != "osd") or "none"
            problem = f"Tesseract has no language {missing[0]!r}; installed: {installed}"
            remedy = f"Install it (Debian: apt install tesseract-ocr-{missing[0] or 'eng'}), or give another --language"
            raise UsageError(problem, remedy=remedy)


def find_engine() -> Engine | None:
    """The engine on this machine's PATH; None where there is none that runs."""
    return _find(os.environ.get("PATH", ""))


def engine_version() -> str:
    """The version of the engine, ``none`` where there is none: another one may read another text."""
    engine = find_engine()
    return engine.version if engine else "none"


@lru_cache(maxsize=4)
def _find(search_path: str) -> Engine | None:
    path = shutil.which("tesseract", path=search_path)
    if path is None and sys.platform == "win32" and Path(_WINDOWS).is_file():
        path = _WINDOWS
    if path is None:
        return None
    try:
        version = _VERSION.search(_ask(path, "--version"))
        languages = _ask(path, "--list-langs").splitlines()[1:]
    except (OSError, subprocess.SubprocessError):
        return None
    return Engine(path, version[1] if version else "unknown", tuple(sorted(filter(None, map(str.strip, languages)))))


def _ask(path: str, question: str) -> str:
    done = subprocess.run(
        [path, question],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=_ASK_TIMEOUT_S,
        check=False,
    )
    return done.stdout.decode("utf-8", errors="replace")


def recognise(engine: Engine, picture: Picture, dpi: int, language: str, layout: int) -> bytes:
    """The words of a grey picture as hOCR with a box and a confidence for each character.

    ``layout`` is Tesseract's page segmentation mode. Raises EngineError where it fails or takes too long.
    """
    options = ("-c", "tessedit_create_hocr=1", "-c", "hocr_char_boxes=1", "-c", "debug_file=/dev/null")
    wanted = ("--psm", str(layout), "--oem", "1", "-l", language, "--dpi", str(dpi))
    done = _run(engine, picture, (*wanted, *(options[:4] if sys.platform == "win32" else options)))
    if done.returncode:
        said = done.stderr.decode("utf-8", errors="replace").strip().splitlines()
        raise EngineError(f"Tesseract failed ({said[-1][:200] if said else f'exit code {done.returncode}'})")
    return done.stdout


def find_turn(engine: Engine, picture: Picture, dpi: int) -> tuple[int, float] | None:
    """How many quarter turns to the right set the picture upright, and how sure that is; None where nothing says so."""
    if "osd" not in engine.languages:
        return None
    done = _run(engine, picture, ("--psm", "0", "--dpi", str(dpi)))
    said = done.stdout.decode("utf-8", errors="replace")
    turn, sure = _TURN.search(said), _SURE.search(said)
    return (int(turn[1]) // 90 % 4, float(sure[1])) if turn and sure else None


def _run(engine: Engine, picture: Picture, options: tuple[str, ...]) -> subprocess.CompletedProcess[bytes]:
    height, width = picture.shape
    data = b"P5 %d %d 255\n" % (width, height) + picture.tobytes()
    # the workers use the cores: several threads for one page take three times the work
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        return subprocess.run(
            [engine.path, "stdin", "stdout", *options],
            input=data,
            capture_output=True,
            timeout=PAGE_TIMEOUT_S,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise EngineError(f"Tesseract took more than {PAGE_TIMEOUT_S:g} seconds") from None
    except OSError as error:
        raise EngineError(f"Tesseract could not be run ({error.strerror or error})") from None
