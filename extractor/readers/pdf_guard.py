"""Looks through the streams of a PDF before PDFium is given it: PDFium unpacks a page's drawing whole, and can
neither be stopped nor survive when memory runs out.

Only what can be told from the file's bytes is: the streams of an encrypted file, and other packings than deflate, are
left to the limits of the process.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.errors import DocumentError
from extractor.readers.limits import MAX_PDF_DRAWN_BYTES, MAX_PDF_STREAM_BYTES, MAX_PDF_STREAM_TEXT

_STREAM = re.compile(rb"stream\r?\n")
_OBJECT = re.compile(rb"(?<!\d)(\d+)\s+\d+\s+obj\b")
_REFERENCE = re.compile(rb"/([^\s/<>\[\]()]+)\s+(\d+)\s+\d+\s+R\b")
_DRAWN = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")
_SHOWN = re.compile(rb"(?<!\\)\(((?:[^()\\]|\\.)*)\)|<([0-9A-Fa-f\s]+)>")
_HEAD_BYTES = 4096  # of a stream's dictionary
_NEAR_BYTES = 512
_PIECE_BYTES = 2**20
_DEFLATE_RATIO = 1032  # deflate packs no better
_TOO_LARGE = "a part of this PDF would unpack to more than can be read"
_REMEDY = "Print it to a new PDF"
_MOST_LEVELS = 60  # of drawings within each other; PDFium follows fewer
_DRAWN_BYTES = 20  # that one drawing within a page counts for
_MOST_TIMES = 4  # that a stream is deflated


@dataclass(frozen=True, slots=True)
class _Stream:
    """A stream that may be drawn: its object's number, its dictionary, and where its bytes begin and end."""

    number: int
    head: bytes
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Drawing:
    """How many bytes a form has, and the numbers of the objects that it draws, each as often as it does."""

    length: int
    inner: tuple[int, ...]


def refuse_bombs(data: bytes, name: str) -> None:
    """Raise DocumentError for a PDF with a drawing that is too large for PDFium, or that is drawn too many times."""
    drawings: dict[int, _Drawing] = {}
    for stream in _streams(data):
        if _is_large(data, stream):
            raise DocumentError(_TOO_LARGE, where=name, remedy=_REMEDY)
        if stream.number and b"/XObject" in stream.head:
            drawings[stream.number] = _read_drawing(data, stream)
    sizes: dict[int, int] = {}
    if any(_size(number, drawings, sizes, 0) > MAX_PDF_DRAWN_BYTES for number in drawings if drawings[number].inner):
        raise DocumentError(_TOO_LARGE, where=name, remedy=_REMEDY)


def _streams(data: bytes) -> Iterator[_Stream]:
    """Every stream but pictures and fonts, which are not looked at."""
    for found in _STREAM.finditer(data):
        if data.endswith(b"end", 0, found.start()):
            continue
        number, head = _dictionary(data, found.start())
        if b"/Image" in head or b"/Length1" in head or b"/Fl" not in head:
            continue
        end = data.find(b"endstream", found.end())
        yield _Stream(number, head, found.end(), len(data) if end < 0 else end)


def _dictionary(data: bytes, end: int) -> tuple[int, bytes]:
    """The number of the object (0 if unknown) and the dictionary of the stream that begins at ``end``."""
    for size in (_NEAR_BYTES, _HEAD_BYTES):  # most dictionaries are short
        before = data[max(0, end - size) : end]
        heads = list(_OBJECT.finditer(before))
        if heads and (heads[-1].start() > 0 or size == _HEAD_BYTES):
            return int(heads[-1][1]), before[heads[-1].end() :]
    return 0, before


def inner_objects(data: bytes) -> Iterator[bytes]:
    """What stands in the packed objects of a PDF; ``refuse_bombs`` has seen that it is bounded."""
    for stream in _streams(data):
        if b"/ObjStm" in stream.head:
            yield b"".join(_unpack(memoryview(data)[stream.start : stream.end], 1))


def _is_large(data: bytes, stream: _Stream) -> bool:
    """Whether more comes out of a stream than PDFium can be given."""
    times = stream.head.count(b"/Fl")
    if times == 1 and (stream.end - stream.start) * _DEFLATE_RATIO < MAX_PDF_STREAM_TEXT:
        return False
    length = shown = 0
    for piece in _unpack(memoryview(data)[stream.start : stream.end], min(times, _MOST_TIMES)):
        length += len(piece)
        if length > MAX_PDF_STREAM_TEXT:
            shown += sum(len(text) + len(code) // 2 for text, code in _SHOWN.findall(piece))
            shown += _DRAWN_BYTES * piece.count(b" Do")
        if length > MAX_PDF_STREAM_BYTES or shown > MAX_PDF_STREAM_TEXT:
            return True
    return False


def _unpack(packed: bytes | memoryview, times: int) -> Iterator[bytes]:
    """What is deflated so many times, piece by piece; until the first fault."""
    unpacker = zlib.decompressobj()
    try:
        for piece in (packed,) if times == 1 else _unpack(packed, times - 1):
            rest: bytes | memoryview = piece
            while len(rest) and not unpacker.eof:
                yield unpacker.decompress(rest, _PIECE_BYTES)
                rest = unpacker.unconsumed_tail
    except zlib.error:
        return


def _read_drawing(data: bytes, stream: _Stream) -> _Drawing:
    content = b"".join(_unpack(memoryview(data)[stream.start : stream.end], 1))
    names = {key: int(number) for key, number in _REFERENCE.findall(stream.head)}
    return _Drawing(len(content), tuple(names.get(key, 0) for key in _DRAWN.findall(content)))


def _size(number: int, drawings: dict[int, _Drawing], sizes: dict[int, int], depth: int) -> int:
    """Bytes of a drawing and of all that it draws, each as often as it does; PDFium itself ends loops."""
    if number not in drawings or depth > _MOST_LEVELS:
        return 0
    if number not in sizes:
        drawing = drawings[number]
        sizes[number] = drawing.length
        sizes[number] += sum(_size(inner, drawings, sizes, depth + 1) for inner in drawing.inner)
    return sizes[number]
