"""Recognisers: what they find, and as hard what they must leave alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fidelity.model.recognised import Field, Recognised
from fidelity.model.text import Text
from fidelity.readers.markdown import read_markdown
from fidelity.recognition import recognise

SEED = (Path(__file__).parent.parent / "fixtures" / "seed" / "seed.md").read_text(encoding="utf-8")


def found(content: str, language: str | None = None) -> tuple[str, Recognised]:
    text = read_markdown(content.encode("utf-8"), "x.md")
    return text.string, recognise(text, language)


def noted(body: str) -> list[str]:
    """The citations in a note with this body."""
    string, marks = found(f"Text.[^1]\n\n[^1]: {body}")
    return [string[slice(*citation.span)] for citation in marks.citations]


def fields(body: str) -> dict[str, str]:
    """The fields of the first citation in a note."""
    string, marks = found(f"Text.[^1]\n\n[^1]: {body}")
    return {field.value: string[slice(*span)] for field, span in marks.citations[0].fields}


# -- quotations ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "quoted"),
    [
        ("He said “so” and went.", ["“so”"]),
        ('He said "so" and went.', ['"so"']),
        ("“a ‘b’ c” d", ["“a ‘b’ c”", "‘b’"]),
        ("He said ‘the workers’ movement’ was dead. Don’t.", ["‘the workers’ movement’"]),
        ("'The workers' movement' isn't \"what 'they' said\".", ["'The workers' movement'", "\"what 'they' said\"", "'they'"]),
        ("„Er sagte ‚nein‘ dazu“, schrieb er.", ["„Er sagte ‚nein‘ dazu“", "‚nein‘"]),
        ("Er sagt »gut ›ja‹ so« und geht.", ["»gut ›ja‹ so«", "›ja‹"]),
        ("Elle dit : « Oui, “non” ! » et part.", ["« Oui, “non” ! »", "“non”"]),
        ("det var ”bra så” sa han.", ["”bra så”"]),
        ("The word “life.”[^1] In\n\n[^1]: x", ["“life.”"]),
        ("Er schrieb: «Regen. Alles gut.“ Mehr nicht.", ["«Regen. Alles gut.“"]),
        ('Il dit : " Deux veuves. » Puis d’" un homme ".', ['" Deux veuves. »', '" un homme "']),
        ("„Ja.»[^1] Und\n\n[^1]: x", ["„Ja.»"]),
        ("“First goes on\n\n“and ends here.”", ["“First goes on", "“and ends here.”"]),
    ],
)
def test_quotations(content: str, quoted: list[str]) -> None:
    string, marks = found(content)
    assert [string[slice(*one.span)] for one in marks.quotations] == quoted
    assert all(one.closed for one in marks.quotations)


@pytest.mark.parametrize(
    "content",
    [
        "Don’t say it’s the workers’ movement, ’tis Marx’ book of ’90.",
        "Don't say it's the workers' movement, 'tis Marx' book of '90.",
        "‘Tis the season. ‘Twas ‘em.",
        "He was 5'10\" tall.",
        'Run `print("x)` now.',
    ],
)
def test_what_is_no_quotation(content: str) -> None:
    assert found(content)[1].quotations == ()


@pytest.mark.parametrize(
    ("content", "place"),
    [("He “never closed it. And so on.", "“"), ("Closed only” here.", "”"), ("A “b «c” d.", "«"), ("It is » closed.", "»")],
)
def test_unbalanced_marks_are_told_at_their_place(content: str, place: str) -> None:
    string, marks = found(content)
    assert [string[slice(*one.span)] for one in marks.quotations if not one.closed] == [place]


def test_a_block_quotation() -> None:
    string, marks = found("Text.\n\n> Quoted words.\n\nText.")
    (one,) = marks.quotations
    assert one.block
    assert string[slice(*one.content)] == "Quoted words."


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab .,\n“”„‘’‚\"'«»‹›[^1]", max_size=60))
def test_quotations_nest_and_stay_in_the_text(content: str) -> None:
    text = read_markdown(f"x {content}".encode(), "x.md")
    spans = [one.span for one in recognise(text).quotations]
    assert spans == sorted(spans, key=lambda span: (span.start, -span.end))
    for one in spans:
        assert 0 <= one.start < one.end <= len(text.string)
        for two in spans:
            assert one.covers(two) or two.covers(one) or one.end <= two.start or two.end <= one.start


# -- citations -----------------------------------------------------------------------------------------------------------


def test_the_nine_citations_of_the_seed() -> None:
    string, marks = found(SEED)
    starts = [string[slice(*citation.span)] for citation in marks.citations]
    assert [start.split(",")[0] for start in starts] == [
        "Hugo Chávez",
        "Steve Ellner",
        "Vijay Prashad",
        "Chris Gilbert",
        "Chávez",
        "Cira Pascual Marquina and Chris Gilbert",
        "Gilbert",
        "Chris Gilbert and Cira Pascual Marquina",
        "Walter Benjamin",
    ]
    last = {field: string[slice(*span)] for field, span in marks.citations[-1].fields}
    assert last == {
        Field.AUTHOR: "Walter Benjamin",
        Field.TITLE: "On the Concept of History",
        Field.CONTAINER: "Selected Writings",
        Field.VOLUME: "4",
        Field.EDITOR: "Howard Eiland and Michael Jennings",
        Field.PLACE: "Cambridge, Massachusetts",
        Field.PUBLISHER: "Harvard University Press",
        Field.YEAR: "2006",
        Field.CHAPTER: "VI",
        Field.PAGES: "391",
    }
    first = {field: string[slice(*span)] for field, span in marks.citations[0].fields}
    assert first[Field.URL] == "mronline.org"
    assert first[Field.TRANSLATOR] == "Jamie Weiss"
    assert first[Field.YEAR] == "2015"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "Karl Marx: Das Kapital, Bd. 1, Berlin 1962, S. 12.",
            {"author": "Karl Marx", "title": "Das Kapital", "volume": "1", "place": "Berlin", "year": "1962", "pages": "12"},
        ),
        (
            "E. P. Thompson, “Time, Work-Discipline,” Past & Present 38 (1967): 56–97.",
            {
                "author": "E. P. Thompson",
                "title": "Time, Work-Discipline",
                "container": "Past & Present",
                "volume": "38",
                "year": "1967",
                "pages": "56–97",
            },
        ),
        (
            "Ellen Wood, *The Origin of Capitalism* (London: Verso, 2002), 45–7.",
            {
                "author": "Ellen Wood",
                "title": "The Origin of Capitalism",
                "place": "London",
                "publisher": "Verso",
                "year": "2002",
            }
            | {"pages": "45–7"},
        ),
        (
            "Jean Dupont, Histoire de France, Paris, Gallimard, 1985, p. 12.",
            {"author": "Jean Dupont", "title": "Histoire de France", "place": "Paris", "publisher": "Gallimard", "year": "1985"}
            | {"pages": "12"},
        ),
        ("Ibid., 12.", {"pages": "12"}),
        ("Gilbert, Commune or Nothing!", {"author": "Gilbert", "title": "Commune or Nothing!"}),
    ],
)
def test_fields(body: str, expected: dict[str, str]) -> None:
    assert fields(body) == expected


@pytest.mark.parametrize(
    ("body", "citations"),
    [
        (
            "On this see Ellen Wood, *Origin* (London: Verso, 2002), 45; but see also Marx, *Capital* (London: Penguin, 1976).",
            ["Ellen Wood, Origin (London: Verso, 2002), 45", "Marx, Capital (London: Penguin, 1976)."],
        ),
        (
            "Vgl. Hans-Ulrich Wehler, Geschichte, 3 Bde., München 1987, S. 45 ff.",
            ["Hans-Ulrich Wehler, Geschichte, 3 Bde., München 1987, S. 45 ff."],
        ),
        ("A remark. Smith, op. cit., n. 8, p. 45.", ["Smith, op. cit., n. 8, p. 45."]),
        ("The committee met in 1999, and its report was lost. It is no citation at all.", []),
        ("I owe this to Jane Smith, who read the draft.", []),
        ("However, Marx, like Engels, disagreed.", []),
        ("In 1867, Marx published this.", []),
        ("See note 12 above.", []),
        ("Chávez quoted Mészáros’s claim that “the yardstick is democracy.”", []),
        ("Translator’s note: the Spanish says otherwise.", []),
    ],
)
def test_segments(body: str, citations: list[str]) -> None:
    assert noted(body) == citations


def test_a_list_of_references() -> None:
    string, marks = found(
        "Text.\n\n# Bibliography\n\nWood, Ellen. *Origin*. London: Verso, 2002.\n\nNot dated here at all\n\n# After\n\nX, 1999."
    )
    assert [string[slice(*citation.span)] for citation in marks.citations] == ["Wood, Ellen. Origin. London: Verso, 2002."]


# -- cross-references, numbers, names ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "labels"),
    [
        ("See note 12 above.", ["12"]),
        ("Cf. n. 7.", ["7"]),
        ("Siehe Anm. 5; oben N. 7.", ["5", "7"]),
        ("Véase nota 3.", ["3"]),
        ("Smith, op. cit., n. 8.", ["8"]),
        ("Capital, 45 n. 12.", []),
        ("Capital, p. 45, n. 12.", []),
        ("Berlin, n.d. and n. 1999.", []),
        ("In a note of 5 May.", []),
    ],
)
def test_cross_references(content: str, labels: list[str]) -> None:
    string, marks = found(content)
    assert [one.label for one in marks.cross_references] == labels
    assert [string[slice(*one.target)] for one in marks.cross_references] == labels


def test_numbers() -> None:
    string, marks = found("On 5 May 1999, 1,000 men and twenty-two women; XIV, 3.5 % and the 1990s. Seize once more.", "en")
    assert [string[slice(*span)] for span in marks.numbers] == ["5 May 1999", "1,000", "twenty", "two", "XIV", "3.5", "1990s"]


def test_note_labels_are_no_numbers() -> None:
    string, marks = found("Word.[^12] Next.\n\n[^12]: Body.", "en")
    assert [string[slice(*span)] for span in marks.numbers] == []


@pytest.mark.parametrize(
    ("content", "language", "names"),
    [
        (
            "Then came E. P. Thompson of London, and Ludwig van Beethoven.",
            "en",
            ["E. P. Thompson", "London", "Ludwig van Beethoven"],
        ),
        ("However, it was so. But he and I met Dr. Smith in May.", "en", ["Smith"]),
        ("Der Mann aus Berlin las E. T. A. Hoffmann im Haus.", "de", ["E. T. A. Hoffmann"]),
        ("Chávez spoke. Later Chávez went.", "en", ["Chávez", "Chávez"]),
    ],
)
def test_names(content: str, language: str, names: list[str]) -> None:
    string, marks = found(content, language)
    assert [string[slice(*span)] for span in marks.names] == names


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="abAB .,;:()“”19-\n[^1]&", max_size=80))
def test_everything_found_lies_in_the_text(content: str) -> None:
    text: Text = read_markdown(f"T.[^1]\n\n[^1]: {content}".encode(), "x.md")
    marks = recognise(text)
    for citation in marks.citations:
        assert citation.span.end <= len(text.string)
        for k, (_, span) in enumerate(citation.fields):
            assert citation.span.covers(span)
            assert k == 0 or citation.fields[k - 1][1].end <= span.start
    for span in (*marks.numbers, *marks.names):
        assert 0 <= span.start < span.end <= len(text.string)
