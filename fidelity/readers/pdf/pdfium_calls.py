"""Bulk calls of PDFium: one property of many characters, gathered in a buffer that numpy looks into."""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Sequence
from itertools import pairwise, repeat
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from fidelity.readers.pdf.pdfium_fonts import (
    char_matrix,
    char_origin,
    fill_colour_of,
    font_of,
    font_size_of,
    is_generated,
    loose_box,
    render_mode_of,
    text_object_of,
    tight_box,
)

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.int64]

N = TypeVar("N", bound=np.generic)

SAMPLE = 8
"""Every so manyth character is asked for its text object; those between two of one object are of it too."""


class _Buffer:
    """Room for several numbers for each of many characters, and what ctypes takes for the addresses of each."""

    def __init__(self, number: Any, each: int, *, apart: bool) -> None:
        self._number, self._each, self._apart = number, each, apart
        self._room: Any = None
        self.references: list[list[Any]] = []
        """One list where a call fills a structure, else one for each of its numbers."""

    def grow(self, count: int) -> None:
        """Makes room for at least so many characters."""
        if self._room is not None and count <= len(self._room) // self._each:
            return
        room = max(2 * count, 4096)
        size = ctypes.sizeof(self._number)
        self._room = (self._number * (self._each * room))()
        self.references = [
            [ctypes.byref(self._room, size * (self._each * i + k)) for i in range(room)]
            for k in range(self._each if self._apart else 1)
        ]

    def rows(self, count: int) -> Floats:
        """The numbers of the first characters, a row each."""
        whole = np.frombuffer(self._room, dtype=np.dtype(self._number))
        return whole[: self._each * count].reshape(count, self._each).astype(np.float64)


class Characters:
    """The characters of several open pages in one row, which has an empty place behind each page."""

    def __init__(self, handles: Sequence[Any], counts: Sequence[int]) -> None:
        """`handles` are the text pages, `counts` how many places each has, the empty one with them."""
        self._handles = handles
        self._starts = np.cumsum([0, *counts])
        self.page: Whole = np.repeat(np.arange(len(counts)), counts)
        """For each place the page that it is on, counted from 0."""
        self.exist = np.ones(len(self.page), bool)
        """Which places are those of characters."""
        self.exist[self._starts[1:] - 1] = False
        self._last: tuple[Whole, list[tuple[slice, list[int]]]] = np.zeros(0, np.int64), []
        """The places that were asked for last, and of each page which of them are on it, and their indexes there."""

    def ask(self, call: Callable[..., npt.NDArray[N]], places: Whole, *columns: Whole) -> npt.NDArray[N]:
        """What a call says of characters, page by page; `columns` are what else it is told of each of them."""
        page = self.page[places]
        if (page[1:] < page[:-1]).any():
            order = np.argsort(page, kind="stable")
            back = np.empty_like(order)
            back[order] = np.arange(len(order))
            return self.ask(call, places[order], *(column[order] for column in columns))[back]
        if places is not self._last[0]:
            bounds = np.searchsorted(page, np.arange(len(self._handles) + 1)).tolist()
            parts = [slice(start, stop) for start, stop in pairwise(bounds)]
            starts = self._starts.tolist()
            self._last = places, [(one, (places[one] - start).tolist()) for one, start in zip(parts, starts, strict=False)]
        return np.concatenate(
            [
                call(handle, indexes, *(column[here].tolist() for column in columns))
                for handle, (here, indexes) in zip(self._handles, self._last[1], strict=True)
            ]
        )

    def at(self, place: int) -> tuple[Any, int]:
        """The page of a character and its index there, as PDFium is asked for it."""
        number = self.page[place]
        return self._handles[number], int(place - self._starts[number])


class Calls:
    """Asks PDFium about the characters of one page after another."""

    def __init__(self) -> None:
        self._origins = _Buffer(ctypes.c_double, 2, apart=True)
        self._tight = _Buffer(ctypes.c_double, 4, apart=True)
        self._loose = _Buffer(ctypes.c_float, 4, apart=False)
        self._matrices = _Buffer(ctypes.c_float, 6, apart=False)
        self._sizes = _Buffer(ctypes.c_float, 1, apart=False)
        self._colours = _Buffer(ctypes.c_uint, 4, apart=True)

    def origins(self, page: Any, indexes: Sequence[int]) -> Floats:
        """X and y of each character's origin, in the coordinates of the page."""
        return _fill(self._origins, char_origin, page, indexes)

    def loose_boxes(self, page: Any, indexes: Sequence[int]) -> Floats:
        """Left, top, right and bottom of the boxes that hold advance and ink."""
        return _fill(self._loose, loose_box, page, indexes)

    def tight_boxes(self, page: Any, indexes: Sequence[int]) -> Floats:
        """Left, right, bottom and top of the ink."""
        return _fill(self._tight, tight_box, page, indexes)

    @staticmethod
    def generated(page: Any, indexes: Sequence[int]) -> Flags:
        """Which characters PDFium made itself: the spaces and line ends that no glyph was painted for."""
        made: Whole = np.fromiter(map(is_generated, repeat(page), indexes), np.int64, len(indexes))
        return made.astype(bool)

    @staticmethod
    def objects(page: Any, indexes: Sequence[int]) -> Whole:
        """The address of each character's text object, 0 for none.

        An object is painted in one go: with its characters on both sides, all between are its own.
        """
        count = len(indexes)
        if not count:
            return np.zeros(0, np.int64)
        places = np.append(np.arange(0, count - 1, SAMPLE), count - 1)
        asked = _addresses(page, [indexes[i] for i in places.tolist()])
        objects = np.repeat(asked, np.diff(np.append(places, count)))
        mixed = np.repeat(np.append(np.diff(asked) != 0, False), np.diff(np.append(places, count)))
        inner = np.flatnonzero(mixed)
        objects[inner] = _addresses(page, [indexes[i] for i in inner.tolist()])
        return objects

    def states(self, page: Any, indexes: Sequence[int], objects: Sequence[int]) -> Floats:
        """What shapes the glyphs of text objects, a row each, given the first character of each: font size, a to d of the
        matrix, and the address of the font.
        """
        count = len(indexes)
        pointers = list(map(ctypes.c_void_p.from_param, objects))
        self._sizes.grow(count)
        deque(map(font_size_of, pointers, self._sizes.references[0]), 0)
        matrices = _fill(self._matrices, char_matrix, page, indexes)
        fonts = np.fromiter(map(font_of, pointers), np.float64, count)
        return np.column_stack([self._sizes.rows(count), matrices[:, :4], fonts])

    @staticmethod
    def modes(_page: Any, indexes: Sequence[int], objects: Sequence[int]) -> Floats:  # noqa: ARG004  as the others
        """The render modes of text objects."""
        return np.fromiter(map(render_mode_of, map(ctypes.c_void_p.from_param, objects)), np.float64, len(objects))

    def colours(self, _page: Any, indexes: Sequence[int], objects: Sequence[int]) -> Floats:
        """Red, green, blue and opacity of what fills text objects, from 0 to 255; black where PDFium does not know."""
        count = len(indexes)
        self._colours.grow(count)
        pointers = map(ctypes.c_void_p.from_param, objects)
        known = np.fromiter(map(fill_colour_of, pointers, *self._colours.references), np.int64, count)
        return np.where(known[:, None] != 0, self._colours.rows(count), (0, 0, 0, 255))


def _addresses(page: Any, indexes: Sequence[int]) -> Whole:
    return np.fromiter(map(text_object_of, repeat(page), indexes), np.int64, len(indexes))


def _fill(buffer: _Buffer, call: Callable[..., Any], page: Any, indexes: Sequence[int]) -> Floats:
    buffer.grow(len(indexes))
    deque(map(call, repeat(page), indexes, *buffer.references), 0)
    return buffer.rows(len(indexes))
