"""Functions of PDFium bound to plain addresses: pypdfium2's own turn every argument into an object of its own.

They are called millions of times for a shelf of papers, so that the calls are what a page costs.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as raw

POINTER, INT, UNSIGNED, DOUBLE = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint, ctypes.c_double


def bind(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """The function ``name``; where it returns a POINTER, that is an address, or None for none."""
    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


def address_of(handle: object) -> int:
    """The address of a page, a text page or an object of PDFium."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0  # type: ignore[arg-type]
