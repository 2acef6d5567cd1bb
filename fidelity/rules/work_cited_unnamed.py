"""C114 work-cited-unnamed: “op. cit.” or “a.a.O.” that names nobody, or somebody of whom nothing is cited"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fidelity.language.citation_forms import folded
from fidelity.model.finding import Claim, Severity
from fidelity.model.recognised import CitationKind
from fidelity.model.rule import Case, Rule
from fidelity.rules.cited import changes_of_what_is_meant, is_whole, linked, words
from fidelity.rules.difference import shown, variants_at

_WORK_CITED = re.compile(r"(?:op\.\s?cit\.|ob\.\s?cit\.|art\.\s?cit\.)", re.IGNORECASE)
_ALONE = re.compile(r"(?:op\.\s?cit\.|ob\.\s?cit\.)[,\s]*(?:pp?\.|S\.|pág\.)?[\d\s,–-]*\.?$", re.IGNORECASE)


def check(case: Case) -> Iterator[Claim]:
    """Claim "op. cit." that stands alone, or whose author no other citation has."""
    text, marks = case.edition, case.edition_marks
    for citation, antecedent in linked(case, CitationKind.SHORT):
        here = words(text, citation.span)
        if not _WORK_CITED.search(here) or any(citation.span.covers(one.span) for one in marks.cross_references):
            continue
        if _ALONE.match(here):
            message = f"“{shown(here)}” names neither an author nor a note"
        elif is_whole(case) and _of_nobody(case, citation.families) and antecedent.full is None and not antecedent.candidates:
            message = f"“{shown(here)}” refers to a work that is cited nowhere else"
        else:
            continue
        yield Claim(
            message,
            citation.span,
            variants=variants_at(case, citation.span),
            follows=changes_of_what_is_meant(case, citation),
        )


def _of_nobody(case: Case, families: tuple[str, ...]) -> bool:
    """Whether no other citation, nor any note, names the author."""
    if not families:
        return False
    notes = folded(case.edition.string[case.edition.running_end :]).split()
    listed = any(families[0] in one.families for one in case.edition_marks.citations if one.listed)
    return not listed and notes.count(families[0]) == 1


RULE = Rule("C114", "work-cited-unnamed", Severity.WARNING, Path(__file__).with_suffix(".md"), check, compares=False)
