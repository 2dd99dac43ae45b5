"""Pictures of pages: PNG, JPEG, and TIFF with one page or many."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np

from extractor.document import Document
from extractor.errors import DocumentError
from extractor.readers.limits import MAX_PICTURE_PIXELS
from extractor.readers.ocr_engine import PictureError
from extractor.readers.ocr_layout import Content, as_content, with_readings
from extractor.readers.ocr_pixels import Picture
from extractor.readers.ocr_volume import Volume, describe_failures
from extractor.readers.options import ReadOptions
from extractor.readers.pdf import NEEDED, assemble_pages
from extractor.readers.pdf_paths import Turn

if TYPE_CHECKING:
    from PIL.Image import Image

_KINDS = ("PNG", "JPEG", "TIFF")
_DPI_RANGE = (72.0, 1200.0)
_A4_INCH = 11.69
_LEAST_DPI = 70


def read_image(data: bytes, name: str = "", options: ReadOptions | None = None) -> Document:
    """Read a picture by character recognition; where that is not installed, the document says so and has no text.

    Raises DocumentError where the picture is damaged or too large, and UsageError for a language that is not installed.
    """
    options = options or ReadOptions()
    with _opened(data, name) as image:
        count = int(getattr(image, "n_frames", 1))
        kind = (image.format or "").lower()
        volume = Volume(data, options, lambda number: _draw(image, number, options.dpi))
        read = min(count, options.max_pages)
        scans = {} if options.ocr == "off" else volume.read(range(read))
    notes = [] if read == count else [f"only the first {read} of {count} pages were read: split the file"]
    notes += describe_failures(volume.failures)
    if options.ocr == "off":
        notes.append(f"no text on page {'1' if read == 1 else f'1 to {read}'}: {NEEDED}")
    empty: Content = [], [], Turn((0.0, 0.0, 0.0, 0.0), 0)
    contents = [as_content(scans[number]) if number in scans else empty for number in range(read)]
    document = assemble_pages(contents, count, notes, {}, kind)
    document = with_readings(document, {number + 1: page for number, page in scans.items()})
    return replace(document, settled=volume.settled)


def read_picture_page(data: bytes, name: str, options: ReadOptions, number: int) -> None:
    """Read a page (from 0), for the keeper that is in force."""
    with _opened(data, name) as image:
        Volume(data, options, lambda page: _draw(image, page, options.dpi)).read([number])


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Image]:
    """The picture, of which nothing is unpacked yet. Raises DocumentError where it is damaged or too large."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of sizes, which are looked at here
            image = Image.open(BytesIO(data), formats=_KINDS)
    except Image.DecompressionBombError:
        raise _too_large(name) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        raise DocumentError("the picture is damaged or cut short", where=name, remedy="Scan or copy it again") from None
    with image:
        if image.width * image.height > 2 * MAX_PICTURE_PIXELS:
            raise _too_large(name)
        yield image


def _too_large(name: str) -> DocumentError:
    remedy = "Scan it again at 300 dots an inch, as a PDF"
    return DocumentError(
        f"a picture of more than {2 * MAX_PICTURE_PIXELS // 10**6} million dots", where=name, remedy=remedy
    )


def _draw(image: Image, number: int, dpi: int) -> tuple[Picture, int]:
    """A page as it is looked at, and its dots an inch. Raises PictureError where it is damaged or too large."""
    from PIL import ImageOps

    try:
        image.seek(number)
        if image.width * image.height > 2 * MAX_PICTURE_PIXELS:
            raise PictureError(f"a picture of {image.width:,} by {image.height:,} dots is too large to be read")
        own = _resolution(image)
        page = ImageOps.exif_transpose(image)
        page = _on_paper(page)
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise PictureError(f"the picture is damaged ({type(error).__name__})") from None
    wide, high = own
    target = (round(page.width * dpi / wide), round(page.height * dpi / high))
    if target != page.size and target[0] * target[1] <= MAX_PICTURE_PIXELS:
        page = page.resize(target)
    else:
        dpi = round((wide * high) ** 0.5)
    array = np.asarray(page, dtype=np.uint8)
    return np.ascontiguousarray(array if array.ndim == 2 else array[:, :, ::-1]), dpi


def _on_paper(page: Image) -> Image:
    """In grey or in three colours, what is transparent on white."""
    from PIL import Image

    if page.mode in ("1", "L", "LA", "I", "I;16", "F") and page.mode != "LA":
        return page.convert("L")
    if page.mode in ("RGBA", "LA", "PA") or "transparency" in page.info:
        page = page.convert("RGBA")
        ground = Image.new("RGBA", page.size, "white")
        return Image.alpha_composite(ground, page).convert("RGB")
    return page.convert("RGB")


def _resolution(image: Image) -> tuple[float, float]:
    """Dots an inch across and down: as the file says, or as a sheet of A4 would have."""
    given = image.info.get("dpi", (0, 0))
    wide, high = (float(value) for value in given)
    if all(_DPI_RANGE[0] < value <= _DPI_RANGE[1] for value in (wide, high)):
        return wide, high
    guess = max(image.width, image.height) / _A4_INCH
    guess = min(max(guess, _DPI_RANGE[0]), _DPI_RANGE[1])
    return guess, guess
