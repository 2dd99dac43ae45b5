"""Which numbers are no figures, and why: the rules of exclusions.toml applied to a block."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import regex

from extractor.expression import Expression
from extractor.pipeline.reading import Exclusion
from extractor.rules import Rule, compile_pattern, compile_rules, read_toml, tears_word
from extractor.values.quantity import Quantity

SECTIONS = ("macros", "rule", "block", "context")
RULE_KEYS = ("reason", "cues")
BLOCK_KEYS = ("reason", "match_prefix")
CONTEXT_KEYS = ("reason", "side", "measures", "qualifiers", "qualifier_text", "unit", "rules", "unless")
_WORDS = regex.compile(r"[a-z]+")
_NUMBER = regex.compile(r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|zero)\b", regex.I)


@dataclass(frozen=True, slots=True)
class _Judge:
    """A context rule, its limits compiled."""

    rule: Rule
    measures: frozenset[str]
    qualifiers: frozenset[str]
    rules: frozenset[str]
    unit: Expression | None
    phrase: Expression | None
    unless: Expression | None

    def applies(self, quantity: Quantity) -> bool:
        return (
            (not self.measures or quantity.measure in self.measures)
            and (not self.qualifiers or quantity.qualifier in self.qualifiers)
            and (not self.rules or quantity.rule in self.rules)
            and (self.unit is None or self.unit.search(quantity.unit) is not None)
            and (self.phrase is None or self.phrase.search(quantity.qualifier_text) is not None)
        )


class ExclusionRules:
    """The compiled rules of exclusions.toml. Make one with :func:`load_exclusions`."""

    def __init__(self, path: Path) -> None:
        data = read_toml(path, SECTIONS)
        macros = data["macros"]
        self.rules = compile_rules(data["rule"], macros, RULE_KEYS, path)
        self.blocks = compile_rules(data["block"], macros, BLOCK_KEYS, path)
        self.context = compile_rules(data["context"], macros, CONTEXT_KEYS, path)
        self._cued = [(rule, frozenset(rule.get("cues", ()))) for rule in self.rules]
        self._judges = [_judge(rule, path) for rule in self.context]

    def scan(self, text: str) -> list[Exclusion]:
        """Every stretch of ``text`` that holds a number which is no figure by itself; in order, not overlapping."""
        if _NUMBER.search(text) is None:
            return []
        lowered = text.lower()
        words = set(_WORDS.findall(lowered))
        found: list[tuple[int, Exclusion]] = []
        for order, (rule, cues) in enumerate(self._cued):
            if (cues and not cues & words) or not rule.may_match(lowered):
                continue
            for match in rule.pattern.find_all(text, in_lower_case=lowered):
                matched = match.group()
                start = match.start() + len(matched) - len(matched.lstrip())
                end = match.start() + len(matched.rstrip())
                if end > start and not tears_word(text, start, end):
                    found.append((order, Exclusion(start, end, rule.get("reason"), rule.id)))
        return _surest(found)

    def block_reason(self, text: str) -> tuple[str, str] | None:
        """``(reason, rule id)`` where none of a block's numbers are figures (attendance, contacts, a colour key)."""
        for rule in self.blocks:
            if rule.pattern.search(text):
                return rule.get("reason"), rule.id
        return None

    def judge(self, quantity: Quantity, left: str, right: str) -> tuple[str, str] | None:
        """``(reason, rule id)`` where a quantity is no figure because of the words beside it."""
        for judge in self._judges:
            if not judge.applies(quantity):
                continue
            side = judge.rule.get("side")
            target = left if side == "left" else right if side == "right" else quantity.text
            if judge.rule.pattern.search(target) and (judge.unless is None or judge.unless.search(left) is None):
                return judge.rule.get("reason"), judge.rule.id
        return None


def _judge(rule: Rule, path: Path) -> _Judge:
    def compiled(key: str) -> Expression | None:
        return compile_pattern(rule.get(key), rule.id, path) if rule.get(key) else None

    return _Judge(
        rule,
        frozenset(rule.get("measures", ())),
        frozenset(rule.get("qualifiers", ())),
        frozenset(rule.get("rules", ())),
        compiled("unit"),
        compiled("qualifier_text"),
        compiled("unless"),
    )


def _surest(found: list[tuple[int, Exclusion]]) -> list[Exclusion]:
    """Of two that overlap, the one whose rule stands first in the file."""
    kept: list[Exclusion] = []
    for _, exclusion in sorted(found, key=lambda item: (item[0], item[1].start)):
        if all(exclusion.start >= other.end or exclusion.end <= other.start for other in kept):
            kept.append(exclusion)
    return sorted(kept, key=lambda item: item.start)


@lru_cache(maxsize=4)
def load_exclusions(path: Path) -> ExclusionRules:
    """The rules of an exclusions.toml; kept, as compiling takes a tenth of a second."""
    return ExclusionRules(path)
