"""Scans in a run: pages are read one by one, kept as they come, and not read again."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from scans.pictures import draw, encode, merge, picture_of

from extractor.batch.job import extract_archive
from extractor.batch.pages import PageStore
from extractor.batch.pool import Limits
from extractor.batch.store import Store
from extractor.dataset.reader import read_rows
from extractor.errors import UsageError
from extractor.readers.ocr_engine import REMEDY
from extractor.settings import Settings

PAGES = 3
POSIX_ONLY = pytest.mark.skipif(os.name != "posix", reason="the engine's stand-in is a shell script")


@pytest.fixture(scope="module")
def volume() -> bytes:
    """A scan of three pages, each with a figure of its own."""
    things = ("homes", "visits", "complaints")
    texts = (f"There were {number}40 {thing} in the year." for number, thing in enumerate(things, 1))
    return encode([picture_of(draw([text]), 150)[:, :, 0] for text in texts], "TIFF", 150)


@pytest.fixture
def folder(tmp_path: Path, volume: bytes) -> Path:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "volume.tif").write_bytes(volume)
    (papers / "paper.txt").write_text("There were 77 homes in the year.", encoding="utf-8")
    return papers


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The engine behind a script that writes a line a picture; ``slow`` beside it makes it wait after the second."""
    engine = shutil.which("tesseract")
    programs = tmp_path / "programs"
    programs.mkdir()
    log, slow = tmp_path / "calls", tmp_path / "slow"
    log.touch()
    script = programs / "tesseract"
    script.write_text(
        f"#!/bin/sh\ncase $1 in --*) ;; *) echo $OMP_THREAD_LIMIT >>{log}\n"
        f'[ -e {slow} ] && [ $(wc -l <{log}) -gt 2 ] && sleep 60;; esac\nexec {engine} "$@"\n',
        encoding="utf-8",
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    return log


def calls(log: Path) -> int:
    return len(log.read_text(encoding="utf-8").split())


def rows(out: Path) -> list[tuple[str, str, str]]:
    return [(Path(row["path"]).name, row["status"], row["ocr_pages"]) for row in read_rows(out, "documents")]


def run(folder: Path, out: Path, *options: str, path: str | None = None) -> list[dict[str, Any]]:
    """The lines of the log of a run over ``folder``; workers see the PATH of the process that starts them."""
    command = [sys.executable, "-m", "extractor", "extract", str(folder), "--out", str(out), "--log-json", *options]
    environment = {**os.environ, **({} if path is None else {"PATH": path})}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    return [json.loads(line) for line in done.stderr.splitlines()]


@POSIX_ONLY
@pytest.mark.parametrize("jobs", ["0", "2"])
def test_pages_of_a_scan_are_told_and_kept(folder: Path, tmp_path: Path, watched: Path, jobs: str) -> None:
    out = tmp_path / "out"
    (folder / "paper.txt").unlink()
    log = run(folder, out, "--dpi", "150", "--jobs", jobs)
    assert [line["event"] for line in log] == ["start", *["pages"] * (PAGES + 1), "document", "end"]
    assert [(line["read"], line["wanted"]) for line in log[1:-2]] == [(n, PAGES) for n in range(PAGES + 1)]
    assert (log[-2]["pages"], log[-1]["figures"], calls(watched)) == (PAGES, PAGES, PAGES)
    assert set(watched.read_text(encoding="utf-8").split()) == {"1"}  # thread a picture
    assert rows(out) == [("volume.tif", "ok", "3")]
    # other settings of the rest of the program leave the pages alone
    again = run(folder, out, "--dpi", "150", "--jobs", jobs, "--authority", "Ashford")
    assert (again[-1]["figures"], calls(watched)) == (PAGES, PAGES)
    run(folder, out, "--dpi", "160", "--jobs", jobs)
    assert calls(watched) == 2 * PAGES


@POSIX_ONLY
def test_a_scan_that_was_killed_goes_on_where_it_stood(folder: Path, tmp_path: Path, watched: Path) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "extractor", "extract", str(folder), "--out", str(out), "--dpi", "150", "-q"]
    (tmp_path / "slow").touch()
    process = subprocess.Popen([*command, "--jobs", "1"], start_new_session=True)
    wait_until(lambda: len(list((out / ".parts" / "pages").rglob("*.page"))) == 2)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    (tmp_path / "slow").unlink()
    before = calls(watched)
    subprocess.run([*command, "--jobs", "2"], check=True)
    assert calls(watched) - before == 1
    assert rows(out) == [("paper.txt", "ok", ""), ("volume.tif", "ok", "3")]
    assert sorted(row["text"] for row in read_rows(out, "mentions")) == ["140", "240", "340", "77"]


def wait_until(true: Callable[[], bool]) -> None:
    end = monotonic() + 60
    while not true():
        assert monotonic() < end
        sleep(0.05)


@pytest.mark.parametrize("jobs", ["0", "1"])
def test_a_run_without_the_engine_reads_the_rest(folder: Path, tmp_path: Path, jobs: str) -> None:
    typed = draw(["There are 40 homes in the borough."])
    (folder / "mixed.pdf").write_bytes(merge(typed, encode([picture_of(draw(), 100)], "PDF", 100)))
    out = tmp_path / "out"
    end = run(folder, out, "--dpi", "150", "--jobs", jobs, path=str(tmp_path))[-1]
    assert (end["partial"], end["failures"], end["figures"]) == (2, 0, 2)
    assert rows(out) == [("mixed.pdf", "partial", "0"), ("paper.txt", "ok", ""), ("volume.tif", "partial", "0")]
    errors = [row["error"] for row in read_rows(out, "documents")]
    assert errors[0] == f"no text on page 2, which is a picture: {REMEDY}"
    assert errors[2] == f"no text on page 1, 2, 3, which is a picture: {REMEDY}"
    end = run(folder, out, "--dpi", "150", "--jobs", jobs)[-1]  # the engine was installed since
    assert (end["partial"], rows(out)[0], rows(out)[2]) == (0, ("mixed.pdf", "ok", "1"), ("volume.tif", "ok", "3"))


@POSIX_ONLY
def test_a_page_that_takes_too_long_costs_itself_alone(folder: Path, tmp_path: Path, watched: Path) -> None:
    (tmp_path / "slow").touch()
    out = tmp_path / "out"
    end = run(folder, out, "--dpi", "150", "--jobs", "1", "--timeout", "5")[-1]
    assert (end["partial"], end["figures"]) == (1, 3)
    error = read_rows(out, "documents")[1]["error"]
    assert error.startswith("no text on page 3, which is a picture: Tesseract failed on it, or took too long")
    (tmp_path / "slow").unlink()
    assert run(folder, out, "--dpi", "150", "--jobs", "1")[-1]["figures"] == 4


def test_an_unknown_language_fails_the_scan_and_says_what_there_is(folder: Path, tmp_path: Path) -> None:
    files = [str(folder / "paper.txt"), str(folder / "volume.tif")]
    totals = extract_archive(files, tmp_path / "out", Settings(language="xyz"), Limits(1))
    assert (totals.failures, totals.figures) == (1, 1)
    error = read_rows(tmp_path / "out", "documents")[1]["error"]
    assert error.startswith("Tesseract has no language 'xyz'; installed: eng")


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (("--ocr", "maybe"), "error: --ocr 'maybe' is unknown. Use one of auto, off, force"),
        (("--dpi", "600"), "error: --dpi 600 is out of range. Give 150 to 400"),
        (("--language", "xyz"), "error: Tesseract has no language 'xyz'; installed: eng"),
    ],
)
def test_options_that_say_nothing_usable(
    options: tuple[str, str],
    problem: str,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from extractor.cli import main

    monkeypatch.setattr(sys, "argv", ["extractor", "extract", str(folder), "--out", str(tmp_path / "out"), *options])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    assert capsys.readouterr().err.startswith(problem)


def test_pages_are_kept_by_document(tmp_path: Path) -> None:
    store = PageStore(str(tmp_path / "pages"))
    assert store.find("ab12", "1") is None
    store.keep("ab12", "1", b"one")
    store.keep("cd34", "1", b"two")
    Store(tmp_path).prune(set())
    assert (store.find("ab12", "1"), store.find("cd34", "1")) == (b"one", b"two")
    store.prune({"cd34"})
    assert (store.find("ab12", "1"), store.find("cd34", "1")) == (None, b"two")


def test_a_language_is_checked_only_where_it_is_asked_for() -> None:
    from extractor.commands import check_recognition

    check_recognition(Settings(ocr="off", language="xyz"))
    with pytest.raises(UsageError):
        check_recognition(Settings(language="xyz"))
