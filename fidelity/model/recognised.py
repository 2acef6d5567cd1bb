"""What recognisers find in a text, in text offsets."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from fidelity.model.span import Span


class Field(StrEnum):
    """Parts of a citation that a recogniser may name."""

    AUTHOR = "author"
    TITLE = "title"
    YEAR = "year"
    PLACE = "place"
    PUBLISHER = "publisher"
    PAGES = "pages"
    URL = "url"
    EDITOR = "editor"
    TRANSLATOR = "translator"
    VOLUME = "volume"
    ISSUE = "issue"
    CONTAINER = "container"
    SERIES = "series"
    EDITION = "edition"
    CHAPTER = "chapter"
    """A chapter, section or paragraph within the work, other than by page."""
    DOI = "doi"
    ISBN = "isbn"
    ISSN = "issn"
    ACCESSED = "accessed"
    """The day on which a web address was looked up."""


class CitationKind(StrEnum):
    """How much of a work a citation says."""

    FULL = "full"
    SHORT = "short"
    """A short form, "op. cit.", author and date: the work is named elsewhere."""
    IBID = "ibid"
    """ "Ibid.": the work cited just before."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation in text offsets. `span` holds the marks too, `content` what stands between them.

    Of one that is not closed, `span` is the mark alone, and `content` the empty place behind a mark that opens, or before one
    that would close.
    """

    span: Span
    content: Span
    block: bool = False
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation in text offsets, and its fields where they are known; a place outside every field is of no known kind."""

    span: Span
    fields: tuple[tuple[Field, Span], ...] = ()
    kind: CitationKind = CitationKind.FULL
    listed: bool = False
    """Whether it stands in a list of references."""
    families: tuple[str, ...] = ()
    """The family names of its authors, else of its editors, without case and diacritics."""

    def of(self, *fields: Field) -> Span | None:
        """The first place of one of some fields; None where it has none."""
        for field, span in self.fields:
            if field in fields:
                return span
        return None


@dataclass(frozen=True, slots=True)
class Antecedent:
    """What a short form or "ibid." refers to, by the indexes of citations in `Recognised.citations`."""

    previous: int | None = None
    """The citation that it follows on, itself perhaps a short form."""
    full: int | None = None
    """The citation that says the work in full; None where there is none, or more than one may be meant."""
    candidates: tuple[int, ...] = ()
    """The full citations that may be meant, where it is not sure which."""


@dataclass(frozen=True, slots=True)
class AuthorDate:
    """(Smith 1999), Smith (1999): an author and a date in running text. `families` as in `Citation`."""

    span: Span
    families: tuple[str, ...]
    author: Span
    year: Span


@dataclass(frozen=True, slots=True)
class NumericCitation:
    """[3], [3–5, 8] in running text: the numbers of entries in a list of references."""

    span: Span
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CrossReference:
    """ "see note 12", "n. 7": `label` is what is pointed at, `target` the digits alone."""

    span: Span
    target: Span
    label: str


@dataclass(frozen=True)
class Recognised:
    """What the recognisers found in one text, in order of place."""

    quotations: tuple[Quotation, ...] = ()
    citations: tuple[Citation, ...] = ()
    antecedents: tuple[Antecedent, ...] = ()
    """One for each citation, in the same order."""
    author_dates: tuple[AuthorDate, ...] = ()
    numeric_citations: tuple[NumericCitation, ...] = ()
    cross_references: tuple[CrossReference, ...] = ()
    numbers: tuple[Span, ...] = ()
    """Numerals, dates and number words."""
    names: tuple[Span, ...] = ()

    @cached_property
    def quotation_ends(self) -> frozenset[int]:
        """The offsets behind the last mark of each quotation, or behind the only mark of one that is not closed."""
        return frozenset(quotation.span.end for quotation in self.quotations)
