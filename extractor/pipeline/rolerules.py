"""In which role a figure stands, and whose it is: the rules of roles.toml applied to the text beside a figure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import regex

from extractor.pipeline.reading import Figure
from extractor.rules import Rule, compile_pattern, compile_rules, expand, read_toml

SECTIONS = ("macros", "rule", "context")
RULE_KEYS = ("role", "side", "units", "comparator")

_COORDINATOR = regex.compile(
    r"^[\s,;&/(]*(?:\b(?:and|or|then|with|in|at|by|about|nearly|around)\b[\s,]*)*(?:of\s)?$", regex.I
)
_BRACKET = regex.compile(r"\(\s*(?:(?:or|i\.e\.|about|around|just|up|down|target|equivalent to|that is)\s*)?$", regex.I)
_TRAILING_BODY = regex.compile(
    r"^\s?(?:for|among|across|of|in)\s(?:the\s|all\s|our\s|other\s)?([A-Za-z][^.;,()]{2,60}?)(?:\s(?:and|but|while|which|was|is|were|are)\b|[.;,()]|$)"
)
_MEAN_OF = regex.compile(r"^(?:average|median|mean|figure|rate)\s(?:for|of|across|among|in)\s", regex.I)
_POSSESSIVE = regex.compile(r"[’']s?$")
_ARTICLE = regex.compile(r"^(?:the|our|its|an?|all|other)\s+", regex.I)


@dataclass(frozen=True, slots=True)
class RoleFinding:
    """A role, whose figure it is (for a benchmark), the words of a second body ("England and London"), and the rule."""

    role: str
    rule: str
    comparator: str = ""
    second: str = ""


class RoleRules:
    """The compiled rules of roles.toml. Make one with :func:`load_roles`."""

    def __init__(self, path: Path) -> None:
        data = read_toml(path, SECTIONS)
        self.rules = compile_rules(data["rule"], data["macros"], RULE_KEYS, path)
        self._sided = [(rule, rule.get("side") == "left", rule.get("units")) for rule in self.rules]
        words = {key: expand(value, data["macros"], path.name) for key, value in data["context"].items()}
        self.comparison = compile_pattern(words["comparison"], "comparison", path)
        self.future = compile_pattern(words["future"], "future", path)
        self.body = compile_pattern(rf"\b(?:{expand('{body}', data['macros'], path.name)})(?!\w)", "body", path)

    def find(self, figure: Figure, right: str) -> RoleFinding | None:
        """The first rule that speaks for a figure, or None; ``right`` is what follows it, a bracket read over."""
        left_lowered, right_lowered = figure.left.lower(), right.lower()
        for rule, on_left, units in self._sided:
            if (units and figure.quantity.unit not in units) or not rule.may_match(
                left_lowered if on_left else right_lowered
            ):
                continue
            match = rule.pattern.search(figure.left if on_left else right)
            if match is not None:
                return self._finding(rule, match, figure)
        return None

    def _finding(self, rule: Rule, match: regex.Match[str], figure: Figure) -> RoleFinding:
        if not rule.get("comparator"):
            return RoleFinding(rule.get("role"), rule.id)
        groups = match.groupdict()
        body = next((groups[key] for key in ("body2", "body", "body3", "body4", "rest") if groups.get(key)), "")
        if groups.get("rest"):
            body = groups["rest"]
        body = clean_body(body)
        if body.lower().split(" ")[-1] in ("average", "median", "mean", "figure", "rate"):
            trailing = _TRAILING_BODY.match(figure.right)
            body = trailing.group(1) if trailing else body
        return RoleFinding(rule.get("role"), rule.id, body, clean_body(groups.get("second") or ""))


def clean_body(words: str) -> str:
    """Whose figure it is, without article and possessive: "the England's" is "England"."""
    words = _ARTICLE.sub("", words.strip())
    words = _ARTICLE.sub("", _MEAN_OF.sub("", words))
    return _POSSESSIVE.sub("", words)


def is_coordinated(left: str) -> bool:
    """True where nothing but "and", commas and brackets stands between a figure and the one before it."""
    return _COORDINATOR.match(left) is not None


def is_bracketed(left: str) -> bool:
    """True where a figure stands first in a bracket."""
    return _BRACKET.search(left) is not None


@lru_cache(maxsize=4)
def load_roles(path: Path) -> RoleRules:
    """The rules of a roles.toml; kept, as compiling takes a tenth of a second."""
    return RoleRules(path)
