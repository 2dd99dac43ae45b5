"""The columns of the panel and of its wide form, declared once: files, descriptor and docs read this."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.dataset.schema import FIGURE_STATUSES, MEASURES, PERIOD_BASES, QUALIFIERS, ROLES, Column, TableSchema

AGREEMENTS = ("single", "same", "provisional_then_final", "restated", "conflict")
YES_NO = ("yes", "no")

_WHAT = (
    Column("authority", "string", "", "the body, by its fullest name; empty where no paper says whose it is"),
    Column("indicator_id", "string", "", "the catalogue's entry, where one matches"),
    Column("indicator", "string", "", "that entry's name, or else the paper's own wording"),
    Column("measure", "string", "", "what kind of number it is", MEASURES),
    Column("unit", "string", "", "what `value` counts"),
    Column("area", "string", "", "who or where it is for, if not the whole authority"),
    Column("cohort", "string", "", "what the wording adds to the indicator: a time limit, an age, a group"),
)
_SERIES = Column(
    "series", "integer", "", "figures of one indicator with one number have one definition, unit and basis"
)

PANEL = TableSchema(
    "panel",
    "One row an authority, indicator, period and role.",
    (
        Column("row_id", "string", "", "key", required=True),
        *_WHAT,
        Column("wording", "string", "", "what is measured, as the paper of the row's value words it"),
        Column("catalogued", "string", "", "whether the catalogue has it", YES_NO),
        Column("period_start", "date", "", "the period's first day; empty where the paper does not settle it"),
        Column("period_end", "date", "", "its last day"),
        Column("period_basis", "string", "", "how the figure stands to its period", PERIOD_BASES),
        Column("role", "string", "", "what the figure is for", ROLES),
        Column("comparator", "string", "", "for a benchmark, whose: England, statistical neighbours"),
        Column(
            "value", "number", "see `unit`", "the figure: of several papers that of the latest that is not provisional"
        ),
        Column("value_max", "number", "see `unit`", "the upper end, for a range"),
        Column("low", "number", "see `unit`", "the least that the printed figure can stand for; empty where open"),
        Column("high", "number", "see `unit`", "the most that it can stand for; empty where open"),
        Column("numerator", "number", "", "the part, where stated"),
        Column("denominator", "number", "", "the whole, where stated"),
        Column("qualifier", "string", "", "how exact the words make it", QUALIFIERS),
        Column("status", "string", "", "how settled the figure is, where the paper says so", FIGURE_STATUSES),
        Column("confidence", "number", "0 to 1", "how sure the program is of the least certain of the row's figures"),
        Column(
            "n_sources", "integer", "documents", "how many papers give a figure for it; a paper at two paths is one"
        ),
        Column("n_agreeing", "integer", "documents", "how many of them give a figure that agrees with `value`"),
        Column("agreement", "string", "", "what the papers' figures are to each other", AGREEMENTS),
        Column("agreement_note", "string", "", "in words, where they differ: which figures, and which one is `value`"),
        Column("sources", "ids", "", "the figures: keys of `mentions`"),
        Column("documents", "string", "", "the papers with their pages"),
        Column("document_dates", "string", "", "the papers' dates, in the same order; ? where one has none"),
        _SERIES,
        Column(
            "comparable",
            "string",
            "",
            "whether another authority's row has the same series, role and period, so that both can stand side by side",
            YES_NO,
        ),
        Column("beside", "integer", "authorities", "how many other authorities have such a row"),
        Column("reason", "string", "", "in words, where it is not comparable: why"),
    ),
    primary_key="row_id",
)
"""The long table."""

_WIDE = (
    Column("row_id", "string", "", "key", required=True),
    *_WHAT,
    Column("period_basis", "string", "", "how the figures stand to their periods", PERIOD_BASES),
    Column("span", "string", "", "how long each of the periods is: day, month, quarter, year"),
    Column("role", "string", "", "what the figures are for", ROLES),
    Column("comparator", "string", "", "for a benchmark, whose"),
    _SERIES,
    Column("several", "string", "", "periods for which papers give different figures, and which"),
)


def wide_schema(periods: Iterable[str]) -> TableSchema:
    """The wide table: one column a period, named by its day or by its first and last day (ISO 8601)."""
    values = tuple(
        Column(name, "number", "see `unit`", f"the figure for {name.replace('/', ' to ')}") for name in periods
    )
    meaning = "One row an authority, indicator, basis and role; one column a period. Figures whose period is known."
    return TableSchema("panel_wide", meaning, (*_WIDE, *values), primary_key="row_id")
