"""Reading back: exactly what was written, and plain words where a file was damaged."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.dataset.frames import make_frames
from extractor.dataset.reader import read_dataset, read_rows, read_text
from extractor.dataset.records import Records
from extractor.dataset.schema import SCHEMA
from extractor.dataset.writers import write_dataset
from extractor.errors import UsageError

from .samples import TRICKY, make_mention, make_records

ANY_TEXT = st.text(
    alphabet=st.one_of(st.sampled_from("=+-@\t\r\n'\",;\x00\x85\u2028"), st.characters(exclude_categories=["Cs"]))
)


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    write_dataset(make_records(), tmp_path)
    return tmp_path


def change(file: Path, old: str, new: str) -> None:
    text = file.read_bytes().decode("utf-8")
    assert old in text
    file.write_bytes(text.replace(old, new, 1).encode("utf-8"))


def test_frames_are_the_same(dataset: Path) -> None:
    written, read = make_frames(make_records()), read_dataset(dataset)
    assert list(read) == list(written)
    for table in SCHEMA:
        pd.testing.assert_frame_equal(read[table.name], written[table.name])


def test_csv_and_parquet_agree(dataset: Path) -> None:
    read = read_dataset(dataset)
    for table in SCHEMA:
        frame = pd.read_parquet(dataset / f"{table.name}.parquet")
        expected = read[table.name].astype(object).where(read[table.name].notna(), None)
        actual = frame.astype(object).where(frame.notna(), None)
        assert actual.to_dict("records") == expected.to_dict("records")


def test_rows_are_unguarded(dataset: Path) -> None:
    rows = read_rows(dataset, "mentions")
    assert [row["context"] for row in rows[2:]] == list(TRICKY)
    assert rows[2]["value"] == "-5"
    assert [row["path"] for row in read_rows(dataset, "documents")][2] == "-rf.pdf"
    assert read_rows(dataset, "claims")[0]["mention_ids"] == "d1-m1 d1-m2"


def test_text_is_the_same(dataset: Path) -> None:
    assert read_text(dataset, "d1") == make_records().texts["d1"]
    with pytest.raises(UsageError, match="the text cannot be read"):
        read_text(dataset, "d2")


@settings(max_examples=60, deadline=None)
@given(st.lists(ANY_TEXT, max_size=8))
def test_any_text_comes_back(texts: list[str]) -> None:
    records = Records(
        mentions=[make_mention(f"m{place}", context=text) for place, text in enumerate(texts)],
        texts={f"d{place}": text for place, text in enumerate(texts)},
    )
    with TemporaryDirectory() as folder:
        write_dataset(records, Path(folder))
        assert [row["context"] for row in read_rows(Path(folder), "mentions")] == texts
        assert [read_text(Path(folder), doc_id) for doc_id in records.texts] == texts


def test_a_very_long_cell(tmp_path: Path) -> None:
    write_dataset(Records(mentions=[make_mention("m1", context="x" * 300_000)]), tmp_path)
    assert len(read_rows(tmp_path, "mentions")[0]["context"]) == 300_000


def test_a_table_saved_by_a_spreadsheet(dataset: Path) -> None:
    file = dataset / "claims.csv"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert read_rows(dataset, "claims")[0]["claim_id"] == "d1-c1"


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("mentions.csv", "2014-03-31", "31/03/2014", "mentions.csv: row 1, column period_end: .*dates are YYYY-MM-DD"),
        ("mentions.csv", ",83.3,", ",five,", "row 1, column value: not a number: 'five'"),
        ("mentions.csv", "mention_id", "id", "columns are missing: mention_id"),
        ("claims.csv", "d1-c1,", "d1-c1,,", "longer or shorter than the header"),
        ("datapackage.json", "council-figures", "other", "holds no finished dataset. Run the extraction again"),
    ],
)
def test_damage_is_named(file: str, old: str, new: str, message: str, dataset: Path) -> None:
    change(dataset / file, old, new)
    with pytest.raises(UsageError, match=message):
        read_dataset(dataset)


def test_a_missing_or_empty_table(dataset: Path) -> None:
    (dataset / "claims.csv").unlink()
    with pytest.raises(UsageError, match="the table cannot be read"):
        read_rows(dataset, "claims")
    (dataset / "claims.csv").write_bytes(b"")
    with pytest.raises(UsageError, match="the table cannot be read"):
        read_rows(dataset, "claims")


def test_no_dataset(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no finished dataset"):
        read_rows(tmp_path, "mentions")


def test_unknown_columns_are_kept_in_rows_and_left_out_of_frames(dataset: Path) -> None:
    change(dataset / "claims.csv", "claim_id,", "note,claim_id,")
    change(dataset / "claims.csv", "d1-c1,", "seen,d1-c1,")
    assert read_rows(dataset, "claims")[0]["note"] == "seen"
    assert "note" not in read_dataset(dataset)["claims"].columns
