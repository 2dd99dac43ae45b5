"""The panel of a dataset: made from its rows, looked at as DataFrames, written to a folder, drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.catalogue import Catalogue, load_catalogue
from extractor.dataset.reader import read_records
from extractor.dataset.records import store_rows
from extractor.dataset.schema import RECONCILIATIONS, TableSchema
from extractor.errors import UsageError
from extractor.panel.cells import long_rows
from extractor.panel.columns import PANEL
from extractor.panel.figures import Figure, Row, read_figures
from extractor.panel.restatement import find_restatements
from extractor.panel.table import PanelRow, make_rows
from extractor.panel.wide import wide_rows
from extractor.resources import folder

if TYPE_CHECKING:
    import pandas as pd

_SUGGESTIONS = 5


@dataclass(frozen=True, slots=True)
class Panel:
    """The panel's rows, the checks across documents, and how many figures have no indicator and so no row."""

    rows: tuple[PanelRow, ...]
    checks: tuple[Row, ...]
    left_out: int = 0

    def long(self) -> pd.DataFrame:
        """One row an authority, indicator, period and role; the columns are ``extractor.panel.columns.PANEL``."""
        return _frame(PANEL, long_rows(self.rows))

    def wide(self) -> pd.DataFrame:
        """One row an authority, indicator, basis and role; one column a period."""
        return _frame(*wide_rows(self.rows))

    def restatements(self) -> pd.DataFrame:
        """One row two papers that give the same figure; the columns are those of ``reconciliations``."""
        return _frame(RECONCILIATIONS, self.checks)

    def tables(self) -> list[tuple[TableSchema, Sequence[Row]]]:
        """Every table with its rows, in the order in which they are written."""
        wide, cells = wide_rows(self.rows)
        checks = TableSchema(
            "restatements",
            "One row two papers that give the same figure, and whether they agree.",
            RECONCILIATIONS.columns,
            RECONCILIATIONS.primary_key,
        )
        return [(PANEL, long_rows(self.rows)), (wide, cells), (checks, self.checks)]


def read_panel(
    dataset: Path | str,
    indicators: Iterable[str] = (),
    *,
    catalogue: Path | None = None,
    patterns: Path | None = None,
) -> Panel:
    """The panel of the dataset in a folder, of all its indicators or of those named (an id, or words of a name).

    Raises UsageError where the folder holds no dataset or nothing in it is named so.
    """
    folder_path = Path(dataset)
    figures = read_figures(read_records(folder_path, "documents"), read_records(folder_path, "mentions"))
    return make_panel(figures, indicators, find_catalogue(catalogue, patterns))


def make_panel(figures: Sequence[Figure], indicators: Iterable[str], catalogue: Catalogue) -> Panel:
    """The panel of some figures. Raises UsageError where ``indicators`` names none of them."""
    named = [figure for figure in figures if figure.indicator_id or figure.wording]
    chosen = choose(named, indicators)
    rows = make_rows(chosen, catalogue)
    return Panel(tuple(rows), tuple(find_restatements(chosen, catalogue)), len(figures) - len(named))


def choose(figures: Sequence[Figure], indicators: Iterable[str]) -> Sequence[Figure]:
    """The figures of the indicators that are named: by id, or else by words that stand in a name or a wording."""
    wanted = [" ".join(name.lower().split()) for name in indicators]
    if not wanted:
        return figures
    kept: set[str] = set()
    for name in wanted:
        found = [figure for figure in figures if figure.indicator_id.lower() == name]
        found = found or [
            figure for figure in figures if name in figure.indicator_name.lower() or name in figure.wording.lower()
        ]
        if not found:
            raise UsageError(f"no figure of {name!r}", remedy=_suggestion(figures, name))
        kept.update(figure.id for figure in found)
    return [figure for figure in figures if figure.id in kept]


def find_catalogue(catalogue: Path | None = None, patterns: Path | None = None) -> Catalogue:
    """The catalogue of a CSV file, or the program's own."""
    root = folder("patterns", patterns)
    return load_catalogue(str(catalogue or root / "indicators.csv"), str(root / "terms.csv"))


def _suggestion(figures: Sequence[Figure], name: str) -> str:
    from difflib import get_close_matches

    ids = sorted({figure.indicator_id for figure in figures if figure.indicator_id})
    near = get_close_matches(name, ids, _SUGGESTIONS, 0.3) or ids[:_SUGGESTIONS]
    return f"The dataset has {', '.join(near)}" if near else "No indicator of the dataset is in the catalogue"


def _frame(schema: TableSchema, rows: Sequence[Row]) -> pd.DataFrame:
    from extractor.dataset.frames import make_typed_frame

    return make_typed_frame(schema, store_rows(schema, rows))
