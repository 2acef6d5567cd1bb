"""What a PDF itself says of its text, in its outline and its structure tree: evidence that never outweighs the layout."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_notes_in_pdfs import extracted
from test_pdf_reader import make_pdf, show

from fidelity.model.marks import Kind
from fidelity.model.text import Text
from fidelity.readers.pdf import read_pdf

FULL = "the clerk of the harbour wrote down what the boats had brought to it"


@pytest.fixture(autouse=True, params=["pdfminer", "pdfium"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both engines give the same text."""
    monkeypatch.setattr("fidelity.readers.pdf.read.DEFAULT", request.param)


def lines(top: float, *words: str, size: float = 10) -> str:
    return "".join(show(40, top - 12 * i, line, size) for i, line in enumerate(words))


def outline(*entries: tuple[str, int, int]) -> str:
    """The part of a catalog that holds an outline: titles, page indexes from 0, and heights in points."""
    made = ""
    for title, page, height in reversed(entries):
        after = f" /Next {made}" if made else ""
        made = f"<< /Title ({title}) /Dest [{10 + 2 * page} 0 R /XYZ 40 {height} 0]{after} >>"
    return f"/Outlines << /First {made} >>"


def headings(text: Text) -> list[tuple[str, str]]:
    return [(text.string[mark.start : mark.end], mark.value) for mark in text.of_kind(Kind.HEADING)]


PAGE = lines(560, *[FULL] * 5) + show(40, 470, "Of the Lost Boats") + lines(440, *[FULL] * 5)
PAGE += show(40, 350, "A line of its own") + lines(320, *[FULL] * 10)


def test_a_title_of_the_outline_is_a_heading_in_the_type_of_the_text(tmp_path: Path) -> None:
    assert headings(extracted(tmp_path, PAGE)) == []
    text = extracted(tmp_path, PAGE, catalog=outline(("1. OF THE LOST BOATS", 0, 480), ("Cover", 0, 600)))
    assert headings(text) == [("Of the Lost Boats", "2")]


def test_levels_of_the_outline_go_by_those_that_type_shows(tmp_path: Path) -> None:
    page = show(40, 580, "The Book of Boats", 16) + PAGE
    text = extracted(tmp_path, page, catalog=outline(("The Book of Boats", 0, 596), ("A line of its own", 0, 360)))
    assert headings(text) == [("The Book of Boats", "1"), ("A line of its own", "1")]


def test_of_lines_that_say_the_same_the_one_is_meant_that_the_outline_leads_to(tmp_path: Path) -> None:
    page = PAGE + show(40, 170, "Of the Lost Boats") + lines(140, FULL)
    text = extracted(tmp_path, page, catalog=outline(("Of the Lost Boats", 0, 180)))
    (heading,) = text.of_kind(Kind.HEADING)
    assert heading.start > text.string.index("A line of its own")


@pytest.mark.parametrize(
    ("title", "page"),
    [
        ("the boats", 0),  # a part of a line
        (FULL, 0),  # a line in the middle of a paragraph
        ("Of the Lost Boats", 1),  # it stands on another page
        ("Page 1", 0),
        ("made.pdf", 0),
    ],
)
def test_what_the_outline_says_of_nothing_that_stands_apart_is_no_heading(title: str, page: int, tmp_path: Path) -> None:
    text = extracted(tmp_path, PAGE, lines(560, *[FULL] * 9), catalog=outline((title, page, 500)))
    assert headings(text) == []


def test_an_outline_that_leads_into_itself_or_nowhere_is_passed_over(tmp_path: Path) -> None:
    loop = {6: b"<< /Title (Of the Lost Boats) /Dest [10 0 R /XYZ 40 480 0] /Next 6 0 R >>"}
    content = make_pdf(PAGE, catalog="/Outlines << /First 6 0 R >>", instead=loop)
    assert "Of the Lost Boats" in read_pdf(content, "made.pdf").string
    assert read_pdf(make_pdf(PAGE, catalog="/Outlines 99 0 R"), "made.pdf").source.outline == ()


def tagged(*elements: tuple[str, str]) -> bytes:
    """A page of stretches of content, each of an element with the structure type that stands before it."""
    content = "".join(f"/{role} << /MCID {i} >> BDC\n{shown}EMC\n" for i, (role, shown) in enumerate(elements))
    instead = {
        6 + i: f"<< /Type /StructElem /S /{role} /P 9 0 R /Pg 10 0 R /K {i} >>".encode() for i, (role, _) in enumerate(elements)
    }
    kids = " ".join(f"{6 + i} 0 R" for i in range(len(elements)))
    instead[9] = f"<< /Type /StructTreeRoot /K [{kids}] /ParentTree << /Nums [0 [{kids}]] >> >>".encode()
    catalog = "/MarkInfo << /Marked true >> /StructTreeRoot 9 0 R"
    return make_pdf(content, catalog=catalog, page="/StructParents 0", instead=instead)


def test_a_heading_of_the_structure_tree_is_one_in_the_type_of_the_text(tmp_path: Path) -> None:
    from fidelity import api

    path = tmp_path / "made.pdf"
    for role, expected in (("H2", [("Of the Lost Boats", "3")]), ("P", [])):
        path.write_bytes(
            tagged(("P", lines(560, *[FULL] * 5)), (role, show(40, 470, "Of the Lost Boats")), ("P", lines(440, *[FULL] * 9)))
        )
        text = api.extract(path)
        assert headings(text) == expected
        tags = text.source.tags
        assert tags is not None
        assert [tags.role[0], tags.role[5], tags.role[6]] == ["P", role, "P"]
        assert len(set(tags.element[:5])) == 1
        assert len(set(tags.element)) == 3


def test_a_tree_that_calls_paragraphs_headings_is_not_believed(tmp_path: Path) -> None:
    from fidelity import api

    path = tmp_path / "made.pdf"
    path.write_bytes(tagged(("H1", lines(560, *[FULL] * 5)), ("H2", lines(470, FULL, FULL)), ("P", lines(440, *[FULL] * 9))))
    assert headings(api.extract(path)) == []
