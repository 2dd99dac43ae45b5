"""The reader of PDF files: python tests/fuzz/run.py pdf --seconds 300

Most of what is changed in a PDF falls into packed streams: so an input that is none is taken for the drawing of a page,
with its fonts, and a form that it can draw.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from hostile.pdf_files import A4, FONT, one_page, stream, text

from fuzz.reading import corpus, read

_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.S)
_MOST_BYTES = 8_000
_FORM = "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Matrix [0 1 -1 0 0 0]"
WORDS = tuple(
    (
        "BT;ET;/F1 10 Tf;/F1 -1 Tf;/F1 0 Tf;Td;Tm;(83.3%) Tj;[(1) -9999 (2)] TJ;T*;3 Tr;99999 Tz;"
        "0 1 -1 0 72 72 Tm;0 0 0 0 0 0 Tm;1e38 0 0 1e38 0 0 cm;q;Q;re f;l S;m;0 0 595 842 re W n;1 0 0 rg;"
        "/X1 Do;BI;ID;EI;<FEFF0031>;<00>;(\\377\\376);99999999999999999999;-.;nan;%PDF-1.7;obj;endobj;"
        "/Rotate 90;/MediaBox [0 0 0 0];/Kids [3 0 R];xref;trailer;startxref"
    ).split(";")
)


def check(data: bytes) -> None:
    read(data if data.startswith(b"%PDF") else _drawn(data), "paper.pdf", "pdf")


def _drawn(content: bytes) -> bytes:
    fonts = FONT.removesuffix(" >>")
    form = stream(content[: len(content) // 2], f"{_FORM} {FONT}", filters=0)
    return one_page(content, f"{A4} {fonts} /XObject << /X1 5 0 R >> >>", {5: form}, filters=0)


def seeds() -> Iterator[bytes]:
    for data in corpus(".pdf"):
        yield data
        for packed in _STREAM.findall(data):
            try:
                yield zlib.decompress(packed.rstrip(b"\r\n"))[:_MOST_BYTES]
            except zlib.error:
                continue
    yield text()
