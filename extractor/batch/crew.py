"""Hands tasks to the workers of a Dask cluster: as many at a time as keep them busy, each again where it is lost."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from extractor.batch.parcel import Parcel
from extractor.batch.places import INSTALL, explain, plain
from extractor.batch.tasks import Job, Stretch, singles
from extractor.errors import ExtractorError, UsageError

Load = TypeVar("Load", bound="Sequence[Any] | Stretch")

LOCAL = "local"
_CONNECT_S = 30
_LEAST_AHEAD = 64  # loads that are given out: a cluster that grows by itself grows by what waits
_AHEAD = 3  # loads a thread
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Lost:
    """A load that no worker brought back; ``reason`` is for a person."""

    reason: str


@contextmanager
def connect(scheduler: str, jobs: int) -> Iterator[Any]:
    """A client of the scheduler at an address, of one that the file ``file:PATH`` names, or of ``jobs`` threads here.

    Raises UsageError where Dask is not installed, or nothing answers.
    """
    try:
        from distributed import Client, LocalCluster
    except ImportError:
        raise UsageError("--scheduler needs the package distributed", remedy=INSTALL) from None
    if scheduler == LOCAL:
        status = {"dashboard_address": "127.0.0.1:0", "worker_dashboard_address": "127.0.0.1:0"}
        with (
            LocalCluster(1, processes=False, threads_per_worker=max(jobs, 1), **status) as cluster,
            Client(cluster, set_as_default=False) as client,
        ):
            yield client
        return
    named = plain(scheduler).removeprefix("file:") if scheduler.startswith("file:") else ""
    if named and not Path(named).is_file():
        raise UsageError("there is no such file", where=named, remedy="Give the file that dask scheduler wrote")
    try:
        address = {"scheduler_file": named} if named else {"address": scheduler}
        client = Client(**address, timeout=_CONNECT_S, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        remedy = "Give the address that dask scheduler printed, as tcp://HOST:8786"
        raise UsageError(f"no scheduler answers there ({explain(error)})", where=scheduler, remedy=remedy) from error
    with client:
        yield client


@dataclass(slots=True)
class Crew:
    """Gives out the tasks of one job. ``client`` is a distributed Client."""

    client: Any
    job: Job
    parcel: Parcel
    token: str = field(default_factory=lambda: secrets.token_hex(4))
    _flying: dict[str, tuple[Any, Any, int]] = field(default_factory=dict)
    """The load, its future, and how often it was given out, by key."""
    _given: int = 0
    _rules: Any = None

    def each(self, work: Callable[..., Any], loads: Iterable[Load]) -> Iterator[tuple[Load, Any]]:
        """Each load with what ``work`` made of it, as it comes, or with why it is Lost.

        A load that was lost with its worker is taken apart first, so that one document costs no other. Raises
        ExtractorError where a worker does, and UsageError where the scheduler is gone.
        """
        from distributed import as_completed

        coming = as_completed(loop=self.client.loop)
        waiting = iter(loads)
        try:
            while True:
                for load in islice(waiting, self._room()):
                    self._submit(coming, work, load)
                if not self._flying:
                    return
                future = next(coming)
                load, _, tries = self._flying.pop(future.key)
                made = self._outcome(future)
                if isinstance(made, Lost) and tries < _TRIES and not made.reason.startswith(_DIED):
                    self._submit(coming, work, load, tries + 1)
                elif isinstance(made, Lost) and (parts := singles(load)):
                    for part in parts:
                        self._submit(coming, work, part, 1)
                else:
                    yield load, made
        finally:
            self._cancel()

    def _submit(self, coming: Any, work: Callable[..., Any], load: Any, tries: int = 1) -> None:
        if self._rules is None:  # a task of its own, so that a worker that comes later gets the rules too
            self._rules = self.client.submit(_same, self.parcel, key=f"rules-{self.token}")
        self._given += 1
        key = f"{work.__name__}-{self.token}-{self._given}"
        future = self.client.submit(work, self.job, self._rules, key, load, key=key)
        self._flying[key] = load, future, tries
        coming.add(future)

    def threads(self) -> int:
        """How many tasks the cluster does at a time now; 1 where it has no worker yet."""
        return max(sum(int(threads) for threads in self.client.nthreads().values()), 1)

    def _room(self) -> int:
        return max(max(_AHEAD * self.threads(), _LEAST_AHEAD) - len(self._flying), 0)

    def _outcome(self, future: Any) -> Any:
        """What a task made, or why it is lost. Raises ExtractorError where no other would fare better."""
        from distributed import KilledWorker

        if future.status not in ("finished", "error"):
            remedy = "The same command goes on from there"
            raise UsageError("the scheduler is gone, or has given up this run", remedy=remedy)
        error = future.exception()
        if error is None:
            return future.result()
        if isinstance(error, ExtractorError):
            raise error
        if isinstance(error, KilledWorker):
            return Lost(f"{_DIED} each time. Leave it out, or give workers more memory")
        if isinstance(error, ImportError | AttributeError) or "deserializ" in str(error):
            remedy = "Install the same version of the program on the scheduler's machine and on every worker's"
            raise UsageError(f"a machine of the cluster lacks the program ({explain(error)})", remedy=remedy)
        return Lost(f"internal error ({type(error).__name__}: {explain(error)}). Run the same command again")

    def _cancel(self) -> None:
        futures = [future for _, future, _ in self._flying.values()]
        self._flying.clear()
        with suppress(Exception):  # the scheduler may be gone, which is as good
            if futures:
                self.client.cancel(futures, force=True)


_DIED = "the worker that read it died"


def _same(parcel: Parcel) -> Parcel:
    return parcel
