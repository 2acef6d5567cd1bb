"""Running heads of texts so short that no other page has them: they name the text, count their page and stand apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_notes_in_pdfs import extracted
from test_pdf_reader import show

FULL = "the clerk of the harbour wrote down what the boats had brought to it"


def lines(top: float, count: int) -> str:
    return "".join(show(40, top - 12 * i, FULL) for i in range(count))


def first(author: str = "Anna Merrow", folio: str = "", last: str = FULL) -> str:
    foot = show(195, 30, folio) if folio else ""
    title = show(40, 560, "The Lost Boats of the Lower Harbour", 16)
    return title + show(40, 535, author) + lines(510, 37) + show(40, 510 - 12 * 37, last) + foot


def second(head: str, top: float = 580) -> str:
    return show(40, top, head) + lines(555, 3)


@pytest.mark.parametrize(
    ("head", "folio"),
    [
        ("The Lost Boats of the Lower Harbour 2", ""),
        ("2 The Lost Boats of the Lower Harbour", ""),
        ("THE LOST BOATS | 2", ""),
        ("2 \267 Anna Merrow", ""),
        ("The Lost Boats of the Lower Harbour 59", "58"),
    ],
)
def test_a_head_on_one_page_alone_goes_and_the_paragraph_goes_on(head: str, folio: str, tmp_path: Path) -> None:
    string = extracted(tmp_path, first(folio=folio), second(head)).string
    assert string.startswith("The Lost Boats of the Lower Harbour\nAnna Merrow\n")
    assert string.count("\n") == 2
    assert string.count(FULL) == 41


def test_a_foot_on_one_page_alone_goes(tmp_path: Path) -> None:
    page = lines(580, 40) + show(40, 60, "The Lost Boats of the Lower Harbour 2")
    assert "Harbour 2" not in extracted(tmp_path, first(), page).string


def test_a_head_over_a_single_line_goes(tmp_path: Path) -> None:
    page = show(40, 580, "The Lost Boats of the Lower Harbour 2") + lines(545, 1)
    assert "Harbour 2" not in extracted(tmp_path, first(), page).string


@pytest.mark.parametrize(
    ("head", "folio", "top"),
    [
        ("The Lost Boats of the Lower Harbour 7", "", 580),  # another number than its page has
        ("The Lost Boats of the Lower Harbour 2", "58", 580),
        ("The Lost Boats of the Lower Harbour 2", "", 567),  # a line of the text
        ("The Ledgers of the Upper Harbour 2", "", 580),  # it names nothing
        ("The 2", "", 580),
        ("Lower Harbour 2", "", 580),
        ("The Lost Boats of the Lower Harbour", "", 580),
        ("In 2 the Lost Boats of the Lower Harbour", "", 580),
    ],
)
def test_what_lacks_one_of_these_stays(head: str, folio: str, top: float, tmp_path: Path) -> None:
    # a sentence ends with the page before: in the midst of one each of them would be a head
    assert head in extracted(tmp_path, first(folio=folio, last=f"{FULL}."), second(head, top)).string


def test_a_heading_with_a_number_stays(tmp_path: Path) -> None:
    page = show(40, 580, "The Lost Boats of the Lower Harbour 2", 14) + lines(550, 30)
    assert "The Lost Boats of the Lower Harbour 2" in extracted(tmp_path, first(), page).string


@pytest.mark.parametrize("gap", [31, 200])
def test_the_folio_of_a_page_of_few_lines_goes(gap: int, tmp_path: Path) -> None:
    page = show(40, 580, FULL) + show(40, 580 - 12 - gap, FULL) + show(195, 580 - 12 - 2 * gap, "1")
    assert extracted(tmp_path, page).string.endswith(FULL)


@pytest.mark.parametrize(
    ("number", "gap"),
    [
        ("2", 40),  # another number than its page has
        ("1", 20),  # as far as lines set double
        ("1 of 3 boats", 40),
    ],
)
def test_a_number_below_few_lines_stays(number: str, gap: int, tmp_path: Path) -> None:
    page = show(40, 580, FULL) + show(40, 580 - gap, FULL) + show(40, 580 - 2 * gap, number)
    assert extracted(tmp_path, page).string.endswith(number)


@pytest.mark.parametrize(
    ("head", "top", "size", "goes"),
    [
        ("THE LOST BOATS OF THE LOWER HARBOUR", 585, 9, True),
        ("THE LOST BOATS OF THE LOWER HARBOUR", 570, 9, False),  # a line of the text stands as high elsewhere
        ("The Lost Boats of the Lower Harbour", 585, 14, False),  # a heading
        ("THE LOST BOATS OF THE LOWER", 585, 9, False),  # no title
    ],
)
def test_a_title_higher_than_any_text_is_a_head(head: str, top: float, size: float, goes: bool, tmp_path: Path) -> None:
    opening = show(40, 572, "The Lost Boats of the Lower Harbour", 16) + show(40, 547, "Anna Merrow") + lines(520, 38)
    page = show(40, top, head, size) + lines(555, 30)
    assert (head not in extracted(tmp_path, opening, page).string[40:]) is goes


@pytest.mark.parametrize(
    ("number", "x", "size", "goes"),
    [("2", "right", 10, True), ("2", 40, 10, True), ("3", "right", 10, False), ("2", 150, 10, False), ("2", 40, 16, False)],
)
def test_the_folio_over_the_last_page_alone_goes(number: str, x: float | str, size: float, goes: bool, tmp_path: Path) -> None:
    """A figure of Helvetica is 5.56 points wide in 10 pt; the first page has no folio, and there is no third."""
    boxes = extracted(tmp_path, first(), lines(555, 3)).source.boxes
    assert boxes is not None
    place = max(boxes.x1) - 5.56 if x == "right" else float(x)
    string = extracted(tmp_path, first(), show(place, 580, number, size) + lines(555, 3)).string
    assert (number not in string) == goes


@pytest.mark.parametrize(
    ("facing", "goes"),
    [
        ("2 Quarterly of the Harbour, No. 7", True),
        ("2 A. Merrow", True),
        ("4 Quarterly of the Market, No. 7", False),
        ("Quarterly of the Market, No. 7 4", False),
    ],
)
def test_heads_of_facing_pages_count_them_at_the_outer_edge(facing: str, goes: bool, tmp_path: Path) -> None:
    heads = ("Quarterly of the Harbour, No. 7 1", facing)
    pages = [show(40, 580, head, 9) + lines(555, 29) + show(40, 555 - 12 * 29, f"{FULL}.") for head in heads]
    string = extracted(tmp_path, *pages).string
    assert (facing not in string) == goes
    assert ("Harbour, No. 7 1" not in string) == goes


def test_titles_that_end_in_the_years_of_their_pages_are_no_heads_of_facing_pages(tmp_path: Path) -> None:
    titles = ("3.1 Weights and Measures", "3.2 Report of the Harbour 2003", "3.3 Report of the Harbour 2004", "3.4 The Lamps")
    pages = [show(40, 580, title, 14) + lines(555, 30) + show(170, 30, str(n), 9) for n, title in enumerate(titles, 1)]
    string = extracted(tmp_path, *pages).string
    assert [title for title in titles if title not in string] == []


@pytest.mark.parametrize(
    ("head", "size", "goes"),
    [
        ("THE LOST BOATS OF THE LOWER HARBOUR 1", 10, True),
        ("The Lost Boats of the Lower Harbour", 9, True),
        ("The Lost Boats of the Harbour", 9, False),  # not the title
        ("The Lost Boats of the Lower Harbour", 15, False),  # as large as the title
    ],
)
def test_a_head_over_the_title_of_the_first_page_goes(head: str, size: float, goes: bool, tmp_path: Path) -> None:
    page = show(40, 575, head, size) + show(40, 540, "The Lost Boats of the Lower Harbour", 16) + show(40, 515, "Anna Merrow")
    string = extracted(tmp_path, page + lines(490, 36)).string
    assert string.casefold().count("the lost boats of the") == (1 if goes else 2)


@pytest.mark.parametrize(
    ("words", "folio", "goes"), [("Anna Merrow", "2", True), ("Anna Merrow", "7", False), ("A boat", "2", False)]
)
def test_a_foot_of_two_lines_on_one_page_alone_goes(words: str, folio: str, goes: bool, tmp_path: Path) -> None:
    page = lines(580, 40) + show(190, 60, words, 9) + show(200, 48, folio, 9)
    assert (extracted(tmp_path, first(), page).string.count(words) == (1 if words == "Anna Merrow" else 0)) is goes


@pytest.mark.parametrize(("end", "goes"), [("S. 355.", False), ("355.", False), ("S. 2", True), ("2.", True)])
def test_a_number_with_a_stop_that_is_not_the_page_ends_a_note(end: str, goes: bool, tmp_path: Path) -> None:
    string = extracted(tmp_path, first(), lines(560, 30) + show(40, 60, end, 8)).string
    assert (end not in string) == goes


def test_the_last_line_of_a_page_stays_where_last_lines_of_two_others_recur(tmp_path: Path) -> None:
    """Two pages end with the same words, and a third with the first line of a paragraph, which is led as paragraphs are."""
    begun = "Nobody went on to the boats of the year that was to come, nor to the"
    pages = [lines(560, 40) + show(40, 80, "So they said:")] * 2
    pages += [lines(560, 39) + show(40, 80, begun), *[lines(560, 41)] * 2]
    assert begun in extracted(tmp_path, *pages).string


@pytest.mark.parametrize(
    ("head", "size"),
    [
        ("2 Annals of the Harbour", 10),
        ("Annals of the Harbour 2", 9),
        ("118 Annals of the Harbour", 9),
        ("118 ANNALS OF THE TOWN", 10),
        ("Annals, no. 14", 8),
    ],
)
def test_a_head_that_names_nothing_known_goes_from_the_midst_of_a_sentence(head: str, size: float, tmp_path: Path) -> None:
    string = extracted(tmp_path, first(), show(40, 582, head, size) + lines(555, 12)).string
    assert "ANNALS" not in string.upper()
    assert f"brought to it {FULL}" in string


@pytest.mark.parametrize(
    ("head", "size", "end", "begin"),
    [
        ("2 The Ledgers of the Harbour", 10, ".", "The clerk"),  # a heading: no sentence stands around it
        ("2 The Ledgers of the Harbour", 13, "", "the clerk"),  # larger than the text
        ("118 Annals of the Harbour", 8, ".", "The clerk"),  # not the number of the page
        ("Figure 2", 8, "", "the clerk"),  # the label of a figure
        ("12 sacks of barley", 10, "", "the clerk"),  # a display in the type of the text
        ("X = 4 Y + 17", 10, "", "the clerk"),  # a formula
        ("2 Annals of the Harbour, which the boats had brought to it, say", 10, "", "the clerk"),  # a line of the text
        ("2 Annals of the Harbour.", 10, "", "the clerk"),
    ],
)
def test_a_line_over_a_page_that_is_no_head_stays(head: str, size: float, end: str, begin: str, tmp_path: Path) -> None:
    one = first(last=FULL + end)
    two = show(40, 582, head, size) + show(40, 555, begin + FULL[9:]) + lines(543, 12)
    assert head.removesuffix(".") in extracted(tmp_path, one, two).string


@pytest.mark.parametrize(("head", "goes"), [("2 Annals of the Harbour", True), ("7 Annals of the Harbour", False)])
def test_a_small_head_between_sentences_has_the_number_of_its_page(head: str, goes: bool, tmp_path: Path) -> None:
    one = first(last=f"{FULL}.")
    two = show(40, 585, head, 8) + show(40, 555, "The clerk" + FULL[9:]) + lines(543, 12)
    assert ("Annals" not in extracted(tmp_path, one, two).string) is goes


def test_a_lone_line_over_a_page_of_a_longer_document_stays(tmp_path: Path) -> None:
    pages = [first(), show(40, 582, "2 Annals of the Harbour") + lines(555, 12), *[lines(555, 12)] * 3]
    assert "Annals" in extracted(tmp_path, *pages).string


@pytest.mark.parametrize(("folio", "size", "stays"), [("12", 10, False), ("15", 10, True), ("12", 7, True)])
def test_a_folio_that_a_note_in_the_margin_reaches_below(folio: str, size: float, stays: bool, tmp_path: Path) -> None:
    """It stands at the height of the next page's, in its size, and counts; a number that does not stays."""
    margin = "".join(show(340, 70 - 9 * i, "a word of the margin", 7) for i in range(6))
    page = lines(580, 40) + margin + show(180, 60, folio, size)
    string = extracted(tmp_path, page, lines(580, 40) + show(180, 60, "13")).string
    assert (folio in string) is stays
    assert "13" not in string
