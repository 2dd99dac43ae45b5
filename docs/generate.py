"""Writes the pages of docs/ that follow from the code: the commands and the columns. ``--check`` only compares."""

from __future__ import annotations

import html
import subprocess
import sys
from pathlib import Path

from examples import SHOWN

from extractor.dataset.columns import markdown_columns
from extractor.run import Extractor

FOLDER = Path(__file__).resolve().parent
NOTE = "<!-- Written by docs/generate.py from the code: change it there. -->\n"


def commands() -> str:
    """Every command with its options, as typer tells them."""
    asked = [sys.executable, "-m", "typer", "extractor.cli", "utils", "docs", "--name", "extractor"]
    told = subprocess.run(asked, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    return f"{NOTE}\n{html.unescape(told).strip()}\n"


def columns() -> str:
    """Every column of every table."""
    return f"{NOTE}\n# The columns of a dataset\n\n{markdown_columns().strip()}\n"


CHECKS = """# The checks

Every row of `reconciliations` is one check. Its `verdict` is

- `consistent` where the figures can both be right: `reason` says `exact`, `rounding` or `truncation`;
- `inconsistent` where they cannot, and the text itself ties them together: one bracket, one row, one sentence;
- `review` where they do not meet and what ties them is looser, or where they were read from a scan and a character may
  have been misread: a person should look;
- `unverifiable` where a claim is made and the figure that it needs is not in the paper.

A printed figure stands for all that rounds to it: "83.3%" is 83.25 to 83.35, "over 200" is more than 200, "nearly 20%"
is 19 up to 20. "The figures disagree" says no more than that: which of them is wrong, the paper's authors know.

Below, each kind with what `extractor check` says of a paragraph.
"""


def checks() -> str:
    """Each kind of check with paragraphs and what is said of them."""
    extractor = Extractor()
    parts = [NOTE, CHECKS]
    for shown in SHOWN:
        parts.append(f"## {shown.kind}\n\n{shown.rule}\n")
        for paragraph in shown.paragraphs:
            found = [f for f in extractor.read_bytes(paragraph.encode(), "x.txt").checks if f.kind == shown.kind]
            if not found:
                raise SystemExit(f"no {shown.kind} check in: {paragraph}")
            quoted = "\n".join(f"    {line}".rstrip() for line in paragraph.rstrip().split("\n"))
            said = "\n".join(f"- **{finding.verdict}**: {finding.statement}" for finding in found)
            parts.append(f"{quoted}\n\n{said}\n")
    parts.append(RESTATEMENT)
    return "\n".join(parts)


RESTATEMENT = """## restatement

The same figure as two documents report it: the same authority, indicator, area, period and basis. `extractor panel`
makes this check, as it needs several documents: see [panel.md](panel.md).
"""
PAGES = {"commands.md": commands, "columns.md": columns, "checks.md": checks}


def stale() -> list[str]:
    """The pages that are not what the code says."""
    return [
        name
        for name, write in PAGES.items()
        if not (FOLDER / name).is_file() or (FOLDER / name).read_text(encoding="utf-8") != write()
    ]


def main() -> None:
    if "--check" in sys.argv[1:]:
        if found := stale():
            sys.exit(f"run `python docs/generate.py`: {', '.join(found)}")
        return
    for name, write in PAGES.items():
        (FOLDER / name).write_text(write(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
