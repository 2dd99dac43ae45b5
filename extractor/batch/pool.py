"""Workers: processes that each read one document after the other, and what becomes of one that takes too much.

A document that takes too long ends its worker, and is failed. One whose worker was killed, or left for want of memory,
is read once more at the end, alone and in a fresh worker, so that it is not blamed for what others used; then it is
failed.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import psutil

from extractor.batch.pages import PageStore
from extractor.batch.parts import dump
from extractor.batch.volumes import PagesRead, PageTask, Task, Volumes, keeping_at
from extractor.batch.work import OUT_OF_MEMORY, failed_part, internal_error, read_page, read_part
from extractor.errors import ExtractorError, UsageError
from extractor.files import Override
from extractor.readers.ocr_keeping import PagesWanted, kept
from extractor.settings import Settings, rules_digest

if TYPE_CHECKING:
    from concurrent.futures import Future

    from pebble import ProcessPool

TIMEOUT_S = 300.0
MEMORY_MB = 2048

_AHEAD = 3  # documents a worker that are given out: enough that none waits for the next
_TASKS_PER_WORKER = 100  # then a fresh one takes its place, so that what libraries leak does not add up
_STALL_S = 120.0
_TURN_S = 1.0
_MOST_RESTARTS = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """``jobs`` workers, 0 for none: then documents are read in this process, and nothing limits them.

    ``timeout_s`` and ``memory_mb`` are for each document, and for each scanned page; 0 is no limit. ``silent`` throws
    away what libraries print. ``pages`` is where the readings of scanned pages are kept, a path or a URL; where it is
    empty they are read with their document.
    """

    jobs: int = 0
    timeout_s: float = TIMEOUT_S
    memory_mb: int = MEMORY_MB
    silent: bool = False
    pages: str = ""


Outcome = tuple[Task, bytes | PagesRead]
"""A document and its part as ``dump`` writes it, or how far it is: its part comes later then."""


def default_jobs() -> int:
    """The cores that this process may use."""
    try:
        cores = len(psutil.Process().cpu_affinity() or ())
    except (AttributeError, psutil.Error):
        cores = 0  # macOS has no affinity
    cores = cores or os.cpu_count() or 1
    return min(cores, _container_cores() or cores)


def _container_cores() -> int:
    """How many cores a container on Linux may use, rounded up; 0 where nothing says so."""
    try:
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text(encoding="ascii").split()
        return -(-int(quota) // int(period))
    except (OSError, ValueError):
        return 0


ReadOne = Callable[[str, Settings, Override], bytes]
"""What a worker does with a document; it is known there by its name."""


def read_one(path: str, settings: Settings, override: Override) -> bytes:
    """One document, as the bytes of its part."""
    return dump(read_part(path, settings, override))


def read_all(tasks: Iterable[Task], settings: Settings, limits: Limits, read: ReadOne = read_one) -> Iterator[Outcome]:
    """Read documents, each outcome as it comes. ``tasks`` is asked for more when a worker is free.

    Raises ExtractorError where the rules are at fault. Closing the iterator ends the workers.
    """
    if not limits.jobs:
        return _read_here(tasks, settings, limits.pages, read)
    return _Workers(settings, limits, read).read(iter(tasks))


def _read_here(tasks: Iterable[Task], settings: Settings, pages: str, read: ReadOne) -> Iterator[Outcome]:
    volumes = Volumes()
    for task in tasks:
        made = _read_or_ask(read, task, settings, pages)
        if isinstance(made, tuple):
            yield task, volumes.begin(task, made)
            while volumes.queue:
                page = volumes.queue.popleft()
                read_page(task.path, settings, page.page, PageStore(pages))
                yield task, volumes.end(page)[0]
            made = _read_or_ask(read, replace(task, closed=True), settings, pages)
        if isinstance(made, bytes):
            yield task, made


def _read_or_ask(read: ReadOne, task: Task, settings: Settings, pages: str) -> bytes | tuple[int, ...]:
    """The part of a document, or the scanned pages of it that have to be read first."""
    try:
        with kept(keeping_at(pages, task)):
            return read(task.path, settings, task.override)
    except PagesWanted as wanted:
        return wanted.pages


def _read_within_bounds(read: ReadOne, task: Task, settings: Settings, pages: str) -> bytes | tuple[int, ...]:
    from extractor.batch.guard import armed

    with armed():
        return _read_or_ask(read, task, settings, pages)


def _read_page_within_bounds(path: str, settings: Settings, page: int, pages: str) -> None:
    from extractor.batch.guard import armed

    with armed():
        read_page(path, settings, page, PageStore(pages))


@dataclass(slots=True)
class _Workers:
    settings: Settings
    limits: Limits
    read_one: ReadOne
    alone: list[Task] = field(default_factory=list)
    """Documents that are to be read once more."""
    waiting: dict[Future[Any], Task | PageTask] = field(default_factory=dict)
    volumes: Volumes = field(default_factory=Volumes)
    restarts: int = 0
    pool: ProcessPool | None = None

    def read(self, tasks: Iterator[Task]) -> Iterator[Outcome]:
        try:
            yield from self._read(tasks, self.limits.jobs)
            for task in self.alone:
                self._stop()
                yield from self._read(iter([task]), 1, last=True)
        finally:
            self._stop()

    def _read(self, tasks: Iterator[Task], jobs: int, *, last: bool = False) -> Iterator[Outcome]:
        returned: list[Task | PageTask] = []  # from a pool that broke, and scans whose pages are read
        while True:
            room = jobs * _AHEAD - len(self.waiting)
            while room > 0 and (task := self._next(returned, tasks)) is not None:
                if not self._give_out(task, jobs):
                    returned.append(task)
                    returned += self._give_up()
                    break
                room -= 1
            if not self.waiting:
                if returned:
                    continue
                return
            done = self._wait()
            if not done:
                returned += self._give_up()
            for future in done:
                task = self.waiting.pop(future)
                try:
                    if isinstance(task, PageTask):
                        yield from self._end_page(task, future, returned)
                        continue
                    data = self._outcome(task, future, last)
                except BrokenProcessPool:
                    returned.append(task)
                    continue
                self.restarts = 0
                if isinstance(data, tuple):
                    yield task, self.volumes.begin(task, data)
                elif data is not None:
                    yield task, data

    def _next(self, returned: list[Task | PageTask], tasks: Iterator[Task]) -> Task | PageTask | None:
        """What is given out next; pages before other documents, so that no more than a few scans are under way."""
        if returned:
            return returned.pop()
        return self.volumes.queue.popleft() if self.volumes.queue else next(tasks, None)

    def _end_page(self, page: PageTask, future: Future[Any], returned: list[Task | PageTask]) -> Iterator[Outcome]:
        """Say how far the document is; it is given out again when all of its pages are. Raises BrokenProcessPool."""
        error = future.exception()
        if isinstance(error, BrokenProcessPool):
            raise error
        self.restarts = 0
        if error is not None and self.volumes.again(page):
            return
        count, task = self.volumes.end(page)
        if task is not None:
            returned.append(task)
        yield page.task, count

    def _wait(self) -> set[Future[Any]]:
        """What has come back; nothing where the pool seems to be stuck."""
        begun = monotonic()
        while True:
            # in short turns: on Windows Ctrl-C is only heard of between them
            done, _ = wait(self.waiting, timeout=_TURN_S, return_when=FIRST_COMPLETED)
            if done or monotonic() - begun > self._patience():
                return done

    def _patience(self) -> float:
        """How long nothing may come back: longer than the slowest document may take."""
        return self.limits.timeout_s * 2 + _STALL_S if self.limits.timeout_s else float("inf")

    def _outcome(self, task: Task, future: Future[Any], last: bool) -> bytes | tuple[int, ...] | None:
        """The part, or the pages that are to be read first; None where the document is to be read once more, alone.

        Raises BrokenProcessPool.
        """
        from pebble import ProcessExpired

        try:
            made = future.result()
            return made if isinstance(made, tuple) else bytes(made)
        except (ExtractorError, BrokenProcessPool):
            raise  # of the rules every other document would say the same
        except TimeoutError:
            return self._failed(task, f"not read within {self.limits.timeout_s:g} seconds. {_LONGER}")
        except ProcessExpired as error:
            if not last:
                self.alone.append(task)
                return None
            return self._failed(task, _expired(error.exitcode))
        except Exception as error:
            return self._failed(task, internal_error(error), traceback.format_exc())

    def _failed(self, task: Task, problem: str, trace: str = "") -> bytes:
        return dump(failed_part(rules_digest(self.settings), problem, task.sha256, trace))

    def _give_out(self, task: Task | PageTask, jobs: int) -> bool:
        """False where the pool is broken."""
        try:
            pool = self.pool or self._start(jobs)
            timeout = self.limits.timeout_s or None
            future: Future[Any]
            if isinstance(task, PageTask):
                wanted = (task.task.path, self.settings, task.page, self.limits.pages)
                future = pool.schedule(_read_page_within_bounds, args=wanted, timeout=timeout)
            else:
                plain = replace(task, override=dict(task.override))
                arguments = (self.read_one, plain, self.settings, self.limits.pages)
                future = pool.schedule(_read_within_bounds, args=arguments, timeout=timeout)
        except RuntimeError:
            return False
        self.waiting[future] = task
        return True

    def _give_up(self) -> list[Task | PageTask]:
        """End a pool that broke; what it had is to be given out again. Raises UsageError where none ever works."""
        self.restarts += 1
        if self.restarts > _MOST_RESTARTS:
            raise UsageError("the workers end as soon as they begin", remedy="Give --jobs 0, which works without any")
        returned = list(self.waiting.values())
        self.waiting.clear()
        self._stop()
        return returned

    def _start(self, jobs: int) -> ProcessPool:
        from pebble import ProcessPool

        from extractor.batch.guard import prepare_worker

        self.pool = ProcessPool(
            max_workers=jobs,
            max_tasks=_TASKS_PER_WORKER,
            initializer=prepare_worker,
            initargs=(self.limits.memory_mb, self.limits.silent),
            context=_context(self.settings),
        )
        return self.pool

    def _stop(self) -> None:
        if self.pool is not None:
            self.pool.stop()  # type: ignore[no-untyped-call]
            self.pool.join()
            self.pool = None


_LONGER = "Raise --timeout, or split the document"


def _expired(code: int) -> str:
    from extractor.batch.guard import MEMORY_EXIT

    if code == MEMORY_EXIT:
        return OUT_OF_MEMORY
    how = f"signal {-code}" if code < 0 else f"exit code {code}"
    remedy = "Leave it out, or report it with the file; on a machine that is short of memory use fewer --jobs"
    return f"the worker that read it was ended, twice ({how}). {remedy}"


def _context(settings: Settings) -> Any:
    """Processes are forked from one that has imported all; on Windows each imports for itself."""
    if sys.platform == "win32" or "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    own_rules = settings.patterns or settings.catalogue
    context.set_forkserver_preload(["extractor.batch.work" if own_rules else "extractor.batch.warm"])
    return context
