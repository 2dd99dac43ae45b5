"""Writes a panel to a folder: CSV and Parquet, and the descriptor last."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from extractor.dataset.descriptor import FILE_NAME, describe_tables
from extractor.dataset.records import store_rows
from extractor.dataset.streams import TableStream
from extractor.dataset.writers import replace_file, unwritable
from extractor.errors import UsageError
from extractor.panel.panel import Panel

PACKAGE_NAME = "council-panel"


def write_panel(panel: Panel, out: Path, *, wide: bool = True) -> list[Path]:
    """Write the tables to ``out``, in place of a panel that stands there; the files that were written.

    Raises UsageError where ``out`` holds other things or cannot be written to. The same panel gives the same bytes.
    """
    check_folder(out)
    tables = [(schema, rows) for schema, rows in panel.tables() if wide or schema.name != "panel_wide"]
    files = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for schema, rows in tables:
            csv_path, parquet_path = (out / f"{schema.name}{ending}" for ending in (".csv", ".parquet"))
            halves = _temporary(csv_path), _temporary(parquet_path)
            with TableStream(schema, *halves) as stream:
                stream.add(store_rows(schema, rows))
            halves[0].replace(csv_path)
            halves[1].replace(parquet_path)
            files += [csv_path, parquet_path]
        schemas = [schema for schema, _ in tables]
        replace_file(
            out / FILE_NAME, describe_tables(PACKAGE_NAME, "Figures of authorities side by side", schemas).encode()
        )
    except OSError as error:
        raise unwritable(out, error) from error
    return [*files, out / FILE_NAME]


def check_folder(out: Path, allowed: Iterable[str] = ()) -> None:
    """Raise UsageError unless ``out`` is new, empty, or holds a panel; files named in ``allowed`` do no harm."""
    if out.exists() and not out.is_dir():
        raise UsageError("this is a file, not a folder", where=str(out), remedy="Give --out a folder")
    if not out.exists() or not {path.name for path in out.iterdir()} - set(allowed) or _is_panel(out):
        return
    remedy = "Give --out a new or empty folder, or one that holds an earlier panel"
    raise UsageError("this folder holds files that are no panel", where=str(out), remedy=remedy)


def _is_panel(out: Path) -> bool:
    try:
        descriptor = json.loads((out / FILE_NAME).read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(descriptor, dict) and descriptor.get("name") == PACKAGE_NAME


def _temporary(path: Path) -> Path:
    return path.with_name(f".{path.name}.tmp")
