"""Statements in words about an indicator: the rules of claims.toml applied to a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extractor.rules import Rule, compile_pattern, compile_rules, read_toml, tears_word

SECTIONS = ("macros", "rule", "context")
RULE_KEYS = ("kind", "value", "match_any")


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """A statement at ``[start, end)`` of the block; ``certainty`` is stated, hedged or expected."""

    start: int
    end: int
    kind: str
    value: str
    rule: str
    certainty: str = "stated"


class ClaimRules:
    """The compiled rules of claims.toml. Make one with :func:`load_claims`."""

    def __init__(self, path: Path) -> None:
        data = read_toml(path, SECTIONS)
        self.rules = compile_rules(data["rule"], data["macros"], RULE_KEYS, path)
        self._context = {key: compile_pattern(value, key, path) for key, value in data["context"].items()}

    def find(self, text: str, start: int, end: int) -> list[FoundClaim]:
        """The claims of the sentence ``text[start:end]``, in order; of two of a kind that overlap, the longer."""
        if self._context["rag_key"].search(text, start, end):
            return []
        found: list[FoundClaim] = []
        lowered = text[start:end].lower()
        for rule in self.rules:
            if not rule.may_match(lowered):
                continue
            for match in rule.pattern.find_all(text, start, end, lowered):
                value = match.group("colour").lower() if rule.get("value") == "group" else rule.get("value")
                words = match.group()
                begin = match.start() + len(words) - len(words.lstrip())
                finish = match.start() + len(words.rstrip())
                if tears_word(text, begin, finish):
                    continue
                found.append(
                    FoundClaim(begin, finish, rule.get("kind"), value, rule.id, self._certainty(text, start, begin))
                )
        return sorted(_longest(found), key=lambda claim: (claim.start, claim.kind))

    def _certainty(self, text: str, start: int, begin: int) -> str:
        before = text[start:begin]
        if self._context["expected"].search(before):
            return "expected"
        return "hedged" if self._context["hedged"].search(before) else "stated"

    def rule(self, identity: str) -> Rule:
        return next(rule for rule in self.rules if rule.id == identity)


def _longest(found: list[FoundClaim]) -> list[FoundClaim]:
    kept: list[FoundClaim] = []
    for claim in sorted(found, key=lambda item: (-(item.end - item.start), item.start)):
        if all(claim.kind != other.kind or claim.end <= other.start or claim.start >= other.end for other in kept):
            kept.append(claim)
    return kept


@lru_cache(maxsize=4)
def load_claims(path: Path) -> ClaimRules:
    """The rules of a claims.toml; kept, as compiling takes a tenth of a second."""
    return ClaimRules(path)
