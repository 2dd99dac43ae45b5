"""The user's own rules and catalogue as bytes, so that workers need not see the folder they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock

from extractor.resources import DATA_SUFFIXES, folder
from extractor.settings import Settings

_CATALOGUE = "catalogue.csv"
_PATTERNS = "patterns"


@dataclass(frozen=True, slots=True)
class Parcel:
    """Files by name; ``digest`` is :func:`extractor.settings.rules_digest` of what they stand for."""

    digest: str
    files: Mapping[str, bytes] = field(default_factory=dict)


def pack_rules(settings: Settings, digest: str) -> Parcel:
    """What ``settings`` names. Raises UsageError where a folder is missing, OSError where a file cannot be read."""
    files = {}
    if settings.patterns:
        root = folder(_PATTERNS, Path(settings.patterns))
        for path in sorted(root.rglob("*")):
            if path.is_file() and path.suffix in DATA_SUFFIXES:
                files[f"{_PATTERNS}/{path.relative_to(root).as_posix()}"] = path.read_bytes()
    if settings.catalogue:
        files[_CATALOGUE] = Path(settings.catalogue).read_bytes()
    return Parcel(digest, files)


_UNPACKING = Lock()  # the threads of a worker share the folder


def unpack_rules(parcel: Parcel, settings: Settings, within: Path) -> Settings:
    """The settings with the parcel's files, written below ``within``, in place of the user's own paths."""
    root = within / f"rules-{parcel.digest}"
    with _UNPACKING:
        if not (root / "whole").exists():
            for name, data in parcel.files.items():
                path = root / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            root.mkdir(parents=True, exist_ok=True)
            (root / "whole").touch()
    patterns = str(root / _PATTERNS) if settings.patterns else ""
    catalogue = str(root / _CATALOGUE) if settings.catalogue else ""
    return replace(settings, patterns=patterns, catalogue=catalogue)
