"""What the scanned papers share before they are scanned: typefaces, typed sheets, printed sheets."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from .page import Flowables, pack

TYPEWRITER, SERIF, SERIF_BOLD, SANS, SANS_BOLD = (
    "LiberationMono-Regular",
    "LiberationSerif-Regular",
    "LiberationSerif-Bold",
    "LiberationSans-Regular",
    "LiberationSans-Bold",
)
FACES = (TYPEWRITER, SERIF, SERIF_BOLD, SANS, SANS_BOLD)
"""Set from the files of Debian's fonts-liberation: a page holds its outlines, whoever draws it."""
_TYPED_WIDTH = 0.6  # of the size


def load_faces() -> None:
    """Make the faces known to reportlab. Raises TTFError where one is not installed."""
    for face in FACES:
        if face not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(face, f"{face}.ttf"))


def digest_faces() -> str:
    """Tells one version of the faces' files from another."""
    load_faces()
    files = b"".join(Path(pdfmetrics.getFont(face).face.filename).read_bytes() for face in FACES)
    return hashlib.sha256(files).hexdigest()[:12]


def styles(face: str, bold: str, size_pt: float = 11) -> dict[str, ParagraphStyle]:
    """``body``, ``heading``, ``title`` and ``cell``, in one face and its bold."""
    load_faces()
    body = ParagraphStyle("body", fontName=face, fontSize=size_pt, leading=1.3 * size_pt, spaceAfter=0.6 * size_pt)
    return {
        "body": body,
        "heading": ParagraphStyle("heading", parent=body, fontName=bold, spaceBefore=0.4 * size_pt),
        "title": ParagraphStyle("title", parent=body, fontName=bold, fontSize=1.25 * size_pt, leading=1.6 * size_pt),
        "cell": ParagraphStyle("cell", parent=body, fontSize=0.92 * size_pt, leading=1.15 * size_pt, spaceAfter=0),
    }


def print_paper(story: Flowables, title: str, margin_pt: float = 62, size: tuple[float, float] = A4) -> bytes:
    """The story on pages of one size."""
    width, height = size[0] - 2 * margin_pt, size[1] - 2 * margin_pt
    return pack(story, title=title, size=size, frames=[(margin_pt, margin_pt, width, height)])


def type_paper(sheets: Sequence[str], face: str = TYPEWRITER, size_pt: float = 12, title: str = "Minutes") -> bytes:
    """Sheets of typed lines, as they stand: one fount, double spaces where a line is empty."""
    load_faces()
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4, invariant=1, pageCompression=0)
    canvas.setTitle(title)
    for sheet in sheets:
        lines = sheet.strip("\n").split("\n")
        left = (A4[0] - max(map(len, lines)) * _TYPED_WIDTH * size_pt) / 2
        text = canvas.beginText(left, A4[1] - 64)
        text.setFont(face, size_pt, leading=1.18 * size_pt)
        text.textLines(lines, trim=0)
        canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


class Leaders(Flowable):  # type: ignore[misc]
    """A list with a row of dots from each label to its figures, which are set at the right of their columns."""

    def __init__(self, rows: Sequence[Sequence[str]], face: str, size_pt: float = 11, column_pt: float = 62) -> None:
        super().__init__()
        self._rows, self._face, self._size, self._column = rows, face, size_pt, column_pt
        self._leading = 1.35 * size_pt

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        self.width = available_width
        self.height = self._leading * len(self._rows) + 0.6 * self._size
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setFont(self._face, self._size)
        columns = max(len(row) for row in self._rows) - 1
        for number, (label, *figures) in enumerate(self._rows, start=1):
            base = self.height - number * self._leading
            self.canv.drawString(0, base, label + (self._dots(label, columns) if label and any(figures) else ""))
            for place, figure in enumerate(figures):
                self.canv.drawRightString(self.width - (columns - 1 - place) * self._column, base, figure)

    def _dots(self, label: str, columns: int) -> str:
        room = self.width - columns * self._column - pdfmetrics.stringWidth(label + "  ", self._face, self._size)
        return " " + " ." * int(room / pdfmetrics.stringWidth(" .", self._face, self._size))
