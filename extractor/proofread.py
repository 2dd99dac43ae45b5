"""A paragraph checked before it is published: its figures marked in the text, and what they say of each other."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from extractor.errors import UsageError
from extractor.mentions import Mention
from extractor.readers.encoding import decode
from extractor.reconcile.engine import SEVERITY
from extractor.result import DocumentResult
from extractor.run import Extractor, Settings
from extractor.spoken import count, worst_first
from extractor.terminal import one_line

_LONGEST_NAME = 250

MARKS = {"inconsistent": " !", "review": " ?", "consistent": " ok"}
"""What is set behind a figure in plain text; one that no check speaks of is only set in brackets."""
STYLES = {"inconsistent": "bold red", "review": "yellow", "consistent": "green", "": "cyan"}


def read_words(words: Iterable[str]) -> str:
    """The text of an argument, or standard input where there is none or it is "-". Raises UsageError for none."""
    text = " ".join(words).strip()
    if text in ("", "-"):
        if sys.stdin.isatty():
            raise UsageError("no text to check", remedy='Write it behind the command in quotes, or "< FILE"')
        text = decode(sys.stdin.buffer.read()).text.strip()
    if len(text) < _LONGEST_NAME and Path(text).is_file():
        raise UsageError("this is a file, and not its text", where=text, remedy="Put < before its name")
    if not text:
        raise UsageError("the text is empty", remedy="Give a paragraph with figures in it")
    return text


def check_text(text: str, settings: Settings | None = None) -> DocumentResult:
    """One paragraph, or a few, read and reconciled like a document."""
    return Extractor(settings).read_bytes(text.encode(), "text.txt")


def verdicts(result: DocumentResult) -> dict[str, str]:
    """Mention id -> the worst verdict of the checks that speak of it; what is unverifiable says nothing of a figure."""
    worst: dict[str, str] = {}
    for check in result.checks:
        if check.verdict == "unverifiable":
            continue
        for identity in check.mention_ids:
            if identity not in worst or SEVERITY[check.verdict] < SEVERITY[worst[identity]]:
                worst[identity] = check.verdict
    return worst


def marked(result: DocumentResult) -> Iterator[tuple[str, str, bool]]:
    """The text in pieces: words, the verdict on them (empty for none), and whether they are a figure."""
    worst = verdicts(result)
    position = 0
    for mention in _apart(result.findings.mentions):
        if mention.start > position:
            yield result.text[position : mention.start], "", False
        yield result.text[mention.start : mention.end], worst.get(mention.id, ""), True
        position = mention.end
    if position < len(result.text):
        yield result.text[position:], "", False


def _apart(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Mentions that do not overlap, the first of each place."""
    reach = -1
    for mention in mentions:
        if mention.start >= reach:
            reach = mention.end
            yield mention


def plain(result: DocumentResult) -> str:
    """The text with its figures in brackets: "[8.6% !] of children ([16/244 !])"."""
    return "".join(
        f"[{words}{MARKS.get(verdict, '')}]" if figure else words for words, verdict, figure in marked(result)
    )


def show(result: DocumentResult) -> None:
    """Print the marked text and every finding, the worst first, for a person at a terminal or for a pipe."""
    from rich.console import Console
    from rich.text import Text

    if sys.stdout.isatty():
        text = Text()
        for words, verdict, figure in marked(result):
            text.append(words, style=STYLES.get(verdict, "") if figure else "")
        Console().print(text)
    else:
        print(plain(result))
    print()
    for check, _ in worst_first([result], "consistent"):
        print(f"{check.verdict.upper():13} {one_line(check.statement)}")
    if not result.checks:
        print("nothing could be checked: the text does not say how its figures are to fit, or which way is good")
    figures, claims = len(result.findings.mentions), len(result.findings.claims)
    said = f"{count(figures, 'figure')}, {count(claims, 'claim')}, {count(len(result.checks), 'check')}"
    if not result.checks:
        print(said)
        return
    wrong = sum(check.verdict == "inconsistent" for check in result.checks)
    doubtful = sum(check.verdict == "review" for check in result.checks)
    print(
        f"{said}: "
        f"{count(wrong, 'inconsistency', 'inconsistencies') if wrong else 'no inconsistency found'}"
        f"{f', {doubtful} to review' if doubtful else ''}"
    )
