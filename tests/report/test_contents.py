"""What the page shows of a dataset: the order of findings, groups of figures, charts, links, words for periods."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from extractor.dataset import schema
from extractor.dataset.records import Records, Row
from extractor.dataset.writers import write_dataset
from extractor.report.charts import chart_figures, make_bundle, make_specification
from extractor.report.data import Contents, read_contents
from extractor.report.findings import group_findings
from extractor.report.indicators import Series, group_figures
from extractor.report.page import json_island
from extractor.report.sources import Sources
from extractor.report.wording import KINDS, MEASURES, ROLES, VERDICTS, long_date, measure_of, short_period, unit_beside

from .datasets import figure_row


def contents_of(folder: Path, mentions: list[Row], checks: list[Row] | None = None, authority: str = "A") -> Contents:
    """The contents of a dataset of one paper that is long enough for all offsets."""
    document = {"path": "papers/a b.pdf", "doc_id": "d1", "format": "pdf", "status": "ok", "authority": authority}
    write_dataset(Records([document], mentions, [], checks or [], [], {"d1": "." * 500}), folder)
    return read_contents(folder)


def test_every_keyword_has_its_words() -> None:
    assert tuple(KINDS) == schema.CHECKS
    assert sorted(VERDICTS) == sorted(schema.VERDICTS)
    assert tuple(ROLES) == schema.ROLES
    assert tuple(MEASURES) == schema.MEASURES


def test_the_worst_comes_first_and_what_turns_a_target_before_all(tmp_path: Path) -> None:
    said = [
        ("k1", "consistent", "sum", ""),
        ("k2", "inconsistent", "sum", ""),
        ("k3", "review", "target", ""),
        ("k4", "inconsistent", "ratio", "As printed the target of 9 is met; as it works out it is missed."),
        ("k5", "inconsistent", "target", ""),
        ("k6", "unverifiable", "trend", ""),
    ]
    checks: list[Row] = [
        {"check_id": name, "doc_id": ("d1",), "verdict": verdict, "kind": kind, "statement": words}
        for name, verdict, kind, words in said
    ]
    groups = group_findings(contents_of(tmp_path, [], checks))
    assert [(group.verdict, [finding.check.id for finding in group.findings]) for group in groups] == [
        ("inconsistent", ["k4", "k5", "k2"]),
        ("review", ["k3"]),
        ("unverifiable", ["k6"]),
        ("consistent", ["k1"]),
    ]


def test_papers_are_held_against_each_other(tmp_path: Path) -> None:
    """The same year of one authority in two papers: what differs is worth a look, with both places."""
    documents: list[Row] = [
        {
            "path": f"{n}.pdf",
            "doc_id": f"d{n}",
            "format": "pdf",
            "status": "ok",
            "authority": "Wealdshire County Council",
            "document_date": date(2018 + n, 7, 1),
        }
        for n in (1, 2)
    ]
    year = {"period_start": date(2017, 4, 1), "period_end": date(2018, 3, 31), "period_text": "2017/18"}
    waste = {"indicator_id": "NI 192", "indicator": "waste recycled", "indicator_name": "Waste recycled"}
    said = {1: "It was 44% then.", 2: "It was 47% then."}
    mentions: list[Row] = [
        figure_row(
            f"d{n}-m1",
            f"d{n}",
            7,
            said[n][7:10],
            context=said[n],
            page=n,
            value=int(said[n][7:9]),
            low=int(said[n][7:9]) - 0.5,
            high=int(said[n][7:9]) + 0.5,
            qualifier="eq",
            confidence=0.9,
            **year,
            **waste,
        )
        for n in (1, 2)
    ]
    write_dataset(Records(documents, mentions, [], [], [], {f"d{n}": said[n] for n in (1, 2)}), tmp_path)
    (finding,) = group_findings(read_contents(tmp_path))[1].findings
    assert finding.check.kind == "restatement"
    assert [(place.paper.name, place.page) for place in finding.places] == [("1.pdf", 1), ("2.pdf", 2)]
    assert [(passage.doc_id, passage.text) for passage in finding.passages] == [("d1", said[1]), ("d2", said[2])]


def test_what_is_not_shown_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.report.findings.MOST_OPEN", 2)
    checks: list[Row] = [
        {"check_id": f"k{number}", "doc_id": ("d1",), "verdict": "inconsistent", "kind": "sum"} for number in range(5)
    ]
    group = group_findings(contents_of(tmp_path, [], checks))[0]
    assert (len(group.findings), group.total) == (2, 5)


def test_figures_are_grouped_by_entry_or_wording_and_by_axis(tmp_path: Path) -> None:
    mentions = [
        figure_row("m1", "d1", 0, "1%", indicator="Homes let", indicator_id="H1", indicator_name="Homes"),
        figure_row("m2", "d1", 5, "2", indicator="homes", indicator_id="H1", indicator_name="Homes", unit="homes"),
        figure_row("m3", "d1", 10, "3%", indicator="  Bins   emptied: "),
        figure_row("m4", "d1", 15, "4%", indicator="bins emptied"),
        figure_row("m5", "d1", 20, "5%", indicator="said once"),
        figure_row("m6", "d1", 25, "6%"),
    ]
    grouped = group_figures(contents_of(tmp_path, mentions))
    assert [
        (group.key, group.in_catalogue, [(s.unit, [figure.id for figure in s.figures]) for s in group.series])
        for group in grouped.shown
    ] == [
        ("id:H1", True, [("%", ["m1"]), ("homes", ["m2"])]),
        ("as:bins emptied", False, [("%", ["m3", "m4"])]),
    ]
    assert grouped.left_out == 2


def test_more_wordings_than_the_page_holds_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.report.indicators.MOST_WORDINGS", 1)
    names = ("a", "a", "b", "b", "b")
    mentions = [figure_row(f"m{n}", "d1", 5 * n, "1%", indicator=name) for n, name in enumerate(names)]
    grouped = group_figures(contents_of(tmp_path, mentions))
    assert ([group.name for group in grouped.shown], grouped.left_out) == (["b"], 2)


def series_of(folder: Path, rows: list[dict[str, object]], authority: str = "A") -> tuple[Series, Contents]:
    mentions = [
        figure_row(
            f"m{number}",
            "d1",
            5 * number,
            "1%",
            indicator="x",
            **{key: date.fromisoformat(str(v)) if key.startswith("period_") else v for key, v in row.items()},
        )
        for number, row in enumerate(rows)
    ]
    contents = contents_of(folder, mentions, authority=authority)
    return Series("percentage", "%", tuple(contents.figures.values())), contents


ACTUALS: list[dict[str, object]] = [
    {"value": 10, "period_start": "2017-04-01", "period_end": "2018-03-31"},
    {"value": 12, "period_start": "2018-04-01", "period_end": "2019-03-31"},
]


def test_a_chart_has_actuals_targets_and_others_each_by_its_body(tmp_path: Path) -> None:
    series, contents = series_of(
        tmp_path,
        [
            *ACTUALS,
            {"value": 11, "role": "target", "period_start": "2018-04-01", "period_end": "2019-03-31"},
            {"value": 9, "role": "benchmark", "comparator": "England", "period_end": "2019-03-31"},
            {"value": 2, "role": "change", "period_end": "2019-03-31"},
            {"value": 7, "area": "North", "period_end": "2019-03-31"},
            {"value": 8},
        ],
    )
    chart = chart_figures(series, contents)
    assert chart is not None
    assert [(point["id"], point["body"], point["kind"], point["value"]) for point in chart["values"]] == [
        ("m0", "A", "Reported", 10.0),
        ("m1", "A", "Reported", 12.0),
        ("m2", "A", "Target", 11.0),
        ("m3", "England", "Comparison", 9.0),
        ("m5", "A: North", "Reported", 7.0),
    ]
    assert chart["kinds"] == ["Reported", "Target", "Comparison"]
    assert chart["dashes"] == [[1, 0], [6, 4], [2, 3]]
    assert chart["domain"] == ["A", "England", "A: North"]
    assert [point.get("start") for point in chart["values"]] == [None, None, "2018-04-01", None, None]


@pytest.mark.parametrize(
    "rows",
    [
        [],
        ACTUALS[:1],
        [ACTUALS[0], ACTUALS[0]],
        [ACTUALS[0], {"value": 3, "role": "benchmark", "period_end": "2019-03-31"}],
        [ACTUALS[0], {"value": 3}],
        [ACTUALS[0], {"period_end": "2019-03-31"}],
    ],
)
def test_no_chart_without_two_days(rows: list[dict[str, object]], tmp_path: Path) -> None:
    assert chart_figures(*series_of(tmp_path, rows)) is None


def test_a_quarter_and_a_year_are_not_joined(tmp_path: Path) -> None:
    quarter: dict[str, object] = {"value": 3, "period_start": "2019-01-01", "period_end": "2019-03-31"}
    chart = chart_figures(*series_of(tmp_path, [*ACTUALS, quarter]))
    assert chart is not None
    assert [point["line"] for point in chart["values"]] == ["A|actual|year", "A|actual|year", "A|actual|quarter"]


def test_an_authority_that_is_not_known_goes_by_its_file(tmp_path: Path) -> None:
    chart = chart_figures(*series_of(tmp_path, ACTUALS, authority=""))
    assert chart is not None
    assert chart["domain"] == ["a b.pdf (authority not stated)"]


def test_bodies_that_cannot_be_told_apart_are_left_to_the_table(tmp_path: Path) -> None:
    areas: list[dict[str, object]] = [{"value": 1, "area": f"Ward {n}", "period_end": "2019-03-31"} for n in range(12)]
    chart = chart_figures(*series_of(tmp_path, [*ACTUALS, *areas]))
    assert chart is not None
    assert (len(chart["domain"]), chart["unplaced"], len(chart["values"])) == (8, 5, 9)


def test_the_specification_names_its_figures_and_loads_nothing() -> None:
    specification = make_specification()
    assert specification["data"] == {"name": "figures"}
    assert len(specification["layer"]) == 4
    assert "url" not in json_island(specification)


def test_the_bundle_can_stand_in_a_script_element() -> None:
    bundle = make_bundle()
    assert "</script" not in bundle
    assert "<!--" not in bundle
    assert "window.vegaEmbed" in bundle


@pytest.mark.parametrize("text", ["</script>", "<!--<script>", "\u2028\u2029", "a & b", '"quoted"'])
def test_json_ends_no_element(text: str) -> None:
    island = json_island({"text": text})
    assert not set(island) & set("<>&\u2028\u2029")
    assert json.loads(island) == {"text": text}


def test_links_lead_from_the_page_to_the_paper(tmp_path: Path) -> None:
    paper = contents_of(tmp_path / "dataset", []).documents[0]
    (tmp_path / "kept" / "papers").mkdir(parents=True)
    file = tmp_path / "kept" / "papers" / "a b.pdf"
    file.write_bytes(b"")
    kept = Sources(tmp_path / "dataset", tmp_path / "kept")
    assert kept.link(paper, 7) == "../kept/papers/a%20b.pdf#page=7"
    assert kept.link(paper) == "../kept/papers/a%20b.pdf"
    assert kept.link(replace(paper, format="txt"), 7) == "../kept/papers/a%20b.pdf"
    assert Sources(tmp_path, file.parent).find(paper) == file
    assert Sources(tmp_path / "dataset").link(paper, 7) == ""


@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "a\x00b", "x" * 5000, "s3://bucket/a.pdf", ""])
def test_a_path_that_leads_out_of_the_folder_is_not_followed(path: str, tmp_path: Path) -> None:
    paper = replace(contents_of(tmp_path / "dataset", []).documents[0], path=path)
    (tmp_path / "kept").mkdir()
    assert Sources(tmp_path, tmp_path / "kept").find(paper) is None


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("", "", ""),
        ("2018-04-01", "2019-03-31", "1 April 2018 to 31 March 2019"),
        ("2019-03-31", "2019-03-31", "31 March 2019"),
        ("", "2019-03-31", "31 March 2019"),
    ],
)
def test_short_period(start: str, end: str, words: str) -> None:
    assert short_period(start, end) == words


def test_a_date_that_is_none_stands_as_it_is() -> None:
    assert [long_date(text) for text in ("2019-02-01", "", "soon", "2019-13-01")] == [
        "1 February 2019",
        "",
        "soon",
        "2019-13-01",
    ]


@pytest.mark.parametrize(
    ("text", "unit", "beside"),
    [("12%", "%", ""), ("12", "weeks", " weeks"), ("12 weeks", "weeks", ""), ("£3m", "GBP", ""), ("3", "", "")],
)
def test_unit_beside(text: str, unit: str, beside: str) -> None:
    assert unit_beside(text, unit) == beside


@pytest.mark.parametrize(
    ("measure", "unit", "words"),
    [
        ("percentage", "%", "Percentage"),
        ("percentage", "percentage points", "Percentage (percentage points)"),
        ("money", "GBP", "Money (pounds)"),
        ("count", "", "Number"),
        ("", "", "Figure"),
    ],
)
def test_measure_of(measure: str, unit: str, words: str) -> None:
    assert measure_of(measure, unit) == words
