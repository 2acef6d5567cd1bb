"""What a PDF itself says of its text, in its outline and its structure tree: evidence that never outweighs the layout."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from test_notes_in_pdfs import extracted
from test_pdf_reader import make_pdf, show

from fidelity import api
from fidelity.model.marks import Kind
from fidelity.model.text import Text
from fidelity.readers.pdf import read_pdf
from fidelity.readers.pdf.outline import MOST
from fidelity.readers.pdf.structure_tree import MOST_CHILDREN
from fidelity.repairs.note_bodies import Body
from fidelity.repairs.printed_lines import printed_lines
from fidelity.repairs.tagged_notes import with_tagged_ends

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


@pytest.mark.parametrize(
    "stands",
    [
        lines(560, *[FULL] * 6) + show(40, 488, "Of the Lost Boats") + lines(460, *[FULL] * 9),  # ends a paragraph
        lines(560, *[FULL] * 6) + show(40, 470, "Of the Lost Boats", 8) + lines(440, *[FULL] * 9),
        lines(560, *[FULL] * 6) + show(40, 470, "Of the lost boats,") + lines(440, *[FULL] * 9),
    ],
)
def test_the_layout_has_the_last_word_on_what_the_outline_says(stands: str, tmp_path: Path) -> None:
    assert headings(extracted(tmp_path, stands, catalog=outline(("Of the Lost Boats", 0, 480)))) == []


@pytest.mark.parametrize(
    "entry",
    [
        b"7",
        b"[/First]",
        b"<< /Title 7 /Dest [10 0 R /XYZ 40 480 0] >>",
        b"<< /Title /Name /Dest [10 0 R /XYZ 40 480 0] >>",
        b"<< /Title (Of the Lost Boats) /Dest [99 0 R /XYZ 40 480 0] >>",
        b"<< /Title (Of the Lost Boats) /Dest [10 0 R /XYZ (a) (b) 0] /Next (c) /First [1] >>",
        b"<< /Title (Of the Lost Boats) /Dest << /D 7 >> /A 7 >>",
        b"<< /Title (Of the Lost Boats) /A << /S /GoTo /D (nowhere) >> >>",
        b"<< /Title <feff> /Dest [10 0 R] >>",
    ],
)
def test_an_outline_of_other_kinds_of_objects_does_not_end_the_reading(entry: bytes) -> None:
    content = make_pdf(PAGE, catalog="/Outlines << /First 6 0 R >>", instead={6: entry})
    assert "Of the Lost Boats" in read_pdf(content, "made.pdf").string


def test_what_is_wrong_with_the_program_is_not_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only damage of the file leaves a text without its outline and tree."""
    both = make_pdf(PAGE, catalog=outline(("Of the Lost Boats", 0, 480))), tagged(("H1", lines(560, FULL), ""))
    for content, module in zip(both, ("outline", "structure_tree"), strict=True):
        with monkeypatch.context() as broken:
            broken.setitem(sys.modules, f"fidelity.readers.pdf.{module}", None)
            with pytest.raises(ImportError):
                read_pdf(content, "made.pdf")


def tagged(*elements: tuple[str, str, str]) -> bytes:
    """A PDF of stretches of content, each of an element with the structure type that stands before it.

    The third is what of it stands on a second page; a type such as "Table/TD" is that of an element inside another one.
    """
    pages, parents, instead, ids = ["", ""], ["", ""], {}, [0, 0]
    for i, (roles, *parts) in enumerate(elements):
        outer, _, role = roles.rpartition("/")
        kids = []
        for page, shown in enumerate(parts):
            if shown:
                pages[page] += f"/{role} << /MCID {ids[page]} >> BDC\n{shown}EMC\n"
                parents[page] += f"{40 + i} 0 R "
                kids.append(f"<< /Type /MCR /Pg {10 + 2 * page} 0 R /MCID {ids[page]} >>")
                ids[page] += 1
        parent = 39
        if outer:
            parent = 140 + i
            instead[parent] = f"<< /Type /StructElem /S /{outer} /P 39 0 R /K [{40 + i} 0 R] >>".encode()
        instead[40 + i] = f"<< /Type /StructElem /S /{role} /P {parent} 0 R /K [{' '.join(kids)}] >>".encode()
    kids = [f"{140 + i if '/' in roles else 40 + i} 0 R" for i, (roles, *_) in enumerate(elements)]
    nums = f"0 [{parents[0]}] 1 [{parents[1]}]"
    instead[39] = f"<< /Type /StructTreeRoot /K [{' '.join(kids)}] /ParentTree << /Nums [{nums}] >> >>".encode()
    catalog = "/MarkInfo << /Marked true >> /StructTreeRoot 39 0 R"
    shown = pages if pages[1] else pages[:1]
    made = make_pdf(*shown, catalog=catalog, instead=instead)
    for page in range(len(shown)):
        # a page says which entry of the tree's table is its own
        made = made.replace(
            b"/Contents %d 0 R " % (11 + 2 * page), b"/Contents %d 0 R /StructParents %d" % (11 + 2 * page, page)
        )
    return made


def extracted_from(content: bytes, folder: Path) -> Text:
    path = folder / "made.pdf"
    path.write_bytes(content)
    return api.extract(path)


def blocks(text: Text) -> list[str]:
    return text.string[: text.running_end].rstrip("\n").split("\n")


def paragraphs(count: int, top: float, step: float = 30) -> list[tuple[str, str, str]]:
    """Paragraphs of two lines each, parted by space."""
    return [("P", lines(top - step * i, FULL.capitalize(), "and so on it went."), "") for i in range(count)]


def test_a_heading_of_the_structure_tree_is_one_in_the_type_of_the_text(tmp_path: Path) -> None:
    for role, expected in (("H2", [("Of the Lost Boats", "3")]), ("P", [])):
        page = (("P", lines(560, *[FULL] * 5), ""), (role, show(40, 470, "Of the Lost Boats"), ""))
        text = extracted_from(tagged(*page, ("P", lines(440, *[FULL] * 9), "")), tmp_path)
        assert headings(text) == expected
        tags = text.source.tags
        assert tags is not None
        assert [tags.role[0], tags.role[5], tags.role[6]] == ["P", role, "P"]
        assert len(set(tags.element[:5])) == 1
        assert len(set(tags.element)) == 3


def test_a_heading_that_runs_into_its_paragraph_is_none(tmp_path: Path) -> None:
    page = ("P", lines(560, *[FULL] * 5), ""), ("H2", show(40, 470, "Of the Lost Boats"), "")
    goes_on = ("P", show(130, 470, "and of the others") + lines(440, *[FULL] * 9), "")
    assert headings(extracted_from(tagged(*page, goes_on), tmp_path)) == []


def test_a_tree_that_calls_paragraphs_headings_is_not_believed(tmp_path: Path) -> None:
    page = ("H1", lines(560, *[FULL] * 5), ""), ("H2", lines(470, FULL, FULL), ""), ("P", lines(440, *[FULL] * 9), "")
    assert headings(extracted_from(tagged(*page), tmp_path)) == []


ENDS = FULL[:-5] + "them."
"""A full line that ends a sentence."""


@pytest.mark.parametrize("parts", [True, False])
def test_the_tree_tells_where_a_full_line_ends_a_paragraph(parts: bool, tmp_path: Path) -> None:
    prose = [("P", lines(560, *[FULL] * 8, "and so on."), ""), *paragraphs(5, 440)]
    one, two = lines(270, FULL, ENDS), lines(246, "The clerk of the harbour wrote down what the boats had brought", "to it.")
    last = [("P", one, ""), ("P", two, "")] if parts else [("P", one + two, "")]
    found = blocks(extracted_from(tagged(*prose, *last), tmp_path))
    assert found[-1].startswith("The clerk") is parts


@pytest.mark.parametrize("goes_on", [True, False])
def test_the_tree_tells_whether_a_paragraph_goes_on_overleaf(goes_on: bool, tmp_path: Path) -> None:
    prose = [("P", lines(560, *[FULL] * 8, "and so on."), ""), *paragraphs(5, 440)]
    one, two = lines(270, FULL, ENDS), lines(560, "The clerk of the harbour wrote down what the boats had brought", "to it.")
    last = [("P", one, two)] if goes_on else [("P", one, ""), ("P", "", two)]
    found = blocks(extracted_from(tagged(*prose, *last, ("P", "", lines(500, FULL, "and so on."))), tmp_path))
    assert any("them. The clerk" in block for block in found) is goes_on


@pytest.mark.parametrize("role", ["Note", "P"])
def test_the_tree_tells_that_a_note_ends_overleaf(role: str, tmp_path: Path) -> None:
    """Whatever the layout shows of it: in the size of the text, alone on the last page."""
    begins, ends = show(45, 100, "1 One is a note of the clerk of the harbour (seen"), show(45, 100, "9 July 2022).")
    rest = [("Note", begins, ends)] if role == "Note" else [("Note", begins, ""), ("P", "", ends)]
    path = tmp_path / "made.pdf"
    path.write_bytes(tagged(("P", lines(548, *[FULL] * 10), ""), *rest))
    text = read_pdf(path.read_bytes(), path.name)
    printed = printed_lines(text)
    body = Body("1", (printed[-2].span,), (), "its place", 0)
    (found,) = with_tagged_ends(text, [body], printed)
    assert found.stretches == ((*body.stretches, printed[-1].span) if role == "Note" else body.stretches)


def test_a_tree_of_lines_tells_nothing_of_paragraphs(tmp_path: Path) -> None:
    prose = [("P", show(40, 560 - 12 * i, FULL), "") for i in range(8)]
    prose += [("P", lines(464, "and so on."), ""), *paragraphs(5, 440)]
    last = [("P", show(40, 270, FULL), ""), ("P", show(40, 258, ENDS), ""), ("P", show(40, 246, FULL.capitalize()), "")]
    found = blocks(extracted_from(tagged(*prose, *last), tmp_path))
    assert found[0].count(FULL) == 8
    assert "them. The clerk" in found[-1]


def test_the_tree_of_a_long_document_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    content = tagged(("H1", lines(560, FULL), lines(560, FULL)))
    assert read_pdf(content, "made.pdf").source.tags is not None
    monkeypatch.setattr("fidelity.readers.pdf.structure_tree.MOST_PAGES", 1)
    assert read_pdf(content, "made.pdf").source.tags is None


def nested(levels: int, children: str, leaf: str) -> bytes:
    """A tagged page whose paragraph is the innermost of nested parts; `children` and `leaf` are what each and the last hold."""
    page = "/P << /MCID 0 >> BDC " + lines(560, *[FULL] * 9) + " EMC "
    inner = 40 + levels
    instead = {39: f"<< /Type /StructTreeRoot /K 40 0 R /ParentTree << /Nums [0 [{inner} 0 R]] >> >>".encode()}
    for i in range(40, inner):
        kids = children.replace("*", f"{i + 1} 0 R")
        instead[i] = f"<< /Type /StructElem /S /Div /P {i - 1} 0 R /K [{kids}] >>".encode()
    instead[inner] = f"<< /Type /StructElem /S /P /P {inner - 1} 0 R /Pg 10 0 R /K [{leaf}] >>".encode()
    made = make_pdf(page, catalog="/MarkInfo << /Marked true >> /StructTreeRoot 39 0 R", instead=instead)
    return made.replace(b"/Contents 11 0 R ", b"/Contents 11 0 R /StructParents 0")


def test_a_child_that_is_named_twice_is_taken_down_once() -> None:
    # visited as often as they are named these would be 2 ** 26 elements
    tags = read_pdf(nested(26, "* *", "0"), "made.pdf").source.tags
    assert tags is not None
    assert set(tags.role) == {"P"}


def test_a_tree_that_is_too_large_for_its_page_is_not_used() -> None:
    assert read_pdf(nested(1, "*", "0 " * 1000), "made.pdf").source.tags is not None
    assert read_pdf(nested(1, "*", "0 " * (MOST_CHILDREN + 1)), "made.pdf").source.tags is None


def test_as_many_entries_of_an_outline_are_read_as_there_may_be(tmp_path: Path) -> None:
    count = MOST * 3 // 4  # an entry without another below it is one, not two
    instead = {
        100 + i: f"<< /Title (Entry {i}) /Dest [10 0 R /XYZ 40 400 0] /Next {101 + i} 0 R >>".encode() for i in range(count)
    }
    instead[100 + count] = b"<< /Title (Of the Lost Boats) /Dest [10 0 R /XYZ 40 480 0] >>"
    made = make_pdf(PAGE, catalog="/Outlines << /First 100 0 R >>", instead=instead)
    text = extracted_from(made, tmp_path)
    assert len(text.source.outline) == count + 1
    assert headings(text) == [("Of the Lost Boats", "2")]


def narrow_table(role: str) -> bytes:
    """A table between paragraphs, with cells as near to one another as words in loose lines; too few rows to tell by edges."""
    cells = [
        (role, show(x, 448 - 12 * i, words), "")
        for i, row in enumerate((("Year", "Boats", "Lost"), ("May", "the four", "none")))
        for x, words in zip((45, 72, 117), row, strict=True)
    ]
    return tagged(("P", lines(548, *[FULL] * 6, "and so on."), ""), *cells, ("P", lines(400, *[FULL] * 6, "and so on."), ""))


@pytest.mark.parametrize(("role", "found"), [("Table/TD", ["Year\tBoats\tLost", "May\tthe four\tnone"]), ("P", [])])
def test_rows_that_a_tagged_file_names_may_have_narrow_gaps(role: str, found: list[str], tmp_path: Path) -> None:
    text = extracted_from(narrow_table(role), tmp_path)
    rows = [text.string[mark.start : mark.end].rstrip("\n") for mark in text.of_kind(Kind.TABLE)]
    assert rows == found
