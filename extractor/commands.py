"""What the commands do, as plain functions; they talk to a person on stderr and stdout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.errors import UsageError
from extractor.files import find_files
from extractor.settings import Settings
from extractor.spoken import count, say
from extractor.terminal import one_line

if TYPE_CHECKING:
    from extractor.batch.pool import Limits
    from extractor.batch.totals import Totals

FORMATS = ("pdf", "docx", "html", "txt")
LEAST_MEMORY_MB = 512


def run_extract(
    paths: list[str],
    out: Path,
    settings: Settings,
    limits: Limits,
    *,
    cache: Path | None = None,
    fail_on: str | None = None,
    quiet: bool = False,
    log_json: bool = False,
    profile: bool = False,
) -> bool:
    """Extract ``paths`` into ``out``; True where ``fail_on`` asks for a failure and there is cause."""
    from extractor.batch.display import JsonLog, profile_lines, progress
    from extractor.batch.job import extract_archive
    from extractor.dataset.writers import check_output

    _check_extract(settings, limits, cache, fail_on)
    check_output(out)
    files = find_files(paths)
    if not files:
        raise UsageError("no files to read", where=", ".join(paths), remedy="Name files, or a folder that holds some")
    if log_json:
        log = JsonLog()
        log.write("start", documents=len(files), jobs=limits.jobs, out=str(out))
        totals = extract_archive(files, out, settings, replace(limits, silent=True), cache=cache, tell=log.tell)
        log.end(totals)
    else:
        with progress(len(files), quiet=quiet) as tell:
            totals = extract_archive(files, out, settings, limits, cache=cache, tell=tell)
    if not quiet:
        print_summary(totals, out)
    if profile:
        print("\n".join(profile_lines(totals)))
    return fail_on is not None and totals.verdicts[fail_on] > 0


def _check_extract(settings: Settings, limits: Limits, cache: Path | None, fail_on: str | None) -> None:
    """Raises UsageError for an option that says nothing usable."""
    if settings.format is not None and settings.format not in FORMATS:
        raise UsageError(f"--format {settings.format!r} is unknown", remedy=f"Use one of {', '.join(FORMATS)}")
    check_fail_on(fail_on)
    least = (
        ("--jobs", limits.jobs, 0, "the number of workers, or 0 to read in this process"),
        ("--timeout", limits.timeout_s, 0, "seconds a document, or 0 for no limit"),
        ("--memory", limits.memory_mb, 0, "MB a document, or 0 for no limit"),
        ("--max-pages", settings.max_pages, 1, "how many pages of a PDF are read at the most"),
    )
    for name, value, low, meaning in least:
        if not value >= low:
            raise UsageError(f"{name} {value:g} is too low", remedy=f"Give {meaning}")
    if 0 < limits.memory_mb < LEAST_MEMORY_MB:
        remedy = f"Give {LEAST_MEMORY_MB} or more, or 0 for no limit"
        raise UsageError(f"--memory {limits.memory_mb} is less than the program itself needs", remedy=remedy)
    if cache is not None and cache.exists() and not cache.is_dir():
        raise UsageError("--cache is a file", where=str(cache), remedy="Give it a folder")


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


def print_summary(totals: Totals, out: Path) -> None:
    """What was read and found, the findings worst first."""
    for remark, path in totals.worst:
        print("\n".join(say(remark, path)) + "\n")
    more = totals.verdicts["inconsistent"] + totals.verdicts["review"] - len(totals.worst)
    if more > 0:
        print(f"... and {more:,} more in {one_line(str(out / 'reconciliations.csv'))}\n")
    counts = (
        count(totals.documents, "document"),
        count(totals.failures, "failure"),
        count(totals.figures, "figure"),
        count(totals.verdicts["inconsistent"], "inconsistency", "inconsistencies"),
        f"{totals.verdicts['review']:,} to review",
        f"{totals.verdicts['consistent']:,} confirmed",
    )
    print(f"{', '.join(counts)} -> {one_line(str(out))}{' (nothing has changed)' if totals.unchanged else ''}")


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
