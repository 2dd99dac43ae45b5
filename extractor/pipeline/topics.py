"""What the sentences of a block without figures speak of, worked out when somebody asks.

Most blocks hold neither a figure nor a claim, and nobody does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import overload


class Topics(Sequence[str]):
    """``own`` gives what the sentence of a number speaks of by its own words, or empty: then it goes on about the one
    before, and the first about ``before``."""

    def __init__(self, count: int, own: Callable[[int], str], before: Callable[[], str]) -> None:
        self._count, self._own, self._before = count, own, before
        self._known: dict[int, str] = {}

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, number: int) -> str: ...

    @overload
    def __getitem__(self, number: slice) -> list[str]: ...

    def __getitem__(self, number: int | slice) -> str | list[str]:
        if isinstance(number, slice):
            return [self[place] for place in range(*number.indices(self._count))]
        last = number + self._count if number < 0 else number
        if not 0 <= last < self._count:
            raise IndexError(f"no sentence {number} of {self._count}")
        for place in range(last, -1, -1):
            if place not in self._known:
                self._known[place] = self._own(place)
            if self._known[place]:
                return self._known[place]
        return self._before()
