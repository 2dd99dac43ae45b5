"""Pages of a drawn paper: running heads, prose, tables over one or more pages, turned pages."""

from __future__ import annotations

import io
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

import reportlab.rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from layouts import wording
from layouts.drawing import FAMILIES, Grid, Spec, draw_grid, wrap
from layouts.truth import Case, TrueCell, TrueTable

A4 = (595.3, 841.9)
FOOT = 60.0


def register_fonts() -> None:
    for name in ("Vera", "VeraBd"):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))


@dataclass(slots=True)
class Paper:
    """A paper while it is drawn; ``turn``: none, rotated (by the page's own entry), sideways (by the text)."""

    rng: Random
    width: float = A4[0]
    height: float = A4[1]
    margin: float = 60.0
    turn: str = "none"
    family: str = "Helvetica"
    running: str = ""
    buffer: io.BytesIO = field(default_factory=io.BytesIO)
    canvas: Any = None
    page: int = 0
    y: float = 0.0
    tables: list[TrueTable] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        register_fonts()
        reportlab.rl_config.invariant = 1
        # reportlab itself swaps the sides of a page that it gives a rotation
        size = (self.height, self.width) if self.turn == "sideways" else (self.width, self.height)
        self.canvas = Canvas(self.buffer, pagesize=size, invariant=True, pageCompression=0)
        self.new_page()

    @property
    def room(self) -> float:
        return self.width - 2 * self.margin

    def new_page(self) -> None:
        if self.page:
            self.canvas.showPage()
        self.page += 1
        self.y = self.margin
        if self.turn != "none":
            if self.turn == "rotated":
                self.canvas.setPageRotation(90)
            self.canvas.translate(self.height, 0)
            self.canvas.rotate(90)
        if self.running:
            self.canvas.setFont(FAMILIES[self.family][0], 8)
            self.canvas.drawString(self.margin, self.height - 30, self.running)
            self.canvas.drawRightString(self.width - self.margin, 30, f"Page {self.page}")

    def paragraph(self, text: str, size: float = 10.0, bold: bool = False, after: float = 12.0) -> None:
        font = FAMILIES[self.family][bold]
        for line in wrap(text, font, size, self.room):
            self.y += 1.2 * size
            self.canvas.setFont(font, size)
            self.canvas.drawString(self.margin, self.height - self.y, line)
        self.y += after
        self.prose.append(text)

    def table(self, grid: Grid, x: float | None = None, heads: int | None = None, continues: bool = False) -> None:
        """Draw a table at the present height (which stays where it was, if ``x`` is given)."""
        end = draw_grid(self.canvas, grid, self.margin if x is None else x, self.y, self.height)
        self.y = end if x is None else self.y
        self.tables.append(truth_of(grid, self.page, grid.heads if heads is None else heads, continues))

    def long_table(self, grid: Grid, repeat: bool, split_row: bool = False) -> None:
        """Draw a table over as many pages as it takes; ``repeat`` its heading; ``split_row``: break a row in two."""
        rest, continues = grid, False
        while True:
            room = self.height - FOOT - 15 - self.y
            fit = rest.heads
            while fit < rest.rows and sum(rest.heights[: fit + 1]) <= room:
                fit += 1
            if fit == rest.rows:
                self.table(rest, continues=continues)
                return
            at = max(fit, rest.heads + 1)
            split = split_row and any(len(rest.lines(cell)) > 1 for cell in rest.cells if cell.row == at)
            upper, lower = break_grid(rest, at, repeat, split)
            self.table(upper, continues=continues)
            if split:
                self.tables[-1] = replace(self.tables[-1], splits_row=True)
            self.new_page()
            self.y += 10
            rest, continues = lower, True

    def case(self, layout: str, seed: int) -> Case:
        self.canvas.save()
        return Case(layout, seed, self.buffer.getvalue(), tuple(self.tables), tuple(self.prose))


def truth_of(grid: Grid, page: int, heads: int, continues: bool) -> TrueTable:
    cells = tuple(
        TrueCell(cell.row, cell.column, " ".join(cell.text.split()), cell.row_span, cell.column_span, cell.fill)
        for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column))
    )
    return TrueTable(page, grid.rows, grid.columns, cells, heads, continues)


def break_grid(grid: Grid, at: int, repeat: bool, split_row: bool) -> tuple[Grid, Grid]:
    """Rows before ``at``, and the rest with or without the heading; ``split_row`` breaks row ``at`` after a line."""
    upper = [cell for cell in grid.cells if cell.row < at]
    lower: list[Spec] = []
    shift = (grid.heads if repeat else 0) - at
    for cell in grid.cells:
        if cell.row >= at:
            lines = grid.lines(cell)
            if split_row and cell.row == at:
                upper.append(replace(cell, text=" ".join(lines[:1])))
                cell = replace(cell, text=" ".join(lines[1:]))
            lower.append(replace(cell, row=cell.row + shift))
        elif repeat and cell.row < grid.heads:
            lower.append(cell)
    head = Grid(
        upper, at + split_row, grid.columns, grid.widths, grid.style, grid.heads, {t for t in grid.totals if t < at}
    )
    tail = Grid(
        lower, grid.rows + shift, grid.columns, grid.widths, grid.style, grid.heads if repeat else 0,
        {t + shift for t in grid.totals if t >= at},
    )  # fmt: skip
    head.measure()
    tail.measure()
    return head, tail


def surround(paper: Paper, before: int, after: int, title: bool, draw: Any) -> None:
    """Prose, a title, what ``draw`` draws, a note, prose."""
    rng = paper.rng
    texts = rng.sample(wording.PROSE, before + after)
    for text in texts[:before]:
        paper.paragraph(text, rng.choice([10, 10.5, 11]))
    if title:
        paper.paragraph(f"Table {rng.randint(1, 9)}: {rng.choice(wording.TITLES)}", 10, True, rng.choice([5, 8, 12]))
    draw()
    paper.y += rng.choice([8, 12, 16])
    if rng.random() < 0.4:
        paper.paragraph(rng.choice(wording.NOTES), 8)
    for text in texts[before:]:
        if paper.y < paper.height - FOOT - 60:
            paper.paragraph(text, 10)
