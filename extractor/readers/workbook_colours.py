"""Fills of a workbook's cells as ``#rrggbb``: written out, from the theme with a tint, or from Excel's old palette."""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls
from typing import Any

from lxml import etree
from openpyxl.styles.colors import COLOR_INDEX

from extractor.readers.colours import parse_colour

_SCHEME = "{*}themeElements/{*}clrScheme"
_SWAPPED = {0: 1, 1: 0, 2: 3, 3: 2}
"""The theme lists dark before light, the cells count light before dark."""


class Palette:
    """The colours of one workbook."""

    def __init__(self, theme: bytes | None) -> None:
        self._theme = _read_theme(theme) if theme else []
        self._known: dict[tuple[str, Any, float], str | None] = {}

    def fill(self, fill: Any) -> str | None:
        """The colour of openpyxl's ``fill``; None for none, white, or one that cannot be told."""
        if getattr(fill, "fill_type", None) is None:
            return None
        stops = getattr(fill, "stop", None)
        colour = stops[0].color if stops else getattr(fill, "fgColor", None)
        if colour is None or fill.fill_type in ("gray125", "gray0625"):
            return None
        tint = float(colour.tint or 0)
        key = str(colour.type), colour.value, tint
        if key not in self._known:
            self._known[key] = self._resolve(*key)
        return self._known[key]

    def _resolve(self, kind: str, value: Any, tint: float) -> str | None:
        digits = ""
        if kind == "rgb":
            digits = str(value)[-6:]
        elif kind == "theme":
            place = _SWAPPED.get(int(value), int(value))
            digits = self._theme[place] if 0 <= place < len(self._theme) else ""
        elif kind == "indexed" and 0 <= int(value) < len(COLOR_INDEX):
            digits = COLOR_INDEX[int(value)][-6:]
        colour = parse_colour(f"#{digits}") if len(digits) == 6 else None
        white = digits.lower() == "ffffff"
        if not tint or (colour is None and not white):
            return colour
        return parse_colour(_tinted(digits, tint))


def _read_theme(theme: bytes) -> list[str]:
    """Six hexadecimal digits for each colour of the theme, in its order; empty where it names none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        scheme = etree.fromstring(theme, parser).find(_SCHEME)
    except etree.LxmlError:
        return []
    found = []
    for entry in scheme if scheme is not None else ():
        first = next(entry.iterchildren(tag=etree.Element), None)
        found.append("" if first is None else first.get("lastClr") or first.get("val") or "")
    return found


def _tinted(digits: str, tint: float) -> str:
    """Lighter for a tint above 0, darker for one below: ECMA-376, part 1, 18.8.19."""
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, saturation = rgb_to_hls(red, green, blue)
    tint = max(-1.0, min(1.0, tint))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "#" + "".join(f"{round(255 * part):02x}" for part in hls_to_rgb(hue, light, saturation))
