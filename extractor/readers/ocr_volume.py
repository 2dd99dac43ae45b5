"""The pages of one document that are pictures: which are known, which are to be read, and what became of each."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec

from extractor.readers.ocr_engine import REMEDY, Engine, EngineError, PictureError, find_engine
from extractor.readers.ocr_keeping import PagesWanted, current_keeping
from extractor.readers.ocr_pixels import Picture
from extractor.readers.ocr_reading import ReadPicture
from extractor.readers.ocr_store import dump_failure, dump_page, load_page, page_key
from extractor.readers.options import ReadOptions
from extractor.stopwatch import stage

Draw = Callable[[int], tuple[Picture, int]]
"""The picture of a page (from 0) and its dots an inch. Raises PictureError for one that cannot be drawn."""
_LOST = "Tesseract failed on it, or took too long or too much memory. Run it again, or scan the page anew"


@dataclass(slots=True)
class Volume:
    """Reads the pictures of one document. ``failures`` says by page (from 0) why one was not read; ``settled`` is False
    where it may be read another time."""

    data: bytes
    options: ReadOptions
    draw: Draw
    failures: dict[int, str] = field(default_factory=dict)
    settled: bool = True
    _sha256: str = ""

    def read(self, numbers: Sequence[int]) -> dict[int, ReadPicture]:
        """The readings of these pages (from 0). Raises UsageError for a language that is not installed, and
        PagesWanted where others are to read them first."""
        engine = usable_engine()
        if engine is None:
            self.failures |= dict.fromkeys(numbers, REMEDY)
            return {}
        engine.check_language(self.options.language)
        known = {number: page for number in numbers if (page := self._find(number)) is not None}
        missing = [number for number in numbers if number not in known and number not in self.failures]
        keeping = current_keeping()
        if missing and keeping is not None and keeping.unread == "ask":
            raise PagesWanted(tuple(missing))
        for number in missing:
            try:
                if keeping is not None and keeping.unread == "known":
                    raise EngineError(_LOST)
                known[number] = self._recognise(engine, number)
            except EngineError as error:
                self.failures[number] = error.problem
                self.settled = False
            except PictureError as error:
                self.failures[number] = error.problem
                self._keep(number, dump_failure(error.problem))
        return known

    def _recognise(self, engine: Engine, number: int) -> ReadPicture:
        from extractor.readers.ocr_page import read_picture

        with stage("recognition"):
            picture, dpi = self.draw(number)
            page = read_picture(engine, picture, dpi, self.options.language)
        self._keep(number, dump_page(page))
        return page

    def _keep(self, number: int, data: bytes) -> None:
        if (keeping := current_keeping()) is not None:
            keeping.keeper.keep(self.sha256, page_key(number, self.options), data)

    def _find(self, number: int) -> ReadPicture | None:
        """What is known of a page; that it could not be read is told to ``failures``."""
        keeping = current_keeping()
        data = keeping.keeper.find(self.sha256, page_key(number, self.options)) if keeping else None
        found: ReadPicture | str | None = None
        with suppress(ValueError):
            found = load_page(data) if data is not None else None
        if isinstance(found, str):
            self.failures[number] = found
            return None
        return found

    @property
    def sha256(self) -> str:
        """Of the document's bytes."""
        self._sha256 = self._sha256 or hashlib.sha256(self.data).hexdigest()
        return self._sha256


def usable_engine() -> Engine | None:
    """The engine, where it and the libraries that prepare pictures are installed."""
    return find_engine() if find_spec("cv2") is not None else None


def describe_failures(failures: dict[int, str]) -> list[str]:
    """What to say of pages that were not read: each reason with its pages."""
    reasons: dict[str, list[int]] = {}
    for number, reason in sorted(failures.items()):
        reasons.setdefault(reason, []).append(number + 1)
    return [f"no text on page {listed(pages)}, which is a picture: {reason}" for reason, pages in reasons.items()]


def listed(numbers: Sequence[int]) -> str:
    """The first of the numbers, for a person."""
    return ", ".join(str(number) for number in numbers[:12]) + (" ..." if len(numbers) > 12 else "")
