"""Pages that notes fill: below a few lines of text, and in columns whose labels hang out of them."""

from __future__ import annotations

from pathlib import Path

from test_letters_and_plays_in_pdfs import FULL, prose, ranged
from test_notes_in_pdfs import called, calls_of, extracted, notes_of
from test_pdf_reader import make_pdf, show

from fidelity.model.changes import AddMark
from fidelity.model.marks import Kind, Mark
from fidelity.readers.pdf import read_pdf
from fidelity.repairs.lines_ranged_right import goes_on_ranged_right
from fidelity.repairs.paragraph_evidence import Paragraphs
from fidelity.repairs.text_size import body_size

WRITERS = (
    "the clerk of the harbour wrote down the",
    "what the pilots had seen is told in the",
    "nobody asked the widow for her own",
)
BROUGHT = ("and what the boats had brought is in the", "of the wreck itself there is the", "yet she had kept for her son the")


def over_notes(page: int) -> str:
    """A page of two lines of text with two calls, and of two notes of twenty lines in 8 pt, which fill the rest."""
    first = 2 * page + 1
    drawn = called(560, f"{WRITERS[page]} mark", str(first), after=" that he had made of it,")
    drawn += called(548, f"{BROUGHT[page]} mark", str(first + 1), after=".")
    for k in range(2):
        top = 510 - k * 200
        drawn += show(50, top, f"{first + k}. {WRITERS[(page + k) % 3]} notes that are of {first + k}", 8)
        for i in range(1, 20):
            words = f"line {i} of it goes on about {WRITERS[(page + i) % 3]} quay and the rope,"
            drawn += show(40, top - 10 * i, words, 8)
    return drawn


def test_the_notes_of_a_law_review_fill_most_of_each_page(tmp_path: Path) -> None:
    pages = [*map(over_notes, range(3))]
    assert body_size(read_pdf(make_pdf(*pages), "made.pdf")) == 10
    text = extracted(tmp_path, *pages)
    assert calls_of(text) == [(str(n), "mark") for n in range(1, 7)]
    assert list(notes_of(text)) == [str(n) for n in range(1, 7)]
    assert notes_of(text)["5"].startswith("nobody asked")
    assert notes_of(text)["5"].endswith("the rope,")
    assert "rope" not in text.string[: text.running_end]


def test_a_heading_over_a_numbered_list_is_no_text_over_notes(tmp_path: Path) -> None:
    page = show(40, 560, "What the harbour kept in the year 1846, and in the two", 12)
    page += show(40, 545, "years that followed 1 and 2 of its books", 12)
    page += "".join(show(40, 510 - 12 * i, f"{i + 1} {FULL}") for i in range(12))
    text = extracted(tmp_path, page, page.replace("harbour", "customs"))
    assert not text.of_kind(Kind.NOTE_BODY)
    assert not text.of_kind(Kind.NOTE_CALL)


def labelled(x: float, gap: float, first: int, top: float, count: int) -> str:
    """Notes of two lines in 6 pt, 20 pt apart, whose labels hang out of their column by `gap` points from it."""
    page = ""
    for k in range(count):
        label, y = str(first + k), top - 20 * k
        page += show(x, y, label, 6) + show(x + 6.7 + gap, y, f"Note {first + k} says what the clerk of the harbour", 6)
        page += show(x + 6.7 + gap, y - 8, f"wrote at its end, which is line {first + k} of his.", 6)
    return page


def test_labels_stand_an_em_from_their_notes_in_columns() -> None:
    # beside most labels of the second column there is nothing in the first
    page = labelled(20, 6.3, 10, 560, 16) + labelled(190, 6.3, 26, 555, 24)
    text = read_pdf(make_pdf(page), "made.pdf").string
    places = [text.index(f"Note {n} says what the clerk of the harbour") for n in range(10, 50)]
    assert places == sorted(places)
    assert not {"26", "27", "49"} & set(text.split("\n"))
    assert text.index("which is line 25 of his.") < text.index("Note 26 says")


def test_a_row_of_a_table_goes_on_with_no_line_that_is_ranged_right() -> None:
    page = prose(560, 18)
    for k, name in enumerate(("plain", "empty", "opening")):
        top = 312 - 42 * k
        page += show(150, top, name) + ranged(top, "A style for books of all kinds")
        page += ranged(top - 14, "the harbour that has") + ranged(top - 28, "no folio but a head")
    text = read_pdf(make_pdf(page), "made.pdf")
    paragraphs = Paragraphs.of(text)
    i = next(i for i, line in enumerate(paragraphs.lines) if line.words.startswith("opening"))
    one, two = paragraphs.lines[i : i + 2]
    assert paragraphs.measure is not None
    assert goes_on_ranged_right(paragraphs.lines, i, paragraphs.measure)
    assert paragraphs.continues(one, two)
    rows = text.amend("A118", [AddMark(Mark(Kind.TABLE, *one.span), "a row of a table")])
    assert not Paragraphs.of(rows).continues(one, two)
