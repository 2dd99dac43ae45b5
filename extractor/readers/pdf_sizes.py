"""Font sizes of characters that are set at one point and enlarged by the page's own transformation."""

from __future__ import annotations

from dataclasses import replace

from extractor.readers.pdf_glyphs import Glyph

_BOX_PART = 0.5  # a font is larger than this part of its characters' boxes, unless they are enlarged
_SIZE_PART = 0.86  # of the box: what a font's size commonly is


def set_sizes(glyphs: list[Glyph | None]) -> list[Glyph | None]:
    """The characters with the size that they are drawn at, by their boxes' height where the font's own is far less."""
    if not any(glyph is not None and glyph.size < _BOX_PART * (glyph.bottom - glyph.top) for glyph in glyphs):
        return glyphs
    return [
        replace(glyph, size=_SIZE_PART * (glyph.bottom - glyph.top))
        if glyph is not None and glyph.size < _BOX_PART * (glyph.bottom - glyph.top)
        else glyph
        for glyph in glyphs
    ]
