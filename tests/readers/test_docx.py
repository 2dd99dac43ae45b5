"""Word files: what a reader of the final version sees. Parts are written as XML, so that each test shows its case."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from io import BytesIO

import docx
import pytest

from extractor.document import Block, BlockKind, Document
from extractor.errors import DocumentError
from extractor.readers.docx import read_docx

H, P, L, T, F = (
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.LIST_ITEM,
    BlockKind.TABLE,
    BlockKind.FURNITURE,
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def part(root: str, inside: str) -> str:
    return f"<w:{root} {_NAMESPACES}>{inside}</w:{root}>"


def word_file(body: str, **parts: str) -> bytes:
    """A Word file with a body and further parts, by the kind of their relationship (``styles``, ``footnotes``)."""
    buffer = BytesIO()
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind.rstrip("0123456789")}" Target="{kind}.xml"/>'
        for number, kind in enumerate(parts)
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}"><Relationship Id="r" Type="{_OFFICE}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{package}">{relations}</Relationships>'
        )
        archive.writestr("word/document.xml", part("document", f"<w:body>{body}</w:body>"))
        for kind, content in parts.items():
            archive.writestr(f"word/{kind}.xml", content)
    return buffer.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    inside = "".join(item if item.startswith("<") else run(item) for item in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def cell(text: str, properties: str = "") -> str:
    inside = text if text.startswith("<") else paragraph(text)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def table(*rows: str, header: bool = False) -> str:
    first = '<w:trPr><w:tblHeader w:val="true"/></w:trPr>' if header else ""
    return "<w:tbl>" + "".join(f"<w:tr>{'' if n else first}{row}</w:tr>" for n, row in enumerate(rows)) + "</w:tbl>"


def blocks_of(data: bytes) -> list[tuple[BlockKind, int, str]]:
    document = read_docx(data)
    assert document.format == "docx"
    return [(block.kind, block.level, document.content(block)) for block in document.blocks]


def grid_of(document: Document, index: int = 0) -> list[list[str | None]]:
    grid = tables_of(document)[index].table
    assert grid is not None
    return [[None if item is None else document.content(item) for item in row] for row in grid.grid()]


def tables_of(document: Document) -> list[Block]:
    return [block for block in document.blocks if block.table is not None]


STYLES = part(
    "styles",
    """<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>
    <w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>
    <w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="berschrift2"/></w:style>
    <w:style w:type="paragraph" w:styleId="Outlined"><w:name w:val="Outlined"/>
      <w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
    <w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>
    <w:style w:type="paragraph" w:styleId="Toc1"><w:name w:val="toc 1"/></w:style>
    <w:style w:type="paragraph" w:styleId="Numbered"><w:name w:val="Numbered"/>
      <w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
    <w:style w:type="character" w:styleId="Mark"><w:name w:val="footnote reference"/></w:style>""",
)


def level(depth: int, form: str, text: str, start: int = 1) -> str:
    inside = f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{depth}">{inside}</w:lvl>'


NUMBERING = part(
    "numbering",
    f"""<w:abstractNum w:abstractNumId="0">{level(0, "decimal", "%1.", 3)}{level(1, "decimal", "%1.%2")}
      {level(2, "lowerLetter", "(%3)")}{level(3, "lowerRoman", "(%4)")}</w:abstractNum>
    <w:abstractNum w:abstractNumId="1">{level(0, "bullet", "&#xF0B7;")}</w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
    <w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>
      </w:lvlOverride></w:num>""",
)


def in_list(number: int, depth: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'


def styled(identifier: str) -> str:
    return f'<w:pStyle w:val="{identifier}"/>'


def test_headings_by_style() -> None:
    body = (
        paragraph("Report", properties=styled("Titel"))
        + paragraph("1. Rent", properties=styled("berschrift2"))
        + paragraph("Arrears", properties=styled("Own"))
        + paragraph("Voids", properties=styled("Outlined"))
        + paragraph("Direct", properties='<w:outlineLvl w:val="3"/>')
        + paragraph("Rent\t4", properties=styled("Toc1"))
        + paragraph("Text.", properties=styled("Loop"))
    )
    assert blocks_of(word_file(body, styles=STYLES)) == [
        (H, 1, "Report"),
        (H, 2, "Rent"),
        (H, 2, "Arrears"),
        (H, 3, "Voids"),
        (H, 4, "Direct"),
        (F, 0, "Rent\t4"),
        (P, 0, "Text."),
    ]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (paragraph("3.1 The rate rose."), (L, 2, "The rate rose.")),
        (paragraph("(a) the report be noted"), (L, 1, "the report be noted")),
        (paragraph("3.5 million people"), (P, 0, "3.5 million people")),
        (paragraph(run("Key messages", "<w:b/>")), (H, 2, "Key messages")),
        (paragraph(run("Key", "<w:b/>"), " messages"), (P, 0, "Key messages")),
        (paragraph(run("Key messages", '<w:b w:val="0"/>')), (P, 0, "Key messages")),
        (paragraph("2. KEY MESSAGES"), (H, 1, "KEY MESSAGES")),
        (paragraph(run("Date: 3 May", "<w:b/>")), (P, 0, "Date: 3 May")),
    ],
)
def test_paragraphs_without_styles(inside: str, expected: tuple[BlockKind, int, str]) -> None:
    assert blocks_of(word_file(inside)) == [expected]


def test_automatic_numbers() -> None:
    body = "".join(
        paragraph(text, properties=properties)
        for text, properties in [
            ("Calls rose.", in_list(1)),
            ("Visits fell.", styled("Numbered")),
            ("Voids fell.", styled("Numbered")),
            ("one;", in_list(1, 2)),
            ("two.", in_list(1, 2)),
            ("deep", in_list(1, 3)),
            ("Rent rose.", in_list(1)),
            ("Fees rose.", in_list(1, 1)),
            ("Bullet", in_list(2)),
            ("Again.", in_list(3)),
            ("None.", styled("Numbered") + in_list(0)),
        ]
    )
    document = read_docx(word_file(body, styles=STYLES, numbering=NUMBERING))
    assert document.text == (
        "3.\tCalls rose.\n\n3.1\tVisits fell.\n\n3.2\tVoids fell.\n\n(a)\tone;\n\n(b)\ttwo.\n\n(i)\tdeep\n\n"
        "4.\tRent rose.\n\n4.1\tFees rose.\n\n•\tBullet\n\n1.\tAgain.\n\nNone."
    )
    assert [(block.kind, block.level, document.content(block)) for block in document.blocks] == [
        (L, 1, "Calls rose."),
        (L, 2, "Visits fell."),
        (L, 2, "Voids fell."),
        (L, 3, "one;"),
        (L, 3, "two."),
        (L, 4, "deep"),
        (L, 1, "Rent rose."),
        (L, 2, "Fees rose."),
        (L, 1, "Bullet"),
        (L, 1, "Again."),
        (P, 0, "None."),
    ]


def test_numbered_bold_paragraph_is_a_heading() -> None:
    body = paragraph(run("Workforce", "<w:b/>"), properties=in_list(1))
    document = read_docx(word_file(body, numbering=NUMBERING))
    assert document.text == "3.\tWorkforce"
    assert [(block.kind, document.content(block)) for block in document.blocks] == [(H, "Workforce")]


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        (
            ["It was ", "<w:ins>" + run("45%") + "</w:ins>", "<w:del><w:r><w:delText>44%</w:delText></w:r></w:del>"],
            "It was 45%",
        ),
        (["A", "<w:moveFrom>" + run("B") + "</w:moveFrom>", "<w:moveTo>" + run("C") + "</w:moveTo>"], "AC"),
        (["Shown", run(" hidden", "<w:vanish/>"), run(" not hidden", '<w:vanish w:val="0"/>')], "Shown not hidden"),
        (
            ["A", "<w:r><w:tab/><w:t>B</w:t><w:br/><w:t>C</w:t><w:noBreakHyphen/><w:t>D</w:t><w:softHyphen/></w:r>"],
            "A\tB\nC-D",
        ),
        (["Up ", '<w:r><w:sym w:font="Wingdings" w:char="F0E9"/></w:r>'], "Up ↑"),
        (["Down ", '<w:r><w:sym w:font="Wingdings 3" w:char="F071"/></w:r>'], "Down ▼"),
        (["Same ", run("è", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>')], "Same →"),
        (["Up ", run("p", '<w:rFonts w:ascii="Wingdings 3"/>')], "Up ▲"),
        (["Met ", run("\uf0fc")], "Met ✓"),
        (["Met ", run("ü", '<w:rFonts w:ascii="Wingdings"/>')], "Met ✓"),
        (["45%", run("1", '<w:vertAlign w:val="superscript"/>'), " of calls"], "45% of calls"),
        (["45%", run("*", '<w:rStyle w:val="Mark"/>'), " of calls"], "45% of calls"),
        (["31", run("st", '<w:vertAlign w:val="superscript"/>'), " March"], "31st March"),
        (["20 km", run("2", '<w:vertAlign w:val="superscript"/>')], "20 km2"),
        (['<w:hyperlink w:anchor="x">' + run("Linked") + "</w:hyperlink>"], "Linked"),
        (['<w:fldSimple w:instr=" PAGE 7 ">' + run("3") + "</w:fldSimple>"], "3"),
        (
            [
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
                "<w:r><w:instrText>= 7 * 8</w:instrText></w:r>" + run("code"),
                '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
                run("56"),
                '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
                run(" homes"),
            ],
            "56 homes",
        ),
        (["<w:sdt><w:sdtContent>" + run("Chosen") + "</w:sdtContent></w:sdt>"], "Chosen"),
        (
            [
                "A",
                "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + run("Click") + "</w:sdtContent></w:sdt>",
            ],
            "A",
        ),
        (["1\u00a0246"], "1 246"),
    ],
)
def test_runs(runs: list[str], expected: str) -> None:
    document = read_docx(word_file(paragraph(*runs), styles=STYLES))
    assert (document.text, document.notes) == (expected, ())


def test_unknown_symbols_are_noted() -> None:
    document = read_docx(word_file(paragraph("A", '<w:r><w:sym w:font="Wingdings" w:char="F028"/></w:r>')))
    assert document.text == "A"
    assert document.notes == ("a character of the font Wingdings has no counterpart and was left out",)


def test_deleted_paragraph_mark_joins_the_next() -> None:
    deleted = "<w:rPr><w:del/></w:rPr>"
    body = paragraph("The rate ", properties=deleted) + paragraph("rose.")
    assert blocks_of(word_file(body)) == [(P, 0, "The rate rose.")]


def test_text_boxes_stand_once_after_their_paragraph() -> None:
    box = "<w:txbxContent>" + paragraph("Boxed 45%") + "</w:txbxContent>"
    drawing = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    old = f"<w:r><w:pict><v:textbox><w:txbxContent>{paragraph('Old box')}</w:txbxContent></v:textbox></w:pict></w:r>"
    body = paragraph("Before ", drawing, "after.") + paragraph(old) + paragraph("End.")
    assert [text for _, _, text in blocks_of(word_file(body))] == ["Before after.", "Boxed 45%", "Old box", "End."]


def test_notes_headers_and_footers() -> None:
    footnotes = part(
        "footnotes",
        '<w:footnote w:type="separator" w:id="0">' + paragraph("---") + "</w:footnote>"
        '<w:footnote w:id="1">' + paragraph("<w:r><w:footnoteRef/></w:r>", " Provisional.") + "</w:footnote>",
    )
    endnotes = part("endnotes", '<w:endnote w:id="1">' + paragraph("Source: DfE.") + "</w:endnote>")
    data = word_file(
        paragraph("It was 45%", '<w:r><w:footnoteReference w:id="1"/></w:r>', "."),
        header1=part("hdr", paragraph("Anytown Council")),
        header2=part("hdr", paragraph("Anytown Council") + paragraph("Cabinet")),
        footer=part("ftr", paragraph("Page 1 of 9")),
        footnotes=footnotes,
        endnotes=endnotes,
    )
    assert blocks_of(data) == [
        (F, 0, "Anytown Council"),
        (F, 0, "Cabinet"),
        (P, 0, "It was 45%."),
        (P, 0, "Provisional."),
        (P, 0, "Source: DfE."),
        (F, 0, "Page 1 of 9"),
    ]


def test_merged_cells_headers_and_fills() -> None:
    restart, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    data = word_file(
        table(
            cell("Measure", restart) + cell("Town", '<w:gridSpan w:val="2"/><w:shd w:val="clear" w:fill="D5DEEC"/>'),
            cell("", go_on) + cell("2018") + cell("2019"),
            cell("Calls") + cell("45%", '<w:shd w:val="clear" w:fill="FFFFFF"/>') + cell("46%"),
            cell("Visits")
            + cell("5", '<w:shd w:fill="auto"/>')
            + cell(paragraph(run("6", '<w:highlight w:val="red"/>'))),
            header=True,
        )
    )
    document = read_docx(data)
    assert document.text == "Measure\tTown\n\t2018\t2019\nCalls\t45%\t46%\nVisits\t5\t6"
    assert grid_of(document) == [
        ["Measure", "Town", "Town"],
        ["Measure", "2018", "2019"],
        ["Calls", "45%", "46%"],
        ["Visits", "5", "6"],
    ]
    grid = tables_of(document)[0].table
    assert grid is not None
    assert [(item.header, item.row_span, item.column_span, item.fill) for item in grid.cells[:2]] == [
        (True, 2, 1, None),
        (True, 1, 2, "#d5deec"),
    ]
    assert [item.fill for item in grid.cells[2:]] == [None] * 7 + ["#ff0000"]
    assert not any(item.header for item in grid.cells[2:])


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (paragraph("Out-turn") + paragraph("2018/19"), "Out-turn 2018/19"),
        (paragraph("Target met.") + paragraph("Voids fell."), "Target met.\nVoids fell."),
        (paragraph("one", properties=in_list(2)) + paragraph("two", properties=in_list(2)), "one\ntwo"),
        (paragraph("45%", "<w:r><w:br/></w:r>", "(23/51)"), "45% (23/51)"),
        (
            paragraph(
                '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="Green"/></wp:inline></w:drawing></w:r>'
            ),
            "Green",
        ),
    ],
)
def test_cell_text(inside: str, expected: str) -> None:
    body = table(cell("A") + cell("B"), cell("C") + cell("D"), cell("E") + cell(inside))
    assert grid_of(read_docx(word_file(body, numbering=NUMBERING)))[2][1] == expected


def test_nested_and_layout_tables() -> None:
    nested = table(cell("C") + cell("D"), cell("3") + cell("4"))
    outer = table(
        cell("A") + cell("B") + cell("X"),
        cell("1") + cell(paragraph("two") + nested + paragraph("")) + cell("5"),
        cell("6") + cell("7") + cell("8"),
    )
    layout = table(cell(paragraph("Left.") + paragraph("2. Next paragraph.")))
    document = read_docx(word_file(outer + layout))
    assert [block.kind for block in document.blocks] == [T, T, P, L]
    assert grid_of(document) == [["A", "B", "X"], ["1", "two", "5"], ["6", "7", "8"]]
    assert grid_of(document, 1) == [["C", "D"], ["3", "4"]]


def test_deleted_rows_and_content_controls() -> None:
    def control(inside: str) -> str:
        return f"<w:sdt><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    deleted = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('x')}{cell('y')}</w:tr>"
    kept = control(f"<w:tr>{cell('1')}{control(cell('2'))}</w:tr>")
    body = control(f"<w:tbl><w:tr>{cell('A')}{cell('B')}</w:tr>{deleted}{kept}</w:tbl>")
    assert grid_of(read_docx(word_file(body))) == [["A", "B"], ["1", "2"]]


def test_file_written_by_a_library() -> None:
    source = docx.Document()
    source.core_properties.title = "Quarter 4"
    source.add_heading("Results", level=1)
    source.add_paragraph("Calls rose to 45%.")
    source.add_paragraph("First point", style="List Bullet")
    source.add_paragraph("Step one", style="List Number")
    grid = source.add_table(rows=2, cols=2)
    for place, text in zip(((0, 0), (0, 1), (1, 0), (1, 1)), ("Area", "Q1", "Calls", "45%"), strict=True):
        grid.cell(*place).text = text
    buffer = BytesIO()
    source.save(buffer)
    document = read_docx(buffer.getvalue())
    assert document.text == "Results\n\nCalls rose to 45%.\n\n•\tFirst point\n\n1.\tStep one\n\nArea\tQ1\nCalls\t45%"
    assert [block.kind for block in document.blocks] == [H, P, L, L, T]
    assert document.properties["title"] == "Quarter 4"


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 nonsense",
        word_file(paragraph("x"))[:-40],
        word_file("<w:p>"),
        word_file("").replace(b"word/document.xml", b"word/elsewhere.xm"),
    ],
    ids=["no zip", "cut short", "broken xml", "no body part"],
)
def test_damaged_files(data: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        read_docx(data, "minutes.docx")
    assert str(caught.value) == (
        "minutes.docx: this Word file is damaged or incomplete. Open it in Word and save it again, or save it as PDF"
    )


def test_damaged_secondary_part_is_noted() -> None:
    document = read_docx(word_file(paragraph("Text."), styles="<w:styles"))
    assert document.text == "Text."
    assert document.notes == ("the part word/styles.xml is damaged and was not read",)


def test_flipped_bytes_never_escape_as_other_errors() -> None:
    data = word_file(paragraph("Calls rose to 45%.") * 20, styles=STYLES)
    for position in range(0, len(data), 7):
        broken = bytearray(data)
        broken[position] ^= 0x55
        with suppress(DocumentError):
            read_docx(bytes(broken))


def test_zip_bombs_are_refused() -> None:
    data = word_file(paragraph("Text."), styles=" " * (65 * 1024 * 1024))
    with pytest.raises(DocumentError, match="would unpack to more than 64 MB of text"):
        read_docx(data)


def test_entities_are_refused() -> None:
    data = word_file(paragraph("Text."))
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            if name == "word/document.xml":
                content = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>' + content.replace(
                    "Text.", "Text&e;."
                )
            new.writestr(name, content)
    with pytest.raises(DocumentError, match="damaged"):
        read_docx(buffer.getvalue())
