"""Checks across documents: what two papers give for the same indicator, period and basis of the same authority.

A paper is held against the next one by date that has the figure. That they differ is never called inconsistent: a later
paper may have restated the figure without a word, or be about something slightly different. A person should look.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from extractor.catalogue import Catalogue
from extractor.panel.agreement import PaperFigures, by_paper, meet, relate
from extractor.panel.comparability import BASES, NOUNS, period_in_words
from extractor.panel.definition import Definition
from extractor.panel.figures import Figure, Row
from extractor.panel.table import Thing, gather

ROLES = ("actual", "target", "benchmark")
"""Roles that are held against each other: a forecast is renewed from paper to paper, and a change has two periods."""

_MEANING = {
    "provisional_then_final": "The earlier figure is marked provisional: the later one takes its place.",
    "restated": "The later paper marks its figure as revised: it takes the earlier one's place.",
    "conflict": "Neither says that it is provisional or revised: the figures disagree. A restatement may have gone "
    "without a word, or they may count slightly different things.",
}


def find_restatements(figures: Sequence[Figure], catalogue: Catalogue) -> list[Row]:
    """Rows of ``reconciliations``, one for two papers with the same figure, in an order that is always the same.

    Only for figures whose indicator is in the catalogue or worded specifically, whose period is stated, and whose
    authority is known.
    """
    rows: list[Row] = []
    for thing, definition, group in gather(figures, catalogue):
        if thing.single or thing.authority.startswith("paper ") or thing.role not in ROLES:
            continue
        for earlier, later in pairwise(by_paper(group)):
            rows.append(_row(f"restatement-{len(rows) + 1:06d}", thing, definition, earlier, later))
    return rows


def _row(check_id: str, thing: Thing, definition: Definition, earlier: PaperFigures, later: PaperFigures) -> Row:
    relation = relate(earlier, later)
    first, second = _pair(earlier, later)
    exact = first.value == second.value
    reason = relation if relation != "same" else "exact" if exact else "rounding"
    return {
        "check_id": check_id,
        "doc_id": (earlier.paper.doc_id, later.paper.doc_id),
        "kind": "restatement",
        "verdict": "review" if relation == "conflict" else "consistent",
        "reason": reason,
        "statement": _statement(thing, definition, first, second, relation, exact=exact),
        "expected": first.value,
        "observed": second.value,
        "tolerance": _half_width(first) + _half_width(second),
        "mention_ids": tuple(figure.id for paper in (earlier, later) for figure in paper.figures),
        "binding": "same_indicator",
        "page": first.page,
        "context": first.context,
    }


def _pair(earlier: PaperFigures, later: PaperFigures) -> tuple[Figure, Figure]:
    """The two figures to speak of: two that agree, where there are such."""
    pairs = ((one, other) for one in earlier.figures for other in later.figures if meet(one, other))
    return next(pairs, (earlier.figure, later.figure))


def _statement(
    thing: Thing, definition: Definition, first: Figure, second: Figure, relation: str, *, exact: bool
) -> str:
    basis = f", {BASES[thing.basis]}" if thing.basis not in ("", "snapshot") else ""
    extra = "".join(f", {part}" for part in (thing.cohort, thing.area, first.comparator) if part)
    what = f"{thing.authority}, {definition.name}{extra}: the {NOUNS[thing.role]} for"
    said = f"{what} {period_in_words(thing.start, thing.end)}{basis} is {_said(first)} and {_said(second)}."
    if relation == "same":
        return f"{said} They agree{'' if exact else ' within rounding'}."
    return f"{said} {_MEANING[relation]}"


def _said(figure: Figure) -> str:
    day = figure.paper.day
    dated = f", {day.day} {day:%B %Y}" if day else ", undated"
    return f"{figure.text or figure.value} ({figure.place}{dated})"


def _half_width(figure: Figure) -> Decimal:
    return (figure.high - figure.low) / 2 if figure.low is not None and figure.high is not None else Decimal(0)
