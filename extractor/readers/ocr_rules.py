"""Ruled lines and coloured cells that are found in the picture of a page, in the shape of those of a PDF."""

from __future__ import annotations

import cv2
import numpy as np

from extractor.readers.ocr_joined import whole_lines
from extractor.readers.ocr_picture import as_picture
from extractor.readers.ocr_pixels import Picture
from extractor.readers.ocr_words import POINTS
from extractor.readers.pdf_paths import Edge, Fill

_LEAST_ACROSS_INCH = 0.5
_LEAST_UPRIGHT_INCH = 0.18
_THICKEST_INCH = 0.05
_GAP_INCH = 0.02
_NEAR_INCH = 0.12  # within which a mark is darker than the rest
_FAINT = 18  # of 255: by how much
_DARK = 160
_BESIDE_INCH = 0.02
_MOST_PRINT = 0.22  # of the strip beside a line
_MOST = 3_000
_COLOURED = 50  # of 255: how far the strongest of three colours lies above the weakest
_CELL_INCH = 0.1
_HUES = 12


def find_edges(even: Picture, dpi: int) -> tuple[list[Edge], Picture]:
    """The ruled lines of an even picture in points, and where they are (255 there, 0 elsewhere)."""
    near = int(_NEAR_INCH * dpi) | 1
    marks = as_picture(
        cv2.adaptiveThreshold(even, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, near, _FAINT)
    )
    printed = as_picture(even < _DARK)
    across, upright = _lines(marks, dpi, upright=False), _lines(marks, dpi, upright=True)
    ruled = np.zeros_like(even)
    edges = [
        *_edges(across, _without(printed, upright), ruled, dpi, upright=False),
        *_edges(upright, _without(printed, across), ruled, dpi, upright=True),
    ]
    return whole_lines(edges), as_picture(ruled)


def _without(printed: Picture, lines: Picture) -> Picture:
    return as_picture(np.where(cv2.dilate(lines, np.ones((3, 3), np.uint8)) > 0, 0, printed))


def _lines(marks: Picture, dpi: int, *, upright: bool) -> Picture:
    """Where marks run straight on for longer than a letter does."""
    length = int((_LEAST_UPRIGHT_INCH if upright else _LEAST_ACROSS_INCH) * dpi)
    gap = max(3, int(_GAP_INCH * dpi))

    def stroke(size: int, thick: int) -> Picture:
        return np.ones((size, thick) if upright else (thick, size), np.uint8)

    # scanned lines wander by a pixel or two, and are broken by noise
    wide = cv2.dilate(marks, stroke(1, 3))
    joined = cv2.morphologyEx(wide, cv2.MORPH_CLOSE, stroke(gap, 1))
    return as_picture(cv2.morphologyEx(joined, cv2.MORPH_OPEN, stroke(length, 1)))


def _edges(lines: Picture, printed: Picture, ruled: Picture, dpi: int, *, upright: bool) -> list[Edge]:
    """The lines with paper on both sides, which are marked in ``ruled``: those through a row of letters have print."""
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    scale, beside = POINTS / dpi, max(3, int(_BESIDE_INCH * dpi))
    edges: list[Edge] = []
    for number in range(1, min(count, _MOST)):
        x, y, width, height, _ = boxes[number].tolist()
        thick, long = (width, height) if upright else (height, width)
        if thick > _THICKEST_INCH * dpi + 0.01 * long:
            continue
        if upright:
            sides = (
                printed[y : y + height, max(0, x - beside) : x],
                printed[y : y + height, x + width : x + width + beside],
            )
            middle = (x + width / 2) * scale
            edge = Edge(middle, y * scale, middle, (y + height) * scale)
        else:
            sides = (
                printed[max(0, y - beside) : y, x : x + width],
                printed[y + height : y + height + beside, x : x + width],
            )
            middle = (y + height / 2) * scale
            edge = Edge(x * scale, middle, (x + width) * scale, middle)
        if all(side.size == 0 or float(side.mean()) < _MOST_PRINT for side in sides):
            edges.append(edge)
            part = labels[y : y + height, x : x + width] == number
            ruled[y : y + height, x : x + width][part] = 255
    return edges


def erase(even: Picture, lines: Picture) -> Picture:
    """The picture with its ruled lines painted over; letters that touch them keep what stands off the line."""
    clear = even.copy()
    clear[cv2.dilate(lines, np.ones((3, 3), np.uint8)) > 0] = 255
    return as_picture(clear)


def find_fills(picture: Picture, dpi: int) -> list[Fill]:
    """Blocks of one colour, as cells are filled with; a grey picture has none."""
    if picture.ndim == 2:
        return []
    scale = min(1.0, 100 / dpi)
    small = as_picture(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    small = as_picture(cv2.medianBlur(small, 5))
    strength = small.max(axis=2).astype(np.int16) - small.min(axis=2)
    hue = cv2.cvtColor(small, cv2.COLOR_BGR2HSV)[:, :, 0].astype(np.int16)
    kind = ((hue + 90 // _HUES) % 180) * _HUES // 180
    size = max(3, int(_CELL_INCH * dpi * scale))
    fills: list[Fill] = []
    for number in range(_HUES):
        mask = as_picture((kind == number) & (strength > _COLOURED))
        if np.count_nonzero(mask) >= size * size:
            fills += _blocks(small, mask, size, POINTS / (dpi * scale))
    return fills[:_MOST]


def _blocks(small: Picture, mask: Picture, size: int, scale: float) -> list[Fill]:
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    blocks = as_picture(cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((size, size), np.uint8)))
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(blocks, connectivity=4)
    fills = []
    for number in range(1, min(count, _MOST)):
        x, y, width, height, area = (int(value) for value in boxes[number])
        if area < 0.6 * width * height:
            continue
        inside = (labels[y : y + height, x : x + width] == number) & (mask[y : y + height, x : x + width] > 0)
        if not inside.any():
            continue
        blue, green, red = np.median(small[y : y + height, x : x + width][inside], axis=0).astype(int).tolist()
        box = (x * scale, y * scale, (x + width) * scale, (y + height) * scale)
        fills.append(Fill(box, f"#{red:02x}{green:02x}{blue:02x}"))
    return fills
