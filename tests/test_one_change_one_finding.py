"""Changes as careless editors make them: each is one finding, under its right name; and what is none stays silent."""

from __future__ import annotations

import re

import pytest

from fidelity import api
from fidelity.model.finding import Severity
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.readers.markdown import read_markdown
from fidelity.rules import moved_lines

ENGLISH = """\
# On the mill

The mill stood by the river. The old miller was asleep. His daughter was away. She had gone to the town on the coast.

Nobody spent as much effort in the attempt (according to its lights) to compel people as this fellow-creature of theirs.
They chose by the Condorcet method (more specifically, the Schulze method). For details ask the clerk. We should not only
think of the dark days of our lives. The bright ones are gone. The report was complete. The injustice was known, and his
experience was small. They are no longer at the mill. She said “freedom of the press, and a variety of rights” to us all.

Roses are red\\
and violets are never blue\\
sugar is sweet\\
and so are you.

| Kind | Count |
|---|---|
| Cosine | 400 |
| Classical Delta | 170 |
| Quadratic | 12 |
"""
CHANGES = [
    ("The old miller was asleep. His daughter was away.", "His daughter was away. The old miller was asleep.", "T112"),
    ("and violets are never blue\\\nsugar is sweet\\\n", "sugar is sweet\\\nand violets are never blue\\\n", "T112"),
    ("| Cosine | 400 |\n| Classical Delta | 170 |", "| Classical Delta | 170 |\n| Cosine | 400 |", "T112"),
    (" (according to its lights)", "", "T102"),
    (" (more specifically, the Schulze method)", "", "T102"),
    (" the dark days of our lives", "", "T102"),
    ("fellow-creature", "fellow creature", "T117"),
    ("was complete", "was incomplete", "T105"),
    ("injustice", "justice", "T105"),
    ("experience", "inexperience", "T105"),
    ("are no longer at", "are at", "T105"),
    ("are no longer at", "are still at", "T105"),
    ("“freedom", "â€œfreedom", "A205"),
]


SPANISH = """\
# Los hermanos

Vino una mujer con un cuaderno y nos preguntó cuánto costaría. «Le dijimos que no costaría nada si nos dejaba leerlo. Nunca nos
dijo su nombre ni volvió a recoger los ejemplares», escribió el menor de los hermanos en el invierno de aquel año.
"""


def test_a_negation_at_the_beginning_of_a_sentence_is_not_one_with_that_of_the_next_clause() -> None:
    edition = SPANISH.replace("Nunca nos\ndijo su nombre ni volvió", "Nos\ndijo su nombre y no volvió")
    assert edition != SPANISH
    assert said(SPANISH, edition)[0] == "Q105"


@pytest.mark.parametrize(
    ("canonical", "edition"),
    [
        (
            "Zwischen dem 3. Mai und dem 4. Juni sah sie keins.",
            "Zwischen dem 4. Mai und dem 3. Juni sah sie keins.",
        ),
        ("Between 3 May and 19 August 1844 she saw it.", "Between August 3 and May 19, 1844 she saw it."),
        ("Between 3 May and 19 August 1844 she saw it.", "Between May 3 and August 18, 1844 she saw it."),
    ],
)
def test_dates_that_were_exchanged_have_no_other_form(canonical: str, edition: str) -> None:
    texts = (read_markdown(f"{content}\n".encode(), "text.md") for content in (edition, canonical))
    found = api.examine(*texts).findings
    assert any(one.severity is Severity.ERROR for one in found)
    assert not any("another form" in one.message for one in found)


_LAST = """\
# Die Mühle

Der Müller schrieb in sein Buch, was er sah:

> Ich habe den Staub zusammengekehrt und ihr gegeben. Seither schlafe ich nicht mehr.[^1]

Man hat diese Stelle rührselig genannt. Sie ist es nicht. Wer die Zahlen liest, sieht es.[^2]

Das Buch liegt in Ulm.

[^1]: Mühlenbuch.

[^2]: Ebenda.
"""


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [(" Seither schlafe ich nicht mehr.", "Q103", 5), (" Wer die Zahlen liest, sieht es.", "T110", 7)],
)
def test_the_last_sentence_of_a_paragraph_is_left_out_of_that_and_its_note_stays(words: str, code: str, line: int) -> None:
    for canonical, edition in ((_LAST, _LAST.replace(words, "")), (_LAST.replace(words, ""), _LAST)):
        texts = (read_markdown(content.encode(), "text.md") for content in (edition, canonical))
        (found,) = api.examine(*texts).findings
        assert found.start is not None
        assert found.start.line == line
        assert found.code == code or canonical != _LAST


def said(canonical: str, edition: str) -> list[str]:
    """The codes of what is said above info, in order of place."""
    texts = (read_markdown(content.encode(), "text.md") for content in (edition, canonical))
    return [one.code for one in api.examine(*texts).findings if one.severity is not Severity.INFO]


@pytest.mark.parametrize(("before", "after", "code"), CHANGES)
def test_a_change_is_one_finding(before: str, after: str, code: str) -> None:
    assert before in ENGLISH
    assert said(ENGLISH, ENGLISH.replace(before, after, 1)) == [code]


def test_a_soft_hyphen_that_came_of_a_wrong_encoding_is_part_of_it() -> None:
    canonical = "El caballero sonrió así, con disimulo, y quiso prolongar la conversación de aquel día.\n"
    assert said(canonical, canonical.replace("así", "asÃ\u00ad")) == ["A205"]


def test_a_soft_hyphen_elsewhere_in_the_text_is_told_beside_a_wrong_encoding() -> None:
    canonical = "El caballero sonrió así, con disimulo, y quiso prolongar la conversación de aquel día.\n"
    edition = canonical.replace("así", "asÃ\u00ad").replace("disimulo", "disi\u00admulo")
    assert said(canonical, edition) == ["A205", "A203"]


def test_a_noun_with_in_before_it_that_is_no_negative() -> None:
    canonical = "The daily report stood in the way of the stance they took, and the port was closed.\n"
    assert said(canonical, canonical.replace("stance", "instance")) == ["T101"]
    assert said(canonical, canonical.replace("the port", "the import")) == ["T101"]


TEXTS = {
    "fr": "Il disait que rien n’émeut plus cet homme, que rien ne touche plus. Son cœur était connu de tous ses gens.\n",
    "es": "Esperó durante más de dos horas. El archivo está completo y era necesario que todos lo supieran en el pueblo.\n",
    "de": "Er wohnte lange in der Stadt. Dort waren fünf von seinen Leuten, die das alles nicht wissen wollten.\n",
    "nl": "De molenaar was niet thuis en zijn dochter ook. Zij waren met het paard en de wagen naar de stad gegaan.\n",
    "pl": "Młynarz stał przy jazie do wieczora. Nikt go tam jeszcze wtedy nie widział, a w księdze zapisano tylko liczby.\n",
    "ru": "Сторож записывал всё в тетрадь. Мост не выдержит и двадцати зим, писал он, и город без моста останется.\n",
    "el": "Ο φύλακας κρατούσε βιβλίο κάθε βράδυ. Το φως δεν έσβησε πριν από τις πέντε, έγραψε, και το πλοίο πέρασε.\n",
}


@pytest.mark.parametrize(
    ("language", "before", "after", "code"),
    [
        ("fr", "rien ne touche plus", "rien touche", "T105"),
        ("fr", "connu", "inconnu", "T105"),
        ("es", "completo", "incompleto", "T105"),
        ("es", "necesario", "innecesario", "T105"),
        ("es", "dos horas", "dos hora", "T101"),
        ("es", "dos horas", "dos minutos", "T106"),
        ("de", "fünf", "funf", "T108"),
        ("de", "fünf", "sechs", "T106"),
        ("nl", "was niet thuis", "was thuis", "T105"),
        ("pl", "Nikt go tam", "Każdy go tam", "T105"),
        ("ru", "Мост не выдержит", "Мост выдержит", "T105"),
        ("ru", "без моста", "у моста", "T105"),
        ("ru", "двадцати зим", "двадцати лет", "T101"),
        ("el", "φως δεν έσβησε", "φως έσβησε", "T105"),
    ],
)
def test_other_languages(language: str, before: str, after: str, code: str) -> None:
    text = TEXTS[language]
    assert before in text
    assert said(text, text.replace(before, after, 1)) == [code]


NOTES = """\
The rivers were counted in spring.[^1] The sea was left to others.[^2] From the mountains came letters.[^3] A map was drawn.[^4]

[^1]: Anna Berg, *The Rivers of the North* (London: Hill Press, 1998), xv-xxvii.

[^2]: *See* Otto Lind, “Rain and Wage.” *Journal of Tides*, vol. 12, 1998, pp. 123-129 (stating that the author even as a judge
    knew the law, but not the mind of those who made it).

[^3]: Tim Bell, *Mountains and “Real” Letters* (London: Hill Press, 1999), p. 12.

[^4]: Bell, *Mountains*, p. 14; see also note 2.
"""


def test_a_call_that_leads_to_another_note_is_one_finding() -> None:
    assert said(NOTES, NOTES.replace("others.[^2]", "others.[^1]", 1)) == ["N130"]


def test_a_comma_in_a_sentence_about_a_work_is_no_style_of_its_citation() -> None:
    assert said(NOTES, NOTES.replace("law, but", "law but", 1)) != []


def test_a_range_of_roman_pages_is_not_two_pages() -> None:
    assert said(NOTES, NOTES.replace("xv-xxvii", "xv xxvii", 1)) == ["C105"]


def test_a_title_does_not_lose_one_of_its_marks() -> None:
    assert said(NOTES, NOTES.replace("“Rain and Wage.”", "Rain and Wage.”", 1)) != []
    assert said(NOTES, NOTES.replace("“Rain and Wage.”", "“Rain and Wage.", 1)) != []


def test_marks_inside_a_title_in_another_style_make_no_short_form_of_it() -> None:
    assert said(NOTES, NOTES.replace("“", '"').replace("”", '"')) == []


def test_a_stale_reference_beyond_the_last_note_is_told_once() -> None:
    canonical = "".join(f"The river number {k} rose.[^{k}] " for k in range(7, 12)) + "\n\n"
    canonical += "\n\n".join(f"[^{k}]: The source of river number {k}, as told by the clerk." for k in range(7, 11))
    canonical += "\n\n[^11]: So the clerk, see note 10.\n"
    edition = canonical
    for k in range(7, 12):
        edition = edition.replace(f"[^{k}]", f"[^{k - 6}]")
    assert said(canonical, edition) == ["C116"]


SHORT_FORMS = """\
The rivers were counted.[^1] The sea was left.[^2] A map was drawn.[^3]

[^1]: Michael Malloy, *Anatomy of a Meltdown: A Financial Biography* (London: Hill Press, 2010); Robin Paul Malloy, *Mortgage
    Market Reform and the Fallacy of Credit*, 7 Law Review 79 (2009).

[^2]: Malloy, *Mortgage Market Reform*, *supra* note 1.

[^3]: Malloy, *supra* note 1.
"""


def test_a_short_form_is_not_doubtful_where_only_emphasis_went() -> None:
    plain = SHORT_FORMS.replace("*", "")
    assert said(plain.replace("Robin Paul Malloy, Mortgage", "Robin Paul Malloy, Some Mortgage"), plain) != []
    assert said(SHORT_FORMS, plain) == []


def test_lines_are_compared_without_the_paragraphs_beside_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands far from a change costs nothing, however long the text is."""
    looked_at: list[int] = []
    units = moved_lines._units

    def counted(text: Text, span: Span, pattern: re.Pattern[str]) -> list[moved_lines._Unit]:
        looked_at.append(span.length)
        return units(text, span, pattern)

    monkeypatch.setattr(moved_lines, "_units", counted)
    paragraph = "The clerk of the harbour wrote down what the boats had brought to it. " * 40 + "\n\n"
    text = f"{paragraph * 5}The river rose.\\\nThe sea fell.\\\nThe wind turned.\n\n{paragraph * 5}"
    swapped = text.replace("The river rose.\\\nThe sea fell.", "The sea fell.\\\nThe river rose.")
    assert said(text, swapped) == ["T112"]
    assert said(text, text.replace("The river rose.", "The river sank.")) == ["T101"]
    assert said(text, text.replace("The wind turned.", "The wind rested.")) == ["T101"]
    assert looked_at
    assert max(looked_at) <= 3 * moved_lines.LONGEST
