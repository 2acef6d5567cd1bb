"""The PDF reader: printed lines in reading order, evidence that agrees with them, and one sentence for what cannot be read."""

from __future__ import annotations

import random
import re
import subprocess
import sys
import time
import zlib
from collections.abc import Mapping
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest

from fidelity.model.errors import UnreadableFile
from fidelity.model.source import Source
from fidelity.readers.pdf import read_pdf
from fidelity.readers.pdf.glyphs import STRETCH

FIXTURES = Path(__file__).parent.parent / "fixtures"
TYPESET = [*sorted(FIXTURES.glob("marche/*.pdf")), FIXTURES / "hafen" / "xelatex.pdf", FIXTURES / "seed" / "typst.pdf"]


# ---------------------------------------------------------------------------------------------- PDFs written by hand


def make_pdf(
    *pages: str,
    page: str = "",
    catalog: str = "",
    packed: bool = False,
    font: str = "",
    instead: Mapping[int, bytes] | None = None,
) -> bytes:
    """A PDF of 400 × 600 pt pages with these content streams; the fonts F1 Helvetica, F2 Times and F3 Helvetica Bold.

    `instead` are other objects in the place of these, from 3 to 9.
    """
    objects = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding " + font.encode() + b" >>",
        4: b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>",
        5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    }
    kids = []
    for i, content in enumerate(pages):
        stream = content.encode("latin-1")
        filters = b""
        if packed:
            stream, filters = zlib.compress(stream), b"/Filter /FlateDecode "
        objects[10 + 2 * i] = (
            f"<< /Type /Page /Parent 2 0 R /Contents {11 + 2 * i} 0 R {page} "
            "/Resources << /Font << /F1 3 0 R /F2 4 0 R /F3 5 0 R >> >> >>"
        ).encode()
        objects[11 + 2 * i] = b"<< %s/Length %d >>\nstream\n%s\nendstream" % (filters, len(stream), stream)
        kids.append(f"{10 + 2 * i} 0 R")
    objects[2] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] /MediaBox [0 0 400 600] >>".encode()
    if font:
        objects[9] = TO_UNICODE
    objects |= instead or {}
    out = bytearray(b"%PDF-1.4\n")
    offsets = {}
    for number, body in sorted(objects.items()):
        offsets[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 %s \n" % (offsets.get(number, 0), b"n" if number in offsets else b"f")
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, table)
    return bytes(out)


MAP = b"""/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange
4 beginbfchar <41> <00660069> <42> <fb01> <7b> <e049> <7e> <21a9> endbfchar endcmap end"""
TO_UNICODE = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(MAP), MAP)


def show(x: float, y: float, text: str, size: float = 10, font: str = "F1", *, more: str = "") -> str:
    """The operators that set a text at a place, in points from the bottom left."""
    escaped = text.encode("cp1252").decode("latin-1").replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT {more} /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET\n"


@pytest.fixture(autouse=True, params=["pdfminer", "pdfium"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Every test of this module holds for both engines, unless it says otherwise."""
    monkeypatch.setattr("fidelity.readers.pdf.read.DEFAULT", request.param)
    return request.param  # type: ignore[no-any-return]


def read(*pages: str, **settings: str | bool) -> Source:
    return read_pdf(make_pdf(*pages, **settings), "made.pdf").source  # type: ignore[arg-type]


def lines_of(source: Source) -> list[str]:
    return source.transcript.splitlines()


# ----------------------------------------------------------------------------------------------------------- evidence


def painted(content: bytes) -> list[str]:
    """What each glyph of a PDF stands for, in the order of painting."""
    import io

    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfinterp import PDFResourceManager
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    from fidelity.readers.pdf.pdfminer_engine import GlyphCollector, TextInterpreter

    resources = PDFResourceManager()
    device = GlyphCollector(resources)
    interpreter = TextInterpreter(resources, device)
    glyphs: list[str] = []
    for page in PDFPage.create_pages(PDFDocument(PDFParser(io.BytesIO(content)))):
        interpreter.process_page(page)
        glyphs += device.page.characters
    return glyphs


@pytest.mark.parametrize("path", TYPESET, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_copied_characters_are_those_of_their_glyphs(path: Path) -> None:
    content = path.read_bytes()
    source = read_pdf(content, path.name, engine="pdfminer").source
    glyphs = painted(content)
    assert source.glyphs is not None
    assert len(source.file) == len(source.transcript)
    used: set[int] = set()
    i = 0
    while i < len(source.file):
        place = source.file[i]
        if place < 0:
            assert source.transcript[i] in " \n"
            i += 1
            continue
        assert source.transcript[i : i + len(glyphs[place])] == glyphs[place]
        assert set(source.file[i : i + len(glyphs[place])]) == {place}
        assert place not in used, "a glyph is copied once"
        used.add(place)
        i += len(glyphs[place])
    lost = [glyphs[place] for place in range(len(glyphs)) if place not in used and not glyphs[place].isspace()]
    assert not lost
    columns = source.glyphs
    for column in (columns.x0, columns.x1, columns.y0, columns.y1, columns.baseline, columns.size, columns.font, columns.page):
        assert len(column) == len(glyphs)
    assert sum(c.itemsize for c in (columns.x0, columns.x1, columns.y0, columns.y1, columns.baseline, columns.size)) <= 48
    assert max(columns.font) < len(columns.fonts)
    assert max(columns.page) == len(source.pages) - 1


@pytest.mark.parametrize("path", TYPESET, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_tables_of_pages_and_lines_agree_with_the_transcript(path: Path, engine: str) -> None:
    source = read_pdf(path.read_bytes(), path.name).source
    assert source.boxes is not None
    assert source.glyphs is not None
    starts = [0] + [i + 1 for i, c in enumerate(source.transcript[:-1]) if c == "\n"]
    assert list(source.lines) == starts
    assert source.transcript.endswith("\n")
    assert "\n\n" not in source.transcript
    assert "  " not in source.transcript
    assert not re.search(r"[ \f\r\t]\n|\n ", source.transcript)
    assert list(source.pages) == sorted(source.pages)
    assert set(source.pages) <= {*starts, len(source.transcript)}
    assert len(source.page_labels) == len(source.pages)
    boxes = source.boxes
    for column in (boxes.page, boxes.column, boxes.x0, boxes.x1, boxes.baseline, boxes.size, boxes.top, boxes.bottom):
        assert len(column) == len(source.lines)
    for i, start in enumerate(source.lines):
        glyph = source.file[start]
        assert boxes.page[i] == source.glyphs.page[glyph]
        assert source.pages[boxes.page[i]] <= start
        assert boxes.x0[i] <= source.glyphs.x0[glyph] + 0.01 <= boxes.x1[i]
        assert boxes.bottom[i] < boxes.top[i]
    assert source.wrapped
    assert source.content is None
    assert source.engine.startswith("pdfminer.six " if engine == "pdfminer" else "pdfium ")


@pytest.mark.parametrize("path", TYPESET, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_word_that_was_typeset_is_in_the_transcript(path: Path) -> None:
    canonical = re.sub(r"\[\^\d+\]:?", " ", (path.parent / f"{path.parent.name}.md").read_text(encoding="utf-8"))
    transcript = read_pdf(path.read_bytes(), path.name).source.transcript.replace("ﬁ", "fi").replace("ﬂ", "fl")
    kept = re.sub(r"([-‐\u00ad])\n", r"-", transcript)
    joined = re.sub(r"[-‐\u00ad]\n", "", transcript)
    whole = re.sub(r"^([^\w\n]*\w)\n", r"\1", joined, flags=re.MULTILINE)  # drop caps
    found = {word.lower() for form in (kept, joined, whole) for word in re.findall(r"[^\W\d_]+", form)}
    missing = {word.lower() for word in re.findall(r"[^\W\d_]+", canonical)} - found
    assert len(missing) <= 1, missing  # one word may be broken over a page


# -------------------------------------------------------------------------------------------------------------- lines


def flow(x: float, y: float, *parts: tuple[str, float, float]) -> str:
    """Texts set one after another in one line, each with its size and its rise in points."""
    shown = "".join(f"/F1 {size} Tf {rise} Ts ({text}) Tj\n" for text, size, rise in parts)
    return f"BT 1 0 0 1 {x} {y} Tm\n{shown} ET\n"


def test_superscripts_stay_in_their_line() -> None:
    source = read(
        flow(50, 500, ("like his own life.", 10, 0), ("1", 6, 3.6), (" In the time", 10, 0))
        + flow(50, 488, ("and another line that ends in two", 10, 0), ("6", 6, 3.6), ("7", 6, 3.6))
        + flow(57, 460, ("1", 5, 3.2), ("County Record Office", 8, 0))
        + flow(50, 440, ("water is H", 10, 0), ("2", 6, -2), ("O here", 10, 0))
        + flow(50, 420, ("and deeper H", 10, 0), ("2", 8, -5), ("O there", 10, 0))
        + flow(50, 408, ("below it m", 10, 0), ("2", 8, 5), (" of it", 10, 0))
    )
    assert lines_of(source) == [
        "like his own life.1 In the time",
        "and another line that ends in two67",
        "1County Record Office",
        "water is H2O here",
        "and deeper H2O there",
        "below it m2 of it",
    ]
    assert source.glyphs is not None
    assert source.boxes is not None
    call = source.file[source.transcript.index("1 In")]
    assert source.glyphs.size[call] == pytest.approx(6)
    assert source.glyphs.baseline[call] == pytest.approx(503.6)
    assert source.boxes.baseline[0] == pytest.approx(500)
    assert source.boxes.size[2] == pytest.approx(8)


def test_lines_of_neighbouring_paragraphs_are_not_drawn_together() -> None:
    source = read(show(50, 500, "ten point text", 10) + show(50, 491, "small text set solid", 8) + show(50, 483, "and more", 8))
    assert lines_of(source) == ["ten point text", "small text set solid", "and more"]


DROPPED = (
    show(73, 500, "hortly after midnight, wrote the clerk,")
    + show(73, 488, "and took the mill. He dated the entry")
    + show(50, 476, "hand confirms it; the parish register")
)


def test_a_drop_cap_stands_before_the_first_line_beside_it_whenever_it_was_painted() -> None:
    heading, cap = show(50, 540, "The Ledger", 14), show(50, 488, "S", 28, "F2")
    expected = ["The Ledger", "S", "hortly after midnight, wrote the clerk,", "and took the mill. He dated the entry"]
    assert lines_of(read(cap + heading + DROPPED))[:4] == expected
    assert lines_of(read(heading + DROPPED + cap))[:4] == expected


def test_a_drop_cap_brings_its_opening_mark() -> None:
    in_one = show(44, 488, "“S", 24, "F2")
    hanging = show(46, 500, "“", 10) + show(51, 488, "S", 28, "F2")
    assert lines_of(read(in_one + DROPPED))[0] == "“S"
    assert lines_of(read(hanging + DROPPED))[:2] == ["“S", "hortly after midnight, wrote the clerk,"]


def test_a_drop_cap_stands_before_the_only_line_beside_it() -> None:
    alone = show(50, 488, "S", 28, "F2") + show(73, 500, "hortly after midnight.") + show(50, 460, "They took the mill.")
    assert lines_of(read(alone)) == ["S", "hortly after midnight.", "They took the mill."]


def test_a_drop_cap_hangs_a_little_above_its_last_line() -> None:
    assert lines_of(read(show(50, 492, "S", 28, "F2") + DROPPED))[0] == "S"


def test_a_large_initial_on_the_first_line_is_no_drop_cap() -> None:
    raised = show(50, 500, "S", 28, "F2") + show(66, 500, "hortly after midnight,") + show(50, 488, "and took the mill.")
    assert lines_of(read(raised)) == ["Shortly after midnight,", "and took the mill."]


def test_small_letters_and_headings_are_no_drop_caps() -> None:
    level = show(50, 488, "S", 28, "F2") + show(73, 494, "hortly after midnight,") + show(50, 470, "and took")
    assert lines_of(read(level))[0] != "S"
    new_sentence = show(50, 488, "S", 28, "F2") + show(73, 500, "The mill was shut.") + show(50, 470, "and took")
    assert lines_of(read(new_sentence))[0] == "The mill was shut."
    marginal = show(50, 488, "A", 12) + DROPPED
    assert "A" not in lines_of(read(marginal))
    word = show(20, 488, "WORD", 28) + DROPPED
    assert lines_of(read(word))[0] != "WORD"


@pytest.mark.parametrize("producer", ["chromium", "pdflatex", "weasyprint", "xelatex"])
def test_drop_caps_of_real_producers(producer: str) -> None:
    transcript = read_pdf((FIXTURES / "hafen" / f"{producer}.pdf").read_bytes(), "hafen").source.transcript
    assert re.search(r"^„E\nin Hafen ist kein Ort", transcript, flags=re.MULTILINE)


def test_a_raised_initial_of_a_real_producer() -> None:
    assert "„Ein Hafen ist kein Ort" in read_pdf((FIXTURES / "hafen" / "typst.pdf").read_bytes(), "hafen").source.transcript


# -------------------------------------------------------------------------------------------------------------- words


def test_spaces_are_supplied_where_only_a_gap_was_painted() -> None:
    source = read("BT /F1 10 Tf 50 500 Td [(two) -250 (wor) 20 (ds) -333 (and) -250 (more)] TJ ET")
    assert lines_of(source) == ["two words and more"]
    space = source.transcript.index(" ")
    assert source.file[space] == ~source.file[space + 1]


def test_a_painted_space_is_copied_once() -> None:
    source = read(show(50, 500, "two  words "))
    assert lines_of(source) == ["two words"]
    assert source.file[3] == 3
    assert source.file[4] in {4, 5}  # PDFium gives the first of two spaces only


def test_letterspaced_words_hold_together() -> None:
    kerned = " -400 ".join(" -120 ".join(f"({c})" for c in word) for word in ("verabredung", "am", "wasser"))
    source = read(f"BT /F1 10 Tf 50 500 Td [{kerned}] TJ ET")
    assert lines_of(source) == ["verabredung am wasser"]


def test_short_words_of_a_letterspaced_line_hold_together_where_its_words_are_wide_apart() -> None:
    kerned = " -1400 ".join(" -150 ".join(f"({c})" for c in word) for word in ("verabredung", "am", "see", "wasserfall"))
    source = read(f"BT /F1 10 Tf 50 500 Td [{kerned}] TJ ET")
    assert lines_of(source) == ["verabredung am see wasserfall"]


@pytest.mark.parametrize(("wider", "words"), [(0, "of it"), (200, "ofit")])
def test_what_stays_behind_an_f_while_the_spaces_change_is_a_kern(wider: int, words: str) -> None:
    page = ""
    for i in range(3):
        space = -(220 + wider * (i == 1))
        shown = f"[(the) {space} (end) {space} (of) -90 (it) {space} (was) {space} (read)] TJ"
        page += f"BT /F1 10 Tf 50 {500 - 12 * i} Td {shown} ET\n"
    assert lines_of(read(page))[0] == f"the end {words} was read"


def test_a_space_glyph_without_room_parts_nothing() -> None:
    # Chromium paints a soft hyphen inside a line as a space and goes on at the same place
    source = read("BT /F1 10 Tf 50 500 Td [(son) -250 (Ver) ( ) 278 (ab) ( ) 278 (redung) ( am)] TJ ET")
    assert lines_of(source) == ["son Verabredung am"]


@pytest.mark.parametrize(("others", "shown"), [(0, "at the house of Taylor's heirs"), (200, "at the house of Taylor 's heirs")])
def test_a_space_glyph_painted_over_parts_nothing_where_other_spaces_are_wide(others: int, shown: str) -> None:
    line = " ".join(f"({word} ) {others}" for word in "at the house of".split())
    source = read(f"BT /F1 10 Tf 50 500 Td [{line} (Taylor ) 208 ('s ) {others} (heirs)] TJ ET")
    assert lines_of(source) == [shown]


def test_glyphs_with_several_characters_and_presentation_ligatures_stay_as_mapped(engine: str) -> None:
    source = read(show(50, 500, "aAn Bx"), font="/ToUnicode 9 0 R")
    assert source.transcript == ("afin ﬁx\n" if engine == "pdfminer" else "afin fix\n")  # PDFium expands them
    assert list(source.file[:4]) == [0, 1, 1, 2]


def test_a_span_says_what_its_glyph_stands_for() -> None:
    # browsers say so of ligatures, which fonts number in their private area
    source = read("BT /F1 10 Tf 50 500 Td /Span << /ActualText (Th) >> BDC ({) Tj EMC (e boat) Tj ET", font="/ToUnicode 9 0 R")
    assert lines_of(source) == ["The boat"]


def test_a_small_raised_number_belongs_to_the_last_word_of_a_paragraph() -> None:
    source = read(show(50, 500, "it.", 10.5) + show(58.7, 502.6, "10", 5) + show(50, 480, "The next line of the text", 10.5))
    assert lines_of(source) == ["it.10", "The next line of the text"]


def test_a_hyphen_that_stands_off_at_a_line_end_belongs_to_its_word() -> None:
    # LibreOffice places it by itself in a justified line; further off it is a dash
    begun = show(50, 500, "to the young a tempta")
    glyphs = read(begun).glyphs
    assert glyphs is not None
    edge, rest = max(glyphs.x1), show(50, 488, "tion of its own")
    assert lines_of(read(begun + show(edge + 1.5, 500, "-") + rest)) == ["to the young a tempta-", "tion of its own"]
    assert lines_of(read(begun + show(edge + 3, 500, "-") + rest)) == ["to the young a tempta -", "tion of its own"]


def test_character_spacing_moves_what_follows() -> None:
    source = read("BT /F1 10 Tf 1 Tc 50 500 Td (abc) Tj (def) Tj ET")
    assert source.glyphs is not None
    gaps = [round(b - a, 3) for a, b in zip(source.glyphs.x1, list(source.glyphs.x0)[1:], strict=False)]
    assert gaps == pytest.approx([1.0] * 5, abs=0.01)


# ------------------------------------------------------------------------------------------------------ reading order


def column(x: float, top: float, word: str, count: int) -> str:
    return "".join(show(x, top - 12 * i, f"{word} line {i} of a column of text") for i in range(count))


def test_two_columns_are_read_one_after_the_other() -> None:
    page = (
        show(60, 560, "A title that stands across both of the columns here", 12)
        + "".join(
            show(40, 520 - 12 * i, f"left line {i} of a column text")
            + show(210, 517 - 12 * i, f"right line {i} of a column text")
            for i in range(8)
        )
        + show(40, 590, "HEAD", 8)
        + show(340, 590, "12", 8)
        + show(196, 20, "12", 8)
    )
    source = read(page)
    found = lines_of(source)
    assert found[:2] == ["HEAD 12", "A title that stands across both of the columns here"]
    assert [line.split()[0] for line in found[2:-1]] == ["left"] * 8 + ["right"] * 8
    assert found[-1] == "12"
    assert source.boxes is not None
    assert list(source.boxes.column) == [-1, -1, *[0] * 8, *[1] * 8, -1]


def test_a_line_across_parts_the_columns_into_bands() -> None:
    page = "".join(
        show(40, top - 12 * i, f"{band} left {i} of a column of text")
        + show(210, top - 12 * i, f"{band} right {i} of a column")
        for band, top in (("upper", 520), ("lower", 400))
        for i in range(5)
    ) + show(40, 430, "A heading that stands across both columns of the page", 12)
    assert [" ".join(line.split()[:2]) for line in lines_of(read(page))] == (
        ["upper left"] * 5 + ["upper right"] * 5 + ["A heading"] + ["lower left"] * 5 + ["lower right"] * 5
    )


@pytest.mark.parametrize(
    ("beside", "read_as"),
    [
        (512, ["left", "right", "Two", "left", "right"]),
        (491, ["left", "Two", "left", "right"]),  # its baseline is nearer than those of two lines are
    ],
)
def test_a_heading_beside_a_line_of_the_other_column_spans_none(beside: float, read_as: list[str]) -> None:
    page = column(40, 560, "left", 5) + show(40, 482, "Two Hands", 13) + column(40, 457, "left", 6)
    page += column(210, beside + 48, "right", 5) + column(210, 457, "right", 6)
    first = [line.split()[0] for line in lines_of(read(page))]
    assert [word for i, word in enumerate(first) if word != first[i - 1] or not i] == read_as


def test_an_abstract_beside_dates_is_read_whole_over_columns_of_another_width() -> None:
    """As journals set their first pages: dates beside an abstract whose lines run across the gutter of the text below."""
    dates = "".join(show(20, 550 - 9 * i, f"received in the month {i}", 7) for i in range(5))
    abstract = "".join(show(150, 549 - 10 * i, f"abstract {i} of the article across the gutter below", 8) for i in range(5))
    body = column(20, 460, "left", 12) + column(215, 460, "right", 12)
    found = lines_of(read(dates + abstract + body))
    assert [line.split()[0] for line in found] == ["received"] * 5 + ["abstract"] * 5 + ["left"] * 12 + ["right"] * 12


def test_wide_gaps_between_words_are_no_columns() -> None:
    page = "".join(
        show(40, 500 - 12 * i, "a justified line with") + show(160, 500 - 12 * i, f"a wide gap {i}")
        if i % 3
        else show(40, 500 - 12 * i, f"a justified line without any wide gap in it {i}")
        for i in range(12)
    )
    assert all(line.startswith("a justified line with") for line in lines_of(read(page)))


def test_a_list_of_labels_is_no_column() -> None:
    page = "".join(show(40, 500 - 12 * i, f"{i}.") + show(62, 500 - 12 * i, "what the label stands for") for i in range(6))
    assert lines_of(read(page)) == [f"{i}. what the label stands for" for i in range(6)]


# -------------------------------------------------------------------------------------------- what is not on the page


def test_what_is_painted_twice_is_read_once() -> None:
    twice = show(50, 500, "all bold") + show(50.3, 500, "all bold")
    assert lines_of(read(twice)) == ["all bold"]
    assert lines_of(read(show(50, 500, "llama")))[0] == "llama"


def test_invisible_text_is_left_out_unless_the_page_is_nothing_else() -> None:
    hidden = show(50, 480, "not seen", more="3 Tr")
    assert lines_of(read(show(50, 500, "what is seen of it") + hidden)) == ["what is seen of it"]
    assert lines_of(read(hidden)) == ["not seen"]


def test_text_outside_the_crop_box_is_left_out() -> None:
    source = read(show(50, 500, "inside") + show(50, 590, "printer's mark"), page="/CropBox [20 20 380 580]")
    assert lines_of(source) == ["inside"]


def test_a_turned_page_is_read_as_it_is_shown() -> None:
    turned = "BT /F1 10 Tf 0 1 -1 0 100 50 Tm (first line) Tj ET BT /F1 10 Tf 0 1 -1 0 112 50 Tm (second line) Tj ET"
    assert lines_of(read(turned, page="/Rotate 90")) == ["first line", "second line"]


def test_text_on_its_side_comes_last() -> None:
    page = show(50, 500, "the text of the page") + "BT /F1 10 Tf 0 1 -1 0 20 50 Tm (a stamp) Tj ET"
    assert lines_of(read(page)) == ["the text of the page", "a stamp"]


def test_an_empty_page_has_its_place() -> None:
    labels = "/PageLabels << /Nums [0 << /S /r >> 2 << /S /D /St 7 >>] >>"
    source = read(show(50, 500, "one"), "", show(50, 500, "three"), catalog=labels)
    assert list(source.pages) == [0, 4, 4]
    assert source.page_labels == ("i", "ii", "7")
    assert read(show(50, 500, "one")).page_labels == ("",)
    assert source.place(4) == (3, 1)


# ---------------------------------------------------------------------------------------------------------- bad input


def sentence_for(content: bytes, name: str = "bad.pdf") -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_pdf(content, name)
    message = str(caught.value)
    assert message.startswith(name)
    assert message.endswith(".")
    assert "\n" not in message
    assert ". " not in message.replace("bad.pdf", "")
    return message


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("empty.pdf", "is empty"),
        ("encrypted.pdf", "password"),
        ("picture.pdf", "is not a PDF"),
        ("scanned.pdf", "OCR"),
        ("truncated.pdf", "is damaged"),
    ],
)
def test_bad_files_are_refused_in_one_sentence(file: str, expected: str) -> None:
    assert expected in sentence_for((FIXTURES / "bad" / file).read_bytes())


def test_a_pdf_by_another_name_is_read() -> None:
    assert read_pdf((FIXTURES / "bad" / "really-a-pdf.txt").read_bytes(), "really-a-pdf.txt").string


def test_damage_inside_a_page_is_not_passed_over() -> None:
    whole = make_pdf(show(50, 500, "one"), show(50, 500, "two" * 80), packed=True)
    at = whole.rindex(b"stream\n", 0, whole.rindex(b"endstream")) + len(b"stream\n")
    broken = whole[: at + 12] + b"\xff\xff\xff\xff" + whole[at + 16 :]
    text = read_pdf(broken, "broken.pdf")
    assert text.source.losses == ("page 2 of 2 is damaged; the text has nothing of it",)
    assert text.string.strip() == "one"
    assert len(text.source.pages) == 2
    sound = read_pdf(whole, "whole.pdf")
    assert sound.string.startswith("one\n")
    assert sound.source.losses == ()


@pytest.mark.parametrize("engine", ["pdfminer", "pdfium"], indirect=True)
def test_what_is_left_of_a_damaged_page_is_read_and_the_loss_is_said(engine: str) -> None:
    lines = [f"line {line} of a page that ends {line * line * 7919 % 1009}" for line in range(60)]
    whole = make_pdf(*("\n".join(show(50, 580 - 9 * i, line) for i, line in enumerate(lines)) for _ in range(2)), packed=True)
    end = whole.rindex(b"endstream")
    broken = whole[: end - 300] + bytes(280) + whole[end - 20 :]
    source = read_pdf(broken, "broken.pdf", engine=engine).source  # type: ignore[arg-type]
    assert source.losses == ("page 2 of 2 is damaged; the text may lack a part of it",)
    second = source.transcript[source.pages[1] :]
    assert second.startswith("line 0 of a page")
    assert len(second) < source.pages[1]


def test_altered_letters_are_not_passed_over() -> None:
    plain = show(50, 500, "no man is an island").encode()
    packed = zlib.compress(plain, 0)
    content = make_pdf(show(50, 500, "no man is an island"), packed=True)
    at = content.index(b"stream\n") + len(b"stream\n")
    end = content.index(b"\nendstream")
    altered = content[:at] + packed.replace(b"no man", b"to man") + content[end:]
    altered = altered.replace(b"/Length %d" % (end - at), b"/Length %d" % len(packed))
    assert read_pdf(altered, "altered.pdf").source.losses == ("page 1 of 1 is damaged; the text may lack a part of it",)
    true = content[:at] + packed + content[end:]
    assert read_pdf(true.replace(b"/Length %d" % (end - at), b"/Length %d" % len(packed)), "true.pdf").source.losses == ()


def test_a_document_of_damaged_pages_alone_is_refused() -> None:
    whole = make_pdf(show(50, 500, "one" * 80), packed=True)
    at = whole.index(b"stream\n") + len(b"stream\n")
    assert "none of its pages can be read" in sentence_for(whole[: at + 2] + b"\xff\xff\xff\xff" + whole[at + 6 :])


def test_a_page_that_is_gone_is_not_passed_over() -> None:
    whole = make_pdf(*(show(50, 500, f"page {i}") for i in range(4)))
    table = b"trailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n"
    cut = whole[: whole.index(b"16 0 obj")] + table
    source = read_pdf(cut, "cut.pdf").source
    assert source.losses == ("only 3 of 4 pages are in the file; the text has nothing of the others",)
    assert "damaged" in sentence_for(whole[: whole.index(b"10 0 obj")] + table)
    assert "damaged" in sentence_for(whole[: whole.index(b"16 0 obj")])


def test_a_file_whose_line_ends_were_converted_is_read() -> None:
    """Its table of objects points to the wrong places, and a trailer stands in front of the pages, as in a linearised file."""
    whole = make_pdf(*(show(50, 500, f"page {i}") for i in range(4)))
    head, body = whole.split(b"\n", 1)
    front = b"trailer\n<< /Size 20 /Root 1 0 R /Prev 17 >>\nstartxref\n0\n%%EOF\n"
    source = read_pdf(head + b"\n" + front + body, "converted.pdf").source
    assert source.transcript == "page 0\npage 1\npage 2\npage 3\n"
    assert source.losses == ()


def test_random_damage_ends_in_a_sentence_or_a_text() -> None:
    whole = (FIXTURES / "bad" / "really-a-pdf.txt").read_bytes()
    for at in range(20, len(whole), len(whole) // 40):
        damaged = whole[:at] + b"\x00(<<[" + whole[at + 5 :]
        with suppress(UnreadableFile):
            read_pdf(damaged, "damaged.pdf")


def test_glyphs_without_characters() -> None:
    nameless = (
        b"/Subtype /Type0 /BaseFont /Custom /Encoding /Identity-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 "
        b"/BaseFont /Custom /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 600 >>]"
    )
    plain = b"/Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding"
    assert "does not say which" in sentence_for(make_pdf(show(50, 500, "AABBCC")).replace(plain, nameless))
    mixed = make_pdf(show(50, 500, "AABBCC") + show(50, 480, "and a great deal of text", font="F2")).replace(plain, nameless)
    source = read_pdf(mixed, "mixed.pdf").source
    assert lines_of(source) == ["���", "and a great deal of text"]
    assert source.losses == ("3 glyphs, the first on page 1, have no character in the file, and stand as U+FFFD in the text",)
    half = make_pdf(show(50, 500, "AABBCC") + show(50, 480, "odd", font="F2")).replace(plain, nameless)
    assert "does not say which" in sentence_for(half)


def test_words_that_stand_apart_all_over_a_page_cost_bounded_time() -> None:
    chance = random.Random(1)
    places = [(chance.randrange(20, 380, 8), chance.randrange(200, 5800) / 10) for _ in range(9000)]
    scattered = "".join(show(x, y, "ab" * chance.randrange(5, 15), size=2) for x, y in places)
    start = time.process_time()
    source = read(scattered)
    assert time.process_time() - start < 6  # it takes one; columns that are sought to the end take twelve
    assert len(source.transcript.split()) > 1000


def test_the_reader_is_quiet_and_lazy() -> None:
    program = (
        "import pathlib, sys, fidelity.readers.pdf; assert 'pdfminer' not in sys.modules\n"
        f"fidelity.readers.pdf.read_pdf(pathlib.Path({str(FIXTURES / 'marche' / 'typst.pdf')!r}).read_bytes(), 'x')"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_order_of_offsets_inside_a_line_is_from_left_to_right() -> None:
    source = read(show(150, 500, "painted first") + show(50, 500, "painted second"))
    assert lines_of(source) == ["painted second painted first"]
    assert source.glyphs is not None
    places = [source.glyphs.x0[place] for place in source.file if place >= 0]
    assert all(a < b for a, b in pairwise(places))


def test_a_dash_that_hangs_out_of_the_second_column_is_no_line_across() -> None:
    page = column(40, 520, "left", 8) + column(210, 520, "right", 12)
    page += show(207.5, 520 - 12 * 12, "- right line 12 of a column of text") + column(40, 340, "left", 9)
    page += column(210, 520 - 12 * 13, "right", 9)
    found = [line.strip("- ").split()[0] for line in lines_of(read(page))]
    assert found == ["left"] * 17 + ["right"] * 22


@pytest.mark.parametrize(("above", "beside"), [(20, True), (2, False)])
def test_a_last_page_with_few_lines_is_in_the_columns_of_the_one_before(above: int, beside: bool) -> None:
    """Two lines beside one another show no column; those above them do."""
    first = column(40, 560, "one", above) + column(215, 560, "two", above)
    last = column(40, 560, "three", 2) + column(225, 560, "four", 2)
    words = read_pdf(make_pdf(first, last), "made.pdf").source.transcript
    assert (words.rindex("three") < words.index("four")) is beside


def test_a_last_page_with_a_line_across_the_columns_of_the_one_before_has_none() -> None:
    first = column(40, 560, "one", 20) + column(215, 560, "two", 20)
    across = show(40, 536, "a line of the text that goes on and on over the whole width of the page, as no column does")
    words = read_pdf(
        make_pdf(first, column(40, 560, "three", 2) + column(215, 560, "four", 2) + across), "x.pdf"
    ).source.transcript
    assert words.index("four") < words.rindex("three") < words.rindex("four") < words.index("a line")


def test_a_last_page_with_columns_over_notes_that_have_none() -> None:
    """Rows of a table end the left column: too narrow to show the gutter, which the page before has."""
    first = column(40, 560, "one", 20) + column(215, 560, "two", 20)
    table = "".join(show(60 + 50 * j, 560 - 12 * i, f"cell{i}{j}") for i in range(5) for j in range(2))
    notes = "".join(
        show(40, 470 - 12 * i, "a note over the whole width of the page, as the notes of a journal are set") for i in range(3)
    )
    for shift, beside in ((0, True), (30, False)):
        page = table + column(215 + shift, 560, "four", 5) + notes
        words = read_pdf(make_pdf(first, page), "x.pdf").source.transcript
        assert (words.rindex("cell") < words.index("four")) is beside


@pytest.mark.parametrize("cap", ["O", ""])
def test_a_large_mark_beside_the_lines_of_a_left_column(cap: str) -> None:
    """It hangs before the cap of a right column, or stands for itself: the gutter is narrower than it is large."""
    left = column(40, 560, "one", 20)
    right = 184
    caps = show(right, 538, "\u201c", 40) + (show(right + 14, 538, cap, 40, "F2") if cap else "")
    beside = (
        show(right + 54, 560, "ver the water they")
        + show(right + 54, 548, "went, and over it")
        + show(right + 54, 536, "they came.")
    )
    found = lines_of(read(left + caps + beside + column(right, 524, "two", 15)))
    assert sum(line.startswith("one line") and line.endswith("of text") for line in found) == 20
    if cap:
        place = [line.replace(" ", "") for line in found].index("\u201cO")
        assert found[place + 1 : place + 4] == ["ver the water they", "went, and over it", "they came."]


def test_a_short_page_that_another_process_reads_is_read_alike() -> None:
    """Gutters are known within a stretch of pages, whoever reads it."""
    pages = [column(40, 560, f"one{i}", 8) + column(215, 560, f"two{i}", 8) for i in range(2 * STRETCH)]
    for i in (STRETCH - 1, STRETCH):
        pages[i] = column(40, 560, f"one{i}", 2) + column(215, 560, f"two{i}", 2)
    content = make_pdf(*pages)
    alone, together = (read_pdf(content, "made.pdf", jobs=jobs).source.transcript for jobs in (1, 2))
    assert alone == together
