"""A regular expression as an automaton: which character may be read after which, as Python's own parser sees it.

Every place of the pattern that reads a character is a position. An edge leads from one position to the next under
conditions on the character before and the one to come (word boundaries, look-arounds of one character). Longer
look-arounds are read over as conditions and kept as ways into a dead end, so that what they cost is counted; a
look-behind, which is matched backwards, is an automaton of its own. The automaton has at least the paths that the
matcher may try, so that what is not ambiguous here is not ambiguous there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

_PARSER: Any = import_module("re._parser")
_EDGE_WORDS: Any = import_module("re._constants")

ALPHABET = (
    "".join(map(chr, range(1, 127))) + "\u00a0\u2003\u2028\x85£§°±²½×éÉıſ’‘“”–—−…•†€↑▲●中ع٣１\u0301\u200b\uf0b7😀"
)
_READ: dict[tuple[str, str, int], frozenset[str]] = {}
MANY = 13
"""A repeat of up to so many is written out; one of more is a loop with a bound."""
ENDLESS, SEALED = -1, -2
"""Bounds of loops: none, and none for a loop that gives nothing back."""
START = 0
"""The position before the match: it reads whatever stands before the place where the match begins."""

Condition = Callable[[str, str], bool]
"""Of the character before (empty at the beginning of the text) and the one to come (empty at its end)."""
Path = tuple[int, tuple[Condition, ...], int]
"""A position, what must hold on the way to it, and the bound of the loop that the way closes (0: it closes none)."""


@dataclass(slots=True)
class Automaton:
    """``reads[p]``: what position ``p`` reads; ``edges[p]``: where it leads; ``backwards``: its look-behinds.

    ``accepting``: the positions at which the match may end whatever comes next.
    """

    reads: list[frozenset[str]] = field(default_factory=lambda: [frozenset(ALPHABET)])
    edges: list[list[Path]] = field(default_factory=lambda: [[]])
    backwards: list[Automaton] = field(default_factory=list)
    accepting: frozenset[int] = frozenset()


def build(pattern: str | bytes, flags: int, anchored: bool) -> Automaton:
    """The automaton of a pattern; ``anchored``: it is only tried at one place (match and fullmatch)."""
    text = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
    state = _PARSER.State()
    parsed = _PARSER.parse(plain(text), flags & (re.I | re.M | re.S | re.X), state)
    builder = _Builder(parsed.state.flags)
    builder.search(list(parsed), anchored)
    return builder.automaton


def plain(pattern: str) -> str:
    """Without what only the regex module knows: groups called or read again are written out, ``\\K`` is left out."""
    defined = pattern.find("(?(DEFINE)")
    if defined >= 0:
        groups = dict(_named_groups(pattern[defined + len("(?(DEFINE)") : -1]))
        pattern = pattern[:defined]
        while "(?&" in pattern:
            pattern = re.sub(r"\(\?&(\w+)\)", lambda call: f"(?:{groups[call.group(1)]})", pattern)
    pattern = _PROPERTY.sub(_letters, pattern)
    for name, body in re.findall(r"\(\?P<(\w+)>([^()]*)\)", pattern):
        pattern = pattern.replace(f"(?P={name})", f"(?:{body})")
    return re.sub(r"\(\?P<\w+>", "(?:", pattern.replace(r"\K", ""))


_LETTERS = {"L": "A-Za-zéÉ", "Lu": "A-ZÉ", "Ll": "a-zé"}
_PROPERTY = re.compile(r"(\[\^?(?:\\p\{L[ul]?\}|\\?[^\]\\])*\])|\\p\{(L[ul]?)\}")


def _letters(found: re.Match[str]) -> str:
    """Letters by their Unicode property as ranges, within a set or as one of their own."""
    if found[2]:
        return f"[{_LETTERS[found[2]]}]"
    return re.sub(r"\\p\{(L[ul]?)\}", lambda name: _LETTERS[name[1]], found[1])


def _named_groups(text: str) -> Iterator[tuple[str, str]]:
    """The groups that stand side by side in a DEFINE."""
    start = depth = 0
    inside = False
    place = 0
    while place < len(text):
        char = text[place]
        if char == "\\":
            place += 1
        elif inside:
            inside = char != "]" or text[place - 1] == "["
        elif char == "[":
            inside = True
        elif char == "(":
            start = place if depth == 0 else start
            depth += 1
        elif char == ")":
            depth -= 1
            if depth == 0:
                name, body = text[start + 4 : place].split(">", 1)
                yield name, body
        place += 1


Tail = tuple[int, tuple[Condition, ...]]
"""A position that has been read, and the conditions since."""


class _Builder:
    """Goes through the parsed pattern; ``tails`` are the positions from which the next item may be reached."""

    def __init__(self, flags: int) -> None:
        self.flags = flags
        self.automaton = Automaton()

    def search(self, items: Sequence[Any], anchored: bool) -> None:
        first: Condition = (lambda before, _: before == "") if anchored else (lambda *_: True)
        tails = self.sequence(items, [(START, (first,))])
        self.automaton.accepting = frozenset(
            position for position, conditions in tails if all(isinstance(c, _Over) for c in conditions)
        )

    def sequence(self, items: Sequence[Any], tails: list[Tail]) -> list[Tail]:
        for code, value in items:
            tails = self.item(str(code), value, tails)
        return tails

    def item(self, code: str, value: Any, tails: list[Tail]) -> list[Tail]:
        if code in ("LITERAL", "NOT_LITERAL", "ANY", "IN"):
            return [(self.position(self.characters(code, value), tails), ())]
        if code == "BRANCH":
            return [tail for branch in value[1] for tail in self.sequence(branch, tails)]
        if code == "SUBPATTERN":
            return self.scoped(value, tails)
        if code == "ATOMIC_GROUP":
            return self.sequence(value, tails)
        if code.endswith("REPEAT"):
            least, most, inner = value
            return self.repeat(least, most, inner, tails, possessive=code.startswith("POSSESSIVE"))
        if code == "AT":
            return _with(tails, _edge(str(value), self.flags))
        if code in ("ASSERT", "ASSERT_NOT"):
            return self.look(value[0] < 0, list(value[1]), code == "ASSERT", tails)
        raise NotImplementedError(f"{code} is not known here")

    def scoped(self, value: Any, tails: list[Tail]) -> list[Tail]:
        _, added, removed, items = value
        kept, self.flags = self.flags, (self.flags | added) & ~removed
        tails = self.sequence(items, tails)
        self.flags = kept
        return tails

    def characters(self, code: str, value: Any) -> frozenset[str]:
        key = (code, repr(value), int(self.flags) & (re.I | re.S))
        if key not in _READ:
            _READ[key] = frozenset(char for char in ALPHABET if self.reads(code, value, char))
        return _READ[key]

    def reads(self, code: str, value: Any, char: str) -> bool:
        if code == "ANY":
            return char != "\n" or bool(self.flags & re.S)
        forms = {char, char.lower(), char.upper()} if self.flags & re.I else {char}
        if code == "LITERAL":
            return any(ord(form) == value for form in forms if len(form) == 1)
        if code == "NOT_LITERAL":
            return all(ord(form) != value for form in forms if len(form) == 1)
        negated = str(value[0][0]) == "NEGATE"
        return any(_member(form, value) for form in forms if len(form) == 1) != negated

    def position(self, characters: frozenset[str], tails: list[Tail]) -> int:
        self.automaton.reads.append(characters)
        self.automaton.edges.append([])
        position = len(self.automaton.reads) - 1
        self.join(tails, position)
        return position

    def join(self, tails: list[Tail], position: int, bound: int = 0) -> None:
        for source, conditions in tails:
            self.automaton.edges[source].append((position, conditions, bound))

    def repeat(self, least: int, most: Any, body: Any, tails: list[Tail], possessive: bool) -> list[Tail]:
        if possessive and len(body) == 1 and str(body[0][0]) in ("LITERAL", "NOT_LITERAL", "ANY", "IN"):
            return self.possessive(least, int(most), self.characters(str(body[0][0]), body[0][1]), tails)
        endless = most is _EDGE_WORDS.MAXREPEAT or int(most) >= MANY
        copies = min(least, 2) if endless else least
        for _ in range(copies):
            tails = self.sequence(body, tails)
        if not endless:
            ways = list(tails)
            for _ in range(int(most) - least):
                tails = self.sequence(body, tails)
                ways += tails
            return ways
        if possessive:
            return self.loop(body, tails, SEALED)
        return self.loop(body, tails, ENDLESS if most is _EDGE_WORDS.MAXREPEAT else int(most))

    def loop(self, body: Any, tails: list[Tail], bound: int) -> list[Tail]:
        """One copy that may be read again and again."""
        self.automaton.reads.append(frozenset())
        self.automaton.edges.append([])
        gate = len(self.automaton.edges) - 1  # stands for whatever leads into the loop, until its ways in are known
        ends = [end for end in self.sequence(body, [(gate, ())]) if end[0] != gate]
        ways, self.automaton.edges[gate] = self.automaton.edges[gate], []
        for position, conditions, within in ways:
            for source, held in tails:
                self.automaton.edges[source].append((position, held + conditions, within))
            for source, held in ends:
                self.automaton.edges[source].append((position, held + conditions, bound))
        return [*tails, *ends]

    def possessive(self, least: int, most: int, characters: frozenset[str], tails: list[Tail]) -> list[Tail]:
        """Gives nothing back: what follows is only tried where the run is over (or, of a bounded one, full)."""
        endless = most >= MANY
        over = _Over(characters)
        ways = _with(tails, over) if least == 0 else []
        for count in range(1, (max(least, 1) if endless else most) + 1):
            tails = [(self.position(characters, tails), ())]
            if count >= least:
                ways += tails if count == most else _with(tails, over)
        if endless:
            self.join(tails, tails[0][0], ENDLESS if most >= int(_EDGE_WORDS.MAXREPEAT) else most)
        return ways

    def look(self, behind: bool, body: list[Any], positive: bool, tails: list[Tail]) -> list[Tail]:
        single = self.single(body)
        if single is not None:
            return _with(tails, _beside(single, behind, positive))
        if behind:
            builder = _Builder(self.flags)
            builder.search(_reversed(body), anchored=False)
            builder.automaton.accepting = frozenset()  # what stands behind it may fail, and it is read again further on
            self.automaton.backwards += [builder.automaton, *builder.automaton.backwards]
        else:
            self.sequence(body, tails)
        return tails

    def single(self, body: list[Any]) -> frozenset[str] | None:
        """The characters of a look-around that reads just one; None for any other."""
        if len(body) != 1:
            return None
        code, value = str(body[0][0]), body[0][1]
        if code in ("LITERAL", "NOT_LITERAL", "ANY", "IN"):
            return self.characters(code, value)
        if code == "SUBPATTERN":
            return self.single(list(value[3]))
        if code == "BRANCH":
            sets = [self.single(list(branch)) for branch in value[1]]
            return None if None in sets else frozenset().union(*(found for found in sets if found is not None))
        return None


@dataclass(frozen=True, slots=True)
class _Over:
    """A run of characters that gives nothing back has come to its end; at the end of a pattern that is always so."""

    characters: frozenset[str]

    def __call__(self, before: str, to_come: str) -> bool:
        return to_come not in self.characters


def _member(char: str, items: Any) -> bool:
    for code, value in items:
        name = str(code)
        if name == "LITERAL" and ord(char) == value:
            return True
        if name == "RANGE" and value[0] <= ord(char) <= value[1]:
            return True
        if name == "CATEGORY" and _CATEGORIES[str(value)](char):
            return True
    return False


def _word(char: str) -> bool:
    return re.match(r"\w", char) is not None


_CATEGORIES: dict[str, Callable[[str], bool]] = {
    "CATEGORY_DIGIT": str.isdecimal,
    "CATEGORY_NOT_DIGIT": lambda char: not char.isdecimal(),
    "CATEGORY_SPACE": str.isspace,
    "CATEGORY_NOT_SPACE": lambda char: not char.isspace(),
    "CATEGORY_WORD": _word,
    "CATEGORY_NOT_WORD": lambda char: not _word(char),
}


def _edge(name: str, flags: int) -> Condition:
    lines = bool(flags & re.M)
    conditions: dict[str, Condition] = {
        "AT_BEGINNING": lambda before, _: before == "" or (lines and before == "\n"),
        "AT_BEGINNING_STRING": lambda before, _: before == "",
        "AT_BOUNDARY": lambda before, to_come: _word(before) != _word(to_come),
        "AT_NON_BOUNDARY": lambda before, to_come: _word(before) == _word(to_come),
        "AT_END": lambda _, to_come: to_come in ("", "\n"),
        "AT_END_STRING": lambda _, to_come: to_come == "",
    }
    return conditions[name]


def _beside(characters: frozenset[str], behind: bool, positive: bool) -> Condition:
    if behind:
        return lambda before, _: (before in characters) == positive
    return lambda _, to_come: (to_come in characters) == positive


def _with(tails: list[Tail], condition: Condition) -> list[Tail]:
    return [(position, (*conditions, condition)) for position, conditions in tails]


def _reversed(items: Sequence[Any]) -> list[Any]:
    """The items in the order in which a look-behind reads them; edges and looks inside it are left out."""
    turned: list[Any] = []
    for code, value in reversed(list(items)):
        name = str(code)
        if name in ("AT", "ASSERT", "ASSERT_NOT"):
            continue
        if name == "BRANCH":
            turned.append((code, (value[0], [_reversed(branch) for branch in value[1]])))
        elif name == "SUBPATTERN":
            turned.append((code, (*value[:3], _reversed(value[3]))))
        elif name == "ATOMIC_GROUP":
            turned.append((code, _reversed(value)))
        elif name.endswith("REPEAT"):
            turned.append((code, (value[0], value[1], _reversed(value[2]))))
        else:
            turned.append((code, value))
    return turned
