"""How findings are said on a terminal: the worst first, each with its place and its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extractor.reconcile.engine import SEVERITY
from extractor.reconcile.finding import Finding
from extractor.result import DocumentResult
from extractor.terminal import one_line

_CONTEXT = 220

Found = tuple[Finding, DocumentResult]


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding as it is said: all that a terminal shows of it, without the document."""

    verdict: str
    statement: str
    context: str = ""
    page: int | None = None
    flips: bool = False

    @property
    def rank(self) -> tuple[int, bool]:
        """The worst first; those that turn a target come first of their kind."""
        return SEVERITY[self.verdict], not self.flips


def worst_first(results: Iterable[DocumentResult], least: str = "review") -> list[Found]:
    """The findings of documents down to the verdict ``least``; those that turn a target come first of their kind."""
    found = [
        (check, result) for result in results for check in result.checks if SEVERITY[check.verdict] <= SEVERITY[least]
    ]
    return sorted(found, key=lambda pair: (SEVERITY[pair[0].verdict], not pair[0].flips, pair[1].path))


def remark(check: Finding, result: DocumentResult) -> Remark:
    """What is said of one finding."""
    page, _ = result.boxes.get(check.mention_ids[0], (None, "")) if check.mention_ids else (None, "")
    context = _short(one_line(check.context)) if check.context else ""
    return Remark(check.verdict, one_line(check.statement), context, page, check.flips)


def say(said: Remark, path: str) -> Iterator[str]:
    """The lines of one finding in the file ``path``."""
    place = f"{Path(path).name}{f', page {said.page}' if said.page else ''}"
    yield f"{said.verdict.upper()}  {one_line(place)}"
    yield f"  {said.statement}"
    if said.context:
        yield f"  \u201c{said.context}\u201d"


def count(number: int, one: str, many: str = "") -> str:
    """ "1 document", "2 documents", "2 inconsistencies"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _short(text: str) -> str:
    return text if len(text) <= _CONTEXT else text[: _CONTEXT - 3].rsplit(" ", 1)[0] + " ..."
