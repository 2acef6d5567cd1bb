"""The parser of content streams gives what pdfminer.six's own gives, or nothing."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfminer.pdfdocument import PDFBaseXRef, PDFDocument
from pdfminer.pdfexceptions import PDFObjectNotFound
from pdfminer.pdfinterp import PDFContentParser
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, PDFStream, stream_value
from pdfminer.psexceptions import PSEOF
from pdfminer.psparser import PSKeyword, keyword_name

from fidelity.readers.pdf.damage import Structure
from fidelity.readers.pdf.fast_document import FastDocument
from fidelity.readers.pdf.fast_parsing import content_tokens, numbers_in, object_at, table_at

FIXTURES = Path(__file__).parent.parent / "fixtures"


def of_pdfminer(content: bytes) -> list[tuple[bytes, list[Any]]]:
    found: list[tuple[bytes, list[Any]]] = []
    operands: list[Any] = []
    try:
        parser = PDFContentParser([PDFStream({}, content)])
        while True:
            _, token = parser.nextobject()
            if isinstance(token, PSKeyword):
                found.append((keyword_name(token).encode(), operands))
                operands = []
            else:
                operands.append(token)
    except PSEOF:
        return found


UNDERSTOOD = [
    b"BT /F1 10 Tf 1 0 0 1 50 500 Tm (text) Tj ET",
    b"[(A)-5.74(B)1(C)]TJ T* (x)' 1 2(y)\"",
    b"-.5 +3 4. 0.25 -7 re f* W* n",
    rb"(a\(b\)c\\ \101\7\12x \n\r\t\b\f \q line\
end) Tj",
    b"(a \\\r\n b (nested) and (more) c) Tj",
    b"<48 656C6c6F> Tj <4> Tj <> Tj",
    b"/Span <</ActualText<FEFF00AD>/MCID 3 /X true/Y [1 (a) /Z]>> BDC EMC",
    b"/P<</ActualText<FEFF0009>>> BDC EMC",
    b"null true false /N\xc3\xa9 gs",
    b"",
    b" \n",
    b"[[1 2] 0] d\n",
]
NOT_UNDERSTOOD = [
    b"% a comment\nBT ET",
    b"BI /W 1 /H 1 ID x EI Q",
    b"/A#20B gs",
    b"7.08cc TD",
    b"(not closed Tj",
    b"[1 2 Tj",
    b"1 2] Tj",
    b"<< /A 1 Tj",
    b"{ 1 } x",
    b"12-34 Td",
    b"(((deep))) Tj",
    b"[1 q] TJ",
    b"<</A>> BDC",
    rb"(\777) Tj",
    b"<4x> Tj",
]


@pytest.mark.parametrize("content", UNDERSTOOD)
def test_what_is_understood_is_as_pdfminer_reads_it(content: bytes) -> None:
    assert content_tokens(content) == of_pdfminer(content)


@pytest.mark.parametrize("content", NOT_UNDERSTOOD)
def test_the_rest_is_left_to_pdfminer(content: bytes) -> None:
    assert content_tokens(content) is None


def test_a_null_byte_is_white_space() -> None:
    assert content_tokens(b"q\x00 1 cm\x00 Q\x00") == [(b"q", []), (b"cm", [1]), (b"Q", [])]
    assert content_tokens(b"1\x00cm") is None


@pytest.mark.parametrize("after", [b"\x00", b"#", b"%", b"{", b"}"])
@pytest.mark.parametrize("name", [b"/", b"/F", b"/Fx", b"/F12"])
def test_no_name_is_cut_short(name: bytes, after: bytes) -> None:
    assert content_tokens(name + after + b" 12 Tf") is None


PIECES = st.sampled_from([*"()<>[]{}/%\\ \n\r\x00+-.#'\"0123456789", "BT", "Tj", "true", "<<", ">>", "(a)", "\\12", "é", "T*"])


@given(st.lists(PIECES, max_size=24).map("".join))
def test_nothing_is_read_otherwise_than_by_pdfminer(content: str) -> None:
    found = content_tokens(content.encode("latin-1"))
    if found is not None and "\0" not in content:  # in a name or number a null byte ends it, for pdfminer.six it does not
        assert found == of_pdfminer(content.encode("latin-1"))


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("[!b]*/*.pdf")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_pages_of_every_producer(path: Path) -> None:
    for page in Structure(path.read_bytes()).pages:
        content = b"\n".join(stream_value(stream).get_data() for stream in page.contents)
        found = content_tokens(content)
        assert found == of_pdfminer(content) or (found is None and path.stem == "dvips")


def plain(value: Any) -> Any:
    """An object of pdfminer.six as something that can be compared."""
    if isinstance(value, PDFObjRef):
        return "R", value.objid
    if isinstance(value, PDFStream):
        return "stream", plain(value.attrs), value.rawdata
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    return [plain(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("[!b]*/*.pdf")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_objects_of_every_producer(path: Path) -> None:
    content = path.read_bytes()
    ours, theirs = FastDocument(content), PDFDocument(PDFParser(BytesIO(content)))
    numbers = sorted({number for table in theirs.xrefs for number in table.get_objids()} - {0})
    assert len(numbers) > 5
    for number in numbers:
        try:
            wanted = theirs.getobj(number)
        except PDFObjectNotFound:
            continue
        assert plain(ours.getobj(number)) == plain(wanted), number


OBJECTS = [
    b"<</A 1 0 R/B[2 0 R null true]/C null/D(x)>>",
    b"[1 2 3]",
    b"(string)",
    b"12",
    b"null",
    b"<</Length 3>>\nstream\nabc\nendstream",
    b"<</A % comment\n 1>>",
    b"<</A (((deep)))>>",
    b"<<>>",
    b"<</A/B/C 1 0 R/D-7/E+.5/F 3.>>",
    b"<</Type /Annot\n/Rect [1 -.5 3. +4]\r\n/Border[]/Dest /note1 /A 2>>",
    b"<</A 1/A 2/N\xc3\xa9 /\xc3\xa9>>",
    b"<</A/\xe9>>",
    b"<</A 12-34>>",
    b"<</A 1 0>>",
    b"<</A>>",
    b"<</B 1/A>>",
    b"<</A[1 0 R]>>",
]


@pytest.mark.parametrize("written", OBJECTS)
def test_objects_are_those_of_pdfminer(written: bytes) -> None:
    content = file_with(written)
    assert read(FastDocument(content)) == read(PDFDocument(PDFParser(BytesIO(content))))


TABLE = b"xref\n1 1\n%010d 00000 n \n7 1\n%010d 00000 n \ntrailer\n"


def file_with(written: bytes, table: bytes = TABLE) -> bytes:
    """A file with an object of number 7."""
    content = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\n7 0 obj\n" + written + b"\nendobj\n"
    start = len(content)
    content += table % (content.index(b"1 0 obj"), content.index(b"7 0 obj")) + b"<</Root 1 0 R/Size 8>>\n"
    return content + b"startxref\n%d\n%%%%EOF\n" % start


def read(document: PDFDocument) -> Any:
    """The object of number 7, or what is raised for it."""
    try:
        return plain(document.getobj(7))
    except Exception as error:  # noqa: BLE001
        return type(error)


def gives_nothing(table: PDFBaseXRef, number: int) -> bool:
    """Whether a table of objects says that there is no object of a number."""
    try:
        table.get_pos(number)
    except KeyError:
        return True
    return False


ENTRIES = st.sampled_from(
    ["/A", "/B", "/", "1", " 2", "-.5", "3.", "+7", " 4 0 R", " ", "\n", "[", "]", "[1 2]", "true", "R", "é"]
)


@given(st.lists(ENTRIES, max_size=12).map("".join))
def test_no_dictionary_is_read_otherwise_than_by_pdfminer(entries: str) -> None:
    content = file_with(b"<<" + entries.encode() + b">>")
    ours, theirs = FastDocument(content), PDFDocument(PDFParser(BytesIO(content)))
    if object_at(content, content.index(b"7 0 obj"), 7, ours) is not None:
        assert read(ours) == read(theirs)


@pytest.mark.parametrize(
    ("table", "understood"),
    [
        (TABLE, True),
        (b"xref\r\n1 1\r\n%010d 00000 n\r\n7 1\r\n%010d 00000 n\r\ntrailer\r\n", True),
        (b"xref\n0 2\n0000000000 65535 f \n%010d 00000 n \n7 1\n%010d 00000 n \ntrailer\n", True),
        (b"xref\n1 1\n%010d 00000 n \n7 1 \n%010d 00000 n \n\ntrailer ", True),
        (b"xref\n1 1\n%010d 00000 n\n7 1\n%010d 00000 n\ntrailer\n", False),
        (b"xref\n1 1\n%010d 00000 n \n\n7 1\n%010d 00000 n \ntrailer\n", False),
    ],
)
def test_tables_of_objects_are_those_of_pdfminer(table: bytes, *, understood: bool) -> None:
    content = file_with(b"12", table)
    ours, theirs = FastDocument(content), PDFDocument(PDFParser(BytesIO(content)))
    for mine, one in zip(ours.xrefs, theirs.xrefs, strict=True):
        assert plain(mine.get_trailer()) == plain(one.get_trailer())
        assert {number: mine.get_pos(number) for number in mine.get_objids()} == {n: one.get_pos(n) for n in one.get_objids()}
        assert all(gives_nothing(mine, number) for number in range(10) if number not in one.get_objids())
    assert ours.getobj(7) == 12
    assert (table_at(content, content.index(b"xref")) is not None) == understood


def test_of_two_rows_for_one_object_the_later_counts() -> None:
    table = b"xref\n1 1\n%010d 00000 n \n7 1\n0000000003 00000 n \n7 1\n%010d 00000 n \ntrailer\n"
    content = file_with(b"12", table)
    ours, theirs = FastDocument(content), PDFDocument(PDFParser(BytesIO(content)))
    assert ours.getobj(7) == theirs.getobj(7) == 12


@pytest.mark.parametrize("length", [b"5", b" 5 ", b"4 0 R", b"4", b"6", b"-1", b"/No", b"99999"])
@pytest.mark.parametrize(
    "end", [b"\nendstream\nendobj", b"endstream endobj", b"\r\nendstream\r\nendobj", b"\nendobj", b"\nend"]
)
@pytest.mark.parametrize("begin", [b"stream\n", b"stream\r\n", b" stream\r", b"stream \n", b"stream"])
def test_no_stream_is_read_otherwise_than_by_pdfminer(length: bytes, end: bytes, begin: bytes) -> None:
    content = file_with(b"<</A /B/Length " + length + b">>" + begin + b"one 2" + end)
    ours, theirs = FastDocument(content), PDFDocument(PDFParser(BytesIO(content)))
    assert read(ours) == read(theirs)
    if length in (b"5", b" 5 ") and end.endswith(b"endobj") and b"endstream" in end and begin in (b"stream\n", b"stream\r\n"):
        assert object_at(content, content.index(b"7 0 obj"), 7, ours) is not None


@pytest.mark.parametrize(
    "cut", [b"7 2\n%010d 00000 n \ntrailer\n", b"7 1\n%010d 00000 x \ntrailer\n", b"7 1\n%010d 00000 n \n8 "]
)
def test_a_damaged_table_of_objects_is_left_to_pdfminer(cut: bytes) -> None:
    content = file_with(b"12", b"xref\n1 1\n%010d 00000 n \n" + cut)
    assert table_at(content, content.index(b"xref")) is None


def test_the_numbers_of_objects_are_counted_by_rows_however_large_they_are() -> None:
    row = b"0000000003 00000 n \n"
    sections = [(9_999_999_998, row), (1, row + b"0000000000 00001 f \n"), (1, row)]
    assert list(numbers_in(sections)) == [1, 9_999_999_998]
