"""A process that runs LibreOffice for one other, and outlives it only to clean up.

It is started by its path (``office.py`` does so), reads a job a line from its input and answers each with a line, all
in JSON. When its input ends, because whoever wrote there has ended in whatever way, it ends the office with all that it
started and removes its folder: LibreOffice's settings, the files that go in and those that come out.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any

_HERE = Path(__file__).resolve().parent
_PROFILE = "office_profile.xcu"
_MB = 2**20
_OUTPUT_BYTES = 512 * _MB
_ADDRESSES = 6 * 1024 * _MB
_SHIELD = ("unshare", "--user", "--map-root-user", "--net")
"""Runs a program where there is no network; not every Linux lets every user do so."""

_FLAGS = (
    "--headless",
    "--invisible",
    "--norestore",
    "--nologo",
    "--nodefault",
    "--nolockcheck",
    "--nofirststartwizard",
)
_WINDOWS = sys.platform == "win32"


class Keeper:
    """Runs one office at a time, in a folder of its own."""

    def __init__(self, office: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="extractor-office-"))
        self._office = office
        self._shield = _SHIELD if _is_shielding() else ()
        self._running: subprocess.Popen[bytes] | None = None
        self._ended = False
        self._lock = Lock()

    def convert(self, name: str, target: str, seconds: float) -> str:
        """Convert ``in/name`` to a file in ``out``; ``done``, ``slow`` or ``failed``."""
        out, profile = self.folder / "out", self.folder / "profile"
        shutil.rmtree(out, ignore_errors=True)
        if not profile.exists():
            (profile / "user").mkdir(parents=True)
            shutil.copy(_HERE / _PROFILE, profile / "user" / "registrymodifications.xcu")
        converting = ("--convert-to", target, "--outdir", str(out), str(self.folder / "in" / name))
        command = (*self._shield, self._office, f"-env:UserInstallation={profile.as_uri()}", *_FLAGS, *converting)
        said = self._run(command, seconds)
        if said != "done" or not out.is_dir() or not any(out.iterdir()):
            shutil.rmtree(profile, ignore_errors=True)  # who knows in which state it was left
            return "slow" if said == "slow" else "failed"
        return "done"

    def _run(self, command: tuple[str, ...], seconds: float) -> str:
        temporary = self.folder / "tmp"
        temporary.mkdir(exist_ok=True)
        places = dict.fromkeys(("TMPDIR", "TMP", "TEMP"), str(temporary))
        nothing = subprocess.DEVNULL
        with self._lock:
            if self._ended:
                return "failed"
            try:
                self._running = subprocess.Popen(
                    command,
                    cwd=self.folder,
                    env=os.environ | places,
                    stdin=nothing,
                    stdout=nothing,
                    stderr=nothing,
                    start_new_session=True,
                )
            except OSError:
                return "failed"
        try:
            code = self._running.wait(seconds)
        except subprocess.TimeoutExpired:
            return "slow"
        finally:
            self._kill()
            shutil.rmtree(temporary, ignore_errors=True)
        return "failed" if code else "done"

    def end(self) -> None:
        """End what is running; nothing is started after it."""
        with self._lock:
            self._ended = True
        self._kill()

    def _kill(self) -> None:
        """End the office and all that it has started."""
        running = self._running
        if running is None:
            return
        if _WINDOWS:
            if running.poll() is None:
                subprocess.run(["taskkill", "/F", "/T", "/PID", str(running.pid)], capture_output=True, check=False)
        else:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def _is_shielding() -> bool:
    """Whether programs can be run without a network here."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        return not subprocess.run([*_SHIELD, "true"], capture_output=True, timeout=10, check=False).returncode
    except (OSError, subprocess.TimeoutExpired):
        return False


def _limit() -> None:
    """What is started inherits: how large a file may become, how much memory is had, and no dumps."""
    if _WINDOWS:
        return
    import resource

    for kind, most in (
        (resource.RLIMIT_FSIZE, _OUTPUT_BYTES),
        (resource.RLIMIT_AS, _ADDRESSES),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        with suppress(ValueError, OSError):  # macOS knows some of them and does not take them
            resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _listen(jobs: SimpleQueue[dict[str, Any] | None], keeper: Keeper) -> None:
    for line in sys.stdin:
        jobs.put(json.loads(line))
    jobs.put(None)
    keeper.end()


def main() -> None:
    """Take jobs until the input ends."""
    _limit()
    keeper = Keeper(sys.argv[1])
    jobs: SimpleQueue[dict[str, Any] | None] = SimpleQueue()
    try:
        print(json.dumps(str(keeper.folder)), flush=True)
        Thread(target=_listen, args=(jobs, keeper), daemon=True).start()
        while (job := jobs.get()) is not None:
            print(json.dumps(keeper.convert(**job)), flush=True)
    except BrokenPipeError:
        pass  # nobody listens any more
    finally:
        keeper.end()
        shutil.rmtree(keeper.folder, ignore_errors=True)
        os._exit(0)  # there is nothing to flush, and a thread may wait for the input


if __name__ == "__main__":
    main()
