"""For notebooks and programs: ``import extractor`` gives these names.

>>> import extractor
>>> extraction = extractor.extract(["papers"])
>>> extraction.mentions[["indicator", "value", "unit", "period_end"]]
>>> extractor.check("Attendance was 94.1% against a target of 95%, so the target was met.")
"""

from __future__ import annotations

from extractor.api.checking import Check, check
from extractor.api.extraction import Extraction, extract
from extractor.api.rendering import render

__all__ = ["Check", "Extraction", "check", "extract", "render"]
