"""What a person declares about an edition."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Relation(StrEnum):
    """How an edition relates to its canonical text; decides what is confirmed."""

    EDITION = "edition"
    """The whole text, edited: everything is confirmed."""
    EXCERPT = "excerpt"
    """A part of it: the same for the passages present; the rest is not omitted."""
    QUOTING = "quoting"
    """Another text that quotes it: each quotation that is long enough is located and confirmed."""
    TRANSLATION = "translation"
    """The text in another language: notes, citations, numerals and names that must survive."""


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """What an edition's house writes in its own way: differences of these kinds are accidentals there. Nothing, as it stands.

    Straight or typographic quotation marks, dashes, and checked -ise/-ize pairs are every edition's right and need no style.
    """

    spellings: tuple[tuple[str, str], ...] = ()
    """(canonical spelling, the house's spelling) of whole words, such as ("connexion", "connection"); case follows the text."""
    words: frozenset[str] = frozenset()
    """The house's spellings of words that differ in hyphens, spaces, capitals or diacritics alone: "today" for "to-day"."""
    quotation_marks: str = ""
    """The marks that the house uses, in order of depth, such as "“”‘’" or "«»“”"; with "—" dialogue has dashes for marks."""
    serial_comma: bool | None = None
    """Whether the last "and" or "or" of a series has a comma before it; None where the house has no rule."""
    number_forms: bool = False
    """Whether the house groups digits and writes leaves in its own way: "2400" for "2,400", "12v" for "12 v°"."""
