"""The workbook as openpyxl and LibreOffice read it."""

from __future__ import annotations

import csv
import datetime
import re
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from extractor.dataset.schema import CHECKS, VERDICTS
from extractor.export import export_dataset, limits, words
from extractor.export.appearance import number_format
from extractor.export.limits import LONGEST_CELL, clean_text, figure_row, numbered
from extractor.export.sheets import SHEETS, Sheet
from extractor.reconcile.engine import SEVERITY

from .samples import FORMULAS, MENTIONS, write_sample


def load(dataset: Path) -> Any:
    return openpyxl.load_workbook(export_dataset(dataset, "xlsx")[0])


def cells(sheet: Worksheet) -> list[dict[str, Any]]:
    """The rows of a sheet: heading to cell."""
    head, *rows = sheet.iter_rows()
    return [{str(name.value): cell for name, cell in zip(head, row, strict=True)} for row in rows]


def values(sheet: Worksheet, *headings: str) -> list[tuple[object, ...]]:
    return [tuple(row[heading].value for heading in headings) for row in cells(sheet)]


def test_findings_come_worst_first(dataset: Path) -> None:
    book = load(dataset)
    assert book.sheetnames == ["findings", "figures", "claims", "documents", "read me"]
    assert book.active.title == "findings"
    assert values(book["findings"], "verdict", "check", "statement", "paper", "authority", "tied by") == [
        (
            *("inconsistent", "a rise or fall in words against the figures"),
            *("=1+1 said the panel: the figures disagree.", "=1+1", None, "in the same sentence"),
        ),
        (
            *("unverifiable", "a statement about a target against figure and target"),
            *("The figure is not in the document.", "Children's Services", "Fenborough Council", None),
        ),
        (
            *("consistent", "a percentage against its two numbers", "83.3% agrees with 90 of 108."),
            *("Children's Services", "Fenborough Council", "in the same brackets"),
        ),
    ]
    assert values(book["findings"], "works out to", "printed", "tolerance")[2] == (83.3333333333, 83.3, 0.05)


def test_figures_are_numbers_shown_in_their_unit(dataset: Path) -> None:
    rows = cells(load(dataset)["figures"])
    assert [(row["value"].value, row["value"].number_format) for row in rows] == [
        (83.3, '#,##0.0"%"'),
        (90, '#,##0"%"'),
        (1200000, "£#,##0;-£#,##0"),
        (1350000, "£#,##0;-£#,##0"),
        (12, "#,##0"),
        (19, "#,##0"),
    ]
    assert [(row["part"].value, row["whole"].value) for row in rows[:2]] == [(90, 108), (None, None)]
    assert (rows[0]["until"].value, rows[0]["until"].number_format) == (datetime.datetime(2014, 3, 31), "d mmm yyyy")
    assert rows[0]["date"].value == datetime.datetime(2014, 6, 1)
    assert rows[5]["from"].value == "1899-05-01"
    assert [row["id"].value for row in rows] == [row["mention_id"] for row in MENTIONS]


@pytest.mark.parametrize(
    ("unit", "value", "printed", "shown"),
    [
        ("%", 83.3, "", '#,##0.0"%"'),
        ("%", 77.4, "77.40%", '#,##0.00"%"'),
        ("%", 11.0, "11.0", '#,##0.0"%"'),
        ("%", 83.0, "", '#,##0"%"'),
        ("percentage points", 1.5, "", '#,##0.0" pp"'),
        ("GBP", 13.4, "£13.40", "£#,##0.00;-£#,##0.00"),
        ("GBP", 13.4, "", "£#,##0.00;-£#,##0.00"),
        ("GBP", 250000.0, "£0.25m", "£#,##0;-£#,##0"),
        ("GBP", -1200.0, "(1,200)", "£#,##0;-£#,##0"),
        ("children", 1e22, "", "#,##0"),
        ("per 10,000", 1e-9, "", "#,##0.000000"),
        ("weeks", 83.33333333333333, "", "#,##0.000000"),
    ],
)
def test_number_format(unit: str, value: float, printed: str, shown: str) -> None:
    assert number_format(unit, value, printed) == shown


def test_links_lead_to_the_paper_its_page_and_the_figure(dataset: Path) -> None:
    book = load(dataset)
    trend, target, ratio = cells(book["findings"])
    assert (ratio["source"].value, ratio["figure"].value) == ("report #1.pdf, page 1", "row 2")
    assert (ratio["source"].hyperlink.target, ratio["source"].hyperlink.location) == (
        "papers\\report%20%231.pdf",
        "page=1",
    )
    assert ratio["figure"].hyperlink.location == "'figures'!A2"
    assert trend["figure"].hyperlink.location == "'figures'!A7"
    assert cells(book["figures"])[5]["id"].value == "d2-m2"
    assert (trend["source"].value, trend["source"].hyperlink.target) == ("minutes.txt", "papers\\minutes.txt")
    assert trend["source"].hyperlink.location is None
    assert target["figure"].value is None
    assert [row["figure"].hyperlink.location for row in cells(book["claims"])] == ["'figures'!A3", "'figures'!A6"]
    assert [row["source"].hyperlink.target for row in cells(book["documents"])] == [
        "papers\\report%20%231.pdf",
        "papers\\minutes.txt",
        "papers\\copy.pdf",
        "papers\\broken.pdf",
    ]


def test_sheets_are_made_for_reading_and_printing(dataset: Path) -> None:
    book = load(dataset)
    for sheet, declared in zip(book.worksheets, SHEETS, strict=False):
        assert sheet.freeze_panes == "B2"
        last = sheet.cell(1, sheet.max_column).column_letter
        assert sheet.auto_filter.ref == f"A1:{last}{sheet.max_row}"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        # The width has no limit of its own, which is one page; the height any number.
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
            *("landscape", None, 0),
        )
        assert [cell.comment.text for cell in sheet[1]] == [declared.meaning_of(each) for each in declared.columns]
        # Neighbours of one width are one entry.
        widths = [round(each.width) for each in sheet.column_dimensions.values() for _ in range(each.min, each.max + 1)]
        assert widths == [round(each.width + 0.7) for each in declared.columns]
    rules = book["findings"].conditional_formatting
    coloured = {rule.formula[0] for cells_ in rules for rule in cells_.rules}
    assert {str(each.sqref) for each in rules} == {"A2:A4"}
    assert coloured >= {f'"{verdict}"' for verdict in VERDICTS}
    assert book["findings"].row_dimensions[2].height > book["documents"].row_dimensions[4].height


def test_the_read_me_says_what_every_column_means(dataset: Path) -> None:
    rows = [tuple(cell or "" for cell in row) for row in load(dataset)["read me"].iter_rows(values_only=True)]
    for sheet in SHEETS:
        assert (sheet.name, "", sheet.meaning) in rows
        assert {("", column.heading, sheet.meaning_of(column)) for column in sheet.columns} <= set(rows)
    assert ("", "extractor", "0.1.0") in rows
    assert ("", "rules", "SHA-256 abc, 4 documents") in rows


LEFT_OUT = {
    "findings": {"kind", "doc_id", "mention_ids", "claim_ids", "context"},  # check, source, figure and sentence say it
    "figures": {"doc_id", "source", "start", "end", "bbox", "rule"},
    "claims": {"doc_id", "start", "end", "mention_ids", "rule"},
    "documents": {"sha256", "extractor_version", "patterns_digest"},
}
"""What only programs need; it stands in the dataset."""


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_sheets_hold_all_that_a_person_needs(sheet: Sheet) -> None:
    shown = {column.source for column in sheet.columns}
    assert {column.name for column in sheet.table.columns} - shown == LEFT_OUT[sheet.name]


def test_words_are_those_of_the_schema() -> None:
    assert list(words.VERDICTS) == sorted(VERDICTS, key=SEVERITY.__getitem__)
    assert tuple(words.CHECKS) == CHECKS


def formula_dataset(folder: Path) -> Path:
    """A dataset whose figures stand in sentences that look like formulas."""
    rows = [{**MENTIONS[4], "mention_id": f"d2-f{place}", "context": text} for place, text in enumerate(FORMULAS)]
    return write_sample(folder, mentions=[*MENTIONS, *rows])


def test_no_word_of_a_paper_is_a_formula(tmp_path: Path) -> None:
    file = export_dataset(formula_dataset(tmp_path), "xlsx")[0]
    with zipfile.ZipFile(file) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 5
    assert [re.findall(rb"<f[ >]", sheet) for sheet in sheets] == [[]] * 5
    rows = cells(openpyxl.load_workbook(file)["figures"])[6:]
    assert [(row["sentence"].value, row["sentence"].data_type) for row in rows] == [(text, "s") for text in FORMULAS]
    assert all(row["sentence"].quotePrefix for row in rows)


def test_libreoffice_runs_nothing(tmp_path: Path) -> None:
    file = export_dataset(formula_dataset(tmp_path), "xlsx")[0]
    # Every sheet as text: cells as they are shown, which is the result where a cell is a formula.
    as_csv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", as_csv, "--outdir", str(tmp_path / "csv"), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with (tmp_path / "csv" / "figures-figures.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["sentence"] for row in rows[6:]] == list(FORMULAS)
    assert [(row["value"], row["until"]) for row in rows[:4]] == [
        ("83.3%", "31 Mar 2014"),
        ("90%", "31 Mar 2014"),
        ("£1,200,000", "31 Mar 2014"),
        ("£1,350,000", "31 Mar 2014"),
    ]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("a\x00b\x1f", "a\ufffdb\ufffd"),
        ("two\r\nlines\rof text", "two\nlines\nof text"),
        ("lone \ud800 half", "lone \ufffd half"),
        ("\ufffe\uffff", "\ufffd\ufffd"),
        ("tab\tand _x0041_", "tab\tand _x0041_"),
        ("🏛 £½ 千", "🏛 £½ 千"),
    ],
)
def test_clean_text(text: str, cell: str) -> None:
    assert clean_text(text) == cell


def test_tricky_words_come_back(tmp_path: Path) -> None:
    tricky = ["_x0041_ is no A", " spaces ", "🏛 £½ 千", "<b>&amp;", "two\nlines", "tab\tend", "=_x003D_"]
    rows = [{**MENTIONS[4], "mention_id": f"d2-t{place}", "context": text} for place, text in enumerate(tricky)]
    file = export_dataset(write_sample(tmp_path, mentions=[*MENTIONS, *rows]), "xlsx")[0]
    with zipfile.ZipFile(file) as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml").decode("utf-8")
    # openpyxl does not undo Excel's escape of "_x0041_", which is to be in the file.
    assert "_x005F_x0041_ is no A" in sheet
    back = [row["sentence"].value.replace("_x005F_", "_") for row in cells(openpyxl.load_workbook(file)["figures"])[6:]]
    assert back == tricky


def test_what_excel_has_no_room_for_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LARGEST_SHEET_ROWS", 4)
    monkeypatch.setattr(limits, "MOST_LINKS", 3)
    long = "🏛" * 20_000
    mentions = [*MENTIONS[:5], {**MENTIONS[5], "context": long}]
    book = load(write_sample(tmp_path, mentions=mentions))
    assert book.sheetnames == ["findings", "figures", "figures 2", "claims", "documents", "read me"]
    assert values(book["figures 2"], "id") == [("d2-m1",), ("d2-m2",)]
    trend = cells(book["findings"])[0]
    assert trend["figure"].hyperlink.location == "'figures 2'!A3"
    cut = cells(book["figures 2"])[1]["sentence"].value
    assert cut == "🏛" * ((LONGEST_CELL - 8) // 2) + " … (cut)"
    assert [bool(row["source"].hyperlink) for row in cells(book["figures"])] == [True, True, True, False]
    assert cells(book["figures"])[3]["source"].value == "report #1.pdf, page 2"
    said = " ".join(str(row[2]) for row in book["read me"].iter_rows(max_row=12, values_only=True))
    assert "goes on in the sheet “figures 2”" in said
    assert "Text of more than 32,767 characters ends in “… (cut)”" in said
    assert "“figures” has links in its first rows alone" in said


def test_rows_of_figures() -> None:
    most = limits.LARGEST_SHEET_ROWS
    assert figure_row(1) == ("figures", 2)
    assert figure_row(most) == ("figures", most + 1)
    assert figure_row(most + 1) == ("figures 2", 2)
    assert numbered("figures", 2 * most) == "figures 3"


def test_the_same_dataset_gives_the_same_bytes(dataset: Path) -> None:
    first = export_dataset(dataset, "xlsx")[0].read_bytes()
    assert export_dataset(dataset, "xlsx")[0].read_bytes() == first


@given(st.decimals(-1_000_000, 1_000_000, places=3))
def test_a_cell_holds_the_value_of_the_dataset(value: Decimal) -> None:
    form = number_format("%", float(value))
    places = len(form.partition(".")[2].partition('"')[0])
    assert Decimal(repr(round(float(value), places))) == value


def test_absolute_and_distant_papers(tmp_path: Path) -> None:
    documents = [
        {"path": str(tmp_path / "papers" / "50% [a].pdf"), "doc_id": "d1", "format": "pdf", "status": "ok"},
        {"path": "https://example.org/b.pdf?x=1", "doc_id": "d2", "format": "pdf", "status": "ok"},
        {"path": "s3://archive/c.pdf", "format": "pdf", "status": "failed"},
    ]
    rows = cells(load(write_sample(tmp_path, documents=documents))["documents"])
    assert [row["source"].hyperlink and row["source"].hyperlink.target for row in rows] == [
        f"FILE://{tmp_path}/papers/50%25%20%5Ba%5D.pdf",
        "https://example.org/b.pdf?x=1",
        None,
    ]
    assert rows[2]["source"].value == "c.pdf"
