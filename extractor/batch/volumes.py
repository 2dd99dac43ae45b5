"""Scans that are read page by page: each page is a task of its own for whichever worker is free.

So a scan of many pages takes as many workers as there are, no page has less time than a document, and a run that is
stopped loses no more than the pages that were under way. At the end the document is read with all that is known.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace

from extractor.batch.pages import PageStore
from extractor.files import Override
from extractor.readers.ocr_keeping import Keeping

_TRIES = 2


@dataclass(frozen=True, slots=True)
class Task:
    """A document to read; ``sha256`` is what its bytes were when it was given out.

    ``closed``: its scanned pages were read before, and those of which nothing is known are left unread.
    """

    number: int
    path: str
    override: Override
    sha256: str
    closed: bool = False


@dataclass(frozen=True, slots=True)
class PageTask:
    """A scanned page (from 0) of a document; ``tries`` counts how often it was given out."""

    task: Task
    page: int
    tries: int = 1


@dataclass(frozen=True, slots=True)
class PagesRead:
    """Of a document that is under way ``done`` of the ``wanted`` pages are read."""

    done: int
    wanted: int


@dataclass(slots=True)
class Volumes:
    """The documents whose pages are being read."""

    queue: deque[PageTask] = field(default_factory=deque)
    _counts: dict[int, PagesRead] = field(default_factory=dict)

    def begin(self, task: Task, pages: tuple[int, ...]) -> PagesRead:
        """These pages of the document are to be read."""
        self.queue.extend(PageTask(task, page) for page in pages)
        self._counts[task.number] = PagesRead(0, len(pages))
        return self._counts[task.number]

    def again(self, page: PageTask) -> bool:
        """Put a page that was lost at the end of the queue; False where it was tried often enough."""
        if page.tries >= _TRIES:
            return False
        self.queue.append(replace(page, tries=page.tries + 1))
        return True

    def end(self, page: PageTask) -> tuple[PagesRead, Task | None]:
        """The page is done; returns how far its document is, and the document where that was the last."""
        count = self._counts[page.task.number]
        count = self._counts[page.task.number] = replace(count, done=count.done + 1)
        if count.done < count.wanted:
            return count, None
        del self._counts[page.task.number]
        return count, replace(page.task, closed=True)


def keeping_at(place: str, task: Task) -> Keeping | None:
    """What is done with the scanned pages of a document, whose readings are kept at ``place``; None where none are."""
    return Keeping(PageStore(place), "known" if task.closed else "ask") if place else None
