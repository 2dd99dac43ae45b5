"""The README says what is so: its columns, its example, its libraries and its links."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from extractor import __version__
from extractor.cli import app, patterns_app, pipeline_app
from extractor.dataset.columns import markdown_columns

CHECKOUT = Path(__file__).resolve().parents[1]
README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def between(marker: str) -> str:
    """What stands between ``<!-- marker -->`` and ``<!-- /marker -->``."""
    (found,) = re.findall(rf"<!-- {marker} -->\n(.*?)<!-- /{marker} -->", README, re.DOTALL)
    assert isinstance(found, str)
    return found


def test_the_columns_are_those_of_the_schema() -> None:
    assert between("columns") == markdown_columns()


def test_the_first_screen_shows_a_finding() -> None:
    assert README.index("<!-- demo -->") < 400
    assert "INCONSISTENT" in between("demo")


@pytest.mark.parametrize("part", ["dependencies", "dev"])
def test_every_library_is_explained(part: str) -> None:
    named = PROJECT["dependencies"] if part == "dependencies" else PROJECT["optional-dependencies"]["dev"]
    section = README[README.index("## What it stands on") :]
    table = set(re.findall(r"[\w-]+", " ".join(re.findall(r"^\| ([\w, -]+) \|", section, re.MULTILINE))))
    assert {re.split(r"[<>=~\[]", requirement)[0] for requirement in named} <= table


def test_every_command_is_listed() -> None:
    commands = {command.callback.__name__ for command in app.registered_commands if command.callback}
    assert commands == {"extract", "check", "evaluate", "export", "indicators", "panel", "report"}
    nested = {f"patterns {command.name}" for command in patterns_app.registered_commands}
    nested |= {f"pipeline {command.name}" for command in pipeline_app.registered_commands}
    assert [name for name in sorted(commands | nested) if f"| `extractor {name} " not in README] == []


def test_links_lead_somewhere() -> None:
    headings = {re.sub(r"[^\w -]", "", line.lstrip("# ").lower()).replace(" ", "-") for line in README.splitlines()}
    targets = re.findall(r"\]\(([^)]+)\)", README)
    assert targets
    for target in targets:
        assert target[1:] in headings if target.startswith("#") else (CHECKOUT / target).exists(), target


def test_the_example_of_the_pipeline_prints_what_it_says(tmp_path: Path) -> None:
    section = README[README.index("## The spaCy pipeline alone") :]
    (code,) = re.findall(r"```python\n(.*?)```", section, re.DOTALL)
    expected = section[section.index("```text\n") + len("```text\n") :].split("```")[0]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path)
    assert (done.stdout, done.stderr) == (expected, "")


def test_the_examples_for_researchers_run(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "extractor", "extract", str(CHECKOUT / "corpus" / "documents")]
    subprocess.run([*command, "--out", "demo-dataset", "--quiet"], cwd=tmp_path, check=True)
    section = README[README.index("## For researchers") : README.index("## The commands")]
    code = "".join(re.findall(r"```python\n(.*?)```", section, re.DOTALL))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0].split() == ["authority", "indicator", "period_end", "value", "path", "page"]


def test_the_changelog_has_the_version_and_its_patterns() -> None:
    changelog = (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8")
    section = re.split(r"^## ", changelog, flags=re.MULTILINE)
    (present,) = [part for part in section if part.startswith(f"[{__version__}]")]
    assert "### Patterns\n" in present
    assert PROJECT["version"] == __version__
