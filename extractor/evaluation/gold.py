"""Annotated documents: the JSON files that corpus/README.md describes, read and checked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from extractor.errors import UsageError

Words = re.Pattern[str]
"""A regular expression of an annotation; compiled to ignore case."""

JUDGED = ("inconsistent", "consistent")
"""The verdicts that an annotation can give."""

_Entry = TypeVar("_Entry")
_REMEDY = "Mend the file; corpus/README.md says what it holds"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that a careful reader finds; what is None or empty is not judged.

    A table's figure has ``row`` and ``column``, any other ``quote`` and ``text``.
    """

    value: float
    quote: str
    text: str
    nth: int
    row: Words | None
    column: Words | None
    measure: str | None
    role: tuple[str, ...] | None
    period: tuple[str, ...] | None
    indicator: Words | None
    numerator: float | None
    denominator: float | None
    qualifier: str | None
    comparator: Words | None
    optional: bool

    @property
    def label(self) -> str:
        """How to name it to a person."""
        if self.row is None or self.column is None:
            return self.quote
        return f"{self.row.pattern} | {self.column.pattern} = {self.value:g}"


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement in words; ``values`` are all those that are right."""

    quote: str
    kind: str
    values: tuple[str, ...]
    indicator: Words | None
    optional: bool


@dataclass(frozen=True, slots=True)
class Check:
    """Figures or claims that agree or do not; each of ``quotes`` or ``cells`` (row, value) is enough to know it by."""

    verdict: str
    kinds: tuple[str, ...]
    quotes: tuple[str, ...]
    cells: tuple[tuple[Words, float], ...]
    optional: bool

    @property
    def label(self) -> str:
        """How to name it to a person."""
        parts = [*self.quotes, *(f"{row.pattern} = {value:g}" for row, value in self.cells)]
        return f"{self.verdict} {'/'.join(self.kinds)}: {'; '.join(parts)}"


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated document. Where a list is not complete, what else is found is not held against the dataset.

    ``scanned``: the paper is a picture, quoted as it was printed; what was read of it may differ by single letters.
    """

    document: str
    figures: tuple[Figure, ...]
    claims: tuple[Claim, ...]
    checks: tuple[Check, ...]
    figures_complete: bool = True
    claims_complete: bool = True
    scanned: bool = False


def read_gold(path: Path) -> Gold:
    """The annotations of one file. Raises UsageError naming the file, and the entry that is at fault."""
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(
            f"the annotations cannot be read ({reason})", where=str(path), remedy="Name an existing JSON file"
        ) from None
    except ValueError as error:  # not UTF-8, or not JSON
        raise UsageError(f"not a JSON file ({error})", where=str(path), remedy=_REMEDY) from None
    if not isinstance(content, dict) or not isinstance(content.get("document"), str):
        raise UsageError("'document', the name of the annotated paper, is missing", where=str(path), remedy=_REMEDY)
    return Gold(
        content["document"],
        _entries(path, content, "figures", _figure),
        _entries(path, content, "claims", _claim),
        _entries(path, content, "checks", _check),
        content.get("figures_complete", True) is not False,
        content.get("claims_complete", True) is not False,
        content.get("scan", False) is True,
    )


def _entries(
    path: Path, content: dict[str, Any], name: str, read: Callable[[dict[str, Any]], _Entry]
) -> tuple[_Entry, ...]:
    entries = content.get(name, [])
    if not isinstance(entries, list):
        raise UsageError(f"'{name}' is no list", where=str(path), remedy=_REMEDY)
    items = []
    for number, entry in enumerate(entries, start=1):
        try:
            items.append(read(entry))
        except KeyError as error:
            problem = f"{name}, entry {number}: {error} is missing"
            raise UsageError(problem, where=str(path), remedy=_REMEDY) from None
        except (AttributeError, TypeError, ValueError, re.error) as error:
            problem = f"{name}, entry {number} cannot be used ({error})"
            raise UsageError(problem, where=str(path), remedy=_REMEDY) from None
    return tuple(items)


def _figure(entry: dict[str, Any]) -> Figure:
    table = bool(entry.get("table"))
    return Figure(
        value=float(entry["value"]),
        quote="" if table else str(entry["quote"]),
        text="" if table else str(entry["text"]),
        nth=int(entry.get("nth", 0)),
        row=_compile(entry["row"]) if table else None,
        column=_compile(entry["column"]) if table else None,
        measure=entry.get("measure"),
        role=_strings(entry.get("role")),
        period=_strings(entry.get("period")),
        indicator=_words(entry.get("indicator")),
        numerator=_number(entry.get("numerator")),
        denominator=_number(entry.get("denominator")),
        qualifier=entry.get("qualifier"),
        comparator=_words(entry.get("comparator")),
        optional=bool(entry.get("optional")),
    )


def _claim(entry: dict[str, Any]) -> Claim:
    values = _strings(entry["value"])
    return Claim(
        entry["quote"], entry["kind"], values or (), _words(entry.get("indicator")), bool(entry.get("optional"))
    )


def _check(entry: dict[str, Any]) -> Check:
    if entry["verdict"] not in JUDGED:
        raise ValueError(f"verdict {entry['verdict']!r} is neither of {', '.join(JUDGED)}")
    return Check(
        entry["verdict"],
        _strings(entry["kinds"]) or (),
        _strings(entry.get("quotes")) or (),
        tuple((_compile(cell["row"]), float(cell["value"])) for cell in entry.get("cells") or ()),
        bool(entry.get("optional")),
    )


def _strings(value: Any) -> tuple[str, ...] | None:
    if value is not None and (not isinstance(value, list) or not all(isinstance(item, str) for item in value)):
        raise TypeError(f"{value!r} is no list of words")
    return None if value is None else tuple(value)


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _words(pattern: str | None) -> Words | None:
    return None if pattern is None else _compile(pattern)


def _compile(pattern: str) -> Words:
    return re.compile(pattern, re.IGNORECASE)
