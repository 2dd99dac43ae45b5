"""Print that an engine has passed over, as it does with figures that stand alone: found, to be read by itself."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from extractor.document import Box
from extractor.readers.ocr_picture import as_picture
from extractor.readers.ocr_pixels import Picture
from extractor.readers.ocr_words import POINTS, SeenLine

_INK = 128  # of 255
_LOW_INCH, _HIGH_INCH, _WIDE_INCH = 0.05, 0.3, 0.3  # of a character
_JOIN_INCH = 0.06  # characters of one piece stand no further apart
_MOST_PIECES = 400
_SURE = 0.7
_ROUND_PT = 1.0


def find_unread(clear: Picture, lines: Sequence[SeenLine], dpi: int) -> list[Box]:
    """Boxes in points of what looks like words where none was read; ``clear`` has no rules.

    None where there is so much of it that it is a drawing.
    """
    scale = dpi / POINTS
    rest = clear.copy()
    for line in lines:
        for word in line.words:
            x0, x1 = round((word.x0 - _ROUND_PT) * scale), round((word.x1 + _ROUND_PT) * scale)
            top, bottom = round((word.top - _ROUND_PT) * scale), round((word.bottom + _ROUND_PT) * scale)
            rest[max(0, top) : max(0, bottom), max(0, x0) : max(0, x1)] = 255
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(as_picture(rest < _INK), connectivity=8)
    letters = (boxes[:, 3] >= _LOW_INCH * dpi) & (boxes[:, 3] <= _HIGH_INCH * dpi) & (boxes[:, 2] <= _WIDE_INCH * dpi)
    letters[0] = False
    if count < 2 or not letters.any():
        return []
    join = int(_JOIN_INCH * dpi)
    marks = as_picture(np.where(letters[labels], 255, 0))
    pieces = cv2.dilate(marks, np.ones((3, 2 * join + 1), np.uint8))
    found, _, frames, _ = cv2.connectedComponentsWithStats(as_picture(pieces), connectivity=8)
    if found > _MOST_PIECES:
        return []
    return [
        (x / scale, (y - 2) / scale, (x + wide) / scale, (y + high + 2) / scale)
        for x, y, wide, high, _ in frames[1:].tolist()
        if high <= 2 * _HIGH_INCH * dpi
    ]


def trusted(lines: Sequence[SeenLine]) -> list[SeenLine]:
    """The lines that the engine is sure of: pieces of drawings are read too."""
    return [
        line
        for line in lines
        if min(word.whole for word in line.words) >= _SURE and any(map(str.isalnum, line.words[0].text))
    ]
