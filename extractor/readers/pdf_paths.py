"""Rules and fills of a PDF page as PDFium reads them, and how a page is turned so that its text stands upright.

Lengths are points from the top left of the page as it is looked at.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat
from typing import TypeVar

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extractor.document import Box
from extractor.readers.limits import MAX_PAGE_EDGES
from extractor.readers.pdf_calls import INT, POINTER, address_of, bind

MAX_OBJECTS = 20_000

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_object_of = bind("FPDFPage_GetObject", POINTER, POINTER, INT)
_kind_of = bind("FPDFPageObj_GetType", INT, POINTER)
_count_within = bind("FPDFFormObj_CountObjects", INT, POINTER)
_object_within = bind("FPDFFormObj_GetObject", POINTER, POINTER, ctypes.c_ulong)
_matrix_of = bind("FPDFPageObj_GetMatrix", INT, POINTER, POINTER)
_draw_mode_of = bind("FPDFPath_GetDrawMode", INT, POINTER, POINTER, POINTER)
_count_segments = bind("FPDFPath_CountSegments", INT, POINTER)
_segment_of = bind("FPDFPath_GetPathSegment", POINTER, POINTER, INT)
_kind_of_segment = bind("FPDFPathSegment_GetType", INT, POINTER)
_point_of = bind("FPDFPathSegment_GetPoint", INT, POINTER, POINTER, POINTER)
_is_closed = bind("FPDFPathSegment_GetClose", INT, POINTER)
_colour_of = bind("FPDFPageObj_GetFillColor", INT, POINTER, POINTER, POINTER, POINTER, POINTER)

Length = TypeVar("Length", float, NDArray[np.float64])


@dataclass(frozen=True, slots=True)
class Edge:
    """A ruled line: horizontal where ``top == bottom``, vertical where ``x0 == x1``."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled rectangle and its colour as ``#rrggbb``."""

    box: Box
    colour: str


class Turn:
    """Maps PDF coordinates (origin bottom left, before rotation) to the page as looked at."""

    def __init__(self, box: tuple[float, float, float, float], quarter_turns: int) -> None:
        self.left, self.bottom, self.right, self.top = box
        self.turns = quarter_turns % 4
        width, height = self.right - self.left, self.top - self.bottom
        self.width, self.height = (height, width) if self.turns % 2 else (width, height)

    def point(self, x: Length, y: Length) -> tuple[Length, Length]:
        """A point, or a column of points."""
        across, up = x - self.left, y - self.bottom
        width, height = self.right - self.left, self.top - self.bottom
        if self.turns == 0:
            return across, height - up
        if self.turns == 1:
            return up, across
        if self.turns == 2:
            return width - across, up
        return height - up, width - across

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        first, second = self.point(x0, y0), self.point(x1, y1)
        return (min(first[0], second[0]), min(first[1], second[1]), max(first[0], second[0]), max(first[1], second[1]))


def read_paths(page: object, turn: Turn) -> tuple[list[Edge], list[Fill]]:
    """The ruled lines and the filled rectangles of a page; thin rectangles are lines."""
    handle = page.raw  # type: ignore[attr-defined]
    edges: list[Edge] = []
    fills: list[Fill] = []
    for item in _objects(handle):
        if len(edges) + len(fills) > MAX_PAGE_EDGES:
            break
        _read_path(item, turn, edges, fills)
    return edges, fills


def _objects(handle: object) -> Iterator[tuple[int, Matrix]]:
    """The addresses of a page's paths, those within forms too, with the matrix of the form."""
    page = address_of(handle)
    count = min(raw.FPDFPage_CountObjects(handle), MAX_OBJECTS)
    items = list(map(_object_of, repeat(page), range(count)))
    for item, kind in zip(items, map(_kind_of, items), strict=True):
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield item, _IDENTITY
        elif kind == raw.FPDF_PAGEOBJ_FORM:
            shift = _matrix(item)
            for inner in range(min(_count_within(item), MAX_OBJECTS)):
                child = _object_within(item, inner)
                if _kind_of(child) == raw.FPDF_PAGEOBJ_PATH:
                    yield child, shift


def _matrix(item: int) -> Matrix:
    matrix = raw.FS_MATRIX()
    _matrix_of(item, ctypes.addressof(matrix))
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _read_path(found: tuple[int, Matrix], turn: Turn, edges: list[Edge], fills: list[Fill]) -> None:
    item, outer = found
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    _draw_mode_of(item, ctypes.addressof(mode), ctypes.addressof(stroke))
    if not mode.value and not stroke.value:
        return
    points = _points(item, _matrix(item), outer)
    if not points:
        return
    if mode.value and (colour := _fill(item)) is not None:
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        box = turn.box(min(xs), min(ys), max(xs), max(ys))
        if box[2] - box[0] > 3 and box[3] - box[1] > 3:
            fills.append(Fill(box, colour))
            if len(points) in (4, 5):
                edges += _sides(box)
        else:
            _add_edge(
                edges,
                (box[0], (box[1] + box[3]) / 2)
                if box[2] - box[0] >= box[3] - box[1]
                else ((box[0] + box[2]) / 2, box[1]),
                (box[2], (box[1] + box[3]) / 2)
                if box[2] - box[0] >= box[3] - box[1]
                else ((box[0] + box[2]) / 2, box[3]),
            )
    if stroke.value:
        turned = [turn.point(px, py) for px, py, _ in points]
        for number in range(1, len(turned)):
            if points[number][2]:
                _add_edge(edges, turned[number - 1], turned[number])


def _points(item: int, own: Matrix, outer: Matrix) -> list[tuple[float, float, bool]]:
    """Corners of a path in page space; the flag says whether a line leads there. Curves make no rules."""
    x, y = ctypes.c_float(), ctypes.c_float()
    at_x, at_y = ctypes.addressof(x), ctypes.addressof(y)
    points: list[tuple[float, float, bool]] = []
    start: tuple[float, float] | None = None
    for number in range(min(_count_segments(item), 400)):
        segment = _segment_of(item, number)
        kind = _kind_of_segment(segment)
        _point_of(segment, at_x, at_y)
        px = own[0] * x.value + own[2] * y.value + own[4]
        py = own[1] * x.value + own[3] * y.value + own[5]
        px, py = outer[0] * px + outer[2] * py + outer[4], outer[1] * px + outer[3] * py + outer[5]
        points.append((px, py, kind == raw.FPDF_SEGMENT_LINETO))
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = (px, py)
        if start is not None and _is_closed(segment):
            points.append((*start, True))
    return points


def _sides(box: Box) -> list[Edge]:
    x0, top, x1, bottom = box
    return [Edge(x0, top, x1, top), Edge(x0, bottom, x1, bottom), Edge(x0, top, x0, bottom), Edge(x1, top, x1, bottom)]


def _add_edge(edges: list[Edge], first: tuple[float, float], second: tuple[float, float]) -> None:
    if abs(first[1] - second[1]) < 1.0 and abs(first[0] - second[0]) > 3:
        y = (first[1] + second[1]) / 2
        edges.append(Edge(min(first[0], second[0]), y, max(first[0], second[0]), y))
    elif abs(first[0] - second[0]) < 1.0 and abs(first[1] - second[1]) > 3:
        x = (first[0] + second[0]) / 2
        edges.append(Edge(x, min(first[1], second[1]), x, max(first[1], second[1])))


def _fill(item: int) -> str | None:
    red, green, blue, alpha = colour = [ctypes.c_uint() for _ in range(4)]
    if not _colour_of(item, *map(ctypes.addressof, colour)) or alpha.value < 40:
        return None
    return f"#{red.value:02x}{green.value:02x}{blue.value:02x}"
