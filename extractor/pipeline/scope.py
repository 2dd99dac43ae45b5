"""Which period each figure is for: its own, its clause's, its sentence's, or the one that the text before it set.

A period right behind a figure is that figure's; one that opens a sentence governs the figures after it; what is compared
takes no period from what it is compared with. Benchmarks lag, so they take only a period of their own.
"""

from __future__ import annotations

from dataclasses import replace

import regex

from extractor.pipeline.reading import Figure, Reading
from extractor.pipeline.rolerules import RoleRules
from extractor.values.period import Period, PrintedPeriod, Setting, settle

_RELATIVE = frozenset(
    {"earlier_year", "previous_quarter", "previous_month", "previous_months", "years_ago", "months_ago", "same_in"}
)
_BLOCKING = regex.compile(
    r"[;]|\b(?:compared|against|from|than|while|whereas|but|although|versus|up from|down from|previously|since)\b",
    regex.I,
)
_NEAR = regex.compile(
    r"^[\s,(–-]*(?:(?:the|it|there|was|were|is|when|figure|rate|total|number|had been|been|a|an|average|outturn|of|target|budget|plan|limit|forecast|ambition|for|where|stood at)\b[\s,]*)*\(?$",
    regex.I,
)
_AGAINST = regex.compile(
    r",?\s\(?(?:(?:as\s)?against|compared\s(?:to|with)|versus)\s(?:(?:a|an|the|our|its|their)\s)?(?:[\w-]+\s){0,2}(?:target|standard|goal|budget)\sof\s",
    regex.I,
)
_PAST = regex.compile(r"\b(?:had|was|were|has|have)\b", regex.I)
_PARTED = regex.compile(r"[;]|\b(?:compared|from|than|up from|down from|previously)\b", regex.I)
_ENDS_FROM = regex.compile(r"\bfrom\s*$", regex.I)
_OPENING = regex.compile(r"(?:[;,]\s*|\b(?:and|but|while|whereas|although)\s)$")
_ONE_CLAUSE = regex.compile(r"^,?\s(?:(?!(?:and|but|while|which|who|where)\b)[\w’'-]+\s){1,8}\(?$")
_GOES_ON = regex.compile(r"^\s*(?:,|;|and\b|or\b|-|–)(?!\s(?:when|where)\b)")
_LEADING = regex.compile(r"(?:^|[.;:,(]\s*|\b(?:and|on|than|when|but|while)\s)$")
_OTHERS_PERIOD = regex.compile(
    r"[;]|\b(?:than|compared|since|target for|due|scheduled)\s*(?:(?:in|at|on|with|to)\s*)?$", regex.I
)
_OTHER_CLAUSE = regex.compile(
    r"[;]|,\s(?:and|but|while|which|compared|up|down|against|an?\s)|\b(?:compared|while|but|whereas)\b", regex.I
)
_SINCE = regex.compile(r"\b(?:than|on|since|from|over|below|above)\s*(?:the\s)?$", regex.I)
_OF_THESE = regex.compile(r"\W*(?:of|among|within)\s(?:these|this|those|them|that)\b", regex.I)
_MAY_OPEN = regex.compile(r"\s?\(?")


class PeriodScope:
    """Binds the printed periods of a reading to its figures and settles them."""

    def __init__(self, roles: RoleRules) -> None:
        self._roles = roles

    def read(self, reading: Reading) -> None:
        """Fill ``printed_period``, ``period`` and ``period_from`` of every figure."""
        anchor: Period | None = None
        pair: tuple[Period | None, Period | None] = (None, None)
        for number, (start, end) in enumerate(reading.sentences):
            figures = [figure for _, figure in reading.in_sentence(number)]
            periods = [period for period in reading.periods if start <= period.start < end]
            settled = self._settle_all(reading, periods, figures, anchor)
            for figure, period in self._own(reading, figures, periods).items():
                figures[figure].printed_period = period
                figures[figure].period = settled.get(period.start)
                figures[figure].period_from = "own"
            self._spread(reading, figures, periods, settled)
            self._inherit(reading, figures, periods, anchor, pair)
            anchor, pair = self._remember(figures, settled, periods, anchor, pair)
            if len(periods) == 1:
                if not _only_compared(figures, periods[-1]):
                    reading.closing = settled.get(periods[-1].start)
            elif periods or not _OF_THESE.match(reading.text, start):
                reading.closing = None

    def _settle_all(
        self, reading: Reading, periods: list[PrintedPeriod], figures: list[Figure], anchor: Period | None
    ) -> dict[int, Period]:
        settled: dict[int, Period] = {}
        base = reading.context.setting
        current = anchor
        for printed in periods:
            before = reading.text[max(0, printed.start - 90) : printed.start]
            forward = bool(self._roles.future.search(before)) or (
                printed.operation == "by" and not _PAST.search(before)
            )
            setting = Setting(
                base.reporting,
                current or base.anchor,
                base.latest,
                forward and printed.operation != "since",
                base.academic,
            )
            period = settle(printed, setting)
            if period is None and forward:
                period = settle(printed, replace(setting, forward=False)) if printed.operation != "by" else None
            if period is not None:
                settled[printed.start] = period
                if printed.form not in _RELATIVE and printed.form != "annual":
                    current = period
        return settled

    def _own(self, reading: Reading, figures: list[Figure], periods: list[PrintedPeriod]) -> dict[int, PrintedPeriod]:
        """Figure index -> the period that stands beside it."""
        own: dict[int, PrintedPeriod] = {}
        taken: set[int] = set()
        for index, figure in enumerate(figures):  # "on Quarter 3 (82.4%)", "In 2020/21 it was £2.25m"
            previous_end = figures[index - 1].quantity.end if index else -1
            for period in periods:
                if previous_end <= period.start and period.end <= figure.quantity.start:
                    between = reading.text[period.end : _begin(figure)]
                    before = reading.text[max(0, period.start - 24) : period.start]
                    if (index and _opens_clause(before, between)) or (
                        _NEAR.match(between)
                        and (index == 0 or "(" in between or _leads(before, between) or period.form == "annual")
                    ):
                        own[index] = period
                        taken.add(period.start)
        for index, figure in enumerate(figures):
            if index in own:
                continue
            limit = _begin(figures[index + 1]) if index + 1 < len(figures) else 10**9
            for period in periods:
                if period.start >= figure.quantity.end and period.start < limit and period.start not in taken:
                    between = reading.text[figure.quantity.end : period.start]
                    if _crosses(between, figure):
                        break
                    own[index] = period
                    taken.add(period.start)
                    break
        return own

    def _spread(
        self, reading: Reading, figures: list[Figure], periods: list[PrintedPeriod], settled: dict[int, Period]
    ) -> None:
        """A period that opens the sentence governs what follows; one that ends a clause governs the figures joined to its own."""
        if not figures:
            return
        opening = next((p for p in periods if p.end <= _begin(figures[0])), None)
        for index, figure in enumerate(figures):
            if figure.printed_period is not None or figure.role in ("benchmark", "change"):
                continue
            if (
                index
                and not figure.comparison
                and figures[index - 1].printed_period is not None
                and figures[index - 1].role != "benchmark"
            ):
                between = reading.text[figures[index - 1].quantity.end : _begin(figure)]
                if not _PARTED.search(between) or figure.role == "target":
                    _take(figure, figures[index - 1], "clause")
                    continue
            if opening is not None and not figure.comparison:
                figure.printed_period, figure.period, figure.period_from = (
                    opening,
                    settled.get(opening.start),
                    "sentence",
                )
        for index in range(len(figures) - 2, -1, -1):
            figure, after = figures[index], figures[index + 1]
            if (
                figure.printed_period is None
                and after.bracket
                and after.period_from == "own"
                and after.printed_period is not None
                and after.printed_period.start > after.quantity.end
            ):
                _take(figure, after, "joined")
                continue
            if len(periods) == 1 and _shared_with_target(reading, figure, after):
                _take(figure, after, "joined")
                continue
            if (
                figure.printed_period is None
                and after.period_from in ("own", "joined")
                and figure.role == after.role == "actual"
            ):
                between = reading.text[figure.quantity.end : _begin(after)]
                if (
                    not _BLOCKING.search(between)
                    and not after.comparison
                    and after.printed_period is not None
                    and after.printed_period.start > after.quantity.end
                ):
                    _take(figure, after, "joined")

    def _inherit(
        self,
        reading: Reading,
        figures: list[Figure],
        periods: list[PrintedPeriod],
        anchor: Period | None,
        pair: tuple[Period | None, Period | None],
    ) -> None:
        loose = [figure for figure in figures if figure.printed_period is None and figure.role == "actual"]
        if len(loose) >= 2 and pair[1] is not None and not periods and _ENDS_FROM.search(loose[0].left):
            loose[0].period, loose[0].period_from = pair[1], "before"
            loose[1].period, loose[1].period_from = pair[0], "before"
            return
        for figure in loose:
            if figure.comparison:
                continue
            if anchor is not None and not periods:
                figure.period, figure.period_from = anchor, "before"
            elif reading.context.default is not None and not periods:
                figure.period, figure.period_from = reading.context.default, "document"

    def _remember(
        self,
        figures: list[Figure],
        settled: dict[int, Period],
        periods: list[PrintedPeriod],
        anchor: Period | None,
        pair: tuple[Period | None, Period | None],
    ) -> tuple[Period | None, tuple[Period | None, Period | None]]:
        main = next(
            (f.period for f in figures if f.role == "actual" and f.period is not None and not f.comparison), None
        )
        other = next((f.period for f in figures if f.comparison and f.period is not None), None)
        if main is not None:
            return main, (main, other)
        if figures and periods:
            return None, (None, None)
        return anchor, pair


def _only_compared(figures: list[Figure], period: PrintedPeriod) -> bool:
    """True for "up from 549 at 31 March 2016. Of this number:", where the list below is not of that day."""
    own = [figure for figure in figures if figure.printed_period is period]
    return bool(own) and all(figure.comparison for figure in own)


def _begin(figure: Figure) -> int:
    start = figure.quantity.qualifier_start
    return start if start >= 0 else figure.quantity.start


def _opens_clause(before: str, between: str) -> bool:
    """True for "17% ... and by 2014-15, this had reduced to 13%": the period opens the clause that the figure ends."""
    opened = _OPENING.search(before)
    within = _ONE_CLAUSE.match(between)
    return opened is not None and within is not None


def _leads(before: str, between: str) -> bool:
    """True for a period that opens a clause of its own: "and in 2020/21 it was", "quarter two, when it was"."""
    if _GOES_ON.match(between):
        return False
    return bool(_LEADING.search(before)) or "when" in between


def _crosses(between: str, figure: Figure) -> bool:
    """True where a period behind a figure belongs to something else: "more than in 2016/17 (39.8%)"."""
    if _OTHERS_PERIOD.search(between):
        return True
    if _OTHER_CLAUSE.search(between):
        return True
    return figure.role == "change" and bool(_SINCE.search(between))


def _shared_with_target(reading: Reading, figure: Figure, after: Figure) -> bool:
    """True for "77% against a target of 80% in quarter 2": the one period, behind the target, is for both."""
    printed = after.printed_period
    return (
        figure.printed_period is None
        and figure.role == "actual"
        and after.role == "target"
        and after.period_from == "own"
        and printed is not None
        and printed.operation != "by"
        and printed.start > after.quantity.end
        and _AGAINST.fullmatch(reading.text[figure.quantity.end : _begin(after)]) is not None
        and _MAY_OPEN.fullmatch(reading.text[after.quantity.end : printed.start]) is not None
    )


def _take(figure: Figure, other: Figure, source: str) -> None:
    figure.printed_period, figure.period, figure.period_from = other.printed_period, other.period, source
