"""What is derived from a text is made once, and goes along only where it still holds."""

from __future__ import annotations

from array import array

from fidelity.model.changes import AddMark, DropMark, Edit
from fidelity.model.derived import derived, forget
from fidelity.model.marks import Kind, Mark
from fidelity.model.source import Source
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.repairs.printed_lines import printed_lines
from fidelity.repairs.vocabulary import vocabulary_of

STRING = "The mill stood1 by\nthe water.\n"


def text_of(string: str = STRING) -> Text:
    return Text.of_source(Source("t.txt", "", "test", string, array("i", range(len(string)))))


def test_a_derivation_is_made_once_for_each_text() -> None:
    made: list[str] = []

    @derived()
    def length(text: Text) -> int:
        made.append(text.string)
        return len(text.string)

    one, two = text_of(), text_of("other\n")
    assert [length(one), length(one), length(two), length(one)] == [30, 30, 6, 30]
    assert made == [STRING, "other\n"]


def test_what_is_forgotten_is_made_anew() -> None:
    text = text_of()
    words = vocabulary_of(text)
    forget(text)
    assert not text.derivations
    assert vocabulary_of(text) is not words
    assert vocabulary_of(text) == words


def test_it_goes_along_with_other_marks_only() -> None:
    text = text_of()
    lines, words = printed_lines(text), vocabulary_of(text)
    emphasised = text.amend("A000", [AddMark(Mark(Kind.EMPHASIS, 4, 8), "")])
    assert printed_lines(emphasised) is lines
    assert vocabulary_of(emphasised) is words
    called = emphasised.amend("A000", [AddMark(Mark(Kind.NOTE_CALL, 14, 15, "1"), "")])
    assert printed_lines(called)[0].words == "The mill stood by"
    assert vocabulary_of(called) is words
    again = called.amend("A000", [DropMark(Mark(Kind.NOTE_CALL, 14, 15, "1"), "")])
    assert printed_lines(again) == lines
    edited = text.amend("A000", [Edit(Span(0, 3), "A", "")])
    assert printed_lines(edited)[0].words == "A mill stood1 by"
    assert vocabulary_of(edited).words["the"] == 1


def test_a_derivation_that_heeds_every_mark_never_goes_along() -> None:
    @derived()
    def kinds(text: Text) -> list[Kind]:
        return [mark.kind for mark in text.marks]

    text = text_of()
    assert kinds(text) == []
    assert kinds(text.amend("A000", [AddMark(Mark(Kind.EMPHASIS, 4, 8), "")])) == [Kind.EMPHASIS]


def test_words_broken_at_line_ends_are_no_words_of_the_vocabulary() -> None:
    found = vocabulary_of(text_of("The sea-shore and the coun-\ncils of well-\n  kept don’t (half-\nway-house) co-op-\ner\n"))
    assert found.words == {"the": 2, "and": 1, "of": 1, "don’t": 1, "house": 1}
    assert found.compounds == {"sea-shore": 1}
    assert found.parts == {"sea": 1, "shore": 1}
