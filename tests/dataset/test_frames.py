"""DataFrames: types and missing values."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from extractor.dataset.frames import make_frames
from extractor.dataset.records import Records
from extractor.dataset.schema import SCHEMA

from .samples import make_mention, make_records

DTYPES = {
    "string": "string",
    "ids": "string",
    "integer": "Int64",
    "number": "Float64",
    "date": "date32[day][pyarrow]",
}


@pytest.mark.parametrize("records", [Records(), make_records()], ids=["empty", "sample"])
def test_types(records: Records) -> None:
    frames = make_frames(records)
    assert list(frames) == [table.name for table in SCHEMA]
    for table in SCHEMA:
        types = {str(name): str(dtype) for name, dtype in frames[table.name].dtypes.items()}
        assert types == {column.name: DTYPES[column.type] for column in table.columns}


def test_values() -> None:
    first = make_frames(make_records())["mentions"].iloc[0]
    assert first["value"] == 83.3
    assert first["page"] == 1
    assert first["period_end"] == date(2014, 3, 31)
    assert first["area"] is pd.NA
    assert first["value_max"] is pd.NA


def test_unknown_key() -> None:
    records = Records(mentions=[make_mention("m1"), make_mention("m2", valu=5)])
    with pytest.raises(ValueError, match=r"mentions\[1\]: no such column: valu"):
        make_frames(records)


def test_wrong_value_names_its_place() -> None:
    with pytest.raises(TypeError, match=r"mentions\[0\]\.value holds a number, not '5'"):
        make_frames(Records(mentions=[make_mention("m1", value="5")]))
