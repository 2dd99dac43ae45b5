"""The tables of the database: those of the dataset, and those that tie their rows together.

The columns come from the dataset's schema. Rows stand in the dataset's order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.dataset.schema import SCHEMA, Column, ColumnType, TableSchema

APPLICATION_ID = int.from_bytes(b"cfig")
"""Stands in the header of the file: what made it."""
VERSION = 1
"""``PRAGMA user_version``: rises where a table, a view or a column of it changes its meaning."""

_TYPES: dict[ColumnType, str] = {
    "string": "TEXT",
    "ids": "TEXT",
    "date": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
}

WITH_SENTENCE = ("mentions", "claims", "reconciliations")
"""Tables whose rows stand in a sentence, which ``sentences`` holds once."""

REFERENCES = {
    ("documents", "doc_id"): "contents",
    ("mentions", "doc_id"): "contents",
    ("claims", "doc_id"): "contents",
    ("exclusions", "doc_id"): "contents",
    ("reconciliations", "kind"): "checks",
    ("reconciliations", "verdict"): "verdicts",
}

INDEXES = {
    "documents": ("doc_id", "authority", "document_date", "status"),
    "mentions": (
        *("doc_id", "sentence_id", "indicator", "indicator_id", "role", "measure"),
        *("period_end", "area", "rag", "confidence"),
    ),
    "claims": ("doc_id", "sentence_id", "indicator_id", "kind, value"),
    "reconciliations": ("sentence_id", "verdict, kind", "kind"),
    "exclusions": ("doc_id", "reason"),
    "sentences": ("doc_id",),
    "reconciliation_mentions": ("mention_id",),
    "reconciliation_claims": ("claim_id",),
    "reconciliation_documents": ("doc_id",),
    "claim_mentions": ("mention_id",),
}


@dataclass(frozen=True, slots=True)
class Link:
    """A table of pairs: the row ``key`` of ``table``, and each key in its column ``column``, in order."""

    name: str
    table: str
    key: str
    column: str
    to_table: str
    to_key: str
    meaning: str


LINKS = (
    Link(
        *("reconciliation_mentions", "reconciliations", "check_id", "mention_ids", "mentions", "mention_id"),
        "Which figures a check held against each other.",
    ),
    Link(
        *("reconciliation_claims", "reconciliations", "check_id", "claim_ids", "claims", "claim_id"),
        "Which claims a check held against figures.",
    ),
    Link(
        *("reconciliation_documents", "reconciliations", "check_id", "doc_id", "contents", "doc_id"),
        "Which documents a check is about.",
    ),
    Link(*("claim_mentions", "claims", "claim_id", "mention_ids", "mentions", "mention_id"), "The figures in a claim."),
)

_OTHERS = (
    "CREATE TABLE verdicts (verdict TEXT PRIMARY KEY, rank INTEGER NOT NULL, meaning TEXT NOT NULL)",
    "CREATE TABLE checks (kind TEXT PRIMARY KEY, meaning TEXT NOT NULL)",
    "CREATE TABLE contents (doc_id TEXT PRIMARY KEY, path TEXT NOT NULL REFERENCES documents(path), sha256 TEXT)",
    "CREATE TABLE sentences (sentence_id INTEGER PRIMARY KEY, doc_id TEXT NOT NULL REFERENCES contents(doc_id),"
    " page INTEGER, text TEXT NOT NULL)",
)

SEARCH = (
    # Datasette knows the index by the double quotes.
    'CREATE VIRTUAL TABLE sentences_fts USING fts5(text, content="sentences", content_rowid="sentence_id", '
    'tokenize="porter unicode61")',
    "INSERT INTO sentences_fts(sentences_fts) VALUES ('rebuild')",
)


def create_tables() -> Iterator[str]:
    """The statements that make all tables, empty, without indexes."""
    yield from _OTHERS
    for table in SCHEMA:
        columns = [_column(table, column) for column in table.columns]
        if table.name in WITH_SENTENCE:
            columns.append("sentence_id INTEGER REFERENCES sentences(sentence_id)")
        inner = ",\n  ".join(columns)
        yield f"CREATE TABLE {table.name} (\n  {inner}\n)"
    for link in LINKS:
        yield (
            f"CREATE TABLE {link.name} (\n  {link.key} TEXT NOT NULL REFERENCES {link.table}({link.key}),\n"
            f"  position INTEGER NOT NULL,\n  {link.to_key} TEXT NOT NULL REFERENCES {link.to_table}({link.to_key}),\n"
            f"  PRIMARY KEY ({link.key}, position)\n)"
        )


def create_indexes() -> Iterator[str]:
    """The statements that make the indexes, for tables that are full."""
    for table, indexes in INDEXES.items():
        for columns in indexes:
            yield f"CREATE INDEX {table}_{columns.replace(', ', '_')} ON {table} ({columns})"


def _column(table: TableSchema, column: Column) -> str:
    name = f'"{column.name}"' if column.name == "end" else column.name  # a word of SQL
    parts = [name, _TYPES[column.type]]
    if column.name == table.primary_key:
        parts.append("PRIMARY KEY")
    if column.required:
        parts.append("NOT NULL")
    if to_table := REFERENCES.get((table.name, column.name)):
        parts.append(f"REFERENCES {to_table}({column.name})")
    return " ".join(parts)
