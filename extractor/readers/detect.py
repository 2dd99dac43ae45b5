"""Which format a file has, by its content. File names lie; the first bytes and the names inside a zip do not."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO

from extractor.errors import DocumentError
from extractor.readers.encoding import sniff_utf16, strip_mark
from extractor.readers.limits import MAX_MARKUP_BYTES, MAX_ZIP_ENTRIES
from extractor.readers.mail_signs import is_mail
from extractor.readers.ole import ole_streams

OFFICE_FORMATS = ("doc", "rtf", "odt", "wpd", "xls", "xlsb", "ods")
"""What LibreOffice opens."""

MAIL_FORMATS = ("eml", "msg")
PICTURE_FORMATS = ("png", "jpeg", "tiff")
"""Pictures of pages, whose characters are recognised."""

FORMATS = ("pdf", "docx", "html", "txt", "xlsx", *OFFICE_FORMATS, *MAIL_FORMATS, *PICTURE_FORMATS)
"""What a file can be."""

_HEAD_BYTES = 65_536
_PDF_WINDOW = 1024
_TEXT_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_REMEDY = "Give it as PDF, DOCX, HTML or text"
_PICTURES = (
    (b"\x89PNG\r\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II+\0", "tiff"),
    (b"MM\0+", "tiff"),
)
_SIGNATURES = (
    (b"GIF8", "a picture (GIF)"),
    (b"BM", "a picture (BMP)"),
    (b"%!PS", "PostScript"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a", "a RAR archive"),
)
_PICTURE_REMEDY = "Scan or save it as PDF, TIFF, PNG or JPEG"
_SAVE_REMEDY = "Open it and save it as .docx or PDF"
_ZIP_KINDS = (
    ("ppt/", "a PowerPoint presentation", "Save it as PDF"),
    ("content.xml", "an OpenDocument file", _SAVE_REMEDY),
    ("META-INF/container.xml", "an e-book", "Save it as PDF"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STARTS = ((b"{\\rtf", "rtf"), (b"\xffWPC", "wpd"))
_OPEN_DOCUMENTS = {"text": "odt", "text-template": "odt", "spreadsheet": "ods", "spreadsheet-template": "ods"}
_OLE_KINDS = (
    ("__properties_version1.0", "msg"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PerfectOffice_MAIN", "wpd"),
)
_CONTROLS = frozenset(range(0x20)) - frozenset(b"\t\n\v\f\r\x1a\x1b") | {0x7F}
# A comment is spelt out so that it ends at its first "-->": one that could go on would be tried in every way.
_PROLOGUE = re.compile(r"(?:\s|<!--(?:[^-]|-(?:[^-]|-+[^->]))*--+>|<\?xml[^>]*\?>)*", re.IGNORECASE)
_OPENING = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:div|p|table|tr|td|th|tbody|thead|h[1-6]|ul|ol|li|meta|title|link|style|script|span|section|article|main|header|"
    r"footer|nav|center|font|a|b|i|strong|em|br|hr|img|dl|dt|dd|pre|blockquote|form)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_JSON = re.compile(r"\s*(?:\{\s*\"[^\"\n]{1,80}\"\s*:|\[\s*\{\s*\"[^\"\n]{1,80}\"\s*:)")
_WORD_XML = re.compile(r"<(?:w:wordDocument|pkg:package)\b")


def detect_format(data: bytes) -> str:
    """One of ``FORMATS``. Raises DocumentError for what is none of them, and says what it is."""
    if not strip_mark(data).strip(b"\0 \t\r\n\f"):
        raise DocumentError("the file is empty", remedy="Check that it was downloaded or copied completely")
    if _is_pdf(data):
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _inspect_zip(data)
    if data.startswith(_OLE):
        return _inspect_ole(data)
    for start, name in (*_PICTURES, *_STARTS):
        if data.startswith(start):
            return name
    _refuse_known(data)
    text = _decode_head(data)
    if is_mail(text):
        return "eml"
    if _is_html(text):
        return "html"
    if _WORD_XML.search(text[:4096]):
        raise DocumentError("this is a Word XML file", remedy=_SAVE_REMEDY)
    if _JSON.match(text):
        raise DocumentError("this is data for programs (JSON)", remedy=_REMEDY)
    return "txt"


def _is_pdf(data: bytes) -> bool:
    """The header may stand after other bytes, but a text that merely mentions it has no objects."""
    found = data.find(b"%PDF-", 0, _PDF_WINDOW)
    return found == 0 or (found > 0 and re.search(rb"\d\s+obj\b", data) is not None)


def _inspect_zip(data: bytes) -> str:
    refuse_many_entries(data)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = [name.lstrip("/") for name in archive.namelist()]
            kind = _open_document(archive, names)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise DocumentError(
            "the file is damaged or incomplete (a zip that ends too early)", remedy="Download or copy it again"
        ) from error
    if any(re.fullmatch(r"word/document\d*\.xml", name) for name in names):
        return "docx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if kind:
        return kind
    for mark, kind, remedy in _ZIP_KINDS:
        if any(name.startswith(mark) for name in names):
            raise DocumentError(f"this is {kind}", remedy=remedy)
    raise DocumentError("this is a zip archive", remedy="Unpack it and give the files inside")


def _open_document(archive: zipfile.ZipFile, names: Sequence[str]) -> str:
    """``odt`` or ``ods``; empty for what is neither. Raises DocumentError where it is encrypted or too large."""
    if names[:1] != ["mimetype"] or "content.xml" not in names:
        return ""
    with archive.open("mimetype") as part:
        written = part.read(100).decode("ascii", "replace").strip()
    kind = _OPEN_DOCUMENTS.get(written.removeprefix("application/vnd.oasis.opendocument."), "")
    if kind and "META-INF/manifest.xml" in names:
        with archive.open("META-INF/manifest.xml") as part:
            if b"encryption-data" in part.read(MAX_MARKUP_BYTES):
                raise DocumentError("this OpenDocument file is encrypted", remedy="Save it without a password")
    unpacked = sum(member.file_size for member in archive.infolist() if member.filename.endswith(".xml"))
    if kind and unpacked > MAX_MARKUP_BYTES:
        problem = f"this OpenDocument file would unpack to more than {MAX_MARKUP_BYTES // 2**20} MB of text"
        raise DocumentError(problem, remedy="Split it, or save it as PDF")
    return kind


def refuse_many_entries(data: bytes) -> None:
    """Raise DocumentError for a zip with more entries than are looked at, before anything is made of them."""
    if data.count(b"PK\x01\x02") > MAX_ZIP_ENTRIES:
        raise DocumentError(
            f"a zip of more than {MAX_ZIP_ENTRIES:,} files", remedy="Unpack it, and give the papers in it"
        )


def _refuse_known(data: bytes) -> None:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        raise DocumentError("this is a picture (WebP)", remedy=_PICTURE_REMEDY)
    if data[4:8] == b"ftyp" and data[8:12] in {b"heic", b"heix", b"mif1", b"avif"}:
        raise DocumentError("this is a picture (HEIC)", remedy=_PICTURE_REMEDY)
    for signature, kind in _SIGNATURES:
        if not data.startswith(signature) or (signature == b"BM" and b"\0" not in data[2:26]):
            continue  # a text may begin with "BM"
        picture = kind.startswith("a picture")
        raise DocumentError(f"this is {kind}", remedy=_PICTURE_REMEDY if picture else _SAVE_REMEDY)


def _inspect_ole(data: bytes) -> str:
    """What an Office 97 file is, by the streams that stand on its first level."""
    streams = ole_streams(data, ("WordDocument", "Workbook", "Book"))
    if streams is None and "EncryptedPackage".encode("utf-16-le") not in data:
        raise DocumentError("this Office 97 file is damaged or incomplete", remedy=_SAVE_REMEDY)
    if streams is None or "EncryptedPackage" in streams or _is_locked(streams):
        raise DocumentError(
            "this Office file is encrypted", remedy="Open it with its password and save it as .docx or PDF without one"
        )
    for stream, kind in _OLE_KINDS:
        if stream in streams:
            return kind
    if "PowerPoint Document" in streams:
        raise DocumentError("this is a PowerPoint presentation", remedy="Save it as PDF")
    raise DocumentError("this is an Office 97 file that is neither Word, Excel nor a mail", remedy=_SAVE_REMEDY)


def _is_locked(streams: Mapping[str, bytes]) -> bool:
    """Whether a password is needed: a bit in Word's first bytes, a record right behind Excel's first."""
    word = streams.get("WordDocument", b"")
    if len(word) > 11 and word[11] & 0x01:
        return True
    book = streams.get("Workbook", b"") or streams.get("Book", b"")
    behind = 4 + int.from_bytes(book[2:4], "little")
    return book[:1] == b"\x09" and book[behind : behind + 2] == b"\x2f\0"


def _decode_head(data: bytes) -> str:
    """The first characters, well enough to look for tags. Raises DocumentError for bytes that are no text."""
    head = data.rstrip(b"\0\x1a")[:_HEAD_BYTES]
    if head.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return head.decode("utf-32", errors="replace")
    wide = sniff_utf16(head)
    if head.startswith(_TEXT_MARKS[1:]):
        return head.decode("utf-16", errors="replace")
    if wide is not None:
        return head.decode(wide, errors="replace")
    controls = sum(byte in _CONTROLS for byte in head)
    if b"\0" in head or controls > max(1, len(head) // 50) or _has_no_spaces(head):
        raise DocumentError("this is a binary file of an unknown kind", remedy=_REMEDY)
    return strip_mark(head).decode("utf-8", errors="replace")


def _has_no_spaces(head: bytes) -> bool:
    """Whether most bytes lie above ASCII and no blank stands between them, as in EBCDIC, whose blank is ``@``."""
    high = len(head.translate(None, bytes(range(0x80))))
    return len(head) >= 64 and 2 * high > len(head) and b" " not in head


def _is_html(text: str) -> bool:
    """A page's opening, or several tags near the start; a single ``<`` in a text is not one."""
    start = _PROLOGUE.match(text)
    rest = text[start.end() :] if start is not None else text
    if _OPENING.match(rest):
        return True
    tags = [found[0] for found in _TAG.finditer(rest[:8192])]
    closed = any(tag.startswith("</") for tag in tags)
    return closed and (len(tags) >= 6 or (_TAG.match(rest) is not None and len(tags) >= 2))
