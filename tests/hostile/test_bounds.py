"""What is larger than what is read is left out, and said to be: each limit is set low, so that the files are small."""

from __future__ import annotations

import pytest

from extractor.document import BlockKind, Document
from extractor.readers import read_document
from extractor.readers.options import ReadOptions

from . import pdf_files, texts, web_pages, word_files


def sizes(document: Document) -> list[int]:
    return [block.end - block.start for block in document.blocks if block.table is None]


def test_the_rest_of_a_long_text_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.readers.text.MAX_CHARACTERS", 1_000)
    document = read_document("é5% ".encode() * 2_000)
    assert document.text == ("é5% " * 2_000)[:1_000]
    assert document.notes == ("only the first 1,000 characters were read: split the file",)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_rest_of_too_many_lines_is_not_read(monkeypatch: pytest.MonkeyPatch, end: str) -> None:
    monkeypatch.setattr("extractor.readers.text.MAX_LINES", 100)
    document = read_document(f"5{end}".encode() * 1_000)
    assert document.text == f"5{end}" * 100
    assert document.notes == (f"only the first {len(document.text)} characters were read: split the file",)


@pytest.mark.parametrize("make", [texts.one_word, texts.digits, texts.spaced_digits, texts.one_line])
def test_no_paragraph_is_longer_than_can_be_looked_at(make: object) -> None:
    assert callable(make)
    document = read_document(make(20_000))
    assert max(sizes(document)) <= 1_000
    assert sum(sizes(document)) == len(document.text.rstrip())
    assert document.notes == ()


def test_a_paragraph_is_cut_after_sentences() -> None:
    document = read_document(texts.one_line(20_000))
    assert {document.content(block)[-5:] for block in document.blocks[:-1]} == {"ime. "}


def test_a_cell_is_cut_off() -> None:
    page = web_pages.page(f"<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>{'12% ' * 3_000}</td></tr></table>")
    document = read_document(page)
    (table,) = (block.table for block in document.blocks if block.table is not None)
    assert max(cell.end - cell.start for cell in table.cells) == 6_000
    assert document.notes == ("of a cell only the first 6,000 characters were read",)


@pytest.mark.parametrize(
    ("data", "rows", "columns"),
    [
        (web_pages.many_cells(5, 300), 5, 200),
        (word_files.full_grid(5, 300), 5, 200),
        (texts.tabs(5, 300), 5, 200),
        (texts.gaps(5, 300), 5, 200),
        (texts.tabs(30, 20), 25, 20),
        (web_pages.many_cells(30, 20), 25, 20),
    ],
)
def test_a_table_is_read_to_a_size(monkeypatch: pytest.MonkeyPatch, data: bytes, rows: int, columns: int) -> None:
    monkeypatch.setattr("extractor.readers.bounds.MAX_TABLE_PLACES", 500 if columns < 200 else 40_000)
    document = read_document(data)
    table = next(block.table for block in document.blocks if block.kind is BlockKind.TABLE)
    assert table is not None
    assert (table.rows, table.columns, len(table.cells)) == (rows, columns, rows * columns)
    assert document.notes[0].endswith("columns only the beginning was read")


def test_spans_make_no_grid() -> None:
    """A span of a million columns is one number in the file."""
    for data in (word_files.wide_span(1_000_000), web_pages.wide_spans(1_000_000)):
        document = read_document(data)
        table = next(block.table for block in document.blocks if block.table is not None)
        assert table.columns < 200
        assert len(document.text) < 20_000
        assert document.notes == ()


@pytest.mark.parametrize(
    ("limit", "note"),
    [
        ("extractor.readers.html_tree.MAX_ELEMENTS", "the page is too long and its end was not read: split it"),
        ("extractor.readers.html_tree.MAX_CHARACTERS", "the page is too long and its end was not read: split it"),
        ("extractor.readers.html.MAX_MARKUP_BYTES", "the page is too long and its end was not read: split it"),
        (
            "extractor.readers.assembly.MAX_CHARACTERS",
            "the text goes on after 5,000,000 characters and was not read on: split the file",
        ),
    ],
)
def test_a_long_page_is_read_to_a_size(monkeypatch: pytest.MonkeyPatch, limit: str, note: str) -> None:
    monkeypatch.setattr(limit, 400)
    document = read_document(web_pages.page("<p>In 2013 it was 5%.</p>" * 500))
    assert document.text.startswith("In 2013 it was 5%.\n\nIn 2013 it was 5%.")
    assert len(document.text) < 10_000
    assert document.notes[0].startswith(note[:21])


def test_text_that_the_parser_would_drop_is_read() -> None:
    """More than ten million characters in one element: the parser leaves them out without a word."""
    document = read_document(web_pages.one_line(11))
    assert len(document.text) > 4_000_000
    assert document.notes == ("the page is too long and its end was not read: split it",)


def test_void_elements_hold_nothing() -> None:
    document = read_document(web_pages.page("<embed src=x><p>In 2013</p><area><p>it was 5%.</p><input>"))
    assert document.text == "In 2013\n\nit was 5%."


def test_a_long_word_file_is_read_to_a_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.readers.assembly.MAX_CHARACTERS", 400)
    document = read_document(word_files.many_paragraphs(50))
    assert document.text.count("83.3%") == 6
    assert len(document.notes) == 1


@pytest.mark.parametrize("shared", [False, True])
def test_pages_are_read_to_a_number(shared: bool) -> None:
    document = read_document(pdf_files.many_pages(100_000, shared=shared), options=ReadOptions(max_pages=20))
    assert (document.pages, document.text.count("90/108")) == (100_000, 20)
    assert document.notes == ("only the first 20 of 100000 pages were read: split the file",)


def test_pages_are_read_to_a_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.readers.pdf.MAX_CHARACTERS", 400)
    document = read_document(pdf_files.many_pages(50))
    assert document.text.count("90/108") == 6
    assert document.notes == ("only the first 6 of 50 pages were read, which hold more than is read: split the file",)


def test_drawings_within_drawings() -> None:
    """A few levels are drawn, as a letter's head in a page is; the case ``form_bomb.pdf`` is not begun."""
    document = read_document(pdf_files.form_bomb(2, 3))
    assert document.text.count("90/108") == 9
    assert document.notes == ()


def test_a_large_zip_is_not_a_word_file() -> None:
    packed = word_files.zipped({f"{number}.txt": "x" for number in range(50)})
    with pytest.raises(Exception, match="this is a zip archive"):
        read_document(packed)
