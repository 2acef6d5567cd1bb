"""C110 ambiguous-short-form: a short form that fits more than one work"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import Citation, CitationKind
from fidelity.model.rule import Case, Rule
from fidelity.model.text import Text
from fidelity.rules.cited import changes_of_what_is_meant, linked, named, words
from fidelity.rules.difference import shown, variants_at


def check(case: Case) -> Iterator[Claim]:
    """Claim short forms for which several works given in full come into question."""
    text, works = case.edition, case.edition_marks.citations
    for citation, antecedent in linked(case, CitationKind.SHORT):
        if len(antecedent.candidates) < 2 or antecedent.full is not None:
            continue
        if any(_is_uncalled(text, works[i]) for i in antecedent.candidates):
            continue
        meant = " or ".join(f"“{named(text, works[i])}”" for i in antecedent.candidates[:2])
        yield Claim(
            f"“{shown(words(text, citation.span))}” may be {meant}",
            citation.span,
            variants=variants_at(case, citation.span),
            related=tuple((works[i].span, "may be meant") for i in antecedent.candidates),
            follows=changes_of_what_is_meant(case, citation, (works[i] for i in antecedent.candidates)),
        )


def _is_uncalled(text: Text, work: Citation) -> bool:
    """Whether a work is named in a note that nobody calls: it stands nowhere in the order of reading."""
    return any(note.body is not None and note.body.covers(work.span) and not note.calls for note in text.notes)


RULE = Rule("C110", "ambiguous-short-form", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=False)
