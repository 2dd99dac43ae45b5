"""One document goes one way through the program: a stage imports only from the stages before it."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "extractor"

STAGES: tuple[tuple[str, ...], ...] = (
    ("extractor", "errors", "document", "terminal", "stopwatch", "collector", "literals", "attacks", "letters"),
    ("alternatives",),
    ("resources", "expression"),
    ("rules",),
    ("settings",),
    ("readers",),
    ("values",),
    ("frontmatter", "catalogue"),
    ("pipeline", "tables"),
    ("mentions", "plaintext", "confidence", "references"),
    ("narrative", "misreading"),
    ("reconcile",),
    ("dataset",),
    ("panel",),
    ("result", "containers"),
    ("files",),
    ("rows",),
    ("run", "spoken"),
    ("batch",),
    ("report",),
    ("evaluation", "patterncheck", "commands", "proofread", "export"),
    ("api",),
    ("cli",),
    ("__main__",),
)
"""Modules and packages of extractor/ in order; those of one stage do not import each other."""

FRONT_DOOR = ("extractor", "api")
"""``import extractor`` gives the names of the API, loaded when they are first used."""

NETWORK = frozenset(
    {
        *(
            "socket",
            "ssl",
            "http",
            "urllib",
            "ftplib",
            "smtplib",
            "imaplib",
            "poplib",
            "telnetlib",
            "xmlrpc",
            "asyncio",
        ),
        *("requests", "httpx", "httpcore", "aiohttp", "urllib3", "websockets", "boto3", "paramiko"),
    }
)

ONLY_IN: dict[str, tuple[str, ...]] = {
    "spacy": ("pipeline", "narrative"),
    "thinc": (),
    "pandas": ("dataset", "panel", "api"),
    "altair": ("report", "panel"),
    "vl_convert": ("report", "panel"),
    "pyarrow": ("dataset",),
    "numpy": ("readers",),
    "lxml": ("readers",),
    "pdfplumber": ("readers",),
    "cv2": ("readers",),
    "PIL": ("readers", "report"),
    "pypdfium2": ("readers", "report"),
    "charset_normalizer": ("readers",),
    "rapidfuzz": ("catalogue", "evaluation"),
    "typer": ("cli",),
    "click": (),
    "rich": ("batch", "proofread"),
    "pebble": ("batch", "report"),
    "psutil": ("batch",),
    "dask": (),
    "distributed": ("batch",),
    "fsspec": ("batch",),
    "docx": ("readers",),
    "openpyxl": ("readers",),
    "oxmsg": ("readers",),
    "olefile": ("readers",),
    "jinja2": ("report",),
    "markupsafe": ("report",),
    "xlsxwriter": ("export",),
    "sqlite3": ("export",),
}
"""Which parts of extractor/ may import a library; nothing may import those with an empty list."""


def stage_of(part: str) -> int:
    """The place of a part in STAGES. ValueError for a new module that has no place yet."""
    for place, parts in enumerate(STAGES):
        if part in parts:
            return place
    raise ValueError(f"extractor/{part} has no place in STAGES")


def part_of(file: Path) -> str:
    """``readers`` for extractor/readers/pdf.py, ``run`` for extractor/run.py, ``extractor`` for its __init__.py."""
    first = file.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "extractor" if first == "__init__" else first


def imports_of(file: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything that a file imports, those within functions too."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno}: a relative import"
            yield from ((node.lineno, f"{node.module}.{name.name}") for name in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in {"__import__", "import_module"}:
            raise AssertionError(f"{file}:{node.lineno}: an import that cannot be read off the source")


def sources() -> list[Path]:
    files = sorted(PACKAGE.rglob("*.py"))
    assert len(files) > 40
    return files


def modules_of(name: str) -> str:
    """``readers`` for extractor.readers.read_document; ``extractor`` for the package's own names."""
    parts = name.split(".")
    known = {part for parts in STAGES for part in parts}
    return parts[1] if len(parts) > 1 and parts[1] in known | {file.stem for file in PACKAGE.iterdir()} else "extractor"


@pytest.mark.parametrize("file", sources(), ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_no_arrow_runs_back(file: Path) -> None:
    part = part_of(file)
    back = []
    for line, name in imports_of(file):
        if name.split(".")[0] != "extractor":
            continue
        target = modules_of(name)
        if (part, target) == FRONT_DOOR:
            continue
        if target != part and stage_of(target) >= stage_of(part):
            back.append(f"line {line} imports {name}")
    assert back == []


@pytest.mark.parametrize("file", sources(), ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_libraries_are_imported_where_they_belong(file: Path) -> None:
    part = part_of(file)
    astray = []
    for line, name in imports_of(file):
        library = name.split(".")[0]
        if library in NETWORK or part not in ONLY_IN.get(library, (part,)):
            astray.append(f"line {line} imports {name}")
    assert astray == []


def test_spacy_outside_the_pipeline_is_one_type() -> None:
    outside = [
        name
        for file in sources()
        if part_of(file) != "pipeline"
        for _, name in imports_of(file)
        if name.split(".")[0] == "spacy"
    ]
    assert outside == ["spacy.language.Language"]


def imported_by(*arguments: str) -> set[str]:
    """The modules that a run of the command line has imported when it ends."""
    code = (
        "import sys\n"
        f"sys.argv = ['extractor', *{list(arguments)!r}]\n"
        "from extractor.cli import main\n"
        "try:\n    main()\n"
        "except SystemExit:\n    pass\n"
        "print('\\n' + ' '.join(sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("extract", "--help")], ids=" ".join)
def test_help_answers_without_the_heavy_libraries(arguments: tuple[str, ...]) -> None:
    heavy = {"spacy", "pandas", "numpy", "pyarrow", "pdfplumber", "pypdfium2", "lxml", "rapidfuzz"}
    assert imported_by(*arguments) & heavy == set()


def test_extracting_a_text_imports_no_reader_of_other_formats(tmp_path: Path) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text("Performance was 77.4% in the year.", encoding="utf-8")
    imported = imported_by("extract", str(paper), "--out", str(tmp_path / "out"), "--quiet", "--jobs", "0")
    assert imported & {"pdfplumber", "pypdfium2", "lxml"} == set()
    assert "spacy" in imported


def test_only_workers_import_what_reads(tmp_path: Path) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text("Performance was 77.4% in the year.", encoding="utf-8")
    imported = imported_by("extract", str(paper), "--out", str(tmp_path / "out"), "--quiet", "--jobs", "1")
    assert imported & {"spacy", "lxml", "pypdfium2", "pdfplumber"} == set()
    assert imported & {"distributed", "dask", "fsspec"} == set()
    again = imported_by("extract", str(paper), "--out", str(tmp_path / "out"), "--quiet", "--jobs", "1")
    assert again & {"pebble", "pyarrow"} == set()
