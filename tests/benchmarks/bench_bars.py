"""What the program has promised, each with its bar: the whole job, commands from cold, the memory of a long PDF.

Processor time counts, and not time on the clock: others may use the machine too.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pypdfium2
from bench_pdf import read_with_pdfplumber
from bench_timing import Comparison, Work, compare

from extractor.dataset.writers import write_dataset
from extractor.run import Extractor, collect

LEAST_RATIO = 5.0
MOST_CHECK_S, MOST_HELP_S = 2.0, 0.3
LONG_PAGES, MOST_LONG_MB = 2_000, 1_024
PARAGRAPH = (
    "Attendance was 94.1% against a target of 95%, so the target was met. Complaints fell from 120 to 96, a reduction "
    "of 25%."
)


@dataclass(frozen=True, slots=True)
class Bar:
    """What was measured and what is promised: no ``less``, or no more."""

    name: str
    measured: float
    promised: float
    unit: str
    more_is_better: bool = False

    @property
    def kept(self) -> bool:
        return self.measured >= self.promised if self.more_is_better else self.measured <= self.promised


def describe_bar(bar: Bar) -> str:
    """One line under ``BAR_HEADINGS``."""
    bound = "at least" if bar.more_is_better else "at most"
    verdict = "kept" if bar.kept else "MISSED"
    return f"{bar.name:52}{bar.measured:10,.2f}{bound:>10}{bar.promised:8,.1f}  {bar.unit:16}{verdict}"


BAR_HEADINGS = f"{'what':52}{'measured':>10}{'bar':>18}  {'unit':16}"


def bars(files: Sequence[Path], rounds: int, *, papers: bool) -> Iterator[Bar]:
    """All of them; with ``papers``, published ones, also how fast these are read: those of corpus/ are dense."""
    yield Bar("extractor --help", _least_s(["--help"], rounds), MOST_HELP_S, "CPU seconds")
    yield Bar("extractor check, a paragraph", _least_s(["check", PARAGRAPH], rounds), MOST_CHECK_S, "CPU seconds")
    if files:
        name = f"memory of a PDF of {LONG_PAGES:,} pages, one process"
        yield Bar(name, _long_memory_mb(files), MOST_LONG_MB, "MB")
    if files and papers:
        job = compare_whole_job(files, rounds)
        rival = f"{job.job}, {job.amount:,.0f} pages, against pdfplumber"
        yield Bar(rival, job.ratio, LEAST_RATIO, "times as fast", more_is_better=True)


def compare_whole_job(files: Sequence[Path], rounds: int) -> Comparison:
    """Files to dataset in this process (read, tables, figures, claims, checks, write), against text and tables."""
    contents = [file.read_bytes() for file in files]
    pages = sum(len(pypdfium2.PdfDocument(data)) for data in contents)
    with tempfile.TemporaryDirectory() as name:
        numbers = count()

        def ours() -> Work:
            extractor, out = Extractor(), Path(name) / str(next(numbers))
            return lambda: write_dataset(collect([extractor.read_file(str(file)) for file in files]), out)

        def theirs() -> Work:
            return lambda: read_with_pdfplumber(contents)

        rival = "pdfplumber extract_text, extract_tables"
        return compare("PDF to dataset", rival, "pages", pages, ours, theirs, rounds)


def _least_s(arguments: Sequence[str], rounds: int) -> float:
    """The least processor time of a command in a process of its own, after a first one that does not count."""
    return min([_run(arguments)[0] for _ in range(rounds + 1)][1:])


def _long_memory_mb(files: Sequence[Path]) -> float:
    """The most memory of one process that reads a PDF of ``LONG_PAGES``, made of the pages of ``files``."""
    with tempfile.TemporaryDirectory() as name:
        long, out = Path(name) / "long.pdf", Path(name) / "out"
        _join(files, long, LONG_PAGES)
        unlimited = ("--jobs", "0", "--memory", "0", "--timeout", "0", "--quiet")
        return _run(["extract", str(long), "--out", str(out), *unlimited])[1]


def _join(files: Sequence[Path], target: Path, pages: int) -> None:
    """The pages of the files, over and over, until there are so many."""
    joined = pypdfium2.PdfDocument.new()
    while len(joined) < pages:
        for file in files:
            source = pypdfium2.PdfDocument(file)
            wanted = min(len(source), pages - len(joined))
            joined.import_pages(source, list(range(wanted)))
            source.close()
    joined.save(target)


def _run(arguments: Sequence[str]) -> tuple[float, float]:
    """Processor seconds and the most memory, in MB, of the command and its children. Not on Windows."""
    command = [sys.executable, "-m", "extractor", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait: Callable[[int, int], tuple[int, int, object]] = os.wait4
    _, status, usage = wait(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(arguments[:1])} ended with {process.returncode}")
    seconds = usage.ru_utime + usage.ru_stime  # type: ignore[attr-defined]
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return seconds, usage.ru_maxrss / unit  # type: ignore[attr-defined]
