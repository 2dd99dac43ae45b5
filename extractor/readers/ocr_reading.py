"""What was read from the picture of a page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from extractor.readers.ocr_words import SeenLine
from extractor.readers.pdf_paths import Edge, Fill


@dataclass(frozen=True, slots=True)
class ReadPicture:
    """What stands on a picture once it is turned to the right by ``quarters`` and straightened by ``skew`` degrees.

    Lengths are points from the top left of the picture as it stands then.
    """

    width: float
    height: float
    quarters: int
    skew: float
    lines: tuple[SeenLine, ...]
    edges: tuple[Edge, ...]
    fills: tuple[Fill, ...]

    @property
    def sureness(self) -> float:
        """The mean confidence of the words, each by its length; 0 without words."""
        words = [word for line in self.lines for word in line.words]
        return sum(word.whole * len(word.text) for word in words) / max(1, sum(len(word.text) for word in words))

    @property
    def sideways(self) -> bool:
        """Whether most words stand above or below the one that they follow: the engine reads such lines too."""
        pairs = [pair for line in self.lines for pair in pairwise(line.words)]
        upright = sum(abs(after.top - word.top) > abs(after.x0 - word.x0) for word, after in pairs)
        return 2 * upright > len(pairs)
