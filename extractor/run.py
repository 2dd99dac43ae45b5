"""One document end to end, and a folder of them: files in, dataset out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from extractor import __version__
from extractor.dataset.records import Records, Row
from extractor.document import Document
from extractor.errors import ExtractorError
from extractor.files import Override, find_files, read_bytes, read_metadata
from extractor.frontmatter import FrontMatter, read_front_matter
from extractor.mentions import Claim, Findings, Mention
from extractor.narrative import DocumentReader
from extractor.readers import read_document
from extractor.reconcile.engine import reconcile
from extractor.reconcile.polarity import load_polarity
from extractor.resources import cached_digest, folder
from extractor.result import DocumentResult
from extractor.rows import claim_rows, exclusion_rows, finding_rows, mention_rows

__all__ = ["DocumentResult", "Extractor", "Settings", "collect", "extract_files", "find_files"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can ask of a run; ``format`` forces a reader, the rest overrides what a paper says of itself."""

    patterns: str = ""
    catalogue: str = ""
    format: str | None = None
    authority: str = ""
    date: date | None = None


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
            self._read[key] = self._read_document(data, path, digest, override or {})
        return replace(self._read[key], path=path)

    def _read_document(self, data: bytes, path: str, digest: str, override: Override) -> DocumentResult:
        document = read_document(data, path, self.settings.format)
        front = _overridden(read_front_matter(document, self._reader.periods), self.settings, override)
        findings = self._reader.read(document, front)
        return DocumentResult(
            path,
            digest[:16],
            digest,
            document.format,
            "partial" if document.notes else "ok",
            "; ".join(document.notes),
            document.text,
            document.pages,
            front,
            findings,
            tuple(reconcile(findings, document.text, self._polarity, self._reader.names)),
            _places(document, findings),
        )

    def read_file(self, path: str, override: Override | None = None) -> DocumentResult:
        """One file, end to end; what cannot be read comes back as a failed result, never as an exception."""
        digest = ""
        try:
            data = read_bytes(path)
            digest = hashlib.sha256(data).hexdigest()
            return self.read_bytes(data, path, override)
        except ExtractorError as error:
            problem = f"{error.problem}. {error.remedy}" if error.remedy else error.problem
        return DocumentResult(path, digest[:16], digest, error=problem)


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
    digest = _rules_digest(settings or Settings())
    documents: list[Row] = []
    mentions: list[Row] = []
    claims: list[Row] = []
    reconciliations: list[Row] = []
    exclusions: list[Row] = []
    texts: dict[str, str] = {}
    for result in results:
        documents.append(_document_row(result, digest))
        if result.status == "failed" or result.doc_id in texts:
            continue
        texts[result.doc_id] = result.text
        mentions += mention_rows(result)
        claims += claim_rows(result)
        reconciliations += finding_rows(result)
        exclusions += exclusion_rows(result)
    return Records(documents, mentions, claims, reconciliations, exclusions, texts)


def _rules_digest(settings: Settings) -> str:
    """The digest of patterns/; a catalogue from elsewhere changes it."""
    digest = cached_digest(folder("patterns", Path(settings.patterns) if settings.patterns else None))
    if not settings.catalogue:
        return digest
    catalogue = Path(settings.catalogue).read_bytes().replace(b"\r\n", b"\n")
    return hashlib.sha256(digest.encode() + b"\0" + catalogue).hexdigest()


def _document_row(result: DocumentResult, digest: str) -> dict[str, object]:
    front = result.front
    return {
        "path": result.path,
        "doc_id": result.doc_id,
        "sha256": result.sha256,
        "format": result.format,
        "kind": front.kind if result.status != "failed" else "unknown",
        "title": front.title,
        "authority": front.authority,
        "committee": front.committee,
        "document_date": front.date,
        "reporting_start": front.reporting.start if front.reporting else None,
        "reporting_end": front.reporting.end if front.reporting else None,
        "pages": result.pages,
        "ocr_pages": 0 if result.pages is not None else None,
        "status": result.status,
        "error": result.error,
        "extractor_version": __version__,
        "patterns_digest": digest,
        "mentions": len(result.findings.mentions),
    }
