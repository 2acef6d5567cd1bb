"""What stands left of, right of and across a gutter."""

from __future__ import annotations

from collections.abc import Sequence

from fidelity.readers.pdf.lines import Segment, merged, rows, segment_of
from fidelity.readers.pdf.side_by_side import (
    HANGING,
    LEAST_GUTTER,
    is_level,
    is_one_word_over,
    is_overfull,
)

OFF, LEAST_OFF = 0.03, 0.4
"""Ems by which the baselines of two headings beside one another differ, and the gutter that is wide enough between them then:
the words of one line stand on one baseline."""
BRIDGED_GAP = 2.5
"""Widest gap in ems that a line across columns may have between two words."""
PAINTED_OVER = 1.0
"""Points by which such a word reaches into what stands beside its column, at least."""
OVERFULL = 0.2
"""The part of a line of a column that may stick out of it."""


def fitted(pieces: Sequence[Segment], gutter: float) -> list[Segment]:
    """The segments made to fit a gutter.

    One that crosses it with a gap just there was two; one that crosses it with ink takes in its neighbours on the same line.
    """
    found: list[Segment] = []
    for row in rows([part for piece in pieces for part in parted(piece, gutter)]):
        line = row[0]
        for piece in row[1:]:
            near = piece.x0 - line.x1 <= BRIDGED_GAP * max(piece.size, line.size) or _runs_across(piece, gutter)
            if near and abs(piece.x0 - gutter) > 2 and (crosses(line, gutter) or crosses(piece, gutter)):
                line = merged(line, piece)
            else:
                found.append(line)
                line = piece
        found.append(line)
    return found


def crosses(piece: Segment, gutter: float) -> bool:
    """Whether a piece has ink on both sides of a gutter."""
    return piece.x0 < gutter - 0.5 and piece.x1 > gutter + 0.5


def _runs_across(piece: Segment, gutter: float) -> bool:
    """Whether a line crosses a gutter by far: what stands left of it is its label, however far off."""
    return piece.x0 + OVERFULL * (piece.x1 - piece.x0) < gutter < piece.x1 - OVERFULL * (piece.x1 - piece.x0)


def parted(piece: Segment, gutter: float) -> list[Segment]:
    """A piece that crosses a gutter, parted there where a gap between two words is wide enough."""
    if not crosses(piece, gutter):
        return [piece]
    left = [run for run in piece.runs if run.x1 <= gutter or is_one_word_over(run, gutter)]
    right = [run for run in piece.runs if run.x0 >= gutter - 1]
    if not left or not right or len(left) + len(right) < len(piece.runs):
        return [piece]
    # a heading across both columns may have a word space just here: a gutter is wider
    last, first = max(left, key=lambda run: run.x1), min(right, key=lambda run: run.x0)
    if last.x1 > gutter:
        # a word too long for its column is painted over what stands beside it, a line across columns before it
        return [segment_of(left), segment_of(right)] if first.x0 < last.x1 - PAINTED_OVER else [piece]
    level = abs(first.baseline - last.baseline) <= OFF * min(first.size, last.size)
    if first.x0 - last.x1 < (LEAST_GUTTER if level else LEAST_OFF) * min(first.size, last.size):
        return [piece]
    return [segment_of(left), segment_of(right)]


def sides_of(pieces: Sequence[Segment], gutter: float) -> tuple[list[Segment], list[Segment], list[Segment]]:
    """What stands left of, right of, and across a gutter. An overfull line is no spanner: others stand beside it."""
    left = [piece for piece in pieces if piece.x1 <= gutter + 0.5]
    right = [piece for piece in pieces if piece.x0 >= gutter - 0.5 and piece.x1 > gutter + 0.5]
    left_of = tuple(left)
    across = []
    for piece in pieces:
        if crosses(piece, gutter):
            share = (piece.x1 - gutter) / (piece.x1 - piece.x0)
            beside = share < OVERFULL and any(is_level(piece, other) and other.x1 > piece.x1 for other in right)
            if beside or is_overfull(piece, gutter, left_of, right):
                left.append(piece)
            elif gutter - piece.x0 < HANGING * piece.size or (
                share > 1 - OVERFULL and any(is_level(piece, other) and other.x0 < piece.x0 for other in left)
            ):
                right.append(piece)
            else:
                across.append(piece)
    return left, right, across
