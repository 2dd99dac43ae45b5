"""Every regular expression of the package: those of its modules by their source, those of patterns/ as compiled."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import extractor
from extractor.catalogue import load_catalogue
from extractor.expression import Expression as ExtractorExpression
from extractor.pipeline.claimrules import ClaimRules
from extractor.pipeline.exclusions import ExclusionRules
from extractor.pipeline.rolerules import RoleRules
from extractor.reconcile.polarity import PolarityWords
from extractor.resources import folder
from extractor.rules import Rule
from extractor.tables.headers import HeaderWords
from extractor.values.period import PeriodGrammar
from extractor.values.quantity import QuantityGrammar

PACKAGE = Path(extractor.__file__).parent
_LIBRARIES = ("re", "regex")
_CALLS = frozenset({"compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"})
_ANCHORED = frozenset({"match", "fullmatch"})


@dataclass(frozen=True, slots=True)
class Expression:
    """``place`` is "module.py NAME" or "file.toml: rule id"; ``anchored``: never searched for, only tried at one place."""

    place: str
    pattern: str | bytes
    flags: int
    anchored: bool = False


def package_expressions() -> tuple[list[Expression], list[str]]:
    """Those written out in the modules, and "module.py: function" of those put together while running."""
    found: list[Expression] = []
    made: list[str] = []
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.name == "__main__.py":
            continue
        for item in (*_of_module(path), *_in_tables(path)):
            if isinstance(item, str):
                made.append(item)
            else:
                found.append(item)
    return found, made


def _in_tables(path: Path) -> Iterator[Expression]:
    """Those that stand in the lists and tables of a module."""
    name = path.relative_to(PACKAGE).as_posix()
    for key, value in vars(_module(path)).items():
        if isinstance(value, list | tuple | dict) and not key.startswith("__"):
            for _, compiled in _within(name, value):
                yield Expression(f"{name} {key}", compiled.pattern, compiled.flags)


def _module(path: Path) -> ModuleType:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return import_module(".".join(("extractor", *(part for part in parts if part != "__init__"))))


def _of_module(path: Path) -> Iterator[Expression | str]:
    name = path.relative_to(PACKAGE).as_posix()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = {id(node.value): node.targets[0] for node in tree.body if isinstance(node, ast.Assign)}
    for function, call in _calls(tree):
        target = named.get(id(call))
        if isinstance(target, ast.Name):
            compiled = getattr(_module(path), target.id)
            yield Expression(f"{name} {target.id}", compiled.pattern, compiled.flags, _only_tried(tree, target.id))
        elif isinstance(call.args[0], ast.Constant):
            yield _inline(f"{name} {function}", call)
        else:
            yield f"{name} {function}"


def _calls(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Calls of the two libraries, each with the name of the function that it stands in."""
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            vars(child)["above"] = node
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id in _LIBRARIES
            and node.func.attr in _CALLS
        ):
            yield _function_of(node), node


def _function_of(node: ast.AST) -> str:
    above = vars(node).get("above")
    while above is not None and not isinstance(above, ast.FunctionDef):
        above = vars(above).get("above")
    return above.name if isinstance(above, ast.FunctionDef) else "<module>"


def _inline(place: str, call: ast.Call) -> Expression:
    assert isinstance(call.func, ast.Attribute)
    assert isinstance(call.func.value, ast.Name)
    library: Any = import_module(call.func.value.id)
    constant = call.args[0]
    assert isinstance(constant, ast.Constant)
    assert isinstance(constant.value, str | bytes)
    given = [node for node in (*call.args[1:], *(key.value for key in call.keywords)) if _is_flag(node)]
    flags = eval(ast.unparse(given[0]), {call.func.value.id: library}) if given else 0
    return Expression(f"{place} {constant.value!r}", constant.value, int(flags), call.func.attr in _ANCHORED)


def _is_flag(node: ast.AST) -> bool:
    names = [part for part in ast.walk(node) if isinstance(part, ast.Attribute | ast.Name)]
    return bool(names) and all(
        (isinstance(part, ast.Name) and part.id in _LIBRARIES) or isinstance(part, ast.Attribute) for part in names
    )


def _only_tried(tree: ast.Module, name: str) -> bool:
    """True for a private pattern of which only match and fullmatch are used."""
    uses = [vars(node)["above"] for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == name]
    reads = [use for use in uses if not isinstance(use, ast.Assign)]
    tried = all(isinstance(use, ast.Attribute) and use.attr in _ANCHORED for use in reads)
    return name.startswith("_") and bool(reads) and tried


def rule_expressions(root: Path | None = None) -> list[Expression]:
    """Everything that is compiled from a folder of patterns; a rule's own is named by the rule."""
    home = folder("patterns", root)
    owners: dict[str, object] = {
        "quantities.toml": QuantityGrammar(home / "quantities.toml"),
        "periods.toml": PeriodGrammar(home / "periods.toml"),
        "exclusions.toml": ExclusionRules(home / "exclusions.toml"),
        "roles.toml": RoleRules(home / "roles.toml"),
        "claims.toml": ClaimRules(home / "claims.toml"),
        "headers.toml": HeaderWords(home / "headers.toml"),
        "polarity.toml": PolarityWords(home / "polarity.toml"),
        "indicators.csv": load_catalogue(str(home / "indicators.csv"), str(home / "terms.csv")),
    }
    tried = {f"{file}: {rule.id}" for file, rules in _tried_rules(owners) for rule in rules}
    found = {
        (place, pattern.pattern, pattern.flags)
        for file, owner in owners.items()
        for place, pattern in _within(file, owner)
    }
    return [Expression(place, pattern, flags, place in tried) for place, pattern, flags in sorted(found)]


def _tried_rules(owners: Mapping[str, Any]) -> list[tuple[str, tuple[Rule, ...]]]:
    """The rules of figures and periods are tried where a number or a trigger stands, once for each such place."""
    return [("quantities.toml", owners["quantities.toml"].rules), ("periods.toml", owners["periods.toml"].core)]


def _within(place: str, owner: object) -> Iterator[tuple[str, Any]]:
    """The compiled patterns in an object, its attributes, and what they hold."""
    if hasattr(owner, "finditer") and hasattr(owner, "flags"):
        yield place, owner
    elif isinstance(owner, ExtractorExpression):
        yield f"{place.split(':')[0]}: {owner.name}", owner.compiled
    elif isinstance(owner, Rule):
        yield f"{place.split(':')[0]}: {owner.id}", owner.pattern.compiled
    elif isinstance(owner, Mapping):
        for key, value in owner.items():
            yield from _within(f"{place}: {key}" if hasattr(value, "finditer") else place, value)
    elif isinstance(owner, list | tuple):
        for value in owner:
            yield from _within(place, value)
    elif is_dataclass(owner) and not isinstance(owner, type):
        for field in fields(owner):
            yield from _within(place, getattr(owner, field.name))
    elif type(owner).__module__.startswith("extractor.") and hasattr(owner, "__dict__"):
        for key, value in vars(owner).items():
            yield from _within(f"{place}: {key}" if hasattr(value, "finditer") else place, value)
