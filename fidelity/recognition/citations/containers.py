"""What a work appeared in: "in Editor (ed.), Container" behind its title, or the journal right after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from fidelity.language.citation_words import EDITOR_AFTER
from fidelity.model.recognised import Field
from fidelity.model.span import Span
from fidelity.recognition.citations.parts import BETWEEN, ENDS, IN, IN_NAMES, LATE_DATE, TAKEN
from fidelity.recognition.citations.patterns import any_of
from fidelity.recognition.citations.wording import abbreviated, namelike, thesis, trimmed

_LONGEST_CONTAINER = 14
"""Words of the longest container that no numbering or editor makes sure."""
_EDITED = any_of(EDITOR_AFTER)


class Section(NamedTuple):
    """Where "in" stands, and the editor and the container after it."""

    start: int
    editor: Span | None
    container: Span | None


def section_in(string: str, at: int, quoted: Sequence[Span]) -> Section | None:
    """The "in Editor (ed.), Container" from a place on, outside quotation marks; what is known already has been blanked."""
    marker = next(
        (m for m in IN.finditer(string, max(at - 1, 0)) if not any(q.start <= m.start() + 1 < q.end for q in quoted)), None
    )
    if marker is None:
        return None
    start = marker.end()
    editor = None
    names = IN_NAMES.match(string, start)
    if names is not None and (re.search(_EDITED, names[0][len(names["names"]) :]) or namelike(names["names"])):
        editor = Span(*names.span("names"))
        start = names.end()
    stop = string.find(TAKEN, start)
    stop = len(string) if stop < 0 else stop
    last = trimmed(string, start, _end_of_words(string, start, stop))
    bracket = string.rfind("(", start, last)
    last = trimmed(string, start, bracket) if bracket > start and ")" not in string[bracket:last] else last
    late = re.search(r",\s(?=[^,]*$)", string[start:last])
    if late and re.search(r"\d", string[start + late.end() : last]):
        last = start + late.start()
    words = string[start:last]
    opens = bool(words) and (words[0].isupper() or words[0] in "“„[«" or words.startswith("the "))
    return Section(marker.start(), editor, Span(start, last) if opens else None)


def container_after(string: str, at: int, *, housed: bool, numbered: bool) -> Span | None:
    """The words right after a title that its marks close, where they may be a container's or a house's.

    `housed` says that the publisher is known, `numbered` that a volume or an issue is.
    """
    between = BETWEEN.match(string, at)
    at = between.end() if between is not None else at
    stop = string.find(TAKEN, at)
    stop = len(string) if stop < 0 else stop
    last = trimmed(string, at, _end_of_words(string, at, stop))
    late = LATE_DATE.search(string, at, last)
    if late is not None and late.start() > at:
        last = trimmed(string, at, late.start())
    comma = string.find(", ", at, last)
    if comma > 0 and (housed or re.match(r",\s(?:[a-z]|\d)", string[comma:last])):
        last = comma
    bracket = string.find("(", at, last)
    last = bracket if bracket > at and ")" not in string[bracket:last] else last
    words = string[at:last].strip()
    marked = words[:1] in {"«", "“"} and words[-1:] in {"»", "”"} and numbered
    if not words or not (words[0].isupper() or marked) or len(words.split()) > _LONGEST_CONTAINER or thesis(words):
        return None
    return Span(at, last)


def follows_book(found: Sequence[tuple[Field, Span]], stressed: Sequence[Span], at: int) -> bool:
    """Whether the last title or container before a place is emphasised, as that of a book is."""
    books = [span for field, span in found if field in {Field.TITLE, Field.CONTAINER} and span.end <= at]
    return bool(books) and any(one.overlaps(max(books)) for one in stressed)


def _end_of_words(string: str, start: int, stop: int) -> int:
    """Where a sentence's end that is no abbreviation's stop parts a stretch; its end if none does."""
    ends = ENDS.search(string, start, stop)
    while ends is not None and abbreviated(string, ends.start()):
        ends = ENDS.search(string, ends.end(), stop)
    return ends.start() if ends is not None else stop
