"""From a canonical text and edits to an edition, and where in the edition each edit came to stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from benchmarks.checking.site import Edit, Stretch

Group = tuple[Edit, ...]
"""Edits that belong together, such as both ends of an emphasis; in order."""


@dataclass(frozen=True, slots=True)
class Edition:
    """An edited text and, for each edit in order, the stretch of the edition that it made."""

    content: str
    edits: tuple[Edit, ...]
    places: tuple[Stretch, ...]

    def after(self, stretch: Stretch) -> Stretch:
        """Where a stretch of the text before these edits stands now; what an edit took away is an empty stretch."""
        return Stretch(self._moved(stretch.start, first=True), self._moved(stretch.end, first=False))

    def _moved(self, offset: int, *, first: bool) -> int:
        k = bisect_right(self.edits, offset, key=lambda edit: edit.start) - 1
        if k < 0:
            return offset
        if first and self.edits[k].start == offset:
            return self.places[k].start
        return self.places[k].end + max(offset - self.edits[k].end, 0)


def edited(content: str, edits: Iterable[Edit]) -> Edition:
    """The text with every edit made. Edits may not overlap; those at one place are made in the order given."""
    ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
    pieces: list[str] = []
    places: list[Stretch] = []
    at = length = 0
    for edit in ordered:
        assert edit.start >= at, edit
        pieces += (content[at : edit.start], edit.after)
        length += edit.start - at + len(edit.after)
        places.append(Stretch(length - len(edit.after), length))
        at = edit.end
    pieces.append(content[at:])
    return Edition("".join(pieces), tuple(ordered), tuple(places))


def compatible(groups: Iterable[Group], taken: Iterable[Edit], distance: int = 0) -> list[Edit]:
    """The edits that keep a distance (in characters) from those that are taken already; a group is kept whole or not at all."""
    shut = sorted(taken)
    starts = [edit.start for edit in shut]
    reach = list(accumulate((edit.end for edit in shut), max))
    kept: list[Edit] = []
    last = -1
    for group in sorted(groups, key=lambda group: group[0]):
        if group[0].start > last and not any(_touches(edit, starts, reach, distance) for edit in group):
            kept += group
            last = max(edit.end for edit in group)
    return kept


def _touches(edit: Edit, starts: list[int], reach: list[int], distance: int) -> bool:
    k = bisect_right(starts, edit.end + distance)
    return k > 0 and reach[k - 1] >= edit.start - distance
