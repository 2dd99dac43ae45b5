"""The reader of plain texts, with its encodings, tables and lists: python tests/fuzz/run.py text --seconds 300"""

from __future__ import annotations

from collections.abc import Iterator

from fuzz.reading import corpus, paragraphs, read

WORDS = ("\t", "\n\n", "\f", "\r\n", "\n• ", "\n1. ", "\n- ", " | ", "-----", "=====", "   ", "\ufeff", "\0", "\x85")


def check(data: bytes) -> None:
    read(data, "paper.txt", "txt")


def seeds() -> Iterator[bytes]:
    for data in corpus(".txt"):
        yield data
        yield data.decode().encode("utf-16")[:4_000]
        yield data.decode().encode("cp1252", errors="replace")[:4_000]
    for words in paragraphs():
        yield words.encode()
