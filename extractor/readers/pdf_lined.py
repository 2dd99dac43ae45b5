"""Tables on a PDF page that have rules across and none upright: rows by their rules, columns by white space."""

from __future__ import annotations

from extractor.document import Box
from extractor.readers.pdf_glyphs import Edge
from extractor.readers.pdf_words import PrintedWord

MIN_RULES = 4
MAX_BAND_PT = 220.0
_SAME_PT = 4.0


def rule_groups(edges: list[Edge], taken: list[Box]) -> list[tuple[float, float, list[float]]]:
    """``(x0, x1, tops)`` of rules of one length below each other, outside the tables that were found already."""
    across = [edge for edge in edges if edge.top == edge.bottom and edge.x1 - edge.x0 > 100]
    groups: list[tuple[float, float, list[float]]] = []
    for edge in sorted(_joined(across), key=lambda item: item.top):
        if any(
            box[0] - 2 <= edge.x0 and edge.x1 <= box[2] + 2 and box[1] - 2 <= edge.top <= box[3] + 2 for box in taken
        ):
            continue
        for x0, x1, tops in groups:
            near = abs(x0 - edge.x0) < _SAME_PT and abs(x1 - edge.x1) < _SAME_PT
            if near and edge.top - tops[-1] < MAX_BAND_PT:
                if edge.top - tops[-1] > 2:
                    tops.append(edge.top)
                break
        else:
            groups.append((edge.x0, edge.x1, [edge.top]))
    return [group for group in groups if len(group[2]) >= MIN_RULES]


def _joined(edges: list[Edge]) -> list[Edge]:
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
