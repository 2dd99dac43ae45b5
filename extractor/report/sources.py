"""Where the papers' files are: the page links to them, and draws pictures from them."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from extractor.report.data import Paper


@dataclass(frozen=True, slots=True)
class Sources:
    """Finds papers by their path, from the current folder or below ``root``; ``out`` is the folder of the page."""

    out: Path
    root: Path | None = None
    _found: dict[str, Path | None] = field(default_factory=dict)

    def find(self, paper: Paper) -> Path | None:
        """The paper's file; None where there is none at its path."""
        if paper.path not in self._found:
            self._found[paper.path] = next((path for path in self._places(paper) if _is_file(path)), None)
        return self._found[paper.path]

    def link(self, paper: Paper, page: int | None = None) -> str:
        """A URL of the paper, relative to the page where they are on one drive; empty where its file is not found."""
        path = self.find(paper)
        if path is None:
            return ""
        anchor = f"#page={page}" if page and paper.format == "pdf" else ""
        return _url(path, self.out) + anchor

    def _places(self, paper: Paper) -> list[Path]:
        given = Path(paper.path)
        if self.root is None:
            return [given]
        parts = [part for part in PurePosixPath(paper.path.replace("\\", "/")).parts if part not in ("/", "..")]
        return [self.root.joinpath(*parts[first:]) for first in range(len(parts))]


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a NUL, or a name that is too long
        return False


def _url(path: Path, folder: Path) -> str:
    try:
        relative = Path(os.path.relpath(path.absolute(), folder.absolute())).as_posix()
    except ValueError:  # another drive of Windows
        return path.absolute().as_uri()
    return PurePosixPath("/", relative).as_uri().removeprefix("file:///")
