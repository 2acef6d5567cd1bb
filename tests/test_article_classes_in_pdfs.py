"""What articles of TeX's classes have: lists of works that hang, notes below them, abstracts, titles over columns."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_drawn_rules_in_pdfs import rule
from test_layouts_in_pdfs import FULL, blocks, lines, quotations
from test_notes_in_pdfs import called, calls_of, extracted, note, notes_of, prose
from test_notes_in_pdfs import width as natural
from test_pdf_reader import flow, show

from fidelity.model.marks import Kind


@pytest.fixture(autouse=True, params=["pdfminer", "pdfium"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both engines give the same text."""
    monkeypatch.setattr("fidelity.readers.pdf.read.DEFAULT", request.param)


# ------------------------------------------------------------------------------------------------------- hanging entries

WORKS = (
    ("Ambler, Ruth. 1978. The Boats of the Lower Harbour and of the Quay of", "Kendal, with a map. Kendal: Fell."),
    ("Merrow, Anna. 1991. Nobody Paid. Leeds: Airedale.",),
    ("Tarrant, John. 2004. Of the clerk of the harbour, who wrote down what the", "boats had brought to it. Leeds: Airedale."),
)
HANG = 54.0
PROSE = lines(560, *[FULL] * 10, "and so on.")


def works(top: float, entries: tuple[tuple[str, ...], ...] = WORKS, inner: float = HANG) -> str:
    rows = [(40 if k == 0 else inner, words) for entry in entries for k, words in enumerate(entry)]
    return "".join(show(x, top - 12 * i, words) for i, (x, words) in enumerate(rows))


@pytest.mark.parametrize("heading", ["", "References"])
def test_entries_that_hang_are_a_paragraph_each(heading: str, tmp_path: Path) -> None:
    page = PROSE + (show(40, 408, heading, 14) if heading else "") + works(384)
    assert blocks(extracted(tmp_path, page))[-3:] == [" ".join(entry) for entry in WORKS]


def test_a_single_long_entry_is_one_below_a_heading_that_says_so(tmp_path: Path) -> None:
    entries = (WORKS[1], WORKS[0])
    page = PROSE + show(40, 408, "References", 14) + works(384, entries)
    assert blocks(extracted(tmp_path, page))[-2:] == [" ".join(entry) for entry in entries]


def test_an_entry_whose_full_line_ends_with_a_stop_goes_on_further_in(tmp_path: Path) -> None:
    entries = (("Ambler, Ruth. 1978. The Boats of the Lower Harbour and its Quay. J. F.", "Fell. Kendal."), *WORKS)
    assert blocks(extracted(tmp_path, PROSE + works(384, entries)))[-4] == " ".join(entries[0])


def test_an_entry_goes_on_in_the_next_column_and_on_the_next_page(tmp_path: Path) -> None:
    first = lines(560, *[FULL] * 36, "and so on.") + works(104, WORKS[2:] + WORKS[:1])
    text = extracted(tmp_path, first.rsplit("BT", 1)[0], show(HANG, 560, WORKS[0][1]) + works(548, WORKS[1:] + WORKS[2:]))
    assert " ".join(WORKS[0]) in blocks(text)
    assert " ".join(WORKS[2]) in blocks(text)


def test_prose_with_indents_is_as_it_was(tmp_path: Path) -> None:
    """Each paragraph has a first line further in, which a full one may stand above; its others are at the edge."""
    paragraph = [(HANG, FULL[:-6]), (40, FULL), (40, FULL), (40, "as the clerk says.")]
    rows = [*paragraph, *paragraph, *paragraph]
    page = "".join(show(x, 560 - 12 * i, words) for i, (x, words) in enumerate(rows))
    assert len(blocks(extracted(tmp_path, page))) == 3


def test_lines_in_the_midst_of_prose_that_small_letters_go_on_from_are_no_entries(tmp_path: Path) -> None:
    """A display that is set in stands twice behind a full line; the prose goes on at the edge with a small letter."""
    rows = [
        (40, FULL),
        (HANG, "boats, tolls, names and"),
        (40, "all the rest of it, as the clerk of the harbour says in his book."),
    ]
    page = "".join(show(x, 560 - 12 * i, words) for i, (x, words) in enumerate([*rows, *rows, (40, FULL), (40, "and so on.")]))
    assert not any(block.startswith("all the rest") for block in blocks(extracted(tmp_path, page)))


# --------------------------------------------------------------------------------------------- notes below a list of works


def noted_article(*, ruled: bool, first: int = 3, called_too: bool = True) -> tuple[str, str]:
    """Notes 1 and 2 on the first page; on the second a list of works in the size of the text, and two labels below it."""
    one = prose(560, 30) + called(200, "a mark", "1") + called(188, "a mark", "2") + rule(130, x=45)
    one += flow(45, 118, ("1. One is a note.", 8, 0)) + flow(45, 108, ("2. Two is a note.", 8, 0))
    two = prose(560, 6) + "".join(called(480 - 12 * i, "a mark", str(first + i)) for i in range(2) if called_too)
    two += show(40, 440, "References", 14) + works(416)
    two += rule(130, x=45) if ruled else ""
    two += "".join(flow(45, 118 - 10 * i, (f"{first + i}. Here is note {first + i}.", 8, 0)) for i in range(2))
    return one, two


def test_notes_stand_below_a_list_of_works(tmp_path: Path) -> None:
    text = extracted(tmp_path, *noted_article(ruled=True))
    assert {"3", "4"} <= notes_of(text).keys()
    assert [value for value, _ in calls_of(text)] == ["1", "2", "3", "4"]
    assert blocks(text)[-3:] == [" ".join(entry) for entry in WORKS]


def test_numbers_below_a_list_of_works_that_do_not_count_on_are_no_notes(tmp_path: Path) -> None:
    assert notes_of(extracted(tmp_path, *noted_article(ruled=True, first=7, called_too=False))).keys() == {"1", "2"}


def test_numbers_below_a_list_of_works_without_a_rule_are_of_the_list(tmp_path: Path) -> None:
    assert notes_of(extracted(tmp_path, *noted_article(ruled=False, called_too=False))).keys() == {"1", "2"}


# ------------------------------------------------------------------------------------------------------------------ heads


TITLE = ("The Lost Boats of the Harbour of the", "Tarrant Sound")


def opening() -> str:
    """A title of two lines, and a name that is larger than the text."""
    page = show(40, 560, TITLE[0], 16) + show(100, 542, TITLE[1], 16)
    return page + show(150, 515, "Anna Merrow", 12) + prose(490, 36)


@pytest.mark.parametrize("further", ["Anna Merrow", " ".join(TITLE)])
def test_heads_of_facing_pages_without_numbers_go(further: str, tmp_path: Path) -> None:
    pages = (show(150, 590, "Anna Merrow", 8) + prose(560, 40, 1), show(120, 590, further, 8) + prose(560, 5, 2))
    string = extracted(tmp_path, opening(), *pages).string
    assert string.count("Anna Merrow") == 1
    assert " ".join(TITLE) not in string.partition("line0x35")[2]


@pytest.mark.parametrize(("head", "y"), [("Anna Merrow", 572), ("Anna Merrows", 590), ("Merrow", 590)])
def test_a_name_close_over_the_text_or_another_name_stays(head: str, y: float, tmp_path: Path) -> None:
    string = extracted(tmp_path, opening(), show(40, y, head) + lines(560, *[FULL] * 20)).string
    assert string.count(head) == 1 + (head in "Anna Merrow")


# ------------------------------------------------------------------------------------------------------------- abstracts

ABSTRACT = (
    "Résumé. De 1731 à 1804, presque tout le monde a payé le péage de",
    "Marrow, que personne, à lire la charte, ne devait. On cherche bien",
    "à voir pourquoi. Les petites sommes relèvent moins du droit que",
    "de la gêne.",
    "Keywords: tolls; custom; easements; century; the county of York.",
)
LETTER = (
    "Résumé. De 1731 à 1804, presque tout le monde",
    "Marrow, que personne, à lire la charte,",
    "ici pourquoi. Les petites sommes relèvent du",
    "est, que de la gêne du bon droit,",
    "Keywords: tolls; custom; easements.",
)


def verses(tmp_path: Path, rows: tuple[str, ...], full: tuple[int, ...]) -> int:
    """How many stanzas rows are that are set in on both sides; those at the places in `full` are as wide as can be."""
    measure = natural(FULL) - 40
    page = lines(580, *[FULL] * 8, "and so on.")
    for i, row in enumerate(rows):
        wide = 100 * measure / (0.9 * natural(row)) if i in full else 100
        page += show(60, 458 - 11 * i - (4 if i == len(rows) - 1 else 0), row, 9, more=f"{wide} Tz")
    return len(extracted(tmp_path, page + lines(380, *[FULL] * 8)).of_kind(Kind.VERSE))


def test_an_abstract_with_its_keywords_is_no_verse(tmp_path: Path) -> None:
    assert verses(tmp_path, ABSTRACT, (0, 1, 2, 4)) == 0


def test_lines_that_end_at_many_places_may_be_verse(tmp_path: Path) -> None:
    assert verses(tmp_path, LETTER, ()) == 1


# --------------------------------------------------------------------------------------------------------------- columns


def short_columns(top: float) -> str:
    """A table in the left column, with text below it, and a list of works in the right one that ends far above."""
    rows = "".join(show(40 + 45 * k, top - 12 * i, cell) for i in range(7) for k, cell in enumerate(("1842", "31", "9", "0")))
    text = prose(top - 100, 20, words=4)
    entries = (
        ("Ambler, Ruth. 1978. The Boats of the", "Lower Harbour. Kendal: Fell and sons."),
        ("Merrow, Anna. 1991. Nobody.",),
    )
    listed = ""
    for i, (x, words) in enumerate([(220 if k == 0 else 232, w) for e in (*entries, *entries) for k, w in enumerate(e)]):
        listed += show(x, top - 24 - 12 * i, words)
    return rows + text + show(275, top, "Works", 9) + listed


def test_a_list_that_hangs_beside_a_table_keeps_the_columns_of_the_page_before(tmp_path: Path) -> None:
    before = prose(560, 40, words=4) + prose(560, 40, 3, x=220, words=4)
    string = extracted(tmp_path, before, short_columns(560)).string
    assert "Ambler, Ruth. 1978. The Boats of the Lower Harbour. Kendal: Fell and sons.\nMerrow" in string
    assert string.index("1842") < string.index("Ambler")


def three_columns(top: float) -> str:
    return "".join(show(20 + 130 * k, top - 12 * i, f"the clerk of boats {k}{i:02d}") for k in range(3) for i in range(30))


def centred(y: float, words: str) -> str:
    return show((300 + natural("the clerk of boats 000") - natural(words)) / 2, y, words)


def test_a_title_that_fits_into_the_middle_of_three_columns_stands_over_them(tmp_path: Path) -> None:
    page = centred(570, "The Lost Boats") + centred(556, "Anna Merrow") + three_columns(520)
    string = extracted(tmp_path, page).string
    assert string.startswith("The Lost Boats\n")
    assert string.index("Anna Merrow") < string.index("boats 000")


def test_the_head_of_the_middle_of_three_columns_stays_in_it(tmp_path: Path) -> None:
    page = three_columns(520) + centred(532, "The Lost Boats")
    string = extracted(tmp_path, page).string
    assert string.index("boats 029") < string.index("The Lost Boats") < string.index("boats 100")


def test_short_notes_above_one_that_crosses_the_columns_are_below_them(tmp_path: Path) -> None:
    page = prose(560, 30, words=4) + prose(560, 30, 3, x=220, words=4) + called(200, "a mark", "1", after=" it")
    page += called(188, "a mark", "2", after=" it") + rule(178) + note(168, "1", "One is a note.")
    page += note(158, "2", "Two is a note, of many words that run from one side of the page to its other one,")
    page += show(45, 148, "and on.", 8)
    text = extracted(tmp_path, page)
    assert notes_of(text) == {
        "1": "One is a note.",
        "2": "Two is a note, of many words that run from one side of the page to its other one, and on.",
    }
    assert "it\n" not in text.string.split("line0x29")[0]


# --------------------------------------------------------------------------------- what the second half of the draw showed


def test_notes_below_a_list_of_works_are_known_by_their_calls_where_no_rule_is_drawn(tmp_path: Path) -> None:
    text = extracted(tmp_path, *noted_article(ruled=False))
    assert {"3", "4"} <= notes_of(text).keys()
    assert blocks(text)[-3:] == [" ".join(entry) for entry in WORKS]


def test_a_caption_over_the_notes_of_its_page_is_no_rest_of_a_note(tmp_path: Path) -> None:
    first = prose(560, 30) + called(200, "a mark", "1") + note(100, "1", "One is a note of the clerk")
    second = prose(560, 30) + called(200, "a mark", "2") + show(40, 150, "Table 1. The boats that came.", 8)
    second += note(100, "2", "Two is a note.")
    found = notes_of(extracted(tmp_path, first, second))
    assert found == {"1": "One is a note of the clerk", "2": "Two is a note."}


def spaced(y: float, words: str, behind_f: float) -> str:
    """Words set one by one, a third of an em apart, but for a narrower gap behind an f."""
    page, x = "", 40.0
    for word in words.split():
        page += show(x, y, word)
        x += natural(word) + (behind_f if word.endswith("f") else 3.0)
    return page


@pytest.mark.parametrize(("gap", "words"), [(0.8, "the end of every book was read"), (0.3, "the end ofevery book was read")])
def test_the_hook_of_an_f_takes_room_from_the_space_behind_it(gap: float, words: str, tmp_path: Path) -> None:
    page = lines(560, *[FULL] * 5) + spaced(500, "the end of every book was read", gap)
    assert words in extracted(tmp_path, page).string


@pytest.mark.parametrize(("title", "font", "count"), [("Harbours:", "F3", 2), ("Harbours:", "F1", 1), ("Harbours", "F3", 1)])
def test_bold_words_with_a_colon_begin_a_paragraph(title: str, font: str, count: int, tmp_path: Path) -> None:
    page = lines(560, *[FULL] * 3, FULL[:-3] + " it.") + show(40, 512, title, font=font)
    page += show(110, 512, "custom; tolls; the law of small sums; boats") + lines(500, "and the quay.")
    assert len(blocks(extracted(tmp_path, page))) == count


def test_the_next_paragraph_that_stands_away_is_not_of_the_quotation_above_it(tmp_path: Path) -> None:
    page = lines(560, *[FULL] * 6, "and so on:") + show(66, 464, FULL[:-12]) + show(66, 452, "brought.")
    page += show(73, 430, "Nobody paid.") + lines(412, *[FULL] * 6)
    assert quotations(extracted(tmp_path, page)) == [FULL[:-12] + " brought."]


def test_bold_titles_within_a_paragraph_part_it_nowhere(tmp_path: Path) -> None:
    page = (
        lines(560, *[FULL] * 3, FULL[:-3] + " it.") + show(40, 512, "Toll:", font="F3") + show(80, 512, FULL[:-12] + " so it.")
    )
    page += show(40, 500, "It was so.") + show(100, 500, "Heriot:", font="F3") + show(150, 500, "a beast for the lord.")
    assert len(blocks(extracted(tmp_path, page))) == 1
