"""Every fuzz target takes its seeds, and what was found with it before; Atheris itself is not wanted here."""

from __future__ import annotations

from importlib import import_module
from itertools import islice
from typing import Any

import pytest
from fuzz.run import TARGETS, read_arguments


@pytest.fixture(params=TARGETS)
def target(request: pytest.FixtureRequest) -> Any:
    return import_module(f"fuzz.fuzz_{request.param}")


def test_a_target_takes_its_seeds(target: Any) -> None:
    taken = list(islice(target.seeds(), 12))
    assert len(taken) >= 8
    for seed in taken:
        target.check(seed)


def test_a_target_has_words_for_the_dictionary(target: Any) -> None:
    assert len(set(target.WORDS)) == len(target.WORDS) > 10
    assert all(target.WORDS)


def test_a_find_is_no_refusal(target: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("fuzz.reading.read_document", fail)
    monkeypatch.setattr("fuzz.reading.Extractor.read_anew", fail)
    with pytest.raises(ZeroDivisionError):
        target.check(next(target.seeds()))


def test_a_run_is_bounded_where_nothing_is_said() -> None:
    given = read_arguments(["pdf"])
    assert given.seconds == 120
    assert 0 < given.runs < 10**7
