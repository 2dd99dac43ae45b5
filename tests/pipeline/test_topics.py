"""What the sentences of a block without figures speak of: their own words, or those before them."""

from __future__ import annotations

import pytest

from extractor.pipeline.reading import BlockContext
from extractor.pipeline.topics import Topics
from extractor.run import Extractor

OWN = ("", "reviews", "", "", "complaints")


@pytest.fixture
def asked() -> list[int]:
    return []


@pytest.fixture
def topics(asked: list[int]) -> Topics:
    def own(number: int) -> str:
        asked.append(number)
        return OWN[number]

    return Topics(len(OWN), own, lambda: "heading")


def test_a_sentence_goes_on_about_the_one_before(topics: Topics) -> None:
    assert list(topics) == ["heading", "reviews", "reviews", "reviews", "complaints"]
    assert topics[-2:] == ["reviews", "complaints"]
    assert (len(topics), bool(topics)) == (5, True)
    with pytest.raises(IndexError):
        topics[5]


def test_no_sentence_is_looked_at_twice_or_in_vain(topics: Topics, asked: list[int]) -> None:
    assert (topics[-1], asked) == ("complaints", [4])
    assert (topics[3], topics[2], topics[-1], asked) == ("reviews", "reviews", "complaints", [4, 3, 2, 1])


def test_none_is_asked_for_where_a_block_has_neither_figure_nor_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def own(*given: object) -> str:
        asked.append(given)
        return ""

    reader = Extractor()
    monkeypatch.setattr("extractor.pipeline.subjects.Subjects._bind", own)
    reader.read_bytes(b"The committee met on Tuesday.\n\nIt thanked its chairman for his work.", "paper.txt")
    assert asked == []


@pytest.mark.parametrize(
    ("text", "context", "topics"),
    [
        ("Reviews are late. They were late.", BlockContext(heading="Adoption"), ["Reviews", "Reviews"]),
        ("They were late.", BlockContext(heading="Adoption"), ["Adoption"]),
        ("They were late.", BlockContext(heading="Adoption", lead_in="care leavers"), ["care leavers"]),
        ("PL2: it was late.", BlockContext(references={"PL2": "PL2 Appeals"}), ["PL2 Appeals"]),
        ("", BlockContext(heading="Adoption"), []),
    ],
)
def test_topics_of_a_block(text: str, context: BlockContext, topics: list[str]) -> None:
    reader = Extractor()._reader
    assert list(reader.read_text(text, context).topics) == topics
