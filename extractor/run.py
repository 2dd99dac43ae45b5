"""One document end to end, and a folder of them: files in, dataset out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from extractor.collector import held_back
from extractor.dataset.records import Records, Row
from extractor.document import Document
from extractor.errors import ExtractorError
from extractor.files import Override, find_files, read_bytes, read_metadata
from extractor.frontmatter import FrontMatter, read_front_matter
from extractor.mentions import Claim, Findings, Mention
from extractor.misreading import mark_readings
from extractor.narrative import DocumentReader
from extractor.readers import read_document
from extractor.readers.options import read_options
from extractor.reconcile.doubts import weigh_readings
from extractor.reconcile.engine import reconcile
from extractor.reconcile.polarity import load_polarity
from extractor.resources import folder
from extractor.result import DocumentResult
from extractor.rows import claim_rows, document_row, exclusion_rows, finding_rows, mention_rows
from extractor.settings import Settings, rules_digest
from extractor.stopwatch import stage

__all__ = ["DocumentResult", "Extractor", "Settings", "collect", "extract_files", "find_files"]


class Extractor:
    """Reads documents with one set of patterns; use one for many documents. The same bytes are read once."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self._reader = DocumentReader(self.settings.patterns, self.settings.catalogue)
        rules = folder("patterns", Path(self.settings.patterns) if self.settings.patterns else None)
        self._polarity = load_polarity(rules / "polarity.toml")
        self._read: dict[tuple[str, tuple[tuple[str, str], ...]], DocumentResult] = {}

    def read_bytes(self, data: bytes, path: str, override: Override | None = None) -> DocumentResult:
        """One document, end to end. Raises DocumentError where it cannot be read."""
        digest = hashlib.sha256(data).hexdigest()
        key = digest, tuple(sorted((override or {}).items()))
        if key not in self._read:
            self._read[key] = self.read_anew(data, path, override)
        return replace(self._read[key], path=path)

    def read_anew(self, data: bytes, path: str, override: Override | None = None) -> DocumentResult:
        """As ``read_bytes``, but nothing is kept: for a run over more documents than memory holds."""
        with held_back():
            return self._read_through(data, path, override)

    def _read_through(self, data: bytes, path: str, override: Override | None) -> DocumentResult:
        digest = hashlib.sha256(data).hexdigest()
        with stage("reader"):
            document = read_document(data, path, self.settings.format, read_options(self.settings))
        return self.examine(document, path, digest, override)

    def examine(
        self, document: Document, path: str = "", digest: str = "", override: Override | None = None
    ) -> DocumentResult:
        """What is found in a document that was read, and what comes of checking it."""
        with stage("front matter"):
            front = _overridden(read_front_matter(document, self._reader.periods), self.settings, override or {})
        with stage("figures"):
            grammar = self._reader.quantities
            findings = mark_readings(self._reader.read(document, front), document.readings, grammar)
        with stage("checks"):
            polarity, names = self._polarity, self._reader.names
            found = reconcile(findings, document.text, polarity, names)
            checks = tuple(weigh_readings(found, findings, document.readings, grammar, document.text, polarity, names))
        with stage("places"):
            places = _places(document, findings)
        return DocumentResult(
            path,
            digest[:16],
            digest,
            document.format,
            "partial" if document.notes else "ok",
            "; ".join((*document.notes, *document.remarks)),
            document.text,
            document.pages,
            front,
            findings,
            checks,
            len(document.scanned),
            places,
            document.settled,
        )

    def read_file(self, path: str, override: Override | None = None) -> DocumentResult:
        """One file, end to end; what cannot be read comes back as a failed result, never as an exception."""
        digest = ""
        try:
            data = read_bytes(path)
            digest = hashlib.sha256(data).hexdigest()
            return self.read_bytes(data, path, override)
        except ExtractorError as error:
            return DocumentResult(path, digest[:16], digest, error=error.advice)


def _places(document: Document, findings: Findings) -> dict[str, tuple[int | None, str]]:
    """Page and box of every mention and claim by its id, and of exclusion number n under ``x<n>``."""
    places: dict[str, tuple[int | None, str]] = {}
    items: tuple[Mention | Claim, ...] = (*findings.mentions, *findings.claims)
    for item in items:
        place = document.locate(item.start, item.end)
        places[item.id] = (place.page, " ".join(f"{edge:.1f}" for edge in place.box) if place.box else "")
    for number, excluded in enumerate(findings.exclusions):
        places[f"x{number}"] = (document.locate(excluded.start, excluded.end).page, "")
    return places


def _overridden(front: FrontMatter, settings: Settings, override: Override) -> FrontMatter:
    """The user's word goes before the paper's, and the file's own row before the command's."""
    day = date.fromisoformat(override["date"]) if override.get("date") else settings.date
    return replace(
        front,
        authority=override.get("authority") or settings.authority or front.authority,
        title=override.get("title") or front.title,
        committee=override.get("committee") or front.committee,
        kind=override.get("kind") or front.kind,
        date=day or front.date,
        latest=day or front.latest,
    )


def extract_files(files: Iterable[str], settings: Settings | None = None) -> Iterator[DocumentResult]:
    """Read files one after the other; the same bytes at two paths are read once.

    Raises UsageError, before the first is read, where a metadata.csv beside one of them is at fault.
    """
    tables: dict[Path, dict[str, Override]] = {}
    given = [(path, read_metadata(path, tables)) for path in files]
    extractor = Extractor(settings)
    for path, override in given:
        yield extractor.read_file(path, override)


def collect(results: Iterable[DocumentResult], settings: Settings | None = None) -> Records:
    """The dataset's rows: one document row a path, one set of mentions a content."""
    digest = rules_digest(settings or Settings())
    documents: list[Row] = []
    mentions: list[Row] = []
    claims: list[Row] = []
    reconciliations: list[Row] = []
    exclusions: list[Row] = []
    texts: dict[str, str] = {}
    for result in results:
        documents.append(document_row(result, digest))
        if result.status == "failed" or result.doc_id in texts:
            continue
        texts[result.doc_id] = result.text
        mentions += mention_rows(result)
        claims += claim_rows(result)
        reconciliations += finding_rows(result)
        exclusions += exclusion_rows(result)
    return Records(documents, mentions, claims, reconciliations, exclusions, texts)
