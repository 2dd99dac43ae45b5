"""What docs/exports.md shows is run on the sample."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from extractor.export import export_dataset
from extractor.export.formats import FORMATS
from extractor.export.views import VIEWS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_it_names_every_format_and_view() -> None:
    for form in FORMATS:
        stem = f"figures{form.ending}".rpartition(".")[0]
        files = ", ".join(f"`{name}`" for name in (f"figures{form.ending}", *(stem + end for end in form.companions)))
        assert f"| `{form.name}` | {files} |" in PAGE
    for view in VIEWS:
        assert f"| `{view.name}` |" in PAGE


def test_the_queries_answer(dataset: Path) -> None:
    (block,) = blocks("sql")
    with closing(sqlite3.connect(export_dataset(dataset, "sqlite")[0])) as database:
        answers = [database.execute(query).fetchall() for query in block.split(";") if query.strip()]
    assert answers[0] == [(None, "trend", 1)]
    assert answers[1] == []


def test_the_code_prints(dataset: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    export_dataset(dataset, "spacy")
    monkeypatch.chdir(dataset.parent)
    (code,) = blocks("python")
    exec(compile(code, "docs/exports.md", "exec"), {})
    assert capsys.readouterr().out.splitlines()[0] == "83.3% ACTUAL d1-m1 83.3 %"
