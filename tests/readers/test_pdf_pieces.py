"""A row of words cut at its gaps, and the count of them that saves the cutting."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractor.readers.pdf_pieces import count_gaps, cut_line
from extractor.readers.pdf_words import PrintedWord

_STEPS = st.tuples(st.sampled_from(("Reviews", "83.3%", ".", "5", "on", "(12)")), st.floats(-2, 14), st.floats(6, 14))


@given(st.lists(_STEPS, min_size=1, max_size=12), st.floats(0.42, 0.8))
def test_a_row_has_no_more_pieces_than_gaps(steps: list[tuple[str, float, float]], gap: float) -> None:
    row: list[PrintedWord] = []
    x0 = 50.0
    for text, space, size in steps:
        x0 += space
        row.append(PrintedWord(text, x0, 90.0, x0 + 5 * len(text), 100.0, 98.0, size))
        x0 = row[-1].x1
    pieces = cut_line(row, gap).pieces
    gaps = count_gaps(row, gap)
    assert len(pieces) - 1 <= gaps
    assert len(pieces) - 1 == gaps or any(word.text == "." for word in row)
