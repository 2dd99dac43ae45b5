"""What a terminal is given to print: nothing that it would obey, and nothing that it cannot show."""

from __future__ import annotations

import io
import sys


def one_line(text: str) -> str:
    """``text`` on one line; control characters and lone surrogates, which file names may hold, are replaced."""
    words = " ".join(text.split())
    return "".join(character if character.isprintable() else "\ufffd" for character in words)


def soften_streams() -> None:
    """Print a question mark where a console or a pipe lacks a character, and not a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
