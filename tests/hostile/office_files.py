"""Old Office files, workbooks and mails that were made to do harm."""

from __future__ import annotations

import zipfile
from io import BytesIO

from .word_files import SENTENCE

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = (
    f'xmlns:office="{_OFFICE}:office:1.0" xmlns:text="{_OFFICE}:text:1.0" xmlns:draw="{_OFFICE}:drawing:1.0" '
    f'xmlns:script="{_OFFICE}:script:1.0" xmlns:svg="{_OFFICE}:svg-compatible:1.0" xmlns:table="{_OFFICE}:table:1.0" '
    f'xmlns:of="{_OFFICE}:of:1.2" xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"'
)
_BASIC = (
    '<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">'
    '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="M" script:language="StarBasic">'
    'Sub Main\nOpen "{place}" For Output As #1\nPrint #1,"x"\nClose #1\nEnd Sub</script:module>'
)
_LIBRARY = (
    '<!DOCTYPE library:{kind} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{kind}.dtd">'
    '<library:{kind} xmlns:library="http://openoffice.org/2000/library"{inside}</library:{kind}>'
)
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def fields(elsewhere: str) -> bytes:
    """Rich text that asks for another file, a template and a picture of the network, a running program, an object."""
    asked = (
        rf'INCLUDETEXT "{elsewhere}"',
        rf'DDEAUTO soffice "{elsewhere}" x',
        r'INCLUDEPICTURE "http://127.0.0.1:9/a.png" \\d',
    )
    inside = "".join(rf"{{\field{{\*\fldinst {field}}}{{\fldrslt }}}}" for field in asked)
    thing = r"{\object\objemb\objupdate{\*\objclass Package}{\*\objdata 0105000002000000}}"
    return rf"{{\rtf1\ansi{{\*\template http://127.0.0.1:9/t.dotx}}{SENTENCE}\par {inside}{thing}}}".encode()


def deep_groups(count: int) -> bytes:
    """Rich text in so many brackets, none of which is closed."""
    return rb"{\rtf1\ansi " + SENTENCE.encode() + rb"\par " + b"{" * count


def open_text(elsewhere: str = "", place: str = "", before: str = "", more: str = "") -> bytes:
    """An OpenDocument text with a section of another file, a picture of the network, and a macro that writes one."""
    section = (
        f'<text:section text:name="s"><text:section-source xlink:href="{elsewhere}" xlink:type="simple"/>'
        "</text:section>"
        '<text:p><draw:frame svg:width="1cm" svg:height="1cm"><draw:image xlink:href="http://127.0.0.1:9/o.png" '
        'xlink:type="simple"/></draw:frame></text:p>'
    )
    listener = (
        '<office:scripts><office:event-listeners><script:event-listener script:language="ooo:script" '
        'script:event-name="dom:load" xlink:type="simple" '
        'xlink:href="vnd.sun.star.script:Standard.M.Main?language=Basic&amp;location=document"/>'
        "</office:event-listeners></office:scripts>"
    )
    content = (
        f"{before}<office:document-content {_SPACES}>{listener if place else ''}<office:body><office:text>"
        f"<text:p>{SENTENCE}</text:p>{section if elsewhere else ''}{more}"
        "</office:text></office:body></office:document-content>"
    )
    macros = {
        "Basic/script-lc.xml": _LIBRARY.format(
            kind="libraries",
            inside=' xmlns:xlink="http://www.w3.org/1999/xlink"><library:library library:name="Standard" '
            'library:link="false"/>',
        ),
        "Basic/Standard/script-lb.xml": _LIBRARY.format(
            kind="library", inside=' library:name="Standard"><library:element library:name="M"/>'
        ),
        "Basic/Standard/M.xml": _BASIC.format(place=place),
    }
    return open_document("text", content, macros if place else {})


def open_document(kind: str, content: str, others: dict[str, str] | None = None) -> bytes:
    media = f"application/vnd.oasis.opendocument.{kind}"
    names = ["content.xml", *(others or {})]
    entries = "".join(f'<m:file-entry m:full-path="{name}" m:media-type="text/xml"/>' for name in names)
    manifest = f'<m:manifest xmlns:m="{_OFFICE}:manifest:1.0"><m:file-entry m:full-path="/" m:media-type="{media}"/>'
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", media, zipfile.ZIP_STORED)
        for name, text in {"content.xml": content, **(others or {})}.items():
            archive.writestr(name, text)
        archive.writestr("META-INF/manifest.xml", f"{manifest}{entries}</m:manifest>")
    return buffer.getvalue()


def open_sheet() -> bytes:
    """An OpenDocument spreadsheet that asks the network and names a row and a column a million times."""
    cells = (
        f'<table:table-row><table:table-cell office:value-type="string"><text:p>{SENTENCE}</text:p></table:table-cell>'
        "</table:table-row><table:table-row><table:table-cell "
        'table:formula="of:=WEBSERVICE(&quot;http://127.0.0.1:9/&quot;)" office:value-type="float" office:value="1"/>'
        "</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1000"/>'
        "</table:table-row>"
    )
    body = f'<office:spreadsheet><table:table table:name="S">{cells}</table:table></office:spreadsheet>'
    return open_document(
        "spreadsheet",
        f"<office:document-content {_SPACES}><office:body>{body}</office:body></office:document-content>",
    )


def cell(words: str = SENTENCE) -> str:
    return f'<row r="1"><c r="A1" t="inlineStr"><is><t>{words}</t></is></c></row>'


def workbook(rows: str = "", others: dict[str, str | bytes] | None = None) -> bytes:
    """An Excel workbook of one sheet."""
    kinds = f"{_PACKAGE}/content-types"
    excel = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = (
        f'<Types xmlns="{kinds}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{excel}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{excel}.worksheet+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{excel}.sharedStrings+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{excel}.styles+xml"/></Types>'
    )
    relations = (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{_RELATIONS}/styles" Target="styles.xml"/>'
        f'<Relationship Id="r3" Type="{_RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
        f'<Relationship Id="r4" Type="{_RELATIONS}/externalLink" Target="http://127.0.0.1:9/x" TargetMode="External"/>'
        "</Relationships>"
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": types,
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r" '
        f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_RELATIONS}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations,
        "xl/styles.xml": f'<styleSheet xmlns="{_SHEET}"><cellXfs count="1"><xf numFmtId="0"/></cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_SHEET}"><si><t>x</t></si></sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SHEET}"><sheetData>{cell()}{rows}</sheetData></worksheet>',
    }
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**parts, **(others or {})}.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def sheet_bomb(megabytes: int) -> bytes:
    return workbook(" " * (megabytes << 20))


def many_cells(count: int) -> bytes:
    """So many empty cells in one row, and a value behind them."""
    return workbook(f'<row r="2">{"<c/>" * count}<c r="B2"><v>1</v></c></row>')


def many_styles(count: int) -> bytes:
    styles = f'<styleSheet xmlns="{_SHEET}"><cellXfs>{"<xf/>" * count}</cellXfs></styleSheet>'
    return workbook(others={"xl/styles.xml": styles})


def laughing_strings() -> bytes:
    """Shared strings whose entities hold each other."""
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    strings = f'<!DOCTYPE sst [<!ENTITY a0 "ha">{levels}]><sst xmlns="{_SHEET}"><si><t>&a9;</t></si></sst>'
    return workbook(others={"xl/sharedStrings.xml": strings})


def external_string(elsewhere: str) -> bytes:
    """A shared string that is another file."""
    strings = f'<!DOCTYPE sst [<!ENTITY a SYSTEM "{elsewhere}">]><sst xmlns="{_SHEET}"><si><t>&a;</t></si></sst>'
    return workbook('<row r="2"><c r="A2" t="s"><v>0</v></c></row>', others={"xl/sharedStrings.xml": strings})


def asking_formulas() -> bytes:
    """Formulas that ask the network, other workbooks and programs, with results that were stored."""
    asked = (
        "WEBSERVICE(&quot;http://127.0.0.1:9/&quot;)",
        "'[1]S'!A1",
        "cmd|'/c calc'!A1",
        "HYPERLINK(&quot;file:///&quot;)",
    )
    cells = "".join(
        f'<c r="{letter}2"><f>{formula}</f><v>7</v></c>' for letter, formula in zip("ABCD", asked, strict=True)
    )
    return workbook(f'<row r="2">{cells}</row>')


def far_cell() -> bytes:
    """A million rows that say how high they are, and one cell in the last."""
    rows = "".join(f'<row r="{row}" ht="15"/>' for row in range(2, 1_048_576))
    return workbook(f'{rows}<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>')


def named_mail(names: list[str]) -> bytes:
    """A mail with attachments of these names, as they stand in its header."""
    head = 'Message-ID: <1@x>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
    parts = [f"--b\r\nContent-Type: text/plain\r\n\r\n{SENTENCE}\r\n"]
    for number, name in enumerate(names):
        parts.append(
            f"--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; "
            f"filename*=utf-8''{name}\r\n\r\n{number}: {SENTENCE}\r\n"
        )
    return (head + "".join(parts) + "--b--\r\n").encode()
