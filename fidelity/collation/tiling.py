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
from fidelity.collation.free_changes import is_free
from fidelity.collation.moves import Moved, moved_lines, with_moves
from fidelity.collation.paragraph_ends import within_paragraphs
from fidelity.collation.segments import segments
from fidelity.collation.sliding import slid
from fidelity.collation.tokens import (
    QUOTATION_MARK,
    Sign,
    Tokens,
    form,
    is_quotation_marks,
    numbered,
    same_gap,
    same_sign,
    same_word,
    signs,
    tokens,
    with_bracketed,
)
from fidelity.model.collation import Tile, VariantKind
from fidelity.model.span import Span

_LONGEST_RECAPITALISED = 200
"""Characters of a reading that may differ from another in case alone."""


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
    return _Tiler(one, two, runs, moved_lines(one, two, words, others, runs, moved=moved), alignment.remarks, language).tiled()


@dataclass(slots=True)
class _Tiler:
    """Lays tiles from left to right; `a` and `b` are the characters laid so far."""

    canonical: Tokens
    edition: Tokens
    runs: list[Run]
    moved: list[Moved]
    remarks: tuple[str, ...]
    language: Callable[[], str | None]
    a: int = 0
    b: int = 0
    tiles: list[Tile] = field(default_factory=list)
    halves: dict[Moved, list[int]] = field(default_factory=dict)
    """The tiles of each moved passage: where it stood, where it stands."""
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

    # -- equal words ------------------------------------------------------------------------------------------------

    def _run(self, run: Run) -> None:
        """Words that align one by one, with the gaps between them."""
        if not run.length:
            return
        one, two = self.canonical, self.edition
        i, j = run.canonical, run.edition
        a_end, b_end = one.ends[i + run.length - 1], two.ends[j + run.length - 1]
        if one.string[one.starts[i] : a_end] == two.string[two.starts[j] : b_end]:
            self._agree(a_end, b_end)
            return
        if run.length > 8:
            half = run.length // 2
            self._run(Run(i, j, half))
            self._between(one.starts[i + half], two.starts[j + half])
            self._run(Run(i + half, j + half, run.length - half))
            return
        for k in range(run.length):
            if k:
                self._between(one.starts[i + k], two.starts[j + k])
            a_end, b_end = one.ends[i + k], two.ends[j + k]
            word, other = one.string[self.a : a_end], two.string[self.b : b_end]
            if word == other:
                self._agree(a_end, b_end)
            else:
                self._vary(a_end, b_end, substantive=not same_word(word, other))

    def _between(self, a_end: int, b_end: int) -> None:
        """What stands between two words on either side: spaces and punctuation alone."""
        gap, other = self.canonical.string[self.a : a_end], self.edition.string[self.b : b_end]
        if gap == other:
            self._agree(a_end, b_end)
        elif same_gap(gap, other, between_digits=self._between_digits(a_end, b_end)):
            self._trimmed(a_end, b_end, substantive=False)
        else:
            self._punctuation(gap, other, a_end, b_end)

    def _between_digits(self, a_end: int, b_end: int) -> bool:
        one, two = self.canonical.string, self.edition.string
        return (
            one[self.a - 1 : self.a].isdigit()
            and one[a_end : a_end + 1].isdigit()
            and two[self.b - 1 : self.b].isdigit()
            and two[b_end : b_end + 1].isdigit()
        )

    def _punctuation(self, gap: str, other: str, a_end: int, b_end: int) -> None:
        """Punctuation of which some was lost, gained or exchanged."""
        from rapidfuzz.distance import Levenshtein

        a0, b0 = self.a, self.b
        marks, others = signs(gap), signs(other)
        symbols: dict[str, int] = {}
        parted = "\n" in gap and "\n" in other
        one = [_number(symbols, _in_paragraph(sign, gap) if parted else sign.symbol) for sign in marks]
        two = [_number(symbols, _in_paragraph(sign, other) if parted else sign.symbol) for sign in others]
        blocks = [op for op in Levenshtein.opcodes(one, two) if op.tag == "equal"]
        equal = [(op.src_start + k, op.dest_start + k) for op in blocks for k in range(op.src_end - op.src_start)]
        p = q = 0
        for i, j in [*equal, (len(marks), len(others))]:
            changed = i > p or j > q
            if i == len(marks):
                here, there = a_end, b_end
            else:
                here, there = a0 + marks[i].start, b0 + others[j].start
            if changed:
                self._core(here, there)
            else:
                self._trimmed(here, there, substantive=False)
            if i < len(marks):
                self._trimmed(a0 + marks[i].end, b0 + others[j].end, substantive=False)
            p, q = i + 1, j + 1

    # -- unequal words ----------------------------------------------------------------------------------------------

    def _gap(self, i: int, i2: int, j: int, j2: int) -> None:
        """Everything from the last aligned word to the next: words [i, i2) against words [j, j2), and what surrounds them."""
        one, two = self.canonical, self.edition
        a_end = one.starts[i2] if i2 < len(one) else len(one.string)
        b_end = two.starts[j2] if j2 < len(two) else len(two.string)
        if i == i2 and j == j2:
            self._between(a_end, b_end)
        elif i < i2 and j < j2:
            pieces, others = self._pieces(i, i2, j, j2)
            if len(pieces) == 1 and len(others) == 1 and not pieces[0][2] and not others[0][2]:
                self._substituted(i, i2, j, j2, ends=(a_end, b_end))
            else:
                self._between(one.starts[i], two.starts[j])
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
            self._between(one.starts[i], two.starts[j] - len(two.gap(j)) + len(before) - 1)
            self._core(one.ends[i2 - 1], two.starts[j2] - len(after) + 1 if j2 < len(two) else len(two.string) - len(after) + 1)
        else:
            self._between(one.starts[i], two.starts[j])
            self._core(one.ends[i2 - 1], two.ends[j2 - 1])
        self._between(*ends)

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
        a0, b0 = self.a, self.b
        near0, near_end, far0, far_end = (a0, a_end, b0, b_end) if lost else (b0, b_end, a0, a_end)
        near = near0 + (head[k - 1].end if k else 0), near_end - len(after) + (tail[len(tail) - m].start if m else len(after))
        far = (
            far0 + (opposite[k - 1].end if k else 0),
            far_end - len(other) + (opposite[len(opposite) - m].start if m else len(other)),
        )
        (a1, a2), (b1, b2) = (near, far) if lost else (far, near)
        self._between(a1, b1)
        self._cut_core(pieces if lost else [], [] if lost else pieces, a2, b2)
        self._between(a_end, b_end)

    def _cut_core(self, pieces: list[_Piece], others: list[_Piece], a_end: int, b_end: int) -> None:
        """Lay the pieces of both sides; plain pieces face each other where there are equally many."""
        if len(pieces) + len(others) <= 1:
            self._core(a_end, b_end, (pieces or others)[0][2] if pieces or others else None)
            return
        plain = [piece for piece in pieces if piece[2] is None]
        facing = len(plain) == sum(piece[2] is None for piece in others)
        borders = [self.canonical.starts[piece[0]] for piece in pieces[1:]] + [a_end] if pieces else []
        other_borders = [self.edition.starts[piece[0]] for piece in others[1:]] + [b_end] if others else []
        q = 0
        for piece, border in zip(pieces, borders, strict=True):
            if piece[2] is not None or not facing:
                self._core(border, self.b, piece[2])
                continue
            while others[q][2] is not None:
                self._core(self.a, other_borders[q], others[q][2])
                q += 1
            self._core(border, other_borders[q])
            q += 1
        for piece, border in zip(others[q:], other_borders[q:], strict=True):
            self._core(self.a, border, piece[2])
        if (self.a, self.b) != (a_end, b_end):
            self._core(a_end, b_end)

    # -- laying tiles -----------------------------------------------------------------------------------------------

    def _core(self, a_end: int, b_end: int, move: Moved | None = None) -> None:
        """A changed stretch: spaces that both sides share, or that one side has at its rim, are left out of it."""
        one, two = self.canonical.string, self.edition.string
        inner, other = one[self.a : a_end], two[self.b : b_end]
        head, other_head = len(inner) - len(inner.lstrip()), len(other) - len(other.lstrip())
        if inner and other and (head == 0) == (other_head == 0) and not (head == len(inner) and other_head == len(other)):
            self._trimmed(self.a + head, self.b + other_head, substantive=False)
        elif head and other_head:
            self._trimmed(a_end, b_end, substantive=False)
            return
        inner, other = one[self.a : a_end], two[self.b : b_end]
        tail, other_tail = len(inner) - len(inner.rstrip()), len(other) - len(other.rstrip())
        if tail and other_tail and tail + other_tail < len(inner) + len(other):
            self._mark(a_end - tail, b_end - other_tail, move)
            self._trimmed(a_end, b_end, substantive=False)
        else:
            self._mark(a_end, b_end, move)

    def _mark(self, a_end: int, b_end: int, move: Moved | None) -> None:
        """One variant, and whether it is one that an editor may make."""
        if (a_end, b_end) == (self.a, self.b):
            return
        inner, other = self.canonical.string[self.a : a_end], self.edition.string[self.b : b_end]
        if move is None:
            self._vary(a_end, b_end, substantive=not is_free(inner, self._bracketed(other), self.language))
            return
        self.halves.setdefault(move, []).append(len(self.tiles))
        self._append(Tile(Span(self.a, a_end), Span(self.b, b_end), VariantKind.TRANSPOSITION, substantive=True))

    def _bracketed(self, other: str) -> str:
        """A reading from bracket to bracket: "[sic] " put before an equal bracket, of which the other one seems to be new."""
        behind = self.b and self.edition.string[self.b - 1] == "[" and other.endswith("[") and "]" in other
        return "[" + other[:-1].rstrip() if behind else other

    def _trimmed(self, a_end: int, b_end: int, *, substantive: bool) -> None:
        """A stretch of spaces and marks: equal characters at its head and tail agree, what is between them varies."""
        inner, other = self.canonical.string[self.a : a_end], self.edition.string[self.b : b_end]
        if inner == other:
            self._agree(a_end, b_end)
            return
        length = min(len(inner), len(other))
        head = next((k for k in range(length) if inner[k] != other[k]), length)
        length -= head
        tail = next((k for k in range(length) if inner[-1 - k] != other[-1 - k]), length)
        self._agree(self.a + head, self.b + head)
        self._vary(a_end - tail, b_end - tail, substantive=substantive)
        self._agree(a_end, b_end)

    def _agree(self, a_end: int, b_end: int) -> None:
        if a_end == self.a:
            return
        last = self.tiles[-1] if self.tiles else None
        if last is not None and last.kind is None:
            self.tiles[-1] = Tile(Span(last.canonical.start, a_end), Span(last.edition.start, b_end), None)
            self.a, self.b = a_end, b_end
        else:
            self._append(Tile(Span(self.a, a_end), Span(self.b, b_end), None))

    def _vary(self, a_end: int, b_end: int, *, substantive: bool) -> None:
        if (a_end, b_end) == (self.a, self.b):
            return
        kind = _kind(self.canonical.string[self.a : a_end], self.edition.string[self.b : b_end])
        self._append(Tile(Span(self.a, a_end), Span(self.b, b_end), kind, substantive))

    def _append(self, laid: Tile) -> None:
        self.tiles.append(laid)
        self.a, self.b = laid.canonical.end, laid.edition.end

    # -- the whole --------------------------------------------------------------------------------------------------

    def _finished(self) -> Tiling:
        tiles = within_paragraphs(self._recapitalised(self.tiles), self.canonical.string, self.edition.string)
        index = {(laid.canonical, laid.edition): i for i, laid in enumerate(tiles)} if self.halves else {}
        moved: list[tuple[Span, Span]] = []
        for pair in self.halves.values():
            i, j = (index[self.tiles[k].canonical, self.tiles[k].edition] for k in pair)
            if tiles[i].canonical.length < tiles[j].canonical.length:
                i, j = j, i
            tiles[i], tiles[j] = replace(tiles[i], partner=j), replace(tiles[j], partner=i)
            moved.append((tiles[i].canonical, tiles[j].edition))
        return Tiling(tuple(tiles), tuple(sorted(moved)), self.remarks)

    def _recapitalised(self, tiles: list[Tile]) -> list[Tile]:
        """Tiles in which a word whose case alone changed is one variant with the omission or addition beside it."""
        result: list[Tile] = []
        plain = {VariantKind.OMISSION, VariantKind.ADDITION, VariantKind.SUBSTITUTION}
        for laid in tiles:
            if laid.kind in plain and laid.substantive and result:
                k = len(result) - 1
                spaces = result[k]
                if spaces.kind is None and self.canonical.string[slice(*spaces.canonical)].isspace():
                    k -= 1
                first = result[k] if k >= 0 else None
                if (
                    first is not None
                    and first.kind in plain
                    and first.substantive
                    and self._one_change(first, laid, k == len(result) - 1)
                ):
                    span = Span(first.canonical.start, laid.canonical.end)
                    other = Span(first.edition.start, laid.edition.end)
                    reading, other_reading = self.canonical.string[slice(*span)], self.edition.string[slice(*other)]
                    result[k:] = [Tile(span, other, _kind(reading, other_reading), substantive=True)]
                    continue
            result.append(laid)
        return result

    def _case_only(self, laid: Tile) -> bool:
        if max(laid.canonical.length, laid.edition.length) > _LONGEST_RECAPITALISED:
            return False
        one = form(self.canonical.string[slice(*laid.canonical)])
        two = form(self.edition.string[slice(*laid.edition)])
        return one != two and one.casefold() == two.casefold()

    def _one_change(self, first: Tile, second: Tile, touching: bool) -> bool:
        """Whether two neighbouring variants are one: they touch, or one only recapitalises a word beside the other.

        Quotation marks stay variants of their own, for they have rules of their own.
        """
        if self._only_quotation_marks(first) or self._only_quotation_marks(second):
            return False
        return touching or self._case_only(first) != self._case_only(second)

    def _only_quotation_marks(self, laid: Tile) -> bool:
        reading = self.canonical.string[slice(*laid.canonical)] + self.edition.string[slice(*laid.edition)]
        return is_quotation_marks(reading)


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


def _number(symbols: dict[str, int], symbol: str) -> int:
    """A number for a symbol, the same for symbols that are one mark in two forms."""
    for known, number in symbols.items():
        if same_sign(known, symbol):
            return number
    return symbols.setdefault(symbol, len(symbols))


def _in_paragraph(sign: Sign, gap: str) -> str:
    """The symbol, that of a quotation mark another one where it opens the next paragraph than where it closes this one."""
    return sign.symbol + "\n" if sign.symbol == QUOTATION_MARK and "\n" in gap[: sign.start] else sign.symbol


def _kind(reading: str, other: str) -> VariantKind:
    """Omission, addition or substitution by what the readings hold besides spaces."""
    if not reading.strip() and other.strip():
        return VariantKind.ADDITION
    if reading.strip() and not other.strip():
        return VariantKind.OMISSION
    if not reading:
        return VariantKind.ADDITION
    return VariantKind.SUBSTITUTION if other else VariantKind.OMISSION
