"""A canonical file with its log: every character's place in the source, known without the source."""

from __future__ import annotations

import json
from array import array
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fidelity.model.amendment import apply
from fidelity.model.changes import AddMark, DropMark, Edit, Emendation, Move
from fidelity.model.errors import ImpossibleChange, UnreadableFile
from fidelity.model.marks import Kind, Mark
from fidelity.model.source import EXTRACTION_VERSION, Source
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.readers import canonical as canonical_reader
from fidelity.readers.canonical import read_canonical, read_log
from fidelity.readers.markdown import read_markdown
from fidelity.readers.replay import replayed_at_once
from fidelity.writers.emendations import write_log
from fidelity.writers.markdown import write_markdown

TRANSCRIPT = "S hortly before 1\nthe end.\n12\n1 A note.\n"


@pytest.fixture(params=[0, canonical_reader.LONG], ids=["in columns", "line by line"], autouse=True)
def way_of_replaying(request, monkeypatch):
    """Long logs are replayed in columns; short ones are here, too, and all that is said is the same either way."""
    monkeypatch.setattr(canonical_reader, "LONG", request.param)


def read_line(line: str) -> Emendation:
    return canonical_reader._emendation(canonical_reader._Line("x", 0, line))


def extracted() -> Text:
    """A small extraction: a drop cap joined, a line end unwrapped, a folio removed, a call and its note body made."""
    pages, lines = array("i", [0, 27]), array("i", [0, 18, 27, 30])
    places = array("i", range(len(TRANSCRIPT)))
    source = Source("small.pdf", "ab" * 32, "made", TRANSCRIPT, places, None, pages, lines, ("11", "12"))
    text = Text.of_source(source)

    def span(words: str) -> Span:
        start = text.string.index(words)
        return Span(start, start + len(words))

    text = text.amend("E101", [Edit(Span(1, 2), "", "drop cap")])
    text = text.amend("E102", [Edit(span("12\n"), "", "folio", 0.9)])
    call = span("1\n")
    text = text.amend(
        "E103",
        [
            Move(Span(call.start, call.start + 1), span("\n1 A").start, "call"),
            AddMark(Mark(Kind.NOTE_CALL, call.start, call.start + 1, "1"), "call"),
        ],
    )
    end = len(text.string)
    text = text.amend(
        "E104", [Edit(span("1 A")._replace(end=span("A note").start), "", "label"), Edit(Span(end - 1, end), "", "end")]
    )
    text = text.amend("E105", [Edit(span(" \n"), " ", "line end")])
    blocks = [Mark(Kind.PARAGRAPH, block.start, block.end) for block in text.blocks]
    body = blocks[-1]
    wrong = Mark(Kind.EMPHASIS, 0, 3)
    text = text.amend("E106", [AddMark(m, "block") for m in [*blocks, Mark(Kind.NOTE_BODY, body.start, body.end, "1"), wrong]])
    return text.amend("E107", [DropMark(wrong, "not emphasis\u2028\n")])


def written() -> tuple[Text, bytes, str]:
    text = extracted()
    return text, write_markdown(text, read_markdown).encode(), write_log(text)


def test_the_extraction_is_what_it_should_be():
    _, markdown, _ = written()
    assert markdown.decode() == "Shortly before the end.[^1]\n\n[^1]: A note.\n"


def test_every_character_is_located_through_the_log():
    text, markdown, log = written()
    canonical = read_canonical(markdown, "small.md", log)
    assert canonical.string == text.string
    assert canonical.marks == text.marks
    printing = canonical.source.printing
    assert printing.origin == text.origin
    assert (printing.name, printing.sha256, printing.engine, printing.extraction) == (
        "small.pdf",
        "ab" * 32,
        "made",
        EXTRACTION_VERSION,
    )
    for offset in range(len(text.string)):
        assert canonical.locate(offset) == text.locate(offset)
    assert str(canonical.locate(text.string.index("A note"))) == "p. 12, l. 2, n. 1"


def test_losses_of_a_damaged_source_are_kept_in_the_log():
    text, markdown, log = written()
    assert "losses" not in json.loads(log.split("\n", 1)[0])
    lost = ("page 2 of 2 is damaged; the text has nothing of it",)
    log = write_log(replace(text, source=replace(text.source, losses=lost)))
    assert read_canonical(markdown, "small.md", log).source.printing.losses == lost


def test_without_a_log_the_source_is_unknown():
    _, markdown, _ = written()
    canonical = read_canonical(markdown, "small.md")
    assert canonical.source.printing is None
    assert canonical.locate(0) is None


def test_the_log_holds_every_emendation_one_a_line():
    text, _, log = written()
    assert read_log(log, "x").emendations == text.log
    lines = log.split("\n")
    assert lines.pop() == ""
    assert lines == log.splitlines()
    assert len(lines) == 1 + len(text.log)
    header = json.loads(lines[0])
    assert list(header)[:6] == ["fidelity", "format", "source", "engine", "extraction", "length"]
    assert header["length"] == len(TRANSCRIPT)
    assert header["page_labels"] == ["11", "12"]
    assert json.loads(lines[1]) == {
        "step": 1, "code": "E101", "action": "edit", "span": [1, 2], "source": [[1, 2]], "before": " ", "after": "",
        "certainty": 1.0, "reason": "drop cap",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"), [("Shortly", "Shortly,"), ("before", "befure"), ("A note.", "A note"), ("\n\n[", "\n\nMore.\n\n[")]
)
def test_a_markdown_file_that_was_changed_is_refused(old, new):
    _, markdown, log = written()
    with pytest.raises(UnreadableFile, match=r"small.md was changed after it was extracted.*run fidelity extract again"):
        read_canonical(markdown.decode().replace(old, new).encode(), "small.md", log)


def test_a_markdown_file_that_was_only_wrapped_or_marked_is_not():
    _, markdown, log = written()
    changed = markdown.decode().replace("Shortly before", "*Shortly*\nbefore")
    assert read_canonical(changed.encode(), "small.md", log).source.printing.origin == extracted().origin


@pytest.mark.parametrize(
    ("line", "key", "value", "what"),
    [
        (1, "fidelity", "other", "line 1"),
        (1, "format", 2, "format 2"),
        (1, "source", {"name": 3}, "source"),
        (1, "length", "9", "length"),
        (1, "length", -1, "length"),
        (1, "pages", [3, 1], "pages"),
        (1, "lines", [10**9], "lines"),
        (1, "page_labels", [1], "page_labels"),
        (2, "step", True, "step"),
        (2, "action", "burn", "action"),
        (2, "span", [2, 1], "span"),
        (2, "span", None, "span"),
        (2, "source", [[1]], "source"),
        (2, "after", None, "after"),
        (2, "certainty", "high", "certainty"),
        (3, "step", 0, "line 3"),
        (5, "mark", {"kind": "?"}, "mark"),
        (5, "mark", {"kind": "emphasis", "start": 0, "end": 1}, "mark"),
    ],
)
def test_damage_is_said_with_its_line(line, key, value, what):
    _, markdown, log = written()
    lines = log.splitlines()
    record = json.loads(lines[line - 1])
    record[key] = value
    lines[line - 1] = json.dumps(record)
    with pytest.raises(UnreadableFile) as caught:
        read_canonical(markdown, "small.md", "\n".join(lines))
    assert f"line {line} " in str(caught.value)
    assert what in str(caught.value)


@pytest.mark.parametrize("log", ["", "\n", "{", "[]", "null", "[" * 100_000])
def test_what_is_no_log_is_said(log):
    with pytest.raises(UnreadableFile, match=r"The log of small.md is"):
        read_canonical(written()[1], "small.md", log)


def test_a_log_of_another_source_length_is_refused():
    _, markdown, log = written()
    with pytest.raises(UnreadableFile, match="fidelity extract again"):
        read_canonical(markdown, "small.md", log.replace(f'"length": {len(TRANSCRIPT)}', f'"length": {len(TRANSCRIPT) + 1}'))


def test_a_log_whose_changes_leave_the_text_is_refused():
    _, markdown, log = written()
    with pytest.raises(UnreadableFile, match="contradicts itself"):
        read_canonical(markdown, "small.md", log.replace('"span": [26, 29]', '"span": [26, 2900]'))


def _strings(text: Text) -> list[str]:
    """The string before and after each step: an empty one has no places to give, and is left to the slower way."""
    found, log = [text.source.transcript], list(text.log)
    for number in dict.fromkeys(emendation.step for emendation in log):
        changes = [emendation.change() for emendation in log if emendation.step == number]
        found.append(apply(found[-1], array("i", range(len(found[-1]))), (), changes).string)
    return found


def test_a_log_of_moves_and_edits_is_replayed_in_columns():
    text = extracted()
    log = write_log(text).partition("\n")[2]
    assert replayed_at_once(log, len(TRANSCRIPT), text.string, read_line) == text.origin
    assert replayed_at_once(log, len(TRANSCRIPT), text.string.replace("1", "2"), read_line) == text.origin  # copied: not known
    for old, new in (
        ('"step": 2', '"step": 9'),
        ("[1, 2]", "[2, 1]"),
        ("[1, 2]", "[1, 2000]"),
        ('"edit"', '"edits"'),
        ("0.9", "x"),
    ):
        assert old in log
        assert replayed_at_once(log.replace(old, new, 1), len(TRANSCRIPT), text.string, read_line) is None


@st.composite
def steps(draw):
    string = draw(st.text("ab c", min_size=4, max_size=20).filter(str.strip))
    text = Text.of_source(Source("s", "", "e", string, array("i", range(len(string)))))
    for _ in range(draw(st.integers(0, 4))):
        if not text.string:
            break
        bounds = sorted(draw(st.tuples(*[st.integers(0, len(text.string))] * 2)))
        edit = Edit(Span(*bounds), draw(st.text("xyz", max_size=3)), "r", draw(st.floats(0, 1)))
        others = sorted(draw(st.tuples(*[st.integers(0, len(text.string))] * 2)))
        changes = [edit]
        if others[0] < others[1]:
            changes.append(Move(Span(*others), draw(st.integers(0, len(text.string))), "r"))
        try:
            text = text.amend("E100", changes)
        except ImpossibleChange:
            text = text.amend("E100", [edit])
    return text


@given(steps())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_replaying_a_log_gives_the_origins(text):
    log = write_log(text)
    assert read_log(log, "x").emendations == text.log
    in_columns = replayed_at_once(log.partition("\n")[2], len(text.source.transcript), text.string, read_line)
    assert in_columns == text.origin or (in_columns is None and any(not before for before in _strings(text)))
    if not text.string.strip():
        return
    text = text.amend("E199", [AddMark(Mark(Kind.PARAGRAPH, 0, len(text.string)), "block")])
    canonical = read_canonical(write_markdown(text, read_markdown).encode(), "x", write_log(text))
    assert canonical.string == text.string
    assert canonical.source.printing.origin == text.origin
