"""The cells of ruled tables set one below the other, so that each is read by itself and no rule is read as a letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from extractor.document import Box
from extractor.readers.ocr_picture import as_picture
from extractor.readers.ocr_pixels import Picture
from extractor.readers.ocr_words import POINTS, SeenLine
from extractor.readers.pdf_paths import Edge
from extractor.readers.pdf_tables import ruled_cells

_MARGIN_INCH = 0.06
_APART_INCH = 0.1
_LEAST_CELLS = 4
_INK = 128  # of 255: what is darker is print
_SPECK_INCH = 0.012


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece of a page: where it stands there (``x``, ``y``) and in the stack (``top``), in pixels."""

    x: int
    y: int
    top: int
    height: int


def find_cells(edges: Sequence[Edge]) -> list[Box]:
    """The cells of the ruled tables that these edges make, in points; what frames a text or two is no table."""
    return [cell for group in ruled_cells(list(edges)) if _is_table(group) for cell in group]


def _is_table(group: Sequence[Box]) -> bool:
    return (
        len(group) >= _LEAST_CELLS
        and len({round(box[0]) for box in group}) > 1
        and len({round(box[1]) for box in group}) > 1
    )


def stack(clear: Picture, cells: Sequence[Box], dpi: int) -> tuple[Picture, list[Cut]]:
    """The print of the cells below each other, and where each piece is from. ``clear`` has no rules."""
    scale = dpi / POINTS
    margin, apart = int(_MARGIN_INCH * dpi), int(_APART_INCH * dpi)
    pieces: list[tuple[Picture, int, int]] = []
    for cell in cells:
        x0, top, x1, bottom = (max(0, round(edge * scale)) for edge in cell)
        found = _trimmed(clear[top:bottom, x0:x1], max(2, int(_SPECK_INCH * dpi)))
        if found is not None:
            piece, left, above = found
            pieces.append((piece, x0 + left, top + above))
    width = max((piece.shape[1] for piece, _, _ in pieces), default=0) + 2 * margin
    height = sum(piece.shape[0] + apart for piece, _, _ in pieces) + apart
    sheet = np.full((height, width), 255, np.uint8)
    cuts: list[Cut] = []
    top = apart
    for piece, x, y in pieces:
        sheet[top : top + piece.shape[0], margin : margin + piece.shape[1]] = piece
        cuts.append(Cut(x - margin, y, top, piece.shape[0]))
        top += piece.shape[0] + apart
    return sheet, cuts


def _trimmed(piece: Picture, speck: int) -> tuple[Picture, int, int] | None:
    """The print of a cell without the paper round it, and where that begins; None for an empty cell."""
    if piece.size == 0:
        return None
    count, _, boxes, _ = cv2.connectedComponentsWithStats(as_picture(piece < _INK), connectivity=8)
    marks = [box for box in boxes[1:count].tolist() if box[2] >= speck or box[3] >= speck]
    if not any(box[2] >= 2 * speck or box[3] >= 2 * speck for box in marks):
        return None
    x0, y0 = min(box[0] for box in marks), min(box[1] for box in marks)
    x1, y1 = max(box[0] + box[2] for box in marks), max(box[1] + box[3] for box in marks)
    left, above = max(0, x0 - 4), max(0, y0 - 4)
    return as_picture(piece[above : y1 + 4, left : x1 + 4]), left, above


def put_back(lines: Sequence[SeenLine], cuts: Sequence[Cut], dpi: int) -> list[SeenLine]:
    """The lines of a stack where they stand on the page."""
    scale = POINTS / dpi
    placed: list[SeenLine] = []
    for line in lines:
        first = line.words[0]
        middle = (first.top + first.bottom) / 2 / scale
        cut = min(cuts, key=lambda cut: abs(middle - cut.top - cut.height / 2) - cut.height / 2)
        across, down = cut.x * scale, (cut.y - cut.top) * scale
        placed.append(
            SeenLine(
                tuple(
                    word._replace(
                        x0=word.x0 + across,
                        x1=word.x1 + across,
                        top=word.top + down,
                        bottom=word.bottom + down,
                        baseline=word.baseline + down,
                    )
                    for word in line.words
                )
            )
        )
    return placed


def blank(clear: Picture, cells: Sequence[Box], dpi: int) -> Picture:
    """The page without its ruled tables."""
    rest = clear.copy()
    scale = dpi / POINTS
    for cell in cells:
        x0, top, x1, bottom = (max(0, round(edge * scale)) for edge in cell)
        rest[max(0, top - 3) : bottom + 3, max(0, x0 - 3) : x1 + 3] = 255
    return rest
