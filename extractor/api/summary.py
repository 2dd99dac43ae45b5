"""What an extraction shows in a notebook: what was read, and what disagrees, as HTML without scripts."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from extractor.spoken import count

if TYPE_CHECKING:
    import pandas as pd

_SHOWN = 10
_LOUD = ("inconsistent", "review")


def summarise(documents: pd.DataFrame, mentions: pd.DataFrame, reconciliations: pd.DataFrame) -> str:
    """A line of counts, the documents that could not be read whole, and the first findings of each verdict."""
    failed = documents[documents["status"].isin(["failed", "partial"])]
    loud = reconciliations[reconciliations["verdict"].isin(_LOUD)].sort_values("verdict", kind="stable")
    wrong = int((reconciliations["verdict"] == "inconsistent").sum())
    doubtful = int((reconciliations["verdict"] == "review").sum())
    said = ", ".join(
        (
            count(len(documents), "document"),
            count(len(mentions), "figure"),
            count(len(reconciliations), "check"),
            count(wrong, "inconsistency", "inconsistencies"),
            f"{doubtful:,} to review",
        )
    )
    paths = dict(zip(documents["doc_id"], documents["path"], strict=True))
    rows: list[tuple[object, ...]] = [
        (row.verdict, _file(paths.get(str(row.doc_id).split(" ")[0], "")), row.statement)
        for row in loud.head(_SHOWN).itertuples()
    ]
    rows += [(row.status, _file(row.path), row.error) for row in failed.head(_SHOWN).itertuples()]
    more = max(0, len(loud) - _SHOWN) + max(0, len(failed) - _SHOWN)
    rest = f"<p>... and {more:,} more</p>" if more else ""
    return f"<div><p><b>{escape(said)}</b></p>{_table(rows) if rows else ''}{rest}</div>"


def _table(rows: list[tuple[object, ...]]) -> str:
    lines = ("".join(f'<td style="text-align:left">{escape(str(cell))}</td>' for cell in row) for row in rows)
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def _file(path: object) -> str:
    return str(path).replace("\\", "/").rsplit("/", 1)[-1]
