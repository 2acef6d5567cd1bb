"""What recognisers find in a text, in text offsets."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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
    CONTAINER = "container"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation in text offsets. `span` holds the marks too, `content` what stands between them."""

    span: Span
    content: Span
    block: bool = False
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation in text offsets, and its fields where they are known; a place outside every field is of no known kind."""

    span: Span
    fields: tuple[tuple[Field, Span], ...] = ()


@dataclass(frozen=True, slots=True)
class CrossReference:
    """ "see note 12", "n. 7": `label` is what is pointed at, `target` the digits alone."""

    span: Span
    target: Span
    label: str


@dataclass(frozen=True, slots=True)
class Recognised:
    """What the recognisers found in one text, in order of place."""

    quotations: tuple[Quotation, ...] = ()
    citations: tuple[Citation, ...] = ()
    cross_references: tuple[CrossReference, ...] = ()
    numbers: tuple[Span, ...] = ()
    """Numerals, dates and number words."""
    names: tuple[Span, ...] = ()
