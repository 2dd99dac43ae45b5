"""An archive end to end: what is known is taken from the store, the rest is read, the dataset put together in order.

Every result is kept as it comes, so that a run that was stopped or killed goes on where it stood when the same command
is given again. The dataset is put together from the store, in the order of the files, by nobody but this process: its
bytes are the same with one worker or many, at the first try or the tenth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from extractor.batch.claim import Claim, writing
from extractor.batch.memo import FileMemo
from extractor.batch.pages import PAGES_FOLDER, PageStore
from extractor.batch.pool import Limits, read_all
from extractor.batch.reading import ReadAll, Reading, Source, Tell
from extractor.batch.record import RunRecord, digest_of, load_record, written_files
from extractor.batch.store import Store
from extractor.batch.totals import Totals
from extractor.dataset.writers import DatasetWriter, check_output
from extractor.errors import Interrupted
from extractor.files import Override, read_metadata
from extractor.settings import Settings
from extractor.spoken import count
from extractor.stopwatch import Stopwatch, stage

PARTS_FOLDER = ".parts"
CACHE_FOLDER = ".extractor-cache"
"""Within the folder that ``--cache`` names: hidden, so that no run takes it for documents."""


def extract_archive(
    files: Sequence[str],
    out: Path,
    settings: Settings | None = None,
    limits: Limits | None = None,
    *,
    cache: Path | None = None,
    tell: Tell = lambda _: None,
    read: ReadAll = read_all,
) -> Totals:
    """Extract ``files`` into the dataset ``out``, and say what came of it; ``tell`` hears of each document.

    Results are kept within ``out``, or in ``cache``, which datasets may share. Raises UsageError where ``out``,
    ``cache``, the rules or a metadata.csv cannot be used, and Interrupted where the user stops the run.
    """
    check_output(out)
    tables: dict[Path, dict[str, Override]] = {}
    sources = [Source(path, read_metadata(path, tables)) for path in files]
    store = Store(cache / CACHE_FOLDER if cache else out / PARTS_FOLDER)
    memo = FileMemo(out / PARTS_FOLDER / "files.json")
    claim = Claim(out, out / PARTS_FOLDER / "lock")
    limits = replace(limits or Limits(), pages=str(store.root / PAGES_FOLDER))
    reading = Reading(sources, settings or Settings(), limits, store, memo, tell, read, claim.take)
    try:
        with Stopwatch() as watch:
            totals = _left_alone(reading, out) or _extract(reading, claim, out, prune=cache is None)
        totals.seconds.update(watch.seconds)
    except KeyboardInterrupt:
        if claim.held:
            with writing(out):
                memo.save(finished=False)
        done = f"{reading.done:,} of {count(len(files), 'document')} {'is' if reading.done == 1 else 'are'} done"
        raise Interrupted(f"stopped: {done}", remedy="The same command goes on from there") from None
    finally:
        claim.release()
    return totals


def _extract(reading: Reading, claim: Claim, out: Path, *, prune: bool) -> Totals:
    """Read what is not known, and write the dataset where that is not what it stands for already."""
    record = load_record(_record_place(out))
    reading.run()
    claim.take()
    digest = digest_of((source.mark() for source in reading.sources), reading.rules)
    if record is not None and record.digest == digest and record.stands(out):
        totals = record.totals
        totals.unchanged = True  # what was tried once more came to the same
    else:
        totals = _write(reading, out, digest)
    with writing(out):
        reading.memo.save(finished=True)
    if prune:
        reading.store.prune({source.key for source in reading.sources})
        PageStore(reading.limits.pages).prune({source.sha256 for source in reading.sources})
    totals.seconds.update(reading.seconds)
    return totals


def _left_alone(reading: Reading, out: Path) -> Totals | None:
    """What the last run said, where neither a file nor a rule nor the dataset has changed since."""
    record = load_record(_record_place(out))
    if record is None or len(record.documents) != len(reading.sources) or not record.stands(out):
        return None
    marks = reading.known_marks()
    if marks is None or digest_of(marks, reading.rules) != record.digest:
        return None
    for report in record.reports(source.path for source in reading.sources):
        reading.tell(report)
    record.totals.unchanged = True
    return record.totals


def _write(reading: Reading, out: Path, digest: str) -> Totals:
    """Put the dataset together, in the order of the sources: a row of documents a path, all else once a content."""
    totals = Totals()
    documents: list[tuple[str, str, int | None]] = []
    seen: set[str] = set()
    with stage("writing"), DatasetWriter(out) as writer:
        for source in reading.sources:
            part = reading.part(source)
            summary = part.head.summary
            first = part.doc_id not in seen
            writer.add("documents", [part.document_at(source.path)])
            if first and summary.status != "failed":
                seen.add(part.doc_id)
                writer.add_text(part.doc_id, part.text)
                for name, rows in part.rows.items():
                    writer.add(name, rows)
            totals.add(source.path, summary, first=first)
            documents.append((summary.status, summary.error, summary.pages))
    with writing(out):
        files = written_files(out, writer.files())
        RunRecord(digest, files, tuple(documents), totals).save(_record_place(out))
    return totals


def _record_place(out: Path) -> Path:
    return out / PARTS_FOLDER / "run.json"
