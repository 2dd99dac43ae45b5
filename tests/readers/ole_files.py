"""Office 97 containers (Compound File Binary, version 3), written by hand: storages, streams and nothing else."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_CUTOFF = 4096  # smaller streams stand in sectors of 64 bytes within one stream
_SMALL = 64

Tree = Mapping[str, "bytes | Tree"]
"""A stream or a storage by its name."""


@dataclass(slots=True)
class _Entry:
    name: str
    kind: int
    start: int = END
    size: int = 0
    right: int = FREE
    child: int = FREE


@dataclass(slots=True)
class _File:
    sectors: list[bytes] = field(default_factory=list)
    fat: list[int] = field(default_factory=list)
    entries: list[_Entry] = field(default_factory=list)
    small: bytes = b""
    small_fat: list[int] = field(default_factory=list)

    def put_small(self, data: bytes) -> int:
        """As ``put``, within the stream of small ones."""
        if not data:
            return END
        first = len(self.small_fat)
        count = -(-len(data) // _SMALL)
        self.small += data.ljust(count * _SMALL, b"\0")
        self.small_fat += [*range(first + 1, first + count), END]
        return first

    def put(self, data: bytes) -> int:
        """Where the chain of sectors that holds ``data`` begins."""
        if not data:
            return END
        first = len(self.sectors)
        pieces = [data[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(data), SECTOR)]
        self.sectors += pieces
        self.fat += [*range(first + 1, first + len(pieces)), END]
        return first

    def add(self, tree: Tree, shared: int | None) -> int:
        """The number of the first entry; each has the next on its right side, which is as good as a tree."""
        first, before = FREE, None
        for name, content in sorted(tree.items(), key=lambda item: (len(item[0]), item[0].upper())):
            number = len(self.entries)
            entry = _Entry(name, 2 if isinstance(content, bytes) else 1)
            self.entries.append(entry)
            if isinstance(content, bytes):
                put = self.put_small if len(content) < _CUTOFF else self.put
                entry.start, entry.size = put(content) if shared is None else shared, len(content)
            else:
                entry.child = self.add(content, shared)
            if before is None:
                first = number
            else:
                before.right = number
            before = entry
        return first


def container(tree: Tree, *, sharing: bytes = b"") -> bytes:
    """The file; with ``sharing`` all its streams begin at the same bytes, whatever they should hold."""
    file = _File(entries=[_Entry("Root Entry", 5)])
    shared = file.put(sharing) if sharing else None
    file.entries[0].child = file.add(tree, shared)
    file.entries[0].start, file.entries[0].size = file.put(file.small), len(file.small)
    small = [*file.small_fat, *([FREE] * (-len(file.small_fat) % 128))]
    small_start = file.put(struct.pack(f"<{len(small)}I", *small))
    directory = b"".join(_packed(entry) for entry in file.entries)
    directory += _packed(_Entry("", 0)) * (-len(file.entries) % 4)
    start = file.put(directory)
    count = 1
    while (len(file.fat) + count) > count * (SECTOR // 4):
        count += 1
    places = list(range(len(file.fat), len(file.fat) + count))
    table = file.fat + [FAT] * count
    table += [FREE] * (count * (SECTOR // 4) - len(table))
    file.sectors += [struct.pack("<128I", *table[at : at + 128]) for at in range(0, len(table), 128)]
    assert count <= 109, "a larger file needs a table of tables"
    head = struct.pack(
        "<8s16s5H6x9I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        count,
        start,
        0,
        _CUTOFF,
        small_start,
        len(small) // 128,
        END,
        0,
    )
    head += struct.pack("<109I", *(places + [FREE] * (109 - count)))
    return head + b"".join(file.sectors)


def _packed(entry: _Entry) -> bytes:
    name = entry.name.encode("utf-16-le")
    size = len(name) + 2 if entry.kind else 0
    return struct.pack(
        "<64sHBBIII16sIQQIII",
        name,
        size,
        entry.kind,
        1,
        FREE,
        entry.right,
        entry.child,
        b"",
        0,
        0,
        0,
        entry.start if entry.kind else 0,
        entry.size,
        0,
    )


def properties(values: Mapping[int, str | bytes | int], header: int) -> Tree:
    """The streams of an Outlook object: texts, bytes and numbers by their property; ``header`` bytes come first."""
    streams: dict[str, bytes] = {}
    rows = b""
    for key, value in values.items():
        if isinstance(value, int):
            kind = 0x0040 if value > 2**40 else 0x0003
            rows += struct.pack("<HHIQ", kind, key, 6, value)
            continue
        kind, data = (0x001F, value.encode("utf-16-le")) if isinstance(value, str) else (0x0102, value)
        streams[f"__substg1.0_{key:04X}{kind:04X}"] = data
        rows += struct.pack("<HHIII", kind, key, 6, len(data), 0)
    streams["__properties_version1.0"] = b"\0" * header + rows
    return streams
