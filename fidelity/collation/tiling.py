"""From aligned words to tiles: every character of both strings in an agreement or a variant, borders where a reader wants them.

Kinds go by what a variant's readings hold: an omission has no word and no mark in the edition (its span there is empty or one
space), an addition none in the canonical text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from fidelity.collation.alignment import align
from fidelity.collation.chain import Run
from fidelity.collation.laying import Laying
from fidelity.collation.moves import Moved, moved_lines, with_moves
from fidelity.collation.paragraph_ends import within_paragraphs
from fidelity.collation.recapitalised import recapitalised
from fidelity.collation.segments import segments
from fidelity.collation.sliding import slid
from fidelity.collation.tokens import (
    Tokens,
    numbered,
    same_gap,
    same_sign,
    same_word,
    signs,
    tokens,
    with_bracketed,
)
from fidelity.model.collation import Tile
from fidelity.model.span import Span


@dataclass(frozen=True, slots=True)
class Tiling:
    """The tiles of two strings, the moved passages as pairs of character spans, and the remarks of the alignment."""

    tiles: tuple[Tile, ...]
    moved: tuple[tuple[Span, Span], ...]
    """(canonical span, edition span) of each moved passage."""
    remarks: tuple[str, ...]


def tile(canonical: str, edition: str, language: Callable[[], str | None] = lambda: None) -> Tiling:
    """Collate two strings, in a `language` that is asked for where it decides what denies."""
    if canonical == edition:
        tiles = (Tile(Span(0, len(canonical)), Span(0, len(edition)), None),) if canonical else ()
        return Tiling(tiles, (), ())
    known = segments(canonical, edition)
    one = tokens(canonical, [(segment.canonical, segment.canonical_end) for segment in known])
    two = with_bracketed(tokens(edition, [(segment.edition, segment.edition_end) for segment in known]), canonical)
    fixed = [Run(i, j, 1) for i, j in zip(one.whole, two.whole, strict=True)]
    words, others = numbered(one, two)
    alignment = align(words, others, fixed)
    # what was moved is known only when it is clear which of several equal words went
    runs = slid(list(alignment.runs), one, two)
    runs, moved = with_moves(words, others, runs)
    lines = moved_lines(one, two, words, others, runs, moved=moved)
    return _Tiler(one, two, runs, lines, alignment.remarks, Laying(one.string, two.string, language)).tiled()


@dataclass(slots=True)
class _Tiler:
    """Goes along the aligned words and what is between them, and lays a tile for each stretch."""

    canonical: Tokens
    edition: Tokens
    runs: list[Run]
    moved: list[Moved]
    remarks: tuple[str, ...]
    laid: Laying
    arrived: list[tuple[int, Moved]] = field(init=False)
    """The moved passages in the order of the edition."""

    def __post_init__(self) -> None:
        self.arrived = sorted((move.edition, move) for move in self.moved)

    def tiled(self) -> Tiling:
        """All tiles."""
        ends = [*self.runs, Run(len(self.canonical), len(self.edition), 0)]
        i = j = 0
        for run in ends:
            self._gap(i, run.canonical, j, run.edition)
            self._run(run)
            i, j = run.canonical + run.length, run.edition + run.length
        return self._finished()

    def _run(self, run: Run) -> None:
        """Words that align one by one, with the gaps between them."""
        if not run.length:
            return
        one, two = self.canonical, self.edition
        i, j = run.canonical, run.edition
        a_end, b_end = one.ends[i + run.length - 1], two.ends[j + run.length - 1]
        if one.string[one.starts[i] : a_end] == two.string[two.starts[j] : b_end]:
            self.laid.agree(a_end, b_end)
            return
        if run.length > 8:
            half = run.length // 2
            self._run(Run(i, j, half))
            self.laid.between(one.starts[i + half], two.starts[j + half])
            self._run(Run(i + half, j + half, run.length - half))
            return
        for k in range(run.length):
            if k:
                self.laid.between(one.starts[i + k], two.starts[j + k])
            a_end, b_end = one.ends[i + k], two.ends[j + k]
            word, other = one.string[self.laid.a : a_end], two.string[self.laid.b : b_end]
            if word == other:
                self.laid.agree(a_end, b_end)
            else:
                self.laid.vary(a_end, b_end, substantive=not same_word(word, other))

    def _gap(self, i: int, i2: int, j: int, j2: int) -> None:
        """Everything from the last aligned word to the next: words [i, i2) against words [j, j2), and what surrounds them."""
        one, two = self.canonical, self.edition
        a_end = one.starts[i2] if i2 < len(one) else len(one.string)
        b_end = two.starts[j2] if j2 < len(two) else len(two.string)
        if i == i2 and j == j2:
            self.laid.between(a_end, b_end)
        elif i < i2 and j < j2:
            pieces, others = self._pieces(i, i2, j, j2)
            if len(pieces) == 1 and len(others) == 1 and not pieces[0][2] and not others[0][2]:
                self._substituted(i, i2, j, j2, ends=(a_end, b_end))
            else:
                self.laid.between(one.starts[i], two.starts[j])
                self._cut_core(pieces, others, a_end, b_end)
        elif i < i2:
            pieces, _ = self._pieces(i, i2, j, j2)
            self._one_sided(one.gap(i), one.gap(i2), two.gap(j), pieces, ends=(a_end, b_end), lost=True)
        else:
            _, pieces = self._pieces(i, i2, j, j2)
            self._one_sided(two.gap(j), two.gap(j2), one.gap(i), pieces, ends=(a_end, b_end), lost=False)

    def _pieces(self, i: int, i2: int, j: int, j2: int) -> tuple[list[_Piece], list[_Piece]]:
        """The words of a gap cut at moved passages: (first word, last word + 1, the move or None), for both sides."""
        moved, arrived = self.moved, self.arrived
        lost = moved[bisect_left(moved, (i,)) : bisect_left(moved, (i2,))]
        gained = [m for _, m in arrived[bisect_left(arrived, (j,)) : bisect_left(arrived, (j2,))]]
        return _cut(i, i2, [(m.canonical, m.canonical_end, m) for m in lost]), _cut(
            j, j2, [(m.edition, m.edition_end, m) for m in gained]
        )

    def _substituted(self, i: int, i2: int, j: int, j2: int, *, ends: tuple[int, int]) -> None:
        """Words for words; `ends` are the characters at which the next aligned words begin."""
        one, two = self.canonical, self.edition
        before, after = two.gap(j).rstrip(), two.gap(j2).lstrip()
        bracketed = before.endswith("[") and after.startswith("]") and not one.gap(i).rstrip().endswith("[")
        if bracketed:
            self.laid.between(one.starts[i], two.starts[j] - len(two.gap(j)) + len(before) - 1)
            self.laid.core(
                one.ends[i2 - 1], two.starts[j2] - len(after) + 1 if j2 < len(two) else len(two.string) - len(after) + 1
            )
        else:
            self.laid.between(one.starts[i], two.starts[j])
            self.laid.core(one.ends[i2 - 1], two.ends[j2 - 1])
        self.laid.between(*ends)

    def _one_sided(
        self, before: str, after: str, other: str, pieces: list[_Piece], *, ends: tuple[int, int], lost: bool
    ) -> None:
        """Words on one side only: they go with the punctuation that the other side lacks."""
        a_end, b_end = ends
        head, tail, opposite = signs(before), signs(after), signs(other)
        if same_gap(before, other):
            k, m = len(head), 0
            k = min(k, len(opposite))
            m = len(opposite) - k
        elif same_gap(after, other):
            k, m = 0, min(len(tail), len(opposite))
        else:
            k = 0
            while k < min(len(head), len(opposite)) and same_sign(head[k].symbol, opposite[k].symbol):
                k += 1
            m = 0
            while m < min(len(tail), len(opposite) - k) and same_sign(tail[-1 - m].symbol, opposite[-1 - m].symbol):
                m += 1
        m = min(m, len(tail))
        a0, b0 = self.laid.a, self.laid.b
        near0, near_end, far0, far_end = (a0, a_end, b0, b_end) if lost else (b0, b_end, a0, a_end)
        near = near0 + (head[k - 1].end if k else 0), near_end - len(after) + (tail[len(tail) - m].start if m else len(after))
        far = (
            far0 + (opposite[k - 1].end if k else 0),
            far_end - len(other) + (opposite[len(opposite) - m].start if m else len(other)),
        )
        (a1, a2), (b1, b2) = (near, far) if lost else (far, near)
        self.laid.between(a1, b1)
        self._cut_core(pieces if lost else [], [] if lost else pieces, a2, b2)
        self.laid.between(a_end, b_end)

    def _cut_core(self, pieces: list[_Piece], others: list[_Piece], a_end: int, b_end: int) -> None:
        """Lay the pieces of both sides; plain pieces face each other where there are equally many."""
        if len(pieces) + len(others) <= 1:
            self.laid.core(a_end, b_end, (pieces or others)[0][2] if pieces or others else None)
            return
        plain = [piece for piece in pieces if piece[2] is None]
        facing = len(plain) == sum(piece[2] is None for piece in others)
        borders = [self.canonical.starts[piece[0]] for piece in pieces[1:]] + [a_end] if pieces else []
        other_borders = [self.edition.starts[piece[0]] for piece in others[1:]] + [b_end] if others else []
        q = 0
        for piece, border in zip(pieces, borders, strict=True):
            if piece[2] is not None or not facing:
                self.laid.core(border, self.laid.b, piece[2])
                continue
            while others[q][2] is not None:
                self.laid.core(self.laid.a, other_borders[q], others[q][2])
                q += 1
            self.laid.core(border, other_borders[q])
            q += 1
        for piece, border in zip(others[q:], other_borders[q:], strict=True):
            self.laid.core(self.laid.a, border, piece[2])
        if (self.laid.a, self.laid.b) != (a_end, b_end):
            self.laid.core(a_end, b_end)

    def _finished(self) -> Tiling:
        one, two, laid = self.canonical.string, self.edition.string, self.laid
        tiles = within_paragraphs(recapitalised(laid.tiles, one, two), one, two)
        index = {(other.canonical, other.edition): i for i, other in enumerate(tiles)} if laid.halves else {}
        moved: list[tuple[Span, Span]] = []
        for pair in laid.halves.values():
            i, j = (index[laid.tiles[k].canonical, laid.tiles[k].edition] for k in pair)
            if tiles[i].canonical.length < tiles[j].canonical.length:
                i, j = j, i
            tiles[i], tiles[j] = replace(tiles[i], partner=j), replace(tiles[j], partner=i)
            moved.append((tiles[i].canonical, tiles[j].edition))
        return Tiling(tuple(tiles), tuple(sorted(moved)), self.remarks)


_Piece = tuple[int, int, Moved | None]


def _cut(start: int, end: int, moves: list[tuple[int, int, Moved]]) -> list[_Piece]:
    pieces: list[_Piece] = []
    at = start
    for first, last, move in moves:
        if at < first:
            pieces.append((at, first, None))
        pieces.append((first, last, move))
        at = last
    if at < end:
        pieces.append((at, end, None))
    return pieces
