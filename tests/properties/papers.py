"""Pieces of papers, and pieces that no paper should hold, put together at random; and what is true of any reading."""

from __future__ import annotations

import itertools

from hypothesis import strategies as st

from extractor.mentions import Claim, ExcludedNumber, Mention
from extractor.pipeline.numbers import NUMBER
from extractor.result import DocumentResult

FIGURES = (
    "8.6% (16/244)",
    "83.3% (90/108 children)",
    "£1.2m",
    "£(0.4)m",
    "-£3,500.50",
    "1,234",
    "12.5 per 10,000",
    "16 out of 244",
    "one in five",
    "a third",
    "two hundred and fifty",
    "two and a half",
    "2½ days",
    "3 to 5 days",
    "between 40% and 50%",
    "+2.3 percentage points",
    "0.5pp",
    "nearly 40%",
    "more than 5",
    "<5",
    "4.6 out of 5",
    "50p",
    "1 in 3",
)
PERIODS = (
    "Q3 2018/19",
    "Q2",
    "2018/19",
    "2018-2019",
    "31 March 2019",
    "31/03/2019",
    "April to June 2018",
    "in the year to March 2019",
    "the previous quarter",
    "a year earlier",
    "12 months ago",
    "August 2018",
)
WORDS = (
    *("Reviews held on time", "of which", "respectively", "The rate", "children in care", "complaints", "England"),
    *("below target", "against a target of", "fell from", "to", "up from", "compared with", "rated amber", "and", "or"),
    *("of these", "a reduction of", "improved", "in total", "the remaining", "better than", "per 10,000 population"),
)
MARKS = (
    ".",
    ",",
    ";",
    ":",
    "(",
    ")",
    "[",
    "]",
    "\n",
    "\n\n",
    "\n• ",
    "\n1. ",
    "\t",
    "|",
    "   ",
    " – ",
    "/",
    "-",
    "’s",
    '"',
)
ODD_FIGURES = (
    *("0/0", "5/0 (0%)", "1/0", "0/5", "7/3", "1/1", "100/100 (100%)", "0 out of 0", "0 in 0", "3 of 2", "0%", "-0%"),
    *("1e999", "1e-999", "0x1F", "1_000", "NaN", "inf", "∞", "-∞%", "+-5", "--5", "5--", "£", "£-", "%", "%5", "5%%"),
    *(
        "½",
        "¼%",
        "½½",
        "3½½",
        "Ⅷ",
        "Ⅷ%",
        "²",
        "5²",
        "m²",
        "①",
        "⑳%",
        "１２．５％",
        "٣٤٪",
        "٣٤%",
        "१२%",
        "1٣%",
        "𝟙𝟚%",
        "፩",
    ),
    *("9" * 30, "9" * 400, "0." + "0" * 60 + "1", "1" + "0" * 400 + "%", "£" + "9" * 50 + "bn", "1," * 60 + "1"),
    *("00", "007%", "1.2.3", "1.2.3.4", "1,2,3", "1,23", "12,34,567", "1.", ".5", ".5%", "5.%", "5 .5", "1 000 000"),
    *("31/02/2019", "30 February 2019", "29/02/2019", "32/13/2019", "00/00/0000", "1 January 0000", "31/12/9999"),
    *(
        "31 December 10000",
        "0000/01",
        "9999/00",
        "2019/18",
        "1999/00",
        "2099/2100",
        "Q0 2018/19",
        "Q5 2018",
        "Q4 9999/00",
    ),
    *(
        "in the year to March 9999",
        "12 months to January 0001",
        "9999 years ago",
        "999 months ago",
        "31 April to 31 June",
    ),
    *("September 9999 to March 0001", "week 53 of 9999", "the academic year 9999/10", "2018/19 to 1900/01"),
    *("0 per 0", "5 per 0", "per 0", "10% of 0", "0 more, from 0% to 0%", "zero", "nil", "none", "no", "a dozen dozen"),
    *("one hundred hundred", "million million", "and a half", "hundred and", "a third of a half", "nine tenths tenths"),
)
ODD_CHARACTERS = (
    *("\u0301", "\u200f", "\u202e", "\u2066", "\u200b", "\u00ad", "\ufeff", "\0", "\x1b", "\x85", "\u2028", "\u2029"),
    *("\v", "\f", "\r", "\r\n", "\u00a0", "\u2007", "\u3000", "\ufffd", "\ud800", "\udfff", "\U0010ffff", "\U0001f600"),
    *(
        "ſ",
        "K",
        "İ",
        "ß",
        "ﬁ",
        "ŉ",
        "Ǆ",
        "\u0345",
        "⁄",
        "∕",
        "٪",
        "﹪",
        "％",
        "＄",
        "−",
        "‐",
        "\u2011",
        "‒",
        "—",
        "\ue000",
    ),
)

_NUMBERS = st.one_of(
    st.integers(-10, 3000).map(str),
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-1000, max_value=10**9).map(str),
    st.integers(0, 10**12).map(lambda number: f"{number:,}"),
    st.text("0123456789٣४１.,/-–:%£ ", min_size=1, max_size=12),
)
_DATES = st.tuples(st.integers(0, 40), st.sampled_from("/.-"), st.integers(0, 14), st.integers(0, 10001)).map(
    lambda date: f"{date[0]:02}{date[1]}{date[2]:02}{date[1]}{date[3]:04}"
)
_PIECES = st.one_of(
    st.sampled_from(FIGURES),
    st.sampled_from(PERIODS),
    st.sampled_from(WORDS),
    st.sampled_from(MARKS),
    st.sampled_from(ODD_FIGURES),
    st.sampled_from(ODD_CHARACTERS),
    _NUMBERS,
    _DATES,
    st.text(max_size=6),
)
_JOINTS = st.sampled_from((" ", " ", " ", " ", "", "", "\n", "\u00a0", ", ", " (", ") "))
PAPERS = st.lists(st.tuples(_PIECES, _JOINTS), min_size=1, max_size=40).map(
    lambda pairs: "".join(piece + joint for piece, joint in pairs)
)
"""Texts with everything above in them, single surrogates too."""


def faults(result: DocumentResult) -> list[str]:
    """What is wrong with a reading, whatever was read; empty for a sound one."""
    found: list[str] = []
    text, mentions = result.text, result.findings.mentions
    items: list[Mention | Claim | ExcludedNumber] = [*mentions, *result.findings.claims, *result.findings.exclusions]
    for item in items:
        if not 0 <= item.start < item.end <= len(text):
            found.append(f"{item.text!r} lies outside the text: {item.start} to {item.end} of {len(text)}")
        elif " ".join(text[item.start : item.end].split()) != " ".join(item.text.split()):
            found.append(f"{item.text!r} is {text[item.start : item.end]!r} in the text")
    for mention in mentions:
        stands = mention.interval
        if not mention.value.is_finite():
            found.append(f"{mention.text!r} has the value {mention.value}")
        elif stands.low is not None and stands.high is not None and not stands.low <= stands.high:
            found.append(f"{mention.text!r} stands for {stands.low} to {stands.high}")
        if mention.period is not None and mention.period.start > mention.period.end:
            found.append(f"{mention.text!r} ends before it begins: {mention.period}")
    spans = sorted((mention.start, mention.end) for mention in mentions)
    for (_, end), (start, other) in itertools.pairwise(spans):
        if start < end:
            found.append(f"{text[start:other]!r} lies in two mentions")
    return found + [f"nothing became of {left!r}" for left in uncounted(result)]


def uncounted(result: DocumentResult) -> list[str]:
    """The numbers, with what stands beside them, that are neither in a mention nor excluded."""
    items: list[Mention | ExcludedNumber] = [*result.findings.mentions, *result.findings.exclusions]
    spans = sorted((item.start, item.end) for item in items)
    left: list[str] = []
    index, reach = 0, -1
    for number in NUMBER.finditer(result.text):
        while index < len(spans) and spans[index][0] < number.end():
            reach = max(reach, spans[index][1])
            index += 1
        if reach < number.end():
            left.append(result.text[max(0, number.start() - 30) : number.end() + 20])
    return left
