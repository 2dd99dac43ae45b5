"""Mails: the header, the body and what is attached, from .eml and .msg alike."""

from __future__ import annotations

from datetime import UTC, date, datetime
from email.message import EmailMessage

import pytest

from extractor.document import Document
from extractor.errors import DocumentError
from extractor.readers import read_document
from extractor.readers.mail_letter import (
    MAX_ATTACHMENTS,
    MAX_MEMBERS,
    clean_name,
    list_members,
    open_mail,
    read_member,
)
from extractor.run import Extractor

from .ole_files import Tree, container, properties

SENTENCE = "In 2013/14, 83.3% (90/108 children) of reviews were held on time."
HEAD = [
    ("furniture", "From: Jane Doe <jane@example.org>"),
    ("furniture", "To: clerk@example.org"),
    ("paragraph", "Date: 31 October 2013, 10:15"),
    ("paragraph", "Subject: Scorecard – Quarter 2"),
]
TABLE = "<table><tr><th>Indicator</th><th>Q2</th></tr><tr><td>Reviews</td><td>83.3%</td></tr></table>"


def mail(text: str | None = SENTENCE, page: str | None = None, subject: str = "Scorecard – Quarter 2") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Jane Doe <jane@example.org>"
    message["To"] = "clerk@example.org"
    message["Date"] = "Thu, 31 Oct 2013 10:15:00 +0000"
    message["Subject"] = subject
    message["Message-ID"] = "<1@example.org>"
    if text is not None:
        message.set_content(text)
    if page is not None:
        (message.add_alternative if text is not None else message.set_content)(page, subtype="html")
    return message


def attach(message: EmailMessage, name: str | None, data: bytes = b"x", kind: str = "application/pdf") -> None:
    first, _, second = kind.partition("/")
    message.add_attachment(data, maintype=first, subtype=second, filename=name)


def seen(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, document.content(block)) for block in document.blocks]


def outlook(
    attachments: list[Tree] | None = None, *, header: int = 32, text: str = SENTENCE, others: Tree | None = None
) -> Tree:
    """A mail of Outlook as a tree of streams; one within another has a shorter header."""
    sent = (datetime(2013, 10, 31, 10, 15, tzinfo=UTC) - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()
    values: dict[int, str | bytes | int] = {
        0x001A: "IPM.Note",
        0x0C1A: "Jane Doe",
        0x5D01: "jane@example.org",
        0x0E04: "clerk@example.org",
        0x0037: "Scorecard – Quarter 2",
        0x1000: text,
        0x0039: int(sent) * 10_000_000,
    }
    found = {f"__attach_version1.0_#{number:08X}": tree for number, tree in enumerate(attachments or [])}
    return {**properties(values, header), **found, **(others or {})}


def attached(name: str, data: bytes, mime: str = "", shown: str = "") -> Tree:
    values: dict[int, str | bytes | int] = {0x3705: 1, 0x3701: data, 0x3707: name}
    extra = {0x370E: mime} if mime else {}
    return properties({**values, **extra, **({0x3712: shown} if shown else {})}, 8)


def inner(name: str, message: Tree) -> Tree:
    return {**properties({0x3705: 5, 0x3001: name}, 8), "__substg1.0_3701000D": message}


@pytest.mark.parametrize("data", [mail().as_bytes(), container(outlook())], ids=["eml", "msg"])
def test_a_mail_is_its_header_and_its_body(data: bytes) -> None:
    document = read_document(data)
    assert seen(document) == [*HEAD, ("paragraph", SENTENCE)]
    assert (document.notes, document.remarks) == ((), ())


@pytest.mark.parametrize("data", [mail().as_bytes(), container(outlook())], ids=["eml", "msg"])
def test_the_header_says_when_and_what(data: bytes) -> None:
    result = Extractor().read_bytes(data, "mail")
    assert (result.front.date, result.front.title) == (date(2013, 10, 31), "Scorecard – Quarter 2")
    assert [figure.text for figure in result.findings.mentions] == ["83.3%"]
    assert result.format in ("eml", "msg")


def test_a_table_is_read_from_the_page() -> None:
    """The text of the same mail has lost it."""
    document = read_document(
        mail("Indicator\nQ2\nReviews\n83.3%", f"<html><body><p>All,</p>{TABLE}</body></html>").as_bytes()
    )
    assert seen(document)[4:] == [("paragraph", "All,"), ("table", "Indicator\tQ2\nReviews\t83.3%")]
    table = document.blocks[-1].table
    assert table is not None
    assert [document.content(cell) for cell in table.cells] == ["Indicator", "Q2", "Reviews", "83.3%"]


@pytest.mark.parametrize(
    ("text", "page", "expected"),
    [
        ("The text.", "<p>The page.</p>", "The text."),
        (None, "<p>The page.</p>", "The page."),
        (" ", "<p>The page.</p>", "The page."),
    ],
)
def test_else_the_text(text: str | None, page: str, expected: str) -> None:
    assert seen(read_document(mail(text, page).as_bytes()))[4:] == [("paragraph", expected)]


@pytest.mark.parametrize(
    "body",
    [
        b"Content-Type: text/plain; charset=windows-1252\n\nSpend was \xa33m \x96 up",
        b"Content-Type: text/plain; charset=no-such-thing\n\nSpend was \xa33m \x96 up",
        b"Content-Type: text/plain; charset=us-ascii\n\nSpend was \xc2\xa33m \xe2\x80\x93 up",
        b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nU3BlbmQgd2FzIMKjM20g4oCTIHVw",
        b"Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\nSpend was =C2=A33m =E2=80=93 up",
        b"Content-Type: text/plain\nContent-Transfer-Encoding: x-unknown\n\nSpend was \xa33m \x96 up",
    ],
)
def test_bodies_in_any_encoding(body: bytes) -> None:
    assert read_document(b"Message-ID: <1@x>\n" + body).text == "Spend was £3m – up"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"Subject: =?utf-8?q?=C2=A33m?= spent", "£3m spent"),
        (b"Subject: =?iso-8859-1?b?ozNt?=", "£3m"),
        (b"Subject: \xc2\xa33m", "£3m"),
        (b"Subject: \xa33m", "£3m"),
        (b"Subject: =?no-such?q?a?= b", "=?no-such?q?a?= b"),
        (b"Subject: =?utf-8?b?!!!?=", "=?utf-8?b?!!!?="),
        (b"Subject: two\n lines", "two lines"),
        (b"Subject: " + b"x" * 5_000, "x" * 2_000),
    ],
)
def test_subjects_in_any_encoding(raw: bytes, expected: str) -> None:
    assert open_mail(raw + b"\nMessage-ID: <1@x>\nContent-Type: text/plain\n\nx").fields["Subject"] == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Thu, 31 Oct 2013 10:15:00 +0100", "31 October 2013, 10:15"),
        ("31 Oct 13 10:15", "31 October 2013, 10:15"),
        ("yesterday", "yesterday"),
        ("Thu, 99 Oct 2013 10:15:00 +9999", "Thu, 99 Oct 2013 10:15:00 +9999"),
    ],
)
def test_dates_of_any_kind(raw: str, expected: str) -> None:
    assert open_mail(f"Date: {raw}\nMessage-ID: <1@x>\n\nx".encode()).fields["Date"] == expected


def with_everything() -> EmailMessage:
    message = mail(page="<p>See <img src=cid:logo></p>")
    message.get_payload()[1].add_related(b"\x89PNG\r\n", "image", "png", cid="<logo>")  # type: ignore[union-attr,index]
    attach(message, "scorecard £.pdf", b"one")
    attach(message, "scan.png", b"two", "image/png")
    attach(message, None, b"three", "application/msword")
    attach(message, "Jane.vcf", b"BEGIN:VCARD", "text/x-vcard")
    attach(message, "smime.p7s", b"0", "application/pkcs7-signature")
    message.add_attachment("12% of 50 homes", filename="note.txt")
    return message


def test_what_is_attached_has_a_name_and_bytes() -> None:
    data = with_everything().as_bytes()
    assert list_members(data) == (["scorecard £.pdf", "scan.png", "attachment 3", "note.txt"], False)
    assert [read_member(data, name) for name in ("scorecard £.pdf", "scan.png", "attachment 3")] == [
        b"one",
        b"two",
        b"three",
    ]
    document = read_document(data)
    assert document.remarks == ("attached and not read: Jane.vcf, smime.p7s",)
    assert seen(document)[4] == ("furniture", "Attachments: scorecard £.pdf; scan.png; attachment 3; note.txt")
    with pytest.raises(DocumentError, match="no such attachment"):
        read_member(data, "other.pdf", "mail.eml/other.pdf")


def test_what_is_attached_in_outlook() -> None:
    trees = [
        attached("scorecard £.pdf", b"one"),
        attached("logo.png", b"\x89PNG", "image/png", "logo@x"),
        attached("photo.png", b"\x89PNG", "image/png"),
        attached("Jane.vcf", b"BEGIN:VCARD"),
        properties({0x3705: 7, 0x3707: "on the drive.docx"}, 8),
    ]
    data = container(outlook(trees))
    assert list_members(data) == (["scorecard £.pdf", "photo.png"], False)
    assert read_member(data, "scorecard £.pdf") == b"one"
    document = read_document(data)
    assert document.notes == ("only a link is attached: on the drive.docx",)
    assert document.remarks == ("attached and not read: Jane.vcf",)


def test_mails_within_mails() -> None:
    inside = mail(subject="The figures")
    attach(inside, "a.pdf", b"deep")
    outside = mail()
    outside.add_attachment(inside)
    data = outside.as_bytes()
    assert list_members(data) == (["The figures.eml", "The figures.eml/a.pdf"], False)
    assert read_member(data, "The figures.eml/a.pdf") == b"deep"
    assert ("paragraph", "Subject: The figures") in seen(read_document(read_member(data, "The figures.eml")))


def test_mails_within_mails_of_outlook() -> None:
    within = outlook([attached("a.pdf", b"deep"), inner("Deeper", outlook(header=24))], header=24)
    data = container(outlook([inner("The figures", within)]))
    names = ["The figures.eml", "The figures.eml/a.pdf", "The figures.eml/Deeper.eml"]
    assert list_members(data) == (names, False)
    assert read_member(data, names[1]) == b"deep"
    for name in (names[0], names[2]):
        forwarded = read_member(data, name)
        found = seen(read_document(forwarded))
        assert found[:4] == HEAD
        assert found[-1] == ("paragraph", SENTENCE)
        assert read_member(data, name) == forwarded


def test_bodies_that_only_outlook_reads() -> None:
    data = container(outlook(text="", others={"__substg1.0_10090102": b"LZFu"}))
    assert read_document(data).notes == (
        "the body of the mail is in Outlook's own form: open it there and save it as text",
    )
    sealed = mail(None)
    sealed.set_content(b"0", "application", "pkcs7-mime", filename="smime.p7m")
    assert read_document(sealed.as_bytes()).notes == (
        "the mail is encrypted or sealed: open it in a mail program and save it without",
    )
    packed = mail()
    attach(packed, "winmail.dat", b"0", "application/ms-tnef")
    assert read_document(packed.as_bytes()).notes == (
        "what is attached is packed for Outlook (winmail.dat): open it there and save it",
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("paper.pdf", "paper.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\jane\\paper.pdf", "paper.pdf"),
        ("/", "it"),
        ("..", "it"),
        ("", "it"),
        ("a/../..", "a"),
        ("one\r\ntwo: three.pdf", "one two: three.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a\0b\x1b[31m.pdf", "ab[31m.pdf"),
        (" . paper.pdf . ", "paper.pdf"),
        ("n" * 500 + ".pdf", "n" * 116 + ".pdf"),
        ("n" * 500, "n" * 120),
        ("x" * 5_000 + "/secret.pdf", "x" * 120),
    ],
)
def test_a_name_is_a_name(written: str, expected: str) -> None:
    assert clean_name(written, "it") == expected


def test_no_two_attachments_have_one_name() -> None:
    message = mail()
    for name in ("a.pdf", "A.PDF", "b/a.pdf", "no ending", "no ending"):
        attach(message, name, name.encode())
    data = message.as_bytes()
    names = ["a.pdf", "A (2).PDF", "a (3).pdf", "no ending", "no ending (2)"]
    assert list_members(data)[0] == names
    assert read_member(data, "a (3).pdf") == b"b/a.pdf"


def test_ten_thousand_parts() -> None:
    part = b'--x\r\nContent-Type: application/pdf; name="%d.pdf"\r\n\r\n1\r\n'
    data = b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
    data += b"".join(part % number for number in range(10_000)) + b"--x--\r\n"
    document = read_document(data)
    assert document.notes == (
        "only the first 2,000 parts of the mail were read",
        "only the first 200 of 2,000 attachments were read",
    )
    assert len(list_members(data)[0]) == MAX_ATTACHMENTS


def nested(depth: int) -> bytes:
    data = mail().as_bytes()
    for number in range(depth):
        head = b"MIME-Version: 1.0\nMessage-ID: <%d@x>\nSubject: level %d\n" % (number, number)
        parts = b"--b%d\nContent-Type: message/rfc822\n\n%s\n--b%d--\n" % (number, data, number)
        data = head + b"Content-Type: multipart/mixed; boundary=b%d\n\n" % number + parts
    return data


@pytest.mark.parametrize("depth", [10, 100])
def test_mails_within_each_other(depth: int) -> None:
    data = nested(depth)
    members, cut = list_members(data)
    assert [member.count("/") for member in members] == [0, 1, 2, 3, 4]
    assert cut
    assert read_document(data).notes == (
        f"only the first {MAX_MEMBERS} attachments were read: save the others, and give them",
    )


def test_mails_nested_without_end() -> None:
    data = nested(300)
    assert list_members(data) == (["level 298.eml"], False)
    with pytest.raises(DocumentError, match="this attachment is damaged"):
        read_member(data, "level 298.eml")
    with pytest.raises(DocumentError, match="nested too deeply"):
        open_mail(nested(700))
    with pytest.raises(DocumentError, match="too many parts"):
        open_mail(b"Message-ID: <1@x>\nMIME-Version: 1.0\n" + b"boundary=x\n" * 10_000)


@pytest.mark.parametrize(
    "header",
    [
        b'Content-Type: text/plain; name="' + b';"' * 1_000_000 + b'"',
        b"Content-Type: multipart/mixed" + b"; a=b" * 500_000,
        b"Content-Disposition: attachment" + b"; filename*%d=x" * 300_000,
        b"Subject: " + b"=?" * 1_000_000,
        b"From: " + b"<(" * 1_000_000,
    ],
)
def test_headers_without_end(header: bytes) -> None:
    """Each would take hours where it is taken apart as a whole."""
    document = read_document(
        b"Message-ID: <1@x>\nMIME-Version: 1.0\n" + header + b"\n\n" + SENTENCE.encode(), "", "eml"
    )
    assert document.format == "eml"


def test_streams_that_share_their_bytes() -> None:
    """A thousand attachments that are all the same megabyte of the file."""
    data = b"x" * 2**20
    trees: list[Tree] = [{"__substg1.0_37010102": data} for _ in range(1_000)]
    shared = container(outlook(trees), sharing=data)
    assert len(shared) < 2 * len(data)
    with pytest.raises(DocumentError):
        open_mail(shared)


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.9])
def test_damaged_mails_of_outlook(cut: float) -> None:
    data = container(outlook([attached("a.pdf", b"one" * 10_000)]))
    with pytest.raises(DocumentError):
        read_document(data[: int(cut * len(data))])


def test_mails_that_are_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.readers.mail_letter.MAX_MAIL_BYTES", 100)
    with pytest.raises(DocumentError, match="a mail of more than"):
        open_mail(mail().as_bytes())
