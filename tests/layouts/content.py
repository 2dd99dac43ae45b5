"""What stands in a drawn table: labels, figures, headings of one to three rows, groups, totals, gaps, comments."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from reportlab.pdfbase.pdfmetrics import stringWidth

from layouts import figures, wording
from layouts.drawing import FAMILIES, Grid, Spec, Style, decimal_tail, decimal_whole, wrap

RAG = {"red": "#ff0000", "amber": "#ffc000", "green": "#00b050"}
ARROWS = {"Symbol": "↑↓→↔", "ZapfDingbats": "▲▼➔", "words": ("Up", "Down", "Same"), "letters": ("R", "A", "G")}


@dataclass(frozen=True, slots=True)
class Wants:
    """What a table is to have. ``columns`` counts the columns of figures."""

    rows: int
    columns: int
    heads: int = 1
    labels: str = "short"  # short, long (wrapped), areas
    groups: bool = False
    totals: bool = False
    gaps: float = 0.0
    odd: bool = False
    commentary: int = 0  # sentences at most
    rag: bool = False
    arrows: str = ""
    marks: bool = False
    indents: bool = False
    owners: bool = False
    merged_labels: bool = False  # the first column joins several rows (ruled tables)


def make_grid(rng: Random, style: Style, wants: Wants, width: float) -> Grid:
    """A table not wider than ``width``: columns of figures are left out until it fits."""
    while True:
        grid = _attempt(rng, style, wants, width)
        if grid is not None:
            grid.measure()
            return grid
        wants = replace(wants, columns=wants.columns - 1)
        if wants.columns < 1:
            raise ValueError("the table does not fit the page")


def _attempt(rng: Random, style: Style, wants: Wants, width: float) -> Grid | None:
    labels = _labels(rng, wants)
    kinds = _kinds(rng, wants)
    first = 1 + wants.merged_labels
    cells: list[Spec] = _headings(rng, wants, first)
    row, totals = wants.heads, set[int]()
    extra = first + wants.columns
    tail = [name for name in ("rag", "arrows", "owners", "commentary") if getattr(wants, name)]
    columns = extra + len(tail)
    group_names = rng.sample(wording.GROUPS, len(wording.GROUPS))
    merged_left = 0
    for number, label in enumerate(labels):
        if wants.groups and number % 4 == 0:
            name = group_names[(number // 4) % len(group_names)]
            cells.append(Spec(row, 0, name, 1, columns, bold=True, align="left", fill=rng.choice([None, "#d9e2f3"])))
            row += 1
        if wants.merged_labels:
            if not merged_left:
                merged_left = min(rng.randint(1, 4), len(labels) - number)
                cells.append(Spec(row, 0, group_names[number % len(group_names)], merged_left, 1))
            merged_left -= 1
        indent = 10.0 if wants.indents and number % 4 in (2, 3) else 0.0
        cells.append(Spec(row, first - 1, label, indent=indent))
        cells += _figures(rng, wants, kinds, row, first)
        cells += _tail(rng, wants, tail, row, extra)
        row += 1
        if wants.totals and (number % 5 == 4 or number == len(labels) - 1):
            name = "Total" if number == len(labels) - 1 else "Subtotal"
            cells.append(Spec(row, first - 1, name, bold=True))
            cells += [replace(cell, bold=True) for cell in _figures(rng, replace(wants, gaps=0), kinds, row, first)]
            totals.add(row)
            row += 1
    cells += [Spec(0, extra + number, _TAIL_HEADS[name], wants.heads, 1, bold=True) for number, name in enumerate(tail)]
    cells = [cell if cell.row >= wants.heads else replace(cell, bold=style.bold_head) for cell in cells]
    grid = Grid(cells, row, columns, [], style, wants.heads, totals)
    widths = _widths(rng, grid, wants, first, width)
    if widths is None:
        return None
    grid.widths = widths
    return grid


_TAIL_HEADS = {"rag": "RAG", "arrows": "Trend", "owners": "Lead", "commentary": "Commentary"}


def _labels(rng: Random, wants: Wants) -> list[str]:
    source = {"short": wording.SHORT, "long": wording.INDICATORS, "areas": wording.AREAS}[wants.labels]
    names = rng.sample(source, len(source))
    return [names[number % len(names)] for number in range(wants.rows)]


def _kinds(rng: Random, wants: Wants) -> list[figures.Figure]:
    source = figures.ODD if wants.odd else figures.KINDS
    one = rng.choice(source)
    return [one if rng.random() < 0.4 else rng.choice(source) for _ in range(wants.columns)]


def _figures(rng: Random, wants: Wants, kinds: list[figures.Figure], row: int, first: int) -> list[Spec]:
    cells = []
    for number, kind in enumerate(kinds):
        text = figures.missing(rng) if rng.random() < wants.gaps else kind(rng)
        mark = rng.choice("1234") if wants.marks and text[-1:].isdigit() and rng.random() < 0.3 else ""
        cells.append(Spec(row, first + number, text, mark=mark))
    return cells


def _tail(rng: Random, wants: Wants, tail: list[str], row: int, extra: int) -> list[Spec]:
    cells = []
    for number, name in enumerate(tail):
        place = extra + number
        if name == "rag":
            cells.append(Spec(row, place, "", fill=rng.choice(list(RAG.values()))))
        elif name == "arrows":
            font = wants.arrows if wants.arrows in ("Symbol", "ZapfDingbats") else ""
            cells.append(Spec(row, place, rng.choice(ARROWS[wants.arrows]), align="centre", font=font))
        elif name == "owners":
            cells.append(Spec(row, place, rng.choice(wording.OWNERS), align="left"))
        else:
            sentences = rng.sample(wording.COMMENTS, rng.randint(1, wants.commentary))
            cells.append(Spec(row, place, " ".join(sentences), align="left"))
    return cells


def _headings(rng: Random, wants: Wants, first: int) -> list[Spec]:
    label = rng.choice(["Indicator", "Measure", "Area", "Performance indicator", ""])
    cells = [Spec(0, number, "Directorate" if number < first - 1 else label, wants.heads, 1) for number in range(first)]
    if wants.heads == 1:
        return cells + [Spec(0, first + n, text) for n, text in enumerate(figures.headings(rng, wants.columns))]
    if wants.heads == 3:
        cells.append(Spec(0, first, rng.choice(wording.TITLES), 1, wants.columns, align="centre"))
    size = 2 if wants.columns % 2 == 0 else 3 if wants.columns % 3 == 0 else wants.columns
    subs = rng.sample(["Target", "Actual", "Number", "Variance", "Rank"], 5)
    begin = rng.randint(0, 3)
    for number in range(wants.columns):
        if number % size == 0:
            span = min(size, wants.columns - number)
            year = figures.YEARS[(begin + number // size) % len(figures.YEARS)]
            cells.append(Spec(wants.heads - 2, first + number, year, 1, span, align="centre"))
        cells.append(Spec(wants.heads - 1, first + number, subs[number % size % 5]))
    return cells


def _widths(rng: Random, grid: Grid, wants: Wants, first: int, width: float) -> list[float] | None:
    """Widths of the columns; None where the table would be wider than the page allows."""
    style, pad = grid.style, 2 * grid.style.pad_x
    need = [0.0] * grid.columns
    for cell in grid.cells:
        if cell.column_span == 1:
            wrapped = cell.row < grid.heads or cell.column < first
            texts = cell.text.split() if wrapped else [cell.text]
            wide = max((stringWidth(text, grid.font(cell), style.size) for text in texts), default=0.0)
            if style.align == "decimal" and not wrapped:
                wide = decimal_whole(grid, cell) + decimal_tail(grid, cell.column)
            need[cell.column] = max(need[cell.column], wide + pad + cell.indent + (6 if cell.mark else 0))
    bold = FAMILIES[style.family][1]
    for cell in grid.cells:
        if cell.column == first - 1 and cell.row >= grid.heads and cell.column_span == 1:
            whole = stringWidth(cell.text, bold, style.size) + pad + cell.indent
            room = whole if wants.labels != "long" else min(whole, 14 * style.size + pad)
            need[first - 1] = max(need[first - 1], room)
    if wants.merged_labels:
        need[0] = max(need[0], 8 * style.size)
    if wants.commentary:
        need[-1] = 14 * style.size
    if wants.rag:
        place = first + wants.columns
        need[place] = max(need[place], 4 * style.size)
    spare = width - sum(need)
    if spare < 0:
        return None
    if wants.commentary:
        need[-1] += min(spare, 14 * style.size) * rng.uniform(0.5, 1.0)
        spare = width - sum(need)
    spread = rng.choice([0.0, 0.3, 1.0])
    shares = [rng.choice([1.0, 1.0, 0.5]) for _ in need]
    per = min(spread * spare / sum(shares), 40.0)
    need = [value + per * share for value, share in zip(need, shares, strict=True)]
    return _spans_fitted(grid, need)


def _spans_fitted(grid: Grid, widths: list[float]) -> list[float]:
    """Columns under a heading's span widened until its longest line fits on two lines at most."""
    style = grid.style
    for cell in grid.cells:
        if cell.column_span > 1 and cell.column and cell.row < grid.heads:
            have = sum(widths[cell.column : cell.column + cell.column_span]) - 2 * style.pad_x
            font = grid.font(cell)
            while len(wrap(cell.text, font, style.size, have)) > 1 and have < 400:
                have += 4
                for column in range(cell.column, cell.column + cell.column_span):
                    widths[column] += 4 / cell.column_span
    return widths
