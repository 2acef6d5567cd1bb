"""Pages of journals: heads of tables set close, columns of facing pages, rests of notes, heads of two lines, bold headings."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_article_classes_in_pdfs import rule, works
from test_layouts_in_pdfs import FULL, blocks, headings, lines
from test_notes_in_pdfs import called, extracted, note, notes_of, prose, width
from test_pdf_reader import flow, show

from fidelity.model.marks import Kind


@pytest.fixture(autouse=True, params=["pdfminer", "pdfium"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both engines give the same text."""
    monkeypatch.setattr("fidelity.readers.pdf.read.DEFAULT", request.param)


# -------------------------------------------------------------------------------------------------------------- tables


def ranged(y: float, *cells: tuple[str, float]) -> str:
    """Words that end at places, in points."""
    return "".join(show(right - width(words), y, words) for words, right in cells)


@pytest.mark.parametrize(("off", "one"), [(0.0, True), (4.0, False)])
def test_the_head_of_a_table_has_words_of_one_cell_over_the_white_between_columns(
    off: float, one: bool, tmp_path: Path
) -> None:
    head = ("Told", 135), ("Went by", 176), ("With the lamp", 243 + off)
    page = lines(560, *[FULL] * 8, "and so on.") + show(60, 440, "Harbour") + ranged(440, *head)
    for i, row in enumerate((("Aldous", "9", "3", "3"), ("Merrow", "14", "0", "0"), ("Tollen", "18", "9", "8"))):
        cells = zip(row[1:], (135, 176, 243), strict=True)
        page += show(60, 426 - 14 * i, row[0]) + ranged(426 - 14 * i, *cells)
    text = extracted(tmp_path, page + lines(360, *[FULL] * 12))
    rows = [text.string[mark.start : mark.end].strip() for mark in text.of_kind(Kind.TABLE)]
    assert ("Harbour\tTold\tWent by\tWith the lamp" in rows) is one


# --------------------------------------------------------------------------------------------------------------- notes


@pytest.mark.parametrize("ruled", [True, False])
def test_the_rest_of_a_note_stands_below_a_rule_behind_a_small_list_of_works(ruled: bool, tmp_path: Path) -> None:
    first = prose(560, 30) + called(200, "a mark", "1") + rule(130, x=45)
    first += flow(45, 118, ("1. One is a note of the clerk of the harbour, and of", 8, 0))
    rest = "all that he wrote down."
    second = prose(560, 12, 3) + show(40, 380, "References", 14) + works(350).replace(" 10 Tf", " 8 Tf")
    second += (rule(130, x=45) if ruled else "") + show(45, 118, rest, 8)
    assert notes_of(extracted(tmp_path, first, second))["1"].endswith(rest) is ruled


@pytest.mark.parametrize(("rest", "joined"), [("all that he wrote down.", True), ("Dated in May, by the clerk.", False)])
def test_the_rest_of_a_note_stands_far_below_the_next_column(rest: str, joined: bool, tmp_path: Path) -> None:
    page = "".join(lines(560, *[f"the clerk wrote down it {n}{i}" for i in range(25 - n)], x=40 + 180 * n) for n in range(2))
    page += "".join(called(248 - 12 * i, f"a mark {i}", str(i + 1), after=",") for i in range(4))
    page += rule(130) + "".join(note(120 - 9 * i, str(i + 1), f"Note {i} is one.", x=40) for i in range(3))
    page += note(93, "4", "The last is of the clerk, and of", x=40) + show(220, 93, rest, 8)
    text = extracted(tmp_path, page)
    assert (notes_of(text)["4"] == f"The last is of the clerk, and of {rest}") is joined
    assert (rest in blocks(text)) is not joined


# ------------------------------------------------------------------------------------------------------------- columns


def column(x: float, top: float, count: int, name: str) -> str:
    return lines(top, *[f"the clerk wrote down it {name}{i}" for i in range(count)], x=x)


def test_the_first_row_of_three_short_columns_is_read_in_columns(tmp_path: Path) -> None:
    first = "".join(column(30 + 130 * n, 560, 40, "abc"[n]) for n in range(3))
    lefts = (30, 160, 290)
    row = zip(lefts, ("what he wrote of it all", "Works of Clerks", "Tollen, C., Boats of it."), strict=True)
    second = "".join(show(x, 560, words) for x, words in row)
    second += "".join(column(x, 536, 4, "def"[n]) for n, x in enumerate(lefts))
    string = extracted(tmp_path, first, second).string
    assert string.index("what he wrote") < string.index("d0") < string.index("Works of Clerks") < string.index("e0")


def test_keywords_are_no_line_of_a_stanza(tmp_path: Path) -> None:
    verses = (
        "The miller that mills in the dark,",
        "tell me whether you mill the moon;",
        "for if it is wheat I shall take",
        "and if it is not I go home.",
    )
    page = lines(570, *[FULL] * 6) + lines(485, *verses, "Keywords: mills, moons, wheat", x=70)
    text = extracted(tmp_path, page + lines(410, *[FULL] * 25, "and so on."))
    assert [text.string[mark.start : mark.end] for mark in text.of_kind(Kind.VERSE)] == ["\u2028".join(verses)]


# -------------------------------------------------------------------------------------------------- heads and headings


@pytest.mark.parametrize(("folio", "gone"), [("59", True), ("71", False)])
def test_a_head_that_left_no_room_for_its_folio_goes_with_it(folio: str, gone: bool, tmp_path: Path) -> None:
    title = "The Lost Boats of the Lower Harbour"
    first = show(40, 560, title, 16) + show(40, 535, "Anna Merrow") + lines(510, *[FULL] * 37) + show(195, 30, "58")
    end = 40 + width(FULL)
    second = show(end - width(title), 590, title) + show(end - width(folio), 578, folio) + lines(545, *[FULL] * 3)
    found = blocks(extracted(tmp_path, first, second))
    assert (title not in found[1:] and folio not in " ".join(found)) is gone


@pytest.mark.parametrize(("gap", "found"), [(22.0, ["The Lost Boats", "The Last Boats"]), (12.0, [])])
def test_bold_headings_of_another_face_may_be_smaller_than_the_text(gap: float, found: list[str], tmp_path: Path) -> None:
    page, y = lines(560, *[FULL] * 6, "and so on."), 488.0
    for words in ("The Lost Boats", "The Last Boats"):
        page += show(40, y - gap, words, 9.2, font="F3") + lines(y - gap - min(gap, 16), *[FULL] * 6, "and so on.")
        y -= gap + min(gap, 16) + 72
    assert headings(extracted(tmp_path, page)) == found
