"""What several papers' figures for one thing are to each other: same, provisional then final, restated, or in conflict.

Two figures are the same where the intervals that they stand for meet. Of several the value is that of the latest paper
whose figure is not provisional.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from extractor.panel.figures import Figure, Paper

Relation = Literal["same", "provisional_then_final", "restated", "conflict"]

_RANK: dict[str, int] = {"same": 0, "provisional_then_final": 1, "restated": 2, "conflict": 3}


@dataclass(frozen=True, slots=True)
class PaperFigures:
    """What one paper says of one thing, in one place or several; the first is the most exact."""

    paper: Paper
    figures: tuple[Figure, ...]

    @property
    def figure(self) -> Figure:
        return self.figures[0]

    @property
    def at_odds(self) -> bool:
        """Whether the paper itself gives figures that cannot be one."""
        return any(not meet(self.figure, other) for other in self.figures[1:])


@dataclass(frozen=True, slots=True)
class Agreement:
    """The relation of all papers, the figure that stands for them, and how many of the papers bear it out."""

    kind: str
    chosen: Figure
    papers: tuple[PaperFigures, ...]
    n_agreeing: int


def by_paper(figures: Sequence[Figure]) -> tuple[PaperFigures, ...]:
    """The figures of each paper, the papers in the order of their dates."""
    papers: dict[str, list[Figure]] = {}
    for figure in figures:
        papers.setdefault(figure.paper.doc_id, []).append(figure)
    found = [PaperFigures(group[0].paper, tuple(sorted(group, key=_vagueness))) for group in papers.values()]
    return tuple(sorted(found, key=lambda item: item.paper.order))


def agree(figures: Sequence[Figure]) -> Agreement:
    """What the figures, all of one thing, are to each other. ValueError for none."""
    papers = by_paper(figures)
    if not papers:
        raise ValueError("no figures")
    settled = [item for item in papers if item.figure.status != "provisional"] or list(papers)
    chosen = settled[-1]
    kinds: list[str] = [relate(earlier, later) for earlier, later in pairwise(papers)]
    kinds += ["conflict" for item in papers if item.at_odds]
    kind = max(kinds, key=_RANK.__getitem__) if kinds else "single"
    agreeing = sum(any(meet(chosen.figure, other) for other in item.figures) for item in papers)
    return Agreement(kind, chosen.figure, papers, agreeing)


def relate(earlier: PaperFigures, later: PaperFigures) -> Relation:
    """What a paper's figures are to those of an earlier one (or of one whose date is not known)."""
    if any(meet(one, other) for one in earlier.figures for other in later.figures):
        return "same"
    first, second = earlier.figure.status == "provisional", later.figure.status == "provisional"
    in_order = _in_order(earlier.paper.day, later.paper.day)
    if first and not second:
        return "provisional_then_final"
    if second and not first and not in_order:
        return "provisional_then_final"  # their order is not known: the one marked provisional came first
    if later.figure.status == "revised" and in_order:
        return "restated"
    return "restated" if first and second and in_order else "conflict"


def meet(one: Figure, other: Figure) -> bool:
    """Whether one number can stand behind both figures, each rounded as it is printed."""
    low = max((end for end in (one.low, other.low) if end is not None), default=None)
    high = min((end for end in (one.high, other.high) if end is not None), default=None)
    return low is None or high is None or low <= high


def _in_order(first: date | None, second: date | None) -> bool:
    return first is not None and second is not None and first < second


def _vagueness(figure: Figure) -> tuple[bool, bool, float, float]:
    """Smaller for a figure that says more exactly what it is."""
    closed = figure.low is not None and figure.high is not None
    width = float(figure.high - figure.low) if figure.low is not None and figure.high is not None else 0.0
    return figure.qualifier != "eq", not closed, width, -float(figure.confidence)
