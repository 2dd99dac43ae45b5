"""Every number of a document has one fate: mention, part of one, part of a period, or exclusion with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from properties.papers import uncounted

from extractor.plaintext import PlainText
from extractor.run import Extractor

ROOT = Path(__file__).parent.parent
OWN = sorted((ROOT / "corpus" / "documents").iterdir())
# real papers, where somebody has laid them beside the checkout: they are no part of the project
OTHERS = sorted(
    path for path in (ROOT.parent / "shared").rglob("*") if path.suffix in {".txt", ".html", ".pdf", ".docx"}
)
EXTRACTOR = Extractor()


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_no_number_of_the_corpus_is_left_over(path: Path) -> None:
    result = EXTRACTOR.read_file(str(path))
    assert result.status == "ok", result.error
    assert uncounted(result) == []


def test_no_number_of_a_paper_beside_the_checkout_is_left_over() -> None:
    assert {path.name: left for path in OTHERS if (left := uncounted(EXTRACTOR.read_file(str(path))))} == {}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "83.3% 90/108 of the children in Q2 2017/18 target £1.2m - fell from to 16-18 Section 47 nine ( ) , . "
            "per 10,000 no were England 31 March 2014 a third more than 5 or half 2½ m² 14 days within one".split()
        ),
        max_size=30,
    ).map(" ".join)
)
def test_no_number_of_any_paragraph_is_left_over(text: str) -> None:
    result = EXTRACTOR.read_bytes(f"Report.\n\n{text}\n\n{text}.\n".encode(), "x.txt")
    assert uncounted(result) == []


@given(st.text())
def test_plain_text_knows_where_its_characters_come_from(text: str) -> None:
    plain = PlainText(text, 7, wrapped=True)
    for index, character in enumerate(plain.text):
        start, end = plain.place(index, index + 1)
        assert 7 <= start < end <= 7 + len(text)
        original = text[start - 7 : end - 7]
        assert len(original) == 1 or (character == " " and original.isspace())
