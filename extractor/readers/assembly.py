"""Puts a formatted document's blocks into one text: blank lines between blocks, tabs between a table's cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.document import Block, BlockKind, Cell, Document, Table, TextBuilder
from extractor.readers.headings import classify, is_capitals, is_heading
from extractor.readers.limits import MAX_CHARACTERS

_FRAGMENT_ENDS = (".", "!", "?", ":", ";")
_FRAGMENT_WORDS = 8


@dataclass(frozen=True, slots=True)
class CellDraft:
    """A cell before its text has a place: grid position, spans and what stands in it."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    fill: str | None = None
    header: bool = False


class Assembly:
    """Collects blocks in reading order and hands back the Document."""

    def __init__(self) -> None:
        self._builder = TextBuilder()
        self._blocks: list[Block] = []
        self._styled = 0  # the rank of the last heading that the document marks as one
        self.notes: list[str] = []

    def add_block(self, kind: BlockKind, text: str, *, level: int = 0, prefix: str = "") -> None:
        """Append a block of prose; ``prefix`` (a list number, a bullet) stands in the text before the block."""
        text = text.strip()
        if not text or self._is_full(len(text)):
            return
        self._separate()
        if prefix:
            self._builder.add(prefix)
        start, end = self._builder.add(text)
        self._blocks.append(Block(kind, start, end, level=level))

    def add_paragraph(
        self, text: str, *, heading: int = 0, item: int = 0, label: str = "", emphasised: bool = False
    ) -> None:
        """Append one paragraph. ``heading`` and ``item``: the rank or depth where the document itself says that this
        is a heading or a list item; otherwise its own words decide. ``label`` is an automatic number or bullet; it
        and a typed number stay outside the block."""
        text = text.strip()
        prose = classify(text, emphasised=emphasised, styled=heading > 0)
        kind, level = prose.kind, prose.level
        if heading:
            self._styled, level = heading, heading
        elif item:
            level = item
            titled = label not in {"", "•"} and (emphasised or is_capitals(text)) and is_heading(text, numbered=True)
            kind = BlockKind.HEADING if titled else BlockKind.LIST_ITEM
        elif kind is BlockKind.HEADING and self._styled:
            level = self._styled + 1
        prefix = f"{label}\t" if label else ""
        self.add_block(kind, text[prose.start :], level=level, prefix=prefix + text[: prose.start])

    def add_table(self, drafts: Sequence[CellDraft]) -> None:
        """Append a table block. Spanned places are empty between their tabs, so that the columns stay in line."""
        if not any(draft.text for draft in drafts) or self._is_full(sum(len(draft.text) + 1 for draft in drafts)):
            return
        rows = max(draft.row for draft in drafts) + 1
        columns = max(draft.column for draft in drafts) + 1
        self._separate()
        start = self._builder.length
        cells: list[Cell] = []
        row = column = 0
        for draft in sorted(drafts, key=lambda draft: (draft.row, draft.column)):
            if draft.row > row:
                self._builder.add("\n" * (draft.row - row))
                row, column = draft.row, 0
            self._builder.add("\t" * (draft.column - column))
            column = draft.column
            cells.append(self._place(draft, rows, columns))
        table = Table(rows, columns, tuple(cells))
        self._blocks.append(Block(BlockKind.TABLE, start, self._builder.length, table=table))

    def add_note(self, note: str) -> None:
        """Say once what could not be read."""
        if note not in self.notes:
            self.notes.append(note)

    def document(
        self, format_name: str, properties: dict[str, str], notes: Iterable[str] = (), remarks: Iterable[str] = ()
    ) -> Document:
        for note in notes:
            self.add_note(note)
        return Document(
            format_name,
            self._builder.text(),
            tuple(self._blocks),
            notes=tuple(self.notes),
            properties=properties,
            remarks=tuple(remarks),
        )

    def _is_full(self, more: int) -> bool:
        """Whether ``more`` characters are more than is read of one document, which is noted."""
        full = self._builder.length + more > MAX_CHARACTERS
        if full:
            self.add_note(f"the text goes on after {MAX_CHARACTERS:,} characters and was not read on: split the file")
        return full

    def _separate(self) -> None:
        if self._builder.length:
            self._builder.add("\n\n")

    def _place(self, draft: CellDraft, rows: int, columns: int) -> Cell:
        start, end = self._builder.add(draft.text)
        return Cell(
            draft.row,
            draft.column,
            start,
            end,
            min(draft.row_span, rows - draft.row),
            min(draft.column_span, columns - draft.column),
            draft.fill,
            draft.header,
        )


def join_lines(lines: Iterable[tuple[str, bool]]) -> str:
    """A cell's lines as one text: a fragment runs on with a space, a finished statement ends its line.
    Each line comes with whether it is a list item, which always has a line of its own."""
    joined, last, after_item = "", "", False
    for line, item in lines:
        if line := line.strip().replace("\t", " "):
            apart = item or after_item or _stand_apart(last, line)
            joined += (("\n" if apart else " ") if joined else "") + line
            last, after_item = line, item
    return joined


def _stand_apart(line: str, following: str) -> bool:
    """Whether two lines of a cell are two statements; a heading above a sentence is one of its own."""
    if line.endswith(_FRAGMENT_ENDS):
        return True
    long = max(len(line.split()), len(following.split())) > _FRAGMENT_WORDS
    return long and not following[0].islower()
