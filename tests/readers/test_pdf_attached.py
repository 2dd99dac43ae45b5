"""Files within a PDF are listed; a portfolio was not read as a whole."""

from __future__ import annotations

import zlib

import pytest

from extractor.readers import read_document
from extractor.run import Extractor

SENTENCE = "In 2013/14, 83.3% (90/108 children) of reviews were held on time."


def pdf(objects: dict[int, bytes]) -> bytes:
    """The objects as a file, with a table of where they are."""
    data, places = b"%PDF-1.7\n", {}
    for number, content in sorted(objects.items()):
        places[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start, size = len(data), max(objects) + 1
    data += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        data += b"%010d 00000 %s \n" % (places.get(number, 0), b"n" if number in places else b"f")
    return data + b"trailer\n<</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, start)


def stream(content: bytes, head: bytes = b"") -> bytes:
    return b"<<%s /Length %d>>\nstream\n%s\nendstream" % (head, len(content), content)


def text(name: str) -> bytes:
    return b"<FEFF" + name.encode("utf-16-be").hex().encode() + b">"


def paper(names: list[str], *, collection: bool = False, pinned: list[str] | None = None) -> bytes:
    """A page with a sentence, files attached to the whole, and others pinned to the page."""
    files = [*names, *(pinned or [])]
    catalog, marks = b"", b""
    objects: dict[int, bytes] = {
        2: b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        4: stream(b"BT /F 12 Tf 72 700 Td (%s) Tj ET" % SENTENCE.replace("(", "\\(").replace(")", "\\)").encode()),
        5: b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
    }
    for number, name in enumerate(files):
        objects[10 + 2 * number] = stream(b"12345", b"/Type /EmbeddedFile")
        place = text(name)
        objects[11 + 2 * number] = b"<</Type /Filespec /F %s /UF %s /EF <</F %d 0 R>>>>" % (
            place,
            place,
            10 + 2 * number,
        )
    if names:
        tree = b" ".join(b"%s %d 0 R" % (text(name), 11 + 2 * number) for number, name in enumerate(names))
        catalog += b" /Names <</EmbeddedFiles <</Names [%s]>>>>" % tree
    if collection:
        catalog += b" /Collection <</Type /Collection /View /D>>"
    for number in range(len(names), len(files)):
        objects[200 + number] = b"<</Type /Annot /Subtype /FileAttachment /Rect [9 9 20 20] /FS %d 0 R>>" % (
            11 + 2 * number
        )
        marks += b"%d 0 R " % (200 + number)
    objects[1] = b"<</Type /Catalog /Pages 2 0 R%s>>" % catalog
    objects[3] = (
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources <</Font <</F 5 0 R>>>> /Annots [%s]>>" % marks
    )
    return pdf(objects)


@pytest.mark.parametrize(
    ("names", "pinned", "said"),
    [
        ([], [], ()),
        (["a.pdf"], [], ("holds 1 attached file that was not read (a.pdf): save them out and give them too",)),
        (
            ["a.pdf", "../b £.xls"],
            ["c.doc", "a.pdf"],
            ("holds 3 attached files that were not read (a.pdf, b £.xls, c.doc): save them out and give them too",),
        ),
        (
            [],
            ["pin\r\nned.doc"],
            ("holds 1 attached file that was not read (pin ned.doc): save them out and give them too",),
        ),
        (
            [f"{number}.pdf" for number in range(30)],
            [],
            (
                "holds 30 attached files that were not read "
                "(0.pdf, 1.pdf, 2.pdf, 3.pdf, 4.pdf, 5.pdf, 6.pdf, 7.pdf, 8.pdf, 9.pdf, ...): "
                "save them out and give them too",
            ),
        ),
    ],
)
def test_what_is_attached_is_listed(names: list[str], pinned: list[str], said: tuple[str, ...]) -> None:
    document = read_document(paper(names, pinned=pinned))
    assert document.text.strip() == SENTENCE
    assert (document.notes, document.remarks) == ((), said)


def test_a_paper_with_attachments_is_read_whole() -> None:
    result = Extractor().read_bytes(paper(["a.pdf"]), "paper.pdf")
    said = "holds 1 attached file that was not read (a.pdf): save them out and give them too"
    assert (result.status, result.error) == ("ok", said)


def test_a_portfolio_is_partial() -> None:
    result = Extractor().read_bytes(paper(["a.pdf", "b.xls"], collection=True), "paper.pdf")
    said = "a PDF portfolio with 2 attached files that were not read (a.pdf, b.xls): save them out and give them too"
    assert (result.status, result.error) == ("partial", said)


def test_a_portfolio_whose_objects_are_packed() -> None:
    """The mark of a portfolio may stand where only unpacking finds it."""
    packed = zlib.compress(b"1 0 <</Collection <</View /D>>>>")
    inner = stream(packed, b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode")
    head, mark, rest = paper(["a.pdf"]).partition(b"xref\n")
    data = head + mark + rest + b"99 0 obj\n" + inner + b"\nendobj\n"
    assert read_document(data).notes == (
        "a PDF portfolio with 1 attached file that was not read (a.pdf): save them out and give them too",
    )
