"""``check``: a paragraph reconciled before it is published."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.dataset.cells import encodable
from extractor.dataset.frames import make_typed_frame
from extractor.dataset.records import store_rows
from extractor.dataset.schema import CLAIMS, MENTIONS, RECONCILIATIONS
from extractor.errors import UsageError
from extractor.proofread import check_text, verdicts
from extractor.rows import claim_rows, finding_rows, mention_rows
from extractor.settings import Settings

if TYPE_CHECKING:
    import pandas as pd

Record = Mapping[str, object]
"""Column name to text, ``int``, ``Decimal``, ``date``, a tuple of keys, or None."""


@dataclass(frozen=True, slots=True)
class Check:
    """What a paragraph says and whether its figures agree.

    ``figures``, ``claims`` and ``findings`` are records with the columns of ``mentions``, ``claims`` and
    ``reconciliations`` (:mod:`extractor.dataset.schema`); offsets count the characters of ``text``, in which a lone
    surrogate is replaced. ``verdicts`` maps a figure's ``mention_id`` to the worst verdict that a finding gives it:
    consistent, review or inconsistent.

    Shown in a notebook, it is the paragraph with its figures and claims marked, and what disagrees below.
    """

    text: str
    figures: tuple[Record, ...]
    claims: tuple[Record, ...]
    findings: tuple[Record, ...]
    verdicts: Mapping[str, str]

    @property
    def ok(self) -> bool:
        """Whether nothing is inconsistent or to be reviewed."""
        return not {finding["verdict"] for finding in self.findings} & {"inconsistent", "review"}

    def figures_frame(self) -> pd.DataFrame:
        """The figures as a DataFrame, typed as ``Extraction.mentions``."""
        return make_typed_frame(MENTIONS, store_rows(MENTIONS, self.figures))

    def claims_frame(self) -> pd.DataFrame:
        """The claims as a DataFrame, typed as ``Extraction.claims``."""
        return make_typed_frame(CLAIMS, store_rows(CLAIMS, self.claims))

    def findings_frame(self) -> pd.DataFrame:
        """The findings as a DataFrame, typed as ``Extraction.reconciliations``."""
        return make_typed_frame(RECONCILIATIONS, store_rows(RECONCILIATIONS, self.findings))

    def _repr_html_(self) -> str:
        from extractor.api.rendering import render

        return render(self, findings=True)


def check(
    text: str, *, catalogue: os.PathLike[str] | str | None = None, patterns: os.PathLike[str] | str | None = None
) -> Check:
    """Reconcile a paragraph: its figures, its claims, and which of them disagree.

    Raises UsageError where the text is empty, and PatternError where a catalogue or rules are at fault.

    >>> result = extractor.check("Attendance was 94.1% against a target of 95%, so the target was met.")
    >>> result.ok
    False
    >>> result.findings[0]["verdict"]
    'inconsistent'
    """
    if not text.strip():
        raise UsageError("the text is empty", remedy="Give a paragraph with figures in it")
    rules, entries = (os.fspath(path) if path else "" for path in (patterns, catalogue))
    result = check_text(encodable(text), Settings(rules, entries, format="txt"))
    worst = {f"{result.doc_id}-{identity}": verdict for identity, verdict in verdicts(result).items()}
    return Check(
        result.text, tuple(mention_rows(result)), tuple(claim_rows(result)), tuple(finding_rows(result)), worst
    )
