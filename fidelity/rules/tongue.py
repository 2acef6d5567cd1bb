"""The language that the words of a case are judged in."""

from __future__ import annotations

from fidelity.language.identification import identify
from fidelity.model.rule import Case


def language_of(case: Case) -> str | None:
    """The two-letter code of the canonical text's language, else of the edition's; None where neither is clear."""
    known = identify(case.canonical.string) if case.canonical is not None else None
    return known or identify(case.edition.string)
