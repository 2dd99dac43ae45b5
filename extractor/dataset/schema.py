"""Every column of every table, declared once: CSV, Parquet, ``datapackage.json``, the docs and the report read this.

A column's ``unit`` is what its numbers count; its ``values``, where given, are all that it can hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ColumnType = Literal["string", "integer", "number", "date", "ids"]
"""``ids`` is a list of keys, stored as one string with a single space between them."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. An empty cell means "unknown" or "none", unless the column is ``required``."""

    name: str
    type: ColumnType
    unit: str
    meaning: str
    values: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """``column`` holds a value of ``to_table.to_column``, or nothing."""

    column: str
    to_table: str
    to_column: str


@dataclass(frozen=True, slots=True)
class TableSchema:
    """One table: ``meaning`` says what a row is; no two rows share their ``primary_key``."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    primary_key: str
    foreign_keys: tuple[ForeignKey, ...] = ()

    def column(self, name: str) -> Column:
        """The column of that name; KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name!r}")


DOCUMENT_KINDS = ("report", "minutes", "unknown")
DOCUMENT_STATUSES = ("ok", "partial", "failed")
SOURCES = ("narrative", "table")
POLARITIES = ("higher", "lower", "neutral")
MEASURES = ("percentage", "count", "rate", "duration", "money", "score", "quantity")
QUALIFIERS = ("eq", "ge", "gt", "le", "lt", "approx")
ROLES = ("actual", "target", "benchmark", "forecast", "change")
PERIOD_BASES = ("snapshot", "in_period", "year_to_date", "rolling")
RAGS = ("red", "amber", "green")
DIRECTIONS = ("up", "down", "same")
FIGURE_STATUSES = ("provisional", "final", "revised")
CERTAINTIES = ("stated", "hedged", "expected")
BINDINGS = ("same_brackets", "same_row", "same_sentence", "same_paragraph", "same_indicator")
VERDICTS = ("consistent", "inconsistent", "review", "unverifiable")
CHECKS = (
    *("ratio", "granularity", "sum", "change", "rate", "trend"),
    *("target", "benchmark", "rag", "agreement", "restatement"),
)
CLAIM_VALUES = {
    "target": (
        *("above", "below", "on", "met", "not_met", "exceeded"),
        *("within", "outside", "on_track", "off_track"),
    ),
    "trend": ("increased", "decreased", "improved", "worsened", "stable"),
    "benchmark": ("above", "below", "better", "worse", "similar"),
    "rag": RAGS,
}
"""For each kind of claim, what it can say."""

_ANY_CLAIM_VALUE = tuple(dict.fromkeys(value for values in CLAIM_VALUES.values() for value in values))
_OF_DOCUMENT = ForeignKey("doc_id", "documents", "doc_id")

DOCUMENTS = TableSchema(
    "documents",
    "One row a document that was given, the failed ones too.",
    (
        Column(
            "path",
            "string",
            "",
            "the file, as it was given; what is attached to a mail: mail.eml/paper.pdf",
            required=True,
        ),
        Column("doc_id", "string", "", "key made from the content: the same bytes at two paths share it"),
        Column("sha256", "string", "", "SHA-256 of the file's bytes, in hexadecimal"),
        Column(
            "format",
            "string",
            "",
            "what the content is: pdf, docx, xlsx, html, txt, eml, msg, png, jpeg, tiff, doc, rtf, odt, xls",
        ),
        Column("kind", "string", "", "what sort of paper it is", DOCUMENT_KINDS),
        Column("title", "string", "", "the paper's title"),
        Column("authority", "string", "", "the body whose paper it is"),
        Column("committee", "string", "", "the committee, panel or board it went to"),
        Column("document_date", "date", "", "the date of the paper or of the meeting"),
        Column("reporting_start", "date", "", "first day of the period that the paper reports on, stated or inferred"),
        Column("reporting_end", "date", "", "last day of that period"),
        Column("pages", "integer", "pages", "how many pages it has; empty where the format has none"),
        Column("ocr_pages", "integer", "pages", "how many of them were read from an image"),
        Column(
            "status", "string", "", "whether it was read: partial where something was left unread", DOCUMENT_STATUSES
        ),
        Column("error", "string", "", "what could not be read or was left out on purpose, and what to do about it"),
        Column("extractor_version", "string", "", "the program's version"),
        Column("patterns_digest", "string", "", "SHA-256 of the rules that were used"),
        Column("mentions", "integer", "mentions", "how many rows of `mentions` it has"),
    ),
    primary_key="path",
)

MENTIONS = TableSchema(
    "mentions",
    "One row a figure that the document reports.",
    (
        Column("mention_id", "string", "", "key", required=True),
        Column("doc_id", "string", "", "the document", required=True),
        Column("source", "string", "", "where the figure stands: in running text or in a table", SOURCES),
        Column("page", "integer", "page number", "1-based; empty where the format has no pages"),
        Column("start", "integer", "characters", "offset of the figure's first character in `text/<doc_id>.txt`"),
        Column("end", "integer", "characters", "offset after its last character"),
        Column("text", "string", "", "the characters there"),
        Column("bbox", "string", "points", "`x0 top x1 bottom` on the page, from its top left"),
        Column("context", "string", "", "the sentence, or the table cell, it stands in"),
        Column("row_label", "string", "", "for a table's figure: the label of its row"),
        Column("column_label", "string", "", "for a table's figure: the label of its column, header rows joined"),
        Column("indicator", "string", "", "what is measured, as the document words it"),
        Column("indicator_id", "string", "", "the catalogue's entry, where one matches"),
        Column("indicator_name", "string", "", "that entry's name"),
        Column("polarity", "string", "", "that entry's good direction", POLARITIES),
        Column("measure", "string", "", "what kind of number it is", MEASURES),
        Column("value", "number", "see `unit`", "the figure in full units; the lower end, for a range"),
        Column("value_max", "number", "see `unit`", "the upper end, for a range"),
        Column("low", "number", "see `unit`", "the least that the printed figure can stand for; empty where open"),
        Column("high", "number", "see `unit`", "the most that it can stand for; empty where open"),
        Column("numerator", "number", "", 'the part, where stated: 90 of "83.3% (90/108)"'),
        Column("denominator", "number", "", 'the whole, where stated: 108 of "83.3% (90/108)"'),
        Column("unit", "string", "", "what `value` counts: %, children, weeks, per 10,000, GBP, percentage points"),
        Column("qualifier", "string", "", "how exact the words make it", QUALIFIERS),
        Column("role", "string", "", "what the figure is for", ROLES),
        Column("comparator", "string", "", "for a benchmark, whose: England, statistical neighbours"),
        Column("area", "string", "", "who or where it is for, if not the whole authority"),
        Column("period_text", "string", "", "the period as written"),
        Column("period_start", "date", "", "its first day; empty where the text does not settle it"),
        Column("period_end", "date", "", "its last day"),
        Column("period_basis", "string", "", "how the figure stands to its period", PERIOD_BASES),
        Column("rag", "string", "", "the row's or sentence's status colour, where stated", RAGS),
        Column("direction", "string", "", "its direction of travel, where stated", DIRECTIONS),
        Column("status", "string", "", "how settled the figure is, where stated", FIGURE_STATUSES),
        Column("confidence", "number", "0 to 1", "how sure the program is of the row"),
        Column("rule", "string", "", "the rule that found it"),
        Column("section", "string", "", "the heading it stands under"),
        Column("as_read", "string", "", "on a scan: what was read, where `text` is a repair of it"),
        Column("read_confidence", "number", "0 to 1", "on a scan: how sure its least certain character is"),
        Column("doubt_low", "number", "see `unit`", "on a scan: the least that its doubtful characters may say"),
        Column("doubt_high", "number", "see `unit`", "on a scan: the most that they may say"),
    ),
    primary_key="mention_id",
    foreign_keys=(_OF_DOCUMENT,),
)

CLAIMS = TableSchema(
    "claims",
    "One row a statement in words about an indicator.",
    (
        Column("claim_id", "string", "", "key", required=True),
        Column("doc_id", "string", "", "the document", required=True),
        Column("page", "integer", "page number", "1-based; empty where the format has no pages"),
        Column("start", "integer", "characters", "offset of the claim's first character in `text/<doc_id>.txt`"),
        Column("end", "integer", "characters", "offset after its last character"),
        Column("text", "string", "", "the characters there"),
        Column("context", "string", "", "the sentence it stands in"),
        Column("indicator", "string", "", "what it is about, as the document words it"),
        Column("indicator_id", "string", "", "the catalogue's entry, where one matches"),
        Column("indicator_name", "string", "", "that entry's name"),
        Column("kind", "string", "", "what the indicator is held against", tuple(CLAIM_VALUES)),
        Column("value", "string", "", "what is said of it", _ANY_CLAIM_VALUE),
        Column("comparator", "string", "", "for a benchmark, whose"),
        Column("period_text", "string", "", "the period as written"),
        Column("period_start", "date", "", "its first day; empty where the text does not settle it"),
        Column("period_end", "date", "", "its last day"),
        Column("mention_ids", "ids", "", "the figures in the claim"),
        Column("rule", "string", "", "the rule that found it"),
        Column(
            "certainty", "string", "", "whether it is said outright, with a hedge, or of what is to come", CERTAINTIES
        ),
    ),
    primary_key="claim_id",
    foreign_keys=(_OF_DOCUMENT,),
)

RECONCILIATIONS = TableSchema(
    "reconciliations",
    "One row a check of figures against figures, or of a claim against figures.",
    (
        Column("check_id", "string", "", "key", required=True),
        Column("doc_id", "ids", "", "the document; several where documents are compared", required=True),
        Column("kind", "string", "", "the check", CHECKS),
        Column("verdict", "string", "", "what came of it", VERDICTS),
        Column("reason", "string", "", "why: how the figures agree, or what is missing"),
        Column("statement", "string", "", "what is said, what it works out to, and what would make the figures agree"),
        Column("expected", "number", "as the figures", "what the other figures work out to"),
        Column("observed", "number", "as the figures", "what is printed"),
        Column("tolerance", "number", "as the figures", "how far apart rounding allows them to be"),
        Column("mention_ids", "ids", "", "the figures that were checked"),
        Column("claim_ids", "ids", "", "the claims that were checked"),
        Column("binding", "string", "", "what ties the figures together", BINDINGS),
        Column("page", "integer", "page number", "page of the first figure"),
        Column("context", "string", "", "the sentence, or the table row, that was checked"),
    ),
    primary_key="check_id",
)

EXCLUSIONS = TableSchema(
    "exclusions",
    "One row a number that is no mention, and why.",
    (
        Column("exclusion_id", "string", "", "key", required=True),
        Column("doc_id", "string", "", "the document", required=True),
        Column("page", "integer", "page number", "1-based; empty where the format has no pages"),
        Column("start", "integer", "characters", "offset of the number's first character in `text/<doc_id>.txt`"),
        Column("end", "integer", "characters", "offset after its last character"),
        Column("text", "string", "", "the characters there"),
        Column("reason", "string", "", "why it reports nothing: a date, a paragraph number, part of a definition"),
    ),
    primary_key="exclusion_id",
    foreign_keys=(_OF_DOCUMENT,),
)

SCHEMA = (DOCUMENTS, MENTIONS, CLAIMS, RECONCILIATIONS, EXCLUSIONS)
"""The five tables of a dataset, in the order in which they are written."""

TABLES = {table.name: table for table in SCHEMA}
