"""Documents cut into passages, each with the figures and claims that stand in it: what annotation tools read.

A passage is a document, a paragraph (what stands between blank lines; a table, one row a line) or a sentence. Where a
figure or a claim runs over the end of one, the two are one passage.
"""

from __future__ import annotations

import re
import sqlite3
import tempfile
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from extractor.dataset.reader import read_text
from extractor.dataset.schema import CLAIM_VALUES, CLAIMS, MENTIONS, ROLES
from extractor.errors import UsageError
from extractor.export.database import build_database, open_database
from extractor.export.job import Unit
from extractor.pipeline.sentences import split_sentences

_LINE = re.compile(r"[^\r\n]+")
_ONE_BREAK = ("\n", "\r\n", "\r")
_PLACES = frozenset({"mention_id", "claim_id", "doc_id", "start", "end", "text", "context", "mention_ids", "bbox"})

FIGURE_LABELS = tuple(role.upper() for role in ROLES)
CLAIM_LABELS = tuple(f"{kind.upper()}.{value}" for kind, values in CLAIM_VALUES.items() for value in values)
"""The labels of the spaCy pipeline: ACTUAL for a figure, TARGET.below for a claim."""

Attribute = str | int | float


@dataclass(frozen=True, slots=True)
class Span:
    """A figure or a claim at ``[start, end)`` of its passage or document, with what the dataset says of it."""

    id: str
    start: int
    end: int
    label: str
    attributes: dict[str, Attribute]


@dataclass(frozen=True, slots=True)
class Relation:
    """``source`` and ``target`` are ids of spans; ``kind`` is ``figure`` for a claim's figure, or a kind of check."""

    source: str
    target: str
    kind: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece ``[start, end)`` of a document's text. ``numbers`` are how many numbers in it are no figures."""

    doc_id: str
    path: str
    title: str
    start: int
    end: int
    text: str
    figures: tuple[Span, ...]
    claims: tuple[Span, ...]
    relations: tuple[Relation, ...]
    numbers: int

    @property
    def spans(self) -> tuple[Span, ...]:
        """Figures and claims in the order of the text."""
        return tuple(sorted((*self.figures, *self.claims), key=lambda span: (span.start, -span.end)))

    @property
    def is_worth_a_look(self) -> bool:
        """Whether there is anything in it to confirm or to correct: a figure, a claim, or another number."""
        return bool(self.figures or self.claims or self.numbers)

    @property
    def source(self) -> dict[str, Attribute]:
        """Where it comes from: the paper, the page of its first figure or claim, and its offset in the paper's text."""
        page = next((span.attributes["page"] for span in self.spans if "page" in span.attributes), None)
        place = {"doc_id": self.doc_id, "path": self.path, "title": self.title, "page": page, "start": self.start}
        return {name: value for name, value in place.items() if value not in (None, "")}


@contextmanager
def read_passages(dataset: Path, unit: Unit) -> Iterator[Iterator[Passage]]:
    """The passages of a dataset, document by document. Raises UsageError where texts and tables do not fit."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "dataset.db"
        build_database(dataset, file, search=False)
        with open_database(file) as database:
            yield _all_passages(dataset, database, unit)


def read_spans(database: sqlite3.Connection, doc_id: str, text: str) -> tuple[list[Span], list[Span]]:
    """The figures and the claims of one document, in order. Raises UsageError where its text does not hold them."""
    figures = [_figure(row) for row in _rows(database, MENTIONS.name, doc_id)]
    claims = [_claim(row) for row in _rows(database, CLAIMS.name, doc_id)]
    for table in (MENTIONS.name, CLAIMS.name):
        for row in _rows(database, table, doc_id):
            if text[row["start"] : row["end"]] != row["text"]:
                where, remedy = f"text/{doc_id}.txt", "Run the extraction again"
                raise UsageError(f"the text does not hold {row['text']!r} of {table}", where=where, remedy=remedy)
    return figures, claims


def cut(text: str, unit: Unit, spans: Iterable[Span]) -> list[tuple[int, int]]:
    """``[start, end)`` of each passage, none of them empty; no span runs over the end of one."""
    if unit == "document":
        return [(0, len(text))] if text.strip() else []
    pieces = _paragraphs(text)
    if unit == "sentence":
        pieces = [
            (start + first, start + last) for start, end in pieces for first, last in split_sentences(text[start:end])
        ]
    joined: list[tuple[int, int]] = []
    for start, end in sorted([*pieces, *((span.start, span.end) for span in spans)]):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """``[start, end)`` of every run of lines that are not blank."""
    runs: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        start, end = line.span()
        if not line[0].strip():
            continue
        if runs and text[runs[-1][1] : start] in _ONE_BREAK:
            runs[-1] = runs[-1][0], end
        else:
            runs.append((start, end))
    return runs


def _all_passages(dataset: Path, database: sqlite3.Connection, unit: Unit) -> Iterator[Passage]:
    papers = "SELECT d.doc_id, d.path, d.title FROM contents c JOIN documents d ON d.path = c.path"
    for row in database.execute(f"{papers} WHERE d.status <> 'failed' ORDER BY c.rowid").fetchall():
        text = read_text(dataset, row["doc_id"])
        figures, claims = read_spans(database, row["doc_id"], text)
        numbers = [excluded["start"] for excluded in _rows(database, "exclusions", row["doc_id"])]
        relations: dict[str, list[Relation]] = {}
        for each in _relations(database, row["doc_id"]):
            relations.setdefault(each.source, []).append(each)
        for start, end in cut(text, unit, (*figures, *claims)):
            here = _within(figures, start, end), _within(claims, start, end)
            ids = {span.id for spans in here for span in spans}
            related = (each for span in (*here[0], *here[1]) for each in relations.get(span.id, ()))
            yield Passage(
                row["doc_id"],
                row["path"],
                row["title"] or "",
                start,
                end,
                text[start:end],
                *here,
                tuple(each for each in related if each.target in ids),
                bisect_left(numbers, end) - bisect_left(numbers, start),
            )


def _rows(database: sqlite3.Connection, table: str, doc_id: str) -> list[sqlite3.Row]:
    query = f'SELECT * FROM {table} WHERE doc_id = ? AND start IS NOT NULL ORDER BY start, "end", rowid'
    return database.execute(query, (doc_id,)).fetchall()


def _figure(row: sqlite3.Row) -> Span:
    return Span(row["mention_id"], row["start"], row["end"], (row["role"] or "actual").upper(), _attributes(row))


def _claim(row: sqlite3.Row) -> Span:
    label = f"{(row['kind'] or '').upper()}.{row['value'] or ''}"
    return Span(row["claim_id"], row["start"], row["end"], label, _attributes(row))


def _attributes(row: sqlite3.Row) -> dict[str, Attribute]:
    """All that the row says beside its place; a whole number without the point that SQLite gives it."""
    return {
        name: int(row[name]) if isinstance(row[name], float) and row[name].is_integer() else row[name]
        for name in row.keys()  # noqa: SIM118
        if name not in _PLACES and name != "sentence_id" and row[name] is not None
    }


def _within(spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    """Those of the sorted ``spans`` that stand in ``[start, end)``, with offsets that count from there."""
    first, after = (bisect_left(spans, place, key=lambda span: span.start) for place in (start, end))
    return tuple(
        Span(span.id, span.start - start, span.end - start, span.label, span.attributes) for span in spans[first:after]
    )


def _relations(database: sqlite3.Connection, doc_id: str) -> list[Relation]:
    """A claim and its figures; the first figure of a check and the others that it was held against."""
    of_claims = database.execute(
        "SELECT x.claim_id, x.mention_id, 'figure' FROM claims c JOIN claim_mentions x ON x.claim_id = c.claim_id"
        " WHERE c.doc_id = ? ORDER BY x.rowid",
        (doc_id,),
    )
    of_checks = database.execute(
        "SELECT a.mention_id, b.mention_id, r.kind FROM reconciliation_documents p"
        " JOIN reconciliations r ON r.check_id = p.check_id"
        " JOIN reconciliation_mentions a ON a.check_id = r.check_id AND a.position = 0"
        " JOIN reconciliation_mentions b ON b.check_id = r.check_id AND b.position > 0"
        " WHERE p.doc_id = ? AND a.mention_id <> b.mention_id ORDER BY b.rowid",
        (doc_id,),
    )
    pairs = dict.fromkeys(Relation(*row) for row in (*of_claims.fetchall(), *of_checks.fetchall()))
    return list(pairs)
