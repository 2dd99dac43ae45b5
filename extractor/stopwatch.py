"""Where the time goes: seconds by stage of the work, each stage without what another stage within it took.

A stage is timed where it is (``with stage("tables"): ...``), so that no function has to pass a clock on. Without a
running :class:`Stopwatch` in the same thread a stage costs a look-up and nothing is kept.
"""

from __future__ import annotations

from contextvars import ContextVar, Token
from time import perf_counter


class Stopwatch:
    """Keeps ``seconds`` by stage for as long as it is entered."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.within: list[float] = [0.0]
        """For each stage that is under way, the seconds of the stages within it."""
        self._token: Token[Stopwatch | None] | None = None

    def __enter__(self) -> Stopwatch:
        self._token = _RUNNING.set(self)
        return self

    def __exit__(self, *_: object) -> None:
        if self._token is not None:
            _RUNNING.reset(self._token)


_RUNNING: ContextVar[Stopwatch | None] = ContextVar("stopwatch", default=None)


class stage:
    """The time between entering and leaving counts for the stage ``name``."""

    __slots__ = ("_begun", "_name", "_watch")

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        self._watch = _RUNNING.get()
        if self._watch is not None:
            self._watch.within.append(0.0)
            self._begun = perf_counter()

    def __exit__(self, *_: object) -> None:
        watch = self._watch
        if watch is not None:
            taken = perf_counter() - self._begun
            inner = watch.within.pop()
            watch.within[-1] += taken
            watch.seconds[self._name] = watch.seconds.get(self._name, 0.0) + taken - inner
