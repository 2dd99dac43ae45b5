"""``import extractor`` in a notebook or a program."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

import extractor
from extractor.api.rendering import pieces
from extractor.cli import app
from extractor.dataset.cells import encodable
from extractor.dataset.schema import SCHEMA
from extractor.errors import PatternError, UsageError

WRONG = "Attendance was 94.1% against a target of 95%, so the target was met. Complaints fell from 120 to 96."
PAPER = (
    "Whitmoor Council\n\nDate: 1 May 2014\n\nThe number of looked after children at 31 March 2014 was 214. "
    "Reviews were late for 8.6% (16/244) of children.\n"
)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers")
    (folder / "paper.txt").write_text(PAPER, encoding="utf-8")
    (folder / "empty.pdf").write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def extraction(papers: Path) -> extractor.Extraction:
    return extractor.extract(papers)


def test_importing_costs_nothing() -> None:
    code = "import sys, extractor; extractor.__version__; dir(extractor); print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {name for name in done.stdout.split() if name.startswith("extractor.")} == set()
    assert set(done.stdout.split()) & {"pandas", "spacy", "numpy"} == set()


def test_the_names_are_there_and_no_others() -> None:
    assert set(extractor.__all__) <= set(dir(extractor))
    with pytest.raises(AttributeError, match="no attribute 'extrakt'"):
        getattr(extractor, "extrakt")  # noqa: B009


def test_papers_become_typed_frames(extraction: extractor.Extraction) -> None:
    found = extraction.mentions[["text", "indicator_id", "role", "period_end"]]
    assert found.loc[0, "text"] == "214"
    assert found.loc[0, "period_end"] == pd.Timestamp(2014, 3, 31)
    for table in SCHEMA:
        frame = getattr(extraction, table.name)
        for column in table.columns:
            kind = str(frame[column.name].dtype)
            plain = {"integer": "Int64", "number": "Float64", "date": "datetime64[s]"}.get(column.type, "string")
            assert kind == ("category" if column.values else plain), (table.name, column.name)
            if column.values:
                assert frame[column.name].cat.categories.tolist() == list(column.values)
    (text,) = extraction.texts.values()
    first = extraction.mentions.iloc[0]
    assert text[first["start"] : first["end"]] == first["text"]


def test_a_file_that_cannot_be_read_is_a_row(extraction: extractor.Extraction) -> None:
    assert dict(zip(extraction.documents["path"].str[-9:], extraction.documents["status"], strict=True)) == {
        "empty.pdf": "failed",
        "paper.txt": "ok",
    }


def test_what_is_written_is_what_the_command_writes(
    extraction: extractor.Extraction, papers: Path, tmp_path: Path
) -> None:
    extraction.mentions.drop(extraction.mentions.index)  # what is done to a frame is not written
    written = extraction.write(tmp_path / "api")
    CliRunner().invoke(app, ["extract", str(papers), "--out", str(tmp_path / "cli"), "--quiet", "--jobs", "0"])
    files = sorted(path.relative_to(written) for path in written.rglob("*") if path.is_file())
    assert len(files) == 2 * len(SCHEMA) + 2
    assert [file for file in files if (written / file).read_bytes() != (tmp_path / "cli" / file).read_bytes()] == []


def test_a_written_dataset_is_opened(extraction: extractor.Extraction, tmp_path: Path) -> None:
    opened = extractor.Extraction.open(extraction.write(tmp_path / "dataset"))
    for table in SCHEMA:
        pd.testing.assert_frame_equal(getattr(opened, table.name), getattr(extraction, table.name))
    assert opened.texts == extraction.texts
    with pytest.raises(UsageError, match="no finished dataset"):
        extractor.Extraction.open(tmp_path)


def test_arguments_go_before_the_papers_own_words(papers: Path) -> None:
    found = extractor.extract([papers / "paper.txt"], authority="Redmoor Council", date="31/03/2015")
    assert found.documents.loc[0, "authority"] == "Redmoor Council"
    assert found.documents.loc[0, "document_date"] == pd.Timestamp(2015, 3, 31)
    again = extractor.extract(papers / "paper.txt", date=date(2015, 3, 31))
    assert again.documents.loc[0, "document_date"] == pd.Timestamp(2015, 3, 31)


def test_an_indicator_of_ones_own(papers: Path, tmp_path: Path) -> None:
    catalogue = tmp_path / "own.csv"
    catalogue.write_text(
        "id,name,aliases,unit,polarity\nlate,Late reviews,reviews were late,%,lower\n", encoding="utf-8"
    )
    found = extractor.extract(papers / "paper.txt", catalogue=catalogue)
    assert found.mentions["indicator_id"].dropna().tolist() == ["late"]
    assert found.panel("late")["indicator"].tolist() == ["Late reviews"]


def test_a_panel_and_its_checks(extraction: extractor.Extraction) -> None:
    assert extraction.panel("cla.number")["value"].tolist() == [214]
    assert extraction.panel("cla.number", wide=True)["2014-03-31"].tolist() == [214]
    assert extraction.restatements().columns.tolist() == extraction.reconciliations.columns.tolist()
    assert extraction.plot("cla.number").to_dict()["title"]["text"] == "Children looked after at the end of the period"


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"paths": "nowhere"}, UsageError, "no such file or folder"),
        ({"paths": []}, UsageError, "no files to read"),
        ({"format": "ppt"}, UsageError, "--format 'ppt' is unknown"),
        ({"date": "May"}, UsageError, "no date"),
        ({"jobs": -1}, UsageError, "--jobs -1 is too low"),
        ({"catalogue": "nowhere.csv"}, PatternError, "no such catalogue"),
    ],
)
def test_errors_are_the_commands(
    papers: Path, arguments: dict[str, object], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        extractor.extract(**{"paths": papers, **arguments})  # type: ignore[arg-type]


def test_an_extraction_says_what_it_holds(extraction: extractor.Extraction) -> None:
    assert repr(extraction).startswith("Extraction(2 documents, ")
    shown = extraction._repr_html_()
    assert "1 inconsistency" in shown
    assert '<td style="text-align:left">paper.txt</td>' in shown
    assert '<td style="text-align:left">empty.pdf</td>' in shown


def test_a_paragraph_is_checked() -> None:
    found = extractor.check(WRONG)
    assert not found.ok
    assert [figure["text"] for figure in found.figures] == ["94.1%", "95%", "120", "96"]
    assert [claim["value"] for claim in found.claims] == ["met", "decreased"]
    assert [finding["verdict"] for finding in found.findings] == ["inconsistent", "consistent"]
    assert sorted(found.verdicts.values()) == ["consistent", "consistent", "inconsistent", "inconsistent"]
    assert found.figures_frame()["value"].tolist() == [94.1, 95, 120, 96]
    assert found.claims_frame()["kind"].tolist() == ["target", "trend"]
    assert found.findings_frame()["verdict"].tolist() == ["inconsistent", "consistent"]
    assert extractor.check("Complaints fell from 120 to 96.").ok


@pytest.mark.parametrize("text", ["", " \n "])
def test_an_empty_text_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="the text is empty"):
        extractor.check(text)


class Words(HTMLParser):
    """The text that a reader of the page sees, and the tags around it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []
        self.open = [""]
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("style", ["ent", "span"])
def test_a_paragraph_is_rendered(style: str) -> None:
    words = Words(extractor.render(WRONG, style))
    assert words.open == [""]
    assert words.tags.count("mark") == 4
    assert words.text == (
        "Attendance was 94.1%DISAGREES against a target of 95%DISAGREES, so the target was mettarget: met. "
        "Complaints felltrend: decreased from 120AGREES to 96AGREES."
    )


def test_what_is_said_of_it_stands_below() -> None:
    shown = extractor.check(WRONG)._repr_html_()
    assert shown.index("INCONSISTENT") < shown.index("CONSISTENT</b> The text says")
    assert "Nothing could be checked" in extractor.check("There were 4 homes.")._repr_html_()


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> 8.6% (16/244) of <b onclick='x'>children</b> & \"others\"",
        "8.6% \x00 of \ud83d\ude00 children\n\nand 7%",
        "94% of children of <img src=x onerror=alert(1)> homes",
    ],
)
def test_nothing_of_the_text_is_markup(text: str) -> None:
    result = extractor.check(text)
    words = Words(extractor.render(result, findings=True))
    assert set(words.tags) <= {"div", "mark", "span", "ul", "li", "b", "p"}
    assert "".join(result.text[piece.start : piece.end] for piece in pieces(result)) == encodable(text)


def test_another_style_is_refused() -> None:
    with pytest.raises(UsageError, match="the style 'dep' is unknown"):
        extractor.render(WRONG, "dep")
