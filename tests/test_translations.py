"""A good translation has no finding; a numeral or note that it lost has one, and so has a text that is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from fidelity.api import examine
from fidelity.model.declarations import Relation
from fidelity.model.finding import Severity
from fidelity.model.text import Text
from fidelity.readers.markdown import read_markdown

TEXTS = Path(__file__).parent.parent / "benchmarks" / "checking" / "texts"


def english() -> str:
    """Two paragraphs of the English text about the lighthouse, with the notes that are called in them."""
    parts = (TEXTS / "en.md").read_text(encoding="utf-8").split("\n\n")
    chosen = [part for part in parts if part.startswith(("In the spring of 1871", "The Board received", "[^1]:", "[^7]:"))]
    assert len(chosen) == 4
    return "\n\n".join(chosen) + "\n"


GERMAN = """Im Frühjahr 1871 schickte die Hafenbehörde einen Schreiber namens Edwin Fothergill mit einem einzigen Auftrag \
auf die Insel Sarn: Er sollte herausfinden, warum die Lampe in einem Winter 412 Gallonen Öl verbrannt hatte, \
für den 260 bewilligt waren. Er blieb elf Wochen, und was er dort schrieb, füllt drei Bücher. Sie wurden zu \
seinen Lebzeiten nicht gedruckt, und von dem ersten hielt man kein Exemplar für erhalten, bis ein Buchhändler \
in Penzance es 1958 zum Verkauf anbot.[^1] Niemand auf der Auktion konnte wissen, was es enthielt.

Die Behörde erhielt die Bücher am 6. Juni 1871 und gab sie im August ungelesen zurück. In einem Protokoll, das \
Sir Robert Hales unterschrieb, heißt es: „Die Sache mit dem Öl ist erledigt … und sie zu erledigen hat mehr \
gekostet als das Öl.“[^7] Penrose wurde entlassen. Sein Nachfolger, ein Mann aus Fowey, dessen Name nicht \
überliefert ist, verbrannte im nächsten Winter 391 Gallonen und im übernächsten 388. Einige Mitglieder fragten \
sich laut, ob nicht die Menge falsch bemessen sei; keines schlug vor, sie zu ändern.

[^1]: Sotheran & Pike, *Catalogue of Nautical Books and Manuscripts* (London: Sotheran & Pike, 1958), Los 77.

[^7]: Protokoll der Hafenbehörde, 23. August 1871, Cornwall Record Office, BH 4/112, \
https://records.example.org/bh/4/112.
"""
SPANISH = """En la primavera de 1871 la Junta de Puertos envió a la isla de Sarn a un escribiente llamado Edwin Fothergill \
con una sola instrucción: debía averiguar por qué la lámpara había quemado 412 galones de aceite en un \
invierno para el que se habían concedido 260. Se quedó once semanas, y lo que escribió allí llena tres libros. \
No se imprimieron en vida suya, y del primero no se creía que existiera copia hasta que un librero de Penzance \
lo puso a la venta en 1958.[^1] Nadie en la subasta pudo saber lo que contenía.

La Junta recibió los libros el 6 de junio de 1871 y los devolvió sin leer en agosto. Un acta firmada por sir \
Robert Hales dice que «el asunto del aceite está cerrado … y el gasto de cerrarlo ha sido mayor que el \
aceite».[^7] Penrose fue despedido. Su sucesor, un hombre de Fowey cuyo nombre no consta, quemó 391 galones en \
el invierno siguiente, y 388 en el otro. Algunos miembros se preguntaron en voz alta si la cantidad no estaría \
mal calculada; ninguno propuso cambiarla.

[^1]: Sotheran & Pike, *Catalogue of Nautical Books and Manuscripts* (Londres: Sotheran & Pike, 1958), lote \
77.

[^7]: Actas de la Junta de Puertos, 23 de agosto de 1871, Cornwall Record Office, BH 4/112, \
https://records.example.org/bh/4/112.
"""


def _read(content: str) -> Text:
    return read_markdown(content.encode(), "x.md")


def found(canonical: str, translation: str) -> list[str]:
    every = examine(_read(translation), _read(canonical), Relation.TRANSLATION).findings
    return [finding.code for finding in every if finding.severity is not Severity.INFO]


PAIRS = [
    (english(), GERMAN),
    (english(), SPANISH),
    (GERMAN, SPANISH),
    (SPANISH, GERMAN),
    (GERMAN, english()),
    (SPANISH, english()),
]


@pytest.mark.parametrize(("canonical", "translation"), PAIRS)
def test_a_good_translation_has_no_finding(canonical: str, translation: str) -> None:
    # that note 1 is followed by note 7 is the excerpt's fault, and the same in both
    assert [code for code in found(canonical, translation) if code != "N104"] == []


@pytest.mark.parametrize("translation", [GERMAN, SPANISH])
@pytest.mark.parametrize(
    ("before", "after"),
    [("412", "421"), ("1958.[^1]", "1985.[^1]"), ("1958)", "1985)"), (" 1871, Cornwall", " 1817, Cornwall"), ("391", "39")],
)
def test_a_numeral_that_is_another_is_found(translation: str, before: str, after: str) -> None:
    changed = translation.replace(before, after) if before in translation else translation.replace("1958", "1985", 1)
    assert changed != translation
    assert "T106" in found(english(), changed)


def test_what_each_language_writes_in_its_own_way_is_no_loss() -> None:
    text = "In the 20th century some 10,000 people, 12 of them farmers, left in the 1960s; {}.\n"
    assert (
        found(
            text.format("3.75 per cent came back"),
            "Au XXe siècle, 10 000 personnes, dont douze paysans, sont parties dans les années 1960 ; 3,75 % sont revenues.\n",
        )
        == []
    )
    assert (
        found(
            "Im 20. Jahrhundert gingen 10.000 fort, in den 60er Jahren.\n", "In the 20th century 10,000 left, in the 1960s.\n"
        )
        == []
    )
    assert found("Dans les années 60, ils étaient 45.\n", "In the 1960s there were forty-five of them.\n") == []


@pytest.mark.parametrize("note", ["[^7]"])
def test_a_lost_note_is_found(note: str) -> None:
    kept = [part.replace(note, "") for part in GERMAN.split("\n\n") if not part.startswith(note)]
    assert "N122" in found(english(), "\n\n".join(kept))


def test_a_translation_into_the_same_language_is_said_once() -> None:
    assert [code for code in found(english(), english().replace("412", "421")) if code != "N104"] == ["T100"]
    assert [code for code in found(GERMAN, GERMAN) if code != "N104"] == ["T100"]


def lengthened(text: str, sentence: str) -> str:
    """A text with a paragraph between its first two."""
    first, rest = text.split("\n\n", 1)
    return f"{first}\n\n{sentence}\n\n{rest}"


KEEPER = (
    "The keeper, Henry Trevanion, had come from Falmouth with two trunks and a clock, and for the whole of that winter he had "
    "the lamp and the rock to himself; his letters were read by nobody."
)
WARDEN = (
    "Der Wärter, Henry Trevanion, war mit zwei Koffern und einer Uhr aus Falmouth gekommen, und den ganzen Winter über hatte "
    "er die Lampe und den Felsen für sich allein; seine Briefe las niemand."
)


def test_a_paragraph_that_nothing_stands_for_is_found_where_it_belongs() -> None:
    examined = examine(_read(GERMAN), _read(lengthened(english(), KEEPER)), Relation.TRANSLATION)
    (finding,) = [one for one in examined.findings if one.code == "T110"]
    assert finding.severity is Severity.WARNING
    assert "The keeper" in finding.message
    assert finding.span.start == GERMAN.index("[^1]") + len("1 Niemand auf der Auktion konnte wissen, was es enthielt.")


def test_a_paragraph_that_stands_for_nothing_is_found() -> None:
    assert "T103" in found(english(), lengthened(GERMAN, WARDEN))


def test_paragraphs_that_are_joined_or_parted_are_no_loss() -> None:
    both_sides = lengthened(english(), KEEPER), lengthened(GERMAN, WARDEN)
    joined = both_sides[1].replace("\n\nDer Wärter", " Der Wärter")
    parted = both_sides[1].replace("Sie wurden zu", "\n\nSie wurden zu")
    for translation in (*both_sides[1:], joined, parted):
        assert [code for code in found(both_sides[0], translation) if code != "N104"] == []


def test_a_name_that_is_misspelt_once_is_found() -> None:
    text = lengthened(english(), KEEPER + " Trevanion did not mind.")
    translation = lengthened(GERMAN, WARDEN + " Trevanion störte es nicht.")
    assert "T107" not in found(text, translation)
    wrong = translation.replace("Henry Trevanion", "Henry Trevannion")
    assert "T107" not in found(text, wrong), "both stand in the paragraph"
    assert "T107" in found(text, wrong.replace(" Trevanion störte es nicht.", "") + "\n\nTrevanion.\n")


def test_names_as_another_language_spells_them_are_no_misspellings() -> None:
    text = (
        "In Smyrna and in Florence the merchants of Egypt and Moscow met Aristotle’s readers every year, and they said to them "
        "that the price of the books had risen.\n"
    )
    french = (
        "À Smyrne et à Florence, les marchands d’Égypte et de Moscou voyaient chaque année les lecteurs d’Aristote, et leur "
        "disaient que le prix des livres avait monté.\n"
    )
    assert "T107" not in found(text, french)
    assert "T107" in found(text, french.replace("Florence", "Flosrence"))


def test_a_call_in_another_paragraph_is_found() -> None:
    text, translation = lengthened(english(), KEEPER), lengthened(GERMAN, WARDEN)
    moved = translation.replace("anbot.[^1]", "anbot.").replace("Wärter, Henry", "Wärter,[^1] Henry")
    assert "N120" in found(text, moved)
    assert "N120" not in found(text, translation)


def test_a_paragraph_that_was_forgotten_is_said_and_the_rest_is_still_compared() -> None:
    text, translation = lengthened(english(), KEEPER), lengthened(GERMAN, KEEPER)
    codes = found(text, translation.replace("412", "421"))
    assert "T118" in codes
    assert "T106" in codes
    assert "T100" not in codes


def test_a_lost_note_is_named_though_the_rest_was_counted_anew() -> None:
    canonical = (
        "Im Winter 1783 begann der Küster zu schreiben.[^1] Das Buch galt seit 1902 als verloren.[^2]\n\n"
        "Von 41 Tagen nennt er 39.[^3]\n\n[^1]: Süßmilch, *Das Wetterbuch* (Ahlsdorf, 1931), 12.\n\n[^2]: Ebd., 14.\n\n"
        "[^3]: Ebd., 77.\n"
    )
    english = (
        "In the winter of 1783 the sexton began to write.[^1] Since 1902 the book was believed lost.\n\n"
        "Of 41 days he names 39.[^2]\n\n[^1]: Süßmilch, *Das Wetterbuch* (Ahlsdorf, 1931), 12.\n\n[^2]: Ibid., 77.\n"
    )
    examined = examine(_read(english), _read(canonical), Relation.TRANSLATION)
    assert [(one.code, one.message) for one in examined.findings] == [
        ("N122", "note 2 of the canonical text is not in the translation")
    ]
    back = examine(_read(canonical), _read(english), Relation.TRANSLATION)
    assert [(one.code, one.message) for one in back.findings] == [("N128", "note 2 was added: “Ebd., 14.”")]
    wrong = examine(_read(english.replace("77", "78")), _read(canonical), Relation.TRANSLATION)
    assert [one.code for one in wrong.findings] == ["N122", "T106"]


MERGED = """# The Weather Book

In the winter of 1783 the sexton began to record the weather, and he went on for years. The mill stream stood still on many \
days. In spring the parson asked him to stop. He did not stop until the book was full.

Nobody knows where it was kept until 1902, when the school burned down.
"""
APART = """# Das Wetterbuch

Im Winter 1783 begann der Küster, das Wetter zu verzeichnen, und er tat es jahrelang.

Der Mühlbach stand an vielen Tagen still.

Im Frühjahr bat ihn der Pfarrer, damit aufzuhören.

Er hörte nicht auf, bis das Buch voll war.

Niemand weiß, wo es bis 1902 lag, als die Schule abbrannte.
"""


def test_several_paragraphs_may_become_one_and_one_several() -> None:
    assert found(APART, MERGED) == []
    assert found(MERGED, APART) == []
    assert found(APART, MERGED.replace("1783", "1873")) == ["T106"]


@pytest.mark.parametrize(
    ("original", "translation"),
    [
        ("Er kam am 3.10.1841 an.", "He arrived on 3 October 1841."),
        ("Le 3 octobre 1841 il arriva.", "Er kam am 3.10.1841 an."),
        ("Um 14.30 Uhr begann es.", "It began at 2.30 p.m."),
        ("Cela commença à 14 h 30.", "Es begann um 14.30 Uhr."),
        ("Es waren 300 Leute da.", "Three hundred people were there."),
        ("There were 3,000 of them.", "Es waren dreitausend."),
    ],
)
def test_dates_times_and_round_numbers_as_each_language_writes_them(original: str, translation: str) -> None:
    assert found(original + "\n", translation + "\n") == []


@pytest.mark.parametrize(
    ("original", "translation"),
    [
        ("Er kam am 3.10.1841 an.", "He arrived on 3 October 1814."),
        ("Um 14.30 Uhr begann es.", "It began at 3.40 p.m."),
        ("Es waren 300 Leute da.", "Four people were there."),
    ],
)
def test_other_dates_times_and_numbers_are_found(original: str, translation: str) -> None:
    assert found(original + "\n", translation + "\n") == ["T106"]


def test_what_may_be_left_in_the_original_is_no_forgotten_paragraph() -> None:
    text = lengthened(english(), KEEPER)
    for kept in (
        "“The keeper had come from Falmouth with two trunks and a clock, and he had the lamp to himself.”",
        "Trevanion, Henry: The lamp of Sarn and the keeper that it had, in the edition of the Board, London 1930.",
        "et in Arcadia ego, sed non est in corde meo quod erat in illo tempore",
    ):
        both = lengthened(text, kept), lengthened(lengthened(GERMAN, WARDEN), kept)
        assert "T118" not in found(*both)


def test_many_paragraphs_cost_time_in_proportion(monkeypatch: pytest.MonkeyPatch) -> None:
    """A translation that ends in the middle; what is counted is how often two blocks are weighed."""
    from fidelity.collation import facing

    weighed: list[int] = []
    cost = facing._Weigher.cost
    monkeypatch.setattr(facing._Weigher, "cost", lambda *arguments: weighed.append(1) or cost(*arguments))

    def times(count: int) -> int:
        original = "\n\n".join(f"Im Jahr {1500 + k} geschah dort etwas, das niemand vergessen hat." for k in range(count))
        half = "\n\n".join(f"In {1500 + k} something happened there that nobody forgot." for k in range(count // 2))
        weighed.clear()
        facing.facing(_read(original), _read(half))
        return len(weighed)

    assert times(400) < 3 * times(200)
