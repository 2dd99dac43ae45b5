"""What a document says of itself: how many things it lists, what it corrects, and for when a column is."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import regex

from extractor.mentions import Mention
from extractor.reconcile.case import Case
from extractor.reconcile.finding import Finding
from extractor.values.period import Period

_NUMBERS = {word: number for number, word in enumerate("two three four five six seven eight nine ten".split(), 2)}
_LISTED = regex.compile(
    r"(?:^|(?<=[.\n]))(?P<lead>[^.\n]*?\b(?:the\sfollowing|these)\s(?P<count>two|three|four|five|six|seven|eight|nine|ten|\d{1,2})"
    r"\s[a-z][^.:\n]{2,80}):[ \t]*\n"
    r"(?P<items>(?:[ \t]*+\n|[ \t]*+(?:[•·▪‣–-]|\(?[a-z0-9]{1,2}[.)])[ \t][^\n]++\n?+(?:[ \t]{2}[^\n]++\n)*+)++)",
    regex.I,
)
_ANNOUNCED = regex.compile(
    r"\b(?:the\sfollowing|these)\s(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2})", regex.I
)
_ITEM = regex.compile(r"^[ \t]*(?:[•·▪‣–-]|\(?[a-z0-9]{1,2}[.)])[ \t]+\S", regex.I | regex.M)
_SHOULD_READ = regex.compile(r"\bshould\s(?:have\s(?:read|been)|read|be)\s(?:as\s)?[“\"']?$", regex.I)
_NOT = regex.compile(r"\b(?:not|instead\sof|rather\sthan|and\snot)\s[“\"']?$", regex.I)


def check_said(case: Case) -> Iterator[Finding]:
    """List counts, corrections and the labels of columns."""
    yield from _lists(case)
    yield from _errata(case)
    yield from _labels(case)


def _find_lists(text: str) -> Iterator[regex.Match[str]]:
    """The lists of a text; looked for from the words that announce them, as few sentences do."""
    reached = start = looked = 0
    for announced in _ANNOUNCED.finditer(text):
        # a sentence without an end is looked back through once, and not from each announcement in it
        end = max(text.rfind(".", looked, announced.start()), text.rfind("\n", looked, announced.start()))
        start, looked = (end + 1 if end >= 0 else start), announced.start()
        if start >= reached and (found := _LISTED.match(text, start)) is not None:
            yield found
            reached = found.end()


def _lists(case: Case) -> Iterator[Finding]:
    """ "the following three indicators:" and the bullets below it; a list may go on overleaf, so it is only put up."""
    for found in _find_lists(case.text):
        said = found.group("count").lower()
        count = _NUMBERS.get(said) or int(said) if said.isdigit() or said in _NUMBERS else 0
        items = len(_ITEM.findall(found.group("items")))
        if not 2 <= count <= 30 or items < 2:
            continue
        agrees = items == count
        lead = " ".join(found.group("lead").split())
        yield Finding(
            "sum",
            "consistent" if agrees else "review",
            "exact" if agrees else "the list has another number of items",
            f"“{lead}” says {said}, and {items} are listed: {'they agree' if agrees else 'a person should look'}.",
            _counted(case, *found.span("count")),
            binding="same_paragraph",
            context=lead,
        )


def _counted(case: Case, start: int, end: int) -> tuple[str, ...]:
    """The ids of the figures that the number at ``[start, end)`` of the text is."""
    mentions = case.findings.mentions
    first = bisect_left(mentions, start, key=lambda mention: mention.start)
    return tuple(m.id for m in itertools.takewhile(lambda mention: mention.start <= end, mentions[first : first + 9]))


def _errata(case: Case) -> Iterator[Finding]:
    """ "should read 95.8%, not 98.8%": what it corrects, and whether the old figure still stands in this document."""
    alike: dict[tuple[Decimal, str, str], list[Mention]] = defaultdict(list)
    for mention in case.findings.mentions:
        alike[mention.value, mention.unit, mention.text].append(mention)
    for sentence in case.neighbours.sentences():
        right = next((m for m in sentence if _SHOULD_READ.search(m.left)), None)
        wrong = next((m for m in sentence if right is not None and m.start > right.start and _NOT.search(m.left)), None)
        if right is None or wrong is None or wrong.measure != right.measure:
            continue
        within = {m.id for m in sentence}
        still = next((m for m in alike[wrong.value, wrong.unit, wrong.text] if m.id not in within), None)
        statement = f"The text corrects {wrong.text} to {right.text}"
        yield Finding(
            "agreement",
            "review" if still else "unverifiable",
            "the figure that is corrected still stands in the document" if still else "corrects another paper's figure",
            f"{statement}, and {wrong.text} still stands elsewhere in the document: a person should look."
            if still
            else f"{statement}; the paper that it corrects is not this one.",
            tuple(m.id for m in (right, wrong, still) if m is not None),
            expected=right.value,
            observed=wrong.value,
            binding="same_sentence",
            context=right.context,
        )


def _labels(case: Case) -> Iterator[Finding]:
    """Months in a row of headings that follow each other but for one, which would with another year."""
    tables: dict[int, dict[int, Mention]] = {}
    for (table, _), row in case.rows.items():
        for cell in row:
            if cell.column is not None and cell.period is not None and 27 < cell.period.days < 32:
                tables.setdefault(table, {}).setdefault(cell.column, cell)
    for columns in tables.values():
        cells = [columns[number] for number in sorted(columns)]
        if len(cells) < 4:
            continue
        months = [_month(cell.period) for cell in cells if cell.period is not None]
        start = {month - place for place, month in enumerate(months)}
        if len(start) == 1:
            continue
        for place, month in enumerate(months):
            others = {m - n for n, m in enumerate(months) if n != place}
            if len(others) == 1 and abs(month - place - next(iter(others))) == 12:
                yield _mislabelled(cells[place], cells)


def _month(period: Period) -> int:
    first: date = period.start
    return first.year * 12 + first.month


def _mislabelled(cell: Mention, cells: list[Mention]) -> Finding:
    return Finding(
        "agreement",
        "review",
        "a column is headed with another year",
        f"The column headed {cell.column_label} stands between months of another year: a person should look.",
        (cell.id,),
        binding="same_row",
        context="; ".join(m.column_label for m in cells),
    )
