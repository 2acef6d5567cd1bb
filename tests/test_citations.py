"""Citations taken apart, cut out of notes, led back to their works, and written for reference managers."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
import rispy
from command import fidelity
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fidelity import parse_citations
from fidelity.model.bibliography import Person, person, works_of
from fidelity.model.recognised import CitationKind
from fidelity.reporters import bibtex, csl_json, ris

WRITTEN = [json.loads(line) for line in (Path(__file__).parent / "citations.jsonl").read_text("utf-8").splitlines()]
"""Citations written for these tests, in Chicago, MLA, APA, Vancouver, IEEE and OSCOLA and as five languages write them."""

PROSE = (Path(__file__).parent / "prose_notes.txt").read_text("utf-8").splitlines()
"""Notes in six languages that tell of names, years, places and pages and cite nothing."""

NOTES = """The river rose.[^1] The sea fell.[^2] The wind turned.[^3] The rain came.[^4] It stopped.[^5]

[^1]: Anna Berg, *The River and Its People* (London: Hill Press, 1998), 12.

[^2]: See also Otto Lind, *Seas of the North* (Oslo: Nord, 2001), 7; but cf. Carl Roth, *Tides* (Kiel: Hafen, 1999), 3.

[^3]: Berg, *The River*, 45. This was said before.

[^4]: Ibid., 46.

[^5]: Lind, op. cit., n. 2, p. 9.
"""


@pytest.mark.parametrize("row", WRITTEN, ids=lambda row: row["text"][:40])
def test_a_citation_is_taken_apart(row: dict[str, Any]) -> None:
    (found,) = parse_citations(row["text"])
    assert {name: list(values) for name, values in found.fields.items()} == row["fields"]
    assert found.kind.value == row["kind"]
    assert row["text"][found.start : found.end].replace("*", "").strip("( ") == found.text.strip("( ")


@pytest.mark.parametrize(
    "line",
    [
        "Landesarchiv Schleswig, Abt. 65.2, Nr. 1184, Bl. 12–47.",
        "Schleswig, Landesarchiv, Abt. 65.2, Nr. 1184, Bl. 12–47.",
    ],
)
def test_a_shelf_mark_is_no_work(line: str) -> None:
    assert parse_citations(line) == ()


def test_numbers_before_a_year_are_no_report_of_law_without_a_reporter() -> None:
    for line in ("Anna Berg, *The River*, 12 May 14 (1990).", "Anna Berg, *The River*, 12 Sept. 14 (1990)."):
        for found in parse_citations(line):
            assert "volume" not in found.fields or found.fields["volume"] != ("12",), found.fields


@pytest.mark.parametrize(
    ("note", "texts"),
    [
        ("12 For another view, see A. Holm, The Law of Mills (1996) 14.", ["A. Holm, The Law of Mills (1996) 14."]),
        ("Vgl. Holm 1980, S. 99; Roth 1982, S. 3 f.", ["Holm 1980, S. 99", "Roth 1982, S. 3 f."]),
        ("Holm 1979, S. 96 ff., vgl. auch Roth/Lind 1972, S. 89.", ["Holm 1979, S. 96 ff.", "Roth/Lind 1972, S. 89."]),
        (
            "It was said often. (See, for example, M. Holm, The Mills of Leeds (1980) at 216–17.) Whatever it means, so be it.",
            ["M. Holm, The Mills of Leeds (1980) at 216–17."],
        ),
        (
            "Anna Berg, “On Ice,” 3, quoted in Otto Lind, *Seas* (Oslo: Nord, 2001), 7.",
            ["Anna Berg, “On Ice,” 3,", "Otto Lind, Seas (Oslo: Nord, 2001), 7."],
        ),
        (
            "Klara Holm, Papier und Wasser. Eine Geschichte, Göttingen 2011, S. 3; dies., Tinte, Berlin 2013, S. 4.",
            ["Klara Holm, Papier und Wasser. Eine Geschichte, Göttingen 2011, S. 3", "dies., Tinte, Berlin 2013, S. 4."],
        ),
        (
            "Vgl. Otto Lind: Das Wehr im Tal. Zwickau: Förster 1911, S. 8.",
            ["Otto Lind: Das Wehr im Tal. Zwickau: Förster 1911, S. 8."],
        ),
        (
            "Ida Carr: Das Wehr. Eine Geschichte der Flüsse. Zwickau: Förster 1977, S. 4.",
            ["Ida Carr: Das Wehr. Eine Geschichte der Flüsse. Zwickau: Förster 1977, S. 4."],
        ),
        (
            "Ida Carr: Das Wehr. Studien zur Flussordnung, Greiz 1968, S. 14.",
            ["Ida Carr: Das Wehr. Studien zur Flussordnung, Greiz 1968, S. 14."],
        ),
        ("Carr: Das Wehr, S. 3. Lind: Ebbe und Flut, S. 14.", ["Carr: Das Wehr, S. 3.", "Lind: Ebbe und Flut, S. 14."]),
        (
            "Carr: Das Wehr. Otto Lind: Ebbe und Flut, Greiz 1968, S. 14.",
            ["Carr: Das Wehr.", "Otto Lind: Ebbe und Flut, Greiz 1968, S. 14."],
        ),
        ("Holm, id., para. 4.6.", ["Holm, id., para. 4.6."]),
        ("[Ed.] Compare Carl Roth, *Tides* (Kiel: Hafen, 1999), 3.", ["Carl Roth, Tides (Kiel: Hafen, 1999), 3."]),
        (
            "Carl Roth, *Tides*, 3; and, in answer to him, Ida Carr, *Wind* (Leeds: Hill, 1974), 9.",
            ["Carl Roth, Tides, 3", "Ida Carr, Wind (Leeds: Hill, 1974), 9."],
        ),
        ("Ähnlich argumentiert Carl Roth, *Ebbe* (Kiel: Hafen, 1999), S. 3.", ["Carl Roth, Ebbe (Kiel: Hafen, 1999), S. 3."]),
        ("Against this see Anna Berg, *Rain* (Leeds: Hill, 1998), 12.", ["Anna Berg, Rain (Leeds: Hill, 1998), 12."]),
        ("Gegen ihn Carl Roth, *Ebbe* (Kiel: Hafen, 1999), S. 3.", ["Carl Roth, Ebbe (Kiel: Hafen, 1999), S. 3."]),
        ("von Berg, Anna, *Wege* (Kiel: Hafen, 1999), S. 3.", ["von Berg, Anna, Wege (Kiel: Hafen, 1999), S. 3."]),
        ("I thank Anna Berg, who read this in 1999 and liked it.", []),
        ("The mills were closed in Leeds in 1962, and nobody wrote about that.", []),
        ("See note 12 above.", []),
    ],
)
def test_notes_are_cut_into_citations(note: str, texts: list[str]) -> None:
    assert [one.text for one in parse_citations(note)] == texts


@pytest.mark.parametrize(
    ("note", "fields"),
    [
        ("Northport Chronicle, 3 May 1899, p. 2.", {"container": "Northport Chronicle", "year": "1899", "pages": "2"}),
        ("Seestädter Zeitung, 3. Mai 1899, S. 2 f.", {"container": "Seestädter Zeitung", "year": "1899", "pages": "2 f."}),
        ("Carl Roth, *Gezeiten*, S. 3.", {"author": "Carl Roth", "title": "Gezeiten", "pages": "3"}),
        ("Berg, Gesammelte Werke, S. 4.", {"author": "Berg", "title": "Gesammelte Werke", "pages": "4"}),
        (
            "Seestädter Briefe, hg. von Carl Roth (Kiel: Hafen, 1899), S. 5.",
            {"title": "Seestädter Briefe", "editor": "Carl Roth"},
        ),
        ("Emily Post, *Manners* (Leeds: Hill, 1974), 9.", {"author": "Emily Post", "title": "Manners"}),
        (
            "Ole Dahl to Ida Carr, 5 May 1871, in *The Dahl Papers*, ed. Tom Bell (Leeds: Hill, 1922), 14.",
            {"container": "The Dahl Papers", "year": "1922", "pages": "14"},
        ),
    ],
)
def test_each_word_is_taken_for_what_it_is(note: str, fields: dict[str, str]) -> None:
    (found,) = parse_citations(f"It rained.[^1]\n\n[^1]: {note}\n")
    wanted = {*fields, "author", "container"}
    assert {name: " | ".join(values) for name, values in found.fields.items() if name in wanted} == {**fields}


@pytest.mark.parametrize(
    ("note", "count"),
    [
        ("Archives du Nord, B 45, lettre de 1790.", 0),
        ("Stadtarchiv Kiel, Bestand 7, Brief von 1790.", 0),
        ("Carl Roth, „Ebbe“, Archiv für Wetterkunde 12 (1999), S. 3–9.", 1),
    ],
)
def test_a_shelfmark_of_an_archive_is_no_citation(note: str, count: int) -> None:
    assert len(parse_citations(f"It rained.[^1]\n\n[^1]: {note}\n")) == count


@pytest.mark.parametrize(
    ("note", "texts"),
    [
        (
            "Compare Anna Berg, *Rain* (Leeds: Hill, 1974), 3, with the account in Otto Lind, *Seas* (Oslo: Nord, 1979), 90.",
            ["Anna Berg, Rain (Leeds: Hill, 1974), 3", "Otto Lind, Seas (Oslo: Nord, 1979), 90."],
        ),
        (
            "The best introductions are Berg, *Rain* (1970), Lind, *Seas* (1981), and Roth, *Tides* (1999).",
            ["Berg, Rain (1970)", "Lind, Seas (1981)", "Roth, Tides (1999)."],
        ),
        (
            "See Berg, *Rain* (Leeds: Hill, 1974), ed. Otto Lind and Carl Roth, 12.",
            ["Berg, Rain (Leeds: Hill, 1974), ed. Otto Lind and Carl Roth, 12."],
        ),
        (
            "C. Aubin, art. cit., p. 215, et L. Marchais, op. cit., p. 50 sq.",
            ["C. Aubin, art. cit., p. 215", "L. Marchais, op. cit., p. 50 sq."],
        ),
        ("Serra, art. cit., p. 55; cf. además ibíd., p. 60.", ["Serra, art. cit., p. 55", "ibíd., p. 60."]),
        ("Hallam, *Rope*, 9, 121n4; Vidal, “Ports,” 60n.", ["Hallam, Rope, 9, 121n4", "Vidal, “Ports,” 60n."]),
        (
            "For a review, see Holm and Lind (2015, p. 212) and Marsh et al. (2019).",
            ["Holm and Lind (2015, p. 212)", "Marsh et al. (2019)."],
        ),
        ("Marlowe and Finch (n 12) 310; cf Lind (n 3) 90.", ["Marlowe and Finch (n 12) 310", "Lind (n 3) 90."]),
        (
            "The Gull [1923] P 101, 104; Harbour Board v Finch [1999] 2 AC 15 (HL) 22.",
            ["The Gull [1923] P 101, 104", "Harbour Board v Finch [1999] 2 AC 15 (HL) 22."],
        ),
        (
            "Zur Forschungslage: Keller, Rosa: Basler Hafen im Krieg, Basel 1991; Stein, Boris: Schiffe, Mannheim 1978.",
            ["Keller, Rosa: Basler Hafen im Krieg, Basel 1991", "Stein, Boris: Schiffe, Mannheim 1978."],
        ),
        (
            "L. Marchais, *Les Quais*, Paris, Éditions du Quai, 1975 ; rééd. coll. « Ports », 1993, p. 20.",
            ["L. Marchais, Les Quais, Paris, Éditions du Quai, 1975 ; rééd. coll. « Ports », 1993, p. 20."],
        ),
        (
            "World Health Organization. Guidelines on noise. 2nd ed. Geneva: WHO; 1999.",
            ["World Health Organization. Guidelines on noise. 2nd ed. Geneva: WHO; 1999."],
        ),
    ],
)
def test_a_clause_may_hold_several_citations(note: str, texts: list[str]) -> None:
    assert [one.text for one in parse_citations(f"It rained.[^1]\n\n[^1]: {note}\n")] == texts


@pytest.mark.parametrize(
    "reference",
    [
        "Nunes, Carla. “The Quay at Night.” *Journal of Port History*, vol. 11, no. 1, 1990, pp. 3-25.",
        "Okoro, C. N., & Lind, M. (2015). Cranes and fatigue. *Applied Rigging*, 46(2), 210–219. https://doi.org/10.1016/j.x.2014.1",
    ],
)
def test_a_reference_in_a_note_is_one_although_stops_part_it(reference: str) -> None:
    (found,) = parse_citations(f"It rained.[^1]\n\n[^1]: {reference}\n")
    assert found.fields["pages"]
    assert found.fields["container"]


@pytest.mark.parametrize(
    ("citation", "field", "printed"),
    [
        ("Anna Berg, *Der Fluss*, Frankfurt: Suhrkamp 1955, S. 15ff.", "pages", ("15ff.",)),
        (
            "Anna Berg, *The River*, trans. John and Anne Lind (London: Verso, 1990), 4.",
            "translator",
            ("John Lind", "Anne Lind"),
        ),
        ("Ana Ruiz, *El río*, ed. María y Juan Pérez (Madrid: Akal, 1980), 4.", "editor", ("María Pérez", "Juan Pérez")),
    ],
)
def test_fields(citation: str, field: str, printed: tuple[str, ...]) -> None:
    (found,) = parse_citations(citation)
    assert found.fields[field] == printed


def test_a_publisher_before_pages_is_no_author() -> None:
    assert parse_citations("Frankfurt am Main: Suhrkamp, S. 130–143.") == ()
    (found,) = parse_citations("Anna Berg: Der Fluss. Frankfurt am Main: Suhrkamp, S. 130–143.")
    assert found.fields["author"] == ("Anna Berg",)


def test_a_run_of_references_is_cut_into_entries() -> None:
    run = (
        "Adler, Ruth, 1990: Steine und Wasser. Köln. Bell, Tom und Ida Carr, 2001: Wasser, in: Flüsse 2. "
        "Carr, Ida, 1999: Wind, in: Dahl, Ole (Hrsg.): Wetter. Tübingen."
    )
    assert [one.fields["author"] for one in parse_citations(run)] == [
        ("Adler, Ruth",),
        ("Bell, Tom", "Ida Carr"),
        ("Carr, Ida",),
    ]


def test_short_forms_and_ibid_are_led_back_to_their_works() -> None:
    found = parse_citations(NOTES)
    assert [(one.note, one.kind.value, one.antecedent) for one in found] == [
        ("1", "full", None),
        ("2", "full", None),
        ("2", "full", None),
        ("3", "short", 0),
        ("4", "ibid", 0),
        ("5", "short", 1),
    ]
    assert found[-1].xref == ("2",)
    for one in found:
        assert NOTES[one.start : one.end].replace("*", "") == one.text


def test_ibid_after_two_works_is_not_guessed() -> None:
    found = parse_citations(NOTES.replace("[^3]: Berg, *The River*, 45. This was said before.", "[^3]: Ibid., 45."))
    assert [one.antecedent for one in found if one.kind is CitationKind.IBID] == [None, None]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ABab .,;:()“”19–&/'*_[]-\n", max_size=90))
def test_anything_can_be_parsed(string: str) -> None:
    for one in parse_citations(string):
        assert 0 <= one.start <= one.end <= len(string)
        assert all(value for values in one.fields.values() for value in values)


# -- for reference managers ----------------------------------------------------------------------------------------------

CSL = frozenset(
    "id type author editor translator title container-title collection-title publisher "
    "publisher-place edition volume issue URL "
    "ISBN ISSN DOI page issued accessed note".split()
)
"""Variables of the schema csl-data.json that are written."""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Anna Berg", Person("Berg", "Anna")),
        ("Berg, Anna", Person("Berg", "Anna")),
        ("Ludwig van der Berg", Person("van der Berg", "Ludwig")),
        ("Berg AB", Person("Berg", "AB")),
        ("UNESCO", Person("UNESCO")),
        (
            "Food and Agriculture Organization of the United Nations",
            Person("Food and Agriculture Organization of the United Nations"),
        ),
    ],
)
def test_names_are_taken_apart(name: str, expected: Person) -> None:
    assert person(name) == expected


def test_csl_json() -> None:
    works = works_of(parse_citations("\n".join(row["text"] for row in WRITTEN)), {})
    items = json.loads(csl_json.render(works))
    assert len({item["id"] for item in items}) == len(items) > 40
    for item in items:
        assert set(item) <= CSL
        assert item["type"] in {"article-journal", "chapter", "thesis", "webpage", "book"}
        for name in (*item.get("author", ()), *item.get("editor", ())):
            assert set(name) in ({"family", "given"}, {"literal"})
        assert set(item.get("issued", {"raw": ""})) <= {"date-parts", "literal", "raw"}


def test_bibtex_escapes_what_tex_reads() -> None:
    works = works_of(parse_citations("Anna Berg, Rags & Ink: 50% of {All} Mills_2 (Leeds: A&B Press, 2011), 3."), {})
    written = bibtex.render(works)
    assert r"Rags \& Ink: 50\% of \{All\} Mills\_2" in written
    assert r"publisher = {A\&B Press}" in written
    assert written.count("{") - written.count(r"\{") == written.count("}") - written.count(r"\}")
    assert "author = {Berg, Anna}" in written


def test_ris_has_first_and_last_page() -> None:
    works = works_of(parse_citations("Anna Berg, “Rags,” Journal of Mills 12, no. 3 (2009): 201–19."), {})
    lines = ris.render(works).splitlines()
    assert lines[0] == "TY  - JOUR"
    assert {"SP  - 201", "EP  - 219", "PY  - 2009", "IS  - 3", "AU  - Berg, Anna", "ER  - "} <= set(lines)
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines if line)


def test_one_work_cited_twice_is_one_entry() -> None:
    doubled = NOTES.replace("Berg, *The River*, 45.", "Anna Berg, *The River and Its People* (London: Hill Press, 1998), 45.")
    found = parse_citations(doubled)
    works = works_of(found, {one.start: f"note {one.note}" for one in found})
    assert (works[0].key, works[0].places) == ("berg1998", ("note 1", "note 3"))


@pytest.mark.parametrize(("form", "opening"), [("jsonl", "{"), ("csl-json", "["), ("bibtex", "@book{"), ("ris", "TY  - BOOK")])
def test_the_command(form: str, opening: str, tmp_path: Path) -> None:
    path = tmp_path / "edition.md"
    path.write_text(NOTES, encoding="utf-8")
    done = fidelity("citations", path, "--format", form)
    assert done.code == 0
    assert done.text.startswith(opening)
    assert "note 1" in done.text or form == "jsonl"


BOOKS = """The river rose.[^1] The sea fell.[^2] It rained.[^3] It froze.[^4]

[^1]: Anna Berg & Otto Lind, *The River: Its {People}, 50% & More* (London: Hill Press, 1998), 12.

[^2]: Carl Roth, “Tides,” *Journal of Tides* 12, no. 3 (2009): 201–19; ders., *Ebbe* (Kiel: Hafen, 1999), S. 3.

[^3]: Ida Carr, “Wind,” in *Weathers*, ed. Tom Bell (Leeds: Hill, 1974), 9–14, https://doi.org/10.1000/xyz.123.

[^4]: Pablo Serra, «La huelga», *Historia*, núm. 8 (1990), pp. 51-70.
"""


def test_a_reader_of_ris_reads_what_is_written(tmp_path: Path) -> None:
    path = tmp_path / "edition.md"
    path.write_text(BOOKS, encoding="utf-8")
    entries = rispy.loads(fidelity("citations", path, "--format", "ris").text)
    assert [(entry["type_of_reference"], entry["authors"], entry["year"]) for entry in entries] == [
        ("BOOK", ["Berg, Anna", "Lind, Otto"], "1998"),
        ("JOUR", ["Roth, Carl"], "2009"),
        ("BOOK", ["Roth, Carl"], "1999"),
        ("CHAP", ["Carr, Ida"], "1974"),
        ("JOUR", ["Serra, Pablo"], "1990"),
    ]
    assert not any("unknown_tag" in entry for entry in entries)
    assert entries[3]["doi"] == "10.1000/xyz.123"


def test_bibtex_has_the_doi_without_what_resolves_it(tmp_path: Path) -> None:
    path = tmp_path / "edition.md"
    path.write_text(BOOKS, encoding="utf-8")
    assert "doi = {10.1000/xyz.123}" in fidelity("citations", path, "--format", "bibtex").text


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
@pytest.mark.parametrize(("form", "ending"), [("csl-json", "json"), ("bibtex", "bib")])
def test_pandoc_reads_what_is_written(form: str, ending: str, tmp_path: Path) -> None:
    path, works, asking = tmp_path / "edition.md", tmp_path / f"works.{ending}", tmp_path / "asking.md"
    path.write_text(BOOKS, encoding="utf-8")
    works.write_text(fidelity("citations", path, "--format", form).text, encoding="utf-8")
    asking.write_text("---\nnocite: |\n  @*\n---\n", encoding="utf-8")
    command = ["pandoc", "--citeproc", "--bibliography", works, asking, "--to", "plain", "--wrap", "none"]
    shown = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    assert "Berg, Anna, and Otto Lind. 1998. The River: Its {People}, 50% & More. London: Hill Press." in shown
    assert "Roth, Carl. 1999. Ebbe. Kiel: Hafen." in shown
    assert "———. 2009. “Tides.” Journal of Tides 12 (3): 201–19." in shown  # the same author
    assert "Carr, Ida. 1974. “Wind.” In Weathers, edited by Tom Bell, 9–14. Leeds: Hill." in shown


def test_the_command_says_that_there_is_nothing(tmp_path: Path) -> None:
    path = tmp_path / "edition.md"
    path.write_text("Nothing is cited here.\n", encoding="utf-8")
    done = fidelity("citations", path)
    assert (done.code, done.text) == (0, "")
    assert "no notes or lists of references" in done.err


@pytest.mark.parametrize(
    ("text", "author", "title"),
    [
        ("Edward P. Thompson, *Making* (London: Gollancz, 1963), 18.", "Edward P. Thompson", "Making"),
        ("Ernst H. Kantorowicz, *Two Bodies* (Princeton: Hill Press, 1957), 7.", "Ernst H. Kantorowicz", "Two Bodies"),
        ("Harvey C. Sleep in old age. Night Letters. 1999;3:4-5.", "Harvey C", "Sleep in old age"),
    ],
)
def test_a_middle_initial_is_no_end_of_a_name(text: str, author: str, title: str) -> None:
    (found,) = parse_citations(text)
    assert (found.fields["author"], found.fields["title"]) == ((author,), (title,))


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("Deleuze y Guattari, *Mil mesetas* (Valencia: Pre-Textos, 1988), 12.", ("Deleuze", "Guattari")),
        ("Deleuze y Guattari 1988, p. 12.", ("Deleuze", "Guattari")),
        ("Horkheimer e Adorno, *Dialettica* (Torino: Einaudi, 1966), 12.", ("Horkheimer", "Adorno")),
        ("Marx und Engels, *Die deutsche Ideologie* (Berlin: Dietz, 1953), S. 12.", ("Marx", "Engels")),
        ("Ortega y Gasset, *La rebelión* (Madrid: Espasa, 1930), 12.", ("Ortega y Gasset",)),
        ("José Ortega y Gasset, *La rebelión* (Madrid: Espasa, 1930), 12.", ("José Ortega y Gasset",)),
        ("Ramón y Cajal, *Recuerdos* (Madrid: Moya, 1917), 3.", ("Ramón y Cajal",)),
    ],
)
def test_two_family_names_are_two_people(text: str, authors: tuple[str, ...]) -> None:
    (found,) = parse_citations(text)
    assert found.fields["author"] == authors


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Sorel, M. (1975). *L’eau et le mur*. Rivage.", "publisher", "Rivage"),
        ("Sorel, M. (1975). *L’eau et le mur* (A. Berg, Trans.). Rivage.", "publisher", "Rivage"),
        ("Sorel, M. (1975). On walls. In A. Berg (Ed.), *Walls* (pp. 3–9). Rivage.", "publisher", "Rivage"),
        ("Sorel, M. (1975). *L’eau et le mur*. Rivage. https://doi.org/10.1000/182", "publisher", "Rivage"),
        ("Sorel, M. (2021, May 3). *Walls of the north*. The Harbour.", "container", "The Harbour"),
        ("Sorel, M. (2021). *Walls of the north*. Harbour. https://harbour.example.org/walls", "container", "Harbour"),
        ("Sorel M, *L’eau et le mur* (Rivage 1975)", "publisher", "Rivage"),
        ("Sorel M, *L’eau et le mur* (2nd edn, Rivage 1975)", "publisher", "Rivage"),
        (
            "Sorel M, *L’eau et le mur* (Anna Berg and Otto Lind trs, Aire University Press 1975)",
            "publisher",
            "Aire University Press",
        ),
        (
            "Sorel M, ‘Walls’ in Anna Berg (ed), *Stone* (University of Aire Press 1975)",
            "publisher",
            "University of Aire Press",
        ),
        ("Sorel M, *L’eau et le mur* (Oxford 1975)", "place", "Oxford"),
        ("SOREL, M., 1975. Los muros. En: A. BERG (ed.), *Piedra*. Madrid: Orilla, pp. 3-9.", "container", "Piedra"),
    ],
)
def test_the_place_of_a_name_says_what_it_is(text: str, field: str, value: str) -> None:
    (found,) = parse_citations(text)
    assert found.fields[field] == (value,)
    other = {"publisher": "container", "container": "publisher", "place": "publisher"}[field]
    assert value not in found.fields.get(other, ())


def test_a_house_is_not_guessed_where_a_town_may_stand() -> None:
    (found,) = parse_citations("Marie Sorel, *L’eau et le mur* (Rivage 1975), 12.")
    assert not {"place", "publisher"} & set(found.fields)
    assert found.fields["year"] == ("1975",)


PIECES = st.sampled_from(
    [
        *(
            "Berg, Anna",
            "Berg",
            "Anna Berg",
            "A. Berg",
            "and",
            "y",
            "; ",
            ", ",
            ". ",
            ": ",
            " ",
            "(",
            ")",
            "[",
            "]",
            "“",
            "”",
            "„",
        ),
        *(
            "«",
            "»",
            '"',
            "’",
            "*",
            "_",
            "1998",
            "12–13",
            "7",
            "pp. ",
            "vol. 3",
            "in: ",
            "In ",
            "see ",
            "vgl. ",
            "Ibid.",
            "Hill",
        ),
        *("Berlin", "[^1]", "[^1]: ", "doi:10.1/a", "https://a.org/", "\n", "\n\n", "ed. ", "(Hg.)", "et al.", "—", "&", "/"),
    ]
)
"""What citations are made of, and what stands between."""


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map("".join)))
@example("[^0]:")
@example("[^1]: Berg, \ud800 1998.")
@settings(max_examples=200, deadline=None)
def test_any_text_is_parsed(text: str) -> None:
    for found in parse_citations(text):
        assert 0 <= found.start <= found.end <= len(text)


@given(st.lists(PIECES.filter(lambda piece: "\n" not in piece), min_size=1, max_size=4).map("".join))
@settings(max_examples=25, deadline=None)
def test_what_is_repeated_costs_time_in_proportion(shape: str) -> None:
    _assert_in_proportion(shape)


@pytest.mark.parametrize(
    "shape", ["Berg, Anna; ", "Berg and Lind ", "(Berg 1998); ", "“a” ", "((", "12–13, ", "A. ", "Berg/", "*a* "]
)
def test_repeated_names_and_marks_cost_time_in_proportion(shape: str) -> None:
    _assert_in_proportion(shape)


def _assert_in_proportion(shape: str) -> None:
    """Twice the text takes twice the time: up to six times is let pass, and what takes less than a second."""
    long = shape * (20_000 // len(shape))
    half, whole = _seconds(long[: len(long) // 2]), _seconds(long)
    assert whole < max(6 * half, 1.0)


def _seconds(text: str) -> float:
    start = time.process_time()
    parse_citations(text)
    return time.process_time() - start


@pytest.mark.parametrize("note", PROSE, ids=lambda note: note[:40])
def test_nothing_is_cited_where_a_note_only_tells(note: str) -> None:
    assert parse_citations(note) == ()
    assert parse_citations(f"Text.[^1]\n\n[^1]: {note}\n") == ()
