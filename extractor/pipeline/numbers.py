"""Every number of a block gets one fate: a figure, part of a period, or an exclusion with a reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import regex

from extractor.pipeline.exclusions import ExclusionRules
from extractor.pipeline.reading import Exclusion, Figure, Reading
from extractor.values.period import PrintedPeriod
from extractor.values.quantity import Quantity, QuantityGrammar

_STRONG = frozenset({"time", "telephone", "legislation", "address", "age", "school_year", "code"})
_CARDINAL = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|dozen"
)
NUMBER = regex.compile(rf"\d+(?:[.,]\d+)*|\b(?:one|{_CARDINAL})\b", regex.I)
"""What counts as a number when fates are counted: runs of digits, and cardinal words."""

_ONE_FIGURE_LEFT = regex.compile(
    r"(?:\b(?:there\s(?:was|is|has\sbeen|had\sbeen)|only|just|and|but|or|of\swhom|of\swhich|while|another|a\sfurther|up\sto|received|recorded|reported|plus)\s(?:only\s|just\s|also\s|a\s)?|^\s*|[,;:(]\s*(?:and\s)?)$",
    regex.I,
)
_ONE_FIGURE_RIGHT = regex.compile(
    r"^\s(?!of\b)(?:[a-z’'-]+\s){0,5}?(?:was|were|is|had|has|remain\w*|resigned|required?|requires|moved|died|left|started|upheld|outstanding|awaiting|pending|received|made|in\sthe\s(?:quarter|year|period))\b|^\s?(?:[.,;)]|in\sthe\s(?:quarter|year|period|month)|$)",
    regex.I,
)
_THERE_WAS = regex.compile(r"\bthere\s(?:was|has\sbeen|had\sbeen)\s(?:only\s|just\s)?$", regex.I)
_NO_FIGURE_LEFT = regex.compile(
    r"(?:^\s*|[.;:,–-]\s*|\b(?:there\s(?:was|were|is|are|has\sbeen|have\sbeen|had\sbeen|are\scurrently|were\salso|were\sstill)|with|and|but|although|though|recorded|received|had|were|while|(?<!\b(?:ensure|ensuring|ensures|so|sure|agreed|requires?)\s)that|held|issued|made|by\sthe\send\sof)\s)$",
    regex.I,
)
_NO_FIGURE_RIGHT = regex.compile(
    r"^\s(?:(?!and\b|or\b|the\b|that\b)[a-z’'/-]+\s){0,4}?(?:(?!(?:was|has|is|this|previous|as|across|less|unless|access|process|progress|business|awareness|illness|status|basis|analysis|always|perhaps|thus|plus|towards|besides)\b)[a-z’'-]+s|children|people|men|women|staff|fatalities|households)\b|^\s(?:(?:care\sleaver|child|young\sperson|employee|pupil|family|household|school|home|tenant|resident|officer|complaint|case|plan|application|appeal|death)\b)",
    regex.I,
)
_NO_CLAUSE = regex.compile(
    r"^\s(?:[a-z-]+\s){1,4}?(?:was|were|had|has|have|received|resulted|led|took|remained|failed|ended|missed)\b",
    regex.I,
)
_NONE_FIGURE = regex.compile(
    r"^\s(?:of|for|were|was|had|have|has|are|is|in|at|since|during|this|being|resulted|led|required|lost|came|went|took|\w+ed)\b|^[,;]\s",
    regex.I,
)
_ANSWERS = regex.compile(r"[A-Za-z)]\s?(?::|\s[–—-]|\.{3,}+)\s*$")
_ENDS = regex.compile(r"\s*(?:[.;,)]|$)")
_NUMBER_WORD = regex.compile(r"\b(?:no|none|nobody|nil|half|third|quarter)\b", regex.I)
_LISTED = regex.compile(r"(?:,|\band)\s$")


class NumberReader:
    """Finds the figures and the exclusions of a reading; its periods must be there."""

    def __init__(self, grammar: QuantityGrammar, exclusions: ExclusionRules) -> None:
        self._grammar = grammar
        self._exclusions = exclusions

    def read(self, reading: Reading) -> None:
        text = reading.text
        if NUMBER.search(text) is None and _NUMBER_WORD.search(text) is None:
            return
        whole = self._exclusions.block_reason(text)
        excluded = self._exclusions.scan(text)
        reading.periods, excluded = _reconcile(reading.periods, excluded)
        taken = sorted([(p.start, p.end) for p in reading.periods] + [(e.start, e.end) for e in excluded])
        quantities = list(self._grammar.scan(text, taken))
        if whole is not None:
            excluded += [Exclusion(q.start, q.end, *whole) for q in quantities if q.rule != "count.zero"]
            quantities = []
        self._sort(reading, quantities, excluded)
        excluded += [Exclusion(p.start, p.end, "period", p.rule) for p in reading.periods if NUMBER.search(p.text)]
        excluded = _whole_numbers(reading.text, excluded)
        reading.exclusions = _distinct(excluded + self._left_over(reading, excluded))

    def _sort(self, reading: Reading, quantities: list[Quantity], excluded: list[Exclusion]) -> None:
        """Figures from what is none, by the words beside each quantity."""
        masked = reading.without_periods
        kept: list[Quantity] = []
        for number, quantity in enumerate(quantities):
            start, end = _bounds(reading, quantity)
            before = max(start, quantities[number - 1].end) if number else start
            after = min(end, quantities[number + 1].start) if number + 1 < len(quantities) else end
            left = masked(before, quantity.qualifier_start if quantity.qualifier_start >= 0 else quantity.start)
            right = masked(quantity.end, after)
            listed = (
                number > 0
                and _LISTED.search(left) is not None
                and quantities[number - 1].measure == "count"
                and quantities[number - 1].end > start
            )
            verdict = self._verdict(quantity, left, right, listed)
            if verdict is None:
                kept.append(quantity)
            elif quantity.rule != "count.zero":
                excluded.append(Exclusion(quantity.start, quantity.end, *verdict))
        reading.figures = [self._figure(reading, kept, number, masked) for number in range(len(kept))]

    def _verdict(self, quantity: Quantity, left: str, right: str, listed: bool) -> tuple[str, str] | None:
        word = quantity.text.lower()
        judged = self._exclusions.judge(quantity, left, right)
        if judged is not None:
            return judged
        if (
            word == "one"
            and not listed
            and not (_ONE_FIGURE_LEFT.search(left) and (_ONE_FIGURE_RIGHT.match(right) or _THERE_WAS.search(left)))
        ):
            return "idiom", "idiom.one_unsupported"
        opens = not left.strip() and _NO_CLAUSE.match(right) is not None
        if word == "no" and not opens and not (_NO_FIGURE_LEFT.search(left) and _NO_FIGURE_RIGHT.match(right)):
            return "idiom", "idiom.no_unsupported"
        if word == "nil" and _ANSWERS.search(left) and _ENDS.match(right):
            return None  # "Smallpox: Nil."
        if word in ("none", "nobody", "nil", "zero") and not _NONE_FIGURE.match(right):
            return "idiom", "idiom.none_unsupported"
        return None

    def _figure(self, reading: Reading, kept: list[Quantity], number: int, masked: Callable[[int, int], str]) -> Figure:
        quantity = kept[number]
        start, end = _bounds(reading, quantity)
        before = max(start, kept[number - 1].end) if number else start
        following = kept[number + 1] if number + 1 < len(kept) else None
        limit = (following.qualifier_start if following.qualifier_start >= 0 else following.start) if following else end
        left_end = quantity.qualifier_start if quantity.qualifier_start >= 0 else quantity.start
        return Figure(
            quantity,
            reading.sentence_of(quantity.start),
            left=masked(before, left_end),
            right=masked(quantity.end, max(quantity.end, min(end, limit))),
        )

    def _left_over(self, reading: Reading, excluded: list[Exclusion]) -> list[Exclusion]:
        """Numbers that nothing spoke for: they are kept as such, never dropped."""
        spans = sorted(
            [(f.quantity.start, f.quantity.end) for f in reading.figures]
            + [(e.start, e.end) for e in excluded]
            + [(p.start, p.end) for p in reading.periods]
        )
        left: list[Exclusion] = []
        index = 0
        for found in NUMBER.finditer(reading.text):
            while index < len(spans) and spans[index][1] <= found.start():
                index += 1
            if index < len(spans) and spans[index][0] < found.end():
                continue
            reason = "idiom" if found.group().isalpha() else "unread"
            left.append(Exclusion(found.start(), found.end(), reason, f"{reason}.left_over"))
        return left


def _bounds(reading: Reading, quantity: Quantity) -> tuple[int, int]:
    if not reading.sentences:
        return 0, len(reading.text)
    return reading.sentences[reading.sentence_of(quantity.start)]


def _beats(exclusion: Exclusion, period: PrintedPeriod) -> bool:
    """True where an exclusion takes a period's place: a surer kind, or a longer stretch than a bare year ("1/1985")."""
    if exclusion.start >= period.end or period.start >= exclusion.end:
        return False
    return exclusion.reason in _STRONG or (period.form == "calendar" and exclusion.start < period.core_start)


def _whole_numbers(text: str, excluded: list[Exclusion]) -> list[Exclusion]:
    """An exclusion that ends inside a number takes the rest of it: half a number has no fate of its own."""
    widened = []
    for exclusion in excluded:
        inside = next((n for n in NUMBER.finditer(text, exclusion.start) if n.end() > exclusion.end), None)
        if inside is not None and inside.start() < exclusion.end:
            exclusion = replace(exclusion, end=inside.end())
        widened.append(exclusion)
    return widened


def _reconcile(periods: list[PrintedPeriod], excluded: list[Exclusion]) -> tuple[list[PrintedPeriod], list[Exclusion]]:
    """Where a period and an exclusion overlap, the one that is surer stays."""
    kept = [p for p in periods if not any(_beats(e, p) for e in excluded)]
    weak = [e for e in excluded if e.reason in _STRONG or not any(e.start < p.end and p.start < e.end for p in kept)]
    return kept, weak


def _distinct(excluded: list[Exclusion]) -> list[Exclusion]:
    unique: list[Exclusion] = []
    for exclusion in sorted(excluded, key=lambda item: (item.start, -item.end)):
        if not unique or exclusion.start >= unique[-1].end:
            unique.append(exclusion)
    return unique
