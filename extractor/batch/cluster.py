"""An archive on many machines: workers hash, read and write; this process only says who does what.

First the contents are hashed, so that the same bytes at two paths are read once. What is read is kept in the store by
its key, so that a run that was stopped goes on. Then each worker writes the rows of documents that follow each other:
in order, the parts of a table hold what a local run writes to one file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from extractor.batch.crew import Crew, Lost
from extractor.batch.documents import Found
from extractor.batch.keys import part_key, program_versions
from extractor.batch.output import open_output
from extractor.batch.pages import PAGES_FOLDER
from extractor.batch.parcel import pack_rules
from extractor.batch.parts import dump
from extractor.batch.pool import Limits, ReadOne, read_one
from extractor.batch.reading import Tell
from extractor.batch.record import Report
from extractor.batch.tasks import Done, Job, Listed, Stretch, Wanted, hash_documents, read_documents, write_rows
from extractor.batch.totals import Totals
from extractor.batch.work import failed_part
from extractor.dataset.partitions import part_names
from extractor.errors import Interrupted, UsageError
from extractor.settings import Settings, rules_digest
from extractor.spoken import count

_Item = TypeVar("_Item")

_AGAIN = "Run the same command again"


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much one task takes at the most: documents, and bytes of their files.

    In a small archive each thread gets ``loads`` tasks of reading, so that none has much more to do than another.
    """

    loads: int = 4
    hashed: int = 200
    read: int = 64
    read_bytes: int = 64 * 2**20
    written: int = 500
    written_bytes: int = 512 * 2**20


@dataclass(slots=True)
class _Source:
    found: Found
    size: int = 0
    sha256: str = ""
    key: str = ""
    data: bytes = b""
    """Its part, where that is not in the store."""


def extract_on_cluster(
    documents: Sequence[Found],
    out: str,
    client: Any,
    settings: Settings | None = None,
    limits: Limits | None = None,
    *,
    cache: str = "",
    tell: Tell = lambda _: None,
    sizes: Sizes | None = None,
    read: ReadOne = read_one,
) -> Totals:
    """Extract ``documents`` into the dataset ``out``, a path that all machines share or a URL, and say what came of it.

    ``client`` is a distributed Client. Results are kept in ``cache``, or within ``out``. Raises UsageError where
    ``out``, ``cache`` or the cluster cannot be used, and Interrupted where the user stops the run.
    """
    settings, limits = settings or Settings(), limits or Limits(1)
    rules = rules_digest(settings)
    parcel = pack_rules(settings, rules)
    output = open_output(out, cache)
    limits = replace(limits, jobs=min(limits.jobs, 1), silent=True, pages=output.store.place(PAGES_FOLDER))
    job = Job(output, settings, limits, rules, program_versions(), read)
    run = _Run(Crew(client, job, parcel), job, [_Source(found) for found in documents], tell, sizes or Sizes())
    try:
        run.hash()
        run.read()
        output.begin()
        totals, parts = run.write()
        output.finish(parts, run.texts())
        output.prune({source.key for source in run.sources})
    except KeyboardInterrupt:
        done = f"{run.done:,} of {count(len(documents), 'document')} {'is' if run.done == 1 else 'are'} done"
        raise Interrupted(f"stopped: {done}", remedy="The same command goes on from there") from None
    totals.seconds.update(run.seconds)
    return totals


@dataclass(slots=True)
class _Run:
    crew: Crew
    job: Job
    sources: list[_Source]
    tell: Tell
    sizes: Sizes
    done: int = 0
    seconds: Counter[str] = field(default_factory=Counter)
    numbers: dict[str, list[int]] = field(default_factory=dict)
    """The sources of each key."""
    failed: set[str] = field(default_factory=set)
    """Keys of contents that could not be read."""

    def hash(self) -> None:
        """Give each source its key, or say why it has none."""
        places = ((number, source.found.place) for number, source in enumerate(self.sources))
        for load, made in self.crew.each(hash_documents, batches(places, self.sizes.hashed)):
            hashes = [(0, "", made.reason)] if isinstance(made, Lost) else made
            for (number, _), (size, sha256, error) in zip(load, hashes, strict=True):
                source = self.sources[number]
                source.size, source.sha256 = size, sha256
                if error:
                    source.data = self._fail(error)
                    self._report(number, Done(number, "failed", error))
                else:
                    source.key = part_key(sha256, self.job.rules, self.job.settings, source.found.override)
        for number, source in enumerate(self.sources):
            if source.key:
                self.numbers.setdefault(source.key, []).append(number)

    def read(self) -> None:
        """Read each content once."""
        most = min(self.sizes.read, -(-len(self.numbers) // (self.sizes.loads * self.crew.threads())))
        wanted = (self._wanted(key, numbers[0]) for key, numbers in self.numbers.items())
        loads = batches(wanted, most, self.sizes.read_bytes, lambda want: self.sources[want.number].size)
        for load, made in self.crew.each(read_documents, loads):
            results = [self._lost(load[0], made.reason)] if isinstance(made, Lost) else made
            for want, done in zip(load, results, strict=True):
                self._take(want.key, done)

    def write(self) -> tuple[Totals, list[str]]:
        """Write the rows of all sources; returns what came of the run, and the names of each table's parts."""
        size, most = self.sizes.written, self.sizes.written_bytes
        runs = list(batches(range(len(self.sources)), size, most, lambda number: self.sources[number].size))
        names = part_names(len(runs))
        seen: set[str] = set()
        loads = (Stretch(name, self._listed(run, seen)) for name, run in zip(names, runs, strict=True))
        totals = Totals()
        for load, made in self.crew.each(write_rows, loads):
            if isinstance(made, Lost):
                raise UsageError(f"{load.name} could not be written: {made.reason}", remedy=_AGAIN)
            totals.merge(made)
        return totals, names

    def texts(self) -> set[str]:
        """The names of the texts of all contents that were read."""
        read = (source for source in self.sources if source.key and source.key not in self.failed)
        return {f"{source.sha256[:16]}.txt" for source in read}

    def _listed(self, numbers: Sequence[int], seen: set[str]) -> list[Listed]:
        """The documents of a stretch; ``seen`` holds the contents before it that were read."""
        listed = []
        for number in numbers:
            source = self.sources[number]
            first = source.sha256 not in seen
            if source.key and source.key not in self.failed:
                seen.add(source.sha256)
            listed.append(Listed(source.found.path, source.key, first, source.data))
        return listed

    def _wanted(self, key: str, number: int) -> Wanted:
        source = self.sources[number]
        return Wanted(number, source.found.place, source.found.override, source.sha256, key)

    def _take(self, key: str, done: Done) -> None:
        if done.status == "failed":
            self.failed.add(key)
        self.seconds.update(done.seconds)
        for number in self.numbers[key]:
            self.sources[number].data = done.data
            self._report(number, done)

    def _lost(self, want: Wanted, reason: str) -> Done:
        return Done(want.number, "failed", reason, data=self._fail(reason, want.sha256))

    def _fail(self, reason: str, sha256: str = "") -> bytes:
        return dump(failed_part(self.job.rules, reason, sha256))

    def _report(self, number: int, done: Done) -> None:
        self.done += 1
        cached = done.cached or number != done.number
        seconds = 0.0 if cached else sum(done.seconds.values())
        path = self.sources[number].found.path
        self.tell(Report(path, done.status, done.error, done.pages, seconds, cached, done.trace))


def batches(
    items: Iterable[_Item], most: int, most_bytes: int = 0, size: Callable[[_Item], int] = lambda _: 0
) -> Iterator[list[_Item]]:
    """``items`` in lists of at most so many, and of so many bytes where there are several."""
    batch: list[_Item] = []
    held = 0
    for item in items:
        if batch and (len(batch) >= most or held + size(item) > most_bytes > 0):
            yield batch
            batch, held = [], 0
        batch.append(item)
        held += size(item)
    if batch:
        yield batch
