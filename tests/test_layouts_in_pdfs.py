"""Layouts that publishers and word processors make, drawn for the case: what is one paragraph, a heading, a note."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest
from test_notes_in_pdfs import WORDS, called, calls_of, extracted, link, note, notes_of, prose, width
from test_pdf_reader import flow, show

from fidelity.model.marks import Kind
from fidelity.model.text import Text
from fidelity.readers.pdf.read import read_pdf
from fidelity.repairs.measure import measure_of

FULL = "the clerk of the harbour wrote down what the boats had brought to it"
"""Lines of a paragraph but the last are as long as these words."""


@pytest.fixture(autouse=True, params=["pdfminer", "pdfium"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both engines give the same text."""
    monkeypatch.setattr("fidelity.readers.pdf.read.DEFAULT", request.param)


def lines(top: float, *words: str, size: float = 10, leading: float = 12, x: float = 40) -> str:
    return "".join(show(x, top - leading * i, line, size) for i, line in enumerate(words))


def blocks(text: Text) -> list[str]:
    return text.string[: text.running_end].rstrip("\n").split("\n")


def headings(text: Text) -> list[str]:
    return [text.string[mark.start : mark.end] for mark in text.of_kind(Kind.HEADING)]


def test_larger_type_has_its_lines_further_apart(tmp_path: Path) -> None:
    larger = (
        "This is the year of the boats that came to the harbour",
        "1848 harbours of the book, and of all the clerks of it",
        "Spring.",
    )
    page = lines(560, *larger, size=12.5, leading=15.5) + lines(480, *[FULL] * 20)
    assert blocks(extracted(tmp_path, page, lines(560, *[FULL] * 40)))[0] == " ".join(larger)


def test_an_option_of_a_command_begins_no_paragraph(tmp_path: Path) -> None:
    page = lines(
        560, FULL, FULL, "and if there are none, the words", "--with-harbours=all are for it and so on it went to the", FULL
    )
    found = blocks(extracted(tmp_path, page + lines(440, *[FULL] * 20)))[0]
    assert "the words --with-harbours=all are for it and so on" in found


def test_a_paragraph_that_begins_bold_has_no_heading(tmp_path: Path) -> None:
    page = lines(560, *[FULL] * 6) + show(40, 480, "Of all the boats that came to the harbour in the year", font="F3")
    page += show(40, 467.3, "one was lost", font="F3") + show(106, 467.3, "and the others went on to what they owed for it")
    page += lines(455.3, FULL, "and so on.") + show(40, 420, "The Lost Boat", font="F3") + lines(400, *[FULL] * 20)
    text = extracted(tmp_path, page)
    assert headings(text) == ["The Lost Boat"]
    assert any("in the year one was lost and the others went on" in block for block in blocks(text))


def test_notes_of_signs_below_text_that_is_larger_than_a_long_table(tmp_path: Path) -> None:
    page = lines(560, *[f"{FULL[:56]} {i}" for i in "abcdefghi"], size=11, leading=13)
    page += lines(443, "and all that is in the books*", "of them, and in the tables**.", size=11, leading=13)
    page += lines(
        120, "* One is a note of the clerk and of all that he wrote down, and it goes", "on here.", size=8.5, leading=10
    )
    page += lines(100, "** Two is a note.", size=8.5)
    table = "".join(lines(560 - 12 * i, f"Boat {i}a", f"{i}b", size=8.5) for i in range(44))
    text = extracted(tmp_path, page, table, table.replace("Boat", "Ship"))
    assert notes_of(text) == {
        "*": "One is a note of the clerk and of all that he wrote down, and it goes on here.",
        "**": "Two is a note.",
    }
    assert calls_of(text) == [("*", "books"), ("**", "tables")]


def test_notes_that_begin_anew_are_named_by_count_and_number(tmp_path: Path) -> None:
    page = called(400, "the first mark", "1") + called(388, "the second mark", "2")
    page += note(100, "1", "One is a note.") + note(90, "2", "Two is a note.")
    text = extracted(tmp_path, prose(560, 12) + page, prose(560, 12, 3) + page)
    assert list(notes_of(text)) == ["1", "2", "2-1", "2-2"]
    assert [value for value, _ in calls_of(text)] == ["1", "2", "2-1", "2-2"]


FOUR_NOTES = {"6": "Of the clerk.", "7": "The boats were three.", "8": "Nobody paid.", "9": "See the second book."}


def test_superiors_that_are_nearly_as_large_as_their_line(tmp_path: Path) -> None:
    pages = []
    for k, (n, words) in enumerate(FOUR_NOTES.items()):
        page = prose(560, 12 + k, k) + called(400 - 12 * k, f"for {WORDS[k]} boats", n) + prose(388 - 12 * k, 6, k + 5)
        pages.append(page + flow(45, 100 - 9 * k, (n, 6.9, 3), (words, 8, 0)))
    text = extracted(tmp_path, *pages)
    assert notes_of(text) == FOUR_NOTES
    assert [value for value, _ in calls_of(text)] == list(FOUR_NOTES)


def test_sections_and_entries_of_the_contents_are_no_notes_in_the_size_of_the_text(tmp_path: Path) -> None:
    contents = show(40, 580, "Contents", 14)
    contents += "".join(show(40, 540 - 14 * i, f"{i + 1} Section of the books " + ". " * 18 + str(9 + i)) for i in range(4))
    page = prose(560, 6) + show(40, 470, "1.1 The first section", 12) + prose(450, 8, 2)
    page += show(40, 330, "1.2 The second section", 12) + prose(310, 8, 5) + show(40, 190, "2 The third", 12) + prose(170, 6, 7)
    text = extracted(tmp_path, contents, page, prose(560, 20, 4))
    assert notes_of(text) == {}
    assert "1.2 The second section" in text.string[: text.running_end]


def test_references_in_the_contents_are_no_list_of_works(tmp_path: Path) -> None:
    contents = prose(560, 8, 8) + show(40, 300, "References " + ". " * 18 + "33")
    pages = [contents]
    for k, (n, words) in enumerate(FOUR_NOTES.items()):
        page = prose(560, 12 + k, k) + called(400 - 12 * k, f"for {WORDS[k]} boats", n) + prose(388 - 12 * k, 6, k + 5)
        pages.append(page + show(45, 100 - 9 * k, f"{n}. {words}", 8))
    assert notes_of(extracted(tmp_path, *pages)) == FOUR_NOTES


def test_a_note_goes_on_in_a_line_that_mixes_its_fonts_otherwise(tmp_path: Path) -> None:
    page = prose(560, 12) + called(400, "the mark", "1") + prose(388, 6, 5)
    page += note(100, "1", "Written here are the boats that came") + show(45, 91, "and those that left the harbour.", 7.3)
    assert notes_of(extracted(tmp_path, page, prose(560, 20, 3))) == {
        "1": "Written here are the boats that came and those that left the harbour."
    }


def manuscript(page: int, lines: int) -> str:
    """A page of a manuscript: its lines are numbered through, paragraphs are set apart, a stamp goes across the page."""
    shown, top = "", 560.0
    for line in range(lines):
        top -= 26 if line % 6 == 0 else 18
        words = " ".join((3 * WORDS)[(7 * page + 5 * line) % len(WORDS) :])[: 20 if line % 6 == 5 else 56].rsplit(" ", 1)[0]
        number = page * lines + line + 1
        shown += show(24 if number > 9 else 29.6, top, str(number)) + show(
            60, top, words.capitalize() if line % 6 == 0 else words
        )
    return shown + "BT /F1 40 Tf 0.7 0.7 -0.7 0.7 90 150 Tm (REVIEW COPY) Tj ET\n"


def test_numbers_of_lines_go_where_paragraphs_are_set_apart(tmp_path: Path) -> None:
    text = extracted(tmp_path, *(manuscript(page, 12) for page in range(3)))
    assert not any(character.isdigit() for character in text.string)
    assert "REVIEW" not in text.string
    assert len(text.string.split("\n")) == 6


def test_numbers_of_short_entries_set_apart_stay(tmp_path: Path) -> None:
    page, top = "", 560.0
    for entry in range(20):
        top -= 24 if entry % 5 == 0 else 18
        page += show(24, top, str(entry + 1)) + show(60, top, " ".join((WORDS + WORDS)[entry:][: 2 + entry % 4]).capitalize())
    string = extracted(tmp_path, page, prose(560, 20)).string
    assert all(str(entry + 1) in string.split() for entry in range(20))


def test_links_of_some_notes_say_nothing_of_the_others(tmp_path: Path) -> None:
    page = prose(560, 8) + "".join(called(440 - 12 * i, f"the {WORDS[i]} mark", str(i + 1)) for i in range(6))
    page += "".join(note(150 - 10 * i, str(i + 1), f"Of the {WORDS[i]} it is said.") for i in range(6))
    links = "".join(link(40 + width(f"the {WORDS[i]} mark") - 1, 440 - 12 * i, 45, 150 - 10 * i) for i in (1, 2))
    text = extracted(tmp_path, page, page=f"/Annots [{links}]")
    assert list(notes_of(text)) == ["1", "2", "3", "4", "5", "6"]


def test_notes_behind_those_that_links_prove_count_on(tmp_path: Path) -> None:
    page = prose(560, 8) + "".join(called(440 - 12 * i, f"the {WORDS[i]} mark", str(i + 1)) for i in range(6))
    for i in range(6):
        page += show(45, 150 - 10 * i, f"{i + 1}. Of the {WORDS[i]} it is said.", 8)
    links = "".join(link(40 + width(f"the {WORDS[i]} mark") - 1, 440 - 12 * i, 45, 150 - 10 * i) for i in (0, 2))
    text = extracted(tmp_path, page, page=f"/Annots [{links}]")
    assert list(notes_of(text)) == ["1", "2", "3", "4", "5", "6"]


def test_rows_of_a_table_that_numbers_open_are_no_end_of_a_note(tmp_path: Path) -> None:
    page = prose(560, 20) + called(300, "the first mark", "1") + note(100, "1", "One is a note that is said.")
    rows = "".join(
        show(40 + 100 * j, 560 - 11 * i, cell, 8)
        for i, row in enumerate(("Year Boats Tolls", "1763 11 12", "1789 14 14", "1801 9 17"))
        for j, cell in enumerate(row.split())
    )
    text = extracted(tmp_path, page, rows + prose(480, 20, 3))
    assert notes_of(text) == {"1": "One is a note that is said."}
    assert "1763\t11\t12" in text.string


def test_a_raised_sign_joins_no_paragraphs_that_space_parts(tmp_path: Path) -> None:
    page, top = "", 570.0
    for i in range(9):
        page += lines(top, FULL, "and so on it went.")
        top -= 30
        if i == 4:
            page += show(40, top, FULL[:-1] + "t.") + called(top - 18, "The mill itself covered some 240 m", "2")
            page += show(40, top - 30, "and no more.")
            top -= 48
    found = blocks(extracted(tmp_path, page))
    assert any(block.startswith("The mill itself") for block in found)


def test_a_head_that_columns_part_is_the_one_that_they_do_not(tmp_path: Path) -> None:
    """Columns that begin directly below a head make two pieces of it; the last page has no columns, and one piece."""
    head = show(40, 580, "Anna Merrow-Tarrant", 8) + show(240, 580, "The Boats of the Harbour", 8)
    columns = "".join(
        show(x, 566 - 12 * i, " ".join((WORDS * 3)[i + k :][:6])) for k, x in enumerate((40, 215)) for i in range(40)
    )
    string = extracted(tmp_path, head + columns, head + lines(566, FULL, FULL, "and so on.")).string
    assert "Anna Merrow" not in string
    assert "The Boats" not in string


@pytest.mark.parametrize("head", ["The Lost Boats 3", "Anna Merrow The Lost Boats", "12 · Anna Merrow"])
def test_a_head_of_the_only_page_that_names_the_text(head: str, tmp_path: Path) -> None:
    page = show(40, 580, head, 8) + show(40, 540, "The Lost Boats", 16) + show(40, 515, "Anna Merrow", 12)
    text = extracted(tmp_path, page + lines(490, *[FULL] * 20))
    assert blocks(text)[:2] == ["The Lost Boats", "Anna Merrow"]


def test_a_head_that_names_an_author_in_the_size_of_the_text(tmp_path: Path) -> None:
    page = show(40, 580, "Anna Merrow The Lost Boats", 8) + show(40, 540, "The Lost Boats", 16) + show(40, 515, "Anna Merrow")
    assert blocks(extracted(tmp_path, page + lines(490, *[FULL] * 20)))[:2] == ["The Lost Boats", "Anna Merrow"]


@pytest.mark.parametrize(
    "head", ["Anna Merrow — The Lost Boats", "The Lost Boats · Anna Merrow", "Anna Merrow: The Lost Boats"]
)
def test_a_head_of_the_only_page_that_parts_author_and_title(head: str, tmp_path: Path) -> None:
    page = show(40, 580, head, 8) + show(40, 540, "The Lost Boats", 16) + show(40, 515, "Anna Merrow")
    assert blocks(extracted(tmp_path, page + lines(490, *[FULL] * 20)))[:2] == ["The Lost Boats", "Anna Merrow"]


def test_a_head_of_the_only_page_whose_pieces_stand_apart(tmp_path: Path) -> None:
    """Browsers set the boxes of margins in their own size, be it larger than the text; the title may take two lines."""
    page = show(40, 580, "Anna Merrow", 11) + show(220, 580, "The Boats That Were Lost", 11)
    page += show(40, 545, "The Boats That", 16) + show(40, 527, "Were Lost", 16) + show(40, 505, "Anna Merrow")
    string = extracted(tmp_path, page + lines(480, *[FULL] * 20)).string
    assert string.startswith("The Boats That")
    assert string.count("Anna Merrow") == 1


def test_a_title_page_with_its_own_words_between_two_rules_keeps_them(tmp_path: Path) -> None:
    page = show(40, 580, "Anna Merrow — The Lost Boats", 16) + show(40, 540, "A Tale of the Harbour", 12)
    page += show(40, 515, "Anna Merrow")
    assert blocks(extracted(tmp_path, page + lines(490, *[FULL] * 20)))[0] == "Anna Merrow — The Lost Boats"


def quoted(indent: float, size: float = 9.4) -> str:
    """A quotation in smaller type, then two paragraphs of the text, which begin nearly as far in."""
    inner, last = " ".join(FULL.split()[:-2]), " ".join(FULL.split()[:-3])
    page = lines(560, *[FULL] * 6, "and so on.") + lines(466, *[inner] * 3, "and that was all.", size=size, x=54.1)
    page += show(40 + indent, 412, last, 10) + show(40, 400, "hitherto brought.", 10)
    return page + lines(376, *[FULL] * 6, "and so on.")


def quotations(text: Text) -> list[str]:
    return [text.string[mark.start : mark.end] for mark in text.of_kind(Kind.QUOTATION)]


@pytest.mark.parametrize("indent", [12.5, 15])
def test_the_next_paragraph_is_no_part_of_a_quotation_in_smaller_type(indent: float, tmp_path: Path) -> None:
    text = extracted(tmp_path, quoted(indent))
    assert [words.endswith("and that was all.") for words in quotations(text)] == [True]
    assert f"{' '.join(FULL.split()[:-3])} hitherto brought." in blocks(text)


def test_the_caption_of_a_table_is_no_quotation(tmp_path: Path) -> None:
    page = lines(560, *[FULL] * 6, "and so on.") + show(110, 460, "Table 1. Boats that were lost, by year.", 9)
    assert quotations(extracted(tmp_path, page + lines(430, *[FULL] * 6, "and so on."))) == []


@pytest.mark.parametrize("line", ["The Lost Boats", "Anna Merrow and the Lost Boats", "The Boats 3", "A Merrow The Lost Boats"])
def test_a_line_above_the_title_that_says_something_else_stays(line: str, tmp_path: Path) -> None:
    page = show(40, 580, line, 8) + show(40, 540, "The Lost Boats", 16) + show(40, 515, "Anna Merrow", 12)
    assert blocks(extracted(tmp_path, page + lines(490, *[FULL] * 20)))[0] == line


LISTED = lines(560, *[FULL] * 30, "and so on.")
"""A page with room for a list at its foot."""
QUATRAIN = ("The boats of all of it", "who wrote their names,", "the clerk of the boats", "was never found in it.")


def items(top: float, *words: str) -> str:
    return "".join(show(40, top - 12 * i, f"{i + 1}.") + show(52, top - 12 * i, line) for i, line in enumerate(words))


def stanzas(text: Text) -> list[tuple[str, ...]]:
    return [tuple(text.string[mark.start : mark.end].splitlines()) for mark in text.of_kind(Kind.VERSE)]


@pytest.mark.parametrize("last", ["The boats were paid for.", f"The harbour is of {FULL[:-14]}."])
def test_an_indent_as_deep_as_the_list_before_it_begins_a_paragraph(last: str, tmp_path: Path) -> None:
    """On the next page: the item's line was ended on purpose, or fills the column and the new line goes on at its edge."""
    page = LISTED + items(180, "The harbour is open.", last)
    after = lines(560, "Harbours are for boats, and what the clerk had written down of it", x=52) + lines(548, *[FULL] * 20)
    found = blocks(extracted(tmp_path, page, after))
    assert f"2. {last}" in found
    assert any(block.startswith("Harbours are for boats") for block in found)


def test_an_item_goes_on_below_its_words_on_the_next_page(tmp_path: Path) -> None:
    page = LISTED + items(180, "The harbour is open.", f"The harbour is of {FULL[:-14]}.")
    after = lines(560, "And of the boats that came to it the clerk had written down the", "names.", x=52)
    found = blocks(extracted(tmp_path, page, after + lines(510, *[FULL] * 20)))
    assert any(block.endswith(". And of the boats that came to it the clerk had written down the names.") for block in found)


def test_lines_far_narrower_than_the_column_are_verse_though_they_are_alike(tmp_path: Path) -> None:
    page = lines(560, *[FULL] * 10, "and so on.") + lines(416, *QUATRAIN, x=58) + lines(356, *[FULL] * 20)
    assert stanzas(extracted(tmp_path, page)) == [QUATRAIN]


def test_verse_goes_on_over_a_page_whose_other_lines_are_short(tmp_path: Path) -> None:
    """The rows of a table, alike in length, are not the measure of the last page."""
    rows = "".join(
        show(40, 400 - 12 * row, f"17{row}2 boats")
        + show(120, 400 - 12 * row, f"{row}6")
        + show(160, 400 - 12 * row, f"1{row}")
        for row in range(6)
    )
    page = LISTED + lines(180, *QUATRAIN[:2], x=58)
    after = lines(560, *QUATRAIN[2:], x=58) + lines(510, FULL, "and so on.") + rows + lines(300, FULL, "and the rest.")
    assert stanzas(extracted(tmp_path, page, after)) == [QUATRAIN]


ALTERNATE = [
    "O two shall stand where one has sworn,",
    "And two shall pay the fee,",
    "And if the cart be lost at morn",
    "They hang",
]


def alternating(*verses: str) -> str:
    """A page whose text goes on, without a gap, in a stanza of which every other line is set in."""
    page = lines(560, *[FULL] * 6, "and it was sung:")
    page += "".join(show(x, 476 - 12 * i, words) for i, (x, words) in enumerate(zip((57, 47, 40, 47), verses, strict=True)))
    return page + show(57, 428, FULL[:60]) + lines(416, *[FULL] * 6)


def test_a_stanza_whose_lines_are_set_in_by_turns_is_verse_without_a_gap(tmp_path: Path) -> None:
    assert stanzas(extracted(tmp_path, alternating(*ALTERNATE))) == [tuple(ALTERNATE)]


def test_a_stanza_apart_whose_lines_are_set_in_by_turns_and_begin_small(tmp_path: Path) -> None:
    verses = (
        "I ask not for the fire of it,",
        "for fire I do not need;",
        "I leave before the door of you",
        "what I could plead.",
    )
    page = lines(560, *[FULL] * 6, "and it was sung:")
    page += "".join(show(40 + 10 * (i % 2), 466 - 12 * i, words) for i, words in enumerate(verses))
    assert stanzas(extracted(tmp_path, page + lines(408, *[FULL] * 6, "and so on."))) == [verses]


TURNS = (
    "I ask not for the fire of it,",
    "for fire I do not need;",
    "And what the clerk has writ of it",
    "the clerk alone can read;",
    "But leave before the door of you",
    "a candle and a reed.",
)


def by_turns(outer: float, further: float = 20) -> tuple[str, str]:
    """Two facing pages of a book, `outer` points apart from left to right, and a stanza by turns that the page end parts."""
    page = lines(560, *[FULL] * 28, "and it was sung:")
    page += "".join(show(60 + 10 * (i % 2), 206 - 12 * i, words) for i, words in enumerate(TURNS[:3]))
    after = "".join(show(40 + outer + further + 10 * (i % 2), 560 - 12 * (i - 3), TURNS[i]) for i in (3, 4, 5))
    return page, after + lines(506, *[FULL] * 20, "and so on.", x=40 + outer)


@pytest.mark.parametrize("outer", [0.0, 25.0])
def test_a_stanza_by_turns_goes_on_over_a_page_end_at_its_turn(outer: float, tmp_path: Path) -> None:
    assert stanzas(extracted(tmp_path, *by_turns(outer))) == [TURNS]


def test_lines_at_another_place_than_their_turn_are_no_stanza_with_those_of_the_page_before(tmp_path: Path) -> None:
    assert TURNS not in stanzas(extracted(tmp_path, *by_turns(0, further=60)))


@pytest.mark.parametrize(
    "verses",
    [
        tuple(f"{line.rstrip(',')}." for line in ALTERNATE),  # short paragraphs
        tuple(line.lower() for line in ALTERNATE),
        (*ALTERNATE[:2], FULL, ALTERNATE[3]),
    ],
)
def test_lines_set_in_by_turns_that_read_otherwise_are_no_verse(verses: tuple[str, ...], tmp_path: Path) -> None:
    assert stanzas(extracted(tmp_path, alternating(*verses))) == []


TABLE = "".join(
    show(60 + 80 * j, 560 - 12 * i, cell, 9)
    for i, row in enumerate(("Year Boats Tolls", "1763 11 12", "1789 14 14", "1801 9 17"))
    for j, cell in enumerate(row.split())
)
FLOATED = ["Year\tBoats\tTolls", "1763\t11\t12", "1789\t14\t14", "1801\t9\t17", "Table 1: The boats that came."]


@pytest.mark.parametrize(("before", "joined"), [("five for a", "five for a cart"), ("this was an insti-", "an insticart")])
def test_a_table_at_the_head_of_a_page_goes_behind_its_sentence(before: str, joined: str, tmp_path: Path) -> None:
    first = lines(560, *[FULL] * 30, FULL[: -len(before) - 1] + before)
    page = TABLE + show(100, 500, "Table 1: The boats that came.", 9)
    page += lines(470, "cart with four boats and so on it went to the harbour and all of it", "and no more was said.")
    page += show(55, 446, FULL[:50]) + lines(434, *[FULL] * 12)
    found = blocks(extracted(tmp_path, first, page))
    (sentence,) = (block for block in found if joined in block)
    assert sentence.endswith("and no more was said.")
    at = found.index(sentence)
    assert found[at + 1 : at + 6] == FLOATED


@pytest.mark.parametrize("begins", ["Cart with four boats went", "— cart with four"])
def test_a_table_at_the_head_of_a_page_behind_a_whole_sentence_stays(begins: str, tmp_path: Path) -> None:
    first = lines(560, *[FULL] * 30, "and that was all of it.")
    page = TABLE + show(100, 500, "Table 1: The boats that came.", 9) + lines(470, begins, *[FULL] * 12)
    found = blocks(extracted(tmp_path, first, page))
    assert found[1:6] == FLOATED


def test_a_caption_at_the_foot_of_a_page_goes_behind_its_sentence(tmp_path: Path) -> None:
    first = (
        lines(560, *[FULL] * 30)
        + show(100, 160, "Figure 2: The harbour, after a drawing", 9)
        + show(100, 149, "of the year", 9)
    )
    page = lines(560, *[FULL] * 3, "and no more was said.") + show(55, 512, FULL[:50]) + lines(500, *[FULL] * 12)
    found = blocks(extracted(tmp_path, first, page))
    assert found[0].endswith("and no more was said.")
    assert found[1] == "Figure 2: The harbour, after a drawing of the year"


@pytest.mark.parametrize(
    ("below", "whole"), [("rose by three feet in a night", True), ("Rose by three feet in a night", False)]
)
def test_words_set_large_behind_a_drop_cap_are_of_its_paragraph(below: str, whole: bool, tmp_path: Path) -> None:
    page = show(40, 536, "T", 40) + show(70, 552, "HE RIVER OF THE VALLEY", 14) + lines(537, below, x=70)
    page += lines(523, *[FULL] * 3, "and so on.") + show(55, 460, FULL[:50]) + lines(448, *[FULL] * 20)
    found = blocks(extracted(tmp_path, page))
    assert found[0].startswith(f"THE RIVER OF THE VALLEY {below} the clerk") is whole


def titled(head: str, apart: str) -> tuple[str, str]:
    """A title page, and a second page under a head of two pieces, of which the second begins at the middle of the page."""
    first = show(60, 560, "The Boats of the Harbour: Tolls, Trust,", 16) + show(60, 540, "and the Clerks of it", 16)
    first += show(60, 510, "Anna Maria Merrow-Hill") + lines(480, *[FULL] * 30)
    return first, show(40, 575, head) + show(240, 575, apart) + lines(540, *[FULL] * 30)


def test_a_head_of_author_and_title_on_one_page_alone(tmp_path: Path) -> None:
    string = extracted(tmp_path, *titled("A. M. Merrow-Hill", "The Boats of the Harbour")).string
    assert "A. M." not in string
    assert string.count("The Boats of the Harbour") == 1


@pytest.mark.parametrize(
    ("head", "apart"),
    [("B. M. Merrow-Hill", "The Boats of the Harbour"), ("A. M. Merrow-Hill", "The Boats of Orrin"), ("Merrow-Hill", "The")],
)
def test_two_pieces_at_the_top_that_name_nothing_stay(head: str, apart: str, tmp_path: Path) -> None:
    string = extracted(tmp_path, *titled(head, apart)).string
    assert head in string


def justified(top: float, *rows: str, measure: float = 190) -> str:
    """Lines whose words are set as far apart as fills the measure, in points."""
    shown = ""
    for i, row in enumerate(rows):
        words = row.split()
        gap, x = (measure - sum(map(width, words))) / (len(words) - 1), 40.0
        for word in words:
            shown += show(x, top - 12 * i, word)
            x += width(word) + gap
    return shown


def test_loose_words_of_a_narrow_measure_are_no_table(tmp_path: Path) -> None:
    page = lines(560, *[FULL] * 20)
    page += justified(300, "by anti-intellectual, so-called", "free-thinkers. She recovered", "the covered chair, signed")
    assert not extracted(tmp_path, page).of_kind(Kind.TABLE)


def in_capitals(y: float, words: str, x: float = 40) -> str:
    return show(x, y, words) + lines(y - 20, *[FULL] * 6, "and so on.")


@pytest.mark.parametrize(("size", "found"), [(10.97, ["The Boats", "The Ledger"]), (10.7, [])])
def test_headings_set_a_tenth_larger_as_it_is_measured(size: float, found: list[str], tmp_path: Path) -> None:
    page = lines(580, *[FULL] * 4, "and so on.") + show(40, 505, "The Boats", size) + lines(485, *[FULL] * 6, "and so on.")
    page += show(40, 385, "The Ledger", size) + lines(365, *[FULL] * 9)
    assert headings(extracted(tmp_path, page)) == found


def test_headings_in_capitals_of_the_size_and_weight_of_the_text(tmp_path: Path) -> None:
    page = lines(580, *[FULL] * 4, "and so on.") + in_capitals(505, "THE BOATS OF 1848") + in_capitals(385, "THE LEDGER")
    assert headings(extracted(tmp_path, page)) == ["THE BOATS OF 1848", "THE LEDGER"]


@pytest.mark.parametrize(
    "page",
    [
        lines(580, *[FULL] * 4, "and so on.") + in_capitals(505, "NO ADMITTANCE"),
        lines(580, FULL, "THE BOATS OF IT", FULL, FULL, "THE LEDGER", *[FULL] * 6),
        lines(580, FULL, "and so on.") + in_capitals(545, "- CLIPBOARD") + in_capitals(425, "- SECONDARY"),
        lines(580, FULL, "and so on.") + in_capitals(545, "NATO") + show(40, 405, "USA, BBC.") + lines(385, *[FULL] * 9),
    ],
)
def test_capitals_that_are_no_headings(page: str, tmp_path: Path) -> None:
    assert headings(extracted(tmp_path, page.replace("(- ", "(\225 "))) == []


def test_a_bold_line_directly_over_its_text_is_a_heading_below_a_gap(tmp_path: Path) -> None:
    page = lines(560, *[FULL] * 6, "and so on.") + show(40, 465, "The Lost Boat", 9, "F3") + lines(453, *[FULL] * 20)
    assert headings(extracted(tmp_path, page)) == ["The Lost Boat"]
    page = lines(560, *[FULL] * 6, "and so on.") + show(40, 476, "The Lost Boat", 9, "F3") + lines(464, *[FULL] * 20)
    assert headings(extracted(tmp_path, page)) == []


ITALIC = {5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Oblique /Encoding /WinAnsiEncoding >>"}


def in_italics(y: float, words: str, gap: float = 12) -> str:
    return show(40, y, words, font="F3") + lines(y - gap, *[FULL] * 6, "and so on.")


def test_headings_in_italics(tmp_path: Path) -> None:
    page = lines(580, *[FULL] * 4, "and so on.") + in_italics(507, "The boats of it") + in_italics(393, "The ledger")
    assert headings(extracted(tmp_path, page, instead=ITALIC)) == ["The boats of it", "The ledger"]


@pytest.mark.parametrize("words", ["Enter the clerk.", "The Ledger,", "and the boats of it"])
def test_italics_that_are_no_headings(words: str, tmp_path: Path) -> None:
    page = lines(580, *[FULL] * 4, "and so on.") + in_italics(507, words) + in_italics(393, words)
    assert headings(extracted(tmp_path, page, instead=ITALIC)) == []


def test_heads_that_repeat_a_heading_go_and_the_heading_stays(tmp_path: Path) -> None:
    heads = [show(300, 585, "Known Boats", 8) + lines(560, *[FULL] * 40) for _ in range(3)]
    text = extracted(tmp_path, show(40, 585, "Known Boats", 18) + lines(540, *[FULL] * 38), *heads)
    assert blocks(text)[0] == "Known Boats"
    assert text.string.count("Known Boats") == 1


def articles(first: int) -> str:
    """A page of three numbered articles, the first at its top."""
    page = ""
    for i, top in enumerate((560, 500, 440)):
        page += (
            lines(top, f"Article {first + i}")
            + prose(top - 20, 2, first + i)
            + lines(top - 44, f"{'And so ' * (first + i)}on.")
        )
    return page


def test_numbered_headings_at_the_top_of_pages_are_no_heads(tmp_path: Path) -> None:
    text = extracted(tmp_path, *(articles(1 + 3 * page) for page in range(4)))
    assert re.findall(r"Article \d+", text.string) == [f"Article {n}" for n in range(1, 13)]


def test_heads_that_count_what_headings_count_go(tmp_path: Path) -> None:
    pages = [lines(590, f"Article {n}") + lines(540, f"Article {n}", size=14) + prose(500, 30, n) for n in range(1, 6)]
    text = extracted(tmp_path, *pages)
    assert [line for line in text.string.split("\n") if line.startswith("Article")] == [f"Article {n}" for n in range(1, 6)]
    heads = [lines(590, f"The Harbour, part {n}") + prose(540, 30, n) for n in range(1, 6)]
    assert "The Harbour" not in extracted(tmp_path, *heads).string


def test_heads_that_say_the_heading_of_their_page(tmp_path: Path) -> None:
    def page(title: str) -> str:
        return show(150, 585, title) + show(40, 550, title, 14) + lines(520, *[FULL] * 36)

    text = extracted(tmp_path, page("Of boats"), page("Of ledgers"), page("Of clerks"))
    assert [text.string.count(title) for title in ("Of boats", "Of ledgers", "Of clerks")] == [1, 1, 1]


def test_the_end_of_a_paragraph_at_the_height_of_heads_stays(tmp_path: Path) -> None:
    head = show(150, 585, "The Ledger of Boats")
    pages = [head + lines(560, *[FULL] * 40) for _ in range(3)]
    last = show(40, 585, "of the boats that were lost in it.") + lines(560, "Of the clerk it is said that", *[FULL] * 39)
    text = extracted(tmp_path, *pages, last)
    assert "boats that were lost in it." in text.string
    assert "The Ledger of Boats" not in text.string


def test_the_first_line_of_a_second_column_is_no_head(tmp_path: Path) -> None:
    heads = [show(210, 564, f"The Ledger {i + 1}", 8) + lines(540, *[FULL] * 38) for i in range(2)]
    columns = [
        prose(564, 3, 9 + i, x=20, words=5) + prose(523, 36, 3 * i, x=20, words=5) + prose(564, 40, 3 * i + 1, x=210, words=5)
        for i in range(3)
    ]
    text = extracted(tmp_path, *heads, *columns)
    assert all(f"line{3 * i + 1}x0" in text.string for i in range(3))
    assert "The Ledger" not in text.string


def test_programs_beside_the_text_have_no_say_in_its_size(tmp_path: Path) -> None:
    typed = {4: b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"}
    code = "".join(show(40, 500 - 12 * i, f"let boat{i} = harbour", 11, "F2") for i in range(38))
    page = lines(560, *[FULL] * 8, "and so on.") + show(40, 440, "The Lost Boat", 10, "F3") + lines(420, *[FULL] * 20)
    text = extracted(tmp_path, page, code, instead=typed)
    assert "The Lost Boat" in headings(text)


def test_private_figures_of_a_font_are_figures(tmp_path: Path) -> None:
    to_unicode = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n"
        b"3 beginbfchar <7b> <f731> <7c> <f738> <7d> <f770> endbfchar endcmap end"
    )
    stream = {9: b"<< /Length %d >>\nstream\n%s\nendstream" % (len(to_unicode), to_unicode)}
    page = lines(560, "In {|{| the boats were lost at four }m,", *[FULL] * 20)
    text = extracted(tmp_path, page, font="/ToUnicode 9 0 R", instead=stream)
    assert text.string.startswith("In 1818 the boats were lost at four pm,")


FACES = {
    "elsevier": ("AdvOT863180fb", "AdvOTb83ee1dd.B"),
    "nimbus": ("NimbusRomNo9L-Regu", "NimbusRomNo9L-Medi"),
    "medium": ("MinionPro-Regular", "MinionPro-Medium"),
}


def faces(text: str, heading: str) -> dict[int, bytes]:
    """The fonts F1 and F3 under other names."""
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 126 "
    font += "/Widths [" + 95 * "500 " + "] /FontDescriptor << /Type /FontDescriptor /FontName /{} /Flags 34 >> >>"
    return {3: font.format(text, text).encode(), 5: font.format(heading, heading).encode()}


def with_sections(font: str = "F3") -> str:
    """Paragraphs, two of them below a line in another face and the size of the text."""
    page = lines(580, *[FULL] * 4, "and so on.")
    for top, words in ((500, "The Lost Boat"), (380, "The Ledger of It")):
        page += show(40, top, words, font=font) + lines(top - 18, *[FULL] * 6, "and so on.")
    return page


@pytest.mark.parametrize("names", FACES.values(), ids=FACES)
def test_headings_in_bold_faces_whose_names_say_so_in_other_words(names: tuple[str, str], tmp_path: Path) -> None:
    text = extracted(tmp_path, with_sections(), instead=faces(*names))
    assert headings(text) == ["The Lost Boat", "The Ledger of It"]


@pytest.mark.parametrize("name", ["MinionPro-Medium", "Frutiger-Roman", "AdvOT863180fb", "Futura-Medium"])
def test_faces_that_are_no_bolder_than_the_text_make_no_headings(name: str, tmp_path: Path) -> None:
    of_text = name if name.startswith("Minion") else "Frutiger-Light" if name.startswith("Frutiger") else "MinionPro-Regular"
    assert headings(extracted(tmp_path, with_sections(), instead=faces(of_text, name))) == []


def test_headings_in_italics_that_are_a_little_larger_stand_further_from_their_text(tmp_path: Path) -> None:
    page = lines(580, *[FULL] * 4, "and so on.")
    for top, words in ((500, "The boats of it"), (380, "What did the clerk write?")):
        page += show(40, top, words, 10.9, "F3") + lines(top - 21, *[FULL] * 6, "and so on.")
    assert headings(extracted(tmp_path, page, instead=ITALIC)) == ["The boats of it", "What did the clerk write?"]
    same = page.replace("/F3 10.9 Tf", "/F3 10 Tf")
    assert headings(extracted(tmp_path, same, instead=ITALIC)) == []


def test_headings_directly_over_ragged_text_of_which_two_lines_end_at_one_place(tmp_path: Path) -> None:
    ragged = [FULL[: -2 * i - 1] for i in range(8)]
    page = lines(580, *ragged[:2], "and so on.", *["the boats of it"] * 2)
    for i, top in enumerate((500, 420, 340), start=1):
        page += show(40, top, "The ledger of the harbour", 11.5, "F3") + lines(top - 12, *ragged[2 * i : 2 * i + 2])
    assert len(headings(extracted(tmp_path, page))) == 3


def test_references_in_small_type_do_not_tell_the_line_distance_of_the_text(tmp_path: Path) -> None:
    page = lines(590, *[FULL] * 6, "and so on.") + show(40, 500, "The Lost Boat", font="F3") + lines(486.5, *[FULL] * 6)
    page += lines(400, *[FULL] * 30, size=7, leading=9)
    text = extracted(tmp_path, page)
    measure = measure_of(read_pdf((tmp_path / "made.pdf").read_bytes(), "made.pdf"))
    assert measure is not None
    assert measure.leading == 12
    assert headings(text) == ["The Lost Boat"]


def full(page: int, line: int) -> str:
    """A line of a justified paragraph, another one at each place of each page."""
    words = FULL.split()
    Random(36 * page + line).shuffle(words)
    return " ".join(words)


def bill(page: int) -> str:
    """A page of a bill, whose lines are numbered by fives in the right margin, some of them half-way between two lines."""
    text = lines(560, *["and so on." if line % 12 == 11 - page else full(page, line) for line in range(36)])
    numbers = "".join(show(370, 560.5 - 12 * (line - 1) - line % 10 / 2, str(line), 8) for line in range(5, 36, 5))
    return show(330, 590, f"The Boats Bill {page}", 8) + text + numbers


def sentence(page: int, line: int) -> str:
    words = " ".join((WORDS + WORDS)[(7 * page + 5 * line) % len(WORDS) :][:7])
    return f"{words.capitalize()}." if line % 12 == 11 else words


def test_numbers_of_lines_in_the_right_margin_are_no_text(tmp_path: Path) -> None:
    text = extracted(tmp_path, *(bill(page) for page in range(1, 5)))
    assert not any(character.isdigit() for character in text.string)
    assert text.string.count("and so on.") == 12
    assert text.string.count("harbour") == 4 * 33


def test_numbers_in_the_last_column_of_a_table_stay(tmp_path: Path) -> None:
    """They count by fives beyond the edge of the text, but a cell reaches to where they stand."""
    rows = show(200, 351, "boats of the harbour as of old") + "".join(
        show(40, 400 - 14 * i, f"{WORDS[i]} boat")
        + show(200, 400 - 14 * i, WORDS[i + 1])
        + show(330, 400 - 14 * i, f"{5 * i + 5}")
        for i in range(8)
    )
    prose = [FULL[:-20]] * 8
    text = extracted(tmp_path, lines(580, *prose, "and so on.") + rows + lines(260, *prose))
    assert {str(5 * i + 5) for i in range(8)} <= set(re.findall(r"\d+", text.string))
    assert not any("number of a line" in emendation.reason for emendation in text.log)


def form(page: int, said: str = "What did the boat bring?") -> str:
    first, last = [sentence(page, line) for line in range(10)], [sentence(page + 9, line) for line in range(10)]
    return lines(560, *first) + show(40, 420, said) + lines(400, *last)


def test_what_pages_ask_again_at_one_place_stays(tmp_path: Path) -> None:
    text = extracted(tmp_path, *(form(page) for page in range(1, 6)))
    assert text.string.count("What did the boat bring?") == 5


def test_what_stands_at_one_place_beside_the_text_goes(tmp_path: Path) -> None:
    beside = "BT /F1 8 Tf 0 1 -1 0 390 300 Tm (The Boats Bill) Tj ET"
    text = extracted(tmp_path, *(form(page, sentence(page, 3)) + beside for page in range(1, 6)))
    assert "The Boats Bill" not in text.string


def test_fonts_without_widths_are_no_reason_to_fail(tmp_path: Path) -> None:
    plain = b"<< /Type /Font /Subtype /Type1 /BaseFont /Nameless /Encoding /WinAnsiEncoding >>"
    assert extracted(tmp_path, with_sections(), instead={3: plain, 5: plain}).string


def test_marks_that_a_font_sets_as_one_glyph_are_two(tmp_path: Path) -> None:
    to_unicode = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange "
        b"2 beginbfchar <7b> <203c> <7c> <2047> endbfchar endcmap end"
    )
    stream = {9: b"<< /Length %d >>\nstream\n%s\nendstream" % (len(to_unicode), to_unicode)}
    page = lines(560, FULL, "and who would have thought it{ And who had asked for it|") + lines(524, *[FULL] * 20)
    string = extracted(tmp_path, page, font="/ToUnicode 9 0 R", instead=stream).string
    assert "thought it!! And who had asked for it??" in string


def test_a_second_column_of_a_few_lines_that_were_joined_to_those_beside_them(tmp_path: Path) -> None:
    wide, narrow = "a line of the first column here", "a line of the first column now"
    x = 40 + width(wide) + 7.3
    page = lines(520, wide, narrow, *[wide] * 2, narrow, *[wide] * 15)
    page += lines(520, *[f"of the second there are a few, {i}" for i in "abcde"], x=x)
    string = extracted(tmp_path, page).string
    assert "are a few, a of the second there are a few, b of the second" in string
    assert f"{wide} {wide} {narrow} {wide}" in string


def test_a_paragraph_at_the_same_height_of_two_pages_is_no_foot(tmp_path: Path) -> None:
    """Contracts and minutes say the same again; a foot that recurs as close below the text is set otherwise, or is shorter."""
    clause = [f"{' '.join(WORDS[i % 5 :][:11])} {'aeiou'[i % 5]}{'bdfgklmnp'[i // 5]}er" for i in range(44)]
    pages = [lines(580, *clause), lines(580, "Here it is said again what was said before it, and no word less", *clause[1:])]
    string = extracted(tmp_path, *pages).string
    assert all(string.count(line) == 2 for line in clause[1:])
    foot = show(40, 580 - 12 * 44, "Annals of the Lower Harbour")
    assert "Annals" not in extracted(tmp_path, *(page + foot for page in pages)).string
