"""Numbers and dates of a workbook as Excel prints them: "0.0%" makes "83.3%" of 0.8333 (ECMA-376, part 1, 18.8.31).

The figure grammar reads printed characters, so what stands in the cell is what a reader of the sheet has seen. What a
format leaves to the computer's own settings (the short and the long date) is printed as a British one does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from extractor.readers.number_sections import DIGITS, Section, Token, read_sections

Value = int | float | Decimal | date | datetime | time | timedelta

_LOCAL = {"mm-dd-yy": "dd/mm/yyyy", "m/d/yy h:mm": "dd/mm/yyyy hh:mm"}
_SYSTEM = (("[$-F800]", "d mmmm yyyy"), ("[$-F400]", "hh:mm:ss"))
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_GENERAL_DIGITS = 10  # what a cell shows of 1/3: its eleven characters hold the point
_GENERAL_MOST = Decimal(10) ** 11
_MOST_DIGITS = 15  # that Excel keeps of a number
_EPOCH = datetime(1899, 12, 30)


def print_value(value: Value, code: str) -> str:
    """``value`` in the format ``code``, as Excel prints it in a column that is wide enough."""
    if isinstance(value, bool):
        return str(value).upper()
    sections = _sections(code)
    if isinstance(value, date | time | timedelta):
        dated = sections[0]
        return _print_date(value, dated) if dated.is_date else _print_number(_serial(value), sections)
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    return _print_number(number, sections) if number.is_finite() else str(value)


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[Section, ...]:
    code = _LOCAL.get(code, code)
    return read_sections(next((local for mark, local in _SYSTEM if code.startswith(mark)), code))


def _serial(value: date | time | timedelta) -> Decimal:
    """Days since the last but one of 1899, as Excel counts them."""
    if isinstance(value, timedelta):
        return Decimal(repr(value / timedelta(days=1)))
    if isinstance(value, time):
        value = datetime.combine(_EPOCH, value)
    elif not isinstance(value, datetime):
        value = datetime.combine(value, time())
    return Decimal(repr((value - _EPOCH) / timedelta(days=1)))


def _print_number(value: Decimal, sections: Sequence[Section]) -> str:
    section, bare = _choose(value, sections)
    value = abs(value) if bare else value
    if section.is_general:
        return section.before + _general(value) + section.after
    if not section.places and not section.whole:
        sign = "-" if value < 0 and section.before + section.after else ""
        return sign + section.before + section.after
    shown = _exponent(value, section) if section.exponent else _fixed(value, section)
    sign = "-" if value < 0 else ""
    return f"{sign}{section.before}{shown}{section.after}".strip()


def _choose(value: Decimal, sections: Sequence[Section]) -> tuple[Section, bool]:
    """The section of the format that a number takes, and whether it says itself which sign the number has."""
    numbers = sections[:3]
    if any(section.holds is not None for section in numbers):
        for section in numbers:
            if section.holds is None or section.holds(value):
                return section, section.holds is not None and value < 0 and section is not numbers[0]
        return numbers[-1], False
    if value < 0 and len(numbers) > 1:
        return numbers[1], True
    if value == 0 and len(numbers) > 2:
        return numbers[2], True
    return numbers[0], False


def _general(value: Decimal) -> str:
    size = abs(value)
    if size >= _GENERAL_MOST or 0 < size < Decimal("1e-9"):
        mantissa, exponent = f"{value:.5E}".split("E")
        return f"{mantissa.rstrip('0').rstrip('.')}E{exponent[0]}{exponent[1:].zfill(2)}"
    whole = len(str(int(size)))
    rounded = round(value, max(0, _GENERAL_DIGITS - whole))
    text = f"{rounded:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _fixed(value: Decimal, section: Section) -> str:
    """The digits of a number without its sign."""
    scaled = abs(value).scaleb(2 * section.percents - 3 * section.thousands)
    step = Decimal(1).scaleb(-len(section.places))
    if scaled.adjusted() + len(section.places) < 2 * _MOST_DIGITS:
        scaled = scaled.quantize(step, ROUND_HALF_UP)
    whole, _, rest = f"{scaled:f}".partition(".")
    least = section.whole.count("0")
    whole = whole.lstrip("0").rjust(least, "0")
    if section.grouped:
        whole = _group(whole)
    rest = rest[: len(section.places)]
    needed = len(section.places.rstrip("#"))
    rest = rest[:needed] + rest[needed:].rstrip("0")
    return f"{whole}.{rest}" if rest else whole or "0" * bool(section.places)


def _group(whole: str) -> str:
    head = len(whole) % 3
    groups = [whole[:head]] if head else []
    return ",".join([*groups, *(whole[at : at + 3] for at in range(head, len(whole), 3))])


def _exponent(value: Decimal, section: Section) -> str:
    mantissa, exponent = f"{abs(value):.{len(section.places)}E}".split("E")
    sign = "-" if exponent[0] == "-" else "+" * (section.exponent == "+")
    return f"{mantissa}E{sign}{exponent[1:].zfill(2)}"


@dataclass(frozen=True, slots=True)
class _Moment:
    day: date
    seconds: Decimal
    """Since midnight; of a duration since its start."""


def _print_date(value: date | time | timedelta, section: Section) -> str:
    moment = _moment(value, section.second_places)
    return "".join(_print_part(token, moment, section) for token in section.tokens).strip()


def _moment(value: date | time | timedelta, places: int) -> _Moment:
    if isinstance(value, timedelta):
        day, passed = date(1899, 12, 31), value
    elif isinstance(value, datetime):
        day, passed = value.date(), value - datetime.combine(value.date(), time())
    elif isinstance(value, time):
        day, passed = date(1899, 12, 31), datetime.combine(_EPOCH, value) - _EPOCH
    else:
        day, passed = value, timedelta()
    seconds = Decimal(passed // timedelta(microseconds=1)).scaleb(-6)
    return _Moment(day, seconds.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def _print_part(token: Token, moment: _Moment, section: Section) -> str:
    kind, text = token
    if kind == "literal":
        return text
    if kind in DIGITS:
        return ""
    width, passed = len(text), int(moment.seconds)
    hours = passed // 3600 % 24
    twelve = (hours + 11) % 12 + 1
    match kind:
        case "year":
            return f"{moment.day.year % 100:02}" if width <= 2 else f"{moment.day.year:04}"
        case "month":
            return _named(moment.day.month, width, _MONTHS[moment.day.month - 1])
        case "day":
            return _named(moment.day.day, width, _DAYS[moment.day.weekday()])
        case "hour":
            return f"{twelve if section.half_days else hours:0{min(width, 2)}}"
        case "minute":
            return f"{passed // 60 % 60:0{min(width, 2)}}"
        case "second":
            return f"{passed % 60:0{min(width, 2)}}"
        case "fraction":
            return f"{moment.seconds % 1:f}"[1:] if section.second_places else ""
        case "half":
            return ("AM", "PM")[hours >= 12] if width > 1 else ("A", "P")[hours >= 12]
        case _:
            unit = {"hours": 3600, "minutes": 60, "seconds": 1}[kind]
            return f"{passed // unit:0{width}}"


def _named(number: int, width: int, name: str) -> str:
    if width <= 2:
        return f"{number:0{width}}"
    return name[0] if width == 5 else name[:3] if width == 3 else name
