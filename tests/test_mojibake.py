"""Text stored as UTF-8 and read as something else: decoded exactly, once or twice misread; what was not is left alone."""

from __future__ import annotations

import pytest
from test_pdf_reader import make_pdf, show

from fidelity.model.text import Text
from fidelity.readers.pdf import read_pdf
from fidelity.readers.plain_text import read_plain_text
from fidelity.repairs.mojibake import REPAIR

TEXTS = {
    "fr": "Où était le meunier ? À Noël, à Besançon, chez sa sœur Zoë : « Voilà ! » dit-il, « c’est là, ça coûte 20 € ».",
    "de": "Der Müller ging über die Brücke, weil größere Höfe außerhalb lägen. „Ärger gäbe es überall – für 20 €.“ Öl.",
    "es": "La señora Núñez, ¿qué quedó? ¡Olé! Allí está: «¿Quién será?» El pingüino de Ángel Ñoño vale 20 €… Más allá del río.",
    "it": "La città non è più quella che era: però la verità e la libertà sono là – è così, a metà, già lunedì a Forlì.",
    "pt": "À noite não há ninguém; o avô dá pão às crianças. Vão àquela praça à beira-mar. São três irmãos: “Você também?”",
}


def misread(string: str, encoding: str) -> str:
    if encoding == "latin-1":
        return string.encode().decode("latin-1")
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in string.encode())


def mended(text: Text) -> str:
    return text.amend(REPAIR.code, REPAIR.propose(text)).string


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
@pytest.mark.parametrize("language", TEXTS)
def test_what_was_misread_is_decoded_exactly(language: str, encoding: str, times: int) -> None:
    string = TEXTS[language]
    for _ in range(times):
        string = misread(string, encoding)
    if "\x85" in string:
        pytest.skip("a reader takes this byte for a line end")
    assert mended(read_plain_text(f"{string}\n".encode(), "made.txt")).strip() == TEXTS[language]


@pytest.mark.parametrize("language", TEXTS)
def test_what_was_not_misread_is_left(language: str) -> None:
    capitals = TEXTS[language].upper()
    for string in (TEXTS[language], capitals, f"{capitals} A MANHÃ” e “O PÃO”, A MANHÃ é. {TEXTS[language]}"):
        assert not list(REPAIR.propose(read_plain_text(f"{string}\n".encode(), "made.txt")))


@pytest.mark.parametrize("engine", ["pdfminer", "pdfium"])
def test_a_page_shows_a_no_break_space_and_the_next_space_as_one(engine: str) -> None:
    lines = [
        "La città non è più quella che era, e la libertà di chi vi abitò",
        "non è perduta: così la verità e l’onestà sono in città per sempre.",
        "La metà di quella età è già passata, e la società lo sapeva bene.",
    ]
    page = "".join(show(50, 500 - 12 * i, misread(line, "cp1252")) for i, line in enumerate(lines))
    text = read_pdf(make_pdf(page), "x.pdf", engine=engine)  # type: ignore[arg-type]
    assert " ".join(mended(text).split()) == " ".join(lines)


def test_bytes_that_are_lost_are_supplied_where_the_dictionary_has_one_word() -> None:
    lost = "\ufffd"
    string = "El molinero decía que el método de los pescadores era el mejor de la ciudad, y que nadie lo sabía. "
    string += f"Él decía que Luís cayÃ³ en el rÃ­o, y que â€œallÃ está el paÃs de Ã{lost}ngelâ€{lost}, según la seÃ±ora. "
    assert "“allí está el país de Ángel”, según la señora." in mended(read_plain_text(f"{string}\n".encode(), "made.txt"))
    assert "rÃxq" in mended(read_plain_text(f"{string} rÃxq\n".encode(), "made.txt"))
    alone = "Él decía que el paÃs de la manhÃ está allí, y que nadie lo sabe.\n"  # nothing proves that it was misread
    assert not list(REPAIR.propose(read_plain_text(alone.encode(), "made.txt")))
