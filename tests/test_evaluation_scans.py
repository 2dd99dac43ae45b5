"""Quotes of a scanned paper in the text that was read of it: letters may be wrong, digits may not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extractor.dataset.records import Records
from extractor.dataset.writers import write_dataset
from extractor.evaluation import evaluate_dataset, format_report
from extractor.evaluation.places import find_quote
from extractor.evaluation.smudged import find_smudged_figure

READ = (
    "Hea1th visitors pald 24,316 vlsits, a clecrease of 437 on the figure\nfor 1961. One-ha|f of the 30 foster pareuts."
)
Row = dict[str, Any]


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("a decrease of 437", "ecrease of 437 on"),  # as long as the quote
        ("visitors paid 24,316 visits", "visitors pald 24,316 vlsits"),
        ("the figure for 1961", "the figure\nfor 1961"),  # as it stands
        ("foster parents", "foster pareuts"),
        ("were wholly satisfactory", None),
        ("437?", None),  # too short to be like anything
    ],
)
def test_the_place_most_like_a_quote(quote: str, found: str | None) -> None:
    places = find_quote(quote, READ, scanned=True)
    assert [READ[start:end] for start, end in places] == ([] if found is None else [found])


def test_a_quote_of_a_paper_that_is_no_scan_stands_as_it_is() -> None:
    assert find_quote("a decrease of 437", READ) == []


@pytest.mark.parametrize(
    ("figure", "found"),
    [
        ("437 cases", "437"),
        ("24,316", "24,316"),
        ("316", None),
        ("24", None),
        ("24,816", None),
        ("One-half", "One-ha|f"),
        ("Seven", None),
    ],
)
def test_digits_are_not_guessed(figure: str, found: str | None) -> None:
    place = find_smudged_figure(figure, READ, (3, len(READ) - 3))  # a few letters beside the place count too
    assert (None if place is None else READ[slice(*place)]) == found


def evaluate(folder: Path, scan: bool) -> tuple[int, int, int, str]:
    """Found, missed and spurious figures, and the report."""
    mentions = [
        {"mention_id": f"m{value}", "doc_id": "d1", "start": READ.index(words), "end": READ.index(words) + len(words)}
        | {"text": words, "value": value}
        for words, value in (("24,316", 24316.0), ("437", 437.0))
    ]
    documents = [{"path": "a.pdf", "doc_id": "d1", "status": "ok"}]
    write_dataset(Records(documents=documents, texts={"d1": READ}, mentions=mentions), folder / "dataset")
    figures: list[Row] = [
        {"quote": "paid 24,316 visits", "text": "24,316", "value": 24316, "role": ["actual"]},
        {"quote": "a decrease of 487", "text": "487", "value": 487, "role": ["change"]},  # 437 is misread
    ]
    (folder / "a.json").write_text(json.dumps({"document": "a.pdf", "scan": scan, "figures": figures}))
    report = evaluate_dataset(folder / "dataset", [folder / "a.json"])
    figure = report.counts.figures
    return figure.hit, figure.missed, figure.spurious, format_report(report, show=False, as_json=False)


def test_a_misread_figure_is_missed_and_what_was_read_is_spurious(tmp_path: Path) -> None:
    hit, missed, spurious, words = evaluate(tmp_path, scan=True)
    assert (hit, missed, spurious) == (1, 1, 1)
    assert "the paper does not say" not in words


def test_without_the_mark_of_a_scan_letters_must_be_right(tmp_path: Path) -> None:
    hit, missed, spurious, words = evaluate(tmp_path, scan=False)
    assert (hit, missed, spurious) == (0, 2, 2)
    assert "a.pdf: the paper does not say: paid 24,316 visits" in words
