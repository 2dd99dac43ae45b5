"""The reader of Word files: python tests/fuzz/run.py docx --seconds 300

A changed zip is refused for its check sums before anything of it is read, and most changed XML as it stands: so an
input that is no zip is taken for parts of a sound package, one behind the other, each but the first, the main part,
behind a line ``@@ NAME``; and what is no XML in them is made such.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO

from hostile.word_files import word_file
from lxml import etree

from fuzz.reading import corpus, read

_HEAD = b"\n@@ "
_CHILDREN = 5
"""So many paragraphs and tables of a paper make a seed."""
WORDS = tuple(
    (
        "\n@@ word/styles.xml\n;\n@@ word/numbering.xml\n;\n@@ word/footnotes.xml\n;<w:p>;</w:p>;<w:r>;"
        '<w:t>;</w:t>;<w:tbl>;<w:tr>;<w:tc>;</w:tc>;<w:tab/>;<w:br/>;<w:gridSpan w:val="99999999"/>;'
        '<w:vMerge/>;<w:vMerge w:val="restart"/>;<w:numId w:val="1"/>;<w:ilvl w:val="-1"/>;'
        '<w:pStyle w:val="Heading1"/>;<w:outlineLvl w:val="x"/>;<w:del>;<w:ins>;<w:shd w:fill="FF0000"/>;'
        '<w:sdt>;<w:fldChar/>;<w:instrText>;<!DOCTYPE x [;<!ENTITY a "b">;&a'
    ).split(";")
)


def check(data: bytes) -> None:
    read(data if data.startswith(b"PK") else _package(data), "paper.docx", "docx")


def _package(data: bytes) -> bytes:
    main, *others = data.split(_HEAD)
    parts: dict[str, str | bytes] = {}
    for other in others:
        name, _, content = other.partition(b"\n")
        parts[name.decode("latin-1").replace("\0", "") or "none"] = _mended(content)
    return word_file(_mended(main), parts)


def _mended(content: bytes) -> bytes:
    try:
        root = etree.fromstring(content, etree.XMLParser(recover=True, resolve_entities=False))
    except (etree.XMLSyntaxError, ValueError):
        return content
    return content if root is None else etree.tostring(root.getroottree())


def seeds() -> Iterator[bytes]:
    for data in corpus(".docx"):
        yield data
        with zipfile.ZipFile(BytesIO(data)) as archive:
            lists = _cut(archive.read("word/numbering.xml")) if "word/numbering.xml" in archive.namelist() else [b""]
            for main in _cut(archive.read("word/document.xml")):
                yield main
                yield main + _HEAD + b"word/numbering.xml\n" + lists[0]


def _cut(content: bytes) -> list[bytes]:
    """A part again and again with a few of its body's children, or of its own, each time."""
    root = etree.fromstring(content)
    inner = root[0] if len(root) == 1 else root
    children = list(inner)
    cut = []
    for first in range(0, len(children), _CHILDREN):
        inner[:] = children[first : first + _CHILDREN]
        cut.append(etree.tostring(root))
    return cut
