"""Makes an archive of any size from the corpus: python tests/benchmarks/archive.py FOLDER [--documents 1000]

Every document differs from every other, but for the copies: one in twenty. One in twenty-five is broken. The same
number gives the same archive.
"""

from __future__ import annotations

import argparse
import io
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "documents"
A_FOLDER = 500
"""Documents of one folder: file systems and file managers are slow with more."""

_COPIES, _BROKEN = 20, 25


def vary_text(data: bytes, number: int) -> bytes:
    return data.rstrip() + f"\n\nIn 2013/14 there were {number:,} visits to library {number}.\n".encode()


def vary_html(data: bytes, number: int) -> bytes:
    added = f"<p>In 2013/14 there were {number:,} visits to library {number}.</p></body>".encode()
    return data.replace(b"</body>", added, 1) if b"</body>" in data else data + added


def vary_pdf(data: bytes, number: int) -> bytes:
    """Behind the end of the file stands what no reader shows."""
    return data + f"\n% {number}\n".encode()


def vary_docx(data: bytes, number: int) -> bytes:
    written = io.BytesIO(data)
    with zipfile.ZipFile(written, "a") as archive:
        archive.comment = str(number).encode()
    return written.getvalue()


VARIATIONS: dict[str, Callable[[bytes, int], bytes]] = {
    ".txt": vary_text,
    ".html": vary_html,
    ".pdf": vary_pdf,
    ".docx": vary_docx,
}


def make_archive(folder: Path, documents: int) -> None:
    """Write so many documents into ``folder``, in folders of ``A_FOLDER``."""
    corpus = [(path, path.read_bytes()) for path in sorted(CORPUS.iterdir())]
    for number in range(documents):
        told_apart = number - 1 if number % _COPIES == _COPIES - 1 else number
        path, data = corpus[told_apart % len(corpus)]
        content = VARIATIONS[path.suffix](data, told_apart)
        if number % _BROKEN == _BROKEN - 1:
            content = content[:300] + b"\0" * 20 if path.suffix == ".txt" else content[: len(content) // 3]
        place = folder / f"{number // A_FOLDER:03}" / f"{number:06} {path.name}"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)


def main(arguments: Sequence[str]) -> int:
    """Make the archive that the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=1000)
    given = parser.parse_args(arguments)
    make_archive(given.folder, given.documents)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
