"""The panel's rows as cells of its long table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from extractor.panel.agreement import PaperFigures
from extractor.panel.figures import Row
from extractor.panel.table import PanelRow, figures_in_words

_CHOSEN = {
    "provisional_then_final": "the value is that of the latest paper whose figure is not provisional",
    "restated": "the value is the restated one",
    "conflict": "the value is that of the latest paper whose figure is not provisional; a person should look",
}


def long_rows(rows: Sequence[PanelRow]) -> list[Row]:
    """A mapping of column names to cells for every row, in their order."""
    return [_cells(f"p{number:06d}", row) for number, row in enumerate(rows, 1)]


def _cells(row_id: str, row: PanelRow) -> Row:
    figure, thing, agreement, comparison = row.figure, row.thing, row.agreement, row.comparison
    figures = [each for paper in agreement.papers for each in paper.figures]
    return {
        "row_id": row_id,
        **what(row),
        "wording": figure.wording,
        "catalogued": "yes" if row.definition.catalogued else "no",
        "period_start": thing.start,
        "period_end": thing.end,
        "period_basis": thing.basis,
        "role": thing.role,
        "comparator": figure.comparator,
        "value": figure.value,
        "value_max": figure.value_max,
        "low": figure.low,
        "high": figure.high,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "qualifier": figure.qualifier,
        "status": figure.status,
        "confidence": min(each.confidence for each in figures),
        "n_sources": len(agreement.papers),
        "n_agreeing": agreement.n_agreeing,
        "agreement": agreement.kind,
        "agreement_note": _note(row),
        "sources": tuple(sorted(each.id for each in figures)),
        "documents": "; ".join(map(_pages, agreement.papers)),
        "document_dates": "; ".join(str(paper.paper.day or "?") for paper in agreement.papers),
        "series": comparison.series,
        "comparable": "yes" if comparison.comparable else "no",
        "beside": comparison.beside,
        "reason": comparison.reason,
    }


def what(row: PanelRow) -> Row:
    """The cells that say whose the figure is and what it measures: those that both tables begin with."""
    return {
        "authority": row.authority,
        "indicator_id": row.figure.indicator_id,
        "indicator": row.definition.name,
        "measure": row.thing.measure,
        "unit": row.unit,
        "area": row.thing.area,
        "cohort": row.thing.cohort,
    }


def _note(row: PanelRow) -> str:
    agreement = row.agreement
    if agreement.kind not in _CHOSEN:
        return ""
    return f"{figures_in_words(agreement)}; {_CHOSEN[agreement.kind]}"


def _pages(paper: PaperFigures) -> str:
    """ "papers/2014.pdf, pages 9 and 17"."""
    pages = [str(page) for page, _ in groupby(sorted(each.page for each in paper.figures if each.page))]
    if not pages:
        return paper.paper.paths[0]
    *first, last = pages
    said = f"pages {', '.join(first)} and {last}" if first else f"page {last}"
    return f"{paper.paper.paths[0]}, {said}"
