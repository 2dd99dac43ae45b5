"""Keeps what a reader returns within bounds that the rest of the program can rely on: paragraphs, cells and tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractor.document import Block, Document, Table
from extractor.readers.limits import (
    MAX_BLOCK_CHARACTERS,
    MAX_PIECE_CHARACTERS,
    MAX_TABLE_COLUMNS,
    MAX_TABLE_PLACES,
)


def keep_within_bounds(document: Document) -> Document:
    """The document with overlong paragraphs cut in pieces, and overlong cells and tables cut off, which is noted.

    Its text stays as it is.
    """
    notes = dict.fromkeys(document.notes)
    if not notes and not document.text.strip():
        notes["no text was found in it: save it as PDF or text"] = None
    blocks: list[Block] = []
    for block in document.blocks:
        if block.table is None:
            blocks += _pieces(document.text, block)
        else:
            blocks.append(_within(block, block.table, notes))
    return replace(document, blocks=tuple(blocks), notes=tuple(notes))


def _pieces(text: str, block: Block) -> Iterator[Block]:
    """The block itself, or where no paragraph is so long: pieces of it, cut after sentences or else at white space."""
    start = block.start
    size = MAX_BLOCK_CHARACTERS if block.end - start <= MAX_BLOCK_CHARACTERS else MAX_PIECE_CHARACTERS
    while block.end - start > size:
        marks = (". ",), (" ", "\n", "\t")
        stops = (max(text.rfind(mark, start + 1, start + size) + len(mark) for mark in kind) for kind in marks)
        stop = next((stop for stop in stops if stop > start + 1), start + size)
        yield replace(block, start=start, end=stop)
        start = stop
    yield replace(block, start=start) if start != block.start else block


def _within(block: Block, table: Table, notes: dict[str, None]) -> Block:
    columns = min(table.columns, MAX_TABLE_COLUMNS)
    rows = MAX_TABLE_PLACES // max(1, columns)
    if any(cell.end - cell.start > MAX_BLOCK_CHARACTERS for cell in table.cells):
        notes[f"of a cell only the first {MAX_BLOCK_CHARACTERS:,} characters were read"] = None
    elif rows >= table.rows and columns == table.columns:
        return block
    if rows < table.rows or columns < table.columns:
        notes[f"of a table of {table.rows:,} rows and {table.columns:,} columns only the beginning was read"] = None
    rows = min(rows, table.rows)
    cells = tuple(
        replace(
            cell,
            end=min(cell.end, cell.start + MAX_BLOCK_CHARACTERS),
            row_span=min(cell.row_span, rows - cell.row),
            column_span=min(cell.column_span, columns - cell.column),
        )
        for cell in table.cells
        if cell.row < rows and cell.column < columns
    )
    return replace(block, table=replace(table, rows=rows, columns=columns, cells=cells))
