"""The documents of a run over paths and URLs, in the order of a local run, with what a metadata.csv says of each."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.batch.places import explain, fetch, is_url, open_system, plain
from extractor.containers import is_mail_name, members_of, splits_of
from extractor.dataset.descriptor import FILE_NAME, is_descriptor
from extractor.dataset.writers import MARKER
from extractor.errors import DocumentError, ExtractorError, UsageError
from extractor.files import LEFTOVERS, METADATA, Override, find_files, parse_table, read_metadata


@dataclass(frozen=True, slots=True)
class Found:
    """A document: ``path`` as the dataset names it, ``place`` where any machine opens it."""

    path: str
    place: str
    override: Override


def find_documents(given: Sequence[str]) -> list[Found]:
    """As :func:`extractor.files.find_files`, for URLs too. Raises UsageError where nothing is found or read."""
    paths = [plain(path) for path in given]
    tables: dict[Path, dict[str, Override]] = {}
    far_tables: dict[str, dict[str, Override]] = {}
    documents = []
    for path in _find_all(paths):
        if is_url(path):
            documents.append(Found(path, path, _far_override(path, far_tables)))
        else:
            documents.append(Found(path, os.path.abspath(path), read_metadata(path, tables)))  # noqa: PTH100
    return documents


def _find_all(paths: Sequence[str]) -> list[str]:
    if not any(map(is_url, paths)):
        return find_files(paths)
    found: dict[str, None] = {}
    named = False
    for path in paths:
        inner = _list_url(path) if is_url(path) else _list_path(path)
        named = named or bool(inner)
        found.update(dict.fromkeys(inner or [path]))  # what names nothing is heard of
    if not named:
        raise UsageError(
            "nothing is found there", where=", ".join(paths), remedy="Check the URL, and that you may list it"
        )
    return list(found)


def _list_path(path: str) -> list[str]:
    with suppress(UsageError):
        return find_files([path])
    return []


def _list_url(url: str) -> list[str]:
    """The files that a URL names: itself, all below it, or what it matches as a glob; none where there is nothing."""
    try:
        system, path = open_system(url)
        system.invalidate_cache()
        roots = [path] if system.exists(path) else [str(match) for match in system.glob(path)]
        listed: set[str] = set()
        for root in roots:
            below = [str(file) for file in system.find(root)] if system.isdir(root) else [root]
            listed.update(_papers(system, root, below))
        ordered = sorted(listed, key=lambda file: file.split("/"))
        named = _namer(url.rstrip("/"), path.rstrip("/"), system)
        papers = [named(file) for file in ordered if _name(file).lower() != METADATA]
        return [path for paper in papers for path in (paper, *(f"{paper}/{name}" for name in _attached(paper)))]
    except ExtractorError:
        raise
    except Exception as error:  # each file system has errors of its own
        remedy = "Check the URL, and that you may list it"
        raise UsageError(f"cannot be listed ({explain(error)})", where=url, remedy=remedy) from error


def _attached(url: str) -> list[str]:
    """The names of what is attached to the mail at a URL; none where it cannot be read, which its own row says."""
    with suppress(DocumentError):
        return members_of(fetch(url)) if is_mail_name(url) else []
    return []


def _namer(url: str, path: str, system: Any) -> Callable[[str], str]:
    """Makes the URL of a file as the user would write it: with the same scheme, and the host that a path leaves out."""
    if url.endswith(path):
        return lambda file: url.removesuffix(path) + file
    return lambda file: str(system.unstrip_protocol(file))


def _papers(system: Any, root: str, files: list[str]) -> Iterator[str]:
    """Without what is hidden, what programs leave behind, and what stands in a dataset of this program."""
    marks = [file for file in files if _name(file) in (MARKER, FILE_NAME)]
    outputs = [file.rpartition("/")[0] + "/" for file in marks if _name(file) == MARKER or _describes(system, file)]
    for file in files:
        below = file.removeprefix(root).split("/") if file != root else []
        if any(part.startswith((".", "~$")) for part in below) or _name(file).lower() in LEFTOVERS:
            continue
        if not file.startswith(tuple(outputs)):
            yield file


def _describes(system: Any, file: str) -> bool:
    return is_descriptor(bytes(system.cat_file(file)))


def _name(file: str) -> str:
    return file.rpartition("/")[2]


def _far_override(url: str, tables: dict[str, dict[str, Override]]) -> Override:
    mail, member = next(splits_of(url), (url, ""))
    folder, _, name = mail.rpartition("/")
    name = f"{name}/{member}" if member else name
    if folder not in tables:
        tables[folder] = _read_far(f"{folder}/{METADATA}", folder)
    return tables[folder].get(name, {})


def _read_far(table: str, folder: str) -> dict[str, Override]:
    try:
        system, path = open_system(table)
        if not system.exists(path):
            return {}
        text = fetch(table).decode("utf-8-sig")
        beside = {_name(str(file).rstrip("/")) for file in system.ls(open_system(folder)[1], detail=False)}
    except DocumentError as error:
        raise UsageError(error.problem, where=table, remedy=error.remedy) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"not a CSV file in UTF-8 ({error})", where=table, remedy="Save it as CSV UTF-8") from None
    return parse_table(io.StringIO(text, newline=""), table, lambda name: name.partition("/")[0] in beside)
