"""Writes the pages of docs/ that follow from the code: the commands and the columns. ``--check`` only compares."""

from __future__ import annotations

import html
import subprocess
import sys
from pathlib import Path

from extractor.dataset.columns import markdown_columns

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


PAGES = {"commands.md": commands, "columns.md": columns}


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
