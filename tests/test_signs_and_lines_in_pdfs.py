"""What producers that no rule was written for do to signs and lines, and what is no note, heading or verse."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from test_layouts_in_pdfs import (
    ALTERNATE,
    FULL,
    ITALIC,
    QUATRAIN,
    TABLE,
    alternating,
    blocks,
    headings,
    in_italics,
    lines,
    stanzas,
)
from test_notes_in_pdfs import called, calls_of, extracted, link, note, notes_of, prose, width
from test_pdf_reader import flow, make_pdf, show

from fidelity.api import extract
from fidelity.model.marks import Kind
from fidelity.model.text import Text
from fidelity.readers.pdf import read_pdf


@pytest.fixture(autouse=True, params=["pdfminer", "pdfium"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both engines give the same text."""
    monkeypatch.setattr("fidelity.readers.pdf.read.DEFAULT", request.param)


NOTES = note(100, "1", "One is a note.") + note(90, "2", "Two is a note.")


@pytest.mark.parametrize("raised", ["1,2", "1, 2"])
def test_a_raised_comma_between_calls_goes(raised: str, tmp_path: Path) -> None:
    text = extracted(tmp_path, prose(560, 12) + called(400, "the first mark", raised) + NOTES)
    assert calls_of(text) == [("1", "mark"), ("2", "mark1")]
    assert "mark12" in text.string


def test_a_comma_of_the_text_between_calls_stays(tmp_path: Path) -> None:
    line = flow(
        40, 400, ("the first mark", 10, 0), ("1", 6, 3.6), (", ", 10, 0), ("other", 10, 0), ("2", 6, 3.6), (" is", 10, 0)
    )
    text = extracted(tmp_path, prose(560, 12) + line + NOTES)
    assert [label for label, _ in calls_of(text)] == ["1", "2"]
    assert "mark1, other2 is" in text.string


def test_a_link_that_covers_the_call_before_it_is_of_its_own(tmp_path: Path) -> None:
    page = prose(560, 6) + called(480, "the first mark", "12")
    page += show(40, 430, "1 One is a note.") + show(40, 406, "2 Two is a note.")
    x, wide = 40 + width("the first mark"), width("1", 6)
    links = link(x - 0.5, 480, 40, 440, wide - 0.5) + link(x - 0.5, 480, 40, 416, 2 * wide)
    text = extracted(tmp_path, page, page=f"/Annots [{links}]")
    assert notes_of(text) == {"1": "One is a note.", "2": "Two is a note."}
    assert calls_of(text) == [("1", "mark"), ("2", "mark1")]


def test_notes_whose_links_go_astray_are_notes(tmp_path: Path) -> None:
    """The links of both pages lead to the notes of the first: those of the second page miss their own."""
    page = prose(560, 12) + called(400, "the first mark", "1") + called(388, "the second mark", "2") + NOTES
    links = link(40 + width("the first mark") - 1, 400, 45, 100) + link(40 + width("the second mark") - 1, 388, 45, 90)
    text = extracted(tmp_path, page, page.replace("One", "Three").replace("Two", "Four"), page=f"/Annots [{links}]")
    assert [body.split()[0] for body in notes_of(text).values()] == ["One", "Two", "Three", "Four"]


def test_leaders_do_not_tell_how_far_apart_words_stand() -> None:
    dots = "".join(show(90 + 7 * i, 500, ".") for i in range(30))
    line = show(40, 500, "O") + show(50.3, 500, "boat") + dots + show(310, 500, "1")
    assert read_pdf(make_pdf(line), "made.pdf").string.startswith("O boat ")


def test_unused_places_of_an_encoding_are_bullets() -> None:
    page = show(40, 400, "\x7f") + show(52, 400, "one boat")
    assert read_pdf(make_pdf(page), "made.pdf").string == "\u2022 one boat\n"


def test_small_capitals_whose_letters_the_file_states_are_words(tmp_path: Path) -> None:
    """Capitals set small, each its own object with the small letter that it stands for, as Chromium sets them."""
    shown, x = show(40, 560, "S"), 40 + width("S")
    for letter in "HORTLY AFTER MIDNIGHT":
        if letter != " ":
            shown += f"/Span << /ActualText ({letter.lower()}) >> BDC\n{show(x, 560, letter, 7)}EMC\n"
        x += width(letter if letter != " " else "i", 7) + (0.3 if letter == " " else 0)
    string = extracted(tmp_path, shown + show(x + 3, 560, "the river rose") + lines(548, *[FULL] * 10)).string
    assert string.lower().startswith("shortly after midnight the river")


@pytest.mark.parametrize(
    ("words", "read"), [("IT WAS LOST AT SEA", "It was lost at sea"), ("LOST BOATS", "Lost boats"), ("LOST", "Lost")]
)
def test_a_heading_in_small_capitals_with_one_capital(words: str, read: str, tmp_path: Path) -> None:
    shown = show(40, 560, words[0], 18) + show(40 + width(words[0], 18), 560, words[1:], 12.6)
    string = extracted(tmp_path, shown + lines(530, *[FULL] * 10)).string
    assert string.startswith(read)


@pytest.mark.parametrize("rest", ["T was lost", "T WAS lost at sea", " WAS LOST AT SEA"])
def test_a_large_letter_before_others_makes_no_small_capitals(rest: str, tmp_path: Path) -> None:
    shown = show(40, 560, "I", 18) + show(40 + width("I", 18), 560, rest, 12.6)
    assert extracted(tmp_path, shown + lines(530, *[FULL] * 10)).string.startswith(f"I{rest}")


def overhanging_font() -> dict[int, bytes]:
    """Objects of a font whose T reaches over its width on both sides, as one with serifs does, and whose t is narrow.

    The ink of its A begins and ends where its width does; its a is narrower.
    """
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    boxes = {"T": (-40, 660), "t": (20, 360), "H": (50, 650), "h": (40, 460), "A": (0, 690), "a": (40, 480)}
    widths = {"T": 620, "t": 380, "H": 700, "h": 500, "A": 690, "a": 505}
    glyphs = {".notdef": TTGlyphPen(None).glyph()}
    for name, (left, right) in boxes.items():
        pen = TTGlyphPen(None)
        pen.moveTo((left, 0))
        for corner in ((left, 700), (right, 700), (right, 0)):
            pen.lineTo(corner)
        pen.closePath()
        glyphs[name] = pen.glyph()
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder(list(glyphs))
    font.setupCharacterMap({ord(name): name for name in boxes})
    font.setupGlyf(glyphs)
    font.setupHorizontalMetrics({".notdef": (500, 0), **{name: (widths[name], box[0]) for name, box in boxes.items()}})
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": "Made", "styleName": "Regular"})
    font.setupPost()
    font.setupMaxp()
    stream = io.BytesIO()
    font.save(stream)
    file = stream.getvalue()
    listed = " ".join(str(widths.get(chr(code), 0)) for code in range(65, 117))
    return {
        4: b"<< /Type /Font /Subtype /TrueType /BaseFont /Made /FirstChar 65 /LastChar 116 /Encoding /WinAnsiEncoding "
        b"/FontDescriptor 6 0 R /Widths [" + listed.encode() + b"] >>",
        6: b"<< /Type /FontDescriptor /FontName /Made /Flags 32 /FontBBox [-40 0 690 700] /ItalicAngle 0 /Ascent 800 "
        b"/Descent -200 /CapHeight 700 /StemV 80 /FontFile2 7 0 R >>",
        7: b"<< /Length %d /Length1 %d >>\nstream\n%s\nendstream" % (len(file), len(file), file),
    }


@pytest.mark.parametrize(("capital", "wide"), [("T", 4.65), ("A", 5.175)])
def test_a_stated_letter_whose_capital_fills_its_width_or_overhangs(capital: str, wide: float, tmp_path: Path) -> None:
    """PDFium knows the width of the small letter alone: the rest of the capital would be a word space."""
    shown = show(40, 590, f"{capital.lower()}h", 10, "F2") + show(40, 560, "H", 10, "F2")
    for k, letter in enumerate((capital, "H", capital, "H")):
        x = 47 + (wide + 5.25) * (k // 2) + wide * (k % 2)
        shown += f"/Span << /ActualText ({letter.lower()}) >> BDC\n{show(x, 560, letter, 7.5, 'F2')}EMC\n"
    text = extracted(tmp_path, shown + lines(530, *[FULL] * 10), instead=overhanging_font())
    assert f"H{2 * (capital + 'h').lower()}\n" in text.string


def quotations(text: Text) -> list[str]:
    return [text.string[mark.start : mark.end] for mark in text.of_kind(Kind.QUOTATION)]


def test_a_list_behind_the_next_paragraph_does_not_undo_a_block_quotation(tmp_path: Path) -> None:
    quoted = [FULL[:50]] * 3 + ["and no more was said"]
    page = lines(560, *[FULL] * 6, "and so on.") + lines(470, *quoted, x=70)
    page += lines(418, "The rules of the harbour were these:", x=50)
    for i, top in enumerate((400, 376)):
        page += show(52, top, f"{i + 1}.") + lines(top, FULL[:60], "and so on it went.", x=70)
    page += lines(340, *[FULL] * 12)
    assert quotations(extracted(tmp_path, page)) == [" ".join(quoted)]


def test_a_paragraph_behind_a_stanza_is_no_verse_of_it(tmp_path: Path) -> None:
    """It is set in by its indent, and further left than the stanza."""
    page = lines(560, *[FULL] * 9, "that was sung in it:") + lines(437, *QUATRAIN, x=60)
    page += show(50, 386, FULL[:-3].capitalize()) + lines(374, *[FULL] * 3, "and so on.")
    page += show(50, 326, FULL[:-3].capitalize()) + lines(314, *[FULL] * 12)
    assert stanzas(extracted(tmp_path, page)) == [QUATRAIN]


def test_lines_set_in_by_turns_that_nearly_fill_the_column_are_no_verse(tmp_path: Path) -> None:
    wide = tuple(f"{begins} {FULL[:49]}" for begins in ("O two", "And of", "And if it", "They of"))
    assert stanzas(extracted(tmp_path, alternating(*ALTERNATE))) != []
    assert stanzas(extracted(tmp_path, alternating(*wide))) == []


def test_a_table_within_a_page_stays_where_it_is(tmp_path: Path) -> None:
    page = show(40, 580, "and this was the price of it, five for a") + TABLE
    page += lines(490, "cart with four boats and so on.", *[FULL] * 20)
    found = blocks(extracted(tmp_path, page))
    assert found[1] == "Year\tBoats\tTolls"


CAPTION = show(60, 330, "Table 1: The boats that came to the harbour", 9)
ROWS = "".join(
    show(60 + 80 * j, 290 - 12 * i, cell, 9)
    for i, row in enumerate(("1763 11 12", "1789 14 14", "1801 9 17"))
    for j, cell in enumerate(row.split())
)


def tables(text: Text) -> list[str]:
    return [text.string[mark.start : mark.end].split("\n")[0] for mark in text.of_kind(Kind.TABLE)]


def test_the_last_line_of_a_caption_is_no_head_of_its_table(tmp_path: Path) -> None:
    page = lines(580, *[FULL] * 18, "and so on.") + CAPTION + show(140, 319, "in those years", 9) + ROWS
    assert tables(extracted(tmp_path, page + lines(230, *[FULL] * 10)))[0] == "1763\t11\t12"


def test_a_line_set_off_from_the_caption_is_the_head_of_its_table(tmp_path: Path) -> None:
    page = lines(580, *[FULL] * 18, "and so on.") + CAPTION + show(140, 302, "boats", 9) + ROWS
    assert "boats" in tables(extracted(tmp_path, page + lines(230, *[FULL] * 10)))[0]


def test_a_wide_line_in_italics_is_no_heading(tmp_path: Path) -> None:
    page = (
        lines(580, *[FULL] * 4, "and so on.")
        + in_italics(507, FULL[:60].capitalize())
        + in_italics(393, FULL[:60].capitalize())
    )
    assert headings(extracted(tmp_path, page, instead=ITALIC)) == []


def test_a_bold_heading_may_end_in_a_command(tmp_path: Path) -> None:
    typed = {4: b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"}
    page = lines(560, *[FULL] * 6, "and so on.") + show(40, 460, "The use of the command", font="F3")
    page += show(165, 460, "ls", font="F2") + lines(436, *[FULL] * 20)
    assert headings(extracted(tmp_path, page, instead=typed)) == ["The use of the command ls"]


# --------------------------------------------------------------------------------------------------------- private forms


@pytest.mark.parametrize(("font", "read"), [("ABCDEF+LinLibertineO", "Auffällig, quer"), ("ABCDEF+Made", None)])
def test_private_forms_are_read_in_the_fonts_that_have_them(font: str, read: str | None, tmp_path: Path) -> None:
    unicode = b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <20> <7f> <0020> endbfrange "
    unicode += b"3 beginbfchar <80> <0066E0E0> <81> <E094> <82> <00e4> endbfchar endcmap"
    face = (
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding /ToUnicode 9 0 R /FontDescriptor 8 0 R "
    )
    face += f"/FirstChar 32 /LastChar 255 /Widths [{'500 ' * 224}] >>"
    named = f"<< /Type /FontDescriptor /FontName /{font} /Flags 32 /FontBBox [0 -200 500 800] >>"
    stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(unicode), unicode)
    page = "BT /F1 10 Tf 40 500 Td (Au\x80\x82llig, \x81er) Tj ET"
    (tmp_path / "made.pdf").write_bytes(make_pdf(page, instead={3: face.encode(), 8: named.encode(), 9: stream}))
    string = extract(tmp_path / "made.pdf").string
    assert string == read if read else "\ue0e0" in string
