"""Colours against figure, target and the document's declared rule, in tables and in words; colours recounted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import regex

from extractor.mentions import Mention
from extractor.reconcile.case import Case, alike, latest, newest_of, target_in
from extractor.reconcile.claimed import named
from extractor.reconcile.finding import Finding
from extractor.reconcile.relation import fixed
from extractor.reconcile.scene import subjects

_AMBER = regex.compile(
    r"\b(?:amber|within\s(?:the\s)?tolerance|slightly\soff(?:\s(?:target|track))?|near(?:ly)?\s(?:on\s)?target)\b[^.;]{0,120}?\b(?:no\smore\sthan|within|up\sto|less\sthan|by)\s(?P<size>\d+(?:\.\d+)?)\s?(?P<unit>%|per\scent|percentage\spoints?|points?)(?P<after>[^.;,]{0,24})",
    regex.I,
)
_GREEN = regex.compile(
    r"\bgreen\b(?:\s?[:=–—-]\s?|\s\(|\s(?:is|are|means?|indicates?|shows?|where|when|for|if)\s)(?P<rule>[^.;\n]{0,80}?\btarget\b(?:\s(?:is\s|was\s)?(?:met|achieved|exceeded|reached)\b)?)",
    regex.I,
)
_MET = regex.compile(r"\b(?:on|at|met|meets?|meeting|achiev\w+|exceed\w+|hit|reached|above)\b", regex.I)
_ROOM = regex.compile(r"\b(?:within|tolerance|near\w*|close|almost|expected|forecast|track)\b", regex.I)
_ADDS_UP = regex.compile(
    r"\b(?:collected|collection|cumulative|to\sdate|YTD|per\sFTE|per\semployee|spen[dt]|complete)\b", regex.I
)
_COLOURS = ("green", "amber", "red")


@dataclass(frozen=True, slots=True)
class Declared:
    """What amber means: missed by no more than ``size``, a share of the target or (``points``) percentage points.

    ``size`` is None where only green is declared: on target or better.
    """

    size: Decimal | None
    points: bool = False


def check_rag(case: Case) -> Iterator[Finding]:
    """Every coloured row, every arrow whose meaning is declared, and every count of colours."""
    rule = declared_rule(case.text)
    for row in case.rows.values():
        found = _colour(case, row, rule)
        if found is not None:
            yield found
    yield from _claimed(case)
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


def declared_rule(text: str) -> Declared | None:
    """The document's own words for amber, or for green alone; None where it gives none, or several that differ."""
    rules = set()
    for found in _AMBER.finditer(text):
        unit = found.group("unit").lower()
        rules.add(Declared(Decimal(found.group("size")), "point" in unit))
    if rules:
        return rules.pop() if len(rules) == 1 else None
    greens = [found.group("rule") for found in _GREEN.finditer(text)]
    strict = bool(greens) and all(_MET.search(green) and not _ROOM.search(green) for green in greens)
    return Declared(None) if strict else None


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
    there = colours == {"green"} and polarity.way == "higher"  # what is there already is not for want of time
    if rule is None or (not there and _of_another_length(subject, target)):
        return None
    if rule.size is None and subject.rag == "amber":
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
    if rule is None or rule.size is None:
        return "missed"
    allowed = rule.size if rule.points else abs(goal) * rule.size / 100
    return "amber" if missed_by <= allowed else "red"


def _of_another_length(subject: Mention, target: Mention) -> bool:
    """True for a quarter's count against a year's target: what colour that is, the document must say."""
    if _ADDS_UP.search(f"{subject.row_label} {subject.column_label} {subject.section}"):
        return True
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
        should = "amber or red" if should == "missed" else should
        statement = (
            f"{said}. By the document's own rule ({_worded(rule)}) it would be {should}: "
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


def _worded(rule: Declared | None) -> str:
    if rule is None or rule.size is None:
        return "green: on target or better"
    unit = " percentage points" if rule.points else "% of the target"
    return f"amber: missed by no more than {rule.size.normalize():f}{unit}"


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
