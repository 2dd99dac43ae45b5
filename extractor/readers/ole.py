"""Office 97's container (OLE): the streams in it by name, with care for files that say more than they hold."""

from __future__ import annotations

import struct
from collections.abc import Collection
from io import BytesIO

from olefile import OleFileIO

OLE_ERRORS = (OSError, ValueError, TypeError, IndexError, KeyError, AttributeError, RecursionError, struct.error)
"""What olefile raises for a damaged container, as does python-oxmsg on top of it."""

_HEAD_BYTES = 4096
_MOST_TIMES = 2  # as much as all streams may hold together, in sizes of the file: each has bytes of its own


def ole_streams(data: bytes, wanted: Collection[str]) -> dict[str, bytes] | None:
    """What stands on the container's first level, by name; with its first bytes where it is ``wanted``.

    None for a container that is damaged.
    """
    try:
        with open_ole(data) as ole:
            found: dict[str, bytes] = {str(entry.name): b"" for entry in ole.root.kids}
            for name in found.keys() & set(wanted):
                found[name] = bytes(ole.openstream([name]).read(_HEAD_BYTES))
    except OLE_ERRORS:
        return None
    return found


def open_ole(data: bytes) -> OleFileIO:
    """The container. Raises one of ``OLE_ERRORS``, also where its streams are said to hold more than the file does."""
    ole = OleFileIO(BytesIO(data))  # of bytes alone it would take a few for the name of a file
    sizes = sum(ole.get_size(path) for path in ole.listdir(streams=True, storages=False))
    if sizes > _MOST_TIMES * len(data):
        ole.close()
        raise ValueError("the same bytes are in many streams")
    return ole
