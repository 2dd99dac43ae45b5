"""Which printed lines of a table make one row: by the white space and the rules between them, and by their figures."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractor.readers.pdf_columns import Band, column_of
from extractor.readers.pdf_pieces import Piece, PieceLine

_CLOSE = 1.3  # times the font size: lines of one cell stand no further apart


def make_blocks(
    lines: Sequence[PieceLine], full: Sequence[bool], bands: list[Band], rules: list[float]
) -> list[list[int]]:
    """Numbers of the lines, row by row. ``full`` marks the lines that hold a row's figures."""
    if not lines:
        return []
    breaks = _breaks(lines, full, bands, rules)
    blocks: list[list[int]] = [[0]]
    for number in range(1, len(lines)):
        if number in breaks:
            blocks.append([number])
        else:
            blocks[-1].append(number)
    alone = sum(1 for block in blocks if sum(full[n] for n in block) == 1)
    sure = 2 * alone > sum(full)
    rows: list[list[int]] = []
    for block in blocks:
        for part in _opened(lines, block, bands):
            anchors = [number for number in part if full[number]]
            if len(anchors) <= 1 or (sure and _is_wrapped(lines, anchors, bands)):
                rows.append(part)
            else:
                rows += _parted(part, full)
    return _attached(rows, lines, full, bands)


def _breaks(lines: Sequence[PieceLine], full: Sequence[bool], bands: list[Band], rules: list[float]) -> set[int]:
    """Numbers of the lines before which a row begins: where the lines stand further apart, or a rule is drawn."""
    ruled = {
        number
        for number, (before, after) in enumerate(pairwise(lines), 1)
        if any(before.baseline - 0.3 * before.size < rule < after.baseline - 0.3 * after.size for rule in rules)
    }
    anchors = [number for number, flag in enumerate(full) if flag]
    between = sum(1 for first, last in pairwise(anchors) if any(n in ruled for n in range(first + 1, last + 1)))
    if len(anchors) > 1 and between >= 0.6 * (len(anchors) - 1):
        return ruled
    limit = _leading(lines, full, bands)
    return ruled | {
        number for number, (before, after) in enumerate(pairwise(lines), 1) if after.baseline - before.baseline > limit
    }


def _leading(lines: Sequence[PieceLine], full: Sequence[bool], bands: list[Band]) -> float:
    """How far the lines of one cell stand apart at most.

    Between the least distance of two lines that have text in one column, and that of two full lines below each other.
    """
    last: dict[int, int] = {}
    wrapped: list[float] = []
    whole: list[float] = []
    for number, line in enumerate(lines):
        for column in {column_of(piece.x0, piece.x1, bands) for piece in line.pieces}:
            if column in last:
                step = line.baseline - lines[last[column]].baseline
                if step > 0.9 * line.size:
                    (whole if full[number] and full[last[column]] else wrapped).append(step)
            last[column] = number
    size = max(line.size for line in lines)
    pitch = min(whole, default=10 * size)
    close = [step for step in wrapped if step < 1.6 * size and step < 0.95 * pitch]
    if close:
        return min(1.1 * min(close) + 0.3, max(0.98 * pitch, min(close) + 0.1))
    return _CLOSE * size


def _is_wrapped(lines: Sequence[PieceLine], anchors: list[int], bands: list[Band]) -> bool:
    """True where the figures of a block stand on several lines because its cells are wrapped."""
    labelled = [number for number in anchors if column_of(lines[number].x0, lines[number].pieces[0].x1, bands) == 0]
    return len(labelled) <= 1


def _parted(block: list[int], full: Sequence[bool]) -> list[list[int]]:
    """A block of several rows without white space between: each full line but the first opens one."""
    rows: list[list[int]] = [[]]
    for number in block:
        if full[number] and any(full[n] for n in rows[-1]):
            rows.append([])
        rows[-1].append(number)
    return rows


def _opened(lines: Sequence[PieceLine], block: list[int], bands: list[Band]) -> list[list[int]]:
    """A block parted where a label begins that is no wrapped part of the one above: its first word would have fitted
    behind it. That is the name of a group, or the row below one."""
    parts: list[list[int]] = [[]]
    above: Piece | None = None
    for number in block:
        label = lines[number].pieces[0]
        if column_of(label.x0, label.x1, bands) == 0:
            if above is not None and not label.text[:1].islower():
                word = label.words[0]
                room = (bands[0].x1 - bands[0].x0) - (above.x1 - above.x0)
                if room > (word.x1 - word.x0) + 0.35 * word.size:
                    parts.append([])
            above = label
        parts[-1].append(number)
    return parts


def _attached(
    rows: list[list[int]], lines: Sequence[PieceLine], full: Sequence[bool], bands: list[Band]
) -> list[list[int]]:
    """A block with neither figures nor a label goes on with the row above it."""
    attached: list[list[int]] = []
    for row in rows:
        labelled = any(column_of(piece.x0, piece.x1, bands) == 0 for n in row for piece in lines[n].pieces[:1])
        if attached and not labelled and not any(full[n] for n in row):
            attached[-1] += row
        else:
            attached.append(row)
    return attached
