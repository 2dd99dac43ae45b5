"""A written dataset: its bytes, what a Frictionless validator says, and which folders it refuses."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from frictionless import validate

from extractor.dataset import streams, writers
from extractor.dataset.cells import holds_text
from extractor.dataset.records import Records, store_rows
from extractor.dataset.schema import SCHEMA
from extractor.dataset.writers import DatasetWriter, check_output, write_dataset
from extractor.errors import UsageError

from .samples import TRICKY, make_mention, make_records


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_files(tmp_path: Path) -> None:
    write_dataset(make_records(), tmp_path / "new" / "out")
    tables = [f"{table.name}.{kind}" for table in SCHEMA for kind in ("csv", "parquet")]
    assert sorted(files_of(tmp_path / "new" / "out")) == sorted([*tables, "datapackage.json", "text/d1.txt"])


def test_same_records_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b", "b"):
        write_dataset(make_records(), tmp_path / name)
    assert files_of(tmp_path / "a") == files_of(tmp_path / "b")


@pytest.mark.parametrize("records", [Records(), make_records()], ids=["empty", "sample"])
def test_frictionless_finds_no_fault(records: Records, tmp_path: Path) -> None:
    write_dataset(records, tmp_path)
    report = validate(str(tmp_path / "datapackage.json"))
    assert report.flatten(["title", "message"]) == []
    assert report.stats["tasks"] == len(SCHEMA)


@pytest.mark.parametrize(
    ("records", "fault"),
    [
        (Records(mentions=[make_mention("m1")]), "foreign-key"),
        (
            Records(documents=[{"path": "a", "doc_id": "d1"}], mentions=[make_mention("m1"), make_mention("m1")]),
            "primary-key",
        ),
    ],
)
def test_frictionless_checks_the_keys(records: Records, fault: str, tmp_path: Path) -> None:
    write_dataset(records, tmp_path)
    faults = validate(str(tmp_path / "datapackage.json")).flatten(["type"])
    assert faults == [[fault]]


def test_descriptor_declares_keys_and_vocabularies(tmp_path: Path) -> None:
    write_dataset(Records(), tmp_path)
    descriptor = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert descriptor["escape"]["before"] == ["=", "+", "-", "@", "\t", "\r", "\n", "'"]
    resources = {resource["name"]: resource for resource in descriptor["resources"]}
    assert {name: resource["schema"]["primaryKey"] for name, resource in resources.items()} == {
        "documents": ["path"],
        "mentions": ["mention_id"],
        "claims": ["claim_id"],
        "reconciliations": ["check_id"],
        "exclusions": ["exclusion_id"],
    }
    to_document = [{"fields": ["doc_id"], "reference": {"resource": "documents", "fields": ["doc_id"]}}]
    keyed = {name for name, resource in resources.items() if resource["schema"]["foreignKeys"] == to_document}
    assert keyed == {"mentions", "claims", "exclusions"}
    fields = {field["name"]: field for field in resources["mentions"]["schema"]["fields"]}
    assert fields["polarity"]["constraints"] == {"enum": ["higher", "lower", "neutral"]}
    assert fields["mention_id"]["constraints"] == {"required": True}
    assert (fields["value"]["type"], fields["page"]["type"], fields["period_end"]["type"]) == (
        "number",
        "integer",
        "date",
    )


def test_csv_lines(tmp_path: Path) -> None:
    write_dataset(make_records(), tmp_path)
    lines = (tmp_path / "mentions.csv").read_bytes().decode("utf-8").split("\n")
    assert lines[0] == ",".join(column.name for column in SCHEMA[1].columns)
    first = "d1-m1,d1,narrative,1,16,21,83.3%,,,,,,,,,percentage,83.3,,83.25,83.35,90,108,%,eq,actual,,,,"
    assert lines[1] == first + "2013-04-01,2014-03-31,,,,,0.9,,,,,,"
    assert lines[2] == "d1-m2,d1,narrative" + "," * 14 + "250000,10000000000000000000000,0,0.0000001,,,,,target" + (
        "," * 16
    )
    assert lines[-1] == ""


def test_no_text_cell_begins_dangerously(tmp_path: Path) -> None:
    write_dataset(make_records(), tmp_path)
    contexts = []
    for table in SCHEMA:
        with (tmp_path / f"{table.name}.csv").open(newline="", encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                texts = [row[column.name] for column in table.columns if holds_text(column)]
                dangerous = [text for text in texts if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]
                assert [text for text in dangerous if re.fullmatch(r"[+-][\d.,]+%?", text) is None] == []
                contexts.append(row.get("context"))
    assert "'=1+1" in contexts
    assert "''quoted" in contexts


def test_negative_numbers_stay_numbers(tmp_path: Path) -> None:
    write_dataset(Records(mentions=[make_mention("m1", value=-5, text="-5")]), tmp_path)
    with (tmp_path / "mentions.csv").open(newline="", encoding="utf-8") as lines:
        (row,) = csv.DictReader(lines)
    assert (row["value"], row["text"]) == ("-5", "-5")


def test_parquet_types(tmp_path: Path) -> None:
    write_dataset(make_records(), tmp_path)
    types = {"string": "string", "ids": "string", "integer": "int64", "number": "double", "date": "date32[day]"}
    for table in SCHEMA:
        schema = pq.read_schema(tmp_path / f"{table.name}.parquet")
        assert {field.name: str(field.type) for field in schema} == {
            column.name: types[column.type] for column in table.columns
        }
        assert schema.metadata is None
        assert schema.field(0).metadata[b"description"].decode() == table.columns[0].meaning


def test_parquet_holds_text_as_it_is(tmp_path: Path) -> None:
    write_dataset(make_records(), tmp_path)
    mentions = pq.read_table(tmp_path / "mentions.parquet").to_pylist()
    assert [row["context"] for row in mentions[2:]] == list(TRICKY)
    assert mentions[0]["value"] == 83.3
    assert mentions[0]["area"] is None


def test_text_keeps_its_line_ends(tmp_path: Path) -> None:
    text = "a\r\nb\rc\n\x00 \u2028£\ud800"
    write_dataset(Records(texts={"d1": text}), tmp_path)
    assert (tmp_path / "text" / "d1.txt").read_bytes() == text.replace("\ud800", "\ufffd").encode("utf-8")


def test_an_earlier_dataset_is_replaced(tmp_path: Path) -> None:
    write_dataset(make_records(), tmp_path)
    (tmp_path / "report.html").write_text("kept", encoding="utf-8")
    write_dataset(Records(texts={"d2": "two"}), tmp_path)
    assert [path.name for path in (tmp_path / "text").iterdir()] == ["d2.txt"]
    assert len((tmp_path / "mentions.csv").read_text(encoding="utf-8").splitlines()) == 1
    assert (tmp_path / "report.html").exists()


@pytest.mark.parametrize("name", ["notes.txt", "mentions.csv", "text/d1.txt", "datapackage.json"])
def test_other_peoples_folders_are_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text('{"name": "somebody-elses"}', encoding="utf-8")
    before = files_of(tmp_path)
    with pytest.raises(UsageError, match=r"holds files that are no dataset\. Give --out a new or empty folder"):
        write_dataset(make_records(), tmp_path)
    assert files_of(tmp_path) == before


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="a file, not a folder"):
        check_output(tmp_path / "out")
    with pytest.raises(UsageError, match="cannot be written"):
        write_dataset(Records(), tmp_path / "out" / "inside")


def test_a_wrong_record_leaves_the_earlier_dataset(tmp_path: Path) -> None:
    write_dataset(make_records(), tmp_path)
    before = files_of(tmp_path)
    with pytest.raises(ValueError, match=r"mentions\[0\]\.role holds one of"):
        write_dataset(Records(mentions=[make_mention("m1", role="outturn")]), tmp_path)
    with pytest.raises(ValueError, match="no file can be named after"):
        write_dataset(Records(texts={"../d1": ""}), tmp_path)
    assert files_of(tmp_path) == before


def test_a_killed_run_can_be_run_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> str:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(writers, "describe_dataset", fail)
        with pytest.raises(KeyboardInterrupt):
            write_dataset(make_records(), tmp_path / "out")
    assert not (tmp_path / "out" / "datapackage.json").exists()
    assert (tmp_path / "out" / ".unfinished").exists()
    (tmp_path / "out" / "text" / ".d9.txt.tmp").write_text("half", encoding="utf-8")
    check_output(tmp_path / "out")
    write_dataset(make_records(), tmp_path / "out")
    write_dataset(make_records(), tmp_path / "fresh")
    assert files_of(tmp_path / "out") == files_of(tmp_path / "fresh")


def test_rows_may_come_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "GROUP_ROWS", 5)
    records = make_records()
    write_dataset(records, tmp_path / "whole")
    with DatasetWriter(tmp_path / "by row") as writer:
        for table in SCHEMA:
            for row in store_rows(table, records.rows(table)):
                writer.add(table.name, [row])
                writer.add(table.name, [])
        for doc_id, text in records.texts.items():
            writer.add_text(doc_id, text)
    assert files_of(tmp_path / "whole") == files_of(tmp_path / "by row")
    metadata = pq.read_metadata(tmp_path / "whole" / "mentions.parquet")
    groups = [metadata.row_group(number).num_rows for number in range(metadata.num_row_groups)]
    assert (len(records.mentions), groups) == (23, [5, 5, 5, 5, 3])
    assert pq.read_metadata(tmp_path / "whole" / "claims.parquet").num_rows == len(records.claims)


@pytest.mark.parametrize("ending", [KeyboardInterrupt, OSError(28, "No space left on device")])
def test_until_the_end_the_earlier_dataset_stands(tmp_path: Path, ending: BaseException) -> None:
    def write_and_end() -> None:
        with DatasetWriter(tmp_path) as writer:
            writer.add_text("d9", "other")
            writer.add("documents", store_rows(SCHEMA[0], [{"path": "b", "doc_id": "d9"}]))
            raise ending

    write_dataset(make_records(), tmp_path)
    before = files_of(tmp_path)
    with pytest.raises((KeyboardInterrupt, UsageError)):
        write_and_end()
    assert files_of(tmp_path) == before


def test_importing_is_light() -> None:
    program = (
        "import sys, extractor.dataset.writers, extractor.dataset.reader, extractor.dataset.columns;"
        "sys.exit(bool({'pandas', 'pyarrow', 'numpy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
