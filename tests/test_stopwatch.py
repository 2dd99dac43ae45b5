"""Stages count their own time, and none that another stage within them took."""

from __future__ import annotations

import pytest

from extractor import stopwatch
from extractor.stopwatch import Stopwatch, stage


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The times that the stopwatch is to see, one a look."""
    times: list[float] = []
    monkeypatch.setattr(stopwatch, "perf_counter", lambda: times.pop(0))
    return times


def test_a_stage_within_another_is_taken_off(clock: list[float]) -> None:
    clock += [0.0, 1.0, 4.0, 5.0, 6.0, 9.0, 10.0, 10.5]
    with Stopwatch() as watch:
        with stage("reader"):
            with stage("tables"):
                pass
            with stage("tables"):
                pass
        with stage("reader"):
            pass
    assert watch.seconds == {"tables": 4.0, "reader": 5.5}


def test_a_stage_that_fails_counts(clock: list[float]) -> None:
    clock += [0.0, 2.0]
    with Stopwatch() as watch, pytest.raises(ValueError, match="no"), stage("reader"):
        raise ValueError("no")
    assert watch.seconds == {"reader": 2.0}


def test_without_a_stopwatch_nothing_is_looked_at(clock: list[float]) -> None:
    with stage("reader"):
        pass
    with Stopwatch() as watch:
        pass
    with stage("reader"):
        pass
    assert (clock, watch.seconds) == ([], {})


def test_one_stopwatch_within_another_counts_for_itself(clock: list[float]) -> None:
    clock += [0.0, 1.0, 2.0, 5.0]
    with Stopwatch() as outer, stage("writing"), Stopwatch() as inner, stage("reader"):
        pass
    assert (outer.seconds, inner.seconds) == ({"writing": 5.0}, {"reader": 1.0})
