"""Files within files: a path such as ``inbox/mail.eml/paper.pdf`` names what is attached to a mail."""

from __future__ import annotations

import os
from collections.abc import Iterator

from extractor.errors import DocumentError
from extractor.readers.mail_letter import MAX_MAIL_BYTES, is_mail_name, list_members, read_member

__all__ = ["MAX_MAIL_BYTES", "is_mail_name", "members_of", "place_of", "read_member", "splits_of"]


def splits_of(path: str) -> Iterator[tuple[str, str]]:
    """Each way to take a path apart into a mail and what is attached to it, as far as the names tell."""
    parts = path.split("/")
    for number, part in enumerate(parts[:-1], 1):
        if is_mail_name(part):
            yield "/".join(parts[:number]), "/".join(parts[number:])


def place_of(path: str) -> tuple[str, str]:
    """The file that holds what ``path`` names, and its name within that file; empty where the path is a file's own."""
    for container, member in splits_of(path):
        if os.path.isfile(container):  # noqa: PTH113 - Path.is_file raises for names that no system knows
            return container, member
    return path, ""


def members_of(data: bytes) -> list[str]:
    """The names of what is attached to a mail; none of what is no mail, or a damaged one: its own row says so."""
    try:
        return list_members(data)[0]
    except DocumentError:
        return []
