"""What the panel is made of: the figures of a dataset, each with the paper that it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import regex

Row = Mapping[str, object]
"""A row of a dataset, column name to text, ``int``, ``Decimal``, ``date`` or None."""

_BEFORE, _AFTER = 48, 24
"""How many characters of its sentence around a figure may say how settled it is."""

_KIND = (
    r"(?:figures?|results?|out-?turns?|data|totals?|rates?|numbers?|counts?|targets?|estimates?|positions?|accounts?)"
)
_PROVISIONAL = regex.compile(
    r"\b(?:provisional(?:ly)?|unvalidated|un-?audited|subject\sto\s(?:validation|audit|confirmation))\b", regex.I
)
_REVISED = regex.compile(
    r"\b(?:restated|re-stated)\b|\bcorrected\s{KIND}\b"
    r"|\brevised(?:\s(?:\w+\s){0,2}{KIND}\b|\s(?:to|from|up|down)\b|[\s):]{0,2}$)".replace("{KIND}", _KIND),
    regex.I,
)
_FINAL = regex.compile(
    r"\b(?:final|validated|audited|confirmed)\s(?:\w+\s){0,2}{KIND}\b".replace("{KIND}", _KIND), regex.I
)
_STATUSES = {"provisional": _PROVISIONAL, "revised": _REVISED, "final": _FINAL}
_BREAK = regex.compile(r"[.;]\s|\d")


@dataclass(frozen=True, slots=True)
class Paper:
    """One document, however many paths it lies at; ``place`` is its place in the dataset."""

    doc_id: str
    paths: tuple[str, ...]
    authority: str = ""
    title: str = ""
    day: date | None = None
    place: int = 0

    @property
    def order(self) -> tuple[date, int]:
        """Papers in the order of their dates; one without a date goes before all others."""
        return self.day or date.min, self.place

    @property
    def name(self) -> str:
        """The file's name."""
        return self.paths[0].replace("\\", "/").rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a paper; the fields are those of ``mentions``. ``status`` is also read off the words around it."""

    id: str
    paper: Paper
    wording: str
    value: Decimal
    indicator_id: str = ""
    indicator_name: str = ""
    measure: str = ""
    unit: str = ""
    value_max: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    qualifier: str = "eq"
    role: str = "actual"
    comparator: str = ""
    area: str = ""
    start: date | None = None
    end: date | None = None
    basis: str = ""
    status: str = ""
    text: str = ""
    context: str = ""
    page: int | None = None
    confidence: Decimal = Decimal(1)

    @property
    def place(self) -> str:
        """Paper and page, for a person."""
        return f"{self.paper.name}, page {self.page}" if self.page else self.paper.name


def read_figures(documents: Iterable[Row], mentions: Iterable[Row]) -> list[Figure]:
    """The figures of a dataset's rows, in their order; what has no value is left out."""
    papers = read_papers(documents)
    return [_figure(row, papers[str(row["doc_id"])]) for row in mentions if row["value"] is not None]


def read_papers(documents: Iterable[Row]) -> dict[str, Paper]:
    """``doc_id`` to paper: the same bytes at two paths are one paper."""
    papers: dict[str, Paper] = {}
    for place, row in enumerate(documents):
        doc_id, path = _text(row, "doc_id"), _text(row, "path")
        if not doc_id or row.get("status") == "failed":
            continue
        known = papers.get(doc_id)
        day = row.get("document_date")
        papers[doc_id] = Paper(
            doc_id,
            (*known.paths, path) if known else (path,),
            (known.authority if known else "") or _text(row, "authority"),
            (known.title if known else "") or _text(row, "title"),
            (known.day if known else None) or (day if isinstance(day, date) else None),
            known.place if known else place,
        )
    return papers


def status_of(stated: str, labels: str, context: str, text: str, title: str = "") -> str:
    """How settled a figure is: as stated, else by its labels and wording, the words beside it, or the title."""
    if stated:
        return stated
    for words in (labels, *_beside(context, text)):
        for status, pattern in _STATUSES.items():
            if pattern.search(words):
                return status
    return "provisional" if _PROVISIONAL.search(title) else ""


def _beside(context: str, text: str) -> tuple[str, str]:
    """The words of its clause before and after the figure, as far as the next number."""
    at = context.find(text) if text else -1
    if at < 0:
        return "", ""
    before = _BREAK.split(context[max(0, at - _BEFORE) : at])[-1]
    after = _BREAK.split(context[at + len(text) : at + len(text) + _AFTER])[0]
    return before, after if after.lstrip()[:1] == "(" else ""


def _figure(row: Row, paper: Paper) -> Figure:
    labels = "; ".join(_text(row, name) for name in ("row_label", "column_label", "indicator"))
    context, text = _text(row, "context"), _text(row, "text")
    return Figure(
        id=_text(row, "mention_id"),
        paper=paper,
        wording=_text(row, "indicator"),
        value=_number(row, "value") or Decimal(0),
        indicator_id=_text(row, "indicator_id"),
        indicator_name=_text(row, "indicator_name"),
        measure=_text(row, "measure"),
        unit=_text(row, "unit"),
        value_max=_number(row, "value_max"),
        low=_number(row, "low"),
        high=_number(row, "high"),
        numerator=_number(row, "numerator"),
        denominator=_number(row, "denominator"),
        qualifier=_text(row, "qualifier") or "eq",
        role=_text(row, "role") or "actual",
        comparator=_text(row, "comparator"),
        area=_text(row, "area"),
        start=_day(row, "period_start"),
        end=_day(row, "period_end"),
        basis=_text(row, "period_basis"),
        status=status_of(_text(row, "status"), labels, context, text, paper.title),
        text=text,
        context=context,
        page=page if isinstance(page := row.get("page"), int) else None,
        confidence=confidence if (confidence := _number(row, "confidence")) is not None else Decimal(1),
    )


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""


def _number(row: Row, name: str) -> Decimal | None:
    value = row.get(name)
    return Decimal(str(value)) if isinstance(value, int | float | Decimal) else None


def _day(row: Row, name: str) -> date | None:
    value = row.get(name)
    return value if isinstance(value, date) else None
