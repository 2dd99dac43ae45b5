"""A mail as it was sent (.eml), by the standard library.

The parser's older way (``compat32``) is used: the newer one takes header values apart by a grammar, which is slow for
long ones and fails for malformed ones.
"""

from __future__ import annotations

import binascii
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value, parsedate_to_datetime
from functools import partial
from typing import Any

from extractor.errors import DocumentError
from extractor.readers.encoding import decode
from extractor.readers.mail_letter import REMEDY, Attachment, Letter, clean_name

FIELDS = ("From", "To", "Cc", "Date", "Subject")

_MOST_HEADER = 2_000  # characters of one; the parser's time grows with their square
_MOST_WORK = 50_000_000  # lines times parts: the parser compares each line with the ends of all open parts
_MOST_PARTS = 2_000
_ASIDES = frozenset(
    {
        *("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"),
        *("application/pgp-keys", "text/vcard", "text/x-vcard", "text/directory", "text/calendar", "application/ics"),
        *("message/delivery-status", "message/disposition-notification", "text/rfc822-headers"),
    }
)
_ASIDE_NAMES = (".vcf", ".ics", ".p7s", ".asc", ".sig")
_SEALED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"})
_PACKED = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})


class Part(Message):
    """A part of a mail that gives no more of a header than is worth reading."""

    def get(self, name: str, failobj: Any = None) -> Any:
        value = super().get(name, failobj)
        return value if value is failobj else str(value)[:_MOST_HEADER]


def read_message(data: bytes) -> Letter:
    """Raises DocumentError and what the library raises: see ``open_mail``."""
    marks = 1 + data.count(b"oundary=") + data.count(b"message/rfc822") + data.count(b"OUNDARY=")
    if data.count(b"\n") * marks > _MOST_WORK:
        raise DocumentError("this mail has too many parts", remedy=REMEDY)
    return _Reader().read(message_from_bytes(data, Part, policy=policy.compat32))


class _Reader:
    """Goes through the parts of a mail."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._pages: list[str] = []
        self._attachments: list[Attachment] = []
        self._asides: list[str] = []
        self._notes: list[str] = []

    def read(self, message: Message) -> Letter:
        for number, part in enumerate(_leaves(message)):
            if number >= _MOST_PARTS:
                self._notes.append(f"only the first {_MOST_PARTS:,} parts of the mail were read")
                break
            self._read_part(part)
        return Letter(
            read_fields(message),
            "\n\n".join(self._texts),
            self._pages[0] if self._pages else "",
            tuple(self._attachments),
            tuple(self._asides),
            tuple(dict.fromkeys(self._notes)),
        )

    def _read_part(self, part: Message) -> None:
        kind = part.get_content_type()
        attached = (part.get_content_disposition() or "") == "attachment"
        written = _file_name(part)
        if kind == "message/rfc822":
            self._attach_mail(part, written)
        elif kind in _SEALED:
            self._notes.append("the mail is encrypted or sealed: open it in a mail program and save it without")
        elif kind in _PACKED:
            self._notes.append("what is attached is packed for Outlook (winmail.dat): open it there and save it")
        elif kind in _ASIDES or (written or "").lower().endswith(_ASIDE_NAMES):
            self._asides.append(clean_name(written or kind.partition("/")[2], "an attachment"))
        elif kind.startswith("text/") and not attached and not written:
            self._read_body(part, kind)
        elif not (kind.startswith("image/") and not attached and (part.get("content-id") or not written)):
            name = clean_name(written or "", f"attachment {len(self._attachments) + 1}")
            self._attachments.append(Attachment(name, partial(_payload, part)))

    def _read_body(self, part: Message, kind: str) -> None:
        text = decode(_payload(part), part.get_content_charset()).text
        if kind == "text/html":
            self._pages.append(text)
        elif text.strip():
            self._texts.append(text)

    def _attach_mail(self, part: Message, written: str | None) -> None:
        inner = part.get_payload()
        if not isinstance(inner, list) or not inner or not isinstance(inner[0], Message):
            self._notes.append("an attached mail is damaged")
            return
        name = clean_name(written or _words(inner[0], "Subject"), f"attachment {len(self._attachments) + 1}")
        name = name if name.lower().endswith(".eml") else f"{name}.eml"
        self._attachments.append(Attachment(name, partial(_whole, inner[0])))


def read_fields(message: Message) -> dict[str, str]:
    """The header as people read it, in one line each; the date as "31 March 2014, 10:15"."""
    found = {name: _words(message, name) for name in FIELDS}
    if found["Date"]:
        found["Date"] = _date(found["Date"])
    return {name: words for name, words in found.items() if words}


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold something, in their order; a mail within the mail is one."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        inner = part.get_payload() if part.is_multipart() else None
        if isinstance(inner, list) and part.get_content_type() != "message/rfc822":
            waiting.extend(item for item in reversed(inner) if isinstance(item, Message))
        else:
            yield part


def _payload(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _whole(message: Message) -> bytes:
    return bytes(message)


def _file_name(part: Message) -> str | None:
    """The name that an attachment has, decoded in whichever way it was written."""
    for parameter, header in (("filename", "content-disposition"), ("name", "content-type")):
        try:
            value = part.get_param(parameter, None, header)
        except (ValueError, IndexError, TypeError):
            continue
        if value is not None:
            return _decoded(collapse_rfc2231_value(value, errors="replace"))
    return None


def _words(message: Message, name: str) -> str:
    """The value of a header in one line; bytes above ASCII are taken for UTF-8, or else Windows-1252."""
    for key, value in message.raw_items():
        if key.lower() == name.lower():
            raw = str(value)[:_MOST_HEADER].encode("ascii", "surrogateescape")
            return " ".join(_decoded(decode(raw).text).split())
    return ""


def _decoded(written: str) -> str:
    """``=?utf-8?q?words?=`` as words; as it is where that fails."""
    try:
        pieces = decode_header(written)
        return "".join(_piece(*piece) for piece in pieces) or written
    except (MessageError, LookupError, ValueError, binascii.Error):
        return written


def _piece(piece: str | bytes, charset: str | None) -> str:
    return piece if isinstance(piece, str) else piece.decode(charset or "ascii", "replace")


def _date(written: str) -> str:
    try:
        day = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return written
    return f"{day.day} {day:%B} {day.year}, {day:%H:%M}"
