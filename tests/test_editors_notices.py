"""Notices on emphasis and translation: known in every form, and none of them read as words of a quotation."""

from __future__ import annotations

from itertools import product

import pytest

from fidelity import api
from fidelity.language.editors_notices import NOTICE
from fidelity.model.declarations import Relation
from fidelity.model.finding import Severity
from fidelity.readers.markdown import read_markdown

FORMS: dict[str, tuple[str, ...]] = {
    "en": (
        *(f"{what} {how}" for what in ("emphasis", "italics", "emphases", "underlining") for how in ("mine", "ours", "added")),
        *(f"{what} in {where}" for what in ("emphasis", "italics") for where in ("the original", "original", "source")),
        *("emphasis not in the original", "italics not in original", "emphasis removed", "original emphasis", "my italics"),
        *("author’s emphasis", "translator’s emphasis", "emphasis by the author", "emphasis is mine", "all italics mine"),
        *("my translation", "our translation", "my own translation", "author’s translation", "author's translation"),
        *("translation mine", "translation by the author", "translated by the author", "translated by me", "trans. mine"),
        *("tr. modified", "translation modified", "translation slightly modified", "slightly modified translation"),
        *(
            "translator’s italics",
            "emphasis in the original; translation mine",
            "my translation, emphasis added",
            "emphasis J. S.",
        ),
    ),
    "de": (
        *("Hervorhebung von mir", "Hervorhebungen von mir", "Hervorh. v. mir", "Herv. v. m. M. S.", "Hervorh. d. Verf."),
        *(
            "meine Hervorhebung",
            "unsere Hervorhebung",
            "eigene Hervorhebung",
            "Hervorhebung hinzugefügt",
            "Hervorhebungen M. S.",
        ),
        *("Hervorhebung im Original", "Hervorhebungen im Original", "Hervorh. i. O.", "Hervorhebung nicht im Original"),
        *("Kursivierung von mir", "kursiv im Original", "Hervorhebung des Autors", "Hervorhebung der Autorin"),
        *("Hervorhebung des Übersetzers", "Hervorhebung getilgt", "im Original gesperrt", "im Original kursiv"),
        *("meine Übersetzung", "unsere Übersetzung", "eigene Übersetzung", "Übersetzung von mir", "Übers. d. Verf."),
        *("Übersetzung des Autors", "Übersetzung der Verfasserin", "Übersetzung M. S.", "Übersetzung geändert"),
        *("Übersetzung leicht verändert", "übersetzt von mir", "Übers. v. mir", "Übersetzung modifiziert"),
    ),
    "fr": (
        *("je souligne", "nous soulignons", "c’est moi qui souligne", "c'est nous qui soulignons", "souligné par nous"),
        *(
            "souligné par moi",
            "souligné par l’auteur",
            "souligné dans le texte",
            "souligné dans l’original",
            "l’auteur souligne",
        ),
        *("italiques ajoutés", "italiques de l’auteur", "les italiques sont de moi", "les italiques sont de l’auteur"),
        *("italique dans l’original", "italiques dans le texte", "nos italiques", "mes italiques", "l’italique est de nous"),
        *("ma traduction", "notre traduction", "traduction de l’auteur", "traduction de l’auteure", "la traduction est de moi"),
        *("traduction personnelle", "traduction libre", "traduction modifiée", "traduction légèrement modifiée"),
        *("traduit par nous", "traduit par l’auteur", "nous traduisons", "je traduis", "trad. modifiée", "traduction de nous"),
        *("italiques du traducteur", "souligné par le traducteur"),
    ),
    "es": (
        *("el subrayado es mío", "el subrayado es nuestro", "subrayado mío", "subrayado nuestro", "subrayado del autor"),
        *("las cursivas son mías", "cursivas mías", "cursivas nuestras", "cursivas añadidas", "cursivas en el original"),
        *(
            "cursiva del original",
            "énfasis añadido",
            "énfasis mío",
            "énfasis nuestro",
            "énfasis en el original",
            "el énfasis es mío",
        ),
        *("énfasis agregado", "énfasis del autor", "el énfasis no está en el original", "destacado nuestro", "resaltado mío"),
        *("mi traducción", "nuestra traducción", "la traducción es mía", "la traducción es nuestra", "traducción mía"),
        *("traducción nuestra", "traducción propia", "traducción del autor", "traducción de la autora", "trad. mía"),
        *(
            "traducción modificada",
            "traducido por mí",
            "traducido por el autor",
            "cursivas del traductor",
            "las itálicas son mías",
        ),
    ),
    "it": (
        *("corsivo mio", "corsivi miei", "corsivo nostro", "il corsivo è mio", "il corsivo è nostro", "corsivo aggiunto"),
        *(
            "corsivo dell’autore",
            "corsivo nell’originale",
            "corsivi nel testo",
            "corsivo del testo",
            "enfasi mia",
            "enfasi aggiunta",
        ),
        *("sottolineatura mia", "sottolineature nostre", "il corsivo non è nell’originale", "corsivo del traduttore"),
        *("traduzione mia", "traduzione nostra", "mia traduzione", "nostra traduzione", "la traduzione è mia", "trad. mia"),
        *("la traduzione è nostra", "traduzione dell’autore", "traduzione dell’autrice", "traduzione modificata"),
        *("trad. nostra", "trad. it. mia", "tradotto da me", "traduzione libera"),
    ),
    "pt": (
        *(
            "grifo nosso",
            "grifos nossos",
            "grifo meu",
            "grifos meus",
            "grifo do autor",
            "grifos da autora",
            "grifos no original",
        ),
        *("destaque nosso", "destaques nossos", "destaque do autor", "destaques no original", "destaque meu", "itálico nosso"),
        *("itálico no original", "itálicos meus", "ênfase nossa", "ênfase minha", "ênfase adicionada", "ênfase acrescentada"),
        *("ênfase no original", "sublinhado nosso", "sublinhado no original", "negrito nosso", "grifei", "sublinhei"),
        *("tradução nossa", "tradução minha", "minha tradução", "nossa tradução", "a tradução é minha", "a tradução é nossa"),
        *(
            "tradução do autor",
            "tradução da autora",
            "tradução própria",
            "tradução livre",
            "tradução modificada",
            "trad. nossa",
        ),
        *("traduzido por nós", "traduzido pelo autor", "grifos do tradutor"),
    ),
}
"""What is written behind a quotation, in the brackets; each form must be known."""
NOT: tuple[str, ...] = (
    *(
        "with emphasis on trade",
        "my emphasis on trade is new",
        "translation",
        "translated",
        "Sperrung",
        "Hervorhebung",
        "Grifo",
    ),
    *("in the original", "mine", "the author", "added", "une traduction latine", "en cursiva", "tr.", "la traducción latina"),
    *("Übersetzung aus dem Latein", "a tradução latina", "not the author’s translation of Virgil", "by the author", "je suis"),
)
"""What only looks like one."""
SENTENCES = (
    "The ferry had not run since the autumn of 1911, and nobody in the lower village expected it.",
    "Twelve of the weavers did not own the looms that stood in the long rooms above the river.",
    "Before the dam was built the orchards below the church had fed four hundred households.",
)


def wrong(essay: str) -> list[str]:
    canonical = read_markdown("\n\n".join(SENTENCES).encode(), "canonical.md")
    found = api.examine(read_markdown(essay.encode(), "essay.md"), canonical, Relation.QUOTING).findings
    return [f"{one.code} {one.message}" for one in found if one.severity is not Severity.INFO]


@pytest.mark.parametrize(("language", "form"), [(language, form) for language, forms in FORMS.items() for form in forms])
def test_every_form_is_a_notice(language: str, form: str) -> None:
    for said in (f"({form})", f"[{form}]", f"({form[0].upper()}{form[1:]})", f"({form.replace('’', chr(39))})"):
        assert NOTICE.fullmatch(said), said


@pytest.mark.parametrize("phrase", NOT)
def test_other_words_in_brackets_are_none(phrase: str) -> None:
    assert NOTICE.fullmatch(f"({phrase})") is None
    assert NOTICE.fullmatch(f"[{phrase}]") is None


@pytest.mark.parametrize("language", FORMS)
def test_a_quotation_with_a_notice_is_left_alone(language: str) -> None:
    forms = zip(FORMS[language], [SENTENCES[k % len(SENTENCES)] for k in range(len(FORMS[language]))], strict=True)
    essay = [
        part
        for form, sentence in forms
        for part in (f"> {sentence} ({form})", f"He said: “{sentence[:-1]} [{form}].”", f"He said: “{sentence[:-1]}” ({form}).")
    ]
    assert wrong("\n\n".join(essay)) == []


@pytest.mark.parametrize("form", [form for forms in FORMS.values() for form in forms[::7]])
def test_a_notice_hides_no_change(form: str) -> None:
    for (old, new), behind in product((("not run", "run"), ("it.", "us."), ("1911", "1912")), (f"({form})", f"[{form}]")):
        assert wrong(f"> {SENTENCES[0].replace(old, new)} {behind}") != []
