"""Classic attacks on patterns: every pattern gets through them, and the work of a whole reading grows with the text."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
import regex

from extractor.attacks import attack_texts, find_runaway
from extractor.errors import DocumentError
from extractor.run import Extractor
from tests.expressions.inventory import Expression, package_expressions, rule_expressions

TIMEOUT_S = 10.0
"""Of one pattern on one text: a hundred times what any takes on a busy machine."""
EXTRACTOR = Extractor()
FLAGS = regex.IGNORECASE | regex.MULTILINE | regex.DOTALL
EXPRESSIONS = {
    (item.pattern, int(item.flags) & int(FLAGS)): item
    for item in (*package_expressions()[0], *rule_expressions())
    if isinstance(item.pattern, str)
}
LONG = 100_000


def try_out(expression: Expression, text: str) -> None:
    """Raises TimeoutError where the pattern does not get through the text."""
    compiled = regex.compile(str(expression.pattern), int(expression.flags) & FLAGS)
    if expression.anchored:
        compiled.match(text, timeout=TIMEOUT_S)
        return
    for _ in compiled.finditer(text, timeout=TIMEOUT_S):
        pass


@pytest.mark.parametrize("expression", EXPRESSIONS.values(), ids=lambda item: str(item.place))
def test_every_pattern_gets_through_every_attack(expression: Expression) -> None:
    for text in attack_texts((), 5_000):
        try_out(expression, text)
    for piece in (" ", "a", "1"):
        try_out(expression, piece * LONG + "¬")


ATTACKS = [
    *("12345", "1 ", "(", "([", "£ ", "of the ", "word-", "2018/19-", "the quarter before ", "one of the two "),
    *("8.6% (16/244) ", "up from ", "two hundred and ", "below target and ", "• a\n", "a | b | 3\n", "1/", "e\u0301 "),
]


@pytest.mark.parametrize("piece", ATTACKS)
def test_the_work_of_a_reading_grows_with_the_text(piece: str) -> None:
    """Counted in calls, which are the same on every machine: twice the text is less than three times the work."""
    short, long = (count_calls(lambda text=text: read(text, "a.txt")) for text in pumped(piece))
    assert long < 3 * short


@pytest.mark.parametrize("piece", ["<p>5%", "<b>", "<tr><td>5%", "<li>a", "&amp;", "<!-- ", "</p>"])
def test_the_work_of_a_reading_of_a_page_grows_with_it(piece: str) -> None:
    page = "<html><body><p>Reviews</p><table>"
    short, long = (count_calls(lambda text=text: read(page + text, "a.html")) for text in pumped(piece))
    assert long < 3 * short


def pumped(piece: str) -> tuple[str, str]:
    """More than a block may hold, so that both are cut into blocks, and twice as much."""
    return piece * (7_000 // len(piece)) + "\n", piece * (14_000 // len(piece)) + "\n"


def read(text: str, name: str) -> None:
    try:
        EXTRACTOR.read_bytes(text.encode(), name)
    except DocumentError as error:
        assert error.problem  # noqa: PT017 - a text that is refused is read as far as that


def count_calls(work: Callable[[], None]) -> int:
    """How many Python functions are called, comprehensions and generators among them."""
    count = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("pattern", [r"(?:a|aa)+(?<=b)\d", r"(?:1|1,|,1)+(?<=b)", r"(?: | \s)+(?<=b)"])
def test_a_pattern_that_runs_away_is_found_by_attack(pattern: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.attacks.TIMEOUT_S", 0.3)
    assert find_runaway(regex.compile(pattern), ()) != ""


def test_a_rule_is_attacked_with_its_own_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.attacks.TIMEOUT_S", 0.3)
    pattern = regex.compile(r"(?:red|re|d)+(?<=x)\d")
    assert find_runaway(pattern, ()) == ""
    assert find_runaway(pattern, ("red 5",)) == "redredredredredredre"
