"""Turns a printed paper into a scan of it: a page that lies askew, is out of focus, faded and speckled.

All that is drawn at random comes from whole numbers of one seeded generator, so that a scan is the same on every run.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Grey = NDArray[np.float64]
"""Rows of pixels, 0 (black) to 255 (white)."""


@dataclass(frozen=True, slots=True)
class Scanner:
    """How a page is spoilt.

    ``skew_degrees`` turns it (to the left where positive), ``blur_px`` is a radius, ``noise`` the spread of every
    pixel's brightness in levels of 255, ``speckles`` black and white spots a million pixels, ``shade`` how much darker
    the far corner is (in levels), ``edge`` how dark the band along the left and the top is (in levels, 0 for none),
    ``faded`` how many bands of lines have lost their ink and ``fade`` how much of it. ``threshold`` makes black and
    white of it, as a copier does; None leaves it grey.
    """

    seed: int
    dpi: int = 200
    skew_degrees: float = 0.0
    blur_px: float = 0.6
    noise: int = 6
    speckles: int = 60
    shade: int = 20
    edge: int = 0
    faded: int = 0
    fade: float = 0.35
    threshold: int | None = None


def scan_pages(paper: bytes, scanner: Scanner) -> list[Image.Image]:
    """Every page of a PDF as a scanned image: ``1`` where the scanner has a threshold, ``L`` where it has none.

    Pages on which nothing is printed are left out, unless nothing is printed on any.
    """
    generator = np.random.Generator(np.random.PCG64(scanner.seed))
    pages = [
        page.render(scale=scanner.dpi / 72, grayscale=True).to_pil().convert("L")
        for page in pypdfium2.PdfDocument(paper)
    ]
    printed = [page for page in pages if page.getextrema()[0] < 255]
    return [spoil(page, scanner, generator) for page in printed or pages]


def spoil(image: Image.Image, scanner: Scanner, generator: np.random.Generator) -> Image.Image:
    """One clean page, as it comes out of the scanner."""
    faded = Image.fromarray(_bytes(_fade(np.asarray(image, dtype=np.float64), scanner, generator)))
    turned = faded.rotate(scanner.skew_degrees, resample=Image.Resampling.BICUBIC, fillcolor=255)
    pixels = np.asarray(turned.filter(ImageFilter.GaussianBlur(scanner.blur_px)), dtype=np.float64)
    pixels = _shade(pixels, scanner) + _noise(pixels.shape, scanner.noise, generator)
    pixels = _speckle(pixels, scanner.speckles, generator)
    if scanner.threshold is None:
        return Image.fromarray(_bytes(pixels))
    return Image.fromarray(_bytes(np.where(pixels < scanner.threshold, 0.0, 255.0))).convert(
        "1", dither=Image.Dither.NONE
    )


def _fade(pixels: Grey, scanner: Scanner, generator: np.random.Generator) -> Grey:
    """Bands of a few lines' height across the page, with less ink at their middle than at their ends."""
    height = scanner.dpi // 3
    ink = 255.0 - pixels
    for _ in range(scanner.faded):
        top = int(generator.integers(pixels.shape[0] // 8, 7 * pixels.shape[0] // 8))
        rows = min(height, pixels.shape[0] - top)
        weaker = scanner.fade * (1.0 - np.abs(np.arange(rows) - rows / 2) / (rows / 2))
        ink[top : top + rows] *= (1.0 - weaker)[:, None]
    return np.asarray(255.0 - ink, dtype=np.float64)


def _shade(pixels: Grey, scanner: Scanner) -> Grey:
    """Darker towards the bottom right, as a bent page is; nearly black along the left and the top edge."""
    rows, columns = (np.arange(size) / size for size in pixels.shape)
    light = 1.0 - scanner.shade / 255 * rows[:, None] * columns[None, :]
    if scanner.edge:
        band = 0.04
        near = np.maximum(0.0, 1.0 - np.minimum(rows[:, None] / band, columns[None, :] / band))
        light = light * (1.0 - scanner.edge / 255 * near)
    return np.asarray(pixels * light, dtype=np.float64)


def _noise(shape: tuple[int, ...], spread: int, generator: np.random.Generator) -> Grey:
    """The sum of three uniform draws: near enough to a bell, and the same on every processor."""
    if not spread:
        return np.zeros(shape)
    draws = sum(generator.integers(-spread, spread + 1, size=shape, dtype=np.int16) for _ in range(3))
    return np.asarray(draws, dtype=np.float64)


def _speckle(pixels: Grey, per_million: int, generator: np.random.Generator) -> Grey:
    """Spots of one to three pixels, two black ones to each white."""
    spoilt = pixels.copy()
    count = pixels.size * per_million // 1_000_000
    tops = generator.integers(0, pixels.shape[0] - 3, size=count)
    lefts = generator.integers(0, pixels.shape[1] - 3, size=count)
    sizes = generator.integers(1, 4, size=count)
    for number, (top, left, size) in enumerate(zip(tops, lefts, sizes, strict=True)):
        spoilt[top : top + size, left : left + size] = 255.0 if number % 3 == 2 else 20.0
    return spoilt


def _bytes(pixels: Grey) -> NDArray[np.uint8]:
    return np.clip(np.rint(pixels), 0, 255).astype(np.uint8)


_DATED: dict[str, Any] = {"creationDate": None, "modDate": None, "producer": "Corpus"}
"""No dates, so that the bytes do not depend on the day."""


def bind_pdf(pages: list[Image.Image], dpi: int, quality: int = 40) -> bytes:
    """An image-only PDF: JPEG for grey pages, fax compression for black and white ones."""
    compressed: dict[str, Any] = {} if pages[0].mode == "1" else {"quality": quality}
    return _save(pages, format="PDF", resolution=float(dpi), **compressed, **_DATED)


def bind_tiff(pages: list[Image.Image], dpi: int) -> bytes:
    """One file of several pages, black and white."""
    return _save(pages, format="TIFF", compression="group4", dpi=(dpi, dpi))


def save_png(page: Image.Image, dpi: int) -> bytes:
    return _save([page], format="PNG", dpi=(dpi, dpi), optimize=True)


def save_jpeg(page: Image.Image, dpi: int, quality: int = 40) -> bytes:
    return _save([page], format="JPEG", dpi=(dpi, dpi), quality=quality)


def _save(pages: list[Image.Image], **options: Any) -> bytes:
    written = io.BytesIO()
    first, *rest = pages
    several = options["format"] in ("PDF", "TIFF")
    more: dict[str, Any] = {"save_all": True, "append_images": rest} if several else {}
    first.save(written, **options, **more)
    return written.getvalue()
