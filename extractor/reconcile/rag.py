"""Colours against figure, target and the document's declared rule; arrows against the figures; colours recounted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import regex

from extractor.mentions import Mention
from extractor.reconcile.case import Case, alike, latest, newest_of, target_in
from extractor.reconcile.claimed import named
from extractor.reconcile.finding import Finding
from extractor.reconcile.pairs import in_row
from extractor.reconcile.relation import fixed
from extractor.reconcile.scene import subjects
from extractor.values.interval import Interval
from extractor.values.period import Period

_SENTENCE = regex.compile(r"[^.\n]*?\bamber\b[^\n]*", regex.I)
_AMBER = regex.compile(
    r"\bamber\b[^.;]{0,120}?\b(?:no\smore\sthan|within|up\sto|less\sthan|by)\s(?P<size>\d+(?:\.\d+)?)\s?(?P<unit>%|per\scent|percentage\spoints?|points?)(?P<after>[^.;,]{0,24})",
    regex.I,
)
_ARROWS = regex.compile(r"\b(?:arrows?|direction\sof\stravel|DoT)\b[^.\n]*(?:\.[^.\n]*)?", regex.I)
_BETTER = regex.compile(r"\b(?:better|improv\w+|worse\w*|deteriorat\w+)\b", regex.I)
_LAST_YEAR = regex.compile(r"\b(?:last|previous)\syear\b|\bsame\s(?:quarter|period|month)\b|\byear\searlier\b", regex.I)
_LAST_PERIOD = regex.compile(r"\b(?:last|previous|preceding)\s(?:quarter|period|month)\b", regex.I)
_VARIANCE = regex.compile(
    r"\b(?:variance|difference|diff|gap|over\W{0,3}under|\+\W?/\W?-|against\starget|from\starget)\b", regex.I
)
_MOST_ROWS = 3
"""So many rows, and three in four, must show how a column of differences is worked out before one is held to it."""
_COLOURS = ("green", "amber", "red")


@dataclass(frozen=True, slots=True)
class Declared:
    """What amber means: missed by no more than ``size``, a share of the target or (``points``) percentage points."""

    size: Decimal
    points: bool


def check_rag(case: Case) -> Iterator[Finding]:
    """Every coloured row, every arrow whose meaning is declared, and every count of colours."""
    rule = declared_rule(case.text)
    for row in case.rows.values():
        found = _colour(case, row, rule)
        if found is not None:
            yield found
    yield from _claimed(case)
    yield from _variances(case)
    yield from _arrows(case)
    yield from _recounted(case)


def _claimed(case: Case) -> Iterator[Finding]:
    """ "11.8 shifts against a target of 9.0 or fewer, so the measure is rated green": the colour in words."""
    for claim in case.findings.claims:
        if claim.kind != "rag" or claim.certainty != "stated" or claim.table is not None:
            continue
        here = case.sentence(claim)
        actual, targets = subjects(here), [m for m in here if m.role == "target"]
        if len(actual) != 1 or len(targets) != 1 or not alike(actual[0], targets[0]):
            continue
        polarity = case.polarity.against(claim, actual[0], targets[0])
        if not polarity.sure:
            continue
        met = _coloured(actual[0].value, targets[0], polarity.way, None) == "green"
        agrees = met == (claim.value == "green")
        apart = fixed(targets[0]).below(actual[0].interval) or actual[0].interval.below(fixed(targets[0]))
        if not agrees and (claim.value == "amber" or not apart):
            continue
        is_said = f"{actual[0].text} against a target of {targets[0].text}, where {polarity.way} is better, is"
        verdict = "met" if met else "missed"
        yield Finding(
            "rag",
            "consistent" if agrees else "inconsistent",
            "exact" if agrees else "the colour and the figures disagree",
            f"The text says “{claim.text}”. {is_said} {verdict}: {'they agree' if agrees else 'they disagree'}.",
            (actual[0].id, targets[0].id),
            (claim.id,),
            expected=targets[0].value,
            observed=actual[0].value,
            binding="same_sentence",
            context=claim.context,
        )


def _variances(case: Case) -> Iterator[Finding]:
    """A column of differences against actual and target of each row, where most rows show how it is worked out."""
    tables: dict[tuple[int, int], list[tuple[Mention, Mention, Mention]]] = defaultdict(list)
    for row in case.rows.values():
        for cell in row:
            if cell.role != "change" or not _VARIANCE.search(cell.column_label) or cell.table is None:
                continue
            actual = latest([m for m in row if m.role in ("actual", "forecast") and _compares(m, cell)])
            target = target_in(row, actual) if actual is not None else None
            if actual is not None and target is not None:
                tables[cell.table, cell.column or 0].append((cell, actual, target))
    for triples in tables.values():
        for sign in (1, -1):
            fits = [(c, a, t) for c, a, t in triples if _difference(a, t, sign).meets(c.interval)]
            if len(fits) < _MOST_ROWS or len(fits) * 4 < len(triples) * 3:
                continue
            for cell, actual, target in triples:
                agrees = (cell, actual, target) in fits
                worked_out = sign * (actual.value - target.value)
                first, second = (actual, target) if sign > 0 else (target, actual)
                said = (
                    f"{cell.row_label}: {first.text} less {second.text} is {worked_out:,f}, and {cell.text} is printed"
                )
                yield Finding(
                    "change",
                    "consistent" if agrees else "inconsistent",
                    "rounding" if agrees else "the difference is not that of its row",
                    f"{said}: {'they agree' if agrees else 'the figures disagree'}.",
                    (cell.id, actual.id, target.id),
                    expected=worked_out,
                    observed=cell.value,
                    tolerance=cell.quantity.step / 2,
                    binding="same_row",
                    context=f"{cell.row_label}: {actual.text}; {target.text}; {cell.text}",
                )
            break


def _compares(mention: Mention, difference: Mention) -> bool:
    """True where a difference can be of a figure: in its unit, or in points for a share."""
    return mention.measure == difference.measure or difference.measure == "count"


def _difference(actual: Mention, target: Mention, sign: int) -> Interval:
    return actual.interval - fixed(target) if sign > 0 else fixed(target) - actual.interval


def declared_rule(text: str) -> Declared | None:
    """The document's own words for amber; None where it gives none, or several that differ."""
    rules = set()
    for found in _AMBER.finditer(text):
        unit = found.group("unit").lower()
        rules.add(Declared(Decimal(found.group("size")), "point" in unit))
    return rules.pop() if len(rules) == 1 else None


def _colour(case: Case, row: list[Mention], rule: Declared | None) -> Finding | None:
    newest = newest_of(row)
    if not newest or newest[0].rag not in _COLOURS:
        return None
    # a quarter, and the year to its end: the colour is for the one of the target's period, if for either
    yearly = [m for m in newest if (target := target_in(row, m)) is not None and target.period == m.period is not None]
    newest = yearly or newest
    found = [finding for m in newest if (finding := _of(case, row, m, rule)) is not None]
    agreeing = [finding for finding in found if finding.verdict == "consistent"]
    if agreeing:
        return agreeing[0]
    return found[0] if len(newest) == 1 and found else None


def _of(case: Case, row: list[Mention], subject: Mention, rule: Declared | None) -> Finding | None:
    target = target_in(row, subject)
    if target is None or target.quantity.value_max is not None:
        return None
    polarity = case.polarity.of(None, subject, target)
    ends = [end for end in (subject.interval.low, subject.interval.high) if end is not None]
    colours = {_coloured(end, target, polarity.way, rule) for end in (*ends, subject.value)}
    shares = {"green": {"green"}, "missed": {"amber", "red"}}
    allowed = set().union(*(shares.get(colour, {colour}) for colour in colours))
    if subject.rag in allowed:
        return _finding("consistent", "exact", subject, target, rule, polarity.way)
    other_way = {_coloured(subject.value, target, "lower" if polarity.way == "higher" else "higher", rule)}
    if not polarity.sure:
        fits = subject.rag in set().union(*(shares.get(colour, {colour}) for colour in other_way))
        return _finding("consistent", "exact", subject, target, rule, _opposite(polarity.way)) if fits else None
    if rule is None or _of_another_length(subject, target):
        return None
    return _finding(
        "inconsistent", "the colour is not that of the document's own rule", subject, target, rule, polarity.way
    )


def _opposite(way: str) -> str:
    return "lower" if way == "higher" else "higher"


def _coloured(value: Decimal, target: Mention, way: str, rule: Declared | None) -> str:
    """green, amber or red; ``missed`` where no rule tells amber from red."""
    goal = fixed(target).low or Decimal(0)
    missed_by = goal - value if way == "higher" else value - goal
    if missed_by <= 0:
        return "green"
    if rule is None:
        return "missed"
    allowed = rule.size if rule.points else abs(goal) * rule.size / 100
    return "amber" if missed_by <= allowed else "red"


def _of_another_length(subject: Mention, target: Mention) -> bool:
    """True for a quarter's count against a year's target: what colour that is, the document must say."""
    if subject.measure not in ("count", "money", "quantity") or subject.period is None or target.period is None:
        return False
    return target.period.days > subject.period.days + 31


def _finding(verdict: str, reason: str, subject: Mention, target: Mention, rule: Declared | None, way: str) -> Finding:
    label = subject.row_label or subject.indicator
    should = _coloured(subject.value, target, way, rule)
    said = f"{label} is {subject.rag}: {named(subject)} against a target of {named(target)}, where {way} is better"
    if verdict == "consistent":
        statement = f"{said}; the colour agrees."
    else:
        size = f"{rule.size.normalize():f}{' percentage points' if rule.points else '% of the target'}" if rule else ""
        statement = (
            f"{said}. By the document's own rule (amber: missed by no more than {size}) it would be {should}: "
            "the colour and the figures disagree."
        )
    return Finding(
        "rag",
        verdict,
        reason,
        statement,
        (subject.id, target.id),
        expected=target.value,
        observed=subject.value,
        binding="same_row",
        context=f"{label}: {subject.text}; target {target.text}; {subject.rag}",
    )


def _arrows(case: Case) -> Iterator[Finding]:
    """Arrows that the document says mean better or worse, against the row's figures of the periods it names."""
    said = " ".join(
        found.group()
        for found in _ARROWS.finditer(case.text)
        if _BETTER.search(found.group()) or _LAST_YEAR.search(found.group())
    )
    last_period, last_year = _LAST_PERIOD.search(said), _LAST_YEAR.search(said)
    if not _BETTER.search(said) or bool(last_period) == bool(last_year):
        return
    for row in case.rows.values():
        new = latest(row)
        if new is None or new.direction not in ("up", "down") or new.period is None:
            continue
        polarity = case.polarity.of(None, new)
        if not polarity.sure:
            continue
        pair = next(iter(in_row(row)), None)
        if pair is None or pair.old.period is None:
            continue
        old = pair.old
        gap = (new.period.start - pair.old.period.end).days
        if last_period and not 0 <= gap <= 31:
            continue
        if last_year:
            same = [m for m in row if m.role == "actual" and _a_year_before(m.period, new.period)]
            if len(same) != 1 or not alike(same[0], new):
                continue
            old = same[0]
        better = (new.value > old.value) == (polarity.way == "higher")
        if new.value == old.value or new.interval.meets(old.interval):
            continue
        agrees = better == (new.direction == "up")
        way = "better" if better else "worse"
        arrow = "up" if new.direction == "up" else "down"
        moved = f"from {named(old)} to {named(new)} is {way}, where {polarity.way} is better"
        statement = f"{new.row_label}: the arrow points {arrow}, and {moved}"
        yield Finding(
            "trend",
            "consistent" if agrees else "inconsistent",
            "exact" if agrees else "the arrow and the figures disagree",
            f"{statement}: they agree." if agrees else f"{statement}: the arrow and the figures disagree.",
            (new.id, old.id),
            expected=old.value,
            observed=new.value,
            binding="same_row",
            context=f"{new.row_label}: {named(old)}; {named(new)}; arrow {arrow}",
        )


def _a_year_before(period: Period | None, new: Period) -> bool:
    return period is not None and abs((new.end - period.end).days - 365) <= 2


def _recounted(case: Case) -> Iterator[Finding]:
    """ "Eight are green, five amber and four red" against the colours of the tables."""
    counted = Counter(row[-1].rag for row in case.rows.values() if row[-1].rag in _COLOURS and latest(row) is not None)
    for sentence in case.neighbours.sentences():
        said: dict[str, Mention] = {}
        for mention in sentence:
            colour = regex.match(r"^\W*(?:\w+\W+){0,4}?(green|amber|red)\b", mention.right, regex.I)
            if mention.measure == "count" and mention.role == "actual" and colour:
                said.setdefault(colour.group(1).lower(), mention)
        if len(said) < 2 or not counted or sum(m.value for m in said.values()) != sum(counted.values()):
            continue
        wrong = [colour for colour, mention in said.items() if mention.value != counted[colour]]
        listed = ", ".join(f"{mention.text} {colour}" for colour, mention in said.items())
        shown = ", ".join(f"{counted[colour]} {colour}" for colour in said)
        yield Finding(
            "rag",
            "inconsistent" if wrong else "consistent",
            "the colours of the table are others" if wrong else "exact",
            f"The text counts {listed}; the table has {shown}: they {'disagree' if wrong else 'agree'}.",
            tuple(mention.id for mention in said.values()),
            binding="same_indicator",
            context=sentence[0].context,
        )
