"""The words of a paper around figures, cut into pieces so that the figures can be marked: nothing here is markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractor.report.data import Figure, Statement
from extractor.report.wording import shown

_AROUND = 160  # characters on either side where a sentence cannot be found in its text
_GAP = 600  # characters between two marks after which what stands between them is left out


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words; ``mark`` is ``figure`` or ``claim`` where they are what was checked, empty elsewhere."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, or a row of a table, of one paper; ``label`` is the row's, empty for a sentence."""

    doc_id: str
    page: int | None
    pieces: tuple[Piece, ...]
    label: str = ""

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    mark: str


def find_sentence(text: str, context: str, start: int, end: int) -> tuple[int, int]:
    """Where ``context`` stands in ``text`` around the characters from ``start`` to ``end``; its white space may differ.

    Where it does not stand there, some characters on either side, as far as the paragraph goes.
    """
    first = text.rfind(context, max(0, start - len(context)), start + len(context)) if context else -1
    if 0 <= first <= start and end <= first + len(context):
        return first, first + len(context)
    low = max(0, start - 2 * len(context) - _AROUND)
    for found in _find_loosely(text[low : end + 2 * len(context) + _AROUND], context):
        if low + found[0] <= start and end <= low + found[1]:
            return low + found[0], low + found[1]
    before = text.rfind("\n\n", max(0, start - _AROUND), start)
    after = text.find("\n\n", end, end + _AROUND)
    return (before + 2 if before >= 0 else max(0, start - _AROUND)), (after if after >= 0 else end + _AROUND)


def _find_loosely(text: str, context: str) -> Iterator[tuple[int, int]]:
    """Where the words of ``context`` stand, whatever white space is between them."""
    words = " ".join(context.split())
    places = [
        place for place, letter in enumerate(text) if not letter.isspace() or not text[place - 1 : place].isspace()
    ]
    plain = "".join(" " if text[place].isspace() else text[place] for place in places)
    found = plain.find(words) if words else -1
    while found >= 0:
        yield places[found], places[found + len(words) - 1] + 1
        found = plain.find(words, found + 1)


def mark_spans(text: str, first: int, last: int, spans: Iterable[tuple[int, int, str]]) -> tuple[Piece, ...]:
    """``text`` from ``first`` to ``last`` in pieces, the spans marked; where two overlap, figures go before claims."""
    pieces: list[Piece] = []
    place = first
    for span in _apart(_Span(max(first, start), min(last, end), mark) for start, end, mark in spans):
        if span.start > place:
            pieces.append(Piece(_flat(_shorter(text[place : span.start]))))
        pieces.append(Piece(_flat(text[span.start : span.end]), span.mark))
        place = span.end
    if place < last:
        pieces.append(Piece(_flat(text[place:last])))
    return _trimmed(pieces)


def _shorter(text: str) -> str:
    return text if len(text) <= _GAP else f"{text[: _GAP // 2]} … {text[-_GAP // 2 :]}"


def _apart(spans: Iterable[_Span]) -> list[_Span]:
    """The spans in order, none over another: a claim is cut where a figure stands in it."""
    kept = sorted(set(spans), key=lambda span: (span.start, -span.end, span.mark))
    figures = [span for span in kept if span.mark == "figure"]
    result: list[_Span] = []
    for span in kept:
        if span.mark == "figure":
            result.append(span)
            continue
        start = span.start
        for figure in figures:
            if figure.end > start and figure.start < span.end:
                result.append(_Span(start, figure.start, span.mark))
                start = figure.end
        result.append(_Span(start, span.end, span.mark))
    place = 0
    clean: list[_Span] = []
    for span in sorted(result, key=lambda span: (span.start, span.end)):
        start = max(span.start, place)
        if start < span.end:
            clean.append(_Span(start, span.end, span.mark))
            place = span.end
    return clean


def _flat(text: str) -> str:
    """On one line, a blank at its ends where there was white space, so that pieces join as words do."""
    words = shown(" ".join(text.split()))
    return f"{' ' if text[:1].isspace() else ''}{words}{' ' if words and text[-1:].isspace() else ''}" if text else ""


def _trimmed(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    kept = [piece for piece in pieces if piece.text]
    if kept:
        kept[0] = Piece(kept[0].text.lstrip(), kept[0].mark)
        kept[-1] = Piece(kept[-1].text.rstrip(), kept[-1].mark)
    return tuple(piece for piece in kept if piece.text)


def cut_snippet(text: str, figure: Figure, around: int = 70) -> tuple[Piece, ...]:
    """The words next to one figure within its sentence, with dots where the sentence goes on."""
    first, last = find_sentence(text, figure.context, figure.start, figure.end)
    start, end = max(first, figure.start - around), min(last, figure.end + around)
    start = _word_start(text, start) if start > first else start
    end = _word_end(text, end) if end < last else end
    pieces = mark_spans(text, min(start, figure.start), max(end, figure.end), [(figure.start, figure.end, "figure")])
    return (
        *((Piece("…\u00a0"),) if start > first else ()),
        *pieces,
        *((Piece("\u00a0…"),) if end < min(last, len(text)) else ()),
    )


def _word_start(text: str, place: int) -> int:
    found = text.find(" ", place, place + 30)
    return found + 1 if found >= 0 else place


def _word_end(text: str, place: int) -> int:
    found = text.rfind(" ", max(0, place - 30), place)
    return found if found >= 0 else place


Marked = Figure | Statement
"""What has a place in a text."""


def sentence_passages(text: str, marked: Sequence[Marked]) -> list[Passage]:
    """The sentences in which these stand, each once, in the order of the text, with all of them marked."""
    places: dict[tuple[int, int], list[Marked]] = {}
    for item in marked:
        first, last = find_sentence(text, item.context, item.start, item.end)
        places.setdefault((first, min(last, len(text))), []).append(item)
    merged: list[tuple[int, int, list[Marked]]] = []
    for (first, last), items in sorted(places.items(), key=lambda place: place[0]):
        if merged and (first < merged[-1][1] or _follow(text[merged[-1][1] : first])):
            start, end, before = merged[-1]
            merged[-1] = (start, max(end, last), [*before, *items])
        else:
            merged.append((first, last, items))
    return [_sentence(text, *place) for place in merged]


def _follow(between: str) -> bool:
    """Whether two sentences with this between them are of one paragraph."""
    return not between.strip() and between.count("\n") <= 1


def _sentence(text: str, first: int, last: int, items: list[Marked]) -> Passage:
    spans = [(item.start, item.end, "figure" if isinstance(item, Figure) else "claim") for item in items]
    page = next((item.page for item in items if item.page is not None), None)
    return Passage(items[0].doc_id, page, mark_spans(text, first, last, spans))


def row_passages(figures: Sequence[Figure]) -> list[Passage]:
    """The rows of tables in which these stand: each figure after its column's label."""
    rows: dict[tuple[int | None, str], list[Figure]] = {}
    for figure in figures:
        rows.setdefault((figure.page, figure.row_label), []).append(figure)
    return [_row(label, page, items) for (page, label), items in rows.items()]


def _row(label: str, page: int | None, figures: list[Figure]) -> Passage:
    pieces: list[Piece] = []
    for figure in sorted(figures, key=lambda figure: figure.start):
        if pieces:
            pieces.append(Piece("; "))
        if figure.column_label:
            pieces.append(Piece(f"{figure.column_label} "))
        pieces.append(Piece(shown(figure.text), "figure"))
    return Passage(figures[0].doc_id, page, tuple(pieces), label)
