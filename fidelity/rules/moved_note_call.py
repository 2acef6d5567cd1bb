"""N120 moved-note-call: a note is called after other words than in the canonical text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path

from fidelity.model.collation import VariantKind
from fidelity.model.declarations import Relation
from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.note_variant import anchor, both_halves, call_changes


def check(case: Case) -> Iterator[Claim]:
    """Claim calls that stand elsewhere, once for both places."""
    if case.canonical is None or case.collation is None:
        return
    if case.relation is Relation.TRANSLATION:
        yield from _in_another_paragraph(case)
        return
    for variant, pair, indexes in call_changes(case):
        if variant.kind in {VariantKind.OMISSION, VariantKind.ADDITION} or pair.canonical is None:
            continue
        canonical, edition = both_halves(case.collation, indexes)
        stood, stands = anchor(case.canonical, canonical.start), anchor(case.edition, edition.start)
        label = pair.edition.label if pair.edition is not None else pair.canonical.label
        yield Claim(
            f"the call of note {label} moved: it stood after “{stood}” and stands after “{stands}”",
            edition,
            canonical,
            indexes,
        )


def _in_another_paragraph(case: Case) -> Iterator[Claim]:
    """Notes that are called once in both texts, in paragraphs that do not face each other."""
    from fidelity.rules.facing_notes import facing_notes
    from fidelity.rules.translation import is_untranslated

    pairs = [pair for pair in case.facing if pair.canonical.length and pair.edition.length]
    if not pairs or is_untranslated(case):
        return
    starts = [pair.canonical.start for pair in pairs]
    for note, other in facing_notes(case):
        if note is None or other is None or not len(note.calls) == len(other.calls) == 1:
            continue
        there, here = note.calls[0], other.calls[0]
        pair = pairs[max(bisect_right(starts, there.start) - 1, 0)]
        if not pair.canonical.covers(there) or pair.edition.covers(here):
            continue
        if any(one.edition.covers(here) for one in pairs):
            yield Claim(f"the call of note {other.label} stands in another paragraph than in the canonical text", here, there)


RULE = Rule("N120", "moved-note-call", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=True)
