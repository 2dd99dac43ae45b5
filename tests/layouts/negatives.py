"""Pages that look a little like tables and are none: columns of prose, contents, attendance, addresses, an agenda."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth

from layouts import wording
from layouts.drawing import FAMILIES, wrap
from layouts.pages import Paper
from layouts.truth import Case

_NAMES = (
    "Councillor A Holroyd", "Councillor B Singh", "Councillor C Oyelaran", "Councillor D Whitby", "Councillor E Marsh",
    "Councillor F Bagshaw", "Councillor G Pryce", "Councillor H Okafor",
)  # fmt: skip
_ITEMS = (
    "Apologies for absence", "Declarations of interest", "Minutes of the last meeting", "Public questions",
    "Quarter 2 performance report", "Budget monitoring", "Forward plan", "Date of the next meeting",
)  # fmt: skip


def _line(paper: Paper, pieces: list[tuple[float, str]], size: float = 10.0, step: float = 15.0) -> None:
    """One line: each piece of text at its distance from the left margin."""
    paper.y += step
    paper.canvas.setFont(FAMILIES[paper.family][0], size)
    for x, text in pieces:
        paper.canvas.drawString(paper.margin + x, paper.height - paper.y, text)


def _two_columns(paper: Paper) -> None:
    rng, font = paper.rng, FAMILIES[paper.family][0]
    wide = (paper.room - 20) / 2
    top = paper.y
    for left in (0.0, wide + 20):
        paper.y = top
        text = " ".join(
            f"In ward {rng.randint(1, 20)} there were {rng.randint(10, 900)} visits, {rng.uniform(1, 90):.1f}% more"
            f" than in {rng.randint(2010, 2018)}. {sentence}"
            for sentence in rng.sample(wording.PROSE, 4)
        )
        for line in wrap(text, font, 10, wide):
            _line(paper, [(left, line)], step=12.5)


def _contents(paper: Paper) -> None:
    page, font = 1, FAMILIES[paper.family][0]
    for title in paper.rng.sample(wording.GROUPS, 8):
        page += paper.rng.randint(1, 6)
        room = paper.room - stringWidth(title, font, 10) - 40
        dots = " " + "." * int(room / stringWidth(".", font, 10)) + " "
        _line(paper, [(0, title + dots), (paper.room - 14, str(page))])


def _attendance(paper: Paper) -> None:
    _line(paper, [(0, "Present"), (240, "Ward"), (380, "Signature")])
    for name in paper.rng.sample(_NAMES, 7):
        _line(paper, [(0, name), (240, paper.rng.choice(wording.AREAS)), (380, "_" * 16)], step=20)


def _addresses(paper: Paper) -> None:
    rng = paper.rng
    for _ in range(2):
        number = rng.randint(1, 90)
        _line(paper, [(0, "Performance Team"), (260, "Democratic Services")])
        _line(paper, [(0, f"{number} Castle Street"), (260, f"Town Hall, {number + 2} Market Place")])
        _line(paper, [(0, f"{rng.choice(wording.AREAS)} NG{rng.randint(1, 20)} 4XD"), (260, "NX1 2AB")])
        _line(paper, [(0, "Telephone 01632 960 441"), (260, "Telephone 01632 960 118")])
        paper.y += 16


def _agenda(paper: Paper) -> None:
    for number, item in enumerate(_ITEMS, 1):
        first = paper.rng.randint(1, 9) + 10 * number
        _line(paper, [(0, f"{number}."), (28, item), (paper.room - 60, f"{first} - {first + 5}")], step=18)


def _bullets(paper: Paper) -> None:
    for sentence in paper.rng.sample(wording.COMMENTS, 8):
        figure = f"{paper.rng.randint(3, 90)}% of cases, {paper.rng.randint(10, 400)} in all. "
        _line(paper, [(0, "•"), (16, figure + sentence)])


def _letter(paper: Paper) -> None:
    rng = paper.rng
    right = paper.room - 150
    for text in ("Northmoor Council", "Civic Centre", f"{rng.randint(1, 99)} High Street", "NM1 3AA", "01632 960 200"):
        _line(paper, [(right, text)], step=13)
    _line(
        paper, [(0, "Our ref: PT/114/2"), (200, "Your ref: 22/7"), (right, f"{rng.randint(1, 28)} June 2018")], step=30
    )
    paper.y += 14
    for text in rng.sample(wording.PROSE, 3):
        paper.paragraph(text)


NEGATIVES: dict[str, Callable[[Paper], Any]] = {
    "two_columns": _two_columns,
    "contents": _contents,
    "attendance": _attendance,
    "addresses": _addresses,
    "agenda": _agenda,
    "bullets": _bullets,
    "letter": _letter,
}


def negative(layout: str, seed: int) -> Case:
    """A page of that kind, the same for the same seed. It holds no table."""
    rng = Random(f"{layout}/{seed}")
    paper = Paper(rng, margin=rng.choice([56.0, 72.0]), family=rng.choice(list(FAMILIES)))
    if rng.random() < 0.5:
        paper.paragraph(rng.choice(wording.PROSE))
    NEGATIVES[layout](paper)
    return paper.case(layout, seed)
