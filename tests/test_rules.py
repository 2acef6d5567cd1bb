"""Rules one by one, on what they must say and, as hard, on what they must leave alone."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_claims import NOTES, SEED, case, found

from fidelity import api
from fidelity.judge import judge
from fidelity.language.incises import is_incise
from fidelity.language.letters import without_diacritics
from fidelity.language.negation import is_negation, is_negative_of
from fidelity.model.declarations import Relation
from fidelity.model.finding import Severity
from fidelity.model.marks import Kind, scoped
from fidelity.model.rising import longest_rise
from fidelity.model.span import Span
from fidelity.readers.markdown import read_markdown
from fidelity.rules.bad_identifier import flaw
from fidelity.rules.difference import differences, form_of, reading, restoration, tokens
from fidelity.rules.malformed_page_range import descends
from fidelity.rules.parted_labels import parted_labels
from fidelity.rules.place import holds
from fidelity.rules.whole_number import value_of


def messages(canonical: str | None, edition: str) -> list[str]:
    return [f"{one.code} {one.claim.message}" for one in judge(case(canonical, edition)) if one.severity is not Severity.INFO]


@pytest.mark.parametrize(
    ("edition", "codes"),
    [
        ("“So it was,” he said.", []),
        ("“So it was, he said.", ["Q130"]),
        ("“Yes.” So it was,” he said.", ["Q130"]),
        ("So it was,” he said.", []),  # no mark that opens: as in Swedish
        ("“One.\n\n“Two.\n\n“Three,” he said.", []),
        ("“One.\n\n> A block in between.\n\nand the end,” he said.", []),
        ("„So ist es“, sagte er, und: „Ja.“", []),
        ("„So ist es”, mondta.", []),
        ("„So ist es, sagte er.", ["Q130"]),
        ("“One” and ”two” and three.", ["Q130"]),
        ("»So ist es«, sagte er.", []),
        ("»So ist es, sagte er.", ["Q130"]),
        ("Il dit : « Oui, » et « Non. »", []),
        ("« Oui, dit-il.\n\n— Non.\n\n— Si. »\n\nIls rirent.", []),
        ("« Oui, dit-il.\n\n— Non.\n\nIls rirent : « Bien. »\n\nIl dit : « Oui, et part.", ["Q130"]),
        ("Er schrieb: «Regen. Alles gut.“ Mehr nicht.", []),
        ("Er schrieb: «Regen.“ Alles gut.“ Mehr nicht.", ["Q130"]),
        ('Il dit : " Deux veuves. » Puis rien.', []),
        ('Un autre : « Non. » Et "rien".\n\nIl dit : « Oui, et part.', ["Q130"]),
        ("Il dit : « Oui, et s'en alla.", ["Q130"]),
        ("”Så är det”, sade han.", []),
        ('It is 6\' 2" tall and he said "so" twice".', []),
        ("rock ’n’ roll, the ’90s, the boys’ club", []),
        ("Code: `print(“x)` is not prose.", []),
        ("    indented “code\n\nand prose.", []),
        ("“He said ‘so’ and ‘thus’ to me.”", []),
        ("Text with a note.[^1]\n\n[^1]: “Unclosed in a note.\n\n[^2]: ”", ["Q130", "Q130"]),
    ],
)
def test_unbalanced_quotation_marks(edition: str, codes: list[str]) -> None:
    assert [code for code in found(None, edition) if code.startswith("Q")] == codes


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("391", "39", True),
        ("391", "399", False),
        ("391", "9", False),
        ("505", "17", False),
        ("334", "44", False),
        ("391", "319", True),
        ("12", "8", False),
        ("12", "12", False),
        ("99", "101", False),
    ],
)
def test_descending_page_ranges(first: str, last: str, expected: bool) -> None:
    assert descends(first, last) is expected


@pytest.mark.parametrize(
    "edition",
    [
        "docket no. 23-19 of that year",
        "section 5-4, ISBN 0-306-40615-2, phone 555-1234",
        "the season 1999-00 and a score of 21-19",
        "pp. 12-14, 391–9, 505–17, 1098–1103",
        "p. 2001-05-09 was a date",
        "pp. 17-3/4 of the page",
    ],
)
def test_ranges_that_count_no_pages_or_rise(edition: str) -> None:
    assert "C118" not in found(None, edition)


def test_a_page_range_before_a_note_call() -> None:
    assert "C118" in found(None, "See pp. 391–39.[^1]\n\n[^1]: A note.")
    assert "C118" not in found(None, "See pp. 391–399[^1]\n\n[^1]: A note.")


@pytest.mark.parametrize("digits", ["0306406152", "9780306406157", "080442957X", "9783161484100"])
def test_isbn(digits: str) -> None:
    assert flaw(digits) == ""
    wrong = digits[:-1] + str((int(digits[-1]) + 1) % 10 if digits[-1] != "X" else 1)
    assert flaw(wrong) == "has a wrong check digit"
    assert flaw(digits[:-1]).startswith("has ")


@given(st.text("0123456789", min_size=9, max_size=9))
def test_every_isbn_has_one_check_digit(nine: str) -> None:
    assert sum(not flaw(nine + last) for last in "0123456789X") == 1


@pytest.mark.parametrize(
    ("labels", "expected"),
    [([], []), ([1, 2, 3], [0, 1, 2]), ([3, 1, 2], [1, 2]), ([1, 4, 2, 3, 5], [0, 2, 3, 4])],
)
def testlongest_rise(labels: list[int], expected: list[int]) -> None:
    assert sorted(longest_rise(labels)) == expected


@given(st.lists(st.integers(0, 30), unique=True, max_size=30))
def test_what_is_kept_rises_and_cannot_be_lengthened(numbers: list[int]) -> None:
    kept = sorted(longest_rise(numbers))
    rising = [numbers[i] for i in kept]
    assert rising == sorted(rising)
    best = [1] * len(numbers)
    for i, number in enumerate(numbers):
        best[i] = 1 + max((best[k] for k in range(i) if numbers[k] < number), default=0)
    assert len(kept) == max(best, default=0)


def test_negations() -> None:
    assert all(map(is_negation, ["not", "Never", "don't", "can’t", "kein", "n’est", "não"]))
    assert not any(map(is_negation, ["knot", "note", "sin", "mai", "any", "int"]))
    assert is_negative_of("impossible", "possible")
    assert is_negative_of("unequal", "equal")
    assert is_negative_of("illegal", "legal")
    assert not is_negative_of("income", "come")
    assert not is_negative_of("import", "port")
    assert not is_negative_of("instance", "stance")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("did not drop", "did drop", "T105 “not” was lost"),
        ("was possible", "was impossible", "T105 the sense was turned: possible → impossible"),
        ("was possible", "was not possible", "T105 “not” was added"),
        ("in 2008 it", "in 2018 it", "T106 the number changed: 2008 → 2018"),
        ("some 200 men", "some 2,000 men", "T106 the number changed: 200 → 2,000"),
        ("a résumé of", "a resume of", "T108 a letter’s diacritics changed: résumé → resume"),
        ("a Church of", "a church of", "T101 case changed: Church → church"),
        ("of great weight", "of weight", "T102 “great” was left out"),
        ("of weight", "of great weight", "T103 “great” was added"),
        ("of great weight", "of greet weight", "T101 the wording changed: great → greet"),
        ("came, and went", "came and went", "T120 “,” was lost"),
        ("came, however, late", "came however late", "T120 “, … ,” was lost"),
        ("came and went", "came; and went", "T120 “;” was added"),
    ],
)
def test_what_changed_is_said(old: str, new: str, expected: str) -> None:
    frame = "At that time, as everybody knew, it {} and nobody spoke of it again."
    assert messages(frame.format(old), frame.format(new)) == [expected]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("did not go", "didn’t go"),
        ("cannot go", "can not go"),
        ("see no. 5 of it", "see vol. 5 of it"),
    ],
)
def test_no_turn_of_sense_where_there_is_none(old: str, new: str) -> None:
    frame = "At that time, as everybody knew, they {} and nobody spoke of it again."
    assert "T105" not in found(frame.format(old), frame.format(new))


def test_an_empty_span_stands_where_the_words_belong() -> None:
    one = case("They did not go there.", "They did go there.")
    (taken,) = judge(one)
    assert taken.claim.edition.length == 0
    assert one.edition.string[: taken.claim.edition.start].rstrip() == "They did"
    assert taken.claim.canonical is not None
    assert one.canonical is not None
    assert one.canonical.string[slice(*taken.claim.canonical)] == "not"


def test_a_span_holds_exactly_the_changed_words() -> None:
    one = case("They went there in spring of 2008, they say.", "They went there in spring of 2018, they say.")
    (taken,) = judge(one)
    assert one.edition.string[slice(*taken.claim.edition)] == "2018"


def test_a_reading_has_no_note_call_in_it() -> None:
    one = case("One word.[^1] Two words.\n\n[^1]: A note.", "One word.[^1] Two words.\n\n[^1]: A note.")
    assert reading(one.edition, Span(0, one.edition.running_end)) == "One word. Two words."
    assert [token.string for token in tokens(one.edition, Span(0, 14))] == ["One", "word", ".", "Two"]


def test_differences_are_worked_out_once() -> None:
    one = case("They went there.", "They stayed there.")
    assert differences(one) is differences(one)


def test_forms() -> None:
    assert form_of("“") == form_of("«") == form_of('"')
    assert form_of("—") == form_of("-")
    assert form_of("don’t") == "don't"
    assert value_of("1,200", "en") == value_of("1.200", "de") == value_of("1200", None) == "1200"
    assert value_of("1.200", "en") == value_of("1.200", None) == "1.200"
    assert value_of("1.200.300", None) == value_of("1,200,300", None) == "1200300"
    assert value_of("1.5", None) != value_of("15", None)
    assert without_diacritics("Chávez Løgstrup Straße") == "Chavez Logstrup Strasse"


def test_holds() -> None:
    assert holds(Span(0, 10), Span(2, 4))
    assert holds(Span(0, 10), Span(5, 15))
    assert not holds(Span(0, 10), Span(8, 20))
    assert not holds(Span(0, 10), Span(10, 10))
    assert holds(Span(0, 10), Span(5, 5))


def test_an_editors_note_is_only_info() -> None:
    for body in (
        "[Ed.] This is doubtful.",
        "Translator’s note: a pun.",
        "This is doubtful. —Trans.",
        "N. d. T. : jeu de mots.",
    ):
        edition = NOTES.replace("drawn.[^4]", "drawn.[^4] [^5]") + f"\n[^5]: {body}\n"
        added = [one for one in judge(case(NOTES, edition)) if one.code == "N128"]
        assert [one.severity for one in added] == [Severity.INFO], body
    edition = NOTES.replace("drawn.[^4]", "drawn.[^4] [^5]") + "\n[^5]: Edward thinks so too.\n"
    assert [one.severity for one in judge(case(NOTES, edition)) if one.code == "N128"] == [Severity.WARNING]


def test_moved_quotation_marks_are_one_finding() -> None:
    canonical = "They spoke of “the potency of the multitude” as of a thing that nobody had seen."
    edition = canonical.replace("multitude” as of a thing", "multitude as of a thing”")
    assert found(canonical, edition) == ["Q113"]
    assert found(canonical, canonical.replace("“the potency", "the “potency")) == ["Q113"]


def test_both_marks_lost_are_one_finding() -> None:
    canonical = "They spoke of “the potency of the multitude” as of a thing that nobody had seen."
    assert found(canonical, canonical.replace("“", "").replace("”", "")) == ["Q112"]
    assert found(canonical, canonical.replace("”", "")) == ["Q112"]
    assert found(canonical.replace("“", "").replace("”", ""), canonical) == ["Q115"]


ACCIDENTALS = (
    ("“", '"'),
    ("”", '"'),
    ("’", "'"),
    ("—", " – "),
    ("–", "-"),
    ("…", "..."),
    ("Monthly Review", "*Monthly Review*"),
    ("Chávez", "Cha\u0301vez"),
    (" the ", "\u00a0the "),
    (". ", ".\n"),
    (" of ", "\nof "),
    ("The Darker Nations", "_The Darker Nations_"),
    ("“Golpe de Timón”", "«Golpe de Timón»"),
    ("MR Online", "[MR Online](https://mronline.org)"),
    ("organis", "organiz"),
)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(range(len(ACCIDENTALS))), unique=True, max_size=6))
def test_no_accidental_is_a_finding(chosen: list[int]) -> None:
    blocks = SEED.split("\n\n")
    text = "\n\n".join([*blocks[:4], *blocks[-7:]])
    text = "\n\n".join(block for block in text.split("\n\n") if not re.match(r"\[\^[34567]\]:", block))
    edition = text
    for i in chosen:
        old, new = ACCIDENTALS[i]
        body, notes = edition.split("\n\n[^1]:", maxsplit=1)
        edition = body.replace(old, new) + "\n\n[^1]:" + (notes.replace(old, new) if "\n" not in new else notes)
    if ("“" in edition) != ("”" in edition):
        edition = edition.replace("“", '"').replace("”", '"')
    assert messages(text, edition) == []


def test_a_moved_passage_is_said_to_be_later_or_earlier() -> None:
    one, two, three = (
        "Rivers come first, and the people who count them.",
        "Mountains are spoken of at much greater length, where letters are written and never sent to anybody at all.",
        "At last there is the plain, which somebody drew on a map.",
    )
    assert "a later place" in messages(f"{one}\n\n{two}\n\n{three}", f"{two}\n\n{one}\n\n{three}")[0]
    assert "an earlier place" in messages(f"{one}\n\n{two}\n\n{three}", f"{three}\n\n{one}\n\n{two}")[0]


def test_notes_out_of_order_because_their_passage_moved_are_one_finding() -> None:
    one = "Rivers come first, and the people who count them.[^1]"
    two = "Mountains are spoken of at much greater length, where letters are written and never sent to anybody.[^2]"
    notes = "\n\n[^1]: On rivers, by one who was there.\n\n[^2]: On mountains, from a letter.\n"
    assert found(f"{one}\n\n{two}{notes}", f"{two}\n\n{one}{notes}") == ["T112"]


def test_the_end_of_a_quotation_within_a_quotation_is_final_too() -> None:
    canonical = "He said: “We wait and hope to the end of it all.” Then he left the place."
    essay = "“He said: ‘We wait and hope to the end of it all,’” she writes of him."
    assert found(canonical, essay, Relation.QUOTING) == []


def test_a_doubled_closing_mark_is_more_than_final_punctuation() -> None:
    canonical = "It was applied in the “moment of danger,” as he would have said of it."
    assert found(canonical, canonical.replace("danger,”", "danger””")) != []
    assert found(canonical, canonical.replace("danger,”", "danger;”")) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("some 1\u00a0250 people", "some 1\u00a0520 people", "1 250 → 1 520"),
        ("some 1 250 people", "some 1 520 people", "1 250 → 1 520"),
        ("in 1958 250 people", "in 1958 520 people", "250 → 520"),
        ("it (Weber 1958: 44–47) people", "it (Weber 1963: 112) people", "1958: 44–47 → 1963: 112"),
    ],
)
def test_numbers_are_shown_whole_and_as_printed(old: str, new: str, said: str, tmp_path: Path) -> None:
    for name, words in (("canonical.md", old), ("edition.md", new)):
        (tmp_path / name).write_text(f"The old harbour saw that {words} came home.\n", encoding="utf-8")
    found = api.check(tmp_path / "edition.md", tmp_path / "canonical.md")
    assert [one.message for one in found if one.code == "T106"] == [f"the number changed: {said}"]


def test_an_artefact_that_a_quotation_has_from_its_source_is_the_sources() -> None:
    canonical = "In May the coun- cils of the yards met on the quays, where nobody had been for many years."
    essay = "In May “the coun- cils of the yards met on the quays,” she says. The councils met again in June."
    assert "A101" in found(None, essay)
    assert found(canonical, essay, Relation.QUOTING) == []
    assert "A101" in found(canonical.replace("coun- cils", "councils"), essay, Relation.QUOTING)


def test_an_elided_word_may_have_its_letter_in_brackets() -> None:
    canonical = "Or, c'est à peine si la ville les connaît, et jusqu'au port on les oublie. D'ailleurs ils n'y sont plus."
    essay = "Elle écrit: « [C]'est à peine si la ville les connaît » et « [d]'ailleurs ils … sont plus »."
    assert "Q104" not in found(canonical, essay, Relation.QUOTING)


@pytest.mark.parametrize(
    "body",
    [
        "[Ed.] The map is lost.",
        "[Ed.: The map is lost.]",
        "The map is lost. —Trans.",
        "[The map is lost. —Ed.]",
        "The map is lost. [TN]",
        "Note by the translator: the map is lost.",
        "Die Karte ist verloren. (A. d. Ü.)",
        "Anmerkung der Übersetzerin: Die Karte ist verloren.",
        "[Die Karte ist verloren; Anm. d. Übers.]",
        "Die Karte ist verloren. – D. Hg.",
        "La carte est perdue. (N.D.T.)",
        "Note de l’éditeur : la carte est perdue.",
        "[La carte est perdue – NdT]",
        "El mapa se ha perdido. (N. de la T.)",
        "N. de los T.: el mapa se ha perdido.",
        "La carta è perduta (nota del traduttore).",
        "[N.d.C.: la carta è perduta.]",
        "O mapa perdeu-se. [N. do E.]",
    ],
)
def test_a_note_that_an_editor_signs_is_declared(body: str) -> None:
    edition = NOTES.replace("\n\n[^1]:", f"[^9]\n\n[^9]: {body}\n\n[^1]:", 1)
    assert [one.severity for one in judge(case(NOTES, edition)) if one.code == "N128"] == [Severity.INFO]


@pytest.mark.parametrize(
    "body",
    [
        "Trans. B. Carr, *Maps* (London: Verso, 1990), 4.",
        "Eds. B. Carr and A. Berg, *Maps* (London: Verso, 1990), 4.",
        "B. Carr, A. Berg et al. (eds.)",
        "Editors disagree.",
        "Translators of the plain disagree.",
        "Edward wrote of it.",
        "Redaktion und Verlag schweigen.",
        "Ndebele maps of the plain.",
        "Notation of the plain: none.",
        "A. D. H. Kaplan, Small Business (New York, 1949), 5.",
        "N. D. E. Brown, Rivers (London, 1949), 5.",
        "(N. D. E. Brown, Rivers, 5.)",
        "First edition: London, 1867.",
        "Zweite Ausgabe: Berlin, 1867.",
    ],
)
def test_a_note_that_only_speaks_of_editors_is_added(body: str) -> None:
    edition = NOTES.replace("\n\n[^1]:", f"[^9]\n\n[^9]: {body}\n\n[^1]:", 1)
    assert [one.severity for one in judge(case(NOTES, edition)) if one.code == "N128"] == [Severity.WARNING]


def test_a_word_that_begins_a_sentence_is_no_person() -> None:
    quoted = "„Der Hafen war seit dem Morgen still, und die Männer sprachen vom Wetter“, sagt er. {} Zeuge war dabei."
    found_there = messages(quoted.format("Kein"), quoted.format("Ein"))
    assert found_there == ["T105 “Kein” was lost: Kein → Ein"]
    assert messages(quoted.format("Kein"), quoted.format("Kein")) == []


@pytest.mark.parametrize(
    ("canonical", "edition", "code"),
    [
        ("Lo hizo sin ayuda de los hombres que bajaban de la colina por la mañana, y no del puerto.", ("sin", "con"), "T105"),
        ("Era inútil para los hombres que bajaban de la colina por la mañana, y no del puerto.", ("inútil", "útil"), "T105"),
        ("Non sapeva nulla di quello che gli uomini della collina dicevano del porto e del tempo.", ("nulla", "tutto"), "T105"),
        ("Erano trecento gli uomini che scendevano dalla collina e parlavano del porto e del tempo.", ("tre", "sei"), "T106"),
        (
            "Er durfte mit den Männern gehen, die vom Hügel kamen und sich nicht um das Wetter sorgten.",
            ("durf", "muss"),
            "T109",
        ),
        (
            "Quizá volverá con los hombres que bajaban de la colina por la mañana, y no del puerto.",
            ("Quizá", "Sin duda"),
            "T109",
        ),
        (
            "Talvez ele volte com os homens que desciam da colina para a praia, e não do porto da vila.",
            ("Talvez", "Decerto"),
            "T109",
        ),
    ],
)
def test_negation_number_and_qualification_in_six_languages(canonical: str, edition: tuple[str, str], code: str) -> None:
    (message,) = messages(canonical, canonical.replace(*edition, 1))
    assert message.startswith(code)


def test_one_change_in_two_places_is_said_once() -> None:
    french = "Le port était calme depuis le matin, et les hommes {} voulaient {} partir avec lui dans la barque."
    assert messages(french.format("ne", "plus"), french.format("", "").replace("  ", " ")) == ["T105 “ne … plus” was lost"]
    two = "He was not there, and he was not glad of the news that the men from the hill brought to the house."
    assert len(messages(two, two.replace("not ", ""))) == 2  # two negations are two


def test_a_part_of_a_change_is_restored_where_it_stands() -> None:
    (one,) = differences(case("He came [and went] out.", "He came (and went) out."))
    assert [(edit.span, edit.after) for edit in restoration(one)] == [(Span(8, 9), "["), (Span(17, 18), "]")]


CAPTIONED = "The weir was built by the men of the lower mill.\n\n{}\n\nIt was not repaired again.\n"


def test_the_caption_of_a_picture_is_compared() -> None:
    picture, none = CAPTIONED.format("![The weir in 1702](weir.png)"), CAPTIONED.format("").replace("\n\n\n", "\n")
    assert messages(picture, picture.replace("1702", "1720")) == ["T106 the number changed: 1702 → 1720"]
    assert messages(picture, CAPTIONED.format("The weir in 1702")) == []
    assert messages(CAPTIONED.format("Figure 1: The weir in 1702"), picture) == []
    assert messages(CAPTIONED.format("The weir in 1702"), none) != []  # a paragraph that is lost


@pytest.mark.parametrize(
    "pictures", ["![The mill at noon.](mill.png)", "![The mill at noon.](mill.png)\n\n![All 400 men were shot.](men.png)"]
)
def test_the_words_of_captions_are_neither_lost_nor_added_in_silence(pictures: str) -> None:
    several, none = CAPTIONED.format(pictures), CAPTIONED.replace("{}\n\n", "")
    for canonical, edition in ((several, none), (none, several)):
        assert {one.severity for one in judge(case(canonical, edition))} == {Severity.WARNING}
    with_prose = CAPTIONED.format(pictures + "\n\nNobody lived there.")
    assert Severity.ERROR in {one.severity for one in judge(case(with_prose, none))}


def test_pictures_without_words_may_be_missing() -> None:
    picture, none = CAPTIONED.format("![](weir.png)"), CAPTIONED.replace("{}\n\n", "")
    assert judge(case(picture, none)) == judge(case(none, picture)) == ()


@pytest.mark.parametrize(
    "words",
    [
        *("he said", "said the old man", "Karl Marx writes", "said the Bishop of Oslo", "he went on quietly", "she had said"),
        *("dit le vieux pilote", "me répondit-il", "a-t-il dit", "nous dit le pilote", "dit-on", "s’écria la vieille dame"),
        *("fuhr er fort", "fügte der Lehrer leise hinzu", "dijo", "disse il pilota", "respondeu-lhe a velha"),
    ],
)
def test_incises(words: str) -> None:
    assert is_incise(f", {words}, ")


@pytest.mark.parametrize(
    "words",
    [
        *("nobody notes the dead", "they cried for bread the whole winter and died", "they cried for bread", "notes", ""),
        *("we died", "often", "he said it in 1912", "the men cried and died", "the bank called the men", "no one said"),
    ],
)
def test_clauses_that_are_no_incises(words: str) -> None:
    assert not is_incise(f", {words}, ")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("see section 1.100.200 of", "see section 1100200 of"),
        ("the host 192.168.100.200 is", "the host 192168100200 is"),
        ("on pages 12 345 of", "on pages 12345 of"),
        ("in pp. 3, 12 345 of", "in pp. 3, 12345 of"),
        ("by § 1.200.300 of", "by § 1200300 of"),
    ],
)
def test_marks_in_references_are_none_of_thousands(before: str, after: str) -> None:
    assert (
        len(messages(f"The clerk says that it stands {before} the book.", f"The clerk says that it stands {after} the book."))
        == 1
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("cost 2 400 000 marks to", "cost 2,400,000 marks to"),
        ("stands on page 12 of the 12 000 sheets of", "stands on page 12 of the 12000 sheets of"),
        ("held 12 345 pages of", "held 12345 pages of"),
    ],
)
def test_marks_of_thousands_are_reported_where_no_house_style_frees_them(before: str, after: str) -> None:
    found = messages(f"The clerk says that it {before} the book.", f"The clerk says that it {after} the book.")
    assert len(found) == 1


@pytest.mark.parametrize(("before", "after"), [("£5 or 7", "5 or £7"), ("<5 but 7", "5 but <7"), ("<5", "5<")])
def test_a_sign_that_another_number_has_is_no_moved_one(before: str, after: str) -> None:
    found = messages(f"The clerk says that it was {before} in the book.", f"The clerk says that it was {after} in the book.")
    assert found
    assert all(message.startswith("T106") for message in found)


def test_a_sign_on_the_other_side_of_its_number_was_moved() -> None:
    found = messages("The clerk says that it cost £1,500 in the end.", "The clerk says that it cost 1,500 £ in the end.")
    assert found == ["T120 “£” was moved"]


def test_of_places_with_the_same_words_the_one_with_the_same_letters_is_quoted() -> None:
    """The places are too far apart for one search, and a stop behind the quotation keeps it from being found as it stands."""
    passage = "The men of the mill went home and they slept{} the weavers, who had no work, stood in the rain and nobody spoke."
    between = "\n\n".join(f"In {1700 + k} the clerk of ward {k} wrote that {k * 7} ships lay in the river." for k in range(90))
    canonical = read_markdown("\n\n".join([passage.format(";"), between, passage.format(":")]).encode(), "book.md")
    for mark in (";", ":"):
        quotation = f"He writes: “went home and they slept{mark} the weavers, who had no work, stood in the rain.”\n"
        edition = read_markdown(quotation.encode(), "essay.md")
        found = api.examine(edition, canonical, Relation.QUOTING).findings
        assert [one.message for one in found if one.severity is not Severity.INFO and one.code == "Q120"] == []


def test_only_names_of_one_stretch_are_one_that_was_misspelt() -> None:
    text = read_markdown(b"The river rose.[^harbour] It fell.\n\n[^harbor]: Words of it.\n", "x.md")
    assert [(one.label, other.label) for one, other in parted_labels(text)] == [("harbour", "harbor")]
    body = text.of_kind(Kind.NOTE_BODY)[0]
    apart = [mark._replace(value=scoped(mark.value, 2)) if mark == body else mark for mark in text.marks]
    assert [note.scope for note in replace(text, marks=tuple(apart)).notes] == [1, 2]
    assert not parted_labels(replace(text, marks=tuple(apart)))


def test_a_name_like_two_others_is_paired_with_neither() -> None:
    bodies = "".join(f"\n\n[^{name}]: Words of it." for name in ("harbor", "harbours"))
    assert not parted_labels(read_markdown(f"The river rose.[^harbour] It fell.{bodies}\n".encode(), "x.md"))


EXPLETIVE = "Le général attendait dans la cour depuis des heures, et les soldats chantaient sous la pluie. {} Puis il partit."


@pytest.mark.parametrize(
    ("sentence", "ne"),
    [
        ("Il voulait partir avant qu’il ne vienne à la maison.", "ne "),
        ("Il partit avant que le chef n’arrive à la maison.", "n’"),
        ("Je crains qu’il ne soit malade.", "ne "),
        ("Il était plus grand que je ne croyais.", "ne "),
    ],
)
def test_an_expletive_ne_denies_nothing(sentence: str, ne: str) -> None:
    canonical = EXPLETIVE.format(sentence)
    (message,) = messages(canonical, canonical.replace(ne, "", 1))
    assert message.startswith(("T102", "T101"))


@pytest.mark.parametrize(
    "sentence",
    [
        "Il voulait partir avant que personne ne vienne à la maison.",
        "Il dit de plus qu’il ne sait rien.",
        "Je crains qu’il ne vienne pas à la maison.",
        "Il est autre chose qu’il ne peut dire.",
        "Il ne vient avant le soir.",
    ],
)
def test_what_denies_is_no_expletive(sentence: str) -> None:
    canonical = EXPLETIVE.format(sentence)
    (message,) = messages(canonical, canonical.replace("ne ", "", 1))
    assert message.startswith("T105")


def test_two_lost_commas_are_one_change_only_around_a_few_words() -> None:
    listed = "They grew apples, pears and plums in the yard, and nobody who came from the hill spoke of it again."
    assert messages(listed, listed.replace(",", "")) == ["T120 “, … ,” was lost"]
    three = "They grew apples, pears, plums and nuts in the yard. He came, and nobody spoke of it again."
    assert len(messages(three, three.replace(",", ""))) == 2


def test_portuguese_no_denies_nothing_behind_a_mark_of_omission() -> None:
    canonical = "Uma das mulheres disse que o homem viveu no campo durante muitos anos, e que não voltou para a casa dos pais."
    assert messages(canonical, canonical.replace("viveu no campo", "viveu […] campo")) == []
    assert messages(canonical, canonical.replace("que não voltou", "que […] voltou")) == ["T105 “não” was lost"]
    spanish = "Una de las mujeres dijo que el hombre vivía en el campo desde hacía años, y que no volvió a la casa de ellos."
    assert messages(spanish, spanish.replace("que no volvió", "que […] volvió")) == ["T105 “no” was lost"]


@pytest.mark.parametrize(
    ("old", "new", "code"), [("Halle", "Essen", "T101"), ("Köln", "Essen", "T107"), ("Rosa", "Heide", "T101")]
)
def test_names_that_are_words_are_no_names_by_themselves(old: str, new: str, code: str) -> None:
    canonical = f"Die Gäste, die am Abend gekommen waren, sprachen von der {old} und nicht von dem Wetter."
    canonical += " Sie kamen in der Nacht zurück, und niemand hat sie auf dem Weg gesehen."
    (message,) = messages(canonical, canonical.replace(old, new))
    assert message.startswith(code)


@pytest.mark.parametrize("quoted", ["d'« un mot »", "d’“un mot”", "d''un mot'", 'd\'"un mot"', "d’‘un mot’"])
def test_marks_of_any_style_behind_an_elision(quoted: str) -> None:
    canonical = "Il s’agit d’« un mot » de trop, et de cela seulement, comme les soldats qui chantaient sous la pluie."
    assert messages(canonical, canonical.replace("d’« un mot »", quoted)) == []
    assert messages(canonical, canonical.replace("d’« un mot »", "d’un mot")) == [
        "Q112 the quotation marks of “un mot” were lost"
    ]


def test_dots_stand_for_the_words_that_went_and_not_for_equal_ones_beside_them() -> None:
    canonical = "He rose and said: “For the sake of the House of Commons at large, I rejoiced in his advent.” So he spoke."
    assert messages(canonical, canonical.replace("sake of the House of", "sake … of")) == []
    assert messages(canonical, canonical.replace("sake of the House of", "sake of"))[0].startswith("Q103")


def test_a_fault_is_the_canonical_texts_whatever_the_label_of_its_note() -> None:
    calls = [f"One of them{'.' if k < 9 else ''}[^{k}]{'.' if k == 9 else ''}" for k in range(10)]
    canonical = " ".join(calls) + "\n\n" + "\n\n".join(f"[^{k}]: Source {k}, in the hall." for k in range(10)) + "\n"
    assert found(None, canonical) == ["N109"]
    assert found(canonical, canonical.replace("[^", "[^note-")) == []
    moved = canonical.replace("[^", "[^note-").replace(".[^note-5]", "[^note-5].")
    assert found(canonical, moved) != []


def test_a_stretch_given_as_an_edition_is_said_to_be_none_and_confirmed() -> None:
    sentence = "The {}th of the towns has {} gates, and not one of them is closed to the people of the valley."
    blocks = [sentence.format(k, k) for k in range(300)]
    canonical, stretch = "\n\n".join(blocks), "\n\n".join(blocks[100:106])
    assert [message[:4] for message in messages(canonical, stretch)] == ["T100"]
    spoilt = messages(canonical, stretch.replace("not ", "", 1))
    assert [message[:4] for message in spoilt] == ["T100", "T105"]


def test_a_hyphen_before_a_closing_mark_is_the_same_with_a_space_or_without() -> None:
    canonical = "Il écrit : « supprimez les paquets en entrant - » et rien d’autre, comme les soldats sous la pluie."
    assert messages(canonical, canonical.replace("« ", "“").replace(" »", "”")) == []


def test_an_inherited_fault_is_inherited_in_any_unicode_form() -> None:
    quoted = "Il dit : « Les hommes qui descendaient de la colline ont {} le moulin avant la pluie du soir. »"
    canonical = quoted.format("fermé") + "\n\n" + quoted.format("quitté") + "\n"
    assert "Q116" in found(None, canonical)
    assert messages(canonical, unicodedata.normalize("NFD", canonical)) == []


def test_letters_of_another_unicode_form_make_no_lost_space_and_hide_none() -> None:
    canonical = "Le programme GIMP.Néanmoins, il va. Sans GIMP. Ne pas craindre la mer. Et puis, élevé par elle."
    assert messages(canonical, unicodedata.normalize("NFD", canonical)) == []
    edition = unicodedata.normalize("NFD", canonical.replace("puis, élevé", "puis,élevé"))
    assert found(canonical, edition) == ["T119"]


def test_a_letter_behind_a_quotation_is_no_mark_of_it() -> None:
    canonical = (
        "All’alba la priorità delle domande da porre è impostata all’avvio dell’installatore.\n\nQuando piove, si resta.\n"
    )
    essay = canonical.split("\n", maxsplit=1)[0].replace("All’alba la", "Bianchi chiede: “‘La") + "’”\n"
    texts = [read_markdown(one.encode(), "x.md") for one in (essay, canonical)]
    assert [one.code for one in api.examine(*texts, Relation.QUOTING).findings if one.severity is not Severity.INFO] == []


@pytest.mark.parametrize("there", ["the ﬁrst mill", "the ﬁnal word"])
def test_a_word_left_out_before_a_ligature_is_not_the_ligatures(there: str) -> None:
    edition = f"He came to {there} of the town, and nobody saw him there."
    canonical = edition.replace("the ", "the old ", 1).replace("ﬁ", "fi")
    assert messages(canonical, edition) == ["T102 “old” was left out"]


def test_a_work_in_a_note_without_a_call_makes_no_short_form_ambiguous() -> None:
    notes = (
        "\n[^1]: Étienne Larribère, *Registre du passage*, t. I (Bordeaux : Lescarret, 1902), p. 1.\n\n"
        "[^2]: Larribère, *Registre*, t. I, p. 143.\n\n"
        "[^3]: Larribère, *Registre*, t. II (Bordeaux : Lescarret, 1905), p. 288.\n"
    )
    canonical = "Il passa.[^1] Le ponton fut relevé.[^2] On le vit là-bas.[^3]\n" + notes
    first, rest = notes.split("\n\n", 1)
    edition = canonical.split("\n")[0].replace("[^1]", "") + "\n\n" + rest + "\n" + first.strip() + "\n"
    assert "C110" not in found(canonical, edition)
