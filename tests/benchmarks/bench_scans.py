"""How well scans are read: python tests/benchmarks/bench_scans.py [FOLDER] [--show] [--scorer score.py]

FOLDER holds papers (text, HTML, Word, PDF) and their annotations, ``*.gold.json``. Each is scanned by scan_render.py;
scans and originals are extracted and held against the same annotations. Without FOLDER the corpus's own scans are held
against the papers before they were scanned. The bar: F1 of figures on scans at least 0.90 of that on originals.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from scan_render import copy_gold, papers_in, render_scans

from extractor.dataset.reader import read_rows
from extractor.evaluation import Report, evaluate_dataset

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
BAR = 0.90


@dataclass(frozen=True, slots=True)
class Reading:
    """A folder extracted and evaluated; ``pages`` were read from pictures; ``took_s`` all of it."""

    dataset: Path
    gold: tuple[Path, ...]
    report: Report
    pages: int
    took_s: float

    @property
    def alarms(self) -> list[str]:
        return [
            f"{score.document}: {row['statement']}" for score in self.report.documents for row in score.checks.alarms
        ]

    def lost(self, other: Reading) -> list[str]:
        """Figures that the other reading found and this one did not."""
        lines = []
        for ours, theirs in zip(self.report.documents, other.report.documents, strict=True):
            known = [figure.label for figure in theirs.figures.missed]
            for figure in ours.figures.missed:
                if figure.label in known:
                    known.remove(figure.label)
                else:
                    lines.append(f"{ours.document}: {figure.label}")
        return lines


def read_papers(documents: Path, gold: Sequence[Path], dataset: Path) -> Reading:
    """Extract a folder in a process of its own, and hold the dataset against the annotations."""
    begun = perf_counter()
    command = [sys.executable, "-m", "extractor", "extract", *map(str, papers_of(documents)), "--out", str(dataset)]
    subprocess.run([*command, "--quiet"], check=True)
    took_s = perf_counter() - begun
    pages = sum(int(row["ocr_pages"] or 0) for row in read_rows(dataset, "documents"))
    return Reading(dataset, tuple(gold), evaluate_dataset(dataset, gold), pages, took_s)


def papers_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix != ".json")


def read_corpus(workshop: Path) -> tuple[Reading, Reading]:
    """The corpus's scans, and its papers before they were scanned."""
    unspoilt = workshop / "unspoilt"
    make = [sys.executable, str(CORPUS / "make_scans.py"), str(unspoilt), "--unspoilt"]
    subprocess.run(make, check=True, capture_output=True)
    gold = sorted((CORPUS / "scans" / "gold").glob("*.json"))
    renamed = [copy_gold(path, workshop) for path in gold]
    scans = read_papers(CORPUS / "scans" / "documents", gold, workshop / "scans-dataset")
    return scans, read_papers(unspoilt, renamed, workshop / "originals-dataset")


def read_folder(folder: Path, workshop: Path, dpi: int, seed: int) -> tuple[Reading, Reading]:
    """Scans of a folder's papers, and the papers as they are."""
    papers, gold = papers_in(folder), sorted(folder.glob("*.gold.json"))
    originals, scanned = workshop / "originals", workshop / "scans"
    originals.mkdir()
    for paper in papers:
        (originals / paper.name).write_bytes(paper.read_bytes())
    render_scans(papers, scanned, dpi, seed)
    renamed = [copy_gold(path, scanned) for path in gold]
    scans = read_papers(scanned, renamed, workshop / "scans-dataset")
    return scans, read_papers(originals, gold, workshop / "originals-dataset")


def score_with(scorer: Path, reading: Reading) -> tuple[float, int]:
    """F1 of figures and false alarms, as another program works them out."""
    command = [sys.executable, str(scorer), str(reading.dataset), *map(str, reading.gold), "--json"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    totals = json.loads(done.stdout)
    return float(totals["figure_f1"]), int(totals["false_alarms"])


def describe(scans: Reading, originals: Reading, scorer: Path | None) -> list[str]:
    """A line a paper and one of all, then the ratio, the false alarms and the time."""
    lines = [f"{'figure F1':40}{'scan':>8}{'original':>10}"]
    pairs = zip(scans.report.documents, originals.report.documents, strict=True)
    rows = [(ours.document, ours.counts.figures.f1, theirs.counts.figures.f1) for ours, theirs in pairs]
    rows.append(("all documents", scans.report.counts.figures.f1, originals.report.counts.figures.f1))
    lines += [f"{name[:39]:40}{scan:8.3f}{original:10.3f}" for name, scan, original in rows]
    ratio = rows[-1][1] / rows[-1][2]
    lines.append(f"ratio {ratio:.3f}, {'reaches' if ratio >= BAR else 'is below'} {BAR:.2f}")
    if scorer is not None:
        (scan, scan_alarms), (original, original_alarms) = score_with(scorer, scans), score_with(scorer, originals)
        lines.append(
            f"{scorer.name}: {scan:.3f} and {original:.3f}, ratio {scan / original:.3f}; "
            f"false alarms {scan_alarms} and {original_alarms}"
        )
    lines.append(f"false alarms: {len(scans.alarms)} on scans, {len(originals.alarms)} on originals")
    lines += [f"  {alarm}" for alarm in scans.alarms]
    lines.append(
        f"{scans.pages} pages read from pictures, {scans.took_s / max(scans.pages, 1):.1f} s a page by the clock"
    )
    return lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the comparison; 1 where the bar is missed or a scan raises a false alarm that its original does not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--dpi", type=int, default=200, help="dots an inch (200)")
    parser.add_argument("--seed", type=int, default=1, help="of all that is drawn at random (1)")
    parser.add_argument("--scorer", type=Path, help="a program that scores a dataset too, and prints JSON with --json")
    parser.add_argument("--show", action="store_true", help="list the figures that are lost on scans alone")
    parser.add_argument("--keep", type=Path, help="a new folder that scans and datasets are left in")
    given = parser.parse_args(arguments)
    with TemporaryDirectory() as temporary:
        workshop = given.keep or Path(temporary)
        workshop.mkdir(parents=True, exist_ok=True)
        if given.folder is None:
            scans, originals = read_corpus(workshop)
        else:
            scans, originals = read_folder(given.folder, workshop, given.dpi, given.seed)
        print("\n".join(describe(scans, originals, given.scorer)))
        if given.show:
            print("\n".join(["lost on scans alone:", *scans.lost(originals)]))
        reached = scans.report.counts.figures.f1 >= BAR * originals.report.counts.figures.f1
        return 0 if reached and len(scans.alarms) <= len(originals.alarms) else 1


if __name__ == "__main__":
    sys.exit(main())
