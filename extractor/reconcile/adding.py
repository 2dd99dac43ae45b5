"""Parts added up as intervals, and how a sum is said to a person."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from extractor.mentions import Mention
from extractor.reconcile.finding import Finding, amount
from extractor.values.interval import Interval


def total_of(parts: Sequence[Mention]) -> Interval:
    total = Interval(Decimal(0), Decimal(0))
    for part in parts:
        total = total + part.interval
    return total


def how_they_add(whole: Interval, parts: Sequence[Mention], value: Decimal) -> str | None:
    if sum((part.value for part in parts), Decimal(0)) == value:
        return "exact"
    return "rounding" if total_of(parts).meets(whole) else None


def sum_finding(
    verdict: str,
    reason: str,
    whole: Mention,
    value: Decimal,
    parts: Sequence[Mention],
    binding: str = "same_sentence",
    words: str = "",
) -> Finding:
    total = sum((part.value for part in parts), Decimal(0))
    listed = " + ".join(part.text for part in parts)
    said = f"{listed} = {amount(total, whole)}"
    if verdict == "consistent" and reason == "exact":
        statement = f"The parts add up to {words or 'the whole'}: {said}."
    elif verdict == "consistent":
        statement = f"The parts add up to {words or 'the whole'}, {whole.text}, within what rounding allows: {said}."
    else:
        statement = (
            f"{words or 'The whole'} is given as {whole.text}, and its parts come to {amount(total, whole)} "
            f"({listed}): the figures disagree by {amount(abs(total - value), whole)}."
        )
    identities = tuple(dict.fromkeys((whole.id, *(part.id for part in parts))))
    return Finding(
        "sum",
        verdict,
        reason,
        statement,
        identities,
        expected=total,
        observed=value,
        tolerance=sum((p.quantity.step / 2 for p in parts if not p.quantity.exact), Decimal(0)),
        binding=binding,
        context=_line(whole, parts) if binding == "same_row" else _sentences(whole, parts),
    )


def _line(whole: Mention, parts: Sequence[Mention]) -> str:
    """The row or column of a table that was summed, as a person would read it out."""
    across = all(part.row == whole.row for part in parts)
    label = whole.row_label if across else whole.column_label
    cells = [f"{m.column_label if across else m.row_label} {m.text}".strip() for m in (*parts, whole)]
    return f"{label}: {'; '.join(cells)}" if label else "; ".join(cells)


def _sentences(whole: Mention, parts: Sequence[Mention]) -> str:
    """The sentence that was summed, or the two: the whole may stand in the one before or behind its parts."""
    ordered = sorted((whole, *parts), key=lambda mention: mention.start)
    return " ".join(dict.fromkeys(mention.context for mention in ordered))
