"""The same figure stated twice in one document: in words and in a table, or in two places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

import regex

from extractor.mentions import Mention
from extractor.reconcile.case import Case, alike, content_words, latest, stems
from extractor.reconcile.cells import Cells, Rows, digits_of, numbers_in
from extractor.reconcile.claimed import named
from extractor.reconcile.finding import Finding

_RESULT = regex.compile(
    r"(?:^\W*(?:performance|this|it|the\s(?:figure|rate|result|average|total|number)|there)?\s?(?:has\s|have\s|had\s|now\s)?"
    r"(?:improved|fell|fallen|rose|risen|dropped|increased|decreased|reduced|declined|worsened|was|were|is|are|stood|stands|remained)\s?(?:to|at)?\s?(?:just\s|only\s)?)$",
    regex.I,
)
_NAMED = 0.65
_SHARED = 3  # stems
_NEAR = Decimal("0.15")
_CLOSE = Decimal("0.2")
_OTHER_BODIES = regex.compile(
    r"\b(?:nationally|national|England|English|Wales|Scotland|London|region\w*|average\s(?:for|of|is|was|rate)|median|neighbours?|CIPFA|comparators?|family\s(?:average|group))\b",
    regex.I,
)
_SOME_OF = regex.compile(
    r"^\s(?:of\s(?:them|these|those|which|whom)|more|fewer|further|other|new|additional)\b", regex.I
)


def check_agreement(case: Case) -> Iterator[Finding]:
    """Every narrative figure that a table, or another sentence, gives as well."""
    rows = Rows(case)
    cells: dict[tuple[str, str], Cells] = defaultdict(Cells)
    for row in case.rows.values():
        for m in row:
            if m.role in ("actual", "benchmark"):
                cells[m.role, m.measure].add(m)
    done: set[str] = set()
    for mention in case.findings.mentions:
        if mention.source != "narrative" or mention.role not in ("actual", "benchmark"):
            continue
        if mention.quantity.rule.startswith("fraction"):
            continue
        found = (
            _in_own_row(case, mention)
            if mention.table is not None
            else _with_cells(mention, rows, cells[mention.role, mention.measure])
        )
        if found is not None:
            done.add(mention.id)
            yield found
    yield from _in_two_places(case, done)
    yield from _swapped(case, done)


def _in_own_row(case: Case, mention: Mention) -> Finding | None:
    """A comment's figure that is one of its row's, or should be."""
    row = case.rows.get((mention.table or 0, mention.row or 0), [])
    fellows = [m for m in row if alike(m, mention) and m.role in ("actual", "benchmark")]
    same = [m for m in fellows if _as_printed(m, mention) and m.role == mention.role]
    if same and mention.value != 0:
        return _finding("consistent", mention, same[-1], "same_row")
    newest = latest(fellows)
    if newest is None or mention.comparison or mention.role != "actual" or mention.quantity.qualifier != "eq":
        return None
    if mention.numerator is not None or mention.denominator is not None or mention.bracket:
        return None
    if mention.period_text and mention.period != newest.period:
        return None
    gap = abs(newest.value - mention.value)
    if gap > max(abs(newest.value), abs(mention.value)) * _CLOSE or _SOME_OF.search(mention.right):
        return None
    if mention.measure == "count":
        label = {word[:5] for word in content_words(mention.row_label or newest.row_label)}
        noun = {word[:5] for word in content_words(" ".join(mention.right.split()[:2]))}
        if not (noun & label) or not regex.search(r"^\W*there\s(?:were|was|are|have\sbeen)\s$", mention.left, regex.I):
            return None
    elif not _RESULT.search(mention.left):
        return None
    return _finding("inconsistent", mention, newest, "same_row")


def _with_cells(mention: Mention, rows: Rows, cells: Cells) -> Finding | None:
    """A sentence's figure and the cell of the same indicator: they may differ by what they count, so only agree."""
    words = stems(f"{mention.indicator} {mention.context} {mention.section}")
    printed = mention.interval
    best: Mention | None = None
    small = mention.value < 10 and mention.measure == "count"
    for cell, interval, label in cells.like(printed, words, mention.indicator_id) if not small else ():
        same = bool(mention.indicator_id) and mention.indicator_id == cell.indicator_id
        if not same and (not label or len(label & words) * 2 < len(label)):
            continue
        if (
            interval.meets(printed)
            and _as_printed(cell, mention)
            and alike(cell, mention)
            and not _contradict(cell, mention)
        ):
            best = cell
            if same:
                break
    if best is not None:
        return _finding("consistent", mention, best, "same_indicator")
    differing = _differs(rows, mention)
    if differing is not None:
        return _finding("inconsistent", mention, differing, "same_indicator")
    near = [
        cell
        for cell, _, label in cells.with_digits_of(mention)
        if label & words and _transposed(mention, cell) and not _contradict(cell, mention)
    ]
    return _finding("inconsistent", mention, near[0], "same_indicator") if len(near) == 1 else None


def _differs(table_rows: Rows, mention: Mention) -> Mention | None:
    """The cell that a sentence should have given: of the one row that its words name, for its period.

    The words of the figure must name the row and nothing else, and the two must be near: a part is not its whole.
    """
    if (
        mention.role != "actual"
        or mention.comparison
        or mention.numerator is not None
        or mention.denominator is not None
        or mention.quantity.qualifier != "eq"
        or mention.quantity.value_max is not None
        or mention.value < 10
    ):
        return None
    said = stems(mention.indicator.split(",")[0]) | numbers_in(mention.indicator.split(",")[0])
    # "changes of circumstances took 12 days to process": what it counts, and the words behind it, name the row too
    besides = stems(f"{mention.unit} {' '.join(mention.right.split()[:3])}")
    rows = _best([(_names_row(said, besides, label, row[0], mention), row) for label, row in table_rows.naming(said)])
    if not rows:
        return None
    fellows = [m for m in rows if m.role == "actual" and alike(m, mention)]
    if not fellows or any(_as_printed(m, mention) for m in rows):
        return None
    if mention.period is not None:
        held = [m for m in fellows if m.period == mention.period]
    else:
        newest = latest(fellows)
        held = [newest] if newest is not None else []
    if len(held) != 1 or held[0].quantity.step != mention.quantity.step:
        return None
    gap = abs(held[0].value - mention.value)
    return held[0] if gap <= max(abs(held[0].value), abs(mention.value)) * _NEAR else None


def _names_row(
    said: frozenset[str], besides: frozenset[str], label: frozenset[str], cell: Mention, mention: Mention
) -> float:
    """How much of a row's label the words of a figure name, 0 to 1; 0 where they name more than one thing besides."""
    shared = len(label & said)
    same = bool(mention.indicator_id) and mention.indicator_id == cell.indicator_id
    if not label or shared < (1 if same else 2) or len(said - label) > 1:
        return 0.0
    return len(label & (said | besides)) / len(label)


def _best(rows: Sequence[tuple[float, list[Mention]]]) -> list[Mention]:
    """The row that is named best, where it is named well and no other as well; else nothing."""
    ranked = sorted(rows, key=lambda item: -item[0])
    if not ranked or ranked[0][0] < _NAMED or (len(ranked) > 1 and ranked[1][0] >= ranked[0][0]):
        return []
    return ranked[0][1]


def _transposed(mention: Mention, cell: Mention) -> bool:
    """True where a sentence has the digits of a cell in another order: 241,600 for 214,600."""
    if not alike(mention, cell) or mention.value == cell.value or mention.comparison or mention.role != cell.role:
        return False
    if mention.value.adjusted() != cell.value.adjusted():
        return False  # 54 million is not 4.5 million with its digits swapped
    first, second = (m.value.normalize().as_tuple().digits for m in (mention, cell))
    swaps = sum(a != b for a, b in zip(first, second, strict=False))
    return len(first) == len(second) >= 4 and swaps == 2 and sorted(first) == sorted(second)


def _as_printed(first: Mention, second: Mention) -> bool:
    """True where two figures may be one: to the same place they must be the same, else their intervals meet."""
    plain = (
        first.quantity.qualifier == second.quantity.qualifier == "eq" and first.quantity.step == second.quantity.step
    )
    if plain and first.quantity.value_max is second.quantity.value_max is None:
        return first.value == second.value
    return first.interval.meets(second.interval)


def _contradict(cell: Mention, mention: Mention) -> bool:
    """True where both name a period and these do not touch."""
    if cell.period is None or mention.period is None:
        return False
    return cell.period.end < mention.period.start or mention.period.end < cell.period.start


def _in_two_places(case: Case, done: set[str]) -> Iterator[Finding]:
    """Two sentences that give one catalogue indicator for one period in one unit, and name nothing else."""
    groups: dict[tuple[str, object], list[Mention]] = defaultdict(list)
    for mention in case.findings.mentions:
        if (
            mention.source == "narrative"
            and mention.table is None
            and mention.role == "actual"
            and mention.indicator_id
            and mention.period is not None
            and not mention.comparison
            and mention.id not in done
            and mention.denominator is None
            and mention.quantity.value_max is None
            and mention.quantity.qualifier == "eq"
            and not _OTHER_BODIES.search(mention.context)
        ):
            groups[mention.indicator_id, mention.period].append(mention)
    for mentions in groups.values():
        first = mentions[0]
        for second in mentions[1:]:
            if (second.block, second.sentence) == (first.block, first.sentence) or not alike(first, second):
                continue
            if _as_printed(first, second):
                yield _finding("consistent", second, first, "same_indicator")
            elif _only_names(case, first) and _only_names(case, second):
                gap = abs(first.value - second.value)
                if gap <= max(abs(first.value), abs(second.value)) * _CLOSE:
                    yield _finding("inconsistent", second, first, "same_indicator")


def _swapped(case: Case, done: set[str]) -> Iterator[Finding]:
    """Two sentences that give the same digits in another order for one thing: 4,826 plans here, 4,862 there."""
    by_digits: dict[tuple[int, tuple[int, ...]], list[Mention]] = defaultdict(list)
    for mention in case.findings.mentions:
        plain = mention.quantity.qualifier == "eq" and mention.role == "actual" and not mention.comparison
        if mention.source == "narrative" and plain and mention.id not in done and mention.denominator is None:
            by_digits[digits_of(mention)].append(mention)
    for mentions in by_digits.values():
        for first, second in pairwise(mentions):
            if (first.block, first.sentence) == (second.block, second.sentence) or not _transposed(first, second):
                continue
            shared = stems(f"{first.indicator} {first.context}") & stems(f"{second.indicator} {second.context}")
            if len(shared) >= _SHARED and not _contradict(first, second) and not _OTHER_BODIES.search(second.context):
                yield _finding("inconsistent", second, first, "same_indicator")


def _only_names(case: Case, mention: Mention) -> bool:
    """True where the words of a figure say no more than the catalogue's for it: no group, no place, no part."""
    return not stems(mention.indicator) - stems(f"{case.names.get(mention.indicator_id, '')} {mention.indicator_name}")


def _finding(verdict: str, mention: Mention, other: Mention, binding: str) -> Finding:
    where = f"the table has {named(other)}" if other.source == "table" else f"elsewhere it is {other.text}"
    about = other.row_label or mention.indicator
    if verdict == "consistent":
        exact = mention.value == other.value and mention.quantity.qualifier == "eq"
        reason = "exact" if exact else "rounding"
        statement = f"The text gives {mention.text} for {about}, and {where}: they agree."
    else:
        reason = "one figure is stated in two ways"
        statement = f"The text gives {mention.text} for {about}, and {where}: the figures disagree."
    return Finding(
        "agreement",
        verdict,
        reason,
        statement,
        (mention.id, other.id),
        expected=other.value,
        observed=mention.value,
        tolerance=mention.quantity.step / 2,
        binding=binding,
        context=" ".join(dict.fromkeys((mention.context, f"{other.row_label} {other.context}".strip()))),
    )
