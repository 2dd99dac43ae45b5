"""What the heading of a column (or a row) means: kind, body, period and unit, by the rules of headers.toml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import regex

from extractor.expression import Expression
from extractor.rules import compile_pattern, compile_rules, read_toml
from extractor.values.period import PeriodGrammar, PrintedPeriod

SECTIONS = ("rule", "missing", "rag", "direction", "polarity", "units")
RULE_KEYS = ("kind",)
YEARS = ("financial", "calendar", "academic")
ROLES = ("target", "benchmark", "change", "forecast", "actual", "numerator", "denominator")
_WITHIN = regex.compile(
    r"\b(?:within|inside|under|over|less\sthan|more\sthan|at\sleast|up\sto)\s[\w.]+\s(?:working\s|calendar\s)?"
    r"(?:days?|weeks?|months?|years?|hours?|minutes?|seconds?)\b",
    regex.I,
)
_CONFIDENCE = regex.compile(r"\(?\d\d%\s(?:CI|C\.I\.|confidence)\b[^)]{0,20}\)?", regex.I)
_EMPTY = regex.compile(r"\(\s*(?:provisional|prov\.?|revised|final|p|r)?\s*\)", regex.I)
_SUM = regex.compile(r"£\s?(?!’?0?00)\d[\d,.]*\s?(?:m|k|bn|million|billion)?\b", regex.I)
_CUMULATIVE = regex.compile(r"\b(?:YTD|year[\s-]to[\s-]date|cumulative)\b", regex.I)
_MARKS = r"(?:[^\p{L}]{0,8}|\s?\(?[rag]\)?|\s(?:status|rating|rated|risk|light))"
_COLOURED = [
    (name, regex.compile(rf"[^\p{{L}}]{{0,8}}{name}\b{_MARKS}|(?:rag|status|rated|rating|overall)\W{{0,3}}{name}"))
    for name in ("red", "amber", "green")
]
_SHORT_YEARS = regex.compile(r"(?<![\d.,£/-])(\d\d)[-–](\d\d)(?![\d.,%/-])")
_ARROW_TRIM = " \t\n\u00a0()[].,"


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading: ``kind`` is target, actual, benchmark, change, forecast, numerator, denominator, rag, direction,
    polarity, unit, commentary, label, reference, rank, period, text, total, or empty where nobody knows; ``unit`` as
    the units table names it. ``rest`` is the text without its periods, ``left`` what neither kind nor period explains:
    "Incidents" of "Incidents Q2 2018/19", nothing of "2015/16 Target". ``area`` is the part of the whole that it names.
    """

    text: str
    kind: str = ""
    body: str = ""
    printed_period: PrintedPeriod | None = None
    unit: str = ""
    year: PrintedPeriod | None = None
    rest: str = ""
    left: str = ""
    area: str = ""

    @property
    def cumulative(self) -> bool:
        """True where the figures of a month or quarter are those of the year to its end."""
        return _CUMULATIVE.search(self.text) is not None

    @property
    def numeric(self) -> bool:
        """True where the cells below can hold figures."""
        return self.kind not in (
            "rag",
            "direction",
            "polarity",
            "unit",
            "commentary",
            "reference",
            "rank",
            "period",
            "text",
        )

    @property
    def pure(self) -> bool:
        """True where it says when, whose or in which role alone, and not what."""
        return not self.left and (self.printed_period is not None or self.kind in ROLES)


class HeaderWords:
    """The compiled rules of headers.toml. Make one with :func:`load_headers`."""

    def __init__(self, path: Path) -> None:
        data = read_toml(path, SECTIONS)
        self.rules = compile_rules(data["rule"], {}, RULE_KEYS, path)
        self._missing = frozenset(data["missing"]["words"])
        self._suppressed = compile_pattern(data["missing"]["suppressed"], "missing", path)
        self._rag = _inverted(data["rag"])
        self._direction = _inverted(data["direction"])
        self._polarity = _inverted(data["polarity"])
        self._units = [
            (unit, compile_pattern("|".join(patterns), "units", path)) for unit, patterns in data["units"].items()
        ]

    def read(self, text: str, periods: PeriodGrammar) -> Heading:
        """What a heading means."""
        text = " ".join(text.split())
        found = periods.scan(_SHORT_YEARS.sub(_slashed, text))
        printed = max(found, key=_specific, default=None)
        rest = text
        for period in sorted(found, key=lambda item: -item.start):
            rest = rest[: period.start] + " " + rest[period.end :]
        rest = _trimmed(rest)
        year = next(
            (
                period
                for period in found
                if period is not printed and (period.form in YEARS or (period.form == "quarter" and period.part("fy")))
            ),
            None,
        )
        unit = self.unit(text)
        for rule in self.rules:
            match = rule.pattern.search(rest) if rest else None
            if match is not None:
                kind = rule.get("kind")
                body = _named_body(rule.pattern, rest) if kind == "benchmark" else ""
                left = _content(rule.pattern.sub(" ", rest))
                return Heading(text, kind, body, printed, unit, year, rest, left)
        kind = "actual" if printed is not None and _mostly(printed, text) else ""
        return Heading(text, kind, "", printed, unit, year, rest, _content(rest))

    def unit(self, text: str) -> str:
        """The unit that the words of a label, a heading or a unit cell name, or empty."""
        words = text  # "answered within 10 working days" is a share, "schemes under £1m" are not in millions
        for pattern in (_WITHIN, _CONFIDENCE, _SUM):
            words = pattern.sub(" ", words)
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
        return self._rag.get(words) or next((name for name, pattern in _COLOURED if pattern.fullmatch(words)), None)

    def direction(self, text: str) -> str | None:
        """up, down or same, where the whole cell says so."""
        return self._direction.get(text.strip(_ARROW_TRIM).lower())

    def polarity(self, text: str) -> str | None:
        """higher, lower or neutral (is better), where the whole cell says so."""
        return self._polarity.get(text.strip(_ARROW_TRIM).lower())


def _trimmed(text: str) -> str:
    """A heading without the brackets and dashes that a period taken out of it leaves."""
    text = " ".join(_EMPTY.sub(" ", text).split()).strip(" -–:,")
    return text if text.count("(") == text.count(")") else text.strip(" -–:,()")


def _slashed(match: regex.Match[str]) -> str:
    """ "23-24" in a heading is a year as "23/24" is; anything else stays as it stands."""
    first, second = int(match.group(1)), int(match.group(2))
    return f"{match.group(1)}/{match.group(2)}" if second == (first + 1) % 100 else match.group()


def is_short_year(text: str) -> bool:
    """True for "24-25" alone."""
    text = text.strip()
    match = _SHORT_YEARS.fullmatch(text)
    return match is not None and _slashed(match) != text


def _named_body(pattern: Expression, text: str) -> str:
    """Whose figure a benchmark is: the last name in its heading that is more than "comparator"."""
    bodies = [found.group("body").strip().removesuffix(" average") for found in pattern.find_all(text)]
    return next((name for name in reversed(bodies) if not _GENERIC_BODY.match(name)), bodies[-1] if bodies else "")


def _content(text: str) -> str:
    """The words of a heading that say what is measured: without units in brackets and words that any heading has."""
    words = _BRACKET.sub(" ", text).split()
    return " ".join(word for word in words if not _FILLER.fullmatch(word.strip(".,:;()–-/'’")))


_BRACKET = regex.compile(r"\([^()]{0,40}\)")
_FILLER = regex.compile(
    r"|\W+|\d+|as|at|of|to|for|the|in|on|from|and|by|per|end|year|years|month|quarter|week|average|mean|annual|annually|"
    r"monthly|quarterly|revised|original|latest|current|approved|full|cumulative|net|gross|final|provisional|new|old|"
    r"prior|last|this|next|our|local|overall|total|rate|value|figure|figures|data|score|date|position|set|all|%|£\S*|no|"
    r"number|percentage|compared|with|against|vs|versus|group|period|same|ago|earlier|outturn|result|level|ytd|profiled?|most|top|upper",
    regex.I,
)
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
