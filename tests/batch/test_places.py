"""Paths and URLs: which documents they name, what is read there, and what a run leaves."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
from fsspec.implementations.dirfs import DirFileSystem
from fsspec.implementations.local import LocalFileSystem

from extractor.batch import documents as documents_module
from extractor.batch import places
from extractor.batch.cluster import batches
from extractor.batch.documents import find_documents
from extractor.batch.output import open_output
from extractor.batch.places import Folder, fetch, hash_place, is_url, plain
from extractor.dataset.partitions import part_names
from extractor.errors import DocumentError, UsageError

DESCRIPTOR = b'{"name": "council-figures"}'


@pytest.fixture
def memory() -> Iterator[str]:
    yield "memory://places"
    system = fsspec.filesystem("memory")
    if system.exists("/places"):
        system.rm("/places", recursive=True)


@pytest.fixture(params=["path", "memory", "drive"])
def root(request: pytest.FixtureRequest, memory: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A folder by its path, on an object store, and on a file system that only a URL names."""
    if request.param == "drive":

        class Drive(DirFileSystem):  # type: ignore[misc]
            protocol = "drive"

        drive = Drive(path=str(tmp_path), fs=LocalFileSystem())
        monkeypatch.setattr(places, "open_system", lambda url: (drive, url.removeprefix("drive://")))
        return "drive://folder"
    return memory if request.param == "memory" else str(tmp_path / "folder")


@pytest.mark.parametrize(
    ("text", "url", "path"),
    [
        ("s3://bucket/key.pdf", True, "s3://bucket/key.pdf"),
        ("memory://x", True, "memory://x"),
        ("file:///papers/a.pdf", False, "/papers/a.pdf"),
        ("FILE:///papers/a.pdf", False, "/papers/a.pdf"),
        ("papers/a.pdf", False, "papers/a.pdf"),
        ("C:\\papers\\a.pdf", False, "C:\\papers\\a.pdf"),
        ("/papers/what://is.this", False, "/papers/what://is.this"),
    ],
)
def test_what_is_a_url(text: str, url: bool, path: str) -> None:
    assert (is_url(text), plain(text)) == (url, path)


def test_a_folder_is_written_and_read_by_name(root: str) -> None:
    folder = Folder(root)
    assert (folder.read("a/b.txt"), folder.names(), folder.names("a")) == (None, [], [])
    folder.write("a/b.txt", b"one")
    folder.write("a/b.txt", b"two")
    folder.write("a/c.txt", b"")
    assert (folder.read("a/b.txt"), folder.read("a/c.txt")) == (b"two", b"")
    assert (folder.names(), folder.names("a")) == (["a"], ["b.txt", "c.txt"])
    folder.remove("a/b.txt")
    folder.remove("a/b.txt")
    assert folder.names("a") == ["c.txt"]


def test_a_url_is_read_within_bounds(memory: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Folder(memory).write("full.txt", b"12345")
    Folder(memory).write("empty.txt", b"")
    assert fetch(f"{memory}/full.txt") == b"12345"
    assert fetch(f"{memory}/empty.txt") == b""
    assert hash_place(f"{memory}/full.txt") == (5, hashlib.sha256(b"12345").hexdigest())
    monkeypatch.setattr(places, "MAX_BYTES", 4)
    for read in (fetch, hash_place):
        with pytest.raises(DocumentError, match="larger than 0 MB"):
            read(f"{memory}/full.txt")
        with pytest.raises(DocumentError, match=r"none\.txt: cannot be opened \(No such file or directory\)\. Check"):
            read(f"{memory}/none.txt")
        with pytest.raises(DocumentError, match="this is no file"):
            read(memory)


@pytest.mark.parametrize(
    ("url", "said"),
    [("nosuch://bucket/x", "this URL cannot be used"), ("dropbox://x/y", "this kind of URL needs another package")],
)
def test_a_url_that_nothing_opens(url: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        find_documents([url])


def test_documents_of_a_url(memory: str, tmp_path: Path) -> None:
    folder = Folder(memory)
    names = ("b/2.pdf", "a.txt", "b/1.pdf", "b-1/3.pdf", ".hidden/x.pdf", "b/~$1.docx", "Thumbs.db", "out/text/1.txt")
    for name in names:
        folder.write(name, b"words")
    folder.write("out/.unfinished", b"")
    folder.write("done/datapackage.json", DESCRIPTOR)
    folder.write("done/documents.csv", b"path\n")
    folder.write("other/datapackage.json", b"{}")
    folder.write("b/metadata.csv", "\ufeffPath;Authority\n1.pdf;Exampleshire\n".encode())
    (tmp_path / "here.txt").write_text("words", encoding="utf-8")
    here = str(tmp_path / "here.txt")
    found = find_documents([memory, f"{memory}/none.pdf", here, f"{memory}/a.txt"])
    expected = ["a.txt", "b/1.pdf", "b/2.pdf", "b-1/3.pdf", "other/datapackage.json", "none.pdf"]
    assert [document.path for document in found] == [*(f"{memory}/{name}" for name in expected), here]
    assert [document.place for document in found] == [document.path for document in found]
    assert [document.override for document in found[:3]] == [{}, {"authority": "Exampleshire"}, {}]
    assert [document.path for document in find_documents([f"{memory}/b*/*.pdf"])] == [
        f"{memory}/{name}" for name in ("b/1.pdf", "b/2.pdf", "b-1/3.pdf")
    ]
    with pytest.raises(UsageError, match="nothing is found there"):
        find_documents([f"{memory}/none.pdf"])


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (b"name\nx\n", "its columns are name"),
        (b"path,date\na.txt,soon\n", "line 2: 'soon' is no date"),
        (b"path\nmissing.txt\n", "there is no file 'missing.txt' beside it"),
        (b"path\n\xff\n", "not a CSV file in UTF-8"),
    ],
)
def test_a_metadata_file_at_fault(memory: str, table: bytes, said: str) -> None:
    Folder(memory).write("a.txt", b"words")
    Folder(memory).write("metadata.csv", table)
    with pytest.raises(UsageError, match=said) as caught:
        find_documents([memory])
    assert caught.value.where.startswith(f"{memory}/metadata.csv")


def test_a_path_is_named_as_given_and_found_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("papers").mkdir()
    Path("papers/a.txt").write_text("words", encoding="utf-8")
    (found,) = find_documents(["papers"])
    assert (found.path, found.place) == ("papers/a.txt", str(tmp_path / "papers" / "a.txt"))
    (by_url,) = find_documents([f"file://{tmp_path}/papers/a.txt"])
    assert by_url.path == f"{tmp_path}/papers/a.txt"


def test_a_url_keeps_the_host_that_a_path_leaves_out() -> None:
    named = documents_module._namer("sftp://host/papers", "/papers", None)
    assert named("/papers/a.pdf") == "sftp://host/papers/a.pdf"


def test_a_folder_of_other_files_is_left_alone(memory: str) -> None:
    Folder(memory).write("mine.txt", b"words")
    with pytest.raises(UsageError, match="this folder holds files that are no dataset"):
        open_output(memory)
    assert Folder(memory).names() == ["mine.txt"]


def test_the_last_run_has_the_folder(memory: str) -> None:
    first = open_output(memory)
    assert first.is_seen()
    second = open_output(memory)
    assert (first.is_seen(), second.is_seen()) == (False, True)
    assert (first.stood, second.stood) == (False, True)
    first.begin()
    assert Folder(memory).names() == [".parts", ".unfinished"]
    first.finish(["part-00000.parquet"], ())
    assert Folder(memory).names() == [".parts", "datapackage.json"]


@pytest.mark.parametrize(
    ("sizes", "most", "most_bytes", "lists"),
    [
        ([1, 1, 1, 1, 1], 2, 0, [2, 2, 1]),
        ([5, 5, 20, 5, 5, 5], 9, 10, [2, 1, 2, 1]),
        ([], 2, 10, []),
    ],
)
def test_batches_hold_so_many_and_so_much(sizes: list[int], most: int, most_bytes: int, lists: list[int]) -> None:
    assert [len(batch) for batch in batches(sizes, most, most_bytes, lambda size: size)] == lists


def test_names_of_parts_are_in_order() -> None:
    assert part_names(2) == ["part-00000.parquet", "part-00001.parquet"]
    many = part_names(100_001)
    assert many == sorted(many)
