"""DOCX and EPUB, as real programs write them: the same text, notes and findings as Markdown; hostile archives are refused."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from command import fidelity

from fidelity.api import check
from fidelity.formats import read
from fidelity.model.errors import UnreadableFile
from fidelity.model.marks import Kind
from fidelity.model.text import Text
from fidelity.readers.docx import read_docx
from fidelity.readers.epub import read_epub

FIXTURES = Path(__file__).parent.parent / "fixtures"
DOCUMENTS = FIXTURES / "documents"
EDITIONS = sorted(DOCUMENTS.glob("defects-*"))
CANONICAL = DOCUMENTS / "hafen.md"


def found(path: Path) -> list[tuple[str, str]]:
    return sorted((one.code, one.message) for one in check(path, CANONICAL) if one.severity != "info")


def test_documents_of_every_program_are_there() -> None:
    assert [path.name for path in EDITIONS] == [
        *("defects-libreoffice.docx", "defects-libreoffice.html", "defects-pandoc.docx", "defects-pandoc.epub"),
        "defects-pandoc.html",
    ]


@pytest.mark.parametrize("path", EDITIONS, ids=lambda path: path.name)
def test_one_edition_has_the_same_findings_in_every_format(path: Path) -> None:
    expected = found(DOCUMENTS / "defects.md")
    assert len(expected) >= 6
    assert found(path) == expected


@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("hafen-*")), ids=lambda path: path.name)
def test_an_unchanged_text_has_no_finding_in_any_format(path: Path) -> None:
    assert found(path) == []


def test_the_changes_that_a_word_processor_tracked_are_accepted() -> None:
    text = read(DOCUMENTS / "tracked.docx")
    assert "in the old harbour" in text.string
    assert "new harbour" not in text.string
    assert text.string.count("\n") == 2
    assert [note.label for note in text.notes] == ["1"]
    assert text.string.endswith("A note that stayed.")


def test_places_are_part_paragraph_and_run() -> None:
    one = next(f for f in check(DOCUMENTS / "defects-pandoc.docx", CANONICAL) if f.code == "N121" or f.code.startswith("C"))
    assert one.place is not None
    assert one.place.part == "word/footnotes.xml"
    assert one.place.paragraph
    assert one.place.run
    chapter = next(f for f in check(DOCUMENTS / "defects-pandoc.epub", CANONICAL) if f.code.startswith(("T", "Q")))
    assert chapter.place is not None
    assert (chapter.place.part or "").startswith("EPUB/text/ch00")
    outcome = fidelity("check", DOCUMENTS / "defects-pandoc.docx", "--against", CANONICAL)
    assert "(part word/document.xml, paragraph " in outcome.text


def test_the_places_of_a_document_in_json() -> None:
    outcome = fidelity("check", DOCUMENTS / "defects-pandoc.docx", "--against", CANONICAL, "--format", "json")
    places = [one["place"] for one in json.loads(outcome.out)["findings"]]
    assert all(place["part"].startswith("word/") for place in places)


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NOTES = (
    f'<w:footnotes {W}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> First.</w:t></w:r></w:p></w:footnote>'
    '<w:footnote w:id="3"><w:p><w:r><w:t>Second.</w:t></w:r></w:p></w:footnote></w:footnotes>'
)
SCHEMAS = "http://schemas.openxmlformats.org"
RELATIONS = (
    f'<Relationships xmlns="{SCHEMAS}/package/2006/relationships"><Relationship Id="r1" '
    f'Type="{SCHEMAS}/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/></Relationships>'
)


def docx(body: str, notes: str = NOTES, **more: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/footnotes.xml", notes)
        for name, part in {"word/_rels/document.xml.rels": RELATIONS, **more}.items():
            archive.writestr(name, part)
    return content.getvalue()


def read_body(body: str, **more: str) -> Text:
    return read_docx(docx(body, **more), "x.docx")


def t(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def call(number: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


RAISED = '<w:vertAlign w:val="superscript"/>'
NOT_BOLD = '<w:b w:val="0"/>'


def test_runs_and_what_stands_in_them() -> None:
    text = read_body(
        f"<w:p>{t('One ')}{t('two', '<w:i/>')}{t(' x', '<w:vanish/>')}<w:r><w:tab/><w:t>three</w:t><w:br/><w:t>four</w:t>"
        f"<w:noBreakHyphen/><w:sym w:char='00E9'/></w:r>{t(' bold', NOT_BOLD)}</w:p>"
        f"<w:tbl><w:tr><w:tc><w:p>{t('a')}</w:p></w:tc><w:tc><w:p>{t('b')}</w:p></w:tc></w:tr></w:tbl>"
        f"<w:p><w:del>{t('gone')}</w:del><w:ins>{t('new')}</w:ins><w:moveFrom>{t('gone')}</w:moveFrom></w:p><w:p/>"
    )
    assert text.string == "One two three\u2028four\u2011é bold\na\tb\nnew"
    assert [text.string[slice(*mark.span)] for mark in text.of_kind(Kind.EMPHASIS)] == ["two"]
    assert text.of_kind(Kind.STRONG) == ()


CELL = "<w:tc>{0}</w:tc>"
TABLE = "<w:tbl><w:tr>{0}</w:tr></w:tbl>"


def p(words: str) -> str:
    return f"<w:p>{t(words)}</w:p>"


def test_cells_are_read_once_whatever_is_in_or_around_them() -> None:
    inner = TABLE.format(CELL.format(p("inner")))
    wrapped = f"<w:sdt><w:sdtPr/><w:sdtContent>{CELL.format(p('wrapped'))}</w:sdtContent></w:sdt>"
    box = f"<w:p>{t('holds')}<w:r><w:pict><w:txbxContent>{p('boxed')}</w:txbxContent></w:pict></w:r></w:p>"
    text = read_body(TABLE.format(CELL.format(p("outer") + inner) + wrapped + CELL.format(box)) + p("After."))
    assert text.string == "boxed\nouter inner\twrapped\tholds\nAfter."


ALTERNATIVES = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="wps">{0}</mc:Choice><mc:Fallback>{1}</mc:Fallback></mc:AlternateContent>'
)


def test_of_alternatives_one_is_read_wherever_they_stand() -> None:
    inline = f"<w:p>{t('It is ')}{ALTERNATIVES.format(t('new'), t('old'))}{t('.')}</w:p>"
    assert read_body(inline + ALTERNATIVES.format(p("New."), p("Old."))).string == "It is new.\nNew."
    run = f"<w:p><w:r>{ALTERNATIVES.format('<w:t>new</w:t>', '<w:t>old</w:t>')}</w:r></w:p>"
    assert read_body(run).string == "new"


def field(kind: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:fldChar w:fldCharType="{kind}"/></w:r>'


@pytest.mark.parametrize("properties", ["", "<w:vanish/>", "<w:strike/>"])
def test_fields_end_in_runs_that_are_not_shown(properties: str) -> None:
    index = field("begin") + '<w:r><w:instrText>XE "x"</w:instrText></w:r>' + field("end", properties)
    assert read_body(f"<w:p>{t('A')}{index}{t(' b.')}</w:p>{p('C.')}").string == "A b.\nC."
    begun = field("begin", properties) + t("gone", properties) + field("end")
    assert read_body(f"<w:p>{t('A')}{begun}{t(' b.')}</w:p>").string == "A b."


def test_what_is_not_read_of_a_document_is_said() -> None:
    assert "embedded" in read_body(p("A.") + "<w:altChunk/>" + p("B.")).source.losses[0]
    assert "field" in read_body(p("A.") + f"<w:p>{field('begin')}{t('b')}</w:p>" + p("B.")).source.losses[0]
    assert read_body(p("A.")).source.losses == ()


def test_comments_in_the_relations_of_a_package() -> None:
    commented = RELATIONS.replace("<Relationship ", "<!-- made by hand --><Relationship ", 1)
    content = io.BytesIO(docx(f"<w:p>{t('One')}{call(2)}</w:p>"))
    again = io.BytesIO()
    with zipfile.ZipFile(content) as archive, zipfile.ZipFile(again, "w") as other:
        for name in archive.namelist():
            other.writestr(name, commented if name.endswith(".rels") else archive.read(name))
    assert read_docx(again.getvalue(), "x.docx").string == "One1\nFirst."


def test_a_paragraph_whose_end_was_struck_out_goes_on_in_the_next() -> None:
    text = read_body(f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{t('One ')}</w:p><w:p>{t('two.')}</w:p>")
    assert text.string == "One two."


@pytest.mark.parametrize(("frame", "string"), [("drop", "Wer kommt."), ("margin", "Wer kommt."), ("none", "W\ner kommt.")])
def test_a_drop_cap_in_its_frame_begins_the_next_paragraph(frame: str, string: str) -> None:
    cap = f'<w:pPr><w:keepNext/><w:framePr w:dropCap="{frame}" w:lines="3" w:wrap="around"/></w:pPr>'
    assert read_body(f"<w:p>{cap}{t('W')}</w:p><w:p>{t('er kommt.')}</w:p>").string == string


def test_fields_show_their_results_and_tables_of_contents_are_no_text() -> None:
    begin, part, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    shown = f"{begin}<w:r><w:instrText>REF x</w:instrText></w:r>{part}{t('shown')}{end}"
    contents = f"{begin}<w:r><w:instrText>TOC \\o</w:instrText></w:r>{part}{t('hidden')}{end}"
    assert read_body(f"<w:p>{t('See ')}{shown}.</w:p><w:p>{contents}</w:p>").string == "See shown"


def test_notes_called_twice_and_out_of_order_are_numbered_as_they_come() -> None:
    text = read_body(f"<w:p>{t('A')}{call(3)}{t(' b')}{call(2)}{t(' c')}{call(3)}{t(' d')}{call(9)}</w:p>")
    assert text.string == "A1 b2 c1 d3\nSecond.\nFirst."
    assert [(note.label, len(note.calls), note.body is None) for note in text.notes] == [
        ("1", 2, False),
        ("2", 1, False),
        ("3", 1, True),
    ]


def test_a_list_that_counts_by_itself_under_a_heading_is_end_notes() -> None:
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    bullets = '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl>'
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="1">{level}{bullets}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    relations = RELATIONS.replace(
        "</R", f'<Relationship Id="r2" Type="{SCHEMAS}/officeDocument/2006/relationships/numbering" Target="numbering.xml"/></R'
    )

    def item(words: str, depth: int = 0) -> str:
        return f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr></w:pPr>{t(words)}</w:p>'

    def text(one: str, two: str) -> Text:
        running = (
            f"<w:p>{t('It rained')}{t(one, RAISED)}{t(' and it snowed')}{t(two, RAISED)}{t('.')}</w:p><w:p>{t('Notes')}</w:p>"
        )
        parts = {"word/numbering.xml": numbering, "word/_rels/document.xml.rels": relations}
        return read_body(
            running + item("A source.") + item("Of rivers.", 1) + item("Another.") + f"<w:p>{t('')}</w:p>", **parts
        )

    read_well = text("1", "2")
    assert read_well.running.string == "It rained and it snowed."
    bodies = [read_well.string[slice(*note.body)] for note in read_well.notes if note.body is not None]
    assert bodies == ["A source.\nOf rivers.", "Another."]
    assert text("st", "nd").notes == ()


def test_numbers_begin_again_in_sections_and_marks_may_be_chosen() -> None:
    section = '<w:p><w:pPr><w:sectPr><w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr></w:sectPr></w:pPr>'
    custom = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="3"/><w:t>*</w:t></w:r>'
    text = read_body(f"{section}{t('A')}{call(2)}</w:p><w:p>{t('B')}{custom}</w:p>")
    assert [(note.label, note.scope) for note in text.notes] == [("1", 1), ("*", 1)]
    text = read_body(f"{section}{t('A')}{call(2)}</w:p><w:p>{t('B')}{call(3)}</w:p>")
    assert [(note.label, note.scope) for note in text.notes] == [("1", 1), ("1", 2)]


def epub(chapters: dict[str, str], spine: str | None = None, **more: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "META-INF/container.xml", '<container><rootfiles><rootfile full-path="O/c.opf"/></rootfiles></container>'
        )
        items = "".join(
            f'<item id="i{k}" href="{name}" media-type="application/xhtml+xml"/>' for k, name in enumerate(chapters)
        )
        order = spine or "".join(f'<itemref idref="i{k}"/>' for k in range(len(chapters)))
        archive.writestr("O/c.opf", f"<package><manifest>{items}</manifest><spine>{order}</spine></package>")
        for name, page in chapters.items():
            archive.writestr(f"O/{name}", page)
        for name, part in more.items():
            archive.writestr(name, part)
    return content.getvalue()


CHAPTER = '<p>{0}<a id="r1" epub:type="noteref" href="{1}#n1">1</a></p>'
NOTE = '<aside epub:type="footnote" id="n1"><p>{0}</p></aside>'


def test_chapters_in_the_order_of_the_spine_each_with_its_own_numbers() -> None:
    book = epub(
        {
            "b.xhtml": CHAPTER.format("Two", "") + NOTE.format("Of two."),
            "a.xhtml": CHAPTER.format("One", "") + NOTE.format("Of one."),
        },
        '<itemref idref="i1"/><itemref idref="i0"/>',
    )
    text = read_epub(book, "x.epub")
    assert text.string == "One1\nTwo1\nOf one.\nOf two."
    assert [(note.label, note.scope, len(note.calls)) for note in text.notes] == [("1", 1, 1), ("1", 2, 1)]
    assert text.source.stretches is not None
    assert text.source.stretches.at(text.file_hull(text.notes[1].calls[0]).start)[:2] == ("O/b.xhtml", 1)


def test_notes_in_a_file_of_their_own_outside_of_the_reading_order() -> None:
    book = epub(
        {"t.xhtml": "<p>Cover</p>", "a.xhtml": CHAPTER.format("One", "n.xhtml"), "n.xhtml": NOTE.format("Note.")},
        '<itemref idref="i0" linear="no"/><itemref idref="i1"/><itemref idref="i2" linear="no"/>',
    )
    assert read_epub(book, "x.epub").string == "One1\nNote."


PAGE = "<html><head><title>x</title></head><body>{0}</body></html>"


@pytest.mark.parametrize(
    "page",
    [
        '<body epub:type="toc"><p>Contents</p></body>',
        '<h1>Contents</h1><nav epub:type="toc"><ol><li>One</li></ol></nav>',
        '<section class="x" epub:type="frontmatter titlepage"><div><h1>T</h1></div><section><p>By A</p></section></section>',
    ],
)
def test_pages_that_are_a_title_or_a_table_of_contents_are_not_read(page: str) -> None:
    page = page if page.startswith("<body") else PAGE.format(page)
    assert read_epub(epub({"t.xhtml": page, "a.xhtml": PAGE.format("<p>One.</p>")}), "x.epub").string == "One."


@pytest.mark.parametrize(
    ("page", "string"),
    [
        ('<h1>I</h1><nav epub:type="toc"><ol><li>a</li></ol></nav><p>Words.</p>', "I\nWords.\nOne."),
        ('<section epub:type="titlepage"><p>T</p></section><section><p>Words.</p></section>', "T\nWords.\nOne."),
        ('<p>He said: epub:type="toc".</p>', 'He said: epub:type="toc".\nOne.'),
    ],
)
def test_a_chapter_with_a_title_or_contents_in_it_is_read(page: str, string: str) -> None:
    book = epub({"t.xhtml": PAGE.format(page), "a.xhtml": PAGE.format("<p>One.</p>")})
    assert read_epub(book, "x.epub").string == string


def test_characters_in_which_nothing_is_markup_are_text() -> None:
    page = PAGE.format("<p>It did <![CDATA[not &amp; <b>]]>close.</p><style><![CDATA[p {}]]></style>")
    assert read_epub(epub({"a.xhtml": page}), "x.epub").string == "It did not &amp; <b>close."


def test_elements_of_xhtml_that_end_in_their_own_tag() -> None:
    page = '<html><head><title/><script src="x.js"/></head><body><div/><p>One <a id="x"/>two.</p><p/></body></html>'
    assert read_epub(epub({"a.xhtml": page}), "x.epub").string == "One two."


BOMB = "<w:p>" + "<w:r><w:t>" + " " * 60_000_000 + "</w:t></w:r></w:p>"
ENTITIES = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
EXTERNAL = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (docx(BOMB), "would grow too large"),
        (docx("", notes=ENTITIES), "has entities"),
        (docx("", notes=EXTERNAL), "has entities"),
        (docx("<w:p>"), "no whole XML"),
        (docx("<w:p/>"), "holds no text"),
        (b"PK\x03\x04 and nothing", "no whole ZIP"),
    ],
    ids=["bomb", "entities", "external entity", "damaged", "empty", "no archive"],
)
def test_hostile_and_damaged_documents_are_refused_in_one_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableFile, match=r"x\.docx") as caught:
        read_docx(content, "x.docx")
    assert sentence in str(caught.value)


def test_a_document_type_without_entities_is_read() -> None:
    kind = '<!DOCTYPE w:footnotes PUBLIC "+//ISBN 0-9673008-1-9//DTD OEB 1.2 Package//EN" "http://x.invalid/oeb.dtd">'
    assert read_docx(docx(f"<w:p>{t('One')}{call(2)}</w:p>", notes=kind + NOTES), "x.docx").string == "One1\nFirst."


def test_an_archive_is_only_read_by_name(tmp_path: Path) -> None:
    outside = '<container><rootfiles><rootfile full-path="../../../etc/passwd"/></rootfiles></container>'
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("META-INF/container.xml", outside)
        archive.writestr("../escaped.txt", "x")
    with pytest.raises(UnreadableFile, match="is missing"):
        read_epub(content.getvalue(), "x.epub")
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as archive:
        for i in range(10_001):
            archive.writestr(str(i), "")
    with pytest.raises(UnreadableFile, match="more than 10000 parts"):
        read_epub(many.getvalue(), "x.epub")


def test_deeply_nested_xml_ends_in_a_sentence() -> None:
    with pytest.raises(UnreadableFile, match="no whole XML"):
        read_docx(docx("<w:ins>" * 5000 + "</w:ins>" * 5000), "x.docx")


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
@pytest.mark.parametrize("ending", ["docx", "epub", "html"])
def test_1300_notes_as_pandoc_writes_them_are_consistent(ending: str, tmp_path: Path) -> None:
    paragraphs = [f"Paragraph {n} says something of its own.[^{n}] And it goes on." for n in range(1, 1301)]
    notes = [f"[^{n}]: Author {n}, *Title {n}*, p. {n}." for n in range(1, 1301)]
    source = tmp_path / "book.md"
    source.write_text("# Book\n\n" + "\n\n".join(paragraphs + notes) + "\n", encoding="utf-8")
    edition = tmp_path / f"book.{ending}"
    options = ["--metadata", "title=Book"] if ending == "epub" else []
    subprocess.run(["pandoc", source, "-o", edition, *options], check=True, capture_output=True)
    text = read(edition)
    assert len(text.notes) == 1300
    assert all(note.body is not None and len(note.calls) == 1 for note in text.notes)
    assert [f.message for f in check(edition) if f.severity != "info" and re.match("N", f.code)] == []
    assert [f.message for f in check(edition, source) if f.severity != "info"] == []


TWICE = "One fact here.[^1] Another there.[^1] A third at last.[^2]\n\n[^1]: The first source.\n\n[^2]: The second source.\n"
REPEATED = (
    "One fact here.[^1] Another there.[^2] A third at last.[^3]\n\n[^1]: The first source.\n\n[^2]: The first source.\n\n"
    "[^3]: The second source.\n"
)
ELSEWHERE = REPEATED.replace("Another there.[^2] A third", "Another[^2] there. A third")


def test_a_note_called_twice_is_written_twice_by_programs_and_still_one(tmp_path: Path) -> None:
    for canonical, edition, codes in (
        (TWICE, REPEATED, []),
        (REPEATED, TWICE, []),
        (TWICE, ELSEWHERE, ["N130", "N128"]),
        (TWICE, REPEATED.replace("[^2]: The first", "[^2]: The worst"), ["N130", "N128"]),
    ):
        paths = tmp_path / "canonical.md", tmp_path / "edition.md"
        for path, content in zip(paths, (canonical, edition), strict=True):
            path.write_text(content, encoding="utf-8")
        assert sorted(f.code for f in check(paths[1], paths[0]) if f.severity != "info") == sorted(codes)
