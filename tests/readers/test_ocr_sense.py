"""Percentages that were misread, repaired by the parts that stand beside them, and nothing else."""

from __future__ import annotations

import pytest

from extractor.readers.ocr_sense import mend_shares
from extractor.readers.ocr_words import SeenLine, SeenWord


def seen(text: str) -> list[SeenLine]:
    return [
        SeenLine(tuple(SeenWord(word, 0.0, 0.0, 9.0, 9.0, 9.0, 9.0, 0.97) for word in line.split()))
        for line in text.split("\n")
    ]


def words(lines: list[SeenLine]) -> str:
    return "\n".join(" ".join(word.text for word in line.words) for line in lines)


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("up to date for 83.396 (90/108)", "up to date for 83.3% (90/108)"),
        ("up to date for 83.396 of children (90/108 children)", "up to date for 83.3% of children (90/108 children)"),
        ("up to date for 8396 (90 of 108)", "up to date for 83% (90 of 108)"),
        ("up to date for 839 (90 of 108)", "up to date for 83% (90 of 108)"),
        ("up to date for 833%, (90/108)", "up to date for 83.3%, (90/108)"),
        ("up to date for 83396 (90/108)", "up to date for 83.3% (90/108)"),
        ("90 of the 108 children (83.396) were seen", "90 of the 108 children (83.3%) were seen"),
        ("1,042 out of 1,251\n(83.396).", "1,042 out of 1,251\n(83.3%)."),
    ],
)
def test_a_percentage_is_repaired_where_its_parts_give_it(read: str, printed: str) -> None:
    mended = mend_shares(seen(read))
    assert words(mended) == printed
    (repaired,) = [word for line in mended for word in line.words if word.read]
    assert (repaired.confidence, repaired.read in read) == (0.5, True)


@pytest.mark.parametrize(
    "read",
    [
        "up to date for 83.3% (90/108)",
        "up to date for 83.396 (80/108)",
        "up to date for 8.6% (16/244)",
        "up to date for 83.396 in all (see 4 of 5)",
        "there were 896 children (90/108)",
        "in 1996 (90/108) and 2096",
        "83.396 and nothing beside it",
    ],
)
def test_what_no_parts_give_is_left_as_it_was_read(read: str) -> None:
    assert mend_shares(seen(read)) == seen(read)
