"""Plain text to mentions, against quantulum3's parser without its classifier."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from bench_timing import Comparison, Work, compare

from extractor.frontmatter import read_front_matter
from extractor.narrative import DocumentReader
from extractor.readers import read_document

Parser = Callable[[str], list[Any]]


def load_parser() -> Parser | None:
    """quantulum3's ``parse``, or None where it is not installed. scikit-learn is not used even where it is."""
    try:
        parser = import_module("quantulum3.parser")
    except ImportError:
        return None
    vars(import_module("quantulum3.classifier"))["USE_CLF"] = False
    return cast(Parser, parser.parse)


def repeat_texts(folder: Path, characters: int) -> list[str]:
    """The folder's text documents, over and over, until there are so many characters."""
    papers = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    texts: list[str] = []
    while papers and sum(map(len, texts)) < characters:
        texts.append(papers[len(texts) % len(papers)])
    return texts


def compare_text(folder: Path, characters: int, rounds: int) -> Comparison | None:
    """Characters a second; the same texts for both, one after the other. None without texts or without the rival."""
    parse = load_parser()
    texts = repeat_texts(folder, characters)
    if parse is None or not texts:
        return None
    reader = DocumentReader()
    documents = [read_document(text.encode(), "paper.txt") for text in texts]
    fronts = [read_front_matter(document, reader.periods) for document in documents]

    def ours() -> Work:
        return lambda: [reader.read(document, front) for document, front in zip(documents, fronts, strict=True)]

    def theirs() -> Work:
        return lambda: [parse(text) for text in texts]

    total = sum(map(len, texts))
    return compare("text to mentions", "quantulum3 parse", "characters", total, ours, theirs, rounds)
