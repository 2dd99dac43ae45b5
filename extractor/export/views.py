"""The common questions as views."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """A query that has a name. ``columns`` says what its own columns mean; the others are those of the tables."""

    name: str
    meaning: str
    query: str
    columns: dict[str, str]


_SOURCE = "JOIN contents c ON c.doc_id = {0}.doc_id JOIN documents d ON d.path = c.path"
_INDICATOR = "coalesce({0}.indicator_id, lower({0}.indicator))"

_FINDINGS = View(
    "findings",
    "Every check in plain words with its paper and page, the worst first.",
    """
    SELECT r.verdict, k.meaning AS "check", r.statement, r.context AS sentence,
           d.title, d.authority, d.document_date, r.page, r.expected, r.observed, r.tolerance, r.reason, r.binding,
           r.kind, v.rank, r.check_id, d.path, c.doc_id, r.sentence_id
    FROM reconciliations r
    LEFT JOIN verdicts v ON v.verdict = r.verdict
    LEFT JOIN checks k ON k.kind = r.kind
    LEFT JOIN reconciliation_documents p ON p.check_id = r.check_id AND p.position = 0
    LEFT JOIN contents c ON c.doc_id = p.doc_id
    LEFT JOIN documents d ON d.path = c.path
    ORDER BY v.rank, d.authority, d.document_date, r.check_id
    """,
    {
        "check": "what was held against what",
        "rank": "0 for the worst verdict",
        "sentence": "the sentence, or the table row, that was checked",
    },
)

_FIGURES = View(
    "figures_with_source",
    "Every figure with the paper, the page and the sentence that it stands in.",
    f"""
    SELECT coalesce(m.indicator_name, m.indicator) AS indicator, m.text AS printed, m.value, m.value_max, m.unit,
           m.measure, m.role, m.comparator, m.area, m.period_text, m.period_start, m.period_end, m.rag, m.direction,
           m.context AS sentence, m.row_label, m.column_label, d.title, d.authority, d.document_date, m.page,
           m.confidence, m.mention_id, d.path, m.doc_id, m.sentence_id
    FROM mentions m {_SOURCE.format("m")}
    """,
    {"printed": "the figure as it is printed", "sentence": "the sentence, or the table cell, it stands in"},
)

_LATEST = View(
    "latest_by_indicator",
    "For each authority, area and indicator the figure with the latest period; the latest paper's, where two have it.",
    f"""
    SELECT authority, indicator, area, value, unit, measure, period_text, period_start, period_end, polarity,
           document_date, page, indicator_id, mention_id, path, doc_id, sentence_id
    FROM (
        SELECT d.authority, coalesce(m.indicator_name, m.indicator) AS indicator, m.area, m.value, m.unit, m.measure,
               m.period_text, m.period_start, m.period_end, m.polarity, d.document_date, m.page, m.indicator_id,
               m.mention_id, d.path, m.doc_id, m.sentence_id,
               row_number() OVER (
                   PARTITION BY d.authority, {_INDICATOR.format("m")}, m.area, m.measure,
                                CASE m.measure WHEN 'count' THEN '' ELSE m.unit END
                   ORDER BY m.period_end DESC, d.document_date DESC, m.confidence DESC, m.rowid
               ) AS place
        FROM mentions m {_SOURCE.format("m")}
        WHERE m.role = 'actual' AND m.indicator IS NOT NULL AND m.period_end IS NOT NULL
    )
    WHERE place = 1
    ORDER BY authority, indicator, area
    """,
    {},
)

_MISSED = View(
    "targets_missed",
    "Figures that fall short of the target for the same indicator and period in the same paper. Which way is good is "
    "the indicator's polarity, or else the target's own words: at least, at most.",
    f"""
    SELECT authority, indicator, area, value, target, unit, shortfall, good, period_text, period_start, period_end,
           rag, sentence, title, document_date, page, mention_id, target_mention_id, path, doc_id, sentence_id
    FROM (
        SELECT *, abs(value - target) AS shortfall FROM (
            SELECT d.authority, coalesce(a.indicator_name, a.indicator) AS indicator, a.area, a.value,
                   t.value AS target, a.unit,
                   coalesce(a.polarity, t.polarity, CASE
                       WHEN t.qualifier IN ('ge', 'gt') THEN 'higher' WHEN t.qualifier IN ('le', 'lt') THEN 'lower'
                   END) AS good,
                   coalesce(a.period_text, t.period_text) AS period_text,
                   coalesce(a.period_start, t.period_start) AS period_start,
                   coalesce(a.period_end, t.period_end) AS period_end,
                   a.rag, a.context AS sentence, d.title, d.document_date, a.page, a.mention_id,
                   t.mention_id AS target_mention_id, d.path, a.doc_id, a.sentence_id,
                   row_number() OVER (
                       PARTITION BY a.mention_id ORDER BY a.sentence_id = t.sentence_id DESC, abs(a.start - t.start)
                   ) AS place
            FROM mentions a
            JOIN mentions t ON t.doc_id = a.doc_id AND t.role = 'target'
                AND {_INDICATOR.format("t")} = {_INDICATOR.format("a")}
                AND t.measure = a.measure AND t.unit IS a.unit AND t.area IS a.area
                AND (
                    t.period_start = a.period_start AND t.period_end = a.period_end
                    OR t.sentence_id = a.sentence_id AND (t.period_end IS NULL OR a.period_end IS NULL)
                )
            {_SOURCE.format("a")}
            WHERE a.role = 'actual' AND a.value_max IS NULL AND t.value_max IS NULL
        )
        WHERE place = 1
    )
    WHERE good = 'higher' AND value < target OR good = 'lower' AND value > target
    ORDER BY authority, indicator, period_end
    """,
    {
        "target": "the target's value",
        "shortfall": "how far the figure is from the target, in its unit",
        "good": "which way is good: higher, lower",
        "target_mention_id": "the row of `mentions` that holds the target",
        "sentence": "the sentence, or the table cell, that the figure stands in",
    },
)

_FAILURES = View(
    "failures",
    "Papers that could not be read, or not wholly, and what to do about it.",
    """
    SELECT status, path, error, format, pages, doc_id FROM documents
    WHERE status IS NOT 'ok' ORDER BY status = 'partial', path
    """,
    {},
)

VIEWS = (_FINDINGS, _FIGURES, _LATEST, _MISSED, _FAILURES)


def create_views() -> list[str]:
    """The statements that make the views."""
    return [f"CREATE VIEW {view.name} AS{view.query.rstrip()}" for view in VIEWS]
