"""Shortcuts: what is passed over at one stroke tells nothing, and what is found is the same as one by one."""

from __future__ import annotations

import importlib
import re
from itertools import chain
from random import Random

import pytest

from fidelity.language import citation_words
from fidelity.model import lines
from fidelity.model.derived import keep
from fidelity.model.span import Span
from fidelity.readers.markdown import read_markdown
from fidelity.recognition.citations import in_text

names = importlib.import_module("fidelity.recognition.names")
SMALL = "the of which he held that rain came late to it and was never sold in a town by sea ed di del et on for".split()
CITING = sorted({word for value in vars(citation_words).values() if isinstance(value, tuple) for word in chain(value)})


def note(chance: Random) -> str:
    """A sentence of small words and of what citations are made of."""
    words = [chance.choice(SMALL if chance.random() < 0.7 else CITING) for _ in range(chance.randint(2, 12))]
    if chance.random() < 0.8:
        words = [word.casefold() for word in words]
    if chance.random() < 0.7:
        words[0] = chance.choice(("The", "Berg", "Mill", "Idem", "See", words[0].capitalize()))
    joined = "".join(word + chance.choice((" ", " ", " ", ", ")) for word in words).rstrip(" ,")
    return joined + chance.choice((".", ".", "", "?"))


def test_a_note_that_is_passed_over_cites_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = Random(7)
    written = [note(chance) for _ in range(4000)]
    passed = [one for one in written if in_text.says_nothing(one)]
    assert len(passed) > 400
    assert len({word for one in passed for word in one.split()}) > 100
    monkeypatch.setattr(in_text, "says_nothing", lambda _: False)
    for one in passed:
        assert in_text._in_words.__wrapped__(one, (), ()) == (), one


def test_a_note_that_cites_is_not_passed_over() -> None:
    for one in ("Ibid.", "Idem.", "Berg, op. cit.", "Berg, supra.", "The mill, ed. Berg.", "Berg, forthcoming.", "See n. 4."):
        assert not in_text.says_nothing(one)


@pytest.mark.parametrize("few", [0, 2, 40])
def test_words_are_found_in_small_letters_as_if_all_were_listed(monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(names, "_FEW", few)
    chance = Random(few)
    parts = "mill Mill mills straße STRASSE Strasse l’école re-use Re-use İzmir oﬃce office 3rd don’t mar².".split()
    letters = {word.casefold() for part in parts for word in re.findall(r"[^\W\d_]+", part)}
    asked = letters | {"l’école", "re-use", "don’t"}
    for _ in range(60):
        text = "".join(chance.choice(parts) + chance.choice((" ", " ", "\n", ", ", "-")) for _ in range(30))
        elsewhere = names._Elsewhere(text)
        listed = names._written_small(text)
        assert {word for word in asked if elsewhere.has_small(word)} == listed & asked, text


@pytest.mark.parametrize("stride", [1, 3, 2048])
def test_lines_that_are_counted_are_those_that_are_listed(monkeypatch: pytest.MonkeyPatch, stride: int) -> None:
    monkeypatch.setattr(lines, "_STRIDE", stride)
    chance = Random(stride)
    for length in range(40):
        content = "".join(chance.choice("ab\n\u2028") for _ in range(length))
        listed, counted = lines.Lines.of(content), lines.places_in(content)
        assert isinstance(counted, lines.CountedLines)
        for offset in range(-1, length + 3):
            assert counted.position(offset) == listed.position(offset), content
    assert isinstance(lines.places_in("a\r\nb"), lines.Lines)


def test_names_are_told_by_what_another_process_has_derived() -> None:
    text = read_markdown(b"Harburg was far. They came to Harburg late, and a harburg is a hut.", "a.md")
    near = [Span(0, len(text.string))]
    found = list(names.names(text, "en", near))
    again = read_markdown(text.string.encode(), "a.md")
    keep(names.spelling, again, names.spelling(text))
    assert list(names.names(again, "en", near)) == found == list(names.names(text, "en"))
    other = read_markdown(text.string.encode(), "a.md")
    keep(names.spelling, other, names.Spelling(frozenset(), frozenset({"Harburg"})))
    assert list(names.names(other, "en", near)) != found
