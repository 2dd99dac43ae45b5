"""Where LibreOffice is on this machine, and which one it is."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

VARIABLE = "EXTRACTOR_SOFFICE"
"""Of the environment: where LibreOffice's program ``soffice`` is, where that is not one of the usual places."""

_NAMES = ("soffice.com", "soffice.exe") if sys.platform == "win32" else ("soffice", "libreoffice")


def find_program() -> str | None:
    """Where LibreOffice is; None where it is not found."""
    if given := os.environ.get(VARIABLE):
        return shutil.which(given)
    for name in _NAMES:
        if found := shutil.which(name):
            return found
    return next((str(place) for place in _usual_places() if place.is_file()), None)


def _usual_places() -> Iterator[Path]:
    if sys.platform == "win32":
        for variable in ("PROGRAMFILES", "PROGRAMW6432", "PROGRAMFILES(X86)"):
            if folder := os.environ.get(variable):
                yield from (Path(folder) / "LibreOffice" / "program" / name for name in _NAMES)
    elif sys.platform == "darwin":
        for root in (Path("/Applications"), Path.home() / "Applications"):
            yield root / "LibreOffice.app" / "Contents" / "MacOS" / "soffice"
    else:
        yield from (Path(f"/usr/{library}/libreoffice/program/soffice") for library in ("lib", "lib64"))
        yield from sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)


@cache
def office_version() -> str:
    """What tells one LibreOffice from another, without running it: the build that it names and its program's size."""
    program = find_program()
    if program is None:
        return "none"
    folder = Path(program).resolve().parent
    return " ".join((_build(folder), *_sizes(folder))) or "unknown"


def _build(folder: Path) -> str:
    for place in (folder / "versionrc", folder / "version.ini", folder.parent / "Resources" / "versionrc"):
        with suppress(OSError):
            for line in place.read_text(encoding="utf-8", errors="replace").splitlines():
                if line.startswith("buildid="):
                    return line.removeprefix("buildid=").strip()
    return ""


def _sizes(folder: Path) -> Iterator[str]:
    for name in ("soffice.bin", "soffice"):
        with suppress(OSError):
            yield str((folder / name).stat().st_size)
            return
