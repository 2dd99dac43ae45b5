"""Ruled lines and coloured cells that are found in the picture of a page, in the shape of those of a PDF."""

from __future__ import annotations

import cv2
import numpy as np

from extractor.readers.ocr_picture import as_picture
from extractor.readers.ocr_pixels import Picture
from extractor.readers.ocr_words import POINTS
from extractor.readers.pdf_glyphs import Edge, Fill

_LEAST_ACROSS_INCH = 0.5
_LEAST_UPRIGHT_INCH = 0.22
_THICKEST_INCH = 0.04
_GAP_INCH = 0.03
_MOST = 1_000
_COLOURED = 50  # of 255: how far the strongest of three colours lies above the weakest
_CELL_INCH = 0.1
_HUES = 12


def find_edges(even: Picture, dpi: int) -> tuple[list[Edge], Picture]:
    """The ruled lines of an even picture in points, and where they are (255 there, 0 elsewhere)."""
    ink = as_picture(cv2.threshold(even, 160, 255, cv2.THRESH_BINARY_INV)[1])
    across = _lines(ink, dpi, upright=False)
    upright = _lines(ink, dpi, upright=True)
    edges = [*_edges(across, dpi, upright=False), *_edges(upright, dpi, upright=True)]
    return edges, as_picture(cv2.bitwise_or(across, upright))


def _lines(ink: Picture, dpi: int, *, upright: bool) -> Picture:
    """Where strokes run straight on for longer than any letter's."""
    length = int((_LEAST_UPRIGHT_INCH if upright else _LEAST_ACROSS_INCH) * dpi)
    gap = max(3, int(_GAP_INCH * dpi))

    def stroke(size: int, thick: int) -> Picture:
        return np.ones((size, thick) if upright else (thick, size), np.uint8)

    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, stroke(gap, 1))
    # scanned lines wander by a pixel or two
    wide = cv2.dilate(joined, stroke(1, 3))
    return as_picture(cv2.morphologyEx(wide, cv2.MORPH_OPEN, stroke(length, 1)))


def _edges(lines: Picture, dpi: int, *, upright: bool) -> list[Edge]:
    count, _, boxes, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    scale = POINTS / dpi
    edges: list[Edge] = []
    for x, y, width, height, _ in boxes[1 : min(count, _MOST)].tolist():
        thick = width if upright else height
        if thick > _THICKEST_INCH * dpi + 0.01 * (height if upright else width):
            continue
        if upright:
            middle = (x + width / 2) * scale
            edges.append(Edge(middle, y * scale, middle, (y + height) * scale))
        else:
            middle = (y + height / 2) * scale
            edges.append(Edge(x * scale, middle, (x + width) * scale, middle))
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
