"""Old formats (.doc, .rtf, .odt, .xls, .ods) by way of LibreOffice, where it is installed: it turns them into .docx or
.xlsx, which are then read as any other.

LibreOffice runs with settings of its own (no macros, no links, no network), for a limited time, in a folder that is
removed: see ``office_keeper.py`` and ``office_profile.xcu``.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Lock

from extractor.document import Document
from extractor.errors import DocumentError, PassingError
from extractor.readers.office_program import VARIABLE, find_program

LIMIT_S = 120.0
"""How long LibreOffice may take for one document (usual: 1 s)."""

MAX_CONVERTED_BYTES = 256 * 2**20

_SHEETS = frozenset({"xls", "xlsb", "ods"})
_KEEPER = Path(__file__).with_name("office_keeper.py")
_KINDS: Mapping[str, str] = {
    "doc": "an old Word file (.doc)",
    "rtf": "a Rich Text file (.rtf)",
    "odt": "an OpenDocument text (.odt)",
    "wpd": "a WordPerfect file",
    "xls": "an old Excel workbook (.xls)",
    "xlsb": "a binary Excel workbook (.xlsb)",
    "ods": "an OpenDocument spreadsheet (.ods)",
}


def read_office(data: bytes, name: str = "", format_name: str = "doc") -> Document:
    """Read a file of one of detect's ``OFFICE_FORMATS``.

    Raises DocumentError where LibreOffice cannot read it, PassingError where it is missing or took too long.
    """
    if format_name in _SHEETS:
        from extractor.readers.workbook import read_workbook

        document = read_workbook(convert(data, format_name, "xlsx", name), name, opened=True)
    else:
        from extractor.readers.docx import read_docx

        document = read_docx(convert(data, format_name, "docx", name), name, opened=True)
    return replace(document, format=format_name)


def convert(data: bytes, format_name: str, target: str, name: str = "", seconds: float = LIMIT_S) -> bytes:
    """The file as LibreOffice writes it in another format. Raises as ``read_office`` does."""
    kind, instead = _KINDS[format_name], f"save it as .{target} or PDF"
    program = find_program()
    if program is None:
        given = os.environ.get(VARIABLE)
        missing = f"none is at {given}" if given else "it is not installed"
        problem = f"this is {kind}, which needs LibreOffice: {missing}"
        raise PassingError(problem, where=name, remedy=f"Install it, or {instead}")
    said, result = _session(program).convert(data, format_name, target, seconds)
    if said == "slow":
        problem = f"this is {kind}, and LibreOffice did not open it within {seconds:g} seconds"
        raise PassingError(problem, where=name, remedy=f"Open it and {instead}")
    if said == "lost":
        problem = f"this is {kind}, and LibreOffice could not be run"
        raise PassingError(problem, where=name, remedy=f"Run the same command again, or {instead}")
    if said == "failed":
        problem = f"this is {kind}, and LibreOffice cannot read it: it is damaged or has a password"
        raise DocumentError(problem, where=name, remedy=f"Open it in the program that made it and {instead}")
    if len(result) > MAX_CONVERTED_BYTES:
        raise DocumentError(f"this is {kind} that is too large to be read", where=name, remedy="Split it")
    return result


class _Session:
    """The keeper of this process: see ``office_keeper.py``."""

    def __init__(self, program: str) -> None:
        self.program, self.owner = program, os.getpid()
        self._lock = Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(_KEEPER), program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            start_new_session=True,  # Ctrl-C is for whoever asked, and its end is heard of
        )
        folder = self._ask(None)
        self._folder = Path(folder) if folder else None

    def convert(self, data: bytes, suffix: str, target: str, seconds: float) -> tuple[str, bytes]:
        """What the keeper says (``done``, ``slow``, ``failed``; ``lost`` where it is gone), and the file."""
        folder = self._folder
        if folder is None:
            return "lost", b""
        with self._lock:
            try:
                name = f"document.{suffix}"
                (folder / "in").mkdir(exist_ok=True)
                (folder / "in" / name).write_bytes(data)
                said = self._ask({"name": name, "target": target, "seconds": seconds})
                if said != "done":
                    return said or "lost", b""
                with (folder / "out" / f"document.{target}").open("rb") as file:
                    return said, file.read(MAX_CONVERTED_BYTES + 1)
            except OSError:
                return "lost", b""
            finally:
                for kept in ("in", "out"):
                    shutil.rmtree(folder / kept, ignore_errors=True)

    @property
    def alive(self) -> bool:
        return self._process.poll() is None and self._folder is not None and self._folder.is_dir()

    def end(self) -> None:
        """Let the keeper clean up, and wait for it."""
        if self.owner == os.getpid():
            for stream in (self._process.stdin, self._process.stdout):
                with suppress(OSError):
                    assert stream is not None
                    stream.close()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(10)
            if self._folder is not None:  # of a keeper that was killed
                shutil.rmtree(self._folder, ignore_errors=True)

    def _ask(self, job: Mapping[str, object] | None) -> str | None:
        """Its next line, after ``job`` was given to it; None where it is gone."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        if job is not None:
            self._process.stdin.write(json.dumps(job) + "\n")
            self._process.stdin.flush()
        line = self._process.stdout.readline()
        return str(json.loads(line)) if line else None


_SESSIONS: list[_Session] = []
_STARTING = Lock()


def _session(program: str) -> _Session:
    """The one session of this process; a forked child has one of its own."""
    with _STARTING:
        if _SESSIONS:
            session = _SESSIONS[0]
            if session.owner == os.getpid() and session.program == program and session.alive:
                return session
            session.end()
            _SESSIONS.clear()
        _SESSIONS.append(_Session(program))
        return _SESSIONS[0]


def end_session() -> None:
    """End this process's LibreOffice, and remove what it has left."""
    while _SESSIONS:
        _SESSIONS.pop().end()


atexit.register(end_session)
