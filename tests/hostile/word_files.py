"""Word files (and other zips) that were made to do harm."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping
from io import BytesIO

SENTENCE = "In 2013/14, 83.3% (90/108 children) of reviews were held on time."
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_ROOT = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r" Type="{_OFFICE}/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def zipped(entries: Mapping[str, str | bytes], level: int = 9) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def body(inside: str, before: str = "") -> str:
    return f'{before}<w:document xmlns:w="{_W}"><w:body>{inside}</w:body></w:document>'


def paragraph(words: str = SENTENCE) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def word_file(document: str | bytes, others: Mapping[str, str | bytes] | None = None) -> bytes:
    """A Word file with this main part, and others by their names."""
    parts: dict[str, str | bytes] = {"[Content_Types].xml": _TYPES, "_rels/.rels": _ROOT, "word/document.xml": document}
    return zipped(parts | dict(others or {}))


def sound() -> bytes:
    return word_file(body(paragraph()))


def main_part_bomb(megabytes: int) -> bytes:
    """A main part that unpacks to so many megabytes of blanks."""
    return word_file(body(paragraph() + " " * (megabytes << 20)))


def lying_size(megabytes: int) -> bytes:
    """As ``main_part_bomb``, and the directory says that the part has 200 bytes."""
    data = bytearray(main_part_bomb(megabytes))
    for signature, offset, name in ((b"PK\x01\x02", 24, 46), (b"PK\x03\x04", 22, 30)):
        at = data.find(signature)
        while at >= 0:
            if data[at + name : at + name + 17] == b"word/document.xml":
                struct.pack_into("<I", data, at + offset, 200)
            at = data.find(signature, at + 1)
    return bytes(data)


def picture_bomb(megabytes: int) -> bytes:
    """A sound paper with a picture that would unpack to so many megabytes; nobody asks for it."""
    return word_file(body(paragraph()), {"word/media/image1.png": b"\0" * (megabytes << 20)})


def many_entries(count: int) -> bytes:
    """A zip with so many entries, each of no size."""
    local, central = bytearray(), bytearray()
    for number in range(count):
        name = b"%x" % number
        place = len(local)
        local += struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 0, 0, 0, 0, 0, 0, len(name), 0) + name
        central += struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, len(name), 0, 0, 0, 0, 0, place)
        central += name
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count & 0xFFFF, count & 0xFFFF, len(central), len(local), 0)
    return bytes(local + central + end)


def nested_zip(depth: int) -> bytes:
    data = sound()
    for _ in range(depth):
        data = zipped({"inner.zip": data})
    return data


def laughs(levels: int = 10) -> bytes:
    """Entities that are each ten of the one before."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "33% of reviews. "}">' for n in range(levels))
    return word_file(body(paragraph(f"&e{levels - 1};"), f"<!DOCTYPE w:document [{entities}]>"))


def quadratic() -> bytes:
    """One long entity, used many times."""
    entity = "33% " * 25_000
    return word_file(body(paragraph("&e;" * 10_000), f'<!DOCTYPE w:document [<!ENTITY e "{entity}">]>'))


def external_entity(address: str) -> bytes:
    """A main part that asks for what stands at ``address``."""
    return word_file(body(paragraph("&e;"), f'<!DOCTYPE w:document [<!ENTITY e SYSTEM "{address}">]>'))


def external_subset(address: str) -> bytes:
    return word_file(body(paragraph(), f'<!DOCTYPE w:document SYSTEM "{address}">'))


def external_relations(address: str) -> bytes:
    """A sound paper whose template, header, picture and sub-document stand elsewhere."""
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/{kind}" Target="{address}" TargetMode="External"/>'
        for n, kind in enumerate(("attachedTemplate", "header", "image", "subDocument", "styles", "footnotes"))
    )
    part = f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'
    return word_file(body(paragraph()), {"word/_rels/document.xml.rels": part})


def cell(words: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(words)}</w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


_HEADER = cell("Indicator") + cell("2013/14") + cell("Target")


def wide_span(columns: int) -> bytes:
    """A cell that says it spans a million columns, before one more."""
    wide = cell("Reviews on time", f'<w:gridSpan w:val="{columns}"/>') + cell("83.3%") + cell("85%")
    return word_file(body(table(_HEADER, wide, wide) + paragraph()))


def merge_without_start() -> bytes:
    row = cell("Reviews on time", "<w:vMerge/>") + cell("83.3%", "<w:vMerge/>") + cell("85%", "<w:vMerge/>")
    return word_file(body(table(row, row) + paragraph()))


def wide_grid(rows: int) -> bytes:
    """Rows that each begin one column further right: a grid of ``rows`` times ``rows``, nearly all of it empty."""
    row = '<w:tr><w:trPr><w:gridBefore w:val="{}"/></w:trPr>' + cell("7%") + cell("8%") + "</w:tr>"
    return word_file(body("<w:tbl>" + "".join(row.format(n) for n in range(rows)) + "</w:tbl>" + paragraph()))


def full_grid(rows: int, columns: int) -> bytes:
    row = "".join(cell(f"{number}%") for number in range(columns))
    return word_file(body(table(*[row] * rows) + paragraph()))


def nested_tables(depth: int) -> bytes:
    """Tables within tables; the outer has two cells a row, so that none is mere layout."""
    inside = paragraph()
    for _ in range(depth):
        inside = f"<w:tbl><w:tr><w:tc>{inside}</w:tc></w:tr></w:tbl>"
    return word_file(body(inside))


def deep_controls(depth: int) -> bytes:
    """Content controls within each other."""
    return word_file(body("<w:customXml>" * depth + paragraph() + "</w:customXml>" * depth))


def no_main_part() -> bytes:
    return zipped({"[Content_Types].xml": _TYPES, "_rels/.rels": _ROOT, "word/document2.xml": "<x/>"})


def climbing_names() -> bytes:
    """Names that lead out of the folder that the zip is unpacked to."""
    return zipped(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _ROOT,
            "word/document.xml": body(paragraph()),
            "../../climbed.txt": "out",
            "/tmp/climbed.txt": "out",
            "..\\climbed.txt": "out",
        }
    )


def climbing_target() -> bytes:
    """The main part is said to be a file of the machine."""
    relations = _ROOT.replace("word/document.xml", "../../../../etc/passwd")
    return zipped({"_rels/.rels": relations, "word/document.xml": body(paragraph())})


def macros() -> bytes:
    """A .docm with a macro part that is no macro."""
    return word_file(body(paragraph()), {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 900})


def wrong_types() -> bytes:
    return word_file(body(paragraph()), {"[Content_Types].xml": "<Types><Default Extension='xml'"})


def many_paragraphs(count: int, words: str = SENTENCE) -> bytes:
    return word_file(body(paragraph(words) * count))


def long_paragraph(characters: int) -> bytes:
    """One paragraph of so many characters, in runs of a thousand."""
    run = f"<w:r><w:t>{'12.5% of 40 reviews, ' * 50}</w:t></w:r>"
    return word_file(body(f"<w:p>{run * (characters // 1050)}</w:p>"))


def odt() -> bytes:
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"})


def workbook() -> bytes:
    return zipped({"[Content_Types].xml": _TYPES, "xl/workbook.xml": "<x/>"})


def slides() -> bytes:
    return zipped({"[Content_Types].xml": _TYPES, "ppt/presentation.xml": "<x/>"})
