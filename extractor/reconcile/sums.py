"""Parts against their whole: in a sentence, in the rows and columns of a table, and shares against 100%.

A sum is only held against a text that says, by its words or its headings, that the parts make up the whole; and in
sentences only where the parts come to more than the whole but nearly to it: a list need not be complete.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

import regex

from extractor.mentions import Findings, Mention
from extractor.reconcile.case import Case
from extractor.reconcile.finding import Finding, amount
from extractor.reconcile.neighbours import Neighbours
from extractor.values.interval import Interval

_OF_THESE = regex.compile(r"\bof\s(?:these|this|those|them|which|whom|that)\b", regex.I)
_RESULT = regex.compile(
    r"\b(?:result(?:ed|ing)\sin|in\stotal|a\stotal\sof|altogether|in\sall|making|bringing\sthe\stotal)\b", regex.I
)
_MADE_UP = regex.compile(
    r"\b(?:made\sup\sof|comprising|consisting\sof|consists?\sof|comprises|split\sbetween|broken\sdown\sas)\b", regex.I
)
_REST = regex.compile(
    r"\b(?:the\s(?:other|remaining|rest)|remaining|the\sremainder)\s(?:\w+\s){0,2}$|\bleaving\s$", regex.I
)
_OF_THE = regex.compile(r"\b(?:of|from|among)\s(?:the|our|its|these|those|all)?\s?$", regex.I)
_QUARTER = regex.compile(r"\b(?:Q[1-4]|quarter)\b", regex.I)
_STATUS = regex.compile(
    r"\b(?:green|amber|red|on\starget|off\starget|near\starget|met|below|close\sto|above|rated|missed|implemented|in\sprogress|started|awaiting|outstanding|closed|pending|completed|approved|refused|withdrawn|deferred)\b",
    regex.I,
)
_ADDITIVE = ("count", "money", "quantity")
_PERCENT_100 = Decimal(100)
_NEARLY = Decimal("0.12")
_SHARES = 3
_MANY = 3
_APART, _OVERLAP = Decimal("2.5"), Decimal(15)
"""Shares with a rest are accused where they miss 100% by more than rounding, and by less than a share left out."""
_TO_DATE = regex.compile(r"\bYTD\b|year\sto\sdate", regex.I)
_ENOUGH = 2
"""So many rows must show that the year to date is the sum of its quarters before another row is held to it."""


def check_sums(case: Case) -> Iterator[Finding]:
    """Every sum that a document invites one to check."""
    findings, neighbours = case.findings, case.neighbours
    yield from _in_sentences(neighbours)
    yield from _in_tables(findings)


def _total(parts: Sequence[Mention]) -> Interval:
    total = Interval(Decimal(0), Decimal(0))
    for part in parts:
        total = total + part.interval
    return total


def _how(whole: Interval, parts: Sequence[Mention], value: Decimal) -> str | None:
    if sum((part.value for part in parts), Decimal(0)) == value:
        return "exact"
    return "rounding" if _total(parts).meets(whole) else None


def _in_sentences(neighbours: Neighbours) -> Iterator[Finding]:
    for mentions in neighbours.sentences():
        first = mentions[0]
        actual = [m for m in mentions if m.role == "actual" and m.denominator is None]
        yield from _shares(mentions, neighbours)
        before = neighbours.sentence(first, 1)
        for measure in ("count", "money", "quantity"):
            parts = [m for m in actual if m.measure == measure and m.value > 0]
            if len(parts) >= 2:
                same = [m for m in mentions if m.measure == measure == "count"]
                yield from _parts_of_whole(parts, before, same, measure)
                yield from _result_after(parts, neighbours, first, measure)


def _parts_of_whole(
    parts: list[Mention], before: list[Mention], same: list[Mention], measure: str
) -> Iterator[Finding]:
    """The whole stands first in the sentence, or at the end of the sentence before."""
    inner = [
        (parts[n], parts[n + 1 :])
        for n in range(len(parts) - 2)
        if parts[n].value > max(p.value for p in parts[n + 1 :])
        # "the three centres had 902 visits: 402, 318 and 181": behind another count, only what a colon introduces
        and (n == 0 or ":" in parts[n + 1].left or _MADE_UP.search(parts[n + 1].left))
    ]
    if len(parts) > _MANY and parts[-1].value > max(p.value for p in parts[:-1]):
        inner.append((parts[-1], parts[:-1]))  # "281 in foster care, 52 in homes and 36 elsewhere, total 402"
    outer = [
        (m, parts)
        for m in before[-2:]
        if m.measure == measure
        and m.role == "actual"
        and not m.comparison
        and m.denominator is None
        and m.value >= max(p.value for p in parts)
    ]
    ratio = [(m, parts) for m in before[-2:] if m.measure == "count" == measure and m.denominator is not None]
    ratio += [(m, parts) for m in same if m.denominator is not None and m.end <= parts[0].start]
    for whole, pieces in [*inner, *outer]:
        how = _how(whole.interval, pieces, whole.value)
        if how is not None and len(pieces) >= 2:
            yield _sum("consistent", how, whole, whole.value, pieces)
            return
    for whole, pieces in ratio:
        assert whole.denominator is not None
        if sum((p.value for p in pieces), Decimal(0)) + whole.value == whole.denominator:
            yield _sum("consistent", "exact", whole, whole.denominator, [whole, *pieces])
            return
    for whole, pieces in [*inner, *outer]:
        if _exhaust(whole, pieces):
            yield _sum("inconsistent", "the parts come to more than the whole", whole, whole.value, pieces)
            return
        if _made_up(whole, pieces):
            yield _sum("inconsistent", "the parts do not come to the whole", whole, whole.value, pieces)
            return


def _made_up(whole: Mention, parts: Sequence[Mention]) -> bool:
    """True where the words say that the parts are all: "made up of", "the other 143", "(1,207 in Q1 and ...)"."""
    if whole.sentence != parts[0].sentence or whole.quantity.qualifier != "eq" or _total(parts).meets(whole.interval):
        return False
    if any(part.quantity.qualifier != "eq" or part.denominator is not None or part.comparison for part in parts):
        return False
    if any(_OF_THESE.match(part.right.lstrip(" ,(")) for part in parts):
        return False
    total = sum((part.value for part in parts), Decimal(0))
    if abs(total - whole.value) > abs(whole.value) / 4:
        return False
    rest = _REST.search(parts[-1].left) is not None and _OF_THE.search(whole.left) is not None
    bracketed = (
        parts[0].bracket
        and parts[-1].right.lstrip().endswith(")") is False
        and all(_QUARTER.search(f"{part.left} {part.right} {part.period_text}") for part in parts)
        and len({part.period for part in parts}) == len(parts)
    )
    return _MADE_UP.search(parts[0].left) is not None or rest or bracketed


def _exhaust(whole: Mention, parts: Sequence[Mention]) -> bool:
    """True where at least three parts are said to make up a whole, and come to a little more than it."""
    if len(parts) < 3 or whole.quantity.qualifier not in ("eq", "le", "lt"):
        return False
    cue = (
        any(_OF_THESE.search(f"{part.left} {part.right}") for part in parts[:1])
        or sum(bool(_STATUS.search(part.right)) for part in parts) >= 2
    )
    total = sum((part.value for part in parts), Decimal(0))
    # "235 were out of the city, with 197 of these nearby": the later figure is a part of a part
    nested = any(_OF_THESE.match(part.right.lstrip(" ,(")) for part in parts[1:])
    return (
        cue
        and not nested
        and whole.value < total <= whole.value * (1 + _NEARLY)
        and all(part.sentence == parts[0].sentence for part in parts)
    )


def _result_after(parts: list[Mention], neighbours: Neighbours, first: Mention, measure: str) -> Iterator[Finding]:
    """ "19 were adopted, 5 ... and 1 ... This resulted in 25": the whole stands in the sentence behind."""
    for whole in neighbours.sentence(first, -1):
        if (
            whole.measure == measure
            and _RESULT.search(whole.left)
            and (how := _how(whole.interval, parts, whole.value))
        ):
            yield _sum("consistent", how, whole, whole.value, parts)


def _sum(
    verdict: str,
    reason: str,
    whole: Mention,
    value: Decimal,
    parts: Sequence[Mention],
    binding: str = "same_sentence",
    words: str = "",
) -> Finding:
    total = sum((part.value for part in parts), Decimal(0))
    listed = " + ".join(part.text for part in parts)
    said = f"{listed} = {amount(total, whole)}"
    if verdict == "consistent" and reason == "exact":
        statement = f"The parts add up to {words or 'the whole'}: {said}."
    elif verdict == "consistent":
        statement = f"The parts add up to {words or 'the whole'}, {whole.text}, within what rounding allows: {said}."
    else:
        statement = (
            f"{words or 'The whole'} is given as {whole.text}, and its parts come to {amount(total, whole)} "
            f"({listed}): the figures disagree by {amount(abs(total - value), whole)}."
        )
    identities = tuple(dict.fromkeys((whole.id, *(part.id for part in parts))))
    return Finding(
        "sum",
        verdict,
        reason,
        statement,
        identities,
        expected=total,
        observed=value,
        tolerance=sum((p.quantity.step / 2 for p in parts if not p.quantity.exact), Decimal(0)),
        binding=binding,
        context=_line(whole, parts) if binding == "same_row" else _sentences(whole, parts),
    )


def _line(whole: Mention, parts: Sequence[Mention]) -> str:
    """The row or column of a table that was summed, as a person would read it out."""
    across = all(part.row == whole.row for part in parts)
    label = whole.row_label if across else whole.column_label
    cells = [f"{m.column_label if across else m.row_label} {m.text}".strip() for m in (*parts, whole)]
    return f"{label}: {'; '.join(cells)}" if label else "; ".join(cells)


def _sentences(whole: Mention, parts: Sequence[Mention]) -> str:
    """The sentence that was summed, or the two: the whole may stand in the one before or behind its parts."""
    ordered = sorted((whole, *parts), key=lambda mention: mention.start)
    return " ".join(dict.fromkeys(mention.context for mention in ordered))


def _shares(mentions: list[Mention], neighbours: Neighbours) -> Iterator[Finding]:
    """Shares of one thing that add up to 100%, with "the remaining" of the next sentence where there is one."""
    shares = [
        m
        for m in mentions
        if m.unit == "%"
        and m.role == "actual"
        and m.numerator is None
        and not m.comparison
        and m.quantity.value_max is None
    ]
    after = [
        m
        for m in neighbours.sentence(mentions[0], -1)
        if m.unit == "%" and regex.search(r"\b(?:remain\w*|rest|others?)\b", m.left, regex.I)
    ]
    shares += after
    if len(shares) < 2 or len({m.period for m in shares}) > 1:
        return
    total = _total(shares)
    value = sum((m.value for m in shares), Decimal(0))
    if Interval(_PERCENT_100, _PERCENT_100).meets(total) and abs(value - 100) <= 1:
        listed = " + ".join(m.text for m in shares)
        how = "exact" if value == 100 else "rounding"
        yield Finding(
            "sum",
            "consistent",
            how,
            f"The shares add up to 100%: {listed}.",
            tuple(m.id for m in shares),
            expected=value,
            observed=_PERCENT_100,
            binding="same_sentence",
            context=mentions[0].context,
        )
    elif _with_rest(shares) and _APART < abs(value - 100) <= _OVERLAP:
        listed = " + ".join(m.text for m in shares)
        yield Finding(
            "sum",
            "inconsistent",
            "the shares and the rest do not make up 100%",
            f"{listed} = {value.normalize():f}%, and with {shares[-1].text} for the rest they should make up 100%: "
            "the figures disagree.",
            tuple(m.id for m in shares),
            expected=_PERCENT_100,
            observed=value,
            binding="same_sentence" if not after else "same_paragraph",
            context=" ".join(dict.fromkeys(m.context for m in shares)),
        )


def _with_rest(shares: Sequence[Mention]) -> bool:
    """True for at least two plain shares and "the remaining" one."""
    vague = any(m.quantity.qualifier != "eq" or m.quantity.rule.startswith("fraction") for m in shares)
    return not vague and len(shares) >= _SHARES and _REST.search(shares[-1].left) is not None


def _in_tables(findings: Findings) -> Iterator[Finding]:
    tables: dict[int, list[Mention]] = defaultdict(list)
    for mention in findings.mentions:
        if mention.source == "table" and mention.table is not None:
            tables[mention.table].append(mention)
    for cells in tables.values():
        yield from _rows(cells)
        yield from _columns(cells)


def _is_total(label: str) -> bool:
    return bool(
        regex.search(
            r"^all(?:\s\w+){0,2}$|^(?:(?:grand|overall|borough|county|council|city|net|gross|sub)[\s-]*)?totals?\b|\btotal$|\btotal\sfor\b",
            label.strip(),
            regex.I,
        )
    )


def _rows(cells: list[Mention]) -> Iterator[Finding]:
    """A "Total" column, and a year-to-date one where it is a sum, against the other columns of its row."""
    by_row: dict[int, list[Mention]] = defaultdict(list)
    for cell in cells:
        by_row[cell.row or 0].append(cell)
    width = max((len(row) for row in by_row.values()), default=0)
    confirmed = False
    to_date_confirmed = 0
    doubtful: list[Finding] = []
    to_date_doubtful: list[Finding] = []
    for row in by_row.values():
        whole = next((m for m in row if _is_total(m.column_label)), None)
        to_date = next((m for m in row if _TO_DATE.search(m.column_label)), None)
        target = whole or to_date
        if target is None or target.measure not in _ADDITIVE:
            continue
        parts = [
            m
            for m in row
            if m.column is not None
            and target.column is not None
            and m.column < target.column
            and m.role == "actual"
            and m.measure == target.measure
        ]
        if sum(bool(m.value) for m in parts) < 2 or len({m.column for m in parts}) != len(parts):
            continue
        named = f"the total of {target.row_label}"
        how = _how(target.interval, parts, target.value)
        if how is not None:
            confirmed = confirmed or whole is not None
            to_date_confirmed += whole is None
            yield _sum("consistent", how, target, target.value, parts, "same_row", named)
        elif len(row) == width and _plain(parts):
            reason = "the row does not add up to its total"
            words = f"The total of {target.row_label}"
            found = _sum("inconsistent", reason, target, target.value, parts, "same_row", words)
            (doubtful if whole is not None else to_date_doubtful).append(found)
    yield from _accuse(doubtful, confirmed)
    if to_date_confirmed >= _ENOUGH and len(to_date_doubtful) == 1:
        yield from _accuse(to_date_doubtful, confirmed=True)


def _accuse(doubtful: list[Finding], confirmed: bool) -> Iterator[Finding]:
    """A total is only held wrong in a table whose other totals show that these are the parts; a near miss is put up."""
    for finding in doubtful:
        assert finding.observed is not None
        assert finding.expected is not None
        if confirmed and len(doubtful) == 1 and abs(finding.expected - finding.observed) <= abs(finding.observed) / 2:
            yield finding
        elif abs(finding.expected - finding.observed) <= abs(finding.observed) * _NEARLY / 2:
            yield replace(finding, verdict="inconsistent" if confirmed else "review")


def _plain(parts: list[Mention]) -> bool:
    """True where the parts are one kind of column: all dated months or quarters, or none dated."""
    lengths = {m.period.days // 29 if m.period is not None else 0 for m in parts}
    return len(lengths) == 1


def _columns(cells: list[Mention]) -> Iterator[Finding]:
    """A "Total" row against the rows above it."""
    by_column: dict[int, list[Mention]] = defaultdict(list)
    for cell in cells:
        by_column[cell.column or 0].append(cell)
    confirmed = False
    doubtful: list[Finding] = []
    for column in by_column.values():
        column.sort(key=lambda m: m.row or 0)
        start = 0
        totals = [number for number, m in enumerate(column) if _is_total(m.row_label)]
        for number in totals:
            whole = column[number]
            parts = [m for m in column[start:number] if m.measure == whole.measure]
            everything = [m for m in column[:number] if m.measure == whole.measure and not _is_total(m.row_label)]
            start = number + 1
            if whole.measure not in _ADDITIVE or sum(bool(m.value) for m in parts) < 2 or whole.role == "benchmark":
                continue
            how = _how(whole.interval, parts, whole.value) or _how(whole.interval, everything, whole.value)
            if how is not None:
                confirmed = True
                yield _sum(
                    "consistent", how, whole, whole.value, parts, "same_row", f"the total of {whole.column_label}"
                )
            elif len(totals) == 1 and _dense(parts, whole):
                doubtful.append(
                    _sum(
                        "inconsistent",
                        "the column does not add up to its total",
                        whole,
                        whole.value,
                        parts,
                        "same_row",
                        f"The total of {whole.column_label}",
                    )
                )
    yield from _accuse(doubtful, confirmed)


def _dense(parts: list[Mention], whole: Mention) -> bool:
    """True where the parts stand in neighbouring rows right above their total: none is missing or suppressed."""
    rows = [m.row or 0 for m in parts] + [whole.row or 0]
    return all(second - first == 1 for first, second in itertools.pairwise(rows))
