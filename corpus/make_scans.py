"""Makes the corpus's scanned papers: the same bytes on every run.

    python corpus/make_scans.py [FOLDER] [--unspoilt]

FOLDER is ``corpus/scans/documents`` unless it is given. With ``--unspoilt`` the papers are written as they were before
they were scanned, one PDF each: what a reader with perfect eyes would see. What they say stands in ``corpus/sources``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

from sources import (
    best_value_review_2003,
    childrens_committee_1967,
    district_performance_2007,
    education_digest_1993,
    health_committee_1963,
    housing_committee_1977,
    medical_officer_1964,
    watch_committee_1962,
)
from sources.typescript import digest_faces

DOCUMENTS = Path(__file__).resolve().parent / "scans" / "documents"
MADE_WITH = {
    "numpy": "2.4.6",
    "pillow": "13.0.0",
    "pypdfium2": "5.15.2",
    "reportlab": "5.1.0",
    "typefaces": "361277d2e6e9",
}
"""Other versions of these may write other bytes for the same paper; they are named on standard error."""
PAPERS: dict[str, ModuleType] = {
    "best_value_review_2003.pdf": best_value_review_2003,
    "childrens_committee_1967.png": childrens_committee_1967,
    "district_performance_2007.pdf": district_performance_2007,
    "education_digest_1993.pdf": education_digest_1993,
    "health_committee_1963.pdf": health_committee_1963,
    "housing_committee_1977.pdf": housing_committee_1977,
    "medical_officer_1964.tif": medical_officer_1964,
    "watch_committee_1962.jpg": watch_committee_1962,
}


def main(arguments: Sequence[str]) -> int:
    """Write every paper into the folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=DOCUMENTS)
    parser.add_argument("--unspoilt", action="store_true", help="the papers before they were scanned, as PDF")
    given = parser.parse_args(arguments)
    given.folder.mkdir(parents=True, exist_ok=True)
    for name, module in PAPERS.items():
        path = given.folder / (f"{Path(name).stem}.pdf" if given.unspoilt else name)
        path.write_bytes(module.paper() if given.unspoilt else module.make())
        print(path)
    different = [f"{part} {found}" for part, found in _versions().items() if found != MADE_WITH[part]]
    print(", ".join(different), end="", file=sys.stderr)
    return 0


def _versions() -> dict[str, str]:
    """What MADE_WITH names, as it is installed here."""
    libraries = {library: version(library) for library in MADE_WITH if library != "typefaces"}
    return libraries | {"typefaces": digest_faces()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
