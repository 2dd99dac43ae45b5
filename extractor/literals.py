"""Which letters a text must hold before a pattern can match in it, read off the pattern.

``\\bshort\\sof\\b.*(?:target|standard)`` needs "short", "of", and "target" or "standard": looking for these in a text
in lower case takes a hundredth of the time that the pattern takes. What is not understood asks for nothing.
"""

from __future__ import annotations

import regex

Clause = frozenset[str]
"""Pieces in lower case of which a text must hold one."""

_QUANTIFIER = regex.compile(r"(?:[?*+]|\{(?P<least>\d*)(?:,\d*)?\})[?+]?")
_GROUP = regex.compile(r"\((?:\?(?:P<\w+>|[a-z]*(?:-[a-z]+)?:|>))?(?!\?)")
_AROUND = regex.compile(r"\(\?<?[=!]")
_CODE = regex.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[pP]\{[^}]*\})")
_SET = regex.compile(r"\[\^?\]?(?:\\.|[^\]\\])*+\]", regex.S)


class _Unknown(Exception):
    """The pattern has a part that asks for more than is understood here."""


def required_pieces(pattern: str) -> tuple[Clause, ...]:
    """The clauses that a text must all meet; empty where nothing is certain."""
    try:
        clauses, end = _alternation(pattern, 0)
    except _Unknown:
        return ()
    return tuple(sorted(clauses, key=len)) if end == len(pattern) else ()


def holds(clauses: tuple[Clause, ...], lowered: str) -> bool:
    """True where a text, given in lower case, meets all clauses."""
    for clause in clauses:
        for piece in clause:
            if piece in lowered:
                break
        else:
            return False
    return True


def _alternation(pattern: str, position: int) -> tuple[list[Clause], int]:
    """The clauses of alternatives up to the bracket that closes them, and where that is."""
    branches = []
    while True:
        clauses, position = _branch(pattern, position)
        branches.append(clauses)
        if not pattern.startswith("|", position):
            break
        position += 1
    if len(branches) == 1:
        return branches[0], position
    if not all(branches):
        return [], position
    return [frozenset().union(*(max(clauses, key=_worth) for clauses in branches))], position


def _worth(clause: Clause) -> tuple[int, int]:
    return min(len(piece) for piece in clause), -len(clause)


def _branch(pattern: str, position: int) -> tuple[list[Clause], int]:
    clauses: list[Clause] = []
    run = ""
    while position < len(pattern) and pattern[position] not in "|)":
        literal, inner, position = _element(pattern, position)
        quantifier = _QUANTIFIER.match(pattern, position)
        position = quantifier.end() if quantifier else position
        if quantifier and _may_be_left_out(quantifier):
            literal, inner = "", []
            clauses += _clause(run)
            run = ""
        elif literal:
            run += literal
        if not literal or quantifier:
            clauses += _clause(run)
            run = ""
        clauses += inner
    return clauses + _clause(run), position


def _may_be_left_out(quantifier: regex.Match[str]) -> bool:
    least = quantifier.group("least")
    return quantifier.group()[0] in "?*" or (least is not None and int(least or 0) == 0)


def _clause(run: str) -> list[Clause]:
    """A run of letters; a single letter stands in every text."""
    return [frozenset((run.lower(),))] if len(run) > 1 or (run and not run.isalpha()) else []


def _element(pattern: str, position: int) -> tuple[str, list[Clause], int]:
    """A letter, or the clauses of a group, or neither; and where the next element begins."""
    sign = pattern[position]
    if around := _AROUND.match(pattern, position):
        _, end = _alternation(pattern, around.end())
        return "", [], end + 1
    if sign == "(":
        group = _GROUP.match(pattern, position)
        if group is None:
            raise _Unknown
        clauses, end = _alternation(pattern, group.end())
        return "", clauses, end + 1
    if sign == "[":
        found = _SET.match(pattern, position)
        if found is None:
            raise _Unknown
        return "", [], found.end()
    if sign == "\\":
        code = _CODE.match(pattern, position)
        if code is not None:
            return "", [], code.end()
        if pattern[position + 1].isalnum():
            return _class(pattern[position + 1]), [], position + 2
        return pattern[position + 1], [], position + 2
    return ("" if sign in ".^$" else sign), [], position + 1


def _class(letter: str) -> str:
    """Nothing for a class of characters or a boundary; what calls a group by its number is not understood."""
    if letter not in "bBdDsSwWAZ":
        raise _Unknown
    return ""
