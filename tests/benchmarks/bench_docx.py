"""Reading one long Word document with many tables, against a walk over python-docx's ``cell.text``."""

from __future__ import annotations

import io

from bench_timing import Comparison, Work, compare
from docx import Document
from docx.enum.text import WD_BREAK
from docx.table import Table

from extractor.readers import read_document

PAGES, TABLE_ROWS = 40, 14
HEADER = ("Measure", "Q1 2023/24", "Q2 2023/24", "Q3 2023/24", "Q4 2023/24", "Target", "RAG", "Commentary")
SERVICES = ("Repairs", "Planning", "Libraries", "Recycling", "Licensing", "Parking", "Housing benefit", "Complaints")
RATINGS = ("Green", "Amber", "Red")
SENTENCE = (
    "In Quarter 4 {share}% of cases were closed on time, compared with {before}% in the quarter before, and {count} "
    "people were waiting at the end of March 2024. "
)


def make_rows(page: int) -> list[tuple[str, ...]]:
    """A scorecard whose figures follow from the page's number alone."""
    rows: list[tuple[str, ...]] = [HEADER]
    for row in range(1, TABLE_ROWS):
        seed = page * 37 + row * 11
        quarters = tuple(f"{60 + (seed + quarter * 7) % 39}.{(seed + quarter) % 10}%" for quarter in range(4))
        name = f"{SERVICES[seed % len(SERVICES)]} cases closed on time, area {row}"
        comment = f"{seed % 300 + 20} of {seed % 300 + 60} cases were closed on time."
        rows.append((name, *quarters, f"{75 + seed % 20}%", RATINGS[seed % 3], comment))
    return rows


def make_document() -> bytes:
    """Forty pages, each with a heading, two paragraphs and a table of fourteen rows."""
    document = Document()
    for page in range(PAGES):
        document.add_heading(f"Section {page + 1}: {SERVICES[page % len(SERVICES)]}", level=1)
        for paragraph in range(2):
            figures = {"share": 70 + (page + paragraph) % 25, "before": 65 + page % 30, "count": 100 + page * 3}
            document.add_paragraph(SENTENCE.format(**figures) * 3)
        rows = make_rows(page)
        table = document.add_table(rows=len(rows), cols=len(HEADER), style="Table Grid")
        for cells, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(cells.cells, texts, strict=True):
                cell.text = text
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def walk_cells(data: bytes) -> int:
    """What one does with python-docx: paragraphs and tables in order, and the text of every cell."""
    characters = 0
    for block in Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, Table):
            characters += sum(len(cell.text) for row in block.rows for cell in row.cells)
        else:
            characters += len(block.text)
    return characters


def compare_docx(rounds: int) -> Comparison:
    """Documents a second from bytes to text, blocks and tables."""
    data = make_document()

    def ours() -> Work:
        return lambda: read_document(data, "paper.docx")

    def theirs() -> Work:
        return lambda: walk_cells(data)

    job = f"DOCX of {PAGES} tables, read"
    return compare(job, "python-docx cell.text", "documents", 1, ours, theirs, rounds)
