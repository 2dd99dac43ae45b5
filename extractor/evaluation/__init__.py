"""How well a dataset agrees with annotated documents: figures, their attributes, claims and checks."""

from __future__ import annotations

from extractor.evaluation.report import Report, format_report
from extractor.evaluation.run import evaluate_dataset

__all__ = ["Report", "evaluate_dataset", "format_report"]
