"""What was left out between the halves of a quotation that only an incise parts: “The sea,” he writes, “was high.”"""

from __future__ import annotations

import re
from typing import NamedTuple

from fidelity.collation.passages.coded import coded
from fidelity.collation.passages.location import Searched
from fidelity.language.incises import is_incise
from fidelity.language.quotation_marks import ALL, SINGLE
from fidelity.model.recognised import Quotation
from fidelity.model.span import Span
from fidelity.model.text import Text

_LONGEST_INCISE = 60
"""Characters between the halves of a quotation."""
_LONGEST_SKIPPED = 60
"""Characters left out between them, at most: with more, the second is a quotation of its own."""
_PARTED = re.compile(f"[.!?…\n\u2028{''.join(sorted(ALL - SINGLE))}]")
"""The end of a sentence, or the marks of a quotation of its own."""
_MARKS = " \n\u00a0\u202f\u2028.,;:—–-"


class Half(NamedTuple):
    """A quotation, and the addresses of what it was taken from."""

    quotation: Quotation
    place: Span


def skipped(shelf: Searched, edition: Text, one: Half, two: Half) -> str:
    """The few words of a sentence that a canonical text has between a quotation and the one that goes on with it.

    Nothing where either says itself that something was left out, or has other words at that end, nor where the canonical text
    has an incise of its own there, or marks.
    """
    between = edition.string[one.quotation.span.end : two.quotation.span.start]
    begun = edition.string[slice(*one.quotation.content)].rstrip()
    goes_on = edition.string[slice(*two.quotation.content)].lstrip()
    if (
        not 0 < len(between) <= _LONGEST_INCISE
        or not is_incise(between.strip(_MARKS))
        or not (begun[-1:].isalnum() or begun[-1:] == ",")
        or not goes_on[:1].islower()
        or not 0 < two.place.start - one.place.end <= _LONGEST_SKIPPED
    ):
        return ""
    parted = _PARTED.search(shelf.read(one.place.end - 1, two.place.start))
    words = shelf.read(one.place.end, two.place.start).strip(_MARKS)
    last, first = coded(shelf.read(*one.place)).code[-1:], coded(shelf.read(*two.place)).code[:1]
    if last != coded(begun).code[-1:] or first != coded(goes_on).code[:1] or parted or is_incise(words):
        return ""
    return words
