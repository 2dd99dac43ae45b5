"""Documents are cut where nothing is cut through."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import UsageError
from extractor.export import export_dataset
from extractor.export.job import UNITS, Unit
from extractor.export.offsets import CodeUnits
from extractor.export.passages import Span, cut, read_passages

from .samples import DOCUMENTS, MENTIONS, MINUTES, REPORT, write_sample


def pieces(text: str, unit: Unit, *spans: tuple[int, int]) -> list[str]:
    made = [Span(str(number), *span, "ACTUAL", {}) for number, span in enumerate(spans)]
    return [text[start:end] for start, end in cut(text, unit, made)]


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("One. Two.\n\nThree.", "document", ["One. Two.\n\nThree."]),
        ("One. Two.\n\nThree.", "paragraph", ["One. Two.", "Three."]),
        ("One. Two.\n\nThree.", "sentence", ["One.", "Two.", "Three."]),
        ("One\nline\r\nand more\r\n \t\r\n\nnext\n", "paragraph", ["One\nline\r\nand more", "next"]),
        ("a\tb\n1\t2\n\n", "paragraph", ["a\tb\n1\t2"]),
        (" \n\n ", "document", []),
        (" \n\n ", "paragraph", []),
        ("", "sentence", []),
    ],
)
def test_cut(text: str, unit: Unit, expected: list[str]) -> None:
    assert pieces(text, unit) == expected


def test_no_span_is_cut_through() -> None:
    text = "First one.\n\nSecond 1\n\n200 in all. Last."
    assert pieces(text, "paragraph", (19, 25)) == ["First one.", "Second 1\n\n200 in all. Last."]
    assert pieces(text, "sentence", (19, 25)) == ["First one.", "Second 1\n\n200 in all.", "Last."]
    assert pieces(text, "sentence", (0, 2), (4, 12)) == ["First one.\n\n", "Second 1", "200 in all.", "Last."]


@given(st.text(alphabet="ab1. \n\r\t🏛", max_size=60), st.lists(st.tuples(st.integers(0, 59), st.integers(1, 9))))
def test_every_span_stands_in_one_passage(text: str, places: list[tuple[int, int]]) -> None:
    spans = [(start, start + length) for start, length in places if start + length <= len(text)]
    made = [Span(str(number), *span, "ACTUAL", {}) for number, span in enumerate(spans)]
    for unit in UNITS:
        cuts = cut(text, unit, made)
        assert all(start < end for start, end in cuts)
        assert all(one[1] <= other[0] for one, other in pairwise(cuts))
        if unit != "document" or text.strip():
            assert all(sum(start <= first and last <= end for start, end in cuts) == 1 for first, last in spans)


@given(st.text(alphabet=st.sampled_from("a£千🏛\U0010ffff")), st.integers(0, 40))
def test_code_units(text: str, offset: int) -> None:
    offset = min(offset, len(text))
    assert CodeUnits(text)[offset] == len(text[:offset].encode("utf-16-le")) // 2


def test_passages_hold_what_stands_in_them(dataset: Path) -> None:
    with read_passages(dataset, "paragraph") as passages:
        found = list(passages)
    assert [(each.doc_id, each.text[:10], len(each.figures), len(each.claims), each.numbers) for each in found] == [
        ("d1", "Children's", 0, 0, 0),
        ("d1", "In 2013/14", 2, 1, 0),
        ("d1", "Measure\tTa", 2, 0, 0),
        ("d1", "Nothing is", 0, 0, 0),
        ("d2", "🏛 The pane", 2, 1, 0),
        ("d2", "=1+1 was n", 0, 0, 1),
    ]
    texts = {"d1": REPORT, "d2": MINUTES}
    for each in found:
        assert texts[each.doc_id][each.start : each.end] == each.text
    words = [[(each.text[span.start : span.end], span.label) for span in each.spans] for each in found]
    assert words[1] == [("83.3%", "ACTUAL"), ("below the target of 90%", "TARGET.below"), ("90%", "TARGET")]
    assert words[4] == [("rose", "TREND.increased"), ("12", "ACTUAL"), ("19 days", "ACTUAL")]
    assert found[4].figures[1].attributes["value"] == 19
    assert found[1].source == {
        "doc_id": "d1",
        "path": "papers/report #1.pdf",
        "title": "Children's Services",
        "page": 1,
        "start": 21,
    }
    relations = [(each.source, each.target, each.kind) for each in found[4].relations]
    assert relations == [("d2-m2", "d2-m1", "trend"), ("d2-c1", "d2-m1", "figure"), ("d2-c1", "d2-m2", "figure")]


def test_a_text_that_does_not_fit_is_an_error(tmp_path: Path) -> None:
    dataset = write_sample(tmp_path, mentions=[{**MENTIONS[0], "text": "83.4%"}], claims=[], reconciliations=[])
    with pytest.raises(UsageError, match=r"text/d1\.txt: the text does not hold '83\.4%' of mentions"):
        export_dataset(dataset, "prodigy")


def test_a_failed_paper_has_no_passages(tmp_path: Path) -> None:
    documents = [*DOCUMENTS, {"path": "late.pdf", "doc_id": "d3", "sha256": "33", "status": "failed"}]
    with read_passages(write_sample(tmp_path, documents=documents), "document") as passages:
        assert [each.doc_id for each in passages] == ["d1", "d2"]
