"""Runs a fuzz target until its time is up: python tests/fuzz/run.py TARGET [--seconds 120] [--runs N] [--kept FOLDER]

TARGET is figures, pdf, docx, html or text. Any exception but an ExtractorError ends the run, with its input beside it
in FOLDER (build/fuzz/TARGET); there stands what has been found on the way too, so that the next run goes on from it.
Atheris is wanted, for Linux and macOS: pip install -e '.[fuzz]'.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
TARGETS = ("figures", "pdf", "docx", "html", "text")


def read_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=120, help="the run ends after so many (120)")
    parser.add_argument("--runs", type=int, default=1_000_000, help="and after so many inputs (1000000)")
    parser.add_argument("--longest", type=int, default=20_000, help="bytes of an input (20000)")
    parser.add_argument("--kept", type=Path, help="where inputs are kept (build/fuzz/TARGET)")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> None:
    """Does not return: the fuzzer ends the process, with 0 where nothing was found."""
    import atheris

    given = read_arguments(arguments)
    sys.path[:0] = [str(ROOT / "tests"), str(ROOT)]
    with atheris.instrument_imports(include=["extractor"]):
        target = import_module(f"fuzz.fuzz_{given.target}")
    kept = given.kept or ROOT / "build" / "fuzz" / given.target
    kept.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as seeds:
        for number, seed in enumerate(target.seeds()):
            if len(seed) <= given.longest:
                (Path(seeds) / f"{number:05}").write_bytes(seed)
        words = Path(seeds).with_suffix(".dict")
        words.write_text("".join(f'"{_escaped(word)}"\n' for word in target.WORDS), encoding="ascii")
        bounds = [f"-max_total_time={given.seconds}", f"-runs={given.runs}", f"-max_len={given.longest}"]
        limits = ["-timeout=60", "-rss_limit_mb=4096", f"-artifact_prefix={kept}/", f"-dict={words}"]
        atheris.Setup([sys.argv[0], *bounds, *limits, str(kept), seeds], target.check)
        atheris.Fuzz()


def _escaped(word: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word.encode(errors="surrogatepass"))


if __name__ == "__main__":
    main(sys.argv[1:])
