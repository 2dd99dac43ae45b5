"""One run over all the hostile files and a sound one, by the command line, in a process that is given little memory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.dataset.reader import read_rows

from . import cases

MOST_BYTES = 2 * 2**30  # of addresses: the libraries alone take more than half of it
MOST_S = 300
LIMITED = """
import sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, ({most}, {most}))
except (ImportError, ValueError, OSError):
    pass  # Windows has no such limit, and macOS does not keep it
from extractor.cli import main
sys.argv[0] = "extractor"
main()
"""
Rows = dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset of one run; its folder stands in one that holds nothing else but the papers."""
    root = tmp_path_factory.mktemp("hostile")
    papers = root / "papers"
    papers.mkdir()
    for name, make in cases.FILES.items():
        (papers / name).write_bytes(make())
    command = [sys.executable, "-c", LIMITED.format(most=MOST_BYTES), "extract", "papers", "--out", "dataset"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=MOST_S, env=os.environ)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    assert sorted(path.name for path in root.iterdir()) == ["dataset", "papers"]
    return root / "dataset"


@pytest.fixture(scope="module")
def rows(dataset: Path) -> Rows:
    return {Path(row["path"]).name: row for row in read_rows(dataset, "documents")}


@pytest.fixture(scope="module")
def sound(dataset: Path) -> set[str]:
    """The documents in which the sound sentence's figure was found."""
    return {
        row["doc_id"]
        for row in read_rows(dataset, "mentions")
        if (row["value"], row["numerator"], row["denominator"]) == ("83.3", "90", "108")
    }


def test_every_file_has_one_row(rows: Rows, dataset: Path) -> None:
    assert sorted(rows) == sorted(cases.FILES)
    assert len(read_rows(dataset, "documents")) == len(cases.FILES)


@pytest.mark.parametrize("name", cases.FILES)
def test_status_and_reason(rows: Rows, name: str) -> None:
    expected = ("failed", cases.FAILED[name]) if name in cases.FAILED else ("ok", "")
    expected = ("partial", cases.PARTIAL[name]) if name in cases.PARTIAL else expected
    assert (rows[name]["status"], rows[name]["error"]) == expected


@pytest.mark.parametrize("name", [name for name in cases.FILES if not name.endswith(".txt")])
def test_the_sentence_is_read_where_the_file_is(rows: Rows, sound: set[str], name: str) -> None:
    """What surrounds a sound sentence does not take it away: only files without one, or without letters, lack it."""
    without = {*cases.FAILED, *cases.PARTIAL, *_SPEECHLESS} - {"wide_grid.docx", "far_cell.xlsx"}
    assert (rows[name]["doc_id"] in sound) == (name not in without)


_SPEECHLESS = {"many_glyphs.pdf", "stacked.pdf", "declared_utf16.html", "declared_zip.html", "declared_wrongly.html"}


@pytest.mark.parametrize("name", [name for name in cases.FILES if name.startswith(("external", "active"))])
def test_nothing_is_fetched(rows: Rows, dataset: Path, name: str) -> None:
    """Files of this machine that a paper asks for, and what scripts and frames would show, are in no text."""
    text = dataset / "text" / f"{rows[name]['doc_id']}.txt"
    words = text.read_text(encoding="utf-8") if text.exists() else ""
    secret = Path("/etc/passwd").read_text(encoding="utf-8").split(":")[0] if Path("/etc/passwd").exists() else "root"
    assert secret not in words
    assert not any(f"{number}" in words for number in range(93, 100))


def test_no_macro_runs(dataset: Path) -> None:
    assert dataset.exists()
    assert not Path(cases.MACRO).exists()


def test_encodings_that_are_declared_wrongly(rows: Rows, dataset: Path) -> None:
    for name in ("declared_utf16.html", "declared_zip.html", "declared_wrongly.html"):
        text = dataset / "text" / f"{rows[name]['doc_id']}.txt"
        assert text.read_text(encoding="utf-8") == "It cost £5m."
