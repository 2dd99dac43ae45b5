"""What a text must hold is read off a pattern, and no text that a pattern matches is ever turned away."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from extractor.alternatives import can_match, find_alternatives, split_alternatives
from extractor.literals import holds, required_pieces
from extractor.patterncheck import FILES, read_rules
from extractor.resources import folder


def may_match(pattern: regex.Pattern[str], text: str, start: int = 0, timeout_s: float | None = None) -> bool:
    alternatives = find_alternatives(pattern.pattern, pattern.flags)
    return can_match(alternatives, text[start:].lower(), text, start, len(text), timeout_s)


RULES = [rule for name in FILES for rules, _ in read_rules(folder("patterns"), name) for rule in rules]


@pytest.mark.parametrize(
    ("pattern", "clauses"),
    [
        (r"\bshort\sof\b", [{"short"}, {"of"}]),
        (r"targets?", [{"target"}]),
        (r"target(?:s|ed)?\smet", [{"target"}, {"met"}]),
        (r"(?:fell|dropped)\sby", [{"by"}, {"fell", "dropped"}]),
        (r"(?:fell|\w+)\sby", [{"by"}]),
        (r"(?:fell\sby|dropped)", [{"fell", "dropped"}]),
        (r"(?<!not\s)met(?=\sagain)", [{"met"}]),
        (r"(?P<colour>Red|AMBER)\b", [{"red", "amber"}]),
        (r"(?-i:No)\.?\s?\d+", [{"no"}]),
        (r"ab+cde*f", [{"ab"}, {"cd"}]),
        (r"ab{0,2}c", []),
        (r"x\x27y", []),
        (r"[abc]d|ef", []),
        (r"[)(|]ab", [{"ab"}]),
        (r"[^]]ab", [{"ab"}]),
        (r"\d+\.\d+", [{"."}]),
        (r"(?:one|two", []),
        (r"(?P<a>one)two(?P=a)", []),
        (r"(?&number)\sper", []),
    ],
)
def test_pieces_of_a_pattern(pattern: str, clauses: list[set[str]]) -> None:
    assert [set(clause) for clause in required_pieces(pattern)] == clauses


def test_every_clause_asks_for_one_of_its_pieces() -> None:
    clauses = required_pieces(r"(?:fell|dropped)\sby")
    assert [holds(clauses, text) for text in ("it fell by 2", "by dropping", "dropped", "nearby it dropped")] == [
        True,
        False,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("pattern", "alternatives"),
    [
        ("a|b", ("a", "b")),
        ("(?:a|b)|c[|]d", ("(?:a|b)", "c[|]d")),
        (r"a\|b|[^]|]|\[c", (r"a\|b", "[^]|]", r"\[c")),
        (r"(?P<x>a)(?P=x)|b", (r"(?P<x>a)(?P=x)|b",)),
        (r"(?&n)|b(?(DEFINE)(?P<n>c|d))", (r"(?&n)|b(?(DEFINE)(?P<n>c|d))",)),
    ],
)
def test_alternatives_of_a_pattern(pattern: str, alternatives: tuple[str, ...]) -> None:
    assert split_alternatives(pattern) == alternatives


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.id))
def test_no_text_that_a_rule_matches_is_turned_away(rule: object) -> None:
    compiled = rule.pattern.compiled  # type: ignore[attr-defined]
    for text in map(str, rule.match):  # type: ignore[attr-defined]
        if compiled.search(text) is not None:
            assert may_match(compiled, text)


_PATTERNS = [
    regex.compile(pattern, regex.I)
    for pattern in (r"ab?c|b(?:a|cc)", r"(?:ab|b[ac])+c|^cc", r"(?<=a)b{2,}|(?:a|bc)?ca", r"(?:abc|ba)a*|c(?!b)c")
]


@given(st.sampled_from(_PATTERNS), st.text("abcABC ", max_size=12), st.integers(0, 3))
def test_a_text_is_turned_away_where_the_pattern_has_no_match(
    pattern: regex.Pattern[str], text: str, start: int
) -> None:
    if pattern.search(text, start, len(text)) is not None:
        assert may_match(pattern, text, start)
    if not may_match(pattern, text, start):
        assert pattern.search(text, start, len(text)) is None


def test_a_text_without_its_pieces_is_turned_away() -> None:
    pattern = regex.compile(r"\bnet\sgain\sof\b|\bup\sby\b", regex.I)
    texts = ("A Net Gain of 3", "up by 3", "the net of 3", "up to 3")
    assert [may_match(pattern, text, timeout_s=1.0) for text in texts] == [True, True, False, False]
