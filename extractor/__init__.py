"""Reads council performance papers, extracts every reported figure, and checks whether narrative and figures agree."""

from __future__ import annotations

__version__ = "0.1.0"
__all__ = ["__version__"]
