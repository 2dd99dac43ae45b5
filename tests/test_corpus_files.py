"""The corpus agrees with itself: manifests, documents, gold annotations, arithmetic, the made binaries and scans."""

from __future__ import annotations

import csv
import json
import re
import runpy
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

import lxml.html
import pypdfium2
import pytest
from docx import Document
from docx.table import Table

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
DOCUMENTS = CORPUS / "documents"
SCANS = CORPUS / "scans"
MEASURES = {"percentage", "count", "rate", "duration", "money", "score", "quantity", None}
ROLES = {"actual", "target", "benchmark", "forecast", "change"}
QUALIFIERS = {"eq", "ge", "gt", "le", "lt", "approx"}
CLAIMS = {
    "target": {"above", "below", "on", "met", "not_met", "exceeded", "within", "outside", "on_track", "off_track"},
    "trend": {"increased", "decreased", "improved", "worsened", "stable"},
    "benchmark": {"above", "below", "better", "worse", "similar"},
    "rag": {"red", "amber", "green"},
}
CHECKS = {
    "ratio",
    "granularity",
    "sum",
    "change",
    "rate",
    "trend",
    "target",
    "benchmark",
    "rag",
    "agreement",
    "restatement",
}
FIGURE_FIELDS = {
    "quote",
    "text",
    "nth",
    "table",
    "row",
    "column",
    "measure",
    "value",
    "role",
    "period",
    "indicator",
    "numerator",
    "denominator",
    "qualifier",
    "comparator",
    "optional",
}
Gold = dict[str, Any]


def rows_of(name: str) -> list[dict[str, str]]:
    with (CORPUS / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


MANIFEST = rows_of("manifest.csv")
WORKINGS = rows_of("workings.csv")
SCANNED = {row["name"]: row for row in rows_of("scans/manifest.csv")}
TYPED = [row["name"] for row in MANIFEST]
NAMES = [*TYPED, *SCANNED]


def folder_of(name: str) -> Path:
    return SCANS if name in SCANNED else CORPUS


def gold_of(name: str) -> Gold:
    return cast(Gold, json.loads((folder_of(name) / "gold" / f"{name}.json").read_text(encoding="utf-8")))


def flexible(quote: str) -> re.Pattern[str]:
    """The quote, whatever white space stands between its words."""
    return re.compile(r"\s*".join(re.escape(part) for part in re.findall(r"\w+|[^\w\s]", quote)))


def text_of(path: Path) -> str:
    """The words of a document, read without the extractor's own readers."""
    if path.suffix == ".txt":
        return path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        root = lxml.html.document_fromstring(path.read_text(encoding="utf-8").encode("utf-8"))
        return " ".join(str(piece) for piece in root.itertext())
    if path.suffix == ".docx":
        return " ".join(
            " ".join(cell.text for row in block.rows for cell in row.cells) if isinstance(block, Table) else block.text
            for block in Document(str(path)).iter_inner_content()
        )
    return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path))


def test_manifest_names_every_document_and_gold_file() -> None:
    listed = sorted(f"{row['name']}.{row['format']}" for row in MANIFEST)
    assert listed == sorted(path.name for path in DOCUMENTS.iterdir())
    assert sorted(TYPED) == sorted(path.stem for path in (CORPUS / "gold").glob("*.json"))
    rows = [*MANIFEST, *SCANNED.values()]
    assert all(row["service"] and row["shows"] and re.fullmatch(r"(19|20)\d\d", row["year"]) for row in rows)


def test_manifest_names_every_scan() -> None:
    listed = sorted(f"{row['name']}.{row['format']}" for row in SCANNED.values())
    assert listed == sorted(path.name for path in (SCANS / "documents").iterdir())
    assert sorted(SCANNED) == sorted(path.stem for path in (SCANS / "gold").glob("*.json"))
    assert all(row["scan"] for row in SCANNED.values())
    assert set(SCANNED).isdisjoint(TYPED)
    assert sum(path.stat().st_size for path in (SCANS / "documents").iterdir()) < 4_000_000


def test_corpus_has_enough_of_every_format_and_of_sound_papers() -> None:
    formats = Counter(row["format"] for row in MANIFEST)
    assert formats["txt"] >= 5
    assert min(formats["html"], formats["docx"], formats["pdf"]) >= 3
    sound = [name for name in NAMES if all(check["verdict"] == "consistent" for check in gold_of(name)["checks"])]
    assert len(sound) >= 3


@pytest.mark.parametrize("name", NAMES)
def test_figures_keep_to_the_contract(name: str) -> None:
    gold = gold_of(name)
    assert set(gold) == {"document", "figures", "claims", "checks"} | ({"scan"} if name in SCANNED else set())
    assert gold.get("scan", True) is True
    assert Path(gold["document"]).stem == name
    assert (folder_of(name) / "documents" / gold["document"]).is_file()
    for figure in gold["figures"]:
        assert set(figure) <= FIGURE_FIELDS
        assert figure["measure"] in MEASURES
        assert figure["role"]
        assert set(figure["role"]) <= ROLES
        assert figure.get("qualifier", "eq") in QUALIFIERS
        first, last = figure["period"] or ("2000-01-01", "2000-01-01")
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", first)
        assert first <= last
        for pattern in ("indicator", "comparator", "row", "column"):
            re.compile(figure.get(pattern) or "")


@pytest.mark.parametrize("name", NAMES)
def test_claims_and_checks_keep_to_the_contract(name: str) -> None:
    gold = gold_of(name)
    for claim in gold["claims"]:
        assert claim["value"]
        assert set(claim["value"]) <= CLAIMS[claim["kind"]]
    for check in gold["checks"]:
        assert check["verdict"] in {"consistent", "inconsistent"}
        assert check["kinds"]
        assert set(check["kinds"]) <= CHECKS
        assert check["quotes"] or check["cells"]


@pytest.mark.parametrize("name", NAMES)
def test_every_quote_stands_in_its_document(name: str, unspoilt: Path) -> None:
    gold = gold_of(name)
    # what a scan says is what its paper said before it was scanned
    text = text_of(unspoilt / f"{name}.pdf" if name in SCANNED else DOCUMENTS / gold["document"])
    quoted = [figure for figure in gold["figures"] if not figure.get("table")]
    for figure in quoted:
        assert len(flexible(figure["quote"]).findall(text)) == 1, figure["quote"]
        assert len(flexible(figure["text"]).findall(figure["quote"])) > figure.get("nth", 0), figure
    quotes = [claim["quote"] for claim in gold["claims"]]
    quotes += [quote for check in gold["checks"] for quote in check["quotes"]]
    assert [quote for quote in quotes if not flexible(quote).search(text)] == []


@pytest.mark.parametrize("row", WORKINGS, ids=lambda row: f"{row['name']}-{row['check']}")
def test_arithmetic_comes_to_the_verdict(row: dict[str, str]) -> None:
    verdict_of = cast(Callable[[str], str], runpy.run_path(str(CORPUS / "workings.py"))["verdict_of"])
    assert verdict_of(row["working"]) == row["verdict"]
    assert gold_of(row["name"])["checks"][int(row["check"]) - 1]["verdict"] == row["verdict"]


@pytest.mark.parametrize("name", NAMES)
def test_every_required_check_has_its_arithmetic(name: str) -> None:
    worked = {int(row["check"]) for row in WORKINGS if row["name"] == name}
    required = {number for number, check in enumerate(gold_of(name)["checks"], start=1) if not check.get("optional")}
    assert required <= worked


def make_scans(folder: Path, *options: str) -> Path:
    command = [sys.executable, str(CORPUS / "make_scans.py"), str(folder), *options]
    made = subprocess.run(command, check=True, capture_output=True, text=True)
    (folder / "made_with").write_text(made.stderr, encoding="utf-8")  # what differs from MADE_WITH
    return folder


@pytest.fixture(scope="module")
def unspoilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_scans(tmp_path_factory.mktemp("unspoilt"), "--unspoilt")


@pytest.fixture(scope="module")
def rescanned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_scans(tmp_path_factory.mktemp("rescanned"))


@pytest.fixture(scope="module")
def remade(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("remade")
    subprocess.run([sys.executable, str(CORPUS / "make_binaries.py"), str(folder)], check=True, capture_output=True)
    return folder


@pytest.mark.parametrize(
    "row", [row for row in MANIFEST if row["format"] in {"docx", "pdf"}], ids=lambda row: row["name"]
)
def test_remaking_gives_the_committed_bytes(row: dict[str, str], remade: Path) -> None:
    library = {"docx": "python-docx", "pdf": "reportlab"}[row["format"]]
    made_with = re.search(rf'"{library}": "([^"]+)"', (CORPUS / "make_binaries.py").read_text(encoding="utf-8"))
    assert made_with is not None
    if version(library) != made_with[1]:
        pytest.skip(f"made with {library} {made_with[1]}; {version(library)} may write other bytes")
    name = f"{row['name']}.{row['format']}"
    assert (remade / name).read_bytes() == (DOCUMENTS / name).read_bytes()


@pytest.mark.parametrize("row", SCANNED.values(), ids=lambda row: row["name"])
def test_scanning_again_gives_the_committed_bytes(row: dict[str, str], rescanned: Path) -> None:
    different = (rescanned / "made_with").read_text(encoding="utf-8")
    if different:
        pytest.skip(f"{different} may write other bytes")
    name = f"{row['name']}.{row['format']}"
    assert (rescanned / name).read_bytes() == (SCANS / "documents" / name).read_bytes()
