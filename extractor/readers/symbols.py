"""Characters of the Wingdings, Webdings and Symbol fonts as Unicode: arrows, ticks and the shapes of a status.

Keys are the codes 0x20 to 0xFF of the font; Word stores them as they are or moved up to U+F020 to U+F0FF. A filled
triangle that points sideways stands for "level" in these papers and is given as an arrow.
"""

from __future__ import annotations

_WINGDINGS = {
    0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x75: "◆", 0x9F: "•", 0xA7: "▪", 0xA8: "□",
    0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE7: "←", 0xE8: "→", 0xE9: "↑", 0xEA: "↓",
    0xEB: "↖", 0xEC: "↗", 0xED: "↙", 0xEE: "↘", 0xEF: "←", 0xF0: "→", 0xF1: "↑", 0xF2: "↓", 0xF3: "↔", 0xF4: "↕",
    0xFB: "✗", 0xFC: "✓", 0xFD: "✗", 0xFE: "✓",
}  # fmt: skip
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "✗", 0x52: "✓", 0x53: "✗", 0x54: "✗", 0x97: "●", 0x98: "●", 0xA2: "■"}
_WINGDINGS_3 = {
    0x22: "↑", 0x23: "↓", 0x66: "←", 0x67: "→", 0x68: "↑", 0x69: "↓", 0x6A: "↖", 0x6B: "↗", 0x6C: "↙", 0x6D: "↘",
    0x6E: "↔", 0x6F: "↕", 0x70: "▲", 0x71: "▼", 0x72: "▲", 0x73: "▼", 0x74: "←", 0x75: "→", 0x76: "←", 0x77: "→",
    0xC7: "▲", 0xC8: "▼",
}  # fmt: skip
_WEBDINGS = {0x33: "←", 0x34: "→", 0x35: "▲", 0x36: "▼", 0x61: "✓", 0x67: "■", 0x6E: "●", 0x72: "✗"}
_SYMBOL = {
    0xA3: "≤", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×",
    0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xD6: "√", 0xDB: "↔", 0xDC: "←", 0xDD: "↑", 0xDE: "→", 0xDF: "↓",
}  # fmt: skip
# Arrows whose letters mean the same in every Wingdings font that these papers use for direction of travel.
_ARROWS = {code: _WINGDINGS[code] for code in (0xE7, 0xE8, 0xE9, 0xEA)}
_FONTS = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2 | _ARROWS,
    "wingdings 3": _WINGDINGS_3 | _ARROWS,
    "webdings": _WEBDINGS | _ARROWS,
    "symbol": _SYMBOL,
}
_PRIVATE = 0xF000
# A private code whose font is not named: Wingdings first, then the bullet of Symbol.
_UNNAMED = {0xB7: "•"} | _WINGDINGS


def is_symbol_font(font: str) -> bool:
    """Whether plain letters set in ``font`` are pictures. Symbol is not counted: its letters are Greek text."""
    return font.strip().lower() in _FONTS and font.strip().lower() != "symbol"


def map_symbol(code: int, font: str) -> str | None:
    """The Unicode character of ``code`` in a symbol font; None where the font's character has no counterpart here."""
    code = code - _PRIVATE if _PRIVATE <= code <= _PRIVATE + 0xFF else code
    return _FONTS.get(font.strip().lower(), _UNNAMED).get(code)


def map_text(text: str, font: str) -> tuple[str, bool]:
    """Letters of a symbol font, and private-use codes of any font, as Unicode; and whether one had to be dropped."""
    symbolic = is_symbol_font(font)
    mapped: list[str] = []
    dropped = False
    for character in text:
        code = ord(character)
        if character.isspace() or not (symbolic or _PRIVATE + 0x20 <= code <= _PRIVATE + 0xFF):
            mapped.append(character)
        elif (symbol := map_symbol(_undo_windows(code), font)) is not None:
            mapped.append(symbol)
        elif code >= 0x2190 and code < _PRIVATE:
            mapped.append(character)  # already a Unicode arrow or tick, whatever its font
        else:
            dropped = True
    return "".join(mapped), dropped


def _undo_windows(code: int) -> int:
    """Codes 0x80 to 0x9F that were stored through Windows-1252 (``Ÿ`` for 0x9F)."""
    if code <= 0xFF or code >= _PRIVATE:
        return code
    encoded = chr(code).encode("cp1252", errors="ignore")
    return encoded[0] if encoded else code
