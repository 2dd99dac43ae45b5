"""How findings are said on a terminal: the worst first, each with its place and its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from extractor.reconcile.engine import SEVERITY
from extractor.reconcile.finding import Finding
from extractor.result import DocumentResult
from extractor.terminal import one_line

_CONTEXT = 220

Found = tuple[Finding, DocumentResult]


def worst_first(results: Iterable[DocumentResult], least: str = "review") -> list[Found]:
    """The findings of documents down to the verdict ``least``; those that turn a target come first of their kind."""
    found = [
        (check, result) for result in results for check in result.checks if SEVERITY[check.verdict] <= SEVERITY[least]
    ]
    return sorted(found, key=lambda pair: (SEVERITY[pair[0].verdict], not pair[0].flips, pair[1].path))


def say(check: Finding, result: DocumentResult) -> Iterator[str]:
    """The lines of one finding."""
    page, _ = result.boxes.get(check.mention_ids[0], (None, "")) if check.mention_ids else (None, "")
    place = f"{Path(result.path).name}{f', page {page}' if page else ''}"
    yield f"{check.verdict.upper()}  {one_line(place)}"
    yield f"  {one_line(check.statement)}"
    if check.context:
        yield f"  \u201c{_short(one_line(check.context))}\u201d"


def count(number: int, one: str, many: str = "") -> str:
    """ "1 document", "2 documents", "2 inconsistencies"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _short(text: str) -> str:
    return text if len(text) <= _CONTEXT else text[: _CONTEXT - 3].rsplit(" ", 1)[0] + " ..."
