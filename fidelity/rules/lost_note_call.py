"""N130 lost-note-call: the note is there, but the call that the canonical text has for it is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.collation import Variant, VariantKind
from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.model.span import Span
from fidelity.rules.note_variant import anchor, call_changes
from fidelity.rules.parted_labels import parted_labels

_RIM = 3
"""Characters, such as a closing mark and a full stop, that may stand between a call's place and the number left there."""


def check(case: Case) -> Iterator[Claim]:
    """Claim calls that vanished while the body of their note remains; what is left in their place belongs to them."""
    parted = [other for _, other in parted_labels(case.edition)]
    changes = list(call_changes(case))
    added = {v.edition: (pair, found) for v, pair, found in changes if v.kind is VariantKind.ADDITION}
    for variant, pair, indexes in changes:
        if pair.edition in parted:
            continue
        if variant.kind is VariantKind.OMISSION and pair.canonical is not None and case.canonical is not None:
            where = anchor(case.canonical, variant.canonical.start)
            labels = {pair.canonical.label, pair.edition.label if pair.edition is not None else pair.canonical.label}
            other = next((place for place in added if place.start <= variant.edition.start <= place.end), None)
            if other is not None and (called := added[other][0].edition) is not None:
                message = f"the call of note {pair.canonical.label} became one of note {called.label}, after “{where}”"
                yield Claim(message, other, variant.canonical, indexes | added[other][1])
                continue
            left, label = _left_in_text(case, variant.edition.start, labels)
            if left is None:
                message = f"the call of note {pair.canonical.label} was lost; it stood after “{where}”"
                yield Claim(message, variant.edition, variant.canonical, indexes)
                continue
            message = f"the call of note {pair.canonical.label} is a plain number in the text, after “{where}”"
            at = case.edition.string.rindex(label, left.edition.start, left.edition.end)
            yield Claim(message, Span(at, at + len(label)), variant.canonical, indexes | {left.index})


def _left_in_text(case: Case, at: int, labels: set[str]) -> tuple[Variant | None, str]:
    """The variant at a place that puts nothing but one of a note's labels there, and that label."""
    assert case.collation is not None
    for variant in case.collation.variants_within(Span(max(at - _RIM, 0), at + _RIM)):
        old, new = case.collation.readings(variant)
        added = new[len(old) :].strip(" .\u00a0\u202f()[]")
        if variant.substantive and not variant.call and variant.note is None and new.startswith(old) and added in labels:
            return variant, added
    return None, ""


RULE = Rule("N130", "lost-note-call", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
