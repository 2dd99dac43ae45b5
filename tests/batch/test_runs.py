"""The command as a process: killed at any moment, stopped by Ctrl-C, and what it tells other programs."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep

import psutil
import pytest

from extractor.dataset.reader import read_rows

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "documents"
CONTENTS = 29
POSIX_ONLY = pytest.mark.skipif(os.name != "posix", reason="process groups and signals are POSIX's")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty-odd documents: texts that differ, a few PDF and Word files, copies, and broken ones."""
    folder = tmp_path_factory.mktemp("archive")
    for number in range(24):
        counts = f"In 2013/14, 83.3% ({90 - number}/108 children) of reviews were held on time.\n\n"
        (folder / f"paper {number:02}.txt").write_text(counts * (1 + number % 5), encoding="utf-8")
    for name in ("benchmark_group_2018.pdf", "police_panel_2013.pdf", "housing_options_2016.docx"):
        (folder / name).write_bytes((CORPUS / name).read_bytes())
    (folder / "copy.pdf").write_bytes((CORPUS / "police_panel_2013.pdf").read_bytes())
    (folder / "cut short.pdf").write_bytes((CORPUS / "police_panel_2013.pdf").read_bytes()[:900])
    (folder / "empty.txt").write_bytes(b"")
    return folder


def files_of(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and ".parts" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def times_of(folder: Path) -> dict[Path, int]:
    return {folder / name: (folder / name).stat().st_mtime_ns for name in files_of(folder)}


def command(archive: Path, out: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "extractor", "extract", str(archive), "--out", str(out), *options]


def run(archive: Path, out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(archive, out, *options), capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def undisturbed(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one worker makes of the archive when nobody comes in between."""
    out = tmp_path_factory.mktemp("undisturbed") / "out"
    done = run(archive, out, "--jobs", "1")
    assert done.returncode == 0, done.stderr
    return out


def _hear_ctrl_c() -> None:
    """What a shell starts in the background ignores Ctrl-C, and so would all that it starts."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def start(archive: Path, tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts the command in a process group of its own; what still runs at the end is ended."""
    begun: list[subprocess.Popen[str]] = []

    def start_command(*options: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            command(archive, tmp_path / "out", *options),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=_hear_ctrl_c,
        )
        begun.append(process)
        return process

    yield start_command
    for process in begun:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def wait_for_parts(process: subprocess.Popen[str], out: Path, least: int) -> None:
    """Until so many results are kept, or the command ends."""
    begun = monotonic()
    while process.poll() is None and len(list((out / ".parts").glob("??/*.part"))) < least:
        assert monotonic() - begun < 120
        sleep(0.01)


def children_of(process: subprocess.Popen[str]) -> list[psutil.Process]:
    return list(psutil.Process(process.pid).children(recursive=True))


@POSIX_ONLY
def test_killed_at_any_moment_the_same_dataset(
    start: Callable[..., subprocess.Popen[str]], undisturbed: Path, tmp_path: Path
) -> None:
    moments = random.Random(20)
    for least, longest_s in ((1, 0.05), (moments.randrange(2, 26), 0.05), (CONTENTS, 1.0)):  # the last while it writes
        process = start("--jobs", "2", "--quiet")
        wait_for_parts(process, tmp_path / "out", least)
        sleep(moments.random() * longest_s)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        kept = len(list((tmp_path / "out" / ".parts").glob("??/*.part")))
        assert kept >= least
    last = start("--jobs", "2", "--log-json")
    _, said = last.communicate()
    assert last.returncode == 0, said
    assert files_of(tmp_path / "out") == files_of(undisturbed)
    documents = [json.loads(line) for line in said.splitlines() if '"event": "document"' in line]
    assert sum(document["cached"] for document in documents) >= kept


@POSIX_ONLY
def test_ctrl_c_ends_the_workers_and_says_how_to_go_on(
    start: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    process = start("--jobs", "2")
    wait_for_parts(process, tmp_path / "out", 3)
    workers = children_of(process)
    os.killpg(process.pid, signal.SIGINT)
    out, said = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    *failures, last = said.splitlines()
    assert last.startswith("stopped: ")
    assert last.endswith(" of 30 documents are done. The same command goes on from there")
    assert all(line.startswith("failed: ") for line in failures)
    psutil.wait_procs(workers, timeout=30)
    assert not any(worker.is_running() and worker.status() != psutil.STATUS_ZOMBIE for worker in workers)


@POSIX_ONLY
def test_workers_do_not_outlive_a_killed_parent(start: Callable[..., subprocess.Popen[str]], tmp_path: Path) -> None:
    process = start("--jobs", "2")
    wait_for_parts(process, tmp_path / "out", 2)
    workers = children_of(process)
    process.kill()
    process.wait()
    _, alive = psutil.wait_procs(workers, timeout=30)
    assert [worker for worker in alive if worker.status() != psutil.STATUS_ZOMBIE] == []


def test_one_line_of_json_a_document(archive: Path, undisturbed: Path, tmp_path: Path) -> None:
    done = run(archive, tmp_path / "out", "--log-json", "--profile", "--quiet", "--jobs", "2")
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert [event["event"] for event in events] == ["start", *["document"] * 30, "end"]
    assert (events[0]["documents"], events[0]["jobs"]) == (30, 2)
    documents = {Path(event["path"]).name: event for event in events[1:-1]}
    assert documents["empty.txt"]["status"] == "failed"
    assert documents["empty.txt"]["error"].startswith("the file is empty")
    pdf = documents["benchmark_group_2018.pdf"]
    assert (pdf["status"], pdf["pages"], pdf["cached"], pdf["error"]) == ("ok", 1, False, None)
    assert pdf["seconds"] > 0
    assert (events[-1]["documents"], events[-1]["failures"], events[-1]["unchanged"]) == (30, 2, False)
    stages = [line.split("  ")[0] for line in done.stdout.splitlines()]
    assert {"stage", "reader", "tables", "figures", "checks", "writing", "all"} <= set(stages)
    assert files_of(tmp_path / "out") == files_of(undisturbed)


def test_a_fault_is_a_line_of_json_too(archive: Path, tmp_path: Path) -> None:
    done = run(archive, tmp_path / "out", "--log-json", "--patterns", "nowhere")
    assert (done.returncode, done.stdout) == (2, "")
    (start, error) = map(json.loads, done.stderr.splitlines())
    assert start["event"] == "start"
    assert error == {
        "event": "error",
        "error": "nowhere: no such folder. Give a folder with the files of patterns/",
    }


def test_a_dataset_is_the_same_and_left_alone(archive: Path, undisturbed: Path) -> None:
    for path in archive.iterdir():
        os.utime(path, (1_400_000_000, 1_400_000_000))
    before = times_of(undisturbed)
    done = run(archive, undisturbed)
    assert done.returncode == 0
    assert times_of(undisturbed) == before
    assert len(read_rows(undisturbed, "documents")) == 30
    assert len(done.stderr.splitlines()) == 2
