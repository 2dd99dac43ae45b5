"""``--to xlsx``: the workbook that an officer expects.

XlsxWriter holds one row at a time, and writes a formula only where it is told to, which it is nowhere here: every
word of a document is written as text.
"""

from __future__ import annotations

import sqlite3
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from extractor.dataset.cells import DANGEROUS
from extractor.export import limits
from extractor.export.appearance import COLOURS, DATE, FONT, LINE_PT, lines_of, number_format
from extractor.export.database import build_database, open_database
from extractor.export.job import Job
from extractor.export.links import Papers, page_fragment
from extractor.export.places import MARK
from extractor.export.readme import about_rows
from extractor.export.sheets import FIGURES, SHEETS, Sheet, SheetColumn
from extractor.export.words import BINDINGS

_KEPT_LINKS = 10_000
_MADE = datetime(2000, 1, 1)  # the same dataset gives the same bytes
_RIGHT = {"align": "right", "indent": 1}
_ABOUT_WIDTH = 110
_GREY = "#D9E1F2"


def write_workbook(job: Job) -> None:
    """Write the workbook."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "dataset.db"
        build_database(job.dataset, database, search=False)
        with open_database(database) as rows:
            book = _Book(job.files[0], Papers(job.dataset, job.out.parent, job.sources))
            for sheet in SHEETS:
                book.add_sheet(sheet, rows)
            book.add_about(rows)
            book.close()


class _Book:
    """The workbook as it grows; ``_notes`` says what Excel's limits have changed."""

    def __init__(self, file: Path, papers: Papers) -> None:
        options = {"constant_memory": True, "strings_to_formulas": False, "default_format_properties": dict(FONT)}
        self._book = xlsxwriter.Workbook(str(file), options)
        self._book.set_properties({"title": "Figures reported in council papers", "comments": MARK, "created": _MADE})
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}
        self._papers = papers
        self._links: dict[tuple[str, str], str] = {}
        self._notes: list[str] = []

    def add_sheet(self, sheet: Sheet, database: sqlite3.Connection) -> None:
        """Write a sheet, and as many more as its rows need."""
        page = _Page(self, sheet, sheet.name)
        for number, row in enumerate(database.execute(sheet.query)):
            if number and number % limits.LARGEST_SHEET_ROWS == 0:
                page.finish()
                name = limits.numbered(sheet.name, number)
                page = _Page(self, sheet, name)
                self.note(f"{sheet.name} goes on in the sheet “{name}”: Excel allows no more rows")
            page.add(row)
        page.finish()

    def add_about(self, database: sqlite3.Connection) -> None:
        """Write the sheet that explains the others."""
        sheet = self._book.add_worksheet("read me")
        sheet.set_column(0, 0, 18)
        sheet.set_column(1, 1, 22)
        sheet.set_column(2, 2, _ABOUT_WIDTH)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        for number, (cells, bold) in enumerate(about_rows(database, self._notes)):
            sheet.set_row(number, LINE_PT * (lines_of(cells[2], _ABOUT_WIDTH) if cells[2:] else 1))
            for place, cell in enumerate(cells):
                style = self.format(bold=bold, text_wrap=place == 2, valign="top")
                if cell:
                    sheet.write_string(number, place, self.clean(cell), style)

    def close(self) -> None:
        """Write the file."""
        self._book.close()

    def new_sheet(self, name: str) -> Any:
        """An empty sheet."""
        return self._book.add_worksheet(name)

    def format(self, **properties: object) -> Any:
        """The format with these properties, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(dict(properties))
        return self._formats[key]

    def note(self, text: str) -> None:
        """Say once in the sheet “read me” what Excel's limits have changed."""
        if text not in self._notes:
            self._notes.append(text)

    def clean(self, text: str) -> str:
        """The text as a cell can hold it."""
        cleaned = limits.clean_text(text)
        if limits.code_units(cleaned) <= limits.LONGEST_CELL:
            return cleaned
        end = limits.CUT.strip()
        self.note(f"Text of more than {limits.LONGEST_CELL:,} characters ends in “{end}”: a cell holds no more")
        return limits.shorten(cleaned)

    def link(self, path: str, fragment: str) -> str:
        """The URL of a paper; its pages are asked for again and again."""
        key = path, fragment
        if key not in self._links:
            if len(self._links) >= _KEPT_LINKS:
                self._links.clear()
            self._links[key] = self._papers.link(path, fragment)
        return self._links[key]


class _Page:
    """One sheet of the workbook."""

    def __init__(self, book: _Book, sheet: Sheet, name: str) -> None:
        self._book, self._sheet, self._name = book, sheet, name
        self._page = book.new_sheet(name)
        self._rows = self._count = 0
        self._begin()

    def add(self, row: sqlite3.Row) -> None:
        """Append a row."""
        self._rows += 1
        self._page.set_row(self._rows, LINE_PT * self._lines(row))
        for place, column in enumerate(self._sheet.columns):
            value = row[column.source]
            if value is not None:
                self._write(place, column, value, row)

    def finish(self) -> None:
        """Add what is about all rows: filters and colours."""
        last = max(self._rows, 1)
        self._page.autofilter(0, 0, last, len(self._sheet.columns) - 1)
        self._page.print_area(0, 0, last, self._sheet.printed - 1)
        for place, column in enumerate(self._sheet.columns):
            if column.heading not in self._sheet.coloured:
                continue
            for word, (letters, fill) in COLOURS.items():
                style = self._book.format(font_color=letters, bg_color=fill)
                rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": style}
                self._page.conditional_format(1, place, last, place, rule)

    def _lines(self, row: sqlite3.Row) -> int:
        """How many lines the row is to show: LibreOffice does not find out by itself, as Excel does."""
        wrapped = (column for column in self._sheet.columns if column.kind == "wrapped" and row[column.source])
        return min(
            self._sheet.lines, max((lines_of(row[column.source], column.width) for column in wrapped), default=1)
        )

    def _begin(self) -> None:
        page = self._page
        page.freeze_panes(1, self._sheet.frozen)
        page.repeat_rows(0)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        page.set_header("&L&A")
        page.set_footer("&L&F&RPage &P of &N")
        head = {"bold": True, "bg_color": _GREY, "bottom": 1, "text_wrap": True, "valign": "vcenter"}
        for place, column in enumerate(self._sheet.columns):
            style = self._book.format(**head, **(_RIGHT if column.kind in ("value", "number") else {}))
            page.set_column(place, place, column.width)
            page.write_string(0, place, column.heading, style)
            page.write_comment(0, place, self._sheet.meaning_of(column), {"x_scale": 1.6, "author": ""})

    def _write(self, place: int, column: SheetColumn, value: Any, row: sqlite3.Row) -> None:
        if column.kind in ("value", "number"):
            self._write_number(place, column, float(value), row)
        elif column.kind == "date":
            self._write_date(place, date.fromisoformat(value))
        elif column.kind == "figure":
            name, number = limits.figure_row(value)
            self._write_link(place, f"internal:'{name}'!A{number}", f"row {number:,}")
        elif column.kind == "source":
            self._write_source(place, str(value), row)
        else:
            words = BINDINGS.get(value, value) if column.source == "binding" else value
            self._write_text(place, words, wrap=column.kind == "wrapped")

    def _write_text(self, place: int, text: str, *, wrap: bool = False) -> None:
        # The prefix is Excel's own apostrophe: the cell stays text when somebody edits it.
        style = self._book.format(valign="top", text_wrap=wrap, quote_prefix=text.startswith(DANGEROUS))
        self._page.write_string(self._rows, place, self._book.clean(text), style)

    def _write_number(self, place: int, column: SheetColumn, value: float, row: sqlite3.Row) -> None:
        if abs(value) > limits.LARGEST_NUMBER:
            self._write_text(place, f"{value:g}")
            return
        form = "General"
        if column.kind == "value":
            printed = row["text"] if self._sheet is FIGURES and column.source == "value" else ""
            form = number_format(row["unit"] or "", value, printed or "")
        self._page.write_number(self._rows, place, value, self._book.format(valign="top", num_format=form, **_RIGHT))

    def _write_date(self, place: int, day: date) -> None:
        if day < limits.FIRST_DAY:
            self._write_text(place, day.isoformat())
            return
        style = self._book.format(valign="top", num_format=DATE, align="left")
        self._page.write_datetime(self._rows, place, datetime(day.year, day.month, day.day), style)

    def _write_source(self, place: int, path: str, row: sqlite3.Row) -> None:
        page = row["page"]
        words = f"{Path(path).name}, page {page}" if page else Path(path).name
        link = self._book.link(path, page_fragment(row["format"] or "", page))
        # XlsxWriter takes "file://" for a path of Windows; the case of a scheme does not count.
        target = link.replace("file:", "FILE:", 1) if link.startswith("file:///") else f"external:{link}"
        if "://" in link and not link.startswith("file:"):
            target = link
        self._write_link(place, target if link else "", words)

    def _write_link(self, place: int, target: str, words: str) -> None:
        if not target or self._count >= limits.MOST_LINKS or len(target) > limits.LONGEST_LINK:
            if self._count >= limits.MOST_LINKS:
                self._book.note(
                    f"“{self._name}” has links in its first rows alone: Excel allows {limits.MOST_LINKS:,} a sheet"
                )
            self._write_text(place, words)
            return
        self._count += 1
        style = self._book.format(valign="top", font_color="#0563C1", underline=1)
        self._page.write_url(self._rows, place, target, style, string=self._book.clean(words))
