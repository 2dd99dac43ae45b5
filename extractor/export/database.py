"""A dataset as an SQLite database: what ``--to sqlite`` writes, and what the other formats are written from.

Rows go from the dataset to the database one after the other, and from there document by document, so that no format
needs more memory than its largest document does.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from decimal import Decimal
from itertools import islice
from pathlib import Path

from extractor.dataset.cells import Value
from extractor.dataset.reader import iterate_values
from extractor.dataset.schema import DOCUMENTS, SCHEMA, TableSchema
from extractor.errors import UsageError
from extractor.export.tables import (
    APPLICATION_ID,
    LINKS,
    SEARCH,
    VERSION,
    WITH_SENTENCE,
    Link,
    create_indexes,
    create_tables,
)
from extractor.export.views import create_views
from extractor.export.words import CHECKS, VERDICTS

_BATCH_ROWS = 1_000
_REMEDY = "Run the extraction again"

Row = tuple[Value | float, ...]


def build_database(dataset: Path, file: Path, *, search: bool = True) -> None:
    """Write the database ``file``, which is new. ``search`` adds the full-text index.

    Raises UsageError where ``dataset`` is none, or its rows do not fit together.
    """
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;")
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {VERSION}")
        database.execute("BEGIN")
        for statement in create_tables():
            database.execute(statement)
        try:
            _fill(database, dataset)
        except sqlite3.IntegrityError as error:
            raise UsageError(f"two rows have one key ({error})", where=str(dataset), remedy=_REMEDY) from error
        _check_keys(database, dataset)
        for statement in (*create_indexes(), *create_views(), *(SEARCH if search else ())):
            database.execute(statement)
        database.execute("COMMIT")
        database.execute("ANALYZE")


@contextmanager
def open_database(file: Path) -> Iterator[sqlite3.Connection]:
    """The database for reading; its rows answer to the names of their columns."""
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as database:
        database.row_factory = sqlite3.Row
        yield database


def _fill(database: sqlite3.Connection, dataset: Path) -> None:
    ranks = [(verdict, rank, meaning) for rank, (verdict, meaning) in enumerate(VERDICTS.items())]
    database.executemany("INSERT INTO verdicts VALUES (?, ?, ?)", ranks)
    database.executemany("INSERT INTO checks VALUES (?, ?)", CHECKS.items())
    for table in SCHEMA:
        links = [link for link in LINKS if link.table == table.name]
        rows: Iterator[Row] = (_storable(row) for row in iterate_values(dataset, table.name))
        if table.name in WITH_SENTENCE:
            rows = _with_sentences(database, table, rows)
        while batch := list(islice(rows, _BATCH_ROWS)):
            _insert(database, table.name, batch)
            for link in links:
                _insert(database, link.name, _pairs(table, link, batch))
        if table is DOCUMENTS:
            _fill_contents(database)


def _storable(row: tuple[Value, ...]) -> Row:
    """A number becomes the float nearest to it, a date its ISO form."""
    return tuple(value if value is None or isinstance(value, str | int) else _plain(value) for value in row)


def _plain(value: Value) -> float | str:
    return float(value) if isinstance(value, Decimal) else str(value)


def _insert(database: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    if rows := list(rows):
        database.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)


def _pairs(table: TableSchema, link: Link, rows: Iterable[Row]) -> Iterator[Row]:
    names = [column.name for column in table.columns]
    key, column = names.index(link.key), names.index(link.column)
    for row in rows:
        for position, to_key in enumerate(str(row[column] or "").split()):
            yield row[key], position, to_key


def _fill_contents(database: sqlite3.Connection) -> None:
    """One row a content: its path is the first that could be read."""
    database.execute(
        "INSERT INTO contents SELECT doc_id, path, sha256 FROM ("
        " SELECT *, row_number() OVER (PARTITION BY doc_id ORDER BY status IS 'failed', row) AS place"
        " FROM (SELECT *, rowid AS row FROM documents WHERE doc_id IS NOT NULL)"
        ") WHERE place = 1 ORDER BY row"
    )


def _with_sentences(database: sqlite3.Connection, table: TableSchema, rows: Iterator[Row]) -> Iterator[Row]:
    """The rows with the key of the sentence that each stands in, which is added where it is new in its document."""
    names = [column.name for column in table.columns]
    doc_id, page, context = (names.index(name) for name in ("doc_id", "page", "context"))
    sentence_of = _sentence_keys(database)
    for row in rows:
        # A check over several documents is about a sentence of the first.
        first = str(row[doc_id]).split()[0]
        yield (*row, sentence_of(first, row[page], str(row[context])) if row[context] else None)


def _sentence_keys(database: sqlite3.Connection) -> Callable[[str, Value | float, str], int]:
    """Finds or makes the key of a sentence; the sentences of one document are held at a time."""
    current = ""
    keys: dict[str, int] = {}

    def key_of(doc_id: str, page: Value | float, text: str) -> int:
        nonlocal current, keys
        if doc_id != current:
            known = database.execute("SELECT text, sentence_id FROM sentences WHERE doc_id = ?", (doc_id,))
            current, keys = doc_id, dict(known.fetchall())
        if text not in keys:
            added = database.execute(
                "INSERT INTO sentences (doc_id, page, text) VALUES (?, ?, ?)", (doc_id, page, text)
            )
            keys[text] = int(added.lastrowid or 0)
        return keys[text]

    return key_of


def _check_keys(database: sqlite3.Connection, dataset: Path) -> None:
    astray = database.execute("PRAGMA foreign_key_check").fetchone()
    if astray is not None:
        table, _, to_table, _ = astray
        problem = f"a row of {table} names a row of {to_table} that is not there"
        raise UsageError(problem, where=str(dataset), remedy=_REMEDY)
