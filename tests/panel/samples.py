"""Figures made by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from extractor.catalogue import Catalogue, Entry
from extractor.panel.figures import Figure, Paper

CATALOGUE = Catalogue(
    (
        Entry("cla.number", "Children looked after", ("number of looked after children",), "count", "neutral"),
        Entry("assess", "Assessments completed within 35 working days", ("assessments completed",), "%", "higher"),
        Entry("old", "Old measure of homes", (), "count", "higher", valid_from=2005, valid_to=2008),
        Entry("new", "New measure of homes", (), "count", "higher", valid_from=2009),
    ),
    {"children looked after": "looked after children"},
)


def paper(name: str, day: date | None = None, authority: str = "Whitmoor Council", title: str = "") -> Paper:
    """A paper whose key is its name."""
    return Paper(name, (f"{name}.pdf",), authority, title, day)


def figure(value: float, paper: Paper, **fields: Any) -> Figure:
    """A count of looked after children at 31 March 2014, or as ``fields`` say; it stands for itself alone."""
    number = Decimal(str(value))
    plain: dict[str, Any] = {
        "id": f"{paper.doc_id}-{value:g}-{len(fields)}",
        "wording": "number of looked after children",
        "indicator_id": "cla.number",
        "indicator_name": "Children looked after",
        "measure": "count",
        "low": number,
        "high": number,
        "start": date(2014, 3, 31),
        "end": date(2014, 3, 31),
        "basis": "snapshot",
        "text": f"{value:g}",
        "page": 4,
    }
    return Figure(paper=paper, value=number, **{**plain, **fields})
