"""What is repaired of what an engine has read, and what is left alone because it could be either."""

from __future__ import annotations

from itertools import pairwise

import pytest

from extractor.readers.ocr_text import mend_cell, mend_line, mend_token
from extractor.readers.ocr_words import SeenLine, SeenWord, even_gaps, even_sizes


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
        [("2.", 0, 10), ("3%", 13, 25)],
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


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["9.9."], "9.9"),
        (["175,"], "175"),
        (["(4.2%)'"], "(4.2%)"),
        (["Met."], "Met."),
        (["9.9"], "9.9"),
        (["in", "2012."], "in 2012."),
    ],
)
def test_a_figure_alone_in_a_cell_has_no_stop(words: list[str], text: str) -> None:
    mended = mend_cell(line(*((word, 30.0 * n, 30.0 * n + 20) for n, word in enumerate(words))))
    assert " ".join(word.text for word in mended.words) == text


def test_specks_are_no_words() -> None:
    mended = mend_line(line(("_", 0, 5), ("60%", 20, 40), ("|", 60, 62), ("-", 80, 84), (".", 90, 91)))
    assert [word.text for word in mended.words] == ["60%", "-"]
    assert mend_line(line(("|", 0, 2))).words == ()


def typed(gap: float) -> list[SeenLine]:
    return [line(*((f"word{n}", n * (20 + gap), n * (20 + gap) + 20) for n in range(30)))]


def test_words_of_a_typewriter_are_set_as_wide_as_print() -> None:
    (wide,) = even_gaps(typed(7.0))
    assert {round(after.x0 - word.x1, 6) for word, after in pairwise(wide.words)} == {3.0}
    assert even_gaps(typed(3.0)) == typed(3.0)


def test_sizes_that_are_measured_almost_alike_are_one() -> None:
    lines = [line(("achieved", 0, 40)), SeenLine((SeenWord("xxxxxx", 0, 0, 30, 9, 20, 9.0, 0.9),))]
    marker = SeenLine((SeenWord("(ii)", 0, 0, 8, 9, 8.4, 18.0, 0.9),))
    heading = SeenLine((SeenWord("Heading", 0, 0, 60, 14, 60, 14.0, 0.9),))
    sizes = [line.words[0].size for line in even_sizes([*lines, marker, heading])]
    assert sizes[0] == sizes[1] == sizes[2]
    assert sizes[3] == 14.0
