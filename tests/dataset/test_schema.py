"""The schema against the columns that users were promised."""

from __future__ import annotations

import pytest

from extractor.dataset.columns import markdown_columns
from extractor.dataset.schema import CLAIM_VALUES, CLAIMS, SCHEMA, TABLES

PROMISED = {
    "documents": "path doc_id sha256 format kind title authority committee document_date reporting_start reporting_end "
    "pages ocr_pages status error extractor_version patterns_digest",
    "mentions": "mention_id doc_id source page start end text bbox context row_label column_label indicator "
    "indicator_id indicator_name polarity measure value value_max low high numerator denominator unit qualifier role "
    "comparator area period_text period_start period_end period_basis rag direction status confidence rule",
    "claims": "claim_id doc_id page start end text context indicator indicator_id indicator_name kind value comparator "
    "period_text period_start period_end mention_ids rule",
    "reconciliations": "check_id doc_id kind verdict reason statement expected observed tolerance mention_ids "
    "claim_ids",
    "exclusions": "doc_id page start end text reason",
}
ADDED = {
    "documents": ["mentions"],
    "mentions": ["section", "as_read", "read_confidence", "doubt_low", "doubt_high"],
    "claims": ["certainty"],
    "reconciliations": ["binding", "page", "context"],
    "exclusions": ["exclusion_id"],
}


def test_tables() -> None:
    assert [table.name for table in SCHEMA] == list(PROMISED)


@pytest.mark.parametrize("name", PROMISED)
def test_promised_columns_stand_in_order(name: str) -> None:
    names = [column.name for column in TABLES[name].columns]
    assert [column for column in names if column not in ADDED[name]] == PROMISED[name].split()
    assert [column for column in names if column in ADDED[name]] == ADDED[name]


@pytest.mark.parametrize("name", PROMISED)
def test_table_is_coherent(name: str) -> None:
    schema = TABLES[name]
    names = [column.name for column in schema.columns]
    assert len(names) == len(set(names))
    assert schema.column(schema.primary_key).required
    assert all(column.meaning and column.meaning[-1] != "." for column in schema.columns)
    assert all(column.unit for column in schema.columns if column.type == "integer")
    for key in schema.foreign_keys:
        assert schema.column(key.column).type == TABLES[key.to_table].column(key.to_column).type


def test_unknown_column() -> None:
    with pytest.raises(KeyError, match="claims has no column 'polarity'"):
        CLAIMS.column("polarity")


def test_claim_values_cover_every_kind() -> None:
    assert CLAIMS.column("kind").values == tuple(CLAIM_VALUES)
    assert set(CLAIMS.column("value").values) == {value for values in CLAIM_VALUES.values() for value in values}


def test_markdown_lists_every_column() -> None:
    page = markdown_columns()
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    assert len(rows) == sum(len(table.columns) for table in SCHEMA)
    assert all(row.replace("\\|", "").count("|") == 5 for row in rows)
    assert "| `polarity` | string |  | that entry's good direction: `higher`, `lower`, `neutral` |" in page
    assert [line for line in page.splitlines() if line.startswith("#")] == [f"### {table.name}" for table in SCHEMA]
