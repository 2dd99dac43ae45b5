"""Links from an export to the papers: relative where the path was given so, with the page of a PDF."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath

from extractor.containers import splits_of
from extractor.errors import UsageError

_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")
_WEB = ("http://", "https://")


class Papers:
    """Finds the papers of a dataset from a file that is to stand in ``folder``.

    A relative path was given from a folder that the dataset does not name: it is the present one, or the one that the
    dataset stands in, or the dataset's own, whichever has the file; the present one where none has. ``sources`` is the
    folder below which the papers are now, where they have moved: a path is looked for there by as much of its end as
    fits. UsageError where there is no such folder.
    """

    def __init__(self, dataset: Path, folder: Path, sources: Path | None = None) -> None:
        if sources is not None and not sources.is_dir():
            remedy = "Give --sources the folder that holds the papers"
            raise UsageError("no such folder", where=str(sources), remedy=remedy)
        self._bases: Sequence[Path] = (Path.cwd(), dataset.absolute().parent, dataset.absolute())
        self._folder, self._sources = folder.absolute(), sources

    def link(self, path: str, fragment: str = "") -> str:
        """A URL: relative to the folder, ``file:`` for an absolute path, empty for a place that is no file.

        Characters that a URL cannot hold are escaped. What is attached to a mail is linked by the mail, without the
        ``fragment``.
        """
        if path.startswith(_WEB):
            return path + fragment
        if "://" in path or not path:
            return ""
        for container, _ in splits_of(path):
            if any(map(_is_file, self._places(container))):
                return self._link(container)
        return self._link(path) + fragment

    def link_to(self, file: Path) -> str:
        """A relative URL, as long as the file is on the same drive."""
        try:
            relative = os.path.relpath(file, self._folder)
        except ValueError:  # on another drive
            return _file_url(str(file))
        return escape(Path(relative).as_posix())

    def _link(self, path: str) -> str:
        places = list(self._places(path))
        found = next((place for place in places if _is_file(place)), None)
        if Path(path).is_absolute() and (found is None or self._sources is None):
            return _file_url(path)
        return self.link_to(found or self._bases[0] / path)

    def _places(self, path: str) -> Iterator[Path]:
        """Where the file may be, the likeliest first."""
        if self._sources is not None:
            parts = [part for part in PurePosixPath(path.replace("\\", "/")).parts if part not in ("/", "..")]
            yield from (self._sources.joinpath(*parts[first:]).absolute() for first in range(len(parts)))
        yield from (base / path for base in self._bases)


def page_fragment(format: str, page: int | None) -> str:
    """``#page=3`` for a page of a PDF (RFC 3778); empty for other formats."""
    return f"#page={page}" if format == "pdf" and page else ""


def escape(path: str) -> str:
    """The path with every byte that is not plain in a URL as ``%XX``; a lone surrogate is the byte it stands for."""
    return "".join(chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in os.fsencode(path))


def _file_url(path: str) -> str:
    drive = PureWindowsPath(path).drive if os.name == "nt" else ""
    rest = Path(path).as_posix().removeprefix(drive)
    return f"file://{'/' if drive else ''}{drive}{escape(rest)}"


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that is too long, or holds a NUL
        return False
