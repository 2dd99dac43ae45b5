"""The words around figures: found in the text, cut into pieces, nothing lost and nothing invented."""

from __future__ import annotations

import pytest

from extractor.report.data import Figure, Statement
from extractor.report.marking import Piece, cut_snippet, find_sentence, mark_spans, row_passages, sentence_passages
from extractor.report.wording import shown


def figure(text: str, part: str, context: str, **more: object) -> Figure:
    """The first ``part`` of ``text`` as a figure."""
    start = text.index(part)
    values: dict[str, object] = dict.fromkeys(Figure.__slots__, "") | {
        "id": f"m{start}",
        "doc_id": "d1",
        "source": "narrative",
        "page": 3,
        "start": start,
        "end": start + len(part),
        "text": part,
        "context": context,
        "value": None,
    }
    return Figure(**(values | more))  # type: ignore[arg-type]


def statement(text: str, part: str, context: str) -> Statement:
    start = text.index(part)
    return Statement(f"c{start}", "d1", 3, start, start + len(part), part, context, "", "")


def bracketed(pieces: tuple[Piece, ...]) -> str:
    marks = {"figure": "[{}]", "claim": "<{}>", "": "{}"}
    return "".join(marks[piece.mark].format(piece.text) for piece in pieces)


@pytest.mark.parametrize(
    ("text", "context", "part", "found"),
    [
        ("One. It was 12% then. Two.", "It was 12% then.", "12%", "It was 12% then."),
        ("It was 12% then. It was 13% now.", "It was 13% now.", "13%", "It was 13% now."),
        ("A.\nIt\n was  12%\tthen. B.", "It was 12% then.", "12%", "It\n was  12%\tthen."),
        ("First.\n\nAnother 12% here.\n\nLast.", "no such words", "12%", "Another 12% here."),
        ("(a+b)* 12% [x]", "(a+b)* 12%", "12%", "(a+b)* 12%"),
        ("12% 12% 12%", "12% 12%", "12%", "12% 12%"),
    ],
)
def test_find_sentence(text: str, context: str, part: str, found: str) -> None:
    start = text.index(part)
    first, last = find_sentence(text, context, start, start + len(part))
    assert text[first:last] == found


def test_a_sentence_that_is_said_twice_is_the_one_around_the_figure() -> None:
    text = "It was 12%. It was 12%."
    assert find_sentence(text, "It was 12%.", 19, 22) == (12, 23)


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], "rose from 120 to 96, a fall of 20%"),
        ([("120", "figure"), ("96", "figure")], "rose from [120] to [96], a fall of 20%"),
        ([("rose from 120", "claim"), ("120", "figure")], "<rose from >[120] to 96, a fall of 20%"),
        ([("120 to 96", "claim"), ("120", "figure"), ("96", "figure")], "rose from [120]< to >[96], a fall of 20%"),
        ([("120", "figure"), ("120", "figure")], "rose from [120] to 96, a fall of 20%"),
        ([("fall of 20%", "claim"), ("a fall", "claim")], "rose from 120 to 96, <a fall>< of 20%>"),
    ],
)
def test_mark_spans(spans: list[tuple[str, str]], expected: str) -> None:
    text = "rose from 120 to 96, a fall of 20%"
    places = [(text.index(part), text.index(part) + len(part), mark) for part, mark in spans]
    assert bracketed(mark_spans(text, 0, len(text), places)) == expected


def test_white_space_is_one_blank_and_the_words_stay_apart() -> None:
    text = "  was\n\n 12%\n of  all \n"
    start = text.index("12%")
    assert bracketed(mark_spans(text, 0, len(text), [(start, start + 3, "figure")])) == "was [12%] of all"


def test_what_stands_between_marks_far_apart_is_cut() -> None:
    text = "1%" + " word" * 400 + " 2%"
    (passage,) = sentence_passages(text, [figure(text, "1%", text), figure(text, "2%", text)])
    assert 600 < len(passage.text) < 640
    assert [piece.text for piece in passage.pieces if piece.mark] == ["1%", "2%"]


def test_two_sentences_of_a_paragraph_are_one_passage() -> None:
    text = "It was 12%. It fell from 13%.\n\nElsewhere 14%."
    marked: list[Figure | Statement] = [
        figure(text, "12%", "It was 12%."),
        statement(text, "fell", "It fell from 13%."),
        figure(text, "13%", "It fell from 13%."),
        figure(text, "14%", "Elsewhere 14%."),
    ]
    passages = sentence_passages(text, marked)
    assert [bracketed(passage.pieces) for passage in passages] == [
        "It was [12%]. It <fell> from [13%].",
        "Elsewhere [14%].",
    ]
    assert {passage.page for passage in passages} == {3}


def test_the_figures_of_a_row_stand_after_their_columns() -> None:
    text = "North\t96\t71\nSouth\t5"
    cells = [
        figure(text, "71", "71", row_label="North", column_label="Q2"),
        figure(text, "96", "96", row_label="North", column_label="Q1"),
        figure(text, "5", "5", row_label="South"),
    ]
    passages = row_passages(cells)
    assert [(passage.label, bracketed(passage.pieces)) for passage in passages] == [
        ("North", "Q1 [96]; Q2 [71]"),
        ("South", "[5]"),
    ]


@pytest.mark.parametrize(
    ("around", "expected"),
    [
        (200, "of all the children seen [12%] were well"),
        (9, "…\u00a0seen [12%] were\u00a0…"),
        (1, "…\u00a0[12%]\u00a0…"),
    ],
)
def test_a_snippet_is_cut_at_words(around: int, expected: str) -> None:
    text = "Before that. of all the children seen 12% were well After."
    cut = cut_snippet(text, figure(text, "12%", "of all the children seen 12% were well"), around)
    assert bracketed(cut) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x00b\x07c", "a\ufffdb\ufffdc"),
        ("12\u202e%\u202c \u2066x\u2069", "12% x"),
        ("right\u200f to left \u05d0", "right\u200f to left \u05d0"),
        ("<b>&", "<b>&"),
    ],
)
def test_shown(text: str, expected: str) -> None:
    assert shown(text) == expected
