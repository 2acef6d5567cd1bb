"""Text to marks: what a stretch of the text is. One recogniser a file."""

from __future__ import annotations

from collections.abc import Sequence

from fidelity.language.identification import identify
from fidelity.model.recognised import Recognised
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.recognition.author_dates import author_dates
from fidelity.recognition.citations import citations
from fidelity.recognition.citations.resolution import antecedents
from fidelity.recognition.cross_references import cross_references
from fidelity.recognition.names import names
from fidelity.recognition.numbers import numbers
from fidelity.recognition.numeric_citations import numeric_citations
from fidelity.recognition.quotations import quotations


def recognise(
    text: Text, language: str | None = None, near: Sequence[Span] | None = None, *, compared: bool = True
) -> Recognised:
    """Everything the recognisers find in a text, in order of place.

    `language` is a two-letter code ("en", "de", …); without it the language is judged from the text itself. With `near`,
    stretches in order that do not overlap, numbers and names are looked for in them alone.
    Numbers and names are asked for only where texts are compared, and left out otherwise: they take half of the time.
    """
    if language is None:
        language = identify(text.string)
    quoted = tuple(quotations(text))
    cited = tuple(citations(text, quoted))
    references = tuple(cross_references(text))
    return Recognised(
        quotations=quoted,
        citations=cited,
        antecedents=antecedents(text, cited, references),
        author_dates=tuple(author_dates(text)),
        numeric_citations=tuple(numeric_citations(text)),
        cross_references=references,
        numbers=tuple(numbers(text, language, near)) if compared else (),
        names=tuple(names(text, language, near)) if compared else (),
    )


def recognise_words(text: Text, language: str | None = None) -> Recognised:
    """The numbers and names of a text alone."""
    if language is None:
        language = identify(text.string)
    return Recognised(numbers=tuple(numbers(text, language)), names=tuple(names(text, language)))
