"""Where an export is written: a default name beside the dataset, nothing overwritten that is another's, all at once."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from extractor.errors import UsageError
from extractor.export.tables import APPLICATION_ID

MARK = "council-figures-export"
"""Every file that is exported holds it near its beginning, and is known by it; a database has an id of its own."""

_HEAD_BYTES = 65_536
_PROPERTIES = "docProps/core.xml"
_SQLITE = b"SQLite format 3\0"
_APPLICATION_ID = slice(68, 72)


def choose_file(dataset: Path, out: Path | None, suffixes: Sequence[str], ending: str) -> Path:
    """The file to write. Raises UsageError for a name with a suffix that the format's programs do not open.

    Without ``out`` it stands beside the dataset and is named after it, with ``ending``; so it is in a folder ``out``.
    """
    folder = dataset.absolute()
    name = f"{folder.resolve().name or 'dataset'}{ending}"
    if out is None:
        return folder.resolve().parent / name if dataset.name in ("", "..") else folder.parent / name
    if out.is_dir():
        return out / name
    if out.suffix.lower() not in suffixes:
        remedy = f"Give it a name that ends in {' or '.join(suffixes)}"
        raise UsageError("--out has another ending than this format", where=str(out), remedy=remedy)
    return out


def check_free(file: Path, *, force: bool) -> None:
    """Raise UsageError where something else stands at ``file``: what no export has written, unless ``force``."""
    try:
        if file.is_symlink():
            raise UsageError("this is a link, and nothing is written through one", where=str(file), remedy=_OTHER_NAME)
        if file.is_dir():
            raise UsageError("this is a folder", where=str(file), remedy=_OTHER_NAME)
        if file.exists() and not force and not is_export(file):
            remedy = f"{_OTHER_NAME}, or add --force to overwrite it"
            raise UsageError("this file is no export, and is left as it is", where=str(file), remedy=remedy)
        if not file.parent.is_dir():
            raise UsageError("the folder is not there", where=str(file.parent), remedy="Make it, or give another --out")
    except OSError as error:
        raise _unwritable(file, error) from error


def is_export(file: Path) -> bool:
    """Whether an export has written the file, or there is nothing in it."""
    with file.open("rb") as content:
        head = content.read(_HEAD_BYTES)
    if head.strip() in (b"", b"[]"):
        return True
    if head.startswith(_SQLITE):
        return head[_APPLICATION_ID] == APPLICATION_ID.to_bytes(4, "big")
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as archive:
            return _PROPERTIES in archive.namelist() and MARK.encode() in archive.read(_PROPERTIES)
    return MARK.encode() in head or _is_packed_export(file)


@contextmanager
def writing(files: Sequence[Path]) -> Iterator[list[Path]]:
    """Paths to write, which are moved to ``files`` at the end, or removed where anything fails.

    The paths are in a folder beside the first file. Raises UsageError where that cannot be written.
    """
    first = files[0]
    try:
        with tempfile.TemporaryDirectory(prefix=f".{first.name}.", dir=first.parent) as folder:
            written = [Path(folder) / file.name for file in files]
            yield written
            for source, file in zip(written, files, strict=True):
                os.chmod(source, 0o666 & ~_umask())  # noqa: PTH101
                source.replace(file)
    except (OSError, sqlite3.OperationalError) as error:
        raise _unwritable(first, error) from error


_OTHER_NAME = "Give --out another name"


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _is_packed_export(file: Path) -> bool:
    """Whether the mark stands in what zlib has packed, which is how spaCy writes; read piece by piece."""
    unpacker = zlib.decompressobj()
    tail = b""
    try:
        with file.open("rb") as content:
            while piece := content.read(_HEAD_BYTES):
                tail += unpacker.decompress(piece)
                if MARK.encode() in tail:
                    return True
                tail = tail[-len(MARK) :]
    except zlib.error:
        return False
    return False


def _unwritable(file: Path, error: Exception) -> UsageError:
    reason = (error.strerror if isinstance(error, OSError) else None) or error
    return UsageError(f"the export cannot be written ({reason})", where=str(file), remedy=_OTHER_NAME)
