"""Characters that a page shows and its file does not name: accents as glyphs of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_pdf_reader import flow, make_pdf, show

from fidelity.readers.pdf import read_pdf

FIXTURES = Path(__file__).parent.parent / "fixtures" / "characters"
READ = """\
Élie vécut au siècle des décrets fédéraux, où il fut maître à la tête d’une façade naïve. À Noël, l’île fut à lui. \
Élie vécut au siècle fédéral. État général, à l’école. Évolution naïve. \
Größe, Über, Ärger; mañana en España; Århus, Dvořák, Żbik, ővil, Sāfav, ğul, Çay. \
An acute ´ and a grave ` and a hat ˆ stand alone; so does a ´ b, and so do “`” and xˆ2."""


def transcript(content: bytes, engine: str) -> str:
    return " ".join(read_pdf(content, "x.pdf", engine=engine).source.transcript.split())  # type: ignore[arg-type]


@pytest.mark.parametrize("engine", ["pdfminer", "pdfium"])
@pytest.mark.parametrize("producer", ["pdflatex", "dvips"])
def test_an_accent_is_put_on_the_letter_that_it_stands_over(producer: str, engine: str) -> None:
    assert transcript((FIXTURES / f"{producer}.pdf").read_bytes(), engine) == READ


@pytest.mark.parametrize("engine", ["pdfminer", "pdfium"])
def test_an_italic_letter_that_overhangs_takes_no_space(engine: str) -> None:
    words = "Airs of the Western half, if of two, of all and of what befell."
    assert transcript((FIXTURES / "italics.pdf").read_bytes(), engine) == words


@pytest.mark.parametrize("engine", ["pdfminer", "pdfium"])
@pytest.mark.parametrize(
    ("painted", "read"),
    [
        ("(caf) Tj 16 0 Td (e) Tj 1.34 0 Td (\xb4) Tj", "café"),  # the letter first; Helvetica at 12 pt
        ("(caf) Tj 16 0 Td (\xb4) Tj (e) Tj", "caf´e"),
        ("(caf) Tj 16 0 Td (e) Tj (\xb4) Tj", "cafe´"),
        ("(20) Tj (\xb0) Tj (C) Tj", "20°C"),
        ("(n) Tj (\xb0) Tj", "n°"),
        ("(a^b) Tj", "a^b"),
        ("(1) Tj 1.3 0 Td (\xb4) Tj", "1´"),  # over a figure
    ],
)
def test_place_decides_whether_an_accent_has_a_letter(painted: str, read: str, engine: str) -> None:
    content = make_pdf(f"BT /F1 12 Tf 50 500 Td {painted} ET" + show(50, 480, "and other words stand below it"))
    first = read_pdf(content, "x.pdf", engine=engine).source.transcript.split("\n")[0]  # type: ignore[arg-type]
    if read == "1´":
        assert sorted(first.replace(" ", "")) == sorted(read)
    else:
        assert first == read


@pytest.mark.parametrize(
    ("painted", "read"),
    [("co\xf3n", "c\u00f3n"), ("ri\xf3o", "r\u00edo"), ("r\xed\xf3o", "r\u00ed\u00f3o"), ("2\xf3", "2\u00f3")],
)
def test_a_letter_without_width_is_the_accent_of_the_one_before(painted: str, read: str) -> None:
    """Where a font takes letters apart, WeasyPrint names the accent as the letter that was typed first with it."""
    widths = " ".join("0" if code == 0xF3 else "500" for code in range(0x20, 0x100))
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Made /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 255 "
    font += f"/Widths [{widths}] >>"
    content = make_pdf(f"BT /F1 12 Tf 50 500 Td ({painted}) Tj ET", instead={3: font.encode()})
    assert transcript(content, "pdfminer") == read  # PDFium gives a font that is not in the file its own widths


@pytest.mark.parametrize("engine", ["pdfminer", "pdfium"])
@pytest.mark.parametrize(("space", "read"), [(135, "on sait combien il y eut de"), (250, "on sait combien ilyeut de")])
def test_spaces_beside_slopes_are_tighter_in_tight_lines(space: int, read: str, engine: str) -> None:
    painted = f"[(on) -{space} (sait) -{space} (combien) -{space} (il) -105 (y) -106 (eut) -{space} (de)]"
    assert transcript(make_pdf(f"BT /F1 10 Tf 50 500 Td {painted} TJ ET"), engine) == read


@pytest.mark.parametrize("engine", ["pdfminer", "pdfium"])
def test_an_accent_over_two_letters_is_on_neither(engine: str) -> None:
    wide = "BT /F1 8 Tf 50 500 Td (il) Tj ET BT /F1 12 Tf 49.6 500 Td (^) Tj ET"
    assert "^" in read_pdf(make_pdf(wide), "x.pdf", engine=engine).source.transcript  # type: ignore[arg-type]


@pytest.mark.parametrize("engine", ["pdfminer", "pdfium"])
def test_the_columns_of_evidence_stay_with_their_glyphs(engine: str) -> None:
    source = read_pdf((FIXTURES / "pdflatex.pdf").read_bytes(), "x.pdf", engine=engine).source  # type: ignore[arg-type]
    glyphs = source.glyphs
    assert glyphs is not None
    place = source.transcript.index("vécut") + 1
    here, after = source.file[place], source.file[place + 1]
    assert glyphs.x1[here] == pytest.approx(glyphs.x0[after], abs=0.5)
    assert len(glyphs.x0) == len(glyphs.baseline) == len(glyphs.font) == len(glyphs.page)


@pytest.mark.parametrize("engine", ["pdfminer", "pdfium"])
def test_high_marks_that_are_lowered_open_a_quotation(engine: str) -> None:
    low, high, single = ("\\224", 10, -5.9), ("\\223", 10, 0), ("\\222", 10, -5.9)
    page = flow(50, 560, low, ("Wer", 10, 0), high, (" fragte der Lotse, der das Buch f\\374hrte,", 10, 0))
    page += flow(
        50, 548, ("und das Wort ", 10, 0), low, ("Hafen", 10, 0), high, (" stand neben ", 10, 0), single, ("Reede`.", 10, 0)
    )
    page += show(50, 536, "Wer das Buch nicht kennt, liest es hier.")
    transcript = read_pdf(make_pdf(page), "made.pdf", engine=engine).string.strip()  # type: ignore[arg-type]
    assert transcript == (
        "„Wer“ fragte der Lotse, der das Buch führte,\nund das Wort „Hafen“ stand neben ‚Reede`.\n"
        "Wer das Buch nicht kennt, liest es hier."
    )


@pytest.mark.parametrize("engine", ["pdfminer", "pdfium"])
def test_a_mark_that_closes_a_word_of_the_line_below_is_not_lowered(engine: str) -> None:
    page = show(50, 500, "The clerk wrote in the") + show(175, 500, "book of the harbour")
    page += flow(50, 494, ("of it all", 6, 0)) + show(120, 494, "as they say") + show(170, 494, "\u201d", font="F2")
    assert "„" not in read_pdf(make_pdf(page), "made.pdf", engine=engine).string  # type: ignore[arg-type]


@pytest.mark.parametrize("engine", ["pdfminer", "pdfium"])
def test_small_capitals_set_wide_are_one_word_where_spaces_are_painted(engine: str) -> None:
    wide = "BT /F1 6.5 Tf 0.75 Tc 1 0 0 1 50 500 Tm (ara) Tj 0 Tc /F1 10 Tf ( what is it that they built a bridge) Tj ET\n"
    assert transcript(make_pdf(wide), engine) == "ara what is it that they built a bridge"


@pytest.mark.parametrize("engine", ["pdfminer", "pdfium"])
def test_narrow_gaps_part_words_where_hardly_a_space_is_painted(engine: str) -> None:
    narrow = "BT /F1 10 Tf 1 0 0 1 50 500 Tm [(what) -130 (is) -130 (it) -130 (that they) -130 (built) -130 (here)] TJ ET\n"
    assert transcript(make_pdf(narrow), engine) == "what is it that they built here"


@pytest.mark.parametrize("engine", ["pdfminer", "pdfium"])
def test_a_short_rule_between_letters_is_an_underscore(engine: str) -> None:
    page = show(50, 500, "tide") + show(70.3, 500, "table is read")
    drawn = "66.7 499.2 3 0.4 re f\n"
    assert transcript(make_pdf(page + drawn), engine) == "tide_table is read"


@pytest.mark.parametrize("engine", ["pdfminer", "pdfium"])
@pytest.mark.parametrize(
    "drawn",
    [
        pytest.param("66.7 502.5 3 0.4 re f\n", id="a dash"),
        pytest.param("50 498.6 16 0.4 re f\n", id="a line under a word"),
        pytest.param("60.5 498.6 5 0.4 re f\n", id="a line under a letter"),
        pytest.param("66.7 494 3 0.4 re f\n", id="a rule below the line"),
    ],
)
def test_other_short_rules_are_no_underscores(engine: str, drawn: str) -> None:
    page = show(50, 500, "tide") + show(70.3, 500, "table is read")
    assert "_" not in transcript(make_pdf(page + drawn), engine)


@pytest.mark.parametrize("engine", ["pdfminer", "pdfium"])
def test_words_in_an_upright_face_that_is_slanted_keep_their_spaces(engine: str) -> None:
    """PDFium gives the bounds of a sheared glyph, which reach over the space behind it."""
    slanted = "BT /F1 10 Tf 1 0 0.33 1 50 500 Tm (Names of the Harbours and their Roads) Tj ET\n"
    assert transcript(make_pdf(slanted), engine) == "Names of the Harbours and their Roads"


@pytest.mark.parametrize("engine", ["pdfminer", "pdfium"])
def test_a_ligature_of_a_standard_font_is_as_wide_as_its_encoding_says(engine: str) -> None:
    """The words are moved to their places one by one, as groff does: a ligature without a width would leave a gap."""
    font = "<< /BaseEncoding /WinAnsiEncoding /Differences [65 /fi] >>"
    times = f"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding {font} /ToUnicode 9 0 R >>".encode()
    painted = "BT /F1 10 Tf 50 500 Td [(A) 0 (nd of lea)] TJ 40.3 0 Td (ves) Tj ET"
    content = make_pdf(painted, font="/ToUnicode 9 0 R", instead={3: times})
    assert transcript(content, engine) == "find of leaves"
