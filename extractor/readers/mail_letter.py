"""A mail taken apart: its header, its body and what is attached to it; from .eml and from Outlook's .msg alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from email.errors import MessageError
from functools import lru_cache

from extractor.errors import DocumentError
from extractor.readers.ole import OLE_ERRORS

SUFFIXES = (".eml", ".msg")
MAX_MAIL_BYTES = 64 * 2**20
"""Of a mail with all that is attached (servers take 25 to 50 MB): it is held several times over while it is read."""

MAX_ATTACHMENTS = 200
"""Of one mail; more are not listed."""

MAX_MEMBERS = 500
"""Attachments of a mail and of the mails within it, together."""

MAX_LEVELS = 5
"""Of mails within mails."""

MAIL_ERRORS = (*OLE_ERRORS, LookupError, AssertionError, MessageError)
"""What the libraries raise for damaged mails."""

REMEDY = "Open it in a mail program and save what is attached"
_MOST_NAME = 120
_OLE = b"\xd0\xcf\x11\xe0"
_SEPARATOR = re.compile(r"[\\/]")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file within a mail: its name, free of whatever is no name, and what gives its bytes."""

    name: str
    load: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail. ``fields`` are From, To, Cc, Date and Subject as far as they are there, in that order.

    ``text`` and ``html`` are the body in either form, empty where there is none. ``asides`` are the names of what is
    attached and is no paper: visiting cards, invitations, signatures. ``notes`` says what could not be read.
    """

    fields: dict[str, str]
    text: str
    html: str
    attachments: tuple[Attachment, ...]
    asides: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def is_mail_name(path: str) -> bool:
    """Whether a file's name says that it is a mail."""
    return path.lower().endswith(SUFFIXES)


def open_mail(data: bytes, name: str = "") -> Letter:
    """Take a mail apart. Raises DocumentError where it is damaged, too large, or no mail."""
    if len(data) > MAX_MAIL_BYTES:
        raise DocumentError(f"a mail of more than {MAX_MAIL_BYTES // 2**20} MB", where=name, remedy=REMEDY)
    try:
        return _open(data)
    except DocumentError as error:
        raise DocumentError(error.problem, where=name, remedy=error.remedy) from error
    except MAIL_ERRORS as error:
        raise DocumentError("this mail is damaged or nested too deeply", where=name, remedy=REMEDY) from error


@lru_cache(maxsize=1)
def _open(data: bytes) -> Letter:
    """What is attached to one mail is asked for one after the other."""
    if data.startswith(_OLE):
        from extractor.readers.mail_outlook import read_outlook

        letter = read_outlook(data)
    else:
        from extractor.readers.mail_message import read_message

        letter = read_message(data)
    notes = letter.notes
    if len(letter.attachments) > MAX_ATTACHMENTS:
        notes = (*notes, f"only the first {MAX_ATTACHMENTS} of {len(letter.attachments):,} attachments were read")
    named = tuple(_named_apart(letter.attachments[:MAX_ATTACHMENTS]))
    return replace(letter, attachments=named, notes=notes)


def list_members(data: bytes, name: str = "", *, levels: int = MAX_LEVELS) -> tuple[list[str], bool]:
    """What is attached to a mail and to the mails within it, as ``forwarded.eml/paper.pdf``; and whether there is more.

    Raises DocumentError as ``open_mail`` does.
    """
    found: list[str] = []
    cut = _collect(open_mail(data, name), "", levels, found)
    return found, cut


def _collect(letter: Letter, prefix: str, levels: int, found: list[str]) -> bool:
    """Add the members of a letter to ``found``; True where some are left out."""
    cut = False
    for attachment in letter.attachments:
        if len(found) >= MAX_MEMBERS:
            return True
        path = prefix + attachment.name
        found.append(path)
        if is_mail_name(attachment.name):
            try:
                inner = open_mail(_bytes(attachment, ""))
            except DocumentError:
                continue  # its own row says why
            if levels > 1:
                cut = _collect(inner, f"{path}/", levels - 1, found) or cut
            else:
                cut = cut or bool(inner.attachments)
    return cut


def read_member(data: bytes, member: str, name: str = "") -> bytes:
    """The bytes of what ``list_members`` names. Raises DocumentError where the mail has no such attachment."""
    for part in member.split("/"):
        letter = open_mail(data, name)
        found = next((attachment for attachment in letter.attachments if attachment.name == part), None)
        if found is None:
            raise DocumentError("the mail has no such attachment", where=name, remedy="Check the name")
        data = _bytes(found, name)
    return data


def _bytes(attachment: Attachment, name: str) -> bytes:
    try:
        return attachment.load()
    except MAIL_ERRORS as error:
        raise DocumentError("this attachment is damaged", where=name, remedy=REMEDY) from error


def clean_name(written: str, instead: str) -> str:
    """A name in one line, without folders, controls and marks that turn the direction; or ``instead``."""
    last = next((part for part in reversed(_SEPARATOR.split(written[:1_000])) if part.strip(" .")), "")
    kept = "".join(" " if letter.isspace() else letter for letter in last if _is_printed(letter))
    name = " ".join(kept.split()).strip(" .")
    if len(name) > _MOST_NAME:
        stem, dot, suffix = name.rpartition(".")
        name = f"{stem[: _MOST_NAME - len(suffix) - 1]}.{suffix}" if dot and len(suffix) < 8 else name[:_MOST_NAME]
    return name or instead


def _is_printed(letter: str) -> bool:
    return letter.isspace() or not unicodedata.category(letter).startswith("C")


def _named_apart(attachments: Iterable[Attachment]) -> Iterator[Attachment]:
    """No two of one name, whatever its capitals."""
    taken: set[str] = set()
    for attachment in attachments:
        name, number = attachment.name, 1
        while name.casefold() in taken:
            number += 1
            stem, dot, suffix = attachment.name.rpartition(".")
            name = f"{stem} ({number}).{suffix}" if dot else f"{attachment.name} ({number})"
        taken.add(name.casefold())
        yield replace(attachment, name=name)
