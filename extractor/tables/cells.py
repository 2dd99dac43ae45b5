"""A cell's text: a figure, two figures ("616 (93.4)"), a missing value, a colour, an arrow, or words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from extractor.tables.headers import HeaderWords
from extractor.values.quantity import Quantity, QuantityGrammar, base_of

_NEGATIVE = regex.compile(r"^\(\s*£?\s?[\d.,]+\s?(?:%|m|k|bn)?\s*\)$", regex.I)
_TRAILING = regex.compile(
    r"^[\s*†‡^#]*(?:\(?(?:p|r|prov\.?|provisional|revised|est\.?|e)\)?\s*)?(?:[↑↓→↔▲▼►◄⬆⬇=]+\s*)?$", regex.I
)
_LEADING = regex.compile(r"^\s*(?:[↑↓→↔▲▼►◄⬆⬇]\s*|(?P<sign>[<>≤≥~+])\s*|c\.\s*)?")
_SIGNS = {"<": "lt", ">": "gt", "≤": "le", "≥": "ge", "~": "approx"}
_SECOND = regex.compile(r"^\s*[(\[/|–-]\s*(?:n\s?=\s?)?")
_DASH_MINUS = regex.compile(r"^\s*\K[–—−](?=\s?£?\d)")
_SPACED_MINUS = regex.compile(r"^\s*\K-\s(?=£?\d)")
_MARKED = regex.compile(r"^(\s{0,3}[\d,.]{1,20})[pre](\s{0,3})$")  # "398r" is 398, revised
_NOUN = regex.compile(
    r"^\s(?!(?:years?|months?|weeks?|days?|hours?|onwards|and|to|or|of|in|per|out)\b)(?P<noun>\p{Ll}[\p{Ll}-]+)(?:\s\p{Ll}[\p{Ll}-]+){0,2}\s*$"
)
_NIL = regex.compile(r"(?:£\s?)?nil\.?", regex.I)
_PROVISIONAL = regex.compile(r"\bp(?:rov)?", regex.I)
_CLOSING = regex.compile(r"^(?:\s*[)\]])?[\s*†]*$")
_STATUS = regex.compile(r"\b(?:p|prov\.?|provisional)\b|\((?:p|r)\)", regex.I)


@dataclass(frozen=True, slots=True)
class CellFigures:
    """The figures of a cell, offsets within its text; ``kind`` is figures, missing, suppressed, words or empty."""

    kind: str
    figures: tuple[Quantity, ...] = ()
    status: str = ""


def read_cell(text: str, grammar: QuantityGrammar, words: HeaderWords) -> CellFigures:
    """What stands in a cell."""
    stripped = text.strip()
    if not stripped:
        return CellFigures("empty")
    if words.is_suppressed(stripped):
        return CellFigures("suppressed")
    if words.is_missing(stripped):
        return CellFigures("missing")
    if _NIL.fullmatch(stripped):
        start = text.index(stripped)
        nothing = Quantity(start, start + len(stripped), stripped, "count", Decimal(0), "count.zero", exact=True)
        return CellFigures("figures", (nothing,))
    if not any(character.isdigit() for character in stripped) or len(stripped) > 60:
        return CellFigures("words")
    if _NEGATIVE.match(stripped):
        return _negative(text, grammar)
    return _positive(text, grammar)


def _negative(text: str, grammar: QuantityGrammar) -> CellFigures:
    """ "(0.8)" is minus 0.8 in accounts."""
    start = text.index("(")
    inner = grammar.read(text, start + 1 + len(text[start + 1 :]) - len(text[start + 1 :].lstrip()))
    if inner is None:
        return CellFigures("words")
    end = text.rindex(")") + 1
    return CellFigures("figures", (replace(inner, start=start, end=end, text=text[start:end], value=-inner.value),))


def _positive(text: str, grammar: QuantityGrammar) -> CellFigures:
    text = _MARKED.sub(r"\1 \2", text)
    text = _SPACED_MINUS.sub(" -", _DASH_MINUS.sub("-", text))  # of the same length, so that offsets stand
    lead = _LEADING.match(text)
    start = lead.end() if lead else 0
    first = grammar.read(text, start)
    if first is None or first.rule in ("count.zero",):
        return CellFigures("words")
    if lead and lead.group("sign") in _SIGNS:
        first = replace(first, qualifier=_SIGNS[lead.group("sign")], qualifier_text=lead.group("sign"))
    rest = text[first.end :]
    if _TRAILING.match(rest):
        status = "provisional" if _PROVISIONAL.search(rest) else ""
        return CellFigures("figures", (first,), status)
    if first.exact and not first.unit and (counted := _NOUN.match(rest)):
        return CellFigures("figures", (replace(first, unit=counted.group("noun")),))
    opening = _SECOND.match(rest)
    if opening is None:
        return CellFigures("words")
    second = grammar.read(text, first.end + opening.end())
    if second is None or not _CLOSING.match(text[second.end :]):
        return CellFigures("words")
    return CellFigures("figures", _paired(first, second))


def _paired(first: Quantity, second: Quantity) -> tuple[Quantity, ...]:
    """ "54/65 (83.1%)" and "83.1% (54/65)" are one statement; "616 (93.4)" and "12 (8%)" are two figures."""
    if second.measure == "percentage" and first.denominator is not None:
        return (replace(second, numerator=first.numerator, denominator=first.denominator),)
    if first.measure == "percentage" and second.denominator is not None and second.measure == "count":
        return (replace(first, numerator=second.numerator, denominator=second.denominator),)
    if second.unit == "%" and first.exact:
        return (first, replace(second, numerator=first.value))
    if first.unit == "%" and second.exact and second.value > 0:
        return (replace(first, denominator=None), second)
    return (first, second)


def in_unit(quantity: Quantity, unit: str) -> Quantity:
    """A bare number read in the unit that its row or column gives it: measure, unit, scale and interval follow."""
    if quantity.unit or quantity.measure not in ("count",) or not unit or unit == "count":
        return _plain(quantity)
    if unit in ("GBPm", "GBPk", "GBP"):
        return _scaled(
            quantity, {"GBPm": Decimal(1000000), "GBPk": Decimal(1000), "GBP": Decimal(1)}[unit], "money", "GBP"
        )
    if unit in ("thousand", "million"):
        return _scaled(quantity, Decimal(1000 if unit == "thousand" else 1000000), "count", "")
    measure = _MEASURES.get(unit, "count")
    base = base_of(unit) if unit.startswith("per ") else None
    return replace(quantity, measure=measure, unit=unit if unit != "score" else "points", exact=False, base=base)


def _plain(quantity: Quantity) -> Quantity:
    return quantity


def _scaled(quantity: Quantity, factor: Decimal, measure: str, unit: str) -> Quantity:
    return replace(
        quantity,
        value=quantity.value * factor,
        value_max=quantity.value_max * factor if quantity.value_max is not None else None,
        step=quantity.step * factor,
        measure=measure,
        unit=unit,
        exact=False,
    )


_MEASURES = {
    "%": "percentage",
    "percentage points": "percentage",
    "per 1,000": "rate",
    "per 10,000": "rate",
    "per 100,000": "rate",
    "kg": "quantity",
    "tonnes": "quantity",
    "kWh": "quantity",
    "seconds": "duration",
    "minutes": "duration",
    "hours": "duration",
    "days": "duration",
    "weeks": "duration",
    "months": "duration",
    "score": "score",
}
