"""A pattern of the program is compiled when a text could match it, somebody's own when it is read."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import PatternError
from extractor.expression import Expression
from extractor.patterncheck import FILES, read_rules
from extractor.resources import folder
from extractor.rules import compile_pattern
from extractor.run import Extractor

_WORDS = "net gain loss of fell dropped by unsafe safe 5% Kelvins £ 5 per cent ſafe".split()
_PATTERNS = (r"\bnet\s(?:gain|loss)\sof\b", r"fell|dropped\sby", r"(?<!un)safe", r"\d+%", r"K\w+s", r"£\s?\d|per\scent")


@pytest.mark.parametrize("pattern", _PATTERNS)
@given(
    words=st.lists(st.sampled_from("net gain loss of fell dropped by unsafe safe 5% Kelvins £ 5 per cent ſafe".split()))
)
def test_what_is_passed_over_would_not_have_matched(pattern: str, words: list[str]) -> None:
    text, compiled = " ".join(words), regex.compile(pattern, regex.I)
    expression = Expression(pattern, "name", "file.toml", timed=False)
    wanted = compiled.search(text)
    found = expression.search(text)
    assert (found and found.span()) == (wanted and wanted.span())
    assert [match.span() for match in expression.find_all(text)] == [match.span() for match in compiled.finditer(text)]
    assert expression.sub("x", text) == compiled.sub("x", text)


def test_a_pattern_of_the_program_is_compiled_when_it_is_needed() -> None:
    expression = compile_pattern(r"\bnever\sseen\sbefore", "new", folder("patterns") / "claims.toml")
    assert expression.search("nothing of the kind") is None
    assert list(expression.find_all("nothing of the kind")) == []
    assert expression._compiled is None
    assert expression.search("Never seen before") is not None
    assert expression._compiled is not None


def test_a_fault_is_heard_of_at_once_in_somebodys_own_rule(tmp_path: Path) -> None:
    with pytest.raises(PatternError, match=r"claims\.toml: rule mine: the pattern cannot be read"):
        compile_pattern(r"(?:open", "mine", tmp_path / "claims.toml")
    ours = compile_pattern(r"(?:open", "ours", folder("patterns") / "claims.toml")
    with pytest.raises(PatternError, match=r"claims\.toml: rule ours: the pattern cannot be read"):
        ours.search("anything")


def test_a_paragraph_needs_few_of_the_rules() -> None:
    """What is compiled is most of what a paragraph takes from cold."""
    for cached in ("quantity.load_quantities", "period.load_periods"):
        module, name = cached.split(".")
        getattr(__import__(f"extractor.values.{module}", fromlist=[name]), name).cache_clear()
    compile_pattern.cache_clear()
    rules = [rule for name in FILES for group, _ in read_rules(folder("patterns"), name) for rule in group]
    assert sum(rule.pattern._compiled is not None for rule in rules) == 0
    text = b"Attendance was 94.1% against a target of 95%, so the target was met. Complaints fell from 120 to 96."
    Extractor().read_bytes(text, "text.txt")
    compiled = [rule for rule in rules if rule.pattern._compiled is not None]
    assert 0 < len(compiled) < len(rules) / 2
