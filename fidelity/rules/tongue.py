"""The language that the words of a case are judged in."""

from __future__ import annotations

from fidelity.language.identification import identify, likeliest
from fidelity.model.derived import derived
from fidelity.model.rule import Case
from fidelity.model.text import Text


def language_of(case: Case) -> str | None:
    """The two-letter code of the one language that is declared; else of the canonical text's, else of the edition's.

    None where neither is clear, or neither is one of several that are declared.
    """
    if len(case.languages) == 1:
        return case.languages[0]
    guesses = [_likeliest(text) for text in (case.canonical, case.edition) if text is not None]
    return next((guess for guess in guesses if guess and (not case.languages or guess in case.languages)), None)


@derived(heeds=())
def _likeliest(text: Text) -> str | None:
    return likeliest(text.string)


@derived(heeds=())
def guessed(text: Text) -> str | None:
    """The two-letter code of the language that a text seems to be in; None where it is not clear."""
    return identify(text.string)
