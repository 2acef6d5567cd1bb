"""Notes in PDFs made for the case, as producers set them that nobody had tried: run-in notes, level calls, stars in tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_notes_in_pdfs import called, calls_of, engine, extracted, link, note, notes_of, prose, width
from test_pdf_reader import flow, show

__all__ = ["engine"]


def run_in(y: float, *notes: tuple[str, str], x: float = 40, gap: str = "   ") -> str:
    """Notes that follow one another in one line of 8 pt, each behind its raised number."""
    parts: list[tuple[str, float, float]] = []
    for label, words in notes:
        parts += [(gap, 8, 0)] * bool(parts) + [(label, 5, 3), (words, 8, 0)]
    return flow(x, y, *parts)


def test_notes_that_follow_one_another_in_a_line(tmp_path: Path) -> None:
    page = prose(560, 12) + "".join(called(400 - 12 * i, "a mark", str(i + 1)) for i in range(4))
    page += run_in(100, ("1", "One is a note."), ("2", "Two is"))
    page += show(40, 90, "longer than its line.", 8) + run_in(90, ("3", "Three."), ("4", "Four."), x=130)
    text = extracted(tmp_path, page)
    assert notes_of(text) == {"1": "One is a note.", "2": "Two is longer than its line.", "3": "Three.", "4": "Four."}
    assert calls_of(text) == [(n, "mark") for n in "1234"]


@pytest.mark.parametrize("gap", ["   ", " "])
def test_notes_without_a_stop_follow_one_another_on_the_page_of_their_calls(gap: str, tmp_path: Path) -> None:
    page = prose(560, 12) + called(400, "the first mark", "1") + called(388, "the second mark", "2")
    page += run_in(100, ("1", "Genesis 4, 5"), ("2", "Exodus 6"), gap=gap)
    assert notes_of(extracted(tmp_path, page)) == {"1": "Genesis 4, 5", "2": "Exodus 6"}
    calls = prose(560, 12) + called(400, "the first mark", "1") + called(388, "the second mark", "2")
    notes = prose(560, 12, 3) + run_in(100, ("1", "Genesis 4, 5"), ("2", "Exodus 6"), gap=gap)
    assert notes_of(extracted(tmp_path, calls, notes)) == {"1": "Genesis 4, 5", "2": "Exodus 6"}
    other = prose(560, 12) + called(400, "the first mark", "1") + run_in(100, ("1", "Genesis 4, 5"), ("2", "Exodus 6"), gap=gap)
    later = prose(560, 12, 3) + called(400, "the second mark", "2")
    assert notes_of(extracted(tmp_path, other, later)).keys() == {"1"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (run_in(100, ("1", "One has the square"), ("5", "of nothing.")), "One has the square 5of nothing."),
        (run_in(100, ("1", "One is by Ed."), ("2", " and no other."), gap=""), "One is by Ed.2 and no other."),
    ],
)
def test_a_raised_number_in_a_note_that_is_not_the_next_or_touches_a_word_begins_no_note(
    tmp_path: Path, line: str, expected: str
) -> None:
    body = notes_of(extracted(tmp_path, prose(560, 12) + called(400, "the first mark", "1") + line))
    assert " ".join(body["1"].split()).replace("   ", " ") == expected
    assert len(body) == 1


@pytest.mark.parametrize("first", ["One weighs as much as", "One weighs as much."])
def test_a_raised_number_that_the_page_does_not_call_begins_no_note(first: str, tmp_path: Path) -> None:
    # as isotopes have, and editions: "Bern ²1971"
    line = run_in(100, ("1", first), ("2", "H and"), ("3", "H do."))
    text = extracted(tmp_path, prose(560, 12) + called(400, "the first mark", "1") + line)
    assert notes_of(text).keys() == {"1"}
    assert notes_of(text)["1"].endswith("H do.")


def test_a_number_that_opens_a_line_below_is_not_sought_in_the_note_before(tmp_path: Path) -> None:
    page = prose(560, 12) + called(400, "the first mark", "1") + called(388, "the second mark", "2")
    page += run_in(100, ("1", "One is compared with"), ("2", "another.")) + note(90, "2", "Two is a note.", x=40)
    body = notes_of(extracted(tmp_path, page))
    assert body.keys() == {"1", "2"}
    assert body["1"].endswith("another.")
    assert body["2"] == "Two is a note."


def test_a_call_in_a_note_calls_the_next(tmp_path: Path) -> None:
    page = prose(560, 12) + called(400, "the first mark", "1")
    page += flow(45, 100, ("1", 5, 3), ("One does not blame Ed.", 8, 0), ("2", 5, 3)) + note(90, "2", "Yet.")
    text = extracted(tmp_path, page)
    assert calls_of(text) == [("1", "mark"), ("2", "Ed.")]
    assert notes_of(text)["2"] == "Yet."


def test_a_raised_number_in_a_note_is_no_call_where_the_text_has_one(tmp_path: Path) -> None:
    page = prose(560, 12) + called(400, "the first mark", "1") + called(388, "the second mark", "2")
    page += flow(45, 100, ("1", 5, 3), ("One does not blame Ed.", 8, 0), ("2", 5, 3)) + note(90, "2", "Yet.")
    assert calls_of(extracted(tmp_path, page)) == [("1", "mark"), ("2", "mark")]


def test_linked_numbers_on_the_line_are_calls_of_notes_that_have_no_other(tmp_path: Path) -> None:
    page = prose(560, 10) + show(40, 440, "the charter of the town. 1 And so it went,") + called(428, "the second mark", "2")
    page += note(100, "1", "One is a note.") + note(90, "2", "Two is a note.")
    links = link(42 + width("the charter of the town."), 440, 45, 110, 6) + link(40 + width("the second mark") - 1, 428, 45, 99)
    text = extracted(tmp_path, page, page=f"/Annots [{links}]")
    assert notes_of(text) == {"1": "One is a note.", "2": "Two is a note."}
    assert calls_of(text) == [("1", "town."), ("2", "mark")]


@pytest.mark.parametrize("before", ["as the clerk says in note ", "and this is told below, n. "])
def test_a_linked_number_that_refers_to_a_note_is_no_call(tmp_path: Path, before: str) -> None:
    page = prose(560, 10) + show(40, 440, f"{before}1 and so it went,") + called(428, "the second mark", "2")
    page += note(100, "1", "One is a note.") + note(90, "2", "Two is a note.")
    links = link(42 + width(before.strip()), 440, 45, 110, 6) + link(40 + width("the second mark") - 1, 428, 45, 99)
    assert ("1", before.rsplit(maxsplit=1)[-1]) not in calls_of(extracted(tmp_path, page, page=f"/Annots [{links}]"))


@pytest.mark.parametrize(("at", "raised"), [(330, True), (90, False)])
def test_a_linked_number_of_a_line_of_a_program_is_no_call(tmp_path: Path, at: float, raised: bool) -> None:
    page = prose(560, 10) + show(40, 440, "the program does so in line 4 and so it went,") + called(428, "the second mark", "1")
    page += show(45, at, "4 take all boats", 8) + prose(300, 6, 3) + note(110, "1", "One is a note.")
    links = link(42 + width("the program does so in line"), 440, 45, at + 9, 6)
    links += link(40 + width("the second mark") - 1, 428, 45, 119) if raised else ""
    assert notes_of(extracted(tmp_path, page, page=f"/Annots [{links}]")).keys() == {"1"}


def test_starred_rows_of_a_table_are_no_notes_and_leave_the_notes_alone(tmp_path: Path) -> None:
    first = flow(40, 575, ("The harbour", 12, 0), ("*", 8, 4)) + prose(555, 12) + called(400, "the first mark", "1")
    first += flow(45, 110, ("*", 5, 3), ("Read to the society.", 8, 0)) + note(100, "1", "One is a note.")
    rows = "".join(show(40, 520 - 10 * i, f"* Boat {i} owes {7 + i} barrels", 8) for i in range(6))
    table = rows + prose(440, 9, 6) + called(320, "the second mark", "2") + note(100, "2", "Two is a note.")
    text = extracted(tmp_path, first, prose(560, 3, 3) + table)
    assert notes_of(text) == {"*": "Read to the society.", "1": "One is a note.", "2": "Two is a note."}
    assert text.string[: text.running_end].count("barrels") == 6


def test_signs_that_nothing_calls_leave_the_numbers_alone(tmp_path: Path) -> None:
    first = prose(560, 12) + called(400, "the first mark", "1") + note(100, "1", "One is a note.")
    legend = "".join(show(40, 500 - 10 * i, f"{sign} owes {7 + i} barrels", 8) for i, sign in enumerate("*†‡§"))
    text = extracted(tmp_path, first, prose(560, 4, 3) + legend + prose(440, 9, 6))
    assert notes_of(text) == {"1": "One is a note."}
    assert text.string[: text.running_end].count("barrels") == 4


def test_a_star_that_stands_once_is_a_note_beside_numbers(tmp_path: Path) -> None:
    first = flow(40, 570, ("The harbour", 12, 0), ("*", 8, 4)) + prose(540, 12) + called(390, "the first mark", "1")
    first += flow(45, 100, ("*", 5, 3), ("Read to the society.", 8, 0)) + note(90, "1", "One is a note.")
    assert notes_of(extracted(tmp_path, first)) == {"*": "Read to the society.", "1": "One is a note."}


def test_small_numbered_headings_between_text_are_no_notes(tmp_path: Path) -> None:
    pages = [
        flow(40, 575, (f"The {place}", 12, 0), ("*", 8, 4))
        + prose(555, 8 + n, 7 * n)
        + flow(40, 447 - 12 * n, ("by ten", 10, 0), (str(n), 6, 3.6), (" and so on", 10, 0))
        + show(150, 425 - 12 * n, f"{n}. Of the {what}", 9)
        + prose(405 - 12 * n, 9, 7 * n + 1)
        + (flow(45, 100, ("*", 5, 3), ("Read to the society.", 8, 0)) if n == 1 else "")
        for n, place, what in ((1, "harbour", "boats"), (2, "mill", "flour"), (3, "quarry", "stones"))
    ]
    text = extracted(tmp_path, *pages)
    assert notes_of(text).keys() == {"*"}
    assert all(f"Of the {what}" in text.string[: text.running_end] for what in ("boats", "flour", "stones"))


def test_a_figure_in_small_type_across_the_columns_of_the_next_page_is_no_end_of_a_note(tmp_path: Path) -> None:
    first = prose(560, 42, x=20, words=5) + prose(560, 30, 1, x=210, words=5)
    first += called(190, "the right mark", "1", after=",", x=210) + note(100, "1", "One is a note.", x=210)
    figure = "".join(show(100, 560 - 10 * i, f"for each boat {i} take what it owes and write it down", 8) for i in range(4))
    second = figure + prose(490, 30, 3, x=20, words=5) + prose(490, 30, 4, x=210, words=5)
    assert notes_of(extracted(tmp_path, first, second)) == {"1": "One is a note."}


OLD_STYLE = b"""/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange
2 beginbfchar <7b> <f731> <7e> <f732> endbfchar endcmap end"""


def test_old_style_figures_with_private_characters_are_calls_where_they_are_raised(tmp_path: Path) -> None:
    page = prose(560, 12) + called(400, "the first mark", "{") + called(388, "the second mark", "~")
    page += show(40, 376, "beside the bench7 and the boat{ that it had")
    page += note(100, "{", "One is a note.") + note(90, "~", "Two is a note.")
    stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(OLD_STYLE), OLD_STYLE)
    text = extracted(tmp_path, page, font="/ToUnicode 9 0 R", instead={9: stream})
    assert notes_of(text) == {"1": "One is a note.", "2": "Two is a note."}
    assert calls_of(text) == [("1", "mark"), ("2", "mark")]
    assert "boat1 that" in text.string


@pytest.mark.parametrize(("before", "after"), [("See ", ""), ("", " read in 2017.")])
def test_a_label_larger_than_the_address_behind_it_opens_a_note(before: str, after: str, tmp_path: Path) -> None:
    address = "http://harbour.example/clerks/book/of/boats/and/of/what/they/owed"
    page = prose(560, 12) + called(400, "the first mark", "1") + called(388, "the second mark", "2")
    page += note(100, "1", "One is a note.")
    parts = [(words, size, 0.0) for words, size in ((before, 8.0), (address, 5.6), (after, 8.0)) if words]
    page += flow(45, 90, ("2", 6, 3), *parts)
    text = extracted(tmp_path, page)
    assert notes_of(text) == {"1": "One is a note.", "2": f"{before}{address}{after}"}
    assert calls_of(text) == [("1", "mark"), ("2", "mark")]


def test_a_number_of_the_size_of_its_line_that_stands_little_higher_opens_no_note(tmp_path: Path) -> None:
    page = prose(560, 12) + called(400, "the first mark", "1") + called(388, "the second mark", "2")
    page += note(100, "1", "One is a note that goes on in") + flow(40, 90, ("2", 8, 1.5), ("boats and no more.", 8, 0))
    assert notes_of(extracted(tmp_path, page)).keys() == {"1"}


def clause_that_a_link_leads_to(notes: int) -> tuple[str, str]:
    """A page with notes that no link leads to, and a raised number that is linked with a clause of the text; and the link."""
    page = prose(560, 3) + called(512, "the rule of the mark", "2") + prose(500, 3, 3)
    page += show(40, 440, "1. The clerk writes down what comes in.") + show(40, 428, "2. The clerk writes down what is owed.")
    page += prose(404, 2, 7) + "".join(called(370 - 12 * i, "a mark of its own", str(i + 1)) for i in range(notes))
    page += "".join(note(150 - 10 * i, str(i + 1), f"Note number {i + 1}.") for i in range(notes))
    return page, link(40 + width("the rule of the mark") - 1, 512, 40, 436)


def test_a_link_that_leads_to_no_note_costs_a_text_none_of_its_notes(tmp_path: Path) -> None:
    page, to_clause = clause_that_a_link_leads_to(4)
    text = extracted(tmp_path, page, page=f"/Annots [{to_clause}]")
    assert notes_of(text) == {str(n): f"Note number {n}." for n in range(1, 5)}
    assert "The clerk writes down what is owed." in text.string[: text.running_end]


def test_links_to_notes_in_the_size_of_the_text_outweigh_a_longer_list_in_small_type(tmp_path: Path) -> None:
    page = prose(560, 6) + called(480, "the first mark", "1") + called(468, "the second mark", "2")
    page += show(40, 420, "1 One is a note.") + show(40, 408, "2 Two is a note.") + prose(370, 3, 3)
    page += "".join(show(40, 150 - 10 * i, f"{i + 1}. Rule of the house.", 8) for i in range(5))
    links = link(40 + width("the first mark") - 1, 480, 40, 430) + link(40 + width("the second mark") - 1, 468, 40, 418)
    text = extracted(tmp_path, page, page=f"/Annots [{links}]")
    assert {label: body.split(".")[0] for label, body in notes_of(text).items()} == {"1": "One is a note", "2": "Two is a note"}
    assert text.string[: text.running_end].count("Rule of the house.") == 5


@pytest.mark.parametrize("high", ["( )", "The boats"])
def test_large_brackets_round_a_formula_do_not_end_its_note(high: str, tmp_path: Path) -> None:
    page = prose(560, 12) + called(400, "the first mark", "1")
    page += note(130, "1", "One is what follows from it,") + show(120, 119, high) + show(90, 112, "y = 2d + h", 8)
    page += show(45, 98, "where h is the height of the boat.", 8)
    body = notes_of(extracted(tmp_path, page))["1"]
    assert body.endswith("the height of the boat.") is (high == "( )")


@pytest.mark.parametrize(("size", "moved"), [(6, True), (9, False)])
def test_the_words_in_a_figure_do_not_interrupt_a_sentence(size: float, moved: bool, tmp_path: Path) -> None:
    first = prose(560, 30) + show(40, 200, "The clerk of the harbour wrote down in his book what the")
    second = show(150, 560, "north mole", size) + show(90, 540, "south mole", size) + show(230, 540, "custom house", size)
    second += show(40, 515, "Figure 1: The harbour and its moles.") + show(40, 480, "boats had brought, and told nobody of it.")
    text = extracted(tmp_path, first, second + prose(456, 12, 3))
    assert ("in his book what the boats had brought" in text.string) is moved
    assert [word for word in ("north mole", "south mole", "custom house") if word in text.string] == [
        "north mole",
        "south mole",
        "custom house",
    ]
