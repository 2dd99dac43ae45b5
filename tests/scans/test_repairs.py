"""What is repaired of what an engine has read, and what is left alone because it could be either."""

from __future__ import annotations

import pytest

from extractor.readers.ocr_text import mend_line, mend_token
from extractor.readers.ocr_words import SeenLine, SeenWord


@pytest.mark.parametrize(
    ("read", "text"),
    [
        ("83.3°/o", "83.3%"),
        ("83.3o/o,", "83.3%,"),
        ("(83%o)", "(83%)"),
        ("1O8", "108"),
        ("1O0%", "100%"),
        ("I2.5%", "12.5%"),
        ("l5%", "15%"),
        ("£2,5OO", "£2,500"),
        ("(3O8)", "(308)"),
        ("2,4S0,000", "2,450,000"),
        ("20B5", "2085"),
        ("25O", "250"),
        ("Ql", "Q1"),
        ("QI/Q2", "Q1/Q2"),
        ("eﬃciency", "efficiency"),
    ],
)
def test_words_that_are_mended(read: str, text: str) -> None:
    assert mend_token(read) == text


@pytest.mark.parametrize(
    "read",
    [
        "SO",
        "BOB",
        "lO",
        "B1",
        "S106",
        "IT",
        "83.396",
        "Oslo",
        "100",
        "A1",
        "l",
        "I",
        "O2",
        "5S",
        "B&B",
        "SOS",
        "M25",
        "1B",
        "12B",
        "B123",
        "10l",
        "I.2S.O",
    ],
)
def test_words_that_are_left_alone(read: str) -> None:
    assert mend_token(read) == read


def line(*words: tuple[str, float, float]) -> SeenLine:
    """Words with their left and right edges, in 10 points."""
    return SeenLine(tuple(SeenWord(text, x0, 0.0, x1, 10.0, 8.0, 10.0, 0.9) for text, x0, x1 in words))


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ([("83.", 0, 15), ("3%", 17, 27)], "83.3%"),
        ([("83", 0, 12), (".3%", 14, 27)], "83.3%"),
        ([("£2,", 0, 15), ("500", 17, 32)], "£2,500"),
        ([("2", 0, 6), (",500", 8, 32)], "2,500"),
        ([("83.3", 0, 20), ("°/o", 22, 30)], "83.3%"),
        ([("©", 0, 6), ("Twelve", 14, 40)], "• Twelve"),
    ],
)
def test_words_that_are_put_together(words: list[tuple[str, float, float]], text: str) -> None:
    mended = mend_line(line(*words))
    assert " ".join(word.text for word in mended.words) == text
    assert mended.words[0].read == (" ".join(word for word, _, _ in words) if "•" not in text else "©")


@pytest.mark.parametrize(
    "words",
    [
        [("83.", 0, 15), ("3", 20, 25)],
        [("in", 0, 10), ("3%", 12, 22)],
        [("108.", 0, 20), ("The", 22, 40)],
        [("2,", 0, 9), ("50", 11, 22)],
        [("2013", 0, 20), (".5", 22, 30)],
        [("a", 0, 6), ("Twelve", 14, 40)],
        [("©", 0, 6), ("2013", 8, 30)],
    ],
)
def test_words_that_stay_apart(words: list[tuple[str, float, float]]) -> None:
    assert mend_line(line(*words)) == line(*words)
