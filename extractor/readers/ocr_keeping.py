"""Where the readings of single pages are kept while a long scan is read, so that a run that was killed goes on there.

Whoever runs the readers says where (:func:`kept`); without that nothing is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol


class PageKeeper(Protocol):
    """Keeps bytes by document (its SHA-256) and key."""

    def find(self, sha256: str, key: str) -> bytes | None:
        """What was kept; None where nothing was."""

    def keep(self, sha256: str, key: str, data: bytes) -> None:
        """Keep it for as long as its document is read."""


class PagesWanted(Exception):
    """No failure: these pages (from 0) are to be read first, each by whoever is free, and then the document again."""

    def __init__(self, pages: tuple[int, ...]) -> None:
        super().__init__(pages)
        self.pages = pages


@dataclass(frozen=True, slots=True)
class Keeping:
    """What becomes of pages that have not been read: ``read`` here and now, ``ask`` raises PagesWanted, ``known``
    leaves them unread."""

    keeper: PageKeeper
    unread: str = "read"


_KEEPING: ContextVar[Keeping | None] = ContextVar("keeping", default=None)


@contextmanager
def kept(keeping: Keeping | None) -> Iterator[None]:
    """Within, the readings of pages are taken from the keeper and given to it; with None nothing is kept."""
    token = _KEEPING.set(keeping)
    try:
        yield
    finally:
        _KEEPING.reset(token)


def current_keeping() -> Keeping | None:
    """What is in force here."""
    return _KEEPING.get()
