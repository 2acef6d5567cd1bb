"""C116 stale-cross-reference: the notes were renumbered, and a reference to one of them was not, or not rightly."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.changes import Edit
from fidelity.model.collation import Collation, VariantKind
from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import CrossReference
from fidelity.model.rule import Case, Rule
from fidelity.rules.difference import variants_at
from fidelity.rules.note_variant import call_changes, whole_notes


def check(case: Case) -> Iterator[Claim]:
    """Follow each canonical reference to its note and ask whether the edition's reference points at that note's label."""
    if case.collation is None:
        return
    labels, lost, moved = _labels(case.collation), _lost(case), _moved(case)
    for reference in case.canonical_marks.cross_references:
        right = labels.get(reference.label)
        here = _counterpart(case, reference)
        if here is not None and reference.label in lost and reference.label not in labels:
            message = f"the reference is to what was note {reference.label}, which was lost"
            yield Claim(message, here.target, reference.target, follows=lost[reference.label])
        if right is None or here is None or not right.isdecimal():
            continue  # a named label is not the number that is printed
        variants = variants_at(case, here.target) if here.label != reference.label else frozenset()
        if here.label == right:
            if variants:
                yield Claim(
                    f"the reference to note {reference.label} follows the note to its new number {right}",
                    here.target,
                    reference.target,
                    variants,
                    severity=Severity.INFO,
                )
            continue
        yield Claim(
            message=f"the reference is to note {here.label}, but what was note {reference.label} is now note {right}"
            if right != reference.label
            else f"the reference to note {reference.label} was changed to note {here.label}",
            edition=here.target,
            canonical=reference.target,
            variants=variants,
            edits=(Edit(here.target, right, "the number that the note has now"),) if here.target.length else (),
            safe=not variants,
            fix_title=f"refer to note {right}",
            follows=moved.get(reference.label, frozenset()) if right != reference.label else frozenset(),
        )


def is_stale(case: Case, reference: CrossReference) -> bool:
    """Whether a reference of the edition is the canonical text's, and leads to a note that has another number now."""
    at = case.collation.to_canonical(reference.target.start) if case.collation is not None else None
    if at is None or case.collation is None:
        return False
    old = next((one for one in case.canonical_marks.cross_references if one.span.start <= at < one.span.end), None)
    right = _labels(case.collation).get(old.label) if old is not None else None
    return right is not None and right.isdecimal() and right != reference.label


def _labels(collation: Collation) -> dict[str, str]:
    """For each canonical label the edition's label of the same note, where the pairing is one to one."""
    pairs = [(pair.canonical, pair.edition) for pair in collation.notes]
    found = [(old.label, new.label) for old, new in pairs if old is not None and new is not None]
    counts: dict[str, int] = {}
    for old, _ in found:
        counts[old] = counts.get(old, 0) + 1
    return {old: new for old, new in found if counts[old] == 1}


def _lost(case: Case) -> dict[str, frozenset[int]]:
    """For each label of a lost note the variant that it is; what refers to it is a consequence of that."""
    return {
        pair.canonical.label: frozenset({variant.index})
        for variant, pair in whole_notes(case, VariantKind.OMISSION)
        if pair.canonical is not None
    }


def _moved(case: Case) -> dict[str, frozenset[int]]:
    """For each label of a note whose call moved the variants that say so; it may have its new number from that."""
    return {pair.canonical.label: indexes for _, pair, indexes in call_changes(case) if pair.canonical and pair.edition}


def _counterpart(case: Case, reference: CrossReference) -> CrossReference | None:
    """The edition's reference at the place that corresponds to a canonical one."""
    assert case.collation is not None
    at = case.collation.to_edition(reference.target.start)
    if at is None:
        return None
    return next((one for one in case.edition_marks.cross_references if one.span.start <= at < one.span.end), None)


RULE = Rule("C116", "stale-cross-reference", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
