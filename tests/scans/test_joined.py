"""Broken lines of a scan made whole, and the figures of its cells without what the frame left beside them."""

from __future__ import annotations

import pytest

from extractor.readers.ocr_joined import whole_lines
from extractor.readers.ocr_text import mend_cell
from extractor.readers.ocr_words import SeenLine, SeenWord
from extractor.readers.pdf_paths import Edge


def across(level: float, *pieces: tuple[float, float]) -> list[Edge]:
    return [Edge(start, level, end, level) for start, end in pieces]


UPRIGHT = [Edge(40, 20, 40, 200), Edge(300, 20, 300, 200), Edge(500, 20, 500, 200)]


def test_the_pieces_of_a_faint_line_are_one_line_as_far_as_the_frame() -> None:
    found = whole_lines([*across(100, (64, 290), (310, 480)), *across(100.8, (330, 352)), *UPRIGHT])
    assert [edge for edge in found if edge.x0 != edge.x1] == [Edge(40, 100, 500, 100)]


def test_lines_of_two_tables_and_rules_under_columns_stay_apart() -> None:
    apart = across(100, (40, 140), (200, 300))
    assert whole_lines(apart) == apart
    under = across(100, (60, 80), (105, 125), (150, 170))  # less than most of a line is drawn
    assert whole_lines(under) == under


def test_a_short_rule_is_not_drawn_out_to_the_frame() -> None:
    found = whole_lines([*across(100, (60, 90)), *UPRIGHT])
    assert [edge for edge in found if edge.x0 != edge.x1] == across(100, (60, 90))


def test_a_band_across_a_table_parts_its_upright_lines() -> None:
    broken = [Edge(300, 20, 300, 60), Edge(300.4, 64, 300.4, 100), Edge(300, 120, 300, 200)]
    assert [(edge.top, edge.bottom) for edge in whole_lines(broken)] == [(20, 100), (120, 200)]


@pytest.mark.parametrize(
    ("read", "printed"),
    [("58)...", "58"), ("= 55:0%", "55.0%"), ("_ 60%", "60%"), ("a 175,", "175"), ("33:3", "33.3"), ("|21.0|", "21.0")],
)
def test_what_a_frame_leaves_beside_a_figure_is_left_out(read: str, printed: str) -> None:
    (word,) = mend_cell(cell(read)).words
    assert (word.text, word.read) == (printed, read)


@pytest.mark.parametrize(
    "read",
    ["(0.8)", "- 3.1", "12 (8%)", "16/17", "Q1 23/24", "n/a", "5 c", "10:30", "1:4", "< 5", "616 (93.4)", "no. 4"],
)
def test_what_may_be_meant_stays(read: str) -> None:
    assert mend_cell(cell(read)) == cell(read)


def cell(text: str) -> SeenLine:
    return SeenLine(tuple(SeenWord(word, 0.0, 0.0, 9.0, 9.0, 9.0, 9.0, 0.97) for word in text.split()))
