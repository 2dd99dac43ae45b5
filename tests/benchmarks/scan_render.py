"""Makes scans of papers: python tests/benchmarks/scan_render.py FOLDER OUT [--dpi 200] [--seed 1]

Each text, HTML, Word or PDF file of FOLDER is set on A4, drawn, turned a little, blurred and speckled, and written to
OUT as a PDF of pictures that keeps the file's name but for its ending. Annotations (``*.gold.json``) are copied as
those of the scans. soffice is wanted for HTML and Word files.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import zlib
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.sax.saxutils import escape

import numpy as np
from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import Preformatted, Spacer

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "corpus"))
from sources.page import grid, paragraph
from sources.scanner import Scanner, bind_pdf, scan_pages
from sources.typescript import SANS, SANS_BOLD, TYPEWRITER, print_paper, styles, type_paper

SUFFIXES = (".txt", ".html", ".docx", ".pdf")
GOLD = ".gold.json"
TYPED_COLUMNS = 100
"""A text whose lines are all shorter was broken into lines by whoever typed it, and is typed as it stands."""
_GAP = re.compile(r"\S {3,}\S")
SOFFICE_S = 300
PORTRAIT_COLUMNS = 95
"""Letters of a table's columns side by side; a paper with a wider table is set across the page."""


def render_scans(files: Iterable[Path], out: Path, dpi: int = 200, seed: int = 1) -> list[Path]:
    """A scan of every file, in the order of the files. Raises ValueError where two would have one name."""
    given = list(files)
    stems = [file.stem for file in given]
    twice = sorted({stem for stem in stems if stems.count(stem) > 1})
    if twice:
        raise ValueError(f"scans of {', '.join(twice)} would overwrite each other")
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as workshop:
        sheets = lay_out(given, Path(workshop))
        for file, sheet in zip(given, sheets, strict=True):
            (out / f"{file.stem}.pdf").write_bytes(scan_paper(sheet.read_bytes(), file.stem, dpi, seed))
    return [out / f"{stem}.pdf" for stem in stems]


def scan_paper(paper: bytes, name: str, dpi: int = 200, seed: int = 1) -> bytes:
    """A PDF's pages as pictures, mildly spoilt: how is drawn from the seed and the name."""
    drawn = np.random.Generator(np.random.PCG64([seed, zlib.crc32(name.encode())]))
    scanner = Scanner(
        seed=int(drawn.integers(1 << 31)),
        dpi=dpi,
        skew_degrees=int(drawn.integers(-70, 71)) / 100,
        blur_px=int(drawn.integers(30, 71)) / 100 * dpi / 200,
        noise=int(drawn.integers(3, 8)),
        speckles=int(drawn.integers(5, 21)),
        shade=int(drawn.integers(0, 31)),
    )
    return bind_pdf(scan_pages(paper, scanner), dpi, quality=60)


def lay_out(files: Sequence[Path], workshop: Path) -> list[Path]:
    """The files as PDF: those that are PDF as they are, texts set by reportlab, the others by way of soffice."""
    for file in files:
        if file.suffix == ".txt":
            (workshop / f"{file.stem}.pdf").write_bytes(set_text(file.read_text(encoding="utf-8"), file.stem))
    documents = [str(file) for file in files if file.suffix not in (".txt", ".pdf")]
    if documents:
        profile = f"-env:UserInstallation={(workshop / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(workshop), *documents]
        subprocess.run(command, check=True, capture_output=True, timeout=SOFFICE_S)
    return [file if file.suffix == ".pdf" else workshop / f"{file.stem}.pdf" for file in files]


def set_text(text: str, title: str) -> bytes:
    """A plain text on A4: lines with tabs are rows of a ruled table, aligned lines keep their columns."""
    lines = text.splitlines()
    if max(map(len, lines), default=0) <= TYPED_COLUMNS and "\t" not in text:
        return _type_text(lines, title)
    style = styles(SANS, SANS_BOLD, 11)
    blocks = [(kind, list(group)) for kind, group in groupby(lines, key=_kind)]
    tables = [[[cell.strip() for cell in row.split("\t")] for row in block] for kind, block in blocks if kind == "row"]
    size = landscape(A4) if any(sum(_widths(rows)) > PORTRAIT_COLUMNS for rows in tables) else A4
    story: list[Any] = []
    for kind, block in blocks:
        if kind == "row" and len(block) > 1:
            story += [
                _table([[cell.strip() for cell in row.split("\t")] for row in block], size[0] - 100),
                Spacer(1, 8),
            ]
        elif kind == "aligned":
            story.append(Preformatted("\n".join(block), styles(TYPEWRITER, TYPEWRITER, 8)["body"]))
        else:
            texts = [escape(line.strip()).replace("\t", " &nbsp; ") for line in block if line.strip()]
            story += [paragraph(text, style["body"]) for text in texts]
    return print_paper(story, title, 50, size)


def _type_text(lines: Sequence[str], title: str) -> bytes:
    """As somebody typed it, 56 lines a sheet."""
    sheets = ["\n".join(lines[start : start + 56]) for start in range(0, len(lines), 56)]
    size_pt = min(11.0, (A4[0] - 60) / (0.6 * max(map(len, lines), default=1)))
    return type_paper([sheet for sheet in sheets if sheet.strip()], TYPEWRITER, size_pt, title)


def _kind(line: str) -> str:
    if "\t" in line:
        return "row"
    return "aligned" if len(line) <= TYPED_COLUMNS and _GAP.search(line) else "prose"


def _table(rows: Sequence[Sequence[str]], width_pt: float) -> Any:
    """A ruled table as wide as the page allows; a row of fewer cells has empty ones at its end."""
    wanted = _widths(rows)
    full = [[escape(cell) for cell in row] + [""] * (len(wanted) - len(row)) for row in rows]
    widths = [width_pt * width / sum(wanted) for width in wanted]
    size_pt = max(7.5, min(11.0, width_pt / (0.62 * sum(wanted))))
    style = [
        ("GRID", (0, 0), (-1, -1), 0.6, black),
        ("LEFTPADDING", (0, 0), (-1, -1), 2),
        ("RIGHTPADDING", (0, 0), (-1, -1), 2),
    ]
    return grid(full, widths, style, 1, styles(SANS, SANS_BOLD, size_pt)["cell"])


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """Of each column in letters: at least its longest word, and no more than 26 for its longest comment."""
    columns = [[row[place] for row in rows if place < len(row)] for place in range(max(map(len, rows)))]
    return [max(2 + _longest(" ".join(cells).split()), min(_longest(cells), 26)) for cells in columns]


def _longest(texts: Iterable[str]) -> int:
    return max(map(len, texts), default=1)


def copy_gold(gold: Path, out: Path) -> Path:
    """The annotations of a paper as those of its scan."""
    content = json.loads(gold.read_text(encoding="utf-8"))
    content |= {"document": f"{Path(content['document']).stem}.pdf", "scan": True}
    copied = out / gold.name
    copied.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    return copied


def papers_in(folder: Path) -> list[Path]:
    return sorted(file for file in folder.iterdir() if file.suffix in SUFFIXES)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--dpi", type=int, default=200, help="dots an inch (200)")
    parser.add_argument("--seed", type=int, default=1, help="of all that is drawn at random (1)")
    given = parser.parse_args(arguments)
    for path in render_scans(papers_in(given.folder), given.out, given.dpi, given.seed):
        print(path)
    for gold in sorted(given.folder.glob(f"*{GOLD}")):
        print(copy_gold(gold, given.out))
    return 0


if __name__ == "__main__":
    sys.exit(main())
