"""How changes are applied: pieces of the old string laid down in a new order, with origins and marks carried along."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from sys import byteorder

from fidelity.model.changes import AddMark, Change, DropMark, Edit, Move
from fidelity.model.errors import ImpossibleChange
from fidelity.model.marks import Mark, in_order
from fidelity.model.span import Span, span_of

_MARK: Callable[[tuple[object, ...]], Mark] = partial(tuple.__new__, Mark)
"""A mark of its fields, without a step of Python."""


@dataclass(frozen=True, slots=True)
class Amended:
    """The outcome of one step."""

    string: str
    origin: array[int]
    marks: tuple[Mark, ...]


@dataclass(slots=True)
class _Piece:
    """A stretch of the old text and what becomes of it: copied (`after` is None) or replaced by `after`."""

    start: int
    end: int
    after: str | None
    move: int
    """Index of the move that carries the piece, -1 when it stays."""
    at: int = 0
    """Where it stands in the new text."""

    @property
    def length(self) -> int:
        return self.end - self.start if self.after is None else len(self.after)


def apply(string: str, origin: array[int], marks: Sequence[Mark], changes: Sequence[Change]) -> Amended:
    """Apply one step of changes, all in offsets of the old string. Raises ImpossibleChange when they contradict."""
    edits = sorted((c for c in changes if isinstance(c, Edit)), key=lambda e: (e.span.start, e.span.end))
    moves = [c for c in changes if isinstance(c, Move)]
    _confirm(len(string), edits, moves)
    if not moves:
        return (
            _edited(string, origin, _remarked(marks, changes), edits)
            if edits
            else Amended(string, origin, _remarked(marks, changes))
        )
    pieces = _cut(len(string), edits, moves)
    parts: list[str] = []
    places = memoryview(origin.tobytes())
    width = origin.itemsize
    new_places: list[memoryview | bytes] = []
    length = 0
    for piece in _in_new_order(pieces, moves, len(string)):
        piece.at = length
        length += piece.length
        if piece.after is None:
            parts.append(string[piece.start : piece.end])
            new_places.append(places[width * piece.start : width * piece.end])
        elif piece.after:
            parts.append(piece.after)
            new_places.append(_supplied(origin, piece.start, piece.end) * len(piece.after))
    return Amended("".join(parts), array("i", b"".join(new_places)), _carry(_remarked(marks, changes), pieces, moves))


def _edited(string: str, origin: array[int], marks: tuple[Mark, ...], edits: Sequence[Edit]) -> Amended:
    """What most steps come to, that move nothing: no piece is made but for marks whose edge is in what an edit replaces."""
    parts: list[str] = []
    places = memoryview(origin.tobytes())
    width = origin.itemsize
    new_places: list[memoryview | bytes] = []
    at = shift = 0
    shifts = [0]
    """By how many edits end before a character how much further on it stands."""
    for edit in edits:
        start, end = edit.span
        parts.append(string[at:start])
        new_places.append(places[width * at : width * start])
        if edit.after:
            parts.append(edit.after)
            new_places.append(_supplied(origin, start, end) * len(edit.after))
        shift += len(edit.after) - (end - start)
        shifts.append(shift)
        at = end
    parts.append(string[at:])
    new_places.append(places[width * at :])
    starts, ends = [edit.span.start for edit in edits], [edit.span.end for edit in edits]
    starts.append(len(string) + 1)
    carried: list[Mark] = []
    others: list[Mark] = []
    for mark in marks:
        kind, start, end, value = mark
        first, last = bisect_right(ends, start), bisect_right(ends, end - 1)
        if start < end and starts[first] > start and starts[last] >= end:
            # nearly always: the first and the last character are copied
            one, two = shifts[first], shifts[last]
            carried.append(_MARK((kind, start + one, end + two, value)) if one or two else mark)
        else:
            others.append(mark)
    if others:
        carried = list(in_order(list(dict.fromkeys([*carried, *_carry(others, _laid_down(len(string), edits), [])]))))
    return Amended("".join(parts), array("i", b"".join(new_places)), tuple(carried))


def _laid_down(length: int, edits: Sequence[Edit]) -> list[_Piece]:
    """The pieces that edits leave of a text of a length, each at its place in the new text."""
    pieces, at = _cut(length, edits, []), 0
    for piece in pieces:
        piece.at = at
        at += piece.length
    return pieces


def _confirm(length: int, edits: list[Edit], moves: list[Move]) -> None:
    spatial: list[Edit | Move] = [*edits, *moves]
    for change in spatial:
        if not 0 <= change.span.start <= change.span.end <= length:
            raise ImpossibleChange(f"{change} leaves a text of {length} characters")
    for one, two in pairwise(edits):
        if two.span.start < one.span.end or one.span == two.span:
            raise ImpossibleChange(f"two edits of the same characters: {one} and {two}")
    ordered = sorted(moves, key=lambda m: m.span)
    for first, second in pairwise(ordered):
        if second.span.start < first.span.end:
            raise ImpossibleChange(f"two moves of the same characters: {first} and {second}")
    starts = [m.span.start for m in ordered]
    edit_starts = [e.span.start for e in edits]
    for move in moves:
        if move.span.length == 0 or not 0 <= move.to <= length:
            raise ImpossibleChange(f"{move} moves nothing, or out of the text")
        i = bisect_left(starts, move.to) - 1
        if i >= 0 and ordered[i].span.start < move.to < ordered[i].span.end:
            raise ImpossibleChange(f"{move} moves into {ordered[i]}")
        for cut in (move.span.start, move.span.end, move.to):
            i = bisect_left(edit_starts, cut) - 1
            if i >= 0 and edits[i].span.start < cut < edits[i].span.end:
                raise ImpossibleChange(f"{edits[i]} crosses the edge of {move}")


def _cut(length: int, edits: Sequence[Edit], moves: Sequence[Move]) -> list[_Piece]:
    """Pieces that tile the old text, in its order. An insertion is a piece of no old characters after the one it clings to."""
    ordered = sorted(range(len(moves)), key=lambda i: moves[i].span)
    starts = [moves[i].span.start for i in ordered]

    def mover(offset: int) -> int:
        i = bisect_right(starts, offset) - 1
        return ordered[i] if i >= 0 and offset < moves[ordered[i]].span.end else -1

    cuts = sorted({c for m in moves for c in (m.span.start, m.span.end, m.to)})
    pieces: list[_Piece] = []

    def copy(start: int, end: int) -> None:
        if not cuts:
            if start < end:
                pieces.append(_Piece(start, end, None, -1))
            return
        inner = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
        for a, b in zip([start, *inner], [*inner, end], strict=True):
            if a < b:
                pieces.append(_Piece(a, b, None, mover(a)))

    at = 0
    for edit in edits:
        copy(at, edit.span.start)
        carrier = mover(edit.span.start) if edit.span.length else (mover(edit.span.start - 1) if edit.span.start else -1)
        pieces.append(_Piece(edit.span.start, edit.span.end, edit.after, carrier))
        at = edit.span.end
    copy(at, length)
    return pieces


def _in_new_order(pieces: list[_Piece], moves: list[Move], length: int) -> list[_Piece]:
    if not moves:
        return pieces
    carried: dict[int, list[_Piece]] = {i: [] for i in range(len(moves))}
    for piece in pieces:
        if piece.move >= 0:
            carried[piece.move].append(piece)
    arrivals: dict[int, list[int]] = {}
    for i, move in enumerate(moves):
        arrivals.setdefault(move.to, []).append(i)
    places = sorted(arrivals)
    result: list[_Piece] = []
    done = 0

    def arrive_until(offset: int) -> None:
        nonlocal done
        while done < len(places) and places[done] <= offset:
            for i in arrivals[places[done]]:
                result.extend(carried[i])
            done += 1

    for piece in pieces:
        # an insertion at `to` clings to what precedes it, so it is laid down before what arrives there
        arrive_until(piece.start if piece.end > piece.start else piece.start - 1)
        if piece.move < 0:
            result.append(piece)
    arrive_until(length)
    return result


def _supplied(origin: array[int], start: int, end: int) -> bytes:
    """The origin of a character that is supplied for those from `start` to `end`."""
    return (~_anchor(origin, start, end)).to_bytes(origin.itemsize, byteorder, signed=True)


def _anchor(origin: array[int], start: int, end: int) -> int:
    """The transcript offset at which characters are supplied."""
    if end > start:
        s = origin[start]
        return s if s >= 0 else ~s
    if start > 0:
        s = origin[start - 1]
        return s + 1 if s >= 0 else ~s
    if origin:
        return origin[0] if origin[0] >= 0 else ~origin[0]
    return 0


def _remarked(marks: Sequence[Mark], changes: Sequence[Change]) -> tuple[Mark, ...]:
    """The marks after those that are dropped and added, in offsets of the old text."""
    dropped = Counter(c.mark for c in changes if isinstance(c, DropMark))
    kept = []
    for mark in marks:
        if dropped and dropped[mark]:
            dropped[mark] -= 1
        else:
            kept.append(mark)
    for mark in dropped.elements():
        raise ImpossibleChange(f"{mark} is not in the text")
    added = [c.mark for c in changes if isinstance(c, AddMark)]
    unique = dict.fromkeys([*kept, *added])
    return in_order(list(unique)) if added else tuple(unique)  # a text has its marks in order


def _carry(kept: Sequence[Mark], pieces: list[_Piece], moves: list[Move]) -> tuple[Mark, ...]:
    """Marks in the new text. A mark goes along when the whole of it moves; else it stays with what remains of it."""
    ordered = sorted(range(len(moves)), key=lambda i: moves[i].span)
    move_starts = [moves[i].span.start for i in ordered]
    solid = [p for p in pieces if p.end > p.start]
    starts = [p.start for p in solid]
    result = []
    for mark in kept:
        k = bisect_right(move_starts, mark.start) - 1 if moves else -1
        carried = ordered[k] if k >= 0 and moves[ordered[k]].span.covers(mark.span) else -1
        place = _hull(mark.span, solid, starts, carried)
        if place is not None:
            result.append(mark if place == mark.span else Mark(mark.kind, *place, mark.value))
    return in_order(list(dict.fromkeys(result)))


def _hull(span: Span, solid: list[_Piece], starts: list[int], carried: int) -> Span | None:
    """Where a mark's surviving characters stand now; None when none survive. An empty mark stays where it stood."""
    if span.start == span.end:
        before = solid[bisect_left(starts, span.start) - 1] if span.start and solid else None
        at = before.at + min(span.start - before.start, before.length) if before else 0
        return Span(at, at)
    first = max(bisect_right(starts, span.start) - 1, 0)
    last = bisect_left(starts, span.end) - 1
    begin = end = None
    if first <= last:
        one, two = solid[first], solid[last]
        if one.after is None and two.after is None and one.move == two.move == carried and one.start <= span.start:
            return span_of((one.at + span.start - one.start, two.at + min(span.end, two.end) - two.start))  # nearly always
    for i in range(first, last + 1):
        piece = solid[i]
        if piece.move == carried and piece.length and (piece.after is None or span.covers(Span(piece.start, piece.end))):
            begin = piece.at + (max(span.start - piece.start, 0) if piece.after is None else 0)
            break
    for i in range(last, first - 1, -1):
        piece = solid[i]
        if piece.move == carried and piece.length and (piece.after is None or span.covers(Span(piece.start, piece.end))):
            end = piece.at + (min(span.end, piece.end) - piece.start if piece.after is None else piece.length)
            break
    return Span(begin, end) if begin is not None and end is not None and begin < end else None
