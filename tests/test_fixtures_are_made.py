"""The fixtures hold what they say: every PDF its whole text, every edition what its script makes."""

import html
import json
import logging
import re
import sys
import unicodedata
from pathlib import Path

import pytest

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
sys.path.insert(0, str(FIXTURES))

import make_editions  # noqa: E402
from typeset.canonical import read_document  # noqa: E402
from typeset.completeness import letters, lost_letters  # noqa: E402

PDFS = sorted(path for folder in FIXTURES.glob("*/text.toml") for path in folder.parent.glob("*.pdf"))
SEED = (FIXTURES / "seed" / "seed.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("pdf", PDFS, ids=lambda pdf: f"{pdf.parent.name}-{pdf.stem}")
def test_a_pdf_holds_its_whole_text_and_is_small(pdf: Path) -> None:
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    assert lost_letters(read_document(pdf.parent), pdf) == {}
    assert pdf.stat().st_size < 200_000


def test_there_is_a_pdf_of_every_text_by_every_producer() -> None:
    producers = {"chromium", "pdflatex", "xelatex", "weasyprint", "typst"}
    assert {(pdf.parent.name, pdf.stem) for pdf in PDFS} == {
        (text, producer) for text in ("seed", "hafen", "marche") for producer in producers
    }


@pytest.mark.parametrize("name", ["seed", "hafen", "marche"])
def test_a_canonical_text_is_one_line_a_block_and_ends_in_one_newline(name: str) -> None:
    markdown = (FIXTURES / name / f"{name}.md").read_text(encoding="utf-8")
    assert markdown.endswith("\n")
    assert all(block and "\n" not in block for block in markdown[:-1].split("\n\n"))
    assert unicodedata.is_normalized("NFC", markdown)


@pytest.mark.parametrize(
    ("name", "edition"),
    [
        ("accidentals.md", make_editions.accidental_edition(SEED)),
        ("bracketed.md", make_editions.bracketed_edition(SEED)),
        ("endnotes.md", make_editions.endnote_edition(SEED)),
        ("defects.md", make_editions.edition_with_defects(SEED)[0]),
    ],
)
def test_an_edition_is_what_its_script_makes(name: str, edition: str) -> None:
    assert (FIXTURES / "seed" / name).read_text(encoding="utf-8") == edition


def test_the_defects_are_where_they_are_said_to_be() -> None:
    defects = json.loads((FIXTURES / "seed" / "defects.json").read_text(encoding="utf-8"))
    edition = (FIXTURES / "seed" / "defects.md").read_text(encoding="utf-8").split("\n")
    canonical = SEED.split("\n")
    assert len(defects) >= 10
    assert {row["family"] for row in defects} == {"artefact", "quotation", "note", "citation", "wording"}
    for row in defects:
        assert row["edition"] in edition[row["line"] - 1], row["name"]
        assert row["canonical"] in canonical[row["canonical_line"] - 1], row["name"]
        assert row["canonical"] not in edition[row["line"] - 1], row["name"]
    changed = {row["canonical_line"] for row in defects}
    # The body of the lost note is the one line that no defect stands on; four more lines change their note number only.
    kept = [re.sub(r"\[\^\d\]", "", line) for number, line in enumerate(canonical, 1) if number not in changed]
    assert [line for line in kept if line and line not in {re.sub(r"\[\^\d\]", "", line) for line in edition}] == [
        line for line in (re.sub(r"\[\^\d\]", "", line) for line in canonical) if line.startswith(": Vijay Prashad")
    ]


def test_the_accidental_edition_has_the_letters_and_digits_of_the_seed_and_no_others() -> None:
    import pyromark

    rendered = pyromark.html(make_editions.accidental_edition(SEED), options=pyromark.Options.ENABLE_FOOTNOTES)
    without_labels = re.sub(r"<sup[^>]*>.*?</sup>", "", rendered, flags=re.DOTALL)
    words = html.unescape(re.sub(r"<[^>]*>", "", without_labels))
    document = read_document(FIXTURES / "seed")
    # -ize for -ise is the one accidental that changes a letter.
    expected, found = letters(document.words), letters(words)
    assert {letter for letter in expected | found if expected[letter] != found[letter]} == {"s", "z"}
    assert expected["s"] + expected["z"] == found["s"] + found["z"]
