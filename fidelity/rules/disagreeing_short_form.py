"""C109 disagreeing-short-form: a short form whose title is not that of the work it stands for"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import CitationKind, Field
from fidelity.model.rule import Case, Rule
from fidelity.rules.cited import changes_of_what_is_meant, linked, title_of, words
from fidelity.rules.difference import shown, variants_at

_ALIKE = 0.5
"""Share of a short title's words that the full title has, from which on both mean one work."""


def check(case: Case) -> Iterator[Claim]:
    """Claim short titles that share most words with the only work of their author and have others that it has not."""
    text, works = case.edition, case.edition_marks.citations
    for citation, antecedent in linked(case, CitationKind.SHORT):
        short = title_of(text, citation)
        if not short or antecedent.full is not None or len(antecedent.candidates) != 1:
            continue
        work = works[antecedent.candidates[0]]
        full = title_of(text, work)
        shared = sum(word in full for word in short)
        if not full or shared == len(short) or shared < _ALIKE * len(short):
            continue
        title, whole = citation.of(Field.TITLE), work.of(Field.TITLE)
        assert title is not None
        assert whole is not None
        yield Claim(
            f"the short title “{shown(words(text, title))}” is not in the full one: {shown(words(text, whole))}",
            title,
            variants=variants_at(case, title),
            related=((whole, "the full citation"),),
            follows=changes_of_what_is_meant(case, citation, (work,)),
        )


RULE = Rule("C109", "disagreeing-short-form", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=False)
