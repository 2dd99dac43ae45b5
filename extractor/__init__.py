"""Reads council performance papers, extracts every reported figure, and checks whether narrative and figures agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.api import Check, Extraction, check, extract, render

__version__ = "0.1.0"
__all__ = ["Check", "Extraction", "__version__", "check", "extract", "render"]


def __getattr__(name: str) -> object:
    """The names for notebooks, loaded when they are first used: ``import extractor`` itself costs next to nothing."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from extractor import api

    return getattr(api, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
