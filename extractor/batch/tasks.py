"""What the workers of a cluster do: hash documents, read them, write rows. All of it may be done twice, to no harm.

A document is read by a child of the worker, within the same limits as in a local run: one that crashes or takes too
much ends the child, and the worker goes on.
"""

from __future__ import annotations

import multiprocessing
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from extractor.batch.keys import program_versions
from extractor.batch.output import Output
from extractor.batch.parcel import Parcel, unpack_rules
from extractor.batch.parts import Head, Part, dump, load, load_head
from extractor.batch.places import Folder, fetch, hash_place, is_url
from extractor.batch.pool import Limits, ReadOne, read_all, read_one
from extractor.batch.store import KEY_FOLDER, SUFFIX
from extractor.batch.totals import Totals
from extractor.batch.volumes import PagesRead, Task
from extractor.batch.work import failed_part
from extractor.dataset.partitions import PartWriter
from extractor.dataset.writers import TEXT_FOLDER, check_name
from extractor.errors import DocumentError, UsageError
from extractor.files import Override
from extractor.settings import Settings, rules_digest


@dataclass(frozen=True, slots=True)
class Job:
    """What all tasks of a run share."""

    output: Output
    settings: Settings
    limits: Limits
    rules: str
    programs: Mapping[str, str]
    read: ReadOne = read_one


@dataclass(frozen=True, slots=True)
class Wanted:
    """A content to read: where it is, and the key of its part."""

    number: int
    place: str
    override: Override
    sha256: str
    key: str


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a content; ``data`` is the part where it is not kept, as it may come out otherwise next time."""

    number: int
    status: str
    error: str = ""
    pages: int | None = None
    seconds: Mapping[str, float] = field(default_factory=dict)
    cached: bool = False
    trace: str = ""
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Listed:
    """A document whose rows are to be written: from the part of that key, or from ``data``. ``first``: its content
    was not listed before."""

    path: str
    key: str
    first: bool
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Documents that follow each other, and the name of the files that hold their rows."""

    name: str
    documents: Sequence[Listed]


def hash_documents(job: Job, parcel: Parcel, key: str, places: Sequence[tuple[int, str]]) -> list[tuple[int, str, str]]:
    """Size, SHA-256, and why it has none, of each document; a place goes with its number."""
    del key
    _prepare(job, parcel)
    return [_hash(place) for _, place in places]


def _hash(place: str) -> tuple[int, str, str]:
    try:
        return *hash_place(place), ""
    except DocumentError as error:
        return 0, "", error.advice


def read_documents(job: Job, parcel: Parcel, key: str, wanted: Sequence[Wanted]) -> list[Done]:
    """Read what the store lacks, and keep it there."""
    settings = _prepare(job, parcel)
    with tempfile.TemporaryDirectory(prefix="documents-", dir=_worker().local_directory) as scratch:
        return _Chunk(job, settings, wanted, Path(scratch), key).read()


def write_rows(job: Job, parcel: Parcel, key: str, stretch: Stretch) -> Totals:
    """Write a part of each table, and the texts."""
    del key
    _prepare(job, parcel)
    totals, writer = Totals(), PartWriter()
    for document in stretch.documents:
        part = load(document.data) if document.data else _kept(job.output.store, document.key)
        summary = part.head.summary
        writer.add("documents", [part.document_at(document.path)])
        if document.first and summary.status != "failed":
            check_name(part.doc_id)
            job.output.root.write(f"{TEXT_FOLDER}/{part.doc_id}.txt", part.text.encode("utf-8"))
            for name, rows in part.rows.items():
                writer.add(name, rows)
        totals.add(document.path, summary, first=document.first)
    for name, data in writer.finish().items():
        job.output.root.write(f"{name}.parquet/{stretch.name}", data)
    return totals


def part_place(key: str) -> str:
    """Where the part of a key is within the store."""
    return f"{key[:KEY_FOLDER]}/{key}{SUFFIX}"


def _kept(store: Folder, key: str) -> Part:
    data = store.read(part_place(key))
    try:
        if data is not None:
            return load(data)
    except ValueError:
        store.remove(part_place(key))  # damaged: it is read again
    raise UsageError("a result that was kept is gone", where=store.root, remedy="Run the same command again")


def _prepare(job: Job, parcel: Parcel) -> Settings:
    """The settings for this machine. Raises UsageError where it has another program, other rules or another disk."""
    here = program_versions()
    if here != job.programs:
        differ = [
            f"{name} {here.get(name, 'none')} (here {job.programs.get(name, 'none')})"
            for name in sorted(here.keys() | job.programs.keys())
            if here.get(name) != job.programs.get(name)
        ]
        problem = f"a worker runs another program: {', '.join(differ)}"
        raise UsageError(problem, where=_worker().address, remedy="Install the same versions on every machine")
    settings = unpack_rules(parcel, job.settings, Path(_worker().local_directory))
    if rules_digest(settings) != job.rules:
        remedy = "Install the same version on every machine, and leave the rules alone while they are in use"
        raise UsageError("a worker has other rules", where=_worker().address, remedy=remedy)
    if not job.output.is_seen():
        problem = f"a worker does not see {job.output.root.root}, or another run is writing there"
        remedy = "Give --out a URL, or a folder that every machine has at the same path; one run at a time writes it"
        raise UsageError(problem, where=_worker().address, remedy=remedy)
    _let_have_children()
    return settings


def _let_have_children() -> None:
    """Dask's nanny starts workers as daemons, which multiprocessing allows no children; ours end with the worker."""
    multiprocessing.current_process().daemon = False


def _worker() -> Any:
    from distributed import get_worker

    return get_worker()


@dataclass(slots=True)
class _Chunk:
    job: Job
    settings: Settings
    wanted: Sequence[Wanted]
    scratch: Path
    key: str
    done: dict[int, Done] = field(default_factory=dict)

    def read(self) -> list[Done]:
        by_number = {wanted.number: wanted for wanted in self.wanted}
        for task, data in read_all(self._tasks(), self.settings, self.job.limits, self.job.read):
            if isinstance(data, PagesRead):
                self._check_asked_for()
                continue
            self._take(by_number[task.number], data)
            if is_url(by_number[task.number].place):
                Path(task.path).unlink(missing_ok=True)
        return [self.done[wanted.number] for wanted in self.wanted]

    def _tasks(self) -> Iterator[Task]:
        for wanted in self.wanted:
            self._check_asked_for()
            head = self._head(wanted.key)
            if head is not None:
                self.done[wanted.number] = _tell(wanted, head, cached=True)
                continue
            try:
                path = self._bring(wanted)
            except DocumentError as error:
                self._take(wanted, dump(failed_part(self.job.rules, error.advice, wanted.sha256)))
                continue
            yield Task(wanted.number, path, wanted.override, wanted.sha256)

    def _check_asked_for(self) -> None:
        """Dask does not end what a thread does, so it looks for itself whether the run was stopped."""
        state = _worker().state.tasks.get(self.key)
        if state is None or state.state == "cancelled":
            raise RuntimeError("the run was stopped")

    def _head(self, key: str) -> Head | None:
        data = self.job.output.store.read(part_place(key))
        try:
            return load_head(data) if data is not None else None
        except ValueError:
            return None

    def _bring(self, wanted: Wanted) -> str:
        """A path where a child can read the document; its name keeps the ending."""
        if not is_url(wanted.place):
            return wanted.place
        path = self.scratch / f"{wanted.number}{PurePosixPath(wanted.place).suffix[:10]}"
        path.write_bytes(fetch(wanted.place))
        return str(path)

    def _take(self, wanted: Wanted, data: bytes) -> None:
        head = load_head(data)
        if head.sha256 and head.sha256 != wanted.sha256:
            changed = "the file was changed while the run was under way. Run the same command again"
            data = dump(failed_part(self.job.rules, changed, wanted.sha256))
            head = load_head(data)
        if head.lasting:
            self.job.output.store.write(part_place(wanted.key), data)
        self.done[wanted.number] = _tell(wanted, head, cached=False, data=b"" if head.lasting else data)


def _tell(wanted: Wanted, head: Head, *, cached: bool, data: bytes = b"") -> Done:
    said = head.summary
    seconds = {} if cached else dict(head.seconds)
    return Done(wanted.number, said.status, said.error, said.pages, seconds, cached, head.trace, data)


def singles(load: Sequence[Any] | Stretch) -> list[Sequence[Any] | Stretch]:
    """A load of documents as loads of one; what cannot be taken apart as it is."""
    return [load] if isinstance(load, Stretch) else [[item] for item in load]
