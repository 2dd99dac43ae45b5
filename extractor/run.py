"""One document end to end, and a folder of them: files in, dataset out."""

from __future__ import annotations

import csv
import glob
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from extractor import __version__
from extractor.dataset.records import Records
from extractor.errors import DocumentError, UsageError
from extractor.frontmatter import FrontMatter, read_front_matter
from extractor.mentions import Findings
from extractor.narrative import DocumentReader
from extractor.readers import read_document
from extractor.reconcile.engine import reconcile
from extractor.reconcile.finding import Finding
from extractor.resources import cached_digest, folder
from extractor.rows import claim_rows, exclusion_rows, finding_rows, mention_rows

MAX_BYTES = 512 * 1024 * 1024
METADATA = "metadata.csv"
_METADATA_COLUMNS = {"path", "authority", "date", "title", "committee", "kind"}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can ask of a run; ``format`` forces a reader, the rest overrides what a paper says of itself."""

    patterns: str = ""
    catalogue: str = ""
    format: str | None = None
    authority: str = ""
    date: date | None = None


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """What came of one file. ``status`` is ok, partial or failed; ``error`` says what could not be read."""

    path: str
    doc_id: str = ""
    sha256: str = ""
    format: str = ""
    status: str = "failed"
    error: str = ""
    text: str = ""
    pages: int | None = None
    front: FrontMatter = field(default_factory=FrontMatter)
    findings: Findings = field(default_factory=Findings)
    checks: tuple[Finding, ...] = ()
    boxes: dict[str, tuple[int | None, str]] = field(default_factory=dict)


def find_files(paths: Sequence[str]) -> list[str]:
    """Every file that the given files, folders and globs name, each once, in order.

    Raises UsageError where a path names nothing. Hidden files, metadata.csv and what no reader reads by its kind
    (a folder's own leftovers such as Thumbs.db) are passed over in folders; a file named outright is always taken.
    """
    found: dict[str, None] = {}
    for given in paths:
        path = Path(given)
        if path.is_dir():
            for inner in sorted(path.rglob("*")):
                if inner.is_file() and not _passed_over(inner, path):
                    found[inner.as_posix()] = None
        elif path.exists():
            found[path.as_posix()] = None
        else:
            matches = sorted(glob.glob(given, recursive=True))
            if not matches:
                raise UsageError("no such file or folder", where=given, remedy="Check the path; quote it if it holds spaces")
            for match in matches:
                if Path(match).is_file():
                    found[Path(match).as_posix()] = None
    return list(found)


def _passed_over(path: Path, root: Path) -> bool:
    parts = path.relative_to(root).parts
    return any(part.startswith((".", "~$")) for part in parts) or path.name.lower() in (METADATA, "thumbs.db", "desktop.ini")


def read_metadata(path: str, cache: dict[Path, dict[str, dict[str, str]]]) -> dict[str, str]:
    """What a metadata.csv beside a file says of it (columns path, authority, date, title, committee, kind)."""
    beside = Path(path).parent / METADATA
    if beside not in cache:
        cache[beside] = _read_metadata_file(beside) if beside.is_file() else {}
    return cache[beside].get(Path(path).name, {})


def _read_metadata_file(path: Path) -> dict[str, dict[str, str]]:
    try:
        with path.open(newline="", encoding="utf-8-sig") as handle:
            reader = csv.DictReader(handle)
            columns = set(reader.fieldnames or ())
            if "path" not in columns or columns - _METADATA_COLUMNS:
                raise UsageError(
                    f"unknown or missing columns: {sorted(columns)}", where=str(path), remedy=f"Use {sorted(_METADATA_COLUMNS)}"
                )
            return {row["path"]: {key: value for key, value in row.items() if value} for row in reader if row["path"]}
    except UnicodeDecodeError:
        raise UsageError("not in UTF-8", where=str(path), remedy="Save it as CSV UTF-8") from None


class Extractor:
    """Reads documents with one set of patterns; use one for many documents."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self._reader = DocumentReader(self.settings.patterns, self.settings.catalogue)

    def read_bytes(self, data: bytes, path: str, override: dict[str, str] | None = None) -> DocumentResult:
        """One document, end to end. Raises DocumentError where it cannot be read."""
        digest = hashlib.sha256(data).hexdigest()
        document = read_document(data, path, self.settings.format)
        front = _overridden(read_front_matter(document, self._reader.periods), self.settings, override or {})
        findings = self._reader.read(document, front)
        checks = reconcile(findings, front)
        boxes: dict[str, tuple[int | None, str]] = {}
        for item in (*findings.mentions, *findings.claims):
            place = document.locate(item.start, item.end)
            boxes[item.id] = (place.page, " ".join(f"{value:.1f}" for value in place.box) if place.box else "")
        for number, excluded in enumerate(findings.exclusions):
            boxes[f"x{number}"] = (document.locate(excluded.start, excluded.end).page, "")
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
            tuple(checks),
            boxes,
        )

    def read_file(self, path: str, override: dict[str, str] | None = None) -> DocumentResult:
        """One file, end to end; what cannot be read comes back as a failed result, never as an exception."""
        data = b""
        try:
            file = Path(path)
            if file.stat().st_size > MAX_BYTES:
                raise DocumentError(f"larger than {MAX_BYTES // 2**20} MB", where=path, remedy="Split it")
            data = file.read_bytes()
            return self.read_bytes(data, path, override)
        except DocumentError as error:
            problem = f"{error.problem}. {error.remedy}" if error.remedy else error.problem
        except OSError as error:
            problem = f"cannot be opened: {error.strerror or error}. Check that the file exists and may be read"
        digest = hashlib.sha256(data).hexdigest() if data else ""
        return DocumentResult(path, digest[:16], digest, error=problem)


def _overridden(front: FrontMatter, settings: Settings, override: dict[str, str]) -> FrontMatter:
    """The user's word goes before the paper's, and the file's own row before the command's."""
    from dataclasses import replace

    day = settings.date
    if override.get("date"):
        try:
            day = date.fromisoformat(override["date"])
        except ValueError:
            raise DocumentError(f"metadata.csv gives the date {override['date']!r}", remedy="Write it as 2019-03-31") from None
    return replace(
        front,
        authority=override.get("authority") or settings.authority or front.authority,
        title=override.get("title") or front.title,
        committee=override.get("committee") or front.committee,
        kind=override.get("kind") if override.get("kind") in ("report", "minutes", "unknown") else front.kind,
        date=day or front.date,
        latest=day or front.latest,
    )


def extract_files(files: Iterable[str], settings: Settings | None = None, tell: Callable[[DocumentResult], None] | None = None) -> Iterator[DocumentResult]:
    """Read files one after the other; the same bytes at two paths are read once."""
    extractor = Extractor(settings)
    metadata: dict[Path, dict[str, dict[str, str]]] = {}
    for path in files:
        result = extractor.read_file(path, read_metadata(path, metadata))
        if tell is not None:
            tell(result)
        yield result


def collect(results: Iterable[DocumentResult], settings: Settings | None = None) -> Records:
    """The dataset's rows: one document row a path, one set of mentions a content."""
    settings = settings or Settings()
    digest = cached_digest(folder("patterns", Path(settings.patterns) if settings.patterns else None))
    documents, mentions, claims, reconciliations, exclusions = [], [], [], [], []  # type: ignore[var-annotated]
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
