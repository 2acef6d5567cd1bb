"""What a hyphen at a line end is: part of a word, or the sign that it was broken."""

from __future__ import annotations

import pytest

from fidelity.language.word_forms import other_forms
from fidelity.model.changes import Edit
from fidelity.model.span import Span
from fidelity.model.text import Text
from fidelity.readers.markdown import read_markdown
from fidelity.readers.plain_text import read_plain_text
from fidelity.repairs.broken_word import REPAIR

ENGLISH = "The clerk of the harbour wrote down what the boats had brought to it, and he said nothing of the others.\n"
FRENCH = "Le maire demanda aux gens ce que la ville avait dans les caves, et la femme du passeur ne répondit rien.\n"
GERMAN = "Der Verwalter des Hafens schrieb am Abend in das Buch, was die Boote an diesem Tag gebracht hatten.\n"
ITALIAN = "Il mugnaio diceva che il metodo dei pescatori era il migliore della città, e che non lo sapeva nessuno.\n"
DUTCH = "De molenaar zei dat de wijze van de vissers het best van de stad was, en dat niemand er iets van wist.\n"
PORTUGUESE = "O moleiro dizia que o método dos pescadores era o melhor da cidade, e que ninguém sabia disso na vila.\n"
SPANISH = "El molinero decía que el método de los pescadores era el mejor de la ciudad, y que nadie lo sabía.\n"


def mended(string: str) -> str:
    text = read_plain_text(string.encode(), "made.txt")
    return text.amend(REPAIR.code, REPAIR.propose(text)).string


@pytest.mark.parametrize(
    ("language", "broken", "whole"),
    [
        (SPANISH, "médico-\ncirujano", "médico-cirujano"),
        (SPANISH, "técnico-\ntemático", "técnico-temático"),
        (SPANISH, "de Méri-\nmée", "de Mérimée"),
        (SPANISH, "devolvién-\ndoselas", "devolviéndoselas"),
        (SPANISH, "rápida-\nmente", "rápidamente"),
        (FRENCH, "sillon-\nnés", "sillonnés"),
        (FRENCH, "blanchis-\nsait", "blanchissait"),
        (FRENCH, "inspecte-\nrez", "inspecterez"),
        (FRENCH, "pré-\nservent", "préservent"),
        (FRENCH, "com-\nmères", "commères"),
        (FRENCH, "couvre-\nfeu", "couvre-feu"),
        (FRENCH, "loup-\ngarou", "loup-garou"),
        (FRENCH, "clair-\nobscur", "clair-obscur"),
        (ENGLISH, "con-\nstrain", "constrain"),
        (ENGLISH, "conform-\ners", "conformers"),
        (ENGLISH, "black-\nest", "blackest"),
        (ENGLISH, "long-\nterm", "long-term"),
        (ENGLISH, "dinner-\nparty", "dinner-party"),
        (ENGLISH, "fire-\nworshippers", "fire-worshippers"),
        (SPANISH, "co-\nmetió", "cometió"),
        (SPANISH, "político-\nreligiosas", "político-religiosas"),
        (SPANISH, "histórico-\nartísticos", "histórico-artísticos"),
        (SPANISH, "COPIA-\nDOS", "COPIA-DOS"),
        (SPANISH, "l’avant-\ncorps", "l’avant-corps"),
        (SPANISH, "domés-\nticos", "domésticos"),
        (SPANISH, "periódi-\ncos", "periódicos"),
        (FRENCH, "qu’en-\ndira-t-on", "qu’en-dira-t-on"),
        (FRENCH, "qu’en-\nsemble", "qu’ensemble"),
        (FRENCH, "chez Jean Quatre-\nmère", "chez Jean Quatremère"),
        (ENGLISH, "up-\nto-date", "up-to-date"),
        (ENGLISH, "Mr. E. T. Fair-\nweather", "Mr. E. T. Fairweather"),
        (ENGLISH, "in the sub-\nway", "in the subway"),
        (GERMAN, "das Sich-nicht-\nentscheiden-Können", "das Sich-nicht-entscheiden-Können"),
        (GERMAN, "das Rhein-Main-Fern-\nstraßenbauamt", "das Rhein-Main-Fernstraßenbauamt"),
        (ENGLISH, "at https://example.org/a-tow-\ner/well-\nknown.html", "at https://example.org/a-tower/well-known.html"),
        (ENGLISH, "at https://example.org/end-of-\nthe-road", "at https://example.org/end-of-the-road"),
        (GERMAN, "https://example.org/ta-\ngebuch/nord-\nost.html", "https://example.org/tagebuch/nord-ost.html"),
        (SPANISH, "un teniente-\nfiscal", "un teniente-fiscal"),
        (SPANISH, "el libro-\ndiario", "el libro-diario"),
        (SPANISH, "torpe-\nmente", "torpemente"),
        (SPANISH, "unos contra-\nataques", "unos contraataques"),
        (SPANISH, "inter-\nprovincial", "interprovincial"),
        (FRENCH, "la contre-\nescarpe", "la contre-escarpe"),
        (FRENCH, "la contre-\nbande", "la contrebande"),
        (ENGLISH, "the pro-\nto-history", "the proto-history"),
        (ENGLISH, "said Mac-\nGillivray", "said MacGillivray"),
        (ENGLISH, "Jean-\nBaptiste", "Jean-Baptiste"),
        (ENGLISH, "most ill-\nnaturedly", "most ill-naturedly"),
        (GERMAN, "das Entweder-\noder", "das Entweder-oder"),
        (GERMAN, "das Sich-\nnicht-entscheiden-Können", "das Sich-nicht-entscheiden-Können"),
        (GERMAN, "der Eisen-\nbahn-Verein", "der Eisenbahn-Verein"),
        (GERMAN, "der Sicher-\nheits-Verein", "der Sicherheits-Verein"),
        (GERMAN, "Konfigurations-\nDatei", "Konfigurations-Datei"),
        (GERMAN, "EU-\nweite", "EU-weite"),
        (GERMAN, "Verzeich-\nnis", "Verzeichnis"),
        (GERMAN, "eine schwarz-\nweiße Fahne", "eine schwarz-weiße Fahne"),
        (GERMAN, "die rechtlich-\npolitischen Fragen", "die rechtlich-politischen Fragen"),
        (GERMAN, "der Trimm-\ndich-Pfad", "der Trimm-dich-Pfad"),
        (GERMAN, "ein Fin-de-\nsiècle-Roman", "ein Fin-de-siècle-Roman"),
        (GERMAN, "goldbrau-\nnes", "goldbraunes"),
        (ENGLISH, "the coup d’é-\ntat", "the coup d’état"),
        (ENGLISH, "Newcastle-\nupon-Tyne", "Newcastle-upon-Tyne"),
        (ENGLISH, "to the Attorney-\ngeneral", "to the Attorney-general"),
        (ENGLISH, "the looker-\non", "the looker-on"),
        (ENGLISH, "at https://www.-\nexample.org/a/-\nb.html", "at https://www.example.org/a/b.html"),
        (ENGLISH, "a 12th-\ncentury", "a 12th-century"),
        (ENGLISH, "in the book-\nkeeper", "in the bookkeeper"),
        (FRENCH, "de l’eau-de-\nvie", "de l’eau-de-vie"),
        (FRENCH, "il pour-\nvoyait", "il pourvoyait"),
        (FRENCH, "le sire d’Oba-\nzine", "le sire d’Obazine"),
        (FRENCH, "au Premier-\nministre", "au Premier-ministre"),
        (SPANISH, "un niño-\nproblema", "un niño-problema"),
        (ITALIAN, "la città-\nstato", "la città-stato"),
        (ITALIAN, "la questione politico-\nsociale", "la questione politico-sociale"),
        (ITALIAN, "soprat-\ntutto", "soprattutto"),
        (ITALIAN, "il salva-\nschermo", "il salvaschermo"),
        (DUTCH, "het auto-\nongeluk", "het auto-ongeluk"),
        (DUTCH, "een niet-\nverzekerde", "een niet-verzekerde"),
        (DUTCH, "het kant-en-\nklare", "het kant-en-klare"),
        (DUTCH, "de minister-\npresident", "de minister-president"),
        (DUTCH, "de samen-\nwerking", "de samenwerking"),
        (PORTUGUESE, "um contra-\nataque", "um contra-ataque"),
        (PORTUGUESE, "os sub-\ngrupos", "os subgrupos"),
        (PORTUGUESE, "um texto desi-\nred", "um texto desired"),
    ],
)
def test_line_end_hyphens(language: str, broken: str, whole: str) -> None:
    assert f" {whole} " in mended(f"{language}{language[:40]} {broken} {language[40:]}")


@pytest.mark.parametrize(
    ("other", "whole"),
    [("the book-keepers of it", "book-keeping"), ("the bookkeepers of it", "bookkeeping"), ("nobody at all", "bookkeeping")],
)
def test_another_form_in_the_text_tells(other: str, whole: str) -> None:
    assert f" {whole} " in mended(f"{ENGLISH}It was said of {other} that the book-\nkeeping was bad, and so it was.\n")


HABIT = (
    "He kept a pocket-book and a time-table in the work-house, an anti-clerical and semi-official place, and post-war too.\n"
)


@pytest.mark.parametrize(
    ("broken", "in_two", "in_one"),
    [
        ("the market-\nplace", "market-place", "marketplace"),
        ("the book-\nkeeper", "book-keeper", "bookkeeper"),
        ("a pseudo-\nscience", "pseudo-science", "pseudoscience"),
        ("in the old car-\npet", "carpet", "carpet"),
        ("a trouble-\nsome", "troublesome", "troublesome"),
        ("they under-\nstand", "understand", "understand"),
        ("a kind of know-\ning", "knowing", "knowing"),
        ("the country-\nmen", "countrymen", "countrymen"),
    ],
)
def test_a_text_writes_in_two_what_it_writes_so_inside_its_lines(broken: str, in_two: str, in_one: str) -> None:
    assert f" {in_two} " in mended(f"{ENGLISH}{HABIT}It was said that {broken} was bad.\n")
    assert f" {in_one} " in mended(f"{ENGLISH}{ENGLISH}It was said that {broken} was bad.\n")


def test_a_prefix_is_parted_as_before_other_words() -> None:
    ours = "Era anticlerical y anticapitalista, y el ex-ministro, el ex-alcalde lo sabían.\n"
    out = mended(f"{SPANISH}{ours}Hablaba el ex-\npresidente de un anti-\nfascista.\n")
    assert " ex-presidente " in out
    assert " antifascista" in out


def test_a_name_with_capitals_inside_is_joined_to_a_word_with_a_hyphen() -> None:
    string = f"{GERMAN}Der WebText war da. Er schrieb den WebText-\nEintrag und die WebText-\nliste in das WebTe-\nxt hinein.\n"
    assert "den WebText-Eintrag und die WebText-liste in das WebText " in mended(string)


def test_a_pair_suspends_nothing_and_a_prefix_does() -> None:
    assert " die Ein-\noder Ausfuhr " in mended(f"{GERMAN}Das war die Ein-\noder Ausfuhr der Stadt.\n")


def test_a_word_with_capitals_inside_is_one_where_the_text_has_it() -> None:
    assert " LaTeX " in mended(f"{GERMAN}LaTeX war dabei, und auch das La-\nTeX von früher.\n")
    assert " Programm-Verzeichnis " in mended(
        f"{GERMAN}Das Programmverzeichnis ist da, und das Programm-\nVerzeichnis von früher.\n"
    )


def test_a_word_that_ends_as_a_conjunction_is_no_suspended_one() -> None:
    """The producer has a hyphen of its own for broken words: "reflect-/or"."""
    lines = "The lamp-\nlight of the reflect\u2010\nor fell on two-\nor three-year-old boats, on the cor\u2010\nner of it.\n"
    assert "of the reflector fell on two-\nor three-year-old boats, on the corner" in mended(ENGLISH + lines)


def test_soft_hyphens_that_join_compounds_do_not_tell_of_broken_words() -> None:
    """Typst maps every hyphen of some fonts to U+00AD, and those of others not."""
    string = (
        f"{GERMAN}Auf dem USB\u00adStick war es, und mit den Windows\u00ad\nVersionen von damals. Die Boo-\nten waren da.\n"
    )
    text = read_plain_text(string.encode(), "made.txt")

    def of(text: Text) -> str:
        return text.amend(REPAIR.code, REPAIR.propose(text)).string

    at = text.string.index("\u00adStick")
    printed = text.amend("A203", [Edit(Span(at, at + 1), "-", "it takes room")])
    assert " Windows-Versionen " in of(printed)
    dropped = text.amend("A203", [Edit(Span(at, at + 1), "", "it takes no room")])
    assert " WindowsVersionen " in of(dropped)  # here the soft hyphen is none of a compound's


def test_forms_of_a_word() -> None:
    assert {"sillonné", "sillonner"} <= set(other_forms("sillonnés", "fr"))
    assert "sillonnés" not in set(other_forms("sillonnés", "fr"))
    assert not list(other_forms("apelike", None))


def test_a_hyphen_that_a_title_in_another_language_suspends_stays_in_an_edition() -> None:
    string = 10 * ENGLISH + "\nShe read the Gerichts-und Ratsbuch.\n\nShe read the Gerichts- und Ratsbuch, too.\n"
    assert list(REPAIR.propose(read_markdown(string.encode(), "made.md"))) == []
