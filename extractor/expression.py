"""A compiled pattern of a file of rules, which is stopped where it runs away.

The program's own patterns are not timed: the tests prove of every one that it cannot run away. Whoever brings rules of
their own is told which of them does, and in which file; keeping the time makes a search three microseconds longer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import regex

from extractor.alternatives import Alternative, can_match, find_alternatives
from extractor.errors import PatternError
from extractor.letters import lowered
from extractor.literals import Clause, holds, required_pieces

TIMEOUT_S = 5.0
"""No single search of a text may take longer; a rule that does is named, and its document is a failed one."""
FLAGS = regex.IGNORECASE | regex.VERSION0


@dataclass(slots=True, eq=False)
class Expression:
    """``name`` is the rule's id, or what else the pattern is in its ``file``; ``timed``: somebody's own rule.

    It is compiled when it is first needed: that of all rules takes longer than a paragraph. Every method raises
    PatternError for a pattern that cannot be read, and for a timed one that takes too long.
    """

    pattern: str
    name: str
    file: str
    timed: bool
    _compiled: regex.Pattern[str] | None = field(default=None, init=False, repr=False)
    _clauses: tuple[Clause, ...] | None = field(default=None, init=False, repr=False)
    _alternatives: tuple[Alternative, ...] = field(default=(), init=False, repr=False)

    @property
    def compiled(self) -> regex.Pattern[str]:
        if self._compiled is None:
            try:
                self._compiled = regex.compile(self.pattern, FLAGS)
            except regex.error as error:
                where = f"{self.file}: rule {self.name}"
                problem = f"the pattern cannot be read: {error}"
                raise PatternError(problem, where=where, remedy="Mend the pattern") from None
        return self._compiled

    def search(self, text: str, start: int = 0, end: int | None = None) -> regex.Match[str] | None:
        if self._holds_nothing(lowered(text[start:end])):
            return None
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
        if self._holds_nothing(lowered(text)):
            return text
        if not self.timed:
            return self.compiled.sub(replacement, text)
        try:
            return self.compiled.sub(replacement, text, timeout=TIMEOUT_S)
        except TimeoutError:
            raise self._too_slow() from None

    def find_all(
        self, text: str, start: int = 0, end: int | None = None, in_lower_case: str | None = None
    ) -> Iterator[regex.Match[str]]:
        """Every match in ``text[start:end]``, in order; ``in_lower_case`` is that, where it is known."""
        stop = len(text) if end is None else end
        held = lowered(text[start:stop]) if in_lower_case is None else in_lower_case
        if not self._alternatives:
            self._alternatives = find_alternatives(self.pattern, FLAGS)
        if not self.timed:
            if can_match(self._alternatives, held, text, start, stop):
                yield from self.compiled.finditer(text, start, stop)
            return
        try:
            if can_match(self._alternatives, held, text, start, stop, TIMEOUT_S):
                yield from self.compiled.finditer(text, start, stop, timeout=TIMEOUT_S)
        except TimeoutError:
            raise self._too_slow() from None

    def _holds_nothing(self, in_lower_case: str) -> bool:
        """True where a text lacks letters that every match has: to look takes a tenth of the time of a search."""
        if self._clauses is None:
            self._clauses = required_pieces(self.pattern)
        return bool(self._clauses) and not holds(self._clauses, in_lower_case)

    def _too_slow(self) -> PatternError:
        problem = f"the rule {self.name} of {self.file} took more than {TIMEOUT_S:g} seconds on one text"
        return PatternError(problem, remedy="Mend its pattern: repeats within repeats run away")
