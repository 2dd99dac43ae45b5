"""The words of the page: what its readers are told in place of the dataset's own keywords."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A keyword of the dataset as the page says it, and what that means."""

    label: str
    meaning: str


VERDICTS = {
    "inconsistent": Term(
        "Figures disagree",
        "The figures cannot all be right as they are printed, and the paper itself ties them together: in one bracket, "
        "one sentence or one row.",
    ),
    "review": Term(
        "Worth a look",
        "The figures do not fit together, but it is less sure that they are about the same thing: "
        "a person should look.",
    ),
    "unverifiable": Term(
        "Cannot be checked",
        "What would show whether it is right is not in the paper: a figure is missing, or is printed too coarsely.",
    ),
    "consistent": Term("Figures agree", "The figures fit together, within what rounding allows."),
}
"""In the order in which they are shown: the worst first."""

KINDS = {
    "ratio": Term("Percentage and numbers", "a percentage against the two numbers that it stands for"),
    "granularity": Term("Possible percentage", "whether any whole number out of the stated total gives the percentage"),
    "sum": Term("Parts and total", "parts against their total, or shares against 100%"),
    "change": Term("Stated change", "a stated difference or percentage change against the two figures"),
    "rate": Term("Rate", "a rate against its count and its population"),
    "trend": Term("Words on a trend", "“rose”, “fell” or “improved” against the figures"),
    "target": Term("Words on a target", "“met”, “below target” and the like against the figure and its target"),
    "benchmark": Term("Words on a comparison", "“better than the average” and the like against both figures"),
    "rag": Term("Colour", "a red, amber or green mark against the figure and its target"),
    "agreement": Term("Same figure twice", "one figure as the paper gives it in two places"),
    "restatement": Term("Same figure in two papers", "one figure as two papers give it"),
}

ROLES = {
    "actual": Term("Reported", "what was achieved or counted"),
    "target": Term("Target", "what was aimed at"),
    "benchmark": Term("Comparison", "the figure of another body, or an average"),
    "forecast": Term("Forecast", "what is expected"),
    "change": Term("Change", "a difference between two figures"),
}

STATUSES = {"ok": "Read", "partial": "Partly read", "failed": "Not read"}

MEASURES = {
    "percentage": "Percentage",
    "count": "Number",
    "rate": "Rate",
    "duration": "Time",
    "money": "Money",
    "score": "Score",
    "quantity": "Quantity",
}

UNITS = {"GBP": "pounds", "%": "per cent"}

NOT_STATED = "Not stated"

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069\u061c]")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def shown(text: str) -> str:
    """A paper's words as a page may show them: a mark in place of control characters, and nothing in place of those
    that turn the direction of what follows. The page isolates what reads from right to left."""
    return _OVERRIDES.sub("", _CONTROLS.sub("\ufffd", text))


def long_date(text: str) -> str:
    """``2014-03-31`` as 31 March 2014; anything else as it is."""
    parts = text.split("-")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts) or not 1 <= int(parts[1]) <= 12:
        return text
    return f"{int(parts[2])} {_MONTHS[int(parts[1]) - 1]} {parts[0]}"


def short_period(start: str, end: str) -> str:
    """Two ISO dates as words: a day, or the first and the last one; empty where the end is not known."""
    if not end:
        return ""
    return long_date(end) if start in ("", end) else f"{long_date(start)} to {long_date(end)}"


def kind_of(name: str) -> Term:
    """A check's name for people; a kind that this version does not know stands for itself."""
    return KINDS.get(name, Term(name.replace("_", " ").capitalize() or "Check", ""))


def measure_of(measure: str, unit: str) -> str:
    """``Percentage, per cent``; ``Number, children``: what a chart's axis counts."""
    name = MEASURES.get(measure, "Figure")
    said = UNITS.get(unit, unit)
    return name if not said or (measure == "percentage" and unit == "%") else f"{name} ({said})"


def role_of(role: str) -> str:
    """What a figure is for, in a word."""
    return ROLES[role].label if role in ROLES else "Figure"


def unit_beside(text: str, unit: str) -> str:
    """The unit to print after a figure, with a blank before it; empty where the figure shows its own."""
    if not unit or unit in ("%", "GBP") or unit.casefold() in text.casefold():
        return ""
    return f" {unit}"
