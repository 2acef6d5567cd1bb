"""Notes that changed places in a circle: each is called where another of them was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fidelity.model.collation import VariantKind
from fidelity.model.finding import Claim
from fidelity.model.rule import Case
from fidelity.model.span import Span
from fidelity.rules.note_variant import anchor, both_halves, call_changes


@dataclass(frozen=True, slots=True)
class Moved:
    """A call that moved: view offsets of the edition where it stands and where it would stand."""

    stands: int
    stood: int
    label: str
    """In the canonical text."""
    canonical: Span
    edition: Span
    variants: frozenset[int]
    kept_label: bool


def circles(case: Case) -> Iterator[list[Moved]]:
    """The calls that moved, in circles of two and more, each in the order in which one took the place of the next."""
    if case.collation is None or case.canonical is None:
        return
    text, moved = case.edition, []
    for variant, pair, indexes in call_changes(case):
        if variant.kind is not VariantKind.TRANSPOSITION or pair.canonical is None or pair.edition is None:
            continue
        canonical, edition = both_halves(case.collation, indexes)
        stood = case.collation.to_edition(canonical.start)
        if stood is not None:
            places = text.running.from_text(edition.start), text.running.from_text(stood)
            kept = pair.canonical.value == pair.edition.value
            moved.append(Moved(*places, pair.canonical.label, canonical, edition, indexes, kept))
    moved.sort(key=lambda one: (one.stands, one.stood, one.label))
    by_origin = {one.stood: one for one in moved}
    done: set[int] = set()
    for one in moved:
        circle = [one]
        while (
            (following := by_origin.get(circle[-1].stands)) is not None and following is not one and len(circle) <= len(moved)
        ):
            circle.append(following)
        closed = by_origin.get(circle[-1].stands) is one
        if closed and len(circle) > 1 and len(circle) <= len(moved) and not done & {c.stood for c in circle}:
            done.update(c.stood for c in circle)
            yield circle


def claim_of(case: Case, circle: Sequence[Moved], what: str) -> Claim:
    """One claim for a circle, at the first of its places."""
    first = circle[0]
    related = tuple(
        (one.edition, "another of the notes" if len(circle) > 2 else "the other of the two notes") for one in circle[1:]
    )
    variants = frozenset(index for one in circle for index in one.variants)
    if len(circle) == 2:
        labels = f"{circle[1].label} and {first.label}"
        where = (
            f"what stands after “{anchor(case.edition, first.edition.start)}” belongs after "
            f"“{anchor(case.edition, circle[1].edition.start)}”, and the other way round"
        )
    else:
        names = sorted((one.label for one in circle), key=lambda label: (len(label), label))
        labels = f"{', '.join(names[:-1])} and {names[-1]}"
        where = f"they changed places in a circle, the first of them after “{anchor(case.edition, first.edition.start)}”"
    return Claim(f"{what} {labels} were exchanged: {where}", first.edition, first.canonical, variants, related=related)
