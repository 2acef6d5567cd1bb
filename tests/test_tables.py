"""Tables whose cells wrap, set by three producers, and what looks like a table and is none: `fixtures/blocks/`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from test_blocks import BLOCKS, ENGINES
from test_pdf_reader import make_pdf, show

from fidelity.catalog import REPAIRS
from fidelity.model.marks import Kind
from fidelity.model.text import Text
from fidelity.readers.markdown import read_markdown
from fidelity.readers.pdf.read import Engine, read_pdf
from fidelity.writers.markdown import write_markdown

PARISHES = """\
| Parish | Speaker | What was asked for | What was granted |
|---|---|---|---|
| Upper Hallow | John Carter, miller | That the weir be lowered by two feet before the autumn rains, and that the cost be \
borne by the county | Nothing |
| Saint Mary under the Hill | The widow Penrose, for the boatmen of the lower reach | A landing stage | A landing stage, but \
on the other bank, where no road leads |
| Brenning | Nobody | — | Five pounds to the poor of the parish, to be paid at Michaelmas |
| Nether Hallow | William Ash and his brother | Leave to dig a second ditch beside the old one | Leave for one year |
"""
OFFICERS = """\
| Office | Duties | Paid |
|---|---|---|
| Secretary | Keeps the minutes of the meetings, writes the letters that the chairman signs, and reads them aloud to the \
members who cannot | 12 |
| Surveyor of the banks | Walks the whole length of the river twice in every year and reports where it has broken through | 30 |
| Keeper of the gauge | Reads the gauge at noon | 4 |
| Messenger | Carries summonses | 2 |
"""


def repaired(content: bytes, engine: Engine = "auto") -> Text:
    text = read_pdf(content, "made.pdf", engine=engine)
    for repair in REPAIRS:
        text = text.amend(repair.code, repair.propose(text))
    return text


@cache
def extracted(name: str, engine: Engine) -> Text:
    return repaired(Path(BLOCKS, name).read_bytes(), engine)


def rows(*lines: tuple[tuple[int, str], ...], top: int = 400, step: int = 12) -> str:
    return "".join(show(x, top - step * i, words) for i, line in enumerate(lines) for x, words in line)


def prose(top: int, lines: int = 6) -> str:
    words = "the commission had the step measured and described and drawn by a surveyor of the town".split()
    return "".join(show(40, top - 12 * i, " ".join((words[i % 5 :] + words)[:13])) for i in range(lines))


def tables_in(text: Text) -> list[list[str]]:
    return [text.string[mark.start : mark.end].split("\t") for mark in text.of_kind(Kind.TABLE)]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("producer", ["pdflatex", "chromium"])
def test_cells_that_wrap_stay_one_cell_and_rows_one_row(producer: str, engine: Engine) -> None:
    written = write_markdown(extracted(f"tables-{producer}.pdf", engine), read_markdown)
    assert f"\n\n{PARISHES}\n" in written
    assert f"\n\n{OFFICERS}\n" in written


def test_cells_that_wrap_in_libreoffice() -> None:
    assert f"\n\n{PARISHES}\n" in write_markdown(extracted("tables-libreoffice.pdf", "auto"), read_markdown)


@pytest.mark.parametrize("producer", ["pdflatex", "chromium"])
def test_no_heading_comes_out_of_a_table_and_nothing_of_it_stands_in_a_sentence(producer: str) -> None:
    text = extracted(f"tables-{producer}.pdf", "auto")
    headings = [text.string[mark.start : mark.end] for mark in text.of_kind(Kind.HEADING)]
    assert headings == ["The Water at the Door", "Of the officers"]
    paragraphs = [text.string[mark.start : mark.end] for mark in text.of_kind(Kind.PARAGRAPH)]
    assert [words.split()[0] for words in paragraphs] == ["The", "From", "Whoever", "The", "The", "Whoever"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("producer", ["pdflatex", "chromium", "libreoffice"])
def test_the_laws_hold_where_rows_were_made_of_lines(producer: str, engine: Engine) -> None:
    text = extracted(f"tables-{producer}.pdf", engine)
    transcript = text.source.transcript
    assert all(o < 0 or transcript[o] == c for c, o in zip(text.string, text.origin, strict=True))
    kept = [o for o in text.origin if o >= 0]
    removed = [s for record in text.log if record.after is not None for run in record.source for s in range(*run)]
    assert sorted(kept + removed) == list(range(len(transcript)))
    assert text.settled
    assert all(list(repair.propose(text)) == [] for repair in REPAIRS)


@pytest.mark.parametrize("engine", ENGINES)
def test_columns_of_prose_verse_lists_and_speeches_are_no_tables(engine: Engine) -> None:
    text = extracted("not_tables-pdflatex.pdf", engine)
    assert text.of_kind(Kind.TABLE) == ()
    items = [text.string[mark.start : mark.end] for mark in text.of_kind(Kind.ITEM)]
    assert [item.split(maxsplit=1)[0] for item in items] == ["(a)", "(b)", "(c)", "1.", "2.", "3."]
    assert items[0] == "(a) no book is lent to a man who stands in the water, since he cannot be followed there;"


def test_rows_of_one_line_stay_rows_of_their_own() -> None:
    names = ["Adam Ashe", "Berta Brook", "Carl Corley", "Dora Dunn", "Emil Eastly", "Flora Fynn"]
    table = rows(*(((60, name), (160, f"{1801 + 7 * i}"), (240, "mason" if i % 2 else "none")) for i, name in enumerate(names)))
    found = tables_in(repaired(make_pdf(prose(560) + table + prose(300))))
    assert [cells[0] for cells in found] == names


def test_a_row_of_centred_cells_is_one_row() -> None:
    lines = (((160, "to be paid by"),), ((60, "Weir"), (280, "May")), ((160, "the miller"),))
    table = "".join(show(x, 400 - 40 * i - 6 * k, words) for i in range(3) for k, line in enumerate(lines) for x, words in line)
    found = tables_in(repaired(make_pdf(prose(560) + table + prose(270))))
    assert found == [["Weir", "to be paid by the miller", "May"]] * 3


def test_a_cell_goes_on_over_a_page_end() -> None:
    first = prose(560, 10) + rows(
        ((60, "Weir"), (160, "to be lowered"), (280, "in May")),
        ((60, "Bridge"), (160, "to be mended"), (280, "in June")),
        ((60, "Stage"), (160, "to be built of the"), (280, "never")),
        top=100,
    )
    second = rows(((160, "best oak"),), ((60, "Gauge"), (160, "to be read"), (280, "at noon")), top=560) + prose(500, 12)
    found = tables_in(repaired(make_pdf(first, second)))
    assert found[2:] == [["Stage", "to be built of the best oak", "never"], ["Gauge", "to be read", "at noon"]]


def test_an_entry_of_a_list_of_contents_ends_with_its_number() -> None:
    page = prose(560) + rows(
        ((60, "1"), (80, "Of the river ......................"), (330, "3")),
        (
            (60, "2"),
            (80, "Of the commissioners, and how"),
        ),
        ((80, "they met ........................"), (330, "12")),
        ((60, "3"), (80, "Of the sea ......................."), (330, "40")),
        ((60, "4"), (80, "Of the end ......................."), (330, "51")),
    )
    words = write_markdown(repaired(make_pdf(page + prose(300))), read_markdown)
    assert "how they met" in words
    assert "3 | 2" not in words
    assert "12 | 3" not in words
