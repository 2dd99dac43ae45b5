"""What a worker may meet: each file's own words say what happens while it is read."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from time import sleep

from extractor.batch.parts import dump
from extractor.batch.work import read_part
from extractor.files import Override
from extractor.settings import Settings


def read(path: str, settings: Settings, override: Override) -> bytes:
    """Hang, eat, die, crash, or read the document."""
    words = Path(path).read_text(encoding="utf-8")
    if words.startswith("hang"):
        sleep(600)
    if words.startswith("eat"):
        eaten = []
        while True:
            eaten.append(bytearray(os.urandom(1024)) * 2048)
            sleep(0.001)
    if words.startswith("die"):
        os.kill(os.getpid(), signal.SIGKILL)
    if words.startswith("once"):
        Path(path).write_text("There were 40 homes.", encoding="utf-8")
        os.kill(os.getpid(), signal.SIGKILL)
    if words.startswith("crash"):
        raise RuntimeError("no way")
    return dump(read_part(path, settings, override))
