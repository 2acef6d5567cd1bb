"""Notes in PDFs made for the case: which numbers label them, and which are their calls."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from command import fidelity
from test_pdf_reader import flow, make_pdf, show

from fidelity import api
from fidelity.doubts import open_notes
from fidelity.model.marks import Kind
from fidelity.model.text import Text
from fidelity.readers.pdf import read_pdf

WORDS = "the clerk of the harbour wrote down what the boats had brought and what they owed for it".split()


@pytest.fixture(autouse=True, params=["pdfminer", "pdfium"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both engines give the same notes."""
    monkeypatch.setattr("fidelity.readers.pdf.read.DEFAULT", request.param)


def prose(top: float, count: int, seed: int = 0, x: float = 40, words: int = 9) -> str:
    """Lines of running text in 10 pt, 12 pt apart, no two alike."""
    lines = []
    for i in range(count):
        start = (seed + 5 * i) % len(WORDS)
        lines.append(show(x, top - 12 * i, " ".join((WORDS + WORDS)[start : start + words]) + f" line{seed}x{i}"))
    return "".join(lines)


def called(y: float, before: str, *calls: str, after: str = " and so on it went,", x: float = 40) -> str:
    """A line of running text with raised calls behind its first words."""
    return flow(x, y, (before, 10, 0), *((call, 6, 3.6) for call in calls), (after, 10, 0))


def note(y: float, label: str, words: str, x: float = 45) -> str:
    """A line of a note in 8 pt, with its raised label."""
    return flow(x, y, (label, 5, 3), (words, 8, 0))


def extracted(folder: Path, *pages: str, **settings: Any) -> Text:
    path = folder / "made.pdf"
    path.write_bytes(make_pdf(*pages, **settings))
    return api.extract(path)


def notes_of(text: Text) -> dict[str, str]:
    return {mark.value: text.string[mark.start : mark.end] for mark in text.of_kind(Kind.NOTE_BODY)}


def calls_of(text: Text) -> list[tuple[str, str]]:
    """Each call with the word before it."""
    return [(mark.value, text.string[: mark.start].split()[-1]) for mark in text.of_kind(Kind.NOTE_CALL)]


def test_a_label_that_is_missing_does_not_end_the_count(tmp_path: Path) -> None:
    first = prose(560, 12) + called(400, "the first mark", "1") + called(388, "the second mark", "2")
    first += note(100, "1", "One is a note.") + note(90, "2", "Two is a note.")
    second = prose(560, 12, 3) + called(400, "the fifth mark", "5") + called(388, "the sixth mark", "6")
    second += note(100, "5", "Five is a note.") + note(90, "6", "Six is a note.")
    text = extracted(tmp_path, first, second)
    assert notes_of(text) == {"1": "One is a note.", "2": "Two is a note.", "5": "Five is a note.", "6": "Six is a note."}
    assert calls_of(text) == [(n, "mark") for n in "1256"]


def test_an_excerpt_begins_with_a_later_note(tmp_path: Path) -> None:
    page = prose(560, 12) + "".join(called(400 - 12 * i, "a mark", str(57 + i)) for i in range(3))
    page += "".join(note(100 - 10 * i, str(57 + i), f"Note number {i}.") for i in range(3))
    text = extracted(tmp_path, page)
    assert notes_of(text) == {"57": "Note number 0.", "58": "Note number 1.", "59": "Note number 2."}
    assert [value for value, _ in calls_of(text)] == ["57", "58", "59"]


def note_in_full_size(y: float, label: str, words: str) -> str:
    """A line of a note in the size of the text, as word processors print notes that have no style of their own."""
    return flow(40, y, (label, 6, 3.6), (f" {words}", 10, 0))


def test_notes_in_the_size_of_the_text_at_the_foot_of_the_only_page(tmp_path: Path) -> None:
    page = show(40, 580, "The Harbour Books", 14) + called(550, "the first mark", "1") + called(538, "the second mark", "2")
    page += note_in_full_size(110, "1", "One is a note that goes") + show(40, 98, "on in a second line.")
    page += note_in_full_size(78, "2", "Two is a note.")
    text = extracted(tmp_path, page + show(140, 25, "Printed at the harbour"))
    assert [" ".join(body.split()) for body in notes_of(text).values()] == [
        "One is a note that goes on in a second line.",
        "Two is a note.",
    ]
    assert calls_of(text) == [("1", "mark"), ("2", "mark")]
    assert "Printed at the harbour" in text.string[: text.running_end]


def test_the_next_column_is_no_part_of_a_note_in_the_size_of_the_text(tmp_path: Path) -> None:
    page = prose(560, 38, x=20, words=5) + prose(560, 42, 3, x=210, words=5)
    page += called(104, "left mark", "1", after=",", x=20) + flow(20, 68, ("1", 6, 3.6), (" One is a note.", 10, 0))
    text = extracted(tmp_path, page)
    assert notes_of(text) == {"1": "One is a note."}
    assert calls_of(text) == [("1", "mark")]
    assert "line3x41" in text.string[: text.running_end]


def test_back_links_close_notes_in_the_size_of_the_text_on_the_only_page(tmp_path: Path) -> None:
    # "~" is mapped to the arrow that browsers print behind each note
    page = prose(560, 6) + called(480, "the first mark", "1") + called(468, "the second mark", "2")
    page += show(40, 420, "1. One is a note that goes on") + show(52, 408, "in a second line.~")
    page += show(40, 384, "2. Two has a paragraph.") + show(52, 350, "It has another one.~")
    page += show(40, 316, "Printed at the harbour, and no note.")
    text = extracted(tmp_path, page, font="/ToUnicode 9 0 R")
    assert {label: " ".join(body.split()) for label, body in notes_of(text).items()} == {
        "1": "One is a note that goes on in a second line.",
        "2": "Two has a paragraph. It has another one.",
    }
    assert calls_of(text) == [("1", "mark"), ("2", "mark")]
    assert "Printed at the harbour" in text.string[: text.running_end]


def link(x: float, y: float, to_x: float, to_y: float, wide: float = 8) -> str:
    """The annotation that links a sign at a place with another place of the first page, in points from the bottom left."""
    return f"<< /Subtype /Link /Rect [{x} {y} {x + wide} {y + 10}] /Dest [10 0 R /XYZ {to_x} {to_y} 0] >>"


def width(words: str, size: float = 10) -> float:
    """How wide words are in the Helvetica of made PDFs, in points, as their reader sees it."""
    source = read_pdf(make_pdf(show(0, 500, words, size)), "made.pdf").source
    assert source.glyphs is not None
    return max(source.glyphs.x1)


def test_links_tell_notes_in_the_size_of_the_text(tmp_path: Path) -> None:
    page = prose(560, 6) + called(480, "the first mark", "1") + called(468, "the second mark", "2")
    page += called(456, "a mark of another kind", "7")
    page += (
        show(40, 420, "1 One is a note that goes") + show(40, 408, "on in a second line.") + show(40, 396, "2 Two is a note.")
    )
    page += show(40, 340, "Printed at the harbour, and no note.")
    links = link(40 + width("the first mark") - 1, 480, 40, 430) + link(40 + width("the second mark") - 1, 468, 40, 406)
    assert notes_of(extracted(tmp_path, page)) == {}  # without the links nothing tells them from a list
    text = extracted(tmp_path, page, page=f"/Annots [{links}]")
    assert {label: " ".join(body.split()) for label, body in notes_of(text).items()} == {
        "1": "One is a note that goes on in a second line.",
        "2": "Two is a note.",
    }
    assert calls_of(text) == [("1", "mark"), ("2", "mark")]
    assert "Printed at the harbour" in text.string[: text.running_end]


def test_linked_calls_as_large_as_the_text_are_known_by_their_height(tmp_path: Path) -> None:
    page = prose(560, 6) + show(40, 430, "1. One is a note.") + show(40, 406, "2. Two is a note.")
    page += flow(40, 480, ("the first mark", 10, 0), ("1", 9.4, 3.6), (" and on it went as it had gone on", 10, 0))
    page += flow(40, 468, ("2", 9.4, 3.6), (" and the line began with a call of its own", 10, 0))
    links = link(40 + width("the first mark") - 1, 482, 40, 440) + link(39, 470, 40, 416)
    assert notes_of(extracted(tmp_path, page)) == {}
    text = extracted(tmp_path, page, page=f"/Annots [{links}]")
    assert notes_of(text) == {"1": "One is a note.", "2": "Two is a note."}
    assert calls_of(text) == [("1", "mark"), ("2", "on")]


def test_the_rule_under_a_linked_call_is_no_underscore(tmp_path: Path) -> None:
    page = prose(560, 6) + flow(40, 480, ("the first mark", 10, 0), ("1", 6, 3.6), (", and on it went", 10, 0))
    page += f"{40 + width('the first mark')} 478.6 {width('1', 6)} 0.4 re f\n" + note(100, "1", "One is a note.")
    text = extracted(tmp_path, page)
    assert "_" not in text.string
    assert calls_of(text) == [("1", "mark")]


def test_a_note_whose_link_leads_to_the_corner_of_the_page_stands_between_linked_ones(tmp_path: Path) -> None:
    page = prose(560, 6) + "".join(
        called(480 - 12 * i, f"the {n} mark", str(i + 1)) for i, n in enumerate(("first", "next", "last"))
    )
    page += show(40, 400, "1. One is a note.~") + show(40, 388, "2. Two is a note.~") + show(40, 376, "3. Three is a note.~")
    links = link(40 + width("the first mark") - 1, 480, 40, 410) + link(40 + width("the last mark") - 1, 456, 40, 386)
    links += link(40 + width("the next mark") - 1, 468, 0, 600)
    text = extracted(tmp_path, page, page=f"/Annots [{links}]", font="/ToUnicode 9 0 R")
    assert notes_of(text) == {"1": "One is a note.", "2": "Two is a note.", "3": "Three is a note."}
    assert calls_of(text) == [("1", "mark"), ("2", "mark"), ("3", "mark")]


def test_linked_calls_that_touch_are_two(tmp_path: Path) -> None:
    words = "the first mark"
    page = prose(560, 6) + called(480, words, "12")
    page += show(40, 430, "1 One is a note.") + show(40, 406, "2 Two is a note.")
    x, wide = 40 + width(words), width("1", 6)
    links = link(x - 0.5, 480, 40, 440, wide - 0.5) + link(x + wide, 480, 40, 416, wide)
    text = extracted(tmp_path, page, page=f"/Annots [{links}]")
    assert notes_of(text) == {"1": "One is a note.", "2": "Two is a note."}
    assert calls_of(text) == [("1", "mark"), ("2", "mark1")]
    assert "12" in text.string


def test_linked_calls_in_brackets_or_at_the_beginning_of_a_line(tmp_path: Path) -> None:
    page = prose(560, 6) + show(40, 480, "the first mark[1] and on it went as it had gone on")
    page += flow(40, 468, ("2", 6, 3.6), (" and the line began with a call of its own", 10, 0)) + prose(456, 2, 3)
    page += show(40, 396, "1. ^ One is a note.") + show(40, 384, "2. ^ Two is a note.")
    links = link(40 + width("the first mark"), 478, 40, 406, wide=11) + link(39, 470, 40, 394)
    text = extracted(tmp_path, page, page=f"/Annots [{links}]")
    assert notes_of(text) == {"1": "One is a note.", "2": "Two is a note."}
    assert calls_of(text) == [("1", "mark"), ("2", "on")]
    assert "[" not in text.string


def test_roman_numerals_label_end_notes(tmp_path: Path) -> None:
    first = prose(560, 12) + called(400, "the first mark", "i") + called(388, "the second mark", "ii")
    notes = (
        show(40, 500, "i", 8) + show(55, 500, "One is a note.", 8) + show(40, 488, "ii", 8) + show(55, 488, "Two is one.", 8)
    )
    text = extracted(
        tmp_path, first + called(376, "the third mark", "iii"), notes + show(40, 476, "iii", 8) + show(55, 476, "Three.", 8)
    )
    assert notes_of(text) == {"i": "One is a note.", "ii": "Two is one.", "iii": "Three."}
    assert calls_of(text) == [("i", "mark"), ("ii", "mark"), ("iii", "mark")]


@pytest.mark.parametrize(
    ("before", "shown", "heading", "wide"),
    [("see note ", "1", "Rules of the house", 5), ("as Smith ", "[1]", "References", 10), ("Smith", "[1]", "Literatur", 10)],
)
def test_a_link_alone_makes_no_note(tmp_path: Path, before: str, shown: str, heading: str, wide: float) -> None:
    page = prose(560, 6) + show(40, 480, f"{before}{shown} and so it went") + show(40, 440, heading)
    page += show(40, 420, "1. One is the first of them.")
    links = link(40 + width(before + shown) - wide - 1, 478, 40, 430, wide)
    text = extracted(tmp_path, page, page=f"/Annots [{links}]")
    assert notes_of(text) == {}
    assert calls_of(text) == []


def test_superior_numbers_that_close_the_count_tell_notes_from_a_list(tmp_path: Path) -> None:
    page = prose(560, 6) + called(480, "the first mark", "1") + called(468, "the second mark", "2")
    rest = show(40, 120, "1. One is a note.") + show(40, 108, "2. Two is a note.")
    text = extracted(tmp_path, page + rest)
    assert notes_of(text) == {"1": "One is a note.", "2": "Two is a note."}
    assert calls_of(text) == [("1", "mark"), ("2", "mark")]
    # a third rule that nothing calls, or a call of no rule: a list
    assert notes_of(extracted(tmp_path, page + rest + show(40, 96, "3. Three is a rule."))) == {}
    assert notes_of(extracted(tmp_path, page + called(456, "the third mark", "3") + rest)) == {}


@pytest.mark.parametrize("size", [8, 10])
def test_a_numbered_list_at_the_end_of_the_only_page_is_no_notes(tmp_path: Path, size: float) -> None:
    page = prose(560, 12) + show(40, 400, "Of the 3 boats of 1848 the books name 1 and then 2 more, as") + prose(388, 4, 3)
    page += "".join(show(40, 120 - 14 * i, f"{i + 1}. Rule of the house.", size) for i in range(3))
    for shown in (page, page.replace(". Rule", " Rule")):
        text = extracted(tmp_path, shown)
        assert notes_of(text) == {}
        assert calls_of(text) == []
        assert text.string.count("Rule of the house.") == 3


@pytest.mark.parametrize("label", ["{}. ", "{} "])
def test_names_with_figures_make_no_notes_of_a_list_in_small_type(tmp_path: Path, label: str) -> None:
    page = prose(560, 12) + show(40, 400, "The format Mark1, and Mark2 and Mark3 behind it, are older than")
    rules = "".join(show(40, 120 - 14 * i, f"{label.format(i + 1)}Rule of the house.", 8) for i in range(3))
    text = extracted(tmp_path, page + prose(388, 4, 3) + rules)
    assert notes_of(text) == {}
    assert text.string.count("Rule of the house.") == 3
    assert "Mark1, and Mark2 and Mark3 behind" in text.string


def test_raised_calls_tell_notes_with_labels_on_the_line(tmp_path: Path) -> None:
    page = prose(560, 12) + called(400, "the first mark", "1") + called(388, "the second mark", "2")
    rest = show(40, 120, "1. One is a note.", 8) + show(40, 108, "2. Two is a note.", 8)
    assert notes_of(extracted(tmp_path, page + rest)) == {"1": "One is a note.", "2": "Two is a note."}


def test_exponents_do_not_make_notes_of_a_list_in_the_size_of_the_text(tmp_path: Path) -> None:
    page = prose(560, 12) + called(400, "after 12 s", "1") + called(388, "of 40 m", "2")
    page += "".join(show(40, 120 - 14 * i, f"{i + 1}. Rule of the house.") for i in range(3))
    assert notes_of(extracted(tmp_path, page)) == {}


def test_figures_of_a_label_that_are_set_apart_are_one_number(tmp_path: Path) -> None:
    pages = []
    for first in (1, 7):
        numbers = range(first, first + 6)
        page = prose(560, 12, first) + "".join(called(400 - 12 * i, "a mark", str(n)) for i, n in enumerate(numbers))
        pages.append(page + "".join(note(100 - 10 * i, " ".join(str(n)), f"Note {n} here.") for i, n in enumerate(numbers)))
    assert list(notes_of(extracted(tmp_path, *pages))) == [str(n) for n in range(1, 13)]


def test_numbered_small_type_is_no_note_where_superior_figures_label_the_notes(tmp_path: Path) -> None:
    page = prose(560, 12) + called(400, "the first mark", "1") + called(388, "the second mark", "2")
    page += "".join(show(60, 360 - 10 * i, f"{i + 1}. Rule of the house in small type.", 8) for i in range(6))
    page += prose(280, 6, 4) + note(100, "1", "One is a note.") + note(90, "2", "Two is a note.")
    text = extracted(tmp_path, page)
    assert notes_of(text) == {"1": "One is a note.", "2": "Two is a note."}
    assert text.string.count("Rule of the house") == 6


def test_the_notes_of_a_book_count_anew_under_each_heading(tmp_path: Path) -> None:
    pages = []
    for chapter in range(3):
        lines = "".join(called(400 - 12 * i - chapter, f"{WORDS[chapter]} word{chapter}{i}", str(i + 1)) for i in range(3))
        pages.append(prose(560, 12, chapter) + lines + prose(350, 8, chapter + 3))
    notes, y = show(160, 560, "NOTES", 14), 520.0
    for chapter, heading in enumerate(("PREFACE", "THE HARBOUR", "THE BOATS")):
        notes += show(40, y, heading, 8)
        for i in range(3):
            notes += show(50, y - 10 - 10 * i, f"{i + 1}. Body {chapter}{i} of the notes.", 8)
        y -= 62
    text = extracted(tmp_path, *pages, notes)
    bodies = list(notes_of(text).values())
    assert bodies == [f"Body {chapter}{i} of the notes." for chapter in range(3) for i in range(3)]
    assert [word for _, word in calls_of(text)] == [f"word{chapter}{i}" for chapter in range(3) for i in range(3)]
    assert all(heading in text.string[: text.running_end] for heading in ("PREFACE", "THE HARBOUR", "THE BOATS"))


def test_a_call_stands_right_of_a_note_at_the_foot_of_a_column(tmp_path: Path) -> None:
    page = prose(560, 30, x=20, words=5) + prose(560, 20, 3, x=210, words=5)
    page += called(320, "left mark", "1", after=",", x=210) + called(308, "right mark", "2", after=",", x=210)
    page += note(60, "1", "One is a note.", 25) + note(50, "2", "Two is a note.", 25)
    text = extracted(tmp_path, page)
    assert calls_of(text) == [("1", "mark"), ("2", "mark")]


def test_a_call_that_was_carried_over_to_a_line_of_its_own(tmp_path: Path) -> None:
    page = prose(560, 12) + called(400, "the first mark", "1") + show(40, 388, "in the proceedings of the year 2004.")
    page += show(40, 378, "2", 6) + prose(360, 6, 2) + note(100, "1", "One is a note.") + note(90, "2", "Two is a note.")
    assert calls_of(extracted(tmp_path, page)) == [("1", "mark"), ("2", "2004.")]
    plain = prose(560, 12) + called(400, "the first mark", "1") + prose(380, 6, 2) + note(100, "1", "One is a note.")
    number = prose(560, 12) + called(400, "the first mark", "1") + show(40, 380, "2") + prose(360, 6, 2)
    assert calls_of(extracted(tmp_path, plain)) == [("1", "mark")]
    # a number of full size on a line of its own is none
    assert calls_of(extracted(tmp_path, number + note(100, "1", "One is a note.") + note(90, "2", "Two."))) == [("1", "mark")]


def test_two_different_signs_in_a_row_are_two_calls(tmp_path: Path) -> None:
    page = prose(560, 12) + called(400, "the years", "*", "†") + note(100, "*", "One is a note.") + note(90, "†", "Two is one.")
    page = page.replace("†", r"\206").replace("/F1 6 Tf", "/F2 6 Tf").replace("/F1 5 Tf", "/F2 5 Tf")
    text = extracted(tmp_path, page)
    assert [value for value, _ in calls_of(text)] == ["*", "†"]
    assert notes_of(text) == {"*": "One is a note.", "†": "Two is one."}


def names(y: float, *parts: str) -> str:
    """A line of authors: names and the raised numbers behind them by turns."""
    return flow(40, y, *((part, 6, 3.6) if part[0].isdigit() else (part, 10, 0) for part in parts))


def test_addresses_of_authors_are_no_notes(tmp_path: Path) -> None:
    front = show(40, 570, "The Harbour Books of Altensiel", 16)
    front += names(540, "Jonna ", "Ahlers", "1,2", " and Piet van der ", "Molen", "1,3") + prose(500, 20)
    front += note(100, "1", "University of Altensiel, Department of History.") + note(90, "2", "Archive of the Harbour.")
    front += note(80, "3", "Academy of Marche, j.ahlers at marche.org.")
    after = prose(560, 12, 2) + called(400, "the first mark", "1") + note(100, "1", "One is a note.")
    text = extracted(tmp_path, front, after)
    assert list(notes_of(text).values()) == ["One is a note."]
    assert [word for _, word in calls_of(text)] == ["mark"]
    assert "Ahlers1,2 and Piet van der Molen1,3" in text.string
    running = text.string[: text.running_end]
    assert running.index("Molen1,3") < running.index("University of Altensiel") < running.index("line0x0")


def test_notes_of_authors_names_are_notes(tmp_path: Path) -> None:
    front = show(40, 570, "The Harbour Books of Altensiel", 16)
    front += names(540, "Jonna Ahlers", "1", " and Piet Molen", "2") + prose(500, 20)
    front += note(100, "1", "I thank the keepers of the books for their patience.") + note(90, "2", "He died in the spring.")
    assert [word for _, word in calls_of(extracted(tmp_path, front))] == ["Ahlers", "Molen"]


def test_a_rule_of_dashes_is_no_part_of_a_note(tmp_path: Path) -> None:
    first = prose(560, 12) + called(400, "the first mark", "1") + show(40, 112, "——————", 8)
    first += note(100, "1", "One is a note that ends here.")
    second = prose(560, 12, 3) + called(400, "the second mark", "2") + show(40, 112, "——————", 8)
    second += show(45, 100, "It had a second paragraph, after all.", 8) + note(88, "2", "Two is a note.")
    text = extracted(tmp_path, first, second)
    assert [" ".join(body.split()) for body in notes_of(text).values()] == [
        "One is a note that ends here. It had a second paragraph, after all.",
        "Two is a note.",
    ]
    assert "—" not in text.string


def test_short_notes_at_the_foot_of_pages_are_no_running_feet(tmp_path: Path) -> None:
    pages = []
    for page in range(5):
        numbers = (2 * page + 1, 2 * page + 2)
        lines = prose(560, 10 + page, page) + "".join(called(380 - 12 * n, "a mark", str(n)) for n in numbers)
        foot = note(71, str(numbers[0]), "Ibid., at 4.") + note(50, str(numbers[1]), f"Ibid., at {page + 9}.")
        pages.append(show(160, 585, "THE HARBOUR BOOKS", 8) + lines + foot + show(195, 25, str(page + 1), 8))
    text = extracted(tmp_path, *pages)
    assert list(notes_of(text)) == [str(n) for n in range(1, 11)]
    assert "HARBOUR BOOKS" not in text.string


def test_feet_that_a_folio_opens_are_running_feet(tmp_path: Path) -> None:
    pages = [prose(560, 10 + page, page) + show(40, 40, f"{page + 4} THE HARBOUR BOOKS", 8) for page in range(4)]
    assert "HARBOUR BOOKS" not in extracted(tmp_path, *pages).string


def test_a_list_of_works_that_numbers_refer_to_is_no_notes(tmp_path: Path) -> None:
    page = prose(560, 12) + called(400, "the first mark", "1") + called(388, "the second mark", "2")
    page += show(40, 350, "References")
    page += "".join(show(40, 335 - 10 * i, f"{i + 1}. Ahlers J. The books of the harbour {i}.", 8) for i in range(3))
    text = extracted(tmp_path, page)
    assert notes_of(text) == {}
    assert text.string.count("Ahlers J.") == 3
    assert list(notes_of(extracted(tmp_path, page.replace("References", "Notes")))) != []


def test_a_legend_below_a_table_stays_there(tmp_path: Path) -> None:
    page = prose(560, 12) + show(60, 380, "Boats   12   14", 8) + show(60, 366, "* Counted in the spring.", 8)
    page += prose(330, 8, 3)
    text = extracted(tmp_path, page)
    assert notes_of(text) == {}
    assert "Counted in the spring." in text.string


def test_what_keeps_the_count_from_closing_is_said(tmp_path: Path) -> None:
    first = prose(560, 12) + called(400, "the first mark", "1") + called(388, "the second mark", "2")
    first += note(100, "1", "One is a note.") + note(90, "2", "Two is a note.")
    second = prose(560, 12, 3) + called(400, "the fifth mark", "5")
    second += note(100, "5", "Five is a note.") + note(90, "6", "Six is a note.")
    assert open_notes(extracted(tmp_path, first)) == []
    text = extracted(tmp_path, first, second)
    assert open_notes(text) == ["3–4 is missing before note 5 (p. 2)", "6 is not called from the text (p. 2)"]
    reasons = [emendation.reason for emendation in text.log if emendation.code == "A106"]
    assert any("3–4 before it was not found" in reason for reason in reasons)
    assert any("note 6" in reason and "no call for it was found" in reason for reason in reasons)
    outcome = fidelity("extract", tmp_path / "made.pdf", "-o", tmp_path / "made.md")
    assert outcome.code == 0
    assert (
        "made.pdf: the count of its notes does not close: 3–4 is missing before note 5 (p. 2); 6 is not called" in outcome.err
    )


def court_paper(page: int, pages: int) -> str:
    """A page of pleading paper: numbers of lines in the margin, a stamp at the top, the name of the paper at the foot."""
    stamp = f"Case 2:19-cv-00417-AB   Document 14   Filed 03/08/19   Page {page} of {pages}"
    shown = show(60, 588, stamp, 8) + show(150, 18, f"COMPLAINT - {page}", 8)
    shown += "".join(show(22 if line > 9 else 27.5, 560 - 20 * (line - 1), str(line)) for line in range(1, 27))
    return shown + "".join(show(90 if line % 13 == 0 else 60, 560 - 20 * line, sentence(page, line)) for line in range(26))


def sentence(page: int, line: int) -> str:
    words = " ".join((WORDS + WORDS)[(7 * page + 5 * line) % len(WORDS) :][:8])
    return f"{words.capitalize()}." if line % 13 == 12 else words


def test_numbers_of_lines_and_stamps_of_a_court_paper_are_no_text(tmp_path: Path) -> None:
    text = extracted(tmp_path, *(court_paper(page, 4) for page in range(1, 5)))
    assert not any(character.isdigit() for character in text.string)
    assert "Case" not in text.string
    assert "COMPLAINT" not in text.string
    assert sum(len(sentence(page, line).split()) for page in range(1, 5) for line in range(26)) == len(text.string.split())
    assert any("number of a line" in emendation.reason for emendation in text.log)
    places = {text.locate(offset) for offset in (0, len(text.string) - 1)}
    assert {(place.page, place.line) for place in places if place} == {(1, 2), (4, 27)}


def test_numbered_lists_and_tables_keep_their_numbers(tmp_path: Path) -> None:
    contents = show(40, 560, "Contents", 14)
    contents += "".join(show(40, 530 - 14 * i, str(i + 1)) + show(60, 530 - 14 * i, f"{WORDS[i]} chapter") for i in range(15))
    table = prose(560, 12) + "".join(
        show(40, 400 - 12 * i, str(i + 1)) + show(80, 400 - 12 * i, f"{WORDS[i % 18]} boat") for i in range(24)
    )
    string = extracted(tmp_path, contents, table).string
    assert all(f"{i + 1}" in string.split() for i in range(24))
    assert not any("number of a line" in emendation.reason for emendation in extracted(tmp_path, contents, table).log)


def test_the_printed_folio_is_the_page_of_a_locator(tmp_path: Path) -> None:
    heads = [f"{216 + page} THE HARBOUR" if page % 2 else f"THE BOATS {216 + page}" for page in range(6)]
    pages = [prose(560, 10 + page, page) + show(40, 590, head, 8) for page, head in enumerate(heads)]
    pages[3] = prose(560, 13, 3)
    text = extracted(tmp_path, *pages)
    assert text.source.page_labels == ("216", "217", "218", "219", "220", "221")
    assert str(text.locate(len(text.string) - 1)).startswith("p. 221, ")
    pages[0] = prose(560, 13, 3)  # the opening page of an article has no folio
    assert extracted(tmp_path, *pages).source.page_labels[:2] == ("216", "217")
    roman = [prose(560, 10 + page, page) + show(195, 25, numeral) for page, numeral in enumerate(("v", "vi", "vii", "viii"))]
    arabic = [prose(560, 16 + page, page + 4) + show(195, 25, str(page + 1)) for page in range(4)]
    assert extracted(tmp_path, *roman, *arabic).source.page_labels == ("v", "vi", "vii", "viii", "1", "2", "3", "4")


def test_a_number_in_the_heads_that_does_not_count_is_no_folio(tmp_path: Path) -> None:
    pages = [prose(560, 10 + page, page) + show(40, 590, "THE HARBOUR IN 1848", 8) for page in range(5)]
    assert set(extracted(tmp_path, *pages).source.page_labels) == {""}


def test_a_hyphen_at_a_page_end_does_not_part_a_note(tmp_path: Path) -> None:
    first = prose(560, 12) + called(400, "the first mark", "1")
    first += note(100, "1", "One is to be found under https://example.org/harbour/book-")
    second = prose(560, 12, 3) + called(400, "the second mark", "2")
    second += show(45, 100, "keeping/ledgers.html, as it was in May.", 8) + note(88, "2", "Two is a note.")
    text = extracted(tmp_path, first, second)
    assert notes_of(text) == {
        "1": "One is to be found under https://example.org/harbour/book-keeping/ledgers.html, as it was in May.",
        "2": "Two is a note.",
    }


def test_superior_numbers_that_are_left_in_the_text_are_named(tmp_path: Path) -> None:
    page = prose(560, 6) + called(480, "the first mark", "1") + called(468, "the second mark", "2")
    assert open_notes(extracted(tmp_path, page)) == [
        "1 is left in the text as a superior number (p. 1)",
        "2 is left in the text as a superior number (p. 1)",
    ]
    alone = prose(560, 6) + called(480, "of 40 m", "2") + called(468, "the second mark", "3")
    assert open_notes(extracted(tmp_path, alone)) == []  # exponents do not count from 1


def test_a_numbered_heading_that_a_link_leads_to_is_no_note(tmp_path: Path) -> None:
    page = prose(560, 6) + called(480, "the first mark", "1") + show(40, 440, "1 The harbour", 14) + prose(420, 4, 3)
    links = link(40 + width("the first mark") - 1, 480, 40, 455)
    assert notes_of(extracted(tmp_path, page, page=f"/Annots [{links}]")) == {}


def test_a_finished_page_of_small_type_is_no_end_of_a_note(tmp_path: Path) -> None:
    first = prose(560, 12) + called(400, "the first mark", "1") + note(100, "1", "One is a note without a stop at")
    second = prose(560, 4, 7) + show(40, 480, "Small type among the text of the page", 8) + prose(460, 8, 3)
    assert notes_of(extracted(tmp_path, first, second)) == {"1": "One is a note without a stop at"}


def test_links_outweigh_numbered_lines_of_small_type(tmp_path: Path) -> None:
    first = (
        prose(560, 8)
        + called(440, "the first mark", "1")
        + called(428, "the second mark", "2")
        + called(416, "the third mark", "3")
    )
    first += note(120, "1", "One is a note.") + note(110, "2", "Two is a note.")
    first += "".join(show(60, 360 - 10 * i, f"{i + 1}. Rule of the house.", 8) for i in range(5)) + prose(300, 4, 3)
    links = link(40 + width("the first mark") - 1, 440, 45, 130) + link(40 + width("the second mark") - 1, 428, 45, 120)
    text = extracted(tmp_path, first + note(100, "3", "Three is a note."), page=f"/Annots [{links}]")
    assert notes_of(text) == {"1": "One is a note.", "2": "Two is a note.", "3": "Three is a note."}
    assert text.string[: text.running_end].count("Rule of the house.") == 5


def test_links_that_all_end_too_high_lead_to_the_lines_below_and_not_to_a_list_beside_them(tmp_path: Path) -> None:
    # a browser that forgets the margin of the page; the list stands where the links end
    page = (
        prose(560, 6)
        + called(480, "the first mark", "1")
        + called(468, "the second mark", "2")
        + called(456, "the third mark", "3")
    )
    page += "".join(show(40, 320 - 12 * i, f"{i + 1}. Rule of the house.") for i in range(3))
    page += "".join(show(220, 250 - 24 * i, f"{i + 1}. Note of the book.") for i in range(3))
    links = "".join(
        link(40 + width(f"the {which} mark") - 1, 480 - 12 * i, 190, 320 - 24 * i)
        for i, which in enumerate(("first", "second", "third"))
    )
    text = extracted(tmp_path, page, page=f"/Annots [{links}]")
    assert [body.strip() for body in notes_of(text).values()] == ["Note of the book."] * 3
    assert text.string[: text.running_end].count("Rule of the house.") == 3


def test_small_capitals_behind_a_drop_cap_are_small_letters(tmp_path: Path) -> None:
    # TeX sets small capitals as capitals at four fifths of the size where a font has none
    page = show(40, 536, "W", 26) + flow(66, 548, ("ER ", 8, 0), ("goes backwards had the harbour in his back", 10, 0))
    page += show(66, 536, "and came back to where he had set out from.") + prose(524, 8)
    assert "Wer goes backwards" in extracted(tmp_path, page).string.replace("W er", "Wer")


def test_small_capitals_behind_a_drop_cap_may_end_at_a_hyphen(tmp_path: Path) -> None:
    page = show(40, 536, "Q", 26) + flow(62, 548, ("U\x92EST", 8, 0), ("-ce que le greffier avait mis dans le registre", 10, 0))
    page += show(62, 536, "du port quand les bateaux rentraient le soir.") + prose(524, 8)
    assert "Qu’est-ce que le greffier" in extracted(tmp_path, page).string
    capitals = page.replace(" 8 Tf", " 10 Tf")
    assert "QU’EST-ce que le greffier" in extracted(tmp_path, capitals).string


def test_calls_side_by_side_call_notes_in_one_paragraph(tmp_path: Path) -> None:
    text = prose(560, 6) + called(488, "the first mark", "1") + called(476, "the second mark", "23") + prose(464, 4, 3)
    parts = (("1", 5, 3), ("One is a note. ", 8, 0), ("2", 5, 3), ("Two is a note. ", 8, 0), ("3", 5, 3), ("Three too.", 8, 0))
    found = extracted(tmp_path, text + flow(45, 100, *parts))
    assert {label: body.strip() for label, body in notes_of(found).items()} == {
        "1": "One is a note.",
        "2": "Two is a note.",
        "3": "Three too.",
    }
    assert calls_of(found) == [("1", "mark"), ("2", "mark"), ("3", "mark2")]


def test_calls_of_two_figures_side_by_side_call_notes_in_one_paragraph(tmp_path: Path) -> None:
    text = prose(560, 6) + called(488, "the first mark", "9") + called(476, "of the year 1631.", "1011") + prose(464, 4, 3)
    parts = (("9", 5, 3), ("See p. 3. ", 8, 0), ("10", 5, 3), ("See n. 3. ", 8, 0), ("11", 5, 3), ("Three too.", 8, 0))
    found = extracted(tmp_path, text + flow(45, 100, *parts))
    assert [body.strip() for body in notes_of(found).values()] == ["See p. 3.", "See n. 3.", "Three too."]
    assert [label for label, _ in calls_of(found)] == ["9", "10", "11"]


def test_a_small_linked_call_that_is_all_of_its_line(tmp_path: Path) -> None:
    """Nearly as large as the text, it is known by its link: the line above had no room for it."""
    page = (
        prose(560, 6)
        + called(488, "the first mark", "1")
        + show(40, 476, "of the harbour wrote down what the boats had brought.")
    )
    page += (
        show(40, 464, "2", 8.9)
        + prose(452, 6, 3)
        + show(40, 340, "1. One is a note.", 8)
        + show(40, 328, "2. Two is a note.", 8)
    )
    links = link(40 + width("the first mark") - 1, 488, 40, 350) + link(39, 462, 40, 338)
    text = extracted(tmp_path, page, page=f"/Annots [{links}]")
    assert calls_of(text) == [("1", "mark"), ("2", "brought.")]
    assert ("2", "brought.") not in calls_of(extracted(tmp_path, page))


def test_linked_labels_with_no_words_behind_them_are_no_notes(tmp_path: Path) -> None:
    """rst2pdf in narrow columns sets the labels of notes as lines of their own, one below the other."""
    page = prose(560, 6) + called(480, "the first mark", "1") + called(468, "the second mark", "2") + prose(456, 4, 3)
    page += show(40, 340, "1", 8) + show(40, 328, "2", 8) + show(40, 316, "and what is theirs stands elsewhere.", 8)
    links = link(40 + width("the first mark") - 1, 480, 40, 350) + link(40 + width("the second mark") - 1, 468, 40, 338)
    text = extracted(tmp_path, page, page=f"/Annots [{links}]")
    assert "1" not in notes_of(text)
    assert "stands elsewhere." in text.string


def test_numbers_in_one_paragraph_of_notes_that_nothing_calls_are_left(tmp_path: Path) -> None:
    text = prose(560, 6) + called(488, "the first mark", "1") + called(476, "the second mark", "24") + prose(464, 4, 3)
    parts = (("1", 5, 3), ("One is a note. ", 8, 0), ("2", 5, 3), ("Two is a note. ", 8, 0))
    assert [body.strip() for body in notes_of(extracted(tmp_path, text + flow(45, 100, *parts))).values()] == [
        "One is a note. 2Two is a note."
    ]


def test_a_sign_set_large_and_low_before_its_note_opens_it(tmp_path: Path) -> None:
    page = flow(40, 560, ("the first mark", 10, 0), ("*", 7, 3.6), (" and so on it went,", 10, 0)) + prose(548, 8)
    page += show(40, 97, "*", 10.4) + show(48, 100, "One is a note of the clerk.", 8)
    text = extracted(tmp_path, page)
    assert notes_of(text) == {"*": "One is a note of the clerk."}
    assert calls_of(text) == [("*", "mark")]


def test_a_head_with_the_author_on_one_page_alone_is_no_end_of_a_note(tmp_path: Path) -> None:
    first = show(40, 585, "Winifred Hallorane") + prose(560, 12) + called(400, "the first mark", "1")
    first += note(100, "1", "One is a note.")
    second = show(40, 580, "2 WINIFRED HALLORANE", 7.5) + prose(540, 8, 3)
    text = extracted(tmp_path, first, second)
    assert notes_of(text) == {"1": "One is a note."}
    assert "HALLORANE" not in text.string


def test_a_call_on_the_page_behind_its_note(tmp_path: Path) -> None:
    """LaTeX's multicols may set a note on the page before its call."""
    page = prose(560, 12) + called(416, "the first mark", "1") + prose(404, 6, 3) + note(90, "1", "One is a note.")
    page += note(78, "2", "Two is a note, and its call was not there yet.")
    text = extracted(tmp_path, page, prose(560, 2, 7) + called(536, "the second mark", "2") + prose(524, 12, 5))
    assert notes_of(text) == {"1": "One is a note.", "2": "Two is a note, and its call was not there yet."}
    assert calls_of(text) == [("1", "mark"), ("2", "mark")]


def test_a_raised_number_two_pages_behind_a_note_is_no_call_of_it(tmp_path: Path) -> None:
    page = prose(560, 12) + called(416, "the first mark", "1") + prose(404, 6, 3) + note(90, "1", "One is a note.")
    page += note(78, "2", "Two is a note.")
    text = extracted(
        tmp_path, page, prose(560, 14, 7), prose(560, 2, 1) + called(536, "ten to the 10", "2") + prose(524, 12, 5)
    )
    assert calls_of(text) == [("1", "mark")]
    text = extracted(tmp_path, page, prose(560, 2, 7) + called(536, "ten to the 10", "2") + prose(524, 12, 5))
    assert calls_of(text) == [("1", "mark")]


def test_a_link_may_end_behind_a_wide_label(tmp_path: Path) -> None:
    """LibreOffice leads to the place behind the label of an end note."""
    labels = ("xxii", "xxiii", "xxxviii")
    page = prose(560, 6) + "".join(called(480 - 12 * i, "the mark", label) for i, label in enumerate(labels))
    page += "".join(show(40, 420 - 24 * i, f"{label} Here is a note.") for i, label in enumerate(labels))
    links = "".join(
        link(40 + width("the mark"), 480 - 12 * i, 41 + width(label), 431 - 24 * i, width(label, 6))
        for i, label in enumerate(labels)
    )
    text = extracted(tmp_path, page, page=f"/Annots [{links}]")
    assert notes_of(text) == dict.fromkeys(labels, "Here is a note.")


def test_a_call_that_opens_a_line_stands_close_to_the_word_above(tmp_path: Path) -> None:
    """A browser may break a line between a word and its call."""
    page = prose(560, 12) + show(40, 416, "of the harbour wrote down what the boats line and the clerk.")
    page += flow(40, 404, ("1", 6, 3.6), (" He wrote down what they had brought,", 10, 0)) + prose(392, 4, 3)
    text = extracted(tmp_path, page + note(100, "1", "One is a note."))
    assert calls_of(text) == [("1", "clerk.")]
    assert "the clerk.1 He wrote" in text.string


def test_an_address_broken_behind_its_scheme_is_whole(tmp_path: Path) -> None:
    page = prose(560, 6) + show(40, 488, "and what the boats had brought to it, see https:")
    page += show(40, 476, "//example.org/boats, and of the others https:")
    assert "see https://example.org/boats, and" in extracted(tmp_path, page + prose(464, 4)).string
