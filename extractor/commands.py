"""What the commands do, as plain functions; they talk to a person on stderr and stdout."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path

from extractor.errors import UsageError
from extractor.run import DocumentResult, Settings, collect, extract_files, find_files
from extractor.spoken import count, remark, say, worst_first
from extractor.terminal import one_line

FORMATS = ("pdf", "docx", "html", "txt")
_SHOWN = 12


def run_extract(
    paths: list[str],
    out: Path,
    *,
    format_name: str | None = None,
    catalogue: Path | None = None,
    patterns: Path | None = None,
    authority: str = "",
    day: str | None = None,
    fail_on: str | None = None,
    quiet: bool = False,
) -> bool:
    """Extract ``paths`` into ``out``; True where ``fail_on`` asks for a failure and there is cause."""
    from extractor.dataset.writers import check_output, write_dataset

    if format_name is not None and format_name not in FORMATS:
        raise UsageError(f"--format {format_name!r} is unknown", remedy=f"Use one of {', '.join(FORMATS)}")
    check_fail_on(fail_on)
    settings = Settings(
        str(patterns) if patterns else "", str(catalogue) if catalogue else "", format_name, authority, parse_day(day)
    )
    check_output(out)
    files = find_files(paths)
    if not files:
        raise UsageError("no files to read", where=", ".join(paths), remedy="Name files, or a folder that holds some")
    results = list(_with_progress(extract_files(files, settings), len(files), quiet))
    write_dataset(collect(results, settings), out)
    if not quiet:
        print_summary(results, out)
    return fail_on is not None and any(check.verdict == fail_on for result in results for check in result.checks)


def check_fail_on(verdict: str | None) -> None:
    """Raises UsageError for a verdict that ``--fail-on`` does not know."""
    if verdict not in (None, "inconsistent"):
        raise UsageError(f"--fail-on {verdict!r} is unknown", remedy="Use --fail-on inconsistent")


def parse_day(text: str | None) -> date | None:
    """A date as 2019-03-31 or 31/03/2019. Raises UsageError for anything else."""
    if text is None:
        return None
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise UsageError(f"--date {text!r} is no date", remedy="Write it as 2019-03-31 or 31/03/2019")


def _with_progress(results: Iterable[DocumentResult], total: int, quiet: bool) -> Iterator[DocumentResult]:
    """A bar with the time left on a terminal; one line a failure in any case."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    hidden = quiet or not sys.stderr.isatty()
    with Progress(*columns, console=console, disable=hidden, transient=True) as bar:
        task = bar.add_task("", total=total)
        for result in results:
            bar.advance(task)
            if result.status == "failed" or (result.status == "partial" and not quiet):
                line = one_line(f"{result.status}: {result.path}: {result.error}")
                console.print(line, markup=False, highlight=False, soft_wrap=True)
            yield result


def print_summary(results: list[DocumentResult], out: Path) -> None:
    """What was read and found, the findings worst first."""
    unique: dict[str, DocumentResult] = {}
    for result in results:
        if result.status != "failed":
            unique.setdefault(result.doc_id, result)
    found = worst_first(unique.values())
    for check, result in found[:_SHOWN]:
        print("\n".join(say(remark(check, result), result.path)) + "\n")
    if len(found) > _SHOWN:
        print(f"... and {len(found) - _SHOWN} more in {one_line(str(out / 'reconciliations.csv'))}\n")
    verdicts = Counter(check.verdict for result in unique.values() for check in result.checks)
    counts = (
        count(len(results), "document"),
        count(sum(result.status == "failed" for result in results), "failure"),
        count(sum(len(result.findings.mentions) for result in unique.values()), "figure"),
        count(verdicts["inconsistent"], "inconsistency", "inconsistencies"),
        f"{verdicts['review']} to review",
        f"{verdicts['consistent']} confirmed",
    )
    print(f"{', '.join(counts)} -> {one_line(str(out))}")


def search_catalogue(words: str, catalogue: Path | None, patterns: Path | None, limit: int) -> Iterator[str]:
    """Lines for a terminal: id, unit, polarity, scheme, name."""
    from extractor.catalogue import load_catalogue
    from extractor.resources import folder

    root = folder("patterns", patterns)
    entries = load_catalogue(str(catalogue or root / "indicators.csv"), str(root / "terms.csv"))
    found = [entry for entry, _ in entries.search(words, limit)] if words else list(entries.entries)[:limit]
    if not found:
        yield "no indicator is like that; try fewer words"
    for entry in found:
        years = f"{entry.valid_from or ''}-{entry.valid_to or ''}".strip("-")
        notes = f"{f'  [{entry.scheme}]' if entry.scheme else ''}{f'  ({years})' if years else ''}"
        yield f"{entry.id:32} {entry.unit:12} {entry.polarity:8} {entry.name}{notes}"
