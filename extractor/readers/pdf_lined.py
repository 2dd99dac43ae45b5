"""Tables on a PDF page that have rules across and none upright: rows by their rules, columns by white space."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from statistics import median

from extractor.document import Box
from extractor.readers.pdf_grid import PageTable, words_outside
from extractor.readers.pdf_notes import part_notes, with_notes
from extractor.readers.pdf_paths import Edge, Fill
from extractor.readers.pdf_pieces import PieceLine, cut_line, piece_gap
from extractor.readers.pdf_table_build import build_table
from extractor.readers.pdf_words import PrintedWord, make_rows, split_lines

MIN_RULES = 3
MAX_BAND_PT = 320.0
_SAME_PT = 4.0
_GAP = 0.8  # times the font size
_TITLE = 1.25  # times the middle font size: a line as large as that begins something new
_STEP = 2.2  # times the font size: no more lies between the last rule and the rows below it that belong to the table
_CLOSE = 1.3

Group = tuple[float, float, list[float]]
"""``x0, x1, tops`` of rules of one length below each other."""


def find_lined(
    words: list[PrintedWord], edges: list[Edge], fills: list[Fill], taken: list[Box]
) -> tuple[list[PageTable], list[PrintedWord]]:
    """Tables with rules across only; what they hold is taken out of the words."""
    tables: list[PageTable] = []
    groups = rule_groups(edges, taken)
    gap = piece_gap(make_rows(words)) if groups else 0.0
    for group in [part for whole in groups for part in _at_titles(words, whole)]:
        x0, x1, tops = group
        if _full(words, group) < 2:
            continue
        top = _heading_top(words, fills, group, gap)
        if top < tops[0]:
            tops.insert(0, top)
        tops[-1:] = _tail(words, group, gap)
        lines = [cut_line(row, gap) for row in make_rows(words_between(words, x0, x1, tops[0], tops[-1]))]
        lines, notes = part_notes(lines, x1 - x0)
        first = [line for line in lines if line.baseline < tops[1]]
        heading = tops[1] if first and _is_one_row(first) else None
        table = build_table(lines, tops, fills, heading)
        if table is not None:
            table = with_notes(table, notes)
            tables.append(replace(table, box=(x0, tops[0], x1, tops[-1]), ruled=True))
    return tables, words_outside(words, tables)


def rule_groups(edges: list[Edge], taken: list[Box]) -> list[Group]:
    """Rules of one length below each other, outside the tables that were found already."""
    across = [edge for edge in edges if edge.top == edge.bottom and edge.x1 - edge.x0 > 100]
    groups: list[Group] = []
    ended: set[int] = set()
    for edge in sorted(join_rules(across), key=lambda item: item.top):
        if any(
            box[0] - 2 <= edge.x0 and edge.x1 <= box[2] + 2 and box[1] - 2 <= edge.top <= box[3] + 2 for box in taken
        ):
            continue
        for number, (x0, x1, tops) in enumerate(groups):
            level = abs(x0 - edge.x0) < _SAME_PT
            if number not in ended and level and abs(x1 - edge.x1) < _SAME_PT and edge.top - tops[-1] < MAX_BAND_PT:
                if edge.top - tops[-1] > 2:
                    tops.append(edge.top)
                break
            if level and edge.x1 < x1 - 20 and edge.top - tops[-1] > 20:
                ended.add(number)  # a rule from the same place that ends elsewhere begins another table
        else:
            groups.append((edge.x0, edge.x1, [edge.top]))
    return [group for group in groups if len(group[2]) >= MIN_RULES]


def join_rules(edges: list[Edge]) -> list[Edge]:
    """Rules drawn cell by cell put together."""
    joined: list[Edge] = []
    for edge in sorted(edges, key=lambda item: (round(item.top), item.x0)):
        last = joined[-1] if joined else None
        if last is not None and abs(last.top - edge.top) < 1.5 and edge.x0 <= last.x1 + 3:
            joined[-1] = Edge(last.x0, last.top, max(last.x1, edge.x1), last.bottom)
        else:
            joined.append(edge)
    return joined


def words_between(words: list[PrintedWord], x0: float, x1: float, top: float, bottom: float) -> list[PrintedWord]:
    """The words whose middles lie in a box."""
    return [
        word
        for word in words
        if x0 - 2 <= (word.x0 + word.x1) / 2 <= x1 + 2 and top - 1 <= (word.top + word.bottom) / 2 < bottom + 1
    ]


def _at_titles(words: list[PrintedWord], group: Group) -> list[Group]:
    """Rules parted where a line between two of them is set as large as a title: another table stands below it."""
    x0, x1, tops = group
    inside = words_between(words, x0, x1, tops[0], tops[-1])
    if not inside:
        return []
    large = _TITLE * median(word.size for word in inside)
    titles = [word.baseline for word in inside if word.size > large]
    parts: list[list[float]] = [[tops[0]]]
    for above, below in pairwise(tops):
        if any(above < title < below for title in titles):
            parts.append([below])
        else:
            parts[-1].append(below)
    return [(x0, x1, part) for part in parts if len(part) >= MIN_RULES]


def _full(words: list[PrintedWord], group: Group) -> int:
    """How many rows reach over three columns or more: of the printed lines, or of all that stands between two rules."""
    x0, x1, tops = group
    rows = make_rows(words_between(words, x0, x1, tops[0], tops[-1]))
    printed = sum(1 for row in rows if len(split_lines(row, _GAP)) >= 3)
    bands = sum(_columns(words_between(words, x0, x1, above, below)) >= 3 for above, below in pairwise(tops))
    return max(printed, bands)


def _columns(words: list[PrintedWord]) -> int:
    """How many stretches of print stand beside each other, with white space between them from top to bottom."""
    count, reach = 0, float("-inf")
    for word in sorted(words, key=lambda item: item.x0):
        if word.x0 - reach > _GAP * word.size:
            count += 1
        reach = max(reach, word.x1)
    return count


def _tail(words: list[PrintedWord], group: Group, gap: float) -> list[float]:
    """The last rule, and where the rows of figures right below it end: a total often has no rule under it."""
    x0, x1, tops = group
    ends = [tops[-1]]
    below = make_rows(words_between(words, x0, x1, tops[-1] + 2, tops[-1] + 150))
    lines = [cut_line(row, gap) for row in below if row[0].baseline > tops[-1]]
    held: list[PieceLine] = []
    baseline = tops[-1]
    for line in lines:
        wrapped = line.figures < 2 and (bool(held) or len(ends) > 1)
        close = line.baseline - baseline <= (_CLOSE if wrapped else _STEP) * line.size
        if not close or (line.figures < 2 and len(line.pieces) > 1 and len(ends) == 1):
            break
        held.append(line)
        baseline = line.baseline
        if line.figures >= 2 or len(ends) > 1:
            end = max(word.bottom for row in held for word in row.words) + 1
            ends = [*ends, end] if line.figures >= 2 else [*ends[:-1], end]  # wrapped lines of the row above
            held = []
    return ends


def _is_one_row(lines: list[PieceLine]) -> bool:
    """True of the lines above the second rule where they are a heading (or one row): no figures stand apart below."""
    figured = [number for number, line in enumerate(lines) if line.figures >= 2]
    apart = any(
        number and lines[number].baseline - lines[number - 1].baseline > 1.35 * lines[number].size for number in figured
    )
    return len(figured) <= 1 and not apart


def _heading_top(words: list[PrintedWord], fills: list[Fill], group: Group, gap: float) -> float:
    """Where the heading above the first rule begins: at the top of its ground, or of the rows of it; else the rule."""
    x0, x1, tops = group
    for fill in fills:
        level = abs(fill.box[3] - tops[0]) < 4 and fill.box[0] < x0 + 6 and fill.box[2] > x0 + (x1 - x0) / 3
        if level and tops[0] - fill.box[1] < 90:
            return fill.box[1]
    top = tops[0]
    rows = make_rows(words_between(words, x0, x1, tops[0] - 80, tops[0]))
    below = tops[0]
    for row in reversed(rows):
        size = max(word.size for word in row)
        pieces = split_lines(row, _GAP)
        over = len(pieces) == 1 and len(row) <= 3 and row[0].x0 > x0 + (x1 - x0) / 4  # "(£m)" over a column of figures
        if (len(pieces) < 2 and not over) or below - row[0].baseline > 2.0 * size:
            break
        if cut_line(row, gap).figures >= 2:
            return tops[0]  # the rows of another table, or of this one, whose heading stands further up
        top, below = min(word.top for word in row) - 1, row[0].baseline
    return top
