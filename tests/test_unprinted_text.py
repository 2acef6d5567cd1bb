"""White and transparent text on bare paper is not printed; on anything dark it is, whichever engine reads it."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_pdf_reader import make_pdf, show

from fidelity.readers.pdf import read_pdf
from fidelity.readers.pdf.cross_check import cross_check
from fidelity.readers.pdf.damage import Structure
from fidelity.readers.pdf.unprinted import MOST_GROUNDS

FIXTURES = Path(__file__).parent.parent / "fixtures"
SEEN = show(50, 500, "words on the paper")
PALE = show(50, 400, "not for sale")
UNDER = "45 390 120 25 re"
FONTS = "/Font << /F1 3 0 R /F2 4 0 R /F3 5 0 R >>"
RESOURCES = (
    f"{FONTS} /ExtGState << /Clear << /ca 0 >> /Full << /ca 1 >> >> "
    "/ColorSpace << /Icc3 [/ICCBased 6 0 R] /Icc4 [/ICCBased 7 0 R] "
    "/Spot [/Separation /Gold /DeviceCMYK 8 0 R] /Table [/Indexed /DeviceRGB 1 <102030ffffff>] >> /XObject << /Form 9 0 R "
    "/Picture 4 0 R >> /Shading << /Round << /ShadingType 2 /ColorSpace /DeviceCMYK /Coords [0 0 400 0] /Function 8 0 R >> >>"
)


def stream(dictionary: str, content: str) -> bytes:
    return f"<< {dictionary} /Length {len(content)} >>\nstream\n{content}\nendstream".encode("latin-1")


def document(operators: str, *, form: str = "", resources: str = "", group: bool = False) -> bytes:
    """A page of these operators; /Form paints what `form` says, /Picture is a grey one."""
    grouped = "/Group << /S /Transparency >>" if group else ""
    return make_pdf(
        operators,
        instead={
            4: stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", "\x60"),
            6: stream("/N 3 /Alternate /DeviceRGB", ""),
            7: stream("/N 4 /Alternate /DeviceCMYK", ""),
            8: b"<< /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [0 .2 .6 .1] /N 1 >>",
            9: stream(f"/Type /XObject /Subtype /Form /BBox [0 0 400 600] {grouped} /Resources << {RESOURCES} >>", form),
            10: f"<< /Type /Page /Parent 2 0 R /Contents 11 0 R /Resources << {RESOURCES} {resources} >> >>".encode(),
        },
    )


def lines(content: bytes) -> list[str]:
    """The lines that both engines read, which have to be the same."""
    assert cross_check(content, "made.pdf") == []
    return read_pdf(content, "made.pdf").source.transcript.splitlines()


UNPRINTED = ["words on the paper"]
PRINTED = ["words on the paper", "not for sale"]


@pytest.mark.parametrize(
    "colour",
    [
        "1 g",
        "1.0 g",
        ".99 g",
        "1 1 1 rg",
        "1. 1. 1. rg",
        "0.99 1 .985 rg",
        "0 0 0 0 k",
        "/DeviceRGB cs 1 1 1 sc",
        "/DeviceCMYK cs 0 0 0 0 scn",
        "/Icc3 cs 1 1 1 scn",
        "/Icc4 cs 0 0 0 0 scn",
        "/Spot cs 0 scn",
        "/Clear gs",
        "1 0 0 rg /Clear gs",
        "q 0 g q 1 g",
    ],
)
def test_white_and_transparent_text_on_bare_paper_is_left_out(colour: str) -> None:
    assert lines(document(f"{SEEN}{colour}\n{PALE}")) == UNPRINTED
    after = f"\n0 g /Full gs {show(50, 300, 'and on')}"
    assert lines(document(f"{SEEN}{colour}\n{PALE}{after}")) == [*UNPRINTED, "and on"]


@pytest.mark.parametrize(
    "colour",
    [
        "0 g",
        ".9 g",
        "1 1 .8 rg",
        "0 0 0 .1 k",
        "0 0 0 1 k",
        "1 0 0 rg",
        "/Icc3 cs 0 0 0 scn",
        "/Spot cs 1 scn",
        "1 g /Table cs 0 sc",
        "/Full gs",
        "q 1 g Q",
        "q /Clear gs Q",
        "1 g 0 g",
        "1 g 1 Tr",
        "0 G 1 g 2 Tr",
    ],
)
def test_other_text_is_printed(colour: str) -> None:
    assert lines(document(f"{SEEN}{colour}\n{PALE}")) == PRINTED


@pytest.mark.parametrize(
    "ground",
    [
        f"0 g {UNDER} f",
        f"0 g {UNDER} F",
        f"0 g {UNDER} f*",
        f".8 .9 1 rg {UNDER} f",
        f"0 0 0 .1 k {UNDER} B",
        "0 g 0 0 400 600 re f",
        "0 G 30 w 40 402 m 200 402 l S",
        "0 g 100 402 m 100 500 20 500 20 402 c 20 300 100 300 100 402 c h f",
        "0 g 40 380 m 200 420 l 40 460 l h f",
        "q 130 0 0 30 45 390 cm /Picture Do Q",
        "q 130 0 0 30 45 390 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q",
        f"q {UNDER} W n /Round sh Q",
        "/Form Do",
        "q .5 0 0 .5 22 195 cm /Form Do Q",
    ],
)
def test_white_text_on_a_ground_is_printed(ground: str) -> None:
    form = "0 g 0 0 400 600 re f"
    assert lines(document(f"{SEEN}q {ground} Q 1 g\n{PALE}", form=form)) == PRINTED


@pytest.mark.parametrize(
    "ground",
    [
        f"1 g {UNDER} f",
        f"1 G {UNDER} S",
        "0 g 45 300 120 25 re f",
        "0 g 300 390 50 25 re f",
        "0 g 45 397 120 .5 re f",
        f"{UNDER} W n",
        f"0 g {UNDER} n",
    ],
)
def test_white_text_beside_what_is_dark_is_left_out(ground: str) -> None:
    assert lines(document(f"{SEEN}q {ground} Q 1 g\n{PALE}")) == UNPRINTED


def test_what_is_painted_later_lies_over_the_text() -> None:
    assert lines(document(f"{SEEN}1 g\n{PALE} .9 g {UNDER} f")) == UNPRINTED


@pytest.mark.parametrize("group", [False, True])
def test_forms_have_the_colours_that_they_are_shown_in(*, group: bool) -> None:
    assert lines(document(f"{SEEN}1 g /Form Do", form=PALE, group=group)) == UNPRINTED
    assert lines(document(f"{SEEN}/Form Do", form=f"1 g\n{PALE}", group=group)) == UNPRINTED
    assert lines(document(f"{SEEN}/Clear gs /Form Do", form=f"{PALE} /Full gs", group=group)) == UNPRINTED
    assert lines(document(f"{SEEN}1 g /Form Do", form=f"0 g\n{PALE}", group=group)) == PRINTED
    assert lines(document(f"{SEEN}/Form Do 1 g\n{PALE}", form=f"1 g {UNDER} f", group=group)) == UNPRINTED
    assert lines(document(f"{SEEN}/Form Do", form=f"0 g {UNDER} f 1 g\n{PALE}", group=group)) == PRINTED


def test_where_there_are_patterns_white_text_is_taken_to_be_printed() -> None:
    """PDFium has white for patterns, too."""
    pattern = "/Pattern << /P << /PatternType 2 /Shading << /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 9 0] >> >> >>"
    for colour in ("1 g", "/Pattern cs /P scn"):
        assert lines(document(f"{SEEN}{colour}\n{PALE}", resources=pattern)) == PRINTED
    assert lines(document(f"{SEEN}/Clear gs\n{PALE}", resources=pattern)) == UNPRINTED


def test_turned_text_is_held_against_what_lies_under_it() -> None:
    turned = "BT /F1 10 Tf 0 1 -1 0 300 100 Tm (on its side) Tj ET\n"
    assert lines(document(f"{SEEN}1 g\n{turned}")) == UNPRINTED
    assert lines(document(f"{SEEN}0 g 285 90 20 200 re f 1 g\n{turned}")) == [*UNPRINTED, "on its side"]


def test_a_page_of_nothing_else_is_read() -> None:
    assert lines(document(f"1 g\n{PALE}")) == ["not for sale"]


def test_among_too_many_paths_white_text_is_taken_to_be_printed() -> None:
    one = "300 100 9 9 re f\n"
    assert lines(document(f"{SEEN}{one * (MOST_GROUNDS - 9)}1 g\n{PALE}")) == UNPRINTED
    assert lines(document(f"{SEEN}{one * (MOST_GROUNDS + 9)}1 g\n{PALE}")) == PRINTED


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*/*latex.pdf")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_ordinary_pages_are_not_asked_for_colours(path: Path) -> None:
    structure = Structure(path.read_bytes())
    contents = [structure.content(i) for i in range(len(structure.pages))]
    assert sum(content.fills_white for content in contents) <= 1  # the form on one page of one
    assert not any(content.fills_clear for content in contents)
