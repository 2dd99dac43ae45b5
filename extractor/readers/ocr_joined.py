"""Ruled lines of a scan made whole: noise breaks a faint line into pieces, and a cell whose side is broken is none."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.readers.pdf_paths import Edge

_LEVEL_PT = 1.2  # pieces of one line stand no further apart
_GAP_ACROSS_PT = 30.0  # that noise leaves open in a line across
_GAP_UPRIGHT_PT = 8.0  # in an upright one: a band across a table parts them by more
_DRAWN = 0.6  # of a line, at the least
_LONG_PT = 100.0  # a line as long as that ends at the upright lines near its ends

Piece = tuple[float, float]
"""Where a piece of a line begins and ends."""


def whole_lines(edges: Sequence[Edge]) -> list[Edge]:
    """The edges with the pieces of each line put together, and long lines across drawn out to the lines they end at."""
    upright = [
        Edge(place, start, place, end)
        for place, start, end in _whole([(e.x0, e.top, e.bottom) for e in edges if e.x0 == e.x1], _GAP_UPRIGHT_PT)
    ]
    across = _whole([(e.top, e.x0, e.x1) for e in edges if e.x0 != e.x1], _GAP_ACROSS_PT)
    return [*(_drawn_out(level, start, end, upright) for level, start, end in across), *upright]


def _whole(lines: Sequence[tuple[float, float, float]], gap: float) -> list[tuple[float, float, float]]:
    """``(place, start, end)`` of each line: its pieces, where they make up most of it."""
    found: list[tuple[float, float, float]] = []
    for group in _levels(lines):
        pieces = sorted((start, end) for _, start, end in group)
        longest = max(group, key=lambda line: line[2] - line[1])
        for run in _runs(pieces, gap):
            start, end = run[0][0], max(piece[1] for piece in run)
            if _drawn(run) >= _DRAWN * (end - start):
                found.append((longest[0], start, end))
            else:
                found += [(longest[0], *piece) for piece in run]
    return found


def _levels(lines: Sequence[tuple[float, float, float]]) -> list[list[tuple[float, float, float]]]:
    groups: list[list[tuple[float, float, float]]] = []
    for line in sorted(lines):
        if groups and line[0] - groups[-1][0][0] <= _LEVEL_PT:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _runs(pieces: Sequence[Piece], gap: float) -> list[list[Piece]]:
    """Pieces in order, parted where more than ``gap`` lies open between them."""
    runs: list[list[Piece]] = []
    reach = 0.0
    for piece in pieces:
        if runs and piece[0] - reach <= gap:
            runs[-1].append(piece)
            reach = max(reach, piece[1])
        else:
            runs.append([piece])
            reach = piece[1]
    return runs


def _drawn(pieces: Sequence[Piece]) -> float:
    """The length that pieces in order cover together."""
    covered, reach = 0.0, pieces[0][0]
    for start, end in pieces:
        covered += max(0.0, end - max(start, reach))
        reach = max(reach, end)
    return covered


def _drawn_out(level: float, start: float, end: float, upright: Sequence[Edge]) -> Edge:
    """A line across as far as the upright lines that it ends short of."""
    if end - start >= _LONG_PT:
        crossed = [e.x0 for e in upright if e.top - _LEVEL_PT <= level <= e.bottom + _LEVEL_PT]
        left = [x for x in crossed if start - _GAP_ACROSS_PT <= x < start]
        right = [x for x in crossed if end < x <= end + _GAP_ACROSS_PT]
        start, end = min(left, default=start), max(right, default=end)
    return Edge(start, level, end, level)
