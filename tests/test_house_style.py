"""The declared house style makes its own differences accidental, and no others."""

from __future__ import annotations

import pytest

from fidelity.collation import collate
from fidelity.model.declarations import HouseStyle
from fidelity.model.text import Text
from fidelity.readers.markdown import read_markdown


def read(content: str) -> Text:
    return read_markdown(content.encode("utf-8"), "x.md")


SPELLINGS = HouseStyle(spellings=(("connexion", "connection"), ("daß", "dass"), ("gaol", "jail")))
WORDS = HouseStyle(words=frozenset({"today", "role", "internet"}))
COMMA = HouseStyle(serial_comma=True)
NO_COMMA = HouseStyle(serial_comma=False)
DASHES = HouseStyle(quotation_marks="—«»")
NUMBERS = HouseStyle(number_forms=True)


@pytest.mark.parametrize(
    ("style", "canonical", "edition"),
    [
        (SPELLINGS, "The connexion was cut.", "The connection was cut."),
        (SPELLINGS, "Connexion by rail.", "Connection by rail."),
        (SPELLINGS, "Er wusste, daß es so war, und daß es blieb.", "Er wusste, dass es so war, und dass es blieb."),
        (WORDS, "He came to-day.", "He came today."),
        (WORDS, "To-day he came.", "Today he came."),
        (WORDS, "His rôle was small.", "His role was small."),
        (WORDS, "On the Internet of old.", "On the internet of old."),
        (COMMA, "Bread, wine and cheese were there.", "Bread, wine, and cheese were there."),
        (NO_COMMA, "Bread, wine, and cheese were there.", "Bread, wine and cheese were there."),
        (DASHES, "“Come in,” he said.", "—Come in, he said."),
        (NUMBERS, "It cost 2 400 000 marks in the end.", "It cost 2,400,000 marks in the end."),
        (NUMBERS, "On page 12 of the 12 000 sheets of the book.", "On page 12 of the 12000 sheets of the book."),
        (NUMBERS, "He held 1,200,300 pages, says fol. 12 v° of the book.", "He held 1200300 pages, says fol. 12v of the book."),
    ],
)
def test_what_is_declared_is_accidental(style: HouseStyle, canonical: str, edition: str) -> None:
    assert collate(read(canonical), read(edition)).substantive
    assert not collate(read(canonical), read(edition), style).substantive


@pytest.mark.parametrize(
    ("style", "canonical", "edition"),
    [
        (SPELLINGS, "The connection was cut.", "The connexion was cut."),
        (SPELLINGS, "The connexion was cut.", "The correction was cut."),
        (SPELLINGS, "The connexion was cut.", "The Connection was cut."),
        (WORDS, "He came this day.", "He came today."),
        (WORDS, "He came to-morrow.", "He came tomorrow."),
        (COMMA, "Bread, wine, and cheese were there.", "Bread, wine and cheese were there."),
        (COMMA, "Bread, wine or cheese is there.", "Bread wine or cheese is there."),
        (COMMA, "He came then and there.", "He came, then and there."),
        (DASHES, "He said “come in” then.", "He said come in then."),
        (NUMBERS, "See section 1.100.200 of it.", "See section 1100200 of it."),
        (NUMBERS, "The men of the town said that it cost 1.24 marks.", "The men of the town said that it cost 124 marks."),
        (NUMBERS, "It stands on pages 12 345 of it.", "It stands on pages 12345 of it."),
        (NUMBERS, "It is on fol. 12 v° of the book.", "It is on fol. 12 r° of the book."),
    ],
)
def test_what_is_not_declared_stays_a_change(style: HouseStyle, canonical: str, edition: str) -> None:
    assert collate(read(canonical), read(edition), style).substantive
