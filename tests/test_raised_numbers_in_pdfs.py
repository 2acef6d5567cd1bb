"""Raised numbers that are no calls, and calls and notes among other matter: statutes, tables, code, the heads of pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_drawn_rules_in_pdfs import rule
from test_notes_in_pdfs import called, calls_of, engine, extracted, link, note, notes_of, prose
from test_pdf_reader import flow, make_pdf, show

from fidelity import api
from fidelity.repairs.note_count import missing_before

__all__ = ["engine"]


def statute(y: float, item: int, *sentences: str) -> str:
    """A paragraph of a statute in one line: its number in brackets, and before each sentence its number, raised."""
    parts: list[tuple[str, float, float]] = [(f"({item})", 10, 0)]
    for number, sentence in enumerate(sentences, start=1):
        parts += [(" ", 10, 0), (str(number), 6, 3.6), (sentence, 10, 0)]
    return flow(40, y, *parts)


def test_the_sentence_numbers_of_a_statute_call_nothing(tmp_path: Path) -> None:
    first = prose(560, 20) + show(40, 308, "(1) Larks have no master.")
    first += statute(292, 2, "Gulls of every size have one.", "They need none.") + show(40, 260, "The quay", 14, "F3")
    first += show(40, 240, "(1) Terns are tied up.") + statute(224, 2, "They are let go again.", "Nobody is paid for it.")
    second = prose(560, 20, 3) + show(40, 260, "The town", 14, "F3")
    second += show(40, 240, "(1) It has a mill.") + statute(224, 2, "The mill is old.", "It stands by the quay.")
    text = extracted(tmp_path, first + show(200, 30, "1"), second + show(200, 30, "2"))
    assert notes_of(text) == {}
    assert calls_of(text) == []
    assert "(2) 1Gulls of every size have one. 2They need none." in text.string


def test_calls_among_the_sentence_numbers_of_a_statute_are_found(tmp_path: Path) -> None:
    page = prose(560, 14) + statute(380, 1, "The harbour has no master.", "It needs none.")
    page += called(366, "Boats are tied up", "1") + called(352, "and let go again", "2")
    page += rule(112) + note(100, "1", "With a rope.", 40) + note(90, "2", "At low water.", 40)
    text = extracted(tmp_path, page)
    assert notes_of(text) == {"1": "With a rope.", "2": "At low water."}
    assert calls_of(text) == [("1", "up"), ("2", "again")]
    assert "1The harbour has no master. 2It needs none." in text.string


def test_a_linked_call_alone_at_the_head_of_a_page_is_no_folio(tmp_path: Path) -> None:
    pages = []
    for page, first in enumerate((1, 3, 5)):
        numbers = (first, first + 1)
        if page:
            body = "".join(show(40, 560 - 12 * i, str(n), 6) for i, n in enumerate(numbers)) + prose(520, 14, page)
        else:
            body = called(560, "a mark", "1") + called(548, "the second mark", "2") + prose(520, 14)
        body += rule(112) + "".join(note(100 - 10 * i, str(n), f"Note of number {n}.", 40) for i, n in enumerate(numbers))
        pages.append(body + show(200, 30, str(page + 1)))
    links = "".join(link(38, 558 - 12 * i, 45, 108 - 10 * i) for i in range(2)).replace("10 0 R", "1@ 0 R")
    made = make_pdf(*pages, page=f"/Annots [{links}]").split(b"1@ 0 R")
    # the links of each page lead to that page
    path = tmp_path / "made.pdf"
    path.write_bytes(
        b"".join(piece + (b"1%d 0 R" % (i // 2 * 2) if i < len(made) - 1 else b"") for i, piece in enumerate(made))
    )
    text = api.extract(path)
    assert notes_of(text) == {str(n): f"Note of number {n}." for n in range(1, 7)}
    assert [label for label, _ in calls_of(text)] == list("123456")


def test_code_at_the_foot_of_a_page_is_not_the_rest_of_a_note_where_rules_stand_over_notes(tmp_path: Path) -> None:
    first = prose(560, 30) + "".join(called(190 - 12 * i, "a mark", str(i + 1)) for i in range(3))
    first += rule(112) + note(100, "1", "One.", 40) + note(90, "2", "Two.", 40) + note(80, "3", "Three is a list:", 40)
    first += show(52, 70, "where the boats are kept", 8)
    code = show(52, 70, "harbour = {of, the, town}", 8) + show(52, 60, "boats = {three}", 8)
    notes = notes_of(extracted(tmp_path, first, prose(560, 38, 2) + code))
    assert notes["3"].split() == "Three is a list: where the boats are kept".split()
    rest = prose(560, 38, 2) + rule(82) + code
    notes = notes_of(extracted(tmp_path, first, rest))
    assert notes["3"].split()[-1] == "{three}"


def table_of_boats(*names: tuple[str, str]) -> str:
    """Rows of a table, each with a raised number behind its name."""
    return "".join(flow(80, 540 - 12 * i, (name, 10, 0), (sign, 6, 3.6)) for i, (name, sign) in enumerate(names))


def test_notes_of_a_table_stand_between_two_notes_of_the_text(tmp_path: Path) -> None:
    first = prose(560, 30) + called(190, "a mark", "1") + called(178, "the second mark", "2") + rule(112)
    first += note(100, "1", "One.", 40) + note(90, "2", "Two is longer than its page, and so it is", 40)
    second = table_of_boats(("Lark", "1"), ("Gull", "2")) + show(80, 500, "Table 1: boats")
    second += note(480, "1", "Lost in the winter of that year, and never", 40) + show(40, 470, "seen again.", 8)
    second += note(460, "2", "Sold.", 40) + prose(430, 22, 2) + rule(112) + show(40, 100, "continued here.", 8)
    third = prose(560, 30, 3) + called(190, "the third mark", "3") + rule(112) + note(100, "3", "Three.", 40)
    text = extracted(tmp_path, first, second, third)
    notes = {label: " ".join(words.split()) for label, words in notes_of(text).items()}
    assert notes == {
        "1": "One.",
        "2": "Two is longer than its page, and so it is continued here.",
        "2-1": "Lost in the winter of that year, and never seen again.",
        "2-2": "Sold.",
        "3": "Three.",
    }


def examples(seed: int) -> str:
    """A page of a manual on notes, which shows six in small type in the midst of its text."""
    shown = "".join(note(400 - 12 * i, str(i + 1), f"Example of such a note, {seed}.", 60) for i in range(6))
    return prose(560, 12, seed) + shown + prose(320, 20, seed + 1)


def test_examples_of_notes_without_a_rule_do_not_push_out_notes_below_rules(tmp_path: Path) -> None:
    pages = []
    for number in (1, 2, 3):
        words = ("the moon", "a quay", "no mill at all")[number - 1]
        page = called(560, words, str(number)) + prose(548, 30, number) + rule(112)
        pages += [page + note(100, str(number), f"Note {number} of the text.", 50), examples(3 * number)]
    text = extracted(tmp_path, *pages)
    assert notes_of(text) == {str(number): f"Note {number} of the text." for number in (1, 2, 3)}
    assert text.string[: text.running_end].count("Example of such a note") == 18


def test_notes_that_their_pages_call_stay_notes_where_most_other_numbers_are_not_called(tmp_path: Path) -> None:
    first = called(560, "the moon", "1") + prose(548, 30) + note(100, "1", "Note 1 of the text.", 50)
    last = called(560, "a quay", "7") + prose(548, 30, 5) + note(100, "7", "Note 7 of the text.", 50)
    text = extracted(tmp_path, first, examples(1), last)
    assert notes_of(text) == {"1": "Note 1 of the text.", "7": "Note 7 of the text."}
    assert calls_of(text) == [("1", "moon"), ("7", "quay")]


@pytest.mark.parametrize(
    ("labels", "missing"),
    [
        ("1 2 3 1 2 4 5", {}),
        ("1 2 3 1 2 4 1 5", {}),
        ("1 2 1 2 4 5", {4: "3"}),
        ("1 2 5", {2: "3–4"}),
    ],
)
def test_a_count_that_goes_on_behind_the_notes_of_a_table_lacks_nothing(labels: str, missing: dict[int, str]) -> None:
    assert missing_before(labels.split()) == missing
