"""``--to annotations``: W3C Web Annotations, one a figure, one a claim, one a check.

A target is found again by its words (TextQuoteSelector, with the 32 characters before and after) and by its place
(TextPositionSelector, which counts Unicode characters) in the dataset's text of the paper; in a PDF also by page and
rectangle (FragmentSelector, RFC 3778).
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path

from extractor import __version__
from extractor.dataset.reader import read_text
from extractor.dataset.writers import TEXT_FOLDER
from extractor.export.database import build_database, open_database
from extractor.export.job import Job
from extractor.export.links import Papers
from extractor.export.passages import Attribute, Span, read_spans
from extractor.export.places import MARK

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
PDF_FRAGMENTS = "http://tools.ietf.org/rfc/rfc3778"
AROUND = 32
"""Characters of a quote's prefix and suffix."""

_Json = dict[str, object]


def write_annotations(job: Job) -> None:
    """Write a collection with one page that holds every annotation."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "dataset.db"
        build_database(job.dataset, file, search=False)
        with open_database(file) as database, job.files[0].open("w", encoding="utf-8", newline="\n") as out:
            separator = _head(_count(database))
            for annotation in _Annotator(job, database).annotations():
                out.write(separator + json.dumps(annotation, ensure_ascii=False))
                separator = ",\n"
            out.write(("" if separator == ",\n" else separator) + "\n]}}\n")


def _head(total: int) -> str:
    """The beginning of the file, up to the first item."""
    collection = {
        "@context": CONTEXT,
        "id": _name("collection"),
        "type": "AnnotationCollection",
        "label": f"Figures reported in council papers ({MARK})",
        "generator": {"type": "Software", "name": f"extractor {__version__}"},
        "total": total,
        "first": {
            "id": _name("page"),
            "type": "AnnotationPage",
            "partOf": _name("collection"),
            "startIndex": 0,
            "items": [],
        },
    }
    return json.dumps(collection, ensure_ascii=False).removesuffix("]}}") + "\n"


class _Annotator:
    """Makes the annotations of a dataset, paper by paper."""

    def __init__(self, job: Job, database: sqlite3.Connection) -> None:
        self._dataset, self._database = job.dataset, database
        self._papers = Papers(job.dataset, job.out.parent, job.sources)

    def annotations(self) -> Iterator[_Json]:
        papers = "SELECT d.* FROM contents c JOIN documents d ON d.path = c.path WHERE d.status <> 'failed'"
        for row in self._database.execute(f"{papers} ORDER BY c.rowid").fetchall():
            yield from self._annotations_of(row)

    def _annotations_of(self, paper: sqlite3.Row) -> Iterator[_Json]:
        doc_id = paper["doc_id"]
        text = read_text(self._dataset, doc_id)
        spans = [span for spans in read_spans(self._database, doc_id, text) for span in spans]
        targets = {span.id: self._targets(paper, text, span) for span in spans}
        for span in spans:
            yield _annotation(span.id, "tagging", _bodies(span), targets[span.id])
        for check in self._database.execute(_CHECKS, (doc_id,)).fetchall():
            ids = (check["mention_ids"] or "").split() + (check["claim_ids"] or "").split()
            found = [target for key in ids if key in targets for target in targets[key]]
            if found:
                yield _annotation(check["check_id"], "assessing", _finding(check), found)

    def _targets(self, paper: sqlite3.Row, text: str, span: Span) -> list[_Json]:
        source = self._papers.link_to(self._dataset.absolute() / TEXT_FOLDER / f"{paper['doc_id']}.txt")
        target: _Json = {"source": source, "format": "text/plain", "selector": [quote(text, span), place(span)]}
        original = self._papers.link(paper["path"])
        page = span.attributes.get("page")
        if paper["format"] != "pdf" or page is None or not original:
            return [target]
        box = self._database.execute("SELECT bbox FROM mentions WHERE mention_id = ?", (span.id,)).fetchone()
        fragment = {
            "type": "FragmentSelector",
            "conformsTo": PDF_FRAGMENTS,
            "value": f"page={page}{_view(box['bbox'] if box else None)}",
        }
        return [target, {"source": original, "format": "application/pdf", "selector": fragment}]


_CHECKS = (
    "SELECT r.* FROM reconciliation_documents p JOIN reconciliations r ON r.check_id = p.check_id"
    " WHERE p.doc_id = ? AND p.position = 0 ORDER BY r.rowid"
)


def quote(text: str, span: Span) -> _Json:
    """The words of a span, and those around it."""
    return {
        "type": "TextQuoteSelector",
        "exact": text[span.start : span.end],
        "prefix": text[max(0, span.start - AROUND) : span.start],
        "suffix": text[span.end : span.end + AROUND],
    }


def place(span: Span) -> _Json:
    """The place of a span in the text."""
    return {"type": "TextPositionSelector", "start": span.start, "end": span.end}


def _annotation(key: str, motivation: str, bodies: Sequence[_Json], targets: Sequence[_Json]) -> _Json:
    return {
        "id": _name(key),
        "type": "Annotation",
        "motivation": motivation,
        "body": list(bodies),
        "target": list(targets),
    }


def _bodies(span: Span) -> list[_Json]:
    """The label as a tag, what is measured in words, and all that the dataset says as JSON."""
    bodies = [_textual("tagging", span.label)]
    if "indicator" in span.attributes:
        bodies.append(_textual("describing", str(span.attributes["indicator"])))
    return [*bodies, _data(span.attributes)]


def _finding(check: sqlite3.Row) -> list[_Json]:
    names = ("kind", "verdict", "reason", "expected", "observed", "tolerance", "binding")
    known = {name: check[name] for name in names if check[name] is not None}
    return [
        _textual("tagging", check["verdict"] or ""),
        _textual("assessing", check["statement"] or ""),
        _data(known),
    ]


def _textual(purpose: str, value: str) -> _Json:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}


def _data(known: dict[str, Attribute]) -> _Json:
    value = json.dumps(known, ensure_ascii=False)
    return {"type": "TextualBody", "purpose": "describing", "format": "application/json", "value": value}


def _view(bbox: str | None) -> str:
    """The rectangle of a figure as RFC 3778 writes it: left, top, width and height in points from the top left."""
    if not bbox:
        return ""
    left, top, right, bottom = map(float, bbox.split())
    return f"&viewrect={left:g},{top:g},{right - left:.4g},{bottom - top:.4g}"


def _count(database: sqlite3.Connection) -> int:
    """How many annotations there will be: a check whose figures and claims have no place is none."""
    figures, claims, checks = (
        database.execute(f"SELECT count(*) FROM {counted}").fetchone()[0]
        for counted in (
            "mentions WHERE start IS NOT NULL",
            "claims WHERE start IS NOT NULL",
            "reconciliations r WHERE EXISTS (SELECT 1 FROM reconciliation_mentions x WHERE x.check_id = r.check_id)"
            " OR EXISTS (SELECT 1 FROM reconciliation_claims x WHERE x.check_id = r.check_id)",
        )
    )
    return int(figures) + int(claims) + int(checks)


def _name(key: str) -> str:
    """A name that is the same whenever the same thing is exported."""
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{MARK}/{key}").urn
