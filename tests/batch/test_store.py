"""What is kept between runs: parts by key, digests of files, and the record of the last run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from extractor.batch import memo as memo_module
from extractor.batch.keys import part_key, program_digest
from extractor.batch.memo import FileMemo
from extractor.batch.parts import dump
from extractor.batch.record import Report, RunRecord, digest_of, load_record, written_files
from extractor.batch.store import Store
from extractor.batch.totals import Totals
from extractor.batch.work import failed_part
from extractor.errors import DocumentError, UsageError
from extractor.settings import Settings
from extractor.spoken import Remark

KEY = "ab" + "0" * 62
PART = failed_part("digest", "why")


def test_a_part_is_kept_and_found(tmp_path: Path) -> None:
    store = Store(tmp_path / "parts")
    assert (store.part(KEY), store.head(KEY)) == (None, None)
    store.keep(KEY, dump(PART))
    assert (store.part(KEY), store.head(KEY)) == (PART, PART.head)
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*")] == [f"parts/ab/{KEY}.part"]


@pytest.mark.parametrize("damaged", [b"", b"half", dump(PART)[:-9]])
def test_a_damaged_part_counts_as_none(tmp_path: Path, damaged: bytes) -> None:
    store = Store(tmp_path)
    store.keep(KEY, damaged)
    assert (store.part(KEY), store.head(KEY)) == (None, None)
    store.keep(KEY, dump(PART))
    assert store.part(KEY) == PART


def test_pruning_leaves_what_was_used_and_what_is_not_its_own(tmp_path: Path) -> None:
    store = Store(tmp_path)
    other = "ab" + "1" * 62
    for key in (KEY, other):
        store.keep(key, dump(PART))
    (tmp_path / "ab" / ".7-12.tmp").write_bytes(b"half")
    (tmp_path / "files.json").write_bytes(b"{}")
    store.prune({KEY})
    kept = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*")}
    assert kept == {f"ab/{KEY}.part", "files.json"}


def test_a_store_that_cannot_be_made_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UsageError, match=r"results cannot be kept .* Give --cache a folder that you may write to"):
        Store(tmp_path / "file").keep(KEY, dump(PART))


def test_the_key_follows_from_everything_that_matters(monkeypatch: pytest.MonkeyPatch) -> None:
    base = part_key("s", "p", Settings(), {})
    others = [
        part_key("t", "p", Settings(), {}),
        part_key("s", "q", Settings(), {}),
        part_key("s", "p", Settings(format="txt"), {}),
        part_key("s", "p", Settings(authority="A"), {}),
        part_key("s", "p", Settings(max_pages=7), {}),
        part_key("s", "p", Settings(), {"title": "A"}),
    ]
    monkeypatch.setattr("extractor.batch.keys.program_digest", lambda: "another version")
    others.append(part_key("s", "p", Settings(), {}))
    assert len({base, *others}) == 8
    assert part_key("s", "p", Settings(patterns="rules", catalogue="own.csv"), {}) == others[-1]


def test_the_program_is_its_source_too(monkeypatch: pytest.MonkeyPatch) -> None:
    before = program_digest.__wrapped__()
    assert before == program_digest()
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read(path) + b"#" * (path.name == "period.py"))
    assert program_digest.__wrapped__() != before


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A file that nobody has touched for a while."""
    path = tmp_path / "paper.txt"
    path.write_text("one", encoding="utf-8")
    return path


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memo_module, "SETTLED_NS", -(10**12))


@pytest.mark.usefixtures("settled")
def test_an_unchanged_file_is_not_read_again(paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memo = FileMemo(tmp_path / "kept" / "files.json")
    assert memo.known(str(paper)) is None
    digest = memo.digest(str(paper))
    memo.save(finished=True)
    again = FileMemo(tmp_path / "kept" / "files.json")
    monkeypatch.setattr(memo_module, "hash_file", lambda _: pytest.fail("the file was read"))
    assert again.digest(str(paper)) == again.known(str(paper)) == digest
    monkeypatch.undo()
    os.utime(paper, ns=(0, paper.stat().st_mtime_ns + 1))
    assert again.known(str(paper)) is None
    paper.write_text("two", encoding="utf-8")
    assert again.digest(str(paper)) != digest


def test_a_file_of_this_moment_is_not_trusted(paper: Path, tmp_path: Path) -> None:
    memo = FileMemo(tmp_path / "files.json")
    memo.digest(str(paper))
    assert memo.known(str(paper)) is None


@pytest.mark.usefixtures("settled")
def test_a_finished_run_forgets_what_it_did_not_ask_for(paper: Path, tmp_path: Path) -> None:
    place = tmp_path / "files.json"
    first = FileMemo(place)
    first.digest(str(paper))
    first.save(finished=True)
    FileMemo(place).save(finished=False)
    assert FileMemo(place).known(str(paper)) is not None
    FileMemo(place).save(finished=True)
    assert FileMemo(place).known(str(paper)) is None


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"a": [1]}', b'{"a": [1, 2, "x", "y"]}', b"\xff"])
def test_a_damaged_memory_holds_nothing(paper: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "files.json").write_bytes(content)
    assert FileMemo(tmp_path / "files.json").known(str(paper)) is None
    (tmp_path / "run.json").write_bytes(content)
    assert load_record(tmp_path / "run.json") is None


def test_a_missing_file_is_heard_of(tmp_path: Path) -> None:
    memo = FileMemo(tmp_path / "files.json")
    for ask in (memo.known, memo.digest):
        with pytest.raises(DocumentError, match="cannot be opened"):
            ask(str(tmp_path / "gone.pdf"))


def test_a_record_comes_back_and_knows_its_files(tmp_path: Path) -> None:
    (tmp_path / "mentions.csv").write_text("a\n", encoding="utf-8")
    totals = Totals(documents=2, failures=1, worst=[(Remark("review", "s", "c", 3, True), "a.pdf")])
    totals.verdicts["review"] = 1
    files = written_files(tmp_path, [tmp_path / "mentions.csv"])
    record = RunRecord("d", files, (("ok", "", 3), ("failed", "why", None)), totals)
    record.save(tmp_path / ".parts" / "run.json")
    loaded = load_record(tmp_path / ".parts" / "run.json")
    assert loaded == record
    assert record.stands(tmp_path)
    reports = [Report("a", "ok", "", 3, cached=True), Report("b", "failed", "why", cached=True)]
    assert list(record.reports(["a", "b"])) == reports
    (tmp_path / "mentions.csv").write_text("b\n\n", encoding="utf-8")
    assert not record.stands(tmp_path)
    (tmp_path / "mentions.csv").unlink()
    assert not record.stands(tmp_path)


def test_the_digest_of_a_run_follows_from_paths_keys_and_their_order() -> None:
    sources = [("a", "1"), ("b", "2")]
    digests = {
        digest_of(sources, "p"),
        digest_of(sources[::-1], "p"),
        digest_of([("a", "2"), ("b", "1")], "p"),
        digest_of(sources[:1], "p"),
        digest_of(sources, "q"),
    }
    assert len(digests) == 5
