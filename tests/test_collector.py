"""Python's collector is held back while a document is read, and set as it was afterwards."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from extractor.collector import held_back
from extractor.run import Extractor


@pytest.fixture(autouse=True)
def thresholds() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(600, 11, 12)
    yield
    gc.set_threshold(*before)


def test_it_is_set_back_when_the_last_is_left() -> None:
    with held_back():
        with held_back():
            assert gc.get_threshold() == (30_000, 11, 12)
        assert gc.get_threshold() == (30_000, 11, 12)
    assert gc.get_threshold() == (600, 11, 12)


def test_it_is_set_back_after_a_fault() -> None:
    with pytest.raises(ValueError, match="fault"), held_back():
        raise ValueError("fault")
    assert gc.get_threshold() == (600, 11, 12)


@pytest.mark.parametrize("given", [(0, 11, 12), (900_000, 11, 12)])
def test_who_has_held_it_back_further_is_let_be(given: tuple[int, int, int]) -> None:
    gc.set_threshold(*given)
    with held_back():
        assert gc.get_threshold() == given
    assert gc.get_threshold() == given


def test_a_document_is_read_so(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def look(*_: object) -> list[object]:
        seen.append(gc.get_threshold()[0])
        return []

    monkeypatch.setattr("extractor.run.reconcile", look)
    Extractor().read_bytes(b"In 2013/14, 83.3% (90/108) of reviews were held on time.", "paper.txt")
    assert (seen, gc.get_threshold()) == ([30_000], (600, 11, 12))
