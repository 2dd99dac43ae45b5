"""A document's table cells and rows as its sentences look for them: by words, by what a figure stands for, by digits.

A sentence is held against what it may mean, and not against every cell: a long table beside a long text would make as
many pairs as the one has rows times the other sentences.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from decimal import Decimal
from functools import cached_property

import regex

from extractor.mentions import Mention
from extractor.reconcile.case import MOST_ROWS, Case, stems
from extractor.values.interval import Interval

Cell = tuple[Mention, Interval, frozenset[str]]
"""A cell, what it stands for, and the words of its row, worked out once for all sentences."""
_MOST_CELLS = 1_000
"""So many are looked at for one figure, the first of the document."""
_DIGITS = regex.compile(r"\d+")
_PER = regex.compile(r"\bper\s[\d,]+", regex.I)


class Cells:
    """The cells of a document of one role and measure, in order; all are added before the first is looked for."""

    def __init__(self) -> None:
        self._cells: list[Cell] = []
        self._about: dict[str, list[int]] = defaultdict(list)
        self._digits: dict[tuple[int, tuple[int, ...]], list[Cell]] = defaultdict(list)

    def add(self, mention: Mention) -> None:
        cell = mention, mention.interval, stems(mention.row_label)
        for key in (*cell[2], f"#{mention.indicator_id}"):
            self._about[key].append(len(self._cells))
        self._cells.append(cell)
        self._digits[digits_of(mention)].append(cell)

    def like(self, printed: Interval, words: frozenset[str], indicator_id: str) -> list[Cell]:
        """Cells among which are all that meet ``printed`` and whose row has one of the words, or the indicator.

        They are found by the one or the other, whichever leaves fewer.
        """
        keys = (*words, f"#{indicator_id}") if indicator_id else words
        named = [self._about[key] for key in keys if key in self._about]
        meeting = [column.near(printed) for column in self._columns.values()]
        if sum(map(len, named)) <= sum(map(len, meeting)):
            places = sorted({place for found in named for place in found})
        else:
            places = sorted(place for found in meeting for place in found)
        return [self._cells[place] for place in places[:_MOST_CELLS]]

    def with_digits_of(self, mention: Mention) -> list[Cell]:
        """The cells that have the same digits in any order, in order."""
        return self._digits.get(digits_of(mention), [])[:_MOST_CELLS]

    @cached_property
    def _columns(self) -> dict[Decimal | None, _Column]:
        """The cells by how wide their intervals are, to a power of ten."""
        by_width: dict[Decimal | None, list[tuple[Decimal, int]]] = defaultdict(list)
        for place, (_, interval, _) in enumerate(self._cells):
            if interval.low is None or interval.high is None:
                by_width[None].append((Decimal(0), place))
            else:
                width = interval.high - interval.low
                by_width[Decimal(1).scaleb(width.adjusted() + 1) if width else width].append((interval.low, place))
        return {width: _Column(width, sorted(held)) for width, held in by_width.items()}


class _Column:
    """Cells by the lower ends of their intervals, none of which is wider than ``width``; open ones where it is None."""

    def __init__(self, width: Decimal | None, held: list[tuple[Decimal, int]]) -> None:
        self._width = width
        self._lows = [low for low, _ in held]
        self._places = [place for _, place in held]

    def near(self, printed: Interval) -> list[int]:
        """The places of cells among which are all that meet ``printed``."""
        if self._width is None:
            return self._places
        first = bisect_left(self._lows, printed.low - self._width) if printed.low is not None else 0
        last = bisect_right(self._lows, printed.high) if printed.high is not None else len(self._lows)
        return self._places[first:last]


class Rows:
    """The rows of a document's tables by the words and numbers of their labels."""

    def __init__(self, case: Case) -> None:
        self._rows: list[tuple[frozenset[str], list[Mention]]] = []
        self._naming: dict[str, list[int]] = defaultdict(list)
        for row in case.rows.values():
            name = _PER.sub(" ", row[0].row_label)
            label = stems(name) | numbers_in(name)
            for word in label:
                self._naming[word].append(len(self._rows))
            self._rows.append((label, row))

    def naming(self, said: frozenset[str]) -> list[tuple[frozenset[str], list[Mention]]]:
        """The rows whose label has one of the words, with its words; a word of very many labels names none."""
        named = (self._naming.get(word, ()) for word in said)
        return [self._rows[place] for place in {place for found in named if len(found) <= MOST_ROWS for place in found}]


def numbers_in(words: str) -> frozenset[str]:
    """The numbers in a name: "aged 65 and over" is not "aged 18 to 64"."""
    return frozenset(_DIGITS.findall(words))


def digits_of(mention: Mention) -> tuple[int, tuple[int, ...]]:
    """The size of a figure, as a power of ten, and its digits in order of size."""
    return mention.value.adjusted(), tuple(sorted(mention.value.normalize().as_tuple().digits))
