"""What style sheets make of notes, tables, lists and verses: labels in brackets, close columns, blocks beside a cap."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_layouts_in_pdfs import FULL, blocks, lines
from test_notes_in_pdfs import called, calls_of, extracted, link, notes_of, prose, width
from test_pdf_reader import show

from fidelity.model.marks import Kind


@pytest.fixture(autouse=True, params=["pdfminer", "pdfium"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both engines give the same text."""
    monkeypatch.setattr("fidelity.readers.pdf.read.DEFAULT", request.param)


def labelled(label: str, call: str, heading: str = "") -> str:
    """A page with three raised calls, and three notes at its foot in small type whose labels stand on the line."""
    page = prose(560, 8)
    for k in (1, 2, 3):
        page += called(450 - 24 * k, "and there he wrote of the boats and of the mill.", call.format(k), after=" The clerk")
        page += prose(438 - 24 * k, 1, k)
        page += show(40, 120 - 10 * k, label.format(k) + f" Note {k} is here.", 8)
    return page + (show(40, 126, heading, 10) if heading else "")


@pytest.mark.parametrize(("label", "call"), [("[{}]", "[{}]"), ("({})", "{}"), ("[{}]", "{}")])
def test_labels_in_brackets_on_the_line_are_those_of_notes(label: str, call: str, tmp_path: Path) -> None:
    text = extracted(tmp_path, labelled(label, call))
    assert notes_of(text) == {str(k): f"Note {k} is here." for k in (1, 2, 3)}
    assert calls_of(text) == [(str(k), "mill.") for k in (1, 2, 3)]


@pytest.mark.parametrize("page", [labelled("({})", "th"), labelled("[{}]", "{}", "References"), labelled("[{}]}}", "{}")])
def test_items_in_small_type_that_nothing_calls_and_works_are_no_notes(page: str, tmp_path: Path) -> None:
    assert notes_of(extracted(tmp_path, page)) == {}


def linked(heading: str = "") -> tuple[str, list[str]]:
    """Numbers in brackets on the line, each bracket and number a link of its own, and what they lead to in the text's size."""
    page, links = prose(560, 8), []
    before = "and there he wrote of the boats and of the mill."
    at = 40 + width(before)
    for k in (1, 2, 3):
        top = 450 - 24 * k
        page += show(40, top, f"{before}[{k}] The clerk") + prose(top - 12, 1, k)
        page += show(40, 120 - 12 * k, f"[{k}] Note {k} is here.", 9)
        x = at
        for sign in f"[{k}]":
            links.append(link(x, top - 2, 40, 130 - 12 * k, width(sign)))
            x += width(sign)
    return page + (show(40, 130, heading, 12) if heading else ""), links


@pytest.mark.parametrize(("heading", "found"), [("", ["1", "2", "3"]), ("Literatur", [])])
def test_a_number_and_its_brackets_may_be_three_links(heading: str, found: list[str], tmp_path: Path) -> None:
    page, links = linked(heading)
    text = extracted(tmp_path, page, page=f"/Annots [{' '.join(links)}]")
    assert list(notes_of(text)) == found
    assert [label for label, _ in calls_of(text)] == found


def rows(*cells: tuple[str, ...], at: tuple[float, ...] = (60, 111, 152), top: float = 440) -> str:
    """Rows of a table whose widest cells leave three points to the next column."""
    return "".join(show(x, top - 14 * i, cell) for i, row in enumerate(cells) for x, cell in zip(at, row, strict=True))


TABLE = ("Winters", "Brought", "Sold"), ("1863-1864", "112", "112"), ("1864-1865", "98", "140"), ("1865-1866", "0", "77")
BEFORE, AFTER = lines(560, *[FULL] * 8, "and so on."), lines(360, *[FULL] * 12)


@pytest.mark.parametrize("table", [TABLE, (*TABLE, ("1866-1867", "1 204", "9"))])
def test_columns_a_word_space_apart_are_known_by_their_edges(table: tuple[tuple[str, ...], ...], tmp_path: Path) -> None:
    text = extracted(tmp_path, BEFORE + rows(*table) + AFTER)
    found = [text.string[mark.start : mark.end].strip() for mark in text.of_kind(Kind.TABLE)]
    assert found == ["\t".join(row) for row in table]


def test_words_that_do_not_begin_below_one_another_are_no_columns(tmp_path: Path) -> None:
    page, row = BEFORE, ("1863-1864", "Brought", "Sold")
    for i, (second, third) in enumerate([(0, 0), (2, 5), (4, 1), (1, 5)]):
        page += rows(row, at=(60, 111 + second, 152 + third), top=440 - 14 * i)
    assert not extracted(tmp_path, page + AFTER).of_kind(Kind.TABLE)


VERSES = (
    "The miller that mills in the dark,",
    "tell me whether you mill the moon;",
    "for if it is wheat I shall take",
)
LAST = "and if it is not I go home."


def beside_cap(*below: str, x: float = 60) -> str:
    """A cap deeper than its paragraph, which so sets in the first line of the block below that, too."""
    page = show(40, 522, "H", 60) + show(90, 566, "ere the clerk wrote down what they had brought and what")
    page += show(90, 554, "was sung of them, as it runs:") + show(90, 530, below[0])
    return page + lines(518, *below[1:], x=x) + lines(518 - 12 * len(below), *[FULL] * 12)


def test_a_stanza_whose_first_line_a_cap_sets_in_is_whole(tmp_path: Path) -> None:
    text = extracted(tmp_path, beside_cap(*VERSES, LAST))
    found = [text.string[mark.start : mark.end] for mark in text.of_kind(Kind.VERSE)]
    assert found == ["\u2028".join((*VERSES, LAST))]


def test_a_paragraph_beside_and_below_a_cap_is_no_stanza(tmp_path: Path) -> None:
    below = FULL[:50], FULL, FULL[:40] + "."
    text = extracted(tmp_path, beside_cap(*below, x=40))
    assert not text.of_kind(Kind.VERSE) + text.of_kind(Kind.QUOTATION)


RUN_ON = (
    "The cold to the cold and the damp to the sand and the",
    "lamp,",
    "My father went out with a light in his hand and a very",
    "old boat,",
    "And the light has come home.",
    "Over the water it came.",
)


def stanza(*words: str) -> str:
    """Verses in a column of their own width, among full lines."""
    column = [FULL[:58]] * 8
    return lines(560, *column) + lines(450, *words, x=56) + lines(450 - 12 * len(words) - 10, *column)


def test_verses_too_long_for_a_narrow_column_go_on_where_they_begin(tmp_path: Path) -> None:
    text = extracted(tmp_path, stanza(*RUN_ON))
    found = [text.string[mark.start : mark.end] for mark in text.of_kind(Kind.VERSE)]
    assert [verse.count("\u2028") for verse in found] == [3]
    assert "and the lamp,\u2028My father" in found[0]


def test_short_paragraphs_that_end_sentences_are_no_verses(tmp_path: Path) -> None:
    text = extracted(tmp_path, stanza(*(line.replace(",", ".") for line in RUN_ON)))
    assert not text.of_kind(Kind.VERSE)


PARALLEL = "that there were three bells,", "that there were three clerks, of whom one could hear it all,", "that three is good."


def items(top: float, *words: str) -> str:
    return (
        lines(560, *[FULL[:62]] * 5, "and from this he concluded,") + lines(top, *words, x=70) + lines(390, *[FULL[:62]] * 12)
    )


def test_items_that_begin_alike_are_parted_where_one_fills_its_line(tmp_path: Path) -> None:
    assert list(PARALLEL) == blocks(extracted(tmp_path, items(470, *PARALLEL)))[1:4]


def test_a_quotation_is_not_parted_where_lines_begin_alike(tmp_path: Path) -> None:
    quoted = FULL[:56], "and in the spring of that year, when the water was high,", "and not later, the clerk went out."
    found = blocks(extracted(tmp_path, items(470, *quoted)))
    assert sum("water was high, and not later" in block for block in found) == 1


@pytest.mark.parametrize(("end", "apart"), [("and with him", True), ("and with him he had", False)])
def test_a_list_that_begins_a_page_in_the_midst_of_a_sentence(end: str, apart: bool, tmp_path: Path) -> None:
    first = lines(560, *[FULL] * 36, end if apart else FULL[:-4])
    last = "a key that opened nothing;" if apart else "a key that opened nothing and a box in which it lay by itself, they say"
    string = extracted(tmp_path, first, lines(560, last, "a book of many leaves;", x=66) + lines(520, *[FULL] * 20)).string
    assert (f"\n{last}" in string) is apart
