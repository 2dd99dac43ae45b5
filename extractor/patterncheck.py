"""Rules tried on their own examples: what a rule says it reads, it must read; what it says it does not, it must not.

Part of an example may be marked with ``[[...]]``: then the rule is to take exactly that part, else the whole example
but for white space around it. Rules about what stands beside a figure need only reach the figure's side of their
example; blocks and rules with ``match_any`` or ``match_prefix`` need only be found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import regex

from extractor.attacks import find_runaway
from extractor.catalogue import Catalogue, load_catalogue
from extractor.errors import PatternError
from extractor.pipeline.claimrules import ClaimRules
from extractor.pipeline.exclusions import ExclusionRules
from extractor.pipeline.rolerules import RoleRules
from extractor.reconcile.polarity import PolarityWords
from extractor.resources import folder as find_folder
from extractor.rules import Rule
from extractor.tables.headers import HeaderWords
from extractor.values.period import PeriodGrammar
from extractor.values.quantity import QuantityGrammar

_MARK = regex.compile(r"\[\[(?!\[)(.{0,1000}?)\]\]")


@dataclass(frozen=True, slots=True)
class Sample:
    """An example without its marks; ``[start, end)`` is what the rule is to take."""

    text: str
    start: int
    end: int


Take = Callable[[Rule, Sample], tuple[bool, str]]
"""Whether a rule takes a sample as it should, and what it, or another rule in its place, makes of it."""


@dataclass(frozen=True, slots=True)
class Example:
    """One line of ``match`` (``wanted``) or ``reject`` of a rule."""

    file: str
    rule: Rule
    wanted: bool
    text: str
    take: Take

    def problem(self) -> str:
        """What is wrong, in one line; empty where the rule does as its example says."""
        place = f"{self.file}: {self.rule.id}: {'match' if self.wanted else 'reject'} {self.text!r}"
        if len(_MARK.findall(self.text)) > 1:
            return f"{place}: more than one part is marked with [[...]]"
        if self.wanted and not self.rule.may_match(read_sample(self.text).text.lower()):
            return f"{place}: it holds nothing of the rule's needs"
        try:
            taken, happened = self.take(self.rule, read_sample(self.text))
        except PatternError as error:
            return f"{place}: {error}"
        return "" if taken == self.wanted else f"{place}: {happened}"


def check_folder(folder: Path | None, catalogue: Path | None) -> tuple[list[str], int]:
    """Read every file of a folder of rules (None: the program's) and the catalogue, and try every rule's examples.

    Returns one line for each problem, and how many rules were read. Raises UsageError where there is no such folder.
    """
    root = find_folder("patterns", folder)
    problems: list[str] = []
    count = 0
    for name in FILES:
        try:
            groups = read_rules(root, name)
        except PatternError as error:
            problems.append(str(error))
            continue
        count += sum(len(rules) for rules, _ in groups)
        problems += [problem for example in _examples(name, groups) if (problem := example.problem())]
        problems += [problem for rule in _own_rules(root, name, groups) if (problem := _runaway(name, rule))]
    try:
        read_indicators(root, catalogue)
    except PatternError as error:
        problems.append(str(error))
    return problems, count


def read_examples(root: Path) -> list[Example]:
    """Every example of every rule in a folder of rules. Raises PatternError for a file that cannot be used."""
    return [example for name in FILES for example in _examples(name, read_rules(root, name))]


def read_rules(root: Path, name: str) -> list[tuple[Sequence[Rule], Take]]:
    """The rules of one file, read afresh, with how each sort of them is tried."""
    return FILES[name](root / name)


def read_indicators(root: Path, catalogue: Path | None) -> Catalogue:
    """The catalogue, read afresh: somebody who mends a file and checks again is to see the new one."""
    load_catalogue.cache_clear()
    return load_catalogue(str(catalogue or root / "indicators.csv"), str(root / "terms.csv"))


def read_sample(example: str) -> Sample:
    """``"the [[annual]] target"`` as its text and the place of the marked part."""
    marked = _MARK.search(example)
    text = example if marked is None else _MARK.sub(r"\1", example, count=1)
    start, end = (0, len(text)) if marked is None else (marked.start(), marked.start() + len(marked.group(1)))
    return Sample(text, *_inner(text, start, end))


def _examples(name: str, groups: Sequence[tuple[Sequence[Rule], Take]]) -> Iterator[Example]:
    for rules, take in groups:
        for rule in rules:
            yield from (Example(name, rule, True, text, take) for text in rule.match)
            yield from (Example(name, rule, False, text, take) for text in rule.reject)


def _own_rules(root: Path, name: str, groups: Sequence[tuple[Sequence[Rule], Take]]) -> list[Rule]:
    """The rules of somebody's own: the tests of the program prove that its patterns cannot run away."""
    home = find_folder("patterns")
    if root.resolve() == home.resolve():
        return []
    known = {rule.pattern.pattern for rules, _ in read_rules(home, name) for rule in rules}
    return [rule for rules, _ in groups for rule in rules if rule.pattern.pattern not in known]


def _runaway(file: str, rule: Rule) -> str:
    """What is wrong with a rule that takes for ever on some text, or empty."""
    piece = find_runaway(rule.pattern.compiled, tuple(read_sample(text).text for text in (*rule.match, *rule.reject)))
    remedy = "Mend its pattern: repeats within repeats run away"
    return f"{file}: {rule.id}: the pattern runs away on a text of {piece!r} over and over. {remedy}" if piece else ""


def _inner(text: str, start: int, end: int) -> tuple[int, int]:
    """``[start, end)`` without the white space at its ends."""
    part = text[start:end]
    first = start + len(part) - len(part.lstrip())
    return first, max(first, start + len(part.rstrip()))


def _take_whole(rule: Rule, sample: Sample) -> tuple[bool, str]:
    if rule.get("match_any") or rule.get("match_prefix"):
        return _take_any(rule, sample)
    spans = [_inner(sample.text, *found.span()) for found in rule.pattern.find_all(sample.text)]
    return (sample.start, sample.end) in spans, _found(sample.text, spans)


def _take_any(rule: Rule, sample: Sample) -> tuple[bool, str]:
    found = rule.pattern.search(sample.text)
    return found is not None, _found(sample.text, [found.span()] if found else [])


def _take_beside(rule: Rule, sample: Sample) -> tuple[bool, str]:
    """``left`` rules end where the figure begins, ``right`` ones begin behind it; others read the figure itself."""
    if rule.get("side") not in ("left", "right"):
        return _take_whole(rule, sample)
    spans = [found.span() for found in rule.pattern.find_all(sample.text)]
    near = any(end == len(sample.text) if rule.get("side") == "left" else start == 0 for start, end in spans)
    return near, _found(sample.text, spans)


def _take_quantity(grammar: QuantityGrammar, rule: Rule, sample: Sample) -> tuple[bool, str]:
    quantity = grammar.read(sample.text, sample.start)
    if quantity is None:
        return False, "no rule reads a quantity there"
    return (quantity.rule, quantity.end) == (rule.id, sample.end), f"{quantity.rule} takes {quantity.text!r}"


def _take_core(grammar: PeriodGrammar, rule: Rule, sample: Sample) -> tuple[bool, str]:
    period = grammar._core_at(sample.text, sample.start)
    if period is None:
        return False, "no rule reads a period there"
    return (period.rule, period.end) == (rule.id, sample.end), f"{period.rule} takes {period.text!r}"


def _take_heading(words: HeaderWords, periods: PeriodGrammar, rule: Rule, sample: Sample) -> tuple[bool, str]:
    """A heading needs only hold the words, but no rule before this one may have given it another kind."""
    kind = words.read(sample.text, periods).kind
    return kind == rule.get("kind"), f"the heading is read as {kind or 'nothing'}"


def _found(text: str, spans: Sequence[tuple[int, int]]) -> str:
    taken = ", ".join(repr(text[start:end]) for start, end in spans)
    return f"it takes {taken}" if spans else "it is not found"


def _quantities(path: Path) -> list[tuple[Sequence[Rule], Take]]:
    grammar = QuantityGrammar(path)
    return [(grammar.rules, partial(_take_quantity, grammar))]


def _periods(path: Path) -> list[tuple[Sequence[Rule], Take]]:
    grammar = PeriodGrammar(path)
    return [
        (grammar.core, partial(_take_core, grammar)),
        (grammar.prefixes, _take_whole),
        (grammar.relative, _take_whole),
    ]


def _exclusions(path: Path) -> list[tuple[Sequence[Rule], Take]]:
    rules = ExclusionRules(path)
    return [(rules.rules, _take_whole), (rules.blocks, _take_any), (rules.context, _take_beside)]


def _headers(path: Path) -> list[tuple[Sequence[Rule], Take]]:
    words = HeaderWords(path)
    return [(words.rules, partial(_take_heading, words, PeriodGrammar(path.with_name("periods.toml"))))]


FILES: dict[str, Callable[[Path], list[tuple[Sequence[Rule], Take]]]] = {
    "quantities.toml": _quantities,
    "periods.toml": _periods,
    "exclusions.toml": _exclusions,
    "roles.toml": lambda path: [(RoleRules(path).rules, _take_beside)],
    "claims.toml": lambda path: [(ClaimRules(path).rules, _take_whole)],
    "headers.toml": _headers,
    "polarity.toml": lambda path: [(PolarityWords(path).rules, _take_whole)],
}
"""The files of patterns/ that hold rules, and how each is read."""
