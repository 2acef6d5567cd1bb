"""The addresses of authors at the foot of a title page: they look like notes, but what calls them stands behind names.

Several authors share an address and an author has several, so that their numbers are repeated and stand in lists, in lines that
hold nothing but names; calls of notes come once each and in their order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from fidelity.language.affiliation_words import AFFILIATION
from fidelity.language.name_particles import PARTICLES
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.call_candidates import Candidate, Standing, candidates
from fidelity.repairs.note_bodies import Body

FIRST_PAGES = 2
"""Authors are named on the title page, or after a cover."""
NAMES = 0.6
"""The least part of the words of a line of names that begin with a capital."""
LONGEST = 160
"""Characters in a line of names."""
CONJUNCTIONS = frozenset({"and", "et", "und", "with", "avec", "mit", "con", "com"})
"""What stands between the names of authors."""
_WORD = re.compile(r"[^\W\d_]{2,}")


def author_affiliations(text: Text, bodies: Sequence[Body]) -> tuple[list[Body], int | None]:
    """Those of the first bodies that are addresses of authors, and the end of the last line of authors that refers to them."""
    first = [body for body in bodies if body.label.isdigit()][:1]
    if not first or first[0].page >= FIRST_PAGES or first[0].label != "1":
        return [], None
    page = first[0].page
    numbered = [body for body in bodies if body.label.isdigit()]
    found = [body for n, body in enumerate(takewhile(lambda body: body.page == page, numbered), 1) if body.label == str(n)]
    labels = frozenset(body.label for body in found)
    stretches = tuple(stretch for body in bodies for stretch in body.stretches)
    marks = [
        one
        for one in takewhile(lambda one: _page(text, one) <= page, candidates(text, labels, stretches))
        if one.standing is Standing.RAISED
        and text.transcript_offset(one.span.start) < text.transcript_offset(first[0].start)
        and _page(text, one) == page
    ]
    if {one.label for one in marks} != labels or not all(_is_among_names(text, one) for one in marks):
        return [], None
    told = len(found) > 1 and 2 * sum(bool(AFFILIATION.search(_words(text, body))) for body in found) > len(found)
    # a number with a link is two candidates, with the link and without
    if not told and len({one.span for one in marks}) <= len(found):
        return [], None
    return found, _line(text, max(one.span.start for one in marks)).end


def _page(text: Text, mark: Candidate) -> int:
    place = text.source.place(text.transcript_offset(mark.span.start))
    return place[0] - 1 if place else -1


def _line(text: Text, offset: int) -> Span:
    end = text.string.find("\n", offset)
    return Span(text.string.rfind("\n", 0, offset) + 1, end if end >= 0 else len(text.string))


def _is_among_names(text: Text, mark: Candidate) -> bool:
    """Whether a raised number stands in a line of names: short, most words with a capital, and no sentence."""
    line = text.string[slice(*_line(text, mark.span.start))].strip()
    words = [word for word in _WORD.findall(line) if word not in PARTICLES | CONJUNCTIONS]
    return len(line) <= LONGEST and bool(words) and sum(word[0].isupper() for word in words) >= NAMES * len(words)


def _words(text: Text, body: Body) -> str:
    return " ".join(text.string[slice(*stretch)] for stretch in body.stretches)
