"""What TeX's classes do to notes, heads and verse: labels before figures, printer's marks, heads of sections, full verses."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_layouts_in_pdfs import FULL, blocks, headings, lines
from test_notes_in_pdfs import called, calls_of, extracted, note, notes_of, prose
from test_pdf_reader import flow, make_pdf, show

from fidelity.model.marks import Kind
from fidelity.model.text import Text
from fidelity.readers.pdf import read_pdf
from fidelity.repairs.measure import measure_of


@pytest.fixture(autouse=True, params=["pdfminer", "pdfium"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both engines give the same text."""
    monkeypatch.setattr("fidelity.readers.pdf.read.DEFAULT", request.param)


# --------------------------------------------------------------------------------------------------------------- notes


def noted(*bodies: tuple[str, str], x: float = 45) -> str:
    """Text that calls each note in a line of its own, and the notes at the foot."""
    page = prose(560, 12)
    for i, (label, words) in enumerate(bodies):
        page += called(400 - 12 * i, "a mark", label) + note(130 - 10 * i, label, words, x)
    return page


def test_a_raised_label_before_a_figure_is_a_label(tmp_path: Path) -> None:
    page = noted(*((str(i), f"{i} is a note.") for i in range(1, 8)), ("8", "1. Aufl., S. 310."), ("9", "Nine is a note."))
    text = extracted(tmp_path, page)
    assert notes_of(text)["8"] == "1. Aufl., S. 310."
    assert [value for value, _ in calls_of(text)] == [str(i) for i in range(1, 10)]


@pytest.mark.parametrize(("rise", "found"), [(3, {"*": "The clerk.", "‡": "1. Aufl., S. 310."}), (0, {"*": "The clerk."})])
def test_a_raised_sign_before_a_figure_opens_a_note(rise: float, found: dict[str, str], tmp_path: Path) -> None:
    page = prose(560, 12) + called(400, "a mark", "*") + called(388, "a mark", "\x87")
    page += note(110, "*", "The clerk.") + flow(45, 80, ("\x87", 5 if rise else 8, rise), ("1. Aufl., S. 310.", 8, 0))
    assert {label: body.split(" ‡")[0] for label, body in notes_of(extracted(tmp_path, page)).items()} == found


@pytest.mark.parametrize(("bars", "label"), [("||", "‖"), ("|||", None)])
def test_two_raised_bars_are_the_sign_of_a_note(bars: str, label: str | None, tmp_path: Path) -> None:
    page = prose(560, 12) + called(400, "the first mark", "*") + called(388, "the second mark", bars)
    page += note(100, "*", "One is a note.") + note(90, bars, "Two is a note.")
    text = extracted(tmp_path, page)
    assert notes_of(text).get("‖") == ("Two is a note." if label else None)
    assert (bars in text.string) is (label is None)


def test_bars_on_the_line_stay(tmp_path: Path) -> None:
    assert "a || b" in extracted(tmp_path, prose(560, 12) + show(40, 400, "either a || b or both of them")).string


def test_two_calls_that_touch_are_of_notes_one_behind_another(tmp_path: Path) -> None:
    page = prose(560, 12) + called(400, "the first mark", "1") + called(388, "the second mark", "23")
    page += flow(
        40,
        100,
        ("1", 5, 3),
        (" One is a note. ", 8, 0),
        ("2", 5, 3),
        (" Two is a note. ", 8, 0),
        ("3", 5, 3),
        (" Three is a note.", 8, 0),
    )
    text = extracted(tmp_path, page)
    assert notes_of(text) == {"1": "One is a note.", "2": "Two is a note.", "3": "Three is a note."}
    assert [value for value, _ in calls_of(text)] == ["1", "2", "3"]


def test_a_table_at_the_head_of_the_next_column_is_no_rest_of_a_note(tmp_path: Path) -> None:
    page = prose(560, 30, words=4) + called(200, "a mark", "1", after=" of it")
    page += note(100, "1", "One is a note.", 40)
    page += show(220, 560, "Year 1771 1773", 8) + show(220, 550, "Boats 14 12", 8) + prose(520, 30, 3, x=220, words=4)
    text = extracted(tmp_path, page)
    assert notes_of(text) == {"1": "One is a note."}
    assert "Boats 14 12" in text.string[: text.running_end]


@pytest.mark.parametrize(("lowest", "rest"), [(530, False), (70, True)])
def test_a_small_quotation_far_over_the_notes_of_its_page_is_none(lowest: float, rest: bool, tmp_path: Path) -> None:
    first = prose(560, 12) + called(400, "the first mark", "1") + note(90, "1", "One is a note.")
    second = "".join(show(50, lowest + 10 * i, words, 8) for i, words in enumerate(("door, by which", "Sister, come by the")))
    second += called(500, "the second mark", "2") if rest else flow(50, 520, ("you came.", 8, 0), ("2", 5, 3))
    text = extracted(tmp_path, first, second + note(55 if rest else 60, "2", "Two is a note."))
    assert ("Sister" in notes_of(text)["1"]) is rest


@pytest.mark.parametrize("figures", [(45, 41, 45), (45, 45, 45)])
def test_labels_that_end_at_one_edge_are_of_one_count(figures: tuple[float, ...], tmp_path: Path) -> None:
    """A table in small type on the next page has the number that is next at the foot, too."""
    page = prose(560, 12) + "".join(called(400 - 12 * i, "a mark", str(9 + i)) for i in range(3))
    for i, x in enumerate(figures):
        page += flow(x, 110 - 10 * i, (f"{9 + i}", 8, 0)) + show(58, 110 - 10 * i, f"Number {i} is a note.", 8)
    table = "".join(show(150, 560 - 10 * i, row, 8) for i, row in enumerate(("10 1839 60", "11 1858 44", "14 1881 20")))
    found = notes_of(extracted(tmp_path, page, table + prose(500, 30, 2)))
    assert found.get("10", "Number 1 is a note.") == "Number 1 is a note."


# --------------------------------------------------------------------------------------------------- initials, headings


def test_an_accented_raised_initial_takes_no_heading_over_it(tmp_path: Path) -> None:
    page = show(40, 500 + 18, "\xdcber den Anlass") + flow(
        40, 500, ("\xdc", 23, 0), ("ber den Anlass wissen wir nichts als", 10, 0)
    )
    page += lines(488, *[FULL] * 6, "and so on.")
    assert blocks(extracted(tmp_path, page))[:1] == ["Über den Anlass"]
    assert blocks(extracted(tmp_path, page))[1].startswith("Über den Anlass wissen")


SPANISH = "la viuda del salinero vendió los libros de la casa a un librero del pueblo"


@pytest.mark.parametrize(("blank", "begins"), [("", "Adónde fueron"), (" ", "A dónde fueron")])
def test_no_space_behind_a_raised_initial_is_none_in_its_word(blank: str, begins: str, tmp_path: Path) -> None:
    page = ""
    for top, cap, rest in ((560, "C", "uando"), (480, "N", "ueve"), (400, "A", f"{blank}dónde")):
        page += flow(40, top, (cap, 26, 0), (f"{rest} fueron a parar los libros de la", 10, 0))
        page += lines(top - 12, SPANISH, SPANISH, SPANISH, "y nada.")
    assert blocks(extracted(tmp_path, page))[2].startswith(begins)


@pytest.mark.parametrize(("size", "found"), [(19, ["The Boats of the Harbour and Other Clerks"]), (12, [])])
def test_a_title_close_over_its_byline_is_a_heading(size: float, found: list[str], tmp_path: Path) -> None:
    page = show(60, 580, "The Boats of the Harbour", size) + show(60, 580 - 1.1 * size, "and Other Clerks", size)
    page += show(120, 568 - 1.1 * size, "Anna Merrow") + lines(500, *[FULL] * 9, "and so on.")
    assert headings(extracted(tmp_path, page)) == found


# --------------------------------------------------------------------------------------------------------------- heads


def marked(page: str, words: str = "+ +") -> str:
    """A page between printer's marks."""
    return show(20, 596, words, 8) + page + show(20, 6, words, 8)


@pytest.mark.parametrize(
    ("head", "goes"),
    [("2 1. The Ledger", True), ("1. The Ledger 2", True), ("3 1. The Ledger", False), ("The Ledger", False)],
)
def test_a_head_that_says_the_heading_below_it_with_its_page(head: str, goes: bool, tmp_path: Path) -> None:
    opening = marked(prose(560, 38))
    second = show(40, 570, head, 8) + prose(540, 10, 2) + show(40, 400, "The Ledger") + prose(380, 25, 4)
    text = extracted(tmp_path, opening, marked(second), marked(prose(560, 38, 7)))
    assert text.string.count("The Ledger") == (1 if goes else 2)
    assert "The Ledger" in blocks(text)


@pytest.mark.parametrize(("title", "goes"), [("The Lost Boats of the Harbour", True), ("The Boats Found", False)])
def test_a_first_page_may_have_its_head_over_the_title(title: str, goes: bool, tmp_path: Path) -> None:
    first = show(40, 590, "Anna Merrow") + show(210, 590, title)
    first += show(120, 550, "The Lost Boats", 16) + show(120, 532, "of the Harbour", 16) + show(150, 510, "Anna Merrow")
    text = extracted(tmp_path, first + prose(480, 34))
    assert text.string.count("Anna Merrow") == (1 if goes else 2)


# --------------------------------------------------------------------------------------------------------------- verse

RHYMED = (
    "The town is burnt, the money kept in part;",
    "let each divide what he has not at heart.",
    "Who saves is praised, and he that counted is held so dear.",
    "The water cost us nothing, and so little did the fear.",
)
"""The last but one nearly fills the measure, and two end sentences."""


def verses(text: Text) -> list[str]:
    return [text.string[mark.start : mark.end] for mark in text.of_kind(Kind.VERSE)]


@pytest.mark.parametrize(
    ("last", "found"),
    [(RHYMED[3], 1), ("The water cost us nothing, and so little did the ale.", 0)],
)
def test_rhymed_lines_that_end_sentences_are_verse(last: str, found: int, tmp_path: Path) -> None:
    page = lines(580, *[FULL] * 6, "and so on.") + lines(490, *RHYMED[:3], last, x=62) + lines(424, *[FULL] * 9, "and so on.")
    assert len(verses(extracted(tmp_path, page))) == found


def test_bullets_that_hang_are_no_edge_of_the_text() -> None:
    page = show(40, 580, FULL) + show(40, 568, "The clerk went.") + show(52, 556, FULL[:-4]) + lines(544, FULL, "to it.")
    page += "".join(show(32, 500 - 12 * i, f"• an item of {word}") for i, word in enumerate(("boats", "clerks", "tolls")))
    measure = measure_of(read_pdf(make_pdf(page), "made.pdf"))
    assert measure is not None
    assert {round(measure.left(line.box)) for line in measure.lines if line.box is not None} == {40}


# ------------------------------------------------------------------------------------------------------ small capitals


@pytest.mark.parametrize(
    ("cap", "word", "other", "found"),
    [
        ("Ä", "USSERLICH", "weiß", "Äußerlich"),
        ("Ä", "USSERLICH", "weiss", "Äusserlich"),
        ("M", "ISSVERSTANDEN", "weiß", "Missverstanden"),
    ],
)
def test_small_capitals_have_no_sharp_s(cap: str, word: str, other: str, found: str, tmp_path: Path) -> None:
    page = show(40, 548, cap, 30) + flow(66, 560, (word, 7, 0), (" verlief der Prozess ohne die Kläger und", 10, 0))
    page += show(66, 548, f"der Richter, der alles besser {other}, entschied für das Blatt")
    page += lines(536, *[f"und die Kläger legten dem Gericht ein Blatt und den Stiefel vor {i}" for i in range(8)])
    page += show(40, 428, "Er heisst bei ihm der Richter.")
    whole = blocks(extracted(tmp_path, page))
    assert whole[0].startswith(found)
    assert whole[-1].endswith("Er heisst bei ihm der Richter.")
