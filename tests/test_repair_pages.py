"""Every repair's page is run: what it promises to mend is mended, what it promises to leave alone is left alone."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from fidelity.catalog import REPAIRS
from fidelity.model.repair import Repair
from fidelity.model.rule import Case
from fidelity.model.text import Text
from fidelity.readers.markdown import read_markdown
from fidelity.readers.pdf import read_pdf
from fidelity.readers.plain_text import read_plain_text
from fidelity.recognition import recognise
from fidelity.writers.markdown import write_markdown
from tests.pages import SECTIONS, Block, Page, read

ROOT = Path(__file__).parent.parent
PAGES = {repair.name: read(repair.page) for repair in REPAIRS}


def repaired(text: Text) -> Text:
    for repair in REPAIRS:
        text = text.amend(repair.code, repair.propose(text))
    return text


def cases(section: str, *words: str) -> list[object]:
    found = []
    for repair in REPAIRS:
        blocks = PAGES[repair.name].blocks.get(section, [])
        for number, block in enumerate(blocks):
            if block.word in words:
                after = next((b for b in blocks[number + 1 : number + 2] if b.word == "after"), None)
                found.append(pytest.param(repair, block, after, id=f"{repair.name}-{section}-{number}".replace(" ", "-")))
    return found


def transcript_of(block: Block) -> Text:
    if block.word == "source":
        path = ROOT / block.content.strip()
        return read_pdf(path.read_bytes(), path.name)
    return read_plain_text(block.content.encode(), "page.txt")


@pytest.mark.parametrize(("repair", "block", "after"), [*cases("Example", "before", "source"), *cases("Left alone", "before")])
def test_what_the_page_mends_is_mended(repair: Repair, block: Block, after: Block) -> None:
    text = repaired(transcript_of(block))
    written = write_markdown(text, read_markdown)
    if block.word == "source":
        assert after.content.strip() in written
    else:
        assert written == after.content
    assert any(record.code == repair.code for record in text.log)


@pytest.mark.parametrize(("repair", "block", "after"), cases("Example", "edition"))
def test_what_the_page_reports_in_an_edition_is_proposed(repair: Repair, block: Block, after: None) -> None:
    assert list(repair.propose(read_markdown(block.content.encode(), "edition.md")))


@pytest.mark.parametrize(("repair", "block", "after"), cases("Example", "edition"))
def test_the_catalog_asks_it_about_such_an_edition(repair: Repair, block: Block, after: None) -> None:
    edition = read_markdown(block.content.encode(), "edition.md")
    assert repair in REPAIRS.asked(Case(edition, recognise(edition)))


@pytest.mark.parametrize(("repair", "block", "after"), cases("Left alone", "text", "edition"))
def test_what_the_page_leaves_alone_is_left_alone(repair: Repair, block: Block, after: None) -> None:
    if block.word == "edition":
        assert list(repair.propose(read_markdown(block.content.encode(), "edition.md"))) == []
        return
    text = repaired(transcript_of(block))
    assert [record for record in text.log if record.code == repair.code] == []


@pytest.mark.parametrize("repair", REPAIRS, ids=lambda repair: repair.name)
def test_the_page_keeps_the_house_standard(repair: Repair) -> None:
    page: Page = PAGES[repair.name]
    assert (page.name, page.code) == (repair.name, repair.code)
    assert tuple(page.prose) == SECTIONS
    assert all(page.prose[section] for section in ("What", "Why", "Known failures"))
    assert re.fullmatch(r"A\d{3}", repair.code)
    assert repair.page.stem == repair.name.replace("-", "_")
    assert any(block.word in ("before", "source") for block in page.blocks["Example"])
    assert page.blocks["Left alone"]
    assert page.summary.endswith(".")


def test_codes_and_names_are_unique() -> None:
    assert len({repair.code for repair in REPAIRS}) == len({repair.name for repair in REPAIRS}) == len(REPAIRS)


@pytest.mark.parametrize(("repair", "block", "after"), [*cases("Example", "before"), *cases("Left alone", "before", "text")])
def test_law_4_repairing_a_canonical_text_proposes_nothing(repair: Repair, block: Block, after: Block | None) -> None:
    text = repaired(transcript_of(block))
    again = read_markdown(write_markdown(text, read_markdown).encode(), "canonical.md")
    for other, witness in itertools.product(REPAIRS, (text, again)):
        assert list(other.propose(witness)) == [], other.name
