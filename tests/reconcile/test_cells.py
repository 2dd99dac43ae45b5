"""The cells that are looked at for a sentence's figure are all that it may mean, in order."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.mentions import Mention
from extractor.reconcile import cells as module
from extractor.reconcile.case import stems
from extractor.reconcile.cells import Cells
from extractor.values.quantity import Quantity

_LABELS = ("Reviews on time", "Reviews", "Visits to libraries", "Complaints", "")
_FIGURES = st.tuples(
    st.sampled_from(_LABELS),
    st.integers(0, 60),
    st.sampled_from((Decimal("0.1"), Decimal(1), Decimal(10))),
    st.sampled_from(("eq", "eq", "gt", "le", "approx")),
    st.sampled_from(("", "", "ni_62")),
)
Figure = tuple[str, int, Decimal, str, str]


def make(number: int, figure: Figure) -> Mention:
    label, value, step, qualifier, indicator = figure
    quantity = Quantity(0, 1, str(value), "count", value * step, "count", step=step, qualifier=qualifier)
    return Mention(
        f"m{number}",
        "table",
        0,
        1,
        str(value),
        quantity,
        "count",
        "",
        "actual",
        "",
        "",
        row_label=label,
        indicator_id=indicator,
    )


@given(st.lists(_FIGURES, max_size=30), _FIGURES)
def test_none_that_fits_is_left_out(table: list[Figure], said: Figure) -> None:
    cells = Cells()
    mentions = [make(number, figure) for number, figure in enumerate(table)]
    for mention in mentions:
        cells.add(mention)
    figure = make(99, said)
    words = stems(figure.row_label)
    found = [cell.id for cell, _, _ in cells.like(figure.interval, words, figure.indicator_id)]
    fitting = [
        mention.id
        for mention in mentions
        if mention.interval.meets(figure.interval)
        and (stems(mention.row_label) & words or (figure.indicator_id and mention.indicator_id == figure.indicator_id))
    ]
    assert [identity for identity in found if identity in fitting] == fitting
    assert found == sorted(found, key=lambda identity: int(identity[1:]))


def test_so_many_are_looked_at_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_CELLS", 3)
    cells = Cells()
    for number in range(9):
        cells.add(make(number, ("Reviews", 5, Decimal(1), "eq", "")))
    figure = make(99, ("Reviews", 5, Decimal(1), "eq", ""))
    assert [cell.id for cell, _, _ in cells.like(figure.interval, stems("Reviews"), "")] == ["m0", "m1", "m2"]
    assert len(cells.with_digits_of(figure)) == 3
