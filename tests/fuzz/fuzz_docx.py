"""The reader of Word files: python tests/fuzz/run.py docx --seconds 300

A changed zip is refused for its check sums before anything of it is read: so an input that is none is taken for parts
of a sound package, one behind the other, each but the first behind a line ``@@ NAME``; the first is the main part.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO

from hostile.word_files import word_file

from fuzz.reading import corpus, read

_HEAD = b"\n@@ "
_PARTS = ("word/styles.xml", "word/numbering.xml", "word/footnotes.xml", "word/_rels/document.xml.rels")
_MOST_BYTES = 12_000
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
        parts[name.decode("latin-1").replace("\0", "") or "none"] = content
    return word_file(main, parts)


def seeds() -> Iterator[bytes]:
    for data in corpus(".docx"):
        yield data
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = [name for name in _PARTS if name in archive.namelist()]
            parts = [archive.read("word/document.xml"), *(_HEAD + f"{n}\n".encode() + archive.read(n) for n in names)]
        yield parts[0][:_MOST_BYTES]
        yield b"".join(parts)
