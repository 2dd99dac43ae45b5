"""What a claim speaks about: its own figure, and what that is held against, with what ties them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from extractor.mentions import Claim, Mention
from extractor.reconcile.case import Case, alike, content_words, latest, newest_of, points_back, target_in

STRONG = ("same_sentence", "same_row", "pointed_back")
_OF_A_TARGET = regex.compile(r"^\W*(?:the|this|that|our|its)\s(?:\w+\s){0,2}?targets?\b(?!\sfor\b)", regex.I)
""" "The target was therefore met": a sentence about the target of the one before."""
_WITH = regex.compile(r"^[,;:]?\s(?:with|at)\s(?:just\s|only\s)?(?=\d)", regex.I)
""" "the target of 85% was exceeded, with 84.2% paid in time": the figure is what the words speak of."""
_LATER = regex.compile(
    r"\b(?:next\syear|next\squarter|following\syear|coming\syear|new\stargets?|future|will\sbe|rises?\sto|raised\sto|increases?\sto)\b",
    regex.I,
)
_BREAK = regex.compile(r"[;]|\b(?:although|though|but|while|whilst|whereas|however)\b", regex.I)
_NATIONAL = frozenset(("england", "national", "nationally", "english", "country"))


@dataclass(frozen=True, slots=True)
class Scene:
    """``subject`` is spoken of, and held against each of ``others``; ``binding`` says what ties them.

    ``unsure`` is True where another figure of the sentence may be the subject: then nothing is accused.
    """

    subject: Mention
    others: tuple[Mention, ...]
    binding: str
    unsure: bool = False

    @property
    def strong(self) -> bool:
        return self.binding in STRONG and not self.unsure


def against_target(case: Case, claim: Claim) -> Iterator[Scene]:
    """Figures and the target that a claim holds them against, the surest first."""
    here = case.sentence(claim)
    targets = _nearest_first([m for m in here if m.role == "target" and not _LATER.search(m.left[-60:])], claim)
    if not targets and any(m.role == "target" for m in here):
        return
    for target in targets[:1]:
        yield from _scenes(case, claim, (target,), target)
    if not targets:
        for back, binding in ((1, "same_paragraph"), (-1, "same_paragraph"), (2, "same_paragraph")):
            for target in [m for m in case.sentence(claim, back) if m.role == "target"][-1:]:
                for scene in _scenes(case, claim, (target,), target):
                    yield Scene(scene.subject, scene.others, binding, scene.unsure)
    yield from _in_row(case, claim)
    yield from _in_tables(case, claim, targets)


def _in_row(case: Case, claim: Claim) -> Iterator[Scene]:
    for subject, target, alone in _held(case.row_of(claim)):
        yield Scene(subject, (target,), "same_row", not alone or _others_here(case, claim, subject, "target"))


def _held(row: Sequence[Mention]) -> list[tuple[Mention, Mention, bool]]:
    """A row's newest figures, each with its target, and whether it is the only one.

    A quarter and the year to its end both end on its last day; the one of the target's own period is the one held
    against it.
    """
    found = [(m, target) for m in newest_of(row) if (target := target_in(row, m)) is not None]
    same = [(m, target) for m, target in found if m.period is not None and m.period == target.period]
    found = same or found
    return [(m, target, len(found) == 1) for m, target in found]


def _in_tables(case: Case, claim: Claim, targets: Sequence[Mention]) -> Iterator[Scene]:
    """A claim about an indicator of which a table row, or a sentence elsewhere, has the figures.

    The row's target may be held against the sentence's own figure where that is the row's; else it only confirms.
    """
    if targets or claim.table is not None:
        return
    for subject, target, alone in _held(case.row_about(claim)):
        quoted = _quoted(case, claim, subject)
        unsure = not alone or _others_here(case, claim, subject, "target")
        yield Scene(subject, (target,), "same_row" if quoted else "same_indicator", unsure)
    if claim.indicator_id:
        for sentence in case.neighbours.sentences():
            about = [m for m in sentence if m.indicator_id == claim.indicator_id]
            held = [m for m in about if m.role == "target"]
            for actual in subjects(about)[:1]:
                if held and alike(actual, held[0]):
                    yield Scene(actual, (held[0],), "same_indicator")


def against_others(case: Case, claim: Claim) -> Iterator[Scene]:
    """Figures and the benchmarks that a claim holds them against, the surest first."""
    here = [m for m in case.sentence(claim) if m.role == "benchmark"]
    chosen = _chosen(here, claim)
    if chosen:
        yield from _scenes(case, claim, tuple(chosen), chosen[0])
    else:
        for back in (1, -1, 2):
            others = _chosen([m for m in case.sentence(claim, back) if m.role == "benchmark"], claim)
            if others:
                for scene in _scenes(case, claim, tuple(others), others[0]):
                    pointed = back == 1 and points_back(claim)
                    yield Scene(
                        scene.subject, scene.others, "pointed_back" if pointed else "same_paragraph", scene.unsure
                    )
                break
    row = case.row_of(claim)
    subject = latest(row)
    if subject is not None:
        others = _chosen([m for m in row if m.role == "benchmark" and alike(m, subject)], claim)
        if others:
            yield Scene(subject, tuple(others), "same_row", unsure=_others_here(case, claim, subject, "benchmark"))
    if claim.table is None and not here:
        row = case.row_about(claim)
        subject = latest(row)
        if subject is not None:
            others = _chosen([m for m in row if m.role == "benchmark" and alike(m, subject)], claim)
            quoted = _quoted(case, claim, subject)
            if others:
                yield Scene(subject, tuple(others), "same_row" if quoted else "same_indicator")


def _others_here(case: Case, claim: Claim, cell: Mention, role: str) -> bool:
    """True where a comment has figures of its own that are not its row's: it may speak of these."""
    own = [
        m
        for m in case.sentence(claim)
        if alike(m, cell) and (m.role == role or (m.role == "actual" and not m.comparison))
    ]
    return any(m.role == role or not m.interval.meets(cell.interval) for m in own)


def _quoted(case: Case, claim: Claim, cell: Mention) -> bool:
    """True where the sentence of a claim gives the figure of a cell itself."""
    return any(alike(m, cell) and m.interval.meets(cell.interval) for m in subjects(case.sentence(claim)))


def _chosen(benchmarks: Sequence[Mention], claim: Claim) -> list[Mention]:
    """The benchmarks that a claim names; all of them where it says both or all."""
    if not benchmarks:
        return []
    words = claim.text.lower()
    named = [m for m in benchmarks if _names(words, m.comparator)]
    nearest = _nearest_first(benchmarks, claim)[0]
    if regex.search(r"\b(?:both|all|averages)\b", words):
        return list(benchmarks)
    if named:
        return named
    bodies = content_words(words) & _BODIES
    if bodies:  # it names a body of which no figure stands here
        return []
    return [nearest]


_BODIES = frozenset(
    "england national london wale scotland statistical neighbour regional region cipfa english scottish welsh".split()
)


def _names(words: str, comparator: str) -> bool:
    body = content_words(comparator)
    said = content_words(words)
    if body & _NATIONAL:
        return bool(said & _NATIONAL)
    return bool(body & said)


def _scenes(case: Case, claim: Claim, others: tuple[Mention, ...], like: Mention) -> Iterator[Scene]:
    """The subjects that stand in a claim's sentence, in the ones before it, or in its row."""
    here = subjects([m for m in case.sentence(claim) if alike(m, like)])
    before = [m for m in here if m.end <= claim.start and m.id not in {o.id for o in others}]
    nearer = [m for m in case.sentence(claim) if before and before[-1].end <= m.start and m.end <= claim.start]
    if any(m.role == "forecast" for m in nearer):
        return  # "9.4 so far; the projection is 12.3, above the target": it is the projection that is spoken of
    after = [m for m in here if m.start >= claim.start and not _BREAK.search(claim.right[: m.start - claim.end])]
    if before:
        unsure = len({m.value for m in before}) > 1 and not _moves(before)
        unsure = unsure or any(m.role == "actual" and not m.unit and m.denominator is None for m in nearer)
        yield Scene(before[-1], others, "same_sentence", unsure)
        for other in reversed(before[:-1]):
            yield Scene(other, others, "same_sentence", unsure=True)
        return
    if after:
        # behind what it is held against, a figure is mostly another of its kind: "better than England (628) and 652"
        told = claim.start <= others[0].start < claim.end and _WITH.match(claim.right) is not None
        told = told and 2 * abs(after[0].value - others[0].value) <= abs(others[0].value)
        unsure = len(after) > 1 or (after[0].start > others[0].start and not told)
        yield Scene(after[0], others, "same_sentence", unsure)
        if not unsure:
            return
    row = case.row_of(claim)
    subject = latest([m for m in row if alike(m, like)])
    if subject is not None:
        yield Scene(subject, others, "same_row")
        return
    sentences = {back: subjects(case.sentence(claim, back)) for back in (1, 2, 3)}
    earlier = [(back, m) for back, figures in sentences.items() for m in reversed(figures) if alike(m, like)]
    newest = max((m.period.end for _, m in earlier if m.period), default=None)
    # "It was 75.2%. It stood at 63.7% in quarter two. It is now better": the newest is meant, whichever stands last
    earlier.sort(key=lambda item: newest is not None and item[1].period is not None and item[1].period.end < newest)
    for place, (back, subject) in enumerate(earlier):
        alone = sum(other == back for other, _ in earlier) == 1 or _moves(sentences[back])
        pointed = back == 1 and (points_back(claim) or _OF_A_TARGET.match(claim.left + claim.text) is not None)
        yield Scene(subject, others, "pointed_back" if pointed else "same_paragraph", unsure=place > 0 or not alone)


def subjects(mentions: Iterable[Mention]) -> list[Mention]:
    """The outturns among figures: no comparisons, no parts of a ratio that another figure gives."""
    return [
        m for m in mentions if m.role == "actual" and not m.comparison and not m.quantity.rule.startswith("fraction")
    ]


def _moves(figures: Sequence[Mention]) -> bool:
    """True for "from 82% to 85%": the last is where it stands now."""
    return len(figures) == 2 and ends_from(figures[0]) and leads_to(figures[1])


def ends_from(mention: Mention) -> bool:
    return _FROM.search(mention.left) is not None


def leads_to(mention: Mention) -> bool:
    return _TO.search(mention.left) is not None


_FROM = regex.compile(r"\bfrom\s(?:a\s(?:low|high|peak)\sof\s|around\s|about\s|just\s)?\(?$", regex.I)
_TO = regex.compile(r"(?:^\s?|\s)to\s(?:a\s(?:low|high|peak)\sof\s|around\s|about\s|just\s|only\s)?\(?$", regex.I)


def _nearest_first(mentions: Sequence[Mention], claim: Claim) -> list[Mention]:
    """By distance from a claim; what stands within it or behind it comes before what stands in front."""

    def distance(mention: Mention) -> tuple[int, int]:
        if mention.start >= claim.start:
            return (0, mention.start - claim.start)
        return (1, claim.start - mention.end)

    return sorted(mentions, key=distance)
