"""The runs of paragraphs that are left out of two files, each with the place in its first paragraph at which it begins.

A paragraph goes with its notes, or neither goes; where they stay, only the sentences before the first call may go.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

STAND_IN = 40
"""Characters of the first paragraph of a run that stay, so that what stands around the run is no closer in the syntax."""


LEAD = 64
"""Characters before the call of a note that are kept at least."""


class Run(NamedTuple):
    """Paragraphs that two files share, one behind the other, that are left out from a place in the first to one in the last."""

    first: int
    last: int
    start: int
    """Where in the first paragraph it begins: what is before it stays."""
    head: int
    """Where in the last one it ends; 0: with it."""
    bodies: frozenset[int]
    """The paragraphs that are bodies of notes."""


def runs_left_out(
    paragraphs: Sequence[str], wanted: list[bool], heads: Mapping[int, int], notes: dict[int, tuple[int, ...]]
) -> list[Run]:
    """The runs of the paragraphs that are not wanted; more may have to be, which is marked there and struck off the notes.

    `heads` says of some paragraphs that call notes how many of their characters may go without these, `notes` of those that may
    go with their notes which paragraphs the bodies are.
    """
    before = _before_early_calls(paragraphs)
    while True:
        _keep_together(wanted, heads, notes, before)
        ends = {k: head for k, head in heads.items() if k not in notes}
        bodies = frozenset(body for own in notes.values() for body in own)
        leaving = _Leaving(paragraphs, wanted, ends, bodies)
        runs = [run for first, last in leaving.stretches() for run in leaving.runs(first, last)]
        if not any(wanted[k] for k in notes):
            return runs


def _before_early_calls(paragraphs: Sequence[str]) -> dict[int, int]:
    """The paragraphs that call a note soon, each with the one before it: what stands before a call is told of it."""
    found: dict[int, int] = {}
    running = -1
    for k, paragraph in enumerate(paragraphs):
        call = paragraph.find("[^", 0, LEAD)
        if call == 0 and "]:" in paragraph:
            continue
        if call >= 0 and running >= 0:
            found[k] = running
        running = k
    return found


def _keep_together(
    wanted: list[bool], heads: Mapping[int, int], notes: dict[int, tuple[int, ...]], before: Mapping[int, int]
) -> None:
    """Mark as wanted what belongs to what is: the body to its call, the call to its body, what stands before an early call."""
    changed = True
    while changed:
        changed = False
        for k in [k for k, own in notes.items() if wanted[k] or any(wanted[body] for body in own)]:
            for body in notes.pop(k):
                wanted[body] = True
            wanted[k] = wanted[k] or k not in heads
        for k, running in before.items():
            if wanted[k] and not wanted[running]:
                wanted[running] = changed = True


@dataclass(frozen=True, slots=True)
class _Leaving:
    """What is to be left out. `ends` are the paragraphs of which only the head goes, `bodies` the notes that go."""

    paragraphs: Sequence[str]
    wanted: list[bool]
    ends: Mapping[int, int]
    bodies: frozenset[int]

    def stretches(self) -> Iterator[tuple[int, int]]:
        """(first, last) of each stretch of paragraphs that are not wanted; one of which the end stays ends a stretch."""
        first: int | None = None
        for k, keep in enumerate([*self.wanted, True]):
            if keep:
                if first is not None:
                    yield first, k - 1
                first = None
                continue
            first = k if first is None else first
            if k in self.ends:
                yield first, k
                first = None

    def runs(self, first: int, last: int) -> Iterator[Run]:
        """A stretch as a run, after one of the bodies of notes that it begins with; what cannot begin it becomes wanted."""
        start = first
        while start <= last and start in self.bodies:
            start += 1
        if start > first:
            yield Run(first, start - 1, 0, 0, self.bodies)
        if start <= last and last in self.ends:
            yield Run(start, last, 0, self.ends[last], self.bodies)
            return
        while start <= last:
            if start in self.bodies:
                yield Run(start, start, 0, 0, self.bodies)
            else:
                place = _stand_in(self.paragraphs[start])
                if place is not None:
                    yield Run(start, last, place, 0, self.bodies)
                    return
                self.wanted[start] = True
            start += 1


def _stand_in(paragraph: str) -> int | None:
    """Where the beginning of a paragraph ends that stands for a run; None where there is no good place."""
    end = paragraph.find(" ", STAND_IN)
    if end < 0 or any(sign in paragraph[: end + 1] for sign in '“”„«»"*['):
        return None
    return end
