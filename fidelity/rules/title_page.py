"""The title, authors and date that one witness prints and the other has beside its text: in front matter, a head, metadata."""

from __future__ import annotations

import re

from fidelity.language.numerals import MONTHS
from fidelity.model.collation import Collation, Variant, VariantKind
from fidelity.model.late_pattern import late_pattern
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.model.work import Work

_WORD = re.compile(r"[^\W_]+")
_TITLE_BLOCK = late_pattern(
    r"<(header|div)\b[^>]*\b(?:id|class)=[\"']?title-block(?:-header)?\b.*?</\1>", re.DOTALL | re.IGNORECASE
)
"""The title block of pandoc, Quarto and R Markdown: title, authors and date of the metadata."""
_HEAD = 200_000
"""Characters of a page in which it is looked for, style sheets before it included."""
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
        if not _is_said(collation, variant, printed, edited) and not _in_title_block(collation.edition, variant):
            break  # only what stands before everything else
        found.add(variant.index)
    return frozenset(found)


def _in_title_block(edition: Text, variant: Variant) -> bool:
    """Whether an addition stands in the block of a web page that a converter made of a text's metadata, its title block."""
    if variant.kind is not VariantKind.ADDITION or not edition.source.content:
        return False
    block = _TITLE_BLOCK.search(edition.source.content[:_HEAD])
    string = edition.string[slice(*variant.edition)]
    first = variant.edition.start + len(string) - len(string.lstrip())
    last = variant.edition.start + len(string.rstrip())
    return block is not None and first < last and Span(*block.span()).covers(edition.file_hull(Span(first, last)))


def _is_said(collation: Collation, variant: Variant, printed: Work, edited: Work) -> bool:
    if variant.kind is VariantKind.OMISSION:
        text, span, work = collation.canonical, variant.canonical, edited
    elif variant.kind is VariantKind.ADDITION:
        text, span, work = collation.edition, variant.edition, printed
    else:
        return False
    lines = [words for line in re.split(r"[\n\u2028]", text.string[slice(*span)]) if (words := _words(line))]
    before = _words(text.string[: min(span.start, 2 * span.end - span.start)])  # printed twice: either is the first
    return bool(lines) and before in ([], [word for line in lines for word in line]) and all(_says(work, one) for one in lines)


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
