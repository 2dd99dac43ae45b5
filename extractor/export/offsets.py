"""Offsets for programs that count UTF-16 code units, as JavaScript does: a character such as an emoji counts twice."""

from __future__ import annotations

from bisect import bisect_left


class CodeUnits:
    """From offsets in characters of ``text`` to offsets in UTF-16 code units."""

    def __init__(self, text: str) -> None:
        self._wide = [place for place, character in enumerate(text) if character > "\uffff"]

    def __getitem__(self, offset: int) -> int:
        return offset + bisect_left(self._wide, offset)
