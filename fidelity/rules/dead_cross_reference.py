"""C115 dead-cross-reference: a reference to a note that there is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fidelity.model.collation import VariantKind
from fidelity.model.declarations import Relation
from fidelity.model.finding import Claim, Severity
from fidelity.model.rule import Case, Rule
from fidelity.rules.difference import variants_at
from fidelity.rules.note_variant import numbered, whole_notes
from fidelity.rules.stale_cross_reference import is_stale

_PAGE_BEFORE = re.compile(r"\d[,;]?\s*$")
_WORK_AFTER = re.compile(
    r"\s*(?:,|of|in|to|on|der|des|de|du|von)\s+(?:the\s+|his\s+|her\s+|their\s+)?[“\"A-ZÄÖÜÀÉ]|"
    r"\s*(?:of|in|to|der|zur|in\s+der|de|dans|della|nell|en)\s?(?:the|la|l)?[’'\s]?\s?[\w.ª]*\s?(?:edition|Auflage|Aufl|Ausgabe|édition|edición|edizione)"
)
_FEWEST = 2
"""With fewer numbered notes a text may well speak of the notes of another."""


def check(case: Case) -> Iterator[Claim]:
    """Claim references to a number above the last note, unless they may point into another work."""
    if case.relation in {Relation.EXCERPT, Relation.QUOTING}:
        return
    labels = {note.label for note in case.edition.notes}
    numbers = [number for label in labels if (number := numbered(label)) is not None]
    if len(numbers) < _FEWEST:
        return
    string = case.edition.string
    for reference in case.edition_marks.cross_references:
        number = numbered(reference.label)
        if number is None or reference.label in labels or 0 < number <= max(numbers):
            continue
        before = string[max(reference.span.start - 12, 0) : reference.span.start]
        if is_stale(case, reference) or _PAGE_BEFORE.search(before) or _WORK_AFTER.match(string, reference.span.end):
            continue
        yield Claim(
            f"the reference is to note {reference.label}, but the last note is {max(numbers)}",
            reference.target,
            variants=variants_at(case, reference.target),
            follows=frozenset(
                variant.index
                for variant, pair in whole_notes(case, VariantKind.OMISSION)
                if pair.canonical is not None and pair.canonical.label == reference.label
            ),
        )


RULE = Rule("C115", "dead-cross-reference", Severity.ERROR, Path(__file__).with_suffix(".md"), check, compares=False)
