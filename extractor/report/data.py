"""What the page shows, read from a dataset: papers, figures, statements and checks, without what it does not need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from extractor.dataset.cells import plain_cell, store
from extractor.dataset.reader import read_rows, read_text
from extractor.dataset.schema import RECONCILIATIONS
from extractor.panel.panel import read_panel
from extractor.report.wording import NOT_STATED, VERDICTS, shown

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Paper:
    """One document that was given. ``place`` numbers them in the dataset's order."""

    place: int
    path: str
    doc_id: str
    sha256: str
    format: str
    title: str
    authority: str
    committee: str
    date: str
    status: str
    error: str
    pages: int | None
    scanned: int

    @property
    def name(self) -> str:
        """The file's own name; the last part of a URL."""
        return PurePosixPath(self.path.replace("\\", "/")).name or self.path


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a paper; ``start`` and ``end`` are offsets into its text. ``value`` is None where it has none;
    ``scanned`` where it was read from an image."""

    id: str
    doc_id: str
    source: str
    page: int | None
    start: int
    end: int
    text: str
    bbox: str
    context: str
    row_label: str
    column_label: str
    indicator: str
    indicator_id: str
    indicator_name: str
    measure: str
    value: float | None
    unit: str
    role: str
    comparator: str
    area: str
    period_text: str
    period_start: str
    period_end: str
    scanned: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """What a paper says in words; ``start`` and ``end`` are offsets into its text."""

    id: str
    doc_id: str
    page: int | None
    start: int
    end: int
    text: str
    context: str
    indicator: str
    indicator_id: str


@dataclass(frozen=True, slots=True)
class Check:
    """A check of figures; it may concern several papers."""

    id: str
    doc_ids: tuple[str, ...]
    kind: str
    verdict: str
    statement: str
    context: str
    page: int | None
    figures: tuple[Figure, ...]
    claims: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """All of a dataset that the page is made from; ``papers`` has the first paper of each ``doc_id``."""

    folder: Path
    documents: tuple[Paper, ...]
    papers: dict[str, Paper]
    figures: dict[str, Figure]
    checks: tuple[Check, ...]
    version: str
    _texts: dict[str, str] = field(default_factory=dict)

    def text(self, doc_id: str) -> str:
        """A paper's plain text, kept for the next call."""
        if doc_id not in self._texts:
            self._texts[doc_id] = read_text(self.folder, doc_id)
        return self._texts[doc_id]


def read_contents(folder: Path) -> Contents:
    """Read the dataset in ``folder``. Raises UsageError where it holds none, or a damaged one."""
    rows = read_rows(folder, "documents")
    documents = tuple(_paper(place, row) for place, row in enumerate(rows))
    papers: dict[str, Paper] = {}
    for paper in documents:
        if paper.doc_id:
            papers.setdefault(paper.doc_id, paper)
    figures = {row["mention_id"]: _figure(row) for row in read_rows(folder, "mentions")}
    claims = {row["claim_id"]: _statement(row) for row in read_rows(folder, "claims")}
    rows_of_checks = [*read_rows(folder, "reconciliations"), *_across(folder)]
    checks = tuple(_check(row, figures, claims) for row in rows_of_checks)
    version = rows[0]["extractor_version"] if rows else ""
    return Contents(folder, documents, papers, figures, checks, version)


def _across(folder: Path) -> Iterator[Row]:
    """The checks of one paper against another, which a dataset does not hold itself."""
    for check in read_panel(folder).checks:
        yield {column.name: plain_cell(store(column, check.get(column.name))) for column in RECONCILIATIONS.columns}


def _paper(place: int, row: Row) -> Paper:
    return Paper(
        place,
        row["path"],
        row["doc_id"],
        row["sha256"],
        row["format"],
        shown(row["title"]),
        shown(row["authority"]) or NOT_STATED,
        shown(row["committee"]) or NOT_STATED,
        row["document_date"],
        row["status"],
        shown(row["error"]),
        _whole(row["pages"]),
        _whole(row["ocr_pages"]) or 0,
    )


def _figure(row: Row) -> Figure:
    return Figure(
        row["mention_id"],
        row["doc_id"],
        row["source"],
        _whole(row["page"]),
        _whole(row["start"]) or 0,
        _whole(row["end"]) or 0,
        row["text"],
        row["bbox"],
        row["context"],
        shown(row["row_label"]),
        shown(row["column_label"]),
        shown(row["indicator"]),
        row["indicator_id"],
        shown(row["indicator_name"]),
        row["measure"],
        float(row["value"]) if row["value"] else None,
        shown(row["unit"]),
        row["role"],
        shown(row["comparator"]),
        shown(row["area"]),
        shown(row["period_text"]),
        row["period_start"],
        row["period_end"],
        row["read_confidence"] != "",
    )


def _statement(row: Row) -> Statement:
    return Statement(
        row["claim_id"],
        row["doc_id"],
        _whole(row["page"]),
        _whole(row["start"]) or 0,
        _whole(row["end"]) or 0,
        row["text"],
        row["context"],
        shown(row["indicator"]),
        row["indicator_id"],
    )


def _check(row: Row, figures: dict[str, Figure], claims: dict[str, Statement]) -> Check:
    """A check whose figures are not in the dataset stands without them."""
    verdict = row["verdict"] if row["verdict"] in VERDICTS else "review"
    return Check(
        row["check_id"],
        tuple(row["doc_id"].split()),
        row["kind"],
        verdict,
        shown(row["statement"]),
        row["context"],
        _whole(row["page"]),
        tuple(figures[name] for name in row["mention_ids"].split() if name in figures),
        tuple(claims[name] for name in row["claim_ids"].split() if name in claims),
    )


def _whole(cell: str) -> int | None:
    return int(cell) if cell else None
