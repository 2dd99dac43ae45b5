"""The sheets of the workbook: their columns, in the words of an officer, and where each comes from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from extractor.dataset.schema import CLAIMS, DOCUMENTS, MENTIONS, RECONCILIATIONS, TableSchema

Kind = Literal["text", "wrapped", "value", "number", "date", "source", "figure"]
"""``value`` is a number that is shown in its unit; ``source`` links to the paper, ``figure`` to the figure's row."""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column: ``source`` is the name in the sheet's query. ``meaning`` is the schema's where none is given."""

    heading: str
    source: str
    kind: Kind
    width: float
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, and the query whose rows it holds. The first ``printed`` columns are printed, ``frozen`` stay.

    A row shows no more than ``lines`` lines. ``coloured`` are the headings of columns whose words have colours.
    """

    name: str
    meaning: str
    table: TableSchema
    query: str
    columns: tuple[SheetColumn, ...]
    printed: int
    frozen: int
    lines: int
    coloured: tuple[str, ...] = ()

    def meaning_of(self, column: SheetColumn) -> str:
        """What a column holds, with its unit and all that it can hold."""
        if column.meaning:
            return column.meaning
        declared = self.table.column(column.source)
        unit = f" ({declared.unit})" if declared.unit else ""
        values = f": {', '.join(declared.values)}" if declared.values else ""
        return f"{declared.meaning}{unit}{values}"


_PAPER = (
    SheetColumn("paper", "title", "text", 30, "the paper's title"),
    SheetColumn("authority", "authority", "text", 26, "the body whose paper it is"),
    SheetColumn("date", "document_date", "date", 12, "the date of the paper or of the meeting"),
    SheetColumn("source", "path", "source", 34, "opens the paper, a PDF at its page where the program can"),
)
_FIRST_FIGURE = (
    "(SELECT m.rowid FROM {0} x JOIN mentions m ON m.mention_id = x.mention_id "
    "WHERE x.{1} = {2}.{1} AND x.position = 0)"
)
_OF_PAPER = "JOIN contents c ON c.doc_id = {0}.doc_id JOIN documents d ON d.path = c.path"

FINDINGS = Sheet(
    "findings",
    "Every check of figures against each other or against words, the worst first.",
    RECONCILIATIONS,
    f"""
    SELECT f.*, m.measure, m.unit, m.rowid AS figure, d.format
    FROM findings f
    LEFT JOIN documents d ON d.path = f.path
    LEFT JOIN mentions m ON m.rowid = {_FIRST_FIGURE.format("reconciliation_mentions", "check_id", "f")}
    ORDER BY f.rank, f.authority, f.document_date, f.check_id
    """,
    (
        SheetColumn("verdict", "verdict", "text", 14),
        SheetColumn("check", "check", "wrapped", 26, "what was held against what"),
        SheetColumn("statement", "statement", "wrapped", 60),
        SheetColumn("sentence", "sentence", "wrapped", 60, "the sentence, or the table row, that was checked"),
        *(replace(column, kind="wrapped") if column.kind == "text" else column for column in _PAPER),
        SheetColumn("figure", "figure", "figure", 14, "goes to the first of the figures that were checked"),
        SheetColumn("works out to", "expected", "value", 13),
        SheetColumn("printed", "observed", "value", 13),
        SheetColumn("tolerance", "tolerance", "value", 11),
        SheetColumn("tied by", "binding", "text", 24, "what ties the figures together"),
        SheetColumn("reason", "reason", "wrapped", 34),
        SheetColumn("page", "page", "number", 7),
        SheetColumn("id", "check_id", "text", 26),
    ),
    printed=8,
    frozen=1,
    lines=10,
    coloured=("verdict",),
)

FIGURES = Sheet(
    "figures",
    "Every figure that the papers report.",
    MENTIONS,
    f"""
    SELECT m.*, d.title, d.authority, d.document_date, d.path, d.format
    FROM mentions m {_OF_PAPER.format("m")} ORDER BY m.rowid
    """,
    (
        SheetColumn("indicator", "indicator", "wrapped", 44),
        SheetColumn("printed", "text", "text", 14, "the figure as it is printed"),
        SheetColumn("value", "value", "value", 13),
        SheetColumn("up to", "value_max", "value", 11),
        SheetColumn("unit", "unit", "text", 16),
        SheetColumn("role", "role", "text", 11),
        SheetColumn("whose", "comparator", "text", 16),
        SheetColumn("area", "area", "text", 18),
        SheetColumn("period", "period_text", "text", 22),
        SheetColumn("from", "period_start", "date", 12),
        SheetColumn("until", "period_end", "date", 12),
        SheetColumn("RAG", "rag", "text", 8),
        SheetColumn("direction", "direction", "text", 10),
        SheetColumn("sentence", "context", "wrapped", 60),
        *_PAPER,
        SheetColumn("measure", "measure", "text", 12),
        SheetColumn("table row", "row_label", "text", 24),
        SheetColumn("table column", "column_label", "text", 24),
        SheetColumn("heading", "section", "text", 24),
        SheetColumn("part", "numerator", "number", 11),
        SheetColumn("whole", "denominator", "number", 11),
        SheetColumn("how exact", "qualifier", "text", 10),
        SheetColumn("settled", "status", "text", 12),
        SheetColumn("basis", "period_basis", "text", 14),
        SheetColumn("catalogue name", "indicator_name", "text", 30),
        SheetColumn("catalogue id", "indicator_id", "text", 18),
        SheetColumn("good direction", "polarity", "text", 14),
        SheetColumn("at least", "low", "value", 12),
        SheetColumn("at most", "high", "value", 12),
        SheetColumn("confidence", "confidence", "number", 11),
        SheetColumn("scan read as", "as_read", "text", 14),
        SheetColumn("surely read", "read_confidence", "number", 11),
        SheetColumn("may say from", "doubt_low", "value", 12),
        SheetColumn("may say up to", "doubt_high", "value", 12),
        SheetColumn("page", "page", "number", 7),
        SheetColumn("id", "mention_id", "text", 26),
    ),
    printed=18,
    frozen=1,
    lines=3,
    coloured=("RAG",),
)

CLAIM_SHEET = Sheet(
    "claims",
    "Every statement in words about an indicator.",
    CLAIMS,
    f"""
    SELECT l.*, d.title, d.authority, d.document_date, d.path, d.format,
           {_FIRST_FIGURE.format("claim_mentions", "claim_id", "l")} AS figure
    FROM claims l {_OF_PAPER.format("l")} ORDER BY l.rowid
    """,
    (
        SheetColumn("claim", "text", "wrapped", 34, "the words of the claim"),
        SheetColumn("against", "kind", "text", 12),
        SheetColumn("says", "value", "text", 12),
        SheetColumn("indicator", "indicator", "wrapped", 44),
        SheetColumn("whose", "comparator", "text", 16),
        SheetColumn("period", "period_text", "text", 22),
        SheetColumn("from", "period_start", "date", 12),
        SheetColumn("until", "period_end", "date", 12),
        SheetColumn("certainty", "certainty", "text", 11),
        SheetColumn("sentence", "context", "wrapped", 60),
        *_PAPER,
        SheetColumn("figure", "figure", "figure", 14, "goes to the first of the figures in the claim"),
        SheetColumn("catalogue name", "indicator_name", "text", 30),
        SheetColumn("catalogue id", "indicator_id", "text", 18),
        SheetColumn("page", "page", "number", 7),
        SheetColumn("id", "claim_id", "text", 26),
    ),
    printed=14,
    frozen=1,
    lines=3,
    coloured=("says",),
)

PAPERS = Sheet(
    "documents",
    DOCUMENTS.meaning,
    DOCUMENTS,
    "SELECT *, NULL AS page FROM documents ORDER BY rowid",
    (
        SheetColumn("title", "title", "wrapped", 44),
        SheetColumn("authority", "authority", "wrapped", 26),
        SheetColumn("committee", "committee", "wrapped", 30),
        SheetColumn("kind", "kind", "text", 10),
        SheetColumn("status", "status", "text", 9),
        SheetColumn("date", "document_date", "date", 12),
        SheetColumn("reports from", "reporting_start", "date", 12),
        SheetColumn("reports until", "reporting_end", "date", 12),
        SheetColumn("pages", "pages", "number", 8),
        SheetColumn("scanned pages", "ocr_pages", "number", 9),
        SheetColumn("figures", "mentions", "number", 9, "how many figures it reports"),
        SheetColumn("problem", "error", "wrapped", 44),
        SheetColumn("source", "path", "source", 40, "opens the paper"),
        SheetColumn("format", "format", "text", 8),
        SheetColumn("id", "doc_id", "text", 20),
    ),
    printed=13,
    frozen=1,
    lines=4,
    coloured=("status",),
)

SHEETS = (FINDINGS, FIGURES, CLAIM_SHEET, PAPERS)
