"""A part comes back as it was, whatever stands in it, and damage is heard of."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.batch.parts import SHOWN, TABLES, Head, Part, StoredRow, Summary, dump, load, load_head
from extractor.batch.work import failed_part, read_part
from extractor.dataset.cells import LARGEST_INTEGER, Value, encodable, store
from extractor.dataset.schema import DOCUMENTS, Column, TableSchema
from extractor.settings import Settings
from extractor.spoken import Remark

TEXTS = st.text(st.characters()).map(encodable)
NUMBERS = st.one_of(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=Decimal("-1e40"), max_value=Decimal("1e40")),
    st.floats(allow_nan=False, allow_infinity=False).map(lambda number: Decimal(repr(number))),
)
WHOLE = st.integers(-LARGEST_INTEGER, LARGEST_INTEGER)


def values_of(column: Column) -> st.SearchStrategy[Value]:
    """Anything that the column can store."""
    if column.values:
        value: st.SearchStrategy[object] = st.sampled_from(column.values)
    elif column.type == "ids":
        value = st.lists(st.from_regex(r"[0-9a-f]{1,4}-m\d{2}", fullmatch=True), min_size=1, max_size=3).map(tuple)
    else:
        plain = {"string": TEXTS.filter(bool), "integer": WHOLE, "number": NUMBERS, "date": st.dates()}
        value = plain[column.type]
    stored = value.map(lambda given: store(column, given))
    return stored if column.required else st.none() | stored


def rows_of(table: TableSchema) -> st.SearchStrategy[StoredRow]:
    return st.tuples(*map(values_of, table.columns))


REMARKS = st.builds(Remark, st.just("review"), TEXTS, TEXTS, st.none() | st.integers(1, 9), st.booleans())
SUMMARIES = st.builds(
    Summary,
    st.sampled_from(["ok", "partial", "failed"]),
    TEXTS,
    st.none() | st.integers(1, 5000),
    st.integers(0, 99),
    st.dictionaries(st.sampled_from(["review", "consistent"]), st.integers(1, 9)),
    st.lists(REMARKS, max_size=2).map(tuple),
)
HEADS = st.builds(
    Head,
    TEXTS,
    TEXTS,
    SUMMARIES,
    st.booleans(),
    st.dictionaries(TEXTS, st.floats(0, 1e6)),
    TEXTS,
)
PARTS = st.builds(
    Part,
    HEADS,
    rows_of(DOCUMENTS),
    st.fixed_dictionaries({table.name: st.lists(rows_of(table), max_size=2).map(tuple) for table in TABLES}),
    TEXTS,
)


@given(PARTS)
def test_a_part_comes_back_as_it_was(part: Part) -> None:
    data = dump(part)
    assert load(data) == part
    assert load_head(data) == part.head
    assert dump(load(data)) == data


def a_part() -> Part:
    rows = {table.name: () for table in TABLES}
    document: list[Value] = [None] * len(DOCUMENTS.columns)
    document[8] = date(2014, 3, 31)
    return Part(Head("", "", Summary()), tuple(document), rows, "the text\nof a paper")


@pytest.mark.parametrize("place", range(0, len(dump(a_part())), 7))
def test_damage_is_heard_of(place: int) -> None:
    data = bytearray(dump(a_part()))
    for broken in (bytes(data[:place]), bytes([*data[:place], data[place] ^ 0x5A, *data[place + 1 :]])):
        for read in (load, load_head):
            with pytest.raises(ValueError, match=r"\S"):
                read(broken)


def test_a_part_of_other_columns_is_no_part(monkeypatch: pytest.MonkeyPatch) -> None:
    data = dump(a_part())
    monkeypatch.setattr("extractor.batch.parts._schema_mark", lambda: 1)
    with pytest.raises(ValueError, match="another version"):
        load(data)


def test_a_part_knows_no_path() -> None:
    part = failed_part("digest", "why")
    assert part.document[0] is None
    assert part.document_at("papers/\udcffa.pdf")[:2] == ("papers/\ufffda.pdf", None)
    assert part.document_at("a.pdf")[1:] == part.document[1:]


def test_only_the_worst_findings_are_kept_and_all_are_counted(tmp_path: Path) -> None:
    paper = tmp_path / "paper.txt"
    sums = "\n\n".join(f"In 2013/14, 83.3% ({number}/108 children) of reviews were held." for number in range(50, 70))
    paper.write_text(sums, encoding="utf-8")
    summary = read_part(str(paper), Settings()).head.summary
    assert (summary.verdicts["inconsistent"], len(summary.remarks)) == (20, SHOWN)
