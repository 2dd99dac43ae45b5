"""What the components know of one block while they read it: its sentences, periods, figures and what is no figure.

The components of the pipeline fill a :class:`Reading` one after the other; it hangs on ``doc._.reading``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import regex

from extractor.pipeline.claimrules import FoundClaim
from extractor.values.period import Period, PrintedPeriod, Setting
from extractor.values.quantity import Quantity

_BRACKET_REACH = 80
_EMPTY_BRACKET = regex.compile(r"\s?\(\W{0,60}(?:(?:or|and)\W{0,60})?\)")


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A number that is no figure: ``[start, end)`` in the block's text, and why."""

    start: int
    end: int
    reason: str
    rule: str


@dataclass(frozen=True, slots=True)
class BlockContext:
    """What the document says before and around a block.

    ``setting`` settles periods; ``heading`` and ``lead_in`` name the subject that a block may leave unsaid;
    ``row_label`` is the table row's that a commentary cell stands in; ``default`` is the period that the document
    declares for every figure that states none.
    """

    setting: Setting = field(default_factory=Setting)
    heading: str = ""
    lead_in: str = ""
    row_label: str = ""
    default: Period | None = None
    names: frozenset[str] = frozenset()
    references: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Figure:
    """A quantity on its way to a mention.

    ``left`` and ``right`` are the texts beside it up to the next figure, without the periods in them.
    """

    quantity: Quantity
    sentence: int
    left: str = ""
    right: str = ""
    role: str = "actual"
    role_rule: str = ""
    comparator: str = ""
    indicator: str = ""
    indicator_from: str = ""
    measure: str = ""
    unit: str = ""
    printed_period: PrintedPeriod | None = None
    period: Period | None = None
    period_from: str = ""
    comparison: bool = False
    bracket: bool = False
    part: bool = False


@dataclass(frozen=True, slots=True)
class BoundClaim:
    """A claim with what it speaks about: its clause's indicator phrase, its sentence's topic and figures."""

    found: FoundClaim
    sentence: int
    indicator: str
    topic: str
    figures: tuple[int, ...]


@dataclass(slots=True)
class Reading:
    """Everything read of one block; offsets count in the block's own text."""

    text: str
    context: BlockContext = field(default_factory=BlockContext)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    periods: list[PrintedPeriod] = field(default_factory=list)
    periods_read: bool = False
    figures: list[Figure] = field(default_factory=list)
    exclusions: list[Exclusion] = field(default_factory=list)
    topics: Sequence[str] = ()
    claims: list[BoundClaim] = field(default_factory=list)
    closing: Period | None = None
    """The one period that the last sentence names, settled: that of a list below it."""

    def without_periods(self, start: int, end: int) -> str:
        """The text ``[start, end)`` with its periods cut out."""
        return self._without([(period.start, period.end) for period in self.periods], start, end)

    def words_only(self, start: int, end: int) -> str:
        """The text ``[start, end)`` with its periods and figures cut out; codes and levels stay."""
        spans = [(period.start, period.end) for period in self.periods]
        spans += [self._with_bracket(figure.quantity) for figure in self.figures]
        return _EMPTY_BRACKET.sub("", self._without(sorted(spans), start, end))

    def _with_bracket(self, quantity: Quantity) -> tuple[int, int]:
        """Where a figure stands; where it opens a bracket, all of that: what follows there is the figure's own name."""
        closing = self.text.find(")", quantity.end, quantity.end + _BRACKET_REACH)
        if self.text[quantity.start - 1 : quantity.start] != "(" or closing < 0:
            return quantity.start, quantity.end
        return quantity.start - 1, closing + 1

    def _without(self, spans: list[tuple[int, int]], start: int, end: int) -> str:
        pieces = []
        position = start
        for first, last in spans:
            if last <= start or first >= end:
                continue
            pieces.append(self.text[position : max(position, first)].rstrip(" "))
            position = max(position, last)
        pieces.append(self.text[position:end] if position < end else "")
        return "".join(pieces)

    def sentence_of(self, position: int) -> int:
        """The index of the sentence that ``position`` lies in (the nearest before it otherwise)."""
        index = 0
        for number, (start, _) in enumerate(self.sentences):
            if start > position:
                break
            index = number
        return index

    def in_sentence(self, number: int) -> list[tuple[int, Figure]]:
        """The figures of a sentence with their indices, in order."""
        return [(index, figure) for index, figure in enumerate(self.figures) if figure.sentence == number]
