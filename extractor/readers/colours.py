"""Colours as ``#rrggbb``: what documents fill their cells with."""

from __future__ import annotations

import re

_NAMED = {
    "red": "#ff0000",
    "darkred": "#8b0000",
    "crimson": "#dc143c",
    "firebrick": "#b22222",
    "tomato": "#ff6347",
    "salmon": "#fa8072",
    "pink": "#ffc0cb",
    "amber": "#ffbf00",
    "orange": "#ffa500",
    "darkorange": "#ff8c00",
    "gold": "#ffd700",
    "yellow": "#ffff00",
    "green": "#008000",
    "darkgreen": "#006400",
    "darkyellow": "#808000",
    "darkblue": "#00008b",
    "lime": "#00ff00",
    "limegreen": "#32cd32",
    "lightgreen": "#90ee90",
    "palegreen": "#98fb98",
    "forestgreen": "#228b22",
    "seagreen": "#2e8b57",
    "blue": "#0000ff",
    "lightblue": "#add8e6",
    "navy": "#000080",
    "teal": "#008080",
    "cyan": "#00ffff",
    "aqua": "#00ffff",
    "purple": "#800080",
    "magenta": "#ff00ff",
    "fuchsia": "#ff00ff",
    "grey": "#808080",
    "gray": "#808080",
    "lightgrey": "#d3d3d3",
    "lightgray": "#d3d3d3",
    "silver": "#c0c0c0",
    "black": "#000000",
    "maroon": "#800000",
    "olive": "#808000",
}
_HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})(?:[0-9a-f]{2})?")
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})(?:[\s,/]+([\d.]+%?))?\s*\)")
_WHITE = "#ffffff"


def parse_colour(written: str) -> str | None:
    """``#rrggbb`` for a colour as HTML, CSS or Word writes it; None for white, transparent, ``auto`` or no colour."""
    written = written.strip().lower()
    if found := _HEX.fullmatch(written):
        digits = found[1] if len(found[1]) == 6 else "".join(digit * 2 for digit in found[1])
        colour = f"#{digits}"
    elif found := _RGB.fullmatch(written):
        if found[4] is not None and not float(found[4].rstrip("%")):
            return None
        colour = "#" + "".join(f"{min(int(part), 255):02x}" for part in found.group(1, 2, 3))
    else:
        colour = _NAMED.get(written, _WHITE)
    return None if colour == _WHITE else colour
