"""Stock and flow: what was there, with what came and without what went, is what is there now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import regex

from extractor.mentions import Mention
from extractor.reconcile.case import Case
from extractor.reconcile.finding import Finding

_CAME = regex.compile(
    r"\b(?:join\w*|start(?:ed|s|ing)?|new|more|came\sin|received|recruit\w+|appoint\w+|opened|added|admitted|entered|became|begun|began|registered|further|reported|referred|gained|built|acquired|starters|entrants|admissions)\b",
    regex.I,
)
_WENT = regex.compile(
    r"\b(?:left|leav(?:e|es|ing|ers)|clos\w+|ended|ceased|retired|resigned|died|discharged|completed|withdr\w+|removed|sold|demolished|lost|departed|finished|disposed|transferred\sout|resolved)\b",
    regex.I,
)
_CLOSING = regex.compile(
    r"\b(?:leav(?:ing|es)|which\sleft|which\sleaves|giving|so\sthat\s(?:there\s(?:were|are))?|making|bringing|(?:so|and)\sthe\s(?:\w+\s){0,4}(?:at|was|is|on)|total\w*\sof|at\sthe\send|standing\sat|ended\s(?:the\syear\s)?(?:with|on|at)|stood\sat|there\s(?:were|are)\snow)\b[^.;]{0,40}$",
    regex.I,
)
_SO = regex.compile(r"\b(?:leav(?:ing|es)|which\sleft|giving|so|making|bringing)\b[^.;]{0,60}$", regex.I)
_ENDS = regex.compile(
    r"^[^.;]{0,30}\b(?:at|on)\s(?:the\send|\d)|^\W*(?:open|remained?|outstanding|in\spost|members)\b", regex.I
)
_REACH = 3


@dataclass(frozen=True, slots=True)
class _Flow:
    opening: Mention
    came: Mention
    went: Mention
    closing: Mention

    @property
    def worked_out(self) -> Decimal:
        return self.opening.value + self.came.value - self.went.value


def check_flows(case: Case) -> Iterator[Finding]:
    """Every run of four counts in one paragraph that tells of opening, arrivals, departures and closing."""
    blocks: dict[tuple[int, int | None], list[Mention]] = defaultdict(list)
    for mention in case.findings.mentions:
        if mention.source == "narrative" and mention.measure == "count" and mention.role in ("actual", "change"):
            blocks[mention.block, mention.row].append(mention)
    for mentions in blocks.values():
        for place in range(len(mentions) - 3):
            run = mentions[place : place + 4]
            if run[-1].sentence - run[0].sentence <= _REACH and (flow := _flow(run)) is not None:
                yield from _finding(flow)


def _flow(run: list[Mention]) -> _Flow | None:
    """The four in the order opening, two movements, closing; None where the words do not say so."""
    opening, first, second, closing = run
    if any(m.denominator is not None or m.quantity.qualifier != "eq" or not m.quantity.exact for m in run):
        return None
    ways = [_way(first), _way(second)]
    if sorted(ways) != ["came", "went"]:
        return None
    came, went = (first, second) if ways[0] == "came" else (second, first)
    if max(came.value, went.value) > opening.value * 2:
        return None
    return _Flow(opening, came, went, closing) if _closes(closing, opening) else None


def _way(mention: Mention) -> str:
    """came or went, by the words right behind a count, else right before it."""
    for words in (mention.right[:40], mention.left[-30:]):
        came, went = _CAME.search(words), _WENT.search(words)
        if came and (not went or came.start() < went.start()):
            return "came"
        if went:
            return "went"
    return ""


def _closes(closing: Mention, opening: Mention) -> bool:
    """True where a count is said to be what there was at the end: by its words, or by a later day than the first's."""
    if _CLOSING.search(closing.left) or _ENDS.search(closing.right):
        return True
    first, last = opening.period, closing.period
    return first is not None and last is not None and last.start == last.end and first.start == first.end < last.end


def _finding(flow: _Flow) -> Iterator[Finding]:
    worked_out = flow.worked_out
    opening, came, went, closing = flow.opening, flow.came, flow.went, flow.closing
    sum_said = f"{opening.text} and {came.text} more, less {went.text}, make {worked_out:,}"
    apart = abs(worked_out - closing.value)
    agrees = not apart
    if not agrees and (_SO.search(closing.left) is None or apart > max(came.value, went.value)):
        return
    verdict = "consistent" if agrees else "inconsistent"
    statement = (
        f"{sum_said}: it agrees."
        if agrees
        else f"The text ends on {closing.text}. {sum_said}: the figures disagree by {apart:,}."
    )
    yield Finding(
        "sum",
        verdict,
        "exact" if agrees else "what came and went does not lead from the first figure to the last",
        statement,
        (closing.id, opening.id, came.id, went.id),
        expected=worked_out,
        observed=closing.value,
        binding="same_sentence" if opening.sentence == closing.sentence else "same_paragraph",
        context=" ".join(dict.fromkeys(m.context for m in (opening, came, went, closing))),
    )
