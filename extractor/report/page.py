"""The page itself: one HTML file that holds all it needs, and that may load nothing."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from extractor.report import charts, wording
from extractor.report.data import Contents, Figure, Paper, Statement
from extractor.report.findings import OPEN, Finding, Group
from extractor.report.indicators import Indicator, Indicators, Series, key_of
from extractor.report.marking import Piece, cut_snippet
from extractor.report.pictures import Picture, Pictures
from extractor.report.sources import Sources

GENERATOR = "extractor report"
MOST_DOCUMENTS = 5_000

_TEMPLATES = Path(__file__).resolve().parent / "templates"


@dataclass(frozen=True, slots=True)
class Material:
    """All that a page is made from. ``chart_problem`` says why it has no charts."""

    title: str
    contents: Contents
    groups: tuple[Group, ...]
    indicators: Indicators
    pictures: Pictures
    sources: Sources
    chart_problem: str = ""


class Facets:
    """What the page is filtered by: each value has a number, which rows carry instead of the words."""

    def __init__(self, material: Material) -> None:
        papers = material.contents.documents
        self.authorities = _numbers(paper.authority for paper in papers)
        self.committees = _numbers(paper.committee for paper in papers)
        findings = [finding for group in material.groups if group.verdict in OPEN for finding in group.findings]
        names = {group.key: group.name for group in material.indicators.shown}
        for finding in findings:
            items: tuple[Figure | Statement, ...] = (*finding.check.figures, *finding.check.claims)
            for item in items:
                name = item.indicator_name if isinstance(item, Figure) and item.indicator_id else item.indicator
                names.setdefault(key_of(item), name or item.indicator_id)
        names.pop("", None)
        self.keys = {key: number for number, key in enumerate(names)}
        self.indicators = sorted(
            ((number, names[key], key.startswith("id:")) for key, number in self.keys.items()),
            key=lambda entry: entry[1].casefold(),
        )

    def of_papers(self, papers: Iterable[Paper]) -> tuple[str, str]:
        """The numbers of their authorities and of their committees, separated by blanks."""
        papers = list(papers)
        return (
            " ".join(dict.fromkeys(str(self.authorities[paper.authority]) for paper in papers)),
            " ".join(dict.fromkeys(str(self.committees[paper.committee]) for paper in papers)),
        )

    def of_keys(self, keys: Iterable[str]) -> str:
        """The numbers of indicators; those that the page does not list are left out."""
        return " ".join(str(self.keys[key]) for key in keys if key in self.keys)


def _numbers(values: Iterable[str]) -> dict[str, int]:
    """Each value and its number, in the order of the alphabet, what is not stated last."""
    ordered = sorted(set(values), key=lambda value: (value == wording.NOT_STATED, value.casefold(), value))
    return {value: number for number, value in enumerate(ordered)}


def make_page(material: Material) -> str:
    """The page's HTML. The same material gives the same page."""
    with_charts = not material.chart_problem
    bundle = charts.make_bundle() if with_charts else ""
    script = _read("report.js")
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"grouped": lambda number: f"{number:,}", "plural": _plural}
    template = environment.get_template("page.html.j2")
    view = _View(material)
    return template.render(
        view=view,
        title=material.title,
        generator=GENERATOR,
        policy=_policy(script, bundle),
        style=Markup(_read("report.css")),
        script=Markup(script),
        bundle=Markup(bundle),
        specification=json_island(charts.make_specification()) if with_charts else "",
        charts=json_island(view.chart_data) if with_charts else "",
        chart_problem=material.chart_problem,
        w=wording,
    )


def json_island(value: object) -> Markup:
    """JSON for a script element that is not run: nothing in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def _policy(*scripts: str) -> str:
    """A Content-Security-Policy under which only these scripts run, and nothing is loaded from anywhere."""
    digests = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts if script)
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _read(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _plural(number: int, one: str, many: str = "") -> str:
    """ "1 paper", "2 papers"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


class _View:
    """What the templates ask for, one question a method."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.contents = material.contents
        self.groups = {group.verdict: group for group in material.groups}
        self.facets = Facets(material)
        self.open_groups = [self.groups[verdict] for verdict in OPEN]
        self.known = [group for group in material.indicators.shown if group.in_catalogue]
        self.worded = [group for group in material.indicators.shown if not group.in_catalogue]
        self.left_out = material.indicators.left_out
        self.chart_data: dict[str, charts.Json] = {}
        self._charts: dict[int, str] = {}
        if not material.chart_problem:
            self._draw_charts()
        self.papers_read = sum(paper.status != "failed" for paper in self.contents.documents)
        self.pages = sum(paper.pages or 0 for paper in self.contents.documents)
        self.scanned = sum(paper.scanned for paper in self.contents.documents)
        self._figures = Counter(figure.doc_id for figure in self.contents.figures.values())
        self._verdicts: dict[str, dict[str, str]] = {}
        self._of_paper: dict[str, Counter[str]] = {}
        shown = {finding.check.id for group in material.groups for finding in group.findings}
        for check in self.contents.checks:
            for figure in check.figures:
                seen = self._verdicts.setdefault(figure.id, {})
                seen.setdefault(check.verdict, check.id if check.id in shown else "")
            for doc_id in set(check.doc_ids):
                self._of_paper.setdefault(doc_id, Counter())[check.verdict] += 1
        self.rows = {figure.id for group in material.indicators.shown for s in group.series for figure in s.figures}

    @property
    def documents(self) -> list[Paper]:
        """Those that were not read first, then those read in part, as many as the page may hold."""
        order = {"failed": 0, "partial": 1}
        ranked = sorted(self.contents.documents, key=lambda paper: (order.get(paper.status, 2), paper.place))
        return ranked[:MOST_DOCUMENTS]

    @property
    def troubled(self) -> list[Paper]:
        return [paper for paper in self.documents if paper.status in ("failed", "partial")]

    @property
    def documents_left_out(self) -> int:
        return max(0, len(self.contents.documents) - MOST_DOCUMENTS)

    def paper(self, doc_id: str) -> Paper:
        return self.contents.papers[doc_id]

    def link(self, paper: Paper, page: int | None = None) -> str:
        return self.material.sources.link(paper, page)

    def pictures(self, finding: Finding) -> tuple[Picture, ...]:
        return self.material.pictures.of.get(finding.check.id, ())

    def why_no_picture(self, finding: Finding) -> str:
        return self.material.pictures.why_not.get(finding.check.id, "")

    def figures_of(self, paper: Paper) -> int:
        return self._figures[paper.doc_id]

    def checks_of(self, paper: Paper, verdict: str) -> int:
        return self._of_paper.get(paper.doc_id, Counter())[verdict]

    def byline(self, paper: Paper) -> list[str]:
        """Authority, committee and date, as far as they are known; the authority always."""
        known = [paper.authority if paper.authority != wording.NOT_STATED else "Authority not stated"]
        if paper.committee not in (wording.NOT_STATED, paper.authority):
            known.append(paper.committee)
        return [*known, *([wording.long_date(paper.date)] if paper.date else [])]

    def places_of(self, finding: Finding) -> str:
        """The numbers of its papers."""
        return " ".join(str(place.paper.place) for place in finding.places)

    def rows_of(self, finding: Finding) -> list[Figure]:
        """Its figures that stand in a table of the page."""
        return [figure for figure in finding.check.figures if figure.id in self.rows]

    def figures_on(self, finding: Finding, picture: Picture) -> list[str]:
        """The figures that a picture outlines."""
        figures = finding.check.figures
        return [
            wording.shown(figure.text)
            for figure in figures
            if (figure.doc_id, figure.page) == (picture.doc_id, picture.page)
        ]

    def is_scan(self, finding: Finding, picture: Picture) -> bool:
        """Whether the figures that a picture outlines were read from an image."""
        spot = (picture.doc_id, picture.page)
        return any(figure.scanned for figure in finding.check.figures if (figure.doc_id, figure.page) == spot)

    def period(self, figure: Figure) -> str:
        """As written, else as dates."""
        return figure.period_text or wording.short_period(figure.period_start, figure.period_end) or "–"

    def finding_facets(self, finding: Finding) -> dict[str, str]:
        authorities, committees = self.facets.of_papers(place.paper for place in finding.places)
        return {"a": authorities, "c": committees, "i": self.facets.of_keys(finding.keys), "v": finding.check.verdict}

    def paper_facets(self, paper: Paper) -> dict[str, str]:
        authorities, committees = self.facets.of_papers([paper])
        return {"a": authorities, "c": committees, "i": "", "v": ""}

    def figure_facets(self, figure: Figure, indicator: Indicator) -> dict[str, str]:
        authorities, committees = self.facets.of_papers([self.paper(figure.doc_id)])
        verdicts = " ".join(self._verdicts.get(figure.id, ()))
        return {"a": authorities, "c": committees, "i": self.facets.of_keys([indicator.key]), "v": verdicts}

    def check_links(self, figure: Figure) -> list[tuple[str, str]]:
        """The verdicts on a figure, the worst first, each with the finding to go to, empty where it is not shown."""
        seen = self._verdicts.get(figure.id, {})
        return [(verdict, seen[verdict]) for verdict in wording.VERDICTS if verdict in seen]

    def snippet(self, figure: Figure) -> Sequence[Piece]:
        """The words around a figure of a sentence; for a table's figure, its row and its column."""
        if figure.source == "table":
            return ()
        return cut_snippet(self.contents.text(figure.doc_id), figure)

    def chart_of(self, series: Series) -> str:
        """The name of a series' chart; empty where there is none."""
        return self._charts.get(id(series), "")

    def _draw_charts(self) -> None:
        """Name the charts, so that the page can hold the figures of each."""
        for indicator in self.material.indicators.shown:
            for series in indicator.series:
                if data := charts.chart_figures(series, self.contents):
                    name = f"chart-{len(self.chart_data)}"
                    self.chart_data[name] = data
                    self._charts[id(series)] = name

    def years(self, indicator: Indicator) -> str:
        """The first and the last year that its figures are for."""
        ends = [figure.period_end[:4] for series in indicator.series for figure in series.figures if figure.period_end]
        if not ends:
            return ""
        return min(ends) if min(ends) == max(ends) else f"{min(ends)} to {max(ends)}"

    def bodies(self, indicator: Indicator) -> int:
        """How many authorities it has figures of."""
        figures = (figure for series in indicator.series for figure in series.figures)
        return len({self.paper(figure.doc_id).authority for figure in figures})
