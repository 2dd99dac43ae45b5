"""Plain text: the characters are kept as they are; blocks are what a person would mark."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.document import BlockKind, Document, Table
from extractor.readers.text import read_text

H, P, L, F = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.FURNITURE


def read(text: str) -> Document:
    document = read_text(text.encode())
    assert document.text == text
    return document


def blocks_of(text: str) -> list[tuple[BlockKind, str]]:
    document = read(text)
    return [(block.kind, document.content(block)) for block in document.blocks]


def table_of(text: str) -> tuple[Table, list[list[str | None]]]:
    document = read(text)
    (table,) = [block.table for block in document.blocks if block.table is not None]
    grid = [[None if cell is None else document.content(cell) for cell in row] for row in table.grid()]
    return table, grid


@pytest.mark.parametrize(
    ("data", "expected", "notes"),
    [
        ("Cost £5 – “up”".encode(), "Cost £5 – “up”", ()),
        (b"\xef\xbb\xbfCost", "Cost", ()),
        ("Cost £5".encode("utf-16"), "Cost £5", ()),
        (b"\xfe\xff" + "Cost £5".encode("utf-16-be"), "Cost £5", ()),
        ("Cost £5 – up".encode("utf-16-le"), "Cost £5 – up", ()),
        ("Cost £5 – up".encode("utf-16-be"), "Cost £5 – up", ()),
        ("Cost £5".encode("utf-32"), "Cost £5", ()),
        ("Cost £5 – “up”".encode("cp1252"), "Cost £5 – “up”", ()),
        (
            "Cost £5 – up".encode() + b" \xa37",
            "Cost £5 – up £7",
            ("a few characters were not valid UTF-8 and were read as Windows-1252",),
        ),
        (b"\xff\xfeC\0o\0\x00", "Co\ufffd", ("some characters could not be decoded",)),
        (b"", "", ()),
    ],
)
def test_decoding(data: bytes, expected: str, notes: tuple[str, ...]) -> None:
    document = read_text(data)
    assert (document.format, document.text, document.notes) == ("txt", expected, notes)


def test_line_ends_are_kept() -> None:
    text = "One.\r\n\r\nTwo.\rThree.\n"
    assert blocks_of(text) == [(P, "One."), (P, "Two."), (P, "Three.")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- Turnover was 13%.", (L, "Turnover was 13%.")),
        ("* Turnover was 13%.", (L, "Turnover was 13%.")),
        ("•\tTurnover was 13%.", (L, "Turnover was 13%.")),
        ("·\u00a0\u00a0\u00a0 Turnover", (L, "Turnover")),
        ("o  Turnover was 13%", (L, "Turnover was 13%")),
        ("– Turnover was 13%", (L, "Turnover was 13%")),
        ("(a) the report be noted; and", (L, "the report be noted; and")),
        ("(iv)          The rate rose.", (L, "The rate rose.")),
        ("(2)  an update be given.", (L, "an update be given.")),
        ("1) Five homes were sold.", (L, "Five homes were sold.")),
        ("7. Repeat plans fell to 19.6%.", (L, "Repeat plans fell to 19.6%.")),
        ("3.1\tDuring 2022/23 there were 512 admissions.", (L, "During 2022/23 there were 512 admissions.")),
        ("12\tThere were 113 entrants.", (L, "There were 113 entrants.")),
        ("1.2  Text of the paragraph.", (L, "Text of the paragraph.")),
        ("4.1 58 homes were sold in the year.", (L, "58 homes were sold in the year.")),
        ("4.2.1 Forty-three adults were in work.", (L, "Forty-three adults were in work.")),
        ("3. HEADCOUNT AND TURNOVER", (H, "HEADCOUNT AND TURNOVER")),
        ("2.\tHeadlines", (H, "Headlines")),
        ("34.  HOUSING REVENUE ACCOUNT - QUARTER 3 2023/24", (H, "HOUSING REVENUE ACCOUNT - QUARTER 3 2023/24")),
        ("1.0 Purpose", (H, "Purpose")),
        ("1,246 people were employed.", (P, "1,246 people were employed.")),
        ("3.5 million people live here.", (P, "3.5 million people live here.")),
        ("3.5 Million pounds were spent.", (P, "3.5 Million pounds were spent.")),
        ("2014 was a good year.", (P, "2014 was a good year.")),
        ("12 people came.", (P, "12 people came.")),
        ("31.03.14 Figures are provisional.", (P, "31.03.14 Figures are provisional.")),
        ("-5% on last year.", (P, "-5% on last year.")),
        ("10.00 - 11.55 a.m.", (P, "10.00 - 11.55 a.m.")),
        ("A. Smith spoke.", (P, "A. Smith spoke.")),
        ("QUARTER 2 PERFORMANCE", (H, "QUARTER 2 PERFORMANCE")),
        ("Section 2 – Report Issues", (H, "Section 2 – Report Issues")),
        ("Key Points:", (H, "Key Points:")),
        ("A great start in life", (H, "A great start in life")),
        ("## Results", (H, "Results")),
        ("Date: 3 May 2014", (P, "Date: 3 May 2014")),
        ("Subject:\tPerformance", (P, "Subject:\tPerformance")),
        ("24 January 2019", (P, "24 January 2019")),
        ("The Panel noted the following highlights", (P, "The Panel noted the following highlights")),
        ("The following points were made:", (P, "The following points were made:")),
        ("Separate register in place? No", (P, "Separate register in place? No")),
        ("Not applicable", (P, "Not applicable")),
        ("Page 3 of 12", (F, "Page 3 of 12")),
        ("- 3 -", (F, "- 3 -")),
    ],
)
def test_single_lines(line: str, expected: tuple[BlockKind, str]) -> None:
    assert blocks_of(f"{line}\n\nThe end of it.\n") == [expected, (P, "The end of it.")]


def test_statements_on_consecutive_lines_are_blocks_of_their_own() -> None:
    text = "Report to: Cabinet\nDate: 5 July 2023\nWards: All\n \u00a0 \nThe report is late.\nIt was 5% over.\n"
    assert blocks_of(text) == [
        (P, "Report to: Cabinet"),
        (P, "Date: 5 July 2023"),
        (P, "Wards: All"),
        (P, "The report is late."),
        (P, "It was 5% over."),
    ]


def test_hard_wrapped_lines_stay_in_one_paragraph() -> None:
    text = (
        "The Committee received the report of the Director of Adult Services\n"
        "and noted that 83.3% of reviews were on time. The Director of\n"
        "Housing said that there were 45 voids at the end of March, down from\n"
        "52. The target of 40 was missed.\n"
        "Councillor Brown left.\n"
    )
    first, last = text.rstrip("\n").rsplit("\n", 1)
    assert blocks_of(text) == [(P, first), (P, last)]


def test_list_items_hold_their_continuation_lines() -> None:
    text = (
        "It was noted that:\n"
        "- sickness had fallen to 8.9 days, which is the lowest figure for\n"
        "  five years and better than target;\n"
        "- turnover was 13.1%.\n"
    )
    assert blocks_of(text) == [
        (P, "It was noted that:"),
        (
            L,
            "sickness had fallen to 8.9 days, which is the lowest figure for\n  five years and better than target;",
        ),
        (L, "turnover was 13.1%."),
    ]


def test_a_bullet_alone_on_its_line_marks_the_next() -> None:
    assert blocks_of("•\nTurnover was 13%.\n•\nVoids fell.\n") == [(L, "Turnover was 13%."), (L, "Voids fell.")]


def test_numbered_short_lines_beside_each_other_are_a_list() -> None:
    text = "1. Reduce waiting lists\n2. Improve satisfaction\n3. Grow the economy\n"
    assert blocks_of(text) == [(L, "Reduce waiting lists"), (L, "Improve satisfaction"), (L, "Grow the economy")]


def test_section_headings_are_no_list() -> None:
    text = "1.0 Purpose\n\n1.1 To report the figures.\n\n2.0 Results\n\n2.1 Calls rose to 45.\n"
    document = read(text)
    assert [(block.kind, block.level) for block in document.blocks] == [(H, 1), (L, 2), (H, 1), (L, 2)]


def test_rules_are_no_blocks() -> None:
    assert blocks_of("Results\n=======\n\nCalls rose.\n-----\n") == [(H, "Results"), (P, "Calls rose.")]


def test_running_headers_and_page_numbers_between_form_feeds() -> None:
    text = "".join(f"Cabinet report\nIn part {page} it rose.\n{page}\n\f" for page in (1, 2, 3))
    kinds = [kind for kind, _ in blocks_of(text)]
    assert kinds == [F, P, F] * 3


def test_a_lone_number_without_form_feeds_is_text() -> None:
    assert blocks_of("Visitors\n\n45\n") == [(H, "Visitors"), (P, "45")]


def test_table_with_empty_cells() -> None:
    text = "SCORECARD\nIndicator\tQ1\tTarget\tNote\nCalls\t45%\t50%\tUp.\nVisits\t\t12\t\n"
    document = read(text)
    assert [block.kind for block in document.blocks] == [H, BlockKind.TABLE]
    table, grid = table_of(text)
    assert (table.rows, table.columns, table.placed) == (3, 4, True)
    assert grid == [["Indicator", "Q1", "Target", "Note"], ["Calls", "45%", "50%", "Up."], ["Visits", "", "12", ""]]


def test_row_with_too_few_cells_is_not_placed() -> None:
    table, grid = table_of("Indicator\tQ1\tTarget\nCalls\t45%\t50%\nVisits\t12\n")
    assert not table.placed
    assert grid == [["Indicator", "Q1", "Target"], ["Calls", "45%", "50%"], ["Visits", "12", None]]


def test_row_padded_at_its_end_is_not_placed() -> None:
    text = (
        "Indicator\tAverage\tQ1\tQ2\tCommentary\n"
        "Plans\tNot collected.\t80.8%\tBelow our own target for the whole of the year\t\n"
        "Homes\t81.1%\t89.6%\t83.3%\tMore homes than ever before in this part of town\n"
        "Calls\t4\t5\t6\t\n"
    )
    table, grid = table_of(text)
    assert not table.placed
    assert grid[1] == ["Plans", "Not collected.", "80.8%", "Below our own target for the whole of the year", None]
    assert grid[3] == ["Calls", "4", "5", "6", ""]


def test_empty_last_column_is_dropped() -> None:
    table, _ = table_of("Area\tQ1\tQ2\t\nCalls\t1\t2\t\n")
    assert (table.columns, table.placed) == (3, True)


def test_group_rows_and_broken_cells() -> None:
    table, grid = table_of("\tApril\tMay\nCalls\t1\t2\nSection A\nVisits\t3\tthe rest\ngoes on\nHomes\t5\t6\n")
    assert table.placed
    assert grid == [
        ["", "April", "May"],
        ["Calls", "1", "2"],
        ["Section A"] * 3,
        ["Visits", "3", "the rest\ngoes on"],
        ["Homes", "5", "6"],
    ]


def test_double_spaced_rows_are_one_table() -> None:
    table, _ = table_of("Area\tQ1\tQ2\n\nCalls\t1\t2\n\nVisits\t3\t4\n")
    assert table.rows == 3


def test_two_column_table_and_label_lines() -> None:
    assert table_of("Name\tPosts\nHousing\t12\n")[1] == [["Name", "Posts"], ["Housing", "12"]]
    assert blocks_of("Date:\t14 July 2009\nSubject:\tActivity\n") == [
        (P, "Date:\t14 July 2009"),
        (P, "Subject:\tActivity"),
    ]


def test_numbered_paragraphs_with_tabs_are_no_table() -> None:
    text = "1.1\tThis report sets out performance.\n1.2\tIt covers 2022/23.\n"
    assert blocks_of(text) == [(L, "This report sets out performance."), (L, "It covers 2022/23.")]


_ALPHABET = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
_PIECES = st.sampled_from(
    ["\n", "\n\n", "\r\n", "\t", "1. ", "3.1\t", "- ", "•", "\f", ":", "Total", "45%", "a b c", " "]
)


@given(st.one_of(st.text(_ALPHABET), st.lists(_PIECES).map("".join)))
def test_any_text_is_kept_and_its_blocks_are_in_order(text: str) -> None:
    document = read_text(text.encode())
    assert document.text == text.removeprefix("\ufeff")
    position = 0
    for block in document.blocks:
        assert position <= block.start < block.end <= len(document.text)
        assert document.content(block).strip()
        position = block.end
        for cell in block.table.cells if block.table is not None else ():
            assert block.start <= cell.start <= cell.end <= block.end
