"""The grid of a table that white space makes: headings with their spans, then rows of one or several lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import regex

from extractor.readers.pdf_columns import Band, column_of, crossed, find_bands, overlap, span_columns, with_headings
from extractor.readers.pdf_grid import PageCell, PageTable, box_of, fill_of
from extractor.readers.pdf_paths import Fill
from extractor.readers.pdf_pieces import Piece, PieceLine, cut_at
from extractor.readers.pdf_rows import make_blocks
from extractor.readers.pdf_words import PrintedWord, make_rows

Placed = tuple[int, int, int, list[PrintedWord]]
"""A cell of one row: its first column, how many columns and rows it covers, its words."""

# a unit alone above the headings holds for every column
_UNIT = regex.compile(r"^(?:all\sfigures\sin\s)?\(?(?:£\s?['’]?(?:m|k|bn|000s?|millions?|thousands?)?|%)\)?$", regex.I)
_HEADING_WORDS = 8
_LINE_STEP = 1.35  # times the font size: lines of one heading stand no further apart


def build_table(
    lines: Sequence[PieceLine], rules: list[float], fills: Iterable[Fill], head_bottom: float | None = None
) -> PageTable | None:
    """The lines of a table, headings first, as a grid; None where they make fewer than three columns.

    ``rules`` are the levels of the rules across it; what stands above ``head_bottom``, if that is known, is heading.
    """
    count = head_count(lines) if head_bottom is None else sum(1 for line in lines if line.baseline < head_bottom)
    body = list(lines[count:])
    if not body:
        return None
    wide = _full_lines(body)
    bands = find_bands(wide, [line for line in body if line not in wide])
    places = [(band.x0, band.x1) for band in bands]
    levels = _heading_levels([cut_at(line, places) for line in lines[:count]], bands)
    if levels:
        bands = with_headings(bands, _head_bands(levels[-1]), body)
    if len(bands) < 3 or _runs_across(body, bands):
        return None
    rows, tops = _headings(levels, bands)
    for block in make_blocks(body, _anchors(body, wide, bands), bands, rules):
        rows.append(_body_row([body[number] for number in block], bands))
        tops.append(min(word.top for number in block for word in body[number].words))
    return _page_table(lines, rows, tops, bands, list(fills), len(levels))


def _full_lines(body: list[PieceLine]) -> list[PieceLine]:
    """The lines that show the columns: those with most figures, or with most pieces where there are no figures."""
    most = max(line.figures for line in body)
    if most >= 2:
        return [line for line in body if line.figures >= max(2, most // 3)]
    return [line for line in body if len(line.pieces) >= 3] or body


def _anchors(body: list[PieceLine], wide: list[PieceLine], bands: list[Band]) -> list[bool]:
    """True of each line with a figure in a column of figures: a row has one such line, if its figures are not wrapped.
    Where a table has no figures, of each line with text in most columns."""
    seen: list[list[bool]] = [[] for _ in bands]
    for line in wide:
        for piece in line.pieces:
            seen[column_of(piece.x0, piece.x1, bands)].append(piece.figure)
    columns = {number for number, flags in enumerate(seen) if number and 2 * sum(flags) > len(flags)}
    if not columns:
        most = max(len(line.pieces) for line in body)
        return [2 * len(line.pieces) > most for line in body]
    return [
        any(piece.figure and column_of(piece.x0, piece.x1, bands) in columns for piece in line.pieces) for line in body
    ]


def _runs_across(body: list[PieceLine], bands: list[Band]) -> bool:
    """True where much of the text runs across the columns: then they are none."""
    words = sum(len(piece.words) for line in body for piece in line.pieces)
    across = sum(
        len(piece.words)
        for line in body
        for piece in line.pieces
        if crossed(piece.x0, piece.x1, bands) and (len(line.pieces) > 1 or len(piece.words) > 8)
    )
    return across > 0.15 * words


def head_count(lines: Sequence[PieceLine]) -> int:
    """How many lines at the top are headings: those with pieces over columns before the first line of figures.

    A heading's last line may hold figures ("Rate per / 10,000"): it stands closer to the line above than to that below.
    """
    first = next((number for number, line in enumerate(lines) if line.figures), len(lines))
    heads = [
        number
        for number in range(_body_start(lines, first))
        if not _is_prose(lines[number]) and (len(lines[number].pieces) > 1 or _apart(lines, number))
    ]
    count = heads[-1] + 1 if heads else 0
    while 0 < count == first < len(lines) - 1:
        above, line, below = lines[count - 1 : count + 2]
        step = line.baseline - above.baseline
        following = next((n for n in range(count + 1, len(lines)) if lines[n].figures), len(lines))
        words = any(c.isalpha() for piece in line.pieces[1:] for c in piece.text)
        if step > _LINE_STEP * line.size or below.baseline - line.baseline < 1.15 * step or following == len(lines):
            break
        if not words and line.figures >= lines[following].figures:
            break
        count, first = count + 1, following
    return count


def _body_start(lines: Sequence[PieceLine], first: int) -> int:
    """The first line of the row whose figures stand in line ``first``: its label may be wrapped and begin above them.
    Where no white space parts that row from the heading, ``first`` itself."""
    number = first
    while (
        0 < number < len(lines)
        and lines[number].baseline - lines[number - 1].baseline <= _LINE_STEP * lines[number].size
    ):
        number -= 1
        if len(lines[number].pieces) > 2 and not _is_prose(lines[number]):
            return first
    return number if number else first


def _is_prose(line: PieceLine) -> bool:
    """True where a piece of a line is longer than a heading's."""
    return max(len(piece.words) for piece in line.pieces) > _HEADING_WORDS


def _apart(lines: Sequence[PieceLine], number: int) -> bool:
    """True where a lone piece stands over the figures, not over the labels alone."""
    starts = [piece.x0 for line in lines if line.figures for piece in line.pieces[1:] if piece.figure]
    left = min(line.x0 for line in lines)
    line = lines[number]
    return line.x1 > min(starts, default=left) and line.x0 > left + 0.15 * (max(line.x1 for line in lines) - left)


def _heading_levels(lines: Sequence[PieceLine], bands: list[Band]) -> list[list[PieceLine]]:
    """Heading lines by heading row, from the top: lines further apart than those of one cell, or above which a piece
    stands over several columns. The column of labels is left out of account: its heading may stand beside them all."""
    levels: list[list[PieceLine]] = []
    last: PieceLine | None = None
    for line in lines:
        own = [piece for piece in line.pieces if piece.x0 > bands[0].x1 or piece is not line.pieces[0]]
        if not levels:
            levels.append([line])
        elif not own or (last is not None and not _parts_rows(levels[-1], last, line, bands)):
            levels[-1].append(line)
        else:
            levels.append([line])
        if own or last is None:
            last = line
    return _without_single(levels, bands)


def _without_single(levels: list[list[PieceLine]], bands: list[Band]) -> list[list[PieceLine]]:
    """Heading rows above the last that have nothing over several columns are lines of its wrapped headings."""
    kept: list[list[PieceLine]] = []
    for level in levels:
        if kept and not _spans(kept[-1], bands):
            kept[-1] = [*kept[-1], *level]
        else:
            kept.append(level)
    return kept


def _spans(level: list[PieceLine], bands: list[Band]) -> bool:
    strips = _strips([piece for line in level for piece in line.pieces if not _labels(piece, bands)])
    return any(last > first for first, last in span_columns(strips, bands, 1))


def _parts_rows(level: list[PieceLine], above: PieceLine, line: PieceLine, bands: list[Band]) -> bool:
    """True where ``line`` opens a heading row of its own below ``level``, whose last line over figures is ``above``."""
    if line.baseline - above.baseline > _LINE_STEP * max(above.size, line.size):
        return any(piece.x0 > bands[0].x1 for piece in above.pieces)
    upper = [piece for before in level for piece in before.pieces if piece.x0 > bands[0].x1]
    return any(_covered(piece, line) > 1 for piece in upper)


def _covered(piece: Piece, line: PieceLine) -> int:
    return sum(1 for below in line.pieces if overlap(piece.x0, piece.x1, Band(below.x0, below.x1)) > 0.5)


def _head_bands(level: list[PieceLine]) -> list[Band]:
    return _strips([piece for line in level for piece in line.pieces])


def _strips(pieces: list[Piece]) -> list[Band]:
    """The strips that the pieces of a heading row take up, those below each other together."""
    strips: list[Band] = []
    for piece in sorted(pieces, key=lambda piece: piece.x0):
        if strips and piece.x0 < strips[-1].x1:
            strips[-1] = Band(strips[-1].x0, max(strips[-1].x1, piece.x1))
        else:
            strips.append(Band(piece.x0, piece.x1))
    return strips


def _headings(levels: list[list[PieceLine]], bands: list[Band]) -> tuple[list[list[Placed]], list[float]]:
    """Heading rows with their upper edges. The heading over the labels stands once, over all of them."""
    rows: list[list[Placed]] = []
    label: list[PrintedWord] = []
    for number, level in enumerate(levels):
        pieces = [piece for line in level for piece in line.pieces]
        label += [word for piece in pieces if _labels(piece, bands) for word in piece.words]
        others = [piece for piece in pieces if not _labels(piece, bands)]
        rows.append(_across(others, bands) if number == len(levels) - 1 else _spanning(others, bands))
    if rows:
        rows[0].insert(0, (0, 1, len(rows), label))
    return rows, [min(piece.top for line in level for piece in line.pieces) for level in levels]


def _labels(piece: Piece, bands: list[Band]) -> bool:
    return piece.x0 <= bands[0].x1 and column_of(piece.x0, piece.x1, bands) == 0


def _spanning(pieces: list[Piece], bands: list[Band]) -> list[Placed]:
    """An upper heading row: each piece over the columns that it is set over."""
    heads = _strips(pieces)
    groups = [[piece for piece in pieces if overlap(piece.x0, piece.x1, head) > 0] for head in heads]
    if len(heads) == 1 and _UNIT.match(" ".join(piece.text for piece in pieces)):
        return [(1, len(bands) - 1, 1, [word for piece in pieces for word in piece.words])]
    spans = span_columns(heads, bands, 1)
    if len(spans) < len(heads):  # more pieces than columns
        return _across(pieces, bands)
    return [
        (first, last - first + 1, 1, [word for piece in group for word in piece.words])
        for (first, last), group in zip(spans, groups, strict=True)
    ]


def _across(pieces: list[Piece], bands: list[Band]) -> list[Placed]:
    cells: dict[int, list[PrintedWord]] = {}
    for piece in pieces:
        cells.setdefault(column_of(piece.x0, piece.x1, bands), []).extend(piece.words)
    return [(column, 1, 1, words) for column, words in sorted(cells.items())]


def _body_row(lines: list[PieceLine], bands: list[Band]) -> list[Placed]:
    """The cells of a row: a piece by itself stands where it begins; others word by word where they run over columns."""
    cells: dict[int, list[PrintedWord]] = {}
    for line in lines:
        for piece in line.pieces:
            if len(line.pieces) > 1 and crossed(piece.x0, piece.x1, bands):
                for word in piece.words:
                    cells.setdefault(column_of(word.x0, word.x1, bands), []).append(word)
            elif len(line.pieces) == 1 and crossed(piece.x0, piece.x1, bands):
                first = min(number for number, band in enumerate(bands) if overlap(piece.x0, piece.x1, band) > 0)
                cells.setdefault(first, []).extend(piece.words)
            else:
                cells.setdefault(column_of(piece.x0, piece.x1, bands), []).extend(piece.words)
    return [(column, 1, 1, words) for column, words in sorted(cells.items())]


def _page_table(
    lines: Sequence[PieceLine],
    rows: list[list[Placed]],
    tops: list[float],
    bands: list[Band],
    fills: list[Fill],
    heads: int,
) -> PageTable:
    box = box_of(word for line in lines for word in line.words)
    sides = [box[0], *((before.x1 + after.x0) / 2 for before, after in pairwise(bands)), box[2]]
    levels = [*tops, box[3]]
    cells: list[PageCell] = []
    covered: set[tuple[int, int]] = set()
    for row, placed in enumerate(rows):
        held = {column: (span, deep, words) for column, span, deep, words in placed}
        for column in range(len(bands)):
            if (row, column) in covered:
                continue
            span, deep, words = held.get(column, (1, 1, []))
            covered |= {(r, c) for r in range(row, row + deep) for c in range(column, column + span)}
            area = (sides[column], levels[row], sides[column + span], levels[row + deep])
            fill = fill_of(area, fills) if fills else None
            cells.append(PageCell(row, column, deep, span, tuple(tuple(line) for line in make_rows(words)), fill))
    return PageTable(box, len(rows), len(bands), tuple(cells), False, heads, tuple(sides[:-1]))
