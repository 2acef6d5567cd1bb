"""Both engines read what was typeset: the comparison of test_extraction.py with PDFium, and what the engines agree on."""

from __future__ import annotations

import re
from array import array
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest
from test_pdf_reader import make_pdf, show

from fidelity.catalog import REPAIRS
from fidelity.model.errors import UnreadableFile
from fidelity.model.source import Source
from fidelity.model.text import Text
from fidelity.readers.markdown import read_markdown
from fidelity.readers.pdf import read_pdf
from fidelity.readers.pdf.completed_engine import complete
from fidelity.readers.pdf.cross_check import Disagreement, cross_check, disagreements
from fidelity.readers.pdf.damage import Structure
from fidelity.readers.pdf.glyphs import UNMAPPED, PageGlyphs, Run
from fidelity.writers.markdown import write_markdown

FIXTURES = Path(__file__).parent.parent / "fixtures"
TYPESET = [
    FIXTURES / name / f"{producer}.pdf"
    for name in ("seed", "hafen", "marche")
    for producer in ("pdflatex", "xelatex", "weasyprint", "typst", "chromium")
]
KNOWN = {
    ("hafen", "pdflatex"): "the raised 2 of m² is mapped to a plain 2 in the file; only its glyph name tells",
    ("marche", "xelatex"): "the head of a text of one page recurs nowhere",
    ("marche", "weasyprint"): "the head of a text of one page recurs nowhere",
}
"""Known failures with PDFium, each with its reason; strict."""


@cache
def source(path: Path, engine: str) -> Source:
    return read_pdf(path.read_bytes(), path.name, engine=engine).source  # type: ignore[arg-type]


def extracted(path: Path) -> Text:
    text = Text.of_source(source(path, "pdfium"))
    for repair in REPAIRS:
        text = text.amend(repair.code, repair.propose(text))
    return text


def folded(markdown: str) -> str:
    return re.sub("[\u00a0\u202f]", " ", markdown)


def ids(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


@pytest.mark.parametrize("path", TYPESET, ids=ids)
def test_a_typeset_text_comes_back(path: Path, request: pytest.FixtureRequest) -> None:
    if (path.parent.name, path.stem) in KNOWN:
        request.applymarker(pytest.mark.xfail(strict=True, reason=KNOWN[path.parent.name, path.stem]))
    gold = (path.parent / f"{path.parent.name}.md").read_text(encoding="utf-8")
    assert folded(write_markdown(extracted(path), read_markdown)) == folded(gold)


@pytest.mark.parametrize("path", TYPESET, ids=ids)
def test_the_engines_read_the_same_words(path: Path) -> None:
    found = cross_check(path.read_bytes(), path.name)
    allowed = 1 if (path.parent.name, path.stem) == ("hafen", "typst") else 0  # m² by its shape
    assert len(found) <= allowed, found


def test_a_disagreement_says_where_and_what() -> None:
    def text(*lines: str) -> Text:
        string = "".join(f"{line}\n" for line in lines)
        starts = [string.index(line) for line in lines]
        ends = array("i", range(len(string)))
        return Text.of_source(Source("x", "", "", string, ends, pages=array("i", [0, starts[2]]), lines=array("i", starts)))

    one = text("first page", "goes on", "second ﬁne page", "ends here")
    two = text("first page", "goes on", "second fine page", "ends hcre")
    assert disagreements(one, two) == [Disagreement(2, 2, "ends here", "ends hcre")]
    assert disagreements(one, one) == []


def test_a_superior_figure_is_known_by_its_shape() -> None:
    path = FIXTURES / "hafen" / "typst.pdf"
    plain, tight = (source(path, engine) for engine in ("pdfminer", "pdfium"))
    for read, raised in ((plain, False), (tight, True)):
        assert read.glyphs is not None
        assert read.boxes is not None
        call = read.transcript.index("herauf.5") + len("herauf.")
        glyph, line = read.file[call], read.line_of(call)
        assert (read.glyphs.size[glyph] < 0.85 * read.boxes.size[line]) is raised
        assert (read.glyphs.baseline[glyph] > read.boxes.baseline[line] + 0.1 * read.boxes.size[line]) is raised


@pytest.mark.parametrize("engine", ["pdfminer", "pdfium"])
def test_several_processes_read_the_same(engine: str) -> None:
    content = make_pdf(
        *(show(50, 500, f"page {i} of a long document") + show(50, 480, "and 12 more lines") for i in range(130))
    )
    one, two = (read_pdf(content, "long.pdf", engine=engine, jobs=jobs).source for jobs in (1, 2))  # type: ignore[arg-type]
    for field in fields(Source):
        assert getattr(one, field.name) == getattr(two, field.name), field.name
    assert len(one.pages) == 130


def bitmap_font(*, knows: bool = True) -> dict[int, bytes]:
    """F2 as dvips makes it: glyphs that are pictures, named by their codes. pdfminer.six takes the codes for characters.

    One that is not `knows` has its letters where no characters are.
    """
    first = ord("a") if knows else 1
    names = " ".join(f"/a{first + i}" for i in range(26))
    procedures = " ".join(f"/a{first + i} 6 0 R" for i in range(26))
    return {
        4: (
            "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 60 70] /FontMatrix [0.01 0 0 0.01 0 0] /Resources << >> "
            f"/FirstChar {first} /LastChar {first + 25} /Widths [{' '.join(['50'] * 26)}] "
            f"/Encoding << /Type /Encoding /Differences [{first} {names}] >> /CharProcs << {procedures} >> >>"
        ).encode(),
        6: b"<< /Length 33 >>\nstream\n50 0 0 0 45 65 d1 0 0 45 65 re f  \nendstream",
    }


def test_auto_takes_the_characters_that_pdfium_lacks_from_the_other_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    clean = make_pdf(show(50, 500, "some text"))
    assert re.fullmatch(r"pdfium \d+", read_pdf(clean, "x.pdf").source.engine)
    pages = [show(50, 500, "a page of known letters"), show(50, 500, "and") + show(80, 500, "hidden", font="F2")]
    mixed = make_pdf(*pages, instead=bitmap_font())
    asked = []
    monkeypatch.setattr(
        "fidelity.readers.pdf.completed_engine.complete", lambda page, other: asked.append(page) or complete(page, other)
    )
    read, plain = (read_pdf(mixed, "x.pdf", engine=engine).source for engine in ("auto", "pdfium"))  # type: ignore[arg-type]
    assert plain.transcript == "a page of known letters\nand " + 6 * UNMAPPED + "\n"
    assert read.transcript == "a page of known letters\nand hidden\n"
    assert len(asked) == 1
    assert read.engine.startswith(f"{plain.engine}, missing characters from pdfminer.six ")
    assert (read.glyphs, read.boxes) == (plain.glyphs, plain.boxes)


def test_pdfium_alone_says_that_the_other_engine_may_know_the_characters() -> None:
    content = make_pdf(show(50, 500, "hidden", font="F2"), instead=bitmap_font())
    with pytest.raises(UnreadableFile, match=r"PDFium does not know which ones they are; pdfminer\.six may"):
        read_pdf(content, "x.pdf", engine="pdfium")
    with pytest.raises(UnreadableFile, match=r"pdfminer\.six may"):
        cross_check(content, "x.pdf")
    assert read_pdf(content, "x.pdf", engine="pdfminer").source.transcript == "hidden\n"
    unknown = make_pdf("BT /F2 10 Tf 50 480 Td (\\001\\002\\003) Tj ET\n", instead=bitmap_font(knows=False))
    with pytest.raises(UnreadableFile, match="run OCR on it"):
        read_pdf(unknown, "x.pdf")


def test_characters_that_no_engine_has_stay_unknown() -> None:
    unknown = "BT /F2 10 Tf 50 480 Td (\\001\\002\\003) Tj ET\n"
    content = make_pdf(
        *(show(50, 500, "letters enough to be a text") + unknown for _ in range(3)), instead=bitmap_font(knows=False)
    )
    source = read_pdf(content, "x.pdf").source
    assert source.transcript == 3 * f"letters enough to be a text\n{3 * UNMAPPED}\n"
    assert re.fullmatch(r"pdfium \d+", source.engine)


def test_a_character_is_taken_from_the_glyph_at_the_same_place_only() -> None:
    def page(text: str, lefts: list[float]) -> PageGlyphs:
        rights = [x + 5 for x in lefts]
        run = Run(0, len(text), lefts[0], rights[-1], 500, 10, 0, 498, 508, 0, hidden=False, inked=len(text))
        return PageGlyphs(400, 600, characters=list(text), x0=array("f", lefts), x1=array("f", rights), runs=[run])

    lacking = page(f"a{UNMAPPED}c{UNMAPPED}", [50, 55, 60, 65])
    complete(lacking, page("abxy", [50, 55.3, 60, 67]))
    assert lacking.characters == ["a", "b", "c", UNMAPPED]
    assert lacking.completed == 1
    # an accent that is set where its letter begins
    other = page("ae", [55, 55])
    other.x1[0] = 58
    lacking = page(f"a{UNMAPPED}", [50, 55])
    complete(lacking, other)
    assert lacking.characters == ["a", "e"]


def test_auto_reads_with_the_other_engine_where_pdfium_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fidelity.readers.pdf.read._has_pdfium", lambda: False)
    assert read_pdf(make_pdf(show(50, 500, "some text")), "x.pdf").source.engine.startswith("pdfminer.six ")


@pytest.mark.parametrize("engine", ["pdfminer", "pdfium"])
def test_letters_that_climb_little_by_little_are_no_one_baseline(engine: str) -> None:
    climbing = "BT /F1 10 Tf 50 500 Td " + " ".join(f"({letter}) Tj 6 0.15 Td" for letter in "climbing") + " ET"
    glyphs = read_pdf(make_pdf(climbing), "x.pdf", engine=engine).source.glyphs  # type: ignore[arg-type]
    assert glyphs is not None
    baselines = sorted(set(glyphs.baseline))
    assert len(baselines) > 2
    assert baselines[-1] == pytest.approx(500 + 7 * 0.15, abs=0.3)


def test_pdfium_takes_spaces_of_the_file_and_makes_none() -> None:
    from fidelity.readers.pdf.damage import Structure
    from fidelity.readers.pdf.pdfium_engine import PdfiumPages

    content = make_pdf(show(50, 500, "two words") + show(50, 480, "parted") + show(95, 480, "here"))
    page = PdfiumPages(content, Structure(content)).glyphs(0)
    assert "".join(page.characters) == "two wordspartedhere"
    assert [page.characters[run.start] for run in page.runs][:2] == ["t", "p"]
    assert page.runs[0].inked == len("twowords")
    assert page.runs[0].stop - page.runs[0].start == len("two words")


@pytest.mark.parametrize("engine", ["auto", "pdfium", "pdfminer"])
def test_a_line_whose_words_the_file_states_is_read_where_its_glyphs_stand(engine: str) -> None:
    """Apache FOP states the words of a line without the hyphen at its end; a letter that is stated is read as stated."""
    first = show(40, 560, "the clerks of the harbour wrote har-")
    page = f"/P << /ActualText (the clerks of the harbour wrote har) >> BDC\n{first}EMC\n"
    page += (
        show(40, 548, "b") + f"/Span << /ActualText (o) >> BDC\n{show(46, 548, 'O')}EMC\n" + show(54, 548, "urs of the boats")
    )
    source = read_pdf(make_pdf(page), "made.pdf", engine=engine).source  # type: ignore[arg-type]
    assert source.transcript == "the clerks of the harbour wrote har-\nbours of the boats\n"
    assert source.glyphs is not None
    assert source.glyphs.x0[source.file[source.transcript.index("har-")]] > 150  # where it stands, not where the line begins


@pytest.mark.parametrize(
    ("content", "states"),
    [
        (b"/P <</ActualText (the clerks of it)>> BDC", True),
        (b"/P <</ActualText <FEFF" + b"0061" * 24 + b">>> BDC", True),
        (b"/Span <</ActualText (ffi)>> BDC (the clerks of it) Tj", False),
        (b"/Span <</ActualText <FEFF00660069>>> BDC", False),
    ],
)
def test_only_words_as_long_as_a_line_are_taken_off(content: bytes, states: bool) -> None:
    assert Structure(make_pdf(content.decode("latin-1") + " EMC")).content(0).states_lines is states
