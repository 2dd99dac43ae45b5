"""Puts a formatted document's blocks into one text: blank lines between blocks, tabs between a table's cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.document import Block, BlockKind, Cell, Document, Table, TextBuilder

_FRAGMENT_ENDS = (".", "!", "?", ":", ";")


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
        self.notes: list[str] = []

    def add_block(self, kind: BlockKind, text: str, *, level: int = 0, prefix: str = "") -> None:
        """Append a block of prose; ``prefix`` (a list number, a bullet) stands in the text before the block."""
        text = text.strip()
        if not text:
            return
        self._separate()
        if prefix:
            self._builder.add(prefix)
        start, end = self._builder.add(text)
        self._blocks.append(Block(kind, start, end, level=level))

    def add_table(self, drafts: Sequence[CellDraft]) -> None:
        """Append a table block. Spanned places are empty between their tabs, so that the columns stay in line."""
        if not any(draft.text for draft in drafts):
            return
        rows = max(draft.row for draft in drafts) + 1
        columns = max(draft.column for draft in drafts) + 1
        by_place = {(draft.row, draft.column): draft for draft in drafts}
        self._separate()
        start = self._builder.length
        cells: list[Cell] = []
        for row in range(rows):
            for column in range(columns):
                if column:
                    self._builder.add("\t")
                if (draft := by_place.get((row, column))) is not None:
                    cells.append(self._place(draft, rows, columns))
            if row + 1 < rows:
                self._builder.add("\n")
        table = Table(rows, columns, tuple(cells))
        self._blocks.append(Block(BlockKind.TABLE, start, self._builder.length, table=table))

    def add_note(self, note: str) -> None:
        """Say once what could not be read."""
        if note not in self.notes:
            self.notes.append(note)

    def document(self, format_name: str, properties: dict[str, str], notes: Iterable[str] = ()) -> Document:
        for note in notes:
            self.add_note(note)
        return Document(
            format_name, self._builder.text(), tuple(self._blocks), notes=tuple(self.notes), properties=properties
        )

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


def join_lines(lines: Iterable[str]) -> str:
    """A cell's lines as one text: a fragment runs on with a space, a finished statement ends its line."""
    joined = ""
    for line in lines:
        if line := line.strip().replace("\t", " "):
            joined += (("\n" if joined.endswith(_FRAGMENT_ENDS) else " ") if joined else "") + line
    return joined
