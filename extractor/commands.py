"""What the commands do, as plain functions; they talk to a person on stderr and stdout."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.errors import UsageError
from extractor.files import find_files
from extractor.settings import DPI_RANGE, LANGUAGE, OCR_MODES, Settings
from extractor.spoken import count, say
from extractor.terminal import one_line

if TYPE_CHECKING:
    from extractor.batch.pool import Limits
    from extractor.batch.reading import Tell
    from extractor.batch.totals import Totals
    from extractor.panel.panel import Panel

    Run = Callable[[Limits, Tell], Totals]

LEAST_MEMORY_MB = 512


def run_extract(
    paths: list[str],
    out: str,
    settings: Settings,
    limits: Limits,
    *,
    cache: str = "",
    scheduler: str = "",
    fail_on: str | None = None,
    quiet: bool = False,
    log_json: bool = False,
    profile: bool = False,
) -> bool:
    """Extract ``paths`` into ``out``; True where ``fail_on`` asks for a failure and there is cause."""
    from extractor.batch.display import JsonLog, profile_lines, progress

    check_extract(settings, limits, cache, fail_on)
    extract = _prepare_cluster if scheduler else _prepare_here
    with extract(paths, out, settings, limits, cache, scheduler) as (documents, run):
        if not documents:
            remedy = "Name files, or a folder that holds some"
            raise UsageError("no files to read", where=", ".join(paths), remedy=remedy)
        if log_json:
            log = JsonLog()
            log.write("start", documents=documents, jobs=limits.jobs, out=out)
            totals = run(replace(limits, silent=True), log.tell)
            log.end(totals)
        else:
            with progress(documents, quiet=quiet) as tell:
                totals = run(limits, tell)
    if not quiet:
        print_summary(totals, out, "reconciliations.parquet" if scheduler else "reconciliations.csv")
    if profile:
        print("\n".join(profile_lines(totals)))
    return fail_on is not None and totals.verdicts[fail_on] > 0


@contextmanager
def _prepare_here(
    paths: list[str], out: str, settings: Settings, limits: Limits, cache: str, scheduler: str
) -> Iterator[tuple[int, Run]]:
    """How many documents there are, and what reads them on this machine."""
    from extractor.batch.job import PARTS_FOLDER, extract_archive
    from extractor.batch.mails import MailMemo
    from extractor.batch.places import is_url, plain
    from extractor.dataset.writers import check_output

    del limits, scheduler
    if url := next((given for given in (*paths, out, cache) if is_url(given)), None):
        raise UsageError("a URL needs a cluster", where=url, remedy="Add --scheduler, 'local' for this machine alone")
    folder = Path(plain(out))
    check_output(folder)
    mails = MailMemo(folder / PARTS_FOLDER / "mails.json")
    files = find_files([plain(path) for path in paths], mails.names)
    kept = Path(plain(cache)) if cache else None

    def run(limits: Limits, tell: Tell) -> Totals:
        totals = extract_archive(files, folder, settings, limits, cache=kept, tell=tell)
        mails.save()
        return totals

    yield len(files), run


@contextmanager
def _prepare_cluster(
    paths: list[str], out: str, settings: Settings, limits: Limits, cache: str, scheduler: str
) -> Iterator[tuple[int, Run]]:
    """How many documents there are, and what has them read by a cluster."""
    from extractor.batch.cluster import extract_on_cluster
    from extractor.batch.crew import connect
    from extractor.batch.documents import find_documents

    with connect(scheduler, limits.jobs) as client:
        documents = find_documents(paths)
        yield (
            len(documents),
            lambda limits, tell: extract_on_cluster(documents, out, client, settings, limits, cache=cache, tell=tell),
        )


def check_extract(settings: Settings, limits: Limits, cache: str, fail_on: str | None) -> None:
    """Raises UsageError for an option that says nothing usable."""
    from extractor.readers.detect import FORMATS

    if settings.format is not None and settings.format not in FORMATS:
        raise UsageError(f"--format {settings.format!r} is unknown", remedy=f"Use one of {', '.join(FORMATS)}")
    check_fail_on(fail_on)
    check_recognition(settings)
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
    if cache and Path(cache).exists() and not Path(cache).is_dir():
        raise UsageError("--cache is a file", where=cache, remedy="Give it a folder")


def check_recognition(settings: Settings) -> None:
    """Raises UsageError for options of character recognition that say nothing usable."""
    from extractor.readers.ocr_engine import find_engine

    if settings.ocr not in OCR_MODES:
        raise UsageError(f"--ocr {settings.ocr!r} is unknown", remedy=f"Use one of {', '.join(OCR_MODES)}")
    if not DPI_RANGE[0] <= settings.dpi <= DPI_RANGE[1]:
        raise UsageError(f"--dpi {settings.dpi} is out of range", remedy="Give {} to {}".format(*DPI_RANGE))
    engine = find_engine() if settings.ocr != "off" and settings.language != LANGUAGE else None
    if engine is not None:
        engine.check_language(settings.language)


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


def print_summary(totals: Totals, out: str, findings: str) -> None:
    """What was read and found, the findings worst first; ``findings`` is the file that holds them all."""
    for remark, path in totals.worst:
        print("\n".join(say(remark, path)) + "\n")
    more = totals.verdicts["inconsistent"] + totals.verdicts["review"] - len(totals.worst)
    if more > 0:
        print(f"... and {more:,} more in {one_line(f'{out}/{findings}')}\n")
    counts = (
        count(totals.documents, "document"),
        count(totals.failures, "failure"),
        count(totals.figures, "figure"),
        count(totals.verdicts["inconsistent"], "inconsistency", "inconsistencies"),
        f"{totals.verdicts['review']:,} to review",
        f"{totals.verdicts['consistent']:,} confirmed",
    )
    print(f"{', '.join(counts)} -> {one_line(out)}{' (nothing has changed)' if totals.unchanged else ''}")


def run_panel(
    dataset: Path,
    out: Path | None,
    indicators: list[str],
    plot: str,
    plot_format: str,
    *,
    wide: bool = True,
    catalogue: Path | None = None,
    patterns: Path | None = None,
) -> None:
    """Write the panel of ``dataset`` to ``out`` (its folder ``panel`` where none is given), and draw ``plot``."""
    from extractor.panel.panel import read_panel
    from extractor.panel.plot import FORMATS, plot_name, save_plot
    from extractor.panel.writing import write_panel

    form = next((known for known in FORMATS if known == plot_format.lower()), None)
    if form is None:
        raise UsageError(f"--plot-format {plot_format!r} is unknown", remedy=f"Use one of {', '.join(FORMATS)}")
    folder = out or dataset / "panel"
    panel = read_panel(dataset, indicators, catalogue=catalogue, patterns=patterns)
    drawn = read_panel(dataset, [plot], catalogue=catalogue, patterns=patterns) if plot else None
    write_panel(panel, folder, wide=wide)
    if drawn is not None:
        print(one_line(f"drawn: {save_plot(drawn, folder / f'{plot_name([plot])}.{form}', form)}"))
    for check in panel.checks:
        if check["verdict"] == "review":
            print(f"REVIEW  {one_line(str(check['statement']))}\n")
    print(_panel_summary(panel, folder))


def _panel_summary(panel: Panel, folder: Path) -> str:
    comparable = sum(row.comparison.comparable for row in panel.rows)
    authorities = len({row.authority for row in panel.rows if row.authority})
    review = sum(check["verdict"] == "review" for check in panel.checks)
    left_out = f", {count(panel.left_out, 'figure')} without an indicator left out" if panel.left_out else ""
    rows = f"{count(len(panel.rows), 'row')} of {count(authorities, 'authority', 'authorities')}"
    checks = f"{count(len(panel.checks), 'check')} across documents ({review:,} to review)"
    return f"{rows}, {comparable:,} comparable, {checks}{left_out} -> {one_line(str(folder))}"


def search_catalogue(words: str, catalogue: Path | None, patterns: Path | None, limit: int) -> Iterator[str]:
    """Lines for a terminal: id, unit, polarity, scheme, name."""
    from extractor.catalogue import load_catalogue
    from extractor.resources import folder

    root = folder("patterns", patterns)
    entries = load_catalogue(str(catalogue or root / "indicators.csv"), str(root / "terms.csv"))
    found = [entry for entry, _ in entries.search(words, limit)] if words else list(entries.entries)[:limit]
    asked = " ".join(words.lower().split())
    exact = [entry for entry in found if asked and asked in (entry.id.lower(), " ".join(entry.scheme.lower().split()))]
    found = exact or found
    if not found:
        yield "no indicator is like that; try fewer words"
    for entry in found:
        years = f"{entry.valid_from or ''}-{entry.valid_to or ''}".strip("-")
        notes = f"{f'  [{entry.scheme}]' if entry.scheme else ''}{f'  ({years})' if years else ''}"
        yield f"{entry.id:32} {entry.unit:12} {entry.polarity:8} {entry.name}{notes}"
