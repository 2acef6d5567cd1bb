"""A text: one string, where each of its characters came from, and stand-off marks. `Text.amend` alone changes it."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import accumulate
from typing import Any

from fidelity.model.changes import Action, AddMark, Change, DropMark, Edit, Emendation, Move
from fidelity.model.counting import counted
from fidelity.model.derived import unaffected
from fidelity.model.marks import BLOCK_KINDS, Kind, Mark, in_order, scoped, unscoped
from fidelity.model.source import Locator, Source, locate
from fidelity.model.span import Span, span_of

_EMENDATION: Callable[[tuple[object, ...]], Emendation] = partial(tuple.__new__, Emendation)
"""A record of its fields, without a step of Python: a long book has tens of thousands."""


@dataclass(frozen=True, slots=True)
class View:
    """A part of a text read as a string of its own, each character knowing its offset in the text."""

    string: str
    offsets: array[int]
    end: int
    """The offset in the text just after the view's last character (or where the view would stand, if it is empty)."""

    def to_text(self, span: Span) -> Span:
        """The hull in the text of a stretch of the view. An empty stretch gives the place after what precedes it."""
        if span.start == span.end:
            if span.start > 0:
                at = self.offsets[span.start - 1] + 1
            elif self.offsets:
                at = self.offsets[0]
            else:
                at = self.end
            return Span(at, at)
        return Span(self.offsets[span.start], self.offsets[span.end - 1] + 1)

    def from_text(self, offset: int) -> int:
        """The offset in the view of the first character at or after `offset` of the text."""
        return bisect_left(self.offsets, offset)


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its label, its calls in the text (none: uncalled), and its body (None: a call without a note)."""

    label: str
    calls: tuple[Span, ...]
    body: Span | None
    scope: int = 1
    """Where labels begin again, in a chapter or on a page, the number of the stretch in which this one is unique."""

    @property
    def value(self) -> str:
        """The value of its marks: the label, told apart from the same label in other scopes."""
        return scoped(self.label, self.scope)


@dataclass(frozen=True, eq=False)
class Text:
    """A string with origins, marks, the source behind it, and the log of what was done to it.

    `origin[i] = s`: character i was copied from transcript offset s; `origin[i] = ~s`: it was supplied at s. Blocks are
    separated by one newline, verse lines inside a block by U+2028; note bodies follow the running text.
    """

    string: str
    origin: array[int]
    marks: tuple[Mark, ...]
    source: Source
    log: tuple[Emendation, ...] = field(default=(), repr=False)

    @classmethod
    def of_source(cls, source: Source, marks: Iterable[Mark] = ()) -> Text:
        """The transcript itself as a text: every character is its own origin."""
        return cls(source.transcript, counted(0, len(source.transcript)), in_order(list(marks)), source)

    def amend(self, code: str, changes: Iterable[Change]) -> Text:
        """The text after one step of changes, each logged under `code`; the text itself when there are none.

        All offsets are those of this text, before the step. Raises ImpossibleChange when changes contradict one another.
        """
        proposed = list(changes)
        if not proposed:
            return self
        from fidelity.model.amendment import apply  # no Markdown file needs it

        result = apply(self.string, self.origin, self.marks, proposed)
        step = self.log[-1].step + 1 if self.log else 1
        records = tuple(self._record(step, code, change) for change in proposed)
        amended = replace(self, string=result.string, origin=result.origin, marks=result.marks, log=self.log + records)
        if result.string is self.string:
            kinds = frozenset(change.mark.kind for change in proposed if isinstance(change, AddMark | DropMark))
            amended.derivations.update(unaffected(self.derivations, kinds))
        return amended

    def __reduce__(self) -> tuple[Callable[..., Text], tuple[object, ...]]:
        """What another process needs to have the same text: nothing that was derived from it, no numbers that it can count."""
        if self.string is self.source.transcript and self.origin == counted(0, len(self.string)):
            return _unamended, (self.marks, self.source, self.log)
        return Text, (self.string, self.origin, self.marks, self.source, self.log)

    @cached_property
    def everything(self) -> str:
        """The words of the whole file, for whoever asks whether something stands anywhere; offsets are those of the string."""
        return f"{self.string}\n{self.source.left_out}" if self.source.left_out else self.string

    @cached_property
    def derivations(self) -> dict[Callable[..., object], Any]:
        """What was derived from this text, by the functions that did so: see `derived`."""
        return {}

    def _record(self, step: int, code: str, change: Change) -> Emendation:
        certainty, reason = change.certainty, change.reason
        if isinstance(change, Edit):
            span, runs = change.span, self.transcript_runs(change.span)
            before = self.string[span.start : span.end]
            return _EMENDATION((step, code, Action.EDIT, span, runs, before, change.after, None, None, certainty, reason))
        if isinstance(change, Move):
            runs = self.transcript_runs(change.span)
            return Emendation(step, code, Action.MOVE, change.span, runs, "", None, change.to, None, certainty, reason)
        mark, action = change.mark, Action.ADD_MARK if isinstance(change, AddMark) else Action.DROP_MARK
        return _EMENDATION((step, code, action, mark.span, (), "", None, None, mark, certainty, reason))

    def transcript_runs(self, span: Span) -> tuple[Span, ...]:
        """The runs of the transcript from which the copied characters of a stretch came, in the order of the text."""
        start, stop = span
        if stop - start <= 1:
            s = self.origin[start] if stop > start else -1
            return (span_of((s, s + 1)),) if s >= 0 else ()
        places = self.origin[start:stop].tolist()
        first = places[0]
        if first >= 0 and places[-1] == first + len(places) - 1 and places == list(range(first, first + len(places))):
            return (span_of((first, first + len(places))),)
        runs: list[Span] = []
        begin = end = -1
        for s in places:
            if s < 0:
                continue
            if s == end:
                end += 1
                continue
            if end >= 0:
                runs.append(Span(begin, end))
            begin, end = s, s + 1
        if end >= 0:
            runs.append(Span(begin, end))
        return tuple(runs)

    def transcript_offset(self, offset: int) -> int:
        """The transcript offset that a text offset stands at (for a supplied character, where it was supplied)."""
        if not self.origin:
            return 0
        if offset >= len(self.origin):
            last = self.origin[-1]
            return last + 1 if last >= 0 else ~last
        s = self.origin[offset]
        return s if s >= 0 else ~s

    def file_span(self, span: Span) -> Span | None:
        """The stretch of the file behind a stretch of the text; None where that is not contiguous and copied."""
        if span.start == span.end:
            at = self.transcript_offset(span.start)
            return self.source.file_span(Span(at, at))
        first = self.origin[span.start]
        if first < 0 or self.origin[span.start : span.end] != counted(first, first + span.length):
            return None
        return self.source.file_span(Span(first, first + span.length))

    def file_hull(self, span: Span) -> Span:
        """The smallest stretch of the file that holds everything behind a stretch of the text, for showing a place."""
        exact = self.file_span(span)
        if exact is not None:
            return exact
        first = self.origin[span.start]
        places: Sequence[int]
        if first >= 0 and self.origin[span.start : span.end] == counted(first, first + span.length):
            places = self.source.file[first : first + span.length]
        else:
            places = [self.source.file[s if s >= 0 else ~s] for s in self.origin[span.start : span.end]]
        return self.source.file_hull(places)

    def locate(self, offset: int) -> Locator | None:
        """Where the character at `offset` was printed; None where the source's pages are unknown."""
        body = self.mark_at(offset, Kind.NOTE_BODY)
        return locate(self.source, self.transcript_offset(offset), note=unscoped(body.value)[0] if body is not None else "")

    def of_kind(self, *kinds: Kind) -> Sequence[Mark]:
        """The marks of these kinds, in order."""
        if len(kinds) == 1:
            return self._by_kind.get(kinds[0], ())
        found = self._by_kinds.get(kinds)
        if found is None:
            found = self._by_kinds[kinds] = tuple(mark for mark in self.marks if mark.kind in kinds)
        return found

    @cached_property
    def _by_kinds(self) -> dict[tuple[Kind, ...], tuple[Mark, ...]]:
        return {}

    @cached_property
    def _by_kind(self) -> dict[Kind, tuple[Mark, ...]]:
        kinds: dict[Kind, list[Mark]] = {}
        for mark in self.marks:
            kinds.setdefault(mark.kind, []).append(mark)
        return {kind: tuple(marks) for kind, marks in kinds.items()}

    @cached_property
    def blocks(self) -> tuple[Span, ...]:
        """The stretches between newlines; an empty text has none."""
        if not self.string:
            return ()
        ends = list(accumulate(map(len, self.string.split("\n")), lambda end, length: end + 1 + length))
        return tuple(map(Span, [0, *(end + 1 for end in ends[:-1])], ends))

    def block_at(self, offset: int) -> Span:
        """The block that holds an offset."""
        start = self.string.rfind("\n", 0, offset) + 1
        end = self.string.find("\n", offset)
        return Span(start, len(self.string) if end < 0 else end)

    @cached_property
    def settled(self) -> bool:
        """Whether the whole text is divided into blocks (a canonical text or an edition); a transcript has printed lines."""
        marks = [mark for mark in self.marks if mark.kind in BLOCK_KINDS]
        if not marks:
            return not self.string.strip()
        at = start = 0
        while start < len(self.string):  # of a transcript the first line tells
            end = self.string.find("\n", start)
            end = len(self.string) if end < 0 else end
            while at < len(marks) and marks[at].end < end:
                at += 1
            if (at == len(marks) or marks[at].start > start) and self.string[start:end].strip():
                return False
            start = end + 1
        return True

    @cached_property
    def running_end(self) -> int:
        """The offset where the running text ends and the note bodies begin (before the newline that parts them)."""
        bodies = self.of_kind(Kind.NOTE_BODY)
        return max(min(mark.start for mark in bodies) - 1, 0) if bodies else len(self.string)

    @cached_property
    def running(self) -> View:
        """The running text without note calls and note bodies."""
        return self._view(Span(0, self.running_end))

    def note_view(self, note: Note) -> View:
        """A note's body without the calls inside it; empty for a note without a body."""
        return self._view(note.body if note.body is not None else Span(len(self.string), len(self.string)))

    def _view(self, span: Span) -> View:
        parts, offsets, at = [], array("i"), span.start
        calls = self.of_kind(Kind.NOTE_CALL)
        first = bisect_left(calls, span.start, key=_start)
        for call in calls[first : bisect_left(calls, span.end, first, key=_start)]:
            if call.start < at or call.end > span.end:
                continue
            parts.append(self.string[at : call.start])
            offsets.extend(self._every[at : call.start])
            at = call.end
        parts.append(self.string[at : span.end])
        offsets.extend(self._every[at : span.end])
        return View("".join(parts), offsets, span.end)

    @cached_property
    def _every(self) -> array[int]:
        """All offsets of the text: stretches of it are copied faster than counted."""
        return counted(0, len(self.string))

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """The notes in the order of their first call, then uncalled bodies. A doubled label gives a note for each body."""
        calls: dict[str, list[Span]] = {}
        for mark in self.of_kind(Kind.NOTE_CALL):
            calls.setdefault(mark.value, []).append(mark.span)
        bodies: dict[str, list[Span]] = {}
        for mark in self.of_kind(Kind.NOTE_BODY):
            bodies.setdefault(mark.value, []).append(mark.span)
        notes = []
        for value in [*calls, *(value for value in bodies if value not in calls)]:
            label, scope = unscoped(value)
            for rank, body in enumerate(bodies.get(value) or [None]):
                notes.append(Note(label, tuple(calls.get(value, ())) if rank == 0 else (), body, scope))
        return tuple(notes)

    def mark_at(self, offset: int, kind: Kind) -> Mark | None:
        """The innermost mark of a kind that holds the character at `offset`."""
        marks = self.of_kind(kind)
        if not marks:
            return None
        reach = self._reach.get(kind)
        if reach is None:
            reach = self._reach[kind] = list(accumulate((mark.end for mark in marks), max))
        last = bisect_right(marks, offset, key=_start) - 1
        while last >= 0 and reach[last] > offset:
            if marks[last].end > offset:
                return marks[last]
            last -= 1
        return None

    @cached_property
    def _reach(self) -> dict[Kind, list[int]]:
        """For the marks of a kind, the furthest end of each and all before it: where looking back may stop."""
        return {}


def _unamended(marks: tuple[Mark, ...], source: Source, log: tuple[Emendation, ...]) -> Text:
    """A text that has the string of its transcript."""
    return Text(source.transcript, counted(0, len(source.transcript)), marks, source, log)


def _start(mark: Mark) -> int:
    return mark.start
