"""The renderer that measures scans: the same bytes on every run, tables as tables, annotations that name the scan."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

RENDERER = Path(__file__).resolve().parents[1] / "benchmarks" / "scan_render.py"
TEXT = "PERFORMANCE\n\nIn 2019 it was 83.3% (90/108) & above the target of <85%.\n\nIndicator\tQ1\tQ2\nVisits\t12\t9\n"


@pytest.fixture(scope="module")
def renderer() -> dict[str, Any]:
    return runpy.run_path(str(RENDERER))


def words_of(paper: bytes) -> list[str]:
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(paper)]
    return " ".join(pages).split()


def test_a_text_is_set_with_all_its_words(renderer: dict[str, Any]) -> None:
    assert sorted(words_of(renderer["set_text"](TEXT, "paper"))) == sorted(TEXT.split())


def test_typed_lines_stay_as_they_are(renderer: dict[str, Any]) -> None:
    typed = "MINUTES\n\n142.  MEALS     214,300\n" * 30
    paper = renderer["set_text"](typed, "paper")
    assert len(pypdfium2.PdfDocument(paper)) == 2
    assert words_of(paper) == typed.split()


def test_a_scan_holds_no_text_and_is_the_same_on_every_run(renderer: dict[str, Any]) -> None:
    paper = renderer["set_text"](TEXT, "paper")
    scan = renderer["scan_paper"](paper, "paper", dpi=72, seed=1)
    assert words_of(scan) == []
    assert scan == renderer["scan_paper"](paper, "paper", dpi=72, seed=1)
    assert scan != renderer["scan_paper"](paper, "paper", dpi=72, seed=2)
    assert scan != renderer["scan_paper"](paper, "other", dpi=72, seed=1)


def test_annotations_name_the_scan(renderer: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    gold = tmp_path / "paper.gold.json"
    gold.write_text(json.dumps({"document": "paper.txt", "figures": [], "claims": [], "checks": []}))
    copied = renderer["copy_gold"](gold, tmp_path / "out")
    assert json.loads(copied.read_text()) == {
        "document": "paper.pdf",
        "figures": [],
        "claims": [],
        "checks": [],
        "scan": True,
    }


def test_scans_of_one_name_are_refused(renderer: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="scans of paper would overwrite each other"):
        renderer["render_scans"]([tmp_path / "paper.txt", tmp_path / "paper.html"], tmp_path / "out")
