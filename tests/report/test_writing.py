"""The command: which file it writes, what it refuses, and what it tells of what is missing."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from reportlab.pdfgen.canvas import Canvas

from extractor.cli import main
from extractor.dataset.descriptor import describe_dataset
from extractor.dataset.partitions import PartWriter
from extractor.dataset.records import Records, store_rows
from extractor.dataset.schema import SCHEMA
from extractor.dataset.writers import write_dataset
from extractor.errors import UsageError
from extractor.readers import read_document
from extractor.report import write_report
from extractor.report.drawing import Drawn, OtherFile, Spot, crop_box, draw_spots

from .datasets import awkward_records, draw_paper


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> int:
    monkeypatch.setattr(sys, "argv", ["extractor", "report", *map(str, arguments)])
    code: object = 0
    try:
        main()
    except SystemExit as ended:
        code = ended.code
    return code if isinstance(code, int) else 0


def test_the_command_says_what_it_wrote(
    papers: Path, page: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert page == papers / "report.html"
    assert run(monkeypatch, papers, "--out", tmp_path / "a.html", "--title", "Our <papers>") == 0
    printed = capsys.readouterr()
    assert re.fullmatch(r"2 findings, 1 picture, \d\.\d MB -> .*a\.html\n", printed.out)
    assert printed.err == ""
    html = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "<title>Our &lt;papers&gt;</title>" in html
    assert "<h1>Our &lt;papers&gt;</h1>" in html


def test_the_same_dataset_gives_the_same_page(papers: Path, page: Path) -> None:
    before = page.read_bytes()
    write_report(papers)
    assert page.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"my own page", b"<meta name='generator' content='else'>"])
def test_a_file_of_someone_else_is_left_alone(content: bytes, papers: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.html"
    own.write_bytes(content)
    with pytest.raises(UsageError, match="no report of this program"):
        write_report(papers, own)
    assert own.read_bytes() == content


def test_what_cannot_be_used_is_refused(papers: Path, tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    with pytest.raises(UsageError, match="no finished dataset"):
        write_report(tmp_path)
    with pytest.raises(UsageError, match="this is a folder"):
        write_report(papers, tmp_path)
    with pytest.raises(UsageError, match="its folder is not there"):
        write_report(papers, tmp_path / "no" / "a.html")
    with pytest.raises(UsageError, match="no such folder"):
        write_report(papers, page, sources=tmp_path / "no")
    with pytest.raises(UsageError, match="--pictures -1 is too low"):
        write_report(papers, page, pictures=-1)
    assert list(tmp_path.iterdir()) == []


def test_an_error_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(monkeypatch, tmp_path) == 2
    assert capsys.readouterr().err.startswith(f"error: {tmp_path}: this folder holds no finished dataset. ")


@pytest.mark.usefixtures("nothing_installed")
def test_without_the_libraries_there_is_a_page_without_charts(
    papers: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(monkeypatch, papers, "--out", tmp_path / "a.html") == 0
    said = "the report has no charts: altair and vl-convert-python are not installed"
    assert capsys.readouterr().err.startswith(said)
    html = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "This page has no charts: altair and vl-convert-python are not installed" in html
    assert 'id="bundle"' not in html
    assert 'class="plot"' not in html
    assert html.count('class="finding inconsistent"') == 2


def moved(papers: Path, folder: Path) -> tuple[Path, Path]:
    """A dataset whose papers are not where they were, and the folder with them."""
    copy = folder / "kept"
    shutil.copytree(papers.parent / "papers", copy)
    write_out = folder / "dataset"
    shutil.copytree(papers, write_out)
    documents = write_out / "documents.csv"
    documents.write_text(documents.read_text(encoding="utf-8").replace(str(papers.parent), "/gone"), encoding="utf-8")
    return write_out, copy


def test_papers_that_have_moved_are_found_in_their_folder(papers: Path, tmp_path: Path) -> None:
    dataset, kept = moved(papers, tmp_path)
    lost = write_report(dataset)
    assert lost.pictures == 0
    assert lost.remarks[0].startswith("3 papers are not at hand")
    assert "The paper is not at /gone/papers/children.pdf any more." in lost.path.read_text(encoding="utf-8")
    found = write_report(dataset, sources=kept)
    assert (found.pictures, found.remarks) == (1, ())
    assert 'href="../kept/recycling%20report.txt"' in found.path.read_text(encoding="utf-8")


def test_a_paper_that_has_changed_gives_no_picture(papers: Path, tmp_path: Path) -> None:
    dataset, kept = moved(papers, tmp_path)
    draw_paper(kept / "children.pdf", ("Another paper",))
    written = write_report(dataset, sources=kept)
    assert written.pictures == 0
    assert "has changed since it was read." in written.path.read_text(encoding="utf-8")


def test_no_more_pictures_than_asked_for(papers: Path, tmp_path: Path) -> None:
    written = write_report(papers, tmp_path / "a.html", pictures=0)
    assert written.pictures == 0
    assert 'class="spot"' not in written.path.read_text(encoding="utf-8")


def test_a_dataset_in_parts_gives_the_same_page(tmp_path: Path) -> None:
    records = awkward_records()
    plain = tmp_path / "a" / "set"
    write_dataset(records, plain)
    parts = tmp_path / "b" / "set"
    shutil.copytree(plain / "text", parts / "text")
    writer = PartWriter()
    for table in SCHEMA:
        writer.add(table.name, store_rows(table, records.rows(table)))
    for name, content in writer.finish().items():
        (parts / f"{name}.parquet").mkdir()
        (parts / f"{name}.parquet" / "part-00000.parquet").write_bytes(content)
    (parts / "datapackage.json").write_text(describe_dataset(["part-00000.parquet"]), encoding="utf-8")
    assert write_report(parts).path.read_bytes() == write_report(plain).path.read_bytes()


def test_an_empty_dataset_has_a_page(tmp_path: Path) -> None:
    write_dataset(Records(), tmp_path)
    html = write_report(tmp_path).path.read_text(encoding="utf-8")
    assert "Nowhere were figures found that disagree" in html


def test_nothing_of_a_paper_becomes_markup(awkward: Path) -> None:
    html = awkward.read_text(encoding="utf-8")
    assert "<script>alert" not in html
    assert "\x07" not in html
    assert not set(html) & set("\u202a\u202b\u202c\u202d\u202e")
    assert len(re.findall("<script", html)) == 4
    assert len(re.findall("</script>", html)) == 4


def test_the_policy_lets_only_its_own_scripts_run(page: Path) -> None:
    html = page.read_text(encoding="utf-8")
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert policy.startswith("default-src &#39;none&#39;; script-src &#39;sha256-")
    assert "unsafe-eval" not in policy
    assert "http" not in policy


def test_nothing_in_the_page_names_an_address_to_load(page: Path) -> None:
    html = re.sub(r"<script.*?</script>", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert re.findall(r'(?:src|href)="(?!#|data:image/webp;base64,|\.\./papers/)([^"]*)"', html) == []
    assert "url(" not in html
    assert "@import" not in html


@pytest.mark.parametrize(
    ("boxes", "crop"),
    [
        ([(100, 200, 130, 210)], (0, 150, 600, 260)),
        ([(100, 200, 130, 210), (90, 300, 130, 310)], (0, 156, 600, 354)),
        ([(100, 5, 130, 15)], (0, 0, 600, 110)),
        ([(100, 785, 130, 795)], (0, 690, 600, 800)),
        ([(100, 100, 130, 110), (100, 700, 130, 710)], (0, 56, 600, 486)),
        ([(100, 900, 130, 910)], None),
        ([(700, 100, 730, 110)], None),
        ([], None),
    ],
)
def test_crop_box(
    boxes: list[tuple[float, float, float, float]], crop: tuple[float, float, float, float] | None
) -> None:
    assert crop_box(boxes, 600, 800) == crop


def test_a_picture_shows_the_spot_outlined(tmp_path: Path) -> None:
    draw_paper(tmp_path / "a.pdf")
    digest = hashlib.sha256((tmp_path / "a.pdf").read_bytes()).hexdigest()
    spots = [Spot(1, ((72.0, 160.0, 200.0, 180.0),)), Spot(9, ((0.0, 0.0, 9.0, 9.0),)), Spot(1, ((0, 9000, 9, 9009),))]
    drawn, absent, off = draw_spots(str(tmp_path / "a.pdf"), digest, spots)
    assert (absent, off) == (None, None)
    assert isinstance(drawn, Drawn)
    image = Image.open(io.BytesIO(drawn.content)).convert("RGB")
    assert image.size == (round(drawn.width_pt * 2), round(drawn.height_pt * 2))
    red, green, blue = image.getpixel((150, (160 - 115 - 2) * 2))  # type: ignore[misc]
    assert red > 130
    assert max(green, blue) < 110
    with pytest.raises(OtherFile):
        draw_spots(str(tmp_path / "a.pdf"), "0" * 64, spots)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("set_upright", [True, False], ids=["upright", "sideways"])
def test_the_outline_is_around_the_figure_however_a_page_is_turned(
    turn: int, set_upright: bool, tmp_path: Path
) -> None:
    # ReportLab gives a page that it turns by a quarter the other format, so that it is tall as looked at
    width, height = (800, 600) if set_upright and turn % 180 else (600, 800)
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(600, 800), invariant=True)
    if set_upright:
        canvas.setPageRotation(turn)
    canvas.translate(*{0: (0, 0), 90: (width, 0), 180: (width, height), 270: (0, height)}[turn])
    canvas.rotate(turn)
    for number in range(8):
        canvas.drawString(90, 300 - 20 * number, "Words enough to tell the direction of reading on this page")
    canvas.drawString(140, 400, "was reported in the year and more words")
    canvas.setFillColorRGB(0, 0, 1)
    canvas.drawString(90, 400, "77.4%")
    canvas.save()
    data = (tmp_path / "a.pdf").read_bytes()
    document = read_document(data, "a.pdf")
    (word,) = document.words.over(document.text.index("77.4%"), document.text.index("77.4%") + 5)
    (drawn,) = draw_spots(str(tmp_path / "a.pdf"), hashlib.sha256(data).hexdigest(), [Spot(1, (word.box,))])
    assert drawn is not None
    blue, red = (colour_box(drawn, channel) for channel in (2, 0))
    assert all(0 <= inner - outer <= 20 for inner, outer in zip(blue[:2], red[:2], strict=True))
    assert all(0 <= outer - inner <= 20 for inner, outer in zip(blue[2:], red[2:], strict=True))


def colour_box(drawn: Drawn, channel: int) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is of one colour in a picture."""
    image = Image.open(io.BytesIO(drawn.content)).convert("RGB")
    own, *others = (image.getchannel(c) for c in (channel, *({0, 1, 2} - {channel})))
    strong = ImageChops.subtract(own, ImageChops.lighter(*others)).point(lambda level: 255 * (level > 70))
    box = strong.getbbox()
    assert box is not None
    return box
