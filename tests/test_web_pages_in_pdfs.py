"""What web pages come out as on paper: initials cut by page ends, calls left on the line, small capitals with a doubled S."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_layouts_in_pdfs import FULL, blocks, lines
from test_notes_in_pdfs import calls_of, extracted, notes_of, prose
from test_pdf_reader import show


@pytest.fixture(autouse=True, params=["pdfminer", "pdfium"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both engines give the same text."""
    monkeypatch.setattr("fidelity.readers.pdf.read.DEFAULT", request.param)


BESIDE = "ere the clerk wrote down what the boats had brought"


def beside(cap: str, top: float, indent: float, first: str = BESIDE, size: float = 32) -> str:
    """A cap on the baseline of its second line; the first line of four is set in behind it as a paragraph is."""
    x = 42 + 0.75 * size
    page = show(40, top - 13, cap, size) + show(x + indent, top, first) + show(x, top - 13, "and what they owed for it all")
    return page + show(x, top - 26, "in the books of the harbour and the mill") + lines(top - 39, *[FULL] * 8)


@pytest.mark.parametrize(("first", "whole"), [(BESIDE, "Here the clerk"), ("Figure 3", "")])
def test_a_first_line_set_in_behind_its_cap(first: str, whole: str, tmp_path: Path) -> None:
    """The indent of a paragraph stands between a floated letter and its word; what begins otherwise is no part of it."""
    string = extracted(tmp_path, beside("H", 560, 16, first)).string
    assert string.startswith(f"{whole} wrote down what the boats had brought and what they owed") is bool(whole)


def test_a_first_line_set_in_behind_a_word_of_one_letter(tmp_path: Path) -> None:
    page = beside("A", 560, 16, "Clerk of the harbour and of the mill")
    assert extracted(tmp_path, page).string.startswith("A Clerk of the harbour and of the mill and what they owed")


def test_an_elided_article_as_a_cap(tmp_path: Path) -> None:
    page = beside("L’", 560, 4, "eau passe et le papier reste dans les livres")
    assert extracted(tmp_path, page).string.startswith("L’eau passe et le papier")


def cut(on_second: str) -> tuple[str, str]:
    """An initial with two lines at the foot of a page, its paragraph overleaf, and what the browser painted there again."""
    first = prose(560, 36) + show(40, 75, "I", 70) + show(64, 120, "n ten fathoms of water, half a mile from the head,")
    first += show(64, 108, "the survey of that year found the remains of a boat")
    return first, on_second + show(40, 560, "which was not of a pattern that was made before") + prose(548, 20, 3)


@pytest.mark.parametrize("again", [True, False])
def test_a_cap_that_a_page_end_cuts_is_there_once(again: bool, tmp_path: Path) -> None:
    """And it is neither time a Roman numeral at the foot of the page."""
    string = extracted(tmp_path, *cut(show(40, 529, "I", 70) if again else "")).string
    assert "In ten fathoms of water" in string
    assert "boat which was not of a pattern" in string
    assert sum(word == "I" for word in string.split()) == 0


def test_two_paragraphs_that_begin_alike_keep_their_caps(tmp_path: Path) -> None:
    first = prose(560, 36) + show(40, 108, "I", 40) + show(60, 120, "n ten fathoms of water, half a mile from the head,")
    first += show(60, 108, "the survey of that year found no boat.")
    second = (
        show(40, 534, "I", 40) + show(60, 560, "n the spring of that year the clerk went out again") + show(60, 548, FULL[:40])
    )
    string = extracted(tmp_path, first, second + show(60, 534, FULL[:40]) + prose(510, 20, 3)).string
    assert "In ten fathoms" in string
    assert "In the spring" in string


def test_a_full_line_in_small_capitals_goes_on_with_a_capital(tmp_path: Path) -> None:
    """The first line beside a cap is set smaller, and the next begins with a name."""
    page = show(40, 536, "T", 38) + show(68, 560, "HE CLERK OF THE HARBOUR WROTE DOWN WHAT THE BOATS HAD BROUGHT", 8)
    page += show(68, 548, "Anna Merrow and what they owed for it at the end of the") + show(68, 536, FULL[:55])
    page += lines(524, *[FULL] * 12)
    assert len(blocks(extracted(tmp_path, page))) == 1


def test_a_list_below_a_cap_is_not_set_in_by_it(tmp_path: Path) -> None:
    page = show(40, 548, "H", 32) + show(68, 560, BESIDE) + show(68, 548, "and what they owed for it,")
    page += show(66, 524, "one lamp of copper,") + show(66, 512, "two spoons and a kettle,") + show(66, 500, "and a third.")
    found = blocks(extracted(tmp_path, page + lines(476, *[FULL] * 12)))
    assert found[:4][1:] == ["one lamp of copper,", "two spoons and a kettle,", "and a third."]
    assert found[0].endswith("owed for it,")


def level(page: int, first: int, *, glued: str = ".") -> str:
    """A page whose calls are set as the text, behind the ends of sentences, with two notes at its foot in small type."""
    body = prose(560, 8, page)
    for k in (first, first + 1):
        body += show(40, 440 - 60 * (k - first), f"and there he wrote of the boats and of the mill{glued}{k} The clerk")
        body += prose(428 - 60 * (k - first), 3, page + k)
    return body + "".join(show(40, 90 - 10 * (k - first), f"{k}. Note {k} is here.", 8) for k in (first, first + 1))


def test_calls_on_the_line_whose_count_closes(tmp_path: Path) -> None:
    text = extracted(tmp_path, level(1, 1), level(2, 3))
    assert notes_of(text) == {str(k): f"Note {k} is here." for k in (1, 2, 3, 4)}
    assert calls_of(text) == [(str(k), "mill.") for k in (1, 2, 3, 4)]


def test_a_call_on_the_line_that_its_line_had_no_room_for(tmp_path: Path) -> None:
    last = level(2, 3).replace("of the mill.4 The clerk", "of the mill.") + show(40, 368, "4")
    text = extracted(tmp_path, level(1, 1), last.replace(prose(368, 3, 6), prose(344, 3, 6)))
    assert [value for value, _ in calls_of(text)] == ["1", "2", "3", "4"]


@pytest.mark.parametrize("glued", [" MP", " no. ", ", in ", " x"])
def test_numbers_that_are_no_calls_make_no_notes_of_a_list(glued: str, tmp_path: Path) -> None:
    assert notes_of(extracted(tmp_path, level(1, 1, glued=glued), level(2, 3, glued=glued))) == {}


def test_calls_on_the_line_of_other_pages_than_the_list_make_no_notes(tmp_path: Path) -> None:
    page = level(1, 1).replace("mill.1", "mill.").replace("mill.2", "mill.")
    other = prose(560, 8, 5) + "".join(show(40, 440 - 24 * k, f"he wrote of the mill.{k} The clerk") for k in (1, 2, 3))
    page += show(40, 70, "3. Note 3 is here.", 8)
    assert notes_of(extracted(tmp_path, other, page)) == {}


@pytest.mark.parametrize("marked", [(1, 2, 3), (2,)])
def test_carets_at_the_ends_of_notes_are_links_back(marked: tuple[int, ...], tmp_path: Path) -> None:
    page = prose(560, 8)
    for i in (1, 2, 3):
        page += show(40, 420 - 12 * i, f"and there he wrote of the boats and of the mill.{i} The clerk")
        page += show(40, 120 - 10 * i, f"{i}. Note {i} is here.{' ^' if i in marked else ''}", 8)
    found = notes_of(extracted(tmp_path, page))
    assert found["2"] == ("Note 2 is here." if len(marked) > 1 else "Note 2 is here. ^")


ITEMS = "that there were three bells,", "that there were three deaf clerks,", "that three is a good number."


def test_items_without_bullets_in_the_midst_of_a_sentence(tmp_path: Path) -> None:
    page = lines(560, *[FULL] * 4, "and from this he concluded,") + lines(476, *ITEMS, x=70)
    assert list(ITEMS) == blocks(extracted(tmp_path, page + lines(390, *[FULL] * 20)))[1:4]


@pytest.mark.parametrize(("end", "whole"), [("three bells,", False), ("three bells and of all that", True)])
def test_items_without_bullets_that_a_page_end_parts(end: str, whole: bool, tmp_path: Path) -> None:
    first = lines(560, *[FULL] * 36, "and from this he concluded,") + lines(112, f"that there were {end}", x=70)
    string = extracted(
        tmp_path,
        first,
        lines(560, "that there were three clerks, of whom one could hear,", ITEMS[2], x=70) + lines(500, *[FULL] * 20),
    ).string
    assert (f"{end} that there were" in string) is whole


def test_a_quotation_whose_line_ends_with_a_comma_is_whole(tmp_path: Path) -> None:
    quoted = (
        FULL[:58],
        "and in the spring of that year, when the water was high,",
        "the clerk was not seen again by anyone at all.",
    )
    page = lines(560, *[FULL] * 4) + lines(500, *quoted, x=60) + lines(450, *[FULL] * 20)
    assert (
        sum("the clerk was not seen" in block and "when the water" in block for block in blocks(extracted(tmp_path, page))) == 1
    )


def test_verses_right_below_a_cap_begin_where_its_lines_end(tmp_path: Path) -> None:
    page = show(40, 546, "H", 44) + show(78, 566, "ere the clerk wrote down what they had brought to it and what")
    page += show(78, 554, "they owed for it, as it was sung to him in the evening, and") + show(78, 542, "so it runs:")
    verses = "Over the water and under the lamp,", "The cold to the cold and the damp to the damp,", "My father went out"
    page += lines(530, *verses, "And the light has come home to the land.", x=62) + lines(466, *[FULL] * 20)
    assert "so it runs:" in blocks(extracted(tmp_path, page))[0]
    assert blocks(extracted(tmp_path, page))[0].endswith("so it runs:")


@pytest.mark.parametrize(("year", "count"), [("1823 and later", 4), ("At the mill", 5)])
def test_a_number_goes_on_with_a_line_that_has_room_for_it(year: str, count: int, tmp_path: Path) -> None:
    """TCPDF does not justify some lines."""
    page = show(40, 560, FULL) + show(40, 548, FULL[: len(FULL) - 9] + "in") + show(40, 536, f"{year} {FULL[:30]}")
    for i in range(3):
        page += show(52, 524 - 36 * i, FULL[:-3]) + show(40, 512 - 36 * i, FULL) + show(40, 500 - 36 * i, f"and that was {i}.")
    assert len(blocks(extracted(tmp_path, page))) == count


@pytest.mark.parametrize(("stated", "begins"), [(True, "Große Boote"), (False, "GroSSe Boote")])
def test_a_doubled_s_that_is_stated_as_one_letter(
    stated: bool, begins: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Small capitals have no ß: a browser paints two S, and says what both stand for; PDFium gives the first one's place."""
    monkeypatch.setattr("fidelity.readers.pdf.read.DEFAULT", "pdfium")
    said = ("/Span << /ActualText <FEFF00DF> >> BDC\n", "EMC\n") if stated else ("", "")
    page = show(40, 560, "Gro") + said[0] + show(56.7, 560, "S", 8) + show(62, 560, "S", 8) + said[1]
    page += show(67.4, 560, "e Boote und was sie dem Hafen brachten") + lines(548, *[FULL] * 12)
    assert extracted(tmp_path, page).string.startswith(begins)
