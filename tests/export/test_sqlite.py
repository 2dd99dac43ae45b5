"""The database as SQLite and Datasette read it."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import httpx
import pytest

from extractor.dataset.reader import read_rows
from extractor.dataset.schema import SCHEMA, TABLES
from extractor.errors import UsageError
from extractor.export import export_dataset
from extractor.export.tables import APPLICATION_ID, INDEXES, LINKS, VERSION

from .samples import CHECKS, DOCUMENTS, MENTIONS, mention, write_sample

_START_S = 60


@pytest.fixture
def database(dataset: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(export_dataset(dataset, "sqlite")[0])) as connection:
        yield connection


def test_it_is_sound(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA user_version").fetchone() == (VERSION,)
    assert database.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


def test_tables_hold_the_dataset(dataset: Path, database: sqlite3.Connection) -> None:
    for table in SCHEMA:
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        stored = database.execute(f"SELECT {names} FROM {table.name} ORDER BY rowid").fetchall()
        expected = [tuple(row[column.name] for column in table.columns) for row in read_rows(dataset, table.name)]
        assert [tuple(map(as_cell, row)) for row in stored] == expected


def as_cell(value: object) -> str:
    """As the CSV file writes it."""
    if isinstance(value, float):
        return f"{value:.10f}".rstrip("0").rstrip(".")
    return "" if value is None else str(value)


def test_keys_and_indexes(database: sqlite3.Connection) -> None:
    def keys(table: str) -> set[tuple[str, str, str]]:
        return {(row[3], row[2], row[4]) for row in database.execute(f"PRAGMA foreign_key_list({table})")}

    assert keys("mentions") == {("doc_id", "contents", "doc_id"), ("sentence_id", "sentences", "sentence_id")}
    assert keys("documents") == {("doc_id", "contents", "doc_id")}
    assert keys("reconciliations") == {
        ("sentence_id", "sentences", "sentence_id"),
        ("kind", "checks", "kind"),
        ("verdict", "verdicts", "verdict"),
    }
    assert keys("reconciliation_mentions") == {
        ("check_id", "reconciliations", "check_id"),
        ("mention_id", "mentions", "mention_id"),
    }
    for table in SCHEMA:
        primary = [row[1] for row in database.execute(f"PRAGMA table_info({table.name})") if row[5]]
        assert primary == [table.primary_key]
    names = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND sql <> ''")}
    assert names == {f"{table}_{key.replace(', ', '_')}" for table, keys in INDEXES.items() for key in keys}
    plan = database.execute("EXPLAIN QUERY PLAN SELECT * FROM mentions WHERE indicator_id = 'NI 66'").fetchall()
    assert "mentions_indicator_id" in plan[0][3]


def test_links(database: sqlite3.Connection) -> None:
    rows = {link.name: database.execute(f"SELECT * FROM {link.name}").fetchall() for link in LINKS}
    assert rows == {
        "reconciliation_mentions": [("d1-k1", 0, "d1-m1"), ("d2-k1", 0, "d2-m2"), ("d2-k1", 1, "d2-m1")],
        "reconciliation_claims": [("d1-k2", 0, "d1-c1"), ("d2-k1", 0, "d2-c1")],
        "reconciliation_documents": [("d1-k1", 0, "d1"), ("d1-k2", 0, "d1"), ("d2-k1", 0, "d2"), ("d2-k1", 1, "d1")],
        "claim_mentions": [("d1-c1", 0, "d1-m2"), ("d2-c1", 0, "d2-m1"), ("d2-c1", 1, "d2-m2")],
    }
    assert database.execute("SELECT doc_id, path FROM contents").fetchall() == [
        ("d1", "papers/report #1.pdf"),
        ("d2", "papers/minutes.txt"),
    ]


def test_a_sentence_stands_once(database: sqlite3.Connection) -> None:
    sentences = database.execute("SELECT doc_id, page, text FROM sentences").fetchall()
    assert [(doc_id, page, text[:12]) for doc_id, page, text in sentences] == [
        ("d1", 1, "In 2013/14, "),
        ("d1", 2, "£1.20m"),
        ("d1", 2, "£1.35m"),
        ("d2", None, "Delays rose "),
    ]
    for table in ("mentions", "claims", "reconciliations"):
        astray = f"SELECT 1 FROM {table} t JOIN sentences s USING (sentence_id) WHERE s.text IS NOT t.context"
        assert database.execute(astray).fetchall() == []
        assert database.execute(f"SELECT count(*) FROM {table} WHERE sentence_id IS NULL").fetchone() == (0,)


@pytest.mark.parametrize(
    ("query", "found"),
    [("review", [1]), ("delay OR target", [1, 4]), ('"held on time"', [1]), ("library", [])],
)
def test_sentences_are_searched_by_stems(database: sqlite3.Connection, query: str, found: list[int]) -> None:
    search = "SELECT rowid FROM sentences_fts WHERE sentences_fts MATCH ? ORDER BY rowid"
    assert [row[0] for row in database.execute(search, (query,))] == found


def ask(database: sqlite3.Connection, view: str, *columns: str) -> list[tuple[object, ...]]:
    return database.execute(f"SELECT {', '.join(columns)} FROM {view}").fetchall()


def test_views(database: sqlite3.Connection) -> None:
    assert ask(database, "findings", "verdict", '"check"', "title", "path", "page", "observed") == [
        ("inconsistent", "a rise or fall in words against the figures", "=1+1", "papers/minutes.txt", None, None),
        (
            *("unverifiable", "a statement about a target against figure and target", "Children's Services"),
            *("papers/report #1.pdf", 1, None),
        ),
        (
            *("consistent", "a percentage against its two numbers", "Children's Services"),
            *("papers/report #1.pdf", 1, 83.3),
        ),
    ]
    assert ask(database, "targets_missed", "indicator", "value", "target", "shortfall", "good", "page") == [
        ("Cost of care", 1350000.0, 1200000.0, 150000.0, "lower", 2),
        (MENTIONS[0]["indicator_name"], 83.3, 90.0, 90 - 83.3, "higher", 1),
    ]
    assert ask(database, "latest_by_indicator", "authority", "indicator", "value", "period_end") == [
        ("Fenborough Council", "Cost of care", 1350000.0, "2014-03-31"),
        ("Fenborough Council", MENTIONS[0]["indicator_name"], 83.3, "2014-03-31"),
    ]
    assert ask(database, "figures_with_source", "printed", "title", "page", "path")[::5] == [
        ("83.3%", "Children's Services", 1, "papers/report #1.pdf"),
        ("19 days", "=1+1", None, "papers/minutes.txt"),
    ]
    assert ask(database, "failures", "status", "path", "error") == [
        ("failed", "papers/broken.pdf", "the file is empty"),
    ]


_PLACE = {"start": 0, "end": 1, "text": "x"}
_SAME = {"indicator": "Calls", "measure": "percentage", "unit": "%", "context": "A sentence."}
_MARCH = {"period_start": "2014-03-01", "period_end": "2014-03-31"}
_APRIL = {"period_start": "2014-04-01", "period_end": "2014-04-30"}


@pytest.mark.parametrize(
    ("actual", "target", "missed"),
    [
        ({**_MARCH, "polarity": "higher"}, _MARCH, True),
        ({**_MARCH, "polarity": "lower"}, _MARCH, False),
        (_MARCH, {**_MARCH, "polarity": "higher"}, True),
        (_MARCH, {**_MARCH, "qualifier": "ge"}, True),
        (_MARCH, {**_MARCH, "qualifier": "le"}, False),
        (_MARCH, _MARCH, False),
        ({**_MARCH, "polarity": "neutral"}, {**_MARCH, "qualifier": "ge"}, False),
        ({**_MARCH, "polarity": "higher"}, {}, True),
        ({**_MARCH, "polarity": "higher"}, {"context": "Another sentence."}, False),
        ({**_MARCH, "polarity": "higher"}, _APRIL, False),
        ({**_MARCH, "polarity": "higher", "unit": "days"}, _MARCH, False),
        ({**_MARCH, "polarity": "higher", "area": "North"}, _MARCH, False),
        ({**_MARCH, "polarity": "higher", "indicator": "CALLS"}, _MARCH, True),
        ({**_MARCH, "polarity": "higher", "role": "forecast"}, _MARCH, False),
    ],
)
def test_targets_missed(tmp_path: Path, actual: dict[str, Any], target: dict[str, Any], missed: bool) -> None:
    def cells(changes: dict[str, Any]) -> dict[str, Any]:
        return {name: date.fromisoformat(value) if name in _MARCH else value for name, value in changes.items()}

    mentions = [
        mention("a", "d1", _PLACE, "80", **(_SAME | cells(actual))),
        mention("t", "d1", _PLACE, "90", **(_SAME | {"role": "target"} | cells(target))),
    ]
    dataset = write_sample(tmp_path, mentions=mentions, claims=[], reconciliations=[])
    with closing(sqlite3.connect(export_dataset(dataset, "sqlite")[0])) as database:
        found = ask(database, "targets_missed", "mention_id", "target_mention_id")
    assert found == ([("d1-a", "d1-t")] if missed else [])


def test_the_path_of_a_content_is_one_that_was_read(tmp_path: Path) -> None:
    documents = [{**DOCUMENTS[0], "path": "first.pdf", "status": "failed"}, *DOCUMENTS]
    with closing(sqlite3.connect(export_dataset(write_sample(tmp_path, documents=documents), "sqlite")[0])) as database:
        assert ask(database, "contents", "doc_id", "path")[0] == ("d1", "papers/report #1.pdf")


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"reconciliations": [{**CHECKS[0], "mention_ids": ("d9-m1",)}]}, "names a row of mentions that is not there"),
        ({"mentions": [*MENTIONS, {**MENTIONS[0], "doc_id": "d9"}]}, "two rows have one key"),
        ({"documents": DOCUMENTS[1:2]}, "names a row of contents that is not there"),
    ],
)
def test_rows_that_do_not_fit_together(tmp_path: Path, changes: dict[str, Any], problem: str) -> None:
    dataset = write_sample(tmp_path, **changes)
    with pytest.raises(UsageError, match=problem):
        export_dataset(dataset, "sqlite")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["figures", "papers"]


def test_metadata_describes_tables_and_columns(dataset: Path) -> None:
    file, metadata = export_dataset(dataset, "sqlite")
    described = json.loads(metadata.read_text(encoding="utf-8"))["databases"]["figures"]["tables"]
    with closing(sqlite3.connect(file)) as database:
        for name in described:
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({name})")]
            if name in TABLES:
                assert list(described[name]["columns"]) == columns
            assert set(described[name]["columns"]) <= set(columns)
            assert set(described[name].get("facets", [])) <= set(columns)
            assert ("fts_table" in described[name]) == ("sentence_id" in columns and name != "sentences")
        tables = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE '%fts%'"
        named = {row[0] for row in database.execute(tables) if not row[0].startswith("sqlite_")}
    assert set(described) == named


@pytest.fixture(scope="module")
def datasette(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Datasette, which serves the sample, and a client that asks it."""
    file, metadata = export_dataset(write_sample(tmp_path_factory.mktemp("served")), "sqlite")
    command = [sys.executable, "-m", "datasette", str(file), "--metadata", str(metadata), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        said: Queue[str] = Queue()
        listener = threading.Thread(target=listen, args=(server, said))
        listener.start()
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port_of(said)}", timeout=30, trust_env=False) as client:
                yield client
        finally:
            server.kill()
            listener.join()


def listen(server: subprocess.Popen[str], said: Queue[str]) -> None:
    """Put what the server says into the queue, until it ends."""
    assert server.stdout is not None
    for line in server.stdout:
        said.put(line)


def port_of(said: Queue[str]) -> str:
    """The port that the server says it listens at; it may be silent for a minute."""
    lines = ""
    while True:
        try:
            lines += said.get(timeout=_START_S)
        except Empty:
            pytest.fail(f"Datasette names no port: {lines}")
        if found := re.search(r"running on http://127\.0\.0\.1:(\d+)", lines):
            return found[1]


def test_datasette_serves_tables_and_views(datasette: httpx.Client) -> None:
    def rows(path: str, **query: str) -> list[dict[str, Any]]:
        answer = datasette.get(f"/figures/{path}.json", params={"_shape": "array", **query})
        answer.raise_for_status()
        found: list[dict[str, Any]] = answer.json()
        return found

    assert [row["mention_id"] for row in rows("mentions", role="target")] == ["d1-m2", "d1-m3"]
    assert [row["verdict"] for row in rows("findings")] == ["inconsistent", "unverifiable", "consistent"]
    assert [row["indicator"] for row in rows("targets_missed", authority="Fenborough Council")][:1] == ["Cost of care"]
    assert [row["text"][:6] for row in rows("sentences", _search="review")] == ["In 201"]
    assert [row["mention_id"] for row in rows("mentions", _search="reviews")] == ["d1-m1", "d1-m2"]
    assert [row["statement"] for row in rows("findings", _search="delays")] == [CHECKS[2]["statement"]]
    assert [row["printed"] for row in rows("figures_with_source", _search="may")] == ["12", "19 days"]


def test_datasette_shows_what_columns_mean(datasette: httpx.Client) -> None:
    page = datasette.get("/figures/findings").raise_for_status().text
    assert "Every check in plain words with its paper and page, the worst first." in page
    assert "what was held against what" in page
    assert page.index("said the panel") < page.index("83.3% agrees with 90 of 108.")
    assert datasette.get("/figures/findings.json").raise_for_status().json()["suggested_facets"] is not None
    facets = datasette.get("/figures/mentions.json").raise_for_status().json()["facet_results"]
    assert [(each["value"], each["count"]) for each in facets["role"]["results"]] == [("actual", 4), ("target", 2)]
    labelled = datasette.get("/figures/reconciliations.json", params={"_labels": "on"}).raise_for_status().json()
    assert labelled["rows"][0]["kind"] == {"value": "ratio", "label": "a percentage against its two numbers"}
