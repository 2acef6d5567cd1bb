"""Every kind of block, set by three producers, and what looks like one: `fixtures/blocks/`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from test_pdf_reader import make_pdf, show

from fidelity.catalog import REPAIRS
from fidelity.model.marks import Kind
from fidelity.model.text import Text
from fidelity.readers.markdown import read_markdown
from fidelity.readers.pdf.read import Engine, read_pdf
from fidelity.writers.markdown import write_markdown

BLOCKS = Path(__file__).parent.parent / "fixtures" / "blocks"
PRODUCERS = ("pdflatex", "chromium", "weasyprint")
ENGINES: tuple[Engine, ...] = ("pdfminer", "pdfium")


@cache
def extracted(producer: str, engine: Engine) -> Text:
    path = BLOCKS / f"{producer}.pdf"
    text = read_pdf(path.read_bytes(), path.name, engine=engine)
    for repair in REPAIRS:
        text = text.amend(repair.code, repair.propose(text))
    return text


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("producer", PRODUCERS)
def test_every_kind_of_block_comes_back(producer: str, engine: Engine) -> None:
    gold = (BLOCKS / "blocks.md").read_text(encoding="utf-8")
    assert write_markdown(extracted(producer, engine), read_markdown) == gold


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("producer", PRODUCERS)
def test_the_laws_hold_where_cells_were_moved(producer: str, engine: Engine) -> None:
    text = extracted(producer, engine)
    transcript = text.source.transcript
    assert all(o < 0 or transcript[o] == c for c, o in zip(text.string, text.origin, strict=True))
    kept = [o for o in text.origin if o >= 0]
    removed = [s for record in text.log if record.after is not None for run in record.source for s in range(*run)]
    assert sorted(kept + removed) == list(range(len(transcript)))
    assert all(list(repair.propose(text)) == [] for repair in REPAIRS)
    again = read_markdown(write_markdown(text, read_markdown).encode(), "again.md")
    assert (again.string, again.marks) == (text.string, text.marks)


def test_what_looks_like_a_block_is_none() -> None:
    text = extracted("pdflatex", "pdfium")
    paragraphs = [text.string[mark.start : mark.end] for mark in text.of_kind(Kind.PARAGRAPH)]
    for start in ("1848 was", "A. Smith", "B. Jones", "— Is that", "— It is.", "JAMES ORMEROD"):
        assert any(start in paragraph for paragraph in paragraphs), start
    assert len(text.of_kind(Kind.VERSE)) == 1
    assert len(text.of_kind(Kind.QUOTATION)) == 1
    assert [mark.value for mark in text.of_kind(Kind.ITEM)] == ["1.", "2.", "3.", *"------"]


def test_sizes_tell_the_case_of_small_capitals() -> None:
    text = extracted("capitals", "pdfium").string
    assert "Of the maker, and of his house" in text
    assert "The glass was made by John Ormerod and Son of York, and bought for the parish by MacDonald" in text
    assert "at the sign of the NATO Street lamp" in text
    assert "The letters USS on its back" in text


def test_parts_of_a_list_whose_bullets_are_drawn_stay_apart() -> None:
    words = "the commission had the step measured and described and drawn by a surveyor of the town".split()
    page = "".join(show(40, 560 - 12 * i, " ".join((words[i % 5 :] + words)[:13])) for i in range(9))
    page += show(40, 452, "and it found this:")
    page += show(60, 432, "that walkers saw it;") + show(60, 420, "that horses would not;")
    page += "".join(show(40, 400 - 12 * i, " ".join((words[i % 4 :] + words)[:13])) for i in range(6))
    text = read_pdf(make_pdf(page), "made.pdf")
    for repair in REPAIRS:
        text = text.amend(repair.code, repair.propose(text))
    blocks = [text.string[block.start : block.end] for block in text.blocks]
    assert "that walkers saw it;" in blocks
    assert "that horses would not;" in blocks


def test_long_parts_of_a_list_without_stops_stay_apart() -> None:
    words = "the commission had the step measured and described and drawn by a surveyor of the town".split()
    parts = ["the right to cut wood in the forest of the lord from the feast", f"{' '.join(words[:13])} long", "surveyor"]
    page = "".join(show(40, 560 - 12 * i, " ".join((words[i % 5 :] + words)[:13])) for i in range(9))
    page += show(40, 452, "and it found these:") + "".join(show(60, 432 - 12 * i, part) for i, part in enumerate(parts))
    page += "".join(show(40, 390 - 12 * i, " ".join((words[i % 4 :] + words)[:13])) for i in range(6))
    text = read_pdf(make_pdf(page), "made.pdf")
    for repair in REPAIRS:
        text = text.amend(repair.code, repair.propose(text))
    assert parts[0] in [text.string[block.start : block.end] for block in text.blocks]


def test_an_accented_small_capital_is_compared_with_the_plain_capital() -> None:
    page = "".join(show(40, 560 - 12 * i, f"Every Elm and East End of the academies, and made {i}") for i in range(6))
    page += show(40, 488, "acadÉmie", more="88 Tz") + show(40, 476, "and so it went on for the rest of the line", more="100 Tz")
    text = read_pdf(make_pdf(page), "made.pdf")
    for repair in REPAIRS:
        text = text.amend(repair.code, repair.propose(text))
    assert "académie" in text.string


def test_each_of_three_small_capitals_inside_a_word_is_compared() -> None:
    page = "".join(show(40, 560 - 12 * i, f"Every Elm and Rose and Kite of the academies, and made {i}") for i in range(6))
    page += show(40, 488, "abKERad", more="88 Tz") + show(
        40, 476, "and DAKERad went on for the rest of the line", more="100 Tz"
    )
    text = read_pdf(make_pdf(page), "made.pdf")
    for repair in REPAIRS:
        text = text.amend(repair.code, repair.propose(text))
    assert "abkerad" in text.string
    assert "DAKERad" in text.string
