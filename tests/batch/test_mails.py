"""What is attached to mails is read as documents of their own, by a local run, by several workers and from URLs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import fsspec
import pytest

from extractor.batch import documents, mails, places
from extractor.batch.job import extract_archive
from extractor.batch.mails import MailMemo
from extractor.batch.pool import Limits
from extractor.commands import run_extract
from extractor.dataset.reader import read_rows
from extractor.errors import DocumentError, UsageError
from extractor.files import check_file, find_files, hash_file, list_attached, read_bytes, read_metadata
from extractor.run import collect, extract_files
from extractor.settings import Settings

PAPER = b"In 2013/14, 83.3% (90/108 children) of reviews were held on time.\n"


def mail(subject: str, attachments: dict[str, bytes], inner: EmailMessage | None = None) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = subject
    message["Date"] = "Thu, 31 Oct 2013 10:15:00 +0000"
    message["Message-ID"] = "<1@example.org>"
    message.set_content("The papers are attached.")
    for name, data in attachments.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    if inner is not None:
        message.add_attachment(inner)
    return message


def write_inbox(folder: Path) -> None:
    """Two mails with the same paper, one within another, a folder that is named as a mail, and a broken one."""
    (folder / "old.eml").mkdir(parents=True)
    forwarded = mail("Forwarded", {"paper.txt": PAPER, "other.txt": PAPER.replace(b"90", b"89")})
    (folder / "a.eml").write_bytes(mail("One", {"paper.txt": PAPER, "../../up.txt": b"Nothing."}).as_bytes())
    (folder / "old.eml" / "b.eml").write_bytes(mail("Two", {}, forwarded).as_bytes())
    (folder / "broken.msg").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    (folder / "note.eml").write_bytes(b"To: you\nFrom: me\n\n" + PAPER)


PATHS = [
    "a.eml",
    "a.eml/paper.txt",
    "a.eml/up.txt",
    "broken.msg",
    "note.eml",
    "old.eml/b.eml",
    "old.eml/b.eml/Forwarded.eml",
    "old.eml/b.eml/Forwarded.eml/paper.txt",
    "old.eml/b.eml/Forwarded.eml/other.txt",
]


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_inbox(tmp_path / "inbox")
    return tmp_path / "inbox"


def test_what_is_attached_is_listed_behind_its_mail(inbox: Path) -> None:
    assert find_files(["inbox"]) == [f"inbox/{path}" for path in PATHS]
    assert find_files(["inbox/a.eml/paper.txt"]) == ["inbox/a.eml/paper.txt"]
    assert find_files(["inbox/*.eml"])[:3] == [f"inbox/{path}" for path in PATHS[:3]]
    with pytest.raises(UsageError, match="no such file"):
        find_files(["inbox/missing.eml/paper.txt"])


def test_what_is_attached_is_a_file(inbox: Path) -> None:
    paper = "inbox/old.eml/b.eml/Forwarded.eml/paper.txt"
    assert read_bytes(paper) == read_bytes("inbox/a.eml/paper.txt") == PAPER
    assert hash_file(paper) == hash_file("inbox/a.eml/paper.txt")
    assert check_file(paper).st_size == (inbox / "old.eml" / "b.eml").stat().st_size
    for path, problem in (("a.eml/gone.txt", "no such attachment"), ("note.eml/x.txt", "no such attachment")):
        with pytest.raises(DocumentError, match=problem):
            read_bytes(f"inbox/{path}")


@pytest.mark.parametrize("jobs", [0, 2])
def test_a_run(inbox: Path, jobs: int) -> None:
    told: list[str] = []
    files = find_files(["inbox"])
    totals = extract_archive(files, Path("out"), limits=Limits(jobs), tell=lambda report: told.append(report.path))
    rows = read_rows(Path("out"), "documents")
    assert [row["path"] for row in rows] == files
    assert sorted(told) == sorted(files)
    by_path = {row["path"].removeprefix("inbox/"): row for row in rows}
    assert [path for path in PATHS if by_path[path]["status"] != "ok"] == ["broken.msg"]
    assert [by_path[path]["format"] for path in PATHS] == ["eml", "txt", "txt", "", "txt", "eml", "eml", "txt", "txt"]
    assert by_path[PATHS[1]]["doc_id"] == by_path[PATHS[7]]["doc_id"]
    assert [row["doc_id"] for row in read_rows(Path("out"), "mentions")].count(by_path[PATHS[1]]["doc_id"]) == 1
    assert (totals.documents, totals.failures, totals.verdicts["inconsistent"]) == (9, 1, 1)
    assert [path for _, path in totals.worst] == ["inbox/old.eml/b.eml/Forwarded.eml/other.txt"]
    assert by_path["a.eml"]["document_date"] == "2013-10-31"


def test_the_plain_functions_see_the_same(inbox: Path) -> None:
    files = find_files(["inbox"])
    extract_archive(files, Path("out"))
    records = collect(extract_files(files))
    assert [row["path"] for row in records.documents] == files
    assert len(records.mentions) == len(read_rows(Path("out"), "mentions"))


def test_metadata_names_mails_and_what_is_attached(inbox: Path) -> None:
    table = "path,authority\na.eml,Exampleshire\na.eml/paper.txt,Elsewhere\nold.eml/b.eml,Nobody\n"
    (inbox / "metadata.csv").write_text(table, encoding="utf-8")
    said = {path: read_metadata(f"inbox/{path}", {}) for path in PATHS}
    assert said["a.eml"] == {"authority": "Exampleshire"}
    assert said["a.eml/paper.txt"] == {"authority": "Elsewhere"}
    assert said["a.eml/up.txt"] == {}
    (inbox / "metadata.csv").write_text("path,authority\ngone.eml/paper.txt,Elsewhere\n", encoding="utf-8")
    with pytest.raises(UsageError, match="there is no file"):
        read_metadata("inbox/a.eml", {})


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files count as unchanged however lately they were written."""
    monkeypatch.setattr("extractor.batch.memo.SETTLED_NS", -(10**12))
    monkeypatch.setattr(mails, "SETTLED_NS", -(10**12))


@pytest.mark.usefixtures("settled")
def test_mails_that_have_not_changed_are_not_opened_again(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def listen(path: str) -> list[str]:
        opened.append(Path(path).name)
        return list_attached(path)

    monkeypatch.setattr(mails, "list_attached", listen)
    runs = []
    for change in (False, False, True):
        opened.clear()
        if change:
            (inbox / "a.eml").write_bytes(mail("One", {"new.txt": PAPER}).as_bytes())
        run_extract(["inbox"], "out", Settings(), Limits(0), quiet=True)
        runs.append(sorted(opened))
    assert runs == [["a.eml", "b.eml", "broken.msg", "note.eml"], [], ["a.eml"]]
    assert [row["path"] for row in read_rows(Path("out"), "documents")][1] == "inbox/a.eml/new.txt"


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"program": "another", "mails": {}}', b"\xff"])
def test_a_memory_that_is_damaged_holds_nothing(inbox: Path, content: bytes) -> None:
    Path("mails.json").write_bytes(content)
    memo = MailMemo(Path("mails.json"))
    assert memo.names("inbox/a.eml") == ["paper.txt", "up.txt"]
    memo.save()
    os.truncate(inbox / "a.eml", 0)
    assert MailMemo(Path("mails.json")).names("inbox/a.eml") == []
    assert MailMemo(Path("mails.json")).names("inbox/gone.eml") == []


@pytest.fixture
def far(tmp_path: Path) -> Iterator[str]:
    """The inbox in an object store."""
    write_inbox(tmp_path / "inbox")
    system = fsspec.filesystem("memory")
    for path in (tmp_path / "inbox").rglob("*"):
        if path.is_file():
            system.pipe_file(f"/store/{path.relative_to(tmp_path).as_posix()}", path.read_bytes())
    yield "memory://store/inbox"
    system.rm("/store", recursive=True)


def test_mails_of_an_object_store(far: str, tmp_path: Path) -> None:
    table = b"path,authority\na.eml/paper.txt,Elsewhere\n"
    fsspec.filesystem("memory").pipe_file("/store/inbox/metadata.csv", table)
    found = documents.find_documents([far])
    assert [item.path.removeprefix(f"{far}/") for item in found] == PATHS
    assert [item.path for item in found if item.override] == [f"{far}/a.eml/paper.txt"]
    for item in found:
        local = tmp_path / "inbox" / item.path.removeprefix(f"{far}/")
        size, digest = places.hash_place(item.place)
        assert digest == hash_file(local.as_posix())
        assert size == len(places.fetch(item.place)) == len(read_bytes(local.as_posix()))
