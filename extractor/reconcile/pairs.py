"""Two figures of one thing at two times: which came first, and what ties them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from extractor.letters import lowered
from extractor.mentions import Claim, Mention
from extractor.reconcile.case import PREVIOUS, Case, alike, points_back
from extractor.reconcile.scene import ends_from, leads_to, subjects

_BASE = regex.compile(
    r"\b(?:improvement|increase|reduction|rise|fall|drop|decrease|decline)\son\s$|\b(?:on|than|over|from|against|compared\s(?:with|to))\s(?:the|a\sfigure\sof|last\syear[’']s|its|our)\s(?:\w+\s){0,2}?$"
    r"|\b(?:the\ssame\sas|identical\sto|equal\sto)\s(?:the\s|last\syear[’']s\s)?$",
    regex.I,
)
_QUARTERS = {word: n // 3 + 1 for n, word in enumerate("1 one first 2 two second 3 three third 4 four fourth".split())}
_QUARTER = regex.compile(
    r"\b(?:Q|quarter\s)([1-4]|one|two|three|four)\b|\b(first|second|third|fourth)\squarter", regex.I
)
_EARLIER = regex.compile(r"\b(?:last|previous|prior|earlier|before|ago)\b", regex.I)
_SINCE = regex.compile(r"\b(?:on|than|from|since|over|in)\b[^.;,()]{0,30}\(\s?$", regex.I)


@dataclass(frozen=True, slots=True)
class Pair:
    """``old`` and then ``new``; ``ordered`` is False where nothing says which came first.

    ``tied`` is True where the words themselves put them side by side: "from 62% to 71%", "402, down from 439".
    """

    old: Mention
    new: Mention
    binding: str
    ordered: bool
    tied: bool


def in_sentence(mentions: Sequence[Mention], binding: str = "same_sentence") -> Iterator[Pair]:
    """The pairs of outturns of one sentence: those that its words tie, or else all of them.

    Where two are tied, a third figure ("and involved 19 of them") is not one of the two.
    """
    actual = [m for m in mentions if m.role == "actual"]
    if any("respectively" in m.right for m in actual):
        yield from _respectively(actual, binding)
        return
    tied: list[Pair] = []
    loose: list[Pair] = []
    for first, second in itertools.combinations(actual, 2):
        if not alike(first, second):
            continue
        neighbours = not any(first.end <= m.start and m.end <= second.start and alike(m, first) for m in actual)
        if neighbours and ends_from(first) and leads_to(second):
            tied.append(Pair(first, second, binding, ordered=True, tied=True))
        elif (neighbours and leads_to(first) and ends_from(second)) or (
            neighbours
            and not first.comparison
            and not _opens_a_span(actual, second)
            and (compared(second) or _in_bracket_after(mentions, first, second))
            and _agree(second, first) is not False
        ):
            tied.append(Pair(second, first, binding, ordered=True, tied=True))
        else:
            loose.append(by_period(first, second, binding))
    yield from tied or loose


def _opens_a_span(actual: Sequence[Mention], figure: Mention) -> bool:
    """ "in the six wards, from 412 to 309": the 412 is what the 309 is held against, not the six."""
    after = next((m for m in actual if m.start >= figure.end), None)
    return ends_from(figure) and after is not None and leads_to(after)


def _respectively(actual: Sequence[Mention], binding: str) -> Iterator[Pair]:
    """ "0.7% and 4.7%, reduced from 0.8% and 7.2% respectively": the first with the first of the other half."""
    half, odd = divmod(len(actual), 2)
    if odd:
        return
    for new, old in zip(actual[:half], actual[half:], strict=True):
        if alike(new, old):
            yield Pair(old, new, binding, ordered=_agree(old, new) is not False, tied=False)


def _in_bracket_after(mentions: Sequence[Mention], first: Mention, second: Mention) -> bool:
    """ "93.4%, up 1.8 percentage points on Quarter 1 (90.6%)": a dated figure in a bracket behind a change."""
    changed = any(m.role == "change" and first.end <= m.start and m.end <= second.start for m in mentions)
    return changed and second.bracket and bool(second.period_text)


def compared(mention: Mention) -> bool:
    """True for a figure that another is held against: "down from 439", "168 fewer than the 2,990", "on Q1 (90.6%)"."""
    return (
        mention.comparison
        or _BASE.search(mention.left) is not None
        or (mention.bracket and mention.period is not None and _SINCE.search(mention.left) is not None)
    )


def _agree(old: Mention, new: Mention) -> bool | None:
    """Whether the periods say the same of which came first; None where they say nothing."""
    if old.period is None or new.period is None:
        first, second = (_QUARTER.search(m.period_text) for m in (old, new))
        if first and second and old.period is new.period is None and _number(first) != _number(second):
            return _number(first) < _number(second)
        earlier, later = (bool(_EARLIER.search(m.period_text)) for m in (old, new))
        return None if earlier == later or not (old.period_text and new.period_text) else earlier
    if old.period.end == new.period.end:
        return None
    return old.period.end < new.period.end


def _number(quarter: regex.Match[str]) -> int:
    return _QUARTERS[lowered(quarter.group(1) or quarter.group(2))]


def by_period(first: Mention, second: Mention, binding: str) -> Pair:
    """Two figures in the order of their periods, or as they stand where these say nothing."""
    order = _agree(first, second)
    if order is None:
        return Pair(first, second, binding, ordered=False, tied=False)
    return Pair(first, second, binding, True, False) if order else Pair(second, first, binding, True, False)


def across(case: Case, claim: Claim) -> Iterator[Pair]:
    """The outturn of the sentence before, and an earlier one in the sentence of a claim that points back to it."""
    here = [m for m in case.sentence(claim) if m.role == "actual"]
    for back in (1, 2):
        before = subjects(case.sentence(claim, back))
        for old in here:
            news = [m for m in before if alike(m, old)]
            if not news or not (old.comparison or old.period is not None):
                continue
            order = _agree(old, news[-1])
            pointed = back == 1 and points_back(claim) and len(news) == 1 == len([m for m in here if alike(m, old)])
            if order is not False:
                binding = "same_paragraph"
                yield Pair(
                    old,
                    news[-1],
                    binding,
                    order is True or old.comparison,
                    pointed and (order is True or old.comparison),
                )
    for old in [m for m in case.sentence(claim, -1) if m.role == "actual"]:
        news = [m for m in subjects(case.sentence(claim)) if alike(m, old)]
        if news and _agree(old, news[-1]) is True:
            yield Pair(old, news[-1], "same_paragraph", True, False)


def in_row(row: Sequence[Mention]) -> Iterator[Pair]:
    """A row's newest outturn with each earlier one: the one just before first."""
    cells = [m for m in row if m.role == "actual" and not m.total and not m.part]
    if len(cells) < 2:
        return
    # "Latest value" may stand before "Previous value"
    cells.sort(key=lambda m: PREVIOUS.search(m.column_label) is None)
    dated = [m for m in cells if m.period is not None]
    if len(dated) == len(cells):
        cells = sorted(cells, key=lambda m: (m.period.end, -m.period.days) if m.period else (0, 0))
    for old in reversed(cells[:-1]):
        if alike(old, cells[-1]):
            yield Pair(old, cells[-1], "same_row", True, False)
