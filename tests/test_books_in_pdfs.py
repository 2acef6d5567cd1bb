"""What books and editions do: end notes, dialogues, verse in narrow measures, numbered lines, notes in columns."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_layouts_in_pdfs import lines
from test_notes_in_pdfs import called, calls_of, extracted, note, notes_of, prose
from test_pdf_reader import make_pdf, show

from fidelity.model.marks import Kind
from fidelity.model.text import Text
from fidelity.readers.pdf import read_pdf


@pytest.fixture(autouse=True, params=["pdfminer", "pdfium"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both engines give the same text."""
    monkeypatch.setattr("fidelity.readers.pdf.read.DEFAULT", request.param)


def marked(text: Text, kind: Kind) -> list[tuple[str, ...]]:
    return [tuple(text.string[slice(*mark.span)].split("\u2028")) for mark in text.of_kind(kind)]


# --------------------------------------------------------------------------------------------------------------- notes

TABLE = "".join(show(90, 420 - 10 * i, f"{i}   18{20 + i}   {60 + i}   {80 - i}", 8) for i in range(1, 5))
"""Rows in small type, each opened by a number."""


def headed(*bodies: str) -> str:
    page = show(40, 560, "Notes", 12)
    return page + "".join(show(40, 530 - 12 * i, words) for i, words in enumerate(bodies))


CALLED = prose(560, 6) + "".join(called(488 - 12 * i, f"the mark {'abc'[i]}", str(i + 1)) for i in range(3)) + prose(452, 2, 3)


def test_end_notes_of_the_size_of_the_text_behind_a_table_whose_rows_numbers_open(tmp_path: Path) -> None:
    text = extracted(
        tmp_path, CALLED + TABLE + prose(340, 8, 7), headed("1. One is a note.", "2. Two is a note.", "3. Three is one.")
    )
    assert notes_of(text) == {"1": "One is a note.", "2": "Two is a note.", "3": "Three is one."}
    assert len(calls_of(text)) == 3
    assert "1821" in text.string[: text.running_end]


def test_a_figure_that_a_line_of_an_end_note_begins_with_opens_none(tmp_path: Path) -> None:
    bodies = headed(
        "1. One is a note that goes on into the next line of it, and names a volume:", "2 (1930), p. 9.", "2. Two.", "3. Three."
    )
    text = extracted(tmp_path, CALLED + prose(340, 8, 7), bodies)
    assert notes_of(text)["1"].endswith("2 (1930), p. 9.")
    assert notes_of(text)["2"] == "Two."


def test_a_list_under_notes_takes_no_calls_from_notes_at_the_foot(tmp_path: Path) -> None:
    feet = "".join(
        note(100 - 10 * i, str(i + 1), f"{word} is a note at the foot.") for i, word in enumerate(("One", "Two", "Three"))
    )
    text = extracted(tmp_path, CALLED + feet, headed("1. Remark on the text.", "2. Remark on the plates."))
    assert notes_of(text)["1"] == "One is a note at the foot."
    assert len(notes_of(text)) == 3


LEFT = ("8 pt, it says here of the harbour", "and of the boats that came to it,", "and went.")


def in_columns(left: list[str], right: list[str], shift: float = 0.0) -> str:
    """Notes in two columns, those on the right on other baselines by `shift` points."""
    page = ""
    for x, column, down in ((40, left, 0.0), (190, right, shift)):
        for i, words in enumerate(column):
            label, _, rest = words.partition("|")
            y = 130 - down - 9.5 * i
            page += note(y, label, rest, x) if rest else show(x, y, words, 8)
    return page


RAGGED = ["1|One is a note of the harbour,", "and it ends where it likes to.", "2|Two is a note."]
OTHERS = ["3|Three is a note of the boats", "that came.", "4|Four is one too, and longer."]


def columned(notes: str) -> str:
    text = prose(560, 8) + "".join(called(464 - 12 * i, f"the mark {'abcd'[i]}", str(i + 1)) for i in range(4))
    return text + prose(416, 18, 3) + notes


@pytest.mark.parametrize("shift", [0.0, 4.0])
def test_ragged_notes_in_columns_on_whatever_baselines(shift: float, tmp_path: Path) -> None:
    text = extracted(tmp_path, columned(in_columns(RAGGED, OTHERS, shift)))
    assert list(notes_of(text)) == ["1", "2", "3", "4"]
    assert notes_of(text)["3"] == "Three is a note of the boats that came."
    assert notes_of(text)["1"].endswith("where it likes to.")


def test_two_rows_of_notes_in_columns(tmp_path: Path) -> None:
    text = extracted(
        tmp_path,
        columned(in_columns(["1|One is a note of the harbour.", "2|Two is a note."], ["3|Three is a note of it.", "4|Four."])),
    )
    assert [notes_of(text)[label] for label in "1234"] == [
        "One is a note of the harbour.",
        "Two is a note.",
        "Three is a note of it.",
        "Four.",
    ]


def test_rows_of_a_small_table_at_the_foot_stay_rows() -> None:
    rows = in_columns(
        ["boats of the harbour town", "boats of the river town"], ["twelve in the year of it", "none at all in any year"]
    )
    lines_read = read_pdf(make_pdf(prose(560, 26) + rows), "made.pdf").string.split("\n")
    assert any("harbour town" in line and "twelve" in line for line in lines_read)


def test_a_short_last_line_over_notes_in_three_columns_is_of_the_text(tmp_path: Path) -> None:
    page = (
        prose(560, 8) + "".join(called(464 - 12 * i, f"the mark {'abc'[i]}", str(i + 1)) for i in range(3)) + prose(428, 20, 3)
    )
    page += show(40, 188, "and so it went.")
    for x, label in ((40, "1"), (165, "2"), (290, "3")):
        page += (
            note(160, label, "Of the harbour and all the", x)
            + show(x, 150, "boats that ever came to it,", 8)
            + show(x, 140, "as the clerk has written.", 8)
        )
    text = extracted(tmp_path, page)
    assert "line3x19 and so it went." in text.string or "\nand so it went." in text.string
    assert set(notes_of(text).values()) == {"Of the harbour and all the boats that ever came to it, as the clerk has written."}


def beside(*numbers: int, calls: int = 3) -> str:
    """A page with small lines in its margin that numbers on the line open, and raised numbers in its text."""
    full = "the clerk of the harbour wrote down what the boats had brought"
    page = lines(560, *[full] * 10)
    page += "".join(called(440 - 12 * i, f"the mark {'abc'[i]}", str(i + 1), after=" " + full[:40]) for i in range(calls))
    page += lines(404, *[full] * 20)
    return page + "".join(
        show(346, 440 - 30 * i, f"{number}  Of the", 7) + show(346, 432 - 30 * i, "harbour.", 7)
        for i, number in enumerate(numbers)
    )


def test_side_notes_whose_numbers_stand_on_the_line(tmp_path: Path) -> None:
    text = extracted(tmp_path, beside(1, 2, 3))
    assert notes_of(text) == dict.fromkeys("123", "Of the harbour.")
    assert [value for value, _ in calls_of(text)] == ["1", "2", "3"]


@pytest.mark.parametrize(("numbers", "calls"), [((4, 5, 6), 3), ((1, 2, 3), 0), ((1, 2, 3), 2), ((1, 3, 4), 3)])
def test_numbers_in_the_margin_that_nothing_calls_open_no_notes(numbers: tuple[int, ...], calls: int, tmp_path: Path) -> None:
    assert notes_of(extracted(tmp_path, beside(*numbers, calls=calls))) == {}


# ---------------------------------------------------------------------------------------------- dialogues and quotations


def paragraphs(top: float, count: int, seed: int = 0) -> str:
    """Paragraphs of three lines whose first is set in."""
    page = ""
    for k in range(count):
        page += prose(top - 36 * k, 1, seed + 3 * k, x=52, words=8) + prose(top - 36 * k - 12, 1, seed + 3 * k + 1)
        page += show(40, top - 36 * k - 24, "and so it was done.")
    return page


@pytest.mark.parametrize(
    "speeches",
    [
        ("— What has the boat brought to us?", "— It has brought the clerk home."),
        (
            "– So he wrote it in the book, said the dean.",
            "– Not in it.",
            "– What did he write behind the sermons?",
            "– That they are bound.",
        ),
        ("You smell of the harbour, cousin.", "I am told that you do not, cousin.", "I burn in the cathedral all night."),
    ],
)
def test_speeches_of_one_line_each_are_paragraphs_and_no_quotation(speeches: tuple[str, ...], tmp_path: Path) -> None:
    page = (
        paragraphs(560, 4) + "".join(show(52, 404 - 12 * i, words) for i, words in enumerate(speeches)) + paragraphs(330, 4, 5)
    )
    text = extracted(tmp_path, page)
    assert marked(text, Kind.QUOTATION) == []
    assert set(speeches) <= {words.rstrip() for words in text.string.split("\n")}


def test_a_quotation_of_two_lines_with_an_indent(tmp_path: Path) -> None:
    first, second = "clerk of the harbour wrote down what the boats had brought to it", "and put it where it was to stay."
    page = lines(560, *[FULL] * 8) + show(80, 452, first) + show(65, 440, second) + lines(416, *[FULL] * 8)
    assert marked(extracted(tmp_path, page), Kind.QUOTATION) == [(f"{first} {second}",)]


def test_a_paragraph_behind_a_line_at_the_right_is_no_quotation(tmp_path: Path) -> None:
    page = (
        prose(560, 8) + show(230, 464, "Yours, the clerk of the harbour") + prose(452, 1, 2, x=52, words=8) + prose(440, 8, 5)
    )
    assert marked(extracted(tmp_path, page), Kind.QUOTATION) == []


# --------------------------------------------------------------------------------------------------------------- verse

SMALL = (
    "My child, the town is burnt, the chest is whole;",
    "let all men share, yet not the other part,",
    "Who counts is chid, who quenches is renowned.",
)
FULL = "the clerk of the harbour wrote down what the boats had brought to it in spring"


def stanzas(*verses: str, x: float = 60) -> str:
    return (
        lines(560, *[FULL] * 6, "and so on.")
        + lines(470, *verses, x=x)
        + lines(470 - 12 * len(verses) - 10, *[FULL] * 6, "and so on.")
    )


def test_three_verses_that_end_with_marks_may_begin_small(tmp_path: Path) -> None:
    assert marked(extracted(tmp_path, stanzas(*SMALL)), Kind.VERSE) == [SMALL]


def test_the_last_verse_alone_on_the_next_page_is_of_its_stanza(tmp_path: Path) -> None:
    last = "The water cost us nothing but the pails."
    first = lines(560, *[FULL] * 40, "and so on.") + lines(60, *SMALL, x=60)
    second = lines(560, last, x=60) + lines(540, *[FULL] * 12, "and so on.")
    assert marked(extracted(tmp_path, first, second), Kind.VERSE) == [(*SMALL, last)]


def test_a_stanza_on_the_next_page_is_another(tmp_path: Path) -> None:
    first = lines(560, *[FULL] * 40, "and so on.") + lines(60, *SMALL, x=60)
    second = lines(560, *SMALL, x=60) + lines(510, *[FULL] * 12, "and so on.")
    assert marked(extracted(tmp_path, first, second), Kind.VERSE) == [SMALL, SMALL]


# --------------------------------------------------------------------------------------------------- numbers of lines


def numbered(*numbers: tuple[int, int], short: int = 99) -> str:
    """A page of thirty lines, paragraph by paragraph of ten; each (line, number) has a small number left of it."""
    page = ""
    for i in range(1, 31):
        page += prose(560 - 12 * i, 1, 7 * i)
    return page + "".join(show(14, 560 - 12 * line, str(number), 7) for line, number in numbers)


@pytest.mark.parametrize("numbers", [((10, 10), (20, 20), (30, 30)), ((10, 20), (20, 30)), ((10, 10),)])
def test_numbers_of_every_tenth_line_are_no_text(numbers: tuple[tuple[int, int], ...], tmp_path: Path) -> None:
    text = extracted(tmp_path, numbered(*numbers))
    assert not any(word.isdigit() for word in text.string.split())


@pytest.mark.parametrize("numbers", [((9, 10),), ((10, 20), (19, 30)), ((10, 12), (20, 24)), ((7, 15), (22, 30))])
def test_numbers_in_the_margin_that_count_no_lines_stay(numbers: tuple[tuple[int, int], ...], tmp_path: Path) -> None:
    text = extracted(tmp_path, numbered(*numbers))
    assert {str(number) for _, number in numbers} <= set(text.string.split())


# ------------------------------------------------------------------------------------------------------------- letters


@pytest.mark.parametrize(
    ("numeral", "spacing", "read"), [("III", 2.0, "III"), ("II", 1.5, "II"), ("XIV", 2.0, "XIV"), ("AB", 2.0, "A B")]
)
def test_a_letterspaced_numeral_on_a_line_of_its_own_is_one(numeral: str, spacing: float, read: str) -> None:
    page = f"BT /F1 10 Tf {spacing} Tc 1 0 0 1 190 500 Tm ({numeral}) Tj 0 Tc ET\n" + prose(480, 12)
    assert read_pdf(make_pdf(page), "made.pdf").string.split("\n")[0] == read


def cap(top: float, letter: str, small: str, rest: str) -> str:
    """A drop cap with capitals beside it that are narrower than full ones, and a line below it."""
    width = 6.0 * len(small) + 2
    return (
        show(40, top - 12, letter, 26)
        + show(62, top, small, 10, more="75 Tz")
        + show(62 + width, top, rest, more="100 Tz")
        + show(62, top - 12, "and it was so in the harbour as the clerk had written it down")
        + prose(top - 24, 6, int(top))
    )


def test_one_small_capital_behind_a_cap_is_set_as_those_behind_the_others(tmp_path: Path) -> None:
    first = cap(560, "T", "HE", "boats came to the harbour in the Hall of East End")
    text = extracted(tmp_path, first + cap(440, "O", "U", "bien the clerk had seen what came to it in spring"))
    assert "The boats" in text.string
    assert "Ou bien" in text.string
    alone = extracted(tmp_path, cap(560, "O", "U", "bien the clerk had seen what came to it in spring") + prose(430, 8, 3))
    assert "OU bien" in alone.string
