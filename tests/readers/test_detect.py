"""Formats are told by content, and what cannot be read is refused with a name and a remedy."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from extractor.errors import DocumentError
from extractor.readers.detect import detect_format

from .ole_files import container


def make_zip(*names: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return buffer.getvalue()


def open_document(kind: str, manifest: str = "<x/>") -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", "<x/>")
        archive.writestr("META-INF/manifest.xml", manifest)
    return buffer.getvalue()


SENT = (
    b"Received: from a.example.org\r\n\tby b.example.org; Thu, 31 Oct 2013 10:15:00 +0000\r\n"
    b"From: a@example.org\r\nMessage-ID: <1@example.org>\r\nSubject: Figures\r\n\r\nText"
)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"%PDF-1.7\n1 0 obj", "pdf"),
        (b"\n" * 900 + b"%PDF-1.4\n1 0 obj", "pdf"),
        (b"The header %PDF-1.4 stands at the start of such files.", "txt"),
        (b"x" * 1100 + b"%PDF-1.4\n1 0 obj", "txt"),
        (make_zip("[Content_Types].xml", "word/document.xml"), "docx"),
        (b"<!DOCTYPE html><p>Text", "html"),
        (b"<!doctype HTML PUBLIC '-//W3C//DTD'>\n<html>", "html"),
        (b"\xef\xbb\xbf  \n<!-- a note --><html lang=en>", "html"),
        (b'<?xml version="1.0"?>\n<html xmlns="x">', "html"),
        ("\ufeff<html><body>".encode("utf-16-le"), "html"),
        ("<html><body><p>Text</p>".encode("utf-16-le"), "html"),
        (b"<div class='minutes'><p>Noted.</p></div>", "html"),
        (b"<p>One figure: 5%.</p>", "html"),
        (b"Agenda item<br><p>One</p><p>Two</p><table><tr><td>3</td></tr></table>", "html"),
        (b"<5 cases were suppressed and 3 < 4.", "txt"),
        (b"<p is a letter in a bracket", "txt"),
        (b"Attendance was 92.4%.\r\n", "txt"),
        (b"Page one\x0cPage two", "txt"),
        ("Spend was £3m – up".encode(), "txt"),
        (b"Spend was \xa33m", "txt"),
        ("Spend was £3m".encode("utf-16"), "txt"),
        ("Spend was £3m".encode("utf-16-be"), "txt"),
        (b"BM performance improved in Quarter 2, as the table shows.", "txt"),
        (b"text with padding\0\0\0\x1a", "txt"),
        (make_zip("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        (make_zip("[Content_Types].xml", "xl/workbook.bin"), "xlsb"),
        (open_document("text"), "odt"),
        (open_document("text-template"), "odt"),
        (open_document("spreadsheet"), "ods"),
        (b"{\\rtf1\\ansi Text}", "rtf"),
        (b"\xffWPC\x10\0\0\0", "wpd"),
        (container({"WordDocument": b"\xec\xa5" + b"\0" * 60}), "doc"),
        (container({"Workbook": b"\x09\x08\x10\0" + b"\0" * 60}), "xls"),
        (container({"Book": b"\x09\x08\x08\0" + b"\0" * 60}), "xls"),
        (container({"__properties_version1.0": b"\0" * 32, "WordDocument": b""}), "msg"),
        (container({"PerfectOffice_MAIN": b"x"}), "wpd"),
        (SENT, "eml"),
        (SENT.replace(b"\r\n", b"\n"), "eml"),
        (b"From clerk@example.org Thu Oct 31 10:15:00 2013\n" + SENT, "eml"),
        (b"To: The Cabinet\nFrom: The Chief Executive\nDate: 31 October 2013\nSubject: Figures\n\nText", "txt"),
        (b"Content-Type: the sort of paper\nTo: you\n\nText", "txt"),
        (b"Message-ID: 12\nContent-Type: x\nAttendance was 92.4%\n\nText", "txt"),
        (b"Notes\n" + SENT, "txt"),
        (b"\x89PNG\r\n\x1a\n\0\0", "png"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "jpeg"),
        (b"II*\0\x08\0\0\0", "tiff"),
        (b"MM\0*\0\0\0\x08", "tiff"),
    ],
)
def test_formats(data: bytes, expected: str) -> None:
    assert detect_format(data) == expected


@pytest.mark.parametrize(
    ("data", "problem", "remedy"),
    [
        (b"", "the file is empty", "Check that it was downloaded or copied completely"),
        (b"\xef\xbb\xbf \r\n", "the file is empty", "Check that it was downloaded or copied completely"),
        (make_zip("ppt/presentation.xml"), "this is a PowerPoint presentation", "Save it as PDF"),
        (
            make_zip("mimetype", "content.xml"),
            "this is an OpenDocument file",
            "Open it and save it as .docx or PDF",
        ),
        (make_zip("minutes.pdf"), "this is a zip archive", "Unpack it and give the files inside"),
        (
            make_zip("word/document.xml")[:-30],
            "the file is damaged or incomplete (a zip that ends too early)",
            "Download or copy it again",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            "this Office 97 file is damaged or incomplete",
            "Open it and save it as .docx or PDF",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "this Office file is encrypted",
            "Open it with its password and save it as .docx or PDF without one",
        ),
        *(
            (
                data,
                "this Office file is encrypted",
                "Open it with its password and save it as .docx or PDF without one",
            )
            for data in (
                container({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}),
                container({"WordDocument": b"\xec\xa5" + b"\0" * 9 + b"\x01" + b"\0" * 60}),
                container({"Workbook": b"\x09\x08\x02\0\0\0\x2f\0\x36\0"}),
            )
        ),
        (container({"PowerPoint Document": b"x"}), "this is a PowerPoint presentation", "Save it as PDF"),
        (
            container({"VisioDocument": b"x"}),
            "this is an Office 97 file that is neither Word, Excel nor a mail",
            "Open it and save it as .docx or PDF",
        ),
        (
            open_document("text", "<file-entry><encryption-data/></file-entry>"),
            "this OpenDocument file is encrypted",
            "Save it without a password",
        ),
        (
            open_document("presentation"),
            "this is an OpenDocument file",
            "Open it and save it as .docx or PDF",
        ),
        (b"GIF89a\x10\0\x10\0", "this is a picture (GIF)", "Scan or save it as PDF, TIFF, PNG or JPEG"),
        (b"BM\x36\0\0\0\0\0\0\0\x36", "this is a picture (BMP)", "Scan or save it as PDF, TIFF, PNG or JPEG"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "this is a picture (WebP)", "Scan or save it as PDF, TIFF, PNG or JPEG"),
        (bytes(range(256)) * 4, "this is a binary file of an unknown kind", "Give it as PDF, DOCX, HTML or text"),
        (b"\x00", "the file is empty", "Check that it was downloaded or copied completely"),
        (b"\x7fELF\x02\x01\x01\x00", "this is a binary file of an unknown kind", "Give it as PDF, DOCX, HTML or text"),
        (
            b'<?xml version="1.0"?><w:wordDocument xmlns:w="x">',
            "this is a Word XML file",
            "Open it and save it as .docx or PDF",
        ),
    ],
)
def test_refusals(data: bytes, problem: str, remedy: str) -> None:
    with pytest.raises(DocumentError) as caught:
        detect_format(data)
    assert (caught.value.problem, caught.value.remedy) == (problem, remedy)
