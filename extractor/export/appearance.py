"""How the workbook looks: number formats that keep the dataset's value, and colours beside words."""

from __future__ import annotations

import re
from decimal import Decimal
from math import ceil

DATE = "d mmm yyyy"
FONT = {"font_name": "Arial", "font_size": 10}
LINE_PT = 13.5
"""The height of one line of text."""

COLOURS = {
    "inconsistent": ("#9C0006", "#FFC7CE"),
    "review": ("#7F6000", "#FFEB9C"),
    "consistent": ("#006100", "#C6EFCE"),
    "unverifiable": ("#404040", "#E7E6E6"),
    "red": ("#9C0006", "#FFC7CE"),
    "amber": ("#7F6000", "#FFEB9C"),
    "green": ("#006100", "#C6EFCE"),
    "failed": ("#9C0006", "#FFC7CE"),
    "partial": ("#7F6000", "#FFEB9C"),
}
"""Word to the colour of its letters and of its cell; the word stands there in any case."""

_MOST_PLACES = 6
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?", re.ASCII)


def number_format(unit: str, value: float, printed: str = "") -> str:
    """Excel's format for a value of the dataset, with as many places as it is printed with, or else as it has.

    83.3 stays 83.3 and is shown as 83.3%: a format that multiplies by a hundred would make the cell another number
    than the dataset's.
    """
    places = _printed_places(printed, value)
    if places is None:
        places = _places(value)
        if unit == "GBP" and places == 1:
            places = 2
    number = f"#,##0{'.' + '0' * places if places else ''}"
    if unit == "GBP":
        return f"£{number};-£{number}"
    if unit == "%":
        return f'{number}"%"'
    return f'{number}" pp"' if unit == "percentage points" else number


def lines_of(text: str, width: float) -> int:
    """About how many lines the text takes in a column of that width, which counts digits of the standard font."""
    return sum(max(1, ceil(len(line) / (1.1 * width))) for line in text.splitlines()) or 1


def _printed_places(printed: str, value: float) -> int | None:
    """The decimal places of the number in the printed figure that is the value; None where none is: "£0.25m"."""
    for found in _NUMBER.findall(printed):
        number = found.replace(",", "")
        if float(number) == abs(value):
            return min(len(number.partition(".")[2]), _MOST_PLACES)
    return None


def _places(value: float) -> int:
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return min(-exponent, _MOST_PLACES) if isinstance(exponent, int) and exponent < 0 else 0
