"""What a person declares about an edition."""

from __future__ import annotations

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
