"""The checks of a dense document take work in proportion to its figures, counted in steps of the interpreter.

Work for n, 2n and 3n sentences lies on a line, but for what grows with the square: a third of what it misses one by.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import extractor
from extractor.mentions import Findings
from extractor.reconcile import case, cells, rates, ratio
from extractor.reconcile.engine import reconcile
from extractor.run import Extractor

_PACKAGE = str(Path(extractor.__file__).parent)
_COUNT = 50
_A_LOOK = 4
"""Steps: one look at every other figure takes more; some are left as no two sentences are quite alike."""


def count_steps(work: Callable[[], object]) -> int:
    """Byte codes that the package's own functions run through; what they call in C counts as one."""
    steps = 0

    def trace(frame: FrameType, event: str, _: object) -> Any:
        nonlocal steps
        if event == "call":
            if not frame.f_code.co_filename.startswith(_PACKAGE):
                return None
            frame.f_trace_opcodes, frame.f_trace_lines = True, False
        steps += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return steps


def _paragraphs(sentence: str, count: int) -> str:
    return "".join(
        f"<p>{sentence.format(n=n, m=2 * n + 1, tens=50 + n % 50, ones=n % 10, quarter=1 + n % 4)}</p>"
        for n in range(1, count + 1)
    )


def _block(sentence: str, count: int) -> str:
    return f"<p>{' '.join(_paragraphs(sentence, count).replace('<p>', '').split('</p>'))}</p>"


def _table(count: int) -> str:
    rows = "".join(
        f"<tr><td>Reviews on time in ward {n}</td><td>{50 + n % 50}.{n % 9}%</td><td>80%</td></tr>"
        for n in range(1, count + 1)
    )
    return f"<table><tr><th>Indicator</th><th>2013/14</th><th>Target</th></tr>{rows}</table>"


_RATIO = "Reviews on time were {tens}.{ones}% ({n} of {m}) in quarter {quarter} of 2013/14, which fell."
PAPERS: dict[str, Callable[[int], str]] = {
    "ratios in one block": lambda n: _block(_RATIO, n),
    "ratios": lambda n: _paragraphs(_RATIO, n),
    "parts and wholes": lambda n: _paragraphs(
        "{n} of the reviews (43%) were late. Some {m} visits (12.5%) were made.", n
    ),
    "claims": lambda n: _block("It fell to {n}%, from {m}%. It was below the target of {tens}%.", n),
    "changes": lambda n: _paragraphs("Visits rose from {n}0 to {m}0, an increase of {ones}%.", n),
    "rates": lambda n: _paragraphs("There were {m}9 admissions, a rate of {tens}.{ones} per 10,000.", n),
    "corrections": lambda n: _paragraphs("The following three figures should read {n}%, not {m}%.", n),
    "a table and its text": lambda n: _table(n) + _paragraphs("Reviews on time in ward {n} were {tens}.{ones}%.", n),
}


@pytest.fixture(scope="module")
def read() -> Callable[[str, int], tuple[Findings, str]]:
    reader = Extractor()

    @cache
    def read_paper(kind: str, count: int) -> tuple[Findings, str]:
        page = f"<html><body><h1>Performance report 2013/14</h1>{PAPERS[kind](count)}</body></html>"
        result = reader.read_bytes(page.encode(), "paper.html")
        return result.findings, result.text

    return read_paper


@pytest.mark.parametrize("kind", PAPERS)
def test_a_document_is_not_looked_through_for_every_figure(
    kind: str, read: Callable[[str, int], tuple[Findings, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module, name in ((case, "MOST_ROWS"), (cells, "MOST_ROWS"), (cells, "_MOST_CELLS"), (rates, "_MOST_PAIRS")):
        monkeypatch.setattr(module, name, 2)
    papers = [read(kind, count * _COUNT) for count in (1, 2, 3)]
    assert len(papers[2][0].mentions) >= 2.8 * len(papers[0][0].mentions) >= _COUNT
    reconcile(*papers[2])  # what is kept from one document to the next is so for all
    first, second, third = (count_steps(lambda paper=paper: reconcile(*paper)) for paper in papers)  # type: ignore[misc]
    assert abs(third - 2 * second + first) / 2 < _A_LOOK * _COUNT**2


def test_the_text_is_searched_for_its_rounding_once(
    read: Callable[[str, int], tuple[Findings, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    searched: list[str] = []

    def stated_rounding(text: str) -> dict[str, Decimal]:
        searched.append(text)
        return {}

    monkeypatch.setattr(ratio, "stated_rounding", stated_rounding)
    findings, text = read("ratios", 100)
    reconcile(findings, text)
    assert searched == [text]


@pytest.mark.parametrize("square", [False, True])
def test_the_count_tells_a_line_from_a_square(*, square: bool) -> None:
    def look(number: int) -> None:
        for place in range(number):
            case.content_words(" ".join([f"word{place}"] * (number if square else 10)))  # a few steps for each word

    steps = [count_steps(lambda times=times: look(times * _COUNT)) for times in (1, 2, 3)]  # type: ignore[misc]
    assert (abs(steps[2] - 2 * steps[1] + steps[0]) / 2 >= _A_LOOK * _COUNT**2) is square
