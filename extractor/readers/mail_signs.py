"""Whether a text is a mail as it was sent: a memo, too, may begin with From, To and Date."""

from __future__ import annotations

import re

_FIELD = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]?(.*)")
_SENT = frozenset(
    {
        *("received", "message-id", "mime-version", "content-type", "return-path", "delivered-to", "dkim-signature"),
        *("content-transfer-encoding", "x-mailer", "x-originating-ip", "authentication-results", "in-reply-to"),
        *("references", "thread-topic", "thread-index", "user-agent", "list-unsubscribe", "snapshot-content-location"),
    }
)
"""Fields that programs write, and people do not."""

_LEAST = 2
_MOST_LINES = 500


def is_mail(text: str) -> bool:
    """Whether ``text`` begins with the header of a mail: nothing but fields, several of them a program's own."""
    signs: set[str] = set()
    for number, line in enumerate(text.split("\n", _MOST_LINES)[:_MOST_LINES]):
        line = line.rstrip("\r")
        field = _FIELD.fullmatch(line)
        if field is not None:
            signs.update({field[1].lower()} & _SENT)
        elif number and line[:1] in (" ", "\t") and line.strip():
            continue  # the field before goes on
        elif number == 0 and line.startswith("From "):
            continue  # how mailboxes part their mails
        else:
            return not line.strip() and len(signs) >= _LEAST
    return len(signs) >= _LEAST
