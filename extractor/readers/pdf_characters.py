"""The characters of a PDF page as PDFium reads them, in columns: codes, boxes, baselines and font sizes.

PDFium is asked one character at a time, two million times for a shelf of papers: the calls write into one block of
memory, and are saved where they can be.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter, deque
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from extractor.readers.pdf_calls import DOUBLE, INT, POINTER, UNSIGNED, address_of, bind
from extractor.readers.pdf_paths import Turn

MAX_GLYPHS = 200_000
HYPHEN_CODE = 2
"""PDFium's code for a hyphen at a line's end."""

_STEP = 2.5  # times the font size: no character in a line stands further from the one before
_SMALLEST = 4.0  # points
Floats = NDArray[np.float64]
Codes = NDArray[np.uint32]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Glyphs:
    """The characters of a page in PDFium's order without white space; every column has one place for each.

    ``spaced`` is True where white space or a new line stands in front. Lengths are points from the top left of the page
    as it is looked at; ``baseline`` is the line that a character stands on, ``size`` its font size.
    """

    text: str
    spaced: NDArray[np.bool_]
    x0: Floats
    top: Floats
    x1: Floats
    bottom: Floats
    baseline: Floats
    size: Floats


_unicode_of = bind("FPDFText_GetUnicode", UNSIGNED, POINTER, INT)
_size_of = bind("FPDFText_GetFontSize", DOUBLE, POINTER, INT)
_origin_of = bind("FPDFText_GetCharOrigin", INT, POINTER, INT, POINTER, POINTER)
_matrix_of = bind("FPDFText_GetMatrix", INT, POINTER, INT, POINTER)
_is_unmapped = bind("FPDFText_HasUnicodeMapError", INT, POINTER, INT)
_loose_box_of = bind("FPDFText_GetLooseCharBox", INT, POINTER, INT, POINTER)


def read_codes(text_page: object) -> Codes:
    """The Unicode value of every character of a page; 2 for a hyphen at a line's end."""
    handle = text_page.raw  # type: ignore[attr-defined]
    count = min(raw.FPDFText_CountChars(handle), MAX_GLYPHS)
    units = np.zeros(count + 1, dtype=np.uint16)
    pointer = units.ctypes.data_as(ctypes.POINTER(ctypes.c_ushort))
    written = raw.FPDFText_GetText(handle, 0, count, pointer) if count else 1
    codes = units[:count].astype(np.uint32)
    # the text leaves out characters that have no code, and spends two units on one outside the basic plane
    if written - 1 != count or bool(np.any((codes >= 0xD800) & (codes <= 0xDFFF))):
        codes = np.fromiter(map(_unicode_of, repeat(address_of(handle)), range(count)), dtype=np.uint32, count=count)
    codes[codes == 0xFFFE] = HYPHEN_CODE
    return codes


def is_nameless(text_page: object) -> bool:
    """Whether most characters of a page are mere numbers of drawings; a few hundred of them are looked at."""
    handle = text_page.raw  # type: ignore[attr-defined]
    count = raw.FPDFText_CountChars(handle)
    looked = range(0, count, max(1, count // 200))
    unknown = list(map(_is_unmapped, repeat(address_of(handle)), looked)).count(1)
    return 2 * unknown > len(looked)


def page_turn(page: object, text_page: object, codes: Codes) -> Turn:
    """The turn that sets a page upright: its own rotation, and that of its text where most of it runs sideways."""
    sideways = _reading_direction(address_of(text_page.raw), codes)  # type: ignore[attr-defined]
    own = raw.FPDFPage_GetRotation(page.raw)  # type: ignore[attr-defined]
    return Turn(page.get_bbox(), own if sideways is None else sideways)  # type: ignore[attr-defined]


def _reading_direction(handle: int, codes: Codes) -> int | None:
    """Quarter turns that set the text upright, by where each character stands to the one before; None without text."""
    sample = np.arange(0, max(0, len(codes) - 1), max(1, len(codes) // 300))
    sample = sample[(codes[sample] > 32) & (codes[sample + 1] > 32)]
    half = len(sample) * 5 // 8
    turns = _turns(handle, sample[:half])
    if not turns or 2 * turns.most_common(1)[0][1] <= len(sample):
        turns += _turns(handle, sample[half:])  # the first part has not settled it
    return turns.most_common(1)[0][0] if turns else None


def _turns(handle: int, sample: Places) -> Counter[int]:
    """How many characters have the next one beside them in each direction."""
    across, up = (_origins(handle, sample + 1) - _origins(handle, sample)).T
    step = np.maximum(np.abs(across), np.abs(up))
    near = (step > 0) & (step < _STEP * _SMALLEST)
    for place in np.flatnonzero(step >= _STEP * _SMALLEST).tolist():
        size = (_size_of(handle, int(sample[place])) or 10.0) * _scales(handle, sample[place : place + 1])[0]
        near[place] = step[place] < _STEP * size
    turns = np.where(np.abs(across) >= np.abs(up), np.where(across > 0, 0, 2), np.where(up > 0, 1, 3))
    return Counter(turns[near].tolist())


def read_glyphs(text_page: object, codes: Codes, turn: Turn) -> Glyphs:
    """The characters of a page set upright."""
    handle = address_of(text_page.raw)  # type: ignore[attr-defined]
    blank = ((codes <= 32) & (codes != HYPHEN_CODE)) | (codes == 0xA0) | (codes == 0xFEFF) | (codes == 0x200B)
    places = np.flatnonzero(~blank)
    left, page_top, right, page_bottom = _loose_boxes(handle, places).T
    first, second = turn.point(left, page_bottom), turn.point(right, page_top)
    top, bottom = np.minimum(first[1], second[1]), np.maximum(first[1], second[1])
    asked = _new_levels(page_bottom, page_top) if turn.turns % 2 == 0 else np.ones(len(places), dtype=np.bool_)
    of_level = np.cumsum(asked) - 1
    x, y = _origins(handle, places[asked]).T
    return Glyphs(
        _printed(codes[places]),
        np.diff(places, prepend=-1) > 1,
        np.minimum(first[0], second[0]),
        top,
        np.maximum(first[0], second[0]),
        bottom,
        turn.point(x, y)[1][of_level],
        _printed_sizes(handle, places[asked], (page_top - page_bottom)[asked])[of_level],
    )


def _new_levels(bottom: Floats, top: Floats) -> NDArray[np.bool_]:
    """True where a character's box has another height or level than that of the one before.

    The loose box is made of the baseline and the font's size, so that both stay as they are where it does.
    """
    new = np.ones(len(bottom), dtype=np.bool_)
    new[1:] = (bottom[1:] != bottom[:-1]) | (top[1:] != top[:-1])
    return new


def _printed_sizes(handle: int, places: Places, heights: Floats) -> Floats:
    """The font sizes as they stand on the page; characters of one size and one height (to half a point) share a scale.

    Many programs set everything in size 1 and scale it.
    """
    sizes = _sizes(handle, places)
    sizes[sizes == 0] = 1.0
    kinds = list(zip(sizes.tolist(), np.round(2 * heights).tolist(), strict=True))
    first: dict[tuple[float, float], int] = {}
    for number, kind in enumerate(kinds):
        first.setdefault(kind, number)
    leaders = places[np.array(list(first.values()), dtype=np.intp)]
    scales = dict(zip(first, _scales(handle, leaders).tolist(), strict=True))
    return sizes * np.array([scales[kind] for kind in kinds], dtype=np.float64)


def _printed(codes: Codes) -> str:
    known = (codes <= 0x10FFFF) & ((codes < 0xD800) | (codes > 0xDFFF))
    return np.where(known, codes, 0xFFFD).astype("<u4").tobytes().decode("utf-32-le")


def _loose_boxes(handle: int, places: Places) -> Floats:
    """Left, top, right and bottom, up the page; a "1" is drawn far narrower than it is set, which would tear "11"."""
    boxes = np.zeros((len(places), 4), dtype=np.float32)
    _exhaust(map(_loose_box_of, repeat(handle), places.tolist(), _rows(boxes)))
    return boxes.astype(np.float64)


def _origins(handle: int, places: Places) -> Floats:
    origins = np.zeros((len(places), 2), dtype=np.float64)
    _exhaust(map(_origin_of, repeat(handle), places.tolist(), _rows(origins), _rows(origins, 1)))
    return origins


def _rows(table: NDArray[Any], column: int = 0) -> range:
    """The addresses of a column's values."""
    begin, row = table.ctypes.data + column * table.itemsize, table.shape[1] * table.itemsize
    return range(begin, begin + row * len(table), row)


def _sizes(handle: int, places: Places) -> Floats:
    return np.fromiter(map(_size_of, repeat(handle), places.tolist()), dtype=np.float64, count=len(places))


def _scales(handle: int, places: Places) -> Floats:
    """How much larger a character stands on the page than its font size says."""
    matrices = np.zeros((len(places), 6), dtype=np.float32)
    _exhaust(map(_matrix_of, repeat(handle), places.tolist(), _rows(matrices)))
    upright = matrices[:, 2:4].astype(np.float64).tolist()
    return np.array([math.hypot(c, d) or 1.0 for c, d in upright], dtype=np.float64)


def _exhaust(calls: map[Any]) -> None:
    """Make the calls of a ``map`` for what they write."""
    deque(calls, maxlen=0)
