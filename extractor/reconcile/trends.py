"""Claims about the way things go: rose, fell, improved, worsened, stayed, against figures in the order of time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import regex

from extractor.mentions import Claim, Mention
from extractor.reconcile.case import Case, alike, quotes, stems
from extractor.reconcile.claimed import MULTIPLE, Judge, missing, negated, settle
from extractor.reconcile.finding import Finding
from extractor.reconcile.pairs import Pair, across, in_row, in_sentence
from extractor.reconcile.polarity import PolarityWords
from extractor.reconcile.relation import ABOVE, BELOW, EQUAL, Judgement, better, judge, near, worse
from extractor.reconcile.scene import Scene

_GONE = regex.compile(r"\bgone\sfrom\b", regex.I)
_BOTH = regex.compile(r"\b(?:both|all|respectively|each)\b", regex.I)
_FROM = regex.compile(r"\b(?:up|down)\s(?:from|on)\b", regex.I)
_UNCHANGED = regex.compile(r"\b(?:unchanged|the\ssame|no\schange|identical)\b", regex.I)
_ABOUT = regex.compile(r"\b(?:much|about|broadly|roughly|almost|nearly|virtually|largely)\s$", regex.I)
_EACH = regex.compile(
    r"\b(?:year\s(?:on|after|by)\syear|(?:each|every)\s(?:year|quarter|month)|in\ssuccession|running|consecutive|successive)\b",
    regex.I,
)
_SEVERAL = 3
_SIZED = regex.compile(r"\b(?:increase|reduction|decrease|rise|fall|drop|decline|cut|leap|jump)s?\sof$", regex.I)
_FACTORS = {"doubled": Decimal(2), "trebled": Decimal(3), "tripled": Decimal(3), "halved": Decimal("0.5")}
_MORE = regex.compile(r"\b(?:more\sthan|over|well\sover)\s$", regex.I)
_NEARLY = regex.compile(r"\b(?:nearly|almost|virtually|practically|close\sto)\s$", regex.I)
_ROOM = {
    "more": (Decimal("0.98"), Decimal("1.75")),
    "nearly": (Decimal("0.8"), Decimal("1.02")),
    "": (Decimal("0.85"), Decimal("1.2")),
}
"""How far a multiple may be from its word, as a share of it."""
_STEADY = Decimal("0.05")
_OTHERS = regex.compile(r"\b(?:nationally|England|London|Scotland|Wales|neighbours|comparators)\b", regex.I)


def check_trends(case: Case) -> Iterator[Finding]:
    """Every stated claim about a trend, against two figures that its sentence, paragraph or row gives."""
    for claim in case.findings.claims:
        if claim.kind != "trend" or negated(claim) or _SIZED.search(claim.text):
            continue  # "a reduction of 24" is a change, and is held against its figures as one
        if (finding := _step_by_step(case, claim)) is not None:
            yield finding
            continue
        pairs = list(_pairs(case, claim))
        found = settle("trend", claim, [_scene(pair) for pair in pairs], _judge_of(claim, case.polarity))
        if found is not None:
            yield found
        elif claim.certainty == "stated" and not pairs:
            yield missing("trend", claim, "the two figures that would show it are not in the document")


def _step_by_step(case: Case, claim: Claim) -> Finding | None:
    """ "climbed year on year, from 742 to 768 and 735": each figure is held against the one before it."""
    if claim.value not in ("increased", "decreased") or claim.certainty != "stated" or not _EACH.search(claim.context):
        return None
    figures = [m for m in case.sentence(claim) if m.role == "actual" and m.start >= claim.start]
    if len(figures) < _SEVERAL or len(figures) != sum(alike(m, figures[0]) for m in figures):
        return None
    if any(m.quantity.qualifier != "eq" or m.bracket or m.numerator is not None for m in figures):
        return None
    ends = [m.period.end for m in figures if m.period is not None]
    if len(ends) == len(figures) and ends != sorted(set(ends)):
        return None
    way = 1 if claim.value == "increased" else -1
    wrong = next(((a, b) for a, b in pairwise(figures) if way * (b.value - a.value) <= 0), None)
    listed = ", ".join(m.text for m in figures)
    said = f"The text says “{claim.text}” of one after the other ({listed})"
    old, new = wrong or (figures[0], figures[-1])
    gap = (
        f"From {old.text} to {new.text} is {'up' if new.value > old.value else 'down'} {abs(new.value - old.value):,f}"
    )
    return Finding(
        "trend",
        "inconsistent" if wrong else "consistent",
        "the words and the figures disagree" if wrong else "exact",
        f"{said}. {gap}: {'the words and the figures disagree' if wrong else 'they agree'}.",
        tuple(m.id for m in figures),
        (claim.id,),
        expected=old.value,
        observed=new.value,
        binding="same_sentence",
        context=claim.context,
    )


def _judge_of(claim: Claim, words: PolarityWords) -> Judge:
    def held(new: Mention, old: Mention) -> Judgement | None:
        if claim.value == "stable":
            if _UNCHANGED.search(claim.text) and not _ABOUT.search(claim.left):
                return judge(new, old, frozenset((EQUAL,)))
            exact = "exact" if new.value == old.value else "rounding"
            return Judgement("consistent", exact) if near(new, old, _STEADY) else None
        if claim.value in ("increased", "decreased") and (times := MULTIPLE.search(claim.text)):
            return _multiplied(new, old, times.group().lower(), _roughly(claim.left))
        if _GONE.search(claim.text):  # "has gone from 91% to 88%" says no direction
            return judge(new, old, frozenset((ABOVE, BELOW)))
        if claim.value in ("increased", "decreased"):
            return judge(new, old, frozenset((ABOVE if claim.value == "increased" else BELOW,)))
        polarity = words.of(claim, new, old)
        judged = judge(new, old, better(polarity.way) if claim.value == "improved" else worse(polarity.way))
        return judged if polarity.sure else replace(judged, sure=False)

    return held


def _multiplied(new: Mention, old: Mention, word: str, roughly: str) -> Judgement | None:
    """ "doubled" is by twice, give or take a seventh; "nearly" and "more than" leave more room."""
    if old.value <= 0:
        return None
    factor = _FACTORS[word]
    share = new.value / old.value / factor
    low, high = _ROOM[roughly]
    if roughly and factor < 1:
        low, high = (1 / high, 1 / low) if low and high else (low, high)  # more than halved is less than half
    if low <= share <= high:
        return Judgement("consistent", "exact" if share == 1 else "rounding")
    return Judgement("refuted", "")


def _roughly(left: str) -> str:
    return "more" if _MORE.search(left) else "nearly" if _NEARLY.search(left) else ""


def _scene(pair: Pair) -> Scene:
    """A pair as a scene: only what the words tie, in an order that they give, may accuse."""
    binding = "pointed_back" if pair.tied and pair.binding == "same_paragraph" else pair.binding
    unsure = not pair.tied
    return Scene(pair.new, (pair.old,), binding, unsure)


def _pairs(case: Case, claim: Claim) -> Iterator[Pair]:
    """The pairs that a claim may speak of, the nearest to it first; nothing where it speaks of other bodies."""
    if _OTHERS.search(claim.context) and not claim.mention_ids:
        return
    here = list(in_sentence(case.sentence(claim)))
    several = sum(pair.tied for pair in here) > 1
    for pair in sorted(here, key=lambda pair: _distance(pair, claim)):
        sure = pair.tied and not several and _speaks_of(case, claim, pair)
        yield Pair(pair.old, pair.new, pair.binding, pair.ordered, sure)
    if any(pair.tied for pair in here):
        return  # the words put two figures side by side: those of other sentences prove nothing
    yield from across(case, claim)
    yield from in_row(case.row_of(claim))
    if claim.table is None and not here:
        row = case.row_about(claim)
        # the sentence gives the row's newest figure: then the row's other figures are those it speaks of
        quoted = bool(row) and quotes(row, case.sentence(claim)) and _names(claim, row[0])
        for pair in in_row(row):
            yield Pair(pair.old, pair.new, "same_row" if quoted else "same_indicator", pair.ordered, quoted)


def _speaks_of(case: Case, claim: Claim, pair: Pair) -> bool:
    """True where no other claim stands nearer to a pair: "fell to 8.8%, while vacancies rose from 10.2% to 12.4%"."""
    if _BOTH.search(claim.left) or _BOTH.search(claim.right):
        return False
    figures = sorted((pair.old, pair.new), key=lambda m: m.start)
    others = [
        c for c in case.claims_beside(claim) if c.kind == "trend" and c.id != claim.id and not _SIZED.search(c.text)
    ]
    # "quicker than the 14 days of last year": the figure may stand within the words
    first_place = claim.start if claim.rule.endswith("_vs_past") else claim.end
    behind = [m for m in case.sentence(claim) if m.start >= first_place and m.role == "actual" and alike(m, pair.new)]
    if claim.rule.endswith("_vs_past") or _FROM.search(claim.text + claim.right[:8]):
        # "up from 283 but down from 361": what it is held against is the next figure behind it
        first = behind[0] if behind else None
        return first is not None and first.id == pair.old.id and not any(c.start < claim.start for c in others)
    actual = [m for m in case.sentence(claim) if m.role == "actual" and m.start >= claim.end]
    if figures[0].start >= claim.start and actual and actual[0].id != figures[0].id:
        return False  # "rose to 61%, so the gap narrowed from 5 to 3"
    ahead = [m for m in case.sentence(claim) if m.end <= claim.start and m.role == "actual" and alike(m, pair.new)]
    if figures[0].start >= claim.start and ahead:
        return False  # "peaked at 641 before falling to 621, still higher than the 606 in March"
    if claim.value == "stable" and len(behind) == 1 and behind[0].id == pair.old.id and not others:
        return True  # "38, the same as last year's 41"
    if behind and figures[0].start < claim.start:
        return False  # "rose from 402 to 437 and has since reduced to 421"
    low, high = min(claim.start, figures[0].start), max(claim.end, figures[1].end)
    return not any(
        low <= c.start < high and c.rule.endswith("_vs_past") is False and not _FROM.search(c.text) for c in others
    )


def _names(claim: Claim, cell: Mention) -> bool:
    """True where a claim's sentence has most of the words of a row: "41 houses were let" is not "Houses completed"."""
    if claim.indicator_id and claim.indicator_id == cell.indicator_id:
        return True
    label = stems(cell.row_label)
    return 2 * len(label & stems(claim.context)) > len(label)


def _distance(pair: Pair, claim: Claim) -> int:
    first, last = min(pair.old.start, pair.new.start), max(pair.old.end, pair.new.end)
    if first <= claim.start <= last:
        return 0
    return min(abs(first - claim.end), abs(claim.start - last))
