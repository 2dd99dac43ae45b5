"""What keeps a worker in bounds: it leaves when a document takes too much memory, and when its parent is gone."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import parent_process
from multiprocessing.connection import wait
from threading import Lock, Thread

import psutil

MEMORY_EXIT = 77
"""The exit code of a worker whose document took too much memory."""

_LOOK_S = 0.1
_MB = 2**20


class _Watch:
    """``armed``: a document is being read. The lock keeps the worker from leaving in the middle of handing over one."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.armed = False


_WATCH = _Watch()


def prepare_worker(memory_mb: int, silent: bool) -> None:
    """Called once in each worker. ``silent``: what libraries print on stderr is thrown away."""
    # nothing of a worker is worth saving: it ends at once when told to, in the middle of a long call too
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if silent:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)
    if memory_mb:
        _limit_addresses(memory_mb)
    Thread(target=_keep_watch, args=(memory_mb * _MB,), daemon=True).start()


@contextmanager
def armed() -> Iterator[None]:
    """A document is read within: only there does the worker leave for want of memory."""
    with _WATCH.lock:
        _WATCH.armed = True
    try:
        yield
    finally:
        with _WATCH.lock:
            _WATCH.armed = False


def _keep_watch(most: int) -> None:
    parent, own = parent_process(), psutil.Process()
    gone = [parent.sentinel] if parent is not None else []
    while True:
        if wait(gone, _LOOK_S):
            os._exit(1)
        with _WATCH.lock:
            if most and _WATCH.armed and own.memory_info().rss > most:
                os._exit(MEMORY_EXIT)


def _limit_addresses(memory_mb: int) -> None:
    """A backstop for what grows faster than the watch looks: wider, as addresses count that are never written to."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = psutil.Process().memory_info().vms + 2 * memory_mb * _MB
    with suppress(ValueError, OSError):  # macOS knows the limit and does not take it
        resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
