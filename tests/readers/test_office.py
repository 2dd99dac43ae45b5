"""Old formats by way of LibreOffice: what is read is what the same paper gives as .docx or .xlsx."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from extractor.batch.work import read_part
from extractor.document import Block, Document
from extractor.errors import DocumentError, PassingError
from extractor.readers import read_document
from extractor.readers.detect import detect_format
from extractor.readers.office import convert, end_session
from extractor.readers.office_program import VARIABLE, find_program
from extractor.run import Extractor
from extractor.settings import Settings

from .old_papers import paper_as, scorecard, word_paper

HANG = "#!/bin/sh\nsleep 600 &\necho $! > {folder}/inner\necho $$ > {folder}/outer\nwait\n"


def unmarked(document: Document) -> list[Block]:
    """The blocks without which cells are headers: RTF does not say."""
    return [
        block
        if block.table is None
        else replace(
            block, table=replace(block.table, cells=tuple(replace(cell, header=False) for cell in block.table.cells))
        )
        for block in document.blocks
    ]


@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt"])
def test_a_text_is_read_as_its_docx_is(suffix: str) -> None:
    data, expected = paper_as(suffix), read_document(word_paper())
    found = read_document(data)
    assert (detect_format(data), found.format) == (suffix, suffix)
    assert found.text == expected.text
    assert unmarked(found) == unmarked(expected)
    assert (found.notes, found.remarks) == ((), ())


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_a_spreadsheet_is_read_as_its_xlsx_is(suffix: str) -> None:
    data, expected = paper_as(suffix), read_document(scorecard())
    found = read_document(data)
    assert (detect_format(data), found.format) == (suffix, suffix)
    assert (found.text, found.blocks) == (expected.text, expected.blocks)
    assert (found.notes, found.remarks) == ((), ("hidden and not read: 1 sheet",))


@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt"])
def test_the_figures_are_those_of_the_docx(suffix: str) -> None:
    extractor = Extractor()
    expected = extractor.read_bytes(word_paper(), "paper.docx")
    found = extractor.read_bytes(paper_as(suffix), f"paper.{suffix}")
    assert found.findings == expected.findings
    assert [(check.kind, check.verdict) for check in found.checks] == [
        (check.kind, check.verdict) for check in expected.checks
    ]
    assert ("change", "inconsistent") in {(check.kind, check.verdict) for check in found.checks}
    assert found.front == expected.front


def test_the_day_of_reading_is_in_no_text() -> None:
    words = (
        r"{\rtf1\ansi Printed on {\field{\*\fldinst DATE \\@ \"d MMMM yyyy\"}{\fldrslt 31 March 2014}} by the clerk.}"
    )
    found = read_document(words.replace('\\"', '"').encode())
    assert found.text == "Printed on  by the clerk."
    assert found.remarks == ("a date that is always the day of reading was left out",)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the session of a test keeps its folder; other programs of this machine have theirs elsewhere."""
    end_session()
    (tmp_path / "temporary").mkdir()
    for name in ("TMPDIR", "TMP", "TEMP"):
        monkeypatch.setenv(name, str(tmp_path / "temporary"))
    yield tmp_path / "temporary"
    end_session()


@pytest.fixture
def stand_in(temporary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """Puts a script in LibreOffice's place."""

    def put(script: str) -> Path:
        place = tmp_path / "soffice"
        place.write_text(script.format(folder=tmp_path))
        place.chmod(0o755)
        monkeypatch.setenv(VARIABLE, str(place))
        return tmp_path

    yield put
    end_session()
    assert list(temporary.iterdir()) == []


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().split(")")[1].split()[0] != "Z"
    except OSError:
        return False


def wait_until(holds: object) -> None:
    assert callable(holds)
    for _ in range(200):
        if holds():
            return
        time.sleep(0.05)
    raise AssertionError("it did not come about within 10 seconds")


def test_an_office_that_hangs_is_ended_with_all_it_started(stand_in: object) -> None:
    assert callable(stand_in)
    folder = stand_in(HANG)
    with pytest.raises(PassingError) as caught:
        convert(b"{\\rtf1 x}", "rtf", "docx", "a.rtf", seconds=1)
    assert str(caught.value) == (
        "a.rtf: this is a Rich Text file (.rtf), and LibreOffice did not open it within 1 seconds. "
        "Open it and save it as .docx or PDF"
    )
    for name in ("inner", "outer"):
        process = int((folder / name).read_text())
        wait_until(lambda process=process: not is_running(process))


def test_when_its_reader_is_killed_the_office_ends_too(stand_in: object) -> None:
    """A worker that takes too long is killed without a word; its keeper hears that nobody listens any more."""
    assert callable(stand_in)
    folder = stand_in(HANG)
    code = "from extractor.readers.office import convert; convert(b'{', 'rtf', 'docx')"
    with subprocess.Popen([sys.executable, "-c", code]) as reader:
        wait_until(lambda: (folder / "outer").exists() and (folder / "outer").read_text().strip())
        assert len(list((folder / "temporary").iterdir())) == 1
        reader.kill()
    for name in ("inner", "outer"):
        process = int((folder / name).read_text())
        wait_until(lambda process=process: not is_running(process))
    wait_until(lambda: not list((folder / "temporary").iterdir()))


@pytest.mark.parametrize("script", ["#!/bin/sh\nexit 1\n", "#!/bin/sh\nexit 0\n", "#!/bin/sh\nkill -9 $$\n"])
def test_an_office_that_fails_is_one_error(stand_in: object, script: str) -> None:
    assert callable(stand_in)
    stand_in(script)
    with pytest.raises(DocumentError) as caught:
        convert(b"{\\rtf1 x}", "rtf", "docx", "a.rtf")
    assert not isinstance(caught.value, PassingError)
    assert str(caught.value) == (
        "a.rtf: this is a Rich Text file (.rtf), and LibreOffice cannot read it: it is damaged or has a password. "
        "Open it in the program that made it and save it as .docx or PDF"
    )


def test_what_comes_out_is_bounded(stand_in: object, monkeypatch: pytest.MonkeyPatch) -> None:
    assert callable(stand_in)
    stand_in(
        "#!/bin/sh\nwhile [ $# -gt 2 ]; do [ $1 = --outdir ] && out=$2; shift; done\n"
        "mkdir -p $out; head -c 2000 /dev/zero > $out/document.docx\n"
    )
    assert convert(b"{", "rtf", "docx") == b"\0" * 2000
    monkeypatch.setattr("extractor.readers.office.MAX_CONVERTED_BYTES", 1999)
    with pytest.raises(DocumentError, match="too large to be read"):
        convert(b"{", "rtf", "docx")


def test_a_keeper_that_is_gone_is_replaced(stand_in: object) -> None:
    assert callable(stand_in)
    stand_in("#!/bin/sh\nkill -9 $PPID\n")
    with pytest.raises(PassingError, match="could not be run"):
        convert(b"{", "rtf", "docx")
    stand_in("#!/bin/sh\nexit 1\n")
    with pytest.raises(DocumentError, match="cannot read it"):
        convert(b"{", "rtf", "docx")


def test_nothing_is_left_behind(temporary: Path) -> None:
    read_document(b"{\\rtf1\\ansi In 2013/14, 83.3% of reviews were held on time.}")
    (folder,) = temporary.iterdir()
    assert folder.name.startswith("extractor-office-")
    assert [path.name for path in folder.iterdir()] == ["profile"]
    end_session()
    assert list(temporary.iterdir()) == []


def test_without_libreoffice_the_row_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not kept for later runs: LibreOffice may be there then."""
    (tmp_path / "paper.doc").write_bytes(paper_as("doc"))
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("extractor.readers.office_program._usual_places", lambda: iter(()))
    part = read_part(str(tmp_path / "paper.doc"), Settings())
    assert part.head.summary.error == (
        "this is an old Word file (.doc), which needs LibreOffice: it is not installed. "
        "Install it, or save it as .docx or PDF"
    )
    assert (part.head.summary.status, part.head.lasting) == ("failed", False)


def test_the_variable_says_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "nowhere"))
    assert find_program() is None
    with pytest.raises(PassingError, match=f"none is at {tmp_path}/nowhere"):
        convert(b"{", "rtf", "docx")
    monkeypatch.delenv(VARIABLE)
    found = find_program()
    assert found is not None
    assert os.access(found, os.X_OK)
