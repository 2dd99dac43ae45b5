"""How fast the extractor is beside tools that people know: python tests/benchmarks/run.py [FOLDER]

FOLDER holds the PDF files, and the plain texts if it has any; both come from corpus/documents otherwise. Ratios hold
from machine to machine, rates do not. quantulum3 is wanted for the first row: pip install -e '.[bench]'.
With --only bars, and a FOLDER of published papers, it says of each promise whether it is kept.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bench_archive import compare_archives, compare_job, memory_lines
from bench_bars import BAR_HEADINGS, bars, describe_bar
from bench_cluster import compare_workers
from bench_docx import compare_docx
from bench_pdf import compare_pdf
from bench_tables import compare_tables, describe_cells, draw_cases
from bench_text import compare_text, load_parser
from bench_timing import HEADINGS, describe

DOCUMENTS = Path(__file__).resolve().parents[2] / "corpus" / "documents"


def read_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=DOCUMENTS)
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each pair that count (5)")
    parser.add_argument("--files", type=int, default=0, help="the first so many PDF files only (all)")
    parser.add_argument("--characters", type=int, default=300_000, help="length of the plain text (300000)")
    parser.add_argument("--seeds", type=int, default=5, help="drawn papers of each layout of tables (5)")
    parser.add_argument("--documents", type=int, default=200, help="size of the archive (200)")
    parser.add_argument(
        "--only",
        choices=("text", "pdf", "docx", "tables", "archive", "cluster", "bars"),
        help="one of them; tables, the archive, the cluster and the bars are measured only so",
    )
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one row a comparison."""
    given = read_arguments(arguments)
    files = sorted(given.folder.rglob("*.pdf"))[: given.files or None]
    texts = given.folder if any(given.folder.glob("*.txt")) else DOCUMENTS
    if given.only == "bars":
        print(BAR_HEADINGS)
        for bar in bars(files, given.rounds, papers=given.folder != DOCUMENTS):
            print(describe_bar(bar), flush=True)
        return 0
    print(HEADINGS)
    if given.only in (None, "text"):
        text = compare_text(texts, given.characters, given.rounds)
        missing = "" if load_parser() else " (quantulum3 is not installed)"
        print(describe(text) if text else f"text to mentions: not compared{missing}", flush=True)
    if given.only in (None, "pdf"):
        pdf = compare_pdf(files, given.rounds)
        print(describe(pdf) if pdf else "PDF to findings: no PDF here", flush=True)
    if given.only in (None, "docx"):
        print(describe(compare_docx(given.rounds)), flush=True)
    if given.only == "tables":
        cases = draw_cases(given.seeds)
        print(describe(compare_tables(cases, given.rounds)), flush=True)
        print(describe_cells(cases), flush=True)
    if given.only == "archive":
        for archive in compare_archives(given.documents, given.rounds):
            print(describe(archive), flush=True)
        job = compare_job(files, given.rounds)
        print(describe(job) if job else "PDF to dataset: no PDF here", flush=True)
        for line in memory_lines((given.documents // 4, given.documents)):
            print(line, flush=True)
    if given.only == "cluster":
        print(describe(compare_workers(given.documents, given.rounds)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
