"""One export: what is read, and where it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Unit = Literal["document", "paragraph", "sentence"]
"""Into how large pieces a document is cut where the format wants short texts."""

UNITS: tuple[Unit, ...] = ("document", "paragraph", "sentence")


@dataclass(frozen=True, slots=True)
class Job:
    """``files`` are written now and moved to ``out`` and its companions afterwards; links count from ``out``.

    ``sources`` is the folder below which the papers are, where they have moved.
    """

    dataset: Path
    out: Path
    files: tuple[Path, ...]
    unit: Unit
    sources: Path | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """One format. ``ending`` is that of the default name of its file; ``--out`` has one of ``suffixes``.

    ``unit`` is how documents are cut where the user does not say; None where the format is not cut.
    ``companions`` are what takes the place of the suffix in the names of the files that go with it.
    """

    name: str
    meaning: str
    ending: str
    suffixes: tuple[str, ...]
    write: Callable[[Job], None]
    unit: Unit | None = None
    companions: tuple[str, ...] = ()
