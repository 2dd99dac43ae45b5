"""`extractor check`: a paragraph before it is published, as an argument and on standard input."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from extractor.proofread import check_text, marked, plain, verdicts

COMMAND = [sys.executable, "-m", "extractor", "check"]
WRONG = "Complaints fell from 120 to 96, a reduction of 25%. Attendance was 94.1% against a target of 95%."
SOUND = "Complaints fell from 120 to 96, a reduction of 20%."


def run(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*COMMAND, *arguments], input=given, capture_output=True)


def test_the_text_is_printed_with_its_figures_marked_and_every_finding() -> None:
    done = run(WRONG)
    assert done.returncode == 0
    lines = done.stdout.decode().splitlines()
    assert lines[0] == (
        "Complaints fell from [120 !] to [96 !], a reduction of [25% !]. "
        "Attendance was [94.1%] against a target of [95%]."
    )
    assert lines[2] == (
        "INCONSISTENT  The text gives a change of 25%. From 120 to 96 is down 20.0%: the figures disagree."
    )
    assert lines[-1] == "5 figures, 2 claims, 2 checks: 1 inconsistency"


def test_standard_input_is_read_and_a_sound_text_is_said_to_be() -> None:
    done = run(given=SOUND.encode("utf-8-sig"))
    lines = done.stdout.decode().splitlines()
    assert lines[0] == "Complaints fell from [120 ok] to [96 ok], a reduction of [20% ok]."
    assert lines[-1].endswith("no inconsistency found")
    assert run("-", given=SOUND.encode()).stdout == done.stdout


@pytest.mark.parametrize(("text", "code"), [(WRONG, 1), (SOUND, 0)])
def test_fail_on_inconsistent(text: str, code: int) -> None:
    assert run(text, "--fail-on", "inconsistent").returncode == code


@pytest.mark.parametrize(
    ("arguments", "given", "said"),
    [
        ((), b" \n", "the text is empty"),
        (("  ",), b"", "the text is empty"),
        ((WRONG, "--fail-on", "review"), b"", "--fail-on 'review' is unknown"),
        ((WRONG, "--patterns", "nowhere"), b"", "no such folder"),
    ],
)
def test_wrong_use_is_one_line(arguments: tuple[str, ...], given: bytes, said: str) -> None:
    done = run(*arguments, given=given)
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert len(done.stderr.decode().splitlines()) == 1


def test_a_text_with_nothing_to_check_is_said_to_have_none() -> None:
    lines = run("Attendance was 94.1%.").stdout.decode().splitlines()
    assert lines[-2:] == [
        "nothing could be checked: the text does not say how its figures are to fit, or which way is good",
        "1 figure, 0 claims, 0 checks",
    ]


def test_old_encodings_are_read_and_a_file_s_name_is_no_text(tmp_path: Path) -> None:
    text = "Spend rose from £2m to £3m."
    assert run(given=text.encode("cp1252")).stdout == run(text).stdout
    file = tmp_path / "draft.txt"
    file.write_text(text)
    assert "this is a file, and not its text" in run(str(file)).stderr.decode()


def test_the_pieces_make_up_the_text() -> None:
    result = check_text(f"{WRONG}\n\n{SOUND}")
    assert "".join(words for words, _, _ in marked(result)) == result.text
    assert plain(result).replace(" !]", "").replace(" ok]", "").replace("[", "").replace("]", "") == result.text
    assert set(verdicts(result).values()) == {"inconsistent", "consistent"}
