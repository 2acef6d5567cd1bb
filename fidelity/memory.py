"""Memory handed back to the system when it is not needed any more, where C's library keeps it unless told otherwise."""

from __future__ import annotations

import sys
from collections.abc import Callable

LARGE = 1 << 20
"""Bytes from which on a piece of memory is asked of the system by itself, and given back with it."""
KEPT = 4 << 20
"""Bytes that stay free at the end of what a process has, for what is asked for next."""
_THRESHOLD_OF_LARGE, _THRESHOLD_OF_KEPT = -3, -1
"""M_MMAP_THRESHOLD and M_TRIM_THRESHOLD of glibc's malloc.h."""


def keep_large_pieces_apart() -> None:
    """Have large columns given back as soon as nobody holds them.

    glibc raises the size from which it does so itself, up to 32 MB, with every large piece that is freed; then columns lie
    among lasting small objects, and the holes that they leave are not filled again: of a book a quarter of all memory.
    """
    mallopt = _function("mallopt")
    if mallopt is not None:
        mallopt(_THRESHOLD_OF_LARGE, LARGE)
        mallopt(_THRESHOLD_OF_KEPT, KEPT)  # else 128 KB: every column that is dropped at the end is asked for anew


def give_back_free_pieces() -> None:
    """Give back what is free between pieces that are not."""
    trim = _function("malloc_trim")
    if trim is not None:
        trim(0)


def _function(name: str) -> Callable[..., object] | None:
    """A function of C's library; None where that is another one than glibc."""
    import ctypes  # most commands need none

    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
