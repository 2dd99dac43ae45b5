"""What Excel has room for, and text and rows made to fit."""

from __future__ import annotations

from datetime import date

from extractor.dataset.cells import encodable
from extractor.export.sheets import FIGURES

LARGEST_SHEET_ROWS = 1_048_575
"""Rows that Excel allows a sheet, below the heading."""
LONGEST_CELL = 32_767
"""UTF-16 code units that Excel allows a cell."""
MOST_LINKS = 65_530
"""Links that Excel allows a sheet."""

LONGEST_LINK = 2_000
LARGEST_NUMBER = 9.99e307
FIRST_DAY = date(1900, 3, 1)  # before it Excel counts a day that never was
CUT = " … (cut)"


def numbered(name: str, row: int) -> str:
    """The sheet that holds the row, counted from 0: ``figures``, ``figures 2``."""
    sheet = row // LARGEST_SHEET_ROWS
    return f"{name} {sheet + 1}" if sheet else name


def figure_row(number: int) -> tuple[str, int]:
    """Sheet and row of the figure of that number, counted from 1."""
    return numbered(FIGURES.name, number - 1), (number - 1) % LARGEST_SHEET_ROWS + 2


def clean_text(text: str) -> str:
    """What XML cannot hold becomes a replacement character; a line ends in a line feed, as Excel's own do."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        character if character in "\t\n" or (character >= " " and character not in "\ufffe\uffff") else "\ufffd"
        for character in encodable(lines)
    )


def code_units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def shorten(text: str) -> str:
    """The beginning of the text that, with the remark, fits a cell; a character of two code units is not halved."""
    room_bytes = 2 * (LONGEST_CELL - len(CUT))
    return text.encode("utf-16-le")[:room_bytes].decode("utf-16-le", "ignore") + CUT
