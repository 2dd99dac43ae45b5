"""A dataset and its annotations, read and held against each other document by document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from extractor.dataset.reader import read_rows, read_text
from extractor.errors import UsageError
from extractor.evaluation.figures import FigureMatch, match_figures
from extractor.evaluation.findings import CheckMatch, ClaimMatch, match_checks, match_claims
from extractor.evaluation.gold import Gold, read_gold
from extractor.evaluation.places import Row
from extractor.evaluation.report import DocumentScore, Report

_COUNTED = "all that is annotated in it counts as missed"


@dataclass(frozen=True, slots=True)
class _Dataset:
    """The tables that annotations are held against; ``documents`` by file name."""

    folder: Path
    documents: Mapping[str, Sequence[Row]]
    mentions: Sequence[Row]
    claims: Sequence[Row]
    checks: Sequence[Row]


def evaluate_dataset(dataset: Path, gold: Sequence[Path]) -> Report:
    """Hold a dataset against annotated documents.

    A document that the dataset does not hold counts as read and nothing found; the report's notes say so. Raises
    UsageError where ``dataset`` is none, or a file of annotations is missing or broken.
    """
    if not gold:
        raise UsageError("no annotated documents are given", remedy="Name JSON files; see corpus/README.md")
    annotations = [read_gold(path) for path in gold]
    tables = _read(dataset)
    scores, notes = [], []
    for item in annotations:
        score, note = _score(tables, item)
        scores.append(score)
        notes += note
    return Report(tuple(scores), tuple(notes))


def _read(folder: Path) -> _Dataset:
    documents: dict[str, list[Row]] = {}
    for row in read_rows(folder, "documents"):
        documents.setdefault(_file_name(row["path"]), []).append(row)
    return _Dataset(
        folder,
        documents,
        read_rows(folder, "mentions"),
        read_rows(folder, "claims"),
        read_rows(folder, "reconciliations"),
    )


def _file_name(path: str) -> str:
    """The last part of a path, which may have been written on Windows."""
    return PurePath(path.replace("\\", "/")).name


def _score(dataset: _Dataset, gold: Gold) -> tuple[DocumentScore, list[str]]:
    document, notes = _find(dataset, gold.document)
    if document is None:
        return _match(gold, [], [], [], ""), notes
    key = document["doc_id"]
    mentions = [row for row in dataset.mentions if row["doc_id"] == key]
    claims = [row for row in dataset.claims if row["doc_id"] == key]
    checks = [row for row in dataset.checks if key in row["doc_id"].split()]
    return _match(gold, mentions, claims, checks, read_text(dataset.folder, key)), notes


def _find(dataset: _Dataset, name: str) -> tuple[Row | None, list[str]]:
    rows = dataset.documents.get(name, [])
    read = [row for row in rows if row["doc_id"] and row["status"] != "failed"]
    if not rows:
        return None, [f"{name}: not in the dataset; {_COUNTED}"]
    if not read:
        return None, [f"{name}: could not be read ({rows[-1]['error'] or 'no reason given'}); {_COUNTED}"]
    if len({row["doc_id"] for row in read}) > 1:
        paths = ", ".join(row["path"] for row in read)
        return read[-1], [f"{name}: several documents have this name ({paths}); the last one is taken"]
    return read[-1], []


def _match(
    gold: Gold, mentions: Sequence[Row], claims: Sequence[Row], checks: Sequence[Row], text: str
) -> DocumentScore:
    figures: FigureMatch = match_figures(gold, mentions, text)
    said: ClaimMatch = match_claims(gold, claims, text)
    judged: CheckMatch = match_checks(gold, checks, [*mentions, *claims], text)
    return DocumentScore(gold.document, figures, said, judged, gold.scanned)
