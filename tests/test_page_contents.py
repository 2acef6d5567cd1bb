"""What a page's operators may do, known without running them."""

from __future__ import annotations

import zlib
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2.raw import FPDF_PAGEOBJ_PATH
from test_pdf_reader import make_pdf, show

from fidelity.readers.pdf.damage import Structure

FIXTURES = Path(__file__).parent.parent / "fixtures"
TEXT = show(40, 500, "The harbour")


def paints(operators: str) -> bool:
    return Structure(make_pdf(TEXT + operators)).content(0).paints_paths


@pytest.mark.parametrize("operator", ["S", "s", "f", "F", "f*", "B", "B*", "b", "b*"])
@pytest.mark.parametrize("around", ["{}\n", "{}", "{} q Q", "{}[]0 d", "{}%\n", "{}/A gs"])
def test_every_operator_that_paints_a_path_is_seen(operator: str, around: str) -> None:
    drawn = "40 400 60 9 re" + ("\n" if operator in "Ss" else " ") + around.format(operator)
    objects = pypdfium2.PdfDocument(make_pdf(TEXT + drawn))[0].get_objects()
    assert any(one.type == FPDF_PAGEOBJ_PATH for one in objects)
    assert paints(drawn)


@pytest.mark.parametrize(
    "operators", ["", "40 400 60 9 re W n\n", "1 0 0 rg 0 G\n", "BT /F1 9 Tf ET\n", "/F gs\n", "BT <4f46> Tj ET\n"]
)
def test_text_and_clips_paint_no_path(operators: str) -> None:
    assert not paints(operators)


@pytest.mark.parametrize(("operators", "may"), [("", False), ("BT 3 Tr ET\n", True), ("/X1 Do\n", True)])
def test_other_render_modes_need_an_operator(operators: str, *, may: bool) -> None:
    assert Structure(make_pdf(TEXT + operators)).content(0).sets_render_modes is may


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("[!b]*/*.pdf")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_page_has_paths_that_were_not_foreseen(path: Path) -> None:
    structure = Structure(path.read_bytes())
    for index, page in enumerate(pypdfium2.PdfDocument(path)):
        if any(one.type == FPDF_PAGEOBJ_PATH for one in page.get_objects(max_depth=1)):
            assert structure.content(index).paints_paths


def test_a_stream_packed_twice_or_damaged_may_do_anything() -> None:
    content = make_pdf(TEXT)
    start, end = content.index(b"stream\n") + 7, content.index(b"\nendstream")
    packed = zlib.compress(content[start:end])
    for dictionary, operators in (
        (b"/Filter [/ASCIIHexDecode /FlateDecode]", packed.hex().encode() + b">"),
        (b"/Filter /FlateDecode /DecodeParms <</Predictor 12>>", packed),
        (b"/Filter /FlateDecode", packed[:-9]),
    ):
        other = content.replace(b"<< /Length %d >>" % (end - start), b"<< /Length %d %s >>" % (len(operators), dictionary))
        assert other != content
        found = Structure(other.replace(content[start:end], operators)).content(0)
        assert found.paints_paths
        assert found.sets_render_modes
