"""The words of a document: kept as numbers, given back as words."""

from __future__ import annotations

import pytest

from extractor.document import Document, Locator, Word, Words

FIRST, SECOND, THIRD = (
    Word(0, 3, 1, (10.1, 20.2, 30.3, 40.4)),
    Word(4, 9, 1, (35.0, 20.0, 60.0, 41.0)),
    Word(11, 12, 2, (10.0, 20.0, 15.0, 30.0)),
)
WORDS = Words([FIRST, SECOND, THIRD])


def test_words_are_given_back_as_they_were() -> None:
    assert list(WORDS) == [FIRST, SECOND, THIRD]
    assert (WORDS[0], WORDS[-1], WORDS[1:], len(WORDS)) == (FIRST, THIRD, [SECOND, THIRD], 3)
    assert Words(WORDS) == WORDS != Words([FIRST, THIRD, SECOND])


@pytest.mark.parametrize("index", [3, -4])
def test_there_is_no_word_beyond_the_last(index: int) -> None:
    with pytest.raises(IndexError, match="no word"):
        WORDS[index]


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        (0, 12, [FIRST, SECOND, THIRD]),
        (2, 5, [FIRST, SECOND]),
        (3, 4, []),
        (3, 5, [SECOND]),
        (9, 11, []),
        (11, 11, []),
        (12, 20, []),
    ],
)
def test_words_over_a_stretch_of_the_text(start: int, end: int, found: list[Word]) -> None:
    assert list(WORDS.over(start, end)) == found


def test_a_stretch_is_located_by_the_words_of_its_first_page() -> None:
    document = Document("pdf", "one three  x", (), 2, WORDS)
    assert document.locate(0, 12) == Locator(1, (10.1, 20.0, 60.0, 41.0))
    assert document.locate(3, 4) == Locator()
