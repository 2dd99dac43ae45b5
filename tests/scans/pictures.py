"""Small pages drawn by ReportLab, turned into pictures, and spoilt as a scanner does."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
import pypdfium2
from PIL import Image
from reportlab.lib import colors
from reportlab.lib.pagesizes import A5, landscape
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table

from extractor.readers.ocr_pixels import Picture

DPI = 200
SIZE = landscape(A5)
LINES = (
    "Performance report for the second quarter of 2013/14",
    "In the quarter 83.3% (90 of 108) of reviews were held on time.",
    "Spending was £2,450,000 against a budget of £2,500,000.",
    "The number of homes let fell from 1,318 to 1,204 in the year.",
    "Twelve complaints were received, of which nine were upheld.",
)
CELLS = (
    ("Indicator", "Target", "Q1 2013/14", "Q2 2013/14", "RAG"),
    ("Reviews held on time", "90.0%", "81.5%", "83.3%", "Red"),
    ("Homes let", "1,300", "1,318", "1,204", "Amber"),
    ("Calls answered in 20 seconds", "80%", "79.4%", "88.1%", "Green"),
)
COLOURS = {"Red": colors.HexColor("#e06666"), "Amber": colors.HexColor("#f6b26b"), "Green": colors.HexColor("#93c47d")}


def draw(lines: Sequence[str] = LINES, cells: Sequence[Sequence[str]] = (), stamp: str = "") -> bytes:
    """A PDF of one page with lines of text, a ruled table below them, and a stamp at its foot."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=SIZE, invariant=True)
    canvas.setFont("Helvetica", 12)
    for number, line in enumerate(lines):
        canvas.drawString(50, SIZE[1] - 60 - 20 * number, line)
    if cells:
        style: list[Any] = [("GRID", (0, 0), (-1, -1), 0.7, colors.black), ("FONTSIZE", (0, 0), (-1, -1), 11)]
        for row, values in enumerate(cells):
            style += [
                ("BACKGROUND", (column, row), (column, row), COLOURS[value])
                for column, value in enumerate(values)
                if value in COLOURS
            ]
        table = Table([list(row) for row in cells], style=style, rowHeights=22)
        table.wrapOn(canvas, *SIZE)
        table.drawOn(canvas, 50, SIZE[1] - 80 - 20 * len(lines) - 22 * len(cells))
    if stamp:
        canvas.drawString(50, 20, stamp)
    canvas.save()
    return buffer.getvalue()


def picture_of(pdf: bytes, dpi: int = DPI) -> Picture:
    """The first page as a colour picture."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return np.array(document[0].render(scale=dpi / 72).to_numpy()[:, :, :3], dtype=np.uint8)
    finally:
        document.close()


def spoil(picture: Picture, skew: float = 0.0, noise: float = 6.0, seed: int = 1) -> Picture:
    """The picture turned by ``skew`` degrees to the left, on grey paper, blurred and with noise."""
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    turned = cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))
    soft = cv2.GaussianBlur(turned, (0, 0), 0.7).astype(np.float64)
    paper = 238 - (255 - soft) * 0.86
    noisy = paper + np.random.default_rng(seed).normal(0, noise, (height, width))[:, :, None]
    return np.clip(noisy, 0, 255).astype(np.uint8)


def images_of(pictures: Sequence[Picture]) -> list[Image.Image]:
    return [Image.fromarray(picture[:, :, ::-1] if picture.ndim == 3 else picture) for picture in pictures]


def encode(pictures: Sequence[Picture], kind: str, dpi: int = DPI) -> bytes:
    """One file of pictures: PDF or TIFF with a page for each, PNG or JPEG of the first."""
    buffer = io.BytesIO()
    first, *rest = images_of(pictures)
    if kind == "PDF":
        first.save(buffer, kind, resolution=dpi, save_all=True, append_images=rest)
    elif kind == "TIFF":
        first.save(buffer, kind, dpi=(dpi, dpi), save_all=True, append_images=rest, compression="tiff_deflate")
    else:
        first.save(buffer, kind, dpi=(dpi, dpi))
    return buffer.getvalue()


def merge(*pdfs: bytes) -> bytes:
    """The pages of several PDF files one after the other."""
    whole = pypdfium2.PdfDocument.new()
    for pdf in pdfs:
        whole.import_pages(pypdfium2.PdfDocument(pdf))
    buffer = io.BytesIO()
    whole.save(buffer)
    return buffer.getvalue()


def under_picture(layer: Sequence[str], lines: Sequence[str], stamp: str = "") -> bytes:
    """A PDF page that shows a scan of ``lines``, with the lines of ``layer`` unseen beneath, and a stamp on top."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=SIZE, invariant=True)
    text = canvas.beginText(50, SIZE[1] - 60)
    text.setTextRenderMode(3)
    for line in layer:
        text.textLine(line)
    canvas.drawText(text)
    (picture,) = images_of([spoil(picture_of(draw(lines)))])
    canvas.drawImage(ImageReader(picture), 0, 0, *SIZE)
    canvas.drawString(SIZE[0] - 100, 10, stamp)
    canvas.save()
    return buffer.getvalue()
