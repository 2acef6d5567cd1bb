"""What a person reads at a terminal: the place, the line, the readings, the page; and nothing that acts on the terminal."""

from __future__ import annotations

import io
import re
from array import array
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fidelity.findings import around
from fidelity.model.finding import Family, Finding, Fix, Severity
from fidelity.model.lines import Lines
from fidelity.model.report import Report
from fidelity.model.source import Locator, Source
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.reporters.full import render
from fidelity.reporters.pieces import marked, plain
from fidelity.reporters.printable import printable, width
from fidelity.reporters.progress import Progress
from fidelity.reporters.readings import changed_words, shortened
from fidelity.reporters.terminal import show

CANONICAL = "He held a meeting with his cabinet.\nThe end."
EDITION = "He held an assembly with his cabinet.\nThe end."


def text_of(content: str, name: str) -> Text:
    return Text.of_source(Source(name, "0" * 64, "test", content, array("i", range(len(content))), content))


def finding_at(edition: Text, canonical: Text | None, span: Span, other: Span | None, **changes: Any) -> Finding:
    lines = Lines.of(edition.source.content or "")
    fields: dict[str, Any] = {
        "code": "T101",
        "name": "altered-wording",
        "family": Family.WORDING,
        "severity": Severity.ERROR,
        "message": "the wording is altered",
        "path": edition.source.name,
        "span": span,
        "start": lines.position(span.start),
        "end": lines.position(span.end),
        "edition": edition.string[slice(*span)],
        "canonical": canonical.string[slice(*other)] if canonical is not None and other is not None else None,
        "canonical_span": other,
        "canonical_place": None,
        "source": None,
        "place": None,
        "related": (),
        "fix": None,
        "around": around(edition, span),
        "canonical_around": around(canonical, other) if canonical is not None and other is not None else None,
    }
    return Finding(**{**fields, **changes})


def report(edition: str, canonical: str, span: Span, other: Span, columns: int = 100, **changes: Any) -> str:
    one, two = text_of(edition, "edition.md"), text_of(canonical, "canonical.md")
    return plain(
        render(Report((finding_at(one, two, span, other, **changes),), {"edition.md": edition}, "canonical.md"), columns)
    )


def test_the_whole_of_a_finding() -> None:
    shown = report(
        EDITION,
        CANONICAL,
        Span(8, 19),
        Span(8, 17),
        source=Locator("source.pdf", 3, 12, "214", "5", 0),
        fix=Fix("put it back", True, ((8, 19, "a meeting"),)),
    )
    assert shown == (
        "edition.md:1:9 T101 altered-wording: the wording is altered\n"
        "1 | He held an assembly with his cabinet.\n"
        "  |         ^^^^^^^^^^^\n"
        "  | canonical:  He held [-a meeting-] with his cabinet.\n"
        "  | edition:    He held {+an assembly+} with his cabinet.\n"
        "  = printed on p. 214, l. 12, n. 5 of source.pdf\n"
        "  = safe fix: put it back\n"
        "\n"
        "1 finding in 1 file: 1 error\n"
    )


def test_an_omission_points_between_two_words() -> None:
    shown = report("He held with him.", "He held a meeting with him.", Span(8, 8), Span(8, 18)).splitlines()
    assert shown[1:3] == ["1 | He held with him.", "  |         ^"]
    assert shown[3:5] == ["  | canonical:  He held [-a meeting -]with him.", "  | edition:    He held ‸with him."]


def test_nothing_found_says_so() -> None:
    one, both = {"edition.md": EDITION}, {"a.md": EDITION, "b.md": EDITION}
    assert plain(render(Report((), one, "canonical.md"), 80)) == "No findings: edition.md agrees with canonical.md.\n"
    assert plain(render(Report((), one), 80)) == "No findings in edition.md.\n"
    assert plain(render(Report((), both, "canonical.md"), 80)) == "No findings: a.md and b.md agree with canonical.md.\n"


def test_the_summary_counts_files_and_severities() -> None:
    one, two = text_of(EDITION, "a.md"), text_of(EDITION, "b.md")
    findings = (
        finding_at(one, None, Span(0, 2), None),
        finding_at(one, None, Span(3, 7), None),
        finding_at(two, None, Span(0, 2), None, severity=Severity.WARNING),
        finding_at(two, None, Span(0, 2), None, severity=Severity.INFO),
    )
    shown = plain(render(Report(findings, {"a.md": EDITION, "b.md": EDITION}), 80))
    assert shown.endswith("\n4 findings in 2 files: 2 errors, 1 warning, 1 for information\n")


@pytest.mark.parametrize("columns", [40, 60, 100])
@pytest.mark.parametrize("at", [0, 2996, 5992])
def test_a_long_line_is_cropped_around_the_place(columns: int, at: int) -> None:
    edition = "wörter " * 857
    shown = report(edition, edition, Span(at, at + 6), Span(at, at + 6), columns).splitlines()
    assert all(width(line) <= columns for line in shown[1:3])
    start = shown[2].index("^")
    assert shown[1][start : start + shown[2].count("^")] == edition[at : at + 6]


def test_the_caret_stands_under_wide_characters() -> None:
    shown = report("漢字 was wrong", "漢字 was right", Span(7, 12), Span(7, 12)).splitlines()
    assert shown[1] == "1 | 漢字 was wrong"
    assert shown[2] == "  |          ^^^^^"


def test_lines_are_those_of_editors() -> None:
    lines = Lines.of("a\r\nb\rc\u2028d\fe\nf")
    assert [lines.position(offset).line for offset in (0, 3, 5, 7, 9, 11)] == [1, 2, 3, 3, 3, 4]
    assert lines.position(7).column == 3
    assert lines.span(3) == Span(5, 10)


@given(st.text(), st.text())
def test_changed_words_join_to_the_readings(one: str, two: str) -> None:
    left, right = changed_words(one, two)
    assert "".join(string for string, _ in left) == one
    assert "".join(string for string, _ in right) == two
    assert [s for s, changed in left if not changed] == [s for s, changed in right if not changed]


def test_changed_words_are_whole_words_and_only_those() -> None:
    left, right = changed_words("the state's own power", "the state’s own powers")
    assert [s for s, changed in left if changed] == ["state's", "power"]
    assert [s for s, changed in right if changed] == ["state’s", "powers"]


def test_a_long_reading_loses_its_middle() -> None:
    assert len(shortened("word " * 1000, 60)) <= 64
    assert shortened("short", 60) == "short"


@given(st.text())
def test_nothing_printable_acts_on_a_terminal(string: str) -> None:
    shown = printable(string)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)
    assert printable(shown) == shown


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "Zs"))))
def test_prose_is_printed_as_it_is(string: str) -> None:
    assert printable(string) == string


HOSTILE = "a\x1b[2Jb\u202ec\x9b1md\x07[bold]e[/bold]"


def test_a_hostile_text_reaches_no_terminal() -> None:
    shown = report(
        HOSTILE, HOSTILE, Span(0, len(HOSTILE)), Span(0, 3), message=HOSTILE, source=Locator(HOSTILE, 1, 1, HOSTILE, HOSTILE, 0)
    )
    assert "␛[2Jb\\u202ec\\u009b1md␇[bold]e" in shown
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", shown)


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def test_colours_only_for_a_terminal_and_without_no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [[*marked("[bold]omitted", "omitted"), (" and ", ""), *marked("added", "added")]]
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    terminal, pipe, plain_terminal = Terminal(), io.StringIO(), Terminal()
    show(lines, terminal)
    show(lines, pipe)
    monkeypatch.setenv("NO_COLOR", "1")
    show(lines, plain_terminal)
    assert "\x1b[" in terminal.getvalue()
    assert "[bold]omitted" in terminal.getvalue()
    assert "{+" not in terminal.getvalue()
    assert pipe.getvalue() == plain_terminal.getvalue() == "[-[bold]omitted-] and {+added+}\n"


def test_progress_is_shown_only_at_a_terminal_and_after_a_second() -> None:
    now = [0.0]
    terminal, pipe = Terminal(), io.StringIO()
    shown, hidden = Progress("a\x1b.pdf", terminal, lambda: now[0]), Progress("a.pdf", pipe, lambda: now[0])
    for second, page in ((0.5, 1), (1.5, 2), (1.55, 3)):
        now[0] = second
        shown(page)
        hidden(page)
    assert terminal.getvalue().count("page") == 1
    assert "reading a␛.pdf: page 2" in terminal.getvalue()
    shown.close()
    assert terminal.getvalue().endswith("\r\x1b[2K")
    assert pipe.getvalue() == ""
