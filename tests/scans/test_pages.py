"""Pages that are pictures are noticed one by one and read: text, figures, tables, colours, however they lie."""

from __future__ import annotations

import shutil
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from extractor.document import BlockKind, Document
from extractor.errors import DocumentError, UsageError
from extractor.readers import ocr_volume, read_document
from extractor.readers.ocr_engine import REMEDY, recognise
from extractor.readers.ocr_signs import is_rubbish
from extractor.readers.options import ReadOptions
from extractor.readers.pdf_words import PrintedWord

from .pictures import CELLS, LINES, draw, encode, merge, picture_of, spoil, under_picture

FIGURES = ("83.3%", "(90", "108)", "£2,450,000", "£2,500,000", "1,318", "1,204")


@pytest.fixture(scope="module")
def scan() -> bytes:
    return encode([spoil(picture_of(draw()))], "PDF")


@pytest.fixture(scope="module")
def table() -> Document:
    return read_document(encode([spoil(picture_of(draw(LINES[:1], CELLS)))], "PDF"))


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many dots the pictures have that the engine is given."""
    from extractor.readers import ocr_page

    seen: list[int] = []

    def count(*arguments: object) -> bytes:
        seen.append(getattr(arguments[1], "size", 0))
        return recognise(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(ocr_page, "recognise", count)
    return seen


def words_of(document: Document) -> list[str]:
    return [document.text[word.start : word.end].rstrip(".") for word in document.words]


def test_a_page_that_is_a_picture_is_read(scan: bytes) -> None:
    document = read_document(scan)
    assert LINES[0] in document.text
    assert [figure for figure in FIGURES if figure not in words_of(document)] == []
    assert (document.format, document.pages, document.scanned, document.notes) == ("pdf", 1, (1,), ())
    assert document.settled


def test_words_know_where_they_stand_and_how_they_were_read(scan: bytes) -> None:
    document = read_document(scan)
    read = {document.text[reading.start : reading.end].rstrip("."): reading for reading in document.readings}
    assert {*FIGURES, "Twelve", "nine"} <= read.keys()
    assert all(reading.confidence > 0.8 and reading.read == "" for word, reading in read.items() if word in FIGURES)
    assert "reviews" not in read
    start = document.text.index("83.3%")
    x0, top, x1, bottom = document.locate(start, start + 5).box or (0, 0, 0, 0)
    left = 50 + stringWidth("In the quarter ", "Helvetica", 12)
    wanted = left, 71.0, left + stringWidth("83.3%", "Helvetica", 12), 83.0
    assert [round(abs(edge - place)) <= 2 for edge, place in zip((x0, top, x1, bottom), wanted, strict=True)] == [
        True
    ] * 4


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_on_its_side_or_head_is_turned(quarters: int) -> None:
    turned = np.ascontiguousarray(np.rot90(spoil(picture_of(draw(LINES * 2))), quarters))
    document = read_document(encode([turned], "PNG"))
    assert LINES[0] in document.text
    assert [figure for figure in FIGURES if figure not in words_of(document)] == []


@pytest.mark.parametrize("skew", [2.0, -2.0])
def test_a_page_that_lies_askew_is_straightened(skew: float) -> None:
    document = read_document(encode([spoil(picture_of(draw(LINES[:1], CELLS)), skew)], "PDF"))
    assert cells_of(document)[1:] == [list(row) for row in CELLS[1:]]


def cells_of(document: Document) -> list[list[str]]:
    (found,) = [block.table for block in document.blocks if block.table is not None]
    return [[document.content(cell) if cell else "" for cell in row] for row in found.grid()]


def test_figures_of_a_ruled_table_stand_in_their_cells(table: Document) -> None:
    assert cells_of(table) == [list(row) for row in CELLS]
    assert [block.kind for block in table.blocks][-1] is BlockKind.TABLE


def test_the_colours_of_cells_are_seen(table: Document) -> None:
    (found,) = [block.table for block in table.blocks if block.table is not None]
    fills = {table.content(cell): cell.fill for cell in found.cells if cell.fill}
    assert fills.keys() == {"Red", "Amber", "Green"}
    strongest = {
        name: "rgb"[max(range(3), key=lambda n: (fill or "")[1 + 2 * n : 3 + 2 * n])] for name, fill in fills.items()
    }
    assert strongest == {"Red": "r", "Amber": "r", "Green": "g"}


def test_only_the_pictures_of_a_mixed_file_are_read(scan: bytes, calls: list[int]) -> None:
    typed = draw(["On this page there are 40 homes."])
    document = read_document(merge(typed, scan, typed))
    assert (document.pages, document.scanned, len(calls)) == (3, (2,), 1)
    assert document.text.count("40 homes") == 2
    assert "£2,450,000" in document.text
    assert {word.page for word in document.words} == {1, 2, 3}


def test_a_stamp_does_not_hide_a_scan(calls: list[int]) -> None:
    document = read_document(under_picture((), LINES, stamp="Page 45"))
    assert (document.scanned, len(calls)) == ((1,), 1)
    assert "£2,450,000" in document.text


def test_force_reads_every_page_by_its_picture_and_off_reads_none(scan: bytes, calls: list[int]) -> None:
    typed = draw(["On this page there are 40 homes."])
    forced = read_document(typed, options=ReadOptions(ocr="force"))
    assert (forced.scanned, "40 homes" in forced.text, len(calls)) == ((1,), True, 1)
    without = read_document(merge(typed, scan), options=ReadOptions(ocr="off"))
    assert (without.scanned, len(calls)) == ((), 1)
    assert without.notes == ("no text on page 2: a picture, perhaps a scan, which needs character recognition",)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_pictures_are_documents(kind: str) -> None:
    document = read_document(encode([spoil(picture_of(draw()))], kind))
    assert (document.format, document.pages, document.scanned) == (kind.lower(), 1, (1,))
    assert [figure for figure in FIGURES if figure not in words_of(document)] == []


def test_every_page_of_a_tiff_is_read() -> None:
    things = ("homes", "visits", "appeals")
    texts = [f"On page {number} there are {number}40 {thing}." for number, thing in enumerate(things, 1)]
    pages = [picture_of(draw([text]), 150)[:, :, 0] for text in texts]
    document = read_document(encode(pages, "TIFF", 150))
    assert (document.pages, document.scanned) == (3, (1, 2, 3))
    assert [document.text.count(text) for text in texts] == [1, 1, 1]
    assert {word.page for word in document.words} == {1, 2, 3}
    first = read_document(encode(pages, "TIFF", 150), options=ReadOptions(max_pages=1))
    assert (first.pages, first.scanned) == (3, (1,))
    assert first.notes == ("only the first 1 of 3 pages were read: split the file",)


def test_without_the_engine_a_scan_says_what_to_install(scan: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    document = read_document(merge(draw(["There are 40 homes."]), scan))
    assert (document.scanned, "40 homes" in document.text) == ((), True)
    assert document.notes == (f"no text on page 2, which is a picture: {REMEDY}",)
    picture = read_document(encode([picture_of(draw())], "PNG"))
    assert (picture.text, picture.pages, picture.notes) == (
        "",
        1,
        (f"no text on page 1, which is a picture: {REMEDY}",),
    )


def test_without_opencv_a_scan_says_what_to_install(scan: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_volume, "find_spec", lambda name: None)
    assert read_document(scan).notes == (f"no text on page 1, which is a picture: {REMEDY}",)


def test_an_unknown_language_is_refused_with_those_there_are(scan: bytes) -> None:
    with pytest.raises(UsageError) as caught:
        read_document(scan, options=ReadOptions(language="eng+xyz"))
    assert caught.value.problem.startswith("Tesseract has no language 'xyz'; installed: eng")
    assert "tesseract-ocr-xyz" in caught.value.remedy


def stub(folder: Path, script: str) -> str:
    """A program in the engine's place; its words come from ``script``."""
    path = folder / "tesseract"
    path.write_text(
        "#!/bin/sh\ncase $1 in\n--version) echo tesseract 5.9;;\n"
        f"--list-langs) echo List:; echo eng;;\n*) {script};;\nesac\n",
        encoding="utf-8",
    )
    path.chmod(0o755)
    return f"{folder}:{Path(shutil.which('sh') or '/bin/sh').parent}"


def test_an_engine_that_fails_costs_the_page(scan: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", stub(tmp_path, "echo no memory >&2; exit 3"))
    document = read_document(merge(draw(["There are 40 homes."]), scan))
    assert document.notes == ("no text on page 2, which is a picture: Tesseract failed (no memory)",)
    assert not document.settled


def damaged(data: bytes) -> bytes:
    return data[: len(data) // 2]


def bomb() -> bytes:
    """The beginning of a PNG of forty thousand dots square."""
    head = struct.pack(">4sIIBBBBB", b"IHDR", 40_000, 40_000, 1, 0, 0, 0, 0)
    body = b"IDAT" + zlib.compress(bytes(1000))
    chunks = (struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part)) for part in (head, body))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (bomb, "a picture of more than 80 million dots"),
        (lambda: b"\x89PNG\r\n\x1a\n\0\0", "the picture is damaged or cut short"),
        (lambda: b"II*\0\x08\0\0\0\0\0", "the picture is damaged or cut short"),
    ],
    ids=["bomb", "png", "tiff"],
)
def test_pictures_that_are_refused(make: Callable[[], bytes], problem: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_document(make())
    assert caught.value.problem == problem


def test_a_picture_that_is_cut_short_is_said(calls: list[int]) -> None:
    document = read_document(damaged(encode([picture_of(draw())], "PNG")))
    assert document.notes == ("no text on page 1, which is a picture: the picture is damaged (OSError)",)
    assert calls == []


SHIFTED = "wkh frxqflo qrwhg wkdw shuirupdqfh zdv lpsurylqj dqg djuhhg wkh sodq iru qhaw bhdu " * 6
PRIVATE = "\ue001\ue002\ue003 \ue004\ue005\ue006\ue007 \ue008\ue009\ue00a " * 3
BAD_LAYER = "Tlie cf)nncil n0ted ih4t perf<)rm4nce w4s 83.3% ;ind agr€ed t|e pl4n fnr rlext ye4r wliich is s€t ()ut"
PROSE = " ".join(LINES)
TABLE = "1,204 83.3% £2.4m - 12 n/a Q1 2013/14 (4.2%) 81 91 A&E 2,310 +4 –3.1 45% ↑ 88 90 77.1 n=43 1:4 2nd £14k"
WELSH = "Y mae'r Cyngor wedi cytuno bod yr adroddiad yn cael ei dderbyn gan Bwyllgor Craffu Plant yng Nghymru ym Mai"
CODES = "BV109a NI 62 KPI3 HR2 LPI ASC/03 CHS14 PSA1.2 NI59 NI60 NI61 NI63 NI64 NI65 NI66 BV1 BV2 BV3 BV4 BV5"


@pytest.mark.parametrize(
    ("text", "rubbish"),
    [
        (SHIFTED, True),
        (PRIVATE, True),
        (PROSE, False),
        (TABLE, False),
        (WELSH, False),
        (CODES, False),
        ("\ue001 \ue002", False),
    ],
)
def test_signs_of_rubbish(text: str, rubbish: bool) -> None:
    assert is_rubbish([PrintedWord(word, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0) for word in text.split()]) is rubbish


@pytest.mark.parametrize(("layer", "scanned"), [(BAD_LAYER, (1,)), (PROSE, ())])
def test_a_layer_of_text_under_a_picture_is_kept_where_it_is_good(layer: str, scanned: tuple[int, ...]) -> None:
    document = read_document(under_picture([layer[:60], layer[60:], layer[:60], layer[60:]], LINES))
    assert document.scanned == scanned
    assert ("£2,450,000 against a budget" in document.text) is True
