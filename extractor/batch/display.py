"""What a run shows while it goes: a bar on a terminal, or a line of JSON a document for other programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

from extractor.batch.reading import Tell
from extractor.batch.record import READING, Report
from extractor.batch.totals import Totals
from extractor.spoken import count
from extractor.terminal import one_line


@contextmanager
def progress(total: int, *, quiet: bool) -> Iterator[Tell]:
    """A bar with pages a second and the time left on a terminal; a line for each failure in any case."""
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    rates = TextColumn("{task.fields[pages]:,} pages, {task.fields[rate]:.1f}/s"), TimeRemainingColumn()
    failures = TextColumn("[red]{task.fields[failed]}")
    columns = TextColumn("reading{task.fields[scan]}"), BarColumn(), MofNCompleteColumn(), *rates, failures
    hidden = quiet or not sys.stderr.isatty()
    begun, pages, failed = perf_counter(), 0, 0
    with Progress(*columns, console=console, disable=hidden, transient=True) as bar:
        task = bar.add_task("", total=total, pages=0, rate=0.0, failed="", scan="")

        def tell(report: Report) -> None:
            nonlocal pages, failed
            if report.status == READING:
                place = one_line(Path(report.path).name)
                bar.update(task, scan=f" {escape(place)}, {report.pages} of {count(report.wanted, 'scanned page')}")
                return
            pages += 0 if report.cached else report.pages or 0
            failed += report.status == "failed"
            rate = pages / max(perf_counter() - begun, 0.001)
            bar.update(task, advance=1, scan="", pages=pages, rate=rate, failed=f"{failed} failed" if failed else "")
            if report.status == "failed" or (report.status == "partial" and not quiet):
                line = one_line(f"{report.status}: {report.path}: {report.error}")
                console.print(line, markup=False, highlight=False, soft_wrap=True)

        yield tell


class JsonLog:
    """Lines of JSON on stderr: ``start``, ``document`` for each, and ``end``, ``stopped`` or ``error``."""

    def __init__(self) -> None:
        self._begun = perf_counter()

    def write(self, event: str, **content: Any) -> None:
        """One line; nothing empty stands in it but null."""
        print(json.dumps({"event": event, **content}), file=sys.stderr, flush=True)

    def tell(self, report: Report) -> None:
        """What became of a document, or how far a scan is; ``trace`` only where this program is at fault."""
        if report.status == READING:
            self.write("pages", path=report.path, read=report.pages, wanted=report.wanted)
            return
        content: dict[str, Any] = {
            "path": report.path,
            "status": report.status,
            "error": report.error or None,
            "pages": report.pages,
            "seconds": round(report.seconds, 3),
            "cached": report.cached,
        }
        self.write("document", **content, **({"trace": report.trace} if report.trace else {}))

    def end(self, totals: Totals) -> None:
        """The counts of the whole run."""
        content = {name: value for name, value in totals.as_json().items() if name != "worst"}
        seconds = round(perf_counter() - self._begun, 3)
        self.write("end", **content, unchanged=totals.unchanged, seconds=seconds)


def profile_lines(totals: Totals) -> Iterator[str]:
    """A table of seconds by stage, the longest first, summed over documents and workers."""
    whole = sum(totals.seconds.values())
    yield f"{'stage':20}{'seconds':>10}{'share':>8}"
    for name, taken in totals.seconds.most_common():
        yield f"{name:20}{taken:10.2f}{taken / whole:8.1%}"
    yield f"{'all':20}{whole:10.2f}"
