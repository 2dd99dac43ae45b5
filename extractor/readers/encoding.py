"""Bytes to characters: byte order marks, UTF-8, UTF-16, Windows-1252, and a guess only where these fail."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE_MARKS = tuple(mark for mark, encoding in _MARKS if encoding != "utf-8")
_SAMPLE_BYTES = 4096
_ESCAPED = re.compile("[\udc80-\udcff]")
_ABOVE_ASCII = re.compile("[\u0080-\ud7ff\ue000-\U0010ffff]")
_REPAIRED = "a few characters were not valid UTF-8 and were read as Windows-1252"
_LOST = "some characters could not be decoded"


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a file without its byte order mark, and in words what could not be decoded."""

    text: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode a whole file. ``declared`` is an encoding that the file itself names; valid UTF-8 wins over it,
    because text in another encoding is practically never valid UTF-8 by chance."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], encoding)
    if (wide := sniff_utf16(data)) is not None:
        return _decode_as(data, wide)
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _decode_mostly_utf8(data) or _decode_declared(data, declared) or _decode_legacy(data)


def cut_bytes(data: bytes, size: int) -> bytes:
    """The first ``size`` bytes (a multiple of 4), or up to three less, so that no UTF-8 character is cut in two."""
    if len(data) <= size:
        return data
    stop = size
    while stop > size - 3 and data[stop] & 0xC0 == 0x80 and not data.startswith(_WIDE_MARKS):
        stop -= 1
    return data[:stop]


def sniff_utf16(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark: Latin text has a NUL in every other byte and nowhere else."""
    sample = data[:_SAMPLE_BYTES]
    pairs = len(sample) // 2
    if pairs < 2:
        return None
    even, odd = sample[0 : pairs * 2 : 2].count(0) / pairs, sample[1 : pairs * 2 : 2].count(0) / pairs
    if odd >= 0.7 and even <= 0.05:
        return "utf-16-le"
    if even >= 0.7 and odd <= 0.05:
        return "utf-16-be"
    return None


def strip_mark(data: bytes) -> bytes:
    """The bytes after a byte order mark."""
    for mark, _ in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :]
    return data


def _decode_as(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding))
    except UnicodeDecodeError:
        return Decoded(data.decode(encoding, errors="replace"), (_LOST,))


def _decode_mostly_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with a few stray bytes (two files pasted together); None where the strays are not the exception."""
    text = data.decode("utf-8", errors="surrogateescape")
    if len(_ABOVE_ASCII.findall(text)) <= len(_ESCAPED.findall(text)):
        return None
    return Decoded(_ESCAPED.sub(lambda found: _windows_character(found[0]), text), (_REPAIRED,))


def _windows_character(escaped: str) -> str:
    return bytes([ord(escaped) - 0xDC00]).decode("cp1252", errors="replace")


def _decode_declared(data: bytes, declared: str | None) -> Decoded | None:
    if declared is None:
        return None
    # Browsers read these as Windows-1252, and so were such pages written.
    name = "cp1252" if declared.strip().lower() in {"iso-8859-1", "latin1", "latin-1", "us-ascii"} else declared.strip()
    try:
        if not codecs.lookup(name)._is_text_encoding:  # refuses "base64" and "zip"
            return None
        return Decoded(data.decode(name))
    except (LookupError, UnicodeError, ValueError):
        return None


def _decode_legacy(data: bytes) -> Decoded:
    try:
        return Decoded(data.decode("cp1252"))
    except UnicodeDecodeError:
        best = from_bytes(data).best()
        if best is None:
            return Decoded(data.decode("cp1252", errors="replace"), (_LOST,))
        return Decoded(str(best).removeprefix("\ufeff"), (f"the encoding was guessed: {best.encoding}",))
