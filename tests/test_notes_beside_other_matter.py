"""Notes as other people's PDFs have them: beside stops, boxes, lists of works, numbered lines and notes that end alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_notes_in_pdfs import called, calls_of, extracted, link, note, notes_of, prose, width
from test_pdf_reader import flow, make_pdf, show

from fidelity.catalog import REPAIRS
from fidelity.model.marks import Kind
from fidelity.readers.pdf import read_pdf
from fidelity.readers.plain_text import read_plain_text


@pytest.fixture(autouse=True, params=["pdfminer", "pdfium"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both engines give the same notes."""
    monkeypatch.setattr("fidelity.readers.pdf.read.DEFAULT", request.param)


def level(y: float, label: str, words: str, x: float = 45, size: float = 8) -> str:
    """A line of a note whose label stands on the line, with a stop."""
    return show(x, y, f"{label}. {words}", size)


def linked(y: float, before: str, label: str, after: str, to_y: float) -> tuple[str, str]:
    """A line with a raised call whose link reaches the sign behind it, and that link."""
    line = called(y, before, label, after=after)
    return line, link(40 + width(before), y, 45, to_y, wide=8)


def test_a_link_that_reaches_the_stop_behind_a_call_is_a_link_to_a_note(tmp_path: Path) -> None:
    page, links = prose(560, 10), ""
    for number, (y, after) in enumerate([(420, ". It went on"), (408, ", it went on"), (396, " and it went on")], start=1):
        line, to = linked(y, "a mark", str(number), after, 150 - 12 * number)
        page, links = page + line, links + to
    # in the size of the text the links alone tell what is a note
    page += "".join(show(45, 140 - 12 * n, f"{n} Note number {n}.", 10) for n in (1, 2, 3))
    text = extracted(tmp_path, page, page=f"/Annots [{links}]")
    assert notes_of(text) == {"1": "Note number 1.", "2": "Note number 2.", "3": "Note number 3."}
    assert calls_of(text) == [("1", "mark"), ("2", "mark"), ("3", "mark")]


def noted(page: int, label: str, *words: str) -> str:
    """A page with one note of one or two lines, the last always at the same height."""
    lines = level(45 + 10 * (len(words) - 1), label, words[0])
    lines += "".join(show(40, 45 - 10 * i, line, 8) for i, line in enumerate(words[1:]))
    start = ("the moon", "a quay", "no mill at all", "their old boats", "that town")[page]
    return called(560, start, label) + prose(548, 30, page) + lines


def test_notes_that_end_alike_on_two_pages_are_no_running_feet(tmp_path: Path) -> None:
    alike = ("Also the ledgers of the lower harbour and those of the town and of its mill,", "and of this quay.")
    pages = [noted(0, "1", "One is a note."), noted(1, "2", *alike), noted(2, "3", "Three is a note.")]
    pages += [noted(3, "4", *alike), noted(4, "5", "Five is a note.")]
    notes = notes_of(extracted(tmp_path, *pages))
    assert [notes[n] for n in ("1", "3", "5")] == ["One is a note.", "Three is a note.", "Five is a note."]
    assert [" ".join(notes[n].split()) for n in ("2", "4")] == [" ".join(alike)] * 2


def test_a_foot_that_recurs_on_many_pages_still_goes(tmp_path: Path) -> None:
    pages = [prose(560, 30, page) + show(40, 45, "of the harbour books, printed on the quay.", 8) for page in range(5)]
    assert "printed on the quay" not in extracted(tmp_path, *pages).string


def test_a_list_of_works_does_not_continue_a_note(tmp_path: Path) -> None:
    first = prose(560, 30) + called(200, "a mark", "1", after=".") + note(45, "1", "comparing what the boats had brought")
    second = prose(560, 20, 2) + show(40, 290, "References", 10, "F3")
    second += "".join(show(40, 270 - 10 * n, f"[{n}] A. Merrow, Harbour Books {n}, 12 (190{n}).", 8) for n in range(1, 8))
    text = extracted(tmp_path, first, second)
    assert notes_of(text) == {"1": "comparing what the boats had brought"}
    assert "[7] A. Merrow" in text.string[: text.running_end]


def test_a_character_beyond_the_basic_plane_is_one_character(tmp_path: Path) -> None:
    stream = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange "
        b"1 beginbfrange <20> <7a> <0020> endbfrange 2 beginbfchar <7b> <d835dc4e> <7c> <d835dc47> endbfchar endcmap end"
    )
    body = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream)
    page = show(50, 500, "an {-axis and | = 123 K, where || is no word") + show(50, 488, "another line below it")
    read = read_pdf(make_pdf(page, font="/ToUnicode 9 0 R", instead={9: body}), "x.pdf")
    assert read.string.splitlines()[0] == "an 𝑎-axis and 𝑇 = 123 K, where 𝑇𝑇 is no word"


def manuscript(first: int) -> str:
    """A page with headings, short lines and prose, all of whose lines are numbered in small figures."""
    words = [f"and so the clerk of the harbour wrote down what the boats had {i}x brought to it" for i in range(9)]
    words += ["ABSTRACT", "Anna Merrow", "a boat,", "a quay and", "The Lower Town", "some more,", "it ends."] * 2
    words += [f"of the town and its mill, what they owed for it all and what was {i}y written" for i in range(4)]
    return "".join(
        show(60, 560 - 12 * i - 5 * (i // 6), line)
        + show(35 if first + i > 9 else 37.8, 560 - 12 * i - 5 * (i // 6), str(first + i), 5)
        for i, line in enumerate(words)
    )


def test_all_lines_of_a_manuscript_are_numbered_its_headings_too(tmp_path: Path) -> None:
    string = extracted(tmp_path, manuscript(1), manuscript(28)).string
    assert "0x brought to it and so the clerk" in string
    assert "10 ABSTRACT" not in string
    assert not {str(n) for n in range(10, 55)} & set(string.split())


def test_a_numbered_program_keeps_its_numbers(tmp_path: Path) -> None:
    code = ["begin", "open the book", "x = 1", "for boat in boats of the harbour and of the town:", "y = 2", "end"] * 4
    page = "".join(
        show(60, 560 - 12 * i - 5 * (i // 6), line) + show(35, 560 - 12 * i - 5 * (i // 6), str(10 + i), 5)
        for i, line in enumerate(code)
    )
    assert "31" in extracted(tmp_path, page + prose(200, 8)).string


def boxed() -> tuple[str, str]:
    """A page with two notes in a box, labelled with letters, over two numbered notes at its foot; calls behind a space."""
    page = prose(560, 6) + called(480, "a mark", "1") + called(468, "a sign", "2")
    page += flow(60, 440, ("the moon ", 10, 0), ("a", 6, 3.6), (" and so on;", 10, 0))
    page += flow(60, 428, ("the sun ", 10, 0), ("b", 6, 3.6), (".", 10, 0))
    page += level(408, "a", "A is a note.", 70) + level(398, "b", "B is a note.", 70)
    page += prose(370, 18, 3) + note(55, "1", "One is a note.") + note(45, "2", "Two is a note.")
    places = [
        ("a mark", 480, 40, 45, 55),
        ("a sign", 468, 40, 45, 45),
        ("the moon ", 440, 60, 70, 408),
        ("the sun ", 428, 60, 70, 398),
    ]
    links = "".join(link(x + width(before), y, to_x, to_y, wide=8) for before, y, x, to_x, to_y in places)
    return page, links


def test_notes_in_a_box_count_by_themselves_and_end_with_it(tmp_path: Path) -> None:
    page, links = boxed()
    text = extracted(tmp_path, page, page=f"/Annots [{links}]")
    assert notes_of(text) == {"a": "A is a note.", "b": "B is a note.", "1": "One is a note.", "2": "Two is a note."}
    assert calls_of(text) == [("1", "mark"), ("2", "sign"), ("a", "moon"), ("b", "sun")]
    assert "line3x17" in text.string[: text.running_end]


def test_a_link_that_reaches_the_stop_before_a_call_is_a_link_to_a_note(tmp_path: Path) -> None:
    page = prose(560, 10) + called(420, "a mark.", "1", after=" It went on") + called(408, "a sign,", "2")
    links = link(40 + width("a mark") - 0.5, 420, 45, 128, wide=8) + link(40 + width("a sign") - 0.5, 408, 45, 116, wide=8)
    page += show(45, 128, "1 Note number 1.", 10) + show(45, 116, "2 Note number 2.", 10)
    text = extracted(tmp_path, page, page=f"/Annots [{links}]")
    assert notes_of(text) == {"1": "Note number 1.", "2": "Note number 2."}
    assert calls_of(text) == [("1", "mark."), ("2", "sign,")]


def typewriter(y: float, label: str, words: str, size: float = 5.6, rise: float = 2.85) -> str:
    """A line of a note in a face that is smaller than its label."""
    return show(45, y + rise, label, 6) + show(48.6 if len(label) == 1 else 52, y, words, size)


def test_the_number_of_a_note_may_be_larger_than_the_face_that_it_begins_in(tmp_path: Path) -> None:
    page = prose(560, 30) + called(190, "a mark", "9") + called(178, "a sign", "10") + called(166, "a word", "11")
    page += typewriter(70, "9", "http://harbour.test/books") + typewriter(60, "10", "See http://harbour.test/ledgers")
    page += note(50, "11", "Eleven is a note.")
    text = extracted(tmp_path, page)
    assert notes_of(text) == {
        "9": "http://harbour.test/books",
        "10": "See http://harbour.test/ledgers",
        "11": "Eleven is a note.",
    }
    assert [value for value, _ in calls_of(text)] == ["9", "10", "11"]


def test_a_number_of_full_height_left_of_smaller_type_is_none_of_its_line(tmp_path: Path) -> None:
    page = prose(560, 10) + show(40, 400, "7", 10) + show(60, 396, "the boats of the lower harbour", 6)
    assert "7 the boats" not in extracted(tmp_path, page).source.transcript


def program(line: int) -> str:
    """Numbered lines of a program in small type, one of which has nothing but its number."""
    return "".join(show(45, 300 - 10 * n, f"{n}" if n == line else f"{n} open the book {n}", 8) for n in range(1, 9))


def test_a_link_that_tells_the_page_alone_leads_to_no_line_of_a_program(tmp_path: Path) -> None:
    page = prose(560, 10) + called(420, "a mark.", "4", after=" It went on") + called(408, "a sign,", "5") + program(5)
    to_page = "<< /Subtype /Link /Rect [{} {} {} {}] /Dest [10 0 R /Fit] >>"
    links = to_page.format(40 + width("a mark") - 0.5, 420, 50 + width("a mark"), 430)
    links += to_page.format(40 + width("a sign") - 0.5, 408, 50 + width("a sign"), 418)
    assert notes_of(extracted(tmp_path, page, page=f"/Annots [{links}]")) == {}


def test_a_number_alone_on_its_line_is_no_note_whatever_leads_to_it(tmp_path: Path) -> None:
    page = prose(560, 10) + called(420, "a mark", "4") + called(408, "a sign", "5") + called(396, "a word", "6") + program(5)
    places = [("a mark", 420, 260), ("a sign", 408, 250), ("a word", 396, 240)]
    links = "".join(link(39 + width(before), y, 45, to) for before, y, to in places)
    assert "5" not in notes_of(extracted(tmp_path, page, page=f"/Annots [{links}]"))


@pytest.mark.parametrize("called_in_text", [True, False])
def test_notes_without_a_link_count_beside_linked_ones(tmp_path: Path, called_in_text: bool) -> None:
    page, links = prose(560, 10), ""
    for number, y in ((1, 420), (4, 384)):
        line, to = linked(y, "a mark", str(number), " and it went on", 150 - 12 * number)
        page, links = page + line, links + to
    page += called(408, "a sign", "2") + called(396, "a word", "3") if called_in_text else prose(408, 2, 3)
    # the linked ones are no smaller than the text
    page += show(45, 138, "1 One is a note.") + note(126, "2", "Two has no link.") + note(114, "3", "Three has none.")
    page += show(45, 102, "4 Four is a note.")
    notes = notes_of(extracted(tmp_path, page, page=f"/Annots [{links}]"))
    if called_in_text:
        assert notes == {"1": "One is a note.", "2": "Two has no link.", "3": "Three has none.", "4": "Four is a note."}
    else:
        assert sorted(notes) == ["1", "4"]
        assert notes["4"] == "Four is a note."


@pytest.mark.parametrize("number", ["1", "7"])
def test_numbered_notes_count_beside_linked_ones_with_signs(tmp_path: Path, number: str) -> None:
    to = link(40 + width("a mark"), 420, 45, 128, wide=2)
    page = prose(560, 10) + called(420, "a mark", "*") + called(408, "a sign", "1") + prose(396, 8, 2)
    page += show(45, 128, "* The star is linked.") + note(100, number, "A number without a link.")
    notes = notes_of(extracted(tmp_path, page, page=f"/Annots [{to}]"))
    assert notes == {"*": "The star is linked."} | ({"1": "A number without a link."} if number == "1" else {})


def test_notes_behind_each_chapter_end_before_the_next_one() -> None:
    """Whatever the last note of a chapter ends with, and though the next chapter has notes under such a heading, too."""
    first = "The mill was old.1 It stood by the river.2\n\nNotes\n\n1. Kessler, The Mill, 12.\n2. Bergen, The River, 14\n\n"
    second = (
        "Chapter Two\n\nThe road was new.1 It led to the town.2\n\nNotes\n\n1. Kessler, The Road, 3.\n2. Bergen, The Town, 4.\n"
    )
    text = read_plain_text((first + second).encode(), "made.txt")
    for repair in REPAIRS:
        text = text.amend(repair.code, repair.propose(text))
    assert [text.string[slice(*mark.span)] for mark in text.of_kind(Kind.NOTE_BODY)] == [
        "Kessler, The Mill, 12.",
        "Bergen, The River, 14",
        "Kessler, The Road, 3.",
        "Bergen, The Town, 4.",
    ]
    assert len(text.of_kind(Kind.NOTE_CALL)) == 4


EXAMPLES = ("(1) A boat.", "(2) A mill and its town.", "(3) A quay.")


def test_end_notes_on_a_page_of_their_own_behind_a_list_of_works(tmp_path: Path) -> None:
    """The works are set in the size of the text, the notes smaller, and their labels on the line."""
    page = prose(560, 8) + called(460, "a mark", "1") + called(448, "a sign", "2") + called(436, "a word", "3") + prose(424, 6)
    page += show(40, 330, "Works Cited", 13) + prose(310, 6, 3)
    notes = (
        level(560, "1", "One is a note.", 40) + level(550, "2", "Two is a note.", 40) + level(540, "3", "Three is a note.", 40)
    )
    found = notes_of(extracted(tmp_path, page, notes))
    assert found == {"1": "One is a note.", "2": "Two is a note.", "3": "Three is a note."}


def test_numbered_examples_are_no_notes_where_bare_numbers_call_these(tmp_path: Path) -> None:
    page = prose(560, 8) + called(460, "a mark", "1") + called(448, "a sign", "2") + called(436, "a word", "3")
    page += "".join(show(60, 420 - 12 * i, words) for i, words in enumerate(EXAMPLES)) + prose(372, 20)
    text = extracted(tmp_path, page, prose(560, 20, 3))
    assert not notes_of(text)
    assert all(words in text.string for words in EXAMPLES)
