"""Roles and ties: what each figure is to the others of its sentence."""

from __future__ import annotations

import itertools
from decimal import Decimal

import regex

from extractor.pipeline.reading import Figure, Reading
from extractor.pipeline.rolerules import RoleRules, is_bracketed, is_coordinated

_SCORE = regex.compile(
    r"\b(?:score|scores|scored|SDQ|point|points|progress 8|attainment 8|quality of life|rating|index|grade)\b", regex.I
)
_PER_BASE = regex.compile(r"\bper\s(1,?000|10,?000|100,?000)\b(?!\s?\()", regex.I)
_NOUN_BEHIND = regex.compile(
    r"^\s(?!(?:in|at|for|on|and|but|or|from|to|by|the|a|an|was|were|is|which|had|when|last|this|that|over|during|set|as|per)\b)[a-z]",
    regex.I,
)
_SHARED_CHANGE = ("change.by", "change.noun_of", "change.by_share")
_FOR_ONE_AND = regex.compile(r"^\s(?:for|in|among|at)\s[\w\s’'-]{1,40}?\s(?:and|and\sby)\s$", regex.I)
"""The second of "by 18% for girls and 11% for boys" is a change as the first is."""
_OTHER_WORDS = regex.compile(r"^\s*(?:\(|(?:,\s*)?or\s)(?:around\s|about\s|some\s)?$")
_COMMA_OR = regex.compile(r"^\s*,\s*(?:or\s)?(?:\w+\s){0,2}$")
_TO_AND = regex.compile(r"^\s?(?:to|and)\s$")
_COMPARED = regex.compile(
    r"\b(?:compared\s(?:with|to)|comparing\s(?:with|to)|against|up\sfrom|down\sfrom|from|versus|than|previously|before\sthat|rather\sthan|on)\b(?:\s[\w’'-]+){0,6}\s*(?:\(\s*)?$",
    regex.I,
)
_ENDS_TO = regex.compile(r"\bto\s*$", regex.I)
_ENDS_FROM = regex.compile(r"\bfrom\s*$", regex.I)
_TO_NEXT = regex.compile(r"^[^.;,]{0,30}\bto\s*$", regex.I)
_NUMBER_OF = regex.compile(
    r"\bnumber\sof\s(?:working\s|calendar\s|school\s)?(days|weeks|months|hours|minutes)\b[^.;,()]{0,60}"
    r"\b(?:was|is|were|at|to|of|averaged|reached)\s(?:just\s|only\s)?$",
    regex.I,
)
_PERCENTAGE_OF = regex.compile(
    r"\bpercentage\s(?!points?\b)[^.;,()\d]{1,80}?\b(?:was|is|were|at|averaged|reached)"
    r"\s(?:therefore\s|accordingly\s|thus\s|just\s|only\s)?$",
    regex.I,
)
""" "the percentage satisfactory was 95.8": the word stands for the sign."""
_ASIDE = regex.compile(r"[,:;]|\b(?:including|such\sas|while|but)\b", regex.I)
""" "Three of the five are green, including reviews on time (94%)": the share is of something else."""
_STOP = regex.compile(r"[.;:]")


class Binder:
    """Gives the figures of a reading their roles, ties ratios to percentages, and marks what is only compared."""

    def __init__(self, roles: RoleRules) -> None:
        self._roles = roles

    def read(self, reading: Reading) -> None:
        for number in range(len(reading.sentences)):
            figures = reading.in_sentence(number)
            self._assign_roles(reading, figures)
            self._start_from_what_was(figures)
            self._tie_ratios(figures)
            self._settle_units(reading, figures)

    def _assign_roles(self, reading: Reading, figures: list[tuple[int, Figure]]) -> None:
        second = ""
        everything = [figure for _, figure in figures]
        for figure in everything:
            figure.bracket = is_bracketed(figure.left)
        for position, (_index, figure) in enumerate(figures):
            figure.comparison = bool(
                self._roles.comparison.search(figure.left.rstrip(" (")[-40:])
            ) and _ends_in_comparison(figure.left)
            finding = self._roles.find(figure, beside(everything, position))
            before = figures[position - 1][1] if position else None
            if before is not None and figure.bracket and before.comparison:
                figure.comparison = True
            if finding is not None:
                figure.role, figure.role_rule, figure.comparator = finding.role, finding.rule, finding.comparator
                second = finding.second
            elif before is not None and self._follows(before, figure) and not _period_between(reading, before, figure):
                figure.role, figure.role_rule = before.role, f"{before.role_rule}.joined"
                figure.comparator = second or before.comparator
                second = ""

    def _start_from_what_was(self, figures: list[tuple[int, Figure]]) -> None:
        """ "will have fallen from 7.9% to below 5%": what it falls from was measured, what it falls to is to come."""
        for (_, first), (_, second) in itertools.pairwise(figures):
            if first.role == "forecast" and _ENDS_FROM.search(first.left) and _TO_NEXT.match(second.left):
                if second.role == "actual":
                    second.role, second.role_rule = first.role, f"{first.role_rule}.to"
                first.role, first.role_rule = "actual", "forecast.from"

    def _follows(self, before: Figure, figure: Figure) -> bool:
        if before.role == "change" and before.role_rule in _SHARED_CHANGE and _FOR_ONE_AND.match(figure.left):
            return figure.quantity.unit == before.quantity.unit and figure.quantity.unit != ""
        if before.role == "actual" or not is_coordinated(figure.left):
            return False
        if before.role == "change":
            joined = _OTHER_WORDS.match(figure.left)
            return joined is not None and (figure.quantity.measure != before.quantity.measure or "or" in figure.left)
        if figure.bracket:
            return before.quantity.measure != figure.quantity.measure
        return before.quantity.measure == figure.quantity.measure

    def _tie_ratios(self, figures: list[tuple[int, Figure]]) -> None:
        """ "83.3% (90/108)" and "six (43%)": the count, or the fraction, and the percentage are one statement."""
        for (_, first), (_second_index, second) in itertools.pairwise(figures):
            joined = second.bracket or _COMMA_OR.match(second.left)
            if not joined or second.role in ("target", "benchmark"):
                continue
            if (
                first.quantity.measure == "percentage"
                and second.quantity.denominator
                and second.quantity.measure == "count"
                and second.bracket
            ):
                second.part = True
            elif (
                first.quantity.measure == "count"
                and first.quantity.denominator
                and second.quantity.measure == "percentage"
                and first.bracket
            ):
                first.part = True

    def _settle_units(self, reading: Reading, figures: list[tuple[int, Figure]]) -> None:
        main = next(
            (
                figure
                for _, figure in figures
                if figure.quantity.measure in ("rate", "duration") or figure.quantity.unit
            ),
            None,
        )
        for position, (_, figure) in enumerate(figures):
            quantity = figure.quantity
            figure.measure, figure.unit = quantity.measure, quantity.unit
            if quantity.rule == "score.marks" and figure.role == "change" and _percentages(figures):
                figure.measure, figure.unit = "percentage", "percentage points"  # "a gain of 2.2 points"
            if quantity.measure != "count" or quantity.denominator is not None:
                continue
            if base := _PER_BASE.search(figure.left):
                figure.measure, figure.unit = "rate", f"per {base.group(1)}"  # "the rate per 1,000 was 76.6"
                continue
            if named := _NUMBER_OF.search(figure.left):
                figure.measure, figure.unit = "duration", named.group(1).lower()  # "number of days lost was 9.8"
                continue
            if _PERCENTAGE_OF.search(figure.left) and not _NOUN_BEHIND.match(figure.right) and quantity.value <= 100:
                figure.measure, figure.unit = "percentage", "%"
                continue
            if lent := self._lent(reading, figures, position):
                figure.measure, figure.unit = lent.measure, lent.unit
                continue
            fractional = quantity.value != quantity.value.to_integral_value() or quantity.step < 1
            later = figures[position + 1][1] if position + 1 < len(figures) else None
            if (
                later is not None
                and _TO_AND.match(figure.right)
                and later.quantity.unit
                and later.quantity.measure in ("rate", "duration", "percentage", "money")
            ):
                if later.quantity.measure != "money":
                    figure.measure, figure.unit = later.quantity.measure, later.quantity.unit
            elif _SCORE.search(figure.left[-60:]) and fractional:
                figure.measure, figure.unit = "score", "points"
            elif figure.role == "benchmark" or figure.comparison or fractional:
                source = (
                    main
                    if main is not None and main is not figure and main.quantity.measure == "rate"
                    else self._before(reading, figure)
                )
                if (
                    source is not None
                    and (fractional or figure.role == "benchmark")
                    and figure.quantity.value < 12 * source.quantity.value < 144 * figure.quantity.value
                ):
                    figure.measure, figure.unit = "rate", source.quantity.unit

    def _lent(self, reading: Reading, figures: list[tuple[int, Figure]], position: int) -> Figure | None:
        """The figure whose unit a bare one takes: "5.9 weeks, against 6.0", "97 per 100,000 ... the target of 90"."""
        figure = figures[position][1]
        compared = figure.role in ("target", "benchmark") or figure.comparison
        if not compared or _NOUN_BEHIND.match(figure.right) or not figure.quantity.value:
            return None
        fractional = figure.quantity.step < 1
        for _, other in reversed(figures[:position]):
            unit, measure = other.unit, other.measure
            per = measure == "rate" and figure.role == "target"
            lends = measure in ("duration", "quantity") or per or (unit == "%" and fractional)
            close = Decimal("0.2") <= abs(other.quantity.value / figure.quantity.value) <= 5
            if unit and unit != "percentage points":
                return other if lends and close else None
        if position == 0 and figure.role == "target" and (before := self._before(reading, figure)) is not None:
            near = Decimal("0.2") <= abs(before.quantity.value / figure.quantity.value) <= 5
            return before if near else None  # "fell to 83 per 10,000. This is better than the target of 86"
        return None

    def _before(self, reading: Reading, figure: Figure) -> Figure | None:
        earlier = [
            other
            for other in reading.figures
            if figure.sentence - 2 <= other.sentence <= figure.sentence and other.quantity.measure == "rate"
        ]
        return earlier[-1] if earlier else None


def _period_between(reading: Reading, before: Figure, figure: Figure) -> bool:
    """ "down 12% on the previous year (468)": the bracket belongs to the year, not to the change."""
    return any(
        before.quantity.end <= period.start and period.end <= figure.quantity.start for period in reading.periods
    )


def beside(figures: list[Figure], position: int) -> str:
    """What follows a figure; the bracket right behind it ("143 (66.8%) were living") is read over."""
    right = figures[position].right
    following = figures[position + 1] if position + 1 < len(figures) else None
    if (
        following is not None
        and following.bracket
        and following.role != "benchmark"
        and "(" in right
        and len(right.split("(")[0].split()) <= 6
    ):
        behind = following.right
        if ")" in behind:
            return right.rsplit("(", 1)[0].rstrip() + behind.split(")", 1)[1]
    return right


def _percentages(figures: list[tuple[int, Figure]]) -> bool:
    return any(figure.quantity.unit == "%" for _, figure in figures)


def _ends_in_comparison(left: str) -> bool:
    return _COMPARED.search(left) is not None and not _ENDS_TO.search(left)


def percentage_parts(figure: Figure, others: list[Figure]) -> tuple[Decimal | None, Decimal | None]:
    """Numerator and denominator that the text ties to a percentage: in its bracket, or before the one it stands in."""
    quantity = figure.quantity
    if quantity.numerator is not None or quantity.unit != "%":
        return quantity.numerator, quantity.denominator
    position = others.index(figure)
    after = others[position + 1] if position + 1 < len(others) else None
    if after is not None and after.part:
        return after.quantity.numerator, after.quantity.denominator
    before = others[position - 1] if position else None
    if before is None or before.quantity.measure != "count" or figure.role != before.role:
        return None, None
    earlier = others[position - 2] if position > 1 else None
    share = earlier is not None and earlier.quantity.measure == "percentage" and _plain_share(earlier)
    if before.part and before.bracket and share:
        return None, None  # "83% (50 of 60), up from 79%": the bracket is the first one's
    if before.part or (figure.bracket and before.quantity.denominator is not None and not _ASIDE.search(figure.left)):
        return before.quantity.numerator, before.quantity.denominator
    if figure.bracket and _adjacent(before, figure) and before.quantity.exact:
        return before.quantity.value, None
    return None, None


def _plain_share(figure: Figure) -> bool:
    """A percentage in digits: "three quarters (91 of 121, or 75.2%)" goes on in its bracket."""
    return not figure.quantity.rule.startswith("fraction")


def _adjacent(before: Figure, figure: Figure) -> bool:
    """True for "143 (66.8%)" and "18 children (8.4%)"."""
    return len(figure.left.split()) <= 5 and not _STOP.search(figure.left)
