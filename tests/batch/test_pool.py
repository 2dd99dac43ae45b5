"""Workers that hang, eat, die or crash: each costs its own document and no other."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import psutil
import pytest

from extractor.batch import pool
from extractor.batch.parts import Head, load_head
from extractor.batch.pool import Limits, default_jobs, read_all
from extractor.batch.volumes import Task
from extractor.errors import ExtractorError, UsageError
from extractor.settings import Settings

from . import misbehaving

GOOD = "There were {} homes."


def tasks_of(folder: Path, *contents: str) -> list[Task]:
    tasks = []
    for number, content in enumerate(contents):
        path = folder / f"{number}.txt"
        path.write_text(content, encoding="utf-8")
        tasks.append(Task(number, str(path), {}, f"{number:016d}" * 4))
    return tasks


def heads(tasks: list[Task], limits: Limits, settings: Settings | None = None) -> dict[int, Head]:
    outcomes = read_all(tasks, settings or Settings(), limits, misbehaving.read)
    found = [(task.number, load_head(data)) for task, data in outcomes if isinstance(data, bytes)]
    assert len(found) == len(dict(found))
    return dict(found)


def own_workers() -> list[int]:
    return [child.pid for child in multiprocessing.active_children() if child.pid is not None]


def test_each_misfortune_costs_one_document(tmp_path: Path) -> None:
    words = ("hang", GOOD, "eat", GOOD, "die", "crash", "once", GOOD)
    contents = [word.format(number) for number, word in enumerate(words)]
    found = heads(tasks_of(tmp_path, *contents), Limits(2, timeout_s=4, memory_mb=512))
    said = [(found[number].summary.status, found[number].lasting) for number in range(len(words))]
    failed, good = ("failed", False), ("ok", True)
    assert said == [failed, good, failed, good, failed, failed, good, good]
    errors = [found[number].summary.error for number in (0, 2, 4, 5)]
    assert errors[0] == "not read within 4 seconds. Raise --timeout, or split the document"
    assert errors[1].startswith("it needs more memory than a document may have. Raise --memory")
    assert errors[2].startswith("the worker that read it was ended, twice (signal 9). Leave it out, or report it")
    assert errors[3].startswith("internal error (RuntimeError: no way). Please report it")
    assert "RuntimeError: no way" in found[5].trace
    assert found[0].sha256 == "0000000000000000" * 4
    assert own_workers() == []


def test_tasks_are_asked_for_as_workers_are_free(tmp_path: Path) -> None:
    tasks = tasks_of(tmp_path, *(GOOD.format(number) for number in range(20)))
    asked: list[int] = []

    def given() -> Iterator[Task]:
        for task in tasks:
            asked.append(task.number)
            yield task

    outcomes = read_all(given(), Settings(), Limits(2))
    next(outcomes)
    assert len(asked) < 15
    workers = own_workers()
    assert workers
    outcomes.close()  # type: ignore[attr-defined]
    assert not any(psutil.pid_exists(worker) for worker in workers)


@pytest.mark.parametrize("jobs", [0, 1])
def test_rules_at_fault_end_the_run(tmp_path: Path, jobs: int) -> None:
    (tmp_path / "rules").mkdir()
    tasks = tasks_of(tmp_path, GOOD)
    with pytest.raises(ExtractorError, match="the file is missing"):
        list(read_all(tasks, Settings(patterns=str(tmp_path / "rules")), Limits(jobs)))


def test_workers_that_never_begin_are_heard_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.batch.guard.prepare_worker", partial(int, "no number"))
    with pytest.raises(UsageError, match="Give --jobs 0"):
        list(read_all(tasks_of(tmp_path, GOOD), Settings(), Limits(1)))


def test_what_breaks_with_the_pool_is_given_out_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool._Workers, "_patience", lambda self: float("inf") if self.restarts else -1.0)
    monkeypatch.setattr(pool, "_TURN_S", 0.001)
    tasks = tasks_of(tmp_path, *(GOOD.format(number) for number in range(5)))
    assert {head.summary.status for head in heads(tasks, Limits(2)).values()} == {"ok"}


def test_jobs_are_cores_at_the_most() -> None:
    assert 1 <= default_jobs() <= (psutil.cpu_count() or 1)
