"""A small dataset: a PDF, a text with emoji and CRLF line ends, a copy, a failure, words that look like formulas."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from extractor.dataset.records import Records
from extractor.dataset.writers import write_dataset

REPORT = (
    "Children's Services\n\n"
    "In 2013/14, 83.3% (90/108 children) of reviews were held on time, below the target of 90%.\n\n"
    "Measure\tTarget\tActual\n"
    "Cost of care\t£1.20m\t£1.35m\n\n"
    "Nothing is counted here.\n"
)
MINUTES = "🏛 The panel met.\r\nDelays rose from 12 to 19 days 🎉 in May.\r\n\r\n=1+1 was noted on page 3.\r\n"

FORMULAS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1;1)",
    "\t=1+1",
    "=cmd|'/C calc'!A0",
    '=HYPERLINK("http://example.org";"look")',
)
"""Words of papers that a spreadsheet would run."""


def at(text: str, words: str, nth: int = 0) -> dict[str, Any]:
    """The place of the nth occurrence of ``words`` in ``text``, as a row's cells."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return {"start": start, "end": start + len(words), "text": words}


def mention(key: str, doc_id: str, place: dict[str, Any], value: str, **cells: Any) -> dict[str, Any]:
    """A row of mentions."""
    common = {"source": "narrative", "role": "actual", "confidence": 0.9, "rule": "r", "qualifier": "eq"}
    return {"mention_id": f"{doc_id}-{key}", "doc_id": doc_id, "value": Decimal(value), **common, **place, **cells}


_SENTENCE = REPORT.split("\n\n")[1]
_DELAYS = "Delays rose from 12 to 19 days 🎉 in May."
_YEAR: dict[str, Any] = {"period_text": "2013/14", "period_start": date(2013, 4, 1), "period_end": date(2014, 3, 31)}
_REVIEWS: dict[str, Any] = {
    "indicator": "reviews held on time",
    "indicator_id": "NI 66",
    "indicator_name": "Looked after children cases reviewed within timescales",
    "polarity": "higher",
    "measure": "percentage",
    "unit": "%",
    "context": _SENTENCE,
    "page": 1,
    **_YEAR,
}
_COST: dict[str, Any] = {
    "source": "table",
    "indicator": "Cost of care",
    "polarity": "lower",
    "measure": "money",
    "unit": "GBP",
    "row_label": "Cost of care",
    "page": 2,
    **_YEAR,
}
_DAYS: dict[str, Any] = {"indicator": "Delays", "measure": "duration", "unit": "days", "context": _DELAYS}

MENTIONS = (
    mention(
        "m1",
        "d1",
        at(REPORT, "83.3%"),
        "83.3",
        **_REVIEWS,
        bbox="100.0 200.0 130.5 212.0",
        low=Decimal("83.25"),
        high=Decimal("83.35"),
        numerator=90,
        denominator=108,
    ),
    mention("m2", "d1", at(REPORT, "90%"), "90", **{**_REVIEWS, "role": "target"}),
    mention("m3", "d1", at(REPORT, "£1.20m"), "1200000", **{**_COST, "role": "target", "context": "£1.20m"}),
    mention("m4", "d1", at(REPORT, "£1.35m"), "1350000", **_COST, context="£1.35m", rag="red"),
    mention("m1", "d2", at(MINUTES, "12"), "12", **_DAYS, period_text="=1+1"),
    mention("m2", "d2", at(MINUTES, "19 days"), "19", **_DAYS, period_start=date(1899, 5, 1)),
)

CLAIMS = (
    {
        "claim_id": "d1-c1",
        "doc_id": "d1",
        **at(REPORT, "below the target of 90%"),
        "context": _SENTENCE,
        "page": 1,
        "indicator": "reviews held on time",
        "kind": "target",
        "value": "below",
        "mention_ids": ("d1-m2",),
        "certainty": "stated",
    },
    {
        "claim_id": "d2-c1",
        "doc_id": "d2",
        **at(MINUTES, "rose"),
        "context": _DELAYS,
        "indicator": "Delays",
        "kind": "trend",
        "value": "increased",
        "mention_ids": ("d2-m1", "d2-m2"),
        "certainty": "stated",
    },
)

CHECKS = (
    {
        "check_id": "d1-k1",
        "doc_id": ("d1",),
        "kind": "ratio",
        "verdict": "consistent",
        "reason": "rounding",
        "statement": "83.3% agrees with 90 of 108.",
        "expected": Decimal("83.3333333333"),
        "observed": Decimal("83.3"),
        "tolerance": Decimal("0.05"),
        "mention_ids": ("d1-m1",),
        "binding": "same_brackets",
        "page": 1,
        "context": _SENTENCE,
    },
    {
        "check_id": "d1-k2",
        "doc_id": ("d1",),
        "kind": "target",
        "verdict": "unverifiable",
        "statement": "The figure is not in the document.",
        "claim_ids": ("d1-c1",),
        "page": 1,
        "context": _SENTENCE,
    },
    {
        "check_id": "d2-k1",
        "doc_id": ("d2", "d1"),
        "kind": "trend",
        "verdict": "inconsistent",
        "reason": "=1+1",
        "statement": "=1+1 said the panel: the figures disagree.",
        "mention_ids": ("d2-m2", "d2-m1"),
        "claim_ids": ("d2-c1",),
        "binding": "same_sentence",
        "context": _DELAYS,
    },
)

_MADE = {"extractor_version": "0.1.0", "patterns_digest": "abc"}

DOCUMENTS = (
    {
        "path": "papers/report #1.pdf",
        "doc_id": "d1",
        "sha256": "11",
        "format": "pdf",
        "kind": "report",
        "title": "Children's Services",
        "authority": "Fenborough Council",
        "committee": "Scrutiny",
        "document_date": date(2014, 6, 1),
        "pages": 2,
        "ocr_pages": 0,
        "status": "ok",
        "mentions": 4,
        **_MADE,
    },
    {"path": "papers/minutes.txt", "doc_id": "d2", "format": "txt", "title": "=1+1", "status": "ok", **_MADE},
    {"path": "papers/copy.pdf", "doc_id": "d1", "format": "pdf", "status": "ok", "mentions": 4, **_MADE},
    {"path": "papers/broken.pdf", "status": "failed", "error": "the file is empty", **_MADE},
)

EXCLUSIONS = ({"exclusion_id": "d2-x1", "doc_id": "d2", **at(MINUTES, "3", 0), "reason": "a page number"},)


def make_records(**changes: Any) -> Records:
    """The dataset's records; ``changes`` replace whole tables."""
    tables: dict[str, Any] = {
        "documents": DOCUMENTS,
        "mentions": MENTIONS,
        "claims": CLAIMS,
        "reconciliations": CHECKS,
        "exclusions": EXCLUSIONS,
        "texts": {"d1": REPORT, "d2": MINUTES},
    }
    return Records(**{**tables, **changes})


def write_sample(folder: Path, **changes: Any) -> Path:
    """Write the dataset, and an empty paper where one is named; returns the dataset's folder."""
    papers = folder / "papers"
    papers.mkdir()
    for document in DOCUMENTS:
        (folder / str(document["path"])).touch()
    dataset = folder / "figures"
    write_dataset(make_records(**changes), dataset)
    return dataset
