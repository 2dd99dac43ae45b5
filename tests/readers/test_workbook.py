"""Workbooks: sheets as headings, used regions as tables, with what Excel prints in each cell."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font, GradientFill, PatternFill
from openpyxl.styles.colors import Color

from extractor.document import Document
from extractor.errors import DocumentError
from extractor.readers import read_document, workbook_structure
from extractor.run import Extractor

from .old_papers import saved, scorecard

Fill = Callable[[Any], None]
Seen = tuple[str, str]
TABLE = (
    "Indicator\tTarget\tQ1 2013/14\tQ2 2013/14\tRAG\n"
    "Reviews held on time\t80%\t77.4%\t83.3%\tGreen\n"
    "Complaints answered in 10 days\t95%\t93.8%\t94.1%\tRed"
)


def book_of(*sheets: Fill) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, fill in enumerate(sheets, 1):
        fill(book.create_sheet(f"Sheet {number}"))
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def rows_of(*rows: tuple[object, ...], left: int = 1) -> Fill:
    """Puts the rows on a sheet, None for an empty cell; a row of none is blank."""

    def fill(sheet: Any) -> None:
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, left):
                if value is not None:
                    sheet.cell(number, column, value)

    return fill


def seen(document: Document) -> list[Seen]:
    return [(block.kind.value, document.content(block)) for block in document.blocks]


def read(*sheets: Fill) -> list[Seen]:
    return seen(read_document(book_of(*sheets)))


def test_a_scorecard() -> None:
    document = read_document(scorecard())
    assert document.format == "xlsx"
    assert seen(document) == [
        ("heading", "Scorecard"),
        ("heading", "Exampleshire County Council"),
        ("table", TABLE),
    ]
    table = document.blocks[2].table
    assert table is not None
    fills = {(cell.row, cell.column): cell.fill for cell in table.cells if cell.fill}
    assert fills == {(1, 4): "#00b050", (2, 4): "#ff0000"}
    assert (document.notes, document.remarks) == ((), ("hidden and not read: 1 sheet",))


def test_the_figures_of_a_scorecard() -> None:
    result = Extractor().read_bytes(scorecard(), "scorecard.xlsx")
    found = [(figure.text, figure.role, figure.row_label, figure.rag) for figure in result.findings.mentions]
    assert found == [
        ("80%", "target", "Reviews held on time", "green"),
        ("77.4%", "actual", "Reviews held on time", "green"),
        ("83.3%", "actual", "Reviews held on time", "green"),
        ("95%", "target", "Complaints answered in 10 days", "red"),
        ("93.8%", "actual", "Complaints answered in 10 days", "red"),
        ("94.1%", "actual", "Complaints answered in 10 days", "red"),
    ]
    assert (result.status, result.error) == ("ok", "hidden and not read: 1 sheet")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            [("Title",), ("a", "b"), ("x", 1), ("Source: the case system.",)],
            ["p:Title", "t:a\tb\nx\t1", "p:Source: the case system."],
            id="text above and below a table",
        ),
        pytest.param(
            [("a", "b"), ("x", 1), (), (), (), ("c", "d"), ("y", 2)],
            ["t:a\tb\nx\t1", "t:c\td\ny\t2"],
            id="blank rows part tables",
        ),
        pytest.param(
            [("a", "b"), ("x", 1), (), ("y", 2), ("z", 3)],
            ["t:a\tb\nx\t1\ny\t2\nz\t3"],
            id="a blank row within a table does not",
        ),
        pytest.param(
            [("a", "b"), ("x", 1), (), ("c", "d"), ("y", 2)],
            ["t:a\tb\nx\t1", "t:c\td\ny\t2"],
            id="a header of its own does",
        ),
        pytest.param(
            [("a", "b", None, "c", "d"), ("x", 1, None, "y", 2), ("z", 3, None, "w", 4)],
            ["t:a\tb\nx\t1\nz\t3", "t:c\td\ny\t2\nw\t4"],
            id="tables side by side have labels of their own",
        ),
        pytest.param(
            [("a", None, "b", None, "c"), ("x", None, 1, None, 2), ("z", None, 3, None, 4)],
            ["t:a\tb\tc\nx\t1\t2\nz\t3\t4"],
            id="a blank column between figures parts nothing",
        ),
        pytest.param(
            [("a", "b"), ("Adults",), ("x", 1), ("Children",), ("y", 2)],
            ["t:a\tb\nAdults\nx\t1\nChildren\ny\t2"],
            id="a row of one cell within a table stays there",
        ),
        pytest.param([("One",), ("Two",)], ["p:One", "p:Two"], id="nothing but text"),
        pytest.param([("a", "b"), ("x", "#N/A"), ("y", True)], ["t:a\tb\nx\t#N/A\ny\tTRUE"], id="errors and truths"),
        pytest.param([("a", "two\nlines"), ("x", " 1 ")], ["t:a\ttwo lines\nx\t1"], id="lines within a cell"),
    ],
)
@pytest.mark.parametrize("left", [1, 4])
def test_regions(rows: list[tuple[object, ...]], expected: list[str], left: int) -> None:
    found = read(rows_of(*rows, left=left))
    assert found[0] == ("heading", "Sheet 1")
    words = {"table": "t:{}", "paragraph": "p:{}", "heading": "p:{}"}
    assert [words[kind].format(text) for kind, text in found[1:]] == expected


def test_merged_cells() -> None:
    def fill(sheet: Any) -> None:
        rows_of(("Area", "2013/14", None), (None, "Q1", "Q2"), ("North", 1, 2), (None, 3, 4))(sheet)
        for place in ("A1:A2", "B1:C1", "A3:A4"):
            sheet.merge_cells(place)

    far = b'<mergeCell ref="D1:XFD1"/><mergeCell ref="D2:XFD1048576"/><mergeCell ref="A"/></mergeCells>'
    document = read_document(edited(book_of(fill), b"</mergeCells>", far))
    table = document.blocks[1].table
    assert table is not None
    assert (table.rows, table.columns) == (4, 3)
    spans = {(cell.row, cell.column): (cell.row_span, cell.column_span) for cell in table.cells}
    assert {place: span for place, span in spans.items() if span != (1, 1)} == {
        (0, 0): (2, 1),
        (0, 1): (1, 2),
        (2, 0): (2, 1),
    }
    assert document.content(document.blocks[1]) == "Area\t2013/14\n\tQ1\tQ2\nNorth\t1\t2\n\t3\t4"


def test_what_is_hidden_is_left_out() -> None:
    def fill(sheet: Any) -> None:
        rows_of(("a", "b", "c"), ("x", 1, 2), ("y", 3, 4), ("z", 5, 6))(sheet)
        sheet.row_dimensions[3].hidden = True
        sheet.row_dimensions[90].hidden = True
        sheet.column_dimensions["B"].hidden = True

    def veiled(sheet: Any) -> None:
        rows_of(("secret", 1))(sheet)
        sheet.sheet_state = "veryHidden"

    document = read_document(book_of(fill, veiled))
    assert seen(document)[1:] == [("table", "a\tc\nx\t2\nz\t6")]
    assert document.remarks == ("hidden and not read: 1 sheet, 1 row, 1 column",)
    assert document.notes == ()


def test_conditions_are_remarked() -> None:
    from openpyxl.formatting.rule import CellIsRule

    def fill(sheet: Any) -> None:
        rows_of(("a", "b"), ("x", 1))(sheet)
        sheet.conditional_formatting.add(
            "B2", CellIsRule("lessThan", ["5"], fill=PatternFill("solid", bgColor="FFFF0000"))
        )

    assert read_document(book_of(fill)).remarks == ("colours that depend on conditions were not read",)


def test_formulas_are_not_worked_out() -> None:
    book = book_of(rows_of(("a", "b"), ("x", '=WEBSERVICE("http://127.0.0.1/")'), ("y", "=1+1"), ("z", 7)))
    document = read_document(book)
    assert seen(document)[1:] == [("table", "a\tb\nx\ny\nz\t7")]
    assert "WEBSERVICE" not in document.text
    assert document.notes == (
        "formulas of the sheet Sheet 1 have no stored result (B2, B3): open it in Excel and save it",
    )


def test_a_stored_result_counts() -> None:
    book = edited(book_of(rows_of(("a", "b"), ("x", "=1+1"))), b"<f>1+1</f><v></v>", b"<f>1+1</f><v>7</v>")
    document = read_document(book)
    assert (seen(document)[1], document.notes) == (("table", "a\tb\nx\t7"), ())


def edited(book: bytes, old: bytes, new: bytes, part: str = "xl/worksheets/sheet1.xml") -> bytes:
    """The workbook with a part changed."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(book)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            assert name != part or old in content, content[-2000:]
            target.writestr(name, content.replace(old, new) if name == part else content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("fill", "expected"),
    [
        (PatternFill("solid", fgColor="FFFFC000"), "#ffc000"),
        (PatternFill("solid", fgColor="FFFFFFFF"), None),
        (PatternFill("solid", fgColor=Color(indexed=10)), "#ff0000"),
        (PatternFill("solid", fgColor=Color(indexed=64)), None),
        (PatternFill("solid", fgColor=Color(theme=0)), None),  # white, the background
        (PatternFill("solid", fgColor=Color(theme=1)), "#000000"),
        (PatternFill("solid", fgColor=Color(theme=5)), "#c0504d"),
        (PatternFill("solid", fgColor=Color(theme=5, tint=0.5)), "#e0a7a6"),
        (PatternFill("solid", fgColor=Color(theme=5, tint=-0.5)), "#632523"),
        (PatternFill("solid", fgColor=Color(theme=0, tint=-0.25)), "#bfbfbf"),
        (PatternFill("solid", fgColor=Color(theme=99)), None),
        (PatternFill("gray125"), None),
        (PatternFill(None, fgColor="FFFF0000"), None),
        (GradientFill(stop=("FF00FF00", "FFFFFFFF")), "#00ff00"),
    ],
)
def test_fills(fill: Any, expected: str | None) -> None:
    def put(sheet: Any) -> None:
        rows_of(("a", "b"), ("x", None), ("y", 1))(sheet)
        sheet["B2"].fill = fill

    table = read_document(book_of(put)).blocks[1].table
    assert table is not None
    assert {(cell.row, cell.column): cell.fill for cell in table.cells}.get((1, 1)) == expected


def test_arrows_of_a_symbol_font() -> None:
    def put(sheet: Any) -> None:
        rows_of(("a", "b", "Travel"), ("x", 1, "é"))(sheet)
        sheet["C2"].font = Font(name="Wingdings")

    assert read(put)[1] == ("table", "a\tb\tTravel\nx\t1\t↑")


def test_dates_are_dates() -> None:
    def put(sheet: Any) -> None:
        rows_of(("Date:", date(2014, 3, 31)))(sheet)
        sheet["B1"].number_format = "d mmmm yyyy"

    result = Extractor().read_bytes(book_of(put), "book.xlsx")
    assert result.text == "Sheet 1\n\nDate:\t31 March 2014"
    assert result.front.date == date(2014, 3, 31)


def test_a_cell_far_away_costs_nothing() -> None:
    """Row 1,048,576 of 1,048,576, and a row of the file for each."""
    sheet = b"".join(b'<row r="%d" ht="15"/>' % row for row in range(2, 1_048_576))
    far = b'<row r="1048576"><c r="B1048576" t="n"><v>7</v></c></row></sheetData>'
    book = edited(book_of(rows_of(("x", 1))), b"</sheetData>", sheet + far)
    assert seen(read_document(book))[1:] == [("table", "x\t1"), ("paragraph", "7")]


def test_columns_far_away_are_noted() -> None:
    def put(sheet: Any) -> None:
        rows_of(("x", 1))(sheet)
        sheet["XFD1"] = 9

    document = read_document(book_of(put))
    assert seen(document)[1:] == [("table", "x\t1")]
    assert document.notes == ("of the sheet Sheet 1 only the first 1,000 columns were read",)


def test_more_cells_than_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_structure, "MAX_CELLS", 5)
    assert read(rows_of(("a", "b"), ("x", 1)))[1] == ("table", "a\tb\nx\t1")
    with pytest.raises(DocumentError, match="more than 500,000 cells"):
        read(rows_of(("a", "b"), ("x", 1), ("y", 2)))


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/worksheets/sheet1.xml", b"</sheetData>", b"</sheetDat>"),
        ("xl/styles.xml", b"<fills", b"<fulls"),
        ("xl/workbook.xml", b"<sheets>", b"<!DOCTYPE x><sheets>"),
        ("docProps/core.xml", b"<cp:core", b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]><cp:core"),
        ("xl/worksheets/sheet1.xml", b'<c r="A1"', b'<c r="?"'),
        ("[Content_Types].xml", b"sheet.main", b"shoot.main"),
    ],
)
def test_damaged_workbooks_are_one_error(part: str, old: bytes, new: bytes) -> None:
    book = edited(book_of(rows_of(("a", "b"), ("x", 1))), old, new, part)
    with pytest.raises(DocumentError) as caught:
        read_document(book, "book.xlsx")
    assert str(caught.value) == (
        "book.xlsx: this Excel file is damaged or incomplete. Open it in Excel and save it again, or save it as PDF"
    )


def test_charts_and_what_lies_elsewhere_are_passed_over() -> None:
    from openpyxl.chart import BarChart, Reference

    book = openpyxl.Workbook()
    rows_of(("a", "b"), ("x", 1), ("y", "='[other.xlsx]Sheet1'!A1"))(book.active)
    chart = BarChart()
    chart.add_data(Reference(book.active, min_col=2, min_row=1, max_row=2), titles_from_data=True)
    book.active.add_chart(chart)
    book.create_chartsheet("Chart").add_chart(BarChart())
    document = read_document(edited(saved(book), b"<cp:core", b"<cp:core", "docProps/core.xml"))
    assert seen(document) == [("heading", "Sheet"), ("table", "a\tb\nx\t1"), ("paragraph", "y")]
    assert document.notes == ("formulas of the sheet Sheet have no stored result (B3): open it in Excel and save it",)


def test_merges_without_end() -> None:
    many = b'<mergeCells count="1">' + b'<mergeCell ref="A1:XFD1048576"/>' * 500_001 + b"</mergeCells><pageMargins"
    with pytest.raises(DocumentError, match="more than 500,000 cells"):
        read_document(edited(book_of(rows_of(("x", 1))), b"<pageMargins", many))
