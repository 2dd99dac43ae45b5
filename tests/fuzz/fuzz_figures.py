"""The grammar of figures and periods, through pipeline and checks: python tests/fuzz/run.py figures --seconds 300"""

from __future__ import annotations

from collections.abc import Iterator

from properties import papers

from fuzz.reading import paragraphs, read_figures

_PIECES = (*papers.FIGURES, *papers.PERIODS, *papers.WORDS, *papers.ODD_FIGURES, *papers.ODD_CHARACTERS)
WORDS = tuple(word for word in _PIECES if len(word) < 60)


def check(data: bytes) -> None:
    """Read the bytes as a paragraph; what is no UTF-8 stands in it as single surrogates."""
    read_figures(data.decode(errors="surrogateescape"))


def seeds() -> Iterator[bytes]:
    for words in paragraphs():
        yield words.encode()
