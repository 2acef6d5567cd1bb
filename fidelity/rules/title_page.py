"""The title, authors and date that one witness prints and the other has beside its text: in front matter, a head, metadata."""

from __future__ import annotations

import re

from fidelity.language.numerals import MONTHS
from fidelity.model.collation import Collation, Variant, VariantKind
from fidelity.model.work import Work

_WORD = re.compile(r"[^\W_]+")
_BY = frozenset("by von par de por di da and und et y e".split())
"""Words that lead to an author's name, or join two."""


def said_beside_the_text(collation: Collation, printed: Work, edited: Work) -> frozenset[int]:
    """The variants at the beginning of the text that are in one witness what the other's file says of its work.

    `printed` is what the file of the canonical text says, `edited` what that of the edition does.
    """
    found = set()
    for variant in collation.variants:
        if variant.note is not None or variant.call:
            continue
        if not _is_said(collation, variant, printed, edited):
            break  # only what stands before everything else
        found.add(variant.index)
    return frozenset(found)


def _is_said(collation: Collation, variant: Variant, printed: Work, edited: Work) -> bool:
    if variant.kind is VariantKind.OMISSION:
        text, span, work = collation.canonical, variant.canonical, edited
    elif variant.kind is VariantKind.ADDITION:
        text, span, work = collation.edition, variant.edition, printed
    else:
        return False
    lines = [words for line in re.split(r"[\n\u2028]", text.string[slice(*span)]) if (words := _words(line))]
    return bool(lines) and not text.string[: span.start].strip() and all(_says(work, words) for words in lines)


def _says(work: Work, words: list[str]) -> bool:
    """Whether a line is the title, or a part of it that a colon sets off, an author or several, or the date."""
    if words in ([_words(part) for part in re.split(r"[:–—.]\s", work.title)] + [_words(work.title)]):
        return True
    if work.year and work.year in words and all(word.isdecimal() or word in MONTHS for word in words):
        return True
    names = {word for author in work.authors for word in _words(author)}
    return bool(names) and any(word in names for word in words) and all(word in names or word in _BY for word in words)


def _words(line: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(line)]
