"""``extract``: papers in, typed DataFrames out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date as Day
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from extractor.api.summary import summarise
from extractor.batch.job import extract_archive
from extractor.batch.pool import MEMORY_MB, TIMEOUT_S, Limits
from extractor.commands import check_extract, parse_day
from extractor.dataset.frames import make_typed_frame
from extractor.dataset.reader import read_stored, read_text
from extractor.dataset.schema import SCHEMA, TABLES
from extractor.dataset.writers import DatasetWriter
from extractor.errors import UsageError
from extractor.files import find_files
from extractor.panel.figures import read_figures
from extractor.panel.panel import Panel, find_catalogue, make_panel
from extractor.panel.plot import draw
from extractor.settings import MAX_PAGES, Settings

if TYPE_CHECKING:
    import pandas as pd

    from extractor.dataset.cells import Value

PathLike = str | os.PathLike[str]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Extraction:
    """What was extracted: five tables and the texts, as ``extractor extract`` writes them to a folder.

    ``documents``, ``mentions``, ``claims``, ``reconciliations`` and ``exclusions`` are DataFrames whose columns are
    those of :mod:`extractor.dataset.schema`: dates are ``datetime64[s]``, whole numbers ``Int64``, numbers ``Float64``,
    text is ``string``, and a column that can only hold a few values is a category. What is unknown is ``NA`` (``NaT``
    for a date). ``texts`` maps ``doc_id`` to a document's text: ``start`` and ``end`` of a row count its characters.

    Shown in a notebook, it says what was read and what disagrees.
    """

    documents: pd.DataFrame
    mentions: pd.DataFrame
    claims: pd.DataFrame
    reconciliations: pd.DataFrame
    exclusions: pd.DataFrame
    texts: Mapping[str, str]
    _stored: Mapping[str, list[tuple[Value, ...]]] = field(default_factory=dict)
    _catalogue: str = ""
    _patterns: str = ""

    @classmethod
    def open(
        cls, folder: PathLike, *, catalogue: PathLike | None = None, patterns: PathLike | None = None
    ) -> Extraction:
        """The dataset in a folder that ``extractor extract`` or :meth:`write` has written.

        ``catalogue`` and ``patterns`` are those that it was extracted with, where they were not the program's own.
        Raises UsageError where the folder holds no finished dataset, or a table in it is damaged.
        """
        path = Path(folder)
        stored = {table.name: read_stored(path, table.name) for table in SCHEMA}
        frames = {table.name: make_typed_frame(table, stored[table.name]) for table in SCHEMA}
        # a document that could not be read has no text
        ids = _readable(stored["documents"])
        texts = {doc_id: read_text(path, doc_id) for doc_id in ids}
        return cls(**frames, texts=texts, _stored=stored, _catalogue=_given(catalogue), _patterns=_given(patterns))

    def write(self, folder: PathLike) -> Path:
        """Write the dataset to ``folder`` as ``extractor extract`` does; the folder as a Path.

        The tables are written as they were extracted, whatever has been done to the DataFrames since. Raises UsageError
        where the folder holds other files or cannot be written to.
        """
        path = Path(folder)
        with DatasetWriter(path) as writer:
            for doc_id, text in self.texts.items():
                writer.add_text(doc_id, text)
            for name, rows in self._stored.items():
                writer.add(name, rows)
        return path

    def panel(self, *indicators: str, wide: bool = False) -> pd.DataFrame:
        """The researchers' table: one row an authority, indicator, period and role (docs/panel.md has its columns).

        ``indicators`` are ids of the catalogue or words of a name; all where none is given. ``wide`` gives one column a
        period. Raises UsageError where nothing is named so.

        >>> extraction.panel("cla.rate", wide=True)
        """
        made = self._panel(indicators)
        return made.wide() if wide else made.long()

    def restatements(self) -> pd.DataFrame:
        """Checks across documents: one row two papers with the same figure, with the columns of ``reconciliations``."""
        return self._panel(()).restatements()

    def plot(self, indicator: str) -> Any:
        """An Altair chart of one indicator over time, by authority, with its targets and what each figure stands for.

        Raises UsageError where the indicator has no figure with a period, where its name fits several, or where the
        extra ``report`` (Altair, vl-convert) is not installed.
        """
        return draw(self._panel((indicator,)))

    def _panel(self, indicators: Iterable[str]) -> Panel:
        catalogue = find_catalogue(
            Path(self._catalogue) if self._catalogue else None, Path(self._patterns) if self._patterns else None
        )
        figures = read_figures(self._records("documents"), self._records("mentions"))
        return make_panel(figures, indicators, catalogue)

    def _records(self, table: str) -> list[dict[str, Value]]:
        names = [column.name for column in TABLES[table].columns]
        return [dict(zip(names, row, strict=True)) for row in self._stored[table]]

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(getattr(self, table.name)):,} {table.name}" for table in SCHEMA)
        return f"Extraction({counts})"

    def _repr_html_(self) -> str:
        return summarise(self.documents, self.mentions, self.reconciliations)


def extract(
    paths: PathLike | Iterable[PathLike],
    *,
    authority: str = "",
    date: str | Day | None = None,
    format: str | None = None,
    catalogue: PathLike | None = None,
    patterns: PathLike | None = None,
    jobs: int = 0,
    timeout: float = TIMEOUT_S,
    memory: int = MEMORY_MB,
    max_pages: int = MAX_PAGES,
    cache: PathLike | None = None,
) -> Extraction:
    """Read papers (PDF, Word, HTML, text) and return every figure, claim and check as DataFrames.

    ``paths`` is a file, a folder or a glob, or several. ``authority`` and ``date`` (a date, "2019-03-31" or
    "31/03/2019") go before what the papers say of themselves; ``format`` reads every file as pdf, docx, html or txt.
    ``catalogue`` is a CSV file of indicators and ``patterns`` a folder of rules in place of the program's own.

    ``jobs`` documents are read at a time, each by a process of its own, which may take ``timeout`` seconds and
    ``memory`` MB; 0 reads them in this process, without limits. (With ``jobs``, a script needs the usual
    ``if __name__ == "__main__":``.) ``cache`` is a folder that keeps results: a second call reads what has changed.

    A file that cannot be read is a ``failed`` row of ``documents``, which says what to do. Raises UsageError where
    there is nothing to read or an argument cannot be used, PatternError where a catalogue or rules are at fault.

    >>> extraction = extractor.extract("papers", authority="Exford Council")
    >>> extraction.mentions.query("role == 'target'")
    """
    given = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    day = date if isinstance(date, Day) else parse_day(date)
    settings = Settings(_given(patterns), _given(catalogue), format, authority, day, max_pages)
    limits = Limits(jobs, timeout, memory)
    check_extract(settings, limits, _given(cache), None)
    files = find_files([os.fspath(path) for path in given])
    if not files:
        remedy = "Name files, or a folder that holds some"
        raise UsageError("no files to read", where=", ".join(map(str, given)), remedy=remedy)
    with TemporaryDirectory(prefix="extractor-") as folder:
        out = Path(folder) / "dataset"
        extract_archive(files, out, settings, limits, cache=Path(cache) if cache else None)
        return Extraction.open(out, catalogue=catalogue, patterns=patterns)


def _given(path: PathLike | None) -> str:
    return os.fspath(path) if path is not None else ""


def _readable(documents: list[tuple[Value, ...]]) -> list[str]:
    names = [column.name for column in TABLES["documents"].columns]
    doc_id, status = names.index("doc_id"), names.index("status")
    return list(dict.fromkeys(str(row[doc_id]) for row in documents if row[status] != "failed" and row[doc_id]))
