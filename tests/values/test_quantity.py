"""Printed quantities: exact values, units, qualifiers and intervals; and what holds for any text."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.resources import folder
from extractor.values.interval import Interval
from extractor.values.quantity import Quantity, load_quantities

GRAMMAR = load_quantities(folder("patterns") / "quantities.toml")
ONES = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def only(text: str) -> Quantity:
    """The one quantity of a text."""
    (found,) = GRAMMAR.scan(text)
    assert text[found.start : found.end] == found.text
    return found


def read(text: str) -> list[str]:
    """Each quantity of a text as ``text=value``."""
    return [f"{found.text}={found.value.normalize():f}" for found in GRAMMAR.scan(text)]


def spell(number: int) -> str:
    """1 to 999,999 in words, as British papers write them."""
    if number < 20:
        return ONES[number - 1]
    if number < 100:
        tens, ones = divmod(number, 10)
        return TENS[tens - 2] + (f"-{ONES[ones - 1]}" if ones else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{ONES[hundreds - 1]} hundred" + (f" and {spell(rest)}" if rest else "")
    thousands, rest = divmod(number, 1000)
    joint = " and " if rest < 100 else " "
    return f"{spell(thousands)} thousand" + (joint + spell(rest) if rest else "")


@pytest.mark.parametrize(
    ("text", "figure", "measure", "value", "unit"),
    [
        ("achieved 83.3% in year", "83.3%", "percentage", "83.3", "%"),
        ("at 43 per cent.", "43 per cent", "percentage", "43", "%"),
        ("Ninety-four percent of", "Ninety-four percent", "percentage", "94", "%"),
        ("a change of −3.1%", "−3.1%", "percentage", "-3.1", "%"),
        ("a change of +3.1%", "+3.1%", "percentage", "3.1", "%"),
        ("by 3.4pp", "3.4pp", "percentage", "3.4", "percentage points"),
        (
            "one and a half percentage points up",
            "one and a half percentage points",
            "percentage",
            "1.5",
            "percentage points",
        ),
        ("rate of 62.4 crimes per 1,000 people", "62.4 crimes per 1,000", "rate", "62.4", "per 1,000"),
        ("was 41.8 per 10,000.", "41.8 per 10,000", "rate", "41.8", "per 10,000"),
        ("spent £0.25m on", "£0.25m", "money", "250000", "GBP"),
        ("spent £1.3bn on", "£1.3bn", "money", "1300000000", "GBP"),
        ("spent £ 12,450 on", "£ 12,450", "money", "12450", "GBP"),
        ("spent £1,234.56 on", "£1,234.56", "money", "1234.56", "GBP"),
        ("a balance of -£3.1m", "-£3.1m", "money", "-3100000", "GBP"),
        ("a balance of £-3m", "£-3m", "money", "-3000000", "GBP"),
        ("a balance of £−3m", "£−3m", "money", "-3000000", "GBP"),
        ("two thousand pounds", "two thousand pounds", "money", "2000", "GBP"),
        ("took 40.9 weeks on", "40.9 weeks", "duration", "40.9", "weeks"),
        ("took 17.3 working days", "17.3 working days", "duration", "17.3", "working days"),
        ("seven days", "seven days", "duration", "7", "days"),
        ("a 6-week wait", "6-week", "duration", "6", "week"),
        ("sent 13,655 tonnes", "13,655 tonnes", "quantity", "13655", "tonnes"),
        ("sent 1.2 million tonnes", "1.2 million tonnes", "quantity", "1200000", "tonnes"),
        ("scored 31.2 points", "31.2 points", "score", "31.2", "points"),
        ("scored 4.6 out of 5", "4.6 out of 5", "score", "4.6", "out of 5"),
        ("187 children", "187", "count", "187", ""),
        ("of 1.318 million people", "1.318 million", "count", "1318000", ""),
        ("some 12k visits", "12k", "count", "12000", ""),
        ("fourteen children", "fourteen", "count", "14", ""),
        ("Thirty-one children", "Thirty-one", "count", "31", ""),
        ("a dozen children", "a dozen", "count", "12", ""),
        ("half a dozen children", "half a dozen", "count", "6", ""),
        ("two hundred and fifty visits", "two hundred and fifty", "count", "250", ""),
        ("no children", "no", "count", "0", ""),
        ("of whom none.", "none", "count", "0", ""),
        ("there were seven", "seven", "count", "7", ""),
        ("there were seven\nchildren", "seven", "count", "7", ""),
    ],
)
def test_values_and_units(text: str, figure: str, measure: str, value: str, unit: str) -> None:
    found = only(text)
    assert (found.text, found.measure, found.value, found.unit) == (figure, measure, Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "step", "exact"),
    [
        ("83.3%", "0.1", False),
        ("77.40%", "0.01", False),
        ("43%", "1", False),
        ("£0.25m", "10000", False),
        ("£12m", "1000000", False),
        ("£350k", "1000", False),
        ("£256.23", "0.01", False),
        ("90 per 10,000", "1", False),
        ("187", "1", True),
        ("1,246", "1", True),
        ("31.8", "0.1", False),
        ("fourteen", "1", True),
        ("1.318 million", "1000", False),
        ("9 of 18", "1", True),
    ],
)
def test_printed_places(text: str, step: str, exact: bool) -> None:
    found = only(text)
    assert (found.step, found.exact) == (Decimal(step), exact)


@pytest.mark.parametrize(
    ("text", "figure", "low", "high"),
    [
        ("12 to 15 per cent", "12 to 15 per cent", "12", "15"),
        ("0.5%-1.0%", "0.5%-1.0%", "0.5", "1.0"),
        ("40 – 45 %", "40 – 45 %", "40", "45"),
        ("between 5% and 7% of", "5% and 7%", "5", "7"),
        ("between five and ten days", "five and ten days", "5", "10"),
        ("between £5 and £10", "£5 and £10", "5", "10"),
        ("1-2pp", "1-2pp", "1", "2"),
        ("55 to 60 per 100,000", "55 to 60 per 100,000", "55", "60"),
        ("£40-45k", "£40-45k", "40000", "45000"),
        ("£1.2m to £1.4m", "£1.2m to £1.4m", "1200000", "1400000"),
        ("£10,000 - £12,000", "£10,000 - £12,000", "10000", "12000"),
        ("10-12 weeks", "10-12 weeks", "10", "12"),
        ("2 to 3 tonnes", "2 to 3 tonnes", "2", "3"),
        ("2 to 3 million", "2 to 3 million", "2000000", "3000000"),
        ("5–7 children", "5–7", "5", "7"),
        ("ten to twelve", "ten to twelve", "10", "12"),
    ],
)
def test_ranges(text: str, figure: str, low: str, high: str) -> None:
    found = only(text)
    assert (found.text, found.value, found.value_max) == (figure, Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from 5% to 7%", ["5%=5", "7%=7"]),
        ("15 to 12", ["15=15", "12=12"]),
        ("5 and 7 children", ["5=5", "7=7"]),
        ("1,246, 5 and 6.", ["1,246=1246", "5=5", "6=6"]),
        ("the 33 (64.7%) of", ["33=33", "64.7%=64.7"]),
    ],
)
def test_no_ranges(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "figure", "numerator", "denominator"),
    [
        ("9 out of 18 children", "9 out of 18", 9, 18),
        ("fourteen of the seventeen", "fourteen of the seventeen", 14, 17),
        ("1,004 of 4,713", "1,004 of 4,713", 1004, 4713),
        ("none of the five", "none of the five", 0, 5),
        ("(90/108)", "90/108", 90, 108),
        ("819/2,989 homes", "819/2,989", 819, 2989),
        ("Fifty-seven of the 61", "Fifty-seven of the 61", 57, 61),
    ],
)
def test_ratios(text: str, figure: str, numerator: int, denominator: int) -> None:
    found = only(text)
    assert (found.text, found.measure, found.value) == (figure, "count", Decimal(numerator))
    assert (found.numerator, found.denominator, found.exact) == (Decimal(numerator), Decimal(denominator), True)


@pytest.mark.parametrize(
    ("text", "figure", "value", "numerator", "denominator"),
    [
        ("one in five pupils", "one in five", "20", "1", "5"),
        ("1 in 10 pupils", "1 in 10", "10", "1", "10"),
        ("1 in every 5 pupils", "1 in every 5", "20", "1", "5"),
        ("nine out of ten", "nine out of ten", "90", "9", "10"),
        ("a third of pupils", "a third", "33.3", "1", "3"),
        ("Two thirds of pupils", "Two thirds", "66.7", "2", "3"),
        ("three-quarters of pupils", "three-quarters", "75", "3", "4"),
        ("four fifths of pupils", "four fifths", "80", "4", "5"),
        ("half of pupils", "half", "50", "1", "2"),
        ("just over half.", "half", "50", "1", "2"),
    ],
)
def test_fractions_are_percentages(text: str, figure: str, value: str, numerator: str, denominator: str) -> None:
    found = only(text)
    assert (found.text, found.measure, found.unit, found.value) == (figure, "percentage", "%", Decimal(value))
    assert (found.numerator, found.denominator) == (Decimal(numerator), Decimal(denominator))


@pytest.mark.parametrize("text", ["2016/17", "16/17", "24/7", "18 of 17", "12 of 2014", "5/0"])
def test_what_is_no_ratio(text: str) -> None:
    assert [found.denominator for found in GRAMMAR.scan(text)] == [None] * len(read(text))


@pytest.mark.parametrize(
    ("text", "figure", "qualifier", "low", "high"),
    [
        ("over 200 visits", "200", "gt", "200", None),
        ("more than 200 visits", "200", "gt", "200", None),
        ("just over £1m", "£1m", "gt", "1000000", None),
        ("at least 95%", "95%", "ge", "94.5", None),
        ("no fewer than 12", "12", "ge", "12", None),
        ("under 10%", "10%", "lt", None, "10"),
        ("fewer than ten", "ten", "lt", None, "10"),
        ("less than half of", "half", "lt", None, "50"),
        ("up to 30 days", "30 days", "le", None, "30.5"),
        ("no more than 5", "5", "le", None, "5"),
        ("nearly 20%", "20%", "approx", "19", "20"),
        ("around 1,000 visits", "1,000", "approx", "900", "1100"),
        ("c.200 visits", "200", "approx", "180", "220"),
        ("circa 200 visits", "200", "approx", "180", "220"),
        ("200+ visits", "200+", "ge", "200", None),
        ("two or more visits", "two or more", "ge", "2", None),
        ("20 or fewer visits", "20 or fewer", "le", None, "20"),
        ("exactly 20 visits", "20", "eq", "20", "20"),
        ("hangover 20 visits", "20", "eq", "20", "20"),
    ],
)
def test_qualifiers(text: str, figure: str, qualifier: str, low: str | None, high: str | None) -> None:
    # "no" of "no more than" is a quantity by itself to the grammar; the words beside it decide later.
    found = list(GRAMMAR.scan(text))[-1]
    assert (found.text, found.qualifier) == (figure, qualifier)
    ends = (None if low is None else Decimal(low), None if high is None else Decimal(high))
    assert (found.interval.low, found.interval.high) == ends
    assert (found.interval.low_open, found.interval.high_open) == (
        qualifier == "gt",
        qualifier == "lt" or found.qualifier_text == "nearly",
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no-one",
        "nothing",
        "12th",
        "A12",
        "1st",
        "notable",
        "nonetheless",
        "someone",
        "tenant",
        "1.2.3",
        "12,34",
        "sixty-sixth",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert [found.text for found in GRAMMAR.scan(text) if found.rule != "count.zero"] == []


def test_taken_spans_are_left_alone() -> None:
    text = "In 2014 there were 20 or more"
    assert [found.text for found in GRAMMAR.scan(text, [(3, 7)])] == ["20 or more"]
    assert [found.text for found in GRAMMAR.scan(text, [(3, 7), (22, 29)])] == ["20"]
    assert [found.text for found in GRAMMAR.scan(text, [(0, 29)])] == []


@st.composite
def printed_decimals(draw: st.DrawFn) -> tuple[Decimal, str]:
    places = draw(st.integers(0, 4))
    value = draw(st.decimals(min_value=0, max_value=10**9, places=places))
    return value, f"{value:,f}"


@given(printed_decimals())
def test_any_printed_decimal_reads_back(printed: tuple[Decimal, str]) -> None:
    value, text = printed
    step = Decimal(1).scaleb(value.as_tuple().exponent)  # type: ignore[arg-type]  # finite: the exponent is a number
    for around in ("There were {} visits.", "({}%)", "-{}%", "£{}", "at {} per 10,000"):
        found = only(around.format(text))
        assert (abs(found.value), found.step) == (value, step)
        assert (found.value < 0) == (around.startswith("-") and value != 0)
    assert GRAMMAR.number(text) == value


@given(printed_decimals())
def test_the_interval_holds_what_is_printed(printed: tuple[Decimal, str]) -> None:
    found = only(f"{printed[1]}%")
    half = found.step / 2
    assert found.interval == Interval(printed[0] - half, printed[0] + half)


@given(st.integers(1, 999_999))
def test_words_are_numbers(number: int) -> None:
    assert GRAMMAR.number(spell(number)) == number
    assert GRAMMAR.number(spell(number).title()) == number


@settings(max_examples=300)
@given(st.integers(1, 999_999))
def test_words_are_read_whole(number: int) -> None:
    found = only(f"There were {spell(number)} visits.")
    assert (found.text, found.value, found.value_max) == (spell(number), Decimal(number), None)


PIECES = st.sampled_from(
    [
        *(
            "1",
            "12",
            "1,234",
            "83.3",
            "0",
            "2014",
            "16/17",
            "half",
            "a third",
            "one",
            "twenty",
            "-five",
            "hundred",
            "no",
            "none",
        ),
        *(
            "million",
            "m",
            "k",
            "%",
            " per cent",
            "pp",
            " percentage points",
            " per 1,000",
            "£",
            "-",
            "–",
            "+",
            "−",
            "/",
        ),
        *(
            " of ",
            " out of ",
            " in ",
            " to ",
            " and ",
            "between ",
            "over ",
            "at least ",
            " or more",
            " or so",
            "nearly ",
            "c.",
        ),
        *(
            " days",
            " weeks",
            " working days",
            " tonnes",
            " marks",
            "(",
            ")",
            ".",
            ",",
            " ",
            "\n",
            "\u00a0",
            "½",
            "٣",
            "²",
            "x",
        ),
    ]
)


@settings(max_examples=400)
@given(st.text() | st.lists(PIECES, max_size=12).map("".join), st.lists(st.integers(0, 40), max_size=4, unique=True))
def test_quantities_are_in_order_apart_and_inside_the_text(text: str, cuts: list[int]) -> None:
    edges = sorted(cuts)
    taken = [(first, last) for first, last in zip(edges[::2], edges[1::2], strict=False) if last <= len(text)]
    position = 0
    for found in GRAMMAR.scan(text, taken):
        assert position <= found.start < found.end <= len(text)
        assert found.text == text[found.start : found.end]
        assert all(found.end <= start or found.start >= end for start, end in taken)
        assert found.qualifier_start < found.start
        low, high = found.interval.low, found.interval.high
        assert low is None or high is None or low <= high
        position = found.end


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1,",
        "1,234 ",
        "twenty-",
        "one hundred and ",
        "12 to ",
        "5 of the ",
        "between ",
        "1%-",
        "£ ",
        "£1m to ",
        "5 new ",
        "no ",
        "2014/15 ",
    ],
)
def test_long_texts_are_read_in_bounded_time(piece: str) -> None:
    text = piece * (30_000 // len(piece))
    begun = time.perf_counter()
    list(GRAMMAR.scan(text))
    assert time.perf_counter() - begun < 5  # a tenth of that on an idle machine
