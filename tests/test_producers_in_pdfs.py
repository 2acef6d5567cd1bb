"""PDFs made for the case, as Asciidoctor, pdfmake, fpdf2, Qt, React-pdf, Scribus and calibre write them."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_notes_in_pdfs import called, calls_of, engine, extracted, link, notes_of, prose, width
from test_pdf_reader import flow, show

from fidelity.model.marks import Kind

__all__ = ["engine"]


@pytest.mark.parametrize("rise", [3.6, 0])
def test_the_brackets_around_a_linked_number_go_where_they_are_raised_with_it(rise: float, tmp_path: Path) -> None:
    sign = [("[", 6, rise), ("1", 6, rise), ("]", 6, rise)] if rise else [("[", 10, 0), ("1", 6, 3.6), ("]", 10, 0)]
    page = prose(560, 8) + flow(40, 440, ("the first mark", 10, 0), *sign, (" and so on it went,", 10, 0))
    page += flow(45, 100, ("1", 5, 3), ("One is a note.", 8, 0))
    place = 40 + width("the first mark") + width("[", sign[0][1])
    text = extracted(tmp_path, page, page=f"/Annots [{link(place, 440, 45, 110, 3)}]")
    assert calls_of(text) == [("1", "mark" if rise else "mark[")]
    assert ("[" not in text.string) == bool(rise)


def starred(label: str, words: str = "Read to the society.") -> str:
    """Notes in the size of the text below a heading, as fpdf2 sets them from HTML; one with a sign stands first."""
    page = flow(40, 580, ("The Harbour", 16, 0), ("*", 9, 6)) + prose(555, 8) + called(440, "the first mark", "1")
    page += (
        called(428, "the second mark", "2") + show(40, 380, "Notes", 14) + flow(40, 350, (label, 6, 3.6), (f" {words}", 10, 0))
    )
    page += flow(40, 330, ("1", 6, 3.6), (" One is a note.", 10, 0)) + flow(40, 310, ("2", 6, 3.6), (" Two is a note.", 10, 0))
    return page


def test_a_starred_note_may_stand_over_the_first_below_the_heading(tmp_path: Path) -> None:
    text = extracted(tmp_path, starred("*"))
    assert notes_of(text) == {"*": "Read to the society.", "1": "One is a note.", "2": "Two is a note."}
    assert calls_of(text) == [("*", "Harbour"), ("1", "mark"), ("2", "mark")]


def test_a_heading_over_other_words_than_notes_says_nothing_of_them(tmp_path: Path) -> None:
    assert "A list of boats." in (text := extracted(tmp_path, starred("", "A list of boats."))).string[: text.running_end]


@pytest.mark.parametrize(("heading", "notes"), [("Notes", True), ("Boats", False)])
def test_one_line_of_text_over_a_page_of_notes_does_not_hide_them(heading: str, notes: bool, tmp_path: Path) -> None:
    first = prose(560, 12) + called(400, "the first mark", "1") + called(388, "the second mark", "2")
    page = show(40, 580, "and that is all.") + show(40, 560, heading, 13) + show(40, 540, "* Read to the society.", 8)
    page += show(40, 530, "1. One is a note.", 8) + show(40, 520, "2. Two is a note.", 8)
    text = extracted(tmp_path, flow(40, 580, ("The Harbour", 14, 0), ("*", 8, 5)) + first, page)
    assert ({"1", "2"} < notes_of(text).keys()) == notes


@pytest.mark.parametrize("places", [(430, 430), (430, 300)])
def test_a_link_of_each_figure_is_a_link_of_the_number(places: tuple[int, int], tmp_path: Path) -> None:
    """Notes as large as the text, which only links tell from a list. Figures that lead to two places are two calls."""
    page = prose(560, 6) + called(480, "the first mark", "12") + show(40, 420, "12. Twelve is a note.")
    page += show(40, 290, "2. Two is a note.")
    place = 40 + width("the first mark")
    links = link(place - 0.5, 480, 40, places[0], 3.8) + link(place + 3.4, 480, 40, places[1], 4)
    text = extracted(tmp_path, page, page=f"/Annots [{links}]")
    assert ("12" in notes_of(text)) == (places[0] == places[1])


def level(y: float, before: str, call: str, size: float = 6, rise: float = 0) -> str:
    return flow(40, y, (before, 10, 0), (call, size, rise), (" And so it went on,", 10, 0))


@pytest.mark.parametrize(
    ("size", "rise", "found"),
    [(6, 0, True), (10, 0, False), (6, -2, False)],  # as large as the text, a decimal; an inferior
)
def test_a_small_number_that_nobody_raised_is_a_call(size: float, rise: float, found: bool, tmp_path: Path) -> None:
    page = (
        prose(560, 8) + level(440, "it came in 1848.", "1", size, rise) + level(428, "of the rules of 1832:", "2", size, rise)
    )
    page += "".join(flow(45, 100 - 10 * n, (str(n), 5, 3), (f"Note {n} is a note.", 8, 0)) for n in (1, 2))
    text = extracted(tmp_path, page)
    assert (calls_of(text) == [("1", "1848."), ("2", "1832:")]) == found


@pytest.mark.parametrize(("gap", "shown"), [(1.6, "well-known"), (6.0, "well- known")])
def test_the_gap_behind_a_hyphen_is_no_space_where_painted_ones_are_wider(gap: float, shown: str, tmp_path: Path) -> None:
    """pdfmake stretches a line behind hyphens and before superiors, too; a space is painted besides."""
    line, x = "", 40.0
    for piece, behind in (
        ("the ", 2.0),
        ("clerk ", 2.0),
        ("is ", 2.0),
        ("well-", gap),
        ("known ", 2.0),
        ("to ", 2.0),
        ("all", 0),
    ):
        line += show(x, 500, piece)
        x += width(piece.strip()) + (2.78 if piece.endswith(" ") else 0.0) + behind
    assert shown in extracted(tmp_path, line).string


FULL = "the clerk of the harbour wrote down what the boats had brought to it"


def rows(top: float, *words: str, x: float = 40) -> str:
    return "".join(show(x, top - 12 * i, line) for i, line in enumerate(words))


@pytest.mark.parametrize(("x", "one"), [(52, True), (40, False)])
def test_an_item_goes_on_between_its_marker_and_the_tab_behind_it(x: float, one: bool, tmp_path: Path) -> None:
    """A word processor's tab leads further than the indent of the lines below; at the edge begins another paragraph."""
    page = (
        rows(560, *[FULL] * 8, "and so on.")
        + show(44, 440, "1.")
        + show(80, 440, "The boats that lie here are of the harbour,")
    )
    page += show(x, 428, "A book says so.") + show(44, 416, "2.") + show(80, 416, "The clerk writes.") + rows(392, *[FULL] * 8)
    assert ("1. The boats that lie here are of the harbour, A book says so.\n" in extracted(tmp_path, page).string) == one


def test_a_page_of_items_does_not_hide_where_its_text_begins(tmp_path: Path) -> None:
    """The first line of a paragraph is set in as far as most lines of its page; only the other pages show that it is."""
    full = rows(560, *([f"{FULL[:60]}, it is"] * 39), FULL)
    first = rows(560, *([FULL] * 39), f"{FULL}.")
    items = "".join(show(52, 500 - 24 * i, f"{i}. The boat {i} owes") for i in range(1, 8))
    second = show(52, 560, f"The clerk {FULL[13:60]}") + show(40, 548, FULL) + items
    string = extracted(tmp_path, full, first, second).string
    assert "\nThe clerk the harbour" in string


def test_a_table_as_large_and_close_as_its_caption_takes_no_text_with_it(tmp_path: Path) -> None:
    caption = show(40, 440, "Table 1. What the boats owed to the harbour in the year.")
    table = "".join(
        show(60, 428 - 12 * i, boat) + show(180, 428 - 12 * i, str(9 + i)) for i, boat in enumerate(("Anna", "Bertha", "Clara"))
    )
    first = rows(560, *[FULL] * 8, "and the boats were as long as a") + caption + table
    text = rows(392, *[FULL] * 25, "They lay in the harbour until the year, when", x=40)
    second = rows(560, "a boat was lost that nobody had seen.", *[FULL] * 5)
    string = " ".join(extracted(tmp_path, first + text, second).string.split())
    assert "until the year, when a boat was lost" in string


@pytest.mark.parametrize(
    ("words", "found"), [("https://harbour.example/books/of/boats", True), ("boats that lay in the harbour", False)]
)
def test_a_label_may_stand_alone_over_an_address_that_has_no_room_behind_it(words: str, found: bool, tmp_path: Path) -> None:
    page = prose(560, 12) + called(400, "the first mark", "1") + called(388, "the second mark", "2")
    page += show(40, 110, "1. One is a note.", 8) + show(40, 100, "2.", 8) + show(40, 90, words, 8)
    assert (notes_of(extracted(tmp_path, page)).get("2") == words) == found


def larger(right: float, size: float = 13) -> str:
    """Three lines of larger type, set in on the left by 20 points and on the right by as many as the words leave."""
    words = FULL[: int(right)]
    return (
        rows(560, *[FULL] * 8, "and the clerk said this of it:")
        + "".join(show(60, 420 - 18 * i, words, size) for i in range(2))
        + show(60, 384, "and no more.", size)
        + rows(350, *[FULL] * 8)
    )


@pytest.mark.parametrize(("letters", "quoted"), [(42, True), (51, False)])
def test_a_quotation_may_be_set_in_larger_type(letters: int, quoted: bool, tmp_path: Path) -> None:
    """Asciidoctor sets quotations larger than the text, and in on both sides; as wide as the text they are none."""
    text = extracted(tmp_path, larger(letters))
    assert bool(text.of_kind(Kind.QUOTATION)) == quoted


def test_a_stanza_may_be_set_in_larger_type(tmp_path: Path) -> None:
    verses = (
        "The boats go out, the boats come in,",
        "The clerk is in between;",
        "The mayor goes to town to win",
        "And thinks he is not seen.",
    )
    page = rows(560, *[FULL] * 8, "and this is the song:") + "".join(
        show(60, 420 - 20 * i, v, 13) for i, v in enumerate(verses)
    )
    text = extracted(tmp_path, page + rows(310, *[FULL] * 8))
    assert [text.string[m.start : m.end].split("\u2028") for m in text.of_kind(Kind.VERSE)] == [list(verses)]
