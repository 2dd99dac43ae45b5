"""The sheet that explains the workbook: what it is, what each column means, and what made the dataset."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from extractor.export.sheets import SHEETS
from extractor.export.words import CHECKS, VERDICTS

_WORDS = (
    "Figures that council papers report, and whether they agree. Read by a program: before a figure is published or a "
    "finding is acted on, open the paper at its page and look.",
    "A percentage stands as 83.3 and is shown as 83.3%: the cell is the number of the dataset, so divide by 100 where "
    "a formula needs a fraction.",
    "That figures disagree says nothing of how that came about; that they agree does not make them true.",
    "A link to a paper works while the paper stands where it stood, seen from this workbook.",
)

Cells = tuple[tuple[str, ...], bool]


def about_rows(database: sqlite3.Connection, notes: Sequence[str]) -> Iterator[Cells]:
    """The rows of the sheet: cells, and whether they are bold. ``notes`` is what Excel's limits have changed."""
    yield ("read me",), True
    for words in (*_WORDS, *notes):
        yield ("", "", words), False
    yield (), False
    yield ("made by",), True
    for version, digest, papers in _makers(database):
        yield ("", "extractor", version), False
        yield ("", "rules", f"SHA-256 {digest}, {papers:,} documents"), False
    for title, words_of in (("verdicts", VERDICTS), ("checks", CHECKS)):
        yield (), False
        yield (title,), True
        for word, meaning in words_of.items():
            yield ("", word, meaning), False
    for sheet in SHEETS:
        yield (), False
        yield (sheet.name, "", sheet.meaning), True
        for column in sheet.columns:
            yield ("", column.heading, sheet.meaning_of(column)), False


def _makers(database: sqlite3.Connection) -> list[tuple[str, str, int]]:
    """The programs and rules that the documents were read with, and how many."""
    rows = database.execute(
        "SELECT coalesce(extractor_version, ''), coalesce(patterns_digest, ''), count(*) FROM documents"
        " GROUP BY 1, 2 ORDER BY min(rowid)"
    )
    return [(str(version), str(digest), int(count)) for version, digest, count in rows]
