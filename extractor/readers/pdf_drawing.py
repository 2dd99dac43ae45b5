"""A PDF page drawn as a picture, as finely as is asked for and as memory allows."""

from __future__ import annotations

import ctypes

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractor.readers.limits import MAX_PICTURE_PIXELS
from extractor.readers.ocr_engine import PictureError
from extractor.readers.ocr_pixels import Picture

_LEAST_DPI = 70
_MOST_IMAGES = 500


def draw_page(document: pdfium.PdfDocument, number: int, dpi: int) -> tuple[Picture, int]:
    """The picture of a page (from 0) as it is looked at, and its dots an inch, fewer than asked for on a large sheet.

    Raises PictureError where the page is damaged, or holds a picture that would take too much memory.
    """
    try:
        page = document[number]
    except pdfium.PdfiumError:
        raise PictureError("it is damaged") from None
    try:
        _refuse_large(page)
        width, height = page.get_size()
        inches = max(width * height / 72**2, 0.01)
        dpi = min(dpi, int((MAX_PICTURE_PIXELS / inches) ** 0.5))
        if dpi < _LEAST_DPI:
            raise PictureError("the sheet is too large to be read")
        bitmap = page.render(scale=dpi / 72, rev_byteorder=False, prefer_bgrx=False)
        try:
            return np.array(bitmap.to_numpy()[:, :, :3], dtype=np.uint8, order="C"), dpi
        finally:
            bitmap.close()
    finally:
        page.close()


def _refuse_large(page: pdfium.PdfPage) -> None:
    width, height = ctypes.c_uint(), ctypes.c_uint()
    for index in range(min(raw.FPDFPage_CountObjects(page.raw), _MOST_IMAGES)):
        item = raw.FPDFPage_GetObject(page.raw, index)
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_IMAGE:
            continue
        if (
            raw.FPDFImageObj_GetImagePixelSize(item, width, height)
            and width.value * height.value > 4 * MAX_PICTURE_PIXELS
        ):
            raise PictureError(f"a picture of {width.value:,} by {height.value:,} dots is too large to be read")
