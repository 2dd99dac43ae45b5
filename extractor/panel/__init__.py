"""The researchers' table: one row an authority, indicator, period and role, and what several papers say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.panel.panel import Panel, make_panel, read_panel

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

__all__ = ["Panel", "make_panel", "read_panel", "restatements"]


def restatements(dataset: Path | str) -> pd.DataFrame:
    """Checks across the documents of a dataset: rows with the columns of ``reconciliations``, kind ``restatement``."""
    return read_panel(dataset).restatements()
