# ruff: noqa: E501
"""Whose words a quotation is said to be: what files say of themselves, what essays say, and what is made of both."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from command import fidelity

from fidelity import api
from fidelity.collation.passages.store import Store
from fidelity.formats import work_of
from fidelity.library import INDEX
from fidelity.model.work import UNKNOWN, Work
from fidelity.readers.markdown import read_markdown
from fidelity.readers.pdf_authors import credible_authors, credible_title
from fidelity.readers.works import work_in
from fidelity.recognition import recognise
from fidelity.recognition.attributions import ascriptions, parts_of_block, source_at_end

ROSS = "The habit of meeting had become the habit of deciding together, in the yards and on the quays."
HARTMAN = "Bread was dear that winter, and the women of the lower town kept the accounts of every oven."


# -- what files say of themselves ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "work"),
    [
        ("---\nauthor: Amalia Ross\ntitle: The Quarries\ndate: 1976-03-01\n---\n\nText.", Work(("Amalia Ross",), "The Quarries", "1976")),
        ("---\nauthors: [Ross, Ivo Hartman]\nyear: 1981\n---\n\nText.", Work(("Ross", "Ivo Hartman"), "", "1981")),
        ("---\nauthor:\n  - {given: Amalia, family: Ross}\n  - name: Ivo Hartman\n---\n\nText.", Work(("Amalia Ross", "Ivo Hartman"))),
        ('+++\nauthor = "Amalia Ross; Ivo Hartman"\ndate = 1976-03-01\n+++\n\nText.', Work(("Amalia Ross", "Ivo Hartman"), "", "1976")),
        ("---\nauthor: admin\ntitle: Untitled\nyear: soon\n---\n\nText.", UNKNOWN),
        ("---\nauthor: [\n---\n\nText.", UNKNOWN),
        ("+++\nauthor = \n+++\n\nText.", UNKNOWN),
        ("---\na: &a [x, x]\nb: &b [*a, *a]\nauthor: [*b, *b]\n---\n\nText.", UNKNOWN),
        ("Text.", UNKNOWN),
    ],
)  # fmt: skip
def test_front_matter(content: str, work: Work) -> None:
    assert work_in(content.encode(), ".md") == work


def test_the_head_of_a_page() -> None:
    page = (
        '<html><head><title>x</title><meta name="citation_author" content="Ross, Amalia"><meta name="DC.title" content="The Quarries">'
        '<meta name="citation_publication_date" content="1976/03"></head><body><meta name="author" content="Nobody">Text</body>'
    )
    assert work_in(page.encode(), ".html") == Work(("Ross, Amalia",), "The Quarries", "1976")
    for encoding in ("utf-8", "latin-1"):
        assert work_in("<head><title>Les Carrières</title></head>".encode(encoding), ".html") == Work((), "Les Carrières")
    assert work_in(b"<p>Text.", ".html") == UNKNOWN
    assert work_in(b"", ".html") == UNKNOWN
    assert work_in(b"<!doctype html><body><p>Text.", ".html") == UNKNOWN


def test_metadata_of_archives() -> None:
    def archive(members: dict[str, str]) -> bytes:
        content = BytesIO()
        with zipfile.ZipFile(content, "w") as writing:
            for name, member in members.items():
                writing.writestr(name, member)
        return content.getvalue()

    terms = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    core = f"<c:p xmlns:c='c' {terms}><dc:creator>Amalia Ross</dc:creator><dc:title>The Quarries</dc:title></c:p>"
    assert work_in(archive({"docProps/core.xml": core}), ".docx") == Work(("Amalia Ross",), "The Quarries")
    assert work_in(archive({"word/document.xml": core}), ".docx") == UNKNOWN
    package = (
        f"<package {terms}><metadata><dc:title>The Quarries</dc:title><dc:creator>Amalia Ross</dc:creator>"
        "<dc:creator>Ivo Hartman</dc:creator><dc:date>1976</dc:date></metadata></package>"
    )
    container = "<container><rootfiles><rootfile full-path='a.opf'/></rootfiles></container>"
    book = archive({"META-INF/container.xml": container, "a.opf": package})
    assert work_in(book, ".epub") == Work(("Amalia Ross", "Ivo Hartman"), "The Quarries", "1976")
    assert work_in(b"no archive", ".epub") == UNKNOWN


def test_the_information_of_a_pdf() -> None:
    content = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
    about = "<feff" + "Amalia Röss".encode("utf-16-be").hex() + ">"
    content += f"3 0 obj\n<</Author {about}/Title(The Quarries)/CreationDate(D:20200101)>>\nendobj\n".encode()
    content += b"trailer\n<</Root 1 0 R/Info 3 0 R>>\n%%EOF"
    assert work_in(content, ".pdf") == Work(("Amalia Röss",), "The Quarries")
    assert work_in(content.replace(b"The Quarries", b"quarries.doc"), ".pdf").title == ""
    assert work_in(b"%PDF-1.4 and nothing more", ".pdf") == UNKNOWN


@pytest.mark.parametrize(
    ("field", "authors"),
    [
        ("Karl Marx and Friedrich Engels", ("Karl Marx", "Friedrich Engels")),
        ("Émilie Röss, Théo Vane, Jean-Baptiste Quill", ("Émilie Röss", "Théo Vane", "Jean-Baptiste Quill")),
        ("RÖSS, Amalia; van der Vane, Jan", ("RÖSS, Amalia", "van der Vane, Jan")),
        ("Walter G. Alder, Jr.", ("Walter G. Alder Jr.",)),
        *(
            (nobody, ())
            for nobody in ("Tara", "jsmith", "john.alder@quill.example", "DESKTOP-4F\\\\john", "Röss", "A. B.", "the clerk")
        ),
        *((nobody, ()) for nobody in ("Microsoft Office User", "Adobe InDesign CS6", "LaTeX with hyperref", "Dell Customer")),
        *(
            (nobody, ())
            for nobody in ("Harvard University", "World Bank", "Communist Party", "Haymarket Books", "Human Rights Watch")
        ),
        *(
            (nobody, ())
            for nobody in ("Universität Tarn", "Partido Obrero", "Quarry Workers", "Tarn Review", "Institut du Fleuve")
        ),
        *((one, (one,)) for one in ("Frank Church", "Humphry House", "Jane Parks", "Iris Unionson")),
        *((nobody, ()) for nobody in ("Canon iR-ADV C5035", "Alder Press", "Quill Verlag", "Amalia Röss; jsmith")),
    ],
)
def test_who_may_be_believed_to_have_written_a_pdf(field: str, authors: tuple[str, ...]) -> None:
    assert credible_authors(field) == authors


def test_a_title_is_believed_that_the_first_pages_print() -> None:
    assert (
        credible_title("The Quarries of  Tarn", "AMALIA RÖSS\n\nTHE QUAR-\nRIES OF TARN\n\nThe ferry") == "The Quarries of Tarn"
    )
    assert credible_title("quarries final 3", "THE QUARRIES OF TARN") == ""
    assert credible_title("The Quarries", 3000 * "The ferry ran. " + "The Quarries") == ""


_PAGE = [
    (18, 740, "The Ferry at Longreach"),
    (11, 700, "The ferry had not run since the autumn of 1911, and nobody in the lower village"),
    (11, 686, "expected it to run again. Its ropes lay coiled in the boathouse, grey with salt."),
    (11, 672, "I do not believe that cruelty was intended. The engineers were kind men."),
]


def _printed(author: str) -> bytes:
    """A PDF of a page, whose information names an author and the title."""
    shown = "\n".join(f"BT /F {size} Tf 72 {y} Td ({line}) Tj ET" for size, y, line in _PAGE)
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(shown)}>>\nstream\n{shown}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>",
        f"<</Author({author})/Title(The Ferry at Longreach)/Producer(A Program)>>",
    ]
    written = bytearray(b"%PDF-1.4\n")
    table = ["0000000000 65535 f "]
    for k, one in enumerate(objects, 1):
        table.append(f"{len(written):010} 00000 n ")
        written += f"{k} 0 obj\n{one}\nendobj\n".encode("latin-1")
    places = "\n".join(table)
    end = f"xref\n0 {len(table)}\n{places}\ntrailer\n<</Root 1 0 R/Info 6 0 R/Size 7>>\nstartxref\n{len(written)}\n%%EOF\n"
    return bytes(written) + end.encode()


def test_the_authors_of_a_pdf_go_with_its_canonical_text(tmp_path: Path) -> None:
    source = tmp_path / "ferry.pdf"
    source.write_bytes(_printed("jsmith"))
    plain = api.markdown_of(api.extract(source))
    assert plain.startswith("# The Ferry at Longreach\n")
    source.write_bytes(_printed("Amalia Ross"))
    written = api.markdown_of(api.extract(source))
    assert written == '---\nauthor: "Amalia Ross"\ntitle: "The Ferry at Longreach"\n---\n\n' + plain
    back = read_markdown(written.encode(), "ferry.md")
    assert back.string == read_markdown(plain.encode(), "ferry.md").string
    assert work_of(back) == Work(("Amalia Ross",), "The Ferry at Longreach")


def test_an_extracted_text_is_known_to_be_another_author_s(tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    (tmp_path / "ferry.pdf").write_bytes(_printed("Amalia Ross"))
    api.write_canonical(api.extract(tmp_path / "ferry.pdf"), library / "ferry.md")
    (library / "bread.md").write_text(
        f"---\nauthor: Ivo Hartman\ntitle: Bread\nyear: 1984\n---\n\n{HARTMAN}\n", encoding="utf-8"
    )
    essay = tmp_path / "essay.md"
    essay.write_text(
        "Hartman writes that “the engineers were kind men” (Hartman 1984, 3). He says: “I do not believe that cruelty was intended” (Hartman 1984, 3).\n",
        encoding="utf-8",
    )
    said = fidelity("check", essay, "--against", library, "--relation", "quoting").text
    assert "Q111" in said
    assert "Amalia Ross" in said


# -- what essays say -------------------------------------------------------------------------------------------------------


def said(content: str) -> list[tuple[tuple[str, ...], tuple[str, ...], str, str]]:
    """For the first quotation each attribution: families, years, pages, vicinity."""
    text = read_markdown(content.encode(), "x.md")
    marks = recognise(text)
    quotations = [
        part for one in marks.quotations for part in (parts_of_block(text, one) if one.block else [one]) if one.closed
    ]
    found = ascriptions(text, marks, quotations)[0]
    return [
        (one.families, one.years, text.string[slice(*one.pages)] if one.pages else "", str(one.vicinity)) for one in found.attributions
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("He says “so it was then” (Ross 1976, 45).", [(("ross",), ("1976",), "45", "behind")]),
        ("He says “so it was then.” (see Ross [1921] 1976: 44–45)", [(("ross",), ("1921", "1976"), "44–45", "behind")]),
        ("Er sagt „so war es dann“ (vgl. Ross 1976, S. 45).", [(("ross",), ("1976",), "45", "behind")]),
        ("Il dit « ce fut ainsi » (Ross, 1976, p. 45).", [(("ross",), ("1976",), "45", "behind")]),
        ("He says “so it was then” (Ross 45).", [(("ross",), (), "45", "behind")]),
        ("He says “so it was then” (Ross, *The Quarries*, 45).", [(("ross",), (), "45", "behind")]),
        ("He says “so it was then” (Ross 1976, 45; Lind 1981, 3).", [(("ross",), ("1976",), "45", "behind"), (("lind",), ("1981",), "3", "behind")]),
        ("Ross (1976, 45) writes that “so it was then”.", [(("ross",), ("1976",), "45", "sentence")]),
        ("Ross writes that “so it was then” (1976, 45).", [(("ross",), ("1976",), "45", "sentence")]),
        ("“So it was then,” wrote Amalia Ross.", [(("ross",), (), "", "sentence")]),
        ("According to Amalia Ross, “so it was then”.", [(("ross",), (), "", "sentence")]),
        ("Laut Amalia Ross „war es dann so“.", [(("ross",), (), "", "sentence")]),
        ("He says “so it was then.”[^1]\n\n[^1]: Amalia Ross, *The Quarries* (London: Lantern, 1976), 45.", [(("ross",), ("1976",), "45", "behind")]),
        ("> So it was then. (Ross 1976, 45)", [(("ross",), ("1976",), "45", "behind")]),
        ("> So it was then.\n>\n> — Amalia Ross", [(("ross",), (), "", "behind")]),
        ("As Ross observes (1976, 45), “so it was then”.", [(("ross",), ("1976",), "45", "sentence")]),
        *((f"{leading} “so it was then”.", [(("ross",), (), "", "sentence")]) for leading in (
            "Ross:", "Amalia Ross:", "Ross, in *The Quarries*:", "For Ross,", "Ross puts it thus:", "Ross zufolge", "Mit Ross gesagt:",
            "Como dice Amalia Ross:", "Come dice Ross:", "Comme le dit Ross :", "Wie Ross schreibt:", "Para Ross,", "Nach Ross gilt:", "Bei Ross heißt es:",
            "En palabras de Ross,", "Nelle parole di Ross,", "Nas palavras de Amalia Ross,", "Ross souligne que", "Ross sottolinea che", "Ross sublinha que",
        )),
        ("In Ross’s words, “so it was then”.", [(("ross s", "ross"), (), "", "sentence")]),
        ("In Ross’s *The Quarries* we read “so it was then”.", [(("ross s", "ross"), (), "", "sentence")]),
        ("In *The Quarries* we read: “so it was then”.", [((), (), "", "sentence")]),
        ("On lit dans *Les Carrières* : « ce fut ainsi ».", [((), (), "", "sentence")]),
        ("In *Die Reise nach Ulm* heißt es: „So war es dann“.", [((), (), "", "sentence")]),
        ("In *Korn und Kredit* schreibt Hans-Georg von Rhein: „So war es dann“.", [(("rhein",), (), "", "sentence")]),
        ("Er liest „so war es dann“ (so Ross 1976, 45).", [(("ross",), ("1976",), "45", "behind")]),
        ("Lê-se “assim foi então” (da Silva Prado 1999, 45).", [(("prado",), ("1999",), "45", "behind")]),
        ("Lê-se “assim foi.”[^1]\n\n[^1]: João da Silva Prado, *O rio e a dívida*, 1999, p. 45.", [(("prado",), ("1999",), "45", "behind")]),
        ("De Santis scrive: «Così fu allora».", [(("santis",), (), "", "sentence")]),
        ("Étienne d’Aubray affirme que « ce fut ainsi ».", [(("d aubray",), (), "", "sentence")]),
        ("Ross writes:\n\n> So it was then.", [(("ross",), (), "", "sentence")]),
        ("Ross (1976):\n\n> So it was then.", [(("ross",), ("1976",), "", "sentence")]),
        ("We read:\n\n> So it was then.\n\n(Ross 1976, 45)", [(("ross",), ("1976",), "45", "behind")]),
        ("> So it was.\n>\n> — João da Silva Prado, *O rio*", [(("prado",), (), "", "behind")]),
        ("Ross wrote.\n\n> So it was then.", []),
        ("Ross writes:\n\n> Once.\n\nNo.\n\n> So it was then.\n\n(and so on)", [(("ross",), (), "", "sentence")]),
        ("Come si disse, «così fu allora».", []),
        ("For Ross, “so it was then” was the finest line.", []),
        ("In Ross’s *The Quarries* there is a map of “so it was then”.", []),
        ("He likes *The Quarries* and “so it was then”.", []),
        ("He says “so it was then.” Ross knew it.", []),
        ("Ross is dead. He says “so it was then” (emphasis added).", []),
        ("“So it was then” (which was in 1976 or so) he says.", []),
        ("Ross’s friend was there. “So it was then,” he said, and left in 1976.", []),
        ("He says “so it was then”. And “so it is now” (Ross 1976, 45).", []),
    ],
)  # fmt: skip
def test_what_is_said_of_a_quotation(content: str, expected: list[object]) -> None:
    assert said(content) == expected


def test_a_page_alone_is_of_the_work_cited_before() -> None:
    text = read_markdown(
        b"The \xe2\x80\x9cone two three\xe2\x80\x9d (Ross 1976, 4) and \xe2\x80\x9cfour five six\xe2\x80\x9d (5), \xe2\x80\x9cseven eight\xe2\x80\x9d (ibid., 6).",
        "x",
    )
    marks = recognise(text)
    found = ascriptions(text, marks, [one for one in marks.quotations if one.closed])
    assert [[(one.families, str(one.vicinity)) for one in each.attributions] for each in found] == [
        [(("ross",), "behind")],
        [(("ross",), "carried")],
        [(("ross",), "carried")],
    ]


@pytest.mark.parametrize(
    ("block", "source"),
    [
        ("So it was then. (Ross 1976, 45)", " (Ross 1976, 45)"),
        ("So it was then. [Ross, *The Quarries*, p. 45]", " [Ross, The Quarries, p. 45]"),
        ("So it was then (ibid., 45).", " (ibid., 45)."),
        ("So it was then.\\\n— Amalia Ross, *The Quarries*", "\u2028— Amalia Ross, The Quarries"),
        ("So it was then. — Amalia Ross", " — Amalia Ross"),
        ("So it was then.\n> — Ross, p. 45", " — Ross, p. 45"),
        ("So it was then. […]\n> — Ross, p. 45", " — Ross, p. 45"),
        ("So it was then. (45)\n> — Ross, *The Quarries* (1976)", " (45) — Ross, The Quarries (1976)"),
        ("So it was then.\n> — Ross, p. of the queen, as they said.", ""),
        ("So it was then (as they say).", ""),
        ("So it was then (in the year 1976).", ""),
        ("So it was then. — And so it stayed, for all I know.", ""),
        ("So it was then. — Nobody knew.", ""),
        ("“Is it so?” — Yes, it is, said the other man to him and left.", ""),
    ],
)  # fmt: skip
def test_the_source_at_the_end_of_a_block_is_no_part_of_it(block: str, source: str) -> None:
    text = read_markdown(f"> {block}\n".encode(), "x.md")
    quotation = next(one for one in recognise(text).quotations if one.block)
    found = source_at_end(text, quotation.content)
    assert (text.string[slice(*found)] if found else "") == source


def test_a_block_quotation_with_two_sources_is_two() -> None:
    text = read_markdown(
        b"> So it was then. (Ross 1976, 45)\n>\n> And so it is.\n>\n> So it will be. (Ross 1976, 46)\n>\n> Or not.\n", "x"
    )
    (block,) = (one for one in recognise(text).quotations if one.block)
    parts = [text.string[slice(*part.content)] for part in parts_of_block(text, block)]
    assert parts == ["So it was then.", "And so it is.\nSo it will be.", "Or not."]


# -- the whole way ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "ross.md").write_text(
        f"---\nauthor: Amalia Ross\ntitle: The Quarries\nyear: 1976\n---\n\n{ROSS}\n", encoding="utf-8"
    )
    (folder / "hartman.md").write_text(HARTMAN + "\n", encoding="utf-8")
    return folder


def test_the_index_keeps_what_a_text_is(library: Path) -> None:
    api.index(library, pytest.fail)
    works = {entry.path: entry.work for entry in Store(library / INDEX).entries}
    assert works == {"ross.md": Work(("Amalia Ross",), "The Quarries", "1976"), "hartman.md": UNKNOWN}


def test_a_misattributed_quotation_is_found_with_the_works_of_the_configuration(library: Path) -> None:
    folder = library.parent
    essay = "She knew that “the women of the lower town kept the accounts of every oven” (Ross 1976, 45).\n"
    (folder / "essay.md").write_text(essay, encoding="utf-8")
    check = ("check", folder / "essay.md", "--against", library, "--relation", "quoting")
    assert fidelity(*check).code == 0  # nobody says what hartman.md is
    table = '[[work]]\ncanonical = "library/hartman.md"\nauthor = "Ivo Hartman"\ntitle = "A Winter of Bread"\nyear = 1981\n'
    (folder / "fidelity.toml").write_text(table, encoding="utf-8")
    outcome = fidelity(*check)
    assert outcome.code == 1
    assert "Q111" in outcome.text
    assert "stands in Ivo Hartman, A Winter of Bread (1981)" in outcome.text
    assert "hartman.md:1:33" in outcome.text
    (folder / "fidelity.toml").write_text(table.replace("Ivo Hartman", "Amalia Ross").replace("1981", "1976"), encoding="utf-8")
    assert fidelity(*check).code == 0


_WORDS = "the women of the lower town kept the accounts of every oven"
_NOTE = "Bread was dear, and “{words}.”[^1]\n\n[^1]: {note}\n"
_COMPARED = [
    *(f"Bread was dear: “{_WORDS}” ({{}}).\n".format(inside) for inside in (
        "cf. Ross 1976", "see Ross 1976 for a critique", "see also Ross 1976, 45", "but see Ross 1976", "contrast Ross 1976",
        "vgl. dagegen Ross 1976", "vgl. Ross 1976, S. 45", "anders Ross 1976", "voir Ross 1976", "véase Ross 1976", "on this, Ross 1976", "Ross 1976 on this line",
    )),
    *(_NOTE.format(words=_WORDS, note=note) for note in (
        "Cf. Ross, *The Quarries*, London 1976, p. 3.", "On this famous sentence see Ross, *The Quarries*, London 1976, p. 3.",
        "Vgl. dazu Ross, *The Quarries*, London 1976, S. 3.", "Voir contre cela Ross, *The Quarries*, Londres 1976, p. 3.",
        "Cf. Ross 1976, 45.", "Against this: Amalia Ross, *The Quarries* (London: Lantern, 1976), 45.", "Ross, *The Quarries*, London 1976, p. 3, for a critique.",
    )),
    f"Unlike what Ross says, “{_WORDS}”.\n",
    f"Contrary to Ross (1976), “{_WORDS}”.\n",
    f"Anders als Ross schreibt: „{_WORDS}“.\n",
    f"Ross says that she likes the line “{_WORDS}”.\n",
    f"Ross (1976) wrote that she had never liked the old line “{_WORDS}”.\n",
    f"Ross quotes “{_WORDS}” there.\n",
    f"Ross describes how “{_WORDS}” was read to her.\n",
    f"The words “{_WORDS}” were, Ross said, read to her.\n",
]  # fmt: skip
_ASCRIBED = [
    *(f"Bread was dear: “{_WORDS}” ({{}}).\n".format(inside) for inside in ("Ross 1976", "Ross 1976, 45", "from Ross 1976", "Ross, *The Quarries*, 45")),
    *(_NOTE.format(words=_WORDS, note=note) for note in (
        "Ross, *The Quarries*, London 1976, p. 3.", "Amalia Ross, *The Quarries* (London: Lantern, 1976), 45.", "Ross 1976, 45.",
        "Ross, *The Quarries*, London 1976, p. 3. See also the map there.",
    )),
    f"Ross writes that “{_WORDS}”.\n",
    f"Ross (1976, 45) shows that “{_WORDS}”.\n",
    f"As Amalia Ross wrote in *The Quarries*, “{_WORDS}”.\n",
    f"Ross schreibt: „{_WORDS}“.\n",
    f"Selon Ross, « {_WORDS} ».\n",
    f"“{_WORDS},” wrote Amalia Ross.\n",
    f"Ross writes: “{_WORDS}” (45).\n", f"Ross writes: “{_WORDS}” (p. 45).\n", f"Ross schreibt: „{_WORDS}“ (S. 45).\n",
    f"Bread was dear (Hartman 1981, 44). Ross writes: “{_WORDS}” (45).\n", f"Ross writes: “{_WORDS}.”[^1]\n\n[^1]: p. 45.\n",
]  # fmt: skip
_ASCRIBED += [
    f"Ross: “{_WORDS}”.\n",
    f"In *The Quarries* we read that “{_WORDS}”.\n",
    f"Ross’s *The Quarries* says: “{_WORDS}”.\n",
    f"Come dice Ross: «{_WORDS}».\n",
    f"Ross writes:\n\n> {_WORDS}\n",
    f"It is said:\n\n> {_WORDS}\n\n(Ross 1976, 45)\n",
]
_COMPARED += [
    f"In *The Quarries* a map is called “{_WORDS}”.\n", f"In *A Winter of Bread*, against Ross: “{_WORDS}”.\n",
    f"In *A Winter of Bread*, which Ross quotes:\n\n> {_WORDS}\n", f"Ross is against it. Hartman writes:\n\n> {_WORDS}\n",
    f"For Ross, “{_WORDS}” was the finest line.\n",
    f"Hartman writes: “{_WORDS}” (45).\n", f"Ross agrees (1976, 4). Hartman writes: “{_WORDS}” (p. 45).\n",
    f"Unlike Ross, he writes: “{_WORDS}” (45).\n", f"Ross likes the line “{_WORDS}” (45).\n",
    f"Ross says that she likes the line “{_WORDS}” (45).\n", f"Bread was dear (Hartman 1981, 44), and “{_WORDS}” (45).\n",
    f"Ross writes: “{_WORDS}” (Hartman 1981, 45).\n",
]  # fmt: skip


@pytest.mark.parametrize(("essay", "found"), [*((one, False) for one in _COMPARED), *((one, True) for one in _ASCRIBED)])
def test_only_who_is_said_to_have_the_words_is_a_wrong_author(library: Path, essay: str, found: bool) -> None:
    (library / "hartman.md").write_text(f"---\nauthor: Ivo Hartman\ntitle: A Winter of Bread\n---\n\n{HARTMAN}\n", "utf-8")
    (library.parent / "essay.md").write_text(essay, "utf-8")
    outcome = fidelity("check", library.parent / "essay.md", "--against", library, "--relation", "quoting")
    assert ("Q111" in outcome.text) is found, outcome.text


_QUOTED = "Bread was dear. {who} said to us: “{words}.” So it was, and the town was quiet for years.\n"


@pytest.mark.parametrize(
    ("who", "essay", "found"),
    [
        ("A clerk", f"Amalia Ross says: “{_WORDS}.”\n", "warning"),
        ("A clerk", f"We know that “{_WORDS}” (Ross, p. 1).\n", "error"),
        ("A clerk", f"Wir wissen: „{_WORDS}“ (Ross 1976, S. 1).\n", "error"),
        ("A clerk", f"We know:\n\n> {_WORDS}\n>\n> — Amalia Ross, *The Quarries*\n", "error"),
        ("A clerk", f"We know that “{_WORDS}” (Hartman, p. 1).\n", ""),
        ("A clerk", f"We know that “{_WORDS}” (Lind, p. 1).\n", ""),
        ("Ross", f"Amalia Ross says: “{_WORDS}.”\n", ""),
        ("My friend Ross", f"We know that “{_WORDS}” (Ross, p. 1).\n", ""),
    ],
)
def test_words_that_another_text_only_quotes(library: Path, who: str, essay: str, found: str) -> None:
    text = _QUOTED.format(who=who, words=_WORDS)
    (library / "hartman.md").write_text(f"---\nauthor: Ivo Hartman\ntitle: A Winter of Bread\n---\n\n{text}", "utf-8")
    (library.parent / "essay.md").write_text(essay, "utf-8")
    outcome = fidelity("check", library.parent / "essay.md", "--against", library, "--relation", "quoting")
    assert ("Q111" in outcome.text) is bool(found), outcome.text
    assert ("stands in Ivo Hartman, A Winter of Bread, which quotes it" in " ".join(outcome.text.split())) is bool(found)
    assert (f"1 {found}" in outcome.text) or not found


def test_an_author_of_a_name_with_an_apostrophe_is_known_beside_who_quotes_them(library: Path) -> None:
    (library / "hartman.md").write_text(f"---\nauthor: Peter O’Leary\ntitle: Ferries\n---\n\n{HARTMAN}\n", "utf-8")
    (library.parent / "essay.md").write_text(f"Bread was dear: “{_WORDS}” (O’Leary, quoted in Ross 1976, 45).\n", "utf-8")
    assert fidelity("check", library.parent / "essay.md", "--against", library, "--relation", "quoting").code == 0


def test_a_quotation_that_the_named_text_has_too_is_judged_against_that(library: Path) -> None:
    (library / "copy.md").write_text(f"---\nauthor: Ivo Hartman\n---\n\nSome say: {ROSS[:70]}\n", encoding="utf-8")
    essay = library.parent / "essay.md"
    essay.write_text(
        "He says “the habit of meeting had become the custom of deciding together” (Ross 1976, 45).\n", encoding="utf-8"
    )
    outcome = fidelity("check", essay, "--against", library, "--relation", "quoting")
    assert "Q102" in outcome.text
    assert "ross.md" in outcome.text
    assert "Q111" not in outcome.text
