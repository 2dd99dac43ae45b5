"""Checks as the page shows them: the worst first, each with its papers, its sentences and its figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractor.report.data import Check, Contents, Figure, Paper, Statement
from extractor.report.indicators import key_of
from extractor.report.marking import Passage, Piece, row_passages, sentence_passages
from extractor.report.wording import VERDICTS, shown

MOST_OPEN = 1_000
"""Findings of one verdict that are shown with all that belongs to them."""

MOST_FOLDED = 1_000
"""Of a verdict that is folded away."""

OPEN = ("inconsistent", "review")

_KIND_ORDER = ("target", "rag", "benchmark", "trend", "restatement", "agreement", "ratio", "change", "sum", "rate")
_FLIPS = "As printed the target"
"""How a statement begins to say that a target would be met, or missed, but for the slip."""


@dataclass(frozen=True, slots=True)
class Place:
    """A paper, and the page in it."""

    paper: Paper
    page: int | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One check; ``keys`` are what its figures measure."""

    check: Check
    places: tuple[Place, ...]
    passages: tuple[Passage, ...]
    keys: tuple[str, ...]

    @property
    def apart(self) -> bool:
        """Whether its words stand on several pages or in several papers."""
        return len({(passage.doc_id, passage.page) for passage in self.passages}) > 1


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of a verdict; ``total`` counts those too that are not shown."""

    verdict: str
    findings: tuple[Finding, ...]
    total: int


def group_findings(contents: Contents) -> tuple[Group, ...]:
    """One group a verdict, the worst first, each as long as the page allows."""
    places = {paper.doc_id: paper.place for paper in reversed(contents.documents)}
    groups = []
    for verdict in VERDICTS:
        checks = sorted(
            (check for check in contents.checks if check.verdict == verdict),
            key=lambda check: _order(check, places),
        )
        most = MOST_OPEN if verdict in OPEN else MOST_FOLDED
        findings = tuple(make_finding(check, contents) for check in checks[:most])
        groups.append(Group(verdict, findings, len(checks)))
    return tuple(groups)


def _order(check: Check, places: dict[str, int]) -> tuple[bool, int, int, int]:
    """What turns a target first, then words against figures, then slips of the figures; by paper and page."""
    kind = _KIND_ORDER.index(check.kind) if check.kind in _KIND_ORDER else len(_KIND_ORDER)
    place = min((places.get(doc_id, 0) for doc_id in check.doc_ids), default=0)
    return (_FLIPS not in check.statement, kind if check.verdict in OPEN else 0, place, _page(check))


def _page(check: Check) -> int:
    items: tuple[Figure | Statement, ...] = (*check.claims, *check.figures)
    pages = (item.page for item in items if item.page)
    return check.page or next(pages, 0)


def make_finding(check: Check, contents: Contents) -> Finding:
    """The check with the words of its papers, its figures marked in them."""
    marked: list[Figure | Statement] = [*check.figures, *check.claims]
    passages = [passage for doc_id in check.doc_ids for passage in _passages(doc_id, marked, contents)]
    if not passages and check.context:
        passages = [Passage(check.doc_ids[0], check.page, (Piece(shown(" ".join(check.context.split()))),))]
    keys = dict.fromkeys(key for key in map(key_of, marked) if key)
    return Finding(check, tuple(_places(check, marked, contents)), tuple(passages), tuple(keys))


def _passages(doc_id: str, marked: Iterable[Figure | Statement], contents: Contents) -> list[Passage]:
    here = [item for item in marked if item.doc_id == doc_id]
    rows = [item for item in here if isinstance(item, Figure) and item.source == "table"]
    words = [item for item in here if not (isinstance(item, Figure) and item.source == "table")]
    sentences = sentence_passages(contents.text(doc_id), words) if words else []
    return [*sentences, *row_passages(rows)]


def _places(check: Check, marked: Iterable[Figure | Statement], contents: Contents) -> Iterator[Place]:
    items = list(marked)
    for doc_id in check.doc_ids:
        if paper := contents.papers.get(doc_id):
            pages = [item.page for item in items if item.doc_id == doc_id and item.page is not None]
            own = check.page if len(check.doc_ids) == 1 else None
            yield Place(paper, pages[0] if pages else own)
