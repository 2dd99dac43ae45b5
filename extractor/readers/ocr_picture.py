"""Prepares the picture of a page for character recognition: straight, even paper, no specks, no white on black."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.readers.ocr_pixels import Picture

_SMALL_DPI = 100  # at which a skew is measured
_MOST_SKEW = 6.0  # degrees
_LEAST_SKEW = 0.1
_DARK = 110  # of 255: letters on ground darker than that are white
_STROKE_INCH = 0.045  # as wide as the strokes of a heading
_WIDE_INCH, _HIGH_INCH = 0.3, 0.12  # the least dark block with letters in it
_FULL = 0.4  # of its frame
_DOT_INCH, _DOT_STEP_INCH = 0.025, 0.13  # a dot's size, and how far it stands from the next
_LEAST_DOTS = 5


def to_grey(picture: Picture) -> Picture:
    """One value a pixel."""
    return picture if picture.ndim == 2 else as_picture(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY))


def as_picture(array: object) -> Picture:
    """What OpenCV returns, as rows of bytes that lie one behind the other."""
    return np.ascontiguousarray(array, dtype=np.uint8)


def turn_picture(picture: Picture, quarters: int) -> Picture:
    """The picture turned to the right."""
    return np.ascontiguousarray(np.rot90(picture, -quarters))


def find_skew(grey: Picture, dpi: int) -> float:
    """By how many degrees the lines of a picture rise to the right (negative: fall): where they part most sharply."""
    scale = min(1.0, _SMALL_DPI / dpi)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(as_picture(small), 31)
    ink = cv2.subtract(paper, as_picture(small))
    ink = np.asarray(cv2.threshold(as_picture(ink), 40, 255, cv2.THRESH_BINARY)[1])
    height, width = ink.shape
    edge = int(0.02 * min(height, width)) + 1
    printed = as_picture(ink[edge : height - edge, edge : width - edge])
    if int(np.count_nonzero(printed)) < 200:
        return 0.0
    best = _sharpest(printed, np.arange(-_MOST_SKEW, _MOST_SKEW + 0.01, 0.5))
    best = _sharpest(printed, best + np.arange(-0.4, 0.41, 0.1))
    return float(round(best, 2)) if _LEAST_SKEW <= abs(best) < _MOST_SKEW else 0.0


def _sharpest(ink: Picture, angles: NDArray[Any]) -> float:
    def sharpness(angle: float) -> float:
        rows = np.asarray(_rotate(ink, angle, 0), dtype=np.float64).sum(axis=1)
        return float(np.square(np.diff(rows)).sum())

    return float(max(angles.tolist(), key=lambda angle: (sharpness(angle), -abs(angle))))


def straighten(picture: Picture, skew: float) -> Picture:
    """The picture turned to the right about its middle, so that lines rising by ``skew`` degrees are level."""
    return picture if not skew else _rotate(picture, skew, 255)


def _rotate(picture: Picture, skew: float, ground: int) -> Picture:
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -skew, 1.0)
    border = (ground, ground, ground)
    return as_picture(cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=border))


def even_paper(grey: Picture, dpi: int) -> Picture:
    """Black on white: ground of any shade becomes paper, and dark blocks with light letters are inverted."""
    grey = _invert_dark(grey, dpi)
    paper = _ground(grey, dpi)
    return as_picture(np.minimum(255.0, grey.astype(np.float32) * 255.0 / np.maximum(paper, 1).astype(np.float32)))


def _ground(grey: Picture, dpi: int) -> Picture:
    """The shade of the paper at each place: the lightest near it, which strokes are too thin to hide."""
    scale = min(1.0, 75 / dpi)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    lightest = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    smooth = cv2.medianBlur(as_picture(lightest), 7)
    return as_picture(cv2.resize(smooth, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR))


def _invert_dark(grey: Picture, dpi: int) -> Picture:
    """The picture with light letters on dark blocks made dark on light."""
    stroke, width = max(3, int(_STROKE_INCH * dpi)), max(5, int(_WIDE_INCH * dpi))
    # strokes and rules are thinner than what is left of a block round its letters
    blocks = cv2.morphologyEx(as_picture(grey < _DARK), cv2.MORPH_OPEN, np.ones((stroke, stroke), np.uint8))
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(as_picture(blocks), connectivity=4)
    turned = grey.copy()
    for number in range(1, count):
        x, y, wide, high, area = boxes[number].tolist()
        if wide < width or high < int(_HIGH_INCH * dpi) or area < _FULL * wide * high:
            continue
        block = as_picture(labels[y : y + high, x : x + wide] == number)
        block = as_picture(cv2.morphologyEx(block, cv2.MORPH_CLOSE, np.ones((width, width), np.uint8)))
        part = turned[y : y + high, x : x + wide]
        part[block > 0] = 255 - part[block > 0]
    return turned


def erase_leaders(even: Picture, dpi: int) -> Picture:
    """The picture without the rows of dots that lead from words to figures, which are read as letters."""
    most, step = int(_DOT_INCH * dpi) + 1, int(_DOT_STEP_INCH * dpi)
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(as_picture(even < 150), connectivity=8)
    dots = (boxes[:, 2] <= most) & (boxes[:, 3] <= most) & (boxes[:, 4] >= 3)
    if np.count_nonzero(dots) < _LEAST_DOTS:
        return even
    marks = as_picture(np.where(dots[labels], 255, 0))
    rows = cv2.morphologyEx(marks, cv2.MORPH_CLOSE, np.ones((1, 2 * step), np.uint8))
    found, row_labels, row_boxes, _ = cv2.connectedComponentsWithStats(as_picture(rows), connectivity=8)
    middles = boxes[dots, 1] + boxes[dots, 3] // 2, boxes[dots, 0] + boxes[dots, 2] // 2
    within = np.bincount(row_labels[middles], minlength=found)
    led = (within >= _LEAST_DOTS) & (row_boxes[:, 3] <= 2 * most)
    led[0] = False
    clear = even.copy()
    clear[cv2.dilate(as_picture(led[row_labels] & (marks > 0)), np.ones((3, 3), np.uint8)) > 0] = 255
    return as_picture(clear)


def despeckle(grey: Picture) -> Picture:
    """Without specks of a pixel or two, where the paper is full of them; strokes keep their edges."""
    blurred = cv2.medianBlur(grey, 3)
    specks = np.count_nonzero(cv2.absdiff(grey, as_picture(blurred)) > 60)
    return as_picture(blurred) if specks > 0.01 * grey.size else grey


def shrink(picture: Picture, scale: float) -> Picture:
    """The picture at ``scale`` times its size, where that is smaller."""
    if scale >= 1.0:
        return picture
    return as_picture(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
