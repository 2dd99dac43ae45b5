"""A mail as Outlook saves it (.msg), by python-oxmsg."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email import message_from_string, policy
from email.header import Header
from email.message import Message
from email.mime.application import MIMEApplication
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from functools import partial

from oxmsg.attachment import Attachment as OutlookAttachment
from oxmsg.domain import constants
from oxmsg.domain.model import UnrecognizedCodePageError, UnsupportedEncodingError
from oxmsg.properties import Properties
from oxmsg.storage import Storage

from extractor.readers.encoding import decode
from extractor.readers.mail_letter import Attachment, Letter, clean_name
from extractor.readers.mail_message import Part, read_fields
from extractor.readers.ole import open_ole

_BY_VALUE, _EMBEDDED = 1, 5  # how something is attached
_BINARY, _TEXT_8, _TEXT_16 = 0x0102, 0x001E, 0x001F
_ROOT_HEADER, _INNER_HEADER = 32, 24  # bytes before the properties of a mail, and of one within another
_RTF = "__substg1.0_10090102"
_MOST_LEVELS = 10
_INNER_STORAGE = "__substg1.0_3701000D"
_REPRESENTED = 0x0042, 0x0065  # who it was sent for: name, address
_ASIDES = (".vcf", ".ics", ".p7s")


def read_outlook(data: bytes) -> Letter:
    """Raises what the libraries raise: see ``open_mail``."""
    with open_ole(data) as ole:
        root = Storage.from_ole(ole)
    try:
        return _read(root, Properties(root, properties_header_offset=_ROOT_HEADER))
    except (UnrecognizedCodePageError, UnsupportedEncodingError) as error:
        raise ValueError(str(error)) from error


def _read(storage: Storage, properties: Properties, level: int = 0) -> Letter:
    text, page = _string(storage, properties, constants.PID_BODY), _page(storage, properties)
    attachments: list[Attachment] = []
    asides: list[str] = []
    notes: list[str] = []
    for number, inner in enumerate(storage.iter_attachment_storages(), 1):
        found = _attachment(inner, number, level)
        if isinstance(found, str):
            notes.append(found)
        elif found is not None and found.name.lower().endswith(_ASIDES):
            asides.append(found.name)
        elif found is not None:
            attachments.append(found)
    if not text.strip() and not page and _RTF in {stream.name for stream in storage.streams}:
        notes.append("the body of the mail is in Outlook's own form: open it there and save it as text")
    fields = _fields(storage, properties)
    return Letter(fields, text, page, tuple(attachments), tuple(asides), tuple(dict.fromkeys(notes)))


def _fields(storage: Storage, properties: Properties) -> dict[str, str]:
    """From the header as it came, where Outlook has kept it; else from its own notes of it."""
    headers = _string(storage, properties, constants.PID_TRANSPORT_MESSAGE_HEADERS)
    message: Message = message_from_string(headers[:200_000], Part, policy=policy.compat32)
    found = read_fields(message)
    name, address = (_string(storage, properties, kind) for kind in _sender(properties))
    own = {
        "From": f"{name} <{address}>" if name and address and name != address else name or address,
        "To": _string(storage, properties, constants.PID_DISPLAY_TO),
        "Cc": _string(storage, properties, constants.PID_DISPLAY_CC),
        "Date": _day(properties.date_prop_value(constants.PID_CLIENT_SUBMIT_TIME)),
        "Subject": _string(storage, properties, constants.PID_SUBJECT),
    }
    joined = {key: " ".join((found.get(key) or value).replace("\0", "").split()) for key, value in own.items()}
    return {key: value for key, value in joined.items() if value}


def _sender(properties: Properties) -> tuple[int, int]:
    known = {property.pid for property in properties}
    own = constants.PID_SENDER_NAME, constants.PID_SENDER_SMTP_ADDRESS
    if own[1] not in known:
        own = own[0], constants.PID_SENDER_EMAIL_ADDRESS
    return own if known.intersection(own) else _REPRESENTED


def _day(sent: datetime | None) -> str:
    return f"{sent.day} {sent:%B} {sent.year}, {sent:%H:%M}" if sent is not None else ""


def _string(storage: Storage, properties: Properties, kind: int) -> str:
    """A text that may be Unicode or in the bytes of its time; empty where there is none."""
    for stream in storage.streams:
        if stream.name == f"__substg1.0_{kind:04X}{_TEXT_16:04X}":
            return str(stream.bytes_.decode("utf-16-le", "replace"))
        if stream.name == f"__substg1.0_{kind:04X}{_TEXT_8:04X}":
            return decode(stream.bytes_, _encoding(properties)).text
    return ""


def _page(storage: Storage, properties: Properties) -> str:
    """The body as a web page."""
    for stream in storage.streams:
        if stream.name == f"__substg1.0_{constants.PID_HTML:04X}{_BINARY:04X}":
            return decode(stream.bytes_, _encoding(properties)).text
    return _string(storage, properties, constants.PID_BODY_HTML)


def _encoding(properties: Properties) -> str | None:
    try:
        return str(properties.body_encoding)
    except (UnrecognizedCodePageError, UnsupportedEncodingError):
        return None


@dataclass(frozen=True, slots=True)
class _InnerMail(Attachment):
    message: Callable[[], Message]


def _attachment(storage: Storage, number: int, level: int) -> Attachment | str | None:
    """What is attached, or why it cannot be read; None for pictures that stand in the text."""
    attached = OutlookAttachment(storage)
    properties = attached.properties
    kinds = constants.PID_ATTACH_LONG_FILENAME, constants.PID_ATTACH_FILENAME, constants.PID_DISPLAY_NAME
    written = next((name for kind in kinds if (name := _string(storage, properties, kind))), "")
    name = clean_name(written, f"attachment {number}")
    method = properties.int_prop_value(constants.PID_ATTACH_METHOD) or _BY_VALUE
    if method == _EMBEDDED:
        inner = next((held for held in storage.storages if held.name == _INNER_STORAGE), None)
        if inner is None:
            return f"an attached mail is damaged ({name})"
        if level > _MOST_LEVELS:
            return f"mails are nested too deeply ({name})"
        named = name if name.lower().endswith(".eml") else f"{name}.eml"
        return _InnerMail(named, partial(_as_message, inner, level + 1), partial(_message, inner, level + 1))
    data = next((stream.bytes_ for stream in storage.streams if stream.name == "__substg1.0_37010102"), None)
    if data is None:
        return f"only a link is attached: {name}"
    if _is_in_text(storage, properties, data):
        return None
    return Attachment(name, partial(bytes, data))


def _is_in_text(storage: Storage, properties: Properties, data: bytes) -> bool:
    """Whether it is a picture that the body shows."""
    mime = _string(storage, properties, constants.PID_ATTACH_MIME_TAG)
    shown = _string(storage, properties, constants.PID_ATTACH_CONTENT_ID)
    picture = mime.startswith("image/") or data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8"))
    return bool(shown) and picture


def _as_message(storage: Storage, level: int = 1) -> bytes:
    """A mail within the mail, which has no bytes of its own, as one that was sent; always the same bytes."""
    return _message(storage, level).as_bytes()


def _message(storage: Storage, level: int) -> Message:
    letter = _read(storage, Properties(storage, properties_header_offset=_INNER_HEADER), level)
    digest = hashlib.sha256(repr(sorted(letter.fields.items())).encode()).hexdigest()[:24]
    message = MIMEMultipart("mixed", boundary=f"mixed-{level}-{digest}")
    for name, words in letter.fields.items():
        message[name] = Header(words, "utf-8", maxlinelen=10_000).encode()
    forms = [MIMEText(words, kind, "utf-8") for words, kind in ((letter.text, "plain"), (letter.html, "html")) if words]
    message.attach(MIMEMultipart("alternative", f"alternative-{level}-{digest}", forms))
    for attachment in letter.attachments:
        message.attach(_part(attachment))
    return message


def _part(attachment: Attachment) -> Message:
    """A mail goes in as it is: encoded again on each level it would grow without end."""
    part: Message
    if isinstance(attachment, _InnerMail):
        part = MIMEMessage(attachment.message())
    else:
        part = MIMEApplication(attachment.load())
    part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", attachment.name))
    return part
