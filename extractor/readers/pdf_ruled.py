"""Rows of a ruled table that hold several lines of figures: the rules part groups there, and not the rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from extractor.readers.pdf_grid import PageCell
from extractor.readers.pdf_pieces import is_figure
from extractor.readers.pdf_words import PrintedWord

_LEVEL = 0.35  # times the font size: lines of one row stand no further apart
_LEAST_COLUMNS = 2


def split_rows(cells: Sequence[PageCell], rows: int) -> tuple[list[PageCell], int]:
    """The cells with each row parted that holds several rows, and how many rows there are then."""
    by_row: dict[int, list[PageCell]] = defaultdict(list)
    for cell in cells:
        by_row[cell.row].append(cell)
    spanned = {row for cell in cells if cell.row_span > 1 for row in range(cell.row, cell.row + cell.row_span)}
    found: list[PageCell] = []
    shift = 0
    for row in range(rows):
        held = by_row[row]
        levels = _levels(held) if row not in spanned else []
        found += _parted(held, levels, shift) if levels else [replace(cell, row=cell.row + shift) for cell in held]
        shift += max(0, len(levels) - 1)
    return found, rows + shift


def _levels(cells: Sequence[PageCell]) -> list[float]:
    """The baselines of a row's rows; none where it is one row, whose label or figures are wrapped."""
    figures: dict[int, list[tuple[float, str]]] = {
        cell.column: [(line[0].baseline, " ".join(word.text for word in line)) for line in cell.rows] for cell in cells
    }
    columns = [lines for column, lines in figures.items() if column and len(lines) > 1]
    columns = [lines for lines in columns if all(is_figure(text) for _, text in lines)]
    label = next((cell.rows for cell in cells if cell.column == 0), ())
    if len(columns) < _LEAST_COLUMNS or len(label) < 2:
        return []
    levels = [line[0].baseline for line in label]
    size = max(word.size for line in label for word in line)
    aligned = all(
        any(abs(level - place) <= _LEVEL * size for level in levels) for lines in columns for place, _ in lines
    )
    named = all(line[0].text[:1].isupper() or line[0].text[:1].isdigit() for line in label)
    seconds = [lines[1][1] for lines in columns]
    paired = all(text.startswith("(") or text.endswith("%") for text in seconds) and len(levels) == 2
    full = all(len(lines) >= len(levels) - 1 for lines in columns)
    return levels if aligned and named and full and not paired else []


def _parted(cells: Sequence[PageCell], levels: Sequence[float], shift: int) -> list[PageCell]:
    """A row's cells, each line at its own level."""
    parted: list[PageCell] = []
    for cell in cells:
        lines: dict[int, list[tuple[PrintedWord, ...]]] = defaultdict(list)
        for line in cell.rows:
            nearest = min(range(len(levels)), key=lambda n: abs(levels[n] - line[0].baseline))
            lines[nearest].append(line)
        parted += [
            replace(cell, row=cell.row + shift + number, rows=tuple(lines[number])) for number in range(len(levels))
        ]
    return parted
