"""C110 ambiguous-short-form: a short form that fits more than one work"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import CitationKind
from fidelity.model.rule import Case, Rule
from fidelity.rules.cited import changes_of_what_is_meant, is_as_in_the_canonical_text, linked, named, words
from fidelity.rules.difference import shown, variants_at


def check(case: Case) -> Iterator[Claim]:
    """Claim short forms for which several works given in full come into question."""
    text, works = case.edition, case.edition_marks.citations
    uncalled = [note.body for note in text.notes if note.body is not None and not note.calls]
    for citation, antecedent in linked(case, CitationKind.SHORT):
        if len(antecedent.candidates) < 2 or antecedent.full is not None:
            continue
        # a work in a note that nobody calls stands nowhere in the order of reading
        if any(body.covers(works[i].span) for body in uncalled for i in antecedent.candidates):
            continue
        if is_as_in_the_canonical_text(case, citation, [works[i] for i in antecedent.candidates]):
            continue
        meant = " or ".join(f"“{named(text, works[i])}”" for i in antecedent.candidates[:2])
        yield Claim(
            f"“{shown(words(text, citation.span))}” may be {meant}",
            citation.span,
            variants=variants_at(case, citation.span),
            related=tuple((works[i].span, "may be meant") for i in antecedent.candidates),
            follows=changes_of_what_is_meant(case, citation, (works[i] for i in antecedent.candidates)),
        )


RULE = Rule("C110", "ambiguous-short-form", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=False)
