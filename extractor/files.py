"""The files of a run: which ones the given paths name, their bytes, and what a metadata.csv beside them says."""

from __future__ import annotations

import csv
import glob
import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, TextIO

from extractor.containers import MAX_MAIL_BYTES, is_mail_name, members_of, place_of, read_member
from extractor.dataset.descriptor import FILE_NAME, is_written
from extractor.dataset.schema import DOCUMENT_KINDS
from extractor.dataset.writers import MARKER
from extractor.errors import DocumentError, UsageError

MAX_BYTES = 512 * 1024 * 1024
_PIECE_BYTES = 1024 * 1024
MAX_METADATA_BYTES = 16 * 1024 * 1024  # 100,000 papers
METADATA = "metadata.csv"

Override = Mapping[str, str]
"""What a user says of a paper, by column of metadata.csv; it goes before what the paper says of itself."""

_METADATA_COLUMNS = ("path", "authority", "date", "title", "committee", "kind")
LEFTOVERS = frozenset({METADATA, "thumbs.db", "desktop.ini"})


def find_files(paths: Sequence[str], attached: Callable[[str], list[str]] | None = None) -> list[str]:
    """Every file that the given files, folders and globs name, each once, in order; behind a mail what is attached to
    it (``inbox/mail.eml/paper.pdf``), which ``attached`` names, or else ``list_attached``.

    In folders, hidden files, what other programs leave behind, and datasets that this program wrote are passed over;
    links are followed, each folder is read once. A folder that cannot be listed stands for itself, and so does a path
    that names nothing, so that it is heard of. Raises UsageError where none of the paths names anything.
    """
    found: dict[str, None] = {}
    absent: list[str] = []
    for given in paths:
        named = _named(given)
        if not named:
            absent.append(given)
            found[given] = None
        for path in named:
            inner = sorted(_walk(path)) if _is_folder(path) else [path]
            for file in inner:
                if file.name.lower() != METADATA:
                    found.update(dict.fromkeys(_with_attached(file.as_posix(), attached or list_attached)))
    if absent and len(absent) == len(found):
        remedy = "Check the path; quote it if it holds spaces"
        raise UsageError("no such file or folder", where=absent[0] or "''", remedy=remedy)
    return list(found)


def _with_attached(path: str, attached: Callable[[str], list[str]]) -> list[str]:
    return [path, *(f"{path}/{name}" for name in attached(path))] if is_mail_name(path) else [path]


def list_attached(path: str) -> list[str]:
    """The names of what is attached to the mail at ``path``; none where it cannot be read, which its own row says."""
    try:
        return members_of(read_bytes(path)) if check_file(path).st_size <= MAX_MAIL_BYTES else []
    except DocumentError:
        return []


def _named(given: str) -> list[Path]:
    """The path itself, or what it matches as a glob; a place that several matches lead to, by the shortest."""
    if place_of(given)[1]:
        return [Path(given)]
    try:
        # Path.glob takes no absolute pattern
        matches = [given] if os.path.lexists(given) else glob.glob(given, recursive=True)  # noqa: PTH207
    except ValueError:  # a NUL in the path
        matches = []
    places: dict[tuple[str, str], Path] = {}
    for match in sorted(map(Path, matches), key=lambda path: (len(path.parts), path)):
        places.setdefault((os.path.realpath(match.parent), match.name), match)
    return sorted(places.values())


def _walk(root: Path) -> Iterator[Path]:
    """The files under ``root``; real folders before linked ones, so that a file goes by its own path."""
    folders: list[Path] = [root]
    links: list[Path] = []
    seen: set[tuple[int, int]] = set()
    while folders or links:
        folder = folders.pop() if folders else links.pop(0)
        try:
            status = folder.stat()
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError:
            yield folder
            continue
        if (status.st_dev, status.st_ino) in seen or _is_output(folder, {entry.name for entry in entries}):
            continue
        seen.add((status.st_dev, status.st_ino))
        for entry in entries:
            path = folder / entry.name
            if entry.name.startswith((".", "~$")) or entry.name.lower() in LEFTOVERS:
                continue
            if _is_folder(path):
                (links if entry.is_symlink() else folders).append(path)
            elif entry.is_symlink() or entry.is_file():
                yield path


def _is_folder(path: Path) -> bool:
    """False also where that cannot be told: reading it will say why."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _is_output(folder: Path, names: set[str]) -> bool:
    """Whether this program wrote the folder: a dataset, finished or not."""
    return MARKER in names or (FILE_NAME in names and is_written(folder))


def read_bytes(path: str) -> bytes:
    """The bytes of a file, or of what is attached to a mail.

    Raises DocumentError for what is no file, is too large, or cannot be opened.
    """
    container, member = place_of(path)
    with _opening(path):
        check_file(container)
        data = _read_regular(container)
    return read_member(data, member, path) if member else data


def hash_file(path: str) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal. Raises DocumentError as ``read_bytes`` does."""
    if place_of(path)[1]:
        return hashlib.sha256(read_bytes(path)).hexdigest()
    with _opening(path):
        check_file(path)
        digest = hashlib.sha256()
        with _open_regular(path) as (file, size):
            while size >= 0 and (piece := file.read(_PIECE_BYTES)):
                digest.update(piece)
                size -= len(piece)
        return digest.hexdigest()


def check_file(path: str) -> os.stat_result:
    """The status of a file that may be read; of an attachment, its mail's. Raises DocumentError as ``read_bytes``."""
    with _opening(path):
        status = Path(place_of(path)[0]).stat()
        if stat.S_ISDIR(status.st_mode):
            os.scandir(path).close()
        if not stat.S_ISREG(status.st_mode):
            raise DocumentError("this is no file", where=path, remedy="Give files, or folders that hold some")
        if status.st_size > MAX_BYTES:
            raise DocumentError(f"larger than {MAX_BYTES // 2**20} MB", where=path, remedy="Split it")
        return status


@contextmanager
def _opening(path: str) -> Iterator[None]:
    """What the system says of a file it does not open, as a DocumentError."""
    try:
        yield
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        problem = f"cannot be opened ({getattr(error, 'strerror', None) or error})"
        raise DocumentError(problem, where=path, remedy="Check that it exists and that you may read it") from error


def _read_regular(path: str) -> bytes:
    """The bytes of a file, as many as are allowed whatever its status said."""
    with _open_regular(path) as (file, size):
        data = file.read(min(size, MAX_BYTES) + 1)
    if len(data) > size:
        raise DocumentError("the file grew while it was read", where=path, remedy="Copy it, and give the copy")
    if len(data) < size:
        raise DocumentError("the file shrank while it was read", where=path, remedy="Copy it, and give the copy")
    return data


@contextmanager
def _open_regular(path: str) -> Iterator[tuple[BinaryIO, int]]:
    """A file and its size; never waits for a pipe or a device that has taken its place since it was checked."""
    with open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb") as file:  # noqa: PTH123
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise DocumentError("this is no file", where=path, remedy="Give files, or folders that hold some")
        yield file, status.st_size


def read_metadata(path: str, tables: dict[Path, dict[str, Override]]) -> Override:
    """What the metadata.csv beside a file says of it; ``tables`` keeps those that have been read.

    Its columns are path (the file's name, or ``mail.eml/paper.pdf``), authority, date, title, committee and kind.
    Raises UsageError where it has others, or a cell that is no date or kind.
    """
    container, member = place_of(path)
    beside = Path(container).parent / METADATA
    if beside not in tables:
        tables[beside] = _read_table(beside) if _is_there(beside) else {}
    name = Path(container).name
    return tables[beside].get(f"{name}/{member}" if member else name, {})


def _is_there(path: Path) -> bool:
    """Whether a file is there that is one; False for a pipe, and for a path that no system knows."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _read_table(path: Path) -> dict[str, Override]:
    try:
        if path.stat().st_size > MAX_METADATA_BYTES:
            problem = f"larger than {MAX_METADATA_BYTES // 2**20} MB"
            raise UsageError(problem, where=str(path), remedy="One row a paper is enough")
        with path.open(newline="", encoding="utf-8-sig") as handle:
            return parse_table(handle, str(path), lambda name: _is_beside(path, name))
    except UnicodeDecodeError as error:
        raise UsageError(f"not a CSV file in UTF-8 ({error})", where=str(path), remedy="Save it as CSV UTF-8") from None
    except OSError as error:
        problem = f"cannot be opened ({error.strerror or error})"
        raise UsageError(problem, where=str(path), remedy="Close it elsewhere, or move it away") from None


def parse_table(handle: TextIO, where: str, exists: Callable[[str], bool]) -> dict[str, Override]:
    """A metadata.csv; ``exists`` says whether a file of that name is beside it. Raises UsageError."""
    try:
        # A spreadsheet writes what its country uses between the cells, and people write "Path".
        first = handle.readline()
        handle.seek(0)
        reader = csv.DictReader(handle, delimiter=max(",;\t", key=first.count))
        columns = [name.strip().lower() for name in reader.fieldnames or ()]
        if "path" not in columns or set(columns) - set(_METADATA_COLUMNS):
            problem = f"its columns are {', '.join(reader.fieldnames or ()) or 'missing'}"
            raise UsageError(problem, where=where, remedy=f"Use path and any of {', '.join(_METADATA_COLUMNS[1:])}")
        reader.fieldnames = columns
        rows = [(f"{where}, line {reader.line_num}", row) for row in reader]
    except csv.Error as error:
        raise UsageError(f"not a CSV file in UTF-8 ({error})", where=where, remedy="Save it as CSV UTF-8") from None
    overrides = {row["path"].strip(): _override(row, place) for place, row in rows if row["path"]}
    for place, row in rows:
        if row["path"] and not exists(row["path"].strip()):
            problem = f"there is no file {row['path'].strip()!r} beside it"
            raise UsageError(problem, where=place, remedy="Correct the name, or remove the line")
    return overrides


def _is_beside(table: Path, name: str) -> bool:
    """Whether a file of that name, or the mail that it is attached to, stands beside the table."""
    try:
        return Path(place_of((table.parent / name).as_posix())[0]).exists()
    except (OSError, ValueError):  # a name that is too long, or holds a NUL
        return False


def _override(row: Mapping[str, str], where: str) -> Override:
    if None in row:
        raise UsageError("more cells than columns", where=where, remedy="Put a cell that holds a comma in quotes")
    override = {key: value.strip() for key, value in row.items() if key != "path" and value and value.strip()}
    if "kind" in override and override["kind"] not in DOCUMENT_KINDS:
        raise UsageError(
            f"the kind {override['kind']!r} is unknown", where=where, remedy=f"Use one of {', '.join(DOCUMENT_KINDS)}"
        )
    if "date" in override:
        override["date"] = _iso_date(override["date"], where)
    return override


def _iso_date(written: str, where: str) -> str:
    """``2019-03-31``, also from 31/03/2019, which is how a British spreadsheet saves it."""
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        with suppress(ValueError):
            return datetime.strptime(written, form).date().isoformat()
    raise UsageError(f"{written!r} is no date", where=where, remedy="Write it as 2019-03-31")
