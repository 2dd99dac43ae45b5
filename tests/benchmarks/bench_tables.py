"""Cells of drawn scorecards that are read right, and table pages a second, beside pdfplumber on the same pages."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pdfplumber
from bench_timing import Comparison, Work, compare

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from layouts.cases import LAYOUTS, case
from layouts.scoring import FoundTable, Score, read_tables, score_case
from layouts.truth import Case

from extractor.readers import read_document

Reader = Callable[[bytes], list[FoundTable]]
FAMILIES = (("ruled", "all rules"), ("across", "rules across"), ("ends", "rules at the ends"), ("box", "a frame alone"),
            ("bare", "no rules"))  # fmt: skip


def plumb(settings: dict[str, Any]) -> Reader:
    """pdfplumber's tables with these settings. It does not tell spans; they do not count in the share of cells."""

    def read(pdf: bytes) -> list[FoundTable]:
        found = []
        with pdfplumber.open(io.BytesIO(pdf)) as document:
            for page in document.pages:
                for grid in page.extract_tables(settings):
                    texts = {
                        (row, column): text
                        for row, line in enumerate(grid)
                        for column, text in enumerate(line)
                        if text and text.strip()
                    }
                    found.append(FoundTable(page.page_number, len(grid), max(map(len, grid)), texts, {}))
        return found

    return read


READERS: dict[str, tuple[Reader, bool]] = {
    "ours": (read_tables, True),
    "pdfplumber": (plumb({}), False),
    "by text": (plumb({"vertical_strategy": "text", "horizontal_strategy": "text"}), False),
}
"""Each with whether it joins a table's parts on several pages: where it does, the whole table is what is known."""


def draw_cases(seeds: int) -> dict[str, list[Case]]:
    """Papers of every layout; the seeds are none that the tests use."""
    return {layout: [case(layout, 1000 + seed) for seed in range(seeds)] for layout in LAYOUTS}


def score_cells(cases: dict[str, list[Case]], reader: Reader, joined: bool) -> dict[str, Score]:
    """By layout: the cells that stand at their place."""
    return {
        layout: sum((score_case(drawn, reader(drawn.pdf), joined) for drawn in held), Score(0, 0, 0))
        for layout, held in cases.items()
    }


def describe_cells(cases: dict[str, list[Case]]) -> str:
    """A line a layout, then a line a family of them: shares of the cells that each reader gets right."""
    scores = {name: score_cells(cases, reader, joined) for name, (reader, joined) in READERS.items()}
    lines = [f"{'cells right':24}{'cells':>8}" + "".join(f"{name:>12}" for name in READERS)]
    groups = [(layout, [layout]) for layout in cases]
    groups += [(label, [layout for layout in cases if layout.split("_")[0] == key]) for key, label in FAMILIES]
    groups.append(("all", list(cases)))
    for label, layouts in groups:
        sums = [sum((of[layout] for layout in layouts), Score(0, 0, 0)) for of in scores.values()]
        lines.append(f"{label:24}{sums[0].wanted:8,}" + "".join(f"{total.share:12.1%}" for total in sums))
    return "\n".join(lines)


def compare_tables(cases: dict[str, list[Case]], rounds: int) -> Comparison:
    """Pages a second of reading a PDF with its tables."""
    contents = [drawn.pdf for held in cases.values() for drawn in held[:1]]
    pages = sum(read_document(data, "paper.pdf").pages or 0 for data in contents)

    def ours() -> Work:
        return lambda: [read_document(data, "paper.pdf") for data in contents]

    def theirs() -> Work:
        return lambda: _read_pages(contents)

    rival = "pdfplumber extract_text, extract_tables"
    return compare("PDF tables to cells", rival, "pages", pages, ours, theirs, rounds)


def _read_pages(contents: Sequence[bytes]) -> int:
    found = 0
    for data in contents:
        with pdfplumber.open(io.BytesIO(data)) as document:
            for page in document.pages:
                found += len(page.extract_text() or "")
                found += sum(len(row) for table in page.extract_tables() for row in table)
    return found
