"""Scorecards of every layout, drawn with known cells: each cell is read at its place, and nothing else is a table."""

from __future__ import annotations

import io
from typing import Any

import pytest
from layouts.cases import LAYOUTS, case
from layouts.negatives import NEGATIVES, negative
from layouts.scoring import FoundTable, Score, join_truth, read_tables, score_case, score_table
from layouts.truth import TrueCell, TrueTable
from reportlab.pdfgen.canvas import Canvas

from extractor.document import BlockKind, Document
from extractor.readers import read_document

SEEDS = (1, 108)


def read(pdf: bytes) -> Document:
    return read_document(pdf, "paper.pdf")


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_cell_stands_at_its_place(layout: str, seed: int) -> None:
    drawn = case(layout, seed)
    score = score_case(drawn, read_tables(drawn.pdf), joined=True)
    assert score.wrong == ()
    assert (score.right, score.surplus) == (score.wanted, 0)


@pytest.mark.parametrize("layout", ["bare_heads2", "bare_heads3", "across_heads2", "ruled_heads3", "ruled_merged"])
def test_headings_span_the_columns_that_they_stand_over(layout: str) -> None:
    drawn = case(layout, 2)
    score = score_case(drawn, read_tables(drawn.pdf))
    assert score.spans_right == score.spans > 0


@pytest.mark.parametrize("layout", ["ruled_rag", "bare_rag"])
def test_a_status_that_is_a_colour_alone_is_kept(layout: str) -> None:
    drawn = case(layout, 1)
    (known,) = drawn.tables
    document = read(drawn.pdf)
    (table,) = (block.table for block in document.blocks if block.table is not None)
    fills = {(cell.row, cell.column): cell.fill for cell in table.cells}
    wanted = {(cell.row, cell.column): cell.fill for cell in known.cells if cell.fill and not cell.text}
    assert len(wanted) >= 3
    assert {place: fills[place] for place in wanted} == wanted


@pytest.mark.parametrize("layout", ["bare_right", "bare_wrapped", "bare_heads2", "ends", "across", "box", "bare_below"])
def test_prose_about_a_table_stays_prose(layout: str) -> None:
    for seed in range(3):
        drawn = case(layout, seed)
        document = read(drawn.pdf)
        prose = squeezed(
            " ".join(document.content(block) for block in document.blocks if block.kind is not BlockKind.TABLE)
        )
        assert [text for text in drawn.prose if squeezed(text) not in prose] == []


@pytest.mark.parametrize("layout", NEGATIVES)
def test_other_things_in_columns_are_no_tables(layout: str) -> None:
    for seed in range(4):
        assert read_tables(negative(layout, seed).pdf) == []


def test_a_layout_and_a_seed_give_one_file() -> None:
    assert case("bare_groups", 5).pdf == case("bare_groups", 5).pdf
    assert case("bare_groups", 5).pdf != case("bare_groups", 6).pdf


KNOWN = TrueTable(
    1,
    3,
    3,
    (
        TrueCell(0, 1, "2016/17", 1, 2),
        TrueCell(1, 0, "Fires"),
        TrueCell(1, 1, "12"),
        TrueCell(1, 2, "15"),
        TrueCell(2, 0, "Rescues"),
        TrueCell(2, 1, "3"),
        TrueCell(2, 2, "4"),
    ),
)


def found(texts: dict[tuple[int, int], str], **spans: Any) -> FoundTable:
    return FoundTable(1, 4, 4, texts, {(0, 1): spans.get("head", (1, 1))})


RIGHT = {(0, 1): "2016/17", (1, 0): "Fires", (1, 1): "12", (1, 2): "15", (2, 0): "Rescues", (2, 1): "3", (2, 2): "4"}


@pytest.mark.parametrize(
    ("texts", "right", "surplus"),
    [
        (RIGHT, 7, 0),
        ({(row + 1, column + 1): text for (row, column), text in RIGHT.items()}, 7, 0),  # an empty row and column more
        (RIGHT | {(0, 1): "", (0, 2): "2016/17"}, 7, 0),  # anywhere over its columns
        (RIGHT | {(1, 1): "15", (1, 2): "12"}, 5, 0),
        (RIGHT | {(3, 0): "A sentence below"}, 7, 1),
        (RIGHT | {(1, 0): "Fires Rescues", (2, 0): ""}, 5, 0),
    ],
)
def test_the_measure_counts_cells_at_their_place(texts: dict[tuple[int, int], str], right: int, surplus: int) -> None:
    score = score_table(KNOWN, found({place: text for place, text in texts.items() if text}))
    assert (score.right, score.wanted, score.surplus) == (right, 7, surplus)


def test_the_measure_counts_spans_and_what_is_found_too_much() -> None:
    assert score_table(KNOWN, found(RIGHT, head=(1, 2))).spans_right == 1
    assert score_table(KNOWN, found(RIGHT)).spans_right == 0
    assert Score(9, 10, 2).share == 0.75


def test_parts_on_several_pages_make_one_known_table() -> None:
    first = TrueTable(1, 3, 2, (*(TrueCell(r, c, f"{r}{c}") for r in range(3) for c in range(2)),), splits_row=True)
    second = TrueTable(2, 3, 2, (TrueCell(0, 0, "00"), TrueCell(1, 0, "rest"), TrueCell(2, 0, "new")), 1, True)
    (whole,) = join_truth([first, second])
    assert whole.rows == 4
    assert [cell.text for cell in whole.cells] == ["00", "01", "10", "11", "20 rest", "21", "new"]


ROWS = [["Fires in homes", "412", "397"], ["Rescues from water", "38", "41"], ["False alarms", "1,204", "1,150"]]


def canvas_of(*pages: list[tuple[float, float, str]], scale: float = 1.0) -> bytes:
    """Pages of text at ``(x, distance from the top)``; ``scale`` enlarges a font of that part of its size."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), invariant=True)
    for page in pages:
        canvas.scale(scale, scale)
        canvas.setFont("Helvetica", 10 / scale)
        for x, top, text in page:
            canvas.drawString(x / scale, (842 - top) / scale, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def rows_at(rows: list[list[str]], top: float) -> list[tuple[float, float, str]]:
    return [
        (x, top + 18 * number, text)
        for number, row in enumerate(rows)
        for x, text in zip((72, 260, 340), row, strict=True)
    ]


def grids(pdf: bytes) -> list[list[list[str]]]:
    return [
        [[table.texts.get((row, column), "") for column in range(table.columns)] for row in range(table.rows)]
        for table in read_tables(pdf)
    ]


HEAD = ["Incident", "2015/16", "2016/17"]


def test_type_that_the_page_enlarges_has_the_size_it_is_drawn_at() -> None:
    assert grids(canvas_of(rows_at([HEAD, *ROWS], 100), scale=10.0)) == [[HEAD, *ROWS]]


def test_dots_that_lead_to_a_figure_belong_to_the_label() -> None:
    wide = [[f"{label}  .  .  .  .", *figures] for label, *figures in ROWS]
    dotted = [[f"{label} . . . .", *figures] for label, *figures in ROWS]
    assert grids(canvas_of(rows_at([HEAD, *wide], 100))) == [[HEAD, *dotted]]


@pytest.mark.parametrize(
    ("second", "tables"),
    [
        (rows_at([HEAD, *ROWS], 80), [[HEAD, *ROWS, *ROWS]]),
        (rows_at(ROWS, 80), [[HEAD, *ROWS, *ROWS]]),
        (rows_at([["Ward", "Budget", "Spent"], *ROWS], 80), [[HEAD, *ROWS], [["Ward", "Budget", "Spent"], *ROWS]]),
        ([(72, 70, "The next table is about the year before."), *rows_at(ROWS, 110)], [[HEAD, *ROWS], ROWS]),
        ([(x + 60, y, text) for x, y, text in rows_at(ROWS, 80)], [[HEAD, *ROWS], ROWS]),
    ],
    ids=["same heading", "no heading", "another heading", "prose between", "other columns"],
)
def test_a_table_goes_on_over_the_page(second: list[tuple[float, float, str]], tables: list[list[list[str]]]) -> None:
    assert grids(canvas_of(rows_at([HEAD, *ROWS], 700), second)) == tables


def test_a_unit_alone_above_the_headings_holds_for_every_column() -> None:
    lone = [(360, 70, "£m"), (260, 88, "Working"), *rows_at([["Service", "Budget", "Forecast"], *ROWS], 100)]
    (table,) = read_tables(
        canvas_of(
            [*lone, *((430, top, text) for top, text in zip((100, 118, 136, 154), ("Gap", "1", "2", "3"), strict=True))]
        )
    )
    assert table.texts[0, 1] == "£m"
    assert table.spans[0, 1] == (1, 3)
    assert [table.texts[1, column] for column in (1, 2, 3)] == ["Working Budget", "Forecast", "Gap"]


def test_a_word_that_a_narrow_column_tears_is_whole() -> None:
    torn = [
        (72.0, 90.0, "Service"),
        (260.0, 79.0, "Forecas"),
        (260.0, 90.0, "t"),
        (340.0, 79.0, "Varianc"),
        (340.0, 90.0, "e"),
    ]
    assert grids(canvas_of([*torn, *rows_at(ROWS, 112)])) == [[["Service", "Forecast", "Variance"], *ROWS]]
