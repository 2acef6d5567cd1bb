"""Captions that Markdown writes as a picture's alternative text: the picture may be missing, and its number may be printed."""

from __future__ import annotations

from collections.abc import Iterator

from fidelity.language.caption_words import CAPTION
from fidelity.model.collation import Collation, Variant, VariantKind
from fidelity.model.span import Span
from fidelity.model.text import Text


def excused_by_pictures(collation: Collation) -> frozenset[int]:
    """The variants that are the number which is printed before the caption of a picture: "Figure 1: "."""
    return frozenset(variant.index for variant in _of_wording(collation) if _is_number(collation, variant))


def captions_of_pictures(collation: Collation) -> frozenset[int]:
    """The variants that are captions of pictures which only one text has.

    Who sets a text without its pictures leaves their captions out with them; but its words may say anything.
    """
    return frozenset(variant.index for variant in _of_wording(collation) if _are_captions(collation, variant))


def _of_wording(collation: Collation) -> Iterator[Variant]:
    """The omissions and additions outside notes."""
    for variant in collation.variants:
        if variant.substantive and variant.note is None and variant.kind in {VariantKind.OMISSION, VariantKind.ADDITION}:
            yield variant


def _are_captions(collation: Collation, variant: Variant) -> bool:
    text, span = _longer(collation, variant)
    string = text.string[slice(*span)]
    first, last = span.start + len(string) - len(string.lstrip()), span.start + len(string.rstrip())
    if first >= last or text.block_at(last - 1).end != last:
        return False
    while first < last:
        if not _is_caption(text, first):
            return False
        first = text.block_at(first).end + 1
    return True


def _is_number(collation: Collation, variant: Variant) -> bool:
    """Whether only "Figure 1: " is there more than in the caption of a picture on the other side."""
    text, span = _longer(collation, variant)
    other, place = (
        (collation.edition, variant.edition) if text is collation.canonical else (collation.canonical, variant.canonical)
    )
    if CAPTION.fullmatch(text.string[slice(*span)].strip()) is None:
        return False
    start = next((at for at in range(place.start, len(other.string)) if not other.string[at].isspace()), None)
    return start is not None and _is_caption(other, start)


def _longer(collation: Collation, variant: Variant) -> tuple[Text, Span]:
    """The text that has what the other has not, and where."""
    if variant.kind is VariantKind.OMISSION:
        return collation.canonical, variant.canonical
    return collation.edition, variant.edition


def _is_caption(text: Text, start: int) -> bool:
    """Whether the character at a place is the first of a picture's alternative text in a Markdown file."""
    content = text.source.content
    if not content or text.block_at(start).start != start:
        return False
    at = text.file_hull(Span(start, start + 1)).start
    return content[max(at - 2, 0) : at] == "![" or content[max(at - 40, 0) : at].lstrip().endswith("![")
