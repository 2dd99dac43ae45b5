"""A user's own polarity.toml decides which way is good, and a fault of the whole hides no fault of a part."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from extractor.errors import PatternError
from extractor.reconcile.polarity import PolarityWords
from extractor.run import Extractor, Settings

CHECKOUT = Path(__file__).resolve().parents[2]
TEXT = b"Widget wobble was 12% against a target of 10%, so the target was met."


def verdicts(settings: Settings | None) -> list[str]:
    return [f.verdict for f in Extractor(settings).read_bytes(TEXT, "x.txt").checks if f.kind == "target"]


@pytest.mark.parametrize(("way", "verdict"), [("lower", "inconsistent"), ("higher", "consistent")])
def test_the_rules_that_are_named_are_the_ones_used(tmp_path: Path, way: str, verdict: str) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(CHECKOUT / "patterns", rules)
    own = f'[[rule]]\nid = "wobble"\nway = "{way}"\nsure = true\npattern = "wobble"\nmatch = ["wobble"]\n\n'
    (rules / "polarity.toml").write_text(own + (rules / "polarity.toml").read_text("utf-8"), "utf-8")
    assert verdicts(Settings(patterns=str(rules))) == [verdict]


def test_a_way_that_is_unknown_is_named(tmp_path: Path) -> None:
    (tmp_path / "polarity.toml").write_text('[[rule]]\nid = "x"\nway = "up"\npattern = "x"\n', "utf-8")
    with pytest.raises(PatternError, match="way 'up' is unknown"):
        PolarityWords(tmp_path / "polarity.toml")


def test_a_wrong_total_hides_no_wrong_part() -> None:
    text = (
        "Of the 900 applications, 400 were approved, 300 were refused and the other 250 are pending. "
        "The number refused fell from 200 to 300."
    )
    kinds = [f.kind for f in Extractor().read_bytes(text.encode(), "x.txt").checks if f.verdict == "inconsistent"]
    assert kinds == ["sum", "trend"]


@pytest.mark.parametrize(
    ("note", "verdict"),
    [
        ("", ["inconsistent"]),
        ("Figures are rounded to the nearest 10. ", ["consistent"]),
        ("Costs are rounded to the nearest £100. ", ["inconsistent"]),
        ("Percentages are rounded to the nearest whole number. ", ["inconsistent"]),
    ],
)
def test_rounding_that_the_paper_states_is_allowed_for(note: str, verdict: list[str]) -> None:
    text = f"{note}\n\nOf the 900 applications, 400 were approved, 310 were refused and the other 200 are pending.\n"
    checks = Extractor().read_bytes(text.encode(), "x.txt").checks
    assert [f.verdict for f in checks if f.kind == "sum"] == verdict


@pytest.mark.parametrize(
    ("note", "verdict"), [("", ["inconsistent"]), ("Counts are rounded to the nearest 5.", ["consistent"])]
)
def test_a_ratio_of_rounded_counts(note: str, verdict: list[str]) -> None:
    text = f"{note}\n\nIn all 84% of reviews (45/55) were on time.\n"
    checks = Extractor().read_bytes(text.encode(), "x.txt").checks
    assert [f.verdict for f in checks if f.kind == "ratio"] == verdict
