"""Links from an export to the papers: relative where the path was given so, with the page of a PDF."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path, PureWindowsPath

_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")
_WEB = ("http://", "https://")


class Papers:
    """Finds the papers of a dataset from a file that is to stand in ``folder``.

    A relative path was given from a folder that the dataset does not name: it is the present one, or the dataset's
    own, or the one that the dataset stands in, whichever has the file; the present one where none has.
    """

    def __init__(self, dataset: Path, folder: Path) -> None:
        self._bases: Sequence[Path] = (Path.cwd(), dataset.absolute().parent, dataset.absolute())
        self._folder = folder.absolute()

    def link(self, path: str) -> str:
        """A URL: relative to the folder, ``file:`` for an absolute path, empty for a place that is no file.

        Characters that a URL cannot hold are escaped.
        """
        if path.startswith(_WEB):
            return path
        if "://" in path or not path:
            return ""
        if Path(path).is_absolute():
            return _file_url(path)
        found = next((base for base in self._bases if _exists(base / path)), self._bases[0])
        return self.link_to(found / path)

    def link_to(self, file: Path) -> str:
        """A relative URL, as long as the file is on the same drive."""
        try:
            relative = os.path.relpath(file, self._folder)
        except ValueError:  # on another drive
            return _file_url(str(file))
        return escape(Path(relative).as_posix())


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


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name that is too long, or holds a NUL
        return False
