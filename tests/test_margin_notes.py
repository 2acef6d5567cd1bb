"""Notes in the margin, and captions: whole, out of the sentences beside them, and nothing else taken for one."""

from __future__ import annotations

import pytest
from test_blocks import BLOCKS, ENGINES
from test_pdf_reader import flow, make_pdf, show
from test_tables import prose, repaired

from fidelity.model.marks import Kind
from fidelity.model.text import Text
from fidelity.readers.pdf.read import Engine

FIRST = "The loft stood where the customs house is now."
SECOND = "Rules of 1812, article 4, with the notes of the second keeper."
CAPTION = (
    "The loft over the rope store, as it was drawn by the second keeper in the year of the great tide, "
    "when the ladder had been taken in."
)


def blocks_of(text: Text) -> list[str]:
    return [text.string[block.start : block.end] for block in text.blocks]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("producer", ["pdflatex", "chromium"])
def test_notes_in_the_margin_are_blocks_between_paragraphs(producer: str, engine: Engine) -> None:
    text = repaired((BLOCKS / f"margins-{producer}.pdf").read_bytes(), engine)
    blocks = blocks_of(text)
    assert FIRST in blocks
    assert SECOND in blocks
    assert "whoever wanted a book had to climb to it by a ladder. The keeper wrote each loan on a slate" in text.string
    assert any(block.startswith("In the second year") and block.endswith("which had begun to give.") for block in blocks)
    assert blocks.index(FIRST) < blocks.index(SECOND)


def test_a_note_in_the_margin_is_not_the_end_of_a_footnote() -> None:
    text = repaired((BLOCKS / "margins-pdflatex.pdf").read_bytes())
    assert [text.string[mark.start : mark.end] for mark in text.of_kind(Kind.NOTE_BODY)] == ["The slate is kept in the school."]


@pytest.mark.parametrize("producer", ["pdflatex", "chromium"])
def test_captions_are_blocks_of_their_own(producer: str) -> None:
    blocks = blocks_of(repaired((BLOCKS / f"margins-{producer}.pdf").read_bytes()))
    assert any(block.startswith("Figure 1") and block.endswith(CAPTION) for block in blocks)
    if producer == "pdflatex":
        assert "Table 1: Loans in the three years of the slate" in blocks


def test_a_note_in_the_left_margin() -> None:
    page = "".join(show(120, 560 - 12 * i, "and so it was said of the river and of the bridge") for i in range(12))
    page += show(120, 404, "The end of it was never told.")
    page += show(40, 512, "of the river", 7) + show(40, 504, "and bridge", 7)
    assert "of the river and bridge" in blocks_of(repaired(make_pdf(page)))


@pytest.mark.parametrize("engine", ENGINES)
def test_the_short_last_line_of_a_note_below_text_that_is_set_in_is_no_note_in_the_margin(engine: Engine) -> None:
    page = "".join(show(120, 560 - 12 * i, "and so it was said of the river and of the bridge") for i in range(12))
    page += flow(120, 416, ("The end of it was never told.", 10, 0), ("1", 6, 3.6))
    page += show(40, 300, "1", 5) + show(43, 297, "The ledgers of the harbour were kept in the loft over the rope store, as", 8)
    page += show(40, 287, "was told.", 8) + show(200, 40, "12")
    text = repaired(make_pdf(page), engine)
    [mark] = text.of_kind(Kind.NOTE_BODY)
    assert " ".join(text.string[mark.start : mark.end].split()).endswith("over the rope store, as was told.")


def test_the_last_column_of_a_wide_table_in_small_type_is_no_note_in_the_margin() -> None:
    cells = ((40, "Adam Ashe"), (140, "mason of the parish"), (350, "paid in May"))
    table = "".join(show(x, 400 - 12 * i, words, 8) for i in range(5) for x, words in cells)
    text = repaired(make_pdf(prose(560) + table + prose(320)))
    rows = [text.string[mark.start : mark.end].split("\t") for mark in text.of_kind(Kind.TABLE)]
    assert rows == [["Adam Ashe", "mason of the parish", "paid in May"]] * 5


def test_a_sentence_that_names_a_figure_goes_on_with_it() -> None:
    lines = [
        "The commissioners saw the plan of the weir, which is printed in",
        "Figure 1. They saw the second plan too, and it is printed in this",
        "Table 2 and in no other, for the surveyor had burned the copies of",
    ]
    page = "".join(show(40, 560 - 12 * i, lines[i % 3]) for i in range(9))
    text = repaired(make_pdf(page))
    assert "printed in Figure 1. They" in text.string
    assert "in this Table 2 and in no other" in text.string


def labelled(x: float, y: float, label: str, words: str) -> str:
    """A line in 10 pt that a raised label opens."""
    return flow(x, y, (label, 6, 3.6), (f" {words}", 10, 0))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("side", ["right", "left"])
def test_raised_labels_open_notes_in_the_margin_in_the_size_of_the_text(side: str, engine: Engine) -> None:
    text_at, notes_at = (40, 280) if side == "right" else (150, 40)
    page = "".join(
        show(text_at, 560 - 12 * i, f"and so it was said of the river and the {word}") for i, word in enumerate(WORDS)
    )
    page += flow(text_at, 416, ("of the bridge", 10, 0), ("1", 6, 3.6), (" and of the ford that was", 10, 0), ("2", 6, 3.6))
    page += show(text_at, 404, "The end of it was never told.")
    page += (
        labelled(notes_at, 536, "1", "Of the bridge see")
        + show(notes_at, 524, "the keeper’s".replace("’", "'"))
        + show(notes_at, 512, "second book.")
    )
    page += labelled(notes_at, 464, "2", "The ford went") + show(notes_at, 452, "in the flood.")
    text = repaired(make_pdf(page), engine)
    assert [text.string[mark.start : mark.end] for mark in text.of_kind(Kind.NOTE_BODY)] == [
        "Of the bridge see the keeper's second book.",
        "The ford went in the flood.",
    ]
    assert "the river and the mill and so it was said" in text.string


WORDS = ["mill", "lock", "weir", "quay", "barge", "rope", "lamp", "bell", "gate", "wall", "tower", "church"]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_column_as_wide_as_the_text_that_raised_labels_open_is_no_margin(engine: Engine) -> None:
    page = "".join(show(40, 560 - 12 * i, f"so it was said of the {word}, and") for i, word in enumerate(WORDS))
    page += labelled(210, 560, "1", "Of the bridge, see a book") + labelled(210, 548, "2", "Of the ford see the others")
    page += "".join(show(210, 536 - 12 * i, f"and it was the {word} that fell") for i, word in enumerate(WORDS[2:]))
    text = repaired(make_pdf(page), engine)
    assert text.string.index("of the church, and") < text.string.index("Of the bridge, see a book")


BODY = "and so it was said of the river and of the bridge"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_note_beside_the_last_line_of_a_page_stands_before_its_paragraph(engine: Engine) -> None:
    page = "".join(show(120, 560 - 12 * i, BODY) for i in range(12)) + show(120, 404, "The end of it was never told.")
    page += show(130, 392, "Nobody knew of the year in which the bridge was") + show(40, 392, "of the bridge", 7)
    page += show(215, 350, "6")
    text = repaired(make_pdf(page, show(120, 560, "built, and nobody asked.") + prose(500), engine))
    assert "Nobody knew of the year in which the bridge was built, and nobody asked." in blocks_of(text)


@pytest.mark.parametrize("engine", ENGINES)
def test_lines_that_stand_out_to_the_left_do_not_set_in_the_others(engine: Engine) -> None:
    page = "".join(show(120, 560 - 12 * i, BODY) for i in range(6)) + show(108, 488, "FIRST BRIDGE")
    page += "".join(show(120, 464 - 12 * i, BODY) for i in range(8)) + show(40, 452, "of the bridge", 7)
    blocks = blocks_of(repaired(make_pdf(page), engine))
    assert " ".join([BODY] * 8) in blocks
    assert "of the bridge" in blocks


@pytest.mark.parametrize("engine", ENGINES)
def test_a_lowered_letter_stays_in_a_short_last_line(engine: Engine) -> None:
    """The logo of TeX is a letter lowered between two others, in their size."""
    page = "".join(show(40, 560 - 12 * i, BODY) for i in range(6))
    page += show(40, 488, "T") + show(44.5, 485.8, "E") + show(49.5, 488, "X.") + show(50, 464, BODY)
    assert f"{BODY} TEX." in repaired(make_pdf(page), engine).string
