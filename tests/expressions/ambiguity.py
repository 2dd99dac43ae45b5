"""Whether a pattern can run away: does one text have many ways through its automaton?

After Weideman, van der Merwe, Berglund and Watson, "Analyzing matching time behavior of backtracking regular
expression matchers by using ambiguity of NFA" (2016): where a position can be left and reached again by two ways on
the same characters, the time doubles with every round (exponential); where two loops read the same characters and the
one leads into the other on them, the time grows with the square. The search for the place where a match begins is a
loop too, which reads anything.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from expressions.automaton import ENDLESS, SEALED, START, Automaton

WORK = 20_000
"""Two or more loops with bounds may try so many ways at one place; "[^.;]{0,80}x[^.;]{0,80}" tries 6,400."""


@dataclass(frozen=True, slots=True)
class Danger:
    """``kind`` is exponential or square; ``first`` and ``second`` show some characters of the two loops."""

    kind: str
    first: str
    second: str

    def __str__(self) -> str:
        return f"{self.kind}: [{self.first}] and [{self.second}]"


def dangers(automaton: Automaton) -> list[Danger]:
    """Every way in which the pattern, or one of its look-behinds, runs away; empty for one that cannot."""
    found: list[Danger] = []
    for part in (automaton, *automaton.backwards):
        found += _Analysis(part, sealed=True).dangers()
        if any(edge[2] == SEALED for edges in part.edges for edge in edges):
            found += _Analysis(part, sealed=False).dangers()
    return found


class _Analysis:
    def __init__(self, automaton: Automaton, sealed: bool) -> None:
        """``sealed``: loops that give nothing back are taken for open ends, as nothing in them is tried twice."""
        self.reads, self.accepting = automaton.reads, automaton.accepting
        self.edges = [[edge for edge in edges if not (sealed and edge[2] == SEALED)] for edges in automaton.edges]
        self.edges[START].append((START, (), ENDLESS))
        self.sealed = sealed
        onward = [[edge[0] for edge in edges] for edges in self.edges]
        backward = _turned(onward)
        self.loops = _components(onward)
        self.bound = {loop: self._bound(loop) for loop in self.loops}
        self.onward = {loop: _reachable(loop, onward) for loop in self.loops}
        self.back = {loop: _reachable(loop, backward) for loop in self.loops}
        self.steps: dict[tuple[int, str, str], tuple[int, ...]] = {}
        self.conditional = {place for place, edges in enumerate(self.edges) if any(edge[1] for edge in edges)}
        self.classes = self._classes()

    def dangers(self) -> Iterator[Danger]:
        """Exponential ones first, then loops that lead into one another."""
        for loop in self.loops:
            if self.sealed and START not in loop and self._turns_double(loop):
                yield Danger("exponential", self._show(loop), self._show(loop))
        tries: dict[frozenset[int], int] = {}
        for first, second in product(self.loops, self.loops):
            if first is second or not second <= self.onward[first] or not self._shared(first, second):
                continue
            if START in first:
                for part in self._unfinished(second) if self.bound[second] == ENDLESS else ():
                    if self._leads_into(first, part):
                        yield Danger("square", self._show(first), self._show(part))
            elif self.sealed and self._leads_into(first, second):
                tried = tries.get(first, 1) * _least(self.bound[first], self.bound[second])
                if tried > WORK or self.bound[first] == self.bound[second] == ENDLESS:
                    yield Danger("square", self._show(first), self._show(second))
                tries[second] = max(tries.get(second, 1), tried)

    def _unfinished(self, loop: frozenset[int]) -> list[frozenset[int]]:
        """The rounds of a loop that pass no end of a match: past one, a match is found and the search goes on."""
        inside = loop - self.accepting
        follows = [
            [edge[0] for edge in edges if edge[0] in inside] if place in inside else []
            for place, edges in enumerate(self.edges)
        ]
        return _components(follows)

    def _bound(self, loop: frozenset[int]) -> int:
        """How often a loop may turn."""
        turns = [bound for source in loop for target, _, bound in self.edges[source] if bound and target in loop]
        return ENDLESS if min(turns, default=1) < 0 else max(turns, default=1)

    def _classes(self) -> list[str]:
        """One character for every set of characters that no loop tells apart, nor an edge of a word."""
        sets = list(dict.fromkeys(self.reads))
        kinds: dict[tuple[object, ...], str] = {}
        for char in sorted(self.reads[START]):
            key = (*(char in one for one in sets), char.isalnum() or char == "_", char == "\n")
            kinds.setdefault(key, char)
        return list(kinds.values())

    def _shared(self, first: frozenset[int], second: frozenset[int]) -> bool:
        return any(self.reads[one] & self.reads[other] for one in first for other in second)

    def step(self, position: int, before: str, to_come: str) -> tuple[int, ...]:
        """Where a character leads from a position; a position twice where two ways lead to it."""
        key = (position, before if position in self.conditional else "", to_come)
        if key not in self.steps:
            self.steps[key] = tuple(
                target
                for target, conditions, _ in self.edges[position]
                if to_come in self.reads[target] and all(holds(before, to_come) for holds in conditions)
            )
        return self.steps[key]

    def _turns_double(self, loop: frozenset[int]) -> bool:
        """True where some characters lead from a position of the loop back to it by two ways.

        Two readers go round: a round in which they stand at one place, at two, and at one again, can be gone for ever.
        """
        states = [(place, place, last) for place in loop for last in self.classes if last in self.reads[place]]
        number = {state: count for count, state in enumerate(states)}
        follows: list[list[int]] = []
        doubled: list[tuple[int, int]] = []
        while len(follows) < len(states):
            one, other, before = states[len(follows)]
            follows.append([])
            for char in self.classes:
                lefts = [way for way in self.step(one, before, char) if way in loop]
                rights = [way for way in self.step(other, before, char) if way in loop] if lefts else []
                for left, right in product(lefts, rights):
                    state = (left, right, char)
                    if state not in number:
                        number[state] = len(states)
                        states.append(state)
                    follows[-1].append(number[state])
                if one == other and len(set(lefts)) < len(lefts):
                    doubled += [(len(follows) - 1, number[left, left, char]) for left in lefts if lefts.count(left) > 1]
        rounds = _components(follows)
        return any(
            {states[place][0] == states[place][1] for place in gone} == {True, False}
            or any(source in gone and target in gone for source, target in doubled)
            for gone in rounds
        )

    def _leads_into(self, first: frozenset[int], second: frozenset[int]) -> bool:
        """True where some characters turn both loops and lead from the one into the other as well."""
        between = self.onward[first] & next(self.back[loop] for loop in self.loops if second <= loop)
        read = [frozenset().union(*(self.reads[position] for position in loop)) for loop in (first, second)]
        chars = [char for char in self.classes if char in read[0] and char in read[1]]
        starts = [
            (start, start, target, last)
            for start, target, last in product(first, second, chars)
            if last in self.reads[start] and last in self.reads[target]
        ]
        triple = _Triple(self, first, between, second, chars)
        # All beginnings at once are quick, and find too much; what is found is looked at one by one.
        return triple.joins(starts, starts) and any(triple.joins([start], [start]) for start in starts)

    def _show(self, loop: frozenset[int]) -> str:
        chars = sorted(frozenset().union(*(self.reads[position] for position in loop)))
        return "anything" if START in loop else "".join(chars)[:60]


@dataclass(frozen=True, slots=True)
class _Triple:
    """Three readers of the same characters: one turns the first loop, one the second, one goes from first to second."""

    analysis: _Analysis
    first: frozenset[int]
    between: frozenset[int]
    second: frozenset[int]
    chars: list[str]

    def joins(self, starts: list[tuple[int, int, int, str]], ends: list[tuple[int, int, int, str]]) -> bool:
        """True where all three come round from one of ``starts``, the third to where the second loop of an end is."""
        step, wanted = self.analysis.step, {(one, other, other, last) for one, _, other, last in ends}
        seen = set(starts)
        waiting = deque(starts)
        while waiting:
            one, middle, other, before = waiting.popleft()
            for char in self.chars:
                lefts = [way for way in step(one, before, char) if way in self.first]
                rights = [way for way in step(other, before, char) if way in self.second] if lefts else []
                ways = [way for way in step(middle, before, char) if way in self.between] if rights else []
                for left, way, right in product(lefts, ways, rights):
                    state = (left, way, right, char)
                    if state in wanted:
                        return True
                    if state not in seen:
                        seen.add(state)
                        waiting.append(state)
        return False


def _least(first: int, second: int) -> int:
    """How much two loops that follow each other multiply the work by: one without end goes over the text once."""
    return max(first, second) if ENDLESS in (first, second) else first * second


def _reachable(places: frozenset[int], follows: list[list[int]]) -> frozenset[int]:
    seen, waiting = set(places), list(places)
    while waiting:
        for target in follows[waiting.pop()]:
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return frozenset(seen)


def _turned(follows: list[list[int]]) -> list[list[int]]:
    turned: list[list[int]] = [[] for _ in follows]
    for source, targets in enumerate(follows):
        for target in targets:
            turned[target].append(source)
    return turned


def _components(follows: list[list[int]]) -> list[frozenset[int]]:
    """The loops of a graph, in the order in which they can be reached: every set of places that reach each other."""
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    stacked: set[int] = set()
    found: list[frozenset[int]] = []
    work: list[tuple[int, Iterator[int]]] = []
    for root in range(len(follows)):
        if root in index:
            continue
        work.append((root, iter(follows[root])))
        index[root] = low[root] = len(index)
        stack.append(root)
        stacked.add(root)
        while work:
            node, rest = work[-1]
            for target in rest:
                if target not in index:
                    index[target] = low[target] = len(index)
                    stack.append(target)
                    stacked.add(target)
                    work.append((target, iter(follows[target])))
                    break
                if target in stacked:
                    low[node] = min(low[node], index[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    members = frozenset(_popped(stack, node))
                    stacked -= members
                    if len(members) > 1 or node in follows[node]:
                        found.append(members)
    return found[::-1]


def _popped(stack: list[int], last: int) -> Iterator[int]:
    while True:
        place = stack.pop()
        yield place
        if place == last:
            return
