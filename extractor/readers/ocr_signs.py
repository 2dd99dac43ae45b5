"""Signs that a PDF page is a picture of text, so that its characters have to be recognised.

Each is measured, and set so that no page with text of its own shows it: recognition reads worse than the page says.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
import pypdfium2.raw as raw
import regex

from extractor.readers.pdf_words import PrintedWord

_FEW_WORDS = 40  # a stamp, a page number or a heading over a scan
_MOST_OBJECTS = 2_000
_COVERED = 0.6  # of the page, by one picture or several
_OUTLINES = 50  # paths: text that is drawn as shapes
_LOOK_DPI = 50
_LEAST_TOKENS = 20
_LEAST_GOOD = 0.5  # of 1,224 pages of published papers none has less than 0.69
_LEAST_GOOD_UNDER_PICTURE = 0.75  # where the text is what a scanner's own recognition made of the picture
_MOST_STRANGE = 0.2
_MARKS = "()[]“”‘’\"'£€$<>≤≥~+–—-%.,;:!?*†…•/"
_NUMBER = regex.compile(r"\d[\d,.:/–-]*(?:%|\p{L}{1,3})?")
_CODE = regex.compile(r"[A-Z&]{1,6}\d*")
_WORD = regex.compile(r"\p{L}{1,22}(?:[-’'/&]\p{L}{1,22})*")
_VOWELS = frozenset("aeiouywâêîôûŵŷáéíóú")
_LETTERS = regex.compile(r"\p{L}{2,}")
_STRANGE = frozenset(("Co", "Cn", "Cc", "Cs"))
_KEPT_WORDS = 16_384
_MANY_WORDS = 60
_COMMON = frozenset(
    "the of and to in for is was on by at with from as be are that per total all no not this or an it has have been"
    " were than year years target actual number rate report council yes not yn yr ar bod mae gan am wedi cyngor".split()
)


def has_rubbish(page: object, words: Sequence[PrintedWord]) -> bool:
    """Whether the text of a page is rubbish; more is asked of text that stands under a picture of the whole page."""
    if not is_rubbish(words, _LEAST_GOOD_UNDER_PICTURE):
        return False
    return is_rubbish(words) or _drawn(page)[0] >= _COVERED


def is_rubbish(words: Sequence[PrintedWord], least: float = _LEAST_GOOD) -> bool:
    """Whether a text is no text: characters without a meaning, or fewer than the share ``least`` that make words."""
    text = "".join(word.text for word in words)
    if len(text) >= _LEAST_TOKENS and _count_strange(text) > _MOST_STRANGE * len(text):
        return True
    tokens = [word.text for word in words if _is_token(word.text)]
    if len(tokens) < _LEAST_TOKENS:
        return False
    return share_of_words(tokens) < least or _is_enciphered(tokens)


def _count_strange(text: str) -> int:
    if text.isprintable():  # nothing of the categories below
        return text.count("\ufffd")
    times = Counter(text)
    return sum(times[letter] for letter in times if letter == "\ufffd" or unicodedata.category(letter) in _STRANGE)


@lru_cache(maxsize=_KEPT_WORDS)
def _is_token(text: str) -> bool:
    return any(map(str.isalnum, text))


def _is_enciphered(tokens: Sequence[str]) -> bool:
    """Whether many words hold none that every English or Welsh page does: one letter stands for another."""
    if any(token.lower() in _COMMON for token in tokens):
        return False
    return sum(_LETTERS.fullmatch(token) is not None for token in tokens) >= _MANY_WORDS


def share_of_words(tokens: Sequence[str]) -> float:
    """Which share of the tokens could be words or numbers."""
    return sum(map(_is_good, tokens)) / len(tokens)


@lru_cache(maxsize=_KEPT_WORDS)
def _is_good(token: str) -> bool:
    bare = token.strip(_MARKS)
    if _NUMBER.fullmatch(bare) or _CODE.fullmatch(bare):
        return True
    return _WORD.fullmatch(bare) is not None and not _VOWELS.isdisjoint(bare.lower())


def is_picture_of_text(page: object, words: Sequence[PrintedWord]) -> bool:
    """Whether a page with no words, or only some, is covered by a picture that holds print."""
    if len(words) >= _FEW_WORDS:
        return False
    covered, outlines = _drawn(page)
    if covered < _COVERED and (words or outlines < _OUTLINES):
        return False
    return has_unread_print(page, words)


def _drawn(page: object) -> tuple[float, int]:
    """How much of the page is covered by pictures, and how many paths it has."""
    handle = page.raw  # type: ignore[attr-defined]
    left, bottom, right, top = page.get_bbox()  # type: ignore[attr-defined]
    area = max((right - left) * (top - bottom), 1.0)
    covered, paths = 0.0, 0
    edges = [ctypes.c_float() for _ in range(4)]
    for item, kind in _objects(handle):
        if kind == raw.FPDF_PAGEOBJ_PATH:
            paths += 1
        elif kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM) and raw.FPDFPageObj_GetBounds(item, *edges):
            x0, y0, x1, y1 = (edge.value for edge in edges)
            covered += max(0.0, min(x1, right) - max(x0, left)) * max(0.0, min(y1, top) - max(y0, bottom)) / area
    return covered, paths


def _objects(handle: object) -> Iterator[tuple[object, int]]:
    for index in range(min(raw.FPDFPage_CountObjects(handle), _MOST_OBJECTS)):
        item = raw.FPDFPage_GetObject(handle, index)
        yield item, raw.FPDFPageObj_GetType(item)


def has_unread_print(page: object, words: Sequence[PrintedWord]) -> bool:
    """Whether the page, drawn small, is light paper with dark marks in several rows where no word of it stands."""
    picture = page.render(scale=_LOOK_DPI / 72, grayscale=True).to_numpy()  # type: ignore[attr-defined]
    grey = np.array(picture, dtype=np.int16).reshape(picture.shape[0], picture.shape[1])
    light = float(np.percentile(grey, 75))
    if light < 140 or float(np.mean(grey > light - 50)) < 0.6:
        return False  # a photograph
    ink = grey < light - 60
    scale = _LOOK_DPI / 72
    for word in words:
        x0, top, x1, bottom = (int(edge * scale) for edge in word.box)
        ink[max(0, top - 1) : bottom + 2, max(0, x0 - 1) : x1 + 2] = False
    rows = ink.mean(axis=1)
    return float(ink.mean()) > 0.001 and int(np.count_nonzero(rows > 0.005)) >= 8
