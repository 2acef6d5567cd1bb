"""Notes of two witnesses paired by content and place, never by label, and what happened to their calls."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from fidelity.collation.tokens import form, key, tokens
from fidelity.model.collation import Strand, Tile, VariantKind
from fidelity.model.span import Span
from fidelity.model.text import Note, Text, View

ALIKE_IN_PLACE = 0.3
"""Share of words in order that makes two notes called at the same place one note."""
ALIKE_ANYWHERE = 0.55
"""The same for notes called at different places."""


class Place(NamedTuple):
    """A range of edition view offsets in which a canonical call may stand without having moved."""

    first: int
    last: int


@dataclass(frozen=True)
class Projection:
    """Where canonical view offsets stand in the edition's view. `inner` are the tiles inside each moved passage."""

    tiles: Sequence[Tile]
    edition: str
    inner: dict[int, tuple[Tile, ...]] = field(default_factory=dict)
    starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        solid = [i for i, laid in enumerate(self.tiles) if laid.canonical.length]
        object.__setattr__(self, "starts", [self.tiles[i].canonical.start for i in solid])
        object.__setattr__(self, "_solid", solid)

    _solid: list[int] = field(init=False, default_factory=list)

    def index(self, character: int) -> int | None:
        """The tile that holds a canonical character."""
        k = bisect_right(self.starts, character) - 1
        if k < 0:
            return None
        i = self._solid[k]
        return i if self.tiles[i].canonical.end > character else None

    def place(self, offset: int) -> Place:
        """The range for a call before the canonical character `offset`; free over punctuation, not over block borders."""
        ranges: list[tuple[int, int]] = []
        left = self.index(offset - 1) if offset else None
        right = self.index(offset)
        moved = left is not None and self.tiles[left].kind is VariantKind.TRANSPOSITION
        if left is not None:
            ranges.append(self._range(left, offset))
        right_moved = right is not None and self.tiles[right].kind is VariantKind.TRANSPOSITION
        if right is not None and not moved and not (right_moved and ranges):
            ranges.append(self._range(right, offset))
        first = min((r[0] for r in ranges), default=0)
        last = max((r[1] for r in ranges), default=len(self.edition) if not self.tiles else first)
        while first > 0 and _slips(self.edition[first - 1]):
            first -= 1
        while last < len(self.edition) and _slips(self.edition[last]):
            last += 1
        return Place(first, last)

    def omitted(self, offset: int) -> bool:
        """Whether the stretch around a call before the canonical character `offset` was left out as a whole."""
        left = self.index(offset - 1) if offset else None
        if left is None:
            left = self.index(offset)
        if left is None:
            return False
        laid = self.tiles[left]
        return laid.kind is VariantKind.OMISSION and laid.substantive and laid.canonical.length > 1

    def _range(self, i: int, offset: int) -> tuple[int, int]:
        laid = self.tiles[i]
        if laid.kind is None:
            at = laid.edition.start + offset - laid.canonical.start
            return at, at
        if laid.kind is VariantKind.TRANSPOSITION and laid.partner is not None:
            there = self.tiles[laid.partner].edition
            inner = Projection(self.inner.get(i, ()), self.edition[slice(*there)])
            k = inner.index(offset - 1 - laid.canonical.start)
            if k is not None:
                first, last = inner._range(k, offset - laid.canonical.start)
                return there.start + first, there.start + last
            return there.start, there.end
        return laid.edition.start, laid.edition.end


def _slips(character: str) -> bool:
    """Whether a note call may change places with a character: punctuation and spaces, no word and no block border."""
    return not character.isalnum() and character != "\n"


@dataclass(frozen=True)
class Body:
    """A note with its words, for comparing; they are read when they are asked for."""

    note: Note
    view: View

    @cached_property
    def _words(self) -> list[str]:
        words = tokens(self.view.string)
        return [words.word(i) for i in range(len(words))]

    @cached_property
    def said(self) -> tuple[str, ...]:
        """The forms of its words: equal for two bodies that say the same."""
        return tuple(map(form, self._words))

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys of its words."""
        return tuple(map(key, self._words))


def bodies(text: Text) -> list[Body]:
    """The notes of a text with their words."""
    return [Body(note, text.note_view(note)) for note in text.notes]


def says_the_same(one: Body, two: Body) -> bool:
    """Whether two bodies say the same word by word."""
    return one.view.string == two.view.string or one.said == two.said


def pair(canonical: Text, edition: Text, projection: Projection) -> list[tuple[int | None, int | None]]:
    """Indexes of the notes of both texts that are one note; None where one has no counterpart. Canonical order, then the added.

    Same place and same words first; then the same words anywhere, duplicates in their order; then like words at the same
    place; then the most alike of the rest; at last whatever stands at the same place.
    """
    one, two = bodies(canonical), bodies(edition)
    places = [_places(canonical, body.note, projection) for body in one]
    stands = sorted((offset, j) for j, body in enumerate(two) for offset in offsets_of_calls(edition, body.note))
    here = [_at(places[i], stands) for i in range(len(one))]
    partner: dict[int, int] = {}
    taken: set[int] = set()

    def marry(i: int, j: int) -> None:
        partner[i] = j
        taken.add(j)

    def at_same_place(accepts: Callable[[Body, Body], bool]) -> None:
        for i, body in enumerate(one):
            if i not in partner:
                for j in here[i]:
                    if j not in taken and accepts(body, two[j]):
                        marry(i, j)
                        break

    at_same_place(says_the_same)
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for j, body in enumerate(two):
        if j not in taken and body.said:
            alike[body.said].append(j)
    for i, body in enumerate(one):
        # a short body says little: it is believed elsewhere only when nothing stands in its own place
        if i not in partner and alike.get(body.said) and (len(body.said) > 3 or not any(j not in taken for j in here[i])):
            marry(i, alike[body.said].pop(0))
    at_same_place(lambda a, b: likeness(a, b) >= ALIKE_IN_PLACE)
    for i, j in _most_alike(one, two, partner, taken):
        if i not in partner and j not in taken:
            marry(i, j)
    at_same_place(lambda *_: True)
    # a body without words that nothing calls has neither place nor words: its characters must do
    written: dict[str, list[int]] = defaultdict(list)
    for j, body in enumerate(two):
        if j not in taken:
            written[edition.note_view(body.note).string].append(j)
    for i, body in enumerate(one):
        same = written.get(canonical.note_view(body.note).string)
        if i not in partner and same:
            marry(i, same.pop(0))
    pairs: list[tuple[int | None, int | None]] = [(i, partner.get(i)) for i in range(len(one))]
    return pairs + [(None, j) for j in range(len(two)) if j not in taken]


def likeness(one: Body, two: Body) -> float:
    """Share of words that two bodies have in common, in order: 0 to 1."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.normalized_similarity(one.keys, two.keys)


def _most_alike(one: list[Body], two: list[Body], partner: dict[int, int], taken: set[int]) -> list[tuple[int, int]]:
    """Pairs of the notes left, the most alike first; candidates share words that few notes have."""
    left = [j for j in range(len(two)) if j not in taken]
    holders: dict[str, list[int]] = defaultdict(list)
    for j in left:
        for word in set(two[j].keys):
            holders[word].append(j)
    found = []
    for i, body in enumerate(one):
        if i in partner:
            continue
        shared = Counter(j for word in set(body.keys) if len(holders.get(word, ())) <= 12 for j in holders.get(word, ()))
        for j, _ in shared.most_common(5):
            alike = likeness(body, two[j])
            if alike >= ALIKE_ANYWHERE:
                found.append((-alike, abs(i - j), i, j))
    return [(i, j) for _, _, i, j in sorted(found)]


def offsets_of_calls(text: Text, note: Note) -> list[int]:
    """View offsets of a note's calls in the running text."""
    return [text.running.from_text(call.start) for call in note.calls if call.end <= text.running_end]


def _places(text: Text, note: Note, projection: Projection) -> list[Place]:
    return [projection.place(offset) for offset in offsets_of_calls(text, note)]


def _at(places: list[Place], stands: list[tuple[int, int]]) -> list[int]:
    """The edition's notes with a call in one of the places; `stands` are (view offset, note) of all its calls, in order."""
    found: set[int] = set()
    for place in places:
        first = bisect_left(stands, (place.first, -1))
        found.update(j for _, j in stands[first : bisect_left(stands, (place.last + 1, -1))])
    return sorted(found)


@dataclass(frozen=True, slots=True)
class Happening:
    """What happened to a note or a call: a variant without its number, in text offsets."""

    kind: VariantKind
    canonical: Span
    edition: Span
    call: bool
    substantive: bool = True


def whole_note(
    canonical: Note | None, edition: Note | None, texts: tuple[Text, Text], projection: Projection, back: Projection
) -> Happening | None:
    """A note, or the body of a surviving call, lost or added."""
    one, two = texts
    if canonical is not None and canonical.body is not None and (edition is None or edition.body is None):
        if edition is not None and edition.calls:
            return Happening(VariantKind.OMISSION, canonical.body, edition.calls[0], call=False)
        at, omitted = _stood(canonical, one, two, projection)
        return Happening(VariantKind.OMISSION, canonical.body, Span(at, at), call=False, substantive=not omitted)
    if edition is not None and edition.body is not None and (canonical is None or canonical.body is None):
        if canonical is not None and canonical.calls:
            return Happening(VariantKind.ADDITION, canonical.calls[0], edition.body, call=False)
        at, added = _stood(edition, two, one, back)
        return Happening(VariantKind.ADDITION, Span(at, at), edition.body, call=False, substantive=not added)
    return None


def _stood(note: Note, text: Text, other: Text, projection: Projection) -> tuple[int, bool]:
    """Where the call of a note stood, as an offset of the other text, and whether all its calls went with their passages."""
    offsets = offsets_of_calls(text, note)
    if not offsets:
        return other.running_end, False
    k = projection.index(offsets[0] - 1)
    at = projection._range(k, offsets[0])[0] if k is not None else 0
    return other.running.to_text(Span(at, at)).start, all(map(projection.omitted, offsets))


def calls(
    canonical: Note | None, edition: Note | None, texts: tuple[Text, Text], projection: Projection, back: Projection
) -> Iterator[Happening]:
    """Calls of a note in the running text that moved, vanished or were added while the note remains.

    Yields nothing for the calls of a note that was itself lost or added with its body: `whole_note` says that.
    """
    one, two = texts
    if canonical is not None and edition is None and canonical.body is not None:
        return
    if edition is not None and canonical is None and edition.body is not None:
        return
    before = _running(one, canonical)
    after = _running(two, edition)
    free = list(range(len(after)))
    astray: list[tuple[Span, int]] = []
    for call, offset in before:
        place = projection.place(offset)
        k = next((k for k in free if place.first <= after[k][1] <= place.last), None)
        if k is None:
            astray.append((call, offset))
        else:
            free.remove(k)
    for call, offset in astray:
        if free:
            k = free.pop(0)
            yield Happening(VariantKind.TRANSPOSITION, call, after[k][0], call=True)
            continue
        at = projection.place(offset).first
        left = projection.index(offset - 1)
        if left is not None:
            at = projection._range(left, offset)[0]
        here = two.running.to_text(Span(at, at)).start
        yield Happening(VariantKind.OMISSION, call, Span(here, here), call=True, substantive=not projection.omitted(offset))
    for k in free:
        call, offset = after[k]
        left = back.index(offset - 1)
        at = back._range(left, offset)[0] if left is not None else 0
        here = one.running.to_text(Span(at, at)).start
        yield Happening(VariantKind.ADDITION, Span(here, here), call, call=True, substantive=not back.omitted(offset))


def _running(text: Text, note: Note | None) -> list[tuple[Span, int]]:
    if note is None:
        return []
    return [(call, text.running.from_text(call.start)) for call in note.calls if call.end <= text.running_end]


def turned(projected: Strand) -> Projection:
    """The projection from the edition to the canonical text."""
    moved = {projected.tiles[i].partner: _turned(inner) for i, inner in projected.moved}
    return Projection(_turned(projected.tiles), projected.canonical.string, {i: t for i, t in moved.items() if i is not None})


def _turned(tiles: Sequence[Tile]) -> tuple[Tile, ...]:
    """The same tiles seen from the edition: an addition is then an omission."""
    opposite = {VariantKind.OMISSION: VariantKind.ADDITION, VariantKind.ADDITION: VariantKind.OMISSION}
    return tuple(
        Tile(
            laid.edition,
            laid.canonical,
            opposite.get(laid.kind, laid.kind) if laid.kind else None,
            laid.substantive,
            laid.partner,
        )
        for laid in tiles
    )
