"""The parts of a Word or Excel file: opened with care, since a zip may be damaged, encrypted or a bomb."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from io import BytesIO
from typing import Final

from docx.opc.constants import NAMESPACE
from docx.oxml.ns import nsmap, qn
from lxml import etree

from extractor.errors import DocumentError
from extractor.readers.detect import refuse_many_entries
from extractor.readers.limits import MAX_MARKUP_BYTES

W: Final[str] = qn("w:p").removesuffix("p")
_RELATIONSHIP: Final = f"{{{NAMESPACE.OPC_RELATIONSHIPS}}}Relationship"
# "Strict" files name the same elements in other namespaces.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", nsmap["w"].encode()),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", nsmap["m"].removesuffix("math").encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/main", nsmap["a"].encode()),
)


_SMALLER = {
    "Word": "Split it, or save it as PDF",
    "Excel": "Delete the empty rows and columns around its figures, or save it as PDF",
}


class TooLarge(DocumentError):
    """The file unpacks to more than is read."""


class Package:
    """Reads parts by name. Every failure is a DocumentError that names the file."""

    def __init__(self, data: bytes, name: str, program: str = "Word") -> None:
        self._name = name
        self._program = program
        self._unpacked = 0
        refuse_many_entries(data)
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise self._damaged() from error
        self._members = {member.filename.lstrip("/"): member for member in self._zip.infolist()}
        self.unreadable: list[str] = []
        self.main = self._find_main()
        self.related = self._relationships(self.main)

    def read(self, part: str) -> etree._Element | None:
        """The root element of a part; None where the file has no such part."""
        member = self._members.get(part)
        if member is None:
            return None
        if member.flag_bits & 0x1:
            raise DocumentError(
                f"this {self._program} file is encrypted", where=self._name, remedy="Save it without a password"
            )
        try:
            content = self._unpack(member)
            for strict, usual in _STRICT:
                content = content.replace(strict, usual)
            # A parser for each part: entities stay unresolved, nothing is fetched, nesting and text size are limited.
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
            root = etree.fromstring(content, parser)
            if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]  # missing from the stubs
                raise ValueError("Word writes no document type; one can only serve to smuggle entities in")
            return root
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, etree.LxmlError) as error:
            raise self._damaged() from error

    def unpack(self, part: str) -> bytes:
        """The bytes of a part; none where the file has no such part."""
        member = self._members.get(part)
        try:
            return self._unpack(member) if member is not None else b""
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
            raise self._damaged() from error

    def read_optional(self, part: str) -> etree._Element | None:
        """As ``read``; a part that is damaged counts as missing and is named in ``unreadable``."""
        try:
            return self.read(part)
        except TooLarge:
            raise
        except DocumentError:
            self.unreadable.append(part)
            return None

    def read_required(self, part: str) -> etree._Element:
        """As ``read``; the part has to be there."""
        root = self.read(part)
        if root is None:
            raise self._damaged()
        return root

    def parts_of(self, kind: str) -> list[str]:
        """Names of the parts that the document relates to as ``kind`` (``styles``, ``header``), in the file's order."""
        return [target for type_name, target in self.related.values() if type_name.endswith(f"/{kind}")]

    def _damaged(self) -> DocumentError:
        return DocumentError(
            f"this {self._program} file is damaged or incomplete",
            where=self._name,
            remedy=f"Open it in {self._program} and save it again, or save it as PDF",
        )

    def too_large(self) -> TooLarge:
        """What is raised for a file that unpacks to more than is read."""
        return TooLarge(
            f"this {self._program} file would unpack to more than {MAX_MARKUP_BYTES // 2**20} MB of text",
            where=self._name,
            remedy=_SMALLER[self._program],
        )

    def _unpack(self, member: zipfile.ZipInfo) -> bytes:
        """The bytes of a part. What the directory says of its size and what comes out are both held to the limit."""
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ValueError("Word deflates; other ways to pack cannot be unpacked in steps")
        with self._zip.open(member) as part:
            content = part.read(min(member.file_size, MAX_MARKUP_BYTES) + 1)
        self._unpacked += max(len(content), member.file_size)
        if self._unpacked > MAX_MARKUP_BYTES:
            raise self.too_large()
        return content

    def _find_main(self) -> str:
        for type_name, target in self._relationships("").values():
            if type_name.endswith("/officeDocument") and target in self._members:
                return target
        return "word/document.xml"

    def _relationships(self, part: str) -> dict[str, tuple[str, str]]:
        """By id: type and target (a part's name) of the relationships of ``part`` inside the file."""
        folder, base = posixpath.split(part)
        root = self.read(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for item in root.iter(_RELATIONSHIP) if root is not None else ():
            if item.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, item.get("Target", ""))).lstrip("/")
                found[item.get("Id", "")] = (item.get("Type", ""), target)
        return found


def attribute(element: etree._Element | None, name: str = "val") -> str | None:
    """A ``w:`` attribute of an element that may be missing."""
    return None if element is None else element.get(W + name)


def whole(element: etree._Element | None, default: int, name: str = "val") -> int:
    """A whole number from a ``w:`` attribute; ``default`` where it is missing or malformed."""
    written = attribute(element, name)
    try:
        return int(written) if written is not None else default
    except ValueError:
        return default


def is_on(element: etree._Element | None) -> bool:
    """Whether a switch such as ``w:b`` or ``w:vanish`` is there and not switched off."""
    return element is not None and attribute(element) not in {"0", "false", "off", "none"}
