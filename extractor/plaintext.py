"""A stretch of a document as the pipeline reads it, and the way back to the document's own offsets."""

from __future__ import annotations

from collections.abc import Sequence

import regex

_STRAIGHT = str.maketrans("’‘“”", "''\"\"")
_RUNS = regex.compile(r"\s+|\S+")
_UNFOLDED = regex.compile(r"\s\s|[^\S ]")


class PlainText:
    """A stretch of the document as the pipeline reads it: straight quotes, and white space folded to one character.

    A line break stays one where the format means it (a ``br``, a new paragraph in a cell); in plain text it is only
    where the line was full. ``place`` maps offsets back to the document's own.
    """

    def __init__(self, text: str, start: int, wrapped: bool) -> None:
        self._origin: Sequence[int]
        if _UNFOLDED.search(text) is None:
            self.text = text if text.isascii() else text.translate(_STRAIGHT)
            self._origin = range(start, start + len(text) + 1)
            return
        pieces: list[str] = []
        origin: list[int] = []
        length = 0
        for run in _RUNS.finditer(text):
            words = run.group()
            if words[0].isspace():
                pieces.append("\n" if "\n" in words and not wrapped else " ")
                origin.append(start + run.start())
                length += 1
            else:
                pieces.append(words.translate(_STRAIGHT))
                origin.extend(range(start + run.start(), start + run.end()))
                length += len(words)
        self.text = "".join(pieces)
        origin.append(start + len(text))
        self._origin = origin

    def place(self, first: int, last: int) -> tuple[int, int]:
        """``[first, last)`` of the plain text, in the document's text."""
        return self._origin[first], self._origin[last - 1] + 1 if last > first else self._origin[first]
