"""The bands of a page: its columns between two lines across them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from fidelity.readers.pdf.lines import Segment, rows
from fidelity.readers.pdf.side_by_side import (
    lines_beside,
)
from fidelity.readers.pdf.sides_of_gutters import fitted, sides_of
from fidelity.readers.pdf.spanners import above_spanners, headings_below, short_spanners


@dataclass(slots=True)
class Band:
    """A part of a page between two lines across, and the line across below it (None: the last band)."""

    left: list[Segment]
    right: list[Segment]
    below: Segment | None

    @property
    def beside(self) -> int:
        """How many lines of the two sides stand beside one another."""
        return min(len(rows(lines_beside(self.left, self.right))), len(rows(lines_beside(self.right, self.left))))


def bands_of(pieces: Sequence[Segment], gutter: float) -> list[Band]:
    """The pieces parted by a gutter, in bands from top to bottom."""
    left, right, across = sides_of(fitted(pieces, gutter), gutter)
    for find in (short_spanners, above_spanners, headings_below):
        short = find(left, right, across)
        if short:
            spanning = set(map(id, short))
            left = [piece for piece in left if id(piece) not in spanning]
            right = [piece for piece in right if id(piece) not in spanning]
            across += short
    levels = sorted(across, key=lambda piece: -piece.baseline)
    bands = [Band([], [], below) for below in (*levels, None)]
    depths = [-piece.baseline for piece in levels]
    for piece in left:
        bands[bisect_right(depths, -piece.baseline)].left.append(piece)
    for piece in right:
        bands[bisect_right(depths, -piece.baseline)].right.append(piece)
    return bands
