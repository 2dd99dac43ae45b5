"""What the heading of a column (or a row) means: kind, body, period and unit, by the rules of headers.toml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import regex

from extractor.rules import compile_pattern, compile_rules, read_toml
from extractor.values.period import PeriodGrammar, PrintedPeriod

SECTIONS = ("rule", "missing", "rag", "direction", "polarity", "units")
RULE_KEYS = ("kind",)
_WITHIN = regex.compile(
    r"\b(?:within|inside|under|over|less\sthan|more\sthan|at\sleast|up\sto)\s[\w.]+\s(?:working\s|calendar\s)?"
    r"(?:days?|weeks?|months?|years?|hours?|minutes?|seconds?)\b",
    regex.I,
)
_ARROW_TRIM = " \t\n\u00a0()[].,"


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading: ``kind`` is target, actual, benchmark, change, forecast, rag, direction, polarity, unit, commentary,
    label, reference, text, total, or empty where nobody knows; ``unit`` as the units table names it.
    """

    text: str
    kind: str = ""
    body: str = ""
    printed_period: PrintedPeriod | None = None
    unit: str = ""
    year: PrintedPeriod | None = None

    @property
    def numeric(self) -> bool:
        """True where the cells below can hold figures."""
        return self.kind not in ("rag", "direction", "polarity", "unit", "commentary", "reference", "text")


class HeaderWords:
    """The compiled rules of headers.toml. Make one with :func:`load_headers`."""

    def __init__(self, path: Path) -> None:
        data = read_toml(path, SECTIONS)
        self.rules = compile_rules(data["rule"], {}, RULE_KEYS, path)
        self._missing = frozenset(data["missing"]["words"])
        self._suppressed = compile_pattern(data["missing"]["suppressed"], f"{path.name}: missing")
        self._rag = _inverted(data["rag"])
        self._direction = _inverted(data["direction"])
        self._polarity = _inverted(data["polarity"])
        self._units = [
            (unit, compile_pattern("|".join(patterns), f"{path.name}: units"))
            for unit, patterns in data["units"].items()
        ]

    def read(self, text: str, periods: PeriodGrammar) -> Heading:
        """What a heading means."""
        text = " ".join(text.split())
        found = periods.scan(text)
        printed = max(found, key=_specific, default=None)
        rest = text
        for period in sorted(found, key=lambda item: -item.start):
            rest = rest[: period.start] + " " + rest[period.end :]
        rest = " ".join(rest.split()).strip(" -–:,()")
        year = next(
            (
                period
                for period in found
                if period is not printed and period.form in ("financial", "calendar", "academic")
            ),
            None,
        )
        for rule in self.rules:
            match = rule.pattern.search(rest) if rest else None
            if match is not None:
                bodies = (
                    [found.group("body").strip() for found in rule.pattern.finditer(rest)]
                    if rule.get("kind") == "benchmark"
                    else []
                )
                body = next(
                    (name for name in reversed(bodies) if not _GENERIC_BODY.match(name)), bodies[-1] if bodies else ""
                )
                return Heading(text, rule.get("kind"), body, printed, self.unit(text), year)
        return Heading(
            text, "actual" if printed is not None and _mostly(printed, text) else "", "", printed, self.unit(text), year
        )

    def unit(self, text: str) -> str:
        """The unit that the words of a label, a heading or a unit cell name, or empty."""
        words = _WITHIN.sub(" ", text)  # "answered within 10 working days" is a share, and no number of days
        return next((unit for unit, pattern in self._units if pattern.search(words)), "")

    def is_missing(self, text: str) -> bool:
        """True for a cell that says there is no figure."""
        return text.strip().lower() in self._missing

    def is_suppressed(self, text: str) -> bool:
        """True for "<5" and its like."""
        return self._suppressed.match(text.strip()) is not None

    def rag(self, text: str) -> str | None:
        """red, amber or green, where the whole cell says so."""
        words = text.strip(_ARROW_TRIM).lower()
        return self._rag.get(words) or next(
            (
                colour
                for colour in ("red", "amber", "green")
                if regex.fullmatch(rf"{colour}\b.{{0,12}}|.{{0,12}}\b{colour}", words)
            ),
            None,
        )

    def direction(self, text: str) -> str | None:
        """up, down or same, where the whole cell says so."""
        return self._direction.get(text.strip(_ARROW_TRIM).lower())

    def polarity(self, text: str) -> str | None:
        """higher, lower or neutral (is better), where the whole cell says so."""
        return self._polarity.get(text.strip(_ARROW_TRIM).lower())


_GENERIC_BODY = regex.compile(r"^(?:comparators?(?:\sgroup)?|benchmark(?:ing)?|group)$", regex.I)
_SPECIFIC = {
    "date": 6,
    "dates": 6,
    "month": 5,
    "months": 5,
    "quarter": 4,
    "year_to_date": 3,
    "years": 2,
    "academic": 2,
    "financial": 2,
    "calendar": 1,
}


def _specific(period: PrintedPeriod) -> tuple[int, int]:
    """The narrower period names the column; a year beside it only dates it."""
    return _SPECIFIC.get(period.form, 3), period.end - period.start


def _inverted(table: dict[str, list[str]]) -> dict[str, str]:
    return {word: key for key, words in table.items() for word in words}


def _mostly(printed: PrintedPeriod, text: str) -> bool:
    return len(text) - (printed.end - printed.start) <= 28


@lru_cache(maxsize=4)
def load_headers(path: Path) -> HeaderWords:
    """The words of a headers.toml; kept, as compiling takes time."""
    return HeaderWords(path)
