"""Rules drawn on a page: how both engines read them, and what they tell of notes."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_notes_in_pdfs import called, calls_of, extracted, note, note_in_full_size, notes_of, prose
from test_pdf_reader import flow, make_pdf, read, show

from fidelity.readers.pdf import read_pdf
from fidelity.readers.pdf.glyphs import MOST_PATHS
from fidelity.repairs.printed_lines import printed_lines
from fidelity.repairs.rules_over_notes import at_rules


@pytest.fixture(autouse=True, params=["pdfminer", "pdfium"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both engines read the same rules."""
    monkeypatch.setattr("fidelity.readers.pdf.read.DEFAULT", request.param)


def rule(y: float, x: float = 40, length: float = 60) -> str:
    return f"{x} {y} {length} 0.4 re f\n"


def strokes(*pages: str, **settings: str) -> list[tuple[int, int, int, int]]:
    found = read(*pages, **settings).strokes
    assert found is not None
    rows = zip(found.page, found.x0, found.x1, found.y, strict=True)
    return [(page, round(x0), round(x1), round(y)) for page, x0, x1, y in rows]


def test_level_lines_are_read_whether_filled_or_stroked() -> None:
    text = show(40, 500, "The harbour")
    drawn = rule(400) + "0.5 w 100 300 m 180 300 l S\n" + "q 0 w 2 0 0 2 10 20 cm 50 60 m 90 60 l S Q\n"
    assert strokes(text + drawn, text + rule(200)) == [
        (0, 40, 100, 400),
        (0, 100, 180, 300),
        (0, 110, 190, 140),
        (1, 40, 100, 200),
    ]


def pictured(y: float, thick: float = 0.4, wide: float = 80) -> str:
    """A rule that is a picture of one black bit, as Distiller makes it from the rules of dvips."""
    return f"q {wide} 0 0 -{thick} 40 {y + thick} cm BI /W 1 /H 1 /IM true /BPC 1 ID \\0 EI Q\n".replace("\\0", "\0")


def test_thin_pictures_are_level_lines_and_others_are_not() -> None:
    assert strokes(show(40, 500, "The harbour") + pictured(400) + pictured(300, thick=2)) == [(0, 40, 120, 400)]


def test_other_paths_are_no_strokes() -> None:
    upright, bar, short = "50 100 m 50 300 l S\n", "40 200 60 9 re f\n", rule(150, length=12)
    clipped, curved = "40 120 60 1 re W n\n", "40 90 m 60 140 80 140 100 90 c S\n"
    assert strokes(show(40, 500, "The harbour") + upright + bar + short + clipped + curved) == []


def test_a_picture_has_no_strokes() -> None:
    lines = [rule(100 + i) for i in range(MOST_PATHS)]
    assert len(strokes(show(40, 500, "The harbour") + "".join(lines))) == MOST_PATHS
    assert strokes(show(40, 500, "The harbour") + "".join(lines) + rule(90)) == []


def test_a_page_that_is_shown_turned_has_its_strokes_turned() -> None:
    assert strokes(show(40, 300, "The harbour") + "100 50 0.4 60 re f\n", page="/Rotate 90") == [(0, 50, 110, 300)]


def ruled(seed: int, number: int) -> str:
    """A page of two columns; the left one ends in a note in the size of the text, of several lines and two sentences."""
    page = prose(560, 30, seed, x=20, words=5) + called(200, "left mark", str(number), after=",", x=20) + rule(150, 20)
    page += flow(28, 138, (str(number), 6, 3.6), (f" Of boat {number} it is said", 10, 0))
    page += show(20, 126, "that it was lost. 3) The others") + show(20, 114, "had gone on to what they owed")
    return page + show(20, 102, "for it.") + prose(560, 42, seed + 1, x=210, words=5)


def test_notes_in_the_size_of_the_text_below_a_rule(tmp_path: Path) -> None:
    last = prose(560, 20, 5) + called(300, "the last mark", "3") + rule(110) + note(100, "3", "Three is a note.")
    text = extracted(tmp_path, ruled(0, 1), prose(560, 40, 2), ruled(3, 2), last)
    assert {label: " ".join(body.split()) for label, body in notes_of(text).items()} == {
        "1": "Of boat 1 it is said that it was lost. 3) The others had gone on to what they owed for it.",
        "2": "Of boat 2 it is said that it was lost. 3) The others had gone on to what they owed for it.",
        "3": "Three is a note.",
    }
    assert calls_of(text) == [(label, "mark") for label in "123"]
    assert "line1x41" in text.string[: text.running_end]


def test_the_column_beside_a_rule_is_no_part_of_its_note(tmp_path: Path) -> None:
    # without a stop, so that the note could go on in the column
    text = extracted(tmp_path, ruled(0, 1).replace("for it.", "for it"))
    note_1 = "Of boat 1 it is said that it was lost. 3) The others had gone on to what they owed for it"
    assert {label: " ".join(body.split()) for label, body in notes_of(text).items()} == {"1": note_1}
    assert "line1x41" in text.string[: text.running_end]


def test_a_numbered_list_below_a_rule_is_no_note(tmp_path: Path) -> None:
    listed = "".join(show(40, 280 - 12 * i, f"{i + 1}. The boats of it were lost.") for i in range(9))
    assert notes_of(extracted(tmp_path, prose(560, 20) + rule(300) + listed, prose(560, 40, 3))) == {}


def test_small_type_over_the_rule_of_its_page_goes_on_in_no_note(tmp_path: Path) -> None:
    first = prose(560, 20) + called(310, "the first mark", "1") + rule(110) + note(100, "1", "One is a note of the boats.")
    second = show(40, 560, "The signs of 1848, and those of", 8) + show(40, 550, "2026, 2039 and 2060 of it", 8)
    second += prose(530, 20, 4) + called(280, "the second mark", "2") + rule(110) + note(100, "2", "Two is a note.")
    text = extracted(tmp_path, first, second)
    assert notes_of(text) == {"1": "One is a note of the boats.", "2": "Two is a note."}
    assert "The signs of 1848" in text.string[: text.running_end]


def test_a_note_in_full_size_without_a_rule_is_known_as_before(tmp_path: Path) -> None:
    page = prose(560, 12) + called(416, "the first mark", "1") + note_in_full_size(78, "1", "One is a note.")
    assert notes_of(extracted(tmp_path, page)) == {"1": "One is a note."}


def below_rules(*pages: str) -> list[str]:
    """The words of the lines that stand below a rule over notes of the size of the text."""
    text = read_pdf(make_pdf(*pages), "made.pdf")
    lines = printed_lines(text)
    return [lines[i].words for i in sorted(at_rules(text, lines, dict.fromkeys(range(len(pages)), 10.0)).below)]


def test_lines_below_a_rule_in_its_column() -> None:
    assert below_rules(ruled(0, 1))[0] == "1 Of boat 1 it is said"
    assert len(below_rules(ruled(0, 1))) == 4
    assert below_rules(ruled(0, 1).replace("20 150 60 0.4 re", "20 150 170 0.4 re")) == []
    assert below_rules(ruled(0, 1).replace("20 150 60 0.4 re", "60 150 60 0.4 re")) == []
    assert below_rules(ruled(0, 1).replace("20 150 60 0.4 re", "20 197 60 0.4 re")) == []
    assert below_rules(prose(560, 20) + rule(300) + prose(280, 5)) == []


def overleaf(broken: str, length: float = 60) -> tuple[str, str]:
    """Two pages, the first with a note in the size of the text, the second with lines below a rule."""
    first = prose(560, 30) + called(190, "the first mark", "1") + rule(150)
    first += flow(40, 138, ("1", 6, 3.6), (" Of the boat it is said", 10, 0)) + show(40, 126, broken)
    return first, prose(560, 40, 3) + rule(70, length=length) + show(40, 58, "at the foot of the wall.")


def test_the_rest_of_a_note_overleaf_stands_below_a_rule_of_the_same_length(tmp_path: Path) -> None:
    text = extracted(tmp_path, *overleaf("that it was lost"))
    assert {label: " ".join(body.split()) for label, body in notes_of(text).items()} == {
        "1": "Of the boat it is said that it was lost at the foot of the wall."
    }


@pytest.mark.parametrize(("broken", "length"), [("that it was lost.", 60), ("that it was lost", 90)])
def test_what_stands_below_another_rule_overleaf_is_no_rest_of_a_note(broken: str, length: float, tmp_path: Path) -> None:
    text = extracted(tmp_path, *overleaf(broken, length))
    assert "foot of the wall" in text.string[: text.running_end]


def test_a_rule_over_notes_is_further_from_the_text_than_an_underline() -> None:
    assert below_rules(ruled(0, 1).replace("20 150 60 0.4 re", "20 194 60 0.4 re"))
    assert below_rules(ruled(0, 1).replace("20 150 60 0.4 re", "20 197 60 0.4 re")) == []


def test_a_first_note_stands_below_a_rule_on_a_page_of_small_type(tmp_path: Path) -> None:
    """All notes are set in from the edge of the text, where the rule begins; an entry of the contents is no note."""
    abstract = "".join(show(60, 500 - 11 * i, f"small words of the {i} abstract", 9) for i in range(4))
    abstract += flow(60, 456, ("and one more of these", 9, 0), ("1", 5, 3), (" in it.", 9, 0))
    first = show(40, 560, "The Harbour Books", 14) + abstract + rule(110) + show(52, 96, "1  With a rope.", 8)
    contents = show(40, 560, "Contents", 12, "F3") + show(40, 540, "1. The boats", 9, "F3") + show(340, 540, "3", 9, "F3")
    third = prose(560, 34, 1) + called(144, "the mark", "2") + called(132, "another", "3") + rule(110)
    third += show(52, 96, "2  At low water.", 8) + show(52, 82, "3  Nobody asked.", 8)
    text = extracted(tmp_path, first, contents, third, prose(560, 44, 2))
    assert notes_of(text) == {"1": "With a rope.", "2": "At low water.", "3": "Nobody asked."}
