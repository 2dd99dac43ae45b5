"""The report: one HTML page of what a dataset holds, the findings first."""

from extractor.report.writing import Written, write_report

__all__ = ["Written", "write_report"]
