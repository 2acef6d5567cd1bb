"""Blocks set in on both sides, drawn for the case: a quotation with an indent, and verse that begins with small letters."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_notes_in_pdfs import extracted
from test_pdf_reader import show

from fidelity.model.marks import Kind
from fidelity.model.text import Text

FULL = "The clerk of the harbour wrote down what the boats had brought to the quay."
TERCETS = (
    "the fog comes in, the fog goes out,",
    "the pilot hears the seaman shout",
    "and sees nor land nor fire;",
    "he listens here, he listens there,",
    "there might be bells upon the air,",
    "the silence he holds dear.",
)


def prose(top: float, count: int = 8) -> str:
    return "".join(show(40, top - 12 * i, FULL) for i in range(count))


def block(top: float, *lines: tuple[float, str], size: float = 9) -> str:
    return "".join(show(x, top - 11 * i, words, size) for i, (x, words) in enumerate(lines))


def around(*lines: tuple[float, str]) -> str:
    return prose(560) + block(454, *lines) + prose(444 - 11 * len(lines))


def marked(text: Text, kind: Kind) -> list[tuple[str, ...]]:
    return [tuple(text.string[slice(*mark.span)].split("\u2028")) for mark in text.of_kind(kind)]


QUOTED = (
    "It is hard to see for what purpose these papers have been kept",
    "at all. They prove nothing that was not known to us already, and",
    "they hide all that one might wish to know, unless the time comes",
    "when somebody asks for what nobody has asked them before now,",
)


def test_a_quotation_with_an_indent_is_not_centred_though_its_lines_are_in_the_middle(tmp_path: Path) -> None:
    full = "in London it is known that the boats of the harbour were lost at sea,"
    first, indent = full.removeprefix("in "), 9 * (0.222 + 0.556 + 0.278)  # so wide is that in Helvetica
    text = extracted(tmp_path, around((75.7 + indent, first), *[(75.7, full)] * 3))
    assert marked(text, Kind.QUOTATION) == [(" ".join([first, full, full, full]),)]


def test_centred_lines_are_no_quotation(tmp_path: Path) -> None:
    title = ("The Lost Boats of the Lower Harbour and the Quay", "Lost Boats of the Lower Harbour and the Quay")
    # in Helvetica they are so wide, and the middle of the text is at 209.5
    centred = [(209.5 - width / 2, line) for width, line in zip((204.1, 186.1), title, strict=True)]
    assert marked(extracted(tmp_path, around(*centred)), Kind.QUOTATION) == []


def test_verse_that_stays_away_from_the_edge_may_begin_with_small_letters(tmp_path: Path) -> None:
    for count in (3, 6):
        text = extracted(tmp_path, around(*((55, line) for line in TERCETS[:count])))
        assert marked(text, Kind.VERSE) == [TERCETS[:count]]
        assert marked(text, Kind.QUOTATION) == []


def test_stanzas_that_begin_with_an_indent_are_parted(tmp_path: Path) -> None:
    text = extracted(tmp_path, around(*((64 if i % 3 == 0 else 55, line) for i, line in enumerate(TERCETS))))
    assert marked(text, Kind.VERSE) == [TERCETS[:3], TERCETS[3:]]


def test_an_indent_in_the_middle_of_a_sentence_parts_no_stanza(tmp_path: Path) -> None:
    verses = [line.replace("fire;", "fire") for line in TERCETS]
    text = extracted(tmp_path, around(*((64 if i % 3 == 0 else 55, line) for i, line in enumerate(verses))))
    assert marked(text, Kind.VERSE) == [tuple(verses)]


@pytest.mark.parametrize(
    "lines",
    [
        (QUOTED[0], QUOTED[1], "they hide all that one might wish."),  # as wide as the block
        ("oil for the lamps;", "rope and two sails;", "a ledger;", "a clerk who can write;"),
        ("The boat was lost.", "The clerk was found.", "Nobody asked for either."),
        ("the river, 12", "the harbour and its boats, 34", "the clerks of it, 56"),
        ("the clerk wrote it down", "and that was all"),
    ],
    ids=["prose", "list", "sentences", "index", "two lines"],
)
def test_lines_set_in_that_are_no_verse(lines: tuple[str, ...], tmp_path: Path) -> None:
    assert marked(extracted(tmp_path, around(*((55, line) for line in lines))), Kind.VERSE) == []


def announced(sentence: str, lines: tuple[str, ...]) -> str:
    """Lines set in behind a colon."""
    page = prose(560) + show(40, 464, sentence) + block(448, *((60, line) for line in lines), size=10)
    return page + prose(436 - 12 * len(lines))


def test_parts_of_a_sentence_behind_a_colon_are_a_list(tmp_path: Path) -> None:
    lines = ("a lamp for each of the landings,", "a rope for the rail,", "a new door at the foot of it.")
    text = extracted(tmp_path, announced("and he asked for these:", lines))
    assert marked(text, Kind.VERSE) == []
    assert set(lines) <= set(text.string.split("\n"))


def test_verse_behind_a_colon_that_begins_small_and_rhymes_is_verse(tmp_path: Path) -> None:
    lines = (
        "the lamp is lit upon the stair,",
        "the rope is hung along the wall,",
        "the bell is heard upon the air,",
        "and there is nobody at all.",
    )
    assert marked(extracted(tmp_path, announced("and he sang of these:", lines)), Kind.VERSE) == [lines]


def test_lines_without_marks_behind_a_colon_are_a_list(tmp_path: Path) -> None:
    parts = ("Various lamps of the quay", "Oil for the lamps (of all kinds)", "A ledger of the clerk", "Rope and two sails")

    def found(above: str, *lines: str) -> list[tuple[str, ...]]:
        page = prose(572) + show(40, 476, above) + block(454, *((55, line) for line in lines)) + prose(400)
        return marked(extracted(tmp_path, page), Kind.VERSE)

    assert found("The boat brings several things to them, which are:", *parts) == []
    # a program
    assert len(found("The boat brings several things to them, which are:", "set lamp to the quay", *parts[1:])) == 1
    # verse has marks, the last at its end, and no colon need stand before it
    assert len(found("The boat brings several things to them, which are:", *parts[:3], parts[3] + ".")) == 1
    assert len(found("The boat brings several things to them, which are", *parts)) == 1


def definition(top: float, term: str, *lines: str) -> str:
    """A term at the edge of the text, its definition beside it in a column of its own."""
    return show(40, top, term) + "".join(show(110, top - 12 * i, line) for i, line in enumerate(lines))


LAMPS = ("The lamps of the quay burn oil. The clerk keeps the oil for", "them in the shed and writes down what is used.")
ROPES = ("Ropes are made of hemp. Each of them holds a boat and is", "replaced when the clerk says that it is worn.")


def test_a_definition_beside_its_term_is_one_paragraph(tmp_path: Path) -> None:
    page = prose(560, 4) + definition(500, "Lamps", *LAMPS) + definition(464, "Ropes", *ROPES) + prose(428, 8)
    text = extracted(tmp_path, page)
    paragraphs = [text.string[slice(*mark.span)] for mark in text.of_kind(Kind.PARAGRAPH)]
    assert "Lamps " + " ".join(LAMPS) in paragraphs
    assert "Ropes " + " ".join(ROPES) in paragraphs


def test_what_ends_a_definition_parts_paragraphs_in_it(tmp_path: Path) -> None:
    more = ("Others burn tallow.", "Nobody asks for them.")
    page = prose(560, 4) + definition(500, "Lamps", *LAMPS, *more) + definition(440, "Ropes", *ROPES) + prose(404, 8)
    text = extracted(tmp_path, page)
    paragraphs = [text.string[slice(*mark.span)] for mark in text.of_kind(Kind.PARAGRAPH)]
    assert "Lamps " + " ".join(LAMPS) in paragraphs
    assert set(more) <= set(paragraphs)


def test_a_line_below_the_right_part_of_one_other_line_may_stand_there_by_chance(tmp_path: Path) -> None:
    page = prose(560, 4) + definition(500, "Lamps", *LAMPS) + prose(464, 8)
    assert "Lamps " + " ".join(LAMPS) not in extracted(tmp_path, page).string


def test_a_cell_below_one_that_was_ended_on_purpose_is_no_part_of_it(tmp_path: Path) -> None:
    cells = definition(428, "Tin", "A small lamp", "Another lamp")
    page = prose(560, 4) + definition(500, "Lamps", *LAMPS) + definition(464, "Ropes", *ROPES) + cells + prose(392, 8)
    assert "A small lamp Another lamp" not in extracted(tmp_path, page).string
