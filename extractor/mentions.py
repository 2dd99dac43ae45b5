"""Mentions, claims and exclusions: what the narrative pipeline and the tables found, in one shape."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extractor.values.interval import Interval
from extractor.values.period import Period
from extractor.values.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure that the document reports; ``start`` and ``end`` are offsets into its text.

    ``sentence``, ``block``, ``table`` and ``row`` say what it shares with other figures: the checks go by them.
    ``read_confidence`` (0 to 1) and ``as_read`` are of a figure read from an image: how sure the engine was of it, and
    what it read where ``text`` is a repair of that; ``doubt_low`` and ``doubt_high`` span what it may say.
    ``total`` is True in a row or column of totals, ``part`` in one of numerators or denominators.
    """

    id: str
    source: str
    start: int
    end: int
    text: str
    quantity: Quantity
    measure: str
    unit: str
    role: str
    rule: str
    context: str = ""
    indicator: str = ""
    indicator_id: str = ""
    indicator_name: str = ""
    polarity: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    comparator: str = ""
    area: str = ""
    period_text: str = ""
    period: Period | None = None
    row_label: str = ""
    column_label: str = ""
    rag: str = ""
    direction: str = ""
    status: str = ""
    section: str = ""
    confidence: Decimal = Decimal("0.5")
    block: int = 0
    sentence: int = 0
    table: int | None = None
    row: int | None = None
    column: int | None = None
    total: bool = False
    part: bool = False
    left: str = ""
    right: str = ""
    bracket: bool = False
    comparison: bool = False
    read_confidence: Decimal | None = None
    as_read: str = ""
    doubt_low: Decimal | None = None
    doubt_high: Decimal | None = None

    @property
    def value(self) -> Decimal:
        return self.quantity.value

    @property
    def interval(self) -> Interval:
        """What the printed figure stands for."""
        return self.quantity.interval


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement in words about an indicator; ``mention_ids`` are the figures of its sentence.

    ``left`` and ``right`` are the rest of its sentence; ``table`` and ``row`` say in which row's comment it stands.
    """

    id: str
    start: int
    end: int
    text: str
    context: str
    kind: str
    value: str
    certainty: str
    rule: str
    indicator: str = ""
    indicator_id: str = ""
    indicator_name: str = ""
    polarity: str = ""
    comparator: str = ""
    period_text: str = ""
    period: Period | None = None
    mention_ids: tuple[str, ...] = ()
    block: int = 0
    sentence: int = 0
    row_label: str = ""
    table: int | None = None
    row: int | None = None
    left: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class ExcludedNumber:
    """A number that is no mention, and why."""

    start: int
    end: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything read of one document, in the order of its text."""

    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    exclusions: tuple[ExcludedNumber, ...] = ()
