"""From the files of a run to parts: what the store has is taken from there, the rest is given to workers and kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from extractor.batch.keys import part_key
from extractor.batch.memo import FileMemo
from extractor.batch.parts import Head, Part, load, load_head
from extractor.batch.pool import Limits, Outcome
from extractor.batch.record import READING, Report
from extractor.batch.store import Store
from extractor.batch.volumes import PagesRead, Task
from extractor.batch.work import failed_part
from extractor.errors import DocumentError, UsageError
from extractor.files import Override
from extractor.settings import Settings, rules_digest
from extractor.stopwatch import stage

Tell = Callable[[Report], None]
ReadAll = Callable[[Iterator[Task], Settings, Limits], Iterator[Outcome]]


@dataclass(slots=True)
class Source:
    """A file of the run; ``key`` is that of its part, and empty where it has none that lasts: then ``part`` is it."""

    path: str
    override: Override
    key: str = ""
    part: Part | None = None
    sha256: str = ""

    def mark(self) -> tuple[str, str]:
        """What stands for it in the digest of a run."""
        return self.path, self.key or (self.part.head.summary.error if self.part else "")


@dataclass(slots=True)
class Reading:
    """Reads the sources of one run. Afterwards each has its key or its part."""

    sources: list[Source]
    settings: Settings
    limits: Limits
    store: Store
    memo: FileMemo
    tell: Tell
    read: ReadAll
    before_first: Callable[[], None]
    """Called before the first part, or the first scanned page, is kept."""

    done: int = 0
    seconds: Counter[str] = field(default_factory=Counter)
    rules: str = ""
    _flying: dict[str, list[int]] = field(default_factory=dict)
    """Keys that are being read, each with its sources: the same bytes are read once."""
    _lost: dict[str, Part] = field(default_factory=dict)
    """Keys that were tried in vain."""
    _kept: bool = False

    def __post_init__(self) -> None:
        self.rules = rules_digest(self.settings)

    def run(self) -> None:
        """Read everything. Raises ExtractorError where the rules, or the store's folder, are at fault."""
        again = list(range(len(self.sources)))
        while again:
            again = self._read(again)

    def known_marks(self) -> list[tuple[str, str]] | None:
        """The marks of the sources, where no file has changed since its digest was remembered; no file is opened."""
        marks = []
        for source in self.sources:
            try:
                sha256 = self.memo.known(source.path)
            except DocumentError as error:
                marks.append((source.path, error.advice))
                continue
            if sha256 is None:
                return None
            marks.append((source.path, self._key(sha256, source.override)))
        return marks

    def part(self, source: Source) -> Part:
        """The part of a source that was read. Raises UsageError where it has vanished since."""
        part = source.part or self.store.part(source.key)
        if part is None:
            where = str(self.store.root)
            raise UsageError("a result that was kept is gone", where=where, remedy="Run the same command again")
        return part

    def _key(self, sha256: str, override: Override) -> str:
        return part_key(sha256, self.rules, self.settings, override)

    def _read(self, numbers: list[int]) -> list[int]:
        """Read these sources; returns those that have to be given out once more."""
        again: list[int] = []
        outcomes = self.read(self._tasks(numbers), self.settings, self.limits)
        try:
            for task, data in outcomes:
                if isinstance(data, PagesRead):
                    self._begin_keeping()
                    self.tell(Report(self.sources[task.number].path, READING, pages=data.done, wanted=data.wanted))
                else:
                    again += self._take(task, data)
        finally:
            if close := getattr(outcomes, "close", None):
                close()
        return again

    def _tasks(self, numbers: list[int]) -> Iterator[Task]:
        """What has to be read: no content twice, and none that the store has."""
        for number in numbers:
            source = self.sources[number]
            try:
                with stage("reading the file"):
                    sha256 = source.sha256 = self.memo.digest(source.path)
            except DocumentError as error:
                self._settle(source, failed_part(self.rules, error.advice))
                continue
            key = self._key(sha256, source.override)
            if key in self._flying:
                self._flying[key].append(number)
            elif key in self._lost:
                self._settle(source, self._lost[key])
            elif (head := self.store.head(key)) is not None:
                source.key = key
                self._report(source, head, cached=True)
            else:
                self._flying[key] = [number]
                yield Task(number, source.path, source.override, sha256)

    def _take(self, task: Task, data: bytes) -> list[int]:
        """Keep what came of a task; returns the other sources of its content where this turned out to be another."""
        head = load_head(data)
        if head.patterns_digest != self.rules:
            raise UsageError("the rules were changed while they were in use", remedy="Run the same command again")
        numbers = self._flying.pop(self._key(task.sha256, task.override))
        others: list[int] = []
        if head.sha256 and head.sha256 != task.sha256:  # the file was written to in the meantime
            self.memo.forget(task.path)
            others = [number for number in numbers if number != task.number]
            numbers = [task.number]
        key = self._key(head.sha256 or task.sha256, task.override)
        if head.lasting:
            self._keep(key, data)
        else:
            self._lost[key] = load(data)
        for number in numbers:
            source = self.sources[number]
            if head.lasting:
                source.key = key
                self._report(source, head, cached=number != task.number)
            else:
                self._settle(source, self._lost[key])
        return others

    def _keep(self, key: str, data: bytes) -> None:
        self._begin_keeping()
        self.store.keep(key, data)

    def _begin_keeping(self) -> None:
        if not self._kept:
            self.before_first()
            self._kept = True

    def _settle(self, source: Source, part: Part) -> None:
        """The source has no part that lasts."""
        source.part = part
        self._report(source, part.head, cached=False)

    def _report(self, source: Source, head: Head, *, cached: bool) -> None:
        self.done += 1
        seconds = 0.0 if cached else sum(head.seconds.values())
        if not cached:
            self.seconds.update(head.seconds)
        said = head.summary
        self.tell(Report(source.path, said.status, said.error, said.pages, seconds, cached, head.trace))
