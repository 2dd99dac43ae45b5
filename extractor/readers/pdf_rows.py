"""Which printed lines of a table make one row: by the white space and the rules between them, and by their figures."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractor.readers.pdf_columns import Band, column_of
from extractor.readers.pdf_pieces import PieceLine

_CLOSE = 1.4  # times the font size: lines of one cell stand no further apart


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
        anchors = [number for number in block if full[number]]
        if len(anchors) <= 1 or (sure and _is_wrapped(lines, anchors, bands)):
            rows.append(block)
        else:
            rows += _parted(lines, block, full, bands)
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


def _parted(lines: Sequence[PieceLine], block: list[int], full: Sequence[bool], bands: list[Band]) -> list[list[int]]:
    """A block of several rows without white space between: each full line opens one, or closes one that is wrapped."""
    rows: list[list[int]] = []
    for number in block:
        if not rows or (full[number] and any(full[n] for n in rows[-1])):
            rows.append([number])
        elif full[number] or not any(full[n] for n in rows[-1]) or not _opens(lines, number, bands):
            rows[-1].append(number)
        else:
            rows.append([number])
    return _group_rows(rows, lines, full)


def _opens(lines: Sequence[PieceLine], number: int, bands: list[Band]) -> bool:
    """True where a line of a label alone is no wrapped part of the label above: its first word would have fitted."""
    line, above = lines[number], lines[number - 1]
    if len(line.pieces) > 1 or column_of(line.x0, line.x1, bands) != 0 or line.pieces[0].text[:1].islower():
        return False
    word = line.pieces[0].words[0]
    room = bands[0].x1 - above.pieces[0].x1 if column_of(above.x0, above.pieces[0].x1, bands) == 0 else 0.0
    return room > (word.x1 - word.x0) + 0.35 * word.size


def _group_rows(rows: list[list[int]], lines: Sequence[PieceLine], full: Sequence[bool]) -> list[list[int]]:
    """The name of a group in front of a full line, with a label of its own, stands in a row by itself."""
    parted: list[list[int]] = []
    for row in rows:
        anchor = next((number for number in row if full[number]), None)
        if anchor is not None and row[0] != anchor and lines[anchor].x0 < lines[row[0]].x0 + 20:
            parted += [[number for number in row if number < anchor], [number for number in row if number >= anchor]]
        else:
            parted.append(row)
    return parted


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
