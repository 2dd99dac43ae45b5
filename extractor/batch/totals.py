"""What a run says at its end: counts, and the worst findings, gathered document by document and never all held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from extractor.batch.parts import SHOWN, Summary
from extractor.spoken import Remark


@dataclass(slots=True)
class Totals:
    """``worst`` holds the first findings to be said, each with the path of its document."""

    documents: int = 0
    failures: int = 0
    partial: int = 0
    pages: int = 0
    figures: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    worst: list[tuple[Remark, str]] = field(default_factory=list)
    seconds: Counter[str] = field(default_factory=Counter)
    """By stage, of what was done in this run."""
    unchanged: bool = False
    """Nothing has changed since the dataset was written, and it was left as it stands."""

    def add(self, path: str, summary: Summary, *, first: bool) -> None:
        """Count a document; ``first`` where its content was not met before: a second copy adds no figures."""
        self.documents += 1
        self.failures += summary.status == "failed"
        self.partial += summary.status == "partial"
        if not first or summary.status == "failed":
            return
        self.pages += summary.pages or 0
        self.figures += summary.figures
        self.verdicts.update(summary.verdicts)
        self._rank((remark, path) for remark in summary.remarks)

    def merge(self, other: Totals) -> None:
        """Count what another has counted, of documents that stand behind those of this one."""
        self.documents += other.documents
        self.failures += other.failures
        self.partial += other.partial
        self.pages += other.pages
        self.figures += other.figures
        self.verdicts.update(other.verdicts)
        self.seconds.update(other.seconds)
        self._rank(other.worst)

    def _rank(self, found: Iterable[tuple[Remark, str]]) -> None:
        self.worst = sorted((*self.worst, *found), key=lambda said: (*said[0].rank, said[1]))[:SHOWN]

    def as_json(self) -> dict[str, Any]:
        """What ``from_json`` reads back, without the seconds."""
        content = {name: getattr(self, name) for name in ("documents", "failures", "partial", "pages", "figures")}
        return content | {
            "verdicts": dict(self.verdicts),
            "worst": [[asdict(remark), path] for remark, path in self.worst],
        }

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Self:
        """Raises TypeError, KeyError or ValueError for anything that ``as_json`` did not write."""
        worst = [(Remark(**remark), str(path)) for remark, path in content["worst"]]
        return cls(**{**content, "verdicts": Counter(content["verdicts"]), "worst": worst})
