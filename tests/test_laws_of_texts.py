"""Laws 1 to 4 of the design, against an oracle that keeps one record a character and knows nothing of pieces."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, replace
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.model.changes import AddMark, Change, DropMark, Edit, Move
from fidelity.model.errors import ImpossibleChange
from fidelity.model.marks import Kind, Mark
from fidelity.model.source import Source
from fidelity.model.span import Span
from fidelity.model.text import Text


@dataclass(frozen=True)
class Letter:
    character: str
    origin: int
    marks: frozenset[Mark]


def transcript(string: str, marks: list[Mark] | None = None) -> Text:
    source = Source("t.txt", "", "test", string, array("i", range(len(string))))
    return Text.of_source(source, marks or [])


@st.composite
def changes_of(draw: st.DrawFn, text: Text) -> list[Change]:
    """Changes that do not contradict one another: spans between sorted cuts, moves of some, edits inside or outside."""
    length = len(text.string)
    cuts = sorted(draw(st.lists(st.integers(0, length), max_size=12)))
    changes: list[Change] = []
    moves: list[Move] = []
    spans = [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    for span in spans:
        if span.length and draw(st.booleans()):
            moves.append(Move(span, 0, "moved"))
        elif not any(isinstance(c, Edit) and c.span.end >= span.start for c in changes):
            changes.append(Edit(span, draw(st.text("xyz\n", max_size=3)), "edited"))
    edited = [c.span for c in changes if isinstance(c, Edit)]
    targets = [
        t
        for t in range(length + 1)
        if not any(m.span.start < t < m.span.end for m in moves) and not any(e.start < t < e.end for e in edited)
    ]
    kept = []
    for move in moves:
        if any(e.start < cut < e.end for e in edited for cut in move.span) or any(
            e.start < move.span.end and move.span.start < e.end for e in edited
        ):
            continue
        kept.append(Move(move.span, draw(st.sampled_from(targets)), "moved"))
    changes.extend(kept)
    for move in kept:
        if move.span.length > 2 and draw(st.booleans()):
            inner = Span(move.span.start + 1, move.span.end - 1)
            if not any(e.overlaps(inner) or inner.start in e or inner.end in e for e in edited):
                changes.append(Edit(inner, draw(st.text("uv", max_size=2)), "edited inside"))
    if length and draw(st.booleans()):
        a = draw(st.integers(0, length - 1))
        changes.append(AddMark(Mark(Kind.EMPHASIS, a, draw(st.integers(a + 1, length)), "new"), "marked"))
    if text.marks and draw(st.booleans()):
        changes.append(DropMark(draw(st.sampled_from(text.marks)), "unmarked"))
    return changes


@st.composite
def texts(draw: st.DrawFn) -> Text:
    string = draw(st.text("abc \n", max_size=30))
    marks = []
    for i in range(draw(st.integers(0, 3)) if string else 0):
        start = draw(st.integers(0, len(string) - 1))
        marks.append(Mark(Kind.STRONG, start, draw(st.integers(start + 1, len(string))), str(i)))
    return transcript(string, marks)


def naive(text: Text, changes: list[Change]) -> tuple[str, list[int]]:
    """The string and origins after the changes, worked out character by character."""
    length = len(text.string)
    cells: list[list[tuple[str, int]]] = [[(text.string[i], text.origin[i])] for i in range(length)]
    behind: list[list[tuple[str, int]]] = [[] for _ in range(length + 1)]
    source = [o if o >= 0 else ~o for o in text.origin]
    for edit in (c for c in changes if isinstance(c, Edit)):
        if edit.span.length == 0:
            at = edit.span.start
            anchor = (source[at - 1] + (1 if text.origin[at - 1] >= 0 else 0)) if at else (source[0] if source else 0)
            behind[at] = [(c, ~anchor) for c in edit.after]
            continue
        for i in range(*edit.span):
            cells[i] = []
        cells[edit.span.start] = [(c, ~source[edit.span.start]) for c in edit.after]
    with_insertions = [cells[i] + behind[i + 1] for i in range(length)]
    moves = [c for c in changes if isinstance(c, Move)]
    carried = {i for m in moves for i in range(*m.span)}
    result = list(behind[0])
    for i in range(length + 1):
        for move in moves:
            if move.to == i:
                result += [pair for k in range(*move.span) for pair in with_insertions[k]]
        if i < length and i not in carried:
            result += with_insertions[i]
    return "".join(c for c, _ in result), [o for _, o in result]


@given(st.data())
def test_amend_does_what_the_oracle_does(data: st.DataObject) -> None:
    text = data.draw(texts())
    for _ in range(3):
        changes = data.draw(changes_of(text))
        string, origin = naive(text, changes)
        text = text.amend("X1", changes)
        assert text.string == string
        assert list(text.origin) == origin


@given(st.data())
def test_law_1_a_copied_character_is_its_transcript_character(data: st.DataObject) -> None:
    text = data.draw(texts())
    for _ in range(3):
        text = text.amend("X1", data.draw(changes_of(text)))
    for character, origin in zip(text.string, text.origin, strict=True):
        assert origin < 0 or character == text.source.transcript[origin]


@given(st.data())
def test_law_2_every_transcript_character_is_kept_or_its_removal_logged(data: st.DataObject) -> None:
    text = data.draw(texts())
    for _ in range(3):
        text = text.amend("X1", data.draw(changes_of(text)))
    kept = [origin for origin in text.origin if origin >= 0]
    removed = [s for record in text.log if record.after is not None for run in record.source for s in range(*run)]
    assert sorted(kept + removed) == list(range(len(text.source.transcript)))


@given(st.data())
def test_law_3_the_log_replayed_on_the_transcript_gives_the_text(data: st.DataObject) -> None:
    text = first = data.draw(texts())
    for _ in range(3):
        text = text.amend("X1", data.draw(changes_of(text)))
    again = first
    for _, step in groupby(text.log, key=lambda record: record.step):
        again = again.amend("X1", [record.change() for record in step])
    assert (again.string, again.origin, again.marks, again.log) == (text.string, text.origin, text.marks, text.log)


@given(st.data())
def test_marks_are_carried_with_their_characters(data: st.DataObject) -> None:
    text = data.draw(texts())
    # every character its own letter, so that it can be found again
    unique = "".join(chr(0x4E00 + i) for i in range(len(text.string)))
    text = replace(text, string=unique)
    changes = [c for c in data.draw(changes_of(text)) if not isinstance(c, AddMark | DropMark)]
    after = text.amend("X1", changes)
    moves = [c for c in changes if isinstance(c, Move)]
    for mark in text.marks:
        whole = [m for m in moves if m.span.covers(mark.span)]
        stays = [
            i
            for i in range(mark.start, mark.end)
            if unique[i] in after.string and (whole or not any(m.span.start <= i < m.span.end for m in moves))
        ]
        found = [m for m in after.marks if m.value == mark.value]
        if stays:
            assert len(found) == 1
            covered = after.string[found[0].start : found[0].end]
            assert all(unique[i] in covered for i in stays)
            outside = set(unique) - set(unique[mark.start : mark.end])
            moved_in = {unique[i] for m in moves for i in range(*m.span)}
            assert not (set(covered) & (outside - moved_in))


@pytest.mark.parametrize(
    "changes",
    [
        [Edit(Span(0, 3), "", ""), Edit(Span(2, 4), "", "")],
        [Edit(Span(2, 2), "a", ""), Edit(Span(2, 2), "b", "")],
        [Edit(Span(0, 99), "", "")],
        [Move(Span(0, 3), 2, "")],
        [Move(Span(0, 3), 5, ""), Move(Span(2, 4), 5, "")],
        [Move(Span(2, 4), 0, ""), Edit(Span(3, 5), "", "")],
        [Move(Span(1, 1), 0, "")],
        [DropMark(Mark(Kind.EMPHASIS, 0, 1), "")],
    ],
)
def test_changes_that_contradict_one_another_are_refused(changes: list[Change]) -> None:
    with pytest.raises(ImpossibleChange):
        transcript("abcdef").amend("X1", changes)


def test_no_changes_leave_the_text_itself() -> None:
    text = transcript("abc")
    assert text.amend("X1", []) is text


def test_an_insertion_clings_to_the_character_before_it() -> None:
    text = transcript("ab|cd").amend("X1", [Edit(Span(2, 2), "!", ""), Move(Span(0, 2), 5, "")])
    assert text.string == "|cdab!"
    assert list(text.origin) == [2, 3, 4, 0, 1, ~2]


def test_a_mark_shrinks_to_what_is_not_moved_out_of_it() -> None:
    text = transcript("abcdef", [Mark(Kind.PARAGRAPH, 0, 4)]).amend("X1", [Move(Span(1, 3), 6, "")])
    assert text.string == "adefbc"
    assert text.marks == (Mark(Kind.PARAGRAPH, 0, 2),)


def test_the_views_hold_no_label_between_words() -> None:
    marks = [Mark(Kind.NOTE_CALL, 4, 5, "1"), Mark(Kind.NOTE_BODY, 12, 16, "1"), Mark(Kind.PARAGRAPH, 0, 11)]
    text = transcript("one.1 more.\nNote", marks)
    assert text.running.string == "one. more."
    assert text.running.to_text(Span(4, 9)) == Span(5, 10)
    assert [text.note_view(note).string for note in text.notes] == ["Note"]


def test_a_mark_does_not_follow_what_is_moved_from_its_edge() -> None:
    text = transcript("abcdef", [Mark(Kind.PARAGRAPH, 0, 4)]).amend("X1", [Move(Span(0, 2), 6, "")])
    assert (text.string, text.marks) == ("cdefab", (Mark(Kind.PARAGRAPH, 0, 2),))
    text = transcript("abcdef", [Mark(Kind.PARAGRAPH, 2, 6)]).amend("X1", [Move(Span(4, 6), 0, "")])
    assert (text.string, text.marks) == ("efabcd", (Mark(Kind.PARAGRAPH, 4, 6),))


def test_what_is_removed_across_an_earlier_gap_is_logged_as_two_runs() -> None:
    text = transcript("abcdef").amend("X1", [Edit(Span(2, 4), "", "")]).amend("X2", [Edit(Span(1, 3), "", "")])
    assert text.log[-1].source == (Span(1, 2), Span(4, 5))
