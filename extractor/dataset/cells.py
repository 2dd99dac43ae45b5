"""One cell: from Python to the value that is stored, to the characters of a CSV cell, and back.

A stored value is ``str``, ``int``, ``Decimal``, ``date`` or None; the empty string and the empty list are None,
because a CSV file cannot tell them apart.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from extractor.dataset.schema import Column

Value = str | int | Decimal | date | None

APOSTROPHE = "'"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", APOSTROPHE)
"""A spreadsheet may run a cell that begins with one of these; the apostrophe is among them so that it can be undone."""

LARGEST_INTEGER = 2**63 - 1

_TEXT_TYPES = frozenset({"string", "ids"})
_HARMLESS = re.compile(r"[-+]?£?\d[\d,]*(?:\.\d+)?\s?(?:%|pp|m|k|bn)?", re.ASCII)
_SURROGATE = re.compile("[\ud800-\udfff]")


def store(column: Column, value: object) -> Value:
    """The value as it is stored. TypeError or ValueError where the column cannot hold it."""
    if value is None:
        stored: Value = None
    elif column.type == "ids":
        stored = _store_ids(value)
    elif column.type == "string":
        stored = _store_text(value)
    elif column.type == "integer":
        stored = _store_integer(value)
    elif column.type == "number":
        stored = _store_number(value)
    else:
        stored = _store_date(value)
    if column.required and stored is None:
        raise ValueError("needs a value")
    if column.values and stored is not None and stored not in column.values:
        raise ValueError(f"holds one of {', '.join(column.values)}, not {stored!r}")
    return stored


def write_cell(column: Column, value: Value) -> str:
    """The characters of a stored value in a CSV file, before quoting."""
    return guard(value) if isinstance(value, str) else plain_cell(value)


def plain_cell(value: Value) -> str:
    """The characters of a stored value, unguarded; ``read_cell`` reads them back."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return plain_number(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def read_cell(column: Column, cell: str) -> Value:
    """A stored value from the characters of a CSV cell that ``unguard`` has been applied to. Raises ValueError."""
    if not cell:
        return None
    if column.type in _TEXT_TYPES:
        return cell
    if column.type == "date":
        return date.fromisoformat(cell)
    if column.type == "integer":
        return int(cell)
    try:
        return _store_number(Decimal(cell))
    except InvalidOperation:
        raise ValueError(f"not a number: {cell!r}") from None


def holds_text(column: Column) -> bool:
    """Whether the column's cells are text, which is guarded; numbers and dates are not, so that -5 stays a number."""
    return column.type in _TEXT_TYPES


def guard(text: str) -> str:
    """``text`` with an apostrophe before it where a spreadsheet might otherwise run it; "-5%" is only a number."""
    return APOSTROPHE + text if text.startswith(DANGEROUS) and not _HARMLESS.fullmatch(text) else text


def unguard(cell: str) -> str:
    """Undoes ``guard`` exactly."""
    return cell[1:] if cell.startswith(APOSTROPHE) and cell[1:].startswith(DANGEROUS) else cell


def plain_number(number: Decimal) -> str:
    """The shortest decimal that is exactly ``number``, never with an exponent: ``83.3``, ``250000``, ``6``, ``0``."""
    printed = format(number, "f")
    if "." in printed:
        printed = printed.rstrip("0").rstrip(".")
    return "0" if printed in {"-0", ""} else printed


def encodable(text: str) -> str:
    """``text`` with a replacement character for every lone surrogate, which UTF-8 cannot hold; offsets stay."""
    return _SURROGATE.sub("\ufffd", text)


def _store_text(value: object) -> str | None:
    if not isinstance(value, str):
        raise TypeError(f"holds text, not {value!r}")
    # str() strips the subclass: a StrEnum is stored as its value.
    return encodable(str(value)) or None


def _store_ids(value: object) -> str | None:
    ids = tuple(value.split(" ")) if isinstance(value, str) and value else value or ()
    if not isinstance(ids, tuple | list) or not all(isinstance(item, str) for item in ids):
        raise TypeError(f"holds a list of keys, not {value!r}")
    if any(not item or item.split() != [item] for item in ids):
        raise ValueError(f"holds keys without spaces, not {value!r}")
    return encodable(" ".join(ids)) or None


def _store_integer(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"holds a whole number, not {value!r}")
    if abs(value) > LARGEST_INTEGER:
        raise ValueError(f"holds at most {LARGEST_INTEGER}, not {value!r}")
    return value


def _store_number(value: object) -> Decimal:
    if not isinstance(value, int | float | Decimal) or isinstance(value, bool):
        raise TypeError(f"holds a number, not {value!r}")
    # float() first: a NumPy float prints itself otherwise; repr is the shortest decimal that reads back the same.
    number = Decimal(repr(float(value))) if isinstance(value, float) else Decimal(value)
    if not number.is_finite() or math.isinf(float(number)):
        raise ValueError(f"holds a finite number, not {value!r}")
    return number


def _store_date(value: object) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise TypeError(f"holds a date, not {value!r}")
    return value
