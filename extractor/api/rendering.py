"""``render``: a paragraph with its figures and claims marked, in the manner of spaCy's displacy.

The HTML is whole in itself (no script, no style sheet), so that it stands in a notebook, a page or a mail.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Literal

from extractor.api.checking import Check, Record, check
from extractor.errors import UsageError
from extractor.reconcile.engine import SEVERITY

Style = Literal["ent", "span"]
STYLES: tuple[Style, ...] = ("ent", "span")

_COLOURS = {"inconsistent": "#f6b8b8", "review": "#f9dfa6", "consistent": "#c4e6cb", "": "#d5e1f0"}
_LINES = {"inconsistent": "#b3261e", "review": "#9a6700", "consistent": "#1a7f37", "": "#4f6d94"}
_LABELS = {"inconsistent": "DISAGREES", "review": "REVIEW", "consistent": "AGREES"}
_CLAIM = "#7d4bb5"
_BOX = "line-height: 2.2; white-space: pre-wrap; color: #1b1b1b; background: #ffffff; padding: 0.6em"
_LABEL = "font-size: 0.65em; font-weight: bold; margin-left: 0.4em; vertical-align: middle"


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters ``[start, end)`` of the text, with the figure and the claim that they are part of."""

    start: int
    end: int
    figure: Record | None = None
    claim: Record | None = None


def render(text: str | Check, style: str = "ent", *, findings: bool = False) -> str:
    """HTML of a paragraph, or of one that was checked, with its figures and claims marked.

    ``style`` "ent" sets figures in boxes of the colour of their verdict, "span" underlines them; claims are underlined
    in both. ``findings`` adds what the checks say, the worst first. All text is escaped. Raises UsageError for another
    style or an empty text.

    >>> from IPython.display import HTML
    >>> HTML(extractor.render("8.6% (16/244) of children were seen late."))
    """
    if style not in STYLES:
        raise UsageError(f"the style {style!r} is unknown", remedy=f"Use one of {', '.join(STYLES)}")
    result = check(text) if isinstance(text, str) else text
    body = "".join(_mark(result, piece, style) for piece in pieces(result))
    said = "".join(_findings(result)) if findings else ""
    return f'<div class="extractor-check"><div style="{_BOX}">{body}</div>{said}</div>'


def pieces(result: Check) -> Iterator[Piece]:
    """The text cut where figures and claims begin and end; the pieces joined are the text."""
    edges = {0, len(result.text)}
    for record in (*result.figures, *result.claims):
        edges |= {_int(record, "start"), _int(record, "end")}
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        yield Piece(start, end, _over(result.figures, start, end), _over(result.claims, start, end))


def _over(records: tuple[Record, ...], start: int, end: int) -> Record | None:
    return next((each for each in records if _int(each, "start") <= start and end <= _int(each, "end")), None)


def _mark(result: Check, piece: Piece, style: str) -> str:
    words = escape(result.text[piece.start : piece.end])
    if piece.figure is not None:
        words = _figure(result, piece.figure, words, style, last=piece.end == piece.figure["end"])
    if piece.claim is not None:
        label = _label(f"{piece.claim['kind']}: {piece.claim['value']}") if piece.end == piece.claim["end"] else ""
        words = f'<span style="border-bottom: 2px solid {_CLAIM}">{words}{label}</span>'
    return words


def _figure(result: Check, figure: Record, words: str, style: str, *, last: bool) -> str:
    verdict = result.verdicts.get(str(figure["mention_id"]), "")
    label = _label(_LABELS.get(verdict, str(figure["role"]).upper())) if last else ""
    if style == "span":
        look = f"background: none; border-bottom: 3px solid {_LINES[verdict]}"
    else:
        look = f"background: {_COLOURS[verdict]}; padding: 0.2em 0.35em; border-radius: 0.35em"
    return f'<mark style="{look}" title="{_title(figure)}">{words}{label}</mark>'


def _title(figure: Record) -> str:
    """What a pointer that rests on the figure shows: what it measures, for what, and when."""
    parts = (figure["indicator"], figure["measure"], figure["role"], figure["comparator"], figure["period_text"])
    return escape("; ".join(str(part) for part in parts if part), quote=True)


def _label(words: str) -> str:
    return f'<span style="{_LABEL}">{escape(words)}</span>'


def _findings(result: Check) -> Iterator[str]:
    ordered = sorted(result.findings, key=lambda finding: SEVERITY[str(finding["verdict"])])
    items = "".join(map(_item, ordered))
    yield (
        f"<ul>{items}</ul>"
        if items
        else "<p>Nothing could be checked: the text does not say how its figures are to fit, or which way is good.</p>"
    )


def _item(finding: Record) -> str:
    verdict = str(finding["verdict"])
    loud = f'<b style="color: {_LINES.get(verdict, _LINES[""])}">{escape(verdict.upper())}</b>'
    return f"<li>{loud} {escape(str(finding['statement']))}</li>"


def _int(record: Record, name: str) -> int:
    value = record[name]
    assert isinstance(value, int)
    return value
