"""Which numerals in the running text are the calls of the notes that are there.

No numeral is a call by itself. Each place where one could be is a candidate with a weight from its evidence (raised glyphs,
contact with the word before, a gap in its line), and the heaviest choice in which calls and notes follow the same order is
taken: a longest increasing subsequence with weights, found with a Fenwick tree (Fenwick 1994).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from fidelity.model.source import MARGIN_COLUMN
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.call_candidates import ALONE, SUPERIOR, Candidate, Standing, candidates
from fidelity.repairs.heaviest_chain import heaviest_chain
from fidelity.repairs.note_links import leads_to
from fidelity.repairs.printed_lines import box_at

_LATE = 4.0
"""What it costs that a raised number stands on the page behind its note, which TeX set too early."""
MOVED_UP = 5.0
"""Ems of the text below the first line of its note in the margin that a call stands, at most."""


@dataclass(frozen=True, slots=True)
class Call:
    """A numeral taken for the call of the note with index `note`; `place` is where the call belongs, in text offsets."""

    note: int
    label: str
    span: Span
    place: int
    standing: Standing
    certainty: float
    gap: Span | None = None
    """The gap in the line that shows the place of a stranded call."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A note whose call is looked for: its label, and the transcript offset that its call must precede."""

    label: str
    before: int
    page: int


def unique_label(printed: str, occurrence: int) -> str:
    """The label of the n-th note with this printed label. Numbers that begin anew by page or chapter are told apart as
    chapter and note are in books: "2-1" is the second note 1.
    """
    return printed if occurrence == 1 else f"{occurrence}-{printed}"


def printed_label(label: str) -> str:
    """What is printed for a label that `unique_label` made."""
    return re.sub(r"^\d+-", "", label)


def find_calls(text: Text, wanted: Sequence[Wanted], outside: Sequence[Span] = (), *, fresh: bool = True) -> list[Call]:
    """The calls of the wanted notes, in order, among the numerals of the running text that are not in `outside`.

    A note without a convincing candidate has no entry. Where every note has one the count closes, and certainty rises;
    that tells nothing where most calls were marked before (not `fresh`).
    """
    if not wanted:
        return []
    lettered = [i for i, note in enumerate(wanted) if note.label.isalpha()]
    if 0 < len(lettered) < len(wanted):
        # letters label the notes of boxes and tables, which stand over the foot of their page: they count by themselves
        others = [i for i, note in enumerate(wanted) if not note.label.isalpha()]
        streams = [(one, find_calls(text, [wanted[i] for i in one], outside, fresh=fresh)) for one in (others, lettered)]
        found = [replace(call, note=one[call.note]) for one, calls in streams for call in calls]
        return sorted(found, key=lambda call: call.span.start)
    labels: dict[str, list[int]] = {}
    for index, note in enumerate(wanted):
        labels.setdefault(note.label, []).append(index)
    pages = text.source.pages
    items = []
    for candidate in candidates(text, frozenset(labels), tuple(outside)):
        offset = text.transcript_offset(candidate.span.start)
        for index in labels[candidate.label]:
            note = wanted[index]
            if candidate.link is not None and not leads_to(text, candidate.link, note.before):
                continue
            page = bisect_right(pages, offset) - 1
            if offset < note.before or _may_follow(text, offset, note.before):
                items.append((candidate, index, candidate.weight + (2.0 if len(pages) > 1 and page == note.page else 0.0)))
            elif _is_certain(text, candidate) and (
                page == note.page + 1 or (page == note.page and _is_beside(text, offset, note.before))
            ):
                items.append((candidate, index, candidate.weight - _LATE))
    if any(candidate.standing is Standing.RAISED for candidate, _, _ in items):
        items = [item for item in items if item[0].weight != ALONE]
    chain = [(items[i][0], items[i][1]) for i in heaviest_chain([(c.span.start, n, w) for c, n, w in items], len(wanted))]
    closes = fresh and len(chain) == len(wanted)
    return [
        Call(
            note=index,
            label=candidate.label,
            span=candidate.span,
            place=candidate.place,
            standing=candidate.standing,
            certainty=min(0.99, 0.35 + 0.12 * candidate.weight + (0.15 if closes else 0.0)),
            gap=candidate.gap,
        )
        for candidate, index in chain
        if candidate.weight >= (1.0 if closes else 3.0)
    ]


def _is_certain(text: Text, candidate: Candidate) -> bool:
    """Whether a candidate is raised behind a word or a mark, and so a call of whatever note, wherever that stands."""
    at = candidate.span.start
    after_number = at > 0 and text.string[at - 1].isdigit()
    return candidate.standing is Standing.RAISED and candidate.weight >= SUPERIOR and not after_number


def _may_follow(text: Text, offset: int, body: int) -> bool:
    """Whether a transcript offset stands further right on the page than a note at the foot of a column, or beside one in the
    margin or above it.
    """
    here, there = box_at(text, offset), box_at(text, body)
    if here is None or there is None or here.page != there.page:
        return False
    if there.column == MARGIN_COLUMN:
        return here.column != MARGIN_COLUMN and here.baseline > there.baseline - there.size
    return here.column > there.column >= 0


def _is_beside(text: Text, offset: int, body: int) -> bool:
    """Whether a note stands in the margin, and a transcript offset in the text beside it or a little below: notes are moved up
    to find room.
    """
    here, there = box_at(text, offset), box_at(text, body)
    if here is None or there is None or here.column == MARGIN_COLUMN or there.column != MARGIN_COLUMN:
        return False
    return here.baseline >= there.baseline - MOVED_UP * here.size
