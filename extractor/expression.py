"""A compiled pattern of a file of rules, which is stopped where it runs away.

The program's own patterns are not timed: the tests prove of every one that it cannot run away. Whoever brings rules of
their own is told which of them does, and in which file; keeping the time makes a search three microseconds longer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractor.alternatives import can_match
from extractor.errors import PatternError

TIMEOUT_S = 5.0
"""No single search of a text may take longer; a rule that does is named, and its document is a failed one."""


@dataclass(frozen=True, slots=True)
class Expression:
    """``name`` is the rule's id, or what else the pattern is in its ``file``; ``timed``: somebody's own rule.

    Every method raises PatternError for a timed pattern that takes too long.
    """

    compiled: regex.Pattern[str]
    name: str
    file: str
    timed: bool

    def search(self, text: str, start: int = 0, end: int | None = None) -> regex.Match[str] | None:
        if not self.timed:
            return self.compiled.search(text, start, end)
        try:
            return self.compiled.search(text, start, end, timeout=TIMEOUT_S)
        except TimeoutError:
            raise self._too_slow() from None

    def match(self, text: str, start: int = 0, end: int | None = None) -> regex.Match[str] | None:
        if not self.timed:
            return self.compiled.match(text, start, end)
        try:
            return self.compiled.match(text, start, end, timeout=TIMEOUT_S)
        except TimeoutError:
            raise self._too_slow() from None

    def sub(self, replacement: str, text: str) -> str:
        if not self.timed:
            return self.compiled.sub(replacement, text)
        try:
            return self.compiled.sub(replacement, text, timeout=TIMEOUT_S)
        except TimeoutError:
            raise self._too_slow() from None

    def find_all(self, text: str, start: int = 0, end: int | None = None) -> Iterator[regex.Match[str]]:
        """Every match in ``text[start:end]``, in order, not overlapping."""
        stop = len(text) if end is None else end
        if not self.timed:
            if can_match(self.compiled, text, start, stop):
                yield from self.compiled.finditer(text, start, stop)
            return
        try:
            if can_match(self.compiled, text, start, stop, TIMEOUT_S):
                yield from self.compiled.finditer(text, start, stop, timeout=TIMEOUT_S)
        except TimeoutError:
            raise self._too_slow() from None

    def _too_slow(self) -> PatternError:
        problem = f"the rule {self.name} of {self.file} took more than {TIMEOUT_S:g} seconds on one text"
        return PatternError(problem, remedy="Mend its pattern: repeats within repeats run away")
