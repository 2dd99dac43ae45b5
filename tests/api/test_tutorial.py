"""The tutorial runs from top to bottom, and its cells give what its words promise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

CHECKOUT = Path(__file__).resolve().parents[2]
NOTEBOOK = CHECKOUT / "docs" / "tutorial.ipynb"


@pytest.fixture(scope="module")
def notebook(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The notebook after it ran in a folder of its own, beside a link to the corpus: what it writes stays there."""
    home = tmp_path_factory.mktemp("tutorial")
    (home / "docs").mkdir()
    (home / "corpus").symlink_to(CHECKOUT / "corpus")
    made: Any = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(CHECKOUT))
        NotebookClient(made, timeout=120, resources={"metadata": {"path": str(home / "docs")}}).execute()
    return made


def output(notebook: Any, words: str, kind: str = "text/plain") -> str:
    """What the one cell whose source holds ``words`` gives."""
    (cell,) = (cell for cell in notebook.cells if cell.cell_type == "code" and words in cell.source)
    return "".join(item.get("text", "") or item["data"].get(kind, "") for item in cell.outputs)


def test_no_output_is_stored() -> None:
    stored: Any = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    nbformat.validate(stored)
    code = [cell for cell in stored.cells if cell.cell_type == "code"]
    assert [(cell.outputs, cell.execution_count) for cell in code] == [([], None)] * len(code)


def test_four_papers_are_read(notebook: Any) -> None:
    assert output(notebook, "names = [").startswith("Extraction(4 documents, ")
    assert "<b>4 documents, " in output(notebook, "names = [", "text/html")
    assert output(notebook, 'extraction.documents[["path"').count(" ok ") == 4


def test_what_disagrees_is_said(notebook: Any) -> None:
    said = output(notebook, "for statement in findings")
    assert "93.8% is 1.2 below the target of 95%" in said
    assert "204 of 251 is 81.3%, not 83.1" in said
    assert ("\n" + said).count("\n- ") == int(
        output(notebook, 'findings["verdict"].value_counts()').split("inconsistent")[1].split()[0]
    )


def test_a_paragraph_is_checked_and_rendered(notebook: Any) -> None:
    shown = output(notebook, "result = extractor.check", "text/html")
    assert [shown.count(words) for words in ("DISAGREES<", ">AGREES<", "<li>")] == [3, 2, 3]
    assert "border-bottom: 3px" in output(notebook, "extractor.render(result", "text/html")


def test_authorities_stand_side_by_side(notebook: Any) -> None:
    assert "Thornley Metropolitan Borough Council" in output(notebook, "panel[[")
    assert output(notebook, "len(extraction.restatements())") == "0"
    drawn = output(notebook, "chart = ", "image/svg+xml")
    assert "Kelderdale District Council" in drawn


def test_an_indicator_of_ones_own_is_found(notebook: Any) -> None:
    assert "Invoices paid in time" in output(notebook, "own.write_text")
    assert output(notebook, "Extraction.open(folder)").startswith("Extraction(4 documents, ")
