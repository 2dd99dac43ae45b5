"""Numbers and dates as Excel prints them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from extractor.readers.number_formats import Value, print_value

MOMENT = datetime(2014, 3, 31, 14, 5, 9)
ACCOUNTS = r'_-[$£-809]* #,##0.00_-;\-[$£-809]* #,##0.00_-;_-[$£-809]* "-"??_-;_-@_-'


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (0.8333333, "0.0%", "83.3%"),
        (0.83, "0%", "83%"),
        (0.8, "0 %", "80 %"),
        (-0.05, "0.0%", "-5.0%"),
        (0.05, "+0.0%;-0.0%;0.0%", "+5.0%"),
        (45, '0"%"', "45%"),
        (0.0, "0.0%", "0.0%"),
        (1005.675, "0.00", "1005.68"),
        (2.5, "0", "3"),
        (0.125, "0.00", "0.13"),
        (Decimal("77.40"), "0.00", "77.40"),
        (7, "00", "07"),
        (12, "0.##", "12"),
        (0.5, "#.##", ".5"),
        (0.5, "0.##", "0.5"),
        (0, "#", ""),
        (1234567, "#,##0", "1,234,567"),
        (12, "#,##0", "12"),
        (100, "#,##0.0", "100.0"),
        (-5, "#,##0_);(#,##0)", "(5)"),
        (1234567, '0.0,,"m"', "1.2m"),
        (12500, '0.0,"k"', "12.5k"),
        (1234, "#,##0,", "1"),
        (1234.5, '"£"#,##0.00', "£1,234.50"),
        (-1234.5, r'"£"#,##0.00;[Red]\-"£"#,##0.00', "-£1,234.50"),
        (1234.5, ACCOUNTS, "£1,234.50"),
        (-1234.5, ACCOUNTS, "-£1,234.50"),
        (0, ACCOUNTS, "£-"),
        (0, '0;-0;"-"', "-"),
        (12, '0.0 "days"', "12.0 days"),
        (-3, '0 "pp";-0 "pp"', "-3 pp"),
        (3, '[<5]"<5";0', "<5"),
        (30, '[<5]"<5";0', "30"),
        (0.5, '[>=1]0.0;[=0]"nil";0.00', "0.50"),
        (0, '[>=1]0.0;[=0]"nil";0.00', "nil"),
        (12345, "0.00E+00", "1.23E+04"),
        (0.00012, "0.0E-0", "1.2E-04"),
        (1, ";;;", ""),
        (-1, "0;", ""),
        (2, "@", "2"),
        (0.5, "# ?/?", "0.5"),
        (41729, "0", "41729"),
        (1e300, "0", "1" + "0" * 300),
        (5e-324, "0.0", "0.0"),
        (float("inf"), "0.0", "inf"),
        (True, "0", "TRUE"),
        (5, '"' + "x" * 400, "x" * 299),
        (5, "[", ""),
    ],
)
def test_numbers(value: Value, code: str, expected: str) -> None:
    assert print_value(value, code) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (83.3, "83.3"),
        (1 / 3, "0.333333333"),
        (12.3456789012, "12.3456789"),
        (0.1 + 0.2, "0.3"),
        (-0.0, "0"),
        (5, "5"),
        (99_999_999_999, "99999999999"),
        (1e12, "1E+12"),
        (1.5e-10, "1.5E-10"),
        (MOMENT, "41729.58691"),
        (timedelta(hours=12), "0.5"),
        (time(6), "0.25"),
        (date(1900, 3, 1), "61"),
    ],
)
@pytest.mark.parametrize("code", ["General", "", "GENERAL"])
def test_general(value: Value, code: str, expected: str) -> None:
    assert print_value(value, code) == expected


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (MOMENT, "mm-dd-yy", "31/03/2014"),  # the format 14, which is the computer's own
        (MOMENT, "m/d/yy h:mm", "31/03/2014 14:05"),
        (MOMENT, r"[$-F800]dddd\,\ mmmm\ dd\,\ yyyy", "31 March 2014"),
        (MOMENT, "mm/dd/yyyy", "03/31/2014"),
        (MOMENT, "mmm-yy", "Mar-14"),
        (MOMENT, "mmmmm", "M"),
        (MOMENT, "[$-809]d mmmm yyyy;@", "31 March 2014"),
        (MOMENT, "dddd d mmm yyyy", "Monday 31 Mar 2014"),
        (MOMENT, "h:mm AM/PM", "2:05 PM"),
        (datetime(2014, 3, 31), "hh:mm a/p", "12:00 A"),
        (MOMENT, "dd/mm/yyyy hh:mm:ss", "31/03/2014 14:05:09"),
        (MOMENT, "mm:ss", "05:09"),
        (datetime(2014, 3, 31, 0, 0, 9, 250_000), "ss.00", "09.25"),
        (date(2014, 3, 31), "yyyy-mm-dd", "2014-03-31"),
        (time(9, 30), "h:mm", "9:30"),
        (timedelta(hours=30, minutes=5), "[h]:mm:ss", "30:05:00"),
        (timedelta(minutes=90), "[mm]:ss", "90:00"),
    ],
)
def test_dates(value: Value, code: str, expected: str) -> None:
    assert print_value(value, code) == expected
