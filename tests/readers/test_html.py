"""Web pages: the paper's own blocks in reading order, without the site around it."""

from __future__ import annotations

import pytest

from extractor.document import Block, BlockKind, Document
from extractor.readers.html import read_html

H, P, L, T, F = (
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.LIST_ITEM,
    BlockKind.TABLE,
    BlockKind.FURNITURE,
)


def blocks_of(markup: str) -> list[tuple[BlockKind, int, str]]:
    document = read_html(markup.encode())
    assert document.format == "html"
    return [(block.kind, block.level, document.content(block)) for block in document.blocks]


def table_in(document: Document, index: int = 0) -> Block:
    return [block for block in document.blocks if block.table is not None][index]


def grid_of(document: Document, index: int = 0) -> list[list[str | None]]:
    table = table_in(document, index).table
    assert table is not None
    return [[None if cell is None else document.content(cell) for cell in row] for row in table.grid()]


def test_blocks_and_levels() -> None:
    markup = """<h1>Agenda  item</h1><h3>2. Results</h3>
    <p>Calls <b>rose</b> by
       5%&nbsp;&nbsp;to 45.</p><blockquote>Quoted.</blockquote>Loose<div>Block</div>
    <ul><li>One<ul><li>Two</li></ul></li></ul><dl><dt>Term</dt><dd>Meaning</dd></dl>"""
    assert blocks_of(markup) == [
        (H, 1, "Agenda item"),
        (H, 3, "Results"),
        (P, 0, "Calls rose by 5% to 45."),
        (P, 0, "Quoted."),
        (P, 0, "Loose"),
        (P, 0, "Block"),
        (L, 1, "One"),
        (L, 2, "Two"),
        (P, 0, "Term"),
        (P, 0, "Meaning"),
    ]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<p>1.1 This report is new.</p>", [(L, 2, "This report is new.")]),
        ("<p>&middot;&nbsp;&nbsp;&nbsp; Foster carers</p>", [(L, 1, "Foster carers")]),
        ("<p>Date: 3 May<br>Subject: Rent</p>", [(P, 0, "Date: 3 May\nSubject: Rent")]),
        ("<p>One.<br><br>Two.</p>", [(P, 0, "One."), (P, 0, "Two.")]),
        ("<p>Noted:<br>- one<br>- two</p>", [(P, 0, "Noted:"), (L, 1, "one"), (L, 1, "two")]),
        ("<p><strong>Key messages</strong></p><p>Text.</p>", [(H, 2, "Key messages"), (P, 0, "Text.")]),
        ("<p><b>It was noted that calls rose.</b></p>", [(P, 0, "It was noted that calls rose.")]),
        ("<p>3.5 million people</p>", [(P, 0, "3.5 million people")]),
        ("<p>Rate of 45%<sup>1</sup> and 6<sup>*</sup></p>", [(P, 0, "Rate of 45% and 6")]),
        ("<p>On 31<sup>st</sup> March, 20 km<sup>2</sup></p>", [(P, 0, "On 31st March, 20 km2")]),
        ("<p>CO<sub>2</sub> fell &#150; &#163;3m</p>", [(P, 0, "CO2 fell – £3m")]),
        ("<p>Half&shy;way</p><p> &nbsp; </p>", [(P, 0, "Halfway")]),
        ("<pre>Line one\nLine two</pre>", [(P, 0, "Line one\nLine two")]),
    ],
)
def test_inline(inside: str, expected: list[tuple[BlockKind, int, str]]) -> None:
    assert blocks_of(f"<body>{inside}</body>") == expected


def test_what_is_not_the_paper() -> None:
    markup = """<html><head><title>Item 5 - Anytown</title><style>p { margin: 4px }</style></head>
    <body class="has-sidebar"><a href="#content">Skip to main content</a>
    <header><p>Anytown Council</p></header>
    <div class="mgNavigation"><p>Committees (12)</p></div><div id="breadcrumb">Home &gt; 7</div>
    <div class="cookie-banner"><p>We use 3 cookies</p></div><div role="navigation">More</div>
    <main><article><header><h1>Item 5</h1></header><p>Calls rose by 45% in the year and voids fell to 30.</p>
    <p hidden>8</p><p style="display: none">9</p><script>var a = 10;</script><noscript>11</noscript></article></main>
    <footer>Call 01632 960000</footer></body></html>"""
    assert blocks_of(markup) == [
        (F, 0, "Anytown Council"),
        (H, 1, "Item 5"),
        (P, 0, "Calls rose by 45% in the year and voids fell to 30."),
        (F, 0, "Call 01632 960000"),
    ]
    assert read_html(markup.encode()).properties == {"title": "Item 5 - Anytown"}


def test_a_name_alone_does_not_take_the_paper_away() -> None:
    markup = '<div id="menu-page"><p>Calls rose by 45% in the year.</p></div><p>End.</p>'
    assert blocks_of(markup) == [(P, 0, "Calls rose by 45% in the year."), (P, 0, "End.")]


def test_table_spans_and_headers() -> None:
    document = read_html(
        b"""<table><caption>Attainment</caption><thead><tr><th rowspan="2">Measure</th><th colspan="2">Town</th></tr>
        <tr><th>2018</th><th>2019</th></tr></thead><tr><th scope="row">Maths</th><td>1</td><td></td></tr>
        <tr><td rowspan="9">Reading</td><td>3</td><td>4</td></tr><tr><td>5</td><td>6</td></tr></table>"""
    )
    assert [(block.kind, document.content(block)) for block in document.blocks] == [
        (P, "Attainment"),
        (T, "Measure\tTown\n\t2018\t2019\nMaths\t1\t\nReading\t3\t4\n\t5\t6"),
    ]
    assert grid_of(document) == [
        ["Measure", "Town", "Town"],
        ["Measure", "2018", "2019"],
        ["Maths", "1", ""],
        ["Reading", "3", "4"],
        ["Reading", "5", "6"],
    ]
    table = table_in(document).table
    assert table is not None
    assert [cell.header for cell in table.cells] == [True] * 5 + [False] * 7
    assert [(cell.row_span, cell.column_span) for cell in table.cells[:2]] == [(2, 1), (1, 2)]


@pytest.mark.parametrize(
    ("cell", "text", "fill"),
    [
        ('<td style="background-color: #0F0">45%</td>', "45%", "#00ff00"),
        ('<td style="background: rgb(255, 191, 0) none">45%</td>', "45%", "#ffbf00"),
        ('<td bgcolor="red">45%</td>', "45%", "#ff0000"),
        ('<td bgcolor="amber">45%</td>', "45%", "#ffbf00"),
        ('<td class="rag-green">45%</td>', "45%", "#008000"),
        ('<td><span style="background:red">45%</span></td>', "45%", "#ff0000"),
        ('<td style="background: #ffffff">45%</td>', "45%", None),
        ('<td style="background: transparent">45%</td>', "45%", None),
        ('<td><img src="a.gif" alt="Improving"></td>', "Improving", None),
        ('<td><img src="a.gif" alt="Improving">45%</td>', "45%", None),
        ("<td>45%<br>(23/51)</td>", "45% (23/51)", None),
        ("<td><p>Target met.</p><p>Voids fell.</p></td>", "Target met.\nVoids fell.", None),
        ("<td>Noted<ul><li>one</li><li>two</li></ul></td>", "Noted\none\ntwo", None),
        ("<td>45%<sup>2</sup></td>", "45%", None),
    ],
)
def test_cells(cell: str, text: str, fill: str | None) -> None:
    document = read_html(f"<table><tr><th>A</th><th>B</th></tr><tr><td>x</td>{cell}</tr></table>".encode())
    table = table_in(document).table
    assert table is not None
    assert (document.content(table.cells[3]), table.cells[3].fill) == (text, fill)


def test_layout_tables_become_blocks() -> None:
    markup = """<table><tr><td><h2>Results</h2><p>Calls rose.</p></td></tr></table>
    <table role="presentation"><tr><td>Left</td><td>Right</td></tr></table>
    <table><tr><td><p>Text.</p><ul><li>one</li></ul></td><td>Side</td></tr></table>"""
    assert blocks_of(markup) == [
        (H, 2, "Results"),
        (P, 0, "Calls rose."),
        (P, 0, "Left"),
        (P, 0, "Right"),
        (P, 0, "Text."),
        (L, 1, "one"),
        (P, 0, "Side"),
    ]


def test_item_tables_are_tables() -> None:
    document = read_html(
        b"<table><tr><th>No.</th><th>Item</th></tr><tr><td>7.</td><td><p>Rent</p><p>The Panel noted that rent rose "
        b"by 4% in the year.</p></td></tr></table>"
    )
    assert grid_of(document) == [["No.", "Item"], ["7.", "Rent\nThe Panel noted that rent rose by 4% in the year."]]


def test_nested_tables_follow_the_outer_one() -> None:
    document = read_html(
        b"<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>two<table><tr><th>C</th><th>D</th></tr>"
        b"<tr><td>3</td><td>4</td></tr></table></td></tr></table><p>After.</p>"
    )
    assert [block.kind for block in document.blocks] == [T, T, P]
    assert grid_of(document) == [["A", "B"], ["1", "two"]]
    assert grid_of(document, 1) == [["C", "D"], ["3", "4"]]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("<meta charset=windows-1252><p>£5</p>".encode("cp1252"), "£5"),
        (
            "<meta http-equiv=Content-Type content='text/html; charset=iso-8859-1'><p>£5 – up</p>".encode("cp1252"),
            "£5 – up",
        ),
        ("<meta charset=iso-8859-1><p>£5</p>".encode(), "£5"),
        ("<meta charset=iso-8859-2><p>Łódź</p>".encode("iso-8859-2"), "Łódź"),
        ("<meta charset=nonsense><p>£5</p>".encode("cp1252"), "£5"),
        ("<p>£5</p>".encode(), "£5"),
        ("<p>£5</p>".encode("cp1252"), "£5"),
        ("<p>£5</p>".encode("utf-16"), "£5"),
        ("\ufeff<p>£5</p>".encode(), "£5"),
    ],
)
def test_encodings(data: bytes, expected: str) -> None:
    assert read_html(data).text == expected


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 20_000 + "<p>Deep 42%</p>",
        "<table><tr><th>A</th><td>b" * 5_000 + "Deep 42%",
        "<table><tr><th>A</th><td>b<table role=presentation><tr><td>" * 3_000 + "Deep 42%",
        "<sup>" * 20_000 + "Deep 42%",
    ],
    ids=["div", "table", "layout", "sup"],
)
def test_deep_nesting(markup: str) -> None:
    assert "Deep 42%" in read_html(markup.encode()).text


@pytest.mark.parametrize("data", [b"", b"<!-- -->", b"<html></html>", b"<table></table>", b"\0<p>\0</p>"])
def test_empty_pages(data: bytes) -> None:
    assert read_html(data).blocks == ()


def test_hostile_spans() -> None:
    rows = "<tr><td colspan=999999999 rowspan=999999999>x</td><td>y</td></tr>" * 300
    document = read_html(f"<table>{rows}</table>".encode())
    assert len(document.text) < 1_000_000
