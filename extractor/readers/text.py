"""Plain text to a Document. The text is the decoded file as it is, so that offsets count in the user's own file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from extractor.document import Block, BlockKind, Document
from extractor.readers.encoding import cut_bytes, decode
from extractor.readers.headings import is_capitals, is_heading, level_of
from extractor.readers.limits import MAX_CHARACTERS, MAX_LINES
from extractor.readers.markers import Marker, MarkerKind, find_marker
from extractor.readers.text_aligned import find_aligned
from extractor.readers.text_lines import Line, Wrapping, find_furniture, find_wrapping, is_rule, split_lines
from extractor.readers.text_tables import find_table

_MARKDOWN = re.compile(r"(#{1,6})\s+(?=\S)")
# Titles may stand one below the other on the first lines; further down, short lines in a row are a signature or a list.
_TITLE_LINES = 15


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A block with what led to it: its marker, its first line's index and how many lines it has."""

    block: Block
    first: int
    lines: int
    marker: Marker | None = None


def read_text(data: bytes, name: str = "") -> Document:
    """Read a plain text in UTF-8, UTF-16 or Windows-1252. Any bytes can be read; the notes say what was guessed."""
    decoded = decode(cut_bytes(data, 4 * MAX_CHARACTERS))
    text = _cut_text(decoded.text)
    blocks = tuple(item.block for item in _revise(text, _find_paragraphs(text)))
    notes = decoded.notes
    if len(text) < len(decoded.text) or len(data) > 4 * MAX_CHARACTERS:
        notes = (*notes, f"only the first {len(text):,} characters were read: split the file")
    return Document("txt", text, blocks, notes=notes)


def _cut_text(text: str) -> str:
    """As much of the text as is read; the file's own characters, so that offsets still count in it."""
    if len(text) > MAX_CHARACTERS:
        text = text[:MAX_CHARACTERS]
    if len(text) > MAX_LINES:
        ends = list(islice(re.finditer(r"\n|\r(?!\n)", text), MAX_LINES))
        text = text[: ends[-1].end()] if len(ends) == MAX_LINES else text
    return text


def _find_paragraphs(text: str) -> list[_Paragraph]:
    lines = split_lines(text)
    furniture, wrapping = find_furniture(lines), find_wrapping(lines)
    found: list[_Paragraph] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        if line.blank or (is_rule(line) and index not in furniture):
            index += 1
        elif index in furniture:
            found.append(_Paragraph(Block(BlockKind.FURNITURE, line.start, line.end), index, 1))
            index += 1
        elif (table := find_table(text, lines, index)) or (table := find_aligned(text, lines, index)):
            found.append(_Paragraph(table[0], index, table[1] - index))
            index = table[1]
        else:
            stop = _find_stop(lines, index, wrapping, furniture)
            if (paragraph := _read_paragraph(text, lines, index, stop)) is not None:
                found.append(paragraph)
            index = stop
    return found


def _find_stop(lines: Sequence[Line], first: int, wrapping: Wrapping, furniture: frozenset[int]) -> int:
    """The index after the paragraph's last line."""
    marker = find_marker(lines[first].text)
    index = first + 1
    # A bullet alone on its line: its words stand on the next.
    if marker is not None and marker.end == len(lines[first].text):
        if index < len(lines) and not lines[index].blank and find_marker(lines[index].text) is None:
            index += 1
        else:
            return index
    while index < len(lines) and not lines[index].blank and index not in furniture and not is_rule(lines[index]):
        previous, line = lines[index - 1], lines[index]
        same_page = line.page == previous.page
        if not same_page or "\t" in previous.text[marker.end if marker and index == first + 1 else 0 :]:
            break
        if "\t" in line.text or not wrapping.continues(previous, line, in_list=marker is not None):
            break
        index += 1
    return index


def _read_paragraph(text: str, lines: Sequence[Line], first: int, stop: int) -> _Paragraph | None:
    start, end = lines[first].start, lines[stop - 1].end
    marker = find_marker(lines[first].text)
    body = text[start:end]
    if marker is not None:
        offset = marker.end + len(body[marker.end :]) - len(body[marker.end :].lstrip())
        if offset == len(body):
            return None
        kind, level = BlockKind.LIST_ITEM, marker.level
        if marker.kind is MarkerKind.NUMBER and stop - first == 1 and is_heading(body[offset:], numbered=True):
            kind, level = BlockKind.HEADING, level_of(body[offset:], marker)
        return _Paragraph(Block(kind, start + offset, end, level=level), first, stop - first, marker)
    if (hashes := _MARKDOWN.match(body)) and stop - first == 1:
        block = Block(BlockKind.HEADING, start + hashes.end(), end, level=len(hashes[1]))
    elif is_heading(" ".join(body.split())) and "\t" not in body:
        block = Block(BlockKind.HEADING, start, end, level=level_of(body, None))
    else:
        block = Block(BlockKind.PARAGRAPH, start, end)
    return _Paragraph(block, first, stop - first)


def _revise(text: str, found: list[_Paragraph]) -> list[_Paragraph]:
    """Second look at headings, now that their neighbours are known."""
    revised: list[_Paragraph] = []
    for index, item in enumerate(found):
        previous = revised[-1] if revised else None
        following = found[index + 1] if index + 1 < len(found) else None
        kind = item.block.kind
        words = text[item.block.start : item.block.end]
        if kind is BlockKind.HEADING and not is_capitals(words) and not words.endswith(":"):
            if item.marker is not None:
                run = index > 0 and found[index - 1].block.kind is BlockKind.HEADING
                kind = BlockKind.LIST_ITEM if _is_enumerated(previous, item, following, run=run) else kind
            elif _is_aside(found, index):
                kind = BlockKind.PARAGRAPH
        level = item.marker.level if item.marker and kind is BlockKind.LIST_ITEM else item.block.level
        level = 0 if kind is BlockKind.PARAGRAPH else level
        revised.append(replace(item, block=replace(item.block, kind=kind, level=level)))
    return revised


def _is_enumerated(previous: _Paragraph | None, item: _Paragraph, following: _Paragraph | None, *, run: bool) -> bool:
    """Whether the short line is one of a numbered list: the next or the last number stands right beside it.
    ``run``: the line before is as short and was taken for a heading at first."""
    after = following is not None and _follows(item.marker, following.marker)
    before = (
        previous is not None
        and previous.block.kind is BlockKind.LIST_ITEM
        and _follows(previous.marker, item.marker)
        and (run or item.first == previous.first + previous.lines)
    )
    return after or before


def _follows(marker: Marker | None, following: Marker | None) -> bool:
    if marker is None or following is None or {marker.kind, following.kind} != {MarkerKind.NUMBER}:
        return False
    one, two = (tuple(int(part) for part in each.text.rstrip(".)").split(".")) for each in (marker, following))
    # "1.0 Purpose" is the heading of 1.1, not its neighbour.
    return one[:-1] == two[:-1] and two[-1] == one[-1] + 1 and one[-1] != 0


def _is_aside(found: Sequence[_Paragraph], index: int) -> bool:
    """Whether an unnumbered short line is no heading: one of several below each other, or the document's last words."""
    item = found[index]
    if item.first < _TITLE_LINES:
        return False
    if index + 1 == len(found):
        return True
    above, below = found[index - 1], found[index + 1]
    return any(
        gap == 0 and other.marker is None and other.block.kind is BlockKind.HEADING
        for other, gap in (
            (above, item.first - above.first - above.lines),
            (below, below.first - item.first - item.lines),
        )
    )
