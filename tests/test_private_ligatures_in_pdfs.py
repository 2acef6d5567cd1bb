"""Private characters of fonts that stand for ligatures, as Scribus writes them: known by the words, told where they are not."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import Outcome, fidelity
from test_pdf_reader import make_pdf, show

CODES = {"{": "E049", "|": "E03C", "}": "E037"}


@pytest.fixture(autouse=True, params=["pdfminer", "pdfium"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both engines give the same characters."""
    monkeypatch.setattr("fidelity.readers.pdf.read.DEFAULT", request.param)


def extracted(tmp_path: Path, *lines: str) -> Outcome:
    """Lines whose signs {, | and } the font maps to private characters."""
    table = "".join(f"<{ord(sign):02X}> <{code}>\n" for sign, code in CODES.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange <00> <FF> "
        "endcodespacerange 1 beginbfrange <20> <7A> <0020> endbfrange "
        f"{len(CODES)} beginbfchar\n{table}endbfchar endcmap end end"
    ).encode()
    stream = {9: b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap)}
    page = "".join(show(40, 500 - 12 * i, line) for i, line in enumerate(lines))
    (tmp_path / "x.pdf").write_bytes(make_pdf(page, font="/ToUnicode 9 0 R", instead=stream))
    return fidelity("extract", tmp_path / "x.pdf")


ENGLISH = (
    "{ere were letters in the a|ic that nobody had read, and the li|le boxes",
    "stood open. {ey had been bu|oned up in old ma|resses for years, and",
    "{at was all that the people of the house could say about the ma|er.",
)


def test_the_words_tell_what_a_private_character_stands_for(tmp_path: Path) -> None:
    outcome = extracted(tmp_path, *ENGLISH)
    assert outcome.text.startswith(
        "There were letters in the attic that nobody had read, and the little boxes stood open. They had"
    )
    assert "buttoned up in old mattresses for years, and That was all" in outcome.text
    assert outcome.err == ""


def test_letters_that_few_words_tell_are_not_guessed(tmp_path: Path) -> None:
    outcome = extracted(tmp_path, *ENGLISH, "Beside the }ord and the {eme of Kve}eld stood the old house, as it had for years.")
    assert "Beside the \ue037ord and the Theme of Kve\ue037eld" in outcome.text
    said = "2 private characters stand in its words, the first on p. 1: the file does not tell which letters are meant (U+E037)"
    assert outcome.err.endswith(f"x.pdf: {said}.\n")


def test_words_that_agree_on_no_ligature_and_signs_before_words_stay(tmp_path: Path) -> None:
    """Two fonts may use one code: “sta|” and “o|ice” want "ff", “se|led” and “ke|le” "tt"."""
    outcome = extracted(
        tmp_path,
        "He se|led by the sea with a ke|le, where the sta| of the o|ice took him to the house.",
        "| the first thing",
        "| the other",
    )
    assert "He se\ue03cled by the sea with a ke\ue03cle, where the sta\ue03c of the o\ue03cice" in outcome.text
    assert "x.pdf: 4 private characters stand in its words" in outcome.err
