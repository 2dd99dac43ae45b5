"""An archive end to end in this process: what is read, what is taken from the store; it makes no difference."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.batch.claim import Claim
from extractor.batch.job import extract_archive
from extractor.batch.memo import FileMemo
from extractor.batch.pool import Limits, Outcome, read_all
from extractor.batch.record import Report
from extractor.batch.volumes import Task
from extractor.dataset.reader import read_rows
from extractor.dataset.writers import write_dataset
from extractor.errors import DocumentError, Interrupted, PatternError, UsageError
from extractor.files import find_files
from extractor.run import collect, extract_files
from extractor.settings import Settings

FAULTY = "In 2013/14, 83.3% ({}/108 children) of reviews were held on time.\n"


def files_of(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and ".parts" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


class Run:
    """Runs over the folder ``papers``, and remembers what was read and what was told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.papers = folder / "papers"
        self.read: list[str] = []
        self.told: list[Report] = []
        self.stop_after: int | None = None
        self.spoil: Path | None = None
        self.vanishing: Path | None = None
        self.ahead = False
        self.out = folder / "out"
        for number in range(5):
            self.write(f"{number}.txt", FAULTY.format(90 - number))
        self.write("copy of 1.txt", FAULTY.format(89))
        self.write("empty.txt", "")
        self.write("picture.png", "\x89PNG\r\n")

    def write(self, name: str, content: str) -> None:
        (self.papers / name).parent.mkdir(parents=True, exist_ok=True)
        (self.papers / name).write_bytes(content.encode("latin-1"))

    def __call__(self, settings: Settings | None = None, cache: Path | None = None) -> list[str]:
        """Extract; returns the names of the files that were read."""
        self.read.clear()
        self.told.clear()
        files = find_files([str(self.papers)])
        self.totals = extract_archive(
            files, self.out, settings, Limits(), cache=cache, tell=self.told.append, read=self._read
        )
        return [Path(path).name for path in self.read]

    def _read(self, tasks: Iterator[Task], settings: Settings, limits: Limits) -> Iterator[Outcome]:
        for task in list(tasks) if self.ahead else tasks:
            if self.stop_after is not None and len(self.read) >= self.stop_after:
                raise KeyboardInterrupt
            self.read.append(task.path)
            if self.spoil is not None and task.path == self.spoil.as_posix():
                self.spoil.write_text(FAULTY.format(70), encoding="utf-8")
            if self.vanishing is not None and task.path == self.vanishing.as_posix():
                self.vanishing.unlink()
            yield from read_all([task], settings, limits)


ALL = ["0.txt", "1.txt", "2.txt", "3.txt", "4.txt", "empty.txt", "picture.png"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(tmp_path)


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files count as unchanged however lately they were written."""
    monkeypatch.setattr("extractor.batch.memo.SETTLED_NS", -(10**12))


def test_the_dataset_is_that_of_the_plain_functions(run: Run) -> None:
    assert run() == ALL
    files = find_files([str(run.papers)])
    write_dataset(collect(extract_files(files)), run.folder / "plain")
    assert files_of(run.out) == files_of(run.folder / "plain")
    assert (run.totals.documents, run.totals.failures, run.totals.figures) == (8, 2, 5)
    assert run.totals.verdicts == {"consistent": 1, "inconsistent": 4}
    assert [Path(path).name for _, path in run.totals.worst] == ["1.txt", "2.txt", "3.txt", "4.txt"]


def test_every_document_is_told_of_once(run: Run) -> None:
    run()
    told = {Path(report.path).name: (report.status, report.cached) for report in run.told}
    assert len(run.told) == 8
    assert told == dict.fromkeys(ALL[:5], ("ok", False)) | {
        "copy of 1.txt": ("ok", True),
        "empty.txt": ("failed", False),
        "picture.png": ("failed", False),
    }


def test_a_second_run_reads_nothing_and_leaves_the_dataset(run: Run) -> None:
    run()
    before = {path: path.stat().st_mtime_ns for path in run.out.rglob("*.*")}
    first = run.totals
    assert run() == []
    assert {path: path.stat().st_mtime_ns for path in run.out.rglob("*.*")} == before
    assert run.totals.as_json() == first.as_json()
    assert [report.status for report in run.told].count("failed") == 2


@pytest.mark.usefixtures("settled")
def test_what_has_not_changed_is_not_even_opened(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run()
    unchanged = [run.totals.unchanged]
    with monkeypatch.context() as patched:
        patched.setattr("extractor.batch.memo.hash_file", lambda _: pytest.fail("a file was read"))
        patched.setattr("extractor.batch.store.Store._read", lambda *_: pytest.fail("a part was read"))
        assert run() == []
        unchanged.append(run.totals.unchanged)
        assert len(run.told) == 8
    run.write("0.txt", FAULTY.format(80))
    assert run() == ["0.txt"]
    assert [*unchanged, run.totals.unchanged] == [False, True, False]
    assert len(read_rows(run.out, "documents")) == 8


@pytest.mark.parametrize("file", ["mentions.csv", "claims.parquet", "datapackage.json", "text"])
def test_a_dataset_that_was_touched_is_written_again(run: Run, file: str) -> None:
    run()
    before = files_of(run.out)
    place = run.out / file
    if place.is_dir():
        next(place.iterdir()).unlink()
    elif file == "datapackage.json":
        place.write_text(place.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    else:
        place.write_bytes(b"mine")
    assert run() == []
    assert files_of(run.out) == before


def test_files_may_come_go_and_move(run: Run) -> None:
    run()
    (run.papers / "3.txt").unlink()
    (run.papers / "4.txt").rename(run.papers / "renamed.txt")
    run.write("new.txt", FAULTY.format(60))
    assert run() == ["new.txt"]
    paths = [Path(row["path"]).name for row in read_rows(run.out, "documents")]
    assert paths == ["0.txt", "1.txt", "2.txt", "copy of 1.txt", "empty.txt", "new.txt", "picture.png", "renamed.txt"]
    kept = len(list((run.out / ".parts").rglob("*.part")))
    assert kept == 7  # that of 3.txt is gone


def test_other_settings_are_other_results(run: Run) -> None:
    run()
    assert run(settings=Settings(authority="Elsewhere Council")) == ALL
    assert read_rows(run.out, "documents")[0]["authority"] == "Elsewhere Council"


def test_a_shared_cache_serves_two_datasets_and_is_not_cleared(run: Run, tmp_path: Path) -> None:
    cache = tmp_path / "papers" / "cache"
    assert run(cache=cache) == ALL
    before = files_of(run.out)
    run.out = tmp_path / "other"
    assert run(cache=cache) == []
    assert files_of(run.out) == before
    (run.papers / "0.txt").unlink()
    run(cache=cache)
    assert len(list(cache.rglob("*.part"))) == 7
    assert not list((run.out / ".parts").rglob("*.part"))


@pytest.mark.parametrize("done", range(0, 7, 2))
@pytest.mark.usefixtures("settled")
def test_a_stopped_run_goes_on(run: Run, done: int) -> None:
    run()
    whole = files_of(run.out)
    run.out = run.folder / "stopped"
    run.stop_after = done
    with pytest.raises(Interrupted, match=r"stopped: \d of 8 documents (?:is|are) done\. The same command goes on"):
        run()
    assert not (run.out / "datapackage.json").exists()
    memo = FileMemo(run.out / ".parts" / "files.json")
    assert [memo.known(str(run.papers / name)) is not None for name in ALL[:done]] == [True] * done
    run.stop_after = None
    assert run() == ALL[done:]
    assert files_of(run.out) == whole


def test_a_damaged_part_is_read_again(run: Run) -> None:
    run()
    before = files_of(run.out)
    for path in (run.out / ".parts").rglob("*.part"):
        path.write_bytes(path.read_bytes()[:-20])
    (run.out / "mentions.csv").unlink()
    assert run() == ALL
    assert files_of(run.out) == before


@pytest.mark.parametrize("ahead", [False, True])
def test_a_file_that_changes_while_it_is_read(run: Run, ahead: bool) -> None:
    run.spoil, run.ahead = run.papers / "1.txt", ahead
    assert sorted(run()) == sorted([*ALL, "copy of 1.txt"])
    assert run.totals.documents == 8
    texts = {Path(row["path"]).name: row["doc_id"] for row in read_rows(run.out, "documents")}
    assert texts["1.txt"] != texts["copy of 1.txt"]
    assert len(read_rows(run.out, "mentions")) == 6


def test_an_internal_error_is_one_failed_row_and_is_tried_again(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("extractor.run.reconcile", lambda *_: dict[str, int]()["no such key"])
        assert run() == ALL
    row = read_rows(run.out, "documents")[1]
    assert row["status"] == "failed"
    assert row["error"].startswith("internal error (KeyError: 'no such key'). Please report it with the file, or with")
    assert "in read_anew" in next(report.trace for report in run.told if report.trace)
    assert run() == ALL[:5]
    assert [row["status"] for row in read_rows(run.out, "documents")].count("failed") == 2


@pytest.mark.parametrize(("fault", "again"), [(PatternError, ALL[:5]), (MemoryError, ALL[:5]), (DocumentError, [])])
@pytest.mark.usefixtures("settled")
def test_what_may_come_out_otherwise_is_tried_again(
    run: Run, monkeypatch: pytest.MonkeyPatch, fault: type[Exception], again: list[str]
) -> None:
    def fail(*_: object) -> None:
        raise fault("it took too long")

    with monkeypatch.context() as patched:
        patched.setattr("extractor.run.reconcile", fail)
        run()
        before = files_of(run.out)
        unchanged = [run.totals.unchanged]
        assert run() == again  # it fails once more, and the dataset stands
        assert [*unchanged, run.totals.unchanged] == [False, True]
        assert files_of(run.out) == before
    assert run() == again
    failed = [row["status"] for row in read_rows(run.out, "documents")].count("failed")
    assert failed == (2 if again else 8)


def test_a_file_that_comes_and_goes(run: Run) -> None:
    """What could not be opened when a worker came to it is not held against its content."""
    content = (run.papers / "3.txt").read_bytes()
    run.vanishing = run.papers / "3.txt"
    assert run() == ALL
    assert read_rows(run.out, "documents")[3]["error"].startswith("cannot be opened")
    run.vanishing.write_bytes(content)
    run.vanishing = None
    assert run() == ["3.txt"]
    assert [row["status"] for row in read_rows(run.out, "documents")].count("failed") == 2


def test_one_run_at_a_time_writes_a_dataset(run: Run) -> None:
    claim = Claim(run.out, run.out / ".parts" / "lock")
    claim.take()
    with pytest.raises(UsageError, match="another run is writing this dataset"):
        run()
    claim.release()
    assert run() == ALL


def test_a_cache_that_is_a_file_is_wrong_use(run: Run) -> None:
    with pytest.raises(UsageError, match="results cannot be kept"):
        run(cache=run.papers / "0.txt")


def test_more_pages_than_allowed_are_left_unread(tmp_path: Path) -> None:
    paper = next(Path(__file__).resolve().parents[2].glob("corpus/documents/corporate_quarter_2015.pdf"))
    for most, status in ((1, "partial"), (500, "ok")):
        extract_archive([str(paper)], tmp_path / str(most), Settings(max_pages=most))
        (row,) = read_rows(tmp_path / str(most), "documents")
        assert row["status"] == status
    (row,) = read_rows(tmp_path / "1", "documents")
    assert row["error"].startswith("only the first 1 of")
    assert {mention["page"] for mention in read_rows(tmp_path / "1", "mentions")} == {"1"}
    assert "2" in {mention["page"] for mention in read_rows(tmp_path / "500", "mentions")}
