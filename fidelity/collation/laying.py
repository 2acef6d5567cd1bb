"""Tiles laid from left to right over two strings, each up to a place in both: agreements, and variants of words and marks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from fidelity.collation.free_changes import is_free
from fidelity.collation.moves import Moved
from fidelity.collation.tokens import QUOTATION_MARK, Sign, same_gap, same_sign, signs
from fidelity.model.collation import Tile, VariantKind
from fidelity.model.span import Span


@dataclass(slots=True)
class Laying:
    """The tiles laid so far, up to the characters `a` of the canonical text and `b` of the edition."""

    canonical: str
    edition: str
    language: Callable[[], str | None]
    a: int = 0
    b: int = 0
    tiles: list[Tile] = field(default_factory=list)
    halves: dict[Moved, list[int]] = field(default_factory=dict)
    """The tiles of each moved passage: where it stood, where it stands."""

    def between(self, a_end: int, b_end: int) -> None:
        """What stands between two words on either side: spaces and punctuation alone."""
        gap, other = self.canonical[self.a : a_end], self.edition[self.b : b_end]
        if gap == other:
            self.agree(a_end, b_end)
        elif same_gap(gap, other, between_digits=self._between_digits(a_end, b_end)):
            self._trimmed(a_end, b_end, substantive=False)
        else:
            self._punctuation(gap, other, a_end, b_end)

    def _between_digits(self, a_end: int, b_end: int) -> bool:
        one, two = self.canonical, self.edition
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
                self.core(here, there)
            else:
                self._trimmed(here, there, substantive=False)
            if i < len(marks):
                self._trimmed(a0 + marks[i].end, b0 + others[j].end, substantive=False)
            p, q = i + 1, j + 1

    def core(self, a_end: int, b_end: int, move: Moved | None = None) -> None:
        """A changed stretch: spaces that both sides share, or that one side has at its rim, are left out of it."""
        one, two = self.canonical, self.edition
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
        inner, other = self.canonical[self.a : a_end], self.edition[self.b : b_end]
        if move is None:
            self.vary(a_end, b_end, substantive=not is_free(inner, self._bracketed(other), self.language))
            return
        self.halves.setdefault(move, []).append(len(self.tiles))
        self._append(Tile(Span(self.a, a_end), Span(self.b, b_end), VariantKind.TRANSPOSITION, substantive=True))

    def _bracketed(self, other: str) -> str:
        """A reading from bracket to bracket: "[sic] " put before an equal bracket, of which the other one seems to be new."""
        behind = self.b and self.edition[self.b - 1] == "[" and other.endswith("[") and "]" in other
        return "[" + other[:-1].rstrip() if behind else other

    def _trimmed(self, a_end: int, b_end: int, *, substantive: bool) -> None:
        """A stretch of spaces and marks: equal characters at its head and tail agree, what is between them varies."""
        inner, other = self.canonical[self.a : a_end], self.edition[self.b : b_end]
        if inner == other:
            self.agree(a_end, b_end)
            return
        length = min(len(inner), len(other))
        head = next((k for k in range(length) if inner[k] != other[k]), length)
        length -= head
        tail = next((k for k in range(length) if inner[-1 - k] != other[-1 - k]), length)
        self.agree(self.a + head, self.b + head)
        self.vary(a_end - tail, b_end - tail, substantive=substantive)
        self.agree(a_end, b_end)

    def agree(self, a_end: int, b_end: int) -> None:
        """Equal characters on both sides."""
        if a_end == self.a:
            return
        last = self.tiles[-1] if self.tiles else None
        if last is not None and last.kind is None:
            self.tiles[-1] = Tile(Span(last.canonical.start, a_end), Span(last.edition.start, b_end), None)
            self.a, self.b = a_end, b_end
        else:
            self._append(Tile(Span(self.a, a_end), Span(self.b, b_end), None))

    def vary(self, a_end: int, b_end: int, *, substantive: bool) -> None:
        """One variant; none where nothing is left on either side."""
        if (a_end, b_end) == (self.a, self.b):
            return
        kind = kind_of(self.canonical[self.a : a_end], self.edition[self.b : b_end])
        self._append(Tile(Span(self.a, a_end), Span(self.b, b_end), kind, substantive))

    def _append(self, laid: Tile) -> None:
        self.tiles.append(laid)
        self.a, self.b = laid.canonical.end, laid.edition.end


def _number(symbols: dict[str, int], symbol: str) -> int:
    """A number for a symbol, the same for symbols that are one mark in two forms."""
    for known, number in symbols.items():
        if same_sign(known, symbol):
            return number
    return symbols.setdefault(symbol, len(symbols))


def _in_paragraph(sign: Sign, gap: str) -> str:
    """The symbol, that of a quotation mark another one where it opens the next paragraph than where it closes this one."""
    return sign.symbol + "\n" if sign.symbol == QUOTATION_MARK and "\n" in gap[: sign.start] else sign.symbol


def kind_of(reading: str, other: str) -> VariantKind:
    """Omission, addition or substitution by what the readings hold besides spaces."""
    if not reading.strip() and other.strip():
        return VariantKind.ADDITION
    if reading.strip() and not other.strip():
        return VariantKind.OMISSION
    if not reading:
        return VariantKind.ADDITION
    return VariantKind.SUBSTITUTION if other else VariantKind.OMISSION
