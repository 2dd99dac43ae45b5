"""Lays a table out (columns, wrapped lines, row heights) and draws it: text, rules and fills."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth

FAMILIES = {
    "Helvetica": ("Helvetica", "Helvetica-Bold"),
    "Times": ("Times-Roman", "Times-Bold"),
    "Vera": ("Vera", "VeraBd"),
}


@dataclass(frozen=True, slots=True)
class Spec:
    """A cell to be drawn. ``font`` is a font of symbols for its text; ``mark`` stands raised behind it."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    fill: str | None = None
    align: str = ""
    bold: bool = False
    indent: float = 0.0
    font: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Style:
    """How a table looks. ``rules``: all, across, ends (round heading and total), box, none. Lengths are points."""

    rules: str = "all"
    family: str = "Helvetica"
    size: float = 9.0
    leading: float = 11.0
    pad_x: float = 4.0
    pad_y: float = 3.0
    align: str = "right"
    head_align: str = ""
    valign: str = "top"
    head_valign: str = "bottom"
    bars: bool = False  # rules drawn as thin filled rectangles, as word processors do
    cellwise: bool = False  # rules drawn cell by cell
    zebra: str = ""
    head_fill: str = ""
    bold_head: bool = True


@dataclass(slots=True)
class Grid:
    """A table to be drawn: ``widths`` of its columns, ``heads`` rows of heading, ``groups`` and ``totals`` by row."""

    cells: list[Spec]
    rows: int
    columns: int
    widths: list[float]
    style: Style
    heads: int = 1
    totals: set[int] = field(default_factory=set)
    heights: list[float] = field(default_factory=list)

    def font(self, cell: Spec) -> str:
        plain, bold = FAMILIES[self.style.family]
        return cell.font or (bold if cell.bold else plain)

    def align(self, cell: Spec) -> str:
        if cell.align:
            return cell.align
        if cell.row < self.heads:
            return (self.style.head_align or self.style.align) if cell.column else "left"
        return self.style.align if cell.column else "left"

    def room(self, cell: Spec) -> float:
        return sum(self.widths[cell.column : cell.column + cell.column_span]) - 2 * self.style.pad_x - cell.indent

    def lines(self, cell: Spec) -> list[str]:
        return wrap(cell.text, self.font(cell), self.style.size, self.room(cell) + 0.01) if cell.text else []

    def measure(self) -> None:
        """Row heights from the cells' lines; a cell of several rows stretches its last."""
        style = self.style
        self.heights = [style.leading + 2 * style.pad_y] * self.rows
        for cell in sorted(self.cells, key=lambda c: c.row_span):
            need = max(1, len(self.lines(cell))) * style.leading + 2 * style.pad_y
            covered = self.heights[cell.row : cell.row + cell.row_span]
            if need > sum(covered):
                self.heights[cell.row + cell.row_span - 1] += need - sum(covered)


def wrap(text: str, font: str, size: float, room: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and stringWidth(joined, font, size) <= room:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def draw_grid(canvas: Any, grid: Grid, x: float, top: float, page_height: float) -> float:
    """Draw a table with its upper left corner at ``x``, ``top`` (from the page's top); returns its lower edge."""
    lefts = [x, *(x + width for width in accumulate(grid.widths))]
    tops = [top, *(top + height for height in accumulate(grid.heights))]
    _draw_fills(canvas, grid, lefts, tops, page_height)
    for cell in grid.cells:
        _draw_text(canvas, grid, cell, lefts, tops, page_height)
    _draw_rules(canvas, grid, lefts, tops, page_height)
    return tops[-1]


def _draw_fills(canvas: Any, grid: Grid, lefts: list[float], tops: list[float], height: float) -> None:
    style = grid.style
    for row in range(grid.rows):
        colour = style.head_fill if row < grid.heads else (style.zebra if (row - grid.heads) % 2 else "")
        if colour:
            canvas.setFillColor(HexColor(colour))
            canvas.rect(lefts[0], height - tops[row + 1], lefts[-1] - lefts[0], grid.heights[row], stroke=0, fill=1)
    for cell in grid.cells:
        if cell.fill:
            x0, x1 = lefts[cell.column], lefts[cell.column + cell.column_span]
            y0, y1 = tops[cell.row], tops[cell.row + cell.row_span]
            canvas.setFillColor(HexColor(cell.fill))
            canvas.rect(x0, height - y1, x1 - x0, y1 - y0, stroke=0, fill=1)
    canvas.setFillGray(0)


def _draw_text(canvas: Any, grid: Grid, cell: Spec, lefts: list[float], tops: list[float], height: float) -> None:
    style, font, lines = grid.style, grid.font(cell), grid.lines(cell)
    y0, y1 = tops[cell.row], tops[cell.row + cell.row_span]
    block = len(lines) * style.leading
    valign = style.head_valign if cell.row < grid.heads else style.valign
    spare = (y1 - y0) - 2 * style.pad_y - block
    first = y0 + style.pad_y + {"top": 0.0, "middle": spare / 2, "bottom": spare}[valign] + 0.78 * style.leading
    x0 = lefts[cell.column] + style.pad_x + cell.indent
    x1 = lefts[cell.column + cell.column_span] - style.pad_x
    for number, line in enumerate(lines):
        wide = stringWidth(line, font, style.size)
        align = grid.align(cell)
        if align == "decimal":
            place = x1 - decimal_tail(grid, cell.column) - decimal_whole(grid, cell)
        else:
            place = {"left": x0, "right": x1 - wide, "centre": (x0 + x1 - wide) / 2}[align]
        canvas.setFont(font, style.size)
        canvas.drawString(place, height - first - number * style.leading, line)
        if cell.mark and number == len(lines) - 1:
            canvas.setFont(grid.font(replace(cell, font="")), 0.6 * style.size)
            canvas.drawString(place + wide, height - first - number * style.leading + 0.38 * style.size, cell.mark)


def decimal_whole(grid: Grid, cell: Spec) -> float:
    """How wide the part before the point is."""
    whole = cell.text.split(".")[0] if "." in cell.text else cell.text.rstrip("%)")
    return float(stringWidth(whole, grid.font(cell), grid.style.size))


def decimal_tail(grid: Grid, column: int) -> float:
    """The widest part behind the point in a column."""
    tails = [0.0]
    for cell in grid.cells:
        if cell.column == column and cell.row >= grid.heads:
            text = cell.text
            tail = text[text.index(".") :] if "." in text else text[len(text.rstrip("%)")) :]
            tails.append(stringWidth(tail, grid.font(cell), grid.style.size))
    return max(tails)


def _draw_rules(canvas: Any, grid: Grid, lefts: list[float], tops: list[float], height: float) -> None:
    kind, lines = grid.style.rules, []
    owner = {
        (row, column): number
        for number, cell in enumerate(grid.cells)
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    if kind == "all":
        lines += _cell_lines(grid, owner, lefts, tops)
    elif kind == "across":
        lines += [(lefts[0], y, lefts[-1], y) for row, y in enumerate(tops) if row == 0 or row >= grid.heads]
    elif kind in ("ends", "box"):
        levels = {0, grid.heads, grid.rows, *grid.totals} if kind == "ends" else {0, grid.rows}
        lines += [(lefts[0], tops[row], lefts[-1], tops[row]) for row in sorted(levels)]
        if kind == "box":
            lines += [(x, tops[0], x, tops[-1]) for x in (lefts[0], lefts[-1])]
    for x0, y0, x1, y1 in lines:
        if grid.style.bars:
            across = y0 == y1
            box = (x0, height - y1 - 0.25, x1 - x0, 0.5) if across else (x0 - 0.25, height - y1, 0.5, y1 - y0)
            canvas.rect(*box, stroke=0, fill=1)
        else:
            canvas.setLineWidth(0.5)
            canvas.line(x0, height - y0, x1, height - y1)


def _cell_lines(
    grid: Grid, owner: dict[tuple[int, int], int], lefts: list[float], tops: list[float]
) -> list[tuple[float, float, float, float]]:
    """The sides of all cells; inner sides of merged cells are not drawn."""
    lines = [
        (lefts[column], tops[row], lefts[column + 1], tops[row])
        for row in range(grid.rows + 1)
        for column in range(grid.columns)
        if row in (0, grid.rows) or owner.get((row - 1, column)) != owner.get((row, column), -1)
    ]
    lines += [
        (lefts[column], tops[row], lefts[column], tops[row + 1])
        for column in range(grid.columns + 1)
        for row in range(grid.rows)
        if column in (0, grid.columns) or owner.get((row, column - 1)) != owner.get((row, column), -1)
    ]
    return lines if grid.style.cellwise else _run_together(lines)


def _run_together(lines: list[tuple[float, float, float, float]]) -> list[tuple[float, float, float, float]]:
    joined: list[tuple[float, float, float, float]] = []
    for x0, y0, x1, y1 in lines:
        last = joined[-1] if joined else None
        if last is not None and (last[2], last[3]) == (x0, y0) and (last[1] == y1 or last[0] == x1):
            joined[-1] = (last[0], last[1], x1, y1)
        else:
            joined.append((x0, y0, x1, y1))
    return joined
