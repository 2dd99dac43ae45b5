"""``--to sqlite``: the database, and the ``metadata.json`` with which Datasette shows it."""

from __future__ import annotations

import json

from extractor.dataset.schema import SCHEMA, Column
from extractor.export.database import build_database
from extractor.export.job import Job
from extractor.export.links import escape
from extractor.export.places import MARK
from extractor.export.tables import LINKS, WITH_SENTENCE
from extractor.export.views import VIEWS

_Json = dict[str, object]

_FACETS = {
    "documents": ["status", "format", "authority"],
    "mentions": ["role", "measure", "source"],
    "claims": ["kind", "value"],
    "reconciliations": ["verdict", "kind"],
    "exclusions": ["reason"],
    "findings": ["verdict", "kind"],
    "figures_with_source": ["role", "measure", "authority"],
    "latest_by_indicator": ["authority"],
    "targets_missed": ["authority"],
    "failures": ["status"],
}
_LABELS = {"contents": "path", "checks": "meaning", "sentences": "text", "mentions": "text", "claims": "text"}
_OTHERS = {
    "contents": "One row a content: the same bytes at two paths are one.",
    "sentences": "Every sentence or table cell in which a figure, a claim or a check stands, once; searchable.",
    "checks": "What each kind of check holds against what.",
    "verdicts": "What each verdict says; the worst has rank 0.",
}
_SEARCHED = (
    *WITH_SENTENCE,
    *(view.name for view in VIEWS if "sentence_id" in view.query),
)
"""Tables and views that are searched by the words of their sentences."""
_HIDDEN = (*(link.name for link in LINKS), "contents", "checks", "verdicts")
"""Tables that only tie others together; Datasette lists them last."""
_SENTENCE = "the row of `sentences` it stands in"


def write_sqlite(job: Job) -> None:
    """Write the database and its metadata."""
    database, metadata = job.files
    build_database(job.dataset, database)
    metadata.write_text(json.dumps(describe(job.out.stem), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def describe(name: str) -> _Json:
    """Datasette's metadata for the database of that name, from the schema."""
    described = {table.name: _table(table.name, table.meaning, _columns(table.columns)) for table in SCHEMA}
    for link in LINKS:
        described[link.name] = _table(link.name, link.meaning, {"position": "0 for the first"})
    for other, meaning in _OTHERS.items():
        described[other] = _table(other, meaning, {})
    for view in VIEWS:
        described[view.name] = _table(view.name, view.meaning, dict(view.columns))
    return {
        "extra": {"made_by": MARK},
        "title": "Figures reported in council papers, and whether they agree",
        "description": "Read by a program: look at the paper before you rely on a figure.",
        "databases": {name: {"description_html": _start(name), "tables": described}},
    }


def _start(name: str) -> str:
    """The views, with links to them: Datasette itself lists them below the tables."""
    items = (f'<li><a href="{escape(name)}/{view.name}">{view.name}</a>: {view.meaning}</li>' for view in VIEWS)
    return f"<p>Start here:</p><ul>{''.join(items)}</ul>"


def _table(name: str, meaning: str, columns: dict[str, str]) -> _Json:
    table: _Json = {"description": meaning, "columns": columns}
    if name in _FACETS:
        table["facets"] = _FACETS[name]
    if name in _LABELS:
        table["label_column"] = _LABELS[name]
    if name in _SEARCHED:
        table |= {"fts_table": "sentences_fts", "fts_pk": "sentence_id"}
    if name in WITH_SENTENCE:
        columns["sentence_id"] = _SENTENCE
    if name in _HIDDEN:
        table["hidden"] = True
    return table


def _columns(columns: tuple[Column, ...]) -> dict[str, str]:
    """Column name to meaning and unit. Datasette's own ``units`` take only units of physics."""
    return {column.name: f"{column.meaning} ({column.unit})" if column.unit else column.meaning for column in columns}
