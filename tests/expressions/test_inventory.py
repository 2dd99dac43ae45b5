"""No regular expression of the project can be made to run away: each is linear, or declared with a reason."""

from __future__ import annotations

import pytest

from expressions.ambiguity import dangers
from expressions.automaton import build
from expressions.inventory import Expression, package_expressions, rule_expressions
from expressions.proofs import dangers_of, kept_proofs, proof_of

WRITTEN, MADE = package_expressions()
RULES = rule_expressions()
KEPT = kept_proofs()

HARMLESS = {
    "readers/html_chrome.py _TOKEN": "a run of capitals gives back its last letter at most, and then matches",
}
"""Those that the analysis cannot show to be linear, and why they are."""

PUT_TOGETHER = {
    "alternatives.py compiled": "the alternatives of a rule's pattern, each of which has a part of its ways",
    "evaluation/gold.py _compile": "from the gold files of corpus/, which no user's document reaches",
    "evaluation/places.py _loose": "pieces without white space, escaped, white space between: one way to read each",
    "expression.py compiled": "the rules of patterns/, all in this inventory; somebody's own are timed",
    "reconcile/sums.py <module>": "the table _OUTCOMES, in this inventory",
    "tables/headers.py <module>": "the table _COLOURED, in this inventory",
    "values/period.py <module>": "the table of triggers, in this inventory",
    "values/quantity.py __init__": "attributes of the grammar, in this inventory",
    "values/quantity.py _ending_pattern": "an attribute of the grammar, in this inventory",
}
"""Those that are put together while the program runs, and what is known of them."""


@pytest.mark.parametrize("expression", [*WRITTEN, *RULES], ids=lambda item: str(item.place))
def test_no_pattern_can_run_away(expression: Expression) -> None:
    if expression.place not in HARMLESS and proof_of(expression) not in KEPT:
        assert dangers_of(expression) == []


def test_what_is_declared_is_there_and_needs_it() -> None:
    assert set(MADE) == set(PUT_TOGETHER)
    flagged = {item.place for item in WRITTEN if item.place in HARMLESS and dangers_of(item)}
    assert flagged == set(HARMLESS)


def test_the_inventory_holds_every_sort_of_pattern() -> None:
    places = {item.place for item in (*WRITTEN, *RULES)}
    assert {
        "readers/html_tree.py _CHARSET",  # bytes
        "tables/headers.py _COLOURED",  # in a table
        "quantities.toml: percent",
        "quantities.toml: _after_pattern",  # an attribute
        "periods.toml: year_to",
        "roles.toml: comparison",  # beside the rules
        "claims.toml: expected",
        "headers.toml: units",
        "polarity.toml: higher",
    } <= places
    assert len(places) > 500


@pytest.mark.parametrize(
    ("pattern", "kinds"),
    [
        (r"(?:a+)+$", {"exponential", "square"}),
        (r"^(?:a|a)*$", {"exponential"}),
        (r"^(?:a|aa)+$", {"exponential"}),
        (r"^(?:a*)*$", {"exponential"}),
        (r"^a*a*$", {"square"}),
        (r"^\s*,?\s*x", {"square"}),
        (r"\s*$", {"square"}),
        (r"\d+x", {"square"}),
        (r"\bover\b[^.;]*$", {"square"}),
        (r"a(?:a*x)?", {"square"}),  # a match is found, and what was tried behind it is tried again
        (r"(?<=\d+)x", {"square"}),  # backwards, from everywhere
        (r"(?!.*x)y", {"square"}),
        (r"\bit\s(?:[\w’-]+\s?){0,6}$", {"square"}),
        (r"(?:<!--.*?-->|\s)*", {"exponential"}),
        (r"^\p{Lu}[\p{L}.-]*(?:[\s,&/-]+\p{Lu}[\p{L}.-]*)*$", {"exponential", "square"}),
        (r"(?:\s?(?:,|and)\s?)+x", {"exponential"}),
        (r"(?:\([ivx\d]+[A-Za-z]?\))+x", {"exponential"}),
        (r"(?&n)x(?(DEFINE)(?P<n>\d+))", {"square"}),
    ],
)
def test_the_analysis_finds_what_runs_away(pattern: str, kinds: set[str]) -> None:
    assert {danger.kind for danger in dangers(build(pattern, 0, anchored=False))} >= kinds


@pytest.mark.parametrize(
    "pattern",
    [
        r"\bfrom\s*$",
        r"(?<!\d)\d+x",
        r"\d+(?:[.,]\d+)*",  # what is read is found
        r"[^.;]{0,60}x[^.;]{0,60}$",  # bounds
        r"^(?:\w+\s)*x",
        r"^\s*x",
        r"\b\w+\b!",
        r"\bit\s(?:[\w’-]+\s){0,6}$",
        r"^\p{Lu}[\p{L}.-]*+(?:[\s,&/-]+\p{Lu}[\p{L}.-]*+)*$",
        r"^\s?(?:,|and)(?:\s{0,2}(?:,|and))*\s?x",
        r"\n(?:[^\S\n]*\n)+",
    ],
)
def test_the_analysis_clears_what_cannot(pattern: str) -> None:
    assert dangers(build(pattern, 0, anchored=False)) == []


def test_a_pattern_that_is_only_tried_at_one_place_may_begin_with_a_repeat() -> None:
    assert dangers(build(r"\s*x", 0, anchored=True)) == []
