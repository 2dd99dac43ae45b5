"""Rules as data: how a file of patterns/ is read, checked against its own examples, and compiled.

A rule has an id, a pattern, and `match` and `reject` examples. Unknown keys are an error, so that a misspelt key in
somebody's own rules is heard of and not passed over.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import regex

from extractor.errors import PatternError
from extractor.expression import Expression
from extractor.resources import folder

_MACRO = regex.compile(r"\{([a-z_][a-z_0-9]*)\}")
_RULE_KEYS = frozenset({"id", "pattern", "match", "reject", "needs"})


@dataclass(frozen=True, slots=True)
class Rule:
    """One compiled rule; ``extra`` holds the keys that its own file allows (role, reason, side, ...).

    ``needs``: lower-case pieces of which one must stand in a text before the pattern is tried; it only saves time.
    """

    id: str
    pattern: Expression
    match: tuple[str, ...]
    reject: tuple[str, ...]
    needs: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    def get(self, key: str, default: Any = None) -> Any:
        return self.extra.get(key, default)

    def may_match(self, lowered: str) -> bool:
        """False where a text, given in lower case, holds nothing that the rule needs."""
        if not self.needs:
            return True
        for piece in self.needs:  # noqa: SIM110 - a generator takes three times as long, and this runs at every number
            if piece in lowered:
                return True
        return False


def read_toml(path: Path, sections: Iterable[str]) -> dict[str, Any]:
    """The tables of a TOML file. Raises PatternError for a file that is missing, broken, or has other sections."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise PatternError(
            "the file is missing", where=str(path), remedy="Copy it from the program's patterns/"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PatternError(f"not a TOML file: {error}", where=str(path), remedy="Mend that line") from None
    if missing := set(sections) - set(content):
        raise PatternError(
            f"sections are missing: {sorted(missing)}", where=str(path), remedy="Add them, if only empty"
        )
    unknown = set(content) - set(sections)
    if unknown:
        raise PatternError(f"unknown sections {sorted(unknown)}", where=str(path), remedy=f"Known: {sorted(sections)}")
    return content


def expand(pattern: str, macros: Mapping[str, str], where: str) -> str:
    """``pattern`` with every ``{name}`` replaced, macros within macros too. Raises PatternError for an unknown name."""

    def replace(found: regex.Match[str]) -> str:
        name = found.group(1)
        if name not in macros:
            raise PatternError(f"unknown macro {{{name}}}", where=where, remedy=f"Known: {sorted(macros)}")
        return expand(macros[name], macros, where)

    return _MACRO.sub(replace, pattern)


def compile_rules(
    entries: Iterable[Mapping[str, Any]],
    macros: Mapping[str, str],
    allowed: Iterable[str],
    path: Path,
    defines: Mapping[str, str] | None = None,
) -> tuple[Rule, ...]:
    """Compile the ``[[rule]]`` entries of a file, in its order; ``defines`` are groups that they call by name."""
    groups = "".join(f"(?P<{name}>{pattern})" for name, pattern in (defines or {}).items())
    keys = _RULE_KEYS | set(allowed)
    rules: list[Rule] = []
    seen: set[str] = set()
    for entry in entries:
        where = f"{path.name}: rule {entry.get('id', '?')}"
        if unknown := set(entry) - keys:
            raise PatternError(f"unknown keys {sorted(unknown)}", where=where, remedy=f"Known: {sorted(keys)}")
        if missing := {"id", "pattern"} - set(entry):
            raise PatternError(f"missing keys {sorted(missing)}", where=where)
        if not all(isinstance(entry.get(key, []), list) for key in ("match", "reject", "needs")):
            raise PatternError("match, reject and needs are lists", where=where, remedy='Write match = ["..."]')
        if entry["id"] in seen:
            raise PatternError("the id stands twice", where=where, remedy="Give each rule an id of its own")
        seen.add(entry["id"])
        rules.append(
            Rule(
                entry["id"],
                compile_pattern(
                    _with_groups(expand(entry["pattern"], macros, where), groups, macros, where), entry["id"], path
                ),
                tuple(entry.get("match", ())),
                tuple(entry.get("reject", ())),
                tuple(entry.get("needs", ())),
                {key: value for key, value in entry.items() if key not in _RULE_KEYS},
            )
        )
    return tuple(rules)


def _with_groups(pattern: str, groups: str, macros: Mapping[str, str], where: str) -> str:
    return f"{pattern}(?(DEFINE){expand(groups, macros, where)})" if "(?&" in pattern else pattern


def tears_word(text: str, start: int, end: int) -> bool:
    """True where ``[start, end)`` begins or ends inside a word or a run of digits: no rule means that."""
    return _tears(text, start) or _tears(text, end)


def _tears(text: str, place: int) -> bool:
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    if before.isdigit() and after in ".,":  # "10,000" of "10,000.5"
        return text[place + 1 : place + 2].isdigit()
    return (before.isalpha() and after.isalpha()) or (before.isdigit() and after.isdigit())


@lru_cache(maxsize=2048)
def compile_pattern(pattern: str, name: str, path: Path) -> Expression:
    """The pattern ``name`` of a file of rules, case-insensitive.

    Raises PatternError with the position of a fault in somebody's own; those of the program are compiled when needed.
    """
    expression = Expression(pattern, name, path.name, timed=not _comes_with_program(path.parent))
    if expression.timed:
        expression.compiled  # noqa: B018 - a fault in somebody's own rule is heard of at once
    return expression


@lru_cache(maxsize=8)
def _comes_with_program(home: Path) -> bool:
    return home.resolve() == folder("patterns").resolve()
