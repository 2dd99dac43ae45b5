"""How fast documents are read: python tests/benchmarks/speed.py [FILE...]; the corpus where none is given.

Times are of one process; machines differ, so compare two versions on the same one.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from extractor.readers import read_document
from extractor.run import Extractor

DOCUMENTS = Path(__file__).resolve().parents[2] / "corpus" / "documents"
ROUNDS = 3


def main(arguments: Sequence[str]) -> int:
    """Print a row a format: documents, characters, and milliseconds a document for reading and for all of it."""
    files = [Path(given) for given in arguments] or sorted(DOCUMENTS.iterdir())
    contents = {str(file): file.read_bytes() for file in files}
    begun = perf_counter()
    Extractor().read_bytes(b"Performance was 77.4% in the year.", "first.txt")
    print(f"start, with the pipeline: {perf_counter() - begun:.2f} s")
    times: dict[str, list[tuple[int, float, float]]] = defaultdict(list)
    for path, data in contents.items():
        document = read_document(data, path)
        reading = min(_reading_s(data, path) for _ in range(ROUNDS))
        whole = min(_whole_s(data, path) for _ in range(ROUNDS))
        times[document.format].append((len(document.text), reading, whole))
    print(f"{'format':8}{'documents':>10}{'characters':>12}{'reading ms':>12}{'whole ms':>10}{'characters/s':>14}")
    for format_name, rows in sorted(times.items()):
        characters = sum(row[0] for row in rows)
        reading, whole = (sum(row[place] for row in rows) / len(rows) * 1000 for place in (1, 2))
        speed = characters / sum(row[2] for row in rows)
        print(f"{format_name:8}{len(rows):10}{characters:12,}{reading:12.1f}{whole:10.1f}{speed:14,.0f}")
    return 0


def _reading_s(data: bytes, path: str) -> float:
    begun = perf_counter()
    read_document(data, path)
    return perf_counter() - begun


def _whole_s(data: bytes, path: str) -> float:
    extractor = Extractor()  # a fresh one each time: an Extractor does not read the same bytes twice
    begun = perf_counter()
    extractor.read_bytes(data, path)
    return perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
