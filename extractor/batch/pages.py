"""Scanned pages that are kept one by one: a long scan that was killed goes on there, and rules may change without it.

A page is kept for as long as its document is among those of the dataset: reading it is what takes the time.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from extractor.batch.places import Folder, is_url

PAGES_FOLDER = "pages"
_SUFFIX = ".page"


@dataclass(frozen=True, slots=True)
class PageStore:
    """Keeps readings below ``root``, a path or a URL, in a folder a document. What cannot be kept is read again."""

    root: str

    def find(self, sha256: str, key: str) -> bytes | None:
        """What was kept; None where nothing was."""
        try:
            return Folder(self.root).read(_place(sha256, key))
        except Exception:  # each file system has errors of its own
            return None

    def keep(self, sha256: str, key: str, data: bytes) -> None:
        """Keep the reading of a page."""
        with suppress(Exception):
            Folder(self.root).write(_place(sha256, key), data)

    def prune(self, documents: Collection[str]) -> None:
        """Remove what is kept of all documents but these (by SHA-256); only in a folder of this machine."""
        if is_url(self.root):
            return
        for folder in Path(self.root).glob("??/*"):
            if folder.name not in documents:
                shutil.rmtree(folder, ignore_errors=True)


def _place(sha256: str, key: str) -> str:
    return f"{sha256[:2]}/{sha256}/{key}{_SUFFIX}"
