"""What came of one file: what was read, found and checked, before it becomes rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.frontmatter import FrontMatter
from extractor.mentions import Findings
from extractor.reconcile.finding import Finding


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """What came of one file. ``status`` is ok, partial or failed; ``error`` says what could not be read.

    ``scanned`` is how many of its ``pages`` were read from an image. ``settled`` is False where more may be read of it
    another time.
    """

    path: str
    doc_id: str = ""
    sha256: str = ""
    format: str = ""
    status: str = "failed"
    error: str = ""
    text: str = ""
    pages: int | None = None
    front: FrontMatter = field(default_factory=FrontMatter)
    findings: Findings = field(default_factory=Findings)
    checks: tuple[Finding, ...] = ()
    scanned: int = 0
    boxes: dict[str, tuple[int | None, str]] = field(default_factory=dict)
    settled: bool = True
