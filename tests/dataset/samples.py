"""A small dataset with the values that break naive writers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from extractor.dataset.records import Records

TRICKY = (
    "=1+1",
    "+44",
    "-5%",
    "@SUM(A1)",
    "\tindented",
    "\rcarriage",
    "\nline",
    "'quoted",
    "''twice",
    "'=both",
    "'",
    'says "yes", then no',
    "two\nlines",
    "two\r\nlines",
    "a lone \r return",
    "£0.25m – 5–7 ½ 千 🏛",
    "\u2028 separators \x85",
    "a \x00 NUL",
    " spaces ",
    "NULL",
    "\ufeffmark",
)


def make_mention(mention_id: str, **values: Any) -> dict[str, Any]:
    return {"mention_id": mention_id, "doc_id": "d1", "source": "narrative", "value": Decimal("83.3"), **values}


def make_records() -> Records:
    text = "Performance was 83.3% (90/108 children).\r\nBelow the target of 90%.\n"
    mentions = [
        make_mention(
            "d1-m1",
            page=1,
            start=16,
            end=21,
            text="83.3%",
            measure="percentage",
            low=83.25,
            high=Decimal("83.350"),
            numerator=90,
            denominator=108,
            unit="%",
            qualifier="eq",
            role="actual",
            period_start=date(2013, 4, 1),
            period_end=date(2014, 3, 31),
            confidence=0.9,
        ),
        make_mention("d1-m2", value=Decimal("2.5E+5"), value_max=1e22, low=-0.0, high=1e-7, role="target"),
        *(make_mention(f"d1-t{place}", context=tricky, value=-5) for place, tricky in enumerate(TRICKY)),
    ]
    return Records(
        documents=[
            {"path": "papers/a.pdf", "doc_id": "d1", "format": "pdf", "kind": "report", "pages": 3, "status": "ok"},
            {"path": "papers/copy of a.pdf", "doc_id": "d1", "format": "pdf", "kind": "report", "status": "ok"},
            {"path": "-rf.pdf", "status": "failed", "error": "the file is empty"},
        ],
        mentions=mentions,
        claims=[
            {
                "claim_id": "d1-c1",
                "doc_id": "d1",
                "start": 42,
                "end": 47,
                "text": "Below",
                "kind": "target",
                "value": "below",
                "mention_ids": ("d1-m1", "d1-m2"),
                "certainty": "stated",
            }
        ],
        reconciliations=[
            {
                "check_id": "r1",
                "doc_id": ("d1",),
                "kind": "ratio",
                "verdict": "consistent",
                "reason": "rounding",
                "expected": Decimal("83.3333333333"),
                "observed": Decimal("83.30"),
                "tolerance": Decimal("0.05"),
                "mention_ids": ("d1-m1",),
                "claim_ids": (),
                "binding": "same_brackets",
                "page": 1,
            }
        ],
        exclusions=[{"exclusion_id": "d1-x1", "doc_id": "d1", "page": 1, "start": 0, "end": 1, "text": "1"}],
        texts={"d1": text},
    )
