"""Where exports stand, what they overwrite, and the command."""

from __future__ import annotations

import io
import os
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from extractor.cli import main
from extractor.dataset.descriptor import FILE_NAME, describe_dataset
from extractor.dataset.schema import SCHEMA
from extractor.errors import UsageError
from extractor.export import FORMATS, export_dataset
from extractor.export.formats import NAMES
from extractor.export.links import Papers, page_fragment

from .samples import write_sample

NAMES_BESIDE = {
    "xlsx": ["figures.xlsx"],
    "sqlite": ["figures.db", "figures.metadata.json"],
    "label-studio": ["figures.label-studio.json", "figures.label-studio.xml"],
    "doccano": ["figures.doccano.jsonl", "figures.doccano.relations.jsonl"],
    "prodigy": ["figures.prodigy.jsonl"],
    "spacy": ["figures.spacy"],
    "annotations": ["figures.annotations.jsonld"],
}


def test_formats() -> None:
    assert tuple(NAMES_BESIDE) == NAMES


@pytest.mark.parametrize("to", NAMES)
def test_exports_stand_beside_the_dataset_and_are_replaced(dataset: Path, to: str) -> None:
    files = export_dataset(dataset, to)
    assert files == [dataset.parent / name for name in NAMES_BESIDE[to]]
    first = [file.read_bytes() for file in files]
    assert sorted(path.name for path in dataset.parent.iterdir()) == sorted(["figures", "papers", *NAMES_BESIDE[to]])
    assert export_dataset(dataset, to) == files
    if to != "sqlite":  # counts its own changes
        assert [file.read_bytes() for file in files] == first
    mask = os.umask(0)
    os.umask(mask)
    assert {file.stat().st_mode & 0o777 for file in files} == {0o666 & ~mask}


@pytest.mark.parametrize("to", NAMES)
def test_what_no_export_has_written_is_left_alone(dataset: Path, to: str) -> None:
    for name in NAMES_BESIDE[to]:
        mine = dataset.parent / name
        mine.write_bytes(b"x\x9cmine")
        with pytest.raises(UsageError, match="this file is no export, and is left as it is"):
            export_dataset(dataset, to)
        assert mine.read_bytes() == b"x\x9cmine"
        mine.unlink()
    (dataset.parent / NAMES_BESIDE[to][-1]).write_bytes(b"mine")
    assert [file.name for file in export_dataset(dataset, to, force=True)] == NAMES_BESIDE[to]


@pytest.mark.parametrize("to", NAMES)
def test_an_export_without_a_paper_is_an_export(tmp_path: Path, to: str) -> None:
    dataset = write_sample(tmp_path, documents=[], mentions=[], claims=[], reconciliations=[], exclusions=[], texts={})
    assert export_dataset(dataset, to) == export_dataset(dataset, to)


def test_somebody_elses_workbook_and_database_are_left_alone(dataset: Path) -> None:
    import openpyxl

    openpyxl.Workbook().save(dataset.parent / "figures.xlsx")
    with closing(sqlite3.connect(dataset.parent / "figures.db")) as database:
        database.execute("CREATE TABLE mine (x)")
    for to in ("xlsx", "sqlite"):
        with pytest.raises(UsageError, match="this file is no export"):
            export_dataset(dataset, to)
    with pytest.raises(UsageError, match="this file is no export"):
        export_dataset(dataset, "label-studio", dataset / FILE_NAME)


@pytest.mark.parametrize(
    ("out", "files"),
    [
        ("report.xlsx", ["report.xlsx"]),
        ("REPORT.XLSX", ["REPORT.XLSX"]),
        ("papers", ["papers/figures.xlsx"]),
    ],
)
def test_out(dataset: Path, out: str, files: list[str]) -> None:
    assert export_dataset(dataset, "xlsx", dataset.parent / out) == [dataset.parent / file for file in files]


def test_companions_are_named_after_the_file(dataset: Path) -> None:
    folder = dataset.parent
    assert export_dataset(dataset, "sqlite", folder / "a.sqlite") == [folder / "a.sqlite", folder / "a.metadata.json"]
    assert export_dataset(dataset, "label-studio", folder / "a.json") == [folder / "a.json", folder / "a.xml"]


@pytest.mark.parametrize(
    ("to", "out", "problem"),
    [
        ("excel", None, "--to 'excel' is unknown. Use one of xlsx, sqlite"),
        ("xlsx", "a.xls", "--out has another ending than this format. Give it a name that ends in .xlsx"),
        ("sqlite", "a.xlsx", "Give it a name that ends in .db or .sqlite or .sqlite3"),
        ("xlsx", "nowhere/a.xlsx", "the folder is not there"),
        ("xlsx", "link.xlsx", "this is a link, and nothing is written through one"),
        ("sqlite", "folder.db", "this is a folder"),
    ],
)
def test_what_cannot_be_written(dataset: Path, to: str, out: str | None, problem: str) -> None:
    (dataset.parent / "link.xlsx").symlink_to(dataset.parent / "elsewhere.xlsx")
    (dataset.parent / "folder.metadata.json").mkdir()
    with pytest.raises(UsageError) as raised:
        export_dataset(dataset, to, dataset.parent / out if out else None)
    assert problem in str(raised.value)


def test_units_go_with_texts_alone(dataset: Path) -> None:
    with pytest.raises(UsageError, match=r"--unit does not go with --to xlsx\. Use it with one of label-studio"):
        export_dataset(dataset, "xlsx", unit="sentence")
    with pytest.raises(UsageError, match=r"--unit 'page' is unknown\. Use one of document, paragraph, sentence"):
        export_dataset(dataset, "prodigy", unit="page")


def test_a_failure_leaves_what_stood_there(dataset: Path) -> None:
    (file,) = export_dataset(dataset, "prodigy")
    before = file.read_bytes()
    (dataset / "text" / "d2.txt").unlink()
    with pytest.raises(UsageError, match="the text cannot be read"):
        export_dataset(dataset, "prodigy")
    assert file.read_bytes() == before
    assert sorted(path.name for path in dataset.parent.iterdir()) == ["figures", "figures.prodigy.jsonl", "papers"]


def test_no_dataset(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="this folder holds no finished dataset"):
        export_dataset(tmp_path, "xlsx")


def test_a_dataset_in_parts_gives_the_same(dataset: Path) -> None:
    """The tables of a dataset that a cluster wrote are folders of Parquet files."""
    parts = dataset.parent / "parts" / "figures"
    shutil.copytree(dataset, parts)
    for table in SCHEMA:
        whole = pq.read_table(parts / f"{table.name}.parquet")
        for kind in (".csv", ".parquet"):
            (parts / f"{table.name}{kind}").unlink()
        (parts / f"{table.name}.parquet").mkdir()
        for number, rows in enumerate((whole.slice(0, 2), whole.slice(2))):
            pq.write_table(rows, parts / f"{table.name}.parquet" / f"part-{number:05}.parquet")
    (parts / FILE_NAME).write_text(describe_dataset(["part-00000.parquet", "part-00001.parquet"]), encoding="utf-8")
    for to in ("prodigy", "label-studio"):
        assert export_dataset(parts, to)[0].read_bytes() == export_dataset(dataset, to)[0].read_bytes()


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("papers/a.pdf", "../papers/a.pdf"),
        ("./papers/a.pdf", "../papers/a.pdf"),
        ("papers/50% #1 [é].pdf", "../papers/50%25%20%231%20%5B%C3%A9%5D.pdf"),
        ("/srv/papers/a b.pdf", "file:///srv/papers/a%20b.pdf"),
        ("http://example.org/a.pdf", "http://example.org/a.pdf"),
        ("s3://archive/a.pdf", ""),
        ("a\udcff.pdf", "../a%FF.pdf"),
        ("a\x00.pdf", "../a%00.pdf"),
    ],
)
def test_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, link: str) -> None:
    (tmp_path / "exports").mkdir()
    monkeypatch.chdir(tmp_path)
    assert Papers(tmp_path / "figures", tmp_path / "exports").link(path) == link


def test_papers_are_found_from_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "work" / "papers").mkdir(parents=True)
    (tmp_path / "work" / "papers" / "a.pdf").touch()
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path / "other")
    papers = Papers(tmp_path / "work" / "figures", tmp_path / "work")
    assert papers.link("papers/a.pdf") == "papers/a.pdf"
    assert papers.link("papers/b.pdf") == "../other/papers/b.pdf"


def test_papers_that_have_moved(tmp_path: Path) -> None:
    (tmp_path / "moved" / "june").mkdir(parents=True)
    (tmp_path / "moved" / "june" / "a.pdf").touch()
    papers = Papers(tmp_path / "figures", tmp_path, tmp_path / "moved")
    assert papers.link("/srv/papers/june/a.pdf", "#page=2") == "moved/june/a.pdf#page=2"
    assert papers.link("../june/a.pdf") == "moved/june/a.pdf"
    assert papers.link("/srv/papers/b.pdf") == "file:///srv/papers/b.pdf"
    with pytest.raises(UsageError, match="no such folder"):
        Papers(tmp_path / "figures", tmp_path, tmp_path / "gone")


def test_what_is_attached_to_a_mail_is_linked_by_the_mail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a mail.eml").touch()
    (tmp_path / "old.eml").mkdir()
    monkeypatch.chdir(tmp_path)
    papers = Papers(tmp_path / "figures", tmp_path)
    assert papers.link("a mail.eml/paper.pdf", "#page=2") == "a%20mail.eml"
    assert papers.link("old.eml/paper.pdf", "#page=2") == "old.eml/paper.pdf#page=2"


@pytest.mark.parametrize(
    ("form", "page", "fragment"), [("pdf", 3, "#page=3"), ("pdf", None, ""), ("docx", 3, ""), ("", None, "")]
)
def test_page_fragment(form: str, page: int | None, fragment: str) -> None:
    assert page_fragment(form, page) == fragment


def test_the_command_says_what_it_wrote(
    dataset: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(dataset)
    monkeypatch.setattr(sys, "argv", ["extractor", "export", ".", "--to", "sqlite"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    assert capsys.readouterr().out.splitlines() == [
        str(dataset.parent / "figures.db"),
        str(dataset.parent / "figures.metadata.json"),
    ]


def test_the_command_names_the_remedy(
    dataset: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    monkeypatch.setattr(sys, "argv", ["extractor", "export", str(dataset), "--to", "csv"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert capsys.readouterr().err == f"error: --to 'csv' is unknown. Use one of {', '.join(NAMES)}\n"


def test_every_format_has_a_name_of_its_own() -> None:
    assert len({form.ending for form in FORMATS}) == len(FORMATS)
