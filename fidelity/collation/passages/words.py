"""The words of a string as 64-bit hashes, in columns, without a Python object for each word.

A word is a run of letters, digits and combining marks. Case and diacritics are folded away, and what prints nothing is
skipped, so that the spellings that accidentals give one word have one hash; an apostrophe parts words. Each ideograph is a
word.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from fidelity.collation.passages.coded import (
    FIRST_IDEOGRAPH,
    FIRST_LETTER,
    LAST_IDEOGRAPH,
    MIX,
    MULTIPLIER,
    PLANE,
    SKIPPED,
    folded,
)

Hashes = NDArray[np.uint64]
Offsets = NDArray[np.int64]
Codes = NDArray[np.uint8] | NDArray[np.uint32]

_PIECE = 1 << 17
"""Characters that are hashed at a time: what is worked on stays in the processor's cache."""
_UNKNOWN = 2
"""Neither a letter nor anything else: a character that was not met yet."""
_MULTIPLIER, _MIX, _HALF = np.uint64(MULTIPLIER), np.uint64(MIX), np.uint64(32)


class Words(NamedTuple):
    """The words of a string: their hashes, and where each starts and ends, in characters of the string."""

    hashes: Hashes
    starts: Offsets
    ends: Offsets


def words(string: str) -> Words:
    """The words of a string, in order."""
    pieces = [_piece(piece, start) for start, piece in _pieces(string)]
    return pieces[0] if len(pieces) == 1 else Words(*(np.concatenate(column) for column in zip(*pieces, strict=True)))


def _pieces(string: str) -> Iterator[tuple[int, str]]:
    """The string in pieces that end at a space, where there is one, each with its offset."""
    start = 0
    while len(string) - start > _PIECE:
        end = string.rfind(" ", start + _PIECE // 2, start + _PIECE) + 1 or start + _PIECE
        yield start, string[start:end]
        start = end
    yield start, string[start:]


def _piece(string: str, offset: int) -> Words:
    codes, letters, kept = _letters(string)
    inside = letters >= FIRST_LETTER
    ideographs = codes.dtype != np.uint8 and bool(len(codes)) and codes.max() >= FIRST_IDEOGRAPH
    starts, ends = _parted(codes, inside) if ideographs else _runs(inside)
    hashes = _hashed(letters, starts, ends)
    if ideographs:
        first = codes[starts].astype(np.uint64)
        hashes = np.where(first >= FIRST_IDEOGRAPH, _mixed(hashes + first), hashes)
    if kept is not None:
        starts, ends = kept[starts], kept[ends - 1] + 1
    return Words(hashes, starts + offset, ends + offset)


def _runs(inside: NDArray[np.bool_]) -> tuple[Offsets, Offsets]:
    """Where runs of word characters start and end."""
    padded = np.zeros(len(inside) + 2, dtype=np.bool_)
    padded[1:-1] = inside
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    return edges[::2], edges[1::2]


def _parted(codes: Codes, inside: NDArray[np.bool_]) -> tuple[Offsets, Offsets]:
    """The same when some words are single ideographs."""
    alone = (codes >= FIRST_IDEOGRAPH) & (codes <= LAST_IDEOGRAPH)
    joined = inside & ~alone
    before = np.concatenate(([False], joined[:-1]))
    after = np.concatenate((joined[1:], [False]))
    return np.flatnonzero(inside & (alone | ~before)), np.flatnonzero(inside & (alone | ~after)) + 1


def _hashed(letters: NDArray[np.uint8], starts: Offsets, ends: Offsets) -> Hashes:
    """A hash of each word, from its letters taken eight at a time."""
    padded = np.zeros(len(letters) + 8, dtype=np.uint8)
    padded[: len(letters)] = letters
    eights: Hashes = np.ndarray((len(letters) + 1,), dtype="<u8", buffer=padded, strides=(1,))
    lengths = ends - starts
    hashes = _mixed(eights[starts] & _MASKS[np.minimum(lengths, 8)])
    longer = np.flatnonzero(lengths > 8)
    done = 8
    while len(longer):
        more = eights[starts[longer] + done] & _MASKS[np.minimum(lengths[longer] - done, 8)]
        hashes[longer] = _mixed(hashes[longer] + more)
        done += 8
        longer = longer[lengths[longer] > done]
    return hashes


_MASKS = np.array([(1 << 8 * count) - 1 for count in range(9)], dtype=np.uint64)
"""For each number of letters, the bits that hold them."""


def _mixed(values: Hashes) -> Hashes:
    """Values whose every bit depends on every bit of what was given."""
    values = values * _MULTIPLIER
    values ^= values >> _HALF
    values *= _MIX
    values ^= values >> _HALF
    return values


def _letters(string: str) -> tuple[Codes, NDArray[np.uint8], Offsets | None]:
    """The characters' numbers and folded letters, and, where some were skipped, the offsets of those that are left."""
    codes: Codes
    table = _table()
    if string.isascii():
        # what bytes can do by themselves is quicker than a table of numpy's
        content = string.encode("ascii")
        codes = np.frombuffer(content, dtype=np.uint8)
        plain = content.translate(_ascii())
    else:
        codes = np.frombuffer(string.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        if codes.max() >= PLANE:
            codes = np.where(codes < PLANE, codes, 0).astype(np.uint32)
        plain = table.take(codes).tobytes()
        if _UNKNOWN in plain:
            for code in set(codes[np.frombuffer(plain, dtype=np.uint8) == _UNKNOWN].tolist()):
                table[code] = folded(chr(code))
            plain = table.take(codes).tobytes()
    letters = np.frombuffer(plain, dtype=np.uint8)
    if SKIPPED not in plain:
        return codes, letters, None
    kept = np.flatnonzero(letters != SKIPPED)
    return codes[kept], letters[kept], kept


@cache
def _table() -> NDArray[np.uint8]:
    """For each character of the Basic Multilingual Plane its folded letter, filled as characters are met."""
    return np.full(PLANE, _UNKNOWN, dtype=np.uint8)


@cache
def _ascii() -> bytes:
    """The folded letters of ASCII, for `bytes.translate`."""
    return bytes(folded(chr(code)) for code in range(128)) + bytes(128)
