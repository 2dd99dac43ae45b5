"""``extractor panel`` from papers to files."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from frictionless import validate
from typer.testing import CliRunner

from extractor.cli import app
from extractor.errors import UsageError
from extractor.files import find_files
from extractor.panel import read_panel, restatements
from extractor.panel.plot import draw, plot_name, save_plot, select
from extractor.panel.writing import write_panel

PAPERS = {
    "whitmoor_may.txt": "Whitmoor Council\n\nDate: 1 May 2014\n\nThe provisional number of looked after children at "
    "31 March 2014 was 214, against a target of 200. The number of looked after children at 31 March 2013 was 190.\n",
    "whitmoor_july.txt": "Whitmoor Council\n\nDate: 1 July 2014\n\nThe number of looked after children at 31 March "
    "2014 was 219.\n\nThe number of looked after children at 31 March 2012 was 180.\n",
    "whitmoor_september.txt": "Whitmoor Council\n\nDate: 1 September 2014\n\nThe number of looked after children at "
    "31 March 2012 was 185.\n",
    "redmoor.txt": "Redmoor Council\n\nDate: 1 May 2014\n\nThe number of looked after children at 31 March 2014 "
    "was 301. There were 12 empty homes let in March 2014.\n",
}
TABLES = ("panel", "panel_wide", "restatements")


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("panel")
    papers = folder / "papers"
    papers.mkdir()
    for name, text in PAPERS.items():
        (papers / name).write_text(text, encoding="utf-8")
    run("extract", str(papers), "--out", str(folder / "dataset"), "--quiet", "--jobs", "0")
    return folder / "dataset"


def run(*arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == code, (done.output, done.exception)
    return done.output


def test_papers_become_a_panel(dataset: Path, tmp_path: Path) -> None:
    said = run("panel", str(dataset), "--out", str(tmp_path / "panel"), "--indicator", "cla.number")
    what = "Whitmoor Council, Children looked after at the end of the period"
    assert f"REVIEW  {what}: the figure for 31 March 2012" in said
    assert "2 checks across documents (1 to review)" in said
    panel = pd.read_csv(tmp_path / "panel/panel.csv")
    rows = panel[panel["role"] == "actual"][["authority", "period_end", "value", "agreement", "comparable"]]
    assert rows.values.tolist() == [
        ["Redmoor Council", "2014-03-31", 301, "single", "yes"],
        ["Whitmoor Council", "2012-03-31", 185, "conflict", "no"],
        ["Whitmoor Council", "2013-03-31", 190, "single", "no"],
        ["Whitmoor Council", "2014-03-31", 219, "provisional_then_final", "yes"],
    ]
    assert panel["row_id"].is_unique
    wide = pd.read_csv(tmp_path / "panel/panel_wide.csv")
    assert wide[wide["role"] == "actual"]["2014-03-31"].tolist() == [301, 219]


@pytest.mark.parametrize("name", TABLES)
def test_both_files_of_a_table_are_equal_and_described(dataset: Path, tmp_path: Path, name: str) -> None:
    write_panel(read_panel(dataset), tmp_path)
    csv, parquet = pd.read_csv(tmp_path / f"{name}.csv"), pd.read_parquet(tmp_path / f"{name}.parquet")
    assert csv.columns.tolist() == parquet.columns.tolist()
    assert len(csv) == len(parquet) > 0
    resources = {
        table["name"]: table for table in json.loads((tmp_path / "datapackage.json").read_bytes())["resources"]
    }
    assert [field["name"] for field in resources[name]["schema"]["fields"]] == csv.columns.tolist()


def test_the_descriptor_is_valid(dataset: Path, tmp_path: Path) -> None:
    write_panel(read_panel(dataset), tmp_path)
    report = validate(str(tmp_path / "datapackage.json"))
    assert report.flatten(["rowNumber", "fieldName", "type", "note"]) == []


def test_a_panel_has_the_same_bytes_again_and_leaves_its_dataset_alone(dataset: Path) -> None:
    run("panel", str(dataset))
    first = {path.name: path.read_bytes() for path in (dataset / "panel").iterdir()}
    run("panel", str(dataset))
    assert {path.name: path.read_bytes() for path in (dataset / "panel").iterdir()} == first
    papers = dataset.parent / "papers"
    before = (dataset / "mentions.parquet").read_bytes()
    run("extract", str(papers), "--out", str(dataset), "--jobs", "0")
    assert (dataset / "mentions.parquet").read_bytes() == before
    assert {path.name: path.read_bytes() for path in (dataset / "panel").iterdir()} == first
    assert find_files([str(dataset.parent)]) == [(papers / name).as_posix() for name in sorted(PAPERS)]


def test_without_the_wide_table(dataset: Path, tmp_path: Path) -> None:
    run("panel", str(dataset), "--out", str(tmp_path / "out"), "--no-wide")
    assert sorted(path.name for path in (tmp_path / "out").glob("*.csv")) == ["panel.csv", "restatements.csv"]


def test_a_folder_with_other_files_is_left_alone(dataset: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="no panel"):
        write_panel(read_panel(dataset), tmp_path)
    with pytest.raises(UsageError, match="not a folder"):
        write_panel(read_panel(dataset), tmp_path / "letter.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--indicator", "cla.numbr"), r"no figure of 'cla\.numbr'.*The dataset has .*cla\.number"),
        (("--plot", "nothing"), "no figure of 'nothing'"),
        (("--plot-format", "gif"), "'gif' is unknown"),
    ],
)
def test_what_cannot_be_done_is_said(dataset: Path, tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    from extractor.commands import run_panel

    given = dict(zip(arguments[::2], arguments[1::2], strict=True))
    with pytest.raises(UsageError, match=message):
        run_panel(
            dataset,
            tmp_path / "out",
            [given["--indicator"]] if "--indicator" in given else [],
            given.get("--plot", ""),
            given.get("--plot-format", "png"),
        )
    assert not (tmp_path / "out").exists()


def test_no_dataset_is_no_panel(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no finished dataset"):
        read_panel(tmp_path)


def test_restatements_of_a_dataset_are_a_frame(dataset: Path) -> None:
    frame = restatements(dataset)
    assert frame[["kind", "verdict", "reason"]].values.tolist() == [
        ["restatement", "review", "conflict"],
        ["restatement", "consistent", "provisional_then_final"],
    ]


def test_a_plot_is_drawn(dataset: Path, tmp_path: Path) -> None:
    said = run("panel", str(dataset), "--out", str(tmp_path / "p"), "--plot", "cla.number", "--plot-format", "svg")
    assert "drawn: " in said
    svg = (tmp_path / "p/plot_cla_number.svg").read_text(encoding="utf-8")
    for words in ("Children looked after at the end of the period", "on a day; 2 authorities", "Redmoor Council"):
        assert words in svg
    png = save_plot(read_panel(dataset, ["cla.number"]), tmp_path / "plot.png", "png").read_bytes()
    assert png.startswith(b"\x89PNG")


def test_what_is_drawn(dataset: Path) -> None:
    drawing = select(read_panel(dataset, ["cla.number"]))
    assert drawing.authorities == ["Redmoor Council", "Whitmoor Council"]
    assert [str(row.thing.end) for row in drawing.rows if row.thing.role == "actual"] == [
        *("2014-03-31", "2012-03-31", "2013-03-31", "2014-03-31"),
    ]
    specification = draw(read_panel(dataset, ["cla.number"])).to_dict()
    values = [datum["value"] for datum in specification["data"]["values"] if datum["role"] == "actual"]
    assert values == [301, 185, 190, 219]


def test_one_indicator_is_drawn_at_a_time(dataset: Path) -> None:
    figures = read_panel(dataset)
    assert len({row.thing.indicator for row in figures.rows}) > 1
    with pytest.raises(UsageError, match="indicators are called so"):
        select(figures)


def test_a_missing_library_is_named(dataset: Path) -> None:
    code = (
        "import sys; sys.modules['altair'] = None\n"
        "from extractor.cli import main\n"
        f"sys.argv = ['extractor', 'panel', {str(dataset)!r}, '--plot', 'cla.number']\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "pip install '.[report]'" in done.stderr


@pytest.mark.parametrize(
    ("names", "file"), [(["cla.rate"], "plot_cla_rate"), (["../a b%"], "plot_a_b"), (["£"], "plot_indicator")]
)
def test_a_plots_file_is_named_by_letters(names: list[str], file: str) -> None:
    assert plot_name(names) == file


def test_periods_are_dates(dataset: Path) -> None:
    frame = read_panel(dataset, ["cla.number"]).long()
    assert str(frame["period_end"].dtype) == "datetime64[s]"
    assert frame["period_end"].max().date() == date(2014, 3, 31)
