"""From what was found in a document to rows of the dataset's tables."""

from __future__ import annotations

from extractor import __version__
from extractor.result import DocumentResult
from extractor.values.interval import Interval

_CONTEXT = 2000


def document_row(result: DocumentResult, patterns_digest: str) -> dict[str, object]:
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
        "ocr_pages": result.scanned if result.pages is not None else None,
        "status": result.status,
        "error": result.error,
        "extractor_version": __version__,
        "patterns_digest": patterns_digest,
        "mentions": len(result.findings.mentions),
    }


def mention_rows(result: DocumentResult) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for mention in result.findings.mentions:
        page, box = result.boxes.get(mention.id, (None, ""))
        interval: Interval = mention.interval
        rows.append(
            {
                "mention_id": f"{result.doc_id}-{mention.id}",
                "doc_id": result.doc_id,
                "source": mention.source,
                "page": page,
                "start": mention.start,
                "end": mention.end,
                "text": mention.text,
                "bbox": box,
                "context": mention.context[:_CONTEXT],
                "row_label": mention.row_label,
                "column_label": mention.column_label,
                "indicator": mention.indicator,
                "indicator_id": mention.indicator_id,
                "indicator_name": mention.indicator_name,
                "polarity": mention.polarity,
                "measure": mention.measure,
                "value": mention.value,
                "value_max": mention.quantity.value_max,
                "low": interval.low,
                "high": interval.high,
                "numerator": mention.numerator,
                "denominator": mention.denominator,
                "unit": mention.unit,
                "qualifier": mention.quantity.qualifier,
                "role": mention.role,
                "comparator": mention.comparator,
                "area": mention.area,
                "period_text": mention.period_text,
                "period_start": mention.period.start if mention.period else None,
                "period_end": mention.period.end if mention.period else None,
                "period_basis": mention.period.basis if mention.period else "",
                "rag": mention.rag,
                "direction": mention.direction,
                "status": mention.status,
                "confidence": mention.confidence,
                "rule": mention.rule,
                "section": mention.section,
                "as_read": mention.as_read,
                "read_confidence": mention.read_confidence,
                "doubt_low": mention.doubt_low,
                "doubt_high": mention.doubt_high,
            }
        )
    return rows


def claim_rows(result: DocumentResult) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for claim in result.findings.claims:
        page, _ = result.boxes.get(claim.id, (None, ""))
        rows.append(
            {
                "claim_id": f"{result.doc_id}-{claim.id}",
                "doc_id": result.doc_id,
                "page": page,
                "start": claim.start,
                "end": claim.end,
                "text": claim.text,
                "context": claim.context[:_CONTEXT],
                "indicator": claim.indicator,
                "indicator_id": claim.indicator_id,
                "indicator_name": claim.indicator_name,
                "kind": claim.kind,
                "value": claim.value,
                "comparator": claim.comparator,
                "period_text": claim.period_text,
                "period_start": claim.period.start if claim.period else None,
                "period_end": claim.period.end if claim.period else None,
                "mention_ids": tuple(f"{result.doc_id}-{identity}" for identity in claim.mention_ids),
                "rule": claim.rule,
                "certainty": claim.certainty,
            }
        )
    return rows


def finding_rows(result: DocumentResult) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for number, finding in enumerate(result.checks, 1):
        page, _ = result.boxes.get(finding.mention_ids[0], (None, "")) if finding.mention_ids else (None, "")
        rows.append(
            {
                "check_id": f"{result.doc_id}-k{number:05d}",
                "doc_id": (result.doc_id,),
                "kind": finding.kind,
                "verdict": finding.verdict,
                "reason": finding.reason,
                "statement": finding.statement,
                "expected": finding.expected,
                "observed": finding.observed,
                "tolerance": finding.tolerance,
                "mention_ids": tuple(f"{result.doc_id}-{identity}" for identity in finding.mention_ids),
                "claim_ids": tuple(f"{result.doc_id}-{identity}" for identity in finding.claim_ids),
                "binding": finding.binding,
                "page": page,
                "context": finding.context[:_CONTEXT],
            }
        )
    return rows


def exclusion_rows(result: DocumentResult) -> list[dict[str, object]]:
    return [
        {
            "exclusion_id": f"{result.doc_id}-x{number:05d}",
            "doc_id": result.doc_id,
            "page": result.boxes.get(f"x{number}", (None, ""))[0],
            "start": excluded.start,
            "end": excluded.end,
            "text": excluded.text,
            "reason": excluded.reason,
        }
        for number, excluded in enumerate(result.findings.exclusions)
    ]
