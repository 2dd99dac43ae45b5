"""One paper in many formats: python-docx writes it, and LibreOffice saves it as others."""

from __future__ import annotations

import subprocess
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import openpyxl
from openpyxl.styles import Font, PatternFill

from extractor.readers.office_program import find_program

ROWS = (
    ("Indicator", "Target", "Q1 2013/14", "Q2 2013/14", "RAG"),
    ("Reviews held on time", "80%", "77.4%", "83.3%", "Green"),
    ("Complaints answered in 10 days", "95%", "93.8%", "94.1%", "Red"),
)


@cache
def word_paper() -> bytes:
    """A short report with headings, a list and a table; the last thing in it is a paragraph, as Word demands."""
    paper = docx.Document()
    paper.add_heading("Exampleshire County Council", 1)
    paper.add_paragraph("Performance report, Quarter 2 2013/14. Date: 31 October 2013")
    paper.add_paragraph("In 2013/14, 83.3% (90/108 children) of reviews were held on time, above the target of 80%.")
    paper.add_paragraph("Complaints fell from 120 to 96, a reduction of 25% – “much better” at £1.2m.", "List Bullet")
    table = paper.add_table(0, len(ROWS[0]), "Table Grid")
    for row in ROWS:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    paper.add_paragraph("The figures are final.")
    buffer = BytesIO()
    paper.save(buffer)
    return buffer.getvalue()


@cache
def scorecard() -> bytes:
    """The same table as a workbook, with formats, fills and a hidden sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Scorecard"
    sheet["A1"] = "Exampleshire County Council"
    sheet["A1"].font = Font(bold=True)
    sheet.merge_cells("A1:E1")
    sheet.append([])
    sheet.append(ROWS[0])
    for words in ROWS[1:]:
        numbers = [float(word.rstrip("%")) / 100 for word in words[1:4]]
        sheet.append([words[0], *numbers, words[4]])
        for column, word in enumerate(words[1:4], 2):
            sheet.cell(sheet.max_row, column).number_format = "0.0%" if "." in word else "0%"
        colour = {"Green": "FF00B050", "Red": "FFFF0000"}[words[4]]
        sheet.cell(sheet.max_row, 5).fill = PatternFill("solid", fgColor=colour)
    hidden = book.create_sheet("Workings")
    hidden["A1"] = 99
    hidden.sheet_state = "hidden"
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@cache
def paper_as(suffix: str) -> bytes:
    """The paper, or for a spreadsheet's ending the scorecard, as LibreOffice saves it."""
    program = find_program()
    assert program is not None, "LibreOffice is missing: see requirements/system.txt"
    sheets = suffix in ("xls", "ods")
    with TemporaryDirectory() as folder:
        source = Path(folder) / f"paper.{'xlsx' if sheets else 'docx'}"
        source.write_bytes(scorecard() if sheets else word_paper())
        profile = (Path(folder) / "profile").as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", suffix]
        subprocess.run([*command, "--outdir", folder, str(source)], capture_output=True, check=True, timeout=120)
        return (Path(folder) / f"paper.{suffix}").read_bytes()
