"""``datapackage.json``: the schema as a Frictionless Data Package (version 1), for any program that reads those.

It holds no time, no path and no count, so it is the same for every dataset of one version of the program.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from extractor.dataset.cells import APOSTROPHE, DANGEROUS
from extractor.dataset.schema import SCHEMA, Column, TableSchema

FILE_NAME = "datapackage.json"
PACKAGE_NAME = "council-figures"
_NAMES = "council-"

_Json = dict[str, object]

_ESCAPE = {
    "prefix": APOSTROPHE,
    "before": list(DANGEROUS),
    "description": "In the CSV files, a cell of a string field that begins with one of `before` has `prefix` "
    "put in front of it, so that a spreadsheet shows text and runs nothing; a number (-5%) stays as it is. "
    "To undo it, take one `prefix` away "
    "where one of `before` follows it. The Parquet files hold the text as it is.",
}


def describe_dataset(parts: Sequence[str] = ()) -> str:
    """The descriptor as JSON text; ends with a line feed.

    ``parts`` are the names of the files of each table where a table is a folder of Parquet files and nothing else.
    """
    tables = (
        "Each table is a folder of Parquet files" if parts else "Each table is also a Parquet file of the same name"
    )
    descriptor: _Json = {
        "profile": "data-package" if parts else "tabular-data-package",
        "name": PACKAGE_NAME,
        "title": "Figures reported in council papers, and whether they agree",
        "description": f"{tables}. text/<doc_id>.txt holds a document's plain "
        "text; every offset counts Unicode characters in it.",
        **({} if parts else {"escape": _ESCAPE}),
        "resources": [_describe_parts(table, parts) if parts else _describe_table(table) for table in SCHEMA],
    }
    return json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"


def describe_tables(name: str, title: str, tables: Sequence[TableSchema]) -> str:
    """The descriptor of tables that lie as CSV and Parquet files in a folder of their own, as JSON text."""
    descriptor: _Json = {
        "profile": "tabular-data-package",
        "name": name,
        "title": title,
        "description": "Each table is also a Parquet file of the same name.",
        "escape": _ESCAPE,
        "resources": [_describe_table(table) for table in tables],
    }
    return json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"


def is_dataset(folder: Path) -> bool:
    """Whether the folder holds a finished dataset of this program."""
    return _name_in(folder) == PACKAGE_NAME


def is_written(folder: Path) -> bool:
    """Whether this program wrote the folder: a dataset, or tables that were made from one."""
    return _name_in(folder).startswith(_NAMES)


def is_descriptor(content: bytes) -> bool:
    """Whether these are the bytes of a ``datapackage.json`` of this program."""
    return _name_of(content) == PACKAGE_NAME


def _name_in(folder: Path) -> str:
    try:
        return _name_of((folder / FILE_NAME).read_bytes())
    except OSError:
        return ""


def _name_of(content: bytes) -> str:
    """The package's name; empty where these are the bytes of no descriptor."""
    try:
        descriptor = json.loads(content.decode("utf-8"))
    except ValueError:
        return ""
    name = descriptor.get("name") if isinstance(descriptor, dict) else None
    return name if isinstance(name, str) else ""


def _describe_table(table: TableSchema) -> _Json:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "description": table.meaning,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": _describe_schema(table),
    }


def _describe_parts(table: TableSchema, parts: Sequence[str]) -> _Json:
    return {
        "profile": "data-resource",
        "name": table.name,
        "description": table.meaning,
        "path": [f"{table.name}.parquet/{part}" for part in parts],
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": _describe_schema(table),
    }


def _describe_schema(table: TableSchema) -> _Json:
    return {
        "fields": [_describe_column(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": [table.primary_key],
        "foreignKeys": [
            {"fields": [key.column], "reference": {"resource": key.to_table, "fields": [key.to_column]}}
            for key in table.foreign_keys
        ],
    }


def _describe_column(column: Column) -> _Json:
    field: _Json = {"name": column.name, "type": "string" if column.type == "ids" else column.type}
    meaning = column.meaning
    if column.type == "ids":
        meaning += "; several are separated by one space"
    field["description"] = meaning
    if column.unit:
        field["unit"] = column.unit
    constraints: _Json = {}
    if column.required:
        constraints["required"] = True
    if column.values:
        constraints["enum"] = list(column.values)
    if constraints:
        field["constraints"] = constraints
    return field
