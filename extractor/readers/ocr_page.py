"""The picture of a page read: prepared, its rules and fills found, its words recognised."""

from __future__ import annotations

from collections.abc import Sequence

import cv2

from extractor.document import Box
from extractor.readers.ocr_cells import blank, find_cells, put_back, stack
from extractor.readers.ocr_engine import Engine, find_turn, recognise
from extractor.readers.ocr_picture import (
    despeckle,
    erase_leaders,
    even_paper,
    find_skew,
    shrink,
    straighten,
    to_grey,
    turn_picture,
)
from extractor.readers.ocr_pixels import Picture
from extractor.readers.ocr_reading import ReadPicture
from extractor.readers.ocr_rules import erase, find_edges, find_fills
from extractor.readers.ocr_sense import mend_shares
from extractor.readers.ocr_text import mend_cell, mend_line
from extractor.readers.ocr_unread import find_unread, trusted
from extractor.readers.ocr_words import POINTS, SeenLine, even_gaps, even_sizes, read_hocr
from extractor.readers.pdf_paths import Edge

_PAGE = 3  # Tesseract parts the page into blocks by itself: it does that best with the ruled lines left in
_BLOCK = 6  # one block of lines
_POOR = 0.7  # mean confidence below which a page may lie on its head: it is above 0.9 then on most that do not
_FEW = 8  # words
_TURN_DPI = 150
_SURE_TURN = 1.0


def read_picture(engine: Engine, picture: Picture, dpi: int, language: str) -> ReadPicture:
    """Read a picture, however it lies. Raises EngineError where the engine fails."""
    cv2.setNumThreads(1)
    read = _read(engine, picture, dpi, language, 0)
    if not read.sideways and (read.sureness >= _POOR or not read.lines):
        return read
    found = find_turn(engine, shrink(to_grey(picture), _TURN_DPI / dpi), _TURN_DPI)
    tries: tuple[int, ...] = (2, 1, 3)
    if found is not None:
        tries = (found[0],) if found[0] and found[1] >= _SURE_TURN else ()
    for quarters in tries:
        read = max(read, _read(engine, picture, dpi, language, quarters), key=_worth)
    return read


def _words(read: ReadPicture) -> int:
    return sum(len(line.words) for line in read.lines)


def _worth(read: ReadPicture) -> float:
    return 0.0 if read.sideways else read.sureness * min(_FEW, _words(read))


def _read(engine: Engine, picture: Picture, dpi: int, language: str, quarters: int) -> ReadPicture:
    upright = turn_picture(picture, quarters)
    skew = find_skew(to_grey(upright), dpi)
    upright = straighten(upright, skew)
    even = erase_leaders(despeckle(even_paper(to_grey(upright), dpi)), dpi)
    edges, ruled = find_edges(even, dpi)
    lines = _read_lines(engine, even, ruled, edges, dpi, language)
    height, width = even.shape
    return ReadPicture(
        width * POINTS / dpi,
        height * POINTS / dpi,
        quarters,
        skew,
        tuple(even_gaps(mend_shares(_mended(even_sizes(lines))))),
        tuple(edges),
        tuple(find_fills(upright, dpi)),
    )


def _mended(lines: list[SeenLine]) -> list[SeenLine]:
    return [line for line in map(mend_line, lines) if line.words]


def _read_lines(
    engine: Engine, even: Picture, ruled: Picture, edges: Sequence[Edge], dpi: int, language: str
) -> list[SeenLine]:
    """The lines of the page; the cells of ruled tables, and what was passed over, are read by themselves."""
    cells, clear = find_cells(edges), erase(even, ruled)
    page = blank(even, cells, dpi) if cells else even
    lines = read_hocr(recognise(engine, page, dpi, language, _PAGE), dpi)

    def read_pieces(boxes: Sequence[Box]) -> list[SeenLine]:
        sheet, cuts = stack(clear, boxes, dpi)
        if not cuts:
            return []
        return put_back(read_hocr(recognise(engine, sheet, dpi, language, _BLOCK), dpi), cuts, dpi)

    lines += [mend_cell(line) for line in read_pieces(cells)]
    return lines + trusted(read_pieces(find_unread(clear, lines, dpi)))
