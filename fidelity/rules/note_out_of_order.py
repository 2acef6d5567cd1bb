"""N105 note-out-of-order: numbered notes are called in another order than that of their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from fidelity.model.collation import VariantKind
from fidelity.model.finding import Claim, Severity
from fidelity.model.marks import Kind
from fidelity.model.rising import longest_rise
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.rules.note_place import is_caption, is_inline
from fidelity.rules.note_variant import call_changes, numbered, variants_of_label


def check(case: Case) -> Iterator[Claim]:
    """Claim the fewest calls whose removal leaves the others in order. Only first calls in prose count, not captions."""
    text = case.edition
    rows = text.of_kind(Kind.TABLE)
    scopes: dict[int, list[tuple[int, Span]]] = {}
    for note in text.notes:
        number = numbered(note.label)
        if number is None or not note.calls or is_inline(text, note):
            continue
        call = note.calls[0]
        if call.start >= text.running_end or any(row.start <= call.start < row.end for row in rows):
            continue
        scopes.setdefault(note.scope, []).append((number, call))
    for scope, calls in scopes.items():
        ordered = sorted(calls, key=lambda one: one[1])
        if len(longest_rise([number for number, _ in ordered])) < len(ordered):
            yield from _disorder(case, scope, [o for o in ordered if not is_caption(text, text.block_at(o[1].start))])


def _disorder(case: Case, scope: int, calls: Sequence[tuple[int, Span]]) -> Iterator[Claim]:
    """The calls of one scope that stand out of order."""
    numbers = [number for number, _ in calls]
    kept = longest_rise(numbers)
    for i, (number, place) in enumerate(calls):
        if i in kept:
            continue
        earlier = [other for other in numbers[:i] if other > number]
        later = [other for other in numbers[i + 1 :] if other < number]
        wrong = {number, *earlier, *later}
        if any(_moved_with_its_passage(case, call) for other, call in calls if other in wrong):
            continue
        order = f"after note {max(earlier)}" if earlier else f"before note {min(later)}" if later else "twice"
        follows = _moves(case, wrong).union(*(variants_of_label(case, str(other), scope) for other in wrong))
        # every note paired with its canonical one and none moved: only the labels are odd, and renumbering is free
        odd = case.collation is not None and not follows
        yield Claim(f"note {number} is called {order}", place, variants=follows, severity=Severity.INFO if odd else None)


def _moved_with_its_passage(case: Case, call: Span) -> bool:
    """Whether a call stands in a passage that moved: that is the finding, and the order of the notes follows from it."""
    variants = case.collation.substantive if case.collation is not None else ()
    moved = [v.edition for v in variants if v.kind is VariantKind.TRANSPOSITION and not v.call and v.edition.length]
    return any(passage.start <= call.start <= passage.end for passage in moved)


def _moves(case: Case, numbers: set[int]) -> frozenset[int]:
    """The calls that moved and so brought these numbers out of order."""
    found: set[int] = set()
    for _, pair, indexes in call_changes(case):
        label = pair.edition.label if pair.edition is not None else ""
        if numbered(label) in numbers:
            found |= indexes
    return frozenset(found)


RULE = Rule("N105", "note-out-of-order", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=False)
