"""The built wheel in an environment of its own: the rules and the pipeline come with it. Needs no network."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from extractor import __version__
from extractor.pipeline.build import build_model

CHECKOUT = Path(__file__).resolve().parents[1]
PARTS = ("extractor", "patterns", "models", "pyproject.toml", "README.md", "LICENSE")


@dataclass(frozen=True, slots=True)
class Installation:
    """A fresh environment that holds the wheel; ``elsewhere`` is a folder that is not the checkout."""

    python: Path
    wheel: Path
    elsewhere: Path

    def run(self, *arguments: str) -> str:
        """What ``python ARGUMENTS`` prints, run where the checkout cannot be imported from."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        done = subprocess.run(
            [str(self.python), *arguments],
            cwd=self.elsewhere,
            env=environment | {"PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    root = tmp_path_factory.mktemp("wheel")
    elsewhere = root / "elsewhere"
    elsewhere.mkdir()
    wheel = build_wheel(root)
    return Installation(install(wheel, root / "environment"), wheel, elsewhere)


def build_wheel(root: Path) -> Path:
    """Build from a copy of the checkout, with the pipeline as the present patterns make it."""
    source = root / "source"
    for part in PARTS:
        if (CHECKOUT / part).is_dir():
            shutil.copytree(CHECKOUT / part, source / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(CHECKOUT / part, source / part)
    build_model(source / "models" / "en_council")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(root / "dist"), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = (root / "dist").glob("*.whl")
    return wheel


def install(wheel: Path, folder: Path) -> Path:
    """The interpreter of a new environment with the wheel; the libraries are those of the running one.

    A .pth file adds a folder but does not follow the .pth files in it, so an editable install stays out of sight.
    """
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    scripts = "Scripts" if os.name == "nt" else "bin"
    python = folder / scripts / ("python.exe" if os.name == "nt" else "python")
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(subprocess.run([str(python), "-c", ask], capture_output=True, text=True, check=True).stdout.strip())
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, str(wheel)], check=True)
    libraries = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (packages / "libraries.pth").write_text("".join(f"{path}\n" for path in sorted(libraries)), encoding="utf-8")
    return python


def test_the_wheel_holds_rules_and_pipeline(installation: Installation) -> None:
    names = set(zipfile.ZipFile(installation.wheel).namelist())
    data = [path for folder in ("patterns", "models") for path in (CHECKOUT / folder).rglob("*") if path.is_file()]
    expected = {f"extractor/data/{path.relative_to(CHECKOUT).as_posix()}" for path in data}
    assert expected <= names
    assert {"extractor/data/models/en_council/config.cfg", "extractor/py.typed"} <= names
    templates = {path.name for path in (CHECKOUT / "extractor" / "report" / "templates").iterdir()}
    assert {f"extractor/report/templates/{name}" for name in templates} <= names
    assert not [name for name in names if name.startswith(("tests", "corpus", "patterns", "models"))]


def test_the_program_comes_from_the_wheel(installation: Installation) -> None:
    where = installation.run("-c", "import extractor; print(extractor.__file__)").strip()
    assert Path(where).is_relative_to(installation.python.parents[1])
    assert installation.run("-m", "extractor", "--version") == f"extractor {__version__}\n"


def test_a_text_is_extracted(installation: Installation) -> None:
    paper = installation.elsewhere / "paper.txt"
    paper.write_text("In 2013/14, 83.3% (70/108 children) of reviews were held on time.\n", encoding="utf-8")
    printed = installation.run("-m", "extractor", "extract", "paper.txt", "--out", "dataset")
    assert printed.endswith("1 inconsistency, 0 to review, 0 confirmed -> dataset\n")
    with (installation.elsewhere / "dataset" / "mentions.csv").open(newline="", encoding="utf-8") as handle:
        assert [row["text"] for row in csv.DictReader(handle)] == ["83.3%"]


def test_spacy_loads_the_pipeline(installation: Installation) -> None:
    code = (
        "import spacy\n"
        "from extractor.resources import folder\n"
        "nlp = spacy.load(folder('models') / 'en_council')\n"
        "doc = nlp('Performance was 77.4% against a target of 80%.')\n"
        "print(*(f'{span.text} {span.label_}' for span in doc.spans['figures']), sep='; ')\n"
    )
    assert installation.run("-c", code).startswith("77.4% ")
