"""What is done to a picture before it is read: rules, leaders, dark blocks, skew."""

from __future__ import annotations

import numpy as np
import pytest

from extractor.readers.ocr_cells import find_cells
from extractor.readers.ocr_picture import erase_leaders, even_paper, find_skew, straighten, to_grey
from extractor.readers.ocr_pixels import Picture
from extractor.readers.ocr_rules import find_edges, find_fills
from extractor.readers.ocr_unread import find_unread, trusted
from extractor.readers.ocr_words import SeenLine, SeenWord

from .pictures import CELLS, DPI, LINES, draw, picture_of, spoil


def even(picture: Picture) -> Picture:
    return even_paper(to_grey(picture), DPI)


@pytest.mark.parametrize("skew", [0.0, 0.7, 2.0, -3.0])
def test_the_skew_of_a_page_is_measured(skew: float) -> None:
    picture = spoil(picture_of(draw(LINES * 2)), skew)
    found = find_skew(to_grey(picture), DPI)
    assert abs(found - skew) <= 0.15
    assert abs(find_skew(straighten(to_grey(picture), found), DPI)) <= 0.15


def test_the_rules_of_a_table_are_found_and_no_line_of_text_is_one() -> None:
    edges, ruled = find_edges(even(spoil(picture_of(draw(LINES, CELLS)))), DPI)
    across = [edge for edge in edges if edge.top == edge.bottom]
    assert (len(across), len(edges) - len(across)) == (len(CELLS) + 1, len(CELLS[0]) + 1)
    assert len(find_cells(edges)) == len(CELLS) * len(CELLS[0])
    assert 0.001 < (ruled > 0).mean() < 0.02
    assert find_edges(even(spoil(picture_of(draw(LINES * 2)))), DPI)[0] == []


def test_a_grey_picture_has_no_colours() -> None:
    picture = picture_of(draw(LINES, CELLS))
    assert len(find_fills(picture, DPI)) == 3
    assert find_fills(to_grey(picture), DPI) == []
    assert find_fills(np.repeat(to_grey(picture)[:, :, None], 3, axis=2), DPI) == []


def test_leaders_are_erased_and_stops_are_not() -> None:
    picture = even(
        picture_of(draw(["Houses inspected ............................ 1,284", "Found unfit. Mended: 3.5."]))
    )
    clear = erase_leaders(picture, DPI)
    rows = slice(round(42 / 72 * DPI), round(66 / 72 * DPI))
    dots = slice(round(160 / 72 * DPI), round(230 / 72 * DPI))
    assert (picture[rows, dots] < 150).any()
    assert not (clear[rows, dots] < 150).any()
    below = slice(rows.stop, None)
    assert (clear[below] == picture[below]).all()


def test_light_letters_on_a_dark_block_are_turned() -> None:
    picture = np.full((400, 800), 250, np.uint8)
    picture[100:160, 100:700] = 40
    picture[120:140, 200:210] = 250
    turned = even_paper(picture, DPI)
    assert turned[130, 205] < 80
    assert turned[105, 300] > 200
    assert turned[50, 50] > 240


def test_what_was_passed_over_is_found() -> None:
    picture = even(picture_of(draw(["Houses inspected", "Houses found unfit"])))
    first = SeenLine(
        (SeenWord("Houses", 50, 50, 90, 66, 62, 12, 0.9), SeenWord("inspected", 90, 50, 160, 66, 62, 12, 0.9))
    )
    found = find_unread(picture, [first], DPI)
    assert [(box[1] > 68, box[3] < 88) for box in found] == [(True, True)]
    assert find_unread(np.full_like(picture, 255), [], DPI) == []


@pytest.mark.parametrize(("text", "whole", "kept"), [("1,284", 0.9, True), ("1,284", 0.5, False), ("~;", 0.9, False)])
def test_only_what_is_sure_of_it_is_kept(text: str, whole: float, kept: bool) -> None:
    line = SeenLine((SeenWord(text, 0, 0, 10, 10, 8, 10, 0.9, "", whole),))
    assert trusted([line]) == [line] * kept
