"""What the PDF documents share: paragraph styles, and a build that comes out the same, byte for byte, on every run."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Table, TableStyle

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=13, spaceAfter=6)
SMALL = ParagraphStyle("small", parent=BODY, fontSize=8.5, leading=10.5, spaceAfter=0)
TITLE = ParagraphStyle("title", parent=BODY, fontName="Helvetica-Bold", fontSize=15, leading=19, spaceAfter=8)
HEADING = ParagraphStyle("heading", parent=BODY, fontName="Helvetica-Bold", fontSize=11.5, leading=14, spaceBefore=6)
TINY = ParagraphStyle("tiny", parent=SMALL, fontSize=7, leading=8.5)
BULLET = ParagraphStyle("bullet", parent=BODY, leftIndent=14, bulletIndent=4, spaceAfter=4)
UP, DOWN = (f'<font name="ZapfDingbats">{mark}</font>' for mark in ("▲", "▼"))
RISE, FALL, LEVEL = (f'<font name="Symbol">{mark}</font>' for mark in ("↑", "↓", "→"))

Flowables = list[Any]
Decorate = Callable[[Any, Any], None]
"""Draws a page's header and footer, given the canvas and the document."""


def paragraph(text: str, style: ParagraphStyle = BODY) -> Any:
    return Paragraph(text, style)


def bullet(text: str) -> Any:
    return Paragraph(text, BULLET, bulletText="•")


def grid(
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    style: Sequence[tuple[Any, ...]],
    headers: int,
    text_style: ParagraphStyle = SMALL,
    breaks_rows: bool = False,
) -> Any:
    """A table whose cells wrap; ``style`` is reportlab's list of commands, ``headers`` the rows to repeat.

    With ``breaks_rows`` the row at the end of a page goes on over the next; otherwise it moves there whole.
    """
    cells = [[Paragraph(text, text_style) for text in row] for row in rows]
    padding = [
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    drawn = TableStyle([*padding, *style])
    return Table(
        cells,
        colWidths=widths,
        style=drawn,
        repeatRows=headers,
        hAlign="LEFT",
        splitByRow=not breaks_rows,
        splitInRow=breaks_rows,
    )


def at_right(rows: Sequence[Sequence[str]], first: int, last: int) -> list[list[str]]:
    """The rows, with the cells of their columns ``first`` to ``last`` set at the right, as figures are."""
    places = range(first, last + 1)
    return [
        [f'<para align="right">{cell}</para>' if cell and place in places else cell for place, cell in enumerate(row)]
        for row in rows
    ]


def undecorated(canvas: Any, document: Any) -> None:
    """Neither header nor footer."""


def sheet(
    name: str,
    size: tuple[float, float],
    frames: Sequence[tuple[float, float, float, float]],
    decorate: Decorate = undecorated,
    turned: int = 0,
) -> Any:
    """A kind of page; ``frames`` are x, y, width, height from its bottom left, ``turned`` its rotation in degrees."""
    places = [Frame(*frame, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0) for frame in frames]
    template = PageTemplate(id=name, frames=places, onPage=decorate, pagesize=size)
    template.rotation = turned
    return template


def pack(
    story: Flowables,
    *,
    title: str,
    size: tuple[float, float],
    frames: Sequence[tuple[float, float, float, float]],
    decorate: Decorate = undecorated,
) -> bytes:
    """Set ``story`` into ``frames`` (x, y, width, height from the page's bottom left) on pages of ``size``."""
    return pack_sheets(story, title=title, sheets=[sheet("page", size, frames, decorate)])


def pack_sheets(story: Flowables, *, title: str, sheets: Sequence[Any]) -> bytes:
    """Set ``story`` on pages of several kinds; ``NextPageTemplate`` in it names the kind that comes next."""
    written = io.BytesIO()
    # without compression: compressors differ from machine to machine
    document = BaseDocTemplate(
        written, pagesize=sheets[0].pagesize, title=title, author="Corpus", invariant=1, pageCompression=0
    )
    document.addPageTemplates(list(sheets))
    document.build(story)
    return written.getvalue()
