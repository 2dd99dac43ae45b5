"""Files by path or by URL: a path is this machine's, a URL is what fsspec opens (s3://, az://, memory://).

Only URLs need fsspec. On a file system a file is written beside its place and moved there; an object store shows an
object when all of it is there, so it is put at once.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.batch.store import TEMPORARY
from extractor.containers import read_member, splits_of
from extractor.errors import DocumentError, ExtractorError, UsageError
from extractor.files import MAX_BYTES, check_file, hash_file

INSTALL = "Install it with: pip install '.[cluster]' in the program's folder"

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_FILE = re.compile("(?i)file://")
_WHOLE_OBJECTS = frozenset({"abfs", "abfss", "adl", "az", "gcs", "gs", "memory", "oci", "oss", "r2", "s3", "s3a"})


def is_url(text: str) -> bool:
    """Whether it needs fsspec. ``file://`` does not: see ``plain``."""
    return _URL.match(text) is not None and _FILE.match(text) is None


def plain(text: str) -> str:
    """A ``file://`` URL as a path; all else as it is."""
    return _FILE.sub("", text) if _FILE.match(text) else text


def open_system(url: str) -> tuple[Any, str]:
    """fsspec's file system for a URL, and the path there. Raises UsageError where nothing opens such a URL."""
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise UsageError("a URL needs the package fsspec", where=url, remedy=INSTALL) from None
    try:
        system, path = url_to_fs(url)
    except ImportError as error:
        raise UsageError(f"this kind of URL needs another package ({error})", where=url, remedy="Install it") from None
    except ValueError as error:
        raise UsageError(
            f"this URL cannot be used ({error})", where=url, remedy="Use s3://, az://, or a path"
        ) from None
    return system, str(path)


def fetch(url: str) -> bytes:
    """The bytes that a URL names, also of what is attached to a mail there.

    Raises DocumentError for what is no file, is too large, or cannot be opened.
    """
    container, member = _split(url)
    if member:
        return read_member(fetch(container), member, url)
    with _opening(url):
        system, path = open_system(url)
        size = _check(system, path, url)
        return bytes(system.cat_file(path, start=0, end=size)) if size else b""


def hash_place(place: str) -> tuple[int, str]:
    """The size and the SHA-256 of the file at a path or a URL. Raises DocumentError as ``fetch`` does."""
    if not is_url(place):
        digest = hash_file(place)
        return check_file(place).st_size, digest
    if _split(place)[1]:
        data = fetch(place)
        return len(data), hashlib.sha256(data).hexdigest()
    with _opening(place):
        system, path = open_system(place)
        size = _check(system, path, place)
        with system.open(path, "rb") as file:
            return size, hashlib.file_digest(file, "sha256").hexdigest()


def _split(url: str) -> tuple[str, str]:
    """The URL of the mail and what is attached to it; the URL itself where that is an object of its own."""
    for container, member in splits_of(url):
        with _opening(url):
            system, path = open_system(container)
            if system.isfile(path):
                return container, member
    return url, ""


def _check(system: Any, path: str, url: str) -> int:
    found = system.info(path)
    if found["type"] != "file":
        raise DocumentError("this is no file", where=url, remedy="Give files, or folders that hold some")
    if found["size"] > MAX_BYTES:
        raise DocumentError(f"larger than {MAX_BYTES // 2**20} MB", where=url, remedy="Split it")
    return int(found["size"])


@contextmanager
def _opening(url: str) -> Iterator[None]:
    """Whatever a file system says of a URL that it does not open, as a DocumentError: each has errors of its own."""
    try:
        yield
    except ExtractorError:
        raise
    except Exception as error:
        problem = f"cannot be opened ({explain(error)})"
        raise DocumentError(problem, where=url, remedy="Check that it exists and that you may read it") from error


def explain(error: BaseException) -> str:
    """What an error of another library says, on one line of bounded length."""
    if isinstance(error, FileNotFoundError):
        return "No such file or directory"  # some give the path alone
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return " ".join(str(said).split())[:300]


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder to write to, by path or URL, with names below it as ``text/a.txt``. What a system says goes through."""

    root: str

    def place(self, name: str) -> str:
        """Where the file of that name is."""
        return f"{self.root.rstrip('/')}/{name}" if name else self.root

    def read(self, name: str) -> bytes | None:
        """None where there is no such file."""
        try:
            if not is_url(self.root):
                return Path(self.place(name)).read_bytes()
            system, path = open_system(self.place(name))
            return bytes(system.cat_file(path))
        except (FileNotFoundError, NotADirectoryError):
            return None

    def write(self, name: str, data: bytes) -> None:
        """Whoever looks sees the file as it was, or all of ``data``."""
        place = self.place(name)
        if not is_url(self.root):
            _write_path(Path(place), data)
            return
        system, path = open_system(place)
        if _WHOLE_OBJECTS.intersection((system.protocol,) if isinstance(system.protocol, str) else system.protocol):
            system.pipe_file(path, data)
            return
        parent, _, last = path.rpartition("/")
        temporary = f"{parent}/.{last}-{secrets.token_hex(4)}{TEMPORARY}"
        system.makedirs(parent, exist_ok=True)
        system.pipe_file(temporary, data)
        system.mv(temporary, path)

    def names(self, name: str = "") -> list[str]:
        """What is in the folder, or in one below it; nothing where there is none."""
        try:
            if not is_url(self.root):
                return sorted(path.name for path in Path(self.place(name)).iterdir())
            system, path = open_system(self.place(name))
            system.invalidate_cache()
            listed = system.ls(path, detail=False)
        except (FileNotFoundError, NotADirectoryError):
            return []
        return sorted({str(found).rstrip("/").rpartition("/")[2] for found in listed} - {""})

    def remove(self, name: str) -> None:
        """Remove a file, which may be gone already."""
        with suppress(FileNotFoundError):
            if not is_url(self.root):
                Path(self.place(name)).unlink()
                return
            system, path = open_system(self.place(name))
            system.rm_file(path)


def _write_path(path: Path, data: bytes) -> None:
    temporary = path.with_name(f".{path.name}-{secrets.token_hex(4)}{TEMPORARY}")
    try:
        temporary.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
    try:
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
