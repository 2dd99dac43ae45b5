"""A whole archive from files to dataset: a second run against the first, two workers against one, and the memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import sleep

import psutil
import pypdfium2
from archive import make_archive
from bench_pdf import read_with_pdfplumber
from bench_timing import Comparison, Work, compare


def extract(papers: Sequence[Path], out: Path, jobs: int) -> int:
    """Run the command; returns the most memory that its own process took, in MB, without its workers."""
    command = [sys.executable, "-m", "extractor", "extract", *map(str, papers), "--out", str(out), "--quiet"]
    with subprocess.Popen([*command, "--jobs", str(jobs)], stderr=subprocess.DEVNULL) as process:
        watched, most = psutil.Process(process.pid), 0
        while process.poll() is None:
            try:
                most = max(most, watched.memory_info().rss)
            except psutil.NoSuchProcess:
                break
            sleep(0.02)
    if process.returncode:
        raise RuntimeError(f"the extraction ended with {process.returncode}")
    return most // 2**20


def compare_archives(documents: int, rounds: int) -> Iterator[Comparison]:
    """Documents a second: a second run over the same archive, and as many workers as there are cores."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_archive(folder / "papers", documents)
        number = iter(range(1000))

        def first(jobs: int) -> Work:
            out = folder / f"out {next(number)}"
            return lambda: extract([folder / "papers"], out, jobs)

        done = folder / "done"
        extract([folder / "papers"], done, os.cpu_count() or 1)

        def second() -> Work:
            return lambda: extract([folder / "papers"], done, 1)

        job = f"{documents} documents, again"
        yield compare(job, "the first run", "documents", documents, second, lambda: first(1), rounds, alone=False)
        workers = max(2, os.cpu_count() or 1)
        job = f"{documents} documents, {workers} workers"
        yield compare(
            job, "one worker", "documents", documents, lambda: first(workers), lambda: first(1), rounds, alone=False
        )


def compare_job(files: Sequence[Path], rounds: int) -> Comparison | None:
    """Pages a second of the whole command with one worker, its start and the writing included. None without a PDF."""
    if not files:
        return None
    contents = [file.read_bytes() for file in files]
    pages = sum(len(pypdfium2.PdfDocument(data)) for data in contents)
    with tempfile.TemporaryDirectory() as name:
        number = iter(range(1000))

        def ours() -> Work:
            out = Path(name) / f"out {next(number)}"
            return lambda: extract(files, out, 1)

        def theirs() -> Work:
            return lambda: read_with_pdfplumber(contents)

        rival = "pdfplumber extract_text, extract_tables"
        return compare("PDF to dataset", rival, "pages", pages, ours, theirs, rounds, alone=False)


def memory_lines(sizes: Sequence[int]) -> Iterator[str]:
    """The most memory of the command's own process, for archives of several sizes."""
    for documents in sizes:
        with tempfile.TemporaryDirectory() as name:
            make_archive(Path(name) / "papers", documents)
            most = extract([Path(name) / "papers"], Path(name) / "out", os.cpu_count() or 1)
        yield f"{documents:,} documents: at most {most} MB in the process that writes"
