"""Lower case as a pattern that does not look at case sees it: "ſix" is six, "İ" an i, and the Kelvin sign a k."""

from __future__ import annotations


def lowered(text: str) -> str:
    """To look words up that such a pattern has read; not for offsets, as its length may differ."""
    plain = text.lower()
    return plain if plain.isascii() else plain.replace("ſ", "s").replace("i\u0307", "i")
