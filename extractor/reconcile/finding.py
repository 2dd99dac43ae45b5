"""A finding: one check of figures against figures, and how it is said to a person."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import regex

from extractor.mentions import Mention
from extractor.values.interval import Interval

_ALMOST = Decimal("0.999")
_DIGITS = regex.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Finding:
    """One check. ``binding`` says what ties the figures: it decides between inconsistent and review.

    ``expected`` is what the other figures work out to, ``observed`` what is printed, ``tolerance`` how far apart
    rounding allows them to be; all in the unit of the figure checked. ``flips``: the figure that is worked out stands
    on the other side of its target.
    """

    kind: str
    verdict: str
    reason: str
    statement: str
    mention_ids: tuple[str, ...]
    claim_ids: tuple[str, ...] = ()
    expected: Decimal | None = None
    observed: Decimal | None = None
    tolerance: Decimal | None = None
    binding: str = ""
    context: str = ""
    flips: bool = False


def printed(value: Decimal, places: int = 0) -> str:
    """A number as a report prints it: rounded half up, thousands separated."""
    return f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,}"


def places_of(mention: Mention) -> int:
    """The decimal places that a figure is printed with."""
    exponent = mention.quantity.step.normalize().as_tuple().exponent
    return max(0, -int(exponent))


def or_cut_off(mention: Mention) -> Interval:
    """What a printed figure stands for, its sign off: rounded, or cut off after the last place."""
    interval = mention.interval if mention.value >= 0 else -mention.interval
    if mention.quantity.qualifier == "eq" and not mention.quantity.exact and interval.high is not None:
        # cut off, "5" is all that is less than 6
        return Interval(interval.low, abs(mention.value) + mention.quantity.step * _ALMOST)
    return interval


def agreement(worked_out: Decimal, figure: Mention) -> str | None:
    """How a value that was worked out agrees with a printed figure: exact, rounding, truncation, or None."""
    interval = figure.interval
    if figure.quantity.qualifier == "eq" and figure.quantity.value_max is None and worked_out == figure.value:
        return "exact"
    if Interval(worked_out, worked_out).meets(interval):
        return "rounding"
    if figure.quantity.qualifier == "eq" and figure.quantity.value_max is None:
        low, high = sorted((figure.value, figure.value + figure.quantity.step.copy_sign(figure.value)))
        if low <= worked_out < high:
            return "truncation"
    return None


def amount(value: Decimal, like: Mention) -> str:
    """A total as a person would write it beside the figure ``like``: in its sign, its scale and its decimals."""
    sign = "£" if "£" in like.text else ""
    number = _DIGITS.search(like.text)
    shown = Decimal(number.group().replace(",", "")) if number else Decimal(0)
    whole = like.denominator is not None  # "9 of the 14": its first number need not be its value
    scaled = abs(like.value / shown) if shown and like.value and not whole else Decimal(1)
    behind = like.text[number.end() :].rstrip(" )") if number and scaled != 1 else ""
    total = abs(value) / scaled
    places = max(0, -int(total.normalize().as_tuple().exponent))
    return f"{'-' if value < 0 else ''}{sign}{printed(total, min(places, 3))}{behind}"
