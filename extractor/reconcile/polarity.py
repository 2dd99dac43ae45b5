"""Which way is better: as the sentence says, else as row or catalogue has it, else as the indicator's words suggest."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import regex

from extractor.errors import PatternError
from extractor.mentions import Claim, Mention
from extractor.rules import compile_rules, read_toml

SECTIONS = ("rule",)
RULE_KEYS = ("match_any", "way", "sure")
WAYS = ("higher", "lower")

_LOWER = regex.compile(
    r"\b(?:low(?:er)?|smaller|less|fewer)\b(?:\s(?:figure|number|rate|is|was|the|score|value|percentage))*\s(?:better|good)\b"
    r"|\blow\sis\sgood\b|\bthe\slower\sthe\sbetter\b",
    regex.I,
)
_HIGHER = regex.compile(
    r"\b(?:high(?:er)?|bigger|larger|more)\b(?:\s(?:figure|number|rate|is|was|the|score|value|percentage))*\s(?:better|good)\b"
    r"|\bhigh\sis\sgood\b",
    regex.I,
)
_LIMIT = regex.compile(r"\b(?:limit|ceiling|tolerance|maximum|cap|no\smore\sthan)\b", regex.I)
_FLOOR = regex.compile(r"\b(?:minimum|floor|at\sleast|no\sless\sthan)\b", regex.I)
_LONGER = regex.compile(r"\b(?:expectancy|tenancy|tenure|stability|stay\w*|placement|service|experience)\b", regex.I)


@dataclass(frozen=True, slots=True)
class Polarity:
    """``way`` is higher or lower; ``sure`` where somebody says so, or every reader would."""

    way: str
    sure: bool


class PolarityWords:
    """The compiled rules of polarity.toml. Make one with :func:`load_polarity`."""

    def __init__(self, path: Path) -> None:
        data = read_toml(path, SECTIONS)
        self.rules = compile_rules(data["rule"], {}, RULE_KEYS, path)
        for rule in self.rules:
            if rule.get("way") not in WAYS:
                where = f"{path.name}: rule {rule.id}"
                raise PatternError(f"way {rule.get('way')!r} is unknown", where=where, remedy="Use higher or lower")

    def suggested(self, words: str) -> Polarity:
        """What the words of an indicator say; higher, and not sure, where they say nothing."""
        for rule in self.rules:
            if rule.pattern.search(words):
                return Polarity(rule.get("way"), bool(rule.get("sure")))
        return Polarity("higher", False)

    def against(self, claim: Claim | None, subject: Mention, target: Mention) -> Polarity:
        """As :meth:`of`; and a limit is not to be passed, whatever the indicator, nor a minimum missed."""
        said = self.of(claim, subject, target)
        if said.sure:
            return said
        words = _held_to(claim, target)
        if target.quantity.qualifier in ("le", "lt") or _LIMIT.search(words):
            return Polarity("lower", True)
        if target.quantity.qualifier in ("ge", "gt") or _FLOOR.search(words):
            return Polarity("higher", True)
        within = claim is not None and claim.value in ("within", "outside")
        if within and subject.measure in ("rate", "duration") and said.way == "lower":
            return Polarity("lower", True)
        return said

    def of(self, claim: Claim | None, *figures: Mention) -> Polarity:
        """Which way is better for these figures; what nobody and no word says is taken as higher, and is not sure."""
        if claim is not None and (said := declared(f"{claim.context} {claim.row_label}")):
            return Polarity(said, True)
        for figure in figures:
            if figure.polarity in ("higher", "lower"):
                return Polarity(figure.polarity, True)
        if claim is not None and claim.polarity in ("higher", "lower"):
            return Polarity(claim.polarity, True)
        words = " ".join(
            dict.fromkeys([*(f"{f.row_label} {f.indicator}" for f in figures), claim.indicator if claim else ""])
        )
        if figures and figures[0].measure == "duration" and not _LONGER.search(words):
            return Polarity("lower", True)
        return self.suggested(words)


def _held_to(claim: Claim | None, target: Mention) -> str:
    return f"{target.left[-40:]} {claim.text if claim is not None else ''}"


def declared(words: str) -> str:
    """ "where a lower figure is better": lower, higher, or empty."""
    if _LOWER.search(words):
        return "lower"
    return "higher" if _HIGHER.search(words) else ""


@lru_cache(maxsize=4)
def load_polarity(path: Path) -> PolarityWords:
    """The rules of a polarity.toml; kept, as compiling takes time."""
    return PolarityWords(path)
