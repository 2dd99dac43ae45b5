"""Columns that white space makes: the bands that the pieces of a table's lines leave, and headings over them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.readers.pdf_pieces import PieceLine

_OPEN_PT = 2.0  # what it costs a heading's span to leave a column without one


@dataclass(frozen=True, slots=True)
class Band:
    """The upright strip that a column's text takes up, in points."""

    x0: float
    x1: float

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2


def find_bands(lines: Sequence[PieceLine], others: Sequence[PieceLine] = ()) -> list[Band]:
    """The columns of a table from its full lines; a strip that nearly all leave free parts two columns.

    ``others`` are lines of wrapped cells between them: they make columns wider, or one that no full line has text in.
    """
    least = 0.2 * max(line.size for line in lines)
    limit = len(lines) // 12
    ends = sorted(
        [(piece.x0, 1) for line in lines for piece in line.pieces]
        + [(piece.x1, -1) for line in lines for piece in line.pieces]
    )
    bands: list[Band] = []
    depth, begin = 0, 0.0
    for place, step in ends:
        if depth <= limit < depth + step:
            begin = place
        elif depth + step <= limit < depth:
            bands.append(Band(begin, place))
        depth += step
    bands = _closed(bands, least)
    for line in [*lines, *others]:
        for piece in line.pieces:
            number = bisect_right(bands, piece.x0, key=_right)  # the first band that ends behind the piece's start
            if number == len(bands) or bands[number].x0 >= piece.x1:
                bands.insert(number, Band(piece.x0, piece.x1))
            elif number + 1 == len(bands) or bands[number + 1].x0 >= piece.x1:
                band = bands[number]
                if piece.x0 < band.x0 or piece.x1 > band.x1:
                    bands[number] = _widened(bands, number, piece.x0, piece.x1, 2 * least)
    return _closed(bands, least)


def _right(band: Band) -> float:
    return band.x1


def _widened(bands: list[Band], number: int, x0: float, x1: float, least: float) -> Band:
    """A band stretched over a piece, but not so far that less than ``least`` is left between it and its neighbours."""
    left = bands[number - 1].x1 + least if number else float("-inf")
    right = bands[number + 1].x0 - least if number + 1 < len(bands) else float("inf")
    band = bands[number]
    return Band(min(band.x0, max(x0, left)), max(band.x1, min(x1, right)))


def _closed(bands: list[Band], least: float) -> list[Band]:
    """Bands with less than ``least`` white space between them put together."""
    closed: list[Band] = []
    for band in sorted(bands, key=lambda band: band.x0):
        if closed and band.x0 - closed[-1].x1 < least:
            closed[-1] = Band(closed[-1].x0, max(closed[-1].x1, band.x1))
        else:
            closed.append(band)
    return closed


def overlap(x0: float, x1: float, band: Band) -> float:
    return min(x1, band.x1) - max(x0, band.x0)


def column_of(x0: float, x1: float, bands: Sequence[Band]) -> int:
    """The column that a piece overlaps most, or the nearest."""
    best, most = 0, float("-inf")
    for number, band in enumerate(bands):
        shared = (x1 if x1 < band.x1 else band.x1) - (x0 if x0 > band.x0 else band.x0)
        if shared > most:
            best, most = number, shared
    return best


def crossed(x0: float, x1: float, bands: Sequence[Band]) -> int:
    """How many columns a piece reaches into beyond its first."""
    count = sum([1 for band in bands if band.x0 < x1 - 1.0 and band.x1 > x0 + 1.0 and overlap(x0, x1, band) > 1.0])
    return max(0, count - 1)


def with_headings(bands: list[Band], heads: list[Band], lines: Sequence[PieceLine]) -> list[Band]:
    """The bands widened by the headings over them: a heading over none is a column of its own, and two bands that no
    line fills together and that have one heading are one column."""
    bands = _merged_by_headings(bands, heads, lines)
    owner: dict[int, int] = {}
    free: list[int] = []
    for number, head in enumerate(heads):
        best = column_of(head.x0, head.x1, bands)
        if overlap(head.x0, head.x1, bands[best]) > 0:
            owner[best] = number
        else:
            free.append(number)
    extra: list[Band] = []
    for number in free:
        head = heads[number]
        beside = [c for c in (_before(head, bands), _after(head, bands)) if c is not None and c not in owner]
        if beside:
            nearest = min(beside, key=lambda c: -overlap(head.x0, head.x1, bands[c]))
            owner[nearest] = number
        else:
            extra.append(head)
    widened = [
        Band(min(band.x0, heads[owner[c]].x0), max(band.x1, heads[owner[c]].x1)) if c in owner else band
        for c, band in enumerate(bands)
    ]
    return sorted([*widened, *extra], key=lambda band: band.x0)


def _before(head: Band, bands: list[Band]) -> int | None:
    found = [c for c, band in enumerate(bands) if band.x1 <= head.x0]
    return found[-1] if found else None


def _after(head: Band, bands: list[Band]) -> int | None:
    return next((c for c, band in enumerate(bands) if band.x0 >= head.x1), None)


def _merged_by_headings(bands: list[Band], heads: list[Band], lines: Sequence[PieceLine]) -> list[Band]:
    filled = [{column_of(piece.x0, piece.x1, bands) for piece in line.pieces} for line in lines]
    merged: list[Band] = []
    members: list[set[int]] = []
    for number, band in enumerate(bands):
        apart = len(members) < 2 or any(members[-1] & columns and number in columns for columns in filled)
        if not apart:
            over = [head for head in heads if overlap(head.x0, head.x1, Band(merged[-1].x0, band.x1)) > 0]
            apart = len(over) > 1 or not heads
        if apart:
            merged.append(band)
            members.append({number})
        else:
            merged[-1] = Band(merged[-1].x0, band.x1)
            members[-1].add(number)
    return merged


def span_columns(pieces: Sequence[Band], bands: Sequence[Band], first: int) -> list[tuple[int, int]]:
    """For the pieces of an upper heading row the columns that each stands over, as ``(first, last)``.

    Contiguous runs of columns, left to right, so that the pieces stand over their middles or their left ends.
    """
    count = len(bands)
    best: dict[tuple[int, int], tuple[float, list[tuple[int, int]]]] = {}

    def solve(number: int, column: int) -> tuple[float, list[tuple[int, int]]]:
        if number == len(pieces):
            return _OPEN_PT * (count - column), []
        if column == count:
            return float("inf"), []
        if (number, column) not in best:
            cost, spans = solve(number, column + 1)
            chosen = (cost + _OPEN_PT, spans)
            for last in range(column, count):
                cost, spans = solve(number + 1, last + 1)
                cost += _distance(pieces[number], bands[column], bands[last])
                if cost < chosen[0]:
                    chosen = (cost, [(column, last), *spans])
            best[number, column] = chosen
        return best[number, column]

    return solve(0, first)[1]


def _distance(piece: Band, first: Band, last: Band) -> float:
    middle = abs((piece.x0 + piece.x1) / 2 - (first.x0 + last.x1) / 2)
    outside = max(0.0, first.x0 - piece.x0) + max(0.0, piece.x1 - last.x1)
    return min(middle, abs(piece.x0 - first.x0) + 1.0) + outside
