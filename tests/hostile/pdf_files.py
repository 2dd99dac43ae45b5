"""PDF files that were made to do harm, written object by object."""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping, Sequence

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

SENTENCE = "In 2013/14, 83.3% (90/108 children) of reviews were held on time."
PAGE = "/Type /Page /Parent 2 0 R"
A4 = "/MediaBox [0 0 595 842]"
FONT = "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"


def assemble(objects: Mapping[int, bytes], info: int | None = None) -> bytes:
    """A PDF of numbered objects, with a true table of their places; object 1 is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places: dict[int, int] = {}
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    begin = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        place = places.get(number)
        out += b"0000000000 65535 f \n" if place is None else b"%010d 00000 n \n" % place
    out += b"trailer << /Size %d /Root 1 0 R" % size
    out += b" /Info %d 0 R" % info if info else b""
    return bytes(out + b" >>\nstartxref\n%d\n%%%%EOF\n" % begin)


def stream(content: bytes, entries: str = "", *, filters: int = 1) -> bytes:
    """A stream object; ``filters`` is how many times it is deflated, the one within the other."""
    for _ in range(filters):
        content = zlib.compress(content, 9)
    names = "/Filter [" + "/FlateDecode " * filters + "]" if filters else ""
    return f"<< {entries} /Length {len(content)} {names} >>\nstream\n".encode() + content + b"\nendstream"


def one_page(
    content: bytes, page: str = f"{A4} {FONT}", more: Mapping[int, bytes] | None = None, *, filters: int = 1
) -> bytes:
    """A PDF of one page that is drawn by ``content``; ``more`` are further objects by number, from 5."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: f"<< {PAGE} {page} /Contents 4 0 R >>".encode(),
        4: stream(content, filters=filters),
    }
    return assemble(objects | dict(more or {}))


def text(words: str = SENTENCE, place: str = "72 700 Td") -> bytes:
    escaped = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /F1 10 Tf {place} ({escaped}) Tj ET\n".encode("latin-1")


def sound() -> bytes:
    return one_page(text())


def encrypted(password: str) -> bytes:
    """Encrypted with a password to open it; with none, only changing it is forbidden."""
    buffer = io.BytesIO()
    lock = StandardEncryption(password, ownerPassword="owner", canModify=0)
    canvas = Canvas(buffer, encrypt=lock, invariant=1)
    canvas.drawString(72, 700, SENTENCE)
    canvas.save()
    return buffer.getvalue()


def no_pages() -> bytes:
    return assemble({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [] /Count 0 >>"})


def many_pages(count: int, *, shared: bool = False) -> bytes:
    """``count`` pages of one sentence; ``shared``: one page object that is listed as often, in a file of no size."""
    numbers: Sequence[int] = [4] * count if shared else range(4, 4 + count)
    page = f"<< {PAGE} {A4} {FONT} /Contents 3 0 R >>".encode()
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [" + b" ".join(b"%d 0 R" % n for n in numbers) + b"] /Count %d >>" % count,
        3: stream(text()),
    }
    return assemble(objects | dict.fromkeys(numbers, page))


def lying_count() -> bytes:
    """A tree that says it has two thousand million pages, and has one."""
    return sound().replace(b"/Count 1 ", b"/Count 2000000000 ")


def self_reference() -> bytes:
    """An object that is itself, as the page's content and its box."""
    return one_page(text(), f"/MediaBox 5 0 R {FONT} /Rotate 5 0 R", {5: b"5 0 R"})


def length_of_itself() -> bytes:
    return one_page(text(), f"{A4} {FONT}", {4: b"<< /Length 4 0 R >>\nstream\n" + text() + b"\nendstream"})


def page_tree_loop() -> bytes:
    """Pages that are their own children."""
    return assemble(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 9 >>",
            3: b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 3 0 R] /Count 9 >>",
        }
    )


def deep_page_tree(depth: int) -> bytes:
    """Each node of the tree has one child; the page is at the end, ``depth`` below."""
    objects = {
        number: b"<< /Type /Pages /Parent %d 0 R /Kids [%d 0 R] /Count 1 >>" % (number - 1, number + 1)
        for number in range(2, 2 + depth)
    }
    last = 2 + depth
    page = f"<< /Type /Page /Parent {last - 1} 0 R {A4} {FONT} /Contents {last + 1} 0 R >>".encode()
    return assemble({1: b"<< /Type /Catalog /Pages 2 0 R >>"} | objects | {last: page, last + 1: stream(text())})


def deep_arrays(depth: int) -> bytes:
    return one_page(text(), f"{A4} {FONT} /Extra 5 0 R", {5: b"[" * depth + b"]" * depth})


def form_loop() -> bytes:
    """A form that draws itself."""
    entries = "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X 5 0 R >> >>"
    page = f"{A4} /Resources << /XObject << /X 5 0 R >> /Font << /F1 6 0 R >> >>"
    return one_page(
        text() + b"/X Do",
        page,
        {5: stream(b"/X Do", entries), 6: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"},
    )


def form_bomb(levels: int, copies: int) -> bytes:
    """Forms that each draw the next ``copies`` times: ``copies ** levels`` sentences in a file of no size."""
    forms: dict[int, bytes] = {}
    for level in range(10, 10 + levels):
        last = level == 9 + levels
        inner = "/Font << /F1 5 0 R >>" if last else f"/XObject << /X {level + 1} 0 R >>"
        entries = f"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << {inner} >>"
        forms[level] = stream(text() if last else b"/X Do\n" * copies, entries)
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    return one_page(b"/X Do\n" * copies, f"{A4} /Resources << /XObject << /X 10 0 R >> >>", forms | {5: font})


def content_bomb(megabytes: int, *, filters: int = 1) -> bytes:
    """A page's content that unpacks to so many megabytes of blanks; twice deflated it is a few kilobytes."""
    return one_page(text() + b" " * (megabytes << 20), filters=filters)


def text_bomb(megabytes: int) -> bytes:
    """As ``content_bomb``, and all of it is drawn."""
    line = b"(In 2013/14, 83.3% of reviews were held on time. ) Tj T*\n"
    return one_page(b"BT /F1 1 Tf 1 TL 72 800 Td " + line * ((megabytes << 20) // len(line)) + b"ET")


def object_stream_bomb(megabytes: int) -> bytes:
    """A file whose objects stand in a stream that unpacks to so many megabytes."""
    first = b"5 0 "
    packed = stream(first + b"<< >>" + b" " * (megabytes << 20), f"/Type /ObjStm /N 1 /First {len(first)}")
    head = b"%PDF-1.7\n"
    bodies = {
        1: b"<< /Type /Catalog /Pages 2 0 R /Extra 5 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: f"<< {PAGE} {A4} {FONT} /Contents 4 0 R /Annots 5 0 R >>".encode(),
        4: stream(text()),
        6: packed,
    }
    out, rows = bytearray(head), {0: (0, 0, 0), 5: (2, 6, 0)}
    for number, body in bodies.items():
        rows[number] = (1, len(out), 0)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    begin = len(out)
    rows[7] = (1, begin, 0)
    table = b"".join(
        bytes([kind]) + place.to_bytes(4, "big") + bytes([last]) for _, (kind, place, last) in sorted(rows.items())
    )
    out += b"7 0 obj\n" + stream(table, "/Type /XRef /Size 8 /W [1 4 1] /Root 1 0 R") + b"\nendobj\n"
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % begin)


def many_paths(count: int) -> bytes:
    """Short rules, hairlines and boxes all over the page."""
    drawn = b"".join(
        b"%d %d m %d %d l S\n" % (n % 595, (n * 7) % 842, n % 595 + 4 * (n % 2), (n * 7) % 842 + 4 * ((n + 1) % 2))
        for n in range(min(count, 50_000))
    )
    return one_page(text() + drawn * max(1, count // 50_000))


def grid(lines: int) -> bytes:
    """So many rules across and upright: their square in cells."""
    step = 500 / lines
    drawn = b"".join(
        b"50 %.3f m 550 %.3f l S %.3f 50 m %.3f 550 l S\n" % (at, at, at, at)
        for at in (50 + step * n for n in range(lines))
    )
    return one_page(text() + drawn)


def long_path(segments: int) -> bytes:
    """One path of so many corners."""
    return one_page(text() + b"0 0 m " + b"9 9 l 0 9 l " * (segments // 2) + b"S")


def font_without_names() -> bytes:
    """A font of two-byte codes that nothing maps to characters."""
    font = (
        "<< /Type /Font /Subtype /Type0 /BaseFont /Nothing /Encoding /Identity-H /DescendantFonts [<< /Type /Font "
        "/Subtype /CIDFontType2 /BaseFont /Nothing /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
        "/Supplement 0 >> >>] >>"
    )
    return one_page(
        b"BT /F1 10 Tf 72 700 Td <000100020003000400050006> Tj ET", f"{A4} /Resources << /Font << /F1 {font} >> >>"
    )


def missing_font() -> bytes:
    return one_page(text(), f"{A4} /Resources << >>")


def broken_font() -> bytes:
    file = "<< /Type /FontDescriptor /FontFile2 5 0 R >>"
    font = f"<< /Type /Font /Subtype /TrueType /BaseFont /Torn /FontDescriptor {file} >>"
    torn = stream(b"\0\1\0\0" + b"\xff" * 999)
    return one_page(text(), f"{A4} /Resources << /Font << /F1 {font} >> >>", {5: torn})


def blank() -> bytes:
    return one_page(b"")


def boxed(box: str) -> bytes:
    """One sentence on a page whose box is given as ``x0 y0 x1 y1``."""
    return one_page(text(), f"/MediaBox [{box}] {FONT}")


def placed(operators: str) -> bytes:
    """A sound sentence, and one at another place."""
    return one_page(text() + text("Another 412 cases were closed.", operators))


def many_glyphs(count: int, *, stacked: bool = False) -> bytes:
    """A large page of so many characters, or as many on one point."""
    lines = []
    for number in range(count // 80):
        place = "72 700" if stacked else f"{20 + number % 8 * 600} {9950 - number // 8 * 12}"
        lines.append(f"BT /F1 10 Tf {place} Td ({f'17.3% of {number:06} homes ' * 4}) Tj ET\n".encode())
    return one_page(b"".join(lines), f"/MediaBox [0 0 5000 10000] {FONT}")


def titled(title: bytes) -> bytes:
    """A sound page; the title is given as a hexadecimal string."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: f"<< {PAGE} {A4} {FONT} /Contents 4 0 R >>".encode(),
        4: stream(text()),
        5: b"<< /Title <" + title.hex().encode() + b"> >>",
    }
    return assemble(objects, info=5)
