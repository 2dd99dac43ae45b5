"""What the tests of the report share: datasets, pages and one browser, each made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from extractor.dataset.writers import write_dataset
from extractor.report import write_report

from .browser import start_browser
from .datasets import Large, awkward_records, write_large, write_papers


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with start_browser() as started:
        yield started


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset of a PDF, a text and a torn file."""
    return write_papers(tmp_path_factory.mktemp("papers"))


@pytest.fixture(scope="session")
def page(papers: Path) -> Path:
    """Its report."""
    return write_report(papers).path


@pytest.fixture(scope="session")
def awkward(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a dataset whose words are made to do harm."""
    folder = tmp_path_factory.mktemp("awkward")
    write_dataset(awkward_records(), folder)
    return write_report(folder).path


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Large]:
    """The report of 10,000 figures, and what is in it."""
    folder = tmp_path_factory.mktemp("large")
    counts = write_large(folder)
    return write_report(folder, pictures=0).path, counts


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the libraries of the charts were not there."""
    monkeypatch.setattr("extractor.report.charts.find_spec", lambda name: None)
