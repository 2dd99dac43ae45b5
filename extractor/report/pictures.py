"""Pictures of the spots that findings speak of, where the papers are at hand: made by a worker that may be ended."""

from __future__ import annotations

import base64
import multiprocessing
from collections.abc import Iterable, Iterator
from concurrent.futures import TimeoutError
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from pebble import ProcessExpired, ProcessPool

from extractor.errors import DocumentError
from extractor.report.data import Check, Contents, Figure, Paper
from extractor.report.drawing import Box, Drawn, OtherFile, Spot, draw_spots
from extractor.report.sources import Sources

_PAPER_S = 60.0  # that the pictures of one paper may take
_MOST_A_CHECK = 2
_SHOWN = 1.25  # pixels a point: print of 9 points can be read
_NOT_DRAWN = "The page could not be drawn."


@dataclass(frozen=True, slots=True)
class Picture:
    """A spot on a page as a ``data:`` URL, and the size to show it at; ``doc_id`` and ``page`` say where it is,
    ``across`` how far across (0 to 1) the first figure stands."""

    doc_id: str
    page: int
    url: str
    width_px: int
    height_px: int
    across: float


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of each check, and why one has none; ``papers_missing`` counts the papers that are not there."""

    of: dict[str, tuple[Picture, ...]]
    why_not: dict[str, str]
    papers_missing: int = 0


@dataclass(frozen=True, slots=True)
class _Wish:
    check: Check
    doc_id: str
    spot: Spot


def draw_pictures(contents: Contents, checks: Iterable[Check], sources: Sources, most: int) -> Pictures:
    """Pictures for the first checks, ``most`` at the most; none for a paper that is no PDF."""
    wishes: dict[str, list[_Wish]] = {}
    why_not: dict[str, str] = {}
    left = most
    for check in checks:
        spots = list(_spots(check, contents))[:_MOST_A_CHECK]
        if spots and left < len(spots):
            why_not[check.id] = f"The page has {most:,} pictures at the most (--pictures)." if most else ""
            continue
        left -= len(spots)
        for wish in spots:
            wishes.setdefault(wish.doc_id, []).append(wish)
    pictures: dict[str, list[Picture]] = {}
    missing = 0
    with _Drawer() as drawer:
        for doc_id, asked in wishes.items():
            paper = contents.papers[doc_id]
            path = sources.find(paper)
            missing += path is None
            drawn = drawer.draw(str(path), paper, [wish.spot for wish in asked]) if path else _not_there(paper)
            for number, wish in enumerate(asked):
                made = _NOT_DRAWN if isinstance(drawn, list) and drawn[number] is None else drawn
                if isinstance(made, str):
                    why_not[wish.check.id] = made
                else:
                    content = made[number]
                    assert content is not None
                    pictures.setdefault(wish.check.id, []).append(_picture(wish, content))
    return Pictures({name: tuple(made) for name, made in pictures.items()}, why_not, missing)


def _not_there(paper: Paper) -> str:
    return f"The paper is not at {paper.path} any more."


def _picture(wish: _Wish, drawn: Drawn) -> Picture:
    url = "data:image/webp;base64," + base64.b64encode(drawn.content).decode("ascii")
    size = round(drawn.width_pt * _SHOWN), round(drawn.height_pt * _SHOWN)
    return Picture(wish.doc_id, wish.spot.page, url, *size, round(drawn.across, 3))


def _spots(check: Check, contents: Contents) -> Iterator[_Wish]:
    """The pages of PDFs on which a check's figures stand, in order, with their boxes."""
    spots: dict[tuple[str, int], list[Box]] = {}
    for figure in check.figures:
        paper = contents.papers.get(figure.doc_id)
        box = _box(figure)
        if paper and paper.format == "pdf" and figure.page and box:
            spots.setdefault((figure.doc_id, figure.page), []).append(box)
    for (doc_id, page), boxes in spots.items():
        yield _Wish(check, doc_id, Spot(page, tuple(boxes)))


def _box(figure: Figure) -> Box | None:
    try:
        x0, top, x1, bottom = map(float, figure.bbox.split())
    except ValueError:
        return None
    return (x0, top, x1, bottom)


class _Drawer:
    """One worker, made when it is first needed: a PDF on which it hangs or dies costs its own pictures alone.

    Where no worker can be made (a script that calls this outside ``if __name__ == "__main__"``), there are no pictures.
    """

    def __init__(self) -> None:
        self._pool: ProcessPool | None = None
        self._broken = False

    def __enter__(self) -> _Drawer:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.close()  # type: ignore[no-untyped-call]
            self._pool.join()

    def draw(self, path: str, paper: Paper, spots: list[Spot]) -> list[Drawn | None] | str:
        """The pictures, or why there are none."""
        if self._broken:
            return _NOT_DRAWN
        if self._pool is None:
            self._pool = ProcessPool(max_workers=1, context=multiprocessing.get_context("spawn"))
        future = self._pool.schedule(draw_spots, args=[path, paper.sha256, spots], timeout=_PAPER_S)
        try:
            drawn: list[Drawn | None] = future.result()
        except OtherFile:
            return f"The file at {paper.path} has changed since it was read."
        except DocumentError as error:
            return f"No picture: {error.problem}."
        except BrokenProcessPool:
            self._broken = True
            return _NOT_DRAWN
        except (OSError, TimeoutError, ProcessExpired):
            return _NOT_DRAWN
        return drawn
