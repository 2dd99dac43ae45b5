"""One resolver for the data that comes with the program: patterns/ and models/.

Order: what the user names, the installed copy inside the package, the checkout beside the package. Hatchling places the
installed copy in a wheel but not in an editable install, hence the checkout.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from extractor.errors import UsageError

DATA_SUFFIXES = frozenset({".cfg", ".csv", ".toml"})
"""Of the files that the digest of a folder counts."""

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str, override: Path | None = None) -> Path:
    """The folder ``name`` (``patterns`` or ``models``). Raises UsageError where there is none."""
    if override is not None:
        if not override.is_dir():
            raise UsageError("no such folder", where=str(override), remedy=f"Give a folder with the files of {name}/")
        return override
    for candidate in (_PACKAGE / "data" / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise UsageError(f"the folder {name}/ is missing from this installation", remedy="Install the package again")


def digest(directory: Path) -> str:
    """SHA-256 over the names and bytes of a folder's data files: the same rules, the same digest, on any machine."""
    total = hashlib.sha256()
    for path in sorted(directory.rglob("*")):
        if path.is_file() and path.suffix in DATA_SUFFIXES:
            total.update(path.relative_to(directory).as_posix().encode() + b"\0")
            total.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return total.hexdigest()


@lru_cache(maxsize=8)
def cached_digest(directory: Path) -> str:
    return digest(directory)
