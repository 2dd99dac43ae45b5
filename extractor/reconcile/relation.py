"""How one figure stands to another, and whether a word for it is borne out.

A relation is `above`, `below` or `equal`. Two printed figures whose intervals meet cannot be told apart by what they
stand for; then what is printed may confirm a word, and nothing refutes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extractor.mentions import Mention
from extractor.values.interval import Interval

ABOVE, BELOW, EQUAL = "above", "below", "equal"
_NEAR = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a word holds: ``verdict`` is consistent, refuted or borderline; ``reason`` as in the contract.

    ``sure`` is False where it rests on a guess at which way is better; ``doubtful`` where the word has another sense
    in which it would hold ("above" of a target for "better than" it).
    """

    verdict: str
    reason: str
    sure: bool = True
    doubtful: bool = False


def relation(first: Interval, second: Interval) -> str:
    """How ``first`` stands to ``second`` for certain; ``equal`` where they meet."""
    if second.below(first):
        return ABOVE
    if first.below(second):
        return BELOW
    return EQUAL


def as_printed(first: Mention, second: Mention) -> str:
    """How the printed numbers stand to each other."""
    if first.value == second.value:
        return EQUAL
    return ABOVE if first.value > second.value else BELOW


def fixed(mention: Mention) -> Interval:
    """A target is what it says: 70% is 70, and not 69.5 to 70.5; "at least 90%" is held against 90."""
    if mention.quantity.value_max is not None:
        return Interval(mention.value, mention.quantity.value_max)
    return Interval(mention.value, mention.value)


def judge(subject: Mention, other: Mention, allowed: frozenset[str], *, target: bool = False) -> Judgement:
    """Whether ``subject`` stands to ``other`` in one of the ``allowed`` relations."""
    held_against = fixed(other) if target else other.interval
    sure = relation(subject.interval, held_against)
    printed = as_printed(subject, other)
    if sure != EQUAL:
        return Judgement("consistent", "exact") if sure in allowed else Judgement("refuted", "")
    both_exact = subject.quantity.exact and (other.quantity.exact or target)
    if both_exact and subject.quantity.qualifier == other.quantity.qualifier == "eq":
        return Judgement("consistent", "exact") if EQUAL in allowed else Judgement("refuted", "")
    if printed in allowed:
        return Judgement("consistent", "exact" if printed == EQUAL else "rounding")
    return Judgement("borderline", "too close to tell at the precision printed")


def near(first: Mention, second: Mention, share: Decimal = _NEAR) -> bool:
    """True where two figures are within ``share`` of each other (a tenth), or two percentage points."""
    gap = abs(first.value - second.value)
    if first.unit == "%" and gap <= 2:
        return True
    return gap <= max(abs(first.value), abs(second.value)) * share


def better(polarity: str) -> frozenset[str]:
    """The relations that are as good or better for a polarity."""
    return frozenset((ABOVE,)) if polarity == "higher" else frozenset((BELOW,))


def worse(polarity: str) -> frozenset[str]:
    """The relations that are worse for a polarity."""
    return frozenset((BELOW,)) if polarity == "higher" else frozenset((ABOVE,))
