"""A part of a PDF's page as a picture, the figures outlined; runs in a process of its own."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from PIL import ImageDraw

from extractor.errors import DocumentError
from extractor.readers.ocr_engine import find_engine, find_turn
from extractor.readers.pdf_characters import page_turn, read_codes
from extractor.readers.pdf_guard import refuse_bombs
from extractor.readers.pdf_paths import Turn

Box = tuple[float, float, float, float]
"""``x0 top x1 bottom`` in points, from the page's top left."""

_AROUND_PT = 44.0  # above and below the figures
_LEAST_HEIGHT_PT = 110.0
_MOST_HEIGHT_PT = 430.0
_MOST_WIDTH_PX = 1_800
_MOST_SCALE = 2.0
_FEW_LETTERS = 8  # on a page that is a picture
_SCAN_DPI = 150
_SURE = 1.0
_OUTLINE = (176, 36, 36)
_QUALITY = 70


@dataclass(frozen=True, slots=True)
class Spot:
    """Boxes on a page, 1-based."""

    page: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as WebP, how much of the page it shows, and how far across (0 to 1) the first figure stands."""

    content: bytes
    width_pt: float
    height_pt: float
    across: float


class OtherFile(Exception):
    """The file is not the one that was read."""


def draw_spots(path: str, sha256: str, spots: Sequence[Spot]) -> list[Drawn | None]:
    """A picture of each spot; None for one that cannot be drawn.

    Raises OtherFile where the file has changed, OSError and DocumentError where it cannot be read.
    """
    data = Path(path).read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise OtherFile
    refuse_bombs(data, path)
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        raise DocumentError("the PDF cannot be opened", where=path) from None
    try:
        return [_draw(document, spot) for spot in spots]
    finally:
        document.close()


def _draw(document: Any, spot: Spot) -> Drawn | None:
    if not 1 <= spot.page <= len(document):
        return None
    try:
        page = document[spot.page - 1]
        text_page = page.get_textpage()
        codes = read_codes(text_page)
        turn = page_turn(page, text_page, codes) if len(codes) >= _FEW_LETTERS else _scan_turn(page)
        crop = crop_box(spot.boxes, turn.width, turn.height)
        if crop is None:
            return None
        scale = min(_MOST_SCALE, _MOST_WIDTH_PX / (crop[2] - crop[0]))
        cut = (crop[0], turn.height - crop[3], turn.width - crop[2], crop[1])
        turned = 90 * (turn.turns - page.get_rotation() // 90) % 360
        image = page.render(scale=scale, rotation=turned, crop=cut, may_draw_forms=False).to_pil().convert("RGB")
    except pdfium.PdfiumError:
        return None
    pen = ImageDraw.Draw(image)
    for x0, top, x1, bottom in spot.boxes:
        corners = ((x0 - crop[0] - 2) * scale, (top - crop[1] - 2) * scale)
        pen.rectangle((*corners, (x1 - crop[0] + 2) * scale, (bottom - crop[1] + 2) * scale), None, _OUTLINE, 2)
    sink = io.BytesIO()
    image.save(sink, "WEBP", quality=_QUALITY, method=4)
    across = min(1.0, max(0.0, (spot.boxes[0][0] - crop[0]) / (crop[2] - crop[0])))
    return Drawn(sink.getvalue(), crop[2] - crop[0], crop[3] - crop[1], across)


def _scan_turn(page: Any) -> Turn:
    """How a page that is a picture was set upright when it was read: as the engine that reads scans sees it."""
    own = page.get_rotation() // 90
    engine = find_engine()
    grey = page.render(scale=_SCAN_DPI / 72, grayscale=True, may_draw_forms=False).to_numpy() if engine else None
    found = find_turn(engine, grey.squeeze(), _SCAN_DPI) if engine and grey is not None else None
    return Turn(page.get_bbox(), own + (found[0] if found and found[1] >= _SURE else 0))


def crop_box(boxes: Sequence[Box], width_pt: float, height_pt: float) -> Box | None:
    """The part of a page that shows the boxes: its whole width, some lines above and below; None where all are off it.

    Boxes that stand further apart than a picture is tall: the first ones.
    """
    seen = [box for box in boxes if box[1] < height_pt and box[3] > 0 and box[0] < width_pt and box[2] > 0]
    if not seen or width_pt < 1 or height_pt < 1:
        return None
    top = max(0.0, min(box[1] for box in seen) - _AROUND_PT)
    bottom = min(height_pt, max(box[3] for box in seen) + _AROUND_PT)
    bottom = min(bottom, top + _MOST_HEIGHT_PT)
    if bottom - top < _LEAST_HEIGHT_PT:
        middle = (top + bottom) / 2
        top = max(0.0, min(middle - _LEAST_HEIGHT_PT / 2, height_pt - _LEAST_HEIGHT_PT))
        bottom = min(height_pt, top + _LEAST_HEIGHT_PT)
    return (0.0, top, width_pt, bottom)
