"""The report of an evaluation: scores by document and in total, as tables for a terminal or as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any

from extractor.evaluation.figures import FigureMatch
from extractor.evaluation.findings import CheckMatch, ClaimMatch
from extractor.evaluation.places import Row, joined
from extractor.evaluation.score import ATTRIBUTES, BANDS, Counts, Share, total

_NAME_WIDTH = 36
_QUOTED = 100


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """One annotated document: what was paired, missed and found without cause; ``scanned`` as in its annotations."""

    document: str
    figures: FigureMatch
    claims: ClaimMatch
    checks: CheckMatch
    scanned: bool = False

    @property
    def counts(self) -> Counts:
        return total([self.figures.counts(), self.claims.counts(), self.checks.counts()])


@dataclass(frozen=True, slots=True)
class Report:
    """The scores in the order in which the annotations were given; ``notes`` say what could not be compared."""

    documents: tuple[DocumentScore, ...]
    notes: tuple[str, ...] = ()

    @property
    def counts(self) -> Counts:
        """Of all documents together: every figure weighs the same."""
        return total(score.counts for score in self.documents)


def format_report(report: Report, *, show: bool, as_json: bool) -> str:
    """The report as text. ``show`` lists what was missed, what is spurious and what is wrong."""
    if as_json:
        return json.dumps(_as_data(report, show), indent=1, ensure_ascii=False, allow_nan=False)
    rows = [(score.document, score.counts) for score in report.documents] + [("all documents", report.counts)]
    notes = [*report.notes, *_mistaken(report.documents)]
    lines = [*notes, *([""] if notes else [])]
    for title, columns in _TABLES:
        lines += [*_table(title, columns, rows), ""]
    lines += _calibration(report.counts)
    if show:
        for score in report.documents:
            lines += ["", score.document, *(f"  {kind}: {words}" for kind, words in _details(score))]
    return "\n".join(lines)


def _mistaken(scores: Sequence[DocumentScore]) -> Iterator[str]:
    """An annotation that quotes what the paper does not say measures nothing, and is nearly always a slip.

    Not so in a scan, where it is the reading that does not hold what the paper says.
    """
    for score in scores:
        for figure in () if score.scanned else score.figures.unlocated:
            yield f"{score.document}: the paper does not say: {_shorten(figure.label)}"


_Value = Callable[[Counts], float | int | Share]
_Column = tuple[str, _Value]


def _attribute(place: int) -> _Value:
    return lambda counts: counts.attributes[place].value


_TABLES: tuple[tuple[str, tuple[_Column, ...]], ...] = (
    (
        "figures",
        (
            ("precision", lambda counts: counts.figures.precision),
            ("recall", lambda counts: counts.figures.recall),
            ("F1", lambda counts: counts.figures.f1),
            ("tuple F1", lambda counts: counts.tuple_f1),
            ("found", lambda counts: counts.figures.hit),
            ("missed", lambda counts: counts.figures.missed),
            ("spurious", lambda counts: counts.figures.spurious),
        ),
    ),
    ("right, of the figures found", tuple((name, _attribute(place)) for place, name in enumerate(ATTRIBUTES))),
    (
        "claims",
        (
            ("precision", lambda counts: counts.claims.precision),
            ("recall", lambda counts: counts.claims.recall),
            ("F1", lambda counts: counts.claims.f1),
            ("indicator", lambda counts: counts.claim_indicator.value),
            ("found", lambda counts: counts.claims.hit),
            ("missed", lambda counts: counts.claims.missed),
            ("spurious", lambda counts: counts.claims.spurious),
        ),
    ),
    (
        "checks",
        (
            ("caught", lambda counts: counts.caught),
            ("to review", lambda counts: counts.to_review),
            ("confirmed", lambda counts: counts.confirmed),
            ("false alarms", lambda counts: counts.false_alarms),
            ("reviews without cause", lambda counts: counts.reviews),
        ),
    ),
)


def _table(title: str, columns: Sequence[_Column], rows: Sequence[tuple[str, Counts]]) -> Iterator[str]:
    widths = [max(len(name), 6) for name, _ in columns]
    names = "  ".join(name.rjust(width) for (name, _), width in zip(columns, widths, strict=True))
    yield f"{title:{_NAME_WIDTH}}  {names}"
    for document, counts in rows:
        cells = [_cell(value(counts)).rjust(width) for (_, value), width in zip(columns, widths, strict=True)]
        yield f"{_shorten(document, _NAME_WIDTH):{_NAME_WIDTH}}  {'  '.join(cells)}"


def _calibration(counts: Counts) -> Iterator[str]:
    """How far a confidence can be believed: in each band, the share of mentions with everything right."""
    yield f"{'confidence':{_NAME_WIDTH}}  figures   right"
    for place, share in enumerate(counts.bands):
        if place < BANDS or share.all:
            yield f"{_band_name(place):{_NAME_WIDTH}}  {share.all:7}  {_cell(share.value):>6}"


def _band_name(place: int) -> str:
    return "none given" if place == BANDS else f"{place / BANDS:.1f} to {(place + 1) / BANDS:.1f}"


def _cell(value: float | int | Share) -> str:
    if isinstance(value, float):
        return "-" if isnan(value) else f"{value:.3f}"
    return str(value)


def _details(score: DocumentScore) -> Iterator[tuple[str, str]]:
    figures, claims, checks = score.figures, score.claims, score.checks
    for figure in figures.unlocated:
        yield "quote not in the text", _shorten(figure.label)
    for figure in figures.missed:
        yield "missed", _shorten(figure.label)
    for row in figures.spurious:
        yield "spurious", _named(row)
    for pair in figures.pairs:
        if not pair.right:
            yield "wrong", f"{_shorten(pair.figure.label)}: {pair.faults()}"
    for claim in claims.missed:
        yield "claim missed", f"{claim.kind} {'/'.join(claim.values)}: {_shorten(claim.quote)}"
    for row in claims.spurious:
        yield "claim spurious", f"{joined(row, 'kind', 'value')}: {_shorten(row.get('text', ''))}"
    for check in checks.missed:
        yield "check missed", _shorten(check.label)
    for row in checks.alarms:
        yield "false alarm", f"{row.get('kind')}: {row.get('statement')}"
    for row in checks.reviews:
        yield "review without cause", f"{row.get('kind')}: {row.get('statement')}"


def _named(row: Row) -> str:
    labels = [row.get(column) or "" for column in ("row_label", "column_label")]
    place = " | ".join(label for label in labels if label) or row.get("context", "")
    return f"{row.get('text')} ({_shorten(place)})"


def _shorten(words: str, limit: int = _QUOTED) -> str:
    words = " ".join(words.split())
    return words if len(words) <= limit else words[: limit - 3].rstrip() + "..."


def _as_data(report: Report, show: bool) -> dict[str, Any]:
    """The totals by name, then the documents, the bands and the notes; null where there was nothing to judge."""
    data: dict[str, Any] = _plain(report.counts)
    data["calibration"] = [
        {"confidence": _band_name(place), "figures": share.all, "right": _plain_number(share.value)}
        for place, share in enumerate(report.counts.bands)
        if place < BANDS or share.all
    ]
    data["documents"] = [
        {"document": score.document, **_plain(score.counts), **({"details": _listed(score)} if show else {})}
        for score in report.documents
    ]
    return data | {"notes": list(report.notes)}


def _listed(score: DocumentScore) -> list[dict[str, str]]:
    return [{"what": kind, "where": words} for kind, words in _details(score)]


def _plain(counts: Counts) -> dict[str, Any]:
    return {name: _plain_number(value) for name, value in counts.summary().items()}


def _plain_number(value: float | int | str) -> float | int | str | None:
    return None if isinstance(value, float) and isnan(value) else value
