"""Folders whose names, links and entries were made to do harm."""

from __future__ import annotations

import os
import socket
from pathlib import Path

SENTENCE = b"In 2013/14, 83.3% (90/108 children) of reviews were held on time.\n"

NAMES: tuple[bytes, ...] = (
    b"line\nbreak.txt",
    b"tab\tbell\x07escape\x1b[31m.txt",
    "right\u202eto\u202cleft.txt".encode(),
    b"-rf.txt",
    b"--out=elsewhere.txt",
    b"n" * 251 + b".txt",
    b"latin-\xa3-\xff.txt",
    b"CON",
    b"NUL.txt",
    b"dot.",
    b" blank .txt",
    b"=cmd|'calc'!A1.txt",
    b"quote\",'comma.txt",
    b"*[?].txt",
)


def name_badly(folder: Path) -> None:
    """Sound papers whose names are not."""
    folder.mkdir()
    for number, name in enumerate(NAMES):
        with open(os.path.join(os.fsencode(folder), name), "wb") as file:  # noqa: PTH118, PTH123
            file.write(SENTENCE + b"%d\n" % number)


def link_badly(folder: Path, outside: Path) -> None:
    """Links in a circle, to nowhere, to themselves, and to a file and a folder elsewhere."""
    folder.mkdir()
    (folder / "a.txt").write_bytes(SENTENCE)
    (folder / "circle").symlink_to(folder)
    (folder / "inner").mkdir()
    (folder / "inner" / "up").symlink_to(folder.parent)
    (folder / "itself.txt").symlink_to(folder / "itself.txt")
    (folder / "nowhere.txt").symlink_to(folder / "gone.txt")
    (folder / "outside.txt").symlink_to(outside)


def add_devices(folder: Path) -> list[socket.socket]:
    """A pipe, a socket, and links to devices that never end or never answer."""
    folder.mkdir()
    (folder / "a.txt").write_bytes(SENTENCE)
    os.mkfifo(folder / "pipe.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    (folder / "terminal.txt").symlink_to("/dev/tty")
    listener = socket.socket(socket.AF_UNIX)
    place = Path.cwd()
    try:
        os.chdir(folder)  # a socket's path must be short
        listener.bind("socket.txt")
    finally:
        os.chdir(place)
    return [listener]
