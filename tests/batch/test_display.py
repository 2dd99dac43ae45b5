"""What a run shows on a terminal, and where none is there."""

from __future__ import annotations

import sys

import pytest

from extractor.batch.display import profile_lines, progress
from extractor.batch.parts import SHOWN, Summary
from extractor.batch.record import Report
from extractor.batch.totals import Totals
from extractor.spoken import Remark

REPORTS = (
    Report("papers/a.pdf", "ok", "", 12, 0.5),
    Report("papers/b\x1b[31m.pdf", "failed", "the PDF is encrypted. [Save] a copy"),
    Report("papers/c.pdf", "partial", "no text on page 2", 1, 0.1),
    Report("papers/d.pdf", "ok", "", 400, cached=True),
)


@pytest.mark.parametrize("quiet", [False, True])
def test_failures_are_lines_on_stderr(capsys: pytest.CaptureFixture[str], quiet: bool) -> None:
    with progress(4, quiet=quiet) as tell:
        for report in REPORTS:
            tell(report)
    shown = capsys.readouterr()
    failed = "failed: papers/b\ufffd[31m.pdf: the PDF is encrypted. [Save] a copy"
    assert shown.out == ""
    assert shown.err.splitlines() == [failed, *([] if quiet else ["partial: papers/c.pdf: no text on page 2"])]


def test_a_terminal_has_a_bar_with_pages_and_failures(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    with progress(4, quiet=False) as tell:
        for report in REPORTS:
            tell(report)
    shown = capsys.readouterr().err
    assert "4/4" in shown
    assert "13 pages" in shown
    assert "1 failed" in shown


def test_the_profile_is_longest_first_and_adds_up() -> None:
    totals = Totals()
    totals.seconds.update({"reader": 3.0, "checks": 1.0})
    assert [line.split() for line in profile_lines(totals)] == [
        ["stage", "seconds", "share"],
        ["reader", "3.00", "75.0%"],
        ["checks", "1.00", "25.0%"],
        ["all", "4.00"],
    ]


def test_totals_keep_the_worst_of_all_documents() -> None:
    totals = Totals()
    for number in range(30, 0, -1):
        verdict = "inconsistent" if number % 2 else "review"
        remark = Remark(verdict, f"finding of {number}", flips=number == 29)
        summary = Summary("ok", "", 2, 3, {verdict: 1}, (remark,))
        totals.add(f"{number:02}.pdf", summary, first=True)
        totals.add(f"copy of {number:02}.pdf", summary, first=False)
    totals.add("broken.pdf", Summary("failed", "why"), first=True)
    assert (totals.documents, totals.failures, totals.figures, totals.pages) == (61, 1, 90, 60)
    assert totals.verdicts == {"inconsistent": 15, "review": 15}
    assert [path for _, path in totals.worst] == ["29.pdf", *(f"{number:02}.pdf" for number in range(1, 23, 2))][:SHOWN]
    assert Totals.from_json(totals.as_json()) == totals
