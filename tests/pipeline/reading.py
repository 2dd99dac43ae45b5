"""Inline examples: "achieved <m label=PERCENT>77.4%</m> in year" says what is to be found and where."""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.frontmatter import FrontMatter
from extractor.mentions import Findings
from extractor.narrative import DocumentReader
from extractor.readers.text import read_text
from extractor.values.period import Period

_TAG = re.compile(r"<m(?P<keys>[^>]*)>(?P<words>.*?)</m>")
_KEY = re.compile(r"(\w+)=(?:'([^']*)'|(\S+))")

Marked = tuple[str, dict[str, str]]


@lru_cache(maxsize=1)
def reader() -> DocumentReader:
    return DocumentReader()


def read(text: str, reporting: Period | None = None) -> Findings:
    """The findings of one paragraph; its text ends in a full stop so that it is no heading."""
    document = read_text(text.encode())
    latest = reporting.end if reporting is not None else None
    return reader().read(document, FrontMatter(reporting=reporting, latest=latest))


def unmark(marked: str) -> tuple[str, list[tuple[int, int, dict[str, str]]]]:
    """The text without its tags, and where each tagged stretch stands; a tag left over is an error."""
    text, spans, position = "", [], 0
    for tag in _TAG.finditer(marked):
        text += marked[position : tag.start()]
        keys = {match[1]: match[2] or match[3] for match in _KEY.finditer(tag["keys"])}
        spans.append((len(text), len(text) + len(tag["words"]), keys))
        text += tag["words"]
        position = tag.end()
    text += marked[position:]
    assert "<m" not in text, f"a tag is left over in {text!r}"
    assert "</m" not in text, f"a tag is left over in {text!r}"
    return text, spans
