from __future__ import annotations

from pathlib import Path

import pytest

from .samples import write_sample


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """The sample dataset, in a folder of its own beside its papers."""
    return write_sample(tmp_path)
