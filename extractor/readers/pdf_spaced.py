"""Tables on a PDF page that white space makes, with no rules or a few: lines of figures below each other."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractor.readers.pdf_columns import Band, column_of, crossed, find_bands
from extractor.readers.pdf_grid import PageTable
from extractor.readers.pdf_lined import join_rules
from extractor.readers.pdf_paths import Edge, Fill
from extractor.readers.pdf_pieces import PieceLine, count_gaps, cut_line, piece_gap
from extractor.readers.pdf_table_build import build_table
from extractor.readers.pdf_words import PrintedWord, make_rows

MIN_FIGURES = 2
_MAX_STEP = 3.2  # times the font size: no more lies between two lines of one table
_CLOSE = 1.3  # times the font size: lines of one cell stand no further apart
_PROSE_WORDS = 8


@dataclass(frozen=True, slots=True)
class _Run:
    """Lines ``first`` to ``last`` of a page are a table's body; ``anchors`` are those with its figures."""

    first: int
    last: int
    anchors: tuple[int, ...]


def find_spaced(
    words: list[PrintedWord], edges: list[Edge], fills: list[Fill]
) -> tuple[list[PageTable], list[list[PrintedWord]]]:
    """Tables of figures, and the rows of the words that stand in none of them."""
    rows = make_rows(words)
    gap = piece_gap(rows)
    if sum(1 for row in rows if count_gaps(row, gap) >= MIN_FIGURES) < 2:
        return [], rows  # on most pages no line has so many pieces, and none need be made
    lines = [cut_line(row, gap) for row in rows]
    if sum(1 for line in lines if line.figures >= MIN_FIGURES) < 2:
        return [], rows
    across = join_rules([edge for edge in edges if edge.top == edge.bottom])
    levels = sorted((edge.top, edge.x0, edge.x1) for edge in across)
    tables: list[PageTable] = []
    used: set[int] = set()
    floor = 0
    for run in _runs(lines):
        found, floor = _build(lines, run, floor, gap, levels, fills)
        for table, taken in found:
            tables.append(table)
            used |= taken
    return tables, make_rows([word for word in words if id(word) not in used]) if tables else rows


def _runs(lines: list[PieceLine]) -> list[_Run]:
    """Lines of figures near each other, with what stands between that runs across no column."""
    runs: list[list[int]] = []
    pitch = 0.0
    for number, line in enumerate(lines):
        if line.figures < MIN_FIGURES:
            continue
        if runs and _goes_on(lines, runs[-1], number, pitch):
            if len(runs[-1]) == 1 or number - runs[-1][-1] == 1:
                step = line.baseline - lines[runs[-1][-1]].baseline
                pitch = min(pitch, step) if pitch else step
            runs[-1].append(number)
        else:
            runs.append([number])
            pitch = 0.0
    return [_Run(run[0], run[-1], tuple(run)) for run in runs]


def _goes_on(lines: list[PieceLine], run: list[int], number: int, pitch: float) -> bool:
    """True where the line ``number`` of figures belongs to the table of the run above it."""
    last = run[-1]
    size = lines[number].size
    bands = find_bands([lines[last], lines[number]])
    if len(bands) < 3 or 2 * len(bands) < max(len(lines[last].pieces), len(lines[number].pieces)):
        return False
    for at in range(last + 1, number + 1):
        step = lines[at].baseline - lines[at - 1].baseline
        if step > max(_MAX_STEP * size, 1.8 * pitch):
            return False
        if at < number and not _fits_between(lines[at], bands):
            return False
        if at < number and is_heading(lines[at]) and step > 1.3 * (pitch or 1.5 * size):
            return False
    return True


def is_heading(line: PieceLine) -> bool:
    """Several pieces over columns, and none of them a figure."""
    return len(line.pieces) >= 3 and line.figures == 0 and all(len(piece.words) <= 6 for piece in line.pieces)


def _fits_between(line: PieceLine, bands: list[Band]) -> bool:
    """False of prose: a line that runs across columns, unless it is short enough to name a group of rows."""
    over = max(crossed(piece.x0, piece.x1, bands) for piece in line.pieces)
    if over == 0:
        return True
    words = sum(len(piece.words) for piece in line.pieces)
    return len(line.pieces) == 1 and words <= _PROSE_WORDS and not line.pieces[0].text.endswith((".", ";", ","))


def _build(
    lines: list[PieceLine],
    run: _Run,
    floor: int,
    gap: float,
    levels: list[tuple[float, float, float]],
    fills: list[Fill],
) -> tuple[list[tuple[PageTable, set[int]]], int]:
    """The tables of a run (two, where they stand side by side), with the words in each; and the next free line."""
    full = [lines[number] for number in run.anchors]
    between = [lines[n] for n in range(max(floor, run.first - 1), run.last + 1) if n not in run.anchors]
    bands = find_bands(full, [line for line in between if not is_heading(line)])
    if len(bands) < 3:
        return [], floor
    first = _heading_start(lines, run, floor, bands)
    last = _body_end(lines, run, bands)
    built = []
    for x0, x1 in _parts(full, bands):
        part = _within(lines[first : last + 1], x0, x1, gap)
        anchors = sum(1 for line in part if line.figures >= MIN_FIGURES)
        headed = any(is_heading(line) for line in part)
        if anchors >= 3 or (anchors and headed):
            table = build_table(part, [y for y, left, right in levels if _covers(left, right, part)], fills)
            if table is not None:
                built.append((table, {id(word) for line in part for word in line.words}))
    return built, last + 1 if built else floor


def _covers(left: float, right: float, part: list[PieceLine]) -> bool:
    x0, x1 = min(line.x0 for line in part), max(line.x1 for line in part)
    return min(right, x1) - max(left, x0) > 0.6 * (x1 - x0)


def _within(lines: list[PieceLine], x0: float, x1: float, gap: float) -> list[PieceLine]:
    kept = [[word for word in line.words if x0 <= (word.x0 + word.x1) / 2 < x1] for line in lines]
    return [
        line if len(words) == len(line.words) else cut_line(words, gap)
        for line, words in zip(lines, kept, strict=True)
        if words
    ]


def _heading_start(lines: list[PieceLine], run: _Run, floor: int, bands: list[Band]) -> int:
    """The first line of a table: its headings, and the names of groups between them and the first figures."""
    start = run.first
    pitch = _pitch(lines, run)
    for number in range(run.first - 1, max(floor, run.first - 12) - 1, -1):
        line, below = lines[number], lines[number + 1]
        step = below.baseline - line.baseline
        if step > max(_MAX_STEP * below.size, 1.3 * pitch):
            break
        lead = column_of(line.x0, line.pieces[0].x1, bands)
        if _stands_over(line, bands):
            start = number
        elif not _fits_between(line, bands) or (lead and step > _CLOSE * below.size):
            break
    # a label's line above the uppermost heading belongs to it only if it stands as close as the lines of one cell
    while start > floor and start < run.first:
        line, below = lines[start - 1], lines[start]
        close = below.baseline - line.baseline <= _CLOSE * below.size
        if not (close and len(line.pieces) == 1 and line.x1 < bands[1].x0 and len(line.pieces[0].words) <= 3):
            break
        start -= 1
    if start == run.first:
        start = _wrapped_start(lines, run, floor, bands)
    return start


def _wrapped_start(lines: list[PieceLine], run: _Run, floor: int, bands: list[Band]) -> int:
    """Without a heading: the lines of the first row's label above its figures."""
    start = run.first
    while start > floor:
        line, below = lines[start - 1], lines[start]
        if below.baseline - line.baseline > _CLOSE * below.size or len(line.pieces) > 1 or line.x1 > bands[1].x0:
            break
        start -= 1
    return start if run.first - start <= 3 else run.first


def _stands_over(line: PieceLine, bands: list[Band]) -> bool:
    """True where a line above the figures is a heading: pieces over columns, or one over several columns of figures."""
    words = sum(len(piece.words) for piece in line.pieces)
    if line.pieces[-1].text.endswith((".", ";")) and words > 4:
        return False
    if len(line.pieces) == 1:
        piece = line.pieces[0]
        return piece.x0 > bands[0].x1 and piece.x1 < bands[-1].x1 + 20 and words <= 8
    if any(crossed(piece.x0, piece.x1, bands) and piece.x0 < bands[0].centre for piece in line.pieces):
        return False
    return words <= 5 * len(bands)


def _pitch(lines: list[PieceLine], run: _Run) -> float:
    steps = [lines[after].baseline - lines[before].baseline for before, after in pairwise(run.anchors)]
    return median(steps) if steps else 0.0


def _body_end(lines: list[PieceLine], run: _Run, bands: list[Band]) -> int:
    """The last line of a table: below its last figures only lines of the same row, wrapped."""
    last = run.last
    while last + 1 < len(lines):
        above, line = lines[last], lines[last + 1]
        step = line.baseline - above.baseline
        across = any(crossed(piece.x0, piece.x1, bands) for piece in line.pieces)
        if step > _CLOSE * max(line.size, above.size) or across or line.figures >= MIN_FIGURES:
            break
        last += 1
    return last


def _parts(full: list[PieceLine], bands: list[Band]) -> list[tuple[float, float]]:
    """From where to where each table reaches: two stand side by side where words begin again behind a wide gap."""
    gaps = [after.x0 - before.x1 for before, after in pairwise(bands)]
    usual = median(gaps)
    filled = [{column_of(piece.x0, piece.x1, bands) for piece in line.pieces} for line in full]
    for number in range(2, len(bands) - 1):
        space = gaps[number - 1]
        if space < 18.0 or len(bands) - number < 2:
            continue
        ragged = any(max(columns) < number or min(columns) >= number for columns in filled)
        if (ragged or space > 1.6 * usual) and _is_label(full, bands, number):
            middle = (bands[number - 1].x1 + bands[number].x0) / 2
            return [(float("-inf"), middle), (middle, float("inf"))]
    return [(float("-inf"), float("inf"))]


def _is_label(full: list[PieceLine], bands: list[Band], number: int) -> bool:
    """True of a column of words that begin at one place, with figures behind it."""
    held = [piece for line in full for piece in line.pieces if column_of(piece.x0, piece.x1, bands) == number]
    wordy = [piece for piece in held if piece.text[:1].isalpha() and len(piece.text) > 3]
    texts = {piece.text for piece in wordy}
    level = max((piece.x0 for piece in wordy), default=0.0) - min((piece.x0 for piece in wordy), default=0.0)
    return len(wordy) >= 0.8 * len(held) and len(texts) >= 0.8 * len(wordy) > 1 and level < 14
