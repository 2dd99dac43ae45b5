"""Rows as pandas DataFrames, one for each table, typed by the schema. Importing this module imports pandas."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pandas as pd
import pyarrow as pa

from extractor.dataset.cells import Value
from extractor.dataset.records import Records, store_rows
from extractor.dataset.schema import SCHEMA, Column, ColumnType, TableSchema

_DTYPES: dict[ColumnType, Any] = {
    "string": pd.StringDtype("pyarrow"),
    "ids": pd.StringDtype("pyarrow"),
    "integer": pd.Int64Dtype(),
    "number": pd.Float64Dtype(),
    "date": pd.ArrowDtype(pa.date32()),  # elements are datetime.date; .dt works
}


def make_frames(records: Records) -> dict[str, pd.DataFrame]:
    """Table name to DataFrame, columns in schema order; an empty cell is ``pd.NA``."""
    return {table.name: make_frame(table, store_rows(table, records.rows(table))) for table in SCHEMA}


def make_frame(table: TableSchema, rows: Sequence[tuple[Value, ...]]) -> pd.DataFrame:
    """One table's stored rows as a DataFrame. A number becomes the float nearest to it."""
    series = {
        column.name: _make_series(column, [row[place] for row in rows]) for place, column in enumerate(table.columns)
    }
    return pd.DataFrame(series)


def make_typed_frame(table: TableSchema, rows: Sequence[tuple[Value, ...]]) -> pd.DataFrame:
    """As ``make_frame``, for notebooks: dates are ``datetime64[s]``, columns of few declared values categories."""
    frame = make_frame(table, rows)
    for place, column in enumerate(table.columns):
        values = [row[place] for row in rows]
        if column.type == "date":
            frame[column.name] = pd.Series(values, dtype="datetime64[s]")
        elif column.type == "string" and column.values:
            frame[column.name] = pd.Series(pd.Categorical(values, categories=list(column.values)))
    return frame


def _make_series(column: Column, values: list[Value]) -> pd.Series:
    floats = [float(value) if isinstance(value, Decimal) else value for value in values]
    return pd.Series(pd.array(floats, dtype=_DTYPES[column.type]), name=column.name)
