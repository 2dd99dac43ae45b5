"""The collector of cyclic garbage, held back while a document is read.

A document is some hundred thousand objects that all live until it is done: to look through them every few hundred new
ones, as Python does, takes a twelfth of all time and finds next to nothing.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_NEW_OBJECTS = 30_000
"""So many more objects make it look: garbage of that many is some 3 MB at most, and 2,000 pages stay below 500 MB."""

_lock = Lock()
_within = 0
_before = (0, 0, 0)


@contextmanager
def held_back() -> Iterator[None]:
    """Python's own thresholds are set again when the last of those within is left."""
    global _within, _before
    with _lock:
        if _within == 0:
            _before = gc.get_threshold()
            if _before[0]:  # 0 where somebody has switched it off
                gc.set_threshold(max(_NEW_OBJECTS, _before[0]), *_before[1:])
        _within += 1
    try:
        yield
    finally:
        with _lock:
            _within -= 1
            if _within == 0:
                gc.set_threshold(*_before)
