"""Makes the page and writes it: never over a file that is not such a page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from extractor.dataset.descriptor import is_dataset
from extractor.dataset.writers import replace_file
from extractor.errors import UsageError
from extractor.report.charts import missing_libraries
from extractor.report.data import Contents, read_contents
from extractor.report.findings import OPEN, group_findings
from extractor.report.indicators import group_figures
from extractor.report.page import GENERATOR, Material, make_page
from extractor.report.pictures import draw_pictures
from extractor.report.sources import Sources
from extractor.spoken import count
from extractor.terminal import one_line

FILE_NAME = "report.html"
MOST_PICTURES = 200

_HEAD_BYTES = 2_048
_MARK = f'<meta name="generator" content="{GENERATOR}">'.encode()


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the file, what it holds, and what a person should be told."""

    path: Path
    bytes: int
    findings: int
    pictures: int
    remarks: tuple[str, ...]

    @property
    def summary(self) -> str:
        """One line for a terminal."""
        size_mb = self.bytes / 1_000_000
        findings, pictures = count(self.findings, "finding"), count(self.pictures, "picture")
        return f"{findings}, {pictures}, {size_mb:.1f} MB -> {one_line(str(self.path))}"


def write_report(
    dataset: Path,
    out: Path | None = None,
    *,
    sources: Path | None = None,
    pictures: int = MOST_PICTURES,
    title: str = "",
) -> Written:
    """Write the report of the dataset in the folder ``dataset`` to the file ``out``, or to report.html in that folder.

    Papers are looked for at the paths that the dataset has for them, or below ``sources``; pictures of at most
    ``pictures`` spots are drawn. Raises UsageError where the dataset cannot be read or the file may not be written.
    """
    path = dataset / FILE_NAME if out is None else out
    check_inputs(dataset, path, sources, pictures)
    contents = read_contents(dataset)
    groups = group_findings(contents)
    where = Sources(path.absolute().parent, sources)
    open_checks = [finding.check for group in groups if group.verdict in OPEN for finding in group.findings]
    drawn = draw_pictures(contents, open_checks, where, pictures)
    problem = _chart_problem()
    heading = title or "Do the figures agree?"
    page = make_page(Material(heading, contents, groups, group_figures(contents), drawn, where, problem))
    content = page.encode("utf-8", "replace")
    try:
        replace_file(path, content)
    except OSError as error:
        raise UsageError(f"the report cannot be written ({error.strerror or error})", where=str(path)) from error
    made = sum(len(found) for found in drawn.of.values())
    return Written(path, len(content), len(open_checks), made, tuple(_remarks(contents, where, problem)))


def check_inputs(dataset: Path, path: Path, sources: Path | None, pictures: int) -> None:
    """Raises UsageError for what cannot be used, before anything is read."""
    if not is_dataset(dataset):
        remedy = "Give the folder that extract wrote with --out"
        raise UsageError("this folder holds no finished dataset", where=str(dataset), remedy=remedy)
    if pictures < 0:
        raise UsageError(
            f"--pictures {pictures} is too low", remedy="Give how many pictures there may be, or 0 for none"
        )
    if sources is not None and not sources.is_dir():
        raise UsageError("no such folder", where=str(sources), remedy="Give --sources the folder that holds the papers")
    if not path.absolute().parent.is_dir():
        raise UsageError("its folder is not there", where=str(path), remedy="Make the folder, or give --out another")
    if path.is_dir():
        raise UsageError("this is a folder", where=str(path), remedy="Give --out a file, such as report.html")
    if path.exists() and not _is_report(path):
        remedy = "Give --out another name"
        raise UsageError("a file stands there that is no report of this program", where=str(path), remedy=remedy)


def _is_report(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return _MARK in file.read(_HEAD_BYTES)
    except OSError:
        return False


def _chart_problem() -> str:
    missing = missing_libraries()
    if not missing:
        return ""
    verb = "is" if len(missing) == 1 else "are"
    return f"{' and '.join(missing)} {verb} not installed"


def _remarks(contents: Contents, sources: Sources, chart_problem: str) -> list[str]:
    remarks = []
    if chart_problem:
        remarks.append(
            f"the report has no charts: {chart_problem}. "
            "Install them with: pip install '.[report]' in the program's folder"
        )
    absent = [paper for paper in contents.papers.values() if sources.find(paper) is None]
    if absent:
        papers = "1 paper is" if len(absent) == 1 else f"{len(absent):,} papers are"
        remarks.append(
            f"{papers} not at hand, so that no link or picture leads there (first: {absent[0].path}). "
            "Name their folder with --sources, or run the command where extract was run"
        )
    return remarks
