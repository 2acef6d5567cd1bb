"""Text to marks: what a stretch of the text is. One recogniser a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fidelity.language.identification import identify
from fidelity.model.marks import Kind
from fidelity.model.recognised import Antecedent, AuthorDate, Citation, CrossReference, Quotation, Recognised
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.recognition.cross_references import cross_references
from fidelity.recognition.names import names
from fidelity.recognition.numbers import numbers
from fidelity.recognition.numeric_citations import numeric_citations
from fidelity.recognition.quotations import quotations
from fidelity.recognition.reference_lists import listed_blocks


def recognise(
    text: Text, language: str | None = None, near: Sequence[Span] | None = None, *, compared: bool = True
) -> Recognised:
    """Everything the recognisers find in a text, in order of place.

    `language` is a two-letter code ("en", "de", …); without it the language is judged from the text itself. With `near`,
    stretches in order that do not overlap, numbers and names are looked for in them alone.
    Numbers and names are asked for only where texts are compared, and left out otherwise: they take half of the time.
    """
    found = recognise_passages(text)
    return with_words(found, text, language, near) if compared else found


def recognise_passages(text: Text) -> Recognised:
    """What is recognised in a text whatever it is compared with: all but numbers and names."""
    quoted = tuple(quotations(text))
    references = tuple(cross_references(text))
    cited, meant = _citations(text, quoted, references)
    return Recognised(
        quotations=quoted,
        citations=cited,
        antecedents=meant,
        author_dates=_author_dates(text),
        numeric_citations=tuple(numeric_citations(text)),
        cross_references=references,
    )


def with_words(found: Recognised, text: Text, language: str | None = None, near: Sequence[Span] | None = None) -> Recognised:
    """What was recognised in a text, and its numbers and names; `language` and `near` as in `recognise`."""
    words = recognise_words(text, language, near)
    return replace(found, numbers=words.numbers, names=words.names)


def _citations(
    text: Text, quoted: Sequence[Quotation], references: Sequence[CrossReference]
) -> tuple[tuple[Citation, ...], tuple[Antecedent, ...]]:
    """The citations and what they refer to; nothing is loaded for a text without notes and without a list of references."""
    if not text.of_kind(Kind.NOTE_BODY) and next(listed_blocks(text), None) is None:
        return (), ()
    from fidelity.recognition.citations.in_text import citations
    from fidelity.recognition.citations.resolution import antecedents

    cited = tuple(citations(text, quoted))
    return cited, antecedents(text, cited, references)


def _author_dates(text: Text) -> tuple[AuthorDate, ...]:
    """The citations by author and date; nothing is loaded for a text without brackets, in which the year stands."""
    if "(" not in text.string and "[" not in text.string:
        return ()
    from fidelity.recognition.author_dates import author_dates

    return tuple(author_dates(text))


def recognise_words(text: Text, language: str | None = None, near: Sequence[Span] | None = None) -> Recognised:
    """The numbers and names of a text alone; `language` and `near` as in `recognise`."""
    if language is None:
        language = identify(text.string)
    return Recognised(numbers=tuple(numbers(text, language, near)), names=tuple(names(text, language, near)))
