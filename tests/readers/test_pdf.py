"""PDF files: each test draws the page that shows its case."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from extractor.document import Block, BlockKind, Document, Table
from extractor.errors import DocumentError
from extractor.readers.pdf import read_pdf

H, P, L, T, F = (
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.LIST_ITEM,
    BlockKind.TABLE,
    BlockKind.FURNITURE,
)
WIDTH, HEIGHT = A4
Draw = Callable[[Any], None]


def drawn(*pages: Draw, encrypt: Any = None) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True, encrypt=encrypt)
    for page in pages:
        canvas.setFont("Helvetica", 10)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def lines(texts: Sequence[str], x: float = 72, top: float = 90, leading: float = 13) -> Draw:
    """Lines of 10 point; ``top`` is the first one's distance from the page's top, in points."""

    def draw(canvas: Any) -> None:
        for number, text in enumerate(texts):
            canvas.drawString(x, HEIGHT - top - number * leading, text)

    return draw


def all_of(*parts: Draw) -> Draw:
    def draw(canvas: Any) -> None:
        for part in parts:
            part(canvas)

    return draw


def grid(
    rows: Sequence[Sequence[str]], columns: Sequence[float], top: float = 200, height: float = 18, rules: str = "both"
) -> Draw:
    """A table; ``columns`` are the x of its edges; ``rules`` is both, rows or none."""

    def draw(canvas: Any) -> None:
        for number, row in enumerate(rows):
            y = HEIGHT - top - number * height
            for x, text in zip(columns, row, strict=False):
                canvas.drawString(x + 4, y - 13, text)
        bottom = HEIGHT - top - len(rows) * height
        if rules != "none":
            for number in range(len(rows) + 1):
                y = HEIGHT - top - number * height
                canvas.line(columns[0], y, columns[-1], y)
        if rules == "both":
            for x in columns:
                canvas.line(x, HEIGHT - top, x, bottom)

    return draw


def blocks(document: Document) -> list[tuple[BlockKind, str]]:
    return [(block.kind, document.content(block)) for block in document.blocks if block.kind is not F]


def furniture(document: Document) -> list[str]:
    return [document.content(block) for block in document.blocks if block.kind is F]


def only_table(document: Document) -> list[list[str]]:
    (block,) = (block for block in document.blocks if block.kind is T)
    return as_rows(document, block)


def as_rows(document: Document, block: Block) -> list[list[str]]:
    table = block.table
    assert isinstance(table, Table)
    rows = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.column] = document.text[cell.start : cell.end]
    return rows


SCORECARD = [
    ["Indicator", "2015/16", "2016/17", "Target"],
    ["Care leavers in suitable homes", "81.2%", "84.6%", "85%"],
    ["Reviews held on time", "92.4%", "90.1%", "95%"],
    ["Repeat referrals", "18.3%", "21.7%", "20%"],
]
EDGES = [72, 260, 340, 420, 500]


def test_lines_are_joined_to_paragraphs_and_apart_ones_are_not() -> None:
    page = all_of(
        lines(["The service closed 412 cases in the year, which was", "rather more than in the year before."]),
        lines(["A second paragraph stands lower down."], top=140),
    )
    assert blocks(read_pdf(drawn(page))) == [
        (P, "The service closed 412 cases in the year, which was rather more than in the year before."),
        (P, "A second paragraph stands lower down."),
    ]


def test_words_know_their_place_on_the_page() -> None:
    document = read_pdf(drawn(lines(["Homes 412"], x=100, top=150)))
    (word,) = (word for word in document.words if document.text[word.start : word.end] == "412")
    assert word.page == 1
    x0, top, x1, bottom = word.box
    # "Homes " in 10 point Helvetica is 34.45 points wide (7.22+5.56+8.33+5.56+5.00+2.78); digits stand 7 high
    assert x0 == pytest.approx(134.45, abs=1.5)
    assert x1 == pytest.approx(134.45 + 16.68, abs=1.5)
    assert top < 150 < bottom + 4
    assert bottom - top < 15


def test_two_columns_are_read_one_after_the_other() -> None:
    words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    left = [f"line {word} of the left column runs on" for word in words]
    right = [f"line {word} of the right column goes on" for word in words]
    page = all_of(lines(left, x=60), lines(right, x=320))
    assert " ".join(text for _, text in blocks(read_pdf(drawn(page)))) == " ".join(left + right)


def test_headers_footers_and_page_numbers_are_set_aside() -> None:
    pages = [
        all_of(
            lines(["Scrutiny Committee 14 June 2018"], top=30),
            lines([f"On this page there are {number * 111} homes of one sort."], top=300),
            lines([f"Page {number} of 3"], x=280, top=810),
        )
        for number in (1, 2, 3)
    ]
    document = read_pdf(drawn(*pages))
    assert blocks(document) == [
        (P, "On this page there are 111 homes of one sort."),
        (P, "On this page there are 222 homes of one sort."),
        (P, "On this page there are 333 homes of one sort."),
    ]
    assert furniture(document) == [
        line for n in (1, 2, 3) for line in ("Scrutiny Committee 14 June 2018", f"Page {n} of 3")
    ]
    assert document.pages == 3


def test_like_sentences_in_the_body_are_no_headers() -> None:
    pages = [lines([f"In ward {number} there were {number * 17} fires."], top=300) for number in (1, 2, 3)]
    assert furniture(read_pdf(drawn(*pages))) == []


def test_a_sentence_goes_on_over_the_page_break() -> None:
    pages = [
        lines(["In the second quarter the service closed"], top=700),
        lines(["forty of the cases that it had opened."], top=90),
    ]
    assert blocks(read_pdf(drawn(*pages))) == [
        (P, "In the second quarter the service closed forty of the cases that it had opened.")
    ]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("The number of accom-", "modated children fell to 40.", "The number of accommodated children fell to 40."),
        ("There is a long-", "term plan for 40 homes.", "There is a long-term plan for 40 homes."),
        (
            "There is a plan for Stoke-",
            "Newton and its 40 homes.",
            "There is a plan for Stoke-Newton and its 40 homes.",
        ),
    ],
)
def test_words_split_at_the_end_of_a_line(first: str, second: str, expected: str) -> None:
    assert blocks(read_pdf(drawn(lines([first, second])))) == [(P, expected)]


def test_a_superscript_mark_is_no_part_of_the_number() -> None:
    def page(canvas: Any) -> None:
        text = canvas.beginText(72, 700)
        text.setFont("Helvetica", 11)
        text.textOut("There were 38")
        text.setRise(4)
        text.setFont("Helvetica", 6)
        text.textOut("1")
        text.setRise(0)
        text.setFont("Helvetica", 11)
        text.textOut(" children in the homes of the council.")
        canvas.drawText(text)

    document = read_pdf(drawn(page))
    assert "381" not in document.text
    assert "There were 38" in document.text
    (word,) = (word for word in document.words if document.text[word.start : word.end].startswith("38"))
    assert document.text[word.start : word.end] in ("38", "38¹")


@pytest.mark.parametrize("turn", [90, 270])
def test_a_rotated_page_reads_as_it_is_shown(turn: int) -> None:
    def page(canvas: Any) -> None:
        canvas.setPageRotation(turn)
        canvas.saveState()
        if turn == 90:
            canvas.translate(HEIGHT, 0)  # the page as stored is as high as the shown one is wide
            canvas.rotate(90)
        else:
            canvas.translate(0, WIDTH)
            canvas.rotate(-90)
        for number, text in enumerate(["First there are 61 homes on the", "register, and then no more of them."]):
            canvas.drawString(80, 400 - 13 * number, text)
        canvas.restoreState()

    document = read_pdf(drawn(page))
    assert blocks(document) == [(P, "First there are 61 homes on the register, and then no more of them.")]
    (word,) = (word for word in document.words if document.text[word.start : word.end] == "61")
    assert 80 < word.box[0] < word.box[2] < WIDTH
    assert word.box[1] == pytest.approx(HEIGHT - 400 - 9, abs=4)


@pytest.mark.parametrize("rules", ["both", "rows", "none"])
def test_tables_with_all_half_or_none_of_their_rules(rules: str) -> None:
    page = all_of(
        lines(["The scorecard below shows the year so far and the one before it."], top=120),
        grid(SCORECARD, EDGES, rules=rules),
        lines(["After the table the paper goes on with a sentence of its own."], top=330),
    )
    document = read_pdf(drawn(page))
    assert [kind for kind, _ in blocks(document)] == [P, T, P]
    assert only_table(document) == SCORECARD


def test_a_cell_of_two_lines_is_one_cell() -> None:
    page = all_of(
        grid([["Indicator", "2016/17"], ["", "84.6%"], ["Repeat referrals", "21.7%"]], [72, 260, 340], height=32),
        lines(["Care leavers in", "suitable homes"], x=76, top=245, leading=11),
    )
    assert only_table(read_pdf(drawn(page))) == [
        ["Indicator", "2016/17"],
        ["Care leavers in suitable homes", "84.6%"],
        ["Repeat referrals", "21.7%"],
    ]


def test_a_merged_heading_spans_its_columns() -> None:
    def merged(canvas: Any) -> None:
        for x, y, text in (
            (264, 213, "2016/17"),
            (76, 231, "Indicator"),
            (264, 231, "Q1"),
            (344, 231, "Q2"),
            (76, 249, "Reviews held on time"),
            (264, 249, "92.4%"),
            (344, 249, "90.1%"),
        ):
            canvas.drawString(x, HEIGHT - y, text)
        for y in (200, 218, 236, 254):
            canvas.line(72, HEIGHT - y, 420, HEIGHT - y)
        for x in (72, 260, 420):
            canvas.line(x, HEIGHT - 200, x, HEIGHT - 254)
        canvas.line(340, HEIGHT - 218, 340, HEIGHT - 254)

    document = read_pdf(drawn(merged))
    (block,) = (block for block in document.blocks if block.kind is T)
    assert block.table is not None
    spans = {
        document.text[cell.start : cell.end]: (cell.row, cell.column, cell.column_span) for cell in block.table.cells
    }
    assert spans["2016/17"] == (0, 1, 2)
    assert spans["90.1%"] == (2, 2, 1)


def test_the_fill_of_a_cell_is_kept() -> None:
    def page(canvas: Any) -> None:
        canvas.setFillColorRGB(1, 0, 0)
        canvas.rect(340, HEIGHT - 236, 80, 18, stroke=0, fill=1)
        canvas.setFillGray(0)
        grid(SCORECARD, EDGES)(canvas)

    document = read_pdf(drawn(page))
    (block,) = (block for block in document.blocks if block.kind is T)
    assert block.table is not None
    fills = {document.text[cell.start : cell.end]: cell.fill for cell in block.table.cells}
    assert fills["84.6%"] == "#ff0000"
    assert fills["90.1%"] in (None, "")


def test_a_list_of_contents_holds_no_figures() -> None:
    entries = [
        ("Introduction", 3), ("Housing and homelessness", 7), ("Children in care", 12), ("Roads", 19), ("Finance", 24),
        ("People", 31),
    ]  # fmt: skip
    page = all_of(
        lines([title for title, _ in entries], top=150, leading=22),
        lines([str(number) for _, number in entries], x=500, top=150, leading=22),
    )
    document = read_pdf(drawn(page))
    assert all(block.kind is F for block in document.blocks if document.content(block).startswith("Roads"))


def test_a_page_that_is_a_picture_is_named() -> None:
    from reportlab.lib.utils import ImageReader

    # A grey picture of two by two pixels, as a Portable Pixmap.
    picture = ImageReader(io.BytesIO(b"P6 2 2 255\n" + bytes([200] * 12)))

    def scanned(canvas: Any) -> None:
        canvas.drawImage(picture, 0, 0, WIDTH, HEIGHT)

    document = read_pdf(drawn(lines(["On this page there are 40 homes."]), scanned))
    assert document.notes == ("no text on page 2: a picture, perhaps a scan, which needs character recognition",)
    assert blocks(document) == [(P, "On this page there are 40 homes.")]


def test_a_locked_file_says_what_to_do() -> None:
    locked = drawn(lines(["Nothing to see."]), encrypt=StandardEncryption("secret", strength=128))
    with pytest.raises(DocumentError, match=r"secret\.pdf: the PDF is encrypted\. Save a copy without a password"):
        read_pdf(locked, "secret.pdf")


@pytest.mark.parametrize("part", [0.1, 0.3])
def test_a_file_cut_short_says_so(part: float) -> None:
    whole = drawn(lines(["There are 40 homes."]))
    with pytest.raises(DocumentError, match=r"cut\.pdf: the PDF is damaged or cut short"):
        read_pdf(whole[: int(len(whole) * part)], "cut.pdf")


WORDS = st.lists(st.sampled_from("the council closed 412 cases and 83.3% of homes in 2016/17".split()), min_size=4)


@given(st.lists(WORDS.map(lambda words: " ".join(words[:10])), min_size=1, max_size=12))
@settings(max_examples=30, deadline=None)
def test_every_word_is_read_once_and_knows_its_characters(texts: list[str]) -> None:
    document = read_pdf(drawn(lines(texts, top=150)))
    assert sorted(document.text.split()) == sorted(" ".join(texts).split())
    for word in document.words:
        assert 0 <= word.start < word.end <= len(document.text)
        x0, top, x1, bottom = word.box
        assert 0 <= x0 < x1 <= WIDTH + 5
        assert 0 <= top < bottom <= HEIGHT


def test_paragraph_numbers_and_items_that_open_with_their_figure() -> None:
    page = all_of(
        lines(["112. Placement stability is much like that of the area as a whole now."], top=100),
        lines(["• Five live in residential special schools"], top=140),
        lines(["• 30 live in residential homes"], top=170),
    )
    assert blocks(read_pdf(drawn(page))) == [
        (L, "Placement stability is much like that of the area as a whole now."),
        (L, "Five live in residential special schools"),
        (L, "30 live in residential homes"),
    ]
