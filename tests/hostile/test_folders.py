"""Names, links, devices, files that change, and output folders: each is one row or one line, and the run goes on."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from extractor.cli import main
from extractor.dataset.reader import read_rows
from extractor.errors import DocumentError, UsageError
from extractor.files import MAX_BYTES, find_files, read_bytes, read_metadata

from . import folders, office_files

NO_FILE = "this is no file. Give files, or folders that hold some"


@pytest.fixture
def extract(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> object:
    """Run ``extract`` in this process, from ``tmp_path``; returns the exit code and what stood on the error output."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["extractor", "extract", *arguments, "--jobs", "0", "--quiet"])
        code: object = 0
        try:
            main()
        except SystemExit as ended:
            code = ended.code
        assert code is None or isinstance(code, int)
        return code or 0, capsys.readouterr().err

    return run


def rows(dataset: Path) -> dict[str, tuple[str, str]]:
    return {row["path"]: (row["status"], row["error"]) for row in read_rows(dataset, "documents")}


def test_names(extract: object, tmp_path: Path) -> None:
    assert callable(extract)
    folders.name_badly(tmp_path / "papers")
    code, said = extract("papers", "--out", "dataset")
    assert (code, said) == (0, "")
    found = rows(tmp_path / "dataset")
    assert len(found) == len(folders.NAMES)
    assert set(found.values()) == {("ok", "")}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dataset", "papers"]
    texts = {path.name for path in (tmp_path / "dataset" / "text").iterdir()}
    assert texts == {f"{row['doc_id']}.txt" for row in read_rows(tmp_path / "dataset", "documents")}
    table = (tmp_path / "dataset" / "documents.csv").read_text(encoding="utf-8")
    assert not any(line.startswith("=") for line in table.splitlines())


def test_names_of_what_is_attached(extract: object, tmp_path: Path) -> None:
    """Nothing is written under them, and each is one line of a table."""
    assert callable(extract)
    written = [
        *("..%2F..%2Fescaped.txt", "%2Fetc%2Fpasswd", "C:%5Ca%5Cb.txt", "one%0D%0Atwo.txt", "right%E2%80%AEtxt.exe"),
        *("%00nul.txt", "%1B[31m.txt", "..", "", "=cmd.txt", "n" * 300 + ".txt", "CON"),
    ]
    (tmp_path / "mail.eml").write_bytes(office_files.named_mail(written))
    assert extract("mail.eml", "--out", "dataset") == (0, "")
    found = rows(tmp_path / "dataset")
    names = [
        *("escaped.txt", "passwd", "b.txt", "one two.txt", "righttxt.exe", "nul.txt", "[31m.txt"),
        *("attachment 8", "attachment 9", "=cmd.txt", "n" * 116 + ".txt", "CON"),
    ]
    assert list(found) == ["mail.eml", *(f"mail.eml/{name}" for name in names)]
    assert set(found.values()) == {("ok", "")}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dataset", "mail.eml"]
    texts = {path.name for path in (tmp_path / "dataset" / "text").iterdir()}
    assert texts == {f"{row['doc_id']}.txt" for row in read_rows(tmp_path / "dataset", "documents")}


@pytest.mark.parametrize("name", ["-rf.txt", "--out=elsewhere.txt"])
def test_a_name_that_looks_like_an_option(extract: object, tmp_path: Path, name: str) -> None:
    assert callable(extract)
    (tmp_path / name).write_bytes(folders.SENTENCE)
    assert extract(f"./{name}", "--out", "dataset") == (0, "")
    assert rows(tmp_path / "dataset") == {name: ("ok", "")}


def test_links(extract: object, tmp_path: Path) -> None:
    """A link to a file is read as that file; one to a folder is gone through once, wherever it leads."""
    assert callable(extract)
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"Outside, 12% of 50 homes were empty.\n")
    folders.link_badly(tmp_path / "papers", outside)
    code, _ = extract("papers", "--out", "dataset")
    assert code == 0
    found = rows(tmp_path / "dataset")
    gone = "cannot be opened (No such file or directory). Check that it exists and that you may read it"
    loop = f"cannot be opened ({os.strerror(errno.ELOOP)}). Check that it exists and that you may read it"
    assert found == {
        "papers/a.txt": ("ok", ""),
        "papers/inner/up/outside.txt": ("ok", ""),
        "papers/itself.txt": ("failed", loop),
        "papers/nowhere.txt": ("failed", gone),
        "papers/outside.txt": ("ok", ""),
    }
    assert outside.read_bytes() == b"Outside, 12% of 50 homes were empty.\n"


def test_what_is_no_file_is_not_read(extract: object, tmp_path: Path) -> None:
    """A pipe nobody writes to, and a device that never ends."""
    assert callable(extract)
    sockets = folders.add_devices(tmp_path / "papers")
    code, _ = extract("papers", "papers/pipe.txt", "papers/socket.txt", "--out", "dataset")
    for listener in sockets:
        listener.close()
    assert code == 0
    assert rows(tmp_path / "dataset") == {
        "papers/a.txt": ("ok", ""),
        **dict.fromkeys((f"papers/{name}.txt" for name in ("pipe", "socket", "terminal", "zero")), ("failed", NO_FILE)),
    }


def test_a_file_that_became_a_pipe_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the look at its status and its opening."""
    (tmp_path / "paper.txt").write_bytes(b"x")
    status = (tmp_path / "paper.txt").stat()
    os.mkfifo(tmp_path / "pipe.txt")
    monkeypatch.setattr(Path, "stat", lambda *_, **__: status)
    with pytest.raises(DocumentError, match="this is no file"):
        read_bytes(str(tmp_path / "pipe.txt"))


def test_a_sparse_file_is_refused_by_its_size(extract: object, tmp_path: Path) -> None:
    assert callable(extract)
    (tmp_path / "papers").mkdir()
    with (tmp_path / "papers" / "sparse.txt").open("wb") as file:
        file.truncate(2 * 2**30)
    (tmp_path / "papers" / "sound.txt").write_bytes(folders.SENTENCE)
    assert extract("papers", "--out", "dataset")[0] == 0
    assert rows(tmp_path / "dataset") == {
        "papers/sound.txt": ("ok", ""),
        "papers/sparse.txt": ("failed", "larger than 512 MB. Split it"),
    }


@pytest.mark.parametrize(
    ("said", "problem"), [(10, "the file grew while it was read"), (10_000, "the file shrank while it was read")]
)
def test_a_file_that_changes_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: int, problem: str
) -> None:
    (tmp_path / "paper.txt").write_bytes(b"x" * 1_000)
    look = os.fstat
    monkeypatch.setattr(os, "fstat", lambda handle: os.stat_result((*look(handle)[:6], said, *look(handle)[7:10])))
    with pytest.raises(DocumentError, match=problem):
        read_bytes(str(tmp_path / "paper.txt"))


def test_no_more_than_is_allowed_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where a file says that it has less."""
    asked: list[int] = []

    class File:
        def __enter__(self) -> File:
            return self

        def __exit__(self, *_: object) -> None: ...

        def fileno(self) -> int:
            return 0

        def read(self, size: int) -> bytes:
            asked.append(size)
            return b"x"

    (tmp_path / "paper.txt").write_bytes(b"x")
    big = os.stat_result((stat.S_IFREG, 0, 0, 0, 0, 0, 2**40, 0, 0, 0))
    monkeypatch.setattr(os, "fstat", lambda _: big)
    monkeypatch.setattr("builtins.open", lambda *_: File())
    with pytest.raises(DocumentError):
        read_bytes(str(tmp_path / "paper.txt"))
    assert asked == [MAX_BYTES + 1]


def test_a_file_that_vanishes_is_one_row(extract: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert callable(extract)
    (tmp_path / "a.txt").write_bytes(folders.SENTENCE)
    monkeypatch.setattr("extractor.commands.find_files", lambda *_: ["a.txt", "vanished.txt"])
    assert extract("a.txt", "--out", "dataset")[0] == 0
    assert rows(tmp_path / "dataset")["vanished.txt"] == (
        "failed",
        "cannot be opened (No such file or directory). Check that it exists and that you may read it",
    )


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The superuser may read everything, so the system's refusal is made up."""
    (tmp_path / "paper.txt").write_bytes(b"x")

    def refuse(*_: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(DocumentError, match=r"cannot be opened \(Permission denied\)"):
        read_bytes(str(tmp_path / "paper.txt"))


@pytest.mark.parametrize("path", ["n" * 300, "a/" * 3_000 + "b", "nul\0.txt"])
def test_paths_that_no_system_knows(path: str) -> None:
    with pytest.raises(UsageError, match="no such file or folder"):
        find_files([path])
    with pytest.raises(DocumentError, match="cannot be opened"):
        read_bytes(path)
    assert read_metadata(path, {}) == {}


@pytest.mark.parametrize("name", ["n" * 300 + ".txt", "nul\0.txt"])
def test_metadata_of_names_that_cannot_be(tmp_path: Path, name: str) -> None:
    (tmp_path / "metadata.csv").write_text(f"path,authority\n{name},Somewhere\n", encoding="utf-8")
    with pytest.raises(UsageError, match="there is no file"):
        read_metadata(str(tmp_path / "paper.txt"), {})


def test_metadata_of_no_end(tmp_path: Path) -> None:
    with (tmp_path / "metadata.csv").open("wb") as file:
        file.truncate(2 * 2**30)
    with pytest.raises(UsageError, match="larger than 16 MB"):
        read_metadata(str(tmp_path / "paper.txt"), {})


def test_metadata_that_is_a_pipe_is_none(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "metadata.csv")
    assert read_metadata(str(tmp_path / "paper.txt"), {}) == {}


def test_a_full_disk_is_one_line(extract: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was there stays; what was begun is removed, or marked as unfinished and written over the next time."""
    assert callable(extract)
    (tmp_path / "a.txt").write_bytes(folders.SENTENCE)
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def refuse(*_: object, **__: object) -> int:
        raise full

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", refuse)
        code, said = extract("a.txt", "--out", "dataset")
    assert code == 2
    assert said == (
        "error: dataset: the dataset cannot be written (No space left on device). Give --out a folder that you may "
        "write to\n"
    )
    assert not (tmp_path / "dataset" / "datapackage.json").exists()
    assert extract("a.txt", "--out", "dataset") == (0, "")
    assert rows(tmp_path / "dataset") == {"a.txt": ("ok", "")}


def test_nothing_is_written_through_a_link(extract: object, tmp_path: Path) -> None:
    """The texts of an earlier dataset are removed: those of another folder must not be."""
    assert callable(extract)
    (tmp_path / "a.txt").write_bytes(folders.SENTENCE)
    assert extract("a.txt", "--out", "dataset") == (0, "")
    precious = tmp_path / "precious"
    (tmp_path / "dataset" / "text").rename(precious)
    (precious / "mine.txt").write_text("mine")
    (tmp_path / "dataset" / "text").symlink_to(precious)
    code, said = extract("a.txt", "--out", "dataset", "--authority", "Elsewhere")
    assert code == 2
    assert said == (
        "error: dataset: 'text' in it is a link, and nothing is written through one. Remove the link, or give --out a "
        "new folder\n"
    )
    assert (precious / "mine.txt").read_text() == "mine"


def test_an_output_that_is_a_link_to_a_folder_is_that_folder(extract: object, tmp_path: Path) -> None:
    assert callable(extract)
    (tmp_path / "a.txt").write_bytes(folders.SENTENCE)
    (tmp_path / "there").mkdir()
    (tmp_path / "here").symlink_to(tmp_path / "there")
    assert extract("a.txt", "--out", "here") == (0, "")
    assert (tmp_path / "there" / "documents.csv").is_file()


def test_an_output_that_is_a_link_to_nowhere_is_refused(extract: object, tmp_path: Path) -> None:
    assert callable(extract)
    (tmp_path / "a.txt").write_bytes(folders.SENTENCE)
    (tmp_path / "here").symlink_to(tmp_path / "gone")
    code, said = extract("a.txt", "--out", "here")
    assert (code, said) == (2, "error: here: this is a link to a folder that is not there. Give --out a folder\n")
    assert not (tmp_path / "gone").exists()


def test_an_output_within_the_papers_is_not_read(extract: object, tmp_path: Path) -> None:
    assert callable(extract)
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "a.txt").write_bytes(folders.SENTENCE)
    for _ in range(2):
        assert extract("papers", "--out", "papers/dataset") == (0, "")
        assert rows(tmp_path / "papers" / "dataset") == {"papers/a.txt": ("ok", "")}
