"""Notes called several times in one text and written once for each call in the other, as programs do: one note still."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fidelity.collation.notes import Body, Projection, bodies, offsets_of_calls
from fidelity.model.span import Span
from fidelity.model.text import Note, Text

Pair = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Repeated:
    """For pairs of notes, by their place in the list: further calls on either side, and the pairs that only repeat another."""

    canonical: dict[int, tuple[Span, ...]]
    edition: dict[int, tuple[Span, ...]]
    twins: frozenset[int]

    def of(self, k: int, canonical: Note | None, edition: Note | None) -> tuple[Note | None, Note | None]:
        """Both notes of a pair with the calls of those that repeat them."""
        if canonical is not None and k in self.canonical:
            canonical = replace(canonical, calls=tuple(sorted((*canonical.calls, *self.canonical[k]))))
        if edition is not None and k in self.edition:
            edition = replace(edition, calls=tuple(sorted((*edition.calls, *self.edition[k]))))
        return canonical, edition


def repeated(canonical: Text, edition: Text, pairs: Sequence[Pair], projection: Projection) -> Repeated:
    """The notes without a counterpart that say what a paired note says, and are called where the other text calls that one."""
    found = Repeated({}, {}, frozenset())
    if not any((a is None) != (b is None) for a, b in pairs):
        return found
    one, two = bodies(canonical), bodies(edition)
    married: dict[tuple[str, ...], list[int]] = {}
    for k, (a, b) in enumerate(pairs):
        if a is not None and b is not None and one[a].said and one[a].said == two[b].said:
            married.setdefault(one[a].said, []).append(k)
    twins: set[int] = set()
    for k, (a, b) in enumerate(pairs):
        alone = two[b] if a is None and b is not None else one[a] if b is None and a is not None else None
        if alone is None or not alone.note.calls:
            continue
        for other in married.get(alone.said, ()):
            i, j = pairs[other]
            assert i is not None
            assert j is not None
            if a is None and _called_there(canonical, one[i], edition, alone, projection):
                found.edition[other] = (*found.edition.get(other, ()), *alone.note.calls)
            elif b is None and _called_there(canonical, alone, edition, two[j], projection):
                found.canonical[other] = (*found.canonical.get(other, ()), *alone.note.calls)
            else:
                continue
            twins.add(k)
            break
    return replace(found, twins=frozenset(twins))


def _called_there(canonical: Text, one: Body, edition: Text, two: Body, projection: Projection) -> bool:
    """Whether each call of one of two notes stands where the other has one."""
    places = [projection.place(offset) for offset in offsets_of_calls(canonical, one.note)]
    stands = offsets_of_calls(edition, two.note)
    if not places or not stands:
        return False
    here = [any(place.first <= offset <= place.last for place in places) for offset in stands]
    there = [any(place.first <= offset <= place.last for offset in stands) for place in places]
    return all(here) or all(there)
